"""What a report says that another may say otherwise: figures, days, places and names, each with the words around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from onrecord.filling.languages import SPEECH
from onrecord.grounding import given_values
from onrecord.grounding.languages import rules_of
from onrecord.grounding.text import Facts, Words, base_names, names_in, opens_name, primary, same_name
from onrecord.stories._figures import Figure, agree, figures_in, same_count
from onrecord.stories._summary import About, Report
from onrecord.stories._wordings import NIGHT
from onrecord.times import is_length, resolve_time, times_in

__all__ = ["Day", "Mention", "affinity", "alike", "mentions"]

_AROUND = 8
"""Content words on either side of a mention that tell what it is about."""
_SPOKEN = 3
"""Words around a day among which a reporting verb makes it that of what is said."""
_REMEMBERED = 1 << 11


@dataclass(frozen=True, slots=True)
class Day:
    """A day that a text words; `loose` where it may be counted with the day before or behind it."""

    day: date
    loose: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A name, by its words, and the words right before and behind it."""

    keys: frozenset[str]
    before: str
    behind: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure, a day, a place or a name as a text words it.

    `near` are the stems of the words of content around it, `names` the words of all names of the text. It is `spoken`
    where a reporting verb stands beside it, so that it may be when or by whom something is said. `own` says whether the
    fact itself has it, and not only the sentence that the fact is told by.
    """

    about: About
    value: Figure | Day | Named
    text: str
    near: frozenset[str]
    names: frozenset[str]
    language: str
    spoken: bool = False
    own: bool = False


def mentions(report: Report) -> list[Mention]:
    """What a report says that another may say otherwise, each once.

    What its sentence has comes first; what only the wording of the fact has comes from another sentence.
    """
    language, day = primary(report.source.language), report.source.day
    there = _read(report.text, language, day)
    own = [each for text in _wordings(report) for each in _read(text, language, day)]
    found = [replace(each, own=any(_is_same(each, other) for other in own)) for each in there]
    for each in own:
        if not any(_is_same(each, other) for other in found):
            found.append(replace(each, own=True))
    return found


def _wordings(report: Report) -> list[str]:
    """How the records of a fact word it; the details of a record are parts of that."""
    given = (each for grounded in report.records for each in given_values(grounded.record))
    texts = [report.fact.what, *(each.text for each in given if each.rule.is_wording)]
    details = [report.fact.when, report.fact.where, *report.fact.who, *report.fact.whom]
    said = " ".join(texts)
    return list(dict.fromkeys([*texts, *(each for each in details if each and each not in said)]))


def _is_same(one: Mention, other: Mention) -> bool:
    return one.about == other.about and alike(one, other)


@lru_cache(maxsize=_REMEMBERED)
def _read(text: str, language: str, day: date | None) -> tuple[Mention, ...]:
    words = Words(text, language)
    span = range(len(words))
    facts = Facts(words, span, names_in(words, span, opening=opens_name(words, span)))
    names = frozenset(key for name in facts.names for key in base_names(name.keys))
    found = [*_figures(facts), *_days(words, day), *_names(facts)]
    return tuple(
        Mention(
            about,
            value,
            words.stretch(first, last),
            _near(words, first, last),
            names,
            language,
            _is_spoken(words, first, last),
        )
        for about, value, first, last in found
    )


_Read = tuple[About, Figure | Day | Named, int, int]


def _near(words: Words, first: int, last: int) -> frozenset[str]:
    """The stems of the words of content around a stretch, numbers apart."""
    before = [stem for stem in words.stems[:first] if stem and stem[0].isalpha()][-_AROUND:]
    behind = [stem for stem in words.stems[last + 1 :] if stem and stem[0].isalpha()][:_AROUND]
    return frozenset([*before, *behind])


def _figures(facts: Facts) -> Iterator[_Read]:
    for found in figures_in(facts):
        yield "number", found.figure, found.first, found.last


def _days(words: Words, published: date | None) -> Iterator[_Read]:
    """The days that a text words."""
    text, language = words.text, words.language
    for start, end in times_in(text, language):
        place = words.within(start, end)
        worded = text[start:end]
        if not place or is_length(worded, language):
            continue
        day = resolve_time(worded, published, language=language)
        if day is not None:
            first = _first_of_time(words, place)
            loose = not NIGHT.get(language, NIGHT["en"]).isdisjoint(words.keys[max(first - 1, 0) : place.stop + 1])
            yield "day", Day(day, loose), first, place.stop - 1


def _first_of_time(words: Words, place: range) -> int:
    """The first word of a time behind its prepositions and articles."""
    small = rules_of(words.language).function_words
    return next((i for i in place if words.keys[i] not in small), place.start)


def _is_spoken(words: Words, first: int, last: int) -> bool:
    """Whether a reporting verb stands beside a stretch: `said on Tuesday`, `a minister in Berlin said`."""
    speech = SPEECH.get(words.language)
    if speech is None:
        return False
    beside = words.keys[max(first - _SPOKEN, 0) : first] + words.keys[last + 1 : last + 1 + _SPOKEN]
    return not (speech.says | speech.tells | speech.objects | speech.perfects).isdisjoint(beside)


def _names(facts: Facts) -> Iterator[_Read]:
    """The places and the names of a text."""
    words = facts.words
    for name in facts.names:
        before = words.keys[name.first - 1] if name.first else ""
        behind = words.keys[name.last + 1] if name.last + 1 < len(words) else ""
        value = Named(frozenset(base_names(name.keys)), before, behind)
        about: About = "place" if before in rules_of(words.language).where else "name"
        yield about, value, name.first, name.last


def alike(one: Mention, other: Mention) -> bool:
    """Whether two mentions of one sort can both be right."""
    first, second = one.value, other.value
    if isinstance(first, Figure) and isinstance(second, Figure):
        return same_count(first, second, one.language) and agree(first, second)
    if isinstance(first, Day) and isinstance(second, Day):
        apart = abs((first.day - second.day).days)
        return apart == 0 or (apart == 1 and (first.loose or second.loose))
    if isinstance(first, Named) and isinstance(second, Named):
        return any(same_name(key, each) for key in first.keys for each in second.keys)
    return False


def affinity(one: Mention, other: Mention) -> float:
    """How likely two mentions are about the same, by the words around them, from 0 to 1."""
    if one.about != other.about:
        return 0.0
    first, second = one.value, other.value
    if isinstance(first, Figure) and isinstance(second, Figure):
        if not same_count(first, second, one.language):
            return 0.0
        if first.toll:
            return 1.0 + _shared(one.near, other.near)
    if isinstance(first, Named) and isinstance(second, Named) and not _same_frame(one, other, first, second):
        return 0.0
    return _shared(one.near, other.near)


def _same_frame(one: Mention, other: Mention, first: Named, second: Named) -> bool:
    """Whether two names stand between the same words, and neither text has a part of the other's name."""
    if first.before != second.before or first.behind != second.behind:
        return False
    crossed = any(same_name(key, each) for key in first.keys for each in other.names)
    return not crossed and not any(same_name(key, each) for key in second.keys for each in one.names)


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
