"""The articles of a story as they are read together: in the order of time, with their facts as mentions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from onrecord.article import Article
from onrecord.compose import Fact, brief, compose, first_sentence, usable_records
from onrecord.extraction import Summary
from onrecord.grounding import GroundedRecord, Words, fold, stems_of
from onrecord.grounding.text import names_in, numerals
from onrecord.stories._coreference import Mention
from onrecord.stories._list import outlet_of
from onrecord.stories._order import moment
from onrecord.stories._summary import Quoted, Report, Source

__all__ = ["Reading", "readings"]


@dataclass(frozen=True, slots=True)
class Reading:
    """An article of a story, in one of its versions: its facts by rank, each as a mention too, and who speaks."""

    source: Source
    title: frozenset[str]
    reports: tuple[Report, ...]
    mentions: tuple[Mention, ...]
    voices: tuple[Quoted, ...]


def readings(summaries: Iterable[Summary], copies: Mapping[str, str]) -> list[Reading]:
    """The summaries of articles as they are read together, in the order of time.

    Of those that copy each other, or have one text, the one whose first version is the first is the one that the others
    are copies of.
    """
    ordered = sorted(
        summaries,
        key=lambda each: (
            moment(each.article.published_at, each.article.published),
            each.article.id,
            each.version or 0,
        ),
    )
    current = {each.article.id: each for each in sorted(ordered, key=lambda each: each.version or 0)}
    originals = _originals([current[name] for name in dict.fromkeys(each.article.id for each in ordered)], copies)
    small = frozenset().union(*(_in_small_letters(each.article) for each in ordered))
    return [
        _reading(each, originals[each.article.id], small, current=current[each.article.id] is each) for each in ordered
    ]


def _in_small_letters(article: Article) -> frozenset[str]:
    """The stems of the words that an article has in small letters, which are no names in any other one."""
    words = Words(article.text, article.language)
    return frozenset(stem for stem, capital in zip(words.stems, words.capitals, strict=True) if stem and not capital)


def _originals(ordered: Sequence[Summary], copies: Mapping[str, str]) -> dict[str, str | None]:
    """For every article the first of those that it shares a text with; nothing for that one itself."""
    first = {each.article.id: each.article.id for each in ordered}
    texts: dict[str, str] = {}
    for each in ordered:
        name = each.article.id
        same = texts.setdefault(fold(each.article.text), name)
        linked = [other for other in (same, each.copy_of, copies.get(name)) if other in first]
        joined = {first[other] for other in (name, *linked)}
        original = next(other for other in first if other in joined)
        first |= {other: original for other, of in first.items() if of in joined}
    return {name: None if of == name else of for name, of in first.items()}


def _reading(summary: Summary, copy_of: str | None, small: frozenset[str], *, current: bool) -> Reading:
    """An article with what it tells that the article supports."""
    article, usable = summary.article, sorted(usable_records(summary.records))
    source = _source(article, copy_of, current=current)
    records = [summary.records[i] for i in usable]
    composition = compose(article, records)
    text = _Text(article, summary.version, small)
    own = current and copy_of is None
    return Reading(
        source,
        stems_of(article.title or "", article.language),
        tuple(_report(source, article, records, fact, usable) for fact in composition.facts),
        tuple(map(text.mention, composition.facts)),
        tuple(
            Quoted(replace(each, record=usable[each.record]), source, article.sentences[each.sentence - 1].text)
            for each in (brief(article, records, composition, length=1).voices if own else ())
        ),
    )


def _source(article: Article, copy_of: str | None, *, current: bool) -> Source:
    outlet = outlet_of(article.source, article.url)
    known = article.title, article.url, article.published, article.published_at
    return Source(article.id, outlet, *known, copy_of, current, article.language)


def _report(
    source: Source, article: Article, records: Sequence[GroundedRecord], fact: Fact, usable: Sequence[int]
) -> Report:
    """A fact as its article has it, with the positions of all its records in place of those of the usable ones."""
    sentence = first_sentence(article, records[fact.told], fact.what)
    placed = replace(
        fact,
        records=tuple(usable[i] for i in fact.records),
        told=usable[fact.told],
        said=tuple(replace(each, record=usable[each.record]) for each in fact.said),
    )
    told = tuple(records[i] for i in fact.records)
    return Report(source, placed, sentence, article.sentences[sentence - 1].text, told)


class _Text:
    """The words of an article, from which its facts are mentions."""

    def __init__(self, article: Article, version: int | None, small: frozenset[str]) -> None:
        self._article, self._key = article, f"{article.id} {version}"
        self._names = self._found_names() - small
        self._numbers = frozenset(chain(numerals(article.language).units, numerals(article.language).scales))

    def mention(self, fact: Fact) -> Mention:
        """A fact as a mention: numbers don't tell it, for they are what outlets differ in, and names only in part."""
        words = Words(fact.what, self._article.language)
        said = zip(words.stems, words.keys, strict=True)
        told = frozenset(stem for stem, key in said if stem and key not in self._numbers and not key[0].isdecimal())
        return Mention(self._key, told - self._names, told & self._names, self._article.language)

    def _found_names(self) -> frozenset[str]:
        """The stems of the words of names."""
        words = Words(self._article.text, self._article.language)
        found = names_in(words, range(len(words)), opening=True)
        return frozenset(chain.from_iterable(words.stems[each.first : each.last + 1] for each in found))
