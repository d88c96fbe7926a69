"""Read many articles, each of them once, and keep a result or a reason for each.

As many articles are in flight as the endpoint can take, and none waits for another to end. Answers are stored before
they are used and results soon after, so that a run that was killed resumes when it is started again.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Collection, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from onrecord.article import Article
from onrecord.batch._asking import PATIENCE, Asker, LeftError, Outages
from onrecord.batch._budget import Price
from onrecord.batch._claims import claimed
from onrecord.batch._marks import Marks
from onrecord.batch._near_duplicates import KnownArticles, carried_over, joined, may_be_carried_over
from onrecord.batch._report import BatchReport, SourceReport
from onrecord.errors import OnrecordError, UsageError
from onrecord.extraction import Prompt, Summary, at_least, extract, prompts_used
from onrecord.grounding import Support, count_support
from onrecord.models import Model, Recorded
from onrecord.sources import Source, Sourced, Unreadable
from onrecord.store import StoreError, article_key
from onrecord.usage import Usage
from onrecord.verification import Verifier

if TYPE_CHECKING:
    from onrecord.batch._pacing import Pacer
    from onrecord.store.run import Run

__all__ = ["GRACE", "BatchOptions", "Share", "run_batch"]

logger = logging.getLogger(__name__)

GRACE = 30.0
"""Seconds that articles in flight have to finish after a request to stop."""

TICK = 1.0
"""Seconds between two writes of buffered results to the disk."""

AHEAD = 8
"""Articles in flight for each concurrent call, so that others use the calls while some wait for a retry."""


@dataclass(kw_only=True)
class Share:
    """What is to be known from one share of a run's articles to the next, where a session reads several.

    `pending` are the keys of the articles that are to be read although there is a result; `answered` says when the
    model gave its last answer, by `time.monotonic`.
    """

    pending: set[bytes]
    answered: float | None = None

    @classmethod
    def of(cls, run: Run, options: BatchOptions) -> Share:
        """That of a session's first share."""
        pending = set(run.unfinished_keys()) if options.retry_failed else set()
        return cls(pending=pending | (set() if options.near_duplicates else set(run.near_duplicate_keys())))


@dataclass(frozen=True, kw_only=True)
class BatchOptions:
    """Options of a batch.

    - `strict`, `weakest`, `sentences_per_call` and `verifier` are those of `extract`.
    - `near_duplicates` finds near-duplicates, which are then read only for what they add. Where it is None, articles
      that an earlier session took for near-duplicates are read as well.
    - `marks` are those of the files that the articles are from, as far as they have any.
    - `retry_failed` asks again about articles that failed or were read only in part.
    - `pace` is the pacer with which the model was opened.
    - Setting `stop` ends the batch; articles in flight then have `grace` seconds to finish.
    - `patience` is how long an outage of the endpoint may last, in seconds.
    - `batched` says that calls are made in the provider's batches, at their price.
    - `share` says that the articles are only a share of what the run reads: others see to articles that failed before,
      to the end of the session and to that of the run. What is left in an outage that is shorter is only left.
    """

    strict: bool = False
    weakest: Support = Support.UNSUPPORTED
    sentences_per_call: int | None = None
    verifier: Verifier | None = None
    near_duplicates: KnownArticles | None = None
    marks: Marks | None = None
    retry_failed: bool = False
    pace: Pacer | None = None
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    grace: float = GRACE
    patience: float = PATIENCE
    batched: bool = False
    share: Share | None = None


async def run_batch(
    articles: AsyncIterator[Article | Unreadable | Sourced],
    prompts: Sequence[Prompt],
    model: Model,
    run: Run,
    options: BatchOptions | None = None,
    *,
    progress: Callable[[BatchReport], None] = lambda _: None,
) -> BatchReport:
    """Read the articles for which `run` has no result, and store their results in the run.

    A failure of an article or an answer is a row of the run, and a failure of the store is the reason why the batch
    stopped; none is raised. `progress` is called with the report at the start, after each answer and each finished
    article, and from time to time while articles that were finished before are skipped; it is always the same report,
    which is also returned. The report has a part for each source where `read_by_source` gives the articles.
    """
    batch = _Batch(prompts, model, run, options or BatchOptions(), progress)
    progress(batch.report)
    return await batch.read(articles)


