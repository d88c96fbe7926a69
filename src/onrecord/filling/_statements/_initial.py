"""What is said behind its cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.filling._statements._cues import Sort
from onrecord.filling._statements._frame import Frame
from onrecord.filling._statements._nouns import is_adverbial
from onrecord.filling._statements._subjects import opens_noun, past_remarks, subject_of

if TYPE_CHECKING:
    from onrecord.filling._statements._cues import Cue
    from onrecord.filling._statements._reading import Reading

__all__ = ["content_start", "initial"]

_REMARK = 6
"""Words of a remark on where something is said, up to the noun for that."""
_FAR = 16
"""Words between a verb and the word that opens what is said."""


def initial(reading: Reading, span: range, cue: Cue, last: Frame | None) -> Frame | None:
    """A cue before what is said."""
    if cue.first == span.start and cue.sort is Sort.SAYS and not reading.speech.drops_subject:
        return _verb_first(reading, span, cue)
    subject = subject_of(reading, span, cue)
    shared = not subject or (reading.keys[span.start] in reading.speech.coordinators and subject.start >= cue.first)
    who = last.subject if shared and last else subject
    start = content_start(reading, range(cue.after, span.stop), cue)
    if (
        start is None
        or start >= span.stop
        or not (who or (reading.speech.drops_subject and subject.start == span.start))
    ):
        return None
    stop = _content_stop(reading, range(start, span.stop), cue)
    if start >= stop or not _says(reading, range(start, stop), cue):
        return None
    return Frame(cue, who, (range(start, reading.past_quote(stop)),))


def _verb_first(reading: Reading, span: range, cue: Cue) -> Frame | None:
    """`Said Ana Lind: “…”`."""
    stop = past_remarks(reading, range(cue.after, span.stop))
    if stop >= span.stop or not reading.quoted(stop) or not (cue.after < stop and opens_noun(reading, cue.after)):
        return None
    return Frame(cue, range(cue.after, stop), (range(stop, reading.past_quote(span.stop)),))


def _says(reading: Reading, content: range, cue: Cue) -> bool:
    """Whether what stands behind a verb can be said: for some verbs it has to be a clause or a quotation."""
    if reading.keys[cue.last] not in reading.speech.clausal:
        return True
    that = reading.keys[content.start - 1] in reading.speech.complementizers
    return that or reading.quoted(content.start) or reading.is_clause(reading.chunks(content)[0])


def content_start(reading: Reading, span: range, cue: Cue) -> int | None:
    """The first word of what is said behind a cue; None if nothing is."""
    if not span:
        return None
    speech, key = reading.speech, reading.keys[span.start]
    if key in speech.complementizers and cue.sort is not Sort.OBJECT and len(span) > 1:
        return span.start + 1
    tells = reading.keys[cue.last] in speech.tells
    remark = is_adverbial(reading, span.start) and cue.sort is Sort.SAYS
    if (key in speech.openings and cue.sort is Sort.SAYS) or not (tells or remark):
        return span.start
    return _past_remark(reading, span, cue)


def _past_remark(reading: Reading, span: range, cue: Cue) -> int | None:
    """The first word of what is said behind a remark on when, where or to whom."""
    that = _complementizer(reading, range(span.start, min(span.start + _FAR, span.stop)))
    if that is not None:
        return that + 1
    tells = reading.keys[cue.last] in reading.speech.tells
    if not tells and reading.keys[cue.last] in reading.speech.objects:
        return span.start
    quote = next((i for i in span if reading.quoted(i)), None)
    if quote is not None:
        return quote
    return _past_addressee(reading, span) if tells else _pronoun(reading, span)


def _pronoun(reading: Reading, span: range) -> int | None:
    """The pronoun that opens what is said behind a remark: `said after the storm he would stay`."""
    speech, keys = reading.speech, reading.keys
    stop = next((i for i in span[1:] if reading.parted(i)), span.stop)
    near = range(span.start + 1, min(stop, span.start + _REMARK))
    opens = (i for i in near if keys[i] in speech.persons | speech.things and keys[i - 1] not in speech.openers)
    return next((i for i in opens if keys[i - 1] not in speech.prepositions), None)


def _complementizer(reading: Reading, near: range) -> int | None:
    """The word such as `that` before the next mark, if one is."""
    that = (i for i in reading.outside(near) if reading.keys[i] in reading.speech.complementizers)
    first = next(that, None)
    if first is None or not _is_remark(reading, range(near.start, first)):
        return None
    return first


def _is_remark(reading: Reading, span: range) -> bool:
    """Whether some words before `that` only say when, where or to whom; a comma among them is about a name."""
    marks = [i for i in span[1:] if reading.parted(i) and not reading.is_time(i - 1)]
    if not marks:
        return True
    named = all(map(reading.words.capitals.__getitem__, range(marks[0], span.stop)))
    return named and reading.marks[marks[0]] == "," and "," in reading.marks[span.stop]


def _past_addressee(reading: Reading, span: range) -> int | None:
    """The first word behind those who are told something."""
    speech, keys = reading.speech, reading.keys
    if reading.speech.infinitive.isdisjoint(keys[span.start : span.start + 5]) is False:
        return span.start
    opens = speech.determiners | speech.possessives | speech.persons | speech.things
    for i in span[1:]:
        if reading.parted(i):
            return None
        if keys[i] in opens and keys[i - 1] not in speech.prepositions:
            return i
    return None


def _content_stop(reading: Reading, span: range, cue: Cue) -> int:
    """The word behind what is said: up to what the article adds, another deed of the same subject, or a remark."""
    under = _is_under(reading, cue)
    that = reading.keys[span.start - 1] in reading.speech.complementizers
    remarks = cue.sort is Sort.OBJECT or (cue.last > cue.first and not that)
    for i in reading.outside(span[1:]):
        if _is_beside(reading, span, i, under=under) or (remarks and _is_occasion(reading, range(i, span.stop))):
            return _deed(reading, range(span.start, i), cue)
    return _deed(reading, span, cue)


def _is_under(reading: Reading, cue: Cue) -> bool:
    """Whether a cue stands in the clause that its sentence opens with, before the main one: `When she said so, …`."""
    speech, span = reading.speech, reading.index.sentence_words(reading.index.position_of(cue.first))
    start = span.start + (reading.keys[span.start] in speech.coordinators - speech.subordinators)
    main = ("," in reading.marks[i] and opens_noun(reading, i) for i in range(start + 1, cue.first))
    return reading.keys[start] in speech.subordinators and not any(main)


def _is_beside(reading: Reading, span: range, place: int, *, under: bool) -> bool:
    """Whether a comma opens what the article adds: a contrast, a `which`, the main clause of `When she said so, …`."""
    speech, key = reading.speech, reading.keys[place]
    if "," not in reading.marks[place]:
        return False
    if reading.is_relative(place):
        return _is_noun(reading, range(span.start, place)) and not _goes_on(reading, range(place + 1, span.stop))
    if under and (key in speech.persons or key in speech.things):
        return True
    opens = key in speech.contrasts or (under and opens_noun(reading, place))
    return opens and reading.is_clause(range(place, span.stop))


def _is_noun(reading: Reading, content: range) -> bool:
    """Whether what is said is a noun and no clause."""
    return reading.keys[content.start - 1] not in reading.speech.complementizers and not reading.is_clause(content)


def _goes_on(reading: Reading, rest: range) -> bool:
    """Whether a preposition behind a comma goes on with what is said: `accused Lind, who was there, of a lie`."""
    return any("," in reading.marks[i] and reading.keys[i] in reading.speech.prepositions for i in rest)


def _is_occasion(reading: Reading, rest: range) -> bool:
    """Whether some words open with a remark on when or where something is said: `in a speech`, `while he spoke`."""
    if reading.keys[rest.start] in reading.speech.meanwhile:
        return True
    if reading.marks[rest.start] and _is_side(reading, rest.start):
        return True
    if reading.keys[rest.start] not in reading.speech.venues:
        return False
    end = next((i for i in rest[1:] if reading.parted(i)), rest.stop)
    return reading.has_any(range(rest.start + 1, min(end, rest.start + _REMARK)), reading.speech.occasions)


def _is_side(reading: Reading, place: int) -> bool:
    """Whether a dash, or a comma before a participle, opens what the article adds to a noun."""
    mark, key = reading.marks[place], reading.keys[place]
    adds = key.endswith("ing") and key not in reading.speech.prepositions
    return mark in {"—", "–", "-", "--"} or (mark == "," and adds)


def _deed(reading: Reading, span: range, cue: Cue) -> int:
    """The word before another deed of the same subject, or the one behind a `which` clause."""
    speech, keys = reading.speech, reading.keys
    relative = cue.first > 0 and reading.is_relative(cue.first - 1)
    for i in reading.outside(span[1:]):
        verb = reading.is_verb(i)
        if relative and verb and reading.parted(i):
            return i
        if verb and keys[i - 1] in speech.coordinators and keys[span.start - 1] not in speech.complementizers:
            return i - 1 if not reading.is_clause(range(span.start, i - 1)) else span.stop
    return span.stop
