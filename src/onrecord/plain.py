"""Summaries as plain data, as JSON files and the store hold them, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from types import MappingProxyType
from typing import Any

from onrecord import _shapes
from onrecord._plain_forms import PlainForm, plain_forms
from onrecord.article import Article, Span, textless
from onrecord.compose import Composition, Fact, compose, identified, main_event
from onrecord.errors import UsageError
from onrecord.extraction import PromptUsed, Summary
from onrecord.grounding import Finding, GroundedRecord, Support, Value, given_values, weakest_of
from onrecord.kinds import Record, kind_named
from onrecord.usage import Usage

__all__ = [
    "SCHEMA_VERSION",
    "article_of",
    "as_dict",
    "composed_dict",
    "plain_article",
    "plain_composition",
    "plain_record",
    "record_of",
    "summary_of",
    "upgraded_record",
]

SCHEMA_VERSION = 1
"""The version of what `composed_dict` returns, which rises with every change of its schema."""


def as_dict(summary: Summary) -> dict[str, Any]:
    """The summary as JSON types; only near-duplicates have `copy_of`, only numbered versions have `version`.

    `start` and `end` of evidence and spans are offsets into `article.text`, in Unicode code points; `end` is exclusive.
    """
    original = {"copy_of": summary.copy_of} if summary.copy_of is not None else {}
    version = {"version": summary.version} if summary.version is not None else {}
    return {
        "article": plain_article(summary.article),
        **version,
        "status": summary.status,
        "problems": list(summary.problems),
        "records": [plain_record(record, summary.article) for record in summary.records],
        "left_out": summary.left_out,
        "model": summary.model,
        "prompts": [asdict(prompt) for prompt in summary.prompts],
        "usage": asdict(summary.usage),
        "seconds": summary.seconds,
        **original,
    }


def composed_dict(summary: Summary, ids: Mapping[str, str] = MappingProxyType({})) -> dict[str, Any]:
    """The summary as `onrecord summarize` writes it: what `as_dict` returns, with its version, and what it comes to.

    That is its main event, its entities, with their ids of Wikidata as far as `ids` has any, and its facts.
    `onrecord schema` prints its schema. `summary_of` reads it, too.
    """
    composition = identified(compose(summary.article, summary.records), ids)
    event = main_event(summary.article, summary.records, composition)
    plain_event = asdict(event) | {"day": event.day.isoformat() if event.day else None} if event else None
    composed = plain_composition(summary.article, composition)
    return {"schema_version": SCHEMA_VERSION, **as_dict(summary), "main_event": plain_event, **composed}


def plain_composition(article: Article, composition: Composition) -> dict[str, Any]:
    """The entities and the facts of an article as JSON types; `records` and `told` are positions among its records.

    `evidence` has offsets into `article.text`, as that of the records.
    """
    return {
        "entities": [asdict(entity) | {"forms": list(entity.forms)} for entity in composition.entities],
        "facts": [_plain_fact(fact, article) for fact in composition.facts],
    }


def _plain_fact(fact: Fact, article: Article) -> dict[str, Any]:
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(fact).items()}
    evidence = [_evidence(span, article) for span in fact.evidence]
    return plain | {"support": str(fact.support), "supported": fact.supported, "evidence": evidence}


def summary_of(plain: Mapping[str, Any]) -> Summary:
    """The summary for which `as_dict` returns `plain`."""
    return Summary(
        article_of(plain["article"]),
        plain["model"],
        tuple(PromptUsed(**prompt) for prompt in plain["prompts"]),
        plain["status"],
        tuple(map(record_of, plain["records"])),
        tuple(plain["problems"]),
        plain["left_out"],
        Usage(**plain["usage"]),
        plain["seconds"],
        plain.get("copy_of"),
        plain.get("version"),
    )


def plain_article(article: Article) -> dict[str, Any]:
    """The fields of an article as JSON types, its text last."""
    names = [field.name for field in fields(article) if field.name not in ("id", "text")]
    known = {name: getattr(article, name) for name in ("id", *names, "text")}
    return known | {name: day.isoformat() for name in ("published", "published_at") if (day := known[name])}


def article_of(plain: Mapping[str, Any]) -> Article:
    """The article for which `plain_article` returns `plain`; one that couldn't be read has no text."""
    known = {name: value for name, value in plain.items() if name != "text"}
    return Article(plain["text"], **known) if plain["text"] else textless(**known)


