"""The weights by which records are linked and facts are ranked, all in one place.

They are fitted by `python benchmarks/composing.py --fit` on the labelled articles in `evals/`. `docs/composing.md` has
the formulas, and how well the weights do on an article that they were not fitted on.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["CARRIED", "CARRIES", "LINKED", "LINKS", "RANKS", "SHARED_SENTENCE", "TOLD"]

LINKS: Final[Mapping[str, float]] = MappingProxyType(
    {
        "constant": -5.63,
        "words": 5.04,
        "together": 1.0,
        "inside": 1.76,
        "occurrences": -1.22,
        "claim margin": 1.21,
        "event margin": 0.72,
        "claim's best": 1.68,
        "event's best": 1.73,
        "best of a kind": 1.15,
    }
)
"""Of what speaks for two records being one fact; see `_links.features`."""
LINKED: Final = 0.35
"""The least score of two records that are linked."""
SHARED_SENTENCE: Final = 0.3
"""What shared evidence adds to the words that two records share, where the best partner of a record is looked for."""
CARRIES: Final = 0.4
"""The share of an event's or a claim's words that a statement of its sentence has at least, to be in its fact."""
CARRIED: Final = 0.7
"""The share of a statement's words that an event or a claim of its sentence has at least, to be in its fact."""
RANKS: Final[Mapping[str, float]] = MappingProxyType(
    {"order": -1.59, "records": 1.77, "sentences": 1.03, "title": 2.87}
)
"""Of what tells a main fact; see `_rank.features`."""
TOLD: Final = 1.0
"""How much it counts that a fact is like one before it; set by hand: between 0.5 and 3 the scores hardly change."""
