"""How probable each of some words is as an answer, by what an endpoint says of the answer's first token."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ValidationError

from onrecord.models._base import OptionProbabilities
from onrecord.models._completion import Completion

__all__ = ["ALTERNATIVES", "option_probabilities"]

ALTERNATIVES = 10
"""Tokens whose probabilities are asked for."""

LEAST_SHARE = 0.5
"""The least that the options may take of all probability: a model that would rather have said something else doesn't
know the answer, and the few per cent that it gives the options are no measure of it."""


class _Token(BaseModel):
    token: str
    logprob: float


class _First(_Token):
    top_logprobs: list[_Token]


class _Logprobs(BaseModel):
    content: list[_First]


def option_probabilities(completion: Completion, options: Sequence[str]) -> OptionProbabilities:
    """The probability of each option, those of all options taken together as 1.

    A token counts for the option that it begins. An option that isn't among the likeliest tokens is taken to be as
    likely as the last of them, which is the most that it can be. Raises `ValueError` where the answer begins none of
    the options, comes without probabilities, or would freely have been another.
    """
    if _option(completion.text, options) is None:
        raise ValueError(f"the answer is none of {', '.join(options)}")
    try:
        first = _Logprobs.model_validate(completion.choices[0].logprobs).content[0]
    except (ValidationError, IndexError):
        raise ValueError("the answer comes without the probabilities of its words (logprobs)") from None
    shares = _shares(first.top_logprobs, options)
    all_of_them = sum(shares.values())
    if not all_of_them >= LEAST_SHARE:
        raise ValueError(f"left free, it would have answered with none of {', '.join(options)}")
    return OptionProbabilities(probabilities={option: share / all_of_them for option, share in shares.items()})


def _shares(tokens: Sequence[_Token], options: Sequence[str]) -> Mapping[str, float]:
    likely = [(_option(each.token, options), math.exp(min(each.logprob, 0.0))) for each in tokens]
    least = min((share for _, share in likely), default=0.0)
    sums = {option: sum(share for named, share in likely if named == option) for option in options}
    return {option: share or least for option, share in sums.items()}


def _option(text: str, options: Sequence[str]) -> str | None:
    """The option that some text begins, or is."""
    said = text.strip()
    return next((option for option in options if said and option.startswith(said)), None)
