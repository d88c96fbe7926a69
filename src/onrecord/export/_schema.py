"""The JSON schema of what `onrecord summarize` writes as JSON, made from the types that it is written from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from typing import Any, get_args, get_type_hints

from pydantic import TypeAdapter

from onrecord.article import Article
from onrecord.compose import Entity, Fact, MainEvent
from onrecord.extraction import PromptUsed, Summary
from onrecord.grounding import Form, Support
from onrecord.kinds import KINDS, MatchRule, Record, match_rules
from onrecord.plain import SCHEMA_VERSION
from onrecord.usage import Usage

__all__ = ["summary_schema"]

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_OPTIONAL: Schema = {"type": ["string", "null"]}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_LEVEL: Schema = {"enum": [str(level) for level in Support]}
_SPAN: Schema = {"type": "array", "items": _COUNT, "minItems": 2, "maxItems": 2}
_ALWAYS = ("id", "language", "text")
"""The fields of an article that are never null."""
_DAYS = {"published": "date", "published_at": "date-time"}
_OFFSETS = "offsets into the article's text, in Unicode code points; the end is exclusive"


def summary_schema() -> Schema:
    """The JSON schema (2020-12) of a summary as a line of JSON Lines has it, and of the list that a JSON file is."""
    kinds = {kind.kind: _record(kind) for kind in KINDS.values()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Summaries by onrecord, version {SCHEMA_VERSION}",
        "description": "One summary, or a list of summaries.",
        "oneOf": [{"$ref": "#/$defs/summary"}, {"type": "array", "items": {"$ref": "#/$defs/summary"}}],
        "$defs": {
            "summary": _summary(),
            "article": _article(),
            "record": {"oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in kinds]},
            **kinds,
            "support": _support(),
            "evidence": _evidence(),
            "main_event": _of(MainEvent),
            "entity": _of(Entity),
            "fact": _fact(),
            "prompt": _of(PromptUsed),
            "usage": _of(Usage),
        },
    }


def _summary() -> Schema:
    version = {"type": "integer", "minimum": 1, "description": "the number of the article's version"}
    return _object(
        {
            "schema_version": {"const": SCHEMA_VERSION},
            "article": {"$ref": "#/$defs/article"},
            "version": version,
            "status": {"enum": list(get_args(get_type_hints(Summary)["status"]))},
            "problems": _list(_TEXT),
            "records": _list({"$ref": "#/$defs/record"}),
            "left_out": _COUNT,
            "model": _TEXT,
            "prompts": _list({"$ref": "#/$defs/prompt"}),
            "usage": {"$ref": "#/$defs/usage"},
            "seconds": {"type": "number", "minimum": 0},
            "copy_of": {"type": "string", "description": "the id of the near-duplicate whose records these are"},
            "main_event": {"oneOf": [{"$ref": "#/$defs/main_event"}, {"type": "null"}]},
            "entities": _list({"$ref": "#/$defs/entity"}),
            "facts": _list({"$ref": "#/$defs/fact"}),
        },
        optional={"version", "copy_of"},
    )


def _article() -> Schema:
    found = {field.name: _TEXT if field.name in _ALWAYS else _OPTIONAL for field in fields(Article)}
    return _object(found | {name: _OPTIONAL | {"format": form} for name, form in _DAYS.items()})


def _record(kind: type[Record]) -> Schema:
    """A record of a kind: its own fields, as the kind defines them, and what grounding adds."""
    own = kind.model_json_schema()["properties"]
    derived: Schema = {name: dict(described) for name, described in kind.computed().items()}
    if MatchRule.QUOTED in match_rules(kind).values():
        derived |= {"form": {"enum": list(get_args(Form))}, "quotes": _list(_TEXT)}
    found = {
        "kind": {"const": kind.kind},
        **{name: _without_defaults(field) for name, field in own.items()},
        # A model may give numbers that no sentence has; what rests on these alone is unsupported.
        "sentences": _list({"type": "integer"}) | {"minItems": 1},
        **derived,
        "level": _LEVEL,
        "supported": {"type": "boolean"},
        "derived": _list({"enum": list(own)}) | {"description": "fields whose values follow from the text by rule"},
        "evidence": _list({"$ref": "#/$defs/evidence"}),
        "support": {
            "type": "object",
            "propertyNames": {"pattern": rf"^({'|'.join(own)})(\[\d+\])?$"},
            "additionalProperties": {"$ref": "#/$defs/support"},
        },
    }
    return _object(found, optional={"form", "quotes"})


def _support() -> Schema:
    probability = {"type": "number", "minimum": 0, "maximum": 1}
    given = {"level": _LEVEL, "spans": _list(_SPAN) | {"description": _OFFSETS}}
    found = {"code": _TEXT, "reason": _TEXT, "place": _SPAN | {"description": "characters of the value"}}
    return _object(given | found | {"probability": probability}, optional={*found, "probability"}) | {
        "dependentRequired": {"code": ["reason"], "reason": ["code"], "place": ["reason"]}
    }


def _evidence() -> Schema:
    return _object({"start": _COUNT, "end": _COUNT, "text": _TEXT}) | {"description": _OFFSETS}


def _fact() -> Schema:
    schema = _of(Fact)
    position = _COUNT | {"description": "a position among the records, from 0"}
    saying = schema["properties"]["said"]["items"]
    saying["properties"]["record"] = position
    schema["properties"] |= {
        "records": _list(position) | {"minItems": 1, "uniqueItems": True},
        "told": position,
        "evidence": _list({"$ref": "#/$defs/evidence"}),
        "support": _LEVEL,
        "supported": {"type": "boolean"},
    }
    return _object(schema["properties"])


def _of(described: type) -> Schema:
    """The schema of a dataclass, with those of the dataclasses within it in their places; every field is required."""
    found = TypeAdapter(described).json_schema()
    closed: Schema = _closed(found, found.pop("$defs", {}))
    return closed


def _closed(schema: Any, inner: Schema) -> Any:
    if isinstance(schema, list):
        return [_closed(each, inner) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _closed(inner[schema["$ref"].rpartition("/")[2]], inner)
    if "properties" in schema:
        return _object({name: _closed(each, inner) for name, each in schema["properties"].items()})
    return {name: _closed(each, inner) for name, each in schema.items() if name not in ("default", "title")}


def _without_defaults(field: Schema) -> Schema:
    return {name: each for name, each in field.items() if name not in ("default", "title")}


def _object(properties: Schema, optional: Collection[str] = ()) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [name for name in properties if name not in optional],
        "properties": properties,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}
