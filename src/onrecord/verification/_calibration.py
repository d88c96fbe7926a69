"""How likely it is that evidence supports a claim, by the embedded model's answer and by the words they share.

The weights are fitted by `python benchmarks/faithfulness.py --data FOLDER --verifier local --fit`, on the first halves
of two sets of summaries whose sentences people labelled: a logistic regression in which each set, and in it true and
false ones, weigh the same. So a probability is that of a claim of which nothing is known but these features, and half
of such are true.
"""

from __future__ import annotations

import math
import re
from itertools import pairwise

__all__ = ["WEIGHTS", "features", "probability"]

WEIGHTS = (0.0, 1.0, 0.0)
"""Of the features, in their order."""

_WORD = re.compile(r"[^\W_]+")


def probability(logit: float, evidence: str, claim: str) -> float:
    """The probability that `evidence` supports `claim`, where a model's log-odds of Yes against No are `logit`."""
    margin = sum(weight * each for weight, each in zip(WEIGHTS, features(logit, evidence, claim), strict=True))
    return 1 / (1 + math.exp(-margin))


def features(logit: float, evidence: str, claim: str) -> tuple[float, ...]:
    """What the probability is worked out from: a constant, the answer, and the share of the claim's pairs of words."""
    return 1.0, logit, shared_pairs(evidence, claim)


def shared_pairs(evidence: str, claim: str) -> float:
    """The share of a claim's pairs of neighbouring words that the evidence has as well, from 0 to 1."""
    pairs, there = (list(pairwise(_WORD.findall(text.casefold()))) for text in (claim, evidence))
    return sum(pair in set(there) for pair in pairs) / len(pairs) if pairs else 1.0
