"""Workers on one store, simulated: seconds of theirs pass in microseconds, and any of them may stall or die anywhere.

Each worker is a greenlet with the program's own `Budget`, so that a stall may come in the middle of what the program
does without a break. What PostgreSQL does for `onrecord.store._sharing` is done here by `Shared`, with the same
arithmetic; tests/test_scale.py holds the two side by side.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from greenlet import greenlet

from onrecord.batch import _budget
from onrecord.batch._budget import LOOK as BUDGET_LOOK
from onrecord.batch._budget import Budget
from onrecord.batch._claims import LOOK
from onrecord.batch._runner import TICK
from onrecord.models import BeingAskedError, Call
from onrecord.models._recorded import WAIT
from onrecord.store._sharing import OVERDUE, RENEWALS, Lease, leased
from onrecord.store.run import HELD
from onrecord.usage import Spending, Usage, flow_of

__all__ = ["Outcome", "Shared", "SharedSession", "Weather", "simulate"]

SCAN = 256
"""Articles of others that a worker passes by before it looks at its calls again."""


# --- the store


@dataclass
class Row:
    """A session, as the store has it."""

    number: int
    until: float
    joint: int
    spending: Spending | None = None
    leased: float = 0.0
    ended: bool = False


class Shared:
    """What several sessions share: the tables, and the one clock that counts."""

    def __init__(self, lease: float, clock: Callable[[], float]) -> None:
        self.lease = lease
        self.now = clock
        self.started = -lease
        self.sessions: dict[int, Row] = {}
        self.claims: dict[Any, int] = {}
        self.asking: dict[Any, int] = {}
        self.results: dict[Any, str] = {}
        self.answers: set[Any] = set()
        self.limits: dict[str, tuple[float, float]] = {}

    def open(self) -> Row:
        """A new session; it takes the place of one that was killed, and has one budget with it."""
        open_ones = [row for row in self.sessions.values() if not row.ended]
        number = len(self.sessions) + 1
        joint = min((row.joint for row in open_ones if self.lives(row)), default=number)
        if killed := [row for row in open_ones if not self.lives(row)]:
            killed[-1].ended, joint = True, killed[-1].joint
        self.sessions[number] = Row(number, self.now() + self.lease, joint)
        return self.sessions[number]

    def lives(self, row: Row) -> bool:
        """Whether a session is at work: it has said so lately, or couldn't, as the server has just been started."""
        return not row.ended and max(row.until, self.started + self.lease) > self.now()

    def is_free(self, owner: int | None, session: int) -> bool:
        """Whether what a session has in hand is anybody's."""
        return owner is None or owner == session or not self.lives(self.sessions[owner])


