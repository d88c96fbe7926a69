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
from onrecord.export._markdown import web_address
from onrecord.extraction import Summary
from onrecord.grounding import GroundedRecord, Support
from onrecord.kinds import SCHEMA_ORG, Place, known, named

__all__ = ["as_jsonld", "jsonld_graph", "jsonld_text", "write_jsonld"]

_PLACES = ("hasPart", "mentions")
"""Where the records of an article stand, in this order; each kind says in which."""

_ESCAPED = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"} | {
    code: f"\\u{code:04x}"
    for code in (*range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}
"""Characters that JSON need not escape, but that could end a script element or a line, or control a terminal."""


def as_jsonld(summary: Summary) -> dict[str, Any]:
    """The summary as one JSON-LD document, without the records that the article doesn't support.

    `jsonld_text` turns the document into text for a page.
    """
    return {"@context": SCHEMA_ORG, **_article(summary)}


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
    file.write(f'{{"@context": "{SCHEMA_ORG}", "@graph": [')
    between = chain(["\n"], repeat(",\n"))

    def add(summary: Summary) -> None:
        file.write(next(between) + jsonld_text(_article(summary)))

    yield add
    file.write("\n]}\n")


def _article(summary: Summary) -> dict[str, Any]:
    article = summary.article
    address = web_address(article)
    records = [record for record in summary.records if not record.unsupported]
    return known(
        {
            "@type": "NewsArticle",
            "@id": address,
            "identifier": article.id,
            "headline": article.title,
            "url": address,
            "datePublished": article.published.isoformat() if article.published else None,
            "version": summary.version,
            "inLanguage": article.language,
            "author": named([article.author] if article.author else []),
            "isBasedOn": {"@type": "NewsArticle", "identifier": summary.copy_of} if summary.copy_of else None,
            **{name: [_node(each, article) for each in records if each.record.schema_org == name] for name in _PLACES},
        }
    )


def _node(grounded: GroundedRecord, article: Article) -> dict[str, Any]:
    """A record, as its kind says what it is."""
    place = Place(article, web_address(article), grounded.form, grounded.quotes)
    return _with_level(grounded.record.as_schema_org(place), grounded)


def _with_level(properties: dict[str, Any], grounded: GroundedRecord) -> dict[str, Any]:
    """The properties of a record; where it is in other words, its description says whether their meaning was read."""
    if grounded.support.is_at_least(Support.NORMALIZED):
        return properties
    described = filter(None, [properties.get("description"), f"{grounded.support}: {grounded.support.meaning}"])
    return properties | {"description": "; ".join(described)}
