"""Where one report says that something happened, and another that it did not, or that somebody denies it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from onrecord.grounding import Words, contradiction, is_negative
from onrecord.grounding.text import primary
from onrecord.stories._order import Order
from onrecord.stories._summary import Disagreement, Report, Side
from onrecord.stories._wordings import DENIES

__all__ = ["contradictions"]

_SHARED = 0.6
"""The share of the words of a wording that another one has, so that one may say the opposite of the other."""
_LEAST = 0.4
"""The share that the other one has of the words of the one, at least."""
_EVENT = 0.5
"""How alike what two events say has to be, so that one is taken to have come of the other."""
_DONE = frozenset({"happened", "ongoing"})


def contradictions(reports: Sequence[Report], order: Order) -> Iterator[Disagreement]:
    """The denials of a fact, and the reports that differ in whether it happened."""
    yield from _denials(reports)
    yield from _opposed(reports, order)
    yield from _statuses(reports, order)


def _denials(reports: Sequence[Report]) -> Iterator[Disagreement]:
    """The dispute about a fact that one says and another denies, be it in one article."""
    denying = [(report, name) for report in reports for name in _deniers(report)]
    affirming = [report for report in reports if _affirms(report)]
    if denying and affirming:
        names = dict.fromkeys(name for _, name in denying)
        sides = [Side(affirming[0].fact.what, tuple(affirming))]
        sides += [Side(f"denied by {name}", tuple(each for each, who in denying if who == name)) for name in names]
        yield Disagreement("denial", "dispute", tuple(sides))


def _deniers(report: Report) -> list[str]:
    """Those who deny a fact, as a report has it."""
    known = DENIES.get(primary(report.source.language), DENIES["en"])
    return [
        saying.speaker
        for saying in report.fact.said
        if saying.certainty == "denied" or not known.isdisjoint(Words(saying.cue or "").keys)
    ]


def _affirms(report: Report) -> bool:
    """Whether a report says a fact itself, or has somebody who says it."""
    deniers = _deniers(report)
    others = [saying for saying in report.fact.said if saying.speaker not in deniers]
    return bool(others) if deniers else report.fact.status != "denied"


def _opposed(reports: Sequence[Report], order: Order) -> Iterator[Disagreement]:
    """The first two sides that say the opposite of each other; a report that is opposed to neither is on none."""
    denied = [bool(_deniers(report)) for report in reports]
    for i, report in enumerate(reports):
        against = [j for j in range(i + 1, len(reports)) if _are_opposed(report, reports[j])]
        if not against or denied[i] or any(denied[j] for j in against):
            continue
        like = [j for j in range(len(reports)) if any(_are_opposed(reports[j], reports[k]) for k in against)]
        sides = (_side(order.reports(like)), _side(order.reports(against)))
        yield Disagreement("status", "update" if order.replaces(against, like) else "dispute", sides)
        return


def _side(reports: Sequence[Report]) -> Side:
    return Side(reports[0].fact.what, tuple(reports))


def _are_opposed(one: Report, other: Report) -> bool:
    """Whether two reports say the opposite of each other, by the words of each and by those of the other."""
    language = primary(one.source.language)
    if primary(other.source.language) != language:
        return False
    if _is_negation(one.fact.what, other.fact.what, language):
        return True
    shares = _shared(one.fact.what, other.text, language), _shared(other.fact.what, one.text, language)
    if min(shares) < _LEAST or max(shares) < _SHARED:
        return False
    return _opposes(one.fact.what, other.text, language) and _opposes(other.fact.what, one.text, language)


def _shared(what: str, text: str, language: str) -> float:
    """The share of the words of content of one text that another one has."""
    stems = _stems(what, language)
    return len(stems & _stems(text, language)) / (len(stems) or 1)


@lru_cache(maxsize=1 << 12)
def _stems(text: str, language: str) -> frozenset[str]:
    return frozenset(filter(None, Words(text, language).stems))


def _is_negation(one: str, other: str, language: str) -> bool:
    """Whether two texts have the same words, but for a negative that one of them has."""
    (first, negatives), (second, others) = _affirmed(one, language), _affirmed(other, language)
    return negatives != others and first == second


@lru_cache(maxsize=1 << 12)
def _affirmed(text: str, language: str) -> tuple[tuple[str, ...], int]:
    """The words of a text without its negatives, and how many these are."""
    keys = Words(text, language).keys
    left = tuple(key for key in keys if not is_negative(key, language))
    return left, len(keys) - len(left)


@lru_cache(maxsize=1 << 12)
def _opposes(what: str, text: str, language: str) -> bool:
    return contradiction(what, text, language) is not None


def _statuses(reports: Sequence[Report], order: Order) -> Iterator[Disagreement]:
    """What was planned, and happened or was called off by a later report."""
    planned = [i for i, each in enumerate(reports) if each.fact.status == "planned"]
    for label, later in (("", _DONE), (" (denied)", frozenset({"denied"}))):
        done = [i for i, each in enumerate(reports) if each.fact.status in later and not _deniers(each)]
        done = [
            i for i in done if planned and order.follows(i, planned[-1]) and _alike(reports[planned[0]], reports[i])
        ]
        if done and planned[-1] < done[0]:
            before, after = order.reports(planned), order.reports(done)
            first = Side(f"{before[0].fact.what} ({before[0].fact.status})", before)
            yield Disagreement("status", "update", (first, Side(f"{after[0].fact.what}{label}", after)))


def _alike(one: Report, other: Report) -> bool:
    """Whether two reports say much the same of what happens."""
    first, second = (_stems(each.fact.what, primary(each.source.language)) for each in (one, other))
    return 2 * len(first & second) >= _EVENT * (len(first) + len(second))