class SharedSession:
    """What `Together` is on PostgreSQL. `visit` is called on the way to the store, and on the way back."""

    shares = True

    def __init__(self, store: Shared, visit: Callable[[], None] = lambda: None) -> None:
        self.store = store
        self.renewals = 0
        self.leases = 0
        self.counted: Callable[[], Spending] | None = None
        self.written = 0.0
        self._visit = visit
        self._asking: set[Any] = set()
        began = store.now()
        self.row = self._at_store(store.open)
        self.before: Spending | None = None
        self._renewed = began
        self._was_overdue = False

    def _at_store(self, work: Callable[[], Any]) -> Any:
        self._visit()
        done = work()
        self._visit()
        return done

    @property
    def is_overdue(self) -> bool:
        return self._was_overdue or self.store.now() > self._renewed + OVERDUE * self.store.lease

    def may_claim(self, key: Any, *, again: bool = False) -> bool:
        """What a claim would come to."""
        if not again and key in self.store.results:
            return False
        return self.store.is_free(self.store.claims.get(key), self.row.number)

    def claim(self, key: Any, *, again: bool = False) -> bool:
        def take() -> bool:
            free = self.may_claim(key, again=again)
            if free:
                self.store.claims[key] = self.row.number
            return free

        return bool(self._at_store(take))

    def finished(self, keys: Collection[Any]) -> Mapping[Any, str]:
        found = self._at_store(lambda: {key: self.store.results[key] for key in keys if key in self.store.results})
        return dict(found)

    def settle(self, keys: Collection[Any]) -> None:
        def write() -> None:
            for key in keys:
                self.store.results[key] = "ok"
                self.store.claims.pop(key, None)

        self._at_store(write)

    def ask(self, key: Any) -> None:
        if key in self._asking:
            raise BeingAskedError(key)
        self._asking.add(key)

        def note() -> bool:
            free = self.store.is_free(self.store.asking.get(key), self.row.number)
            if free:
                self.store.asking[key] = self.row.number
            return free

        if not self._at_store(note):
            self._asking.discard(key)
            raise BeingAskedError(key)

    def asked(self, key: Any, *, answered: bool = False) -> None:
        """Note that a request was given up; or answered: what was counted is written with it."""
        spending = self.counted() if self.counted and answered else None

        def note() -> None:
            if self.store.asking.get(key) == self.row.number:
                del self.store.asking[key]
            if answered:
                self.store.answers.add(key)
            if spending:
                self.row.spending = spending

        self._at_store(note)
        self._asking.discard(key)
        if spending:
            self.written = spending.amount

    def renew(self) -> None:
        began = self.store.now()
        if began > self._renewed + self.store.lease / RENEWALS:

            def say() -> None:
                self.row.until, self.row.ended = self.store.now() + self.store.lease, False

            self.renewals += 1
            self._at_store(say)
            self._was_overdue = self.is_overdue
            self._renewed = began

    def write(self) -> None:
        """Write down what is counted."""
        spending = self.counted() if self.counted else None
        if spending:

            def note() -> None:
                self.row.spending = spending

            self._at_store(note)
            self.written = spending.amount

    def lease(self, budget: float, wanted: float, kept: float) -> Lease:
        spending = self.counted() if self.counted else Spending("tokens")

        def take() -> Lease:
            joint = [row for row in self.store.sessions.values() if row.joint == self.row.joint and row is not self.row]
            living = [row for row in joint if self.store.lives(row)]
            alive = {row.number for row in living}
            taken = sum(row.leased if row.number in alive else _amount(row.spending) for row in joint)
            mine_still = kept if self.store.lives(self.row) else min(kept, _amount(self.row.spending))
            amount = leased(budget - taken, len(living), wanted, mine_still)
            self.row.until, self.row.ended, self.row.leased = self.store.now() + self.store.lease, False, amount
            self.row.spending = spending
            more = any(row.leased > (row.spending.charged if row.spending else 0.0) for row in living)
            return Lease(amount, more)

        began = self.store.now()
        self.leases += 1
        lease: Lease = self._at_store(take)
        self._renewed, self._was_overdue = began, False
        self.written = spending.amount
        return lease

    def grant(self, name: str, a_minute: int, wanted: float) -> float:
        burst, rate = flow_of(a_minute)

        def take() -> float:
            level, at = self.store.limits.get(name, (burst, self.store.now()))
            level = min(burst, level + (self.store.now() - at) * rate)
            granted = max(0.0, min(wanted, level))
            self.store.limits[name] = (level - granted, self.store.now())
            return granted

        return float(self._at_store(take))

    def close(self) -> None:
        def leave() -> None:
            for table in (self.store.claims, self.store.asking):
                for key in [key for key, session in table.items() if session == self.row.number]:
                    del table[key]
            self.row.leased, self.row.ended = 0.0, True
            self.row.spending = self.counted() if self.counted else self.row.spending

        self._at_store(leave)


def _amount(spending: Spending | None) -> float:
    return spending.amount if spending else 0.0


# --- time


class World:
    """What happens, in the order of its moments."""

    def __init__(self) -> None:
        self.now = 0.0
        self._queue: list[tuple[float, int, Callable[[], None]]] = []
        self._count = count()

    def at(self, moment: float, what: Callable[[], None]) -> None:
        heappush(self._queue, (moment, next(self._count), what))

    def run(self, until: float) -> None:
        while self._queue and self._queue[0][0] <= until:
            self.now, _, what = heappop(self._queue)
            what()
        self.now = until

    @contextmanager
    def passes(self) -> Iterator[None]:
        """Have the budgets of the program go by this time, within the block."""
        with patch.object(_budget, "time", SimpleNamespace(monotonic=lambda: self.now)):
            yield


