"""The ledger of disagreement: where the reports of one fact differ, and whether a later one replaces an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.grounding import fold
from onrecord.stories._contradictions import contradictions
from onrecord.stories._figures import Figure, grown
from onrecord.stories._mentions import Day, Mention, affinity, alike, mentions
from onrecord.stories._order import Order
from onrecord.stories._summary import About, Disagreement, Report, Side

__all__ = ["differences", "disagreements"]

_ENOUGH = {"number": 0.4, "day": 0.5, "place": 0.6, "name": 0.6}
"""The affinity from which on two mentions are about the same, by their sort."""
_SURE = 0.8
"""The same for months and years, and where a reporting verb stands beside one, so that it may only be when or by whom
something was said."""
_PARTS = 0.5
"""The same for who, where and when of two events."""
_NUMBERED = 0.3
"""The same for places that are told apart by numbers."""
_SORTS: tuple[About, ...] = ("number", "day", "place", "name")


def disagreements(reports: Sequence[Report]) -> tuple[Disagreement, ...]:
    """Where the reports of one fact differ; they are given in the order of time, those of replaced versions among them.

    A near-duplicate adds no side. A side is in the words of its first report.
    """
    return differences(reports)


def differences(reports: Sequence[Report], *, one_fact: bool = True) -> tuple[Disagreement, ...]:
    """The same, and unless they are of `one_fact`, without years, months and numbers of some of more.

    Two facts that are much alike may well differ in these.
    """
    own = [report for report in reports if report.source.copy_of is None]
    order = Order(own)
    found = [each for sides in _differing(own, one_fact=one_fact) for each in _told(sides, order)]
    return tuple(_once([*found, *contradictions(own, order)]))


def _is_telling(mention: Mention) -> bool:
    """Whether two facts that differ in what is mentioned may be one."""
    value = mention.value
    return not (isinstance(value, Day) and value.sort != "day") and not (isinstance(value, Figure) and value.part)


def _once(found: Iterable[Disagreement]) -> list[Disagreement]:
    """Disagreements, each once: an event's `who`, `where` and `when` repeat what its sentence says."""
    kept: list[Disagreement] = []
    for each in found:
        if not any(_tells(other, each) for other in kept):
            kept = [other for other in kept if not _tells(each, other)] + [each]
    return kept


def _tells(one: Disagreement, other: Disagreement) -> bool:
    """Whether a disagreement has each side of another one: its reports, and its value or a longer or shorter one."""
    if (one.about, one.kind, len(one.sides)) != (other.about, other.kind, len(other.sides)):
        return False
    return all(
        set(map(id, side.reports)) >= set(map(id, beside.reports))
        and (fold(side.value) in fold(beside.value) or fold(beside.value) in fold(side.value))
        for side, beside in zip(one.sides, other.sides, strict=True)
    )


@dataclass(eq=False)
class _Held:
    """A mention and the position of the report that has it."""

    position: int
    mention: Mention


@dataclass(frozen=True)
class _Position:
    """One side: its mentions, which can all be right, in the order of time."""

    held: list[_Held]

    @property
    def first(self) -> Mention:
        """The mention by whose words it is told: the first that is exact."""
        return next((each.mention for each in self.held if not _is_loose(each.mention)), self.held[0].mention)

    @property
    def positions(self) -> list[int]:
        return sorted({each.position for each in self.held})


def _differing(reports: Sequence[Report], *, one_fact: bool) -> Iterator[list[_Position]]:
    """The sides of each thing that the reports say differently."""
    voices = {i for i, report in enumerate(reports) if len(report.fact.said) > 1}
    if len(reports) < 2 and not voices:
        return
    held = [
        [_Held(i, each) for each in mentions(report) if one_fact or _is_telling(each)]
        for i, report in enumerate(reports)
    ]
    for about in _SORTS:
        several = [[each for each in one if each.mention.about == about] for one in held]
        for group in _groups(several, voices if about == "number" else set()):
            sides = _sides(group)
            if len(sides) > 1 and any(each.mention.own for side in sides for each in side.held):
                yield sides


def _groups(held: Sequence[Sequence[_Held]], voices: set[int]) -> list[list[_Held]]:
    """The mentions of all reports that are about the same, each in one group.

    Of the reports in which several speak, `voices`, two mentions may be about the same, too.
    """
    group = {id(each): [each] for one in held for each in one}
    within = [pair for i in voices for pair in combinations([[each] for each in held[i]], 2)]
    for one, other in (*combinations(held, 2), *within):
        for first, second in _aligned(one, other):
            if group[id(first)] is not group[id(second)]:
                joined = group[id(first)] + group[id(second)]
                group |= {id(each): joined for each in joined}
    unique = {id(each): each for each in group.values()}
    return [_without_both(sorted(each, key=lambda one: one.position), voices) for each in unique.values()]


