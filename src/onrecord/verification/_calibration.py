"""How likely it is that evidence supports a claim, by the embedded model's answer to `prompts/verify.prompty`.

The weights are fitted by `python benchmarks/faithfulness.py --data FOLDER --verifier local --fit`, on the first halves
of two sets of summaries whose sentences people labelled: a logistic regression in which each set, and in it true and
false ones, weigh the same. So a probability is that of a reworded claim of a kind of which half are true. What the
words of claim and evidence have in common was tried beside the answer, and made nothing better on other documents.
"""

from __future__ import annotations

import math

__all__ = ["WEIGHTS", "features", "probability"]

WEIGHTS = (-1.077, 0.945)
"""Of the features, in their order."""


def features(logit: float) -> tuple[float, ...]:
    """What a probability is worked out from: a constant, and a model's log-odds of Yes against No."""
    return 1.0, logit


def probability(logit: float) -> float:
    """The probability that evidence supports a claim, where a model's log-odds of Yes against No are `logit`."""
    margin = sum(weight * each for weight, each in zip(WEIGHTS, features(logit), strict=True))
    return 1 / (1 + math.exp(-margin))