@dataclass(frozen=True, kw_only=True)
class Weather:
    """What befalls workers and their store. Lengths of time are in seconds."""

    deaths: float = 0.01
    """The part of the workers that die in a minute; each has a successor, `REPLACED` later in the mean."""
    stalls: float = 0.0
    """How often a minute a worker stalls: its process stands still, or its way to the store does."""
    stall: float = 1.0
    """The median of a stall. They are log-normal: one in a hundred takes 33 times, one in a thousand 103 times that."""
    visit: float = 0.002
    """What one statement takes in the store, there and back."""
    outage: tuple[float, float] | None = None
    """When the store is restarted, and how long it is away."""


SPREAD = 1.5
"""The spread of stalls: the deviation of their logarithms."""

REPLACED = 30.0
"""After how long there is another worker for one that died, in the mean."""

CALLS = 2
"""Calls of a worker at once."""

SECONDS = 30.0
"""What one call takes in the mean."""

SIZE, MOST_OUT = 8000, 2000
"""Bytes of a call, and the tokens that its answer may take."""


@dataclass
class Outcome:
    """What came of it all, as nobody in it knows."""

    articles: int = 0
    lost: int = 0
    read_twice: int = 0
    """Articles that a worker began while another that lived had them in hand."""
    calls: int = 0
    paid_twice: int = 0
    """Calls made again."""
    in_flight: int = 0
    """Of the calls made, those that were in flight when their worker died: nobody can have their answers."""
    waited: list[float] = field(default_factory=list)
    """How long each article of a worker that died waited for another to take it up."""
    spent: float = 0.0
    budget: float = 0.0
    deaths: int = 0
    renewals: int = 0
    leases: int = 0
    claims: int = 0
    seconds: float = 0.0
    """How long it took until all was read, or stopped."""


# --- a worker


class Crew:
    """The workers on one store, and what they are to read: lists that several workers each go through."""

    def __init__(
        self, lists: Sequence[Sequence[Any]], store: Shared, world: World, weather: Weather, seed: int
    ) -> None:
        self.lists = lists
        self.store = store
        self.world = world
        self.weather = weather
        self.chance = random.Random(seed)
        self.budget: float | None = None
        self.outcome = Outcome(articles=sum(map(len, lists)))
        self.workers: set[Worker] = set()
        self.coming = 0
        self.holder: dict[Any, Worker] = {}
        self.left_at: dict[Any, float] = {}
        self.paid: Counter[Any] = Counter()

    def hire(self, which: int) -> None:
        worker = Worker(self, which)
        self.workers.add(worker)
        self.world.at(self.world.now, worker.wake)
        if self.weather.deaths:
            self.world.at(self.world.now + self.chance.expovariate(self.weather.deaths / 60), worker.die)
        if self.weather.stalls:
            self._expect_stall(worker)

    def replace(self, which: int) -> None:
        self.coming -= 1
        self.hire(which)

    def _expect_stall(self, worker: Worker) -> None:
        def stall() -> None:
            if worker in self.workers:
                worker.still_until = self.world.now + self.weather.stall * self.chance.lognormvariate(0.0, SPREAD)
                self._expect_stall(worker)

        self.world.at(self.world.now + self.chance.expovariate(self.weather.stalls / 60), stall)


