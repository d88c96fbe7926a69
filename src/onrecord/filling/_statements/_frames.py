"""Which words of a sentence a cue gives to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.filling._statements._cues import Cue, Sort, cues_in
from onrecord.filling._statements._frame import Frame
from onrecord.filling._statements._nouns import apposed_start, is_adverbial, is_noun, noun_start
from onrecord.filling._statements._verb_second import second, second_source, second_whole

if TYPE_CHECKING:
    from onrecord.filling._statements._reading import Reading

__all__ = ["frames_in", "subject_after"]

_FAR = 16
"""Words between a verb and the word that opens what is said."""


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
    inside = any(cue.first in each for each in last.content)
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
    elif not inside and start is None and (frame := _frame(reading, range(_end(last), span.stop), cue, last)):
        found.append(frame)


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
        return _by_source(reading, span, cue, None)
    return (_around(reading, span, cue) or _inverted(reading, span, cue)) if cue.sort is Sort.SAYS else None


def _coordinate(reading: Reading, span: range, cue: Cue) -> int | None:
    """The word at which the clause of a cue opens that stands beside the one before; None if it is within that."""
    speech, keys = reading.speech, reading.keys
    if cue.sort is Sort.ADDS:
        return cue.first if _adds_clause(reading, range(cue.after, span.stop)) else None
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
    if reading.speech.verb_second:
        return _second(reading, span, cue, last)
    make = {Sort.SOURCE: _by_source, Sort.WHOLE: _whole, Sort.ADDS: _adding, Sort.NOBODY: _nobody}
    if cue.sort in make:
        return make[cue.sort](reading, span, cue, last)
    return _around(reading, span, cue) or _inverted(reading, span, cue) or _initial(reading, span, cue, last)


# --- who


def _subject(reading: Reading, span: range, cue: Cue) -> range:
    """The words for the subject of a verb: the noun before it, with what commas add to it."""
    stop = cue.first
    while stop > span.start and not reading.parted(stop) and _is_between(reading, stop - 1):
        stop -= 1
    if stop > span.start and not reading.parted(stop):
        if reading.is_relative(stop - 1):
            return _antecedent(reading, range(span.start, stop - 1))
        if reading.keys[stop - 1] in reading.speech.coordinators:
            return _main_subject(reading, range(span.start, stop - 1)) or range(0)
        return range(noun_start(reading, range(span.start, stop)), stop)
    return range(apposed_start(reading, range(span.start, stop)), stop)


def _is_between(reading: Reading, place: int) -> bool:
    """Whether a word may stand between a subject and its verb: an auxiliary, an adverb, a time."""
    key, speech = reading.keys[place], reading.speech
    if key in speech.auxiliaries or (
        speech.adverb_endings and key.endswith(speech.adverb_endings) and not reading.words.capitals[place]
    ):
        return True
    if key in speech.times:
        return reading.keys[place - 1] in speech.shifts
    return key in speech.shifts and reading.keys[place + 1] in speech.times


def _antecedent(reading: Reading, span: range) -> range:
    """The noun that a `which` behind it stands for."""
    return range(noun_start(reading, span), span.stop) if span else span


# --- what


def _around(reading: Reading, span: range, cue: Cue) -> Frame | None:
    """A cue behind what is said, or in the middle of it, with its subject before it: `…, she said, …`."""
    subject = _subject(reading, span, cue)
    before = range(span.start, subject.start)
    if not subject or not before or not reading.parted(subject.start) or reading.is_relative(cue.first - 1):
        return None
    quote = reading.ends_quote(subject.start)
    clause = quote or reading.is_clause(before) or not is_adverbial(reading, before.start)
    after = _past_remarks(reading, range(cue.after, span.stop))
    rest = range(after, span.stop)
    ended = cue.after >= span.stop or reading.parted(cue.after)
    if ended and cue.after < span.stop and ":" in reading.marks[cue.after]:
        return None
    if ended and not clause and rest and reading.quoted(rest.start):
        return None
    if not ended and not (clause and _is_remark(reading, range(cue.after, span.stop), cue)):
        return None
    return Frame(cue, subject, _joined(reading, before, rest, quote=quote, ended=ended, clause=clause))


def _past_remarks(reading: Reading, span: range) -> int:
    """The first word behind the remarks on when, where and to whom that follow a cue."""
    for i in span:
        if reading.parted(i):
            return i
    return span.stop


def _is_remark(reading: Reading, span: range, cue: Cue) -> bool:
    """Whether only a remark on when, where or to whom follows a cue, and nothing that is said."""
    speech, keys = reading.speech, reading.keys
    if span and keys[span.start] in speech.openings:
        return False
    if cue.sort is Sort.OBJECT or (keys[cue.last] in speech.objects and not is_adverbial(reading, span.start)):
        return False
    stop = _past_remarks(reading, span)
    if reading.has_any(range(span.start, stop), speech.complementizers):
        return False
    return is_adverbial(reading, span.start) or keys[cue.last] in speech.tells


def _joined(
    reading: Reading, before: range, rest: range, *, quote: bool, ended: bool, clause: bool
) -> tuple[range, ...]:
    """What is said on both sides of a cue."""
    if quote and reading.quoted(before.stop - 1):
        first = reading.quotation(before.stop - 1)
        start = first.start if first.start <= before.start or len(first) > 5 else before.start
        rest = _rest_of_quote(reading, rest)
        return (range(start, before.stop), rest) if rest else (range(start, before.stop),)
    if rest and (ended or not clause) and not _is_side(reading, rest):
        return before, rest
    return (before,)


def _rest_of_quote(reading: Reading, span: range) -> range:
    """The quotation that goes on behind its cue."""
    place = next((i for i in span if reading.quoted(i)), None)
    return range(0) if place is None else range(place, min(reading.quotation(place).stop, span.stop))


def _is_side(reading: Reading, span: range) -> bool:
    return reading.keys[span.start].endswith("ing") or reading.is_relative(span.start)


def _inverted(reading: Reading, span: range, cue: Cue) -> Frame | None:
    """A cue behind what is said, with its subject behind it: `“…,” said the mayor`."""
    if cue.first == span.start or not reading.parted(cue.first):
        return None
    quote = reading.ends_quote(cue.first) or reading.is_dialogue(span)
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


def subject_after(reading: Reading, span: range, cue: Cue, *, quote: bool = True) -> range | None:
    """The words for the subject of a verb that stands before it."""
    return _own_pronoun(reading, cue) or _subject_behind(reading, range(cue.after, span.stop), quote=quote)


def _own_pronoun(reading: Reading, cue: Cue) -> range | None:
    """The pronoun that a hyphen ties to a verb: `a-t-il dit`, `dit-elle`."""
    speech, words = reading.speech, reading.words
    for i in range(cue.first + 1, min(cue.after + 2, len(words))):
        if words.gap(i) == "-" and words.keys[i] in speech.persons | speech.things:
            return range(i, i + 1)
    return None


def _subject_behind(reading: Reading, span: range, *, quote: bool) -> range | None:
    """The noun for the speaker behind a verb, and behind a word on when: `a annoncé mardi l'agence`."""
    start = next((i for i in span if reading.parted(i) or not is_adverbial(reading, i)), span.stop)
    if start >= span.stop or reading.parted(start) or (start > span.start and not reading.is_time(start - 1)):
        return None
    stop = _past_remarks(reading, range(start, span.stop))
    if not quote and (reading.is_clause(range(start, stop)) or not _opens_noun(reading, start)):
        return None
    return _noun_behind(reading, range(start, span.stop))


def _opens_noun(reading: Reading, place: int) -> bool:
    speech, key = reading.speech, reading.keys[place]
    opens = speech.determiners | speech.possessives | speech.persons | speech.things
    return key in opens or reading.words.capitals[place] or reading.is_role(place)


def _noun_behind(reading: Reading, span: range) -> range:
    """A noun that opens some words, with what commas add to it, without a remark on where or when."""
    stop = next((i for i in span[1:] if _ends_noun(reading, span, i)), span.stop)
    return range(span.start, stop)


def _ends_noun(reading: Reading, span: range, place: int) -> bool:
    """Whether a noun that opens some words ends before one of them."""
    if "—" in reading.marks[place] or (reading.quoted(place) and not reading.quoted(span.start)):
        return True
    if reading.parted(place):
        return not _may_appose(reading, place, span.stop)
    remark = reading.keys[place] in reading.speech.prepositions - reading.speech.ties
    return remark and not any(map(reading.parted, range(span.start + 1, place)))


def _may_appose(reading: Reading, place: int, stop: int) -> bool:
    """Whether what stands behind a comma may say more of the noun before: a noun, an age or a `who`."""
    if reading.is_relative(place) or reading.keys[place].isdecimal():
        return True
    end = next((i for i in range(place + 1, stop) if reading.parted(i)), stop)
    return _opens_noun(reading, place) or any(map(reading.is_role, range(place, end)))


def _initial(reading: Reading, span: range, cue: Cue, last: Frame | None) -> Frame | None:
    """A cue before what is said."""
    if cue.first == span.start and cue.sort is Sort.SAYS and not reading.speech.drops_subject:
        return _verb_first(reading, span, cue)
    subject = _subject(reading, span, cue)
    shared = not subject or (reading.keys[span.start] in reading.speech.coordinators and subject.start >= cue.first)
    who = last.subject if shared and last else subject
    start = _content_start(reading, range(cue.after, span.stop), cue)
    if (
        start is None
        or start >= span.stop
        or not (who or (reading.speech.drops_subject and subject.start == span.start))
    ):
        return None
    stop = _content_stop(reading, range(start, span.stop), cue)
    if start >= stop or not _says(reading, range(start, stop), cue):
        return None
    return Frame(cue, who, (range(start, _past_quote(reading, stop)),))


def _verb_first(reading: Reading, span: range, cue: Cue) -> Frame | None:
    """`Said Ana Lind: “…”`."""
    stop = _past_remarks(reading, range(cue.after, span.stop))
    if stop >= span.stop or not reading.quoted(stop) or not (cue.after < stop and _opens_noun(reading, cue.after)):
        return None
    return Frame(cue, range(cue.after, stop), (range(stop, _past_quote(reading, span.stop)),))


def _past_quote(reading: Reading, stop: int) -> int:
    """The end of what is said, which is that of the quotation that it ends in."""
    return max(stop, reading.quotation(stop - 1).stop) if reading.quoted(stop - 1) else stop


def _says(reading: Reading, content: range, cue: Cue) -> bool:
    """Whether what stands behind a verb can be said: for some verbs it has to be a clause or a quotation."""
    if reading.keys[cue.last] not in reading.speech.clausal:
        return True
    that = reading.keys[content.start - 1] in reading.speech.complementizers
    return that or reading.quoted(content.start) or reading.is_clause(reading.chunks(content)[0])


def _content_start(reading: Reading, span: range, cue: Cue) -> int | None:
    """The first word of what is said behind a cue."""
    if not span:
        return None
    speech, keys = reading.speech, reading.keys
    near = range(span.start, min(span.start + _FAR, span.stop))
    stop = next((i for i in near[1:] if reading.parted(i) and not reading.is_time(i - 1)), near.stop)
    that = next(
        (i for i in near[: stop - near.start] if keys[i] in speech.complementizers and not reading.quoted(i)), None
    )
    if keys[span.start] in speech.complementizers and cue.sort is not Sort.OBJECT and len(span) > 1:
        return span.start + 1
    if keys[span.start] in speech.openings and cue.sort is Sort.SAYS:
        return span.start
    tells, remark = keys[cue.last] in speech.tells, is_adverbial(reading, span.start)
    if (tells or (remark and cue.sort is Sort.SAYS)) and that is not None:
        return that + 1
    if tells or (remark and cue.sort is Sort.SAYS and keys[cue.last] not in speech.objects):
        quote = next((i for i in span if reading.quoted(i)), None)
        if quote is not None:
            return quote
        return _past_addressee(reading, span) if tells else None
    return span.start


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
    """The word behind what is said: up to another deed of the same subject, or to the end of a `which` clause."""
    speech, keys = reading.speech, reading.keys
    relative = cue.first > 0 and reading.is_relative(cue.first - 1)
    for i in reading.outside(span[1:]):
        verb = reading.is_verb(i)
        if relative and verb and reading.parted(i):
            return i
        if verb and keys[i - 1] in speech.coordinators and keys[span.start - 1] not in speech.complementizers:
            return i - 1 if not reading.is_clause(range(span.start, i - 1)) else span.stop
    return span.stop


def _by_source(reading: Reading, span: range, cue: Cue, last: Frame | None) -> Frame | None:
    """`According to` and the like, before, behind or in the middle of what is said."""
    start = cue.after + (cue.after < span.stop and reading.keys[cue.after] in reading.speech.says)
    who = range(start, _past_source(reading, range(start + 1, span.stop)))
    before, rest = range(span.start, cue.first), range(who.stop, span.stop)
    if not who:
        return None
    if rest and is_noun(reading, reading.chunks(rest)[0]) and before and reading.is_clause(before):
        who = range(who.start, reading.chunks(rest)[0].stop)
        return Frame(cue, who, (before,))
    if before and (reading.is_clause(before) or (rest and _is_side(reading, rest))):
        return Frame(cue, who, (before,))
    content = tuple(each for each in (before, rest) if each)
    return Frame(cue, who, content) if rest else None


def _past_source(reading: Reading, span: range) -> int:
    """The first word behind a source, which may have a title in quotation marks."""
    return next((i for i in span if "," in reading.marks[i] or ";" in reading.marks[i]), span.stop)


def _whole(reading: Reading, span: range, cue: Cue, last: Frame | None) -> Frame | None:
    subject = _subject(reading, span, cue)
    if not subject and last:
        subject = last.subject or subject
    start = cue.after if cue.after < span.stop else cue.first
    return Frame(cue, subject, (range(start, span.stop),)) if subject else None


def _adding(reading: Reading, span: range, cue: Cue, last: Frame | None) -> Frame | None:
    if cue.after >= span.stop:
        return None
    start = cue.after + (reading.keys[cue.after] in reading.speech.complementizers)
    sentence = reading.index.sentence_words(reading.index.position_of(cue.first))
    subject = last.subject if last else _main_subject(reading, range(sentence.start, cue.first))
    return Frame(cue, subject, (range(start, span.stop),)) if subject and start < span.stop else None


def _main_subject(reading: Reading, span: range) -> range | None:
    """The words for the subject of a sentence whose verb says nothing."""
    for chunk in reading.chunks(span):
        verb = next((i for i in chunk if reading.is_verb(i)), None)
        if verb is not None and verb > span.start:
            apposed = verb == chunk.start
            return range((apposed_start if apposed else noun_start)(reading, range(span.start, verb)), verb)
    return None


def _nobody(reading: Reading, span: range, cue: Cue, last: Frame | None) -> Frame | None:
    start = _content_start(reading, range(cue.after, span.stop), cue)
    return None if start is None or start >= span.stop else Frame(cue, None, (range(start, span.stop),))
