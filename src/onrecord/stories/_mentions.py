"""What a report says that another may say otherwise: figures, days, places and names, each with the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from onrecord.filling.languages import SPEECH
from onrecord.grounding import content_stem, given_values, stems_of
from onrecord.grounding.checks import phrases_of
from onrecord.grounding.languages import rules_of
from onrecord.grounding.text import Facts, Words, base_names, names_in, opens_name, primary, same_name
from onrecord.stories._figures import Figure, agree, figures_in, same_count
from onrecord.stories._meanings import meaning
from onrecord.stories._summary import About, Report
from onrecord.stories._wordings import NIGHT, NUMBERED
from onrecord.times import is_length, resolve_time, times_in

__all__ = ["Day", "Mention", "affinity", "alike", "mentions"]

_AROUND = 8
"""Content words on either side of a mention that tell what it is about."""
_SPOKEN = 3
"""Words around a day among which a reporting verb makes it that of what is said."""
_FEW = 2
"""Words of what happens that two reports share, at least, so that their events are one."""
_ALIKE = 0.6
"""How alike what two facts say has to be, so that their only figures are compared whatever they are said to count."""
_ALONE = 0.5
"""The affinity of these."""
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_DESCRIBED = 0.2
"""What it adds to the affinity of two names that the same words stand before them."""
_TOLD = 0.8
"""What the words of two facts count for beside those around two mentions."""
_AHEAD = frozenset({"planned", "future"})
"""The hedges of what is still to come."""
_REMEMBERED = 1 << 11


@dataclass(frozen=True, slots=True)
class Day:
    """A day that a text words, or a month or a year by its first day.

    It is `loose` where it may be counted with the day before or behind it, and `weekly` if it is worded as a
    weekday: seen from a wrong day of publication, it is off by weeks.
    """

    day: date
    loose: bool = False
    weekly: bool = False
    sort: Literal["day", "month", "year"] = "day"


@dataclass(frozen=True, slots=True)
class Named:
    """A name by its words, the word right before it, the word of content before that, and what stands behind it."""

    keys: tuple[str, ...]
    before: str
    head: str
    behind: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure, a day, a place or a name as a text words it.

    `near` are the stems of the words of content around it, `told` those of what the fact says, where it is of the fact.
    `names` are the words of all names of the text. It is `spoken`
    where a reporting verb stands beside it, so that it may be when or by whom something is said. It is `own` if the
    fact itself has it, and not only the sentence that the fact is told by, and a `part` if it is the fact's who, where
    or when.
    A figure is `alone` if the fact has no other. A part is `claimed` if the fact is only possible.
    """

    about: About
    value: Figure | Day | Named
    text: str
    near: frozenset[str]
    names: frozenset[str]
    language: str
    spoken: bool = False
    own: bool = False
    part: bool = False
    alone: bool = False
    told: frozenset[str] = frozenset()
    claimed: bool = False

    @property
    def numbered(self) -> bool:
        """Whether it is a place that others of its sort are told apart from by a number."""
        return isinstance(self.value, Named) and self.value.keys[-1].isdecimal()


