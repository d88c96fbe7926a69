"""What composing makes of labelled records, and of records that a model filled in, against gold.

`python benchmarks/composing.py` measures with gold's own records, once with each alternative of their values;
`--answers evals/answers.jsonl` measures with the records of the embedded model's recorded answers in their place, and
`--show NAME` prints the brief of an article. `--baseline` measures what the words alone and the order alone come to.
`--fit` fits the weights of links and ranks, says how well they do on each article that they weren't fitted on, and
prints them.
"""

from __future__ import annotations

import argparse
import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from onrecord.cli.show import MARKS
from onrecord.compose import Composition, Fact, _links, _rank, brief, compose
from onrecord.compose._links import Links
from onrecord.compose._links import features as link_features
from onrecord.compose._rank import features as rank_features
from onrecord.compose._weights import LINKED, LINKS, RANKS
from onrecord.compose._wording import Wordings
from onrecord.evals import GoldArticle, composing_ratios, load_gold
from onrecord.evals._gold import is_shared
from onrecord.extraction import choose_prompts, extract
from onrecord.grounding import GroundedRecord, Grounder, Support, fold, stems_of
from onrecord.kinds import KINDS
from onrecord.models import AnswerFile, Recorded

Matrix = NDArray[np.float64]

ROOT = Path(__file__).parents[1]


OVERLAP = 0.6
"""The words that two records share at least which the baseline links; of 0.4, 0.5 and 0.6 the best."""


class Read(NamedTuple):
    """An article with the records to compose."""

    gold: GoldArticle
    records: Sequence[GroundedRecord]


def labelled(gold: GoldArticle) -> Read:
    """The records of gold themselves, each with the first alternative of every value."""
    grounder = Grounder(gold.article)
    return Read(gold, [grounder.ground(record.record()) for record in gold.records])


async def recorded(gold: Sequence[GoldArticle], path: Path) -> list[Read]:
    """The records that a model's recorded answers come to."""
    answers, prompts = AnswerFile(path), choose_prompts(None)
    read = []
    for each in gold:
        model = Recorded("local", answers, window=answers.window("local"))
        read.append(Read(each, (await extract(each.article, prompts, model)).records))
    return read


def measured(read: Iterable[Read]) -> dict[str, float]:
    """The scores over articles, and the lengths of their briefs."""
    above, below = Counter[str](), Counter[str]()
    lengths = []
    for gold, records in read:
        composition = compose(gold.article, records)
        for name, (numerator, denominator) in composing_ratios(gold, records, composition).items():
            above[name] += numerator  # type: ignore[assignment]
            below[name] += denominator  # type: ignore[assignment]
        lengths.append(length(gold, records, composition))
    return {name: above[name] / below[name] for name in below if below[name]} | {"longest brief": max(lengths)}


def length(gold: GoldArticle, records: Sequence[GroundedRecord], composition: Composition) -> float:
    """The words of a brief as a share of those of its article."""
    lines = brief(gold.article, records, composition)
    return sum(len(each.text.split()) for each in lines) / len(gold.article.text.split())


def speakers(gold: Iterable[GoldArticle]) -> list[tuple[bool, bool]]:
    """For each other wording that gold allows for who speaks: whether it is the first's entity, and shares a word."""
    found = []
    for each in gold:
        grounder, most = Grounder(each.article), max(record.alternatives for record in each.records)
        records = [grounder.ground(record.record(i)) for i in range(most) for record in each.records]
        entities = compose(each.article, records).entities
        names = {fold(form): entity.name for entity in entities for form in (entity.name, *entity.forms)}
        same = [{fold(form) for form in (entity.name, *entity.forms)} for entity in each.entities]
        for first, *others in alternatives(each):
            for other in others:
                one, two = fold(first), fold(other)
                right = one in names and names[one] == names.get(two)
                alike = bool(words(first, each) & words(other, each)) or any({one, two} <= forms for forms in same)
                found.append((right, alike))
    return found


def words(text: str, gold: GoldArticle) -> set[str]:
    return set(stems_of(text, gold.article.language))


def alternatives(gold: GoldArticle) -> Iterator[Sequence[str]]:
    """The wordings of each speaker and source in gold that has several."""
    for record in gold.records:
        for name in KINDS[record.kind].speaker_fields:
            values = record.fields.get(name, ())
            for each in values if values and isinstance(values[0], tuple) else [values]:
                named = [str(value) for value in each if value]
                if len(named) > 1:
                    yield named


# --- fitting


class Sample(NamedTuple):
    """What one article adds to a fit: the features of each of its pairs, and whether the pair is right."""

    rows: Matrix
    right: Matrix
    read: Read


def link_sample(read: Read) -> Sample:
    """Every two events and claims of an article, and whether gold has them in one fact."""
    records = read.records
    told = [i for i, each in enumerate(records) if not is_shared(each.record.kind)]
    links = Links(records, Wordings(read.gold.article, records), told)
    fact = {i: place for place, each in enumerate(read.gold.facts) for i in each.records}
    pairs = list(combinations(told, 2))
    rows = [[float(value) for value in link_features(links, one, other).values()] for one, other in pairs]
    return Sample(np.array(rows), np.array([float(fact[one] == fact[other]) for one, other in pairs]), read)


