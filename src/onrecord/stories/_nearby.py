"""Where facts of a story differ that were not made one: a difference is told once, and the facts stay apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import sqrt

from onrecord.grounding import Words, is_negative, stems_of
from onrecord.grounding.text import primary
from onrecord.stories._contradictions import affirms, befell, deniers, states_of
from onrecord.stories._disagreements import differences
from onrecord.stories._meanings import meaning
from onrecord.stories._order import moment
from onrecord.stories._summary import Disagreement, Report, Side, StoryFact

__all__ = ["with_nearby"]

_NEAR = {"number": 0.15, "day": 0.2, "status": 0.15, "place": 0.35, "name": 0.6}
"""The least likelihood that two facts are one, so that where they differ is told, by what they differ in."""
_ALIKE = 0.4
"""How alike the words of two facts have to be for that, by the Dice coefficient."""
_MOST = 6
"""Reports of each of two facts that are held against each other: the first ones."""
_DENIED = 0.45
"""The share of the words of what is denied that a fact has to have, so that the denial is about it."""
_WHOLE, _PARTLY = 0.25, 0.35
"""How alike they have to be, by the Dice coefficient: where the fact has all of what is denied, and else."""

Near = Mapping[tuple[int, int], float]
_Stems = frozenset[str]


def with_nearby(facts: Sequence[StoryFact], reports: Sequence[Sequence[Report]], near: Near) -> list[StoryFact]:
    """Facts with where they differ from those that are near them, each difference with the fact that ranks higher.

    `reports` are those of each fact in the order of time, those of replaced versions among them, and `near` is how
    likely two facts are one, by their positions.
    """
    words = [[_words(report) for report in several[:_MOST]] for several in reports]
    found = [list(fact.disagreements) for fact in facts]
    for pair, each in (*_compared(reports, words, near), *_denied(reports, words), *_befallen(reports)):
        if not any(_tells(one, each) for i in pair for one in found[i]):
            higher = max(pair, key=lambda i: facts[i].score)
            found[higher] = [one for one in found[higher] if not _tells(each, one)] + [each]
    return [replace(fact, disagreements=tuple(each)) for fact, each in zip(facts, found, strict=True)]


_Found = Iterator[tuple[tuple[int, int], Disagreement]]


def _words(report: Report) -> _Stems:
    """What the words of a fact mean, but for figures, and what says when, in which state, or who denies it."""
    language = primary(report.source.language)
    beside = (report.fact.when or "", *deniers(report), *states_of(report))
    told = stems_of(report.fact.what, language).difference(*(stems_of(each, language) for each in beside))
    return meaning(frozenset(stem for stem in told if stem[0].isalpha()), language)


def _compared(reports: Sequence[Sequence[Report]], words: Sequence[Sequence[_Stems]], near: Near) -> _Found:
    """Where two facts differ that may be one, the likeliest first.

    Those that one article has both of are two: they can only differ in a status, which may have changed.
    """
    for pair, likelihood in sorted(near.items(), key=lambda item: -item[1]):
        one, other = pair
        if likelihood < min(_NEAR.values()) or not _are_alike(words[one], words[other]):
            continue
        apart = not _articles(reports[one]).isdisjoint(_articles(reports[other]))
        for each in _between(reports[one], reports[other]):
            if likelihood >= _NEAR.get(each.about, 1.0) and not (apart and each.about != "status"):
                yield pair, each


def _articles(reports: Sequence[Report]) -> set[str]:
    return {report.source.article for report in reports}


def _are_alike(one: Sequence[_Stems], other: Sequence[_Stems]) -> bool:
    """Whether two facts have much the same words, or all those of the one are among those of the other."""
    pairs = [(len(a & b), len(a), len(b)) for a in one for b in other]
    return any(2 * shared >= _ALIKE * (a + b) or shared == min(a, b) > 1 for shared, a, b in pairs)


def _denied(reports: Sequence[Sequence[Report]], words: Sequence[Sequence[_Stems]]) -> _Found:
    """The disputes about what somebody denies, in whatever fact another says it, be it in one article."""
    counts = Counter(stem for several in words for stem in frozenset().union(*several))
    said = [i for i, several in enumerate(reports) if any(map(_states, several))]
    for place, several in enumerate(reports):
        denials = [each for report, each in zip(several, words[place], strict=False) if deniers(report)]
        if not denials or place in said:
            continue
        shares = {i: [max(_share(denial, each, counts) for denial in denials) for each in words[i]] for i in said}
        best = max(shares, key=lambda i: max(shares[i]), default=place)
        stated = [
            report for report, share in zip(reports[best], shares.get(best, ()), strict=False) if share >= _DENIED
        ]
        yield from (((place, best), each) for each in _between(several, stated) if each.about == "denial")


def _befallen(reports: Sequence[Sequence[Report]]) -> _Found:
    """Where by one fact nobody was hurt, and by another somebody was."""
    sorts = [frozenset().union(*map(befell, several[:_MOST])) for several in reports]
    for one, found in enumerate(sorts):
        hit = [i for i, each in enumerate(sorts) if any((sort, True) in each for sort, so in found if not so)]
        beside = [report for i in hit for report in reports[i]]
        for i in hit[:1]:
            yield from (((one, i), each) for each in _between(reports[one], beside) if each.about == "status")


def _states(report: Report) -> bool:
    """Whether a report says that something is so."""
    language = primary(report.source.language)
    return affirms(report) and not any(is_negative(key, language) for key in Words(report.fact.what, language).keys)


def _share(denied: _Stems, stated: _Stems, counts: Mapping[str, int]) -> float:
    """The share of the words that are denied which are stated as well, those of many facts weighing less.

    Nothing where most of what is stated is something else.
    """
    weights = {stem: 1 / sqrt(counts[stem]) for stem in denied | stated}
    shared, whole, other = (sum(weights[stem] for stem in stems) for stems in (denied & stated, denied, stated))
    enough = _WHOLE if denied <= stated else _PARTLY
    return shared / whole if shared and 2 * shared >= enough * (whole + other) else 0.0


def _between(one: Sequence[Report], other: Sequence[Report]) -> Iterator[Disagreement]:
    """Where the reports of two facts differ from each other."""
    both = sorted([*one[:_MOST], *other[:_MOST]], key=lambda each: moment(each.source.at, each.source.day))
    for each in differences(both, one_fact=False):
        told = [report for side in each.sides for report in side.reports]
        texts = {(report.source.article, report.source.at) for report in told}
        if (len(texts) > 1 or each.about == "denial") and all(
            any(a is b for a in told for b in several) for several in (one, other)
        ):
            yield each


def _tells(one: Disagreement, other: Disagreement) -> bool:
    """Whether a disagreement has two sides that another one has, of the same sentences."""
    if one.about != other.about:
        return False
    told, beside = ([_sentences(side) for side in each.sides] for each in (one, other))
    return sum(any(side & each for each in told) for side in beside) > 1


def _sentences(side: Side) -> set[tuple[object, ...]]:
    """The sentences that a side rests on."""
    return {(report.source.article, report.source.at, report.sentence) for report in side.reports}
