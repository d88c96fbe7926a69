"""What checks know of a language."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Language"]


@dataclass(frozen=True, slots=True)
class Language:
    """The words by which checks read a language; a table that is empty is one that it has no rules for.

    `code` is the first part of its code, as `pt` of `pt-BR`.
    """

    code: str
