"""The answer of a model: its schema, and how to read the records back.

An answer is one JSON object with a list of records for each kind. A kind without records may be left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, ValidationError, create_model, model_validator
from pydantic.json_schema import GenerateJsonSchema

from onrecord.kinds import Record

__all__ = ["AnswerSchema", "answer_schema", "complete_records"]

_OBJECT = re.compile(r'\{(?=\s*["}])')
"""The start of a JSON object, and of no other words in braces."""


class AnswerSchema(BaseModel):
    """The base of every answer: a field for each kind asked, named by its plural."""

    model_config = ConfigDict(extra="ignore")
    kinds: ClassVar[tuple[type[Record], ...]] = ()

    @classmethod
    @cache
    def _compact_schema(cls) -> dict[str, Any]:
        schema: dict[str, Any] = _compact(super().model_json_schema(schema_generator=_WithoutTitles))
        return schema

    @classmethod
    def model_json_schema(cls, *_: Any, **__: Any) -> dict[str, Any]:
        """The JSON schema without titles, defaults and nulls: what is absent is left out of an answer.

        Built once a class, since instructor asks for it on every call.
        """
        return cls._compact_schema()

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """The answer in `json_data`; prose or a code fence around the JSON object is ignored.

        Raises `pydantic.ValidationError` where there is no object, or the object doesn't fit the schema.
        """
        text = json_data if isinstance(json_data, str) else bytes(json_data).decode(errors="replace")
        return super().model_validate_json(_object_in(text), **options)

    @model_validator(mode="before")
    @classmethod
    def _names_a_kind(cls, data: object) -> object:
        """Refuse an object that has keys but none of the kinds, so that it doesn't pass as an empty answer."""
        if isinstance(data, dict) and data and not data.keys() & cls.model_fields.keys():
            raise ValueError(f"none of {', '.join(cls.model_fields)} is there")
        return data

    def records(self, asked: Sequence[int]) -> list[Record]:
        """All records, in the order of the kinds and, within a kind, of the answer.

        Records that cite no sentences rest on the sentences with the numbers `asked`.
        """
        return [
            _record(kind, filled.model_dump(), asked) for kind in self.kinds for filled in getattr(self, kind.plural)
        ]


@cache
def answer_schema(kinds: tuple[type[Record], ...], *, cites: bool = True) -> type[AnswerSchema]:
    """The class of answers that hold records of `kinds`; without `cites`, their sentence numbers are left out."""
    asked = [kind if cites else _without_sentences(kind) for kind in kinds]
    fields: dict[str, Any] = {kind.plural: (list[part], []) for kind, part in zip(kinds, asked, strict=True)}  # type: ignore[valid-type]
    name = "".join(kind.plural.capitalize() for kind in kinds)
    schema = create_model(name, __base__=AnswerSchema, **fields)
    schema.kinds = kinds
    return schema


def complete_records(text: str, kinds: Sequence[type[Record]], asked: Sequence[int]) -> list[Record]:
    """The complete and valid records in `text`, an answer that was cut off or is malformed elsewhere."""
    found = []
    for kind in kinds:
        for value in _objects_in_list(text, kind.plural):
            try:
                found.append(_record(kind, value, asked))
            except ValidationError:
                continue
    return found


def _record(kind: type[Record], values: dict[str, Any], asked: Sequence[int]) -> Record:
    return kind.model_validate({"sentences": list(asked), **values})


@cache
def _without_sentences(kind: type[Record]) -> type[BaseModel]:
    fields: dict[str, Any] = {
        name: (info.annotation, info) for name, info in kind.model_fields.items() if name != "sentences"
    }
    return create_model(kind.__name__, __config__=ConfigDict(extra="ignore"), **fields)


class _WithoutTitles(GenerateJsonSchema):
    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002  # pydantic's signature
        return False


def _compact(schema: Any) -> Any:
    """`schema` with "string or null" as string, without defaults and titles, and closed to other properties."""
    if isinstance(schema, list):
        return [_compact(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "anyOf" in schema:
        alternatives = [part for part in schema["anyOf"] if part != {"type": "null"}]
        rest = {key: value for key, value in schema.items() if key != "anyOf"}
        schema = {**alternatives[0], **rest} if len(alternatives) == 1 else schema
    dropped = {"default"} | ({"title", "description"} if schema.get("type") == "object" else set())
    compact = {key: _compact(value) for key, value in schema.items() if key not in dropped}
    return compact | {"additionalProperties": False} if compact.get("type") == "object" else compact


def _object_in(text: str) -> str:
    """The JSON object in `text`, to the end of the text where it is broken; `text` itself where there is none."""
    opening = _OBJECT.search(text)
    if opening is None:
        return text
    try:
        _, end = json.JSONDecoder().raw_decode(text, opening.start())
    except (ValueError, RecursionError):
        end = len(text)
    return text[opening.start() : end]


def _objects_in_list(text: str, name: str) -> Iterator[dict[str, Any]]:
    """The complete objects at the start of the list called `name`."""
    start = re.search(rf'"{name}"\s*:\s*\[', text)
    position = start.end() if start else len(text)
    while opening := re.compile(r"[\s,]*(?=\{)").match(text, position):
        try:
            value, position = json.JSONDecoder().raw_decode(text, opening.end())
        except (ValueError, RecursionError):
            return
        yield value
