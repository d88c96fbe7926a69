"""Parts of what a record is in the vocabulary of schema.org."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

__all__ = ["SCHEMA_ORG", "known", "named"]

SCHEMA_ORG = "https://schema.org"


def named(names: Iterable[str]) -> list[dict[str, str]]:
    """Those who have some names; whether they are persons or organizations, a record doesn't say."""
    return [{"name": name} for name in names]


def known(properties: dict[str, Any]) -> dict[str, Any]:
    """The properties that have a value."""
    return {name: value for name, value in properties.items() if value not in (None, "", [])}