def plain_record(grounded: GroundedRecord, article: Article | None = None) -> dict[str, Any]:
    """A record's fields, its evidence, and the support of each value, as JSON types.

    What follows from the article, such as a day and the text of the evidence, is there if the `article` is given.
    """
    record = grounded.record
    computed = record.compute(article) if article else {}
    plain: dict[str, Any] = {"kind": record.kind, **record.model_dump(), **computed}
    if grounded.form:
        plain |= {"form": grounded.form, "quotes": list(grounded.quotes)}
    plain |= {"level": str(grounded.support), "supported": grounded.supported}
    plain["derived"] = list(grounded.derived)
    plain["evidence"] = [_evidence(span, article) for span in grounded.evidence]
    plain["support"] = {value.field: _support(value) for value in grounded.values}
    return plain


def record_of(plain: Mapping[str, Any]) -> GroundedRecord:
    """The record for which `plain_record` returns `plain`, with its evidence and marks; it is not grounded again."""
    record = kind_named(plain["kind"]).model_validate(plain)
    texts = {given.field: given.text for given in given_values(record)}
    if unknown := sorted(plain["support"].keys() - texts.keys()):
        raise UsageError(f"support: the {record.kind} has no value {unknown[0]!r}; its values: {', '.join(texts)}")
    return GroundedRecord(
        record,
        tuple(Span(span["start"], span["end"]) for span in plain["evidence"]),
        tuple(_value(field, texts[field], support) for field, support in plain["support"].items()),
        plain.get("form"),
        tuple(plain.get("quotes", ())),
        tuple(plain.get("derived", ())),
    )


def upgraded_record(plain: Mapping[str, Any]) -> dict[str, Any]:
    """A record as `plain_record` writes it today, from one that may be older; today's comes back as it is.

    Older ones have `fuzzy` for `reworded`, no level of the record itself, count what is reworded as supported, give
    reasons without a code, and have nothing derived.
    """
    support = {field: _upgraded_support(value) for field, value in plain["support"].items()}
    levels = [Support(value["level"]) for value in support.values()]
    level = weakest_of(levels) if plain["evidence"] else Support.UNSUPPORTED
    told = {"level": str(level), "supported": level.holds, "derived": plain.get("derived", [])}
    before = {name: part for name, part in plain.items() if name not in (*told, "evidence", "support")}
    return {**before, **told, "evidence": plain["evidence"], "support": support}


def _upgraded_support(plain: Mapping[str, Any]) -> dict[str, Any]:
    level = "reworded" if plain["level"] == "fuzzy" else plain["level"]
    code = {"code": "other"} if "reason" in plain and "code" not in plain else {}
    return {**plain, "level": level, **code}


def _support(value: Value) -> dict[str, Any]:
    plain: dict[str, Any] = {"level": str(value.support), "spans": [[span.start, span.end] for span in value.spans]}
    if value.finding:
        place = value.finding.place
        plain |= {"code": value.finding.code, "reason": value.finding.message}
        plain |= {"place": [place.start, place.end]} if place else {}
    return plain if value.probability is None else plain | {"probability": value.probability}


def _value(field: str, text: str, plain: Mapping[str, Any]) -> Value:
    spans = tuple(Span(start, end) for start, end in plain["spans"])
    return Value(field, text, Support(plain["level"]), spans, _finding(plain), plain.get("probability"))


def _finding(plain: Mapping[str, Any]) -> Finding | None:
    if "reason" not in plain:
        return None
    return Finding(plain["code"], plain["reason"], Span(*plain["place"]) if "place" in plain else None)


def _evidence(span: Span, article: Article | None) -> dict[str, Any]:
    text = {"text": article.text[span.start : span.end].strip()} if article else {}
    return {"start": span.start, "end": span.end, **text}


def _is_of(grounded: GroundedRecord, *kinds: type[Record]) -> bool:
    return isinstance(grounded.record, kinds or Record)


plain_forms |= {
    "Article": PlainForm(lambda: _shapes.Article, plain_article, lambda plain: Article(**plain)),
    "GroundedRecord": PlainForm(_shapes.record_shape, plain_record, record_of, _is_of),
    "Summary": PlainForm(_shapes.summary_shape, as_dict, summary_of),
}
