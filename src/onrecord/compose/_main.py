"""The main event of an article: who did what, where and when, as far as the title and the records tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain

from onrecord.article import Article
from onrecord.compose._entities import resolver
from onrecord.compose._result import Composition, Fact, MainEvent
from onrecord.compose._wording import names_of
from onrecord.grounding import GroundedRecord, Words, fold
from onrecord.kinds import Record

__all__ = ["main_event"]

_RECENT = timedelta(days=3)
"""How long before an article its main event is, at most."""
_NAMED = 0.5
"""The share of the words of a name that a title has which names it."""


def main_event(article: Article, records: Sequence[GroundedRecord], composition: Composition) -> MainEvent | None:
    """What the article is about, by its title and its first fact; None where no fact is supported.

    What happened is the title, or the first fact where there is none. Who is the one of those that take part or speak
    whom the title names first, else who takes part in the first fact. Where and when are those of the first fact, else
    of the fact that shares most sentences with it: a place that has a name, and a time that names a day of the last
    three. Where no time does, the day is that of publication, and nothing is said of when.
    """
    facts = [fact for fact in composition.facts if not records[fact.told].unsupported]
    if not facts:
        return None
    near = _nearest_first(facts)
    title = " ".join((article.title or "").split())
    active = (name for each in records if not each.unsupported for name in names_of(each.record, _active(each.record)))
    named = _named(title, active, article.language)
    who = (*_names(named, composition), *facts[0].who, *facts[0].whom)
    when, day = next(_times(article, records, near), (None, article.published))
    return MainEvent(title or facts[0].what, next(iter(who), None), next(_places(near), None), when, day)


def _nearest_first(facts: Sequence[Fact]) -> list[Fact]:
    first, *others = facts
    starts = {span.start for span in first.evidence}
    return [first, *sorted(others, key=lambda fact: -len(starts & {span.start for span in fact.evidence}))]


def _active(record: Record) -> tuple[str, ...]:
    """The fields of those who take part or speak."""
    kind = type(record)
    return (*kind.doer_fields, *kind.undergoer_fields, *kind.speaker_fields)


def _named(title: str, names: Iterable[str], language: str) -> list[str]:
    """The names that a title has at least half of the words of, in the order in which it has them."""
    places = {stem: place for place, stem in reversed([*enumerate(Words(title, language).stems)]) if stem}
    found = []
    for name in dict.fromkeys(names):
        stems = [stem for stem in Words(name, language).stems if stem]
        held = [places[stem] for stem in stems if stem in places]
        if _is_name(name) and held and len(held) >= _NAMED * len(stems):
            found.append((min(held), name))
    return [name for _, name in sorted(found)]


def _names(wordings: Iterable[str], composition: Composition) -> Iterator[str]:
    named = resolver(composition.entities)
    yield from (named[fold(each)].name if fold(each) in named else each for each in wordings)


def _is_name(text: str) -> bool:
    return any(word[:1].isupper() for word in text.split())


def _places(facts: Iterable[Fact]) -> Iterator[str]:
    yield from (fact.where for fact in facts if fact.where and _is_name(fact.where))


def _times(article: Article, records: Sequence[GroundedRecord], facts: Iterable[Fact]) -> Iterator[tuple[str, date]]:
    """The times of facts that name a day which may be that of the main event, with the day."""
    if article.published is None:
        return
    for i in chain.from_iterable(fact.records for fact in facts):
        record = records[i].record
        when = next(iter(names_of(record, record.time_fields)), None)
        day = record.day(article.published, article.language)
        if when and day and timedelta() <= article.published - day <= _RECENT:
            yield when, day
