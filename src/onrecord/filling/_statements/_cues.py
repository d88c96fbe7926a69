"""The reporting words of a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.filling._statements._reading import Reading
    from onrecord.filling.languages import Speech

__all__ = ["Cue", "Sort", "cues_in", "verb_at"]


_GAP = 4
"""Words that `*` in a phrase stands for at most."""


class Sort(Enum):
    """What a cue takes."""

    SAYS = auto()
    """A clause or a quotation, behind it or before."""
    OBJECT = auto()
    """A noun."""
    ADDS = auto()
    """A clause, with the speaker of the one before: a participle."""
    SOURCE = auto()
    """The one who says what stands beside."""
    WHOLE = auto()
    """Nothing: it says all by itself."""
    NOBODY = auto()
    """A clause, and nobody is named."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Reporting words: from word `first` to word `last`; the verb of them is `first`, or what stands for it."""

    first: int
    last: int
    sort: Sort
    is_far: bool = False

    @property
    def words(self) -> range:
        """Its words; a participle alone, where its auxiliary stands far off."""
        return range(self.last if self.is_far else self.first, self.last + 1)

    @property
    def after(self) -> int:
        """The word behind it."""
        return self.last + 1


def cues_in(reading: Reading, span: range) -> Iterator[Cue]:
    """The reporting words among some words, outside of quotations, in order."""
    after, verbs, phrases = span.start, _verbs(reading.speech), _phrases(reading.speech)
    for place in reading.outside(span):
        key = reading.keys[place]
        if place < after or not (key in verbs or key in phrases):
            continue
        cue = _phrase_at(reading, span, place, phrases.get(key, ())) or verb_at(reading, span, place)
        if cue:
            yield cue
            after = cue.after


@cache
def _verbs(speech: Speech) -> frozenset[str]:
    """All forms that may be a cue by themselves."""
    return frozenset().union(
        speech.says, speech.objects, speech.shows, speech.perfects, speech.participles, speech.measures
    )


@cache
def _phrases(speech: Speech) -> dict[str, list[tuple[Sort, tuple[str, ...]]]]:
    """Cues of several words by their first one, the longest first."""
    rows = ((Sort.SOURCE, speech.sources), (Sort.WHOLE, speech.wholes), (Sort.SAYS, speech.compounds))
    every = [(sort, tuple(phrase.split())) for sort, phrases in rows for phrase in phrases]
    found: dict[str, list[tuple[Sort, tuple[str, ...]]]] = {}
    for sort, phrase in sorted(every, key=lambda each: len(each[1]), reverse=True):
        found.setdefault(phrase[0], []).append((sort, phrase))
    return found


def _phrase_at(
    reading: Reading, span: range, place: int, phrases: Sequence[tuple[Sort, tuple[str, ...]]]
) -> Cue | None:
    for sort, phrase in phrases:
        last = _match(reading.keys, place, span.stop, phrase)
        if last is not None and not (sort is Sort.SAYS and _is_no_verb(reading, place, _before(reading, span, place))):
            return Cue(place, last, sort)
    return None


def _match(keys: list[str], place: int, stop: int, phrase: tuple[str, ...]) -> int | None:
    """The last word of a phrase that begins at a word, where `*` stands for up to four words; None if none does."""
    at = place
    for i, part in enumerate(phrase):
        if part == "*":
            rest = phrase[i + 1 :]
            ends = (_match(keys, each, stop, rest) for each in range(at, min(at + _GAP, stop) + 1))
            return next((end for end in ends if end is not None), None)
        if at >= stop or keys[at] != part:
            return None
        at += 1
    return at - 1


