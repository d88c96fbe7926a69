"""Where one report says that something happened, and another that it did not, or that somebody denies it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal

from onrecord.grounding import Words, contradiction, is_negative, stems_of
from onrecord.grounding.text import primary
from onrecord.kinds import is_denying
from onrecord.stories._order import Order
from onrecord.stories._summary import Disagreement, Report, Side
from onrecord.stories._wordings import MORE, NIGHT, REFUSES, STATES, TOLLS
from onrecord.times import resolve_time

__all__ = ["affirms", "befell", "contradictions", "deniers", "states_of"]

_SHARED = 0.6
"""The share of the words of a wording that another one has, so that one may say the opposite of the other."""
_LEAST = 0.4
"""The share that the other one has of the words of the one, at least."""
_EVENT = 0.5
"""How alike what two events say has to be, so that one is taken to have come of the other."""
_SHORT = 6
"""Words of a report that says that nobody was hurt, at most: a longer one says it of some."""
_PLAIN = 12
"""Words of a report that says which state something is in, at most."""
_DONE = frozenset({"happened", "ongoing"})


def contradictions(reports: Sequence[Report], order: Order) -> Iterator[Disagreement]:
    """The denials of a fact, and the reports that differ in whether it happened."""
    yield from _denials(reports)
    opposed = list(_opposed(reports, order))
    yield from opposed
    yield from _statuses(reports, order, denied=not opposed)
    yield from _turned(reports, order)
    yield from _befallen(reports, order)


def _denials(reports: Sequence[Report]) -> Iterator[Disagreement]:
    """The dispute about a fact that one says and another denies, be it in one article."""
    denying = [(report, name) for report in reports for name in deniers(report)]
    affirming = [report for report in reports if affirms(report)]
    if denying and affirming:
        names = dict.fromkeys(name for _, name in denying)
        sides = [Side(affirming[0].fact.what, tuple(affirming))]
        sides += [Side(f"denied by {name}", tuple(each for each, who in denying if who == name)) for name in names]
        yield Disagreement("denial", "dispute", tuple(sides))


def deniers(report: Report) -> list[str]:
    """Those who deny a fact, as a report has it."""
    return [saying.speaker for saying in report.fact.said if saying.denies or is_denying(saying.cue or "")]


def affirms(report: Report) -> bool:
    """Whether a report says a fact itself, or has somebody who says it."""
    denying = deniers(report)
    others = [saying for saying in report.fact.said if saying.speaker not in denying]
    return bool(others) if denying else report.fact.status != "denied"


def _opposed(reports: Sequence[Report], order: Order) -> Iterator[Disagreement]:
    """The first two sides that say the opposite of each other; a report that is opposed to neither is on none."""
    denied = [bool(deniers(report)) for report in reports]
    for i, report in enumerate(reports):
        against = [j for j in range(i + 1, len(reports)) if _are_opposed(report, reports[j])]
        if not against or denied[i] or any(denied[j] for j in against):
            continue
        like = [j for j in range(len(reports)) if any(_are_opposed(reports[j], reports[k]) for k in against)]
        sides = (_side(order.reports(like)), _side(order.reports(against)))
        changing = _has_come_since(report, reports[against[0]])
        yield Disagreement("status", "update" if order.replaces(against, like, changing=changing) else "dispute", sides)
        return


def _has_come_since(one: Report, other: Report) -> bool:
    """Whether what by one report hasn't happened did so, by another, after that was published."""
    day, language = one.source.day, primary(one.source.language)
    if day is None or not any(is_negative(key, language) for key in Words(one.fact.what, language).keys):
        return False
    when = other.fact.when or ""
    happened = resolve_time(when, other.source.day, language=language)
    night = not NIGHT.get(language, NIGHT["en"]).isdisjoint(Words(when, language).keys)
    return happened is not None and (happened > day or (happened == day and night))


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
    stems = stems_of(what, language)
    return len(stems & stems_of(text, language)) / (len(stems) or 1)


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


