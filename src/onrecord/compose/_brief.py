"""The brief: the facts of an article that matter, in a quarter of its words, and who speaks."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from onrecord.article import Article, Span
from onrecord.compose._entities import resolver
from onrecord.compose._result import Brief, Composition, Fact, Line, Saying, Voice
from onrecord.compose._wording import carries, is_occurrence, names_of, wording_of
from onrecord.grounding import GroundedRecord, Support, fold, stems_of, weakest_of
from onrecord.grounding.languages import rules_of
from onrecord.kinds import Record

__all__ = ["LENGTH", "brief", "fact_line", "first_sentence", "unstopped", "usable_records"]

Told = TypeVar("Told", Line, Voice)

LENGTH = 0.25
"""The share of an article's words that its brief has at most, where three facts fit into it."""
_LEAST = 3
"""Facts that a brief has, whatever its length, where there are as many."""
_SPOKEN = 0.4
"""The share of a brief's words that those who speak have at most."""
_SPEAKERS = 2
"""Those who say what a fact reports that its line names, at most."""
_SHORTEST, _LONGEST = 3, 30
"""Words of a quotation."""
_SAME = 0.75
"""The share of the words of the shorter of two records that the other has, where one says when the other happened."""
_PLAIN = frozenset({"happened", "ongoing", "certain", None})
"""Labels that a line doesn't tell, since its words do."""
_LAST_STOP = re.compile(r"(?<!\.[^\W\d])\.$")


def brief(
    article: Article, records: Sequence[GroundedRecord], composition: Composition, *, length: float = LENGTH
) -> Brief:
    """The facts by rank, and who speaks, as fit into the share `length` of the article's words.

    There are at least three facts, where as many are supported; where there is none, at least three who speak. Only the
    words of records that the article supports are told: where a verifier has read the records, of those that it found
    supported; where none has, of those in other words, too, with their support.
    """
    usable = usable_records(records)
    lines = list(_lines(article, records, composition.facts, usable))
    room = int(length * len(article.text.split()))
    spoken = list(_voices(article, records, composition, usable))
    if not lines:
        return Brief((), (*spoken[:_LEAST], *_fitting(spoken[_LEAST:], room - sum(map(_words, spoken[:_LEAST])))))
    first = lines[:_LEAST]
    left = room - sum(map(_words, first))
    voices = tuple(_fitting(spoken, min(left, int(_SPOKEN * room))))
    left -= sum(map(_words, voices))
    return Brief((*first, *_fitting(lines[_LEAST:], left)), voices)


def usable_records(records: Sequence[GroundedRecord]) -> frozenset[int]:
    """The positions of the records whose words a brief may have."""
    values = [value for each in records for value in each.values]
    verified = any(value.support is Support.VERIFIED or value.probability is not None for value in values)
    least = Support.VERIFIED if verified else Support.UNCHECKED
    return frozenset(i for i, each in enumerate(records) if each.support.is_at_least(least))


def _fitting(told: Iterable[Told], room: int) -> Iterator[Told]:
    """As many as fit into a number of words, in their order."""
    for each in told:
        room -= _words(each)
        if room < 0:
            return
        yield each


def _words(told: Line | Voice) -> int:
    return len(told.text.split())


# --- what happened


def _lines(
    article: Article, records: Sequence[GroundedRecord], facts: Iterable[Fact], usable: frozenset[int]
) -> Iterator[Line]:
    for fact in facts:
        if fact.told in usable:
            known = {i: records[i] for i in fact.records if i in usable}
            yield fact_line(fact, known, article.language, first_sentence(article, records[fact.told], fact.what))


def fact_line(fact: Fact, usable: Mapping[int, GroundedRecord], language: str, sentence: int) -> Line:
    """A fact in one line: what happened and when, and who says so where it isn't the article, or who denies it.

    `usable` are those of its records, by their positions, whose words the line may have: the one that tells it is one
    of them. `sentence` is the number of the sentence that the line rests on.
    """
    own = any(_is_own(each.record) for each in usable.values())
    said = [each for each in fact.said if each.record in usable and (not own or each.denies)]
    said = said[:_SPEAKERS]
    teller = usable[fact.told].record
    dated = next((i for i, each in usable.items() if _adds_a_time(each.record, teller, language)), None)
    label = _label(teller) if is_occurrence(type(teller)) or not said else ""
    what = f"{unstopped(fact.what)}{f' ({label})' if label else ''}"
    when = f", {_inside(_when(usable[dated].record), language)}" if dated is not None else ""
    speakers = f" — {'; '.join(map(_speaker, said))}" if said else ""
    used = tuple(dict.fromkeys([fact.told, *(each.record for each in said), *([] if dated is None else [dated])]))
    return Line(f"{what}{when}{speakers}", sentence, weakest_of(usable[i].support for i in used), used)