def verb_at(reading: Reading, span: range, place: int) -> Cue | None:
    """The cue that a verb in a span is, with its auxiliary; None if it is none."""
    speech, key = reading.speech, reading.keys[place]
    if key in speech.participles:
        return _participle(reading, span, place)
    if key in speech.measures and _gives_figure(reading, span, place):
        return Cue(place, place, Sort.OBJECT)
    helper = _helper(reading, span, place) if key in speech.perfects else None
    if helper is not None:
        noun = key in speech.objects and not _takes_clause(reading, span, place)
        return Cue(helper, place, Sort.OBJECT if noun else Sort.SAYS, is_far=speech.verb_second)
    return _finite(reading, span, place) if key in speech.says | speech.objects | speech.shows else None


def _participle(reading: Reading, span: range, place: int) -> Cue | None:
    """The cue that a participle is behind a comma, or behind the verb that makes it a progressive: `is calling`."""
    speech = reading.speech
    emphatic = place - 1 > span.start and reading.keys[place - 1] in speech.emphatics
    if reading.parted(place - emphatic) or (place - 1 > span.start and reading.keys[place - 1] in speech.means):
        return Cue(place, place, Sort.ADDS) if place > span.start else None
    first = place - 1
    while first > span.start and reading.keys[first] in speech.auxiliaries - speech.passives:
        first -= 1
    negated = not speech.negations.isdisjoint(reading.keys[first:place])
    progressive = first > span.start and reading.keys[first] in speech.passives and not negated
    return Cue(first, place, Sort.SAYS) if progressive else None


def _finite(reading: Reading, span: range, place: int) -> Cue | None:
    """The cue that a finite verb is, with its clitics."""
    speech, key, before = reading.speech, reading.keys[place], _before(reading, span, place)
    leads = place - 2 > span.start and reading.keys[place - 2] in speech.leads
    if leads and before in speech.openings and key in speech.says | speech.objects:
        return Cue(place - 2, place, Sort.SAYS if key in speech.says else Sort.OBJECT)
    if before in speech.passives:
        nobody = place - 2 >= span.start and reading.keys[place - 2] in speech.impersonal
        return Cue(place, place, Sort.NOBODY) if nobody and key in speech.says else None
    if not _is_finite(reading, span, place, before):
        return None
    first = _past_clitics(reading, span, place)
    return Cue(first, place, Sort.SAYS if key in speech.says or key in speech.shows else Sort.OBJECT)


def _is_finite(reading: Reading, span: range, place: int, before: str) -> bool:
    """Whether a form is a verb by which its subject says something."""
    speech, key = reading.speech, reading.keys[place]
    if reading.words.capitals[place] and place > span.start and not reading.parted(place):
        return False
    if before in speech.helpers or _is_negated(reading, span, place) or _is_no_verb(reading, place, before):
        return False
    if key in speech.nouns and not _acts(reading, span, place):
        return False
    if key not in speech.says and _has_no_object(reading, span, place):
        return False
    return key not in speech.shows or key in speech.objects or _by_document(reading, span, place)


def _is_negated(reading: Reading, span: range, place: int) -> bool:
    """Whether a negative stands right before a verb, or before the clitics of one."""
    speech, keys = reading.speech, reading.keys
    i = place - 1
    while i > span.start and keys[i] in speech.clitics - speech.negations and not reading.parted(i):
        i -= 1
    return i >= span.start and keys[i] in speech.negations


def _helper(reading: Reading, span: range, place: int) -> int | None:
    """The auxiliary of a participle, with the clitics before it: `l'a démenti`, `a-t-il dit`."""
    speech, keys = reading.speech, reading.keys
    if speech.verb_second:
        return _far_helper(reading, span, place)
    for i in range(place - 1, max(place - 4, span.start - 1), -1):
        if keys[i] in speech.helpers:
            first = _past_clitics(reading, span, i)
            if keys[i] in speech.passives and first == i:
                return None
            return (
                first if (speech.negations | speech.passives).isdisjoint(keys[first:i] + keys[i + 1 : place]) else None
            )
        if reading.words.gap(i) != "-" and reading.words.gap(i + 1) != "-" and keys[i] not in speech.auxiliaries:
            return None
    return None


