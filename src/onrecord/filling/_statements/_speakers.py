"""Who the words for a speaker stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.filling._statements._names import Names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.filling._statements._frame import Frame
    from onrecord.filling._statements._reading import Reading

__all__ = ["Speaker", "Speakers"]

_BACK = 6
"""Sentences back in which what a pronoun stands for is looked for."""
_DESCRIPTION = 6
"""Words of a description that may stand for a name."""
_SUBJECT = 14
"""Words of a subject that opens a sentence."""
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

    def of(self, frame: Frame) -> list[Speaker]:
        """Those whom the words for a frame's subject stand for; without words, those who said something last."""
        subject = frame.subject or range(0)
        if frame.is_labelled:
            found = [self._labelled(subject)]
        elif subject:
            found = [speaker for part in self._parts(subject) for speaker in self._meant(part)]
        else:
            found = self._before(frame.cue.first)
        position = self.reading.index.position_of(frame.cue.first)
        self._said.extend((position, each) for each in found[:1])
        return found

    def _before(self, cue: int) -> list[Speaker]:
        """Whom a verb without a subject has for its own."""
        return list(self._nearest(self.reading.index.position_of(cue), "", person=None))

    def _parts(self, subject: range) -> list[range]:
        """The words for each of several who say something together."""
        reading = self.reading
        head = self._head(reading.chunks(subject)[0])
        cut = next((i for i in head[1:-1] if reading.keys[i] in reading.speech.coordinators), None)
        if cut is None:
            return [subject]
        first, second = range(subject.start, cut), range(cut + 1, subject.stop)
        both = self._name_of(first, None) and self._name_of(range(second.start, head.stop), None)
        return [first, second] if both else [subject]

    def _head(self, chunk: range) -> range:
        """A noun without the clause that a `who` ties to it."""
        ends = (i for i in chunk[1:] if self.reading.is_relative(i) or "(" in self.reading.words.gap(i))
        return range(chunk.start, next(ends, chunk.stop))

    def _meant(self, part: range) -> Iterator[Speaker]:
        reading, speech = self.reading, self.reading.speech
        chunks = reading.chunks(part)
        head, key = self._head(chunks[0]), reading.keys[chunks[0].start]
        if self.reading.is_relative(head.start):
            return
        if len(head) == 1 and (key in speech.persons or key in speech.things):
            yield from self._for_pronoun(head)
        elif name := self._name_of(head, chunks[1] if len(chunks) > 1 else None):
            yield self._named(name)
        else:
            yield self._described(head)

    def _labelled(self, label: range) -> Speaker:
        """Whom the label of an answer names: the first one so called, who is introduced before."""
        names = self.names.within(label)
        if not names:
            return Speaker(label, named=False)
        full = self.names.fullest(names[-1], first=True)
        return Speaker(full, self.names.role(full))

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
            if beside and beside[0].start - apposed.start <= 3 and len(beside[0]) > 1 and self._is_kind(head):
                before = range(apposed.start, beside[0].start)
                small = all(self.reading.keys[i] in self.reading.speech.determiners for i in before)
                return beside[0] if small or any(map(self.reading.is_role, before)) else None
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

    def _is_kind(self, head: range) -> bool:
        """Whether a noun says what somebody or an institution is."""
        groups = self.reading.rules.group_nouns
        return any(self.reading.is_role(i) or self.reading.keys[i] in groups for i in head)

    def _is_bare(self, before: range) -> bool:
        """Whether what stands before a name is a title or a determiner, and no noun of its own."""
        reading, speech = self.reading, self.reading.speech
        if any(reading.keys[i] in speech.prepositions and reading.keys[i] != "of" for i in before):
            return False
        if not before:
            return True
        last = reading.keys[before.stop - 1]
        if last in speech.prepositions or (last in speech.determiners and (len(before) > 1 or speech.verb_second)):
            return False
        titles = speech.determiners | speech.possessives | reading.rules.honorifics
        return last in titles or any(map(reading.is_role, before))

    # --- pronouns and descriptions

    def _for_pronoun(self, head: range) -> Iterator[Speaker]:
        key, speech = self.reading.keys[head.start], self.reading.speech
        person = None if key in speech.persons & speech.things else key in speech.persons
        return self._nearest(self.reading.index.position_of(head.start), key, person=person)

    def _nearest(self, here: int, pronoun: str, *, person: bool | None) -> Iterator[Speaker]:
        """Whom the nearest sentence before has say something, or else whom it names first, that fits a pronoun."""
        for position in range(here, max(here - 1 - _BACK, -1), -1):
            said = [each for at, each in reversed(self._said) if at == position]
            named = list(self._mentioned(position, person=person)) if position < here else []
            for speaker in [*said, *sorted(named, key=lambda each: self._rank(each, position, person=person))]:
                if self._fits(speaker, pronoun, person=person):
                    yield speaker
                    return

    def _rank(self, speaker: Speaker, position: int, *, person: bool | None) -> tuple[bool, bool]:
        """What puts one who is mentioned behind others: no person where one is meant, or behind a preposition."""
        keys, speech = self.reading.keys, self.reading.speech
        places = self.names.within(self.reading.index.sentence_words(position))
        here = next((e for e in places if keys[e.stop - 1] == keys[speaker.words.stop - 1]), speaker.words)
        tied = here.start > 0 and keys[here.start - 1] in speech.prepositions
        return bool(person) and self._is_person(speaker) is not True, tied

    def _mentioned(self, position: int, *, person: bool | None) -> Iterator[Speaker]:
        """Those whom a sentence names, and what it opens with."""
        names = self.names.within(self.reading.index.sentence_words(position))
        for name in sorted(names, key=lambda each: self.reading.quoted(each.start)):
            full = self.names.fullest(name)
            yield Speaker(full, self.names.role(full))
        if not person and (subject := self._thing_in(position)):
            yield from self._meant(subject)

    def _fits(self, speaker: Speaker, pronoun: str, *, person: bool | None) -> bool:
        """Whether a pronoun can stand for a speaker."""
        if person is not None and self._is_person(speaker) is (not person):
            return False
        speech = self.reading.speech
        one, other = speech.masculine, speech.feminine
        if pronoun in other:
            one, other = other, one
        return pronoun not in one or self._genders(speaker).isdisjoint(other)

    def _genders(self, speaker: Speaker) -> frozenset[str]:
        """The words of a speaker's role, honorifics and description that may tell a man from a woman."""
        reading, last = self.reading, self.reading.keys[speaker.words.stop - 1]
        told = [reading.keys[i] for i in speaker.words] if not speaker.named else []
        told += [reading.keys[i] for i in speaker.role or ()]
        if len({self.names.keys(e) for e in self.names.long if reading.keys[e.stop - 1] == last}) < 2:
            told += [reading.keys[e.start - 1] for e in self.names.all if e.start and reading.keys[e.stop - 1] == last]
        endings = sorted(reading.speech.masculine | reading.speech.feminine, key=len, reverse=True)
        marks = (next((end for end in endings if _ends(key, end)), "") for key in told)
        return frozenset(filter(None, marks))

    def named_in(self, speaker: Speaker, cue: int) -> int:
        """The sentence that names a speaker last before a cue."""
        keys, last = self.reading.keys, self.reading.keys[speaker.words.stop - 1]
        places = [e.start for e in self.names.all if e.start < cue and keys[e.stop - 1] == last]
        return self.reading.index.position_of(max(places, default=speaker.words.start))

    def _is_person(self, speaker: Speaker) -> bool | None:
        """Whether a speaker is a person; None where nothing tells."""
        if not speaker.named:
            return any(map(self.reading.is_role, speaker.words))
        return self._is_persons(speaker.words)

    def _is_persons(self, name: range) -> bool | None:
        """Whether a name is a person's: it has a role, or is shortened to its last word; None where nothing tells."""
        reading, keys = self.reading, self.names.keys(name)
        if self.names.role(name):
            return True
        if (
            len(name) == 1
            or not reading.rules.group_nouns.isdisjoint(keys)
            or not reading.rules.place_nouns.isdisjoint(keys)
        ):
            return False
        if any(len(e) == 1 and reading.keys[e.start] == keys[-1] for e in self.names.all):
            return True
        return (
            False if any(self.names.keys(e) == keys[: len(e)] and len(e) < len(keys) for e in self.names.all) else None
        )

    def _thing_in(self, position: int) -> range | None:
        """The noun that a sentence opens with, if a determiner does."""
        reading = self.reading
        span = reading.index.sentence_words(position)
        if not span or reading.quoted(span.start) or reading.keys[span.start] not in reading.speech.determiners:
            return None
        verb = next((i for i in span[1:_SUBJECT] if reading.is_verb(i)), None)
        return range(span.start, verb) if verb else None

    def _described(self, head: range) -> Speaker:
        """Whom a description such as `the minister` or `the tribunal` stands for, or else itself."""
        reading, head = self.reading, self._untimed(head)
        if reading.keys[head.start] in reading.rules.definite and 1 < len(head) <= _DESCRIPTION:
            noun = reading.keys[head.stop - 1]
            owned = any(map(reading.is_possessive, head))
            found = None if owned else self._holder(noun, head) or self._bearer(noun, head) or self._unheld(head)
            return found or Speaker(self._short(head), named=False)
        return Speaker(self._short(head), named=False)

    def _unheld(self, head: range) -> Speaker | None:
        """A person of whom nothing is said but this: the last speaker, if the sentence before is his."""
        reading, here = self.reading, self.reading.index.position_of(head.start)
        if not reading.is_role(head.stop - 1) or not self._said or self._said[-1][0] < here - 1:
            return None
        speaker = self._said[-1][1]
        fits = speaker.named and speaker.role is None and self._is_person(speaker) is not False
        return Speaker(speaker.words, self.names.bare(head)) if fits else None

    def _untimed(self, head: range) -> range:
        """A description without when: `a press release on Friday`."""
        reading = self.reading
        ties = (i for i in head[1:-1] if reading.keys[i] in reading.speech.prepositions and reading.is_time(i + 1))
        return range(head.start, next(ties, head.stop))

    def _holder(self, noun: str, head: range) -> Speaker | None:
        """The last one before whose role has a noun: Hedda Dravec for `the minister`."""
        reading = self.reading
        if not reading.is_role(head.stop - 1):
            return None
        for name in reversed([each for each in self.names.long if each.start < head.start]):
            role = self.names.role(name)
            if role and self._holds(noun, role):
                return Speaker(name, role)
        return None

    def _holds(self, noun: str, role: range) -> bool:
        """Whether a role is what a noun alone says: a finance minister is `the minister`, and no prime minister."""
        keys, ranks = self.reading.keys, self.reading.speech.ranks
        return any(keys[i] == noun and (i == role.start or keys[i - 1] not in ranks) for i in role)

    def _bearer(self, noun: str, head: range) -> Speaker | None:
        """The last name before that has a noun in it: the Integrity Tribunal for `the tribunal`."""
        for name in reversed([each for each in self.names.long if each.stop <= head.start]):
            if noun == self.reading.keys[name.stop - 1]:
                return Speaker(name)
        return None

    def _short(self, words: range) -> range:
        texts = self.reading.words
        while len(words) > 1 and texts.ends[words[-1]] - texts.starts[words[0]] > _LONGEST:
            words = words[:-1]
        return words


def _ends(key: str, ending: str) -> bool:
    """Whether a word is an ending, or has it if that is long enough to tell anything."""
    return key == ending or (len(ending) > 2 and key.endswith(ending))
