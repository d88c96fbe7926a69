"""Edits of YAML files that people write: an entry of a list is replaced, put in or taken out, and all else stays.

The text is changed where the entry stands, by the places that the parser gives, so that comments, quotes, the order of
keys and the width of lines stay as their authors chose them, character by character.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import yaml

from onrecord._yaml import SafeLoader

__all__ = ["with_entries", "with_entry", "without_entry"]

Entry = Mapping[str, Any]

_NO_WIDTH = 1 << 30


def with_entries(text: str, key: str, place: int, entries: Sequence[Entry], order: Sequence[str]) -> str:
    """The text with more entries in the list under a key, the first of them at a place, from 0.

    `order` are the keys of the file's mapping, by which a list is put in that isn't there yet.
    """
    text = text if text.endswith("\n") else f"{text}\n"
    listed = _value(_top(text), key)
    if listed is None:
        return _with_list(text, key, entries, order)
    if not isinstance(listed, yaml.SequenceNode) or not listed.value:
        colon = _colon(text, _top(text), key)
        return _spliced(text, colon, max(_end(text, listed), colon), "\n" + _lines(entries, 2).rstrip("\n"))
    if listed.flow_style:
        kept = [_loaded(each) for each in listed.value]
        return _replaced(text, listed, flow([*kept[:place], *entries, *kept[place:]]))
    lines = _lines(entries, listed.start_mark.column, in_line=bool(listed.value[0].flow_style))
    if place == 0:
        at = _after_line(text, _colon(text, _top(text), key))
    else:
        at = _line_end(text, listed.value[min(place, len(listed.value)) - 1])
    return _spliced(text, at, at, lines)


def with_entry(text: str, key: str, place: int, entry: Entry, order: Sequence[str]) -> str:
    """The text with an entry in place of the one at a place, from 0, of the list under a key.

    `order` are the keys that an entry may have, by which one is put in that it didn't have.
    """
    text = text if text.endswith("\n") else f"{text}\n"
    node = _value(_top(text), key).value[place]
    if node.flow_style:
        return _replaced(text, node, flow(entry))
    return _changed(text, node, entry, order)


def without_entry(text: str, key: str, place: int) -> str:
    """The text without the entry at a place, from 0, of the list under a key."""
    listed = _value(_top(text), key)
    if len(listed.value) == 1:
        return _spliced(text, _colon(text, _top(text), key), _end(text, listed), " []")
    if listed.flow_style:
        return _replaced(text, listed, flow([_loaded(each) for i, each in enumerate(listed.value) if i != place]))
    return _spliced(text, _line_start(text, _dash(text, listed.value[place])), _line_end(text, listed.value[place]), "")


def flow(value: Any) -> str:
    """A value as YAML has it in one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{flow(key)}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    style = '"' if isinstance(value, str) and (len(value.splitlines()) != 1 or not value.isprintable()) else None
    return _dumped([value], style)[1:-1]


def _scalar(value: Any) -> str:
    """A value as it stands after a key of a mapping in block style."""
    told = flow(value)
    if isinstance(value, str) and value.isprintable():
        plain = _dumped(value, None).removesuffix("...").rstrip()
        return plain if yaml.safe_load(f"k: {plain}") == {"k": value} else told
    return told


def _dumped(value: Any, style: str | None) -> str:
    dumped: str = yaml.safe_dump(
        value, default_style=style, default_flow_style=True, allow_unicode=True, width=_NO_WIDTH, sort_keys=False
    )
    return dumped.strip()


@lru_cache(maxsize=2)
def _top(text: str) -> yaml.MappingNode:
    top = yaml.compose(text, SafeLoader)
    assert isinstance(top, yaml.MappingNode), "a gold file maps keys"  # noqa: S101
    return top


def _value(node: yaml.MappingNode, key: str) -> Any:
    """The node of a key's value; None where there is no such key."""
    return next((value for name, value in node.value if name.value == key), None)


def _key(node: yaml.MappingNode, key: str) -> yaml.Node:
    return next(name for name, _ in node.value if name.value == key)  # type: ignore[no-any-return]


