"""Scores of what composing makes of records: facts by their pairs, main facts among the first, entities by B-cubed.

`docs/scoring.md` defines them. Each is a ratio of two sums over articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

from onrecord.compose import Composition
from onrecord.evals._gold import GoldArticle, is_shared
from onrecord.evals._matching import tables_of
from onrecord.evals._metrics import FIRST
from onrecord.grounding import GroundedRecord, fold

__all__ = ["composing_ratios"]

Ratios = dict[str, tuple[float, float]]
"""Numerator and denominator by metric."""


def composing_ratios(gold: GoldArticle, records: Sequence[GroundedRecord], composition: Composition) -> Ratios:
    """What an article adds to each score of its composition, which was made of `records`.

    Each record stands for the gold record that it is most like, if it is like one enough to match it. One that isn't
    is in no pair, and tells no main fact. An article without labelled facts adds nothing to their scores.
    """
    meant = _meant(gold, records)
    facts = [[i for i in fact.records if i in meant] for fact in composition.facts if gold.facts]
    return _linked(gold, facts, meant) | _main(gold, facts, meant) | _entities(gold, composition)


def _meant(gold: GoldArticle, records: Sequence[GroundedRecord]) -> dict[int, int]:
    """The position of the gold record that each record is most like, by its own position."""
    meant = {}
    for table in tables_of(gold, records):
        for column, (predicted, _) in enumerate(table.predicted):
            alike = [float(each) for each in table.compared.similarity[:, column]]
            if any(alike):
                meant[predicted] = table.gold[alike.index(max(alike))][0]
    return meant


def _linked(gold: GoldArticle, facts: Sequence[Sequence[int]], meant: Mapping[int, int]) -> Ratios:
    """The pairs of events and claims that are one fact, and those of one of them and a statement."""
    shared = {i for i, place in meant.items() if is_shared(gold.records[place].kind)}
    truth = [[i for i, place in meant.items() if place in fact.records] for fact in gold.facts]
    found, right = ({frozenset(pair) for fact in each for pair in combinations(fact, 2)} for each in (facts, truth))
    ratios: Ratios = {}
    for name, statements in (("fact", 0), ("fact.statement", 1)):
        one, other = ({pair for pair in each if len(pair & shared) == statements} for each in (found, right))
        both = len(one & other)
        ratios[f"{name}.f1"] = 2 * both, len(one) + len(other)
        ratios[f"{name}.precision"] = both, len(one)
        ratios[f"{name}.recall"] = both, len(other)
    return ratios


def _main(gold: GoldArticle, facts: Sequence[Sequence[int]], meant: Mapping[int, int]) -> Ratios:
    """The main facts that the first facts are; a fact is the one of gold that has most of its events and claims."""
    places = {
        i: place for place, fact in enumerate(gold.facts) for i in fact.records if not is_shared(gold.records[i].kind)
    }
    first = [Counter(places[meant[i]] for i in fact if meant[i] in places).most_common(1) for fact in facts[:FIRST]]
    told = [gold.facts[most[0][0]].main if most else None for most in first]
    mains = [fact.main for fact in gold.facts if fact.main]
    return {
        "main.recall": (len({*told}.intersection(mains)), len(mains)),
        "main.first": (1 in told, 1 in mains),
        "main.lead": (told[:1] == [1], 1 in mains),
    }


def _entities(gold: GoldArticle, composition: Composition) -> Ratios:
    """B-cubed precision and recall over the wordings that gold gives to an entity and that the composition has."""
    found = {fold(form): place for place, each in enumerate(composition.entities) for form in (each.name, *each.forms)}
    right = {fold(form): place for place, each in enumerate(gold.entities) for form in (each.name, *each.forms)}
    common = sorted(found.keys() & right.keys())
    return {
        "entity.precision": (_b_cubed(common, found, right), len(common)),
        "entity.recall": (_b_cubed(common, right, found), len(common)),
    }


def _b_cubed(items: Collection[str], by: Mapping[str, int], other: Mapping[str, int]) -> float:
    """The sum over items of the share of its cluster `by` one clustering that is with it in the `other`, too."""
    return sum(_shares(items, by, other))


def _shares(items: Collection[str], by: Mapping[str, int], other: Mapping[str, int]) -> Iterator[float]:
    for item in items:
        cluster = [each for each in items if by[each] == by[item]]
        yield sum(other[each] == other[item] for each in cluster) / len(cluster)
