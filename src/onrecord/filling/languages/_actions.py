"""How a language says what happens: who does it, to whom, where, when, and how real it is."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Actions"]


@dataclass(frozen=True, slots=True)
class Actions:
    """The words by which a language tells of events."""
