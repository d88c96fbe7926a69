"""How many calls to an endpoint are under way at once: found by itself, under caps, and for all workers alike.

The number grows by additive increase and shrinks by multiplicative decrease, as in D. Chiu and R. Jain, "Analysis of
the increase and decrease algorithms for congestion avoidance in computer networks", 1989; how much it shrinks follows
the share of calls that were turned away, as in M. Alizadeh et al., "Data center TCP (DCTCP)", 2010, so that a stray
refusal costs little and an endpoint at its limit is soon left in peace. It starts by doubling.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from statistics import median
from typing import Protocol

from onrecord.batch._budget import LOOK, Budget, BudgetSpentError
from onrecord.errors import UsageError
from onrecord.models import Call, time_to_reset
from onrecord.usage import flow_of

__all__ = ["Bucket", "Caps", "Clock", "Pacer", "SharedBucket", "TokenBucket"]

FIRST = 8
"""Calls at once to begin with."""

MOST = 256
"""Calls at once that are never passed, unless told otherwise."""

STEP = 2.0
"""Calls by which the number grows in a round without trouble."""

SLOWER = 2.0
"""How many times the least of the last rounds' latencies a round's may be before the number shrinks."""

SLOW_SHARE, SLACK = 0.9, 0.05
"""What the number is then multiplied by; and seconds that latency may rise in any case."""

STRAY = 0.1
"""The share of a round's calls that may be turned away while the number still doubles."""

REMEMBERED = 30
"""Rounds whose latencies are remembered: an endpoint may become slower for good."""

LONGEST_PAUSE = 60.0
"""Seconds that an endpoint may stop all calls for; it is asked again after that."""

BYTES_A_TOKEN = 2.5
"""Fewer than tokenizers reach on news, so that a cap on tokens is rather kept than passed."""

TURNED_AWAY = frozenset({429, 503, 529})
"""Statuses that say there are too many calls."""

