"""The registry of kinds."""

from __future__ import annotations

from onrecord.errors import UsageError
from onrecord.kinds._claim import Claim
from onrecord.kinds._event import Event
from onrecord.kinds._record import Record, match_rules
from onrecord.kinds._statement import Statement
from onrecord.registry import Registry

__all__ = ["KINDS", "kind_named"]


def _checked(item: object) -> tuple[str, type[Record]]:
    """A kind and its name. Raises `TypeError` for anything else than a class of records, whole and with words."""
    if not (isinstance(item, type) and issubclass(item, Record)):
        raise TypeError("it should be a subclass of onrecord.Record")
    for name in ("kind", "plural"):
        if not isinstance(word := getattr(item, name, None), str) or not word.isidentifier():
            raise TypeError(f"its class variable `{name}` should be a word such as 'prediction' or 'predictions'")
    if not match_rules(item):
        raise TypeError("none of its fields has a match rule, such as Named, Worded, Quoted or Stated")
    return item.kind, item


KINDS: Registry[type[Record]] = Registry("kind", "onrecord.kinds", _checked, (Event, Statement, Claim))
"""Every kind by its name. Prompts, grounding, exports and the command line work with all the kinds listed here."""


def kind_named(name: str) -> type[Record]:
    """The kind called `name`, singular or plural.

    Raises `UsageError` for any other name.
    """
    for kind in KINDS.values():
        if name in (kind.kind, kind.plural):
            return kind
    if name in KINDS.faults:
        raise UsageError(KINDS.faults[name])
    raise UsageError(f"no kind is called {name!r}; choose one of {', '.join(KINDS)}")
