"""The schema of gold files says what the loader says, as far as a schema can."""

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from onrecord.evals._schema import gold_schema

GOLD = Path(__file__).parents[1] / "evals" / "gold"
VALID = {
    "article": "a",
    "events": [{"what": "It rains.", "who": ["A | B"], "status": "happened | ongoing", "evidence": ["It rained"]}],
    "statements": [{"speakers": [], "cue": "said", "role": None, "content": "It rained", "evidence": ["It rained"]}],
    "facts": [{"events": [1], "statements": [1], "main": 1}],
    "entities": [{"name": "A", "forms": ["the A"]}],
}


def problems(content) -> list[str]:
    checker = Draft202012Validator(gold_schema(), format_checker=FormatChecker())
    return [error.message for error in checker.iter_errors(content)]


def plain(path: Path) -> dict:
    """A gold file as an editor sees it: dates are text there."""
    return json.loads(json.dumps(yaml.safe_load(path.read_text()), default=str))


def test_it_is_a_schema_and_the_file_beside_the_gold_is_it():
    Draft202012Validator.check_schema(gold_schema())
    assert json.loads((GOLD / "gold.schema.json").read_text()) == gold_schema()


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_gold_file_follows_it_and_names_it_for_editors(path):
    assert problems(plain(path)) == []
    assert path.read_text().startswith("# yaml-language-server: $schema=gold.schema.json\n")


def test_alternatives_absent_values_and_empty_lists_are_valid():
    assert problems(VALID) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"events": [{"what": "It rains.", "evidence": ["x"], "whre": "here"}]}, "'whre' was unexpected"),
        ({"events": [{"what": "It rains.", "evidence": ["x"], "status": "done"}]}, "'done' does not match"),
        ({"events": [{"what": "It rains.", "evidence": ["x"], "status": "happened | done"}]}, "does not match"),
        ({"events": [{"what": "It rains."}]}, "'evidence' is a required property"),
        ({"claims": [{"text": "It rains.", "evidence": []}]}, "[] should be non-empty"),
        ({"statements": [{"content": "It rains", "evidence": ["x"]}]}, "'cue' is a required property"),
        ({"author": "A"}, "'author' was unexpected"),
        ({"facts": [{"events": [0]}]}, "0 is less than the minimum of 1"),
        ({"facts": [{"events": [1, 1]}]}, "[1, 1] has non-unique elements"),
        ({"facts": [{"event": [1]}]}, "'event' was unexpected"),
        ({"facts": [{"events": [1], "main": 4}]}, "4 is not one of [1, 2, 3, None]"),
        ({"entities": [{"name": "A", "forms": []}]}, "[] should be non-empty"),
        ({"entities": [{"forms": ["A"]}]}, "'name' is a required property"),
    ],
    ids=[
        *("field", "status", "alternative", "evidence", "no snippet", "cue", "head"),
        *("number 0", "number twice", "fact's key", "main", "no form", "no name"),
    ],
)
def test_what_is_wrong_is_found(change, said):
    assert any(said in problem for problem in problems(VALID | change))