def _aligned(one: Sequence[_Held], other: Sequence[_Held]) -> Iterator[tuple[_Held, _Held]]:
    """The mentions of two reports that are about the same, one of each: those that agree first, then the most alike."""
    pairs = [
        (alike(first.mention, second.mention), affinity(first.mention, second.mention), first, second)
        for first in one
        for second in other
        if first.mention.part == second.mention.part
    ]
    taken: set[int] = set()
    for agrees, score, first, second in sorted(pairs, key=lambda pair: (not pair[0], -pair[1])):
        if id(first) in taken or id(second) in taken:
            continue
        if agrees or score >= _enough(first.mention):
            taken.update((id(first), id(second)))
            yield first, second


def _enough(one: Mention) -> float:
    """The affinity from which on another mention is about the same as one."""
    if one.part:
        return _PARTS
    if one.numbered:
        return _NUMBERED
    vague = isinstance(one.value, Day) and one.value.sort != "day"
    return _SURE if vague or (one.about != "number" and one.spoken) else _ENOUGH[one.about]


def _without_both(group: list[_Held], voices: set[int]) -> list[_Held]:
    """A group without the reports that have several sides of it themselves, unless several speak in them."""
    by: dict[int, list[_Held]] = {}
    for each in group:
        by.setdefault(each.position, []).append(each)
    torn = {
        position
        for position, several in by.items()
        if position not in voices
        and any(not alike(one.mention, other.mention) for one, other in combinations(several, 2))
    }
    return [each for each in group if each.position not in torn]


def _sides(group: Sequence[_Held]) -> list[_Position]:
    """The sides of a group, the first first; what can be right with several sides is on none."""
    sides: list[_Position] = []
    for each in sorted(group, key=lambda one: (_is_loose(one.mention), one.position)):
        fitting = [side for side in sides if any(_agrees(each, other) for other in side.held)]
        fitting = [side for side in fitting if any(_says_it(each, other) for other in side.held)] or fitting
        if not fitting:
            sides.append(_Position([each]))
        elif len(fitting) == 1:
            fitting[0].held.append(each)
    for side in sides:
        side.held.sort(key=lambda one: one.position)
    return sorted(sides, key=lambda side: side.held[0].position)


def _agrees(one: _Held, other: _Held) -> bool:
    """Whether two mentions are on one side: not where a later figure goes beyond the lower bound that was given."""
    earlier, later = sorted((one, other), key=lambda each: each.position)
    first, second = earlier.mention.value, later.mention.value
    if isinstance(first, Figure) and isinstance(second, Figure) and _has_grown(first, second):
        return False
    return alike(one.mention, other.mention)


def _says_it(one: _Held, other: _Held) -> bool:
    """Whether two mentions have the very same figure."""
    first, second = one.mention.value, other.mention.value
    return isinstance(first, Figure) and isinstance(second, Figure) and first.amount == second.amount


def _has_grown(first: Figure, second: Figure) -> bool:
    return bool(first.toll) and grown(first, second)


def _is_loose(mention: Mention) -> bool:
    return isinstance(mention.value, Figure) and mention.value.loose and not mention.value.bounded


def _told(sides: Sequence[_Position], order: Order) -> Iterator[Disagreement]:
    """The disagreements that some sides make: those that stand against each other, and those that were replaced."""
    about = sides[0].first.about
    replacing = {
        i: next((j for j in range(len(sides) - 1, i, -1) if _replaces(sides[j], side, order)), None)
        for i, side in enumerate(sides)
    }
    standing = [side for i, side in enumerate(sides) if replacing[i] is None]
    if len(standing) > 1:
        yield Disagreement(about, "dispute", tuple(_worded(standing, order)))
    if len(standing) < len(sides):
        last = standing if len(standing) == 1 else [sides[j] for j in {j for j in replacing.values() if j is not None}]
        gone = [side for i, side in enumerate(sides) if replacing[i] is not None and side not in last]
        yield Disagreement(about, "update", tuple(_worded([*gone, *last], order)))


def _replaces(later: _Position, earlier: _Position, order: Order) -> bool:
    one, other = earlier.first.value, later.first.value
    rising = isinstance(one, Figure) and isinstance(other, Figure) and bool(one.toll) and _rises(one, other)
    planned = isinstance(one, Day) and order.is_ahead(earlier.positions, one.day)
    return order.replaces(later.positions, earlier.positions, changing=rising or planned)


def _rises(one: Figure, other: Figure) -> bool:
    return not isinstance(one.amount, str) and not isinstance(other.amount, str) and one.amount < other.amount


def _worded(sides: Iterable[_Position], order: Order) -> Iterator[Side]:
    """The sides as they are worded; days that are worded alike have their dates behind them."""
    several = list(sides)
    texts = [side.first.text for side in several]
    for side, text in zip(several, texts, strict=True):
        value = side.first.value
        dated = isinstance(value, Day) and texts.count(text) > 1
        yield Side(f"{text} ({value.day})" if dated and isinstance(value, Day) else text, order.reports(side.positions))
