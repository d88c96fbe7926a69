"""Reads JSON out of what a model wrote: where it stands, and values in it that are lax in shape.

Nothing is made up: a value is taken for what it plainly says, such as a name alone for a list of one name, or the
answer doesn't fit. `MENDS` says what each fault of a value is taken for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = ["MENDS", "Found", "after_thought", "decoded", "json_values", "mended", "simplified", "unescaped"]

Filled = TypeVar("Filled", bound=BaseModel)

_OPENING = re.compile(r'\{(?=\s*["}])|\[(?=\s*[\[{"\]])')
"""The start of a JSON object, or of a list of more than numbers, and of no other words in brackets."""

_THOUGHT = r"[\w:|-]{0,20}(?:think|thought|reason|analysis|reflection|scratchpad)[\w:|-]{0,20}"

_THOUGHT_BEGINS = re.compile(rf"<{_THOUGHT}>|\[THINK\]|◁think▷", re.IGNORECASE)

_THOUGHT_ENDS = re.compile(
    rf"</{_THOUGHT}>|\[/THINK\]|◁/think▷|<\|channel\|>final[^{{]{{0,40}}<\|message\|>", re.IGNORECASE
)
"""How models mark the end of what they think before they answer."""

MOST_SCANS = 8
"""How many times the length of a text may be read in search of JSON: a text of broken openings is given up."""

ROUNDS = 6
"""How many times a value is mended and tried again: a mended list shows the faults of what it holds."""

NONE = frozenset({"", "none", "na", "null", "nil", "nothing", "empty"})
"""Words, without signs, that say that a list is empty."""

SYNONYMS = {
    "happened": "occurred completed finished done past tookplace confirmed actual",
    "ongoing": "current continuing continued inprogress happening underway present",
    "planned": "scheduled future upcoming intended expected announced",
    "possible": "potential alleged may might could maybe uncertain unconfirmed hypothetical speculative low",
    "denied": "cancelled canceled calledoff negated refuted rejected false no",
    "certain": "confirmed definite sure true factual high yes",
    "probable": "likely medium",
}
"""What models write in place of a choice, letters alone."""


@dataclass(frozen=True, slots=True)
class Found:
    """A JSON object or list, and where in the text it stands."""

    value: Any
    start: int
    end: int


def json_values(text: str) -> Iterator[Found]:
    """The outermost JSON objects and lists in `text`, in their order; nothing of one that the text's end cuts off."""
    decoder = json.JSONDecoder(strict=False)
    whole = len(text.rstrip())
    position = scanned = 0
    while scanned <= MOST_SCANS * whole and (opening := _OPENING.search(text, position)):
        start = opening.start()
        try:
            value, position = decoder.raw_decode(text, start)
        except json.JSONDecodeError as error:
            if error.pos >= whole or error.msg.startswith("Unterminated"):
                return
            position = start + 1
            scanned += error.pos - start + error.pos // 64  # the error counts the lines before it, which is quick
        except (ValueError, RecursionError):
            return
        else:
            yield Found(value, start, position)


def after_thought(text: str) -> str:
    """What `text` says once its thoughts are at an end; nothing where they never end."""
    ends = [closing.end() for closing in _THOUGHT_ENDS.finditer(text)]
    said = text[ends[-1] :] if ends else text
    return "" if _THOUGHT_BEGINS.search(said) else said


def decoded(value: Any) -> Any:
    """What a string holds that is itself JSON, however often it was encoded; any other value as it is."""
    for _ in range(3):
        if not isinstance(value, str) or value.lstrip()[:1] not in ("{", "[", '"'):
            return value
        try:
            value = json.loads(value, strict=False)
        except (ValueError, RecursionError):
            return value
    return value


def unescaped(text: str) -> str:
    """What `text` says where it is a JSON string, with its quotation marks or without them; else nothing."""
    for quoted in (text, f'"{text}"'):
        try:
            said = json.loads(quoted, strict=False)
        except (ValueError, RecursionError):
            continue
        return said if isinstance(said, str) else ""
    return ""


def mended(schema: type[Filled], value: Any, **options: Any) -> Filled:
    """The schema filled by `value`, whose lax parts are mended in place.

    Raises `ValidationError` where it doesn't fit.
    """
    emptied: set[tuple[int | str, ...]] = set()
    for _ in range(ROUNDS):
        try:
            return schema.model_validate(value, **options)
        except ValidationError as error:
            faults = error.errors(include_url=False)
            outcomes = [_mend(value, fault, emptied) for fault in reversed(faults)]
            if not all(outcomes):
                raise
    return schema.model_validate(value, **options)


def simplified(text: str) -> str:
    """`text` in letters and digits alone, small ones."""
    return re.sub(r"[\W_]+", "", text.casefold())


