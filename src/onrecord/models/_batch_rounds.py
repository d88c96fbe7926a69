"""Requests gathered into a provider's batches, submitted once each, waited for, and given what came of them.

What is done is written down before each step that costs, and what is out is found again after a kill: a request by its
id, a batch by its file, a file by its name.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from onrecord._concurrent import end_all
from onrecord.errors import OnrecordError, UsageError
from onrecord.models._base import Call, Pace
from onrecord.models._batch_file import (
    MOST_BYTES,
    MOST_REQUESTS,
    NOT_ANSWERED,
    PERHAPS_PAID,
    Line,
    Outcome,
    request_line,
)
from onrecord.models._batch_provider import SLOWEST, BatchError, BatchProvider, BatchRefusedError
from onrecord.models._failures import short

if TYPE_CHECKING:
    from openai.types import Batch

__all__ = ["Awaited", "Batches", "Round", "Rounds", "Standing", "calls_kept"]

logger = logging.getLogger(__name__)

OVER = frozenset({"completed", "expired", "cancelled", "failed"})
"""The statuses of a batch that nothing more will come of."""

SLOWER = 1.5
"""What the time between two looks at a batch grows by, until it is `SLOWEST` times the first."""

FULL = re.compile(r"token_limit|enqueued|too many|in.progress batches|concurrent", re.IGNORECASE)
"""Words of a batch that was refused since too much is out already."""

AT_A_TIME = 500
"""Results that are written down together."""


Awaited = Coroutine[None, None, tuple[Outcome, bool]]
"""What comes of a request, and whether it is told for the first time."""


@dataclass(slots=True)
class Round:
    """One batch, as it is kept: of which model, at which address, with how many requests, and how far it is.

    `mark` is our own name for it, made before anything of it is sent; `file` and `batch` are the provider's ids, once
    there are any. `status` is `made`, then `uploaded`, then what the provider says; `completed` and `failed` count its
    requests by the provider's word. One without an end is out.
    """

    mark: str
    model: str
    address: str
    requests: int
    made: datetime
    file: str | None = None
    batch: str | None = None
    status: str = "made"
    completed: int = 0
    failed: int = 0
    ended: datetime | None = None


class Batches(Protocol):
    """Where a run's batches are kept. What is written is there for good before a method returns."""

    def rounds(self) -> Sequence[Round]:
        """All that are kept, ended ones too, in the order in which they were made."""
        ...

    def lines(self, mark: str) -> Iterable[tuple[int, Line, Outcome | None]]:
        """The requests of a batch that aren't forgotten, with their numbers and what came of them, if anything has."""
        ...

    def begin(self, made: Round, lines: Sequence[Line]) -> None:
        """Keep a new batch and its requests."""
        ...

    def note(self, changed: Round) -> None:
        """Keep what has changed of a batch."""
        ...

    def drop(self, mark: str) -> None:
        """Forget a batch that costs nothing, and its requests."""
        ...

    def come(self, mark: str, outcomes: Mapping[int, Outcome]) -> None:
        """Keep what came of requests, by their numbers in the file, counted from 0."""
        ...

    def outcome(self, line: Line) -> Outcome | None:
        """What came of a request, if that is kept."""
        ...

    def forget(self, request: str) -> None:
        """Forget all tries of a request that something came of."""
        ...


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the batches are: how many rounds there were, and of what is out the requests, and the completed ones."""

    rounds: int = 0
    requests: int = 0
    completed: int = 0
    since: datetime | None = None


@dataclass(slots=True)
class _Entry:
    """A request that is gathered or out; without a body where an earlier session submitted it, and nobody asked yet.

    `call` is what its budget knows it by; `awaited` says by how many it is waited for, `told` whether one of them was
    told what came of it.
    """

    line: Line
    body: bytes | None
    call: Call
    come: asyncio.Future[Outcome]
    awaited: int = 0
    told: bool = False

    async def outcome(self) -> tuple[Outcome, bool]:
        """What comes of it, and whether nobody was told before."""
        self.awaited += 1
        try:
            outcome = await asyncio.shield(self.come)
        finally:
            self.awaited -= 1
        first, self.told = not self.told, True
        return outcome, first


@dataclass(slots=True)
class _Out:
    """A round while it is seen through: its entries by their numbers in its file, but for those that are forgotten."""

    round: Round
    entries: dict[int, _Entry]

    @property
    def missing(self) -> dict[str, int]:
        """The numbers of the requests that nothing has come of yet, by their ids."""
        return {each.line.id: number for number, each in self.entries.items() if not each.come.done()}

    @property
    def content(self) -> bytes:
        """The file of requests."""
        return b"".join(request_line(each.line, each.body or b"") for each in self.entries.values())


def calls_kept(batches: Batches, model: str) -> dict[str, Call]:
    """A call for each request that is kept, by its id: what a budget has to count of earlier sessions.

    `model` is the one that the budget was made for. What has come of a request is in its call.
    """
    calls = {}
    for each in batches.rounds():
        for _, line, outcome in batches.lines(each.mark):
            call = Call(line.size, line.max_tokens, model="" if each.model == model else each.model, kept=True)
            if outcome:
                call.status, call.usage = outcome.status, outcome.usage
            calls[line.id] = call
    return calls


class Rounds:
    """Gathers requests, sends them as batches, and gives each what came of it.

    A round is made once it is full, or `poll` seconds after the last request came. `calls` are those of `calls_kept`,
    `model` is the name of the model as batches are kept by it. One event loop uses it.
    """

    def __init__(  # noqa: PLR0913  # what it works with
        self,
        model: str,
        provider: BatchProvider,
        batches: Batches,
        *,
        calls: Mapping[str, Call],
        pace: Pace,
        poll: float,
        tell: Callable[[Standing], None],
    ) -> None:
        self._model = model
        self._provider = provider
        self._batches = batches
        self._calls = calls
        self._pace = pace
        self._poll = poll
        self._tell = tell
        self._entries: dict[str, _Entry] = {}
        self._queue: dict[str, _Entry] = {}
        self._dialects: dict[str, str] = {}
        self._out: dict[str, _Out] = {}
        self._count = 0
        self._most = MOST_REQUESTS
        self._more = asyncio.Event()
        self._room = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._broken: OnrecordError | None = None

    async def open(self) -> None:
        """Take up what earlier sessions left.

        Raises `UsageError` where the endpoint has no batches, or some are out at another address, and `ModelError`
        where it doesn't answer.
        """
        left = [each for each in self._batches.rounds() if each.model == self._model]
        here = self._provider.address.address
        for each in left:
            if each.ended is None and each.address != here:
                raise UsageError(
                    f"a batch of {each.requests:,} requests is out at {each.address}, and this is {here}: "
                    "give the first address until it has come back"
                )
        await self._provider.check()
        for each in left:
            await self._take_up(each)
        self._start(self._send())

    async def aclose(self) -> None:
        """Wait for nothing any more; what is out stays out."""
        await end_all(self._tasks)
        await self._provider.aclose()

    def dialect(self, line: Line) -> str | None:
        """The dialect of a request, where an earlier session submitted it."""
        return self._dialects.get(line.id)

    def known(self, line: Line, body: bytes) -> Awaited | None:
        """What comes, or came, of a request that was gathered or submitted before; None for any other."""
        if entry := self._entries.get(line.id):
            entry.body = body
            return entry.outcome()
        outcome = self._batches.outcome(line)
        return _at_once(outcome) if outcome else None

    async def ask(self, line: Line, body: bytes, call: Call) -> tuple[Outcome, bool]:
        """What comes of a request, and whether nobody was told before.

        Raises `BatchError` where batches can't be gone on with, and `StoreError` where nothing can be written down.
        """
        if self._broken:
            raise self._broken
        if known := self.known(line, body):
            return await known
        entry = _Entry(line, body, call, asyncio.get_running_loop().create_future())
        self._entries[line.id] = self._queue[line.id] = entry
        self._more.set()
        return await entry.outcome()

    def forget(self, request: str) -> None:
        """Let a request be asked anew: nothing usable came of it."""
        self._batches.forget(request)

    # what is done in the background

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        """Let an error be one of all that wait: nothing can be gone on with."""
        self._tasks.discard(task)
        if task.cancelled() or (error := task.exception()) is None:
            return
        self._broken = error if isinstance(error, OnrecordError) else BatchError(f"a defect in onrecord: {error!r}")
        for entry in self._entries.values():
            if not entry.come.done():
                entry.come.set_exception(self._broken)
                entry.come.exception()  # seen, also where nobody waits for it

    async def _take_up(self, left: Round) -> None:
        """Go on with a batch of an earlier session; one that was never sent is forgotten."""
        if left.ended is None and left.file is None:
            left.file = await self._provider.found_file(f"{left.mark}.jsonl", left.made)
        kept = self._batches.lines(left.mark)
        out = _Out(left, {number: self._entry_kept(line, outcome) for number, line, outcome in kept})
        if left.file is None:
            await self._drop(out)
            return
        self._dialects.update((each.line.id, each.line.dialect) for each in out.entries.values())
        self._entries.update((each.line.id, each) for each in out.entries.values() if not each.come.done())
        if left.ended is None:
            self._see_to(out)

    def _entry_kept(self, line: Line, outcome: Outcome | None) -> _Entry:
        call = self._calls.get(line.id) or Call(line.size, line.max_tokens)
        entry = _Entry(line, None, call, asyncio.get_running_loop().create_future())
        if outcome:
            entry.come.set_result(outcome)
        return entry

    async def _drop(self, out: _Out) -> None:
        """Forget a batch that costs nothing; what somebody waits for is gathered again."""
        self._batches.drop(out.round.mark)
        for entry in out.entries.values():
            if entry.body is not None:
                entry.call.sent = False
                self._queue[entry.line.id] = entry
                continue
            self._entries.pop(entry.line.id, None)
            if not entry.come.done():
                await self._settle(entry, Outcome.failed(NOT_ANSWERED, "never sent"))

    # a round is made

    async def _send(self) -> None:
        """Make a round of what is gathered, whenever one is due."""
        while True:
            await self._due()
            if entries := self._next():
                address = self._provider.address.address
                made = Round(uuid4().hex, self._model, address, len(entries), datetime.now(UTC))
                self._batches.begin(made, [entry.line for entry in entries])
                self._see_to(_Out(made, dict(enumerate(entries))))

    async def _due(self) -> None:
        """Wait until a round is full, or something is gathered and nothing more has come for a while."""
        while len(self._queue) < self._most:
            self._more.clear()
            try:
                await asyncio.wait_for(self._more.wait(), self._poll if self._queue else None)
            except TimeoutError:
                return

    def _next(self) -> list[_Entry]:
        """The requests of the next round, as many as may be; what nobody waits for any more is left out."""
        entries: list[_Entry] = []
        size = 0
        for name, entry in list(self._queue.items()):
            size += len(entry.body or b"") + 200
            if len(entries) == self._most or (entries and size > MOST_BYTES):
                break
            del self._queue[name]
            if entry.awaited:
                entries.append(entry)
            else:
                del self._entries[name]
        return entries

    def _see_to(self, out: _Out) -> None:
        self._count += 1
        self._out[out.round.mark] = out
        self._start(self._see_through(out))
        self._say()

    # a round is seen through

    async def _see_through(self, out: _Out) -> None:
        """Bring a round from wherever it is to its end."""
        try:
            await self._submit(out)
        except BatchRefusedError as refusal:
            await self._end(out, "refused", refusal.outcome)
            return
        try:
            batch = await self._over(out)
        except BatchRefusedError:
            await self._end(out, "gone", Outcome.failed(PERHAPS_PAID, "the provider knows the batch no more"))
        else:
            await self._collect(out, batch)

    async def _submit(self, out: _Out) -> None:
        """Upload the requests of a round and make a batch of them, as far as that isn't done."""
        made = out.round
        if made.file is None:
            made.file = await self._provider.upload(f"{made.mark}.jsonl", out.content)
        if made.batch is None:
            made.status = "uploaded"
            self._batches.note(made)
            for entry in out.entries.values():
                entry.call.sent = True
            self._note(out, await self._provider.submit(made.file, made.mark, made.made))
            self._log("batch_out", f"{made.requests:,} requests are out as {made.batch}", made)

    async def _over(self, out: _Out) -> Batch:
        """The batch, once nothing more will come of it."""
        wait = self._poll
        while True:
            batch = await self._provider.batch(out.round.batch or "")
            self._note(out, batch)
            if batch.status in OVER:
                return batch
            await asyncio.sleep(wait)
            wait = min(wait * SLOWER, SLOWEST * self._poll)

    def _note(self, out: _Out, batch: Batch) -> None:
        """Write down what the provider says of a batch, where that is new."""
        kept, counts = out.round, batch.request_counts
        before = (kept.batch, kept.status, kept.completed, kept.failed)
        kept.batch, kept.status = batch.id, batch.status
        if counts:
            kept.completed, kept.failed = counts.completed, counts.failed
        if before != (kept.batch, kept.status, kept.completed, kept.failed):
            self._batches.note(kept)
            self._say()

    # what came of it

    async def _collect(self, out: _Out, batch: Batch) -> None:
        """Take in what came of the requests of a batch that is over."""
        if batch.status == "failed":
            await self._take_failure(out, batch)
            return
        whole = [await self._read(out, file) for file in (batch.output_file_id, batch.error_file_id) if file]
        if batch.status == "completed" or not all(whole):
            otherwise = Outcome.failed(PERHAPS_PAID, "the provider's batch has no answer to it")
        else:
            otherwise = Outcome.failed(NOT_ANSWERED, f"the provider's batch is {batch.status}")
        await self._end(out, batch.status, otherwise)

    async def _take_failure(self, out: _Out, batch: Batch) -> None:
        """Tell the requests for which a batch was refused, or wait where it is one too many."""
        errors = (batch.errors and batch.errors.data) or []
        missing = out.missing.values()
        at_fault = {
            error.line - 1: Outcome.failed(400, error.message or "", code=error.code, param=error.param)
            for error in errors
            if error.line and error.line - 1 in missing
        }
        await self._take_in(out, at_fault)
        if at_fault or not errors:
            await self._end(out, "failed", Outcome.failed(NOT_ANSWERED, "the provider's batch failed"))
            return
        said = Outcome.failed(400, errors[0].message or "", code=errors[0].code)
        if FULL.search(f"{errors[0].code} {errors[0].message}") and (self._others_than(out) or len(out.entries) > 1):
            await self._wait_for_room(out, errors[0].message or "")
        else:
            await self._end(out, "failed", said)

    async def _wait_for_room(self, out: _Out, said: str) -> None:
        """Gather the requests of a round anew, once another has come back; smaller, where there is no other."""
        self._log("batch_full", f"the provider takes no more for now: {short(said)}", out.round)
        self._room.clear()
        if self._others_than(out):
            with suppress(TimeoutError):
                await asyncio.wait_for(self._room.wait(), SLOWEST * self._poll)
        else:
            self._most = max(1, len(out.entries) // 2)
        await self._drop(out)
        self._gone(out)
        self._more.set()

    def _others_than(self, out: _Out) -> bool:
        """Whether another batch has yet to come back."""
        others = (each.round for each in self._out.values() if each is not out)
        return any(each.batch and each.status not in OVER for each in others)

    async def _read(self, out: _Out, file: str) -> bool:
        """Take in a file of results; whether it was there, and whole."""
        try:
            broken = await self._provider.steadily(lambda: self._read_once(out, file))
        except BatchRefusedError:
            self._warn("results_gone", f"the results in {file} are gone")
            return False
        if broken:
            self._warn("results_broken", f"{broken:,} lines of the results in {file} are broken")
        return not broken

    async def _read_once(self, out: _Out, file: str) -> int:
        """Take in a file of results from its beginning; how many lines are broken."""
        missing, broken = out.missing, 0
        found: dict[int, Outcome] = {}
        async for each in self._provider.outcomes(file):
            if each is None:
                broken += 1
            elif each[0] in missing:
                found[missing.pop(each[0])] = each[1]
            if len(found) >= AT_A_TIME:
                await self._take_in(out, found)
                found = {}
        await self._take_in(out, found)
        return broken

    async def _take_in(self, out: _Out, outcomes: Mapping[int, Outcome]) -> None:
        """Write down what came of some requests, and give it to those who wait for it."""
        if not outcomes:
            return
        self._batches.come(out.round.mark, outcomes)
        for number, outcome in outcomes.items():
            entry = out.entries[number]
            del self._entries[entry.line.id]
            entry.come.set_result(outcome)
            await self._settle(entry, outcome)

    async def _settle(self, entry: _Entry, outcome: Outcome) -> None:
        """Tell the budget what a request took that an earlier session submitted."""
        if entry.call.kept:
            async with self._pace.turn(entry.call):
                entry.call.status, entry.call.usage = outcome.status, outcome.usage

    async def _end(self, out: _Out, status: str, otherwise: Outcome) -> None:
        """End a round: what nothing has come of comes to `otherwise`."""
        missing = out.missing
        await self._take_in(out, dict.fromkeys(missing.values(), otherwise))
        out.round.status, out.round.ended = status, datetime.now(UTC)
        self._batches.note(out.round)
        self._gone(out)
        answered = out.round.requests - len(missing)
        self._log("batch_back", f"{status}: {answered:,} of {out.round.requests:,} requests have come back", out.round)

    def _gone(self, out: _Out) -> None:
        del self._out[out.round.mark]
        self._room.set()
        self._say()

    # what is said of it

    def _say(self) -> None:
        out = [each.round for each in self._out.values()]
        since = min((each.made for each in out), default=None)
        requests, completed = sum(each.requests for each in out), sum(each.completed for each in out)
        self._tell(Standing(self._count, requests, completed, since))

    def _log(self, event: str, said: str, of: Round) -> None:
        data = {"batch": of.batch, "requests": of.requests, "status": of.status}
        logger.info("%s", self._provider.address.says(said), extra={"event": event, "data": data})

    def _warn(self, event: str, said: str) -> None:
        logger.warning("%s", self._provider.address.says(said), extra={"event": event, "data": {}})


async def _at_once(outcome: Outcome) -> tuple[Outcome, bool]:
    return outcome, True
