"""English."""

from __future__ import annotations

from typing import Final

from onrecord.grounding.languages._language import Language

__all__ = ["ENGLISH"]

ENGLISH: Final = Language(code="en")
