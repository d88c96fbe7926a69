"""The names of an article by their capital letters, and what the article says that their bearers are."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.filling._statements._nouns import is_noun, noun_start
from onrecord.grounding.languages import PARTICLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.filling._statements._reading import Reading

__all__ = ["Names"]

_LONGEST = 80
"""Characters of a role."""
_ROLE = 10
"""Words of a role that stands before a name."""


class Names:
    """The names of an article, each a range of its words without titles."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._roles: dict[tuple[str, ...], range | None] = {}

    def keys(self, name: range) -> tuple[str, ...]:
        """The words of a name, folded."""
        return tuple(self.reading.keys[name.start : name.stop])

    @cached_property
    def all(self) -> list[range]:
        """Every name, in order."""
        index = self.reading.index
        return [name for position in range(len(index.spans)) for name in self.within(index.sentence_words(position))]

    @cached_property
    def long(self) -> list[range]:
        """Those of several words."""
        return [name for name in self.all if len(name) > 1]

    def within(self, span: range) -> list[range]:
        """The names among some words."""
        found: list[range] = []
        capitals = self.reading.words.capitals
        for i in span:
            if capitals[i] and i >= (found[-1].stop if found else span.start) and self._is_name_word(i):
                name = self._without_titles(range(i, self._end(i, span.stop)))
                if name:
                    found.append(name)
        return found

    def _is_name_word(self, place: int) -> bool:
        reading, key = self.reading, self.reading.keys[place]
        if not reading.words.capitals[place] or reading.is_time(place) or key in reading.rules.honorifics:
            return False
        if key.endswith("ing") and place in reading.index.openings:
            return False
        return key not in reading.rules.function_words or (
            len(key) > 1 and len(key) < 4 and reading.words.word(place).isupper() and key != "i"
        )

    def _end(self, start: int, stop: int) -> int:
        """The word behind the name that starts at a word."""
        reading, end = self.reading, start + 1
        for i in range(start + 1, stop):
            if reading.parted(i) or reading.opens_late(i) or reading.is_possessive(i) or i - end > 2:
                break
            if self._is_name_word(i) or (reading.words.gap(i) == "-" and i == end):
                end = i + 1
            elif reading.keys[i] not in PARTICLES and reading.words.gap(i) not in {"-", "."}:
                break
        return end

    def _without_titles(self, name: range) -> range:
        """A name without the titles that it opens with: Hedda Dravec of Finance Minister Hedda Dravec."""
        reading = self.reading
        start = name.start
        for i in name[:-1]:
            if reading.is_role(i) or reading.keys[i] in reading.rules.honorifics:
                start = i + 1
        if start > name.start and reading.keys[start] in reading.rules.group_nouns:
            start = name.start
        titled = start - 1 > 0 and reading.keys[start - 1] == "of" and reading.is_role(start - 2)
        if titled and name.stop - start > 2:
            start += 1
        if reading.keys[start] in PARTICLES and not reading.words.capitals[start]:
            start += 2 if name.stop - start > 2 and reading.keys[start] == "of" else 1
        return range(start, name.stop) if not (name.stop - start == 1 and reading.is_role(start)) else range(0)

    # --- the fullest form

    def fullest(self, name: range, *, first: bool = False) -> range:
        """The fullest form of a name: that of the last person so called before it, or of the `first` one."""
        if len(name) > 1:
            return self._longer(name) or name
        key = self.reading.keys[name.start]
        keys = self.reading.keys
        called = [e for e in self.long if keys[e.stop - 1] == key and keys[e.stop - 2] not in PARTICLES]
        before = [each for each in called if each.start <= name.start]
        if called:
            return called[0] if first or not before else before[-1]
        return self._longer(name) or name

    def _longer(self, name: range) -> range | None:
        """A longer name that begins as this one does, which the article has before."""
        keys, size = self.keys(name), len(name)
        return next(
            (e for e in self.long if e.start < name.start and len(e) > size and self.keys(e)[:size] == keys), None
        )

    # --- what they are

    def role(self, name: range) -> range | None:
        """The words that say what the bearer of a name is, where the article first does."""
        keys = self.keys(name)
        if keys not in self._roles:
            same = (each for each in self.all if self.keys(each) == keys)
            self._roles[keys] = next(filter(None, map(self._role_at, same)), None)
        return self._roles[keys]

    def bare(self, role: range) -> range:
        """A role without the determiner or the owner's pronoun before it."""
        speech = self.reading.speech
        while len(role) > 1 and self.reading.keys[role.start] in speech.determiners | speech.possessives:
            role = role[1:]
        return role

    def _role_at(self, name: range) -> range | None:
        beside = self._titled(name) or self._apposed_before(name) or self._apposed_behind(name)
        role = beside or self._affiliation(name)
        return self.bare(role) if role else None

    def _titled(self, name: range) -> range | None:
        """A title right before a name."""
        reading, start = self.reading, name.start
        first = reading.index.sentence_words(reading.index.position_of(name.start)).start
        while start > first and not reading.parted(start) and name.start - start < _ROLE and self._is_part(start - 1):
            start -= 1
        role = range(start, name.start)
        if start > first and not reading.parted(start) and reading.keys[start - 1] in reading.speech.possessives:
            role = range(start - 1, name.start)
        while role and reading.keys[role.stop - 1] in reading.rules.honorifics:
            role = role[:-1]
        return role if any(map(reading.is_role, role)) and self._ends_in_role(role) else None

    def _ends_in_role(self, role: range) -> bool:
        """Whether a title ends with what somebody is, or in `of` and a name: `Secretary of State`."""
        of = "of" in self.reading.keys[role.start : role.stop]
        return self.reading.is_role(role.stop - 1) or of

    def _is_part(self, place: int) -> bool:
        """Whether a word may belong to a title."""
        reading, key, speech = self.reading, self.reading.keys[place], self.reading.speech
        if key in speech.prepositions:
            return key == "of" and place > 0 and reading.is_role(place - 1)
        if key in speech.determiners | speech.possessives | speech.coordinators | speech.openers or reading.is_relative(
            place
        ):
            return False
        return not reading.is_verb(place) or reading.is_role(place) or reading.is_participle(place)

    def _apposed_before(self, name: range) -> range | None:
        """A noun before the comma before a name: `the regional governor, Mirek Halas`."""
        reading = self.reading
        sentence = reading.index.sentence_words(reading.index.position_of(name.start))
        if len(name) < 2 or name.start == sentence.start or reading.marks[name.start] != ",":
            return None
        start = noun_start(reading, range(sentence.start, name.start))
        role = range(self._own_start(range(self._past_agent(range(start, name.start)), name.start)), name.start)
        holds = 0 < len(role) <= _ROLE and is_noun(reading, role) and any(map(reading.is_role, role))
        return role if holds and not reading.quoted(role.start) else None

    def _own_start(self, span: range) -> int:
        """The determiner that the first word for a role stands behind, if one does."""
        keys, opens = self.reading.keys, self.reading.speech.determiners | self.reading.speech.possessives
        before = (i for i in span if keys[i] in opens and self._has_role(range(i + 1, min(i + 4, span.stop))))
        return next(before, span.start)

    def _has_role(self, span: range) -> bool:
        return any(map(self.reading.is_role, span))

    def _past_agent(self, span: range) -> int:
        """The first word behind the last `by` or `to` of some words."""
        keys = self.reading.keys
        return max((i + 1 for i in span if keys[i] in {"by", "to", "with", "against"}), default=span.start)

    def _apposed_behind(self, name: range) -> range | None:
        """A noun behind the comma behind a name, or a `who`: `Ana Lind, who runs a guesthouse`."""
        reading = self.reading
        for chunk in self._commas(name):
            if reading.keys[chunk.start].isdecimal():
                continue
            if self._is_occupation(chunk) or self._is_description(chunk):
                return self._cut(chunk)
            return None
        return None

    def _affiliation(self, name: range) -> range | None:
        """The institution that a name is tied to: `Ana Lind of Lund Research`."""
        reading, place = self.reading, name.stop
        tied = place < len(reading.keys) and not reading.parted(place) and len(name) > 1
        if not tied or reading.keys[place] not in reading.speech.affiliations:
            return None
        start = place + 1 + (reading.keys[place + 1 : place + 2] == ["the"])
        behind = self.within(range(start, min(start + _ROLE, len(reading.keys))))
        return behind[0] if behind and behind[0].start == start and len(behind[0]) > 1 else None

    def _commas(self, name: range) -> Iterator[range]:
        """What stands between commas behind a name."""
        reading = self.reading
        sentence = reading.index.sentence_words(reading.index.position_of(name.start))
        place = name.stop
        for _ in range(2):
            if (
                place >= sentence.stop
                or "," not in reading.marks[place]
                or reading.quoted(place) > reading.quoted(name.start)
            ):
                return
            stop = next((i for i in range(place + 1, sentence.stop) if reading.parted(i)), sentence.stop)
            yield range(place, stop)
            place = stop

    def _is_occupation(self, chunk: range) -> bool:
        """Whether a `who` says what somebody does at all times: `who sells cheese`."""
        reading = self.reading
        if (
            len(chunk) < 3
            or reading.keys[chunk.start] not in reading.rules.of_persons
            or not reading.is_relative(chunk.start)
        ):
            return False
        verb = reading.keys[chunk.start + 1]
        return verb.endswith(reading.speech.occupation_endings) and verb not in reading.speech.verbs

    def _is_description(self, chunk: range) -> bool:
        """Whether some words between commas are a noun for what somebody is."""
        reading, speech = self.reading, self.reading.speech
        first = reading.keys[chunk.start]
        if (
            reading.is_relative(chunk.start)
            or first in speech.prepositions | speech.coordinators | speech.persons | speech.things
        ):
            return False
        head = next((i for i in chunk if reading.keys[i] in speech.prepositions or reading.is_relative(i)), chunk.stop)
        roles = [i for i in range(chunk.start, head) if reading.is_role(i)]
        if not roles or reading.is_clause(range(chunk.start, head)):
            return False
        after = roles[-1] + 1
        return after >= chunk.stop or not reading.words.capitals[after] or reading.is_possessive(after)

    def _cut(self, role: range) -> range:
        """A role that is not too long to be one, without a second noun that is none."""
        words, speech = self.reading.words, self.reading.speech
        role = range(role.start, next((i for i in role[1:] if self.reading.is_relative(i)), role.stop))
        for i in role[1:]:
            if self.reading.keys[i] in speech.coordinators and not any(map(self.reading.is_role, range(i, role.stop))):
                role = range(role.start, i)
                break
        while len(role) > 1 and words.ends[role[-1]] - words.starts[role[0]] > _LONGEST:
            role = role[:-1]
        return role
