"""How many tokens a call took, by what an endpoint says of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from onrecord.usage import Usage

__all__ = ["BYTES_A_TOKEN", "TokenCounts", "estimated_tokens", "token_count"]

BYTES_A_TOKEN = 2.5
"""Bytes in a token. Tokenizers have more on news, so an estimate of tokens is rather too high."""

MOST_TOKENS = 2**53
"""A count from which on it is none: doubles, which prices are reckoned in, no longer tell such numbers apart."""


def estimated_tokens(text: str) -> int:
    """How many tokens a text has at most, with what stands around it in a message."""
    return int(len(text.encode()) / BYTES_A_TOKEN) + 8


class TokenCounts:
    """Reads what one endpoint reports of its calls.

    What was written is the larger of what it counts as written and of what its total leaves for that: some endpoints
    have a model's hidden reasoning in the total alone. Others name it as a detail alone; one that has once named more
    reasoning than was written in all leaves it out of every count, and it is added from then on.
    """

    def __init__(self) -> None:
        self._reasoning_is_apart = False

    def read(self, usage: object) -> Usage:
        """The tokens of a call, no more of them cached than read; none where the endpoint doesn't say."""
        if not isinstance(usage, Mapping):
            return Usage()
        count = partial(token_count, usage)
        read = count("prompt_tokens") or count("input_tokens")
        written, total = count("completion_tokens") or count("output_tokens"), count("total_tokens")
        cached = count("prompt_tokens_details", "cached_tokens") or count("prompt_cache_hit_tokens")
        reasoning = count("completion_tokens_details", "reasoning_tokens") or count("reasoning_tokens")
        self._reasoning_is_apart |= reasoning > written
        written += reasoning if self._reasoning_is_apart else 0
        return Usage(input=read, cached=min(cached, read), output=max(written, total - read))


def token_count(usage: Mapping[str, object], *path: str) -> int:
    """The count at a path; 0 where there is none, or what no count can be."""
    found: object = usage
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    try:
        number = float(found) if isinstance(found, int | float | str) else 0.0
    except (ValueError, OverflowError):
        return 0
    return int(number) if 0 <= number < MOST_TOKENS and number.is_integer() else 0
