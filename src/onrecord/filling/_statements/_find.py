"""The statements of an article by rule."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.filling._statements._announced import announced
from onrecord.filling._statements._cues import Sort
from onrecord.filling._statements._frame import Frame
from onrecord.filling._statements._frames import frames_in
from onrecord.filling._statements._incises import incised
from onrecord.filling._statements._labels import labelled
from onrecord.filling._statements._reading import Reading
from onrecord.filling._statements._speakers import Speakers
from onrecord.kinds import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.grounding.text import ArticleIndex

__all__ = ["Found", "find_statements"]

_LONGEST, _CUE = 600, 40
"""Characters of what is said, and of a cue."""
_MOST = 8
"""Sentences that a record rests on."""
_OPENING = '“„«‹"‘‚»'
_CLOSING = '”“»›"’‘«'


@dataclass(frozen=True, slots=True)
class Found:
    """A statement with what it was read from: the words of its cue, and the runs of words that it says."""

    statement: Statement
    cue: range
    content: tuple[range, ...]


def find_statements(index: ArticleIndex) -> list[Found]:
    """Who says what in an article, in order."""
    reading = Reading(index)
    speakers = Speakers(reading)
    return [_made(reading, frame, speakers) for frame in _joined(reading) if _has_speaker(frame)]


def _has_speaker(frame: Frame) -> bool:
    return frame.subject is not None or frame.cue.sort is Sort.NOBODY


def _joined(reading: Reading) -> list[Frame]:
    """The frames of all sentences; a quotation without a cue belongs to the one before."""
    found: list[Frame] = []
    lines = [*labelled(reading), *incised(reading)]
    for position in range(len(reading.index.spans)):
        span = reading.index.sentence_words(position)
        if not span or any(span.start in line.reach for line in lines) or _is_told(span, found):
            continue
        if frame := announced(reading, span):
            found.append(frame)
            continue
        for segment in reading.segments(span):
            if reading.is_quotation(segment):
                _add_quotation(reading, segment, found)
            else:
                frames = frames_in(reading, segment)
                if not frames and _continues(reading, segment):
                    _add_sentence(reading, segment, found)
                found.extend(frames)
    return sorted([*found, *lines], key=lambda frame: frame.cue.first)


def _is_told(span: range, found: list[Frame]) -> bool:
    """Whether a sentence belongs to what the frame before says that a colon announces."""
    return bool(found) and any(span.start in each and each.start > found[-1].cue.last for each in found[-1].content)


def _add_quotation(reading: Reading, segment: range, found: list[Frame]) -> None:
    """Add a quotation, once it is at its end, to what the frame before says, if that ends in the sentence before."""
    quotation = reading.quotation(segment.start)
    if not found or quotation.stop > segment.stop:
        return
    last = found[-1]
    end = max(last.cue.last, *(each.stop - 1 for each in last.content))
    if any(segment.start in each for each in last.content):
        return
    if reading.index.position_of(end) >= reading.index.position_of(quotation.start) - 1:
        found[-1] = replace(last, content=(*last.content, quotation))


def _continues(reading: Reading, segment: range) -> bool:
    """Whether a sentence reports what somebody says without saying so: `Er habe nichts gewusst`."""
    indirect = any(reading.keys[i] in reading.speech.continues for i in reading.outside(segment))
    return indirect or reading.is_dialogue(segment)


def _add_sentence(reading: Reading, segment: range, found: list[Frame]) -> None:
    """Add a sentence to what the frame before says, if that ends in the sentence before or in this one."""
    if not found:
        return
    last = found[-1]
    end = max(last.cue.last, *(each.stop - 1 for each in last.content))
    if reading.index.position_of(end) < reading.index.position_of(segment.start) - 1:
        return
    if any(reading.quoted(each.start) and reading.quoted(each.stop - 1) for each in last.content):
        found.append(Frame(last.cue, last.subject, (segment,)))
    elif len(last.content) == 1 and len(last.content[0]) == 1:
        found[-1] = replace(last, content=(segment,))
    else:
        found[-1] = replace(last, content=(*last.content, segment))


def _made(reading: Reading, frame: Frame, speakers: Speakers) -> Found:
    who = speakers.of(frame) if frame.subject is not None else []
    implied = bool(who) and not frame.subject
    statement = Statement(
        speakers=[_text(reading, each.words) for each in who[:6]] or [],
        role=_text(reading, who[0].role) if who and who[0].role else None,
        cue=_text(reading, frame.cue.words)[:_CUE],
        content=_content(reading, frame.content),
        sentences=_sentences(reading, frame, speakers.named_in(who[0], frame.cue.first) if implied else None),
    )
    return Found(statement, range(frame.cue.first, frame.cue.after), frame.content)


def _text(reading: Reading, words: range) -> str:
    return reading.words.stretch(words[0], words[-1])


def _sentences(reading: Reading, frame: Frame, named: int | None) -> list[int]:
    """The sentences that a statement rests on: those of its cue and content, and of a speaker left out in them."""
    index = reading.index
    touched = {index.position_of(frame.cue.first), *([named] if named is not None else [])}
    for run in frame.content:
        touched.update(range(index.position_of(run[0]), index.position_of(run[-1]) + 1))
    return sorted(each + 1 for each in touched)[:_MOST]


def _content(reading: Reading, runs: Sequence[range]) -> str:
    """What is said as the article has it; a full quotation without its marks, and parts put together."""
    full = all(reading.quoted(run[0]) and reading.quoted(run[-1]) for run in runs)
    pieces = [_piece(reading, run, full=full) for run in runs]
    text = pieces[0]
    for run, piece in zip(runs[1:], pieces[1:], strict=True):
        text = f"{_stop(text, piece, reading.marks[run.start] if full else '')} {piece}"
    return text if len(text) <= _LONGEST else _shortened(text)


def _stop(text: str, piece: str, mark: str) -> str:
    """What is said before a cue, with the mark that parts it from what goes on behind."""
    bare = text.rstrip(",")
    if not piece[:1].isupper():
        return f"{bare}," if "," in mark else text
    return text if bare[-1:] in ".!?…" else f"{bare}."


def _shortened(text: str) -> str:
    cut = text[:_LONGEST]
    stop = max(cut.rfind(". "), cut.rfind("! "), cut.rfind("? "))
    return cut[: stop + 1] if stop > 0 else cut.rsplit(" ", 1)[0]


def _piece(reading: Reading, run: range, *, full: bool) -> str:
    text, start, end = reading.words.text, reading.words.starts[run[0]], reading.words.ends[run[-1]]
    if not full and start and text[start - 1] in _OPENING and reading.quoted(run[0]):
        start -= 1
    while end < len(text) and text[end] in ".!?…" + ("" if full else _CLOSING) and not text[end].isspace():
        if not full and text[end] in _CLOSING and not reading.quoted(run[-1]):
            break
        end += 1
    piece = text[start:end]
    return piece if full and len(piece.split(". ")) > 1 else piece.rstrip(".") if not full else piece
