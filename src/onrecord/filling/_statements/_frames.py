"""Which words of a sentence a cue gives to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.filling._statements._around import around, inverted
from onrecord.filling._statements._cues import Sort, cues_in
from onrecord.filling._statements._frame import Frame
from onrecord.filling._statements._initial import initial
from onrecord.filling._statements._others import adding, by_source, nobody, whole
from onrecord.filling._statements._verb_second import second, second_source, second_whole

if TYPE_CHECKING:
    from onrecord.filling._statements._cues import Cue
    from onrecord.filling._statements._reading import Reading

__all__ = ["frames_in"]


def frames_in(reading: Reading, span: range) -> list[Frame]:
    """What is said in a segment of a sentence, each by its outermost cue."""
    found: list[Frame] = []
    for cue in cues_in(reading, span):
        _add(reading, span, cue, found)
    return [frame for frame in map(Frame.whole, found) if frame.content]


def _add(reading: Reading, span: range, cue: Cue, found: list[Frame]) -> None:
    """Add what a cue says to what the cues before it in the sentence say, or put it in their place."""
    last = found[-1] if found else None
    if last is None:
        found.extend(filter(None, [_frame(reading, span, cue, None)]))
        return
    start = _coordinate(reading, span, cue)
    wide = _wide(reading, span, cue)
    if (
        wide
        and any(last.cue.first in each for each in wide.content)
        and (start is None or wide.cue.sort is Sort.SOURCE)
    ):
        found[:] = [each for each in found if not any(each.cue.first in run for run in wide.content)]
        found.append(wide)
    elif start is not None and (frame := _frame(reading, range(start, span.stop), cue, last)):
        found[-1] = last.until(start)
        found.append(frame)
    elif start is None and cue.first >= (end := _end(last)):
        found.extend(filter(None, [_frame(reading, range(end, span.stop), cue, last)]))


def _end(frame: Frame) -> int:
    return max([frame.cue.after, *(each.stop for each in frame.content)])


def _second(reading: Reading, span: range, cue: Cue, last: Frame | None) -> Frame | None:
    if cue.sort is Sort.SOURCE:
        return second_source(reading, span, cue)
    return second_whole(reading, span, cue) if cue.sort is Sort.WHOLE else second(reading, span, cue, last)


def _wide(reading: Reading, span: range, cue: Cue) -> Frame | None:
    """What a cue says that stands behind it all."""
    if reading.speech.verb_second:
        return _second(reading, span, cue, None)
    if cue.sort is Sort.SOURCE:
        return by_source(reading, span, cue)
    return (around(reading, span, cue) or inverted(reading, span, cue)) if cue.sort is Sort.SAYS else None


def _coordinate(reading: Reading, span: range, cue: Cue) -> int | None:
    """The word at which the clause of a cue opens that stands beside the one before; None if it is within that."""
    speech, keys = reading.speech, reading.keys
    if cue.sort is Sort.ADDS:
        start = cue.first - (not reading.parted(cue.first))
        beside = reading.parted(start) and _adds_clause(reading, range(cue.after, span.stop))
        return start if beside else None
    i = cue.first - 1
    while i > span.start and keys[i] in speech.auxiliaries and not reading.parted(i):
        i -= 1
    if keys[i] in speech.coordinators and i > span.start:
        return i
    for j in range(i, max(i - 8, span.start), -1):
        if keys[j] in speech.coordinators:
            one = j == i - 1 and (keys[i] in speech.persons or keys[i] in speech.things or reading.words.capitals[i])
            return j if reading.parted(j) or one else None
        if reading.parted(j) or reading.is_verb(j) or keys[j] in speech.complementizers:
            return None
    return None


def _adds_clause(reading: Reading, span: range) -> bool:
    """Whether a clause or a quotation stands behind a participle, and not a noun alone: `, saying that`."""
    if not span or reading.keys[span.start] in reading.speech.complementizers:
        return bool(span)
    return reading.is_clause(span) or any(map(reading.quoted, span[:2]))


def _frame(reading: Reading, span: range, cue: Cue, last: Frame | None) -> Frame | None:
    """What a cue says; `last` is what the one before in the sentence does."""
    if reading.speech.verb_second:
        return _second(reading, span, cue, last)
    if cue.sort is Sort.SOURCE:
        return by_source(reading, span, cue)
    if cue.sort is Sort.NOBODY:
        return nobody(reading, span, cue)
    if cue.sort in (Sort.WHOLE, Sort.ADDS):
        return (whole if cue.sort is Sort.WHOLE else adding)(reading, span, cue, last)
    return around(reading, span, cue) or inverted(reading, span, cue) or initial(reading, span, cue, last)
