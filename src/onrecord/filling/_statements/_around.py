"""What is said before its cue, or on both sides of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.filling._statements._cues import Sort
from onrecord.filling._statements._frame import Frame
from onrecord.filling._statements._nouns import is_adverbial
from onrecord.filling._statements._subjects import past_remarks, subject_after, subject_of

if TYPE_CHECKING:
    from onrecord.filling._statements._cues import Cue
    from onrecord.filling._statements._reading import Reading

__all__ = ["around", "inverted", "is_side"]

_STOPS = frozenset(",!?…—–")
_SCARE = 5
"""Words of a quotation at most that may only be the article's choice of words, or a title."""


def around(reading: Reading, span: range, cue: Cue) -> Frame | None:
    """A cue behind what is said, or in the middle of it, with its subject before it: `…, she said, …`."""
    subject = subject_of(reading, span, cue)
    before = range(span.start, subject.start)
    if not subject or not before or not reading.parted(subject.start) or reading.is_relative(cue.first - 1):
        return None
    quote = reading.ends_quote(subject.start)
    clause = quote or reading.is_clause(before) or not is_adverbial(reading, before.start)
    after = past_remarks(reading, range(cue.after, span.stop))
    rest = range(after, span.stop)
    ended = cue.after >= span.stop or reading.parted(cue.after)
    if ended and cue.after < span.stop and _opens_said(reading, cue.after, quote=quote):
        return None
    if ended and not clause and rest and reading.quoted(rest.start):
        return None
    spoken = cue.sort is Sort.SAYS and _ends_spoken(reading, before) and not _is_scare(reading, before)
    split = after < span.stop and reading.is_verb(after) and not reading.is_clause(before)
    if not ended and not spoken and not ((clause or split) and _is_remark(reading, range(cue.after, span.stop), cue)):
        return None
    return Frame(cue, subject, _joined(reading, before, rest, quote=quote, ended=ended or split, clause=clause))


def _opens_said(reading: Reading, place: int, *, quote: bool) -> bool:
    """Whether what is said opens behind a cue: a colon, or a quotation without a comma before it."""
    mark = reading.marks[place]
    return ":" in mark or (not quote and reading.quoted(place) and "," not in mark)


def _ends_spoken(reading: Reading, before: range) -> bool:
    """Whether some words end in a quotation that opens them, or that a mark of its own ends: `“It is safe,”`."""
    if not reading.ends_quote(before.stop):
        return False
    opens = reading.quotation(before.stop - 1).start <= before.start
    return opens or not _STOPS.isdisjoint(reading.marks[before.stop])


def _is_scare(reading: Reading, before: range) -> bool:
    """Whether the quotation at the end of some words may only be a title, or the article's choice of words."""
    quotation = reading.quotation(before.stop - 1)
    return before.start < quotation.start and len(quotation) <= _SCARE


def _is_remark(reading: Reading, span: range, cue: Cue) -> bool:
    """Whether only a remark on when, where or to whom follows a cue, and nothing that is said."""
    speech, keys = reading.speech, reading.keys
    if span and keys[span.start] in speech.openings:
        return False
    if cue.sort is Sort.OBJECT or (keys[cue.last] in speech.objects and not is_adverbial(reading, span.start)):
        return False
    stop = next((i for i in span if reading.parted(i) and not _STOPS.isdisjoint(reading.marks[i])), span.stop)
    if any(keys[i] in speech.complementizers for i in reading.outside(range(span.start, stop))):
        return False
    return is_adverbial(reading, span.start) or keys[cue.last] in speech.tells


def inverted(reading: Reading, span: range, cue: Cue) -> Frame | None:
    """A cue behind what is said, with its subject behind it: `“…,” said the mayor`."""
    if cue.first == span.start or not reading.parted(cue.first):
        return None
    quote = _ends_spoken(reading, range(span.start, cue.first)) or reading.is_dialogue(span)
    if not quote and subject_of(reading, span, cue).start == span.start:
        return None
    if not quote and (cue.sort is Sort.OBJECT or not reading.is_clause(range(span.start, cue.first))):
        return None
    subject = subject_after(reading, span, cue, quote=quote)
    if not subject and reading.speech.drops_subject and quote:
        subject = range(cue.first, cue.first)
    if subject is None:
        return None
    before, rest = range(span.start, cue.first), range(max(subject.stop, cue.after), span.stop)
    goes_on = bool(rest) and reading.parted(rest.start) and not quote
    return Frame(cue, subject, _joined(reading, before, rest, quote=quote, ended=goes_on, clause=True))


def _joined(
    reading: Reading, before: range, rest: range, *, quote: bool, ended: bool, clause: bool
) -> tuple[range, ...]:
    """What is said on both sides of a cue."""
    if quote and reading.quoted(before.stop - 1):
        first = reading.quotation(before.stop - 1)
        start = first.start if first.start <= before.start or len(first) > _SCARE else before.start
        rest = _rest_of_quote(reading, rest)
        return (range(start, before.stop), rest) if rest else (range(start, before.stop),)
    if rest and (ended or not clause) and not is_side(reading, rest):
        return before, rest
    return (before,)


def _rest_of_quote(reading: Reading, span: range) -> range:
    """The quotation that goes on behind its cue."""
    place = next((i for i in span if reading.quoted(i)), None)
    return range(0) if place is None else range(place, min(reading.quotation(place).stop, span.stop))


def is_side(reading: Reading, span: range) -> bool:
    """Whether some words begin a clause beside another: with a participle or a relative pronoun."""
    return reading.keys[span.start].endswith("ing") or reading.is_relative(span.start)
