"""Records and their spans as Web Annotations (W3C, 2017).

Each record is an annotation of the sentences that it rests on, and each of its values one of the characters that
support it. A target is selected by its words, with what stands before and after it, and by its place in the text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any, TextIO
from uuid import NAMESPACE_OID, UUID, uuid5

from onrecord.article import Article, Span
from onrecord.export._jsonld import jsonld_text
from onrecord.export._markdown import web_address
from onrecord.extraction import Summary
from onrecord.grounding import GroundedRecord

__all__ = ["annotation", "annotations_of", "target", "write_annotations"]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

AROUND = 32
"""Characters before and after a target that help to find it."""


def write_annotations(annotations: Iterable[dict[str, Any]], file: TextIO) -> None:
    """Write annotations as one collection with one page."""
    file.write(f'{{"@context": "{CONTEXT}", "type": "AnnotationCollection", "first": {{"type": "AnnotationPage",\n')
    file.write('"items": [')
    total, named = 0, sha256()
    for each in annotations:
        file.write((",\n" if total else "\n") + jsonld_text(each))
        total += 1
        named.update(each["id"].encode())
    identity = UUID(bytes=named.digest()[:16], version=5)
    page = uuid5(identity, "1")
    file.write(f'\n], "startIndex": 0, "id": "{page.urn}", "partOf": "{identity.urn}"}},\n')
    file.write(f'"id": "{identity.urn}", "label": "What onrecord read", "total": {total}}}\n')


def annotations_of(summary: Summary) -> Iterator[dict[str, Any]]:
    """The annotations of a summary, without those of records that the article doesn't support."""
    for number, grounded in enumerate(summary.records, start=1):
        if not grounded.unsupported:
            yield from _of_record(summary, number, grounded)


def _of_record(summary: Summary, number: int, grounded: GroundedRecord) -> Iterator[dict[str, Any]]:
    article, record = summary.article, grounded.record
    identity = uuid5(NAMESPACE_OID, json.dumps([article.id, summary.version, number, record.model_dump(mode="json")]))
    targets = [target(article, span) for span in grounded.evidence]
    yield annotation(identity, record.as_sentence(), targets, tags=[record.kind, grounded.support])
    for value in grounded.values:
        if value.spans:
            targets = [target(article, span) for span in value.spans]
            tags = [f"{record.kind}.{value.field}", value.support]
            yield annotation(uuid5(identity, value.field), value.text, targets, tags=tags, linked=identity)


def annotation(
    identity: UUID, text: str, targets: Sequence[dict[str, Any]], *, tags: Iterable[str], linked: UUID | None = None
) -> dict[str, Any]:
    """What is said of some targets, as an annotation: in words, by tags, and with a link to what it belongs to."""
    belongs = [{"type": "SpecificResource", "source": linked.urn, "purpose": "linking"}] if linked else []
    return {
        "@context": CONTEXT,
        "id": identity.urn,
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {"type": "TextualBody", "value": text, "format": "text/plain", "purpose": "describing"},
            *({"type": "TextualBody", "value": str(tag), "purpose": "tagging"} for tag in tags),
            *belongs,
        ],
        "target": targets,
    }


def target(article: Article, span: Span) -> dict[str, Any]:
    """Some characters of an article, by their words and by their place in its text."""
    start, end, text = span.start, span.end, article.text
    prefix, suffix = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return {
        "type": "SpecificResource",
        "source": web_address(article) or uuid5(NAMESPACE_OID, article.id).urn,
        "selector": [
            {"type": "TextQuoteSelector", "exact": text[start:end], "prefix": prefix, "suffix": suffix},
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
    }