def _spliced(text: str, start: int, end: int, put: str) -> str:
    return text[:start] + put + text[end:]


def _replaced(text: str, node: yaml.Node, put: str) -> str:
    return _spliced(text, node.start_mark.index, node.end_mark.index, put)


def _end(text: str, node: yaml.Node) -> int:
    """Where a node's own text ends: a collection in block style counts the comments after it as its own otherwise."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        key, value = node.value[-1]
        return max(_end(text, value), int(key.end_mark.index) + 1)
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return _end(text, node.value[-1])
    start: int = node.start_mark.index
    end: int = node.end_mark.index
    return start + len(text[start:end].rstrip()) if end > start else start


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _line_end(text: str, node: yaml.Node) -> int:
    """Where the line after a node's last one begins."""
    return _after_line(text, _end(text, node))


def _after_line(text: str, index: int) -> int:
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1


def _dash(text: str, node: yaml.Node) -> int:
    return text.rindex("-", 0, node.start_mark.index)


def _colon(text: str, node: yaml.MappingNode, key: str) -> int:
    """The place right after the colon of a key."""
    return text.index(":", _key(node, key).end_mark.index) + 1


def _lines(entries: Iterable[Entry], indent: int, *, in_line: bool = False) -> str:
    """Entries of a list, their dashes at the indent, each with a line for each key or all in one line."""
    first, later = " " * indent + "- ", " " * (indent + 2)
    if in_line:
        return "".join(f"{first}{flow(entry)}\n" for entry in entries)
    keys = ([f"{name}: {_scalar(value)}\n" for name, value in entry.items()] for entry in entries)
    return "".join(first + later.join(lines) for lines in keys)


def _with_list(text: str, key: str, entries: Sequence[Entry], order: Sequence[str]) -> str:
    """The text with a new list under a key, after the keys that come before it in `order`."""
    top = _top(text)
    before = set(order[: list(order).index(key)])
    known = [(name, value) for name, value in top.value if name.value in before or name.value not in order]
    at = max(_after_line(text, max(_end(text, value), name.end_mark.index)) for name, value in known)
    return _spliced(text, at, at, f"\n{key}:\n{_lines(entries, 2, in_line=key == 'facts')}")


def _changed(text: str, node: yaml.MappingNode, entry: Entry, order: Sequence[str]) -> str:
    """The text with the values of a mapping in block style replaced by those of an entry, as far as they differ."""
    old = {name.value: (name, value) for name, value in node.value}
    edits = []
    for key, (name, value) in old.items():
        if key not in entry and name is node.value[0][0]:
            return _rewritten(text, node, entry)
        if key not in entry:
            edits.append((_line_start(text, name.start_mark.index), _line_end(text, value), ""))
        elif _loaded(value) != entry[key]:
            start = _colon_of(text, name)
            edits.append((start, max(_end(text, value), start), f" {_scalar(entry[key])}"))
    for key in reversed(list(entry)):
        if key not in old:
            before, value = old[_before(key, old, order)]
            at = _after_line(text, max(_end(text, value), before.end_mark.index))
            edits.append((at, at, f"{' ' * node.start_mark.column}{key}: {_scalar(entry[key])}\n"))
    for start, end, put in sorted(edits, key=lambda each: each[0], reverse=True):
        text = _spliced(text, start, end, put)
    return text


def _rewritten(text: str, node: yaml.MappingNode, entry: Entry) -> str:
    lines = _lines([entry], node.start_mark.column - 2)
    return _spliced(text, _line_start(text, _dash(text, node)), _line_end(text, node), lines)


def _colon_of(text: str, name: yaml.Node) -> int:
    return text.index(":", name.end_mark.index) + 1


def _loaded(node: yaml.Node) -> Any:
    """The value of a node."""
    return yaml.constructor.SafeConstructor().construct_document(node)


def _before(key: str, old: Mapping[str, Any], order: Sequence[str]) -> str:
    """The key after which a new one is put: the last there is of those before it in `order`, or the first one."""
    ordered = list(order)
    earlier = [each for each in old if each in ordered and ordered.index(each) < ordered.index(key)]
    return max(earlier, key=ordered.index) if earlier else next(iter(old))