class Worker(greenlet):
    """One that reads articles, as `onrecord.batch` does."""

    def __init__(self, crew: Crew, which: int) -> None:
        super().__init__(self._work)
        self.crew = crew
        self.world = crew.world
        self.which = which
        self.still_until = 0.0
        self._list = crew.lists[which]
        self._place = 0
        self._elsewhere: list[Any] = []
        self._claimed: list[Any] = []
        self._taken: set[Any] = set()
        self._in_hand: dict[Any, int] = {}
        self._under_way: dict[Any, Call] = {}
        self._held: list[Any] = []
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._count = count()
        self._look_at = 0.0
        self._stopped = False
        self._budget: Budget | None = None

    # --- how it lives

    def wake(self) -> None:
        """Go on, unless it stands still or is dead."""
        if self not in self.crew.workers:
            return
        if self.still_until > self.world.now:
            self.world.at(self.still_until, self.wake)
        else:
            self.switch()

    def has(self, key: Any) -> bool:
        return key in self._in_hand

    def wait(self, seconds: float) -> None:
        assert self.parent
        self.world.at(self.world.now + seconds, self.wake)
        self.parent.switch()

    def visit(self) -> None:
        """Half the way to the store and back; where it is away, that takes until it is there."""
        self.wait(self.crew.weather.visit / 2)
        outage = self.crew.weather.outage
        if outage and outage[0] <= self.world.now < outage[0] + outage[1]:
            self.wait(outage[0] + outage[1] - self.world.now + self.crew.chance.random() * 5)

    def die(self) -> None:
        """End, with all that it has in hand."""
        if self not in self.crew.workers:
            return
        crew = self.crew
        crew.workers.discard(self)
        crew.outcome.deaths += 1
        crew.outcome.in_flight += len(self._under_way)
        for key in (*self._in_hand, *self._claimed, *self._held):
            if crew.holder.get(key) in (self, None):
                crew.left_at.setdefault(key, self.world.now)
        self._count_visits()
        crew.coming += 1
        crew.world.at(self.world.now + crew.chance.expovariate(1 / REPLACED), lambda: crew.replace(self.which))

    def _count_visits(self) -> None:
        self.crew.outcome.renewals += self._session.renewals if hasattr(self, "_session") else 0
        self.crew.outcome.leases += self._session.leases if hasattr(self, "_session") else 0

    # --- what it does

    def _work(self) -> None:
        self._session = SharedSession(self.crew.store, self.visit)
        if self.crew.budget:
            self._budget = Budget(self.crew.budget, "tokens")
            self._budget.say = lambda _: None
            self._budget.go_on(self._session, Usage())
        tick = self.world.now + TICK
        while not self._is_done():
            self._take()
            moment = min(tick, self._timers[0][0] if self._timers else tick)
            if moment > self.world.now:
                self.wait(moment - self.world.now)
            while self._timers and self._timers[0][0] <= self.world.now:
                heappop(self._timers)[2]()
            if self.world.now >= tick:
                self._tick()
                tick = self.world.now + TICK
        self._write_held()
        self._session.close()
        self.crew.workers.discard(self)
        self._count_visits()

    def _is_done(self) -> bool:
        if self._in_hand:
            return False
        return self._stopped or (self._place >= len(self._list) and not self._elsewhere and not self._claimed)

    def _tick(self) -> None:
        self._write_held()
        self._session.renew()
        if self._budget:
            self._budget.rest()

    def _in(self, seconds: float, what: Callable[[], None]) -> None:
        heappush(self._timers, (self.world.now + seconds, next(self._count), what))

    def _take(self) -> None:
        """Take articles as long as there is room for them."""
        while not self._stopped and len(self._in_hand) < CALLS:
            if not self._claimed and not self._claim():
                return
            key = self._claimed.pop(0)
            self._note_begun(key)
            self._in_hand[key] = 0
            self._ask(key)

    def _note_begun(self, key: Any) -> None:
        crew = self.crew
        before = crew.holder.get(key)
        if before in crew.workers and before is not self and before is not None and before.has(key):
            crew.outcome.read_twice += 1
        crew.holder[key] = self
        if key in crew.left_at:
            crew.outcome.waited.append(self.world.now - crew.left_at.pop(key))

    def _claim(self) -> bool:
        """Claim the next article that no other has, or those that others left; whether there is one."""
        passed = 0
        while self._place < len(self._list) and passed < SCAN:
            key = self._list[self._place]
            self._place += 1
            self.crew.outcome.claims += 1
            if not self._session.may_claim(key):
                self._elsewhere.append(key)
                passed += 1
            elif self._session.claim(key):
                self._claimed.append(key)
                break
            else:
                self._elsewhere.append(key)
        if passed:
            self.wait(passed * self.crew.weather.visit)
        if not self._claimed and self._place >= len(self._list) and self.world.now >= self._look_at:
            self._look()
        return bool(self._claimed)

    def _look(self) -> None:
        """Look what others left, as `claimed` does when all was gone through."""
        read = self._session.finished(self._elsewhere)
        self._elsewhere = [key for key in self._elsewhere if key not in read]
        self.crew.outcome.claims += len(self._elsewhere)
        free = {key for key in self._elsewhere if self._session.may_claim(key)}
        self.wait((len(self._elsewhere) - len(free)) * self.crew.weather.visit)
        self._claimed += [key for key in self._elsewhere if key in free and self._session.claim(key)]
        mine = set(self._claimed)
        self._elsewhere = [key for key in self._elsewhere if key not in mine]
        self._look_at = self.world.now + LOOK

    def _ask(self, key: Any) -> None:
        """Ask the next question about an article, or take the answer that there is."""
        request = (key, self._in_hand[key])
        try:
            self._session.ask(request)
        except BeingAskedError:
            self._in(WAIT, lambda: self._ask(key))
            return
        if request in self.crew.store.answers:
            self._session.asked(request)
            self._go_on(key)
        else:
            self._call(key, request, Call(SIZE, MOST_OUT))

    def _call(self, key: Any, request: Any, call: Call) -> None:
        """Make a call, where the budget has room for it, as `Pacer` does."""
        budget = self._budget
        if budget and not (budget.has_room(call) and budget.hold(call)):
            if budget.may_ever(call) and (budget.held > 0 or budget.more_may_come):
                self._in(BUDGET_LOOK, lambda: self._call(key, request, call))
            else:
                self._give_up(key, request)
            return
        crew = self.crew
        call.status, call.usage = 200, Usage(1, crew.chance.randint(1500, 4000), 0, crew.chance.randint(100, MOST_OUT))
        crew.outcome.spent += call.usage.input + call.usage.output
        crew.outcome.calls += 1
        crew.paid[request] += 1
        self._under_way[request] = call
        self._in(crew.chance.gammavariate(4, SECONDS / 4), lambda: self._answered(key, request))

    def _give_up(self, key: Any, request: Any) -> None:
        self._session.asked(request)
        del self._in_hand[key]
        self._stopped = True

    def _answered(self, key: Any, request: Any) -> None:
        call = self._under_way.pop(request)
        if self._budget:
            self._budget.settle(call)
        self._session.asked(request, answered=True)
        self._go_on(key)

    def _go_on(self, key: Any) -> None:
        self._in_hand[key] += 1
        if self._in_hand[key] < questions(key):
            self._ask(key)
            return
        del self._in_hand[key]
        self._held.append(key)
        if len(self._held) >= HELD:
            self._write_held()

    def _write_held(self) -> None:
        if self._held:
            held = list(self._held)
            self._session.settle(held)
            self._held = self._held[len(held) :]


