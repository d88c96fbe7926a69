"""The weights by which the mentions of different articles are linked, and the facts of a story ranked."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["LINKED", "LINKS"]

LINKS: Final[Mapping[str, float]] = MappingProxyType({"constant": -3.0, "told": 5.0, "names": 1.0, "context": 2.0})
"""Of what speaks for two mentions being of one happening; see `_coreference.features`."""
LINKED: Final = 0.5
"""The least mean likelihood of two groups of mentions that become one."""
