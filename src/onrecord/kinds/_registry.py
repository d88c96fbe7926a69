"""The list of kinds, by their names."""

from __future__ import annotations

from onrecord.errors import UsageError
from onrecord.kinds._claim import Claim
from onrecord.kinds._event import Event
from onrecord.kinds._record import Record
from onrecord.kinds._statement import Statement

__all__ = ["KINDS", "kind_named"]

KINDS: dict[str, type[Record]] = {kind.kind: kind for kind in (Event, Statement, Claim)}
"""Every kind by its name. Prompts, grounding, exports and the command line work with all the kinds listed here."""


def kind_named(name: str) -> type[Record]:
    """The kind called `name`, singular or plural.

    Raises `UsageError` for any other name.
    """
    for kind in KINDS.values():
        if name in (kind.kind, kind.plural):
            return kind
    raise UsageError(f"no kind is called {name!r}; choose one of {', '.join(KINDS)}")
