"""What a batch may spend: prices, and a budget that is never passed."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import lru_cache
from importlib.util import find_spec
from math import ceil
from typing import Literal, Protocol

from onrecord.errors import ModelError, OnrecordError, UsageError
from onrecord.models import Call
from onrecord.prices import cost_of
from onrecord.usage import Spending, Usage

__all__ = ["Budget", "BudgetSpentError", "Price", "parse_budget"]

logger = logging.getLogger(__name__)

LONG = 30_000
"""Input tokens of one call from which prices are looked up for it alone: some models charge more from 32,000 on."""

TIMED_OUT = frozenset({408, 504, 524})
"""Statuses of a proxy that waited no longer for an answer, which the model may have written all the same."""

HEADROOM = 2
"""How many times the most that a call took beyond what it might is held for each other one."""

CAUTION = 32
"""How many times what calls under way may cost has to fit before another joins them, as long as none was charged."""

LOOK = 0.5
"""Seconds between two looks whether others have left more of a budget."""

_AMOUNT = re.compile(r"\$?(?P<number>\d+(?:\.\d+)?)(?P<times>[kM]?)(?P<tokens>-?tokens)?(?:-?USD)?", re.IGNORECASE)


class BudgetSpentError(ModelError):
    """A call was not made, since its cost might not fit what is left of the budget, or can't be written down."""


class Lease(Protocol):
    """How much of a budget a session may come to, and whether others still have more of it than they spent."""

    @property
    def amount(self) -> float:
        """How much, in the budget's unit."""
        ...

    @property
    def more_may_come(self) -> bool:
        """Whether there may be more later."""
        ...


class Account(Protocol):
    """Where what a budget counts is written down, for a kill not to hide it.

    `before` is what was written before this session, `written` the amount that was written last, and `counted` is asked
    for what there is to write: by `write`, and with each answer that is kept.
    """

    before: Spending | None
    written: float
    counted: Callable[[], Spending] | None

    @property
    def shares(self) -> bool:
        """Whether others may spend of the same budget."""
        ...

    @property
    def is_overdue(self) -> bool:
        """Whether others may think that the session was killed, and spend what was leased to it."""
        ...

    def lease(self, budget: float, wanted: float, kept: float) -> Lease:
        """Let this session come to what it wants of a budget, where others leave it that, or else to what it keeps.

        What is counted is written.
        """
        ...

    def write(self) -> None:
        """Write down what is counted, before this returns."""
        ...


class Price:
    """What calls to a model cost in USD, by the list prices of the hour; in the provider's batches, where `batched`.

    Raises `UsageError` where none is known.
    """

    def __init__(self, model: str, *, batched: bool = False) -> None:
        if None in _costs(model, batched, _minute()):
            more = "" if find_spec("genai_prices") else ", or install the prices with pip install 'onrecord[batch]'"
            raise UsageError(
                f"no price of {model} is known: give the budget in tokens, such as --budget 2M-tokens{more}"
            )
        self._model = model
        self._batched = batched

    def of(self, usage: Usage) -> float:
        """The cost of one call, or of some."""
        if usage.input > LONG * max(1, usage.calls):
            return cost_of(self._model, usage, batched=self._batched) or 0.0
        fresh, cached, output = (cost or 0.0 for cost in _costs(self._model, self._batched, _minute()))
        tokens = max(0, usage.input - usage.cached) * fresh + usage.cached * cached + usage.output * output
        return tokens / 1000