def _mend(value: Any, fault: ErrorDetails, emptied: set[tuple[int | str, ...]]) -> bool:
    """Mend one fault in `value`; whether that was possible.

    Of a record, what has to be there and is empty makes the record one that says nothing, so that goes as a whole.
    """
    place = fault["loc"]
    if fault["type"] == "missing" and place in emptied:
        return _put(value, place[:-1], [])
    mend = MENDS.get(fault["type"])
    instead = mend(fault) if mend and place else None
    if instead == []:
        emptied.add(place)
    return instead is not None and _put(value, place, instead)


def _put(value: Any, place: Sequence[int | str], instead: list[Any]) -> bool:
    """Put what is in `instead` at a place in `value`: nothing, one value or, in a list, several."""
    try:
        for step in place[:-1]:
            value = value[step]
        key = place[-1]
        if isinstance(value, list):
            value[key : key + 1] = instead  # type: ignore[index, operator]  # of a list it is a number
        elif instead:
            (value[key],) = instead
        else:
            del value[key]
    except (LookupError, TypeError, ValueError):
        return False
    return True


def _list(fault: ErrorDetails) -> list[Any] | None:
    value = decoded(fault["input"])
    if value is None or (isinstance(value, str) and simplified(value) in NONE):
        return [[]]
    if isinstance(value, list):
        return [value]
    if isinstance(value, dict) and value and all(isinstance(part, dict) for part in value.values()):
        return [list(value.values())]
    return [[value]]


def _object(fault: ErrorDetails) -> list[Any] | None:
    value = decoded(fault["input"])
    if value is None or (isinstance(value, str) and simplified(value) in NONE):
        return []
    if isinstance(value, list) and len(value) == 1:
        (value,) = value
    return [value] if isinstance(value, dict) else None


def _text(fault: ErrorDetails) -> list[Any] | None:
    value = fault["input"]
    if isinstance(value, dict):
        value = _main_value(value)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = ", ".join(filter(None, value)) or None
    if value is None:
        return []
    plain = isinstance(value, str | int | float) and not isinstance(value, bool)
    return [str(value)] if plain else None


def _main_value(value: Mapping[str, Any]) -> Any:
    """What an object says that stands for a text, such as a name with a role."""
    named = [value[key] for key in ("name", "text", "value") if isinstance(value.get(key), str)]
    return named[0] if named else next(iter(value.values())) if len(value) == 1 else value


def _choice(fault: ErrorDetails) -> list[Any] | None:
    value = fault["input"]
    if isinstance(value, list) and len(value) == 1:
        (value,) = value
    said = simplified("" if value is None else str(value))
    if said in NONE:
        return []
    choices = {simplified(choice): choice for choice in re.findall(r"'([^']*)'", fault["ctx"]["expected"])}
    meant = [choice for choice in choices if said == choice or said in SYNONYMS.get(choice, "").split()]
    meant += [choice for choice in get_close_matches(said, choices, cutoff=0.75) if choice[:3] == said[:3]]
    return [choices[meant[0]]] if meant else None


def _numbers(fault: ErrorDetails) -> list[Any] | None:
    """The whole numbers that a value names: `[2]`, `S2`, `2-4`, `1 and 3`."""
    value = fault["input"]
    if value is None or value == "":
        return []
    said = _main_value(value) if isinstance(value, dict) else value
    spans = re.findall(r"(\d{1,4})(?:\s*(?:-|–|to)\s*(\d{1,4}))?", str(said))
    found = [number for first, last in spans for number in range(int(first), int(last or first) + 1)]
    return found if found and isinstance(said, int | str) else None


def _alike(fault: ErrorDetails) -> list[Any] | None:
    """The value under a name that differs in case, signs or a plural's s from the one that is missing."""
    name = simplified(str(fault["loc"][-1])).rstrip("s")
    values = fault["input"]
    return next(([values[key]] for key in values if simplified(key).rstrip("s") == name), None)


def _fewer(fault: ErrorDetails) -> list[Any] | None:
    value = fault["input"]
    return [value[: fault["ctx"]["max_length"]]] if isinstance(value, list) else None


MENDS: Mapping[str, Callable[[ErrorDetails], list[Any] | None]] = {
    "list_type": _list,
    "model_type": _object,
    "model_attributes_type": _object,
    "string_type": _text,
    "string_too_short": lambda _: [],
    "literal_error": _choice,
    "int_type": _numbers,
    "int_parsing": _numbers,
    "missing": _alike,
    "too_long": _fewer,
}
"""What to put in the place of a value, by the name that pydantic gives its fault: nothing, one value, several, or None
where the value can't be mended."""
