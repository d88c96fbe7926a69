"""The shapes of summaries, records and articles as plain data, as types that pydantic validates and describes."""

from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field, WithJsonSchema
from pydantic.fields import FieldInfo
from typing_extensions import TypedDict

from onrecord.errors import UsageError
from onrecord.grounding import Form, Support
from onrecord.kinds import KINDS, Record

__all__ = ["Article", "record_shape", "summary_shape"]

Count = Annotated[int, Field(ge=0)]
Range = tuple[Count, Count]


class Article(TypedDict):
    """An article: its text, and what is known about it."""

    id: str
    title: NotRequired[str | None]
    url: NotRequired[str | None]
    published: NotRequired[date | None]
    language: NotRequired[str]
    source: NotRequired[str | None]
    author: NotRequired[str | None]
    published_at: NotRequired[datetime | None]
    text: str


class Evidence(TypedDict):
    """Characters of the article's text, by offsets in Unicode code points; the end is exclusive."""

    start: Count
    end: Count
    text: NotRequired[str]


class ValueSupport(TypedDict):
    """How the article supports a value, and the characters that do, by offsets; why not, where it doesn't."""

    level: Support
    spans: list[Range]
    code: NotRequired[str]
    reason: NotRequired[str]
    place: NotRequired[Range]
    probability: NotRequired[float]


class Prompt(TypedDict):
    """A prompt that was used, and the hash of all in it that shapes what is asked."""

    name: str
    identity: str


class Usage(TypedDict):
    """Calls and tokens, failed attempts included."""

    calls: Count
    input: Count
    cached: Count
    output: Count


def record_shape(*kinds: type[Record]) -> Any:
    """A grounded record of one of these kinds (none: of any), each with its own fields.

    Raises `UsageError` where none of them is registered.
    """
    wanted = [kind for kind in KINDS.values() if issubclass(kind, kinds or Record)]
    if not wanted:
        named = ", ".join(kind.__name__ for kind in kinds)
        raise UsageError(f"{named}: no kind that is registered; call onrecord.register with it first")
    shapes = [_shape_of(kind) for kind in wanted]
    return Annotated[reduce(or_, shapes), Field(discriminator="kind")] if len(shapes) > 1 else shapes[0]


def _shape_of(kind: type[Record]) -> Any:
    """A grounded record of a kind: its own fields, and what grounding adds."""
    fields = {
        "kind": Literal[kind.kind],
        **{name: _field(info) for name, info in kind.model_fields.items()},
        **_computed(kind),
        "form": NotRequired[Form],
        "quotes": NotRequired[list[str]],
        "level": NotRequired[Support],
        "supported": NotRequired[bool],
        "derived": NotRequired[list[str]],
        "evidence": list[Evidence],
        "support": dict[str, ValueSupport],
    }
    shape: Any = TypedDict(f"{kind.__name__}Record", fields)  # type: ignore[misc]  # made while running, for pydantic
    shape.__doc__ = kind.__doc__
    shape.__module__ = kind.__module__
    return shape


def _field(info: FieldInfo) -> Any:
    field: Any = Annotated[info.rebuild_annotation(), Field(description=info.description)]
    return field if info.is_required() else NotRequired[field]


def _computed(kind: type[Record]) -> dict[str, Any]:
    """What follows from a record of the kind and its article, and isn't a field."""
    return {
        name: NotRequired[Annotated[Any, WithJsonSchema(dict(described))]]
        for name, described in kind.computed().items()
    }


def summary_shape() -> Any:
    """A summary: its article, its records of all kinds that are registered by now, and how the extraction went."""
    found: Any = list.__class_getitem__(record_shape())

    class Summary(TypedDict):
        """The records of an article, and how the extraction went."""

        article: Article
        version: NotRequired[Annotated[int, Field(ge=1)]]
        status: Literal["ok", "partial", "failed"]
        problems: list[str]
        records: found
        left_out: Count
        model: str
        prompts: list[Prompt]
        usage: Usage
        seconds: Annotated[float, Field(ge=0)]
        copy_of: NotRequired[str]

    return Summary
