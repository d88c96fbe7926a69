"""How a language says who said what."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Speech"]


@dataclass(frozen=True, slots=True)
class Speech:
    """The words by which a language attributes what is said."""