def mentions(report: Report) -> list[Mention]:
    """What a report says that another may say otherwise, each once.

    What its sentence has comes first; what only the wording of the fact has comes from another sentence.
    """
    fact, language = report.fact, primary(report.source.language)
    return _mentions(
        report.text,
        _wordings(report),
        _Parts(fact.who, fact.where, fact.when, fact.status),
        language,
        report.source.day,
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """Who does what a fact tells, where and when, and whether it happened."""

    who: tuple[str, ...]
    where: str | None
    when: str | None
    status: str | None


@lru_cache(maxsize=_REMEMBERED)
def _mentions(text: str, wordings: tuple[str, ...], parts: _Parts, language: str, day: date | None) -> list[Mention]:
    told = stems_of(wordings[0], language)
    there = _read(text, language, day, parts.status)
    own = [each for wording in wordings for each in _read(wording, language, day, parts.status)]
    found = [replace(each, own=True) if any(_is_same(each, one) for one in own) else each for each in there]
    for each in own:
        if not any(_is_same(each, one) for one in found):
            found.append(replace(each, own=True))
    alone = sum(each.own and each.about == "number" for each in found) == 1
    found = [replace(each, told=told, alone=alone) if each.own else each for each in found]
    claimed = parts.status == "possible"
    near = _read(wordings[0], language, day, parts.status) if claimed else there
    names = frozenset().union(*(each.names for each in near))
    beside = _parts(parts, told, language, day)
    return [*found, *(replace(each, names=each.names | names, claimed=claimed) for each in beside)]


def _wordings(report: Report) -> tuple[str, ...]:
    """How the records of a fact word it."""
    given = (each for grounded in report.records for each in given_values(grounded.record))
    return tuple(dict.fromkeys([report.fact.what, *(each.text for each in given if each.rule.is_wording)]))


def _parts(fact: _Parts, told: frozenset[str], language: str, day: date | None) -> Iterator[Mention]:
    """Who does what a fact tells, where it happens, and when, each where it is a single name or a single day."""
    named: tuple[tuple[About, tuple[str, ...]], ...] = (("name", fact.who), ("place", (fact.where or "",)))
    for about, values in named:
        words = Words(values[0], language) if len(values) == 1 else None
        keys = _whole_name(words) if words else None
        if keys and words:
            near = told - frozenset(words.stems)
            value = Named(keys, "", "", "")
            yield Mention(about, value, words.text, near, frozenset(keys), language, own=True, part=True, told=near)
    days = _read(fact.when or "", language, day, fact.status)
    for each in days if len(days) == 1 else ():
        if isinstance(each.value, Day):
            near = told - frozenset(Words(fact.when or "", language).stems)
            yield replace(each, near=near, own=True, part=True, told=near)


def _whole_name(words: Words) -> tuple[str, ...] | None:
    """The words of the name that a text is; None where it is none, or has more than the name."""
    for name in names_in(words, range(len(words)), opening=True):
        if name.first == 0 and name.last == len(words) - 1:
            return base_names(name.keys)
    return None


def _is_same(one: Mention, other: Mention) -> bool:
    return one.about == other.about and alike(one, other)


@lru_cache(maxsize=_REMEMBERED)
def _read(text: str, language: str, day: date | None, status: str | None = None) -> tuple[Mention, ...]:
    words = Words(text, language)
    span = range(len(words))
    facts = Facts(words, span, names_in(words, span, opening=opens_name(words, span)))
    names = frozenset(key for name in facts.names for key in base_names(name.keys))
    found = [*_figures(facts), *_days(facts, day, status), *_names(facts)]
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


def _days(facts: Facts, published: date | None, status: str | None) -> Iterator[_Read]:
    """The days that a text words."""
    words, seen = facts.words, set[int]()
    ahead = any(phrase.group in _AHEAD for phrase in phrases_of(words.language, "hedges").among(facts))
    status = status or ("planned" if ahead else None)
    for place in _times(facts):
        worded = words.stretch(place.start, place.stop - 1)
        day = resolve_time(worded, published, language=words.language, status=status)
        if day is not None and seen.isdisjoint(place):
            first = _first_of_time(words, place)
            around = words.keys[max(first - 1, 0) : place.stop + 1]
            loose = not NIGHT.get(words.language, NIGHT["en"]).isdisjoint(around)
            weekly = any(sort == "weekday" and at in place for (sort, _), at in facts.dates.items())
            yield "day", Day(day, loose, weekly), first, place.stop - 1
            seen.update(place)
    for value, at in (*_months(facts), *_years(facts)):
        if at not in seen:
            yield "day", value, at, at


def _months(facts: Facts) -> Iterator[tuple[Day, int]]:
    """The months in a text."""
    for (sort, which), place in facts.dates.items():
        if sort == "month":
            yield Day(date(2000, int(which), 1), sort="month"), place


def _years(facts: Facts) -> Iterator[tuple[Day, int]]:
    """The years in a text, behind a word that leads to one or alone between marks."""
    words = facts.words
    for number in facts.numbers:
        key, leads = words.keys[number.first], words.keys[max(number.first - 1, 0)]
        small = rules_of(words.language).function_words
        if (
            number.kind == "number"
            and _YEAR.fullmatch(key)
            and (leads in small or number.first == 0)
            and not number.unit
        ):
            yield Day(date(int(key), 1, 1), sort="year"), number.first


def _times(facts: Facts) -> Iterator[range]:
    """The words of each time in a text, lengths of time apart, and of each weekday: `Sunday's crash`."""
    words = facts.words
    for start, end in times_in(words.text, words.language):
        place = words.within(start, end)
        if place and not is_length(words.text[start:end], words.language):
            yield place
    yield from (range(first, first + 1) for (sort, _), first in facts.dates.items() if sort == "weekday")


def _first_of_time(words: Words, place: range) -> int:
    """The first word of a time behind its prepositions and articles."""
    small = rules_of(words.language).function_words
    return next((i for i in place if words.keys[i] not in small), place.start)


def _head(words: Words, place: int) -> str:
    """The last word of content before a word."""
    return next((words.stems[i] for i in range(place - 1, -1, -1) if words.stems[i]), "")


def _behind(words: Words, last: int) -> str:
    """The mark behind a word, or else the next word."""
    if last + 1 == len(words):
        return "."
    return words.gap(last + 1).strip()[:1] or words.keys[last + 1]


def _is_spoken(words: Words, first: int, last: int) -> bool:
    """Whether a reporting verb stands beside a stretch, and no mark between: `said on Tuesday`."""
    speech = SPEECH.get(words.language)
    if speech is None:
        return False
    start = next((i for i in range(first, max(first - _SPOKEN, 0), -1) if _has_mark(words, i)), max(first - _SPOKEN, 0))
    stop = min(last + 1 + _SPOKEN, len(words))
    stop = next((i for i in range(last + 1, stop) if _has_mark(words, i)), stop)
    beside = words.keys[start:first] + words.keys[last + 1 : stop]
    return not (speech.says | speech.tells | speech.objects | speech.perfects).isdisjoint(beside)


def _has_mark(words: Words, place: int) -> bool:
    """Whether a mark stands before a word."""
    return bool(words.gap(place).strip())


def _names(facts: Facts) -> Iterator[_Read]:
    """The places and the names of a text."""
    words = facts.words
    for name in facts.names:
        before = words.keys[name.first - 1] if name.first else ""
        value = Named(base_names(name.keys), before, _head(words, name.first - 1), _behind(words, name.last))
        about: About = "place" if before in rules_of(words.language).where else "name"
        yield about, value, name.first, name.last
    yield from _numbered(facts)


def _numbered(facts: Facts) -> Iterator[_Read]:
    """The places that have a number: `Pier 4`."""
    words = facts.words
    known = NUMBERED.get(words.language, NUMBERED["en"])
    for place, number in ((each.first - 1, each.first) for each in facts.numbers if each.first):
        if words.keys[place] in known and words.gap(number) == " ":
            value = Named((words.keys[place], words.keys[number]), "", "", "")
            yield "place", value, place, number


def alike(one: Mention, other: Mention) -> bool:
    """Whether two mentions of one sort can both be right."""
    first, second = one.value, other.value
    if isinstance(first, Figure) and isinstance(second, Figure):
        return (_are_alone(one, other) or same_count(first, second, one.language)) and agree(first, second)
    if isinstance(first, Day) and isinstance(second, Day):
        if first.sort != second.sort or first.sort != "day":
            return first == second
        apart = abs((first.day - second.day).days)
        weekly, loose = first.weekly or second.weekly, first.loose or second.loose
        return _are_of_one_date(first.day, second.day) or (weekly and apart % 7 == 0) or (loose and apart == 1)
    if isinstance(first, Named) and isinstance(second, Named):
        return _names_one(first.keys, second.keys)
    return False


def _are_of_one_date(one: date, other: date) -> bool:
    """Whether two days are the same but for their years, which come from the days of publication."""
    return (one.month, one.day) == (other.month, other.day)


def _names_one(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names may name one: a part of the other, the same family name, or its initials."""
    short, long = sorted((one, other), key=len)
    if same_name(short[-1], long[-1]) or (len(short) == 1 and short[0] == "".join(key[0] for key in long)):
        return True
    return all(any(same_name(key, each) for each in long) for key in short)


def _are_alone(one: Mention, other: Mention) -> bool:
    """Whether two figures of one sort are the only ones of their facts, and these say much the same but for them."""
    first, second = one.value, other.value
    if not (one.alone and other.alone and isinstance(first, Figure) and isinstance(second, Figure)):
        return False
    if (first.unit, first.part, first.more) != (second.unit, second.part, second.more) or first.toll or second.toll:
        return False
    told, there = (meaning(each, one.language) for each in (one.told - first.heads, other.told - second.heads))
    shared = len(told & there)
    return shared >= _FEW and 2 * shared >= _ALIKE * (len(told) + len(there))


def affinity(one: Mention, other: Mention) -> float:
    """How likely two mentions are about the same, by the words around them and by what their facts say, from 0 to 1."""
    if not _are_of_a_sort(one, other):
        return 0.0
    first, second = one.value, other.value
    if isinstance(first, Figure) and isinstance(second, Figure):
        if first.toll and second.toll:
            return 1.0 + _shared(one.near, other.near)
        if not same_count(first, second, one.language):
            return _ALONE
    if one.part:
        shared = len(one.near & other.near)
        return 2 * shared / (len(one.near) + len(other.near)) if shared >= _FEW else 0.0
    told = _shared(one.told, other.told) if one.own and other.own else 0.0
    return max(_shared(one.near, other.near), told * _TOLD) + (
        _DESCRIBED if _are_described(one, other) or _begin_alike(one, other) else 0.0
    )


def _are_described(one: Mention, other: Mention) -> bool:
    """Whether the same two words describe two names: `the law firm Falk`, `police chief Ida Falk`."""
    first, second = one.value, other.value
    if not (isinstance(first, Named) and isinstance(second, Named)) or one.spoken:
        return False
    described = bool(content_stem(first.before, one.language)) if first.before else False
    return described and first.before == second.before and bool(first.head) and first.head == second.head


def _begin_alike(one: Mention, other: Mention) -> bool:
    """Whether two places begin with the same word: `Villar del Pino`, `Villar del Río`."""
    first, second = one.value, other.value
    if one.about != "place" or not (isinstance(first, Named) and isinstance(second, Named)):
        return False
    return first.keys[0] == second.keys[0] and min(len(first.keys), len(second.keys)) > 1


def _are_of_a_sort(one: Mention, other: Mention) -> bool:
    """Whether two mentions can be about the same: figures of one thing, days of one sort, names in one place."""
    if (one.about, one.part) != (other.about, other.part):
        return False
    first, second = one.value, other.value
    if isinstance(first, Figure) and isinstance(second, Figure):
        return same_count(first, second, one.language) or _are_alone(one, other)
    if one.spoken != other.spoken:
        return False
    if isinstance(first, Day) and isinstance(second, Day):
        return first.sort == second.sort
    return isinstance(first, Named) and isinstance(second, Named) and _may_differ(one, other, first, second)


def _may_differ(one: Mention, other: Mention, first: Named, second: Named) -> bool:
    """Whether two names have the same place in what is said, and neither text has a part of the other's name.

    Of two that claim who did it, one may have the other's: that one did it and blamed the other.
    """
    if not one.part and not _same_frame(first, second) and not _begin_alike(one, other):
        return False
    named = _is_named(first, second, other), _is_named(second, first, one)
    return not all(named) if one.claimed and other.claimed else not any(named)


def _same_frame(one: Named, other: Named) -> bool:
    """Whether two names stand between or behind the same words."""
    return one.before == other.before and (one.behind == other.behind or one.head == other.head)


def _is_named(name: Named, against: Named, there: Mention) -> bool:
    """Whether a text has a part of a name that isn't part of the one that it is held against."""
    keys = [key for key in name.keys if not any(same_name(key, each) for each in against.keys)]
    return any(same_name(key, each) for key in keys for each in there.names)


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
