"""What a batch may spend: prices, and a budget that is never passed."""

from __future__ import annotations

import re
import time
from functools import lru_cache
from importlib.util import find_spec
from typing import Literal

from onrecord.errors import ModelError, UsageError
from onrecord.models import Call
from onrecord.prices import cost_of
from onrecord.usage import Usage

__all__ = ["Budget", "BudgetSpentError", "Price", "parse_budget"]

LONG = 30_000
"""Input tokens of one call from which prices are looked up for it alone: some models charge more from 32,000 on."""

TIMED_OUT = frozenset({408, 504, 524})
"""Statuses of a proxy that waited no longer for an answer, which the model may have written all the same."""

_AMOUNT = re.compile(r"\$?(?P<number>\d+(?:\.\d+)?)(?P<times>[kM]?)(?P<tokens>-?tokens)?(?:-?USD)?", re.IGNORECASE)


class BudgetSpentError(ModelError):
    """A call was not made, since its cost might not fit what is left of the budget."""


class Price:
    """What calls to a model cost in USD, by the list prices of the hour. Raises `UsageError` where none is known."""

    def __init__(self, model: str) -> None:
        if None in _costs(model, _minute()):
            more = "" if find_spec("genai_prices") else ", or install the prices with pip install 'onrecord[batch]'"
            raise UsageError(
                f"no price of {model} is known: give the budget in tokens, such as --budget 2M-tokens{more}"
            )
        self._model = model

    def of(self, usage: Usage) -> float:
        """The cost of one call, or of some."""
        if usage.input > LONG * max(1, usage.calls):
            return cost_of(self._model, usage) or 0.0
        fresh, cached, output = (cost or 0.0 for cost in _costs(self._model, _minute()))
        tokens = max(0, usage.input - usage.cached) * fresh + usage.cached * cached + usage.output * output
        return tokens / 1000


def _minute() -> int:
    return int(time.time() // 60)


@lru_cache(maxsize=8)
def _costs(model: str, _minute: int) -> tuple[float | None, ...]:
    """What 1,000 tokens of a model cost in that minute, some being dearer by day: read, read from a cache, written."""
    usages = (Usage(input=1000), Usage(input=1000, cached=1000), Usage(output=1000))
    return tuple(cost_of(model, usage) for usage in usages)


class Budget:
    """An amount of USD, or of tokens, that calls may cost together: none is made whose worst cost may not fit.

    The worst of a call is a token for each byte sent, since no tokenizer makes more, none of them served by a cache,
    and an answer as long as it may get. What it really came to takes the place of that once it is known.
    """

    def __init__(self, amount: float, unit: Literal["USD", "tokens"], price: Price | None = None) -> None:
        self.amount = amount
        self.unit = unit
        self.spent = 0.0
        self.held = 0.0
        """what the calls under way may cost"""
        self._price = price

    def __str__(self) -> str:
        return self.said(self.amount)

    def said(self, amount: float) -> str:
        """An amount in the budget's unit, in words."""
        if self.unit == "tokens":
            return f"{amount:,.0f} tokens"
        return f"{amount:,.{2 if amount == round(amount, 2) else 4}f} USD"

    def cost(self, usage: Usage) -> float:
        """What `usage` comes to in the budget's unit."""
        return self._price.of(usage) if self._price else float(usage.input + usage.output)

    def worst(self, call: Call) -> float:
        """The most that a call may come to."""
        return self.cost(Usage(input=call.size, output=call.max_tokens))

    def has_room(self, call: Call) -> bool:
        """Whether a call fits beside those under way."""
        return self.spent + self.held + self.worst(call) <= self.amount

    def may_ever(self, call: Call) -> bool:
        """Whether a call fits once those under way cost nothing at all."""
        return self.spent + self.worst(call) <= self.amount

    def refusal(self, call: Call) -> str:
        """Why a call is not made, in words."""
        left = self.said(self.amount - self.spent - self.held)
        return f"of the budget of {self}, {left} are left, and the next call may take {self.said(self.worst(call))}"

    def hold(self, call: Call) -> None:
        """Keep the worst cost of a call back."""
        self.held += self.worst(call)

    def settle(self, call: Call) -> None:
        """Charge what a call came to: nothing where it was refused, the worst where that isn't known in full."""
        worst = self.worst(call)
        self.held = max(0.0, self.held - worst)
        if call.usage and call.usage.input and call.usage.output:
            self.spent += self.cost(call.usage)
        elif call.sent and (call.status < 400 or call.status in TIMED_OUT):
            self.spent += worst

    def charge(self, usage: Usage) -> None:
        """Count what was spent before, in a session that was cut short."""
        self.spent += self.cost(usage)


def parse_budget(text: str, model: str) -> Budget:
    """The budget that `text` says: `5.00` in USD, `2M-tokens`, `500k-tokens`.

    Raises `UsageError` for anything else, and for USD where no price of the model is known.
    """
    parts = _AMOUNT.fullmatch(text.strip())
    number = float(parts["number"]) * {"": 1, "k": 1e3, "m": 1e6}[parts["times"].lower()] if parts else 0.0
    if not parts or not number or (parts["times"] and not parts["tokens"]):
        raise UsageError(f"--budget {text}: is no budget; write 5.00 for USD, or 2M-tokens")
    if parts["tokens"]:
        return Budget(number, "tokens")
    return Budget(number, "USD", Price(model))
