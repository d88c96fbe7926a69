"""Summaries as ninjs 3.1, the JSON of the IPTC for news.

An article is a ninjs object of the type `text`. Each record that the article supports is an association of the type
`component`, whose URI is that of its Web Annotation. What records name is in the places, events and subjects of the
article, where a reader of ninjs looks for it; a record doesn't say whether somebody is a person or an organisation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from string import punctuation
from typing import Any, TextIO
from urllib.parse import quote
from uuid import NAMESPACE_OID, uuid5

from onrecord.article import Article
from onrecord.export._annotations import record_urn
from onrecord.export._jsonld import jsonld_text
from onrecord.export._markdown import web_address
from onrecord.extraction import Summary
from onrecord.grounding import GroundedRecord
from onrecord.kinds import known

__all__ = ["as_ninjs", "ninjs_lines"]

STANDARD = {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"}


@contextmanager
def ninjs_lines(file: TextIO) -> Iterator[Callable[[Summary], None]]:
    """What takes one summary after the other, and writes the ninjs object of each as a line."""
    yield lambda summary: print(jsonld_text(as_ninjs(summary)), file=file)


def as_ninjs(summary: Summary) -> dict[str, Any]:
    """The summary as a ninjs object, without the records that the article doesn't support."""
    article = summary.article
    records = [(number, each) for number, each in enumerate(summary.records, start=1) if not each.unsupported]
    found = {
        "uri": _address(article) or uuid5(NAMESPACE_OID, article.id).urn,
        "type": "text",
        "standard": STANDARD,
        "version": summary.version and str(summary.version),
        **_created(article),
        "language": article.language,
        "headlines": [{"role": "main", "value": article.title}] if article.title else [],
        "by": article.author,
        "bodies": [{"role": "main", "contentType": "text/plain", "value": article.text}] if article.text else [],
        "infoSources": _named([article.source or ""]),
        "altIds": [{"role": "onrecord", "value": article.id}, *_original(summary)],
        "places": _named(_values(records, "place_fields")),
        "subjects": [
            {"name": name, "rel": rel}
            for rel in ("speaker", "doer", "undergoer")
            for name in _values(records, f"{rel}_fields")
        ],
        "events": [
            known(
                {
                    "name": each.record.headline_text(),
                    "rel": " ".join(each.record.labels),
                    "uri": record_urn(summary, number),
                }
            )
            for number, each in records
            if each.record.schema_org == "mentions"
        ],
        "associations": [_association(summary, number, each) for number, each in records],
    }
    return {name: value for name, value in found.items() if value}


def _address(article: Article) -> str | None:
    """The article's address, where it has one, as a URI of ASCII alone."""
    address = web_address(article)
    return quote(address, safe=punctuation) if address else None


def _created(article: Article) -> dict[str, str]:
    """When the article was published; ninjs has no field for a day without a time, so that is a note."""
    if article.published_at and article.published_at.tzinfo:
        return {"versionCreated": article.published_at.isoformat()}
    return {"edNote": f"published {article.published.isoformat()}"} if article.published else {}


def _original(summary: Summary) -> list[dict[str, str]]:
    """For a near-duplicate, the id of the article from which its records come."""
    return [{"role": "copyOf", "value": summary.copy_of}] if summary.copy_of else []


def _values(records: Sequence[tuple[int, GroundedRecord]], fields: str) -> Iterable[str]:
    """What records have in those of their fields that their kind names by a list of that name, each once."""
    found: dict[str, None] = {}
    for _, each in records:
        for name in getattr(each.record, fields):
            value = getattr(each.record, name)
            found.update(dict.fromkeys(value if isinstance(value, list) else [value] if value else []))
    return found


def _named(names: Iterable[str]) -> list[dict[str, str]]:
    return [{"name": name} for name in names if name]


def _association(summary: Summary, number: int, grounded: GroundedRecord) -> dict[str, Any]:
    """A record: what it says, the sentences that it rests on, and how far they support it."""
    text = summary.article.text
    return {
        "name": f"record{number}",
        "rel": grounded.record.kind,
        "uri": record_urn(summary, number),
        "type": "component",
        "headlines": [{"value": grounded.record.as_sentence()}],
        "bodies": [
            {"role": "evidence", "contentType": "text/plain", "value": text[span.start : span.end].strip()}
            for span in grounded.evidence
        ],
        "descriptions": [{"role": "level", "value": f"{grounded.support}: {grounded.support.meaning}"}],
    }
