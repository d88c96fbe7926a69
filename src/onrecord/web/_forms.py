"""What the labelling page is told: the form of each kind, made from its class, and the labels of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any, Literal, get_args, get_origin

from pydantic_core import PydanticUndefined

from onrecord.article import Article
from onrecord.errors import UsageError
from onrecord.evals import labelled
from onrecord.kinds import KINDS, Record, match_rules
from onrecord.web._labels import Labels

__all__ = ["kind_forms", "snippet_of", "state_of"]

FEWEST_WORDS = 5
"""The words that a snippet begins with, where one is made of a sentence."""


def kind_forms() -> list[dict[str, Any]]:
    """Every kind: its names, the key that makes a record of it, and its fields."""
    return [
        {"kind": kind.kind, "plural": kind.plural, "key": key, "fields": list(map(_field_of(kind), _names(kind)))}
        for kind, key in zip(KINDS.values(), _keys(KINDS), strict=True)
    ]


def _keys(kinds: Iterable[str]) -> Iterator[str]:
    """A capital letter for each kind: of its name the first one that no other kind has."""
    taken: set[str] = set()
    for kind in kinds:
        letters = [each.upper() for each in f"{kind}abcdefghijklmnopqrstuvwxyz" if each.isascii() and each.isalpha()]
        key = next((each for each in letters if each not in taken), "")
        taken.add(key)
        yield key


def _names(kind: type[Record]) -> list[str]:
    return [name for name in kind.model_fields if name != "sentences"]


def _field_of(kind: type[Record]) -> Any:
    rules = match_rules(kind)

    def field(name: str) -> dict[str, Any]:
        info = kind.model_fields[name]
        default = None if info.default is PydanticUndefined or get_origin(info.annotation) is list else info.default
        return {
            "name": name,
            "rule": rules[name].value if name in rules else None,
            "many": get_origin(info.annotation) is list,
            "required": info.is_required(),
            "choices": list(_choices(info.annotation)),
            "default": _told(default),
            "description": info.description or "",
        }

    return field


def _told(default: Any) -> str | None:
    """A default as gold words it."""
    if isinstance(default, bool):
        return str(default).lower()
    return None if default is None else str(default.value if isinstance(default, Enum) else default)


def _choices(annotation: Any) -> Iterator[str]:
    """The values that a field can have, where its type lists them."""
    if get_origin(annotation) is Literal:
        yield from (str(each) for each in get_args(annotation))
    elif isinstance(annotation, type) and issubclass(annotation, Enum):
        yield from (str(each.value) for each in annotation)
    elif annotation is bool:
        yield from ("true", "false")
    elif get_origin(annotation) is not list:
        for each in get_args(annotation):
            yield from _choices(each)


def snippet_of(article: Article, sentence: str) -> str | None:
    """The first words of a sentence that are in the article only once; None where not even all of them are."""
    ends = [found.end() for found in re.finditer(r"\S+", sentence)]
    for end in [*ends[FEWEST_WORDS - 1 : -1], len(sentence.rstrip())]:
        if article.text.count(snippet := sentence[:end].strip()) == 1:
            return snippet
    return None


def state_of(labels: Labels) -> dict[str, Any]:
    """The labels of an article, as the page has them."""
    article = labels.article
    records = [
        {"kind": kind.kind, "number": number, "entry": entry, "faults": faults}
        for kind in KINDS.values()
        for number, (entry, faults) in enumerate(zip(labels.entries(kind), labels.faults(kind), strict=True), start=1)
    ]
    return {
        "version": labels.version,
        "text": article.text,
        "sentences": [
            {"text": article.text[each.span.start : each.span.end], "snippet": snippet_of(article, each.text)}
            for each in article.sentences
        ],
        "records": records,
        "facts": len(labels.facts),
        "problem": _problem(labels),
    }


def _problem(labels: Labels) -> str | None:
    """What is wrong with the labels as a whole: with facts and entities, which aren't of one record."""
    if any(entry.get("draft") for kind in KINDS.values() for entry in labels.entries(kind)):
        return None
    try:
        labelled(labels.article, labels.content, labels.file.name)
    except UsageError as error:
        return str(error)
    return None
