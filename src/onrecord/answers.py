"""The answer of a model: its schema, and how to read the records back.

An answer is one JSON object with a list of records for each kind. A kind without records may be left out. A record of
which one field alone is asked is the text of that field.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from typing import Annotated, Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, create_model, model_validator
from pydantic.json_schema import GenerateJsonSchema

from onrecord.kinds import Record
from onrecord.lenient import Found, after_thought, decoded, json_values, mended, simplified, unescaped

__all__ = ["AnswerSchema", "answer_schema", "complete_records", "fields_asked"]

_NOTHING = re.compile(r"\s*(?:```\w*\s*)?(?:\{\s*\}|\[\s*\]|null)\s*(?:```\s*)?")
"""A text that stands for an answer without records."""

_BETWEEN = re.compile(r"[\s,;]*")
"""The text between objects that are the pieces of one answer."""

DEEPEST = 4
"""The most objects or lists that may be wrapped around an answer."""


Answer = TypeVar("Answer", bound="AnswerSchema")


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
        """The answer in `json_data`: the object that fits the schema; other text of the model around it is ignored.

        Raises `pydantic.ValidationError` where no object fits.
        """
        text = json_data if isinstance(json_data, str) else bytes(json_data).decode(errors="replace")
        try:
            return super().model_validate_json(text, **options)
        except ValidationError as error:
            return cls._found_in(text, error, options)

    @classmethod
    def _found_in(cls, text: str, error: ValidationError, options: dict[str, Any]) -> Self:
        """The answer among other words, searched first after the model's reasoning. Raises the last misfit's error."""
        for said in dict.fromkeys((after_thought(text), text, unescaped(text))):
            if _NOTHING.fullmatch(said):
                return cls()
            fits: list[tuple[Found, Self]] = []
            for found in json_values(said):
                try:
                    fits.append((found, cls._filled_by(found.value, options)))
                except ValidationError as misfit:
                    error = misfit
            if fits:
                return _meant(_grouped(fits, said), said)
        raise error

    @classmethod
    def _filled_by(cls, value: Any, options: dict[str, Any], depth: int = 0) -> Self:
        """The answer in `value`: the value itself, the joined members of a list, or the last fitting part of an object.

        Raises `ValidationError` where nothing fits.
        """
        value = decoded(value)
        named = _named(value, cls)
        try:
            return mended(cls, named or value or None, **options)
        except ValidationError:
            if depth < DEEPEST and isinstance(value, list) and value:
                return _joined([cls._filled_by(part, options, depth + 1) for part in value])
            if depth < DEEPEST and isinstance(value, dict):
                for part in reversed(value.values()):
                    with suppress(ValidationError):
                        return cls._filled_by(part, options, depth + 1)
            raise

    @property
    def is_empty(self) -> bool:
        """Whether there are no records."""
        return not any(getattr(self, kind.plural) for kind in self.kinds)

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
        return [_record(kind, part, asked) for kind in self.kinds for part in getattr(self, kind.plural)]


def fields_asked(kind: type[Record], *, cites: bool = True, brief: bool = False) -> list[str]:
    """The fields of a kind that an answer has, in the schema's order; without `cites`, no sentence numbers."""
    wanted = kind.brief_fields if brief and kind.brief_fields else tuple(kind.model_fields)
    return [
        name for name in kind.model_fields if (name == "sentences" and cites) or name in set(wanted) - {"sentences"}
    ]


@cache
def answer_schema(kinds: tuple[type[Record], ...], *, cites: bool = True, brief: bool = False) -> type[AnswerSchema]:
    """The class of answers that hold records of `kinds`, with the fields that are asked for."""
    parts = [_part(kind, fields_asked(kind, cites=cites, brief=brief)) for kind in kinds]
    fields: dict[str, Any] = {kind.plural: (list[part], []) for kind, part in zip(kinds, parts, strict=True)}  # type: ignore[valid-type]
    name = "".join(kind.plural.capitalize() for kind in kinds)
    schema = create_model(name, __base__=AnswerSchema, **fields)
    schema.kinds = kinds
    return schema


