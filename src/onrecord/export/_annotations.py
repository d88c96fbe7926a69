"""Records and their spans as Web Annotations (W3C, 2017).

Each record is an annotation of the sentences that it rests on, and each of its values one of the characters that
support it. A target is selected by its words, with what stands before and after it, and by its place in the text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from itertools import chain, count, repeat
from typing import Any, TextIO
from uuid import NAMESPACE_OID, UUID, uuid5

from onrecord.article import Article, Span
from onrecord.export._jsonld import jsonld_text
from onrecord.export._markdown import web_address
from onrecord.extraction import Summary
from onrecord.grounding import GroundedRecord

__all__ = ["annotation", "annotation_page", "annotations_of", "record_urn", "target", "write_annotations"]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

AROUND = 32
"""Characters before and after a target that help to find it."""


def write_annotations(annotations: Iterable[dict[str, Any]], file: TextIO) -> None:
    """Write annotations as one collection with one page."""
    with _collection(file) as add:
        for each in annotations:
            add(each)


@contextmanager
def annotation_page(file: TextIO) -> Iterator[Callable[[Summary], None]]:
    """What takes one summary after the other, and writes the annotations of all as one collection with one page."""
    with _collection(file) as add:

        def add_all(summary: Summary) -> None:
            for each in annotations_of(summary):
                add(each)

        yield add_all


@contextmanager
def _collection(file: TextIO) -> Iterator[Callable[[dict[str, Any]], None]]:
    file.write(f'{{"@context": "{CONTEXT}", "type": "AnnotationCollection", "first": {{"type": "AnnotationPage",\n')
    file.write('"items": [')
    counted, named, between = count(), sha256(), chain(["\n"], repeat(",\n"))

    def add(annotation: dict[str, Any]) -> None:
        next(counted)
        named.update(annotation["id"].encode())
        file.write(next(between) + jsonld_text(annotation))

    yield add
    identity = UUID(bytes=named.digest()[:16], version=5)
    page, total = uuid5(identity, "1"), next(counted)
    file.write(f'\n], "startIndex": 0, "id": "{page.urn}", "partOf": "{identity.urn}"}},\n')
    file.write(f'"id": "{identity.urn}", "label": "What onrecord read", "total": {total}}}\n')


def annotations_of(summary: Summary) -> Iterator[dict[str, Any]]:
    """The annotations of a summary, without those of records that the article doesn't support."""
    for number, grounded in enumerate(summary.records, start=1):
        if not grounded.unsupported:
            yield from _of_record(summary, number, grounded)


def _of_record(summary: Summary, number: int, grounded: GroundedRecord) -> Iterator[dict[str, Any]]:
    article, record = summary.article, grounded.record
    identity = _identity(summary, number)
    targets = [target(article, span) for span in grounded.evidence]
    yield annotation(identity, record.as_sentence(), targets, tags=[record.kind, grounded.support])
    for value in grounded.values:
        if value.spans:
            targets = [target(article, span) for span in value.spans]
            tags = [f"{record.kind}.{value.field}", value.support]
            yield annotation(uuid5(identity, value.field), value.text, targets, tags=tags, linked=identity)


def record_urn(summary: Summary, number: int) -> str:
    """The name by which a record of a summary, counted from 1, is known everywhere: that of its annotation."""
    return _identity(summary, number).urn


def _identity(summary: Summary, number: int) -> UUID:
    record = summary.records[number - 1].record
    named = [summary.article.id, summary.version, number, record.model_dump(mode="json")]
    return uuid5(NAMESPACE_OID, json.dumps(named))


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
