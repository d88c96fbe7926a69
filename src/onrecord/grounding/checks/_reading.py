"""A value beside its evidence, unit by unit: how well each stands where the other has it."""

from __future__ import annotations

from functools import cache, cached_property
from itertools import combinations, permutations, product
from typing import TYPE_CHECKING

from onrecord.grounding.text import Unit, Units, content_stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.grounding.languages import Parts

__all__ = ["Reading", "inverses"]

_EITHER = {"name": -1.0, "number": -0.5, "word": 0.3}
"""How much better at least each of the two has to fit in the other's place."""
_POOR = 0.5
"""How well a name fits at most that is looked upon as put in another's place."""
_MARKED = 0.4
"""What the same preposition before a unit counts for, and another one against it."""
_TURNED = 0.5
"""What another side counts where only one of the texts has the verb in the passive."""
_ORDER = 1.0
"""What the order of the two units themselves counts."""
_NEAR = 2
"""Units between two that may change places as in "German officials" and "officials from Germany"."""
_MOST = 12_000
"""Comparisons of two units at most: a value that needs more, as no sentence of a newspaper does, isn't read."""

_Near = list[tuple[Units, list[tuple[Unit, list[Unit]]]]]
"""For each sentence of the evidence, units of the value with those of the sentence that are the same."""