def rank_sample(read: Read) -> Sample:
    """By gold's own facts: each main fact against each that is less, as the difference of their features.

    What the article is about counts twice.
    """
    wordings = Wordings(read.gold.article, read.records)
    facts = [fact_of(each.records, place) for place, each in enumerate(read.gold.facts)]
    found = {
        fact.told: np.array([*values.values()]) for fact, values in rank_features(read.gold.article, facts, wordings)
    }
    rows, weights = [], []
    for place, fact in enumerate(read.gold.facts):
        for other, rival in enumerate(read.gold.facts):
            if fact.main and (not rival.main or fact.main == 1 < rival.main):
                rows.append(found[place] - found[other])
                weights.append((2.0 if fact.main == 1 else 1.0) / len(facts))
    return Sample(np.array(rows), np.array(weights), read)


def fact_of(records: Sequence[int], place: int) -> Fact:
    """A fact of gold as far as its rank needs it; its place among gold's facts stands for the record that tells it."""
    return Fact(tuple(records), place, "", (), (), None, None, None, (), (), Support.EXACT)


def fitted_links(samples: Sequence[Sample]) -> list[float]:
    """Weights by logistic regression, small ones preferred, but for the constant, which comes first."""
    rows, right = (np.concatenate([sample[i] for sample in samples]) for i in (0, 1))
    free = np.array([0.0] + [2.0] * (rows.shape[1] - 1))

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        scores = rows @ weights
        slope = rows.T @ (1 / (1 + np.exp(-scores)) - right) + free * weights
        return float((np.logaddexp(0, scores) - right * scores).sum() + free @ weights**2 / 2), slope

    return [float(each) for each in minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x]


def fitted_ranks(samples: Sequence[Sample]) -> list[float]:
    """Weights by which the greater fact of a pair has the higher score, small ones preferred."""
    rows, weight = (np.concatenate([sample[i] for sample in samples]) for i in (0, 1))

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        scores = rows @ weights
        slope = -(weight / (1 + np.exp(scores))) @ rows + 0.1 * weights
        return float(weight @ np.logaddexp(0, -scores) + 0.05 * weights @ weights), slope

    return [float(each) for each in minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x]


def fit(read: Sequence[Read]) -> None:
    """Print the weights, and the scores of each article with weights that were fitted on the others."""
    links, ranks = [link_sample(each) for each in read], [rank_sample(each) for each in read]
    above, below = Counter[str](), Counter[str]()
    for out in range(len(read)):
        rest = [i for i in range(len(read)) if i != out]
        with weighing(fitted_links([links[i] for i in rest]), fitted_ranks([ranks[i] for i in rest])):
            gold, records = read[out]
            for name, (one, other) in composing_ratios(gold, records, compose(gold.article, records)).items():
                above[name] += one  # type: ignore[assignment]
                below[name] += other  # type: ignore[assignment]
    told("each article with weights fitted on the others", {name: above[name] / below[name] for name in below})
    for names, values in ((LINKS, fitted_links(links)), (RANKS, fitted_ranks(ranks))):
        print({name: round(value, 2) for name, value in zip(names, values, strict=True)})


@contextmanager
def weighing(links: Sequence[float], ranks: Sequence[float]) -> Iterator[None]:
    """Composing goes by these weights."""
    weights = dict(zip(LINKS, links, strict=True)), dict(zip(RANKS, ranks, strict=True))
    with patch.object(_links, "LINKS", weights[0]), patch.object(_rank, "RANKS", weights[1]):
        yield


@contextmanager
def untold() -> Iterator[None]:
    """What a fact before has told counts nothing."""
    with patch.object(_rank, "TOLD", 0.0):
        yield


def told(title: str, scores: Mapping[str, float]) -> None:
    print(f"\n{title}")
    for name, value in scores.items():
        print(f"  {name:24} {value:.3f}")


def shown(gold: GoldArticle, records: Sequence[GroundedRecord]) -> None:
    """Print the brief of an article."""
    lines = brief(gold.article, records, compose(gold.article, records))
    print(f"\n{gold.article.title}")
    for each in lines:
        print(f"• {each.text} [{each.sentence}]{'' if each.support.holds else f' {MARKS[each.support]}'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=ROOT / "evals", help="the folder with gold/ and articles/")
    parser.add_argument("--answers", type=Path, help="recorded answers of the embedded model")
    parser.add_argument("--show", metavar="NAME", action="append", help="print the brief of this article")
    parser.add_argument("--baseline", action="store_true", help="link by the words and rank by the order alone")
    parser.add_argument("--fit", action="store_true", help="fit the weights, and measure them on the articles left out")
    options = parser.parse_args()
    gold = [each for each in load_gold(options.gold) if not options.show or each.article.id in options.show]
    read = asyncio.run(recorded(gold, options.answers)) if options.answers else [labelled(each) for each in gold]
    if options.show:
        for each in read:
            shown(*each)
    elif options.fit:
        fit(read)
    elif options.baseline:
        with weighing([LINKED - OVERLAP, 1.0] + [0.0] * (len(LINKS) - 2), [-1.0] + [0.0] * (len(RANKS) - 1)), untold():
            told("by the overlap of words and by order alone", measured(read))
    else:
        told("recorded answers" if options.answers else "gold's own records", measured(read))
        resolved(speakers(gold))


def resolved(found: Sequence[tuple[bool, bool]]) -> None:
    alike = [right for right, shares in found if shares]
    print(f"  {'speakers resolved':24} {sum(alike) / len(alike):.3f} of {len(alike)} wordings of one")
    print(f"  {'':24} {sum(right for right, _ in found) / len(found):.3f} of all {len(found)} that gold allows")


if __name__ == "__main__":
    main()