@dataclass(frozen=True)
class _NearDuplicate:
    """A near-duplicate: the summary carried over from its original, and the numbers of the sentences left to read."""

    summary: Summary
    added: frozenset[int]


class _Batch:
    """One batch while it runs."""

    def __init__(
        self,
        prompts: Sequence[Prompt],
        model: Model,
        run: Run,
        options: BatchOptions,
        progress: Callable[[BatchReport], None],
    ) -> None:
        self.report = BatchReport()
        self._prompts = prompts
        self._model = model
        self._run = run
        self._options = options
        self._progress = progress
        checking = options.verifier
        names = {model.name, checking.model.name if checking else model.name}
        self._prices = {name: _price_of(name, batched=options.batched) for name in names}
        self._started = time.monotonic()
        self._flying: dict[bytes, asyncio.Task[None]] = {}
        self._starting: set[bytes] = set()
        self._taken: dict[bytes, Source | None] = {}
        self._waiting: defaultdict[bytes, list[Article]] = defaultdict(list)
        self._awaited: dict[str, bytes] = {}
        self._share = options.share or Share.of(run, options)
        self._outages = Outages(options.patience, ever_answered=self._share.answered is not None)
        self._pending = self._share.pending
        self._changed = options.pace.changed if options.pace else asyncio.Event()
        if options.pace and options.pace.budget:
            options.pace.budget.go_on(run.spending, run.spent())
        self._halted = asyncio.Event()
        self._broken = False
        self._marks = options.marks

    async def read(self, articles: AsyncIterator[Article | Unreadable | Sourced]) -> BatchReport:
        """The report, after all articles have a result or the batch had to stop."""
        producer = asyncio.create_task(self._take_all_or_break(articles))
        ticker = asyncio.create_task(self._tick())
        try:
            await self._until_done(producer)
        finally:
            await _cancel([producer, ticker, *self._flying.values()])
            self._close()
        return self.report

    async def _until_done(self, producer: asyncio.Task[None]) -> None:
        stopping = [asyncio.create_task(event.wait()) for event in (self._options.stop, self._halted)]
        try:
            await asyncio.wait([producer, *stopping], return_when=asyncio.FIRST_COMPLETED)
            if not producer.done():
                await _cancel([producer])
            await self._finish(stopping[0])
            while self.report.stopped is None and (held := self._blamed()):
                for summary in held:
                    self._keep(summary)
                await self._finish(stopping[0])
        finally:
            await _cancel(stopping)
        if not producer.cancelled():
            producer.result()  # raises what broke the sources

    def _blamed(self) -> list[Summary]:
        """The failed articles that were held back, where they failed by themselves and the endpoint is not down.

        Called when no other article comes. Where the endpoint is down, none are returned and the batch stops.
        """
        if self._outages.lasts:
            self._give_up()
            return []
        return self._outages.over()

    def _give_up(self) -> None:
        """Stop since the endpoint is down, unless it has answered other shares of late: what it didn't is then left."""
        answered = self._share.answered if self._options.share else None
        if answered is None or time.monotonic() - answered > self._options.patience:
            self._halt(self._outages.reason)

    async def _finish(self, stop: asyncio.Task[bool]) -> None:
        """Wait for the articles in flight, for `grace` seconds after a request to stop, or not if the store failed."""
        while not self._broken:
            if self._options.stop.is_set():
                self._halt("interrupted")
            if not self._flying:
                return
            if self._options.stop.is_set():
                await asyncio.wait([*self._flying.values()], timeout=self._options.grace)
                return
            await asyncio.wait([*self._flying.values(), stop], return_when=asyncio.FIRST_COMPLETED)

    def _halt(self, reason: str) -> None:
        """Take no more articles, for this reason."""
        if self.report.stopped is None:
            self.report.stopped = reason
            self._halted.set()
            self._changed.set()

    async def _tick(self) -> None:
        """Write buffered results to the disk every `TICK` seconds."""
        while True:
            await asyncio.sleep(TICK)
            try:
                self._run.flush()
                self._run.renew()
                if self._options.pace and self._options.pace.budget:
                    self._options.pace.budget.rest()
                await asyncio.to_thread(self._run.sync)
            except OnrecordError as error:
                self._break(error)
                return

    def _break(self, error: OnrecordError) -> None:
        """Stop because the store can't keep results any more."""
        self._broken = True
        self._halt(str(error))

    def _close(self) -> None:
        self.report.left += len(self._flying) + sum(map(len, self._waiting.values())) + len(self._outages.over())
        self.report.seconds = time.monotonic() - self._started
        if self._broken:
            return
        try:
            if self._options.pace and self._options.pace.budget:
                self._options.pace.budget.rest()
            if self._options.share:
                self._run.flush()
                return
            if self.report.stopped is None and not self.report.left:
                self._run.settle_versions()
            self._run.end()
        except OnrecordError as error:
            self.report.stopped = str(error)

    async def _take_all_or_break(self, articles: AsyncIterator[Article | Unreadable | Sourced]) -> None:
        try:
            await self._take_all(articles)
        except StoreError as error:
            self._break(error)

    async def _take_all(self, articles: AsyncIterator[Article | Unreadable | Sourced]) -> None:
        """Take articles whenever there is room for them."""
        count = 0
        async with (
            aclosing(self._with_unfinished(articles)) as everything,
            aclosing(claimed(everything, self._run, self._is_done, self._pending)) as items,
        ):
            async for item in items:
                if self.report.stopped is not None:
                    return
                count += 1
                if count % 256 == 0:
                    self._tell()
                    await asyncio.sleep(0)  # sources that never wait would leave no time for anything else
                await self._take(item)

    async def _with_unfinished(
        self, articles: AsyncIterator[Article | Unreadable | Sourced]
    ) -> AsyncGenerator[Sourced, None]:
        if self._options.retry_failed and not self._options.share:
            for article in self._run.unfinished():
                yield Sourced(article)
        try:
            async for item in articles:
                sourced = item if isinstance(item, Sourced) else Sourced(item)
                thing = sourced.thing
                if isinstance(thing, Article):
                    self._run.saw(thing)
                if self._marks:
                    key = article_key(thing) if isinstance(thing, Article) else None
                    self._count_passed(self._marks.taken(sourced.where, key), self.report.of(sourced.source))
                yield sourced
            if self._marks:
                self._count_passed(self._marks.passed_to_the_end())
        finally:
            if isinstance(articles, AsyncGenerator):
                await articles.aclose()

    def _count_passed(self, passed: int, *parts: SourceReport) -> None:
        """Count what was not read again, as it stood before the mark of its file."""
        for counts in (self.report, *parts):
            counts.skipped += passed

    async def _take(self, sourced: Sourced) -> None:
        """Read what was found in a source, unless it was read before."""
        part, thing = self.report.of(sourced.source), sourced.thing
        if isinstance(thing, Unreadable):
            self._note_unreadable(thing, part, sourced.fault)
        elif thing is not None and self._is_done(key := article_key(thing)):
            for counts in (self.report, part):
                counts.skipped += 1
            if self._marks and self._run.status(key) and key not in self._flying:
                self._marks.done(key)
        elif thing is not None:
            self._taken[key] = sourced.source
            await self._take_article(thing)

    def _note_unreadable(self, item: Unreadable, part: SourceReport, fault: str | None) -> None:
        """Note what never became an article, or that its source is at fault as a whole."""
        try:
            self._run.fail(item.id, item.reason, url=item.url, source=item.source)
        except OnrecordError as error:
            self._break(error)
            return
        if fault:
            part.fault = fault
            data = {"source": item.id, "reason": fault}
            logger.warning("%s: %s", item.id, fault, extra={"event": "dead_feed", "data": data})
        else:
            self._count(part, "unreadable", [item.reason], item.id)
        self._tell()

    def _count(self, part: SourceReport, status: str, problems: Sequence[str], name: str) -> None:
        """Count an article, in all and for its source, with the problems for which it is not ok."""
        for counts in (self.report, part):
            setattr(counts, status, getattr(counts, status) + 1)
            if status != "ok":
                counts.blame(problems, name)
        if status != "ok":
            data = {"article": name, "status": status, "reasons": [*problems]}
            logger.info("%s: %s", name, status, extra={"event": "article", "data": data})

    def _is_done(self, key: bytes) -> bool:
        """Whether an article was taken in this batch, or has a final result from an earlier session."""
        return key in self._taken or bool(self._run.status(key) and key not in self._pending)

    async def _take_article(self, article: Article) -> None:
        """Start to read an article, or carry records over to it where it is a near-duplicate of an earlier one."""
        await self._room(article)
        try:
            original = self._options.near_duplicates.add(article) if self._options.near_duplicates else None
        except OnrecordError as error:
            self._break(error)
            return
        if original is None:
            self._start(article)
        elif original in self._flying:
            self._awaited[article.id] = original
            self._waiting[original].append(article)
        else:
            self._add_near_duplicate(article, original)

    async def _room(self, article: Article) -> None:
        """Wait until there are calls to spare for an article, and no earlier version of it is in flight."""
        while not self._has_room() or self._awaited.get(article.id) in self._flying:
            self._changed.clear()
            await self._changed.wait()

    def _has_room(self) -> bool:
        pace = self._options.pace
        if pace is None:
            return len(self._flying) < self._model.slots
        most = int(pace.limit)
        ahead = len(self._starting) + pace.demand < most + max(1, most // 8)
        return ahead and len(self._flying) < AHEAD * max(most, 2)

    def _start(self, article: Article, duplicate: _NearDuplicate | None = None) -> None:
        """Start to read an article, or the sentences that a near-duplicate adds, unless the batch has stopped."""
        if self.report.stopped is not None:
            self.report.left += 1
            return
        key = article_key(article)
        self._starting.add(key)
        self._awaited[article.id] = key
        self._flying[key] = asyncio.create_task(self._read(article, key, duplicate))

    async def _read(self, article: Article, key: bytes, duplicate: _NearDuplicate | None) -> None:
        """Read one article, or the sentences that a near-duplicate adds, and store the result."""
        asker = self._asker(self._model, key)
        try:
            summary = await self._summary(article, asker, duplicate.added if duplicate else None)
            self._settle(summary, asker, duplicate)
        except LeftError as error:
            self.report.left += 1
            self._halt(str(error))
        except OnrecordError as error:
            self.report.left += 1
            self._break(error)
        finally:
            self._starting.discard(key)
            if not asyncio.current_task().cancelling():  # type: ignore[union-attr]  # there is one: this
                del self._flying[key]
            self._changed.set()

    def _asker(self, model: Model, key: bytes) -> Asker:
        """A model as the article with that key sees it."""
        return Asker(model, lambda: self._starting.discard(key), partial(self._spend, model.name))

    def _verifier(self, article: Article, recorded: Recorded) -> Verifier | None:
        """The verifier as one article sees it; its answers are stored before they are used, like all others."""
        verifier = self._options.verifier
        if verifier is None or verifier.model is self._model:
            return verifier and replace(verifier, model=recorded)
        asker = self._asker(verifier.model, article_key(article))
        return replace(verifier, model=self._recorded(article, asker))

    def _recorded(self, article: Article, asker: Asker) -> Recorded:
        answers = self._run.answers(article.id, anew=self._options.retry_failed)
        return Recorded(asker.name, answers, asker, window=asker.window)

    async def _summary(self, article: Article, asker: Asker, sentences: Collection[int] | None) -> Summary:
        options = self._options
        recorded = self._recorded(article, asker)
        verifier = self._verifier(article, recorded)
        try:
            return await extract(
                article,
                self._prompts,
                recorded,
                strict=options.strict,
                weakest=options.weakest,
                sentences_per_call=options.sentences_per_call,
                sentences=sentences,
                verifier=verifier,
            )
        except (OnrecordError, LeftError):
            raise
        except Exception as error:  # noqa: BLE001  # a defect that one article brings out is a row as well
            used = prompts_used(
                self._prompts, asker.name, options.sentences_per_call, verifier.used if verifier else None
            )
            problem = f"a defect in onrecord, please report it: {type(error).__name__}: {error}"
            return Summary(article, asker.name, used, "failed", problems=(problem,))

    def _settle(self, summary: Summary, asker: Asker, duplicate: _NearDuplicate | None) -> None:
        """Store a summary, or hold back a failed one until it is clear whether the article or the endpoint failed."""
        whole = joined(duplicate.summary, summary) if duplicate else summary
        if asker.outage and summary.status == "failed":
            if self._outages.add(whole, asker.outage):
                self._give_up()
            return
        if asker.answered:
            self._share.answered = time.monotonic()
            for held in self._outages.answered():
                if article_key(held.article) in self._outages.repeated:
                    self._keep(held)
                else:
                    self._outages.repeated.add(article_key(held.article))
                    self._start(held.article)
        self._keep(whole)

    def _keep(self, summary: Summary) -> None:
        """Store a summary, and carry its records over to the near-duplicates that wait for it."""
        try:
            self._run.keep(summary)
        except OnrecordError as error:
            self.report.left += 1
            self._break(error)
            return
        self._awaited.pop(summary.article.id, None)
        original = article_key(summary.article)
        if self._marks:
            self._marks.done(original)
        self._pending.discard(original)
        part = self.report.of(self._taken.get(original))
        self._count(part, summary.status, summary.problems, summary.article.id)
        for counts in (self.report, part):
            counts.near_duplicates += summary.copy_of is not None
            counts.records.update(count_support(record.support for record in summary.records))
        self._tell()
        for article in self._waiting.pop(original, ()):
            self._add_near_duplicate(article, original)

    def _add_near_duplicate(self, article: Article, original: bytes) -> None:
        """Carry the records of its original over to a near-duplicate, and read the sentences that it adds.

        The original may be an earlier version of the article. Where its records may not be carried over (see
        `may_be_carried_over`), the article is read completely.
        """
        try:
            read = self._run.stored(original)
            if read is None or not may_be_carried_over(read, article):
                self._start(article)
                return
            whole, added = carried_over(read, article)
            summary = at_least(whole, self._options.weakest)
            if added:
                self._start(article, _NearDuplicate(summary, added))
            else:
                self._keep(summary)
        except OnrecordError as error:
            self._break(error)

    def _spend(self, model: str, usage: Usage) -> None:
        self.report.usage += usage
        if None not in self._prices.values() and (price := self._prices[model]):
            self.report.cost = (self.report.cost or 0.0) + price.of(usage)
        self._tell()

    def _tell(self) -> None:
        self.report.seconds = time.monotonic() - self._started
        self._progress(self.report)


def _price_of(model: str, *, batched: bool) -> Price | None:
    try:
        return Price(model, batched=batched)
    except UsageError:
        return None


async def _cancel(tasks: Sequence[asyncio.Task[object]]) -> None:
    for task in tasks:
        task.cancel()
    with suppress(asyncio.CancelledError):
        await asyncio.gather(*tasks, return_exceptions=True)
