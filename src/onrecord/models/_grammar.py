"""Grammars that hold the embedded model's decoding: compact JSON, and values copied from the article.

llama.cpp takes them in the Lark dialect of llguidance, whose `substring_chunks` allows any run of the chunks given.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from onrecord.answers import AnswerSchema
from onrecord.kinds import MatchRule, match_rules

if TYPE_CHECKING:
    from onrecord.models._base import Request

__all__ = ["compact_grammar", "copying_grammar"]

COMPACT = {"whitespace_flexible": False, "item_separator": ",", "key_separator": ":", "lenient": True}
"""No white space; and keywords that llguidance doesn't know are skipped, where else the whole grammar would be dropped
without a word."""

RECORDS, CHARACTERS = 2, 100
"""An answer holds at most this many records of a kind, and one more for so many characters asked about: a model that
has fallen into a loop is stopped there."""

PLAIN = r'[^"\\{}\[\]\x00-\x1f]'
"""A character of a sentence in the model's own words. Without quotation marks and brackets of JSON, a small model can't
take one that it opened within a text for the end of it."""

_CHUNK = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\uffdc\U00020000-\U0003ffff]"  # scripts without spaces: one by one
    r"|[^\W_](?:[\w’'.-]*[^\W_])?|\s+|.",
    re.DOTALL,
)


def compact_grammar(schema: Mapping[str, Any]) -> str:
    """A grammar that allows the JSON of `schema`, and no white space between its parts.

    Sent as `grammar` in place of `response_format`; it takes a third off an answer's tokens. Objects are closed to
    properties that the schema doesn't name, unless it says otherwise.

    It holds types, `required`, `enum`, `const`, `anyOf`, `oneOf`, `$ref`, `maxLength` in characters, `pattern`,
    `minItems`, `maxItems`, `minimum`, `maximum` and `multipleOf`, with properties in the schema's order; it passes over
    keywords such as `uniqueItems`, `not`, `if` and unknown formats. A schema that nothing can fill, a `$ref` to nothing
    or a look-around in a `pattern` leaves the answer free, which the server says nowhere: validate every answer. Give
    integers a `maximum`: the model may run on in digits.
    """
    return "%llguidance {}\nstart: " + _json({**_closed(schema), "x-guidance": COMPACT})


def copying_grammar(request: Request) -> str:
    """A compact grammar under which names are runs of words of the text shown, other copied values of that asked about.

    Numbers of sentences, labels and stated values are as their schema says. A request without a text, or with a schema
    of another kind, has the grammar of its schema alone. One with options has a grammar of these words.
    """
    if request.options:
        return "%llguidance {}\nstart: " + " | ".join(map(_text, request.options))
    schema = request.schema
    if not (request.shown and issubclass(schema, AnswerSchema) and schema.kinds):
        return compact_grammar(schema.model_json_schema())
    written = schema.model_json_schema()
    asked = request.asked or request.shown
    most = RECORDS + len(asked) // CHARACTERS
    rules = [f"SHOWN: {_substring(request.shown)}", f"ASKED: {_substring(asked)}"]
    for kind in schema.kinds:
        part = get_args(schema.model_fields[kind.plural].annotation)[0]
        if isinstance(part, type) and issubclass(part, BaseModel):
            rules += _object_rules(kind.kind, written["$defs"][part.__name__], match_rules(part))
        else:
            rules += _value_rules(kind.kind, written["properties"][kind.plural]["items"], MatchRule.STATED)
        start = _text(json.dumps(kind.plural) + ":[")
        rules.append(f'{kind.plural}: {start} {kind.kind} ("," {kind.kind}){{0,{most - 1}}} "]"')
    rules.append(f'start: "{{" ({_some([kind.plural for kind in schema.kinds])})? "}}"')
    return "%llguidance {}\n" + "\n".join(dict.fromkeys(rules))


def _some(rules: Sequence[str]) -> str:
    """One or more of `rules`, in their order, with commas between."""
    runs = [[rule, *(f'("," {later})?' for later in rules[i + 1 :])] for i, rule in enumerate(rules)]
    return " | ".join(" ".join(run) for run in runs)


def _object_rules(name: str, schema: Mapping[str, Any], read: Mapping[str, MatchRule]) -> Iterator[str]:
    """The rule of a record, and one for each of its properties."""
    for key, value in schema["properties"].items():
        yield from _value_rules(f"{name}_{key}", value, read.get(key))
    keys, needed = list(schema["properties"]), set(schema["required"])
    first = next((i for i, key in enumerate(keys) if key in needed), len(keys) - 1)
    starts = [[_property(name, keys[i]), *_later(name, keys[i + 1 :], needed)] for i in range(first + 1)]
    yield f'{name}: "{{" ({" | ".join(" ".join(run) for run in starts)}) "}}"'


def _property(name: str, key: str) -> str:
    return f"{_text(json.dumps(key) + ':')} {name}_{key}"


def _later(name: str, keys: Sequence[str], needed: Collection[str]) -> list[str]:
    """The properties behind another one; those that aren't needed may be left out."""
    pieces = {key: f'"," {_property(name, key)}' for key in keys}
    return [piece if key in needed else f"({piece})?" for key, piece in pieces.items()]


def _value_rules(rule: str, schema: Mapping[str, Any], reading: MatchRule | None) -> Iterator[str]:
    """The rules of a property's value."""
    if reading is MatchRule.STATED:
        yield f'{rule}: "\\"" /{PLAIN}{{1,{schema["maxLength"]}}}/ "\\""'
        return
    if reading is None:
        yield f"{rule}: {_json({**schema, 'x-guidance': COMPACT})}"
        return
    text = "SHOWN" if reading is MatchRule.NAMED else "ASKED"
    longest = schema.get("items", schema)["maxLength"]
    copied = f"{text.lower()}_{longest}"
    yield f"{text}_{longest}: {text} & /.{{1,{longest}}}/"
    yield f'{copied}: "\\"" {text}_{longest} "\\""'
    if schema["type"] == "array":
        yield f'{rule}: "[" {copied} ("," {copied}){{0,{schema["maxItems"] - 1}}} "]"'
    else:
        yield f"{rule}: {copied}"


def _substring(text: str) -> str:
    """A terminal for any run of words of `text`, escaped as within a JSON string."""
    return "%regex " + json.dumps({"substring_chunks": [_escaped(chunk) for chunk in _CHUNK.findall(text)]})


def _escaped(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _text(literal: str) -> str:
    """A Lark string."""
    return json.dumps(literal)


def _json(schema: Mapping[str, Any]) -> str:
    return "%json " + json.dumps(schema)


def _closed(schema: Mapping[str, Any]) -> dict[str, Any]:
    """`schema` with every object that names its properties closed to others."""
    closed = {key: _closed_within(key, value) for key, value in schema.items()}
    if "properties" in schema:
        closed.setdefault("additionalProperties", False)
    return closed


def _closed_within(keyword: str, value: object) -> object:
    """The value of a keyword, with the schemas in it closed; what is data and no schema stays as it is."""
    if keyword in ("properties", "$defs", "definitions") and isinstance(value, Mapping):
        return {name: _closed(schema) for name, schema in value.items()}
    if keyword in ("anyOf", "oneOf", "allOf", "prefixItems") and isinstance(value, list):
        return [_closed(schema) for schema in value]
    if keyword in ("items", "additionalProperties") and isinstance(value, Mapping):
        return _closed(value)
    return value