def complete_records(text: str, kinds: Sequence[type[Record]], asked: Sequence[int]) -> list[Record]:
    """The complete and valid records in `text`, an answer that was cut off or is malformed elsewhere."""
    found = []
    given = {"sentences": list(asked)} if len(asked) == 1 else {}
    for kind in kinds:
        for value in _values_in_list(after_thought(text), kind.plural):
            values = dict.fromkeys(kind.brief_fields[:1], value) if isinstance(value, str) else value
            try:
                found.append(mended(kind, given | values))
            except ValidationError:
                continue
    return found


def _record(kind: type[Record], part: BaseModel | str, asked: Sequence[int]) -> Record:
    values = {kind.brief_fields[0]: part} if isinstance(part, str) else part.model_dump()
    return kind.model_validate({"sentences": list(asked), **values})


def _part(kind: type[Record], names: Sequence[str]) -> Any:
    """The type of a record in an answer: a class with these fields of a kind, or the text that is all of them."""
    infos = {name: kind.model_fields[name] for name in names}
    if len(infos) == 1:
        (info,) = infos.values()
        return Annotated[info.annotation, *info.metadata]
    if len(infos) == len(kind.model_fields):
        return kind
    fields: dict[str, Any] = {name: (info.annotation, info) for name, info in infos.items()}
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


def _named(value: Any, schema: type[AnswerSchema]) -> dict[str, Any]:
    """The records in an object, by the plural of their kind; its keys may be singular or in capitals.

    Where one kind is asked for, `value` may also be a record or a list of records of that kind.
    """
    if len(schema.kinds) == 1 and _are_records(value if isinstance(value, list) else [value], schema.kinds[0]):
        return {schema.kinds[0].plural: value}
    plurals = {simplified(name): kind.plural for kind in schema.kinds for name in (kind.kind, kind.plural)}
    parts = value.items() if isinstance(value, dict) else ()
    return {plurals[simplified(key)]: part for key, part in parts if simplified(key) in plurals}


def _are_records(values: list[Any], kind: type[Record]) -> bool:
    """Whether each value has all required fields of a record of `kind`, except `sentences`."""
    needed = {name for name, info in kind.model_fields.items() if info.is_required() and name != "sentences"}
    return bool(values) and all(isinstance(value, dict) and needed <= value.keys() for value in values)


def _grouped(fits: list[tuple[Found, Answer]], text: str) -> list[tuple[Found, Answer]]:
    """The objects that fit, with those joined that follow each other without a word between them."""
    groups: list[tuple[Found, Answer]] = []
    for found, filled in fits:
        if groups and _BETWEEN.fullmatch(text, groups[-1][0].end, found.start):
            groups[-1] = (found, _joined([groups[-1][1], filled]))
        else:
            groups.append((found, filled))
    return groups


def _joined(pieces: list[Answer]) -> Answer:
    """One answer with the records of all pieces."""
    first, *_ = pieces
    names = [kind.plural for kind in first.kinds]
    return first.model_copy(
        update={name: [part for piece in pieces for part in getattr(piece, name)] for name in names}
    )


def _meant(fits: list[tuple[Found, Answer]], text: str) -> Answer:
    """The last of the objects that fit, since those before it are drafts and examples.

    An object without records counts only if it ends the text, or if no object has records; elsewhere it may be a remark
    on what an empty answer would look like.
    """
    found, last = fits[-1]
    if not text[found.end :].strip(" \t\r\n`*"):
        return last
    return next((filled for _, filled in reversed(fits) if not filled.is_empty), last)


def _values_in_list(text: str, name: str) -> Iterator[dict[str, Any] | str]:
    """The complete objects and texts at the start of the last list called `name`."""
    starts = [start.end() for start in re.finditer(rf'"{name}"\s*:\s*\[', text)]
    position = starts[-1] if starts else len(text)
    while opening := re.compile(r'[\s,]*(?=[{"])').match(text, position):
        try:
            value, position = json.JSONDecoder(strict=False).raw_decode(text, opening.end())
        except (ValueError, RecursionError):
            return
        yield value
