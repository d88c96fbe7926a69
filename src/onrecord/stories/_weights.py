"""The weights by which mentions of happenings are linked, fitted by `python benchmarks/coreference.py --fit`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["LINKED", "LINKS"]

LINKS: Final[Mapping[str, float]] = MappingProxyType(
    {
        "constant": -3.9,
        "told": 6.0,
        "meaning": 3.3,
        "names": 1.5,
        "letters": 3.1,
        "around": 4.9,
        "beside": -3.3,
    }
)
"""Of what speaks for two mentions being of one happening; see `_coreference.Linker.features`."""
LINKED: Final = 0.35
"""The least mean likelihood of the members of two groups that become one."""
