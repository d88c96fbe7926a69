"""Summaries in the vocabulary of schema.org, as JSON-LD.

An article is a `NewsArticle`. Its statements and claims are parts of the article: a directly quoted statement is a
`Quotation`, another statement a `Statement` whose quoted passages are `Quotation`s, and a claim a `Claim`. Its events
are `Action`s that the article mentions. Records that the article doesn't support are left out; a `description` says of
those in other words whether their meaning was read. Speakers and actors have a name and no type, since a record doesn't
say whether they are persons or organizations.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, repeat
from typing import Any, TextIO

from onrecord.article import Article
from onrecord.export._markdown import head_and_details, web_address
from onrecord.extraction import Summary
from onrecord.grounding import GroundedRecord, Support
from onrecord.kinds import Claim, Event, Record, Statement
from onrecord.times import resolve_time

__all__ = ["as_jsonld", "jsonld_graph", "jsonld_text", "write_jsonld"]

CONTEXT = "https://schema.org"

_STATUSES = {
    "happened": "CompletedActionStatus",
    "ongoing": "ActiveActionStatus",
    "planned": "PotentialActionStatus",
    "possible": "PotentialActionStatus",
    "denied": "FailedActionStatus",
}

_ESCAPED = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"} | {
    code: f"\\u{code:04x}"
    for code in (*range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}
"""Characters that JSON need not escape, but that could end a script element or a line, or control a terminal."""


def as_jsonld(summary: Summary) -> dict[str, Any]:
    """The summary as one JSON-LD document, without the records that the article doesn't support.

    `jsonld_text` turns the document into text for a page.
    """
    return {"@context": CONTEXT, **_article(summary)}


def jsonld_text(document: dict[str, Any]) -> str:
    """The document as text that is safe between `<script type="application/ld+json">` and `</script>`."""
    return json.dumps(document, ensure_ascii=False).translate(_ESCAPED)


def write_jsonld(summaries: Iterable[Summary], file: TextIO) -> int:
    """Write one document with all articles in its graph.

    Returns the number of records that were left out because their articles don't support them.
    """
    left_out = 0
    with jsonld_graph(file) as add:
        for summary in summaries:
            add(summary)
            left_out += sum(record.unsupported for record in summary.records)
    return left_out


@contextmanager
def jsonld_graph(file: TextIO) -> Iterator[Callable[[Summary], None]]:
    """What takes one summary after the other, and writes one document with all articles in its graph."""
    file.write(f'{{"@context": "{CONTEXT}", "@graph": [')
    between = chain(["\n"], repeat(",\n"))

    def add(summary: Summary) -> None:
        file.write(next(between) + jsonld_text(_article(summary)))

    yield add
    file.write("\n]}\n")


def _article(summary: Summary) -> dict[str, Any]:
    article = summary.article
    address = web_address(article)
    records = [record for record in summary.records if not record.unsupported]
    return _known(
        {
            "@type": "NewsArticle",
            "@id": address,
            "identifier": article.id,
            "headline": article.title,
            "url": address,
            "datePublished": article.published.isoformat() if article.published else None,
            "version": summary.version,
            "inLanguage": article.language,
            "author": _named([article.author] if article.author else []),
            "isBasedOn": {"@type": "NewsArticle", "identifier": summary.copy_of} if summary.copy_of else None,
            "hasPart": [_part(record, address) for record in records if not isinstance(record.record, Event)],
            "mentions": [
                _with_level(_action(record.record, article), record)
                for record in records
                if isinstance(record.record, Event)
            ],
        }
    )


def _with_level(properties: dict[str, Any], grounded: GroundedRecord) -> dict[str, Any]:
    """The properties of a record; where it is in other words, its description says whether their meaning was read."""
    if grounded.support.is_at_least(Support.NORMALIZED):
        return properties
    described = filter(None, [properties.get("description"), f"{grounded.support}: {grounded.support.meaning}"])
    return properties | {"description": "; ".join(described)}


def _part(grounded: GroundedRecord, address: str | None) -> dict[str, Any]:
    """A statement, a claim or a record of another kind, as a part of the article."""
    record = grounded.record
    if isinstance(record, Statement):
        part = _statement(record, grounded)
    else:
        part = _claim(record, address) if isinstance(record, Claim) else _other(record)
    return _with_level(part, grounded)


def _statement(statement: Statement, grounded: GroundedRecord) -> dict[str, Any]:
    speakers = _named(statement.speakers)
    if speakers and statement.role:
        speakers[0] |= {"description": statement.role}
    if grounded.form == "direct":
        return _known({"@type": "Quotation", "text": statement.content, "spokenByCharacter": speakers})
    quotes = [_known({"@type": "Quotation", "text": each, "spokenByCharacter": speakers}) for each in grounded.quotes]
    return _known({"@type": "Statement", "text": statement.content, "creator": speakers, "hasPart": quotes})


def _claim(claim: Claim, address: str | None) -> dict[str, Any]:
    """A claim. A denied one has no creator, because its source denies the claim instead of making it."""
    denied = claim.certainty == "denied"
    by = f" by {claim.source}" if denied and claim.source else ""
    return _known(
        {
            "@type": "Claim",
            "text": claim.text,
            "creator": _named([claim.source] if claim.source and not denied else []),
            "description": None if claim.certainty == "certain" else f"{claim.certainty}{by}",
            "appearance": {"@id": address} if address else None,
        }
    )


def _action(event: Event, article: Article) -> dict[str, Any]:
    day = resolve_time(event.when, article.published, language=article.language, status=event.status)
    description = [
        event.status if event.status in ("possible", "denied") else "",
        f"when: {event.when}" if event.when else "",
    ]
    return _known(
        {
            "@type": "Action",
            "name": event.what,
            "actionStatus": f"{CONTEXT}/{_STATUSES[event.status]}",
            "agent": _named(event.who),
            "object": _named(event.whom),
            "location": {"@type": "Place", "name": event.where} if event.where else None,
            "startTime": day.isoformat() if day and event.status != "denied" else None,
            "description": "; ".join(filter(None, description)),
        }
    )


def _other(record: Record) -> dict[str, Any]:
    """A record of a kind for which the vocabulary has no type: its main line, and the other fields by their names."""
    text, details = head_and_details(record)
    description = "; ".join(f"{name}: {value}" for name, value in details.items())
    return _known({"@type": "CreativeWork", "genre": record.kind, "text": text, "description": description})


def _named(names: Iterable[str]) -> list[dict[str, str]]:
    return [{"name": name} for name in names]


def _known(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value not in (None, "", [])}
