"""What tokens cost, by the public prices that genai-prices keeps."""

from __future__ import annotations

from importlib.util import find_spec

from onrecord.usage import Usage

__all__ = ["cost_of"]

FREE = ("local", "ollama/")
"""How the names of models begin that run on one's own machine."""

CALLED_THERE = {"xai": "x-ai", "gemini": "google"}
"""Providers that the price list calls otherwise."""


def cost_of(model: str, usage: Usage) -> float | None:
    """What `usage` costs in USD at today's list price of the model named `provider/name`.

    0 for models on one's own machine; None where no price is known, or genai-prices isn't installed.
    """
    if model.startswith(FREE):
        return 0.0
    if find_spec("genai_prices") is None:
        return None
    from genai_prices import Usage as Priced
    from genai_prices import calc_price

    provider, _, name = model.partition("/")
    priced = Priced(input_tokens=usage.input, cache_read_tokens=usage.cached, output_tokens=usage.output)
    try:
        return float(calc_price(priced, name, provider_id=CALLED_THERE.get(provider, provider)).total_price)
    except LookupError:
        return None