def questions(key: Any) -> int:
    """How many calls an article takes: one to three."""
    return 1 + int(key) % 3


def simulate(  # noqa: PLR0913  # what there is to vary
    lease: float,
    weather: Weather,
    *,
    workers: int = 1000,
    a_list: int = 10,
    articles: int = 10_000,
    budget: float | None = None,
    seed: int = 1,
) -> Outcome:
    """What comes of so many workers that read so many articles, `a_list` workers to each list of them.

    `budget` is in parts of what all calls take in the mean.
    """
    world = World()
    store = Shared(lease, lambda: world.now)
    lists = workers // a_list
    crew = Crew([range(which, articles, lists) for which in range(lists)], store, world, weather, seed)
    outcome = crew.outcome
    if budget:
        mean = 2750 + (100 + MOST_OUT) / 2
        crew.budget = outcome.budget = budget * mean * sum(map(questions, range(articles)))
    if weather.outage:
        world.at(weather.outage[0] + weather.outage[1] - 1, lambda: setattr(store, "started", world.now))
    with world.passes():
        for number in range(workers):
            crew.hire(number % lists)
        while crew.workers or crew.coming:
            world.run(world.now + 10)
    outcome.seconds = world.now
    outcome.lost = articles - len(store.results) if not budget else 0
    outcome.paid_twice = sum(paid - 1 for paid in crew.paid.values())
    return outcome
