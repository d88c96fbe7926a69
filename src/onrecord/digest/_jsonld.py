"""A digest in the vocabulary of schema.org, as JSON-LD.

A story is an `Event`. Its articles are `NewsArticle`s about it, its facts `Claim`s about it that appear in them, and
what people say is a `Quotation`, or a `Statement` where it is only reported. All are linked to each other by `@id`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import uuid5

from onrecord.compose import carries, is_occurrence, names_of
from onrecord.digest._telling import Digest, Told
from onrecord.digest._times import stamp
from onrecord.digest._wording import line_of, subject_of
from onrecord.export import jsonld_text, web_address
from onrecord.grounding import GroundedRecord, Support
from onrecord.kinds import Record, known, wording_field
from onrecord.stories import Quoted, Report, Source, StoryFact

__all__ = ["as_jsonld"]

Node = dict[str, Any]


def as_jsonld(digest: Digest) -> str:
    """A digest as one JSON-LD document, its stories by how much they matter."""
    nodes = [jsonld_text(node) for told in digest.stories for node in _Graph(told).nodes()]
    graph = ",\n".join(nodes)
    return f'{{"@context": "https://schema.org", "@graph": [\n{graph}\n]}}\n'


class _Graph:
    """The nodes of a story."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._quotations: dict[str, Node] = {}

    def nodes(self) -> Iterator[Node]:
        """The story, its articles, its facts, and what people say."""
        yield self._event()
        yield from map(self._article, self._told.summary.sources)
        yield from map(self._claim, self._told.tellable)
        for quoted in self._told.summary.voices:
            self._said(quoted)
        yield from self._quotations.values()

    def _event(self) -> Node:
        main = next(iter(self._told.tellable), None)
        return known(
            {
                "@type": "Event",
                "@id": self._told.identity.urn,
                "name": self._told.headline,
                "description": line_of(main).text if main else None,
                "startDate": _day_of(main) if main else None,
                "location": _place_of(main) if main else None,
                "subjectOf": _links(map(self._id, self._told.summary.sources)),
            }
        )

    def _id(self, source: Source) -> str:
        return web_address(source) or uuid5(self._told.archive, f"article {source.article}").urn

    def _article(self, source: Source) -> Node:
        originals = [each for each in self._told.summary.sources if each.article == source.copy_of]
        return known(
            {
                "@type": "NewsArticle",
                "@id": self._id(source),
                "identifier": source.article,
                "headline": source.title,
                "url": web_address(source),
                "datePublished": stamp(source.at) if source.at else source.day and source.day.isoformat(),
                "inLanguage": source.language,
                "publisher": {"@type": "Organization", "name": source.outlet} if source.outlet else None,
                "about": {"@id": self._told.identity.urn},
                "isBasedOn": _links(map(self._id, originals)),
            }
        )

    def _claim(self, fact: StoryFact) -> Node:
        line = line_of(fact)
        words = fact.reports[fact.told].fact
        said = [each.speaker for each in words.said if not each.denies and each.record in line.records]
        return known(
            {
                "@type": "Claim",
                "@id": self._told.identity_of(fact).urn,
                "text": line.text,
                "description": "; ".join(_remarks(fact, line.support)),
                "about": {"@id": self._told.identity.urn},
                "creator": [{"name": name} for name in said],
                "firstAppearance": {"@id": self._id(fact.reports[0].source)},
                "appearance": _links(self._id(report.source) for report in fact.reports),
                "isBasedOn": _links(self._quoted(report, each) for report in fact.reports for each in report.records),
            }
        )

    def _quoted(self, report: Report, grounded: GroundedRecord) -> str | None:
        """The `@id` of what a record says in somebody's own words, which becomes a node."""
        record, kind = grounded.record, type(grounded.record)
        if not carries(kind) or grounded.form != "direct":
            return None
        content = getattr(record, wording_field(kind))
        return self._quotation(report.source, names_of(record, kind.speaker_fields), content, "Quotation", None)

    def _said(self, quoted: Quoted) -> None:
        voice = quoted.voice
        sort = "Quotation" if voice.quoted else "Statement"
        self._quotation(quoted.source, [voice.speaker], voice.content, sort, voice.role)

    def _quotation(self, source: Source, speakers: list[str], text: str, sort: str, role: str | None) -> str:
        """The `@id` of a quotation or a statement, which is one node however often it comes."""
        identity = uuid5(self._told.identity, f"{source.article} {text}").urn
        names = [known({"name": name, "description": role}) for name in speakers]
        self._quotations[identity] = known(
            {
                "@type": sort,
                "@id": identity,
                "text": text,
                "spokenByCharacter" if sort == "Quotation" else "creator": names,
                "isPartOf": {"@id": self._id(source)},
                "about": {"@id": self._told.identity.urn},
            }
        )
        return identity


def _links(ids: Iterable[str | None]) -> list[Node]:
    return [{"@id": each} for each in dict.fromkeys(filter(None, ids))]


def _occurrences_of(fact: StoryFact) -> Iterator[tuple[Record, Source]]:
    """The records of a fact that say what happens, with where each is from."""
    for report in fact.reports:
        for each in report.records:
            if is_occurrence(type(each.record)):
                yield each.record, report.source


def _day_of(fact: StoryFact) -> str | None:
    """The day on which a fact happened, by the first of its occurrences that says one."""
    days = (record.day(source.day, source.language) for record, source in _occurrences_of(fact) if not record.is_denied)
    return next((day.isoformat() for day in days if day), None)


def _place_of(fact: StoryFact) -> Node | None:
    places = (place for record, _ in _occurrences_of(fact) for place in names_of(record, record.place_fields))
    return next(({"@type": "Place", "name": place} for place in places), None)


def _remarks(fact: StoryFact, support: Support) -> Iterator[str]:
    """What a reader of a claim has to know: what isn't plain, where outlets differ, and how far it is supported."""
    status = fact.reports[fact.told].fact.status
    if status not in (None, "happened"):
        yield str(status)
    for each in fact.disagreements:
        yield f"{subject_of(each)}: {' / '.join(side.value for side in each.sides)}"
    if not support.is_at_least(Support.NORMALIZED):
        yield f"{support}: {support.meaning}"
