"""Which words a German sentence gives to whom: its verb stands second, and its subject before or behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.filling._statements._cues import Cue
from onrecord.filling._statements._frame import Frame
from onrecord.filling._statements._nouns import apposed_start, is_adverbial

if TYPE_CHECKING:
    from onrecord.filling._statements._reading import Reading

__all__ = ["second", "second_source", "second_whole"]


def second(reading: Reading, span: range, cue: Cue, last: Frame | None) -> Frame | None:
    """What a finite verb says, wherever it stands."""
    return _verb_last(reading, span, cue) or _behind(reading, span, cue) or _before(reading, span, cue, last)


def _verb_last(reading: Reading, span: range, cue: Cue) -> Frame | None:
    """`…, wie die Polizei mitteilte`."""
    chunk = next((each for each in reading.chunks(span) if cue.last in each), span)
    if reading.keys[chunk.start] not in reading.speech.likes or cue.after < chunk.stop:
        return None
    rest = tuple(each for each in (range(span.start, chunk.start), range(chunk.stop, span.stop)) if each)
    subject = noun_behind(reading, range(chunk.start + 1, cue.first))
    return Frame(cue, subject, rest) if subject and rest else None


def _behind(reading: Reading, span: range, cue: Cue) -> Frame | None:
    """`…, sagte die Sprecherin am Montag`: what is said stands before the verb, and perhaps goes on behind."""
    verb, keys = cue.first, reading.keys
    marks = "," in reading.marks[verb] or reading.ends_quote(verb)
    if verb == span.start or not marks or _apposes(reading, range(span.start, verb)):
        return None
    quote = reading.ends_quote(verb)
    before, subject = range(span.start, verb), noun_behind(reading, range(cue.first + 1, span.stop))
    if not subject:
        return None
    first = reading.quotation(verb - 1).start if quote else before.start
    content = [range(min(first, before.start) if quote else before.start, verb)]
    rest = next((i for i in range(subject.stop, span.stop) if reading.quoted(i)), None)
    if keys[cue.last] in reading.speech.objects and not quote and subject.stop < span.stop:
        content.append(range(subject.stop, _object_stop(reading, span, cue)))
    elif quote and rest is not None:
        content.append(range(rest, min(reading.quotation(rest).stop, span.stop)))
    return Frame(cue, subject, tuple(content))


def _object_stop(reading: Reading, span: range, cue: Cue) -> int:
    """The word behind the object of a verb: the part of the verb that ends its sentence, or the end of that."""
    stop = span.stop - (reading.keys[span.stop - 1] in reading.speech.particles)
    return min(stop, cue.last) if cue.last > cue.first else stop


def _apposes(reading: Reading, span: range) -> bool:
    """Whether some words before a comma before a verb are its subject with what commas add to it, and no clause."""
    if span.stop + 1 < len(reading.keys) and reading.keys[span.stop + 1] in reading.speech.nominative:
        return False
    start = apposed_start(reading, span)
    return (
        start == span.start
        and len(reading.chunks(span)) > 1
        and not reading.quoted(span.start)
        and not reading.is_clause(reading.chunks(span)[0])
    )


def _before(reading: Reading, span: range, cue: Cue, last: Frame | None) -> Frame | None:
    """`Die Sprecherin sagte, …`, `Den Schaden bezifferte der Kreis auf …`: what is said stands behind the verb."""
    verb = cue.first
    front = range(span.start, verb)
    shared = bool(front) and reading.keys[verb - 1] in reading.speech.coordinators
    if shared and last is None:
        return None
    object_first = bool(front) and not shared and not _is_subject(reading, front)
    if shared and last:
        subject = last.subject
    elif object_first or not front:
        subject = noun_behind(reading, range(verb + 1, span.stop))
    else:
        subject = front
    if not subject:
        return None
    after = max(verb + 1, subject.stop)
    content = _said(reading, span, cue, range(after, span.stop), front if object_first else None)
    return Frame(cue, subject, content) if content else None


def _is_subject(reading: Reading, front: range) -> bool:
    """Whether what stands before a verb is its subject, and no object and no remark."""
    key = reading.keys[front.start]
    return not is_adverbial(reading, front.start) and key not in reading.speech.oblique


def _said(reading: Reading, span: range, cue: Cue, rest: range, front: range | None) -> tuple[range, ...]:
    """What is said behind a verb: behind the comma or the colon, or else its object."""
    speech, keys = reading.speech, reading.keys
    comma = next((i for i in rest if not reading.quoted(i - 1) and set(",:") & set(reading.marks[i])), None)
    away = comma is not None and keys[comma - 1] in speech.object_particles and comma - 1 > rest.start
    if (
        comma is not None
        and not away
        and not (keys[cue.last] not in speech.says | speech.perfects)
        and not _is_aside(reading, comma)
    ):
        start = comma + (keys[comma] in speech.complementizers)
        return (range(start, reading.past_quote(span.stop)),)
    if keys[cue.last] not in speech.objects:
        quote = next((i for i in rest if reading.quoted(i)), None)
        return (range(quote, reading.past_quote(span.stop)),) if quote is not None else ()
    content = range(rest.start, _object_stop(reading, span, cue))
    is_object = front is not None and keys[front.start] in speech.oblique
    return tuple(each for each in (front if is_object else None, content) if each)


def _is_aside(reading: Reading, place: int) -> bool:
    return reading.is_relative(place) and reading.keys[place] not in reading.speech.complementizers


def noun_behind(reading: Reading, span: range) -> range:
    """The noun that opens some words: up to a small word that ties nothing to it, with a name behind a comma."""
    speech, keys, capitals = reading.speech, reading.keys, reading.words.capitals
    start = next((i for i in span if (reading.parted(i) and i > span.start) or not _is_light(reading, i)), span.stop)
    if start >= span.stop or (reading.parted(start) and start > span.start):
        return range(0)
    if keys[start] in speech.persons | speech.things and not capitals[start]:
        return range(start, start + 1)
    stop = start + 1
    for i in range(start + 1, span.stop):
        if reading.parted(i) and not (reading.marks[i] == "," and _is_name(reading, i, span.stop)):
            break
        if (
            not capitals[i]
            and keys[i] not in speech.determiners | speech.ties
            and not _describes(reading, i, span.stop)
        ):
            break
        stop = i + 1
    while stop > start and keys[stop - 1] in speech.determiners | speech.ties:
        stop -= 1
    return range(start, stop)


def _is_light(reading: Reading, place: int) -> bool:
    """Whether a word may stand between a verb and its subject: `teilte am Montag die Polizei mit`."""
    key, speech = reading.keys[place], reading.speech
    return key in speech.auxiliaries or reading.is_time(place) or key in {"am", "im"}


def _is_name(reading: Reading, place: int, stop: int) -> bool:
    """Whether a name of two words stands at a place, between commas."""
    capitals = reading.words.capitals
    end = next((i for i in range(place + 1, stop) if reading.parted(i)), stop)
    return 2 <= end - place <= 3 and all(capitals[place:end])


def _describes(reading: Reading, place: int, stop: int) -> bool:
    """Whether a small word is an adjective between a determiner and its noun."""
    before, following = reading.keys[place - 1], place + 1 < stop and reading.words.capitals[place + 1]
    return (
        bool(following)
        and before in reading.speech.determiners
        and reading.keys[place] not in reading.rules.function_words
    )


def second_source(reading: Reading, span: range, cue: Cue) -> Frame | None:
    """`Nach Angaben der Stadt …`, `…, so der Minister`."""
    who = noun_behind(reading, range(cue.after, span.stop))
    if not who or (reading.keys[cue.first] == "so" and not (reading.parted(cue.first) and cue.first > span.start)):
        return None
    before, rest = range(span.start, cue.first), range(who.stop, span.stop)
    content = tuple(each for each in (before, rest) if each)
    return Frame(cue, who, (before,) if reading.keys[cue.first] == "so" else content) if content else None


def second_whole(reading: Reading, span: range, cue: Cue) -> Frame | None:
    """`Der Leiter wollte sich nicht äußern`."""
    front = range(span.start, cue.first)
    content = range(cue.after if cue.after < span.stop else cue.first, span.stop)
    return Frame(cue, front, (content,)) if front and _is_subject(reading, front) else None