def _past_clitics(reading: Reading, span: range, first: int) -> int:
    """The first of the clitics before a verb, or the verb itself."""
    while first - 1 >= span.start and not reading.parted(first) and reading.keys[first - 1] in reading.speech.clitics:
        first -= 1
    return first


def _far_helper(reading: Reading, span: range, place: int) -> int | None:
    """The auxiliary of a participle at the end of its clause: `hat die Behörde gemeldet`."""
    for i in range(place - 1, span.start - 1, -1):
        if reading.parted(i + 1) and i + 1 < place:
            return None
        if reading.keys[i] in reading.speech.passives:
            return None
        if reading.keys[i] in reading.speech.helpers:
            return i
    return None


def _takes_clause(reading: Reading, span: range, place: int) -> bool:
    """Whether a clause follows a verb, and not a noun."""
    return place + 1 >= span.stop or reading.keys[place + 1] in reading.speech.complementizers or reading.parted(place)


def _before(reading: Reading, span: range, place: int) -> str:
    close = place > span.start and not reading.parted(place) and ")" not in reading.words.gap(place)
    return reading.keys[place - 1] if close else ""


def _is_no_verb(reading: Reading, place: int, before: str) -> bool:
    """Whether what stands before a form makes it a noun, an adjective or an infinitive."""
    speech = reading.speech
    if before in speech.determiners or before in speech.possessives or before in speech.prepositions:
        return True
    behind = {before, reading.keys[place - 2] if place > 1 and before in speech.auxiliaries else ""}
    return not speech.infinitive.isdisjoint(behind)


def _acts(reading: Reading, span: range, place: int) -> bool:
    """Whether a form that may be a noun has what a verb has behind it: a clause, a noun with its determiner."""
    speech, words = reading.speech, reading.words
    if place + 1 >= len(words) or (place + 1 >= span.stop and ":" not in reading.marks[place + 1]):
        return _ends_clause(reading, span, place)
    following = words.keys[place + 1]
    if reading.parted(place + 1):
        clear = place > 0 and words.keys[place - 1] in speech.persons | speech.things
        return clear or ":" in reading.marks[place + 1] or reading.quoted(place + 1)
    if reading.is_possessive(place + 1):
        return False
    behind = speech.determiners | speech.possessives | speech.persons | speech.things | speech.complementizers
    return following in behind or words.capitals[place + 1]


def _ends_clause(reading: Reading, span: range, place: int) -> bool:
    """Whether a form at the end of a sentence has its subject behind the comma before: `…, it states`."""
    near = range(max(place - _GAP, span.start + 1), place)
    return any("," in reading.marks[i] and reading.keys[i] in reading.speech.determiners for i in near)


def _has_no_object(reading: Reading, span: range, place: int) -> bool:
    """Whether a preposition follows an English verb, which is a participle then: `the risk, compared with others`."""
    speech, after = reading.speech, place + 1
    if speech.verb_second or speech.drops_subject or after >= span.stop or reading.parted(after):
        return False
    return reading.keys[after] in speech.prepositions and not reading.is_time(after + 1)


def _gives_figure(reading: Reading, span: range, place: int) -> bool:
    """Whether a figure stands behind a verb: `put the toll at nine`."""
    for i in range(place + 1, min(place + 9, span.stop)):
        if reading.keys[i] in reading.speech.figures and i + 1 < span.stop:
            return reading.keys[i + 1][0].isdecimal() or reading.keys[i + 1] in reading.rules.units
    return False


def _by_document(reading: Reading, span: range, place: int) -> bool:
    """Whether the subject of a verb is a document, or is named and the verb has a clause behind it."""
    speech, keys = reading.speech, reading.keys
    if keys[place] in speech.says:
        return keys[place - 1] not in speech.determiners | speech.impersonal | speech.relatives
    return reading.has_any(range(max(place - 14, span.start), place), speech.documents)