Clock = Callable[[], float]
"""Seconds from some moment on, which never go back: a wall clock that is set changes nothing here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """Limits by the user: calls at once (fixed, not found), and calls and tokens in any minute."""

    concurrency: int | None = None
    requests: int | None = None
    tokens: int | None = None

    def __post_init__(self) -> None:
        for name in ("concurrency", "requests", "tokens"):
            if (value := getattr(self, name)) is not None and value < 1:
                raise UsageError(f"{name}={value}: has to be 1 or more")


class TokenBucket:
    """A cap on what goes out in any minute: a twentieth may go at once, the rest comes evenly."""

    def __init__(self, a_minute: int, clock: Clock = time.monotonic) -> None:
        self._burst, self._rate = flow_of(a_minute)
        self._clock = clock
        self._level = self._burst
        self._then = clock()

    def wait(self, amount: float) -> float:
        """Seconds until so much may go out."""
        now = self._clock()
        self._level = min(self._burst, self._level + (now - self._then) * self._rate)
        self._then = now
        return max(0.0, (min(amount, self._burst) - self._level) / self._rate)

    def take(self, amount: float) -> None:
        """Count what goes out; more than there is makes the next one wait longer, and what is given back less."""
        self._level -= amount


class SharedBucket:
    """The same cap for all that share a store: what goes out is granted there first.

    `grant` is asked for so much of a cap, by its name, and gives as much of it as may go out now.
    """

    def __init__(self, name: str, a_minute: int, grant: Callable[[str, int, float], float], clock: Clock) -> None:
        self._name = name
        self._a_minute = a_minute
        self._grant = grant
        self._clock = clock
        self._have = 0.0
        self._burst, _ = flow_of(a_minute)
        self._again = clock()

    def wait(self, amount: float) -> float:
        """Seconds until so much may go out, or until that is to be asked again."""
        lacking = min(amount, self._burst) - self._have
        if lacking > 0 and self._clock() >= self._again:
            granted = self._grant(self._name, self._a_minute, lacking)
            self._have += granted
            self._again = self._clock() + min(1.0, max(0.01, (lacking - granted) * 60 / self._a_minute))
            lacking -= granted
        return max(0.01, self._again - self._clock()) if lacking > 1e-9 else 0.0

    def take(self, amount: float) -> None:
        """Count what goes out; what is more than was granted is asked for before the next goes out."""
        self._have -= amount


class Bucket(Protocol):
    """A cap on what goes out in any minute."""

    def wait(self, amount: float) -> float:
        """Seconds until so much may go out, or until that is to be asked again."""
        ...

    def take(self, amount: float) -> None:
        """Count what goes out; what is given back is less than nothing."""
        ...


class Pacer:
    """Turns for calls: as many at once as the endpoint bears, none while it asks us to wait or a cap is reached.

    `changed` is set whenever there may be room for more. One event loop uses it. A second model within the same budget
    has a pacer `beside` the first one, and the name of the `model` says whose price its calls have. `bucket` makes what
    keeps a cap, `requests` or `tokens` a minute.
    """

    def __init__(
        self,
        caps: Caps | None = None,
        budget: Budget | None = None,
        clock: Clock = time.monotonic,
        *,
        beside: Pacer | None = None,
        model: str = "",
        bucket: Callable[[str, int, Clock], Bucket] = lambda _, a_minute, clock: TokenBucket(a_minute, clock),
    ) -> None:
        caps = caps or Caps()
        self._model = model
        self.most = caps.concurrency or MOST
        self.limit = float(caps.concurrency or FIRST)
        self.changed: asyncio.Event = beside.changed if beside else asyncio.Event()
        self.budget = budget
        self._fixed = caps.concurrency is not None
        self._clock = clock
        self._requests = bucket("requests", caps.requests, clock) if caps.requests else None
        self._tokens = bucket("tokens", caps.tokens, clock) if caps.tokens else None
        self._queue: deque[asyncio.Future[None]] = deque()
        self._active = 0
        self._paused_until = clock()
        self._round = _Round()
        self._latencies: deque[float] = deque(maxlen=REMEMBERED)
        self._doubling = True
        self._share = 0.0

    @property
    def demand(self) -> int:
        """Calls under way, and those that wait for their turn."""
        return self._active + len(self._queue)

    @asynccontextmanager
    async def turn(self, call: Call) -> AsyncIterator[None]:
        """Wait for a turn, and hold it within the block, at whose end the call says what came of it.

        A call of an earlier session has had its turn. Raises `BudgetSpentError` where what it may cost doesn't fit the
        budget.
        """
        if call.kept:
            yield
            self._settle(call)
            return
        call.model = self._model
        await self._wait_in_line()
        try:
            await self._wait_for_leave(call)
        except BaseException:
            self._leave()
            raise
        started = self._clock()
        try:
            yield
        finally:
            self._learn(call, self._clock() - started)
            self._leave()

    async def _wait_in_line(self) -> None:
        if self._active < int(self.limit) and not self._queue:
            self._active += 1
            return
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append(place)
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self._leave()
            else:
                self._queue.remove(place)
            raise

    def _leave(self) -> None:
        self._active -= 1
        while self._queue and self._active < int(self.limit):
            place = self._queue.popleft()
            if not place.done():
                self._active += 1
                place.set_result(None)
        self.changed.set()

    async def _wait_for_leave(self, call: Call) -> None:
        """Wait until neither the endpoint, nor a cap, nor what the calls under way may cost stands in the way."""
        expected = call.size / BYTES_A_TOKEN + call.max_tokens
        while True:
            waits = [self._paused_until - self._clock()]
            waits += [self._requests.wait(1)] if self._requests else []
            waits += [self._tokens.wait(expected)] if self._tokens else []
            if (wait := max(waits)) > 0:
                await asyncio.sleep(wait)
            elif self.budget is None or self.budget.has_room(call):
                if self.budget is None or self.budget.hold(call):
                    break
            elif self.budget.may_ever(call) and (self.budget.held > 0 or self.budget.more_may_come):
                self.changed.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.changed.wait(), LOOK)
            else:
                raise BudgetSpentError(self.budget.refusal(call))
        if self._requests:
            self._requests.take(1)
        if self._tokens:
            self._tokens.take(expected)

    def _settle(self, call: Call) -> None:
        """Charge a call of an earlier session."""
        if self.budget:
            self.budget.settle(call)
            self.changed.set()

    def _learn(self, call: Call, seconds: float) -> None:
        """Take in what came of a call."""
        if self.budget:
            self.budget.settle(call)
        if self._tokens and call.usage and call.usage.input:
            expected = call.size / BYTES_A_TOKEN + call.max_tokens
            self._tokens.take(call.usage.input + call.usage.output - expected)
        pause = min(LONGEST_PAUSE, max(call.after or 0.0, time_to_reset(call.headers) or 0.0))
        if pause > 0:
            self._paused_until = max(self._paused_until, self._clock() + pause)
        if not self._fixed:
            self._adapt(call, seconds)

    def _adapt(self, call: Call, seconds: float) -> None:
        away = call.status in TURNED_AWAY
        self._round.add(seconds if call.status == 200 else None, away=away)
        if self._round.calls >= self.limit:
            self._end_round()

    def _end_round(self) -> None:
        """Set the number of calls by what came of about so many."""
        ended, self._round = self._round, _Round()
        share = ended.away / ended.calls
        self._share = (self._share + share) / 2
        if self._is_slower(ended.latencies):
            self.limit *= SLOW_SHARE
            self._doubling = False
        elif self._doubling and share <= STRAY:
            self.limit *= 2
        else:
            self.limit *= 0.5 if self._doubling else 1 - self._share / 2 if ended.away else 1
            self.limit += STEP
            self._doubling = False
        self.limit = min(float(self.most), max(1.0, self.limit))

    def _is_slower(self, latencies: list[float]) -> bool:
        """Whether a round took much longer than the best of the last ones."""
        if not latencies:
            return False
        self._latencies.append(median(latencies))
        return self._latencies[-1] > SLOWER * min(self._latencies) + SLACK


class _Round:
    """What came of the calls since the number of calls was last set."""

    def __init__(self) -> None:
        self.calls = 0
        self.away = 0
        self.latencies: list[float] = []

    def add(self, seconds: float | None, *, away: bool) -> None:
        self.calls += 1
        self.away += away
        if seconds is not None:
            self.latencies.append(seconds)