def _statuses(reports: Sequence[Report], order: Order, *, denied: bool) -> Iterator[Disagreement]:
    """What was planned, and happened or was called off by a later report; if `denied`, what didn't happen and did."""
    planned, not_so, done = (
        [i for i, each in enumerate(reports) if each.fact.status in states and not deniers(each)]
        for states in ({"planned"}, {"denied"}, _DONE)
    )
    pairs = [(planned, done, ""), (planned, not_so, " (denied)"), *([(not_so, done, "")] if denied else [])]
    for before, then, label in pairs:
        after = [i for i in then if before and _are_of_one(reports[before[0]], reports[i])]
        if after and before[-1] < after[0] and order.follows(after[0], before[-1]):
            first, later = order.reports(before), order.reports(after)
            side = Side(f"{first[0].fact.what} ({first[0].fact.status})", first)
            yield Disagreement("status", "update", (side, Side(f"{later[0].fact.what}{label}", later)))


def _are_of_one(one: Report, other: Report) -> bool:
    """Whether what two reports say is much the same, or what one says is all in what the other does."""
    first, second = (_without_refusal(each) for each in (one, other))
    shared = len(first & second)
    return 2 * shared >= _EVENT * (len(first) + len(second)) or shared == min(len(first), len(second)) > 1


def _without_refusal(report: Report) -> frozenset[str]:
    """The words that a report says something in, but for the one that it is refused with."""
    language = primary(report.source.language)
    refused = (stems_of(word, language) for word in REFUSES.get(language, REFUSES["en"]))
    return stems_of(report.fact.what, language).difference(*refused)


def _turned(reports: Sequence[Report], order: Order) -> Iterator[Disagreement]:
    """The reports that have something in one state, and those that have it in the opposite one: offline, online."""
    states = [states_of(report) for report in reports]
    if len(set(states)) < 2:
        return
    for first, second in _opposites(primary(reports[0].source.language)):
        sides = [[i for i, state in enumerate(states) if state and state <= side] for side in (first, second)]
        if all(sides) and not any(map(deniers, order.reports([*sides[0], *sides[1]]))):
            yield _changed(min(sides), max(sides), order, later=True)
            return


@cache
def _opposites(language: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    lines = (line.split("/") for line in STATES.get(language, ()))
    return tuple((frozenset(one.split()), frozenset(other.split())) for one, other in lines)


@lru_cache(maxsize=1 << 12)
def _state(what: str, language: str) -> frozenset[str]:
    """The words by which a short text without a negative says which state something is in."""
    keys = frozenset(Words(what, language).keys)
    if len(keys) > _PLAIN or any(is_negative(key, language) for key in keys):
        return frozenset()
    return keys & _words_of_states(language)


@cache
def _words_of_states(language: str) -> frozenset[str]:
    return frozenset().union(*(side for pair in _opposites(language) for side in pair))


def states_of(report: Report) -> frozenset[str]:
    """The words by which a report says which state something is in."""
    return _state(report.fact.what, primary(report.source.language))


def _changed(one: Sequence[int], other: Sequence[int], order: Order, *, later: bool = False) -> Disagreement:
    """What was first said so and then otherwise: an update if all that say the other are later and nothing else is so.

    `later` says that what is later may well be otherwise.
    """
    kind: Literal["update", "dispute"] = "update" if order.replaces(other, one, changing=later) else "dispute"
    return Disagreement("status", kind, (_side(order.reports(one)), _side(order.reports(other))))


def _befallen(reports: Sequence[Report], order: Order) -> Iterator[Disagreement]:
    """What befell nobody by some reports, and somebody by others: nobody was killed, a woman died."""
    for sort in ("dead", "injured"):
        spared, hit = ([i for i, each in enumerate(reports) if (sort, so) in befell(each)] for so in (False, True))
        if spared and hit:
            yield _changed(min(spared, hit), max(spared, hit), order, later=spared < hit)


def befell(report: Report) -> frozenset[tuple[str, bool]]:
    """What befell people by a report, each with whether it did, or befell nobody."""
    language = primary(report.source.language)
    if deniers(report) or report.fact.status in ("planned", "possible"):
        return frozenset()
    return _befell(report.fact.what, language)


@lru_cache(maxsize=1 << 12)
def _befell(what: str, language: str) -> frozenset[tuple[str, bool]]:
    keys = Words(what, language).keys
    tolls, more = TOLLS.get(language, TOLLS["en"]), MORE.get(language, MORE["en"])
    spared = any(is_negative(key, language) for key in keys)
    if spared and (len(keys) > _SHORT or not more.isdisjoint(keys)):
        return frozenset()
    return frozenset((tolls[key], not spared) for key in keys if key in tolls)
