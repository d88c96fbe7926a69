"""Summaries in the vocabulary of schema.org, as JSON-LD.

An article is a `NewsArticle`. Its statements and claims are parts of it: what is quoted whole is a `Quotation`, what is
reported a `Statement` whose quoted stretches are `Quotation`s, and a claim a `Claim`. Its events are `Action`s that it
mentions. Only what the article supports is here. Who speaks or acts has a name and no type: a record doesn't say
whether that is a person or an organization.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

from onrecord.article import Article
from onrecord.export._markdown import head_and_details, web_address
from onrecord.extraction import Summary
from onrecord.grounding import GroundedRecord
from onrecord.kinds import Claim, Event, Record, Statement
from onrecord.times import resolve_time

__all__ = ["as_jsonld", "jsonld_text", "write_jsonld"]

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
"""What JSON may hold as it is, but would end a script element, or a line for some readers, or steer a terminal."""


def as_jsonld(summary: Summary) -> dict[str, Any]:
    """The summary as one JSON-LD document; records that the article doesn't support are left out.

    `jsonld_text` makes of it what can stand in a page.
    """
    return {"@context": CONTEXT, **_article(summary)}


def jsonld_text(document: dict[str, Any]) -> str:
    """A document as text that is safe between `<script type="application/ld+json">` and `</script>`."""
    return json.dumps(document, ensure_ascii=False).translate(_ESCAPED)


def write_jsonld(summaries: Iterable[Summary], file: TextIO) -> int:
    """Write one document with all articles in its graph.

    The result is how many records were left out because their articles don't support them.
    """
    left_out = 0
    file.write(f'{{"@context": "{CONTEXT}", "@graph": [')
    for number, summary in enumerate(summaries):
        file.write((",\n" if number else "\n") + jsonld_text(_article(summary)))
        left_out += sum(not record.supported for record in summary.records)
    file.write("\n]}\n")
    return left_out


def _article(summary: Summary) -> dict[str, Any]:
    article = summary.article
    address = web_address(article)
    records = [record for record in summary.records if record.supported]
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
            "mentions": [_action(record.record, article) for record in records if isinstance(record.record, Event)],
        }
    )


def _part(grounded: GroundedRecord, address: str | None) -> dict[str, Any]:
    """A record that is said in the article, as a part of it."""
    record = grounded.record
    if isinstance(record, Statement):
        return _statement(record, grounded)
    if isinstance(record, Claim):
        return _claim(record, address)
    return _other(record)


def _statement(statement: Statement, grounded: GroundedRecord) -> dict[str, Any]:
    speakers = _named(statement.speakers)
    if speakers and statement.role:
        speakers[0] |= {"description": statement.role}
    if grounded.form == "direct":
        return _known({"@type": "Quotation", "text": statement.content, "spokenByCharacter": speakers})
    quotes = [_known({"@type": "Quotation", "text": each, "spokenByCharacter": speakers}) for each in grounded.quotes]
    return _known({"@type": "Statement", "text": statement.content, "creator": speakers, "hasPart": quotes})


def _claim(claim: Claim, address: str | None) -> dict[str, Any]:
    """A claim; one that is denied has no creator, because whom the article names has not made it."""
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
    told = [
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
            "description": "; ".join(filter(None, told)),
        }
    )


def _other(record: Record) -> dict[str, Any]:
    """A kind that the vocabulary has no word for: its main line, and the other fields by their names."""
    text, details = head_and_details(record)
    told = "; ".join(f"{name}: {value}" for name, value in details.items())
    return _known({"@type": "CreativeWork", "genre": record.kind, "text": text, "description": told})


def _named(names: Iterable[str]) -> list[dict[str, str]]:
    return [{"name": name} for name in names]


def _known(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value not in (None, "", [])}
