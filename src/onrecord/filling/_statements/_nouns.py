"""Where the nouns of a sentence begin and end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.filling._statements._reading import Reading

__all__ = ["apposed_start", "is_adverbial", "is_noun", "noun_start"]

_LONG = 12
"""Words that a noun has at most."""
_BACK = 8
"""Words between a verb and the word that ties its clause to the noun before."""


def noun_start(reading: Reading, span: range) -> int:
    """Where the noun begins that ends some words, in the last run of them without a mark."""
    speech, keys = reading.speech, reading.keys
    chunk = reading.chunks(span)[-1] if span else span
    start = chunk.start
    for i in range(chunk.stop - 1, chunk.start - 1, -1):
        if i > chunk.start and reading.is_relative(i):
            return noun_start(reading, range(chunk.start, i))
        opens = keys[i] in speech.openers and i > chunk.start
        if opens or (keys[i] in speech.coordinators and reading.is_clause(range(chunk.start, i))):
            start = i + 1
            break
        if (
            reading.is_verb(i)
            and not _is_adjective(reading, chunk, i)
            and i + 1 < chunk.stop
            and keys[i + 1] not in speech.prepositions | speech.adverbials
        ):
            tied = range(i - 1, max(i - _BACK, chunk.start), -1)
            relative = next((j for j in tied if reading.is_relative(j)), None)
            if relative is not None:
                return noun_start(reading, range(chunk.start, relative))
            start = i + 1
            break
    if start < chunk.stop and keys[start] in speech.coordinators:
        start += 1
    return _past_adverbial(reading, range(start, chunk.stop))


def _is_adjective(reading: Reading, chunk: range, place: int) -> bool:
    """Whether a form that may be a verb stands where an adjective does: `retired General`, `newly filed reports`."""
    speech, before = reading.speech, reading.keys[place - 1]
    if not reading.is_participle(place):
        return False
    opens = before in speech.determiners | speech.possessives | speech.prepositions
    return place == chunk.start or opens or bool(speech.adverb_endings and before.endswith(speech.adverb_endings))


def _past_adverbial(reading: Reading, span: range) -> int:
    """Where a noun begins behind a remark on when or how: `On Tuesday the company`."""
    speech, keys = reading.speech, reading.keys
    if not span or not is_adverbial(reading, span.start):
        return span.start
    for i in span[1:]:
        opens = keys[i] in speech.determiners | speech.possessives | speech.persons | speech.things
        opens = opens or (reading.words.capitals[i] and not reading.words.capitals[i - 1])
        if opens and keys[i - 1] not in speech.prepositions and not reading.is_time(i):
            return i
    return span.start + (len(span) > 1 and keys[span.start] in speech.openers)


def is_adverbial(reading: Reading, place: int) -> bool:
    """Whether a word opens a remark on when, where or how."""
    key, speech = reading.keys[place], reading.speech
    if key in speech.shifts:
        return place + 1 < len(reading.keys) and (reading.is_time(place + 1) or reading.keys[place + 1] in speech.times)
    return key in speech.prepositions or key in speech.adverbials or reading.is_time(place)


def apposed_start(reading: Reading, span: range) -> int:
    """Where the noun begins that commas add something to, before a verb that stands right behind a comma."""
    chunks = reading.chunks(span)
    place = len(chunks) - 1
    while place > 0 and _adds(reading, chunks[place]):
        place -= 1
    if place > 1 and reading.keys[chunks[place - 1].start].isdecimal():
        place -= 1
    if place > 0 and is_noun(reading, chunks[place - 1]) and not _adds(reading, chunks[place - 1]):
        place -= 1
    return noun_start(reading, chunks[place]) if chunks else span.start


def _adds(reading: Reading, chunk: range) -> bool:
    """Whether some words between commas only say more of the noun before them."""
    key = reading.keys[chunk.start]
    return reading.is_relative(chunk.start) or key[0].isdecimal() or reading.is_verb(chunk.start) or key.endswith("ing")


def is_noun(reading: Reading, chunk: range) -> bool:
    """Whether some words are a noun alone, and neither a clause nor a remark nor a quotation."""
    if reading.quoted(chunk.start) or is_adverbial(reading, chunk.start):
        return False
    return len(chunk) <= _LONG and not reading.is_clause(chunk)
