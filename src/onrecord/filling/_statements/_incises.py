"""Cues that stand inside the marks of what is said, as in French: `« Oui, dit-elle, demain. »`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.filling._statements._cues import verb_at
from onrecord.filling._statements._frame import Frame
from onrecord.filling._statements._subjects import subject_after

if TYPE_CHECKING:
    from onrecord.filling._statements._cues import Cue
    from onrecord.filling._statements._reading import Reading

__all__ = ["incised"]


def incised(reading: Reading) -> list[Frame]:
    """What is said in the quotations of an article that have their cue inside."""
    if not reading.speech.incises:
        return []
    return [frame for quotation in reading.index.quoted if (frame := _incise(reading, quotation))]


def _incise(reading: Reading, quotation: range) -> Frame | None:
    """The frame of the first cue behind a comma in a quotation, with its subject behind it."""
    for place in quotation[1:]:
        if "," not in reading.marks[place]:
            continue
        cue = _cue_behind(reading, quotation, place)
        subject = subject_after(reading, quotation, cue) if cue else None
        if cue and subject:
            rest = range(max(subject.stop, cue.after), quotation.stop)
            return Frame(cue, subject, (range(quotation.start, place), rest)).whole()
    return None


def _cue_behind(reading: Reading, quotation: range, place: int) -> Cue | None:
    """The cue that begins at a word behind a comma."""
    for last in range(place, min(place + 4, quotation.stop)):
        cue = verb_at(reading, range(place, quotation.stop), last)
        if cue and cue.first == place:
            return cue
    return None
