"""The price of tokens, from the public price lists in genai-prices."""

from __future__ import annotations

from importlib.util import find_spec

from onrecord.models import provider_named
from onrecord.usage import Usage

__all__ = ["cost_of"]

PRICED_AS = {"xai": "x-ai", "gemini": "google"}
"""The names of providers in the price list, where they differ."""


def cost_of(model: str, usage: Usage, *, batched: bool = False) -> float | None:
    """The cost of `usage` in USD, at today's list price of the model named `provider/name`.

    `batched` calls were made in the provider's batches, at the price of these where the list has one: mostly half.
    It is 0 for a model whose provider says that it is free, and None where no price is known, or genai-prices isn't
    installed.
    """
    if (answering := provider_named(model)) and answering.free:
        return 0.0
    if find_spec("genai_prices") is None:
        return None
    from genai_prices import Usage as Priced
    from genai_prices import calc_price

    provider, _, name = model.partition("/")
    priced = Priced(input_tokens=usage.input, cache_read_tokens=usage.cached, output_tokens=usage.output)
    way = {"processing": "batch"} if batched else None
    try:
        found = calc_price(priced, name, provider_id=PRICED_AS.get(provider, provider), price_context=way)
        return float(found.total_price)
    except LookupError:
        return None
