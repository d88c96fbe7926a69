"""What a sentence announces that ends in a colon: the quotation or the paragraph behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.filling._statements._cues import Sort, cues_in
from onrecord.filling._statements._frame import Frame
from onrecord.filling._statements._subjects import subject_of

if TYPE_CHECKING:
    from onrecord.filling._statements._reading import Reading

__all__ = ["announced"]


def announced(reading: Reading, span: range) -> Frame | None:
    """What a sentence announces by its last cue, with a colon at the end of its line: `She added:`."""
    place = span.stop
    if place >= len(reading.keys) or ":" not in reading.marks[place] or "\n" not in reading.words.gap(place):
        return None
    cues = [cue for cue in cues_in(reading, span) if cue.sort is Sort.SAYS]
    subject = subject_of(reading, span, cues[-1]) if cues else range(0)
    return Frame(cues[-1], subject, (_told(reading, place),)) if subject else None


def _told(reading: Reading, place: int) -> range:
    """The quotation that begins at a word, or else the rest of its line."""
    if reading.quoted(place):
        return reading.quotation(place)
    text, start = reading.words.text, reading.words.starts[place]
    end = text.find("\n", start)
    return reading.words.within(start, len(text) if end < 0 else end)
