"""The JSON schema of gold files, with which editors complete and check them."""

from __future__ import annotations

from typing import Any, get_args, get_origin

from onrecord.kinds import KINDS, Record

__all__ = ["gold_schema"]


def gold_schema() -> dict[str, Any]:
    """The JSON schema of a `gold/*.yaml` file, made from the kinds and their fields."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Labelled records of one article",
        "type": "object",
        "additionalProperties": False,
        "required": ["article"],
        "properties": {
            "article": {"type": "string", "description": "the text's name: articles/NAME.txt"},
            "title": {"type": ["string", "null"]},
            "published": {"type": ["string", "null"], "format": "date", "description": "YYYY-MM-DD"},
            "language": {"type": "string", "default": "en", "description": "a two-letter code"},
            **{kind.plural: {"type": ["array", "null"], "items": _record(kind)} for kind in KINDS.values()},
            "facts": {"type": ["array", "null"], "items": _fact()},
            "entities": {"type": ["array", "null"], "items": _entity()},
        },
    }


def _record(kind: type[Record]) -> dict[str, Any]:
    fields = {name: info for name, info in kind.model_fields.items() if name != "sentences"}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [*(name for name, info in fields.items() if info.is_required()), "evidence"],
        "properties": {
            **{name: _field(info.annotation, info.description) for name, info in fields.items()},
            "evidence": {
                "type": "array",
                "minItems": 1,
                "items": {"type": "string", "minLength": 1},
                "description": "snippets of the article, each copied exactly and long enough to occur once",
            },
            "optional": {"type": "boolean", "description": "debatable: missing it is no miss, finding it no mistake"},
            "note": {"type": "string", "description": "for readers"},
            "draft": {"type": "boolean", "description": "a model's, which nobody has accepted yet, and no gold so far"},
        },
    }


def _fact() -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            **{
                kind.plural: {
                    "type": "array",
                    "uniqueItems": True,
                    "items": {"type": "integer", "minimum": 1},
                    "description": f"the numbers of its {kind.plural}, which count from 1 in the file's order",
                }
                for kind in KINDS.values()
            },
            "main": {"enum": [1, 2, 3, None], "description": "its line in a summary of three; 1 is what it is about"},
        },
    }


def _entity() -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["name", "forms"],
        "properties": {
            "name": {"type": "string", "minLength": 1, "description": "the fullest proper name, without titles"},
            "forms": {
                "type": "array",
                "minItems": 1,
                "uniqueItems": True,
                "items": {"type": "string", "minLength": 1},
                "description": "the other wordings that the article has for it, titles included",
            },
        },
    }


def _field(annotation: Any, description: str | None) -> dict[str, Any]:
    """The schema of one field. A text may hold alternatives, `A | B`, so a choice is a pattern instead of an enum."""
    said = {"description": description} if description else {}
    if get_origin(annotation) is list:
        return {"type": "array", "items": {"type": "string", "minLength": 1}, **said}
    labels = [each for each in get_args(annotation) if isinstance(each, str)]
    if labels:
        one = f"({'|'.join(labels)})"
        return {"type": "string", "pattern": rf"^{one}( \| {one})*$", "examples": labels, **said}
    optional = type(None) in get_args(annotation)
    return {"type": ["string", "null"] if optional else "string", **said}