def unstopped(text: str) -> str:
    """A sentence without the full stop at its end, unless it is that of an abbreviation such as a.m."""
    return _LAST_STOP.sub("", text.strip())


def _inside(time: str, language: str) -> str:
    """A time as it is written inside a line: `Seit Mittwoch` from the beginning of a sentence is `seit Mittwoch`."""
    rules, first = rules_of(language), time.split(maxsplit=1)[0]
    is_small = first.istitle() and first.lower() in rules.function_words and first.lower() not in rules.months
    return time[0].lower() + time[1:] if is_small else time


def _is_own(record: Record) -> bool:
    """Whether the article itself says what a record does: it is of a kind that has sources, and has none."""
    fields = type(record).speaker_fields
    return bool(fields) and not carries(type(record)) and not names_of(record, fields)


def _adds_a_time(record: Record, teller: Record, language: str) -> bool:
    """Whether a record says when, in about the words of what tells its fact, and these don't."""
    when = _when(record)
    if not when:
        return False
    told, other, time = (stems_of(text, language) for text in (wording_of(teller), wording_of(record), when))
    return time.isdisjoint(told) and len(told & other) >= _SAME * min(len(told), len(other))


def _when(record: Record) -> str:
    """When something happens, as a record words it; nothing where it doesn't say."""
    return next(iter(names_of(record, record.time_fields)), "")


def _label(record: Record) -> str:
    """The status or the certainty of a record, where its words don't tell it: nothing for what plainly happened."""
    label = next(iter(record.labels), None)
    return "" if label in _PLAIN else str(label)


def _speaker(saying: Saying) -> str:
    """Who says so, with how certain it is put where that isn't plain; of who denies it, that they do."""
    if saying.denies:
        return f"denied by {saying.speaker}"
    return saying.speaker if saying.certainty in _PLAIN else f"{saying.speaker} ({saying.certainty})"


def first_sentence(article: Article, grounded: GroundedRecord, wording: str = "") -> int:
    """The number of the sentence that has most of some words of a record, of those that it rests on; else the first."""
    starts = [sentence.span.start for sentence in article.sentences]
    said = stems_of(wording, article.language)

    def shared(span: Span) -> int:
        return len(said & stems_of(article.text[span.start : span.end].strip(), article.language))

    return bisect(starts, max(sorted(grounded.evidence), key=shared).start)


# --- who speaks


def _voices(
    article: Article, records: Sequence[GroundedRecord], composition: Composition, usable: frozenset[int]
) -> Iterator[Voice]:
    """Those who speak, the most quoted first, each with the most telling of what they say.

    What the first facts tell already isn't told again, unless it is quoted.
    """
    named = resolver(composition.entities)
    above = {i for fact in composition.facts[:_LEAST] for i in fact.records}
    spoken: dict[str, list[int]] = {}
    for i in sorted(usable):
        record = records[i].record
        speakers = names_of(record, type(record).speaker_fields) if carries(type(record)) else []
        for speaker in speakers[:1]:
            entity = named.get(fold(speaker))
            spoken.setdefault(entity.name if entity else speaker, []).append(i)
    known = {each.name: each for each in composition.entities}
    for speaker, several in sorted(spoken.items(), key=lambda item: -len(item[1])):
        told = max(several, key=lambda i: _telling(records[i]))
        fits, quoted, _ = _telling(records[told])
        if fits and (quoted or told not in above):
            role = known[speaker].role if speaker in known else None
            yield _voice(article, records[told], told, speaker, role)


def _telling(grounded: GroundedRecord) -> tuple[bool, bool, int]:
    """How telling a statement is: one of a length to be quoted, in the speaker's own words, and long."""
    words = len(_content(grounded)[0].split())
    fits = _SHORTEST <= words <= _LONGEST
    return fits, fits and _content(grounded)[1], words if fits else 0


def _content(grounded: GroundedRecord) -> tuple[str, bool]:
    """What is said, and whether it is quoted: of a partly quoted statement, its longest quotation."""
    content = wording_of(grounded.record)
    if grounded.form == "direct":
        return content, True
    longest = max(grounded.quotes, key=len, default="")
    return (longest, True) if len(longest.split()) >= _SHORTEST else (content, False)


def _voice(article: Article, grounded: GroundedRecord, told: int, speaker: str, role: str | None) -> Voice:
    content, quoted = _content(grounded)
    cue = next(iter(names_of(grounded.record, type(grounded.record).cue_fields)), "")
    return Voice(
        speaker, role, cue, content, quoted, first_sentence(article, grounded, content), grounded.support, told
    )
