"""Who the words for a speaker stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.filling._statements._nouns import is_adverbial, noun_start
from onrecord.filling._statements._names import Names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.filling._statements._reading import Reading

__all__ = ["Speaker", "Speakers"]

_BACK = 6
"""Sentences back in which what a pronoun stands for is looked for."""
_NEAR = 2
"""Sentences back in which a statement's speaker goes before those whom sentences name."""
_LONGEST = 80
"""Characters of a speaker."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """One who says something: his name or what he is called by, and his role; each the article's words."""

    words: range
    role: range | None = None
    named: bool = True
    """Whether it is a name, and not a description."""


class Speakers:
    """Whom the words for speakers stand for, asked in the order of the article."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.names = Names(reading)
        self._said: list[tuple[int, Speaker]] = []

    def of(self, subject: range) -> list[Speaker]:
        """Those whom some words stand for."""
        found = [speaker for part in self._parts(subject) for speaker in self._meant(part)]
        position = self.reading.index.position_of(subject.start)
        self._said.extend((position, each) for each in found[:1])
        return found

    def _parts(self, subject: range) -> list[range]:
        """The words for each of several who say something together."""
        reading = self.reading
        head = self._head(reading.chunks(subject)[0])
        cut = next((i for i in head[1:-1] if reading.keys[i] in reading.speech.coordinators), None)
        if cut is None:
            return [subject]
        first, second = range(subject.start, cut), range(cut + 1, subject.stop)
        named = self.names.within(range(first.start, first.stop)) and self.names.within(range(second.start, head.stop))
        return [first, second] if named else [subject]

    def _head(self, chunk: range) -> range:
        """A noun without the clause that a `who` ties to it."""
        relatives = self.reading.speech.relatives
        return range(chunk.start, next((i for i in chunk[1:] if self.reading.keys[i] in relatives), chunk.stop))

    def _meant(self, part: range) -> Iterator[Speaker]:
        reading, speech = self.reading, self.reading.speech
        chunks = reading.chunks(part)
        head, key = self._head(chunks[0]), reading.keys[chunks[0].start]
        if key in speech.relatives:
            return
        if len(head) == 1 and (key in speech.persons or key in speech.things):
            yield from self._for_pronoun(head, person=key in speech.persons)
        elif name := self._name_of(head, chunks[1] if len(chunks) > 1 else None):
            yield self._named(name)
        else:
            yield self._described(head)

    def _named(self, name: range) -> Speaker:
        full = self.names.fullest(name)
        return Speaker(full, self.names.role(full))

    def _name_of(self, head: range, apposed: range | None) -> range | None:
        """The name that ends a noun, or that a comma puts beside it."""
        names = self.names.within(head)
        if names and names[-1].stop == head.stop and self._is_bare(range(head.start, names[-1].start)):
            return names[-1]
        if apposed:
            beside = self.names.within(apposed)
            if (
                beside
                and beside[0].start - apposed.start <= 3
                and len(beside[0]) > 1
                and any(map(self.reading.is_role, head))
            ):
                before = range(apposed.start, beside[0].start)
                return beside[0] if not before or any(map(self.reading.is_role, before)) else None
        of = next((i for i in head[1:] if self.reading.keys[i] in self.reading.speech.prepositions), None)
        if (
            of
            and names
            and len(names[0]) > 1
            and names[0].stop == of
            and self._is_bare(range(head.start, names[0].start))
        ):
            return names[0]
        return None

    def _is_bare(self, before: range) -> bool:
        """Whether what stands before a name is a title or a determiner, and no noun of its own."""
        reading, speech = self.reading, self.reading.speech
        if any(reading.keys[i] in speech.prepositions and reading.keys[i] != "of" for i in before):
            return False
        return (
            not before
            or reading.is_role(before.stop - 1)
            or reading.keys[before.stop - 1] in (speech.determiners | speech.possessives | reading.rules.honorifics)
            or any(map(reading.is_role, before))
        )

    # --- pronouns and descriptions

    def _for_pronoun(self, head: range, *, person: bool) -> Iterator[Speaker]:
        here = self.reading.index.position_of(head.start)
        said = [(at, each) for at, each in self._said if here - _BACK <= at <= here]
        fitting = [(at, each) for at, each in said if self._is_person(each) is person]
        named = self._last_named(here, person=person)
        if fitting and (named is None or fitting[-1][0] >= here - _NEAR or fitting[-1][0] >= named[0]):
            yield fitting[-1][1]
        elif named:
            yield named[1]

    def _is_person(self, speaker: Speaker) -> bool:
        return self._is_persons(speaker.words) if speaker.named else any(map(self.reading.is_role, speaker.words))

    def _is_persons(self, name: range) -> bool:
        """Whether a name is a person's: it has a role, or is shortened to its last word."""
        if self.names.role(name):
            return True
        reading, last = self.reading, self.reading.keys[name.stop - 1]
        return len(name) > 1 and any(len(e) == 1 and reading.keys[e.start] == last for e in self.names.all)

    def _last_named(self, here: int, *, person: bool) -> tuple[int, Speaker] | None:
        """Whom the nearest sentence before names first."""
        index = self.reading.index
        for position in range(here - 1, max(here - 1 - _BACK, -1), -1):
            for name in self.names.within(index.sentence_words(position)):
                full = self.names.fullest(name)
                if self._is_persons(full) is person:
                    return position, Speaker(full, self.names.role(full))
            if not person and (subject := self._thing_in(position)):
                return position, self._described(subject)
        return None

    def _thing_in(self, position: int) -> range | None:
        """The noun that a sentence opens with, if a determiner does."""
        reading = self.reading
        span = reading.index.sentence_words(position)
        if not span or reading.keys[span.start] not in reading.speech.determiners:
            return None
        verb = next((i for i in span[1:8] if reading.is_verb(i) or reading.parted(i)), None)
        return range(span.start, verb) if verb else None

    def _described(self, head: range) -> Speaker:
        """Whom a description such as `the minister` or `the tribunal` stands for, or else itself."""
        reading, speech = self.reading, self.reading.speech
        if reading.keys[head.start] in reading.rules.definite and 1 < len(head) <= 3:
            noun = reading.keys[head.stop - 1]
            return self._holder(noun, head) or self._bearer(noun, head) or Speaker(self._short(head), named=False)
        return Speaker(self._short(head), named=False)

    def _holder(self, noun: str, head: range) -> Speaker | None:
        """The last one before whose role has a noun: Hedda Dravec for `the minister`."""
        reading = self.reading
        if not reading.is_role(head.stop - 1):
            return None
        for name in reversed([each for each in self.names.long if each.start < head.start]):
            role = self.names.role(name)
            if role and noun in reading.keys[role.start : role.stop]:
                return Speaker(name, role)
        return None

    def _bearer(self, noun: str, head: range) -> Speaker | None:
        """The last name before that has a noun in it: the Integrity Tribunal for `the tribunal`."""
        for name in reversed([each for each in self.names.long if each.start < head.start]):
            if noun == self.reading.keys[name.stop - 1]:
                return Speaker(name)
        return None

    def _short(self, words: range) -> range:
        texts = self.reading.words
        while len(words) > 1 and texts.ends[words[-1]] - texts.starts[words[0]] > _LONGEST:
            words = words[:-1]
        return words