def _minute() -> int:
    return int(time.time() // 60)


@lru_cache(maxsize=8)
def _costs(model: str, batched: bool, _minute: int) -> tuple[float | None, ...]:  # noqa: FBT001  # by its place, for the cache
    """What 1,000 tokens of a model cost in that minute, some being dearer by day: read, read from a cache, written."""
    usages = (Usage(input=1000), Usage(input=1000, cached=1000), Usage(output=1000))
    return tuple(cost_of(model, usage, batched=batched) for usage in usages)


class Budget:
    """An amount of USD, or of tokens, that calls may cost together: none is made whose worst cost may not fit.

    The worst of a call is a token for each byte sent, since no tokenizer makes more, none of them served by a cache,
    and an answer as long as it may get. What it really came to takes the place of that once it is known. Where a call
    took more than it might, more is held for all others, `HEADROOM` times what it took beyond; `say` is told so once.
    Until that is known of some calls, others are made beside those under way only where many times as much would fit.
    """

    def __init__(self, amount: float, unit: Literal["USD", "tokens"], price: Price | None = None) -> None:
        self.amount = amount
        self.unit = unit
        self.spent = 0.0
        self.held = 0.0
        """what the calls under way may cost"""
        self.say: Callable[[str], None] = logger.warning
        self._prices = {"": price}
        self._account: Account | None = None
        self._learned = Spending(unit)
        self._under_way: dict[int, Call] = {}
        self._holds: dict[int, float] = {}
        self._largest = 0.0
        self._limit = amount
        self._may_lease_at = 0.0
        self.more_may_come = False
        """Whether others have more of the budget than they spent, which they may leave."""

    def __str__(self) -> str:
        return self.said(self.amount)

    @property
    def left(self) -> float:
        """What is neither spent nor held, nor left to others."""
        return max(0.0, self._limit - self.spent - self.held)

    def said(self, amount: float) -> str:
        """An amount in the budget's unit, in words."""
        if self.unit == "tokens":
            return f"{amount:,.0f} tokens"
        return f"{amount:,.{2 if amount == round(amount, 2) else 4}f} USD"

    def include(self, model: str, *, batched: bool = False) -> None:
        """Let calls to another model be charged too. Raises `UsageError` where its price isn't known and has to be."""
        self._prices[model] = Price(model, batched=batched) if self.unit == "USD" else None

    def cost(self, usage: Usage, model: str = "") -> float:
        """What `usage` of a model comes to in the budget's unit."""
        price = self._prices[model]
        return price.of(usage) if price else float(usage.input + usage.output)

    def worst(self, call: Call) -> float:
        """The most that a call may come to, by what calls took before."""
        read = call.size * (1 + HEADROOM * (self._learned.read - 1))
        written = call.max_tokens + HEADROOM * self._learned.written
        return self.cost(Usage(1, ceil(read), 0, written), call.model)

    def has_room(self, call: Call) -> bool:
        """Whether a call fits beside those under way."""
        caution = 1 + (CAUTION - 1) / (1 + self._learned.calls) if self._under_way else 1
        return self._may_come_to(self.spent + caution * (self.held + self.worst(call)))

    def _may_come_to(self, amount: float) -> bool:
        """Whether so much may be spent and held: others that spend of the same budget leave it."""
        if self._account and self._account.is_overdue:
            self._limit = min(self._limit, self.spent + self.held)
        if self._limit < amount <= self.amount and time.monotonic() >= self._may_lease_at:
            self._lease(amount)
            self._may_lease_at = time.monotonic() + (LOOK if amount > self._limit else 0)
        return amount <= self._limit

    def rest(self) -> None:
        """Leave to others what is not needed now, where there are any and no call is under way."""
        if not self._under_way and self._limit > self.spent:
            self._lease(self.spent)

    def _lease(self, wanted: float) -> None:
        if self._account and self._account.shares:
            kept = self._limit if self._under_way else self.spent
            lease = self._account.lease(self.amount, wanted, kept)
            self._limit, self.more_may_come = min(lease.amount, self.amount), lease.more_may_come

    def may_ever(self, call: Call) -> bool:
        """Whether a call fits once those under way cost nothing at all."""
        return self.spent + self.worst(call) <= self.amount

    def refusal(self, call: Call) -> str:
        """Why a call is not made, in words."""
        worst = self.said(self.worst(call))
        return f"of the budget of {self}, {self.said(self.left)} are left, and the next call may take {worst}"

    def hold(self, call: Call) -> bool:
        """Keep the worst cost of a call back, and write that down; whether it is.

        It isn't where that took so long that others may have spent it. Raises `BudgetSpentError` where it can't be
        written.
        """
        self._hold(call)
        try:
            if self._account and self.spent + self.held > self._account.written:
                self._account.write()
                if self._account.is_overdue:
                    self._release(call)
                    return False
        except OnrecordError as error:
            self._release(call)
            raise BudgetSpentError(str(error)) from error
        return True

    def settle(self, call: Call) -> None:
        """Charge what a call came to: nothing where it was refused, the worst where that isn't known in full."""
        self._release(call)
        usage = call.usage or Usage()
        if usage.input and usage.output:
            self._charge(self.cost(usage, call.model))
        elif call.sent and (call.status < 400 or call.status in TIMED_OUT):
            self._charge(max(self.worst(call), self.cost(usage, call.model)))
        self._learn(call, usage)

    def go_on(self, account: Account, answered: Usage, kept: Collection[Call] = ()) -> None:
        """Write down in an account what is spent from now on, and count what it says was spent before it was killed.

        `answered` is what the answers took that are known from then: all there is to count where no budget was kept,
        or one in another unit. `kept` are calls of earlier sessions beside these: with a status where they have come to
        an end, else under way.
        """
        if account is self._account:
            return
        self._account, before = account, account.before
        if before:
            self._learned = replace(before, unit=self.unit, amount=0.0, charged=0.0)
        for call in kept:
            self._hold(call)
        for call in kept:
            if call.status:
                self.settle(call)
        counted = before.amount if before and before.unit == self.unit else 0.0
        self.spent += max(self.cost(answered), counted - self.spent - self.held)
        account.counted = self._spending
        if account.shares:
            self._limit = 0.0

    def _spending(self) -> Spending:
        """What is to be written down; it has room for another call, which then needs no writing of its own."""
        most = self.spent + self.held
        return replace(self._learned, amount=max(most, min(self._limit, most + self._largest)), charged=self.spent)

    def _hold(self, call: Call) -> None:
        self._under_way[id(call)] = call
        self._holds[id(call)] = worst = self.worst(call)
        self._largest = max(self._largest, worst)
        self.held += worst

    def _release(self, call: Call) -> None:
        del self._under_way[id(call)]
        held = self._holds.pop(id(call))
        self.held = self.held - held if self._holds else 0.0

    def _charge(self, amount: float) -> None:
        self.spent += amount
        self._learned = replace(self._learned, calls=self._learned.calls + 1)

    def _learn(self, call: Call, usage: Usage) -> None:
        """Hold more for all calls, those under way included, where one took more than it might."""
        known = self._learned
        read = max(known.read, usage.input / max(1, call.size))
        written = max(known.written, usage.output - call.max_tokens)
        if (read, written) == (known.read, known.written):
            return
        self._learned = replace(known, read=read, written=written)
        self._holds = {number: self.worst(other) for number, other in self._under_way.items()}
        self.held = sum(self._holds.values())
        if (known.read, known.written) == (1, 0):
            self.say(_more_than_might_be(call, usage))


def _more_than_might_be(call: Call, usage: Usage) -> str:
    return (
        f"the endpoint counts a call as {usage.input:,} tokens read and {usage.output:,} written, where it was sent "
        f"{call.size:,} bytes and asked for {call.max_tokens:,} tokens at most; hidden reasoning may be counted so: "
        "of the budget, more is held back for each call from now on"
    )


def parse_budget(text: str, model: str, *, batched: bool = False) -> Budget:
    """The budget that `text` says: `5.00` in USD, `2M-tokens`, `500k-tokens`; of calls in batches, where `batched`.

    Raises `UsageError` for anything else, and for USD where no price of the model is known.
    """
    parts = _AMOUNT.fullmatch(text.strip())
    number = float(parts["number"]) * {"": 1, "k": 1e3, "m": 1e6}[parts["times"].lower()] if parts else 0.0
    if not parts or not number or (parts["times"] and not parts["tokens"]):
        raise UsageError(f"--budget {text}: is no budget; write 5.00 for USD, or 2M-tokens")
    if parts["tokens"]:
        return Budget(number, "tokens")
    return Budget(number, "USD", Price(model, batched=batched))
