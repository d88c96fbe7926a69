"""docs/scoring.md: every number on that page is worked here, from the page itself."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from labelled import labelled, predict

from onrecord.evals import _constants, _matching, _matrices, _metrics, _mistakes, _similarity, constants_of
from onrecord.evals._scores import score

PAGE = (Path(__file__).parents[1] / "docs/scoring.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(?:text|yaml) (\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
EXAMPLES = [yaml.safe_load(block) for name, block in BLOCKS if name == "example"]
SIMILARITIES = re.findall(r"^\| (phrase|set|choice) \| `(.*?)` \| `(.*?)` \| ([\d.]+) \|$", PAGE, re.MULTILINE)
CONSTANTS = re.findall(r"^\| `(\w+)\.(\w+)` \| (.*?) \| ", PAGE, re.MULTILINE)
MODULES = {
    module.__name__.rpartition("._")[2]: module
    for module in (_constants, _matching, _matrices, _metrics, _mistakes, _similarity)
}


@pytest.fixture(scope="module")
def gold(tmp_path_factory):
    [text] = [block for name, block in BLOCKS if name == "article"]
    [labels] = [block for name, block in BLOCKS if name == "gold"]
    return labelled(tmp_path_factory.mktemp("page"), labels, text.strip())


def scored(example, gold):
    records = [(kind, fields) for each in example["predicted"] for kind, fields in each.items()]
    return score(gold, predict(gold, *records), examples=example.get("examples", ()))


def named(gold, place):
    """A gold record as the page names it: its kind, and its number among those of that kind."""
    kind = gold.records[place].kind
    return f"{kind} {sum(each.kind == kind for each in gold.records[: place + 1])}"


def written(mistake, gold):
    """A mistake as the page writes it."""
    parts = {
        "error": mistake.error,
        "gold": [named(gold, place) for place in mistake.gold],
        "predicted": [place + 1 for place in mistake.predicted],
        "fields": [each.field for each in mistake.fields],
    }
    return {name: part for name, part in parts.items() if part}


def test_the_page_has_examples_of_everything():
    assert len(EXAMPLES) >= 8
    assert len(SIMILARITIES) >= 15
    assert {error for each in EXAMPLES for error in (m["error"] for m in each.get("mistakes", ()))} == set(
        _mistakes.Error.__args__
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each["name"])
def test_the_scores_of_an_example_are_those_on_the_page(example, gold):
    ratios = scored(example, gold).ratios
    found = {name: "{:g}/{:g}".format(*ratios[name]) for name in example.get("scores", {})}
    assert found == example.get("scores", {})


@pytest.mark.parametrize("example", [each for each in EXAMPLES if "constants" in each], ids=lambda each: each["name"])
def test_the_constant_answers_of_an_example_are_those_on_the_page(example, gold):
    matched = [gold.records[pair.gold] for pair in scored(example, gold).matches]
    found = {name: {"answer": str(each), "value": each.value} for name, each in constants_of(matched).items()}
    assert found == example["constants"]


@pytest.mark.parametrize("example", [each for each in EXAMPLES if "pairs" in each], ids=lambda each: each["name"])
def test_the_pairs_of_an_example_are_those_on_the_page(example, gold):
    found = [
        {
            "gold": named(gold, pair.gold),
            "predicted": pair.predicted + 1,
            **{part: round(getattr(pair, part), 2) for part in ("wording", "evidence", "fields", "similarity")},
        }
        for pair in scored(example, gold).matches
    ]
    assert found == example["pairs"]


@pytest.mark.parametrize("example", [each for each in EXAMPLES if "mistakes" in each], ids=lambda each: each["name"])
def test_the_mistakes_of_an_example_are_those_on_the_page(example, gold):
    kinds = {kind for each in example["predicted"] for kind in each}
    found = [written(each, gold) for each in scored(example, gold).mistakes if each.kind in kinds]
    assert found == example["mistakes"]


@pytest.mark.parametrize(("sort", "one", "other", "similarity"), SIMILARITIES, ids=str)
def test_two_values_are_as_alike_as_the_page_says(sort, one, other, similarity):
    field = _similarity.Compared("any", _similarity.Sort(sort), ())
    alternatives = tuple((each,) for each in one.split(", ")) if sort == "set" else (one,)
    value = tuple(other.split(", ")) if sort == "set" else other
    found = _similarity.field_similarity(field, alternatives, value)
    assert round(found, 2) == float(similarity)


@pytest.mark.parametrize(("module", "name", "value"), CONSTANTS, ids=str)
def test_the_constants_are_those_on_the_page(module, name, value):
    found = getattr(MODULES[module], name)
    values = found.values() if isinstance(found, dict) else found if isinstance(found, tuple) else [found]
    assert [f"{each:g}" for each in values] == value.split(", ")


@pytest.mark.parametrize("sums", re.findall(r"^`(.+?) = (\S+?)`$", PAGE, re.MULTILINE), ids=lambda each: each[0])
def test_the_sums_on_the_page_are_right(sums):
    worked, result = sums
    worked = worked.replace("×", "*").replace("√", "**.5*").replace("−", "-")
    assert re.fullmatch(r"[\d.+*/() -]+", worked)
    places = len(result.partition(".")[2])
    assert round(float(eval(worked)), places) == float(Fraction(result))
