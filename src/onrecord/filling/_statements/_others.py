"""What is said by other cues than finite verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.filling._statements._around import is_side
from onrecord.filling._statements._frame import Frame
from onrecord.filling._statements._initial import content_start
from onrecord.filling._statements._nouns import is_noun
from onrecord.filling._statements._subjects import main_subject, subject_of

if TYPE_CHECKING:
    from onrecord.filling._statements._cues import Cue
    from onrecord.filling._statements._reading import Reading

__all__ = ["adding", "by_source", "nobody", "whole"]


def by_source(reading: Reading, span: range, cue: Cue) -> Frame | None:
    """`According to` and the like, before, behind or in the middle of what is said."""
    start = cue.after + (cue.after < span.stop and reading.keys[cue.after] in reading.speech.says)
    who = range(start, _past_source(reading, range(start + 1, span.stop)))
    before, rest = range(span.start, cue.first), range(who.stop, span.stop)
    if not who:
        return None
    if rest and is_noun(reading, reading.chunks(rest)[0]) and before and reading.is_clause(before):
        who = range(who.start, reading.chunks(rest)[0].stop)
        return Frame(cue, who, (before,))
    if before and (reading.is_clause(before) or (rest and is_side(reading, rest))):
        return Frame(cue, who, (before,))
    content = tuple(each for each in (before, rest) if each)
    return Frame(cue, who, content) if rest else None


def _past_source(reading: Reading, span: range) -> int:
    """The first word behind a source, which may have a title in quotation marks."""
    return next((i for i in span if "," in reading.marks[i] or ";" in reading.marks[i]), span.stop)


def whole(reading: Reading, span: range, cue: Cue, last: Frame | None) -> Frame | None:
    """A remark that is a statement as a whole, as `would not comment` is."""
    subject = subject_of(reading, span, cue)
    if not subject and last:
        subject = last.subject or subject
    start = cue.after if cue.after < span.stop else cue.first
    return Frame(cue, subject, (range(start, span.stop),)) if subject else None


def adding(reading: Reading, span: range, cue: Cue, last: Frame | None) -> Frame | None:
    """What the speaker before goes on to say, behind a cue such as `adding that`."""
    if cue.after >= span.stop:
        return None
    start = cue.after + (reading.keys[cue.after] in reading.speech.complementizers)
    sentence = reading.index.sentence_words(reading.index.position_of(cue.first))
    subject = last.subject if last else main_subject(reading, range(sentence.start, cue.first))
    return Frame(cue, subject, (range(start, span.stop),)) if subject and start < span.stop else None


def nobody(reading: Reading, span: range, cue: Cue) -> Frame | None:
    """What nobody in particular says, as behind `it was reported that`."""
    start = content_start(reading, range(cue.after, span.stop), cue)
    return None if start is None or start >= span.stop else Frame(cue, None, (range(start, span.stop),))
