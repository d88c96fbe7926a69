"""Where the words for the subject of a verb stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.filling._statements._nouns import apposed_start, is_adverbial, noun_start

if TYPE_CHECKING:
    from onrecord.filling._statements._cues import Cue
    from onrecord.filling._statements._reading import Reading

__all__ = ["main_subject", "opens_noun", "past_remarks", "subject_after", "subject_of"]


def subject_of(reading: Reading, span: range, cue: Cue) -> range:
    """The words for the subject of a verb: the noun before it, with what commas add to it."""
    stop = cue.first
    while stop > span.start and not reading.parted(stop) and _is_between(reading, stop - 1):
        stop -= 1
    if stop > span.start and not reading.parted(stop):
        if reading.is_relative(stop - 1):
            return _antecedent(reading, range(span.start, stop - 1))
        if reading.keys[stop - 1] in reading.speech.coordinators:
            return main_subject(reading, range(span.start, stop - 1)) or range(0)
        alone = reading.keys[stop - 1] in reading.speech.persons | reading.speech.things
        return range(stop - 1 if alone else noun_start(reading, range(span.start, stop)), stop)
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


def main_subject(reading: Reading, span: range) -> range | None:
    """The words for the subject of a sentence whose verb says nothing."""
    for chunk in reading.chunks(span):
        verb = next((i for i in chunk if reading.is_verb(i)), None)
        if verb is not None and verb > span.start:
            apposed = verb == chunk.start
            return range((apposed_start if apposed else noun_start)(reading, range(span.start, verb)), verb)
    return None


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
    stop = past_remarks(reading, range(start, span.stop))
    if not quote and (reading.is_clause(range(start, stop)) or not opens_noun(reading, start)):
        return None
    return _noun_behind(reading, range(start, span.stop))


def opens_noun(reading: Reading, place: int) -> bool:
    """Whether a word may be the first of the words for somebody or something."""
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
    return opens_noun(reading, place) or any(map(reading.is_role, range(place, end)))


def past_remarks(reading: Reading, span: range) -> int:
    """The first word behind the remarks on when, where and to whom that follow a cue."""
    for i in span:
        if reading.parted(i):
            return i
    return span.stop
