"""The weights by which mentions of happenings are linked, fitted by `python benchmarks/coreference.py --fit`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["FAR", "LINKED", "LINKS"]

LINKS: Final[Mapping[str, float]] = MappingProxyType(
    {
        "constant": -3.48,
        "told": 6.18,
        "meaning": 3.16,
        "names": 2.09,
        "around": 3.4,
        "beside": -3.09,
    }
)
"""Of what speaks for two mentions being of one happening; see `_coreference.Linker.features`."""
LINKED: Final = 0.35
"""The least mean likelihood of the members of two groups that become one."""
FAR: Final = 0.12
"""The share of their words under which two facts are none, by the Dice coefficient: less is too little even with all
names in common."""