class Reading:
    """A value beside its evidence: how well what stands at a place of the one stands there in the other."""

    def __init__(self, value: Units, evidence: Sequence[Units], language: Parts) -> None:
        self.evidence, self.language, self.value = evidence, language, value
        self.inverses = inverses(language)
        self.slots = [
            slot for slot in map(self._as_there, value.all) if any(self._with(slot, each) for each in evidence)
        ]
        self.present = {slot.what for slot in self.slots}
        self.turned = [slot for slot in self.slots if not any(slot.what in each.places for each in evidence)]
        self.mutual = not language.reciprocals.isdisjoint(value.words.keys)

    def _as_there(self, unit: Unit) -> Unit:
        """A unit of the value; a word in lower case that the evidence has so, too, is no name."""
        if unit.sort != "name" or self.value.cased or unit.last > unit.first:
            return unit
        stem = self.value.words.stems[unit.first]
        if any(unit.what in each.places for each in self.evidence):
            return unit
        return unit._replace(what=stem, sort="word")

    def exchanges(self) -> Iterator[tuple[Unit, Unit, float]]:
        """Each two units that may be exchanged, and how much better the value fits with them so."""
        if self.turned and not self.language.than.isdisjoint(self.value.words.keys):
            return
        if len(self.slots) * sum(count * count for count in self._counts) > _MOST:
            return
        for one, other in combinations(self.slots, 2):
            if one.sort != other.sort or one.what == other.what or self._is_listed(one, other):
                continue
            if self._is_mutual(one) or self._is_mutual(other) or self._is_reason(one) or self._is_reason(other):
                continue
            if one.sort == "word" and self.value.is_past(one) != self.value.is_past(other):
                continue
            order = self._order(one, other)
            if order < 0 and one.sort == "word":
                continue
            near = self._near({one.what, other.what})
            at_one = self._gain(other.what, one, near)
            if at_one >= _EITHER[one.sort] and (at_other := self._gain(one.what, other, near)) >= _EITHER[one.sort]:
                yield one, other, at_one + at_other + order

    @cached_property
    def _counts(self) -> list[int]:
        """How many units of the value each sentence of the evidence has."""
        return [sum(len(self._with(slot, each)) for slot in self.slots) for each in self.evidence]

    def _gain(self, what: str, slot: Unit, near: _Near) -> float:
        """How much better `what` fits the place of a unit than that unit itself."""
        return self._fit(what, slot, near) - self._fit(slot.what, slot, near)

    def replacements(self) -> Iterator[tuple[Unit, float]]:
        """Each name that hardly fits its place, and how much better another name of the sentence fits it."""
        names = [slot for slot in self.slots if slot.sort == "name"] if self.value.cased else []
        there = sum(count * len(each.names) for count, each in zip(self._counts, self.evidence, strict=True))
        if len(names) * there > _MOST:
            return
        for slot in names:
            if others := [each for each in self._others(slot.what) if not self._is_told_apart(slot, each)]:
                near = self._near({slot.what})
                given = self._fit(slot.what, slot, near)
                if given <= _POOR:
                    yield from ((slot, self._fit(other, slot, near) - given) for other in others)

    def _others(self, what: str) -> list[str]:
        """The names that the value doesn't have and stand in one sentence with one of its names."""
        own, found = frozenset(what.split()), []
        for units in self.evidence:
            if what in units.places:
                found += [each for each in units.names if each not in self.present]
        return [each for each in dict.fromkeys(found) if not (own >= set(each.split()) or own <= set(each.split()))]

    def is_repeated(self, *slots: Unit) -> bool:
        """Whether several sentences of the evidence have one of some units."""
        return any(sum(slot.what in units.places for units in self.evidence) > 1 for slot in slots)

    def _is_told_apart(self, slot: Unit, other: str) -> bool:
        """Whether the evidence has a name behind the same preposition as a value, and another name behind others."""
        own, others = ({m.marker for e in self.evidence for m in e.places.get(w, ())} for w in (slot.what, other))
        return bool(slot.marker) and slot.marker in own - others

    def _is_listed(self, one: Unit, other: Unit) -> bool:
        """Whether nothing but "and", "or" or a comma parts two units, whose order then says nothing."""
        words = self.value.words
        between = words.keys[one.last + 1 : other.first]
        return self.language.ties.issuperset(between) and "'" not in words.gap(other.first)

    def fit(self, what: str, slot: Unit) -> float:
        """How well the evidence supports that `what` stands in the place of a unit of the value."""
        return self._fit(what, slot, self._near({slot.what, what}))

    def _near(self, without: set[str]) -> _Near:
        """What the evidence has of the value, some units aside."""
        return [(units, [pair for pair in pairs if pair[0].what not in without]) for units, pairs in self._context]

    @cached_property
    def _context(self) -> _Near:
        """What the evidence has of the value, by which the place of a unit is judged."""
        context = self.turned or self.slots
        return [
            (units, [(each, others) for each in context if (others := self._with(each, units))])
            for units in self.evidence
        ]

    def _fit(self, what: str, slot: Unit, near: _Near) -> float:
        """How well the evidence supports that `what` stands in the place of a unit."""
        best = 0.0
        for units, pairs in near:
            mentions = units.places.get(what, [])
            if slot.sort == "name":
                mentions = [*mentions, *units.pronouns_for(what)]
            for mention in mentions:
                fit = sum(self._agreement(slot, each, mention, others) for each, others in pairs)
                best = max(best, fit + _agreement_of_markers(slot, mention))
        return best

    def _agreement(self, slot: Unit, near: Unit, mention: Unit, others: Sequence[Unit]) -> float:
        """How far a unit stands to another as a mention does in the evidence, both near and on one side."""
        side, best = self._side(slot, near), -1.0
        for other in others:
            same = (self._side(mention, other) == side) != (other.what != near.what)
            sign = 1.0 if same else self._sign_of_turn(slot, near, mention, other)
            if (fit := sign / _distance(mention, other)) > best:
                best = fit
        return best / _distance(slot, near)

    def _sign_of_turn(self, slot: Unit, near: Unit, mention: Unit, other: Unit) -> float:
        """What it says that two units have changed sides."""
        if self._is_mutual(near) or self._is_attribute(slot, near, mention, other):
            return 1
        return -_TURNED if other.passive != near.passive else -1

    def _with(self, unit: Unit, units: Units) -> list[Unit]:
        """What a sentence has of a unit, or of the verbs that say the same from the other side."""
        found = units.places.get(unit.what, [])
        if found or unit.sort != "word":
            return found
        return [other for inverse in self.inverses.get(unit.what, ()) for other in units.places.get(inverse, ())]

    def _is_reason(self, unit: Unit) -> bool:
        """Whether a word may say why or where, and be the subject elsewhere: `shut because of the strike`."""
        return unit.sort == "word" and unit.marker in self.language.genitives

    def _is_mutual(self, unit: Unit) -> bool:
        return self.value.words.keys[unit.first] in self.language.reciprocals

    def _side(self, one: Unit, other: Unit) -> bool:
        """Whether one unit stands before another, as if the sentence were active."""
        if one.place < other.place:
            return not other.passive
        return one.marker in self.language.agent

    def _is_attribute(self, one: Unit, other: Unit, mention: Unit, beside: Unit) -> bool:
        """Whether two stand as in "German officials" in one text, and as in "officials from Germany" in the other."""
        if _distance(one, other) > _NEAR or _distance(mention, beside) > _NEAR:
            return False
        here = one if one.place > other.place else other
        there = mention if mention.place > beside.place else beside
        return (here.marker in self.language.genitives) != (there.marker in self.language.genitives)

    def _order(self, one: Unit, other: Unit) -> float:
        """What the order of two units says for their exchange, where no "by" turns it."""
        if self.mutual or self.turned:
            return 0.0
        found = [0.0]
        for units in self.evidence:
            for first, second in product(units.places.get(one.what, ()), units.places.get(other.what, ())):
                if not (self._is_turned(one, other, first, second) or self._is_attribute(one, other, first, second)):
                    sign = -1 if first.place < second.place else 1
                    found.append(sign * _ORDER / _distance(first, second) / _distance(one, other))
        return max(found, key=abs)

    def _is_turned(self, one: Unit, other: Unit, first: Unit, second: Unit) -> bool:
        agent = self.language.agent
        return agent.isdisjoint((one.marker, other.marker)) != agent.isdisjoint((first.marker, second.marker))


@cache
def inverses(language: Parts) -> dict[str, set[str]]:
    """For the stem of a verb, the stems of those that say the same from the other side."""
    found: dict[str, set[str]] = {}
    for pair in language.inverses:
        for one, other in permutations(map(content_stem, pair)):
            found.setdefault(one, set()).add(other)
    return found


def _distance(one: Unit, other: Unit) -> float:
    distance = abs(one.place - other.place)
    return distance if distance > 1 else 1.0


def _agreement_of_markers(slot: Unit, mention: Unit) -> float:
    if not slot.marker or not mention.marker:
        return 0.0
    return _MARKED if slot.marker == mention.marker else -_MARKED
