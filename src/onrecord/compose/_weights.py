"""The weights by which records are linked and facts are ranked, all in one place.

They are fitted by `python benchmarks/composing.py --fit` on the labelled articles in `evals/`. `docs/composing.md` has
the formulas, and how well the weights do on an article that they were not fitted on.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["CARRIES", "LINKED", "LINKS", "RANKS", "SHARED_SENTENCE"]

LINKS: Final[Mapping[str, float]] = MappingProxyType(
    {
        "constant": -5.59,
        "words": 5.17,
        "together": 0.98,
        "inside": 1.86,
        "occurrences": -1.22,
        "claim margin": 1.31,
        "event margin": 0.58,
        "claim's best": 1.44,
        "event's best": 1.68,
        "best of a kind": 1.03,
    }
)
"""Of what speaks for two records being one fact; see `_links.features`."""
LINKED: Final = 0.35
"""The least score of two records that are linked."""
SHARED_SENTENCE: Final = 0.3
"""What shared evidence adds to the words that two records share, where the best partner of a record is looked for."""
CARRIES: Final = 0.6
"""The least share of a record's words that a statement of the same sentence has which carries it."""
RANKS: Final[Mapping[str, float]] = MappingProxyType(
    {"order": -1.54, "records": 1.77, "sentences": 1.07, "title": 3.0},
)
"""Of what tells a main fact; see `_rank.features`."""
