"""`onrecord batch`: whole feeds into a store."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager, aclosing, asynccontextmanager, nullcontext
from copy import copy
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.batch_display import BatchDisplay, batch_display, faults_of, reasons_of, said_of
from onrecord.cli.batch_report import ReportFile, report_file
from onrecord.cli.interrupts import stopping
from onrecord.cli.log import LogFormat, log_as
from onrecord.cli.options import (
    AllowPrivateOption,
    FieldOption,
    KindOption,
    LanguageOption,
    ModelOption,
    OnlyOption,
    Pages,
    PagesOption,
    PromptOption,
    PromptsOption,
    SentencesPerCallOption,
    SourcesArgument,
    StrictOption,
    VerifierOption,
    VerifyOption,
    mapping_of,
    verifier_of,
    weakest,
)
from onrecord.cli.output import FAILED, FINE, INTERRUPTED, counted, print_lines, tell
from onrecord.cli.runs import batch_lines, run_lines
from onrecord.errors import UsageError
from onrecord.grounding import Support

if TYPE_CHECKING:
    from onrecord.batch import BatchOptions, BatchReport, Bucket, Budget, Caps, Clock, Estimate, Pacer
    from onrecord.distributed import Place
    from onrecord.duplicates import NearDuplicates
    from onrecord.extraction import Prompt, PromptUsed
    from onrecord.models import InBatches, Model
    from onrecord.settings import Settings
    from onrecord.sources import Sourced, SourceOptions
    from onrecord.store import Store
    from onrecord.store.run import Run
    from onrecord.verification import Verifier, VerifyPrompt

__all__ = ["batch"]

IN_BATCHES = 5_000
"""Requests that are out at a provider at once, and articles that wait for them in memory."""

IN_FLIGHT = "what is in flight may finish"
OUT = "what is out at the provider stays out, and the same command collects it"
"""What an interruption does, in words."""

LOOKED_AT = 10
"""Articles by which is judged what a budget is enough for."""


@dataclass(frozen=True, kw_only=True)
class _Job:
    """What a call of the command asks for."""

    sources: Sequence[str]
    store: str
    """as it was given, which may hold a password"""
    name: str
    """as people may see it"""
    model: str
    verifier: str | None
    verify_prompt: VerifyPrompt
    prompts: Sequence[Prompt]
    settings: Settings
    reading: SourceOptions
    caps: Caps
    budget: Budget | None
    strict: bool
    weakest: Support
    sentences_per_call: int | None
    dedupe: bool
    retry_failed: bool
    tolerate_dead_feeds: bool
    report: Path | None
    batched: bool
    ray: str | None

    def prompts_used(self) -> tuple[PromptUsed, ...]:
        """The prompts as they are used, by which the run is known, the verifier's among them."""
        from onrecord.extraction import prompts_used
        from onrecord.verification import verifier_used

        verifying = verifier_used(self.verifier, self.verify_prompt) if self.verifier else None
        return prompts_used(self.prompts, self.model, self.sentences_per_call, verifying)


def batch(  # noqa: PLR0913  # one parameter for each option
    sources: SourcesArgument,
    *,
    store: Annotated[
        str,
        typer.Option(
            "--store",
            "-s",
            help="The store that answers and results are kept in, made where there is none: a file, or "
            "postgresql://USER@HOST/DATABASE.",
            show_default=False,
        ),
    ],
    model: ModelOption = None,
    kind: KindOption = None,
    prompt: PromptOption = None,
    prompts: PromptsOption = None,
    strict: StrictOption = False,
    only: OnlyOption = None,
    verify: VerifyOption = None,
    verifier: VerifierOption = None,
    sentences_per_call: SentencesPerCallOption = None,
    budget: Annotated[
        str | None,
        typer.Option(
            "--budget", help="Spend no more than this: 5.00 for US dollars, or 2M-tokens.", show_default=False
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only estimate what reading would cost; no model is asked.")
    ] = False,
    concurrency: Annotated[
        int | None,
        typer.Option(
            "--concurrency",
            min=1,
            help="Make this many calls at once; without the option, the batch finds the number itself. "
            f"With --provider-batch, have this many requests out at once, {IN_BATCHES:,} without the option.",
        ),
    ] = None,
    provider_batch: Annotated[
        bool,
        typer.Option(
            "--provider-batch",
            help="Ask in the provider's batches: answers come within 24 hours, mostly at half the price.",
        ),
    ] = False,
    ray: Annotated[
        str | None,
        typer.Option(
            "--ray",
            metavar="ADDRESS",
            help="Read on a Ray cluster, into a store in PostgreSQL: local for one on this machine, auto for the one "
            "that this machine is in, or HOST:PORT.",
            show_default=False,
        ),
    ] = None,
    rpm: Annotated[
        int | None, typer.Option("--rpm", min=1, help="Make no more than this many calls in any minute.")
    ] = None,
    tpm: Annotated[
        int | None, typer.Option("--tpm", min=1, help="Use no more than about this many tokens in any minute.")
    ] = None,
    no_dedupe: Annotated[
        bool,
        typer.Option("--no-dedupe", help="Read near-duplicates whole; without the option, only what they add is read."),
    ] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Read articles again that failed or were read only in part.")
    ] = False,
    field: FieldOption = None,
    pages: PagesOption = Pages.AUTO,
    allow_private: AllowPrivateOption = False,
    language: LanguageOption = "",
    tolerate_dead_feeds: Annotated[
        bool, typer.Option("--tolerate-dead-feeds", help="Do not count feeds that can't be read as a failure.")
    ] = False,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write what came of the batch to this file, as JSON.")
    ] = None,
    log_format: Annotated[
        LogFormat,
        typer.Option("--log-format", help="Write messages on stderr as text, or as one JSON object on each line."),
    ] = LogFormat.TEXT,
) -> None:
    """Summarize many articles into a store, each of them once.

    An interrupted or killed batch goes on when the same command is given again, and no answer is paid for twice.
    """
    from onrecord.batch import Caps
    from onrecord.extraction import choose_prompts
    from onrecord.settings import Settings
    from onrecord.sources import SourceOptions
    from onrecord.store import shown
    from onrecord.verification import verify_prompt

    log_as(log_format)
    settings = Settings.from_environment()
    named, folder = model or settings.model, prompts or settings.prompts
    checking = verifier_of(named, verifier, settings, verify=verify)
    if provider_batch:
        _check_batched(named, rpm, tpm)
    job = _Job(
        sources=sources,
        store=store,
        name=shown(store),
        model=named,
        verifier=checking,
        verify_prompt=verify_prompt(folder),
        prompts=choose_prompts(folder, kind or [], prompt or []),
        settings=settings,
        reading=SourceOptions(
            mapping=mapping_of(field or []),
            fetch_pages=pages.value,
            allow_private=allow_private,
            language=language,
            without=_files_of(store),
            tell=lambda line: tell("passed_over", line),
        ),
        caps=Caps(concurrency=concurrency or (IN_BATCHES if provider_batch else None), requests=rpm, tokens=tpm),
        budget=_budget(budget, named, checking, batched=provider_batch) if budget else None,
        strict=strict or only is not None,
        weakest=weakest(only),
        sentences_per_call=sentences_per_call,
        dedupe=not no_dedupe,
        retry_failed=retry_failed,
        tolerate_dead_feeds=tolerate_dead_feeds,
        report=report,
        batched=provider_batch,
        ray=ray,
    )
    if dry_run:
        asyncio.run(_estimate(job))
        return
    raise typer.Exit(asyncio.run(_batch(job)))


def _place(job: _Job, address: str) -> Place:
    """Where a batch on Ray runs. Raises `UsageError` where it can't, for what it reads, asks or writes."""
    from onrecord.distributed import place_of
    from onrecord.sources import STANDARD_INPUT, read_by_source
    from onrecord.store import is_postgresql

    if job.batched:
        raise UsageError("--ray: one machine asks in the provider's batches; leave out --provider-batch, or --ray")
    if not is_postgresql(job.store):
        raise UsageError(
            f"--ray: the machines of a cluster can't share the file {job.store}; name a database that they all reach, "
            "as with --store postgresql://HOST/NAME"
        )
    if str(STANDARD_INPUT) in job.sources:
        raise UsageError("--ray: standard input is this machine's alone; put it into a file that all machines have")
    if _is_embedded(job) and job.settings.threads is None:
        raise UsageError("--ray: say in ONRECORD_THREADS how many cores the embedded model takes in each worker")
    read_by_source(job.sources, job.reading)  # what isn't there is told before there is a run
    return place_of(address)


def _is_embedded(job: _Job) -> bool:
    from onrecord.models import is_local

    return any(map(is_local, filter(None, (job.model, job.verifier))))


def _files_of(store: str) -> list[Path]:
    """The files of a store, which are no articles."""
    from onrecord.store import is_postgresql

    endings = () if is_postgresql(store) else ("", ".lock", "-wal", "-shm", "-journal")
    return [Path(f"{store}{ending}") for ending in endings]


def _check_batched(model: str, rpm: int | None, tpm: int | None) -> None:
    """Raise `UsageError` where the provider's batches make no sense."""
    from onrecord.models import provider_of

    if not provider_of(model).batches:
        raise UsageError(f"--provider-batch: {model} has no such batches; name another, as with --model openai/NAME")
    if rpm or tpm:
        raise UsageError("--provider-batch: makes no calls of its own in a minute; leave out --rpm and --tpm")


def _budget(text: str, model: str, verifier: str | None, *, batched: bool) -> Budget:
    """The budget that the calls of both models have to fit in; an embedded verifier costs nothing."""
    from onrecord.batch import parse_budget
    from onrecord.models import is_local

    budget = parse_budget(text, model, batched=batched)
    if verifier and verifier != model and not is_local(verifier):
        budget.include(verifier, batched=batched)
    return budget


def _status(report: BatchReport, *, tolerant: bool) -> int:
    """The exit status; where it is tolerant, a feed that can't be read is no failure."""
    if report.stopped == "interrupted":
        return INTERRUPTED
    dead = 0 if tolerant else report.dead_feeds
    return FAILED if report.stopped or report.left or report.faulty or dead else FINE


async def _batch(job: _Job) -> int:
    """Work through the sources, and say what has come of it; the exit status."""
    from onrecord.models import check_model

    for name in filter(None, (job.model, job.verifier)):
        check_model(name, job.settings)  # a missing key is told before there is a run
    place = _place(job, job.ray) if job.ray else None
    used = job.prompts_used()
    head = {"store": job.name, "run": None, "model": job.model, "prompts": [*map(asdict, used)], "strict": job.strict}
    head |= {"weakest": str(job.weakest)}
    with (
        report_file(job.report, **head) as kept,
        _opened(job) as store,
        store.locked(alone=job.batched),
    ):
        kinds = {kind.kind for prompt in job.prompts for kind in prompt.kinds}
        run = store.run(job.model, used, strict=job.strict, weakest=job.weakest, kinds=kinds, batched=job.batched)
        _check_out(store, run, job)
        kept.head["run"] = run.number
        tell("started", f"{job.model}, run {run.number} of {job.name}", store=job.name, run=run.number, model=job.model)
        report = await (_read_on_ray(job, place, store, run, kept) if place else _read(job, store, run, kept))
        counts = run.counts
        said = list(said_of(report, job.name, unfinished=counts["partial"] + counts["failed"]))
        print_lines([*said, *batch_lines(store.batches(run.number)), *run_lines(store, run.corrected)])
        status = _status(report, tolerant=job.tolerate_dead_feeds)
        level = logging.WARNING if status else logging.INFO
        tell("finished", said[0], level=level, run=run.number, **report.figures())
    return status


def _opened(job: _Job) -> AbstractContextManager[Store]:
    from onrecord.store import open_store

    return open_store(job.store, create=True, lease=job.settings.lease)


def _check_out(store: Store, run: Run, job: _Job) -> None:
    """Raise `UsageError` where what a provider has would be asked for, and paid for, once more."""
    if not job.batched and (out := store.batches(run.number)):
        run.end()
        count = sum(each.requests for each in out)
        raise UsageError(
            f"run {run.number} of {job.name} has {counted(count, 'request')} out in the provider's batches since "
            f"{out[0].made:%Y-%m-%d %H:%M} UTC: go on with --provider-batch until they have come back"
        )


async def _read(job: _Job, store: Store, run: Run, kept: ReportFile) -> BatchReport:
    """Read what the sources hold; what has come of it is in the report at any time."""
    from onrecord.batch import GRACE, Marks, run_batch
    from onrecord.models import InBatches, calls_kept
    from onrecord.sources import read_by_source

    pages = run.pages(forget=job.retry_failed)
    marks = Marks(run, job.reading, use=not job.retry_failed and (job.dedupe or not run.near_duplicate_keys()))
    articles: AsyncIterator[Sourced] = read_by_source(
        job.sources, replace(job.reading, validators=pages, known=run.knows, passed=marks.passed)
    )
    calls = calls_kept(run.batches(), job.model) if job.batched else {}
    if job.budget:
        job.budget.go_on(run.spending, run.spent(), calls.values())
        articles = await _judged(articles, job, job.budget)
    with (
        batch_display(job.sources) as shown,
        stopping(shown.say, store.stop_waiting, OUT if job.batched else IN_FLIGHT) as stop,
    ):
        if job.budget:
            job.budget.say = shown.say

        in_batches = InBatches(batches=run.batches(), calls=calls, tell=shown.tell_batches) if job.batched else None

        async with _opened_models(job, run, shown.loading, in_batches) as (model, opened):
            grace = 0.0 if job.batched else GRACE
            options = replace(opened, marks=marks, stop=stop, grace=grace, batched=job.batched)
            report = await run_batch(articles, job.prompts, model, run, options, progress=_telling(kept, shown))
    if report.stopped is None and not report.left:
        pages.confirm()
        if job.batched:
            run.batches().forget_all()
    return report


@asynccontextmanager
async def _opened_models(
    job: _Job, run: Run, loading: Callable[[str, int, int], None], in_batches: InBatches | None = None
) -> AsyncIterator[tuple[Model, BatchOptions]]:
    """The model, and how articles are read with it."""
    from onrecord.batch import BatchOptions, known_articles
    from onrecord.models import open_model

    pace = _pace(job, run)
    async with (
        known_articles(run) if job.dedupe else nullcontext() as near_duplicates,
        open_model(job.model, job.settings, progress=loading, pace=pace, in_batches=in_batches) as model,
        _verifier(job, model, pace, run, loading, in_batches) as verifier,
    ):
        yield (
            model,
            BatchOptions(
                strict=job.strict,
                weakest=job.weakest,
                sentences_per_call=job.sentences_per_call,
                verifier=verifier,
                near_duplicates=near_duplicates,
                retry_failed=job.retry_failed,
                pace=pace,
            ),
        )


async def _read_on_ray(job: _Job, place: Place, store: Store, run: Run, kept: ReportFile) -> BatchReport:
    """Read what the sources hold on a cluster."""
    from onrecord.distributed import Joining, Work, read_on_ray

    if job.budget:
        budget = copy(job.budget)
        budget.go_on(run.spending, run.spent())
        run.spending.lease(budget.amount, 0.0, budget.spent)
    bare = [replace(prompt) for prompt in job.prompts]  # without the templates that they have compiled
    sent = replace(job, prompts=bare, verify_prompt=replace(job.verify_prompt), report=None)
    joining = Joining(
        location=job.store,
        lease=job.settings.lease,
        model=job.model,
        used=job.prompts_used(),
        strict=job.strict,
        weakest=job.weakest,
        prompts=sent.prompts,
        opened=partial(_opened_models, sent, loading=_unseen),
    )
    again = run.unfinished_keys() if job.retry_failed else []
    work = Work(
        sources=job.sources,
        reading=job.reading,
        joining=joining,
        again=again,
        anew=job.retry_failed,
        cores=job.settings.threads or 1 if _is_embedded(job) else 1,
    )
    with batch_display(job.sources) as shown, stopping(shown.say, store.stop_waiting, IN_FLIGHT) as stop:
        return await read_on_ray(place, work, run, progress=_telling(kept, shown), stop=stop)


def _telling(kept: ReportFile, shown: BatchDisplay) -> Callable[[BatchReport], None]:
    """What is told how far a batch is: it is shown, and what the report file is written from."""

    def told(report: BatchReport) -> None:
        kept.report = report
        shown.tell(report)

    return told


def _unseen(_name: str, _done: int, _all: int) -> None:
    """Show nobody that a model is being loaded."""


def _verifier(
    job: _Job,
    model: Model,
    pace: Pacer | None,
    run: Run,
    loading: Callable[[str, int, int], None],
    in_batches: InBatches | None,
) -> AbstractAsyncContextManager[Verifier | None]:
    from onrecord.verification import open_verifier

    beside, prompt = _verifier_pace(job, pace, run), job.verify_prompt
    return open_verifier(
        job.verifier, model, prompt, job.settings, progress=loading, pace=beside, in_batches=in_batches
    )


def _pace(job: _Job, run: Run) -> Pacer | None:
    """What paces the calls; nothing, for the embedded model without limits: it answers one after the other."""
    from onrecord.batch import Caps, Pacer
    from onrecord.models import is_local

    if not is_local(job.model):
        return Pacer(job.caps, job.budget, bucket=_bucket(run, job.model))
    if job.caps == Caps() and job.budget is None:
        return None
    return Pacer(replace(job.caps, concurrency=job.caps.concurrency or 1), job.budget)


def _bucket(run: Run, model: str) -> Callable[[str, int, Clock], Bucket]:
    """What makes the cap on what goes out to a model in a minute: one for all batches on a store that is shared."""
    from onrecord.batch import SharedBucket, TokenBucket

    def bucket(name: str, a_minute: int, clock: Clock) -> Bucket:
        if run.sharing.shares:
            return SharedBucket(f"{model} {name}", a_minute, run.sharing.grant, clock)
        return TokenBucket(a_minute, clock)

    return bucket


def _verifier_pace(job: _Job, pace: Pacer | None, run: Run) -> Pacer | None:
    """What paces another model that verifies: the same limits, and the same budget at its own price."""
    from onrecord.batch import Pacer
    from onrecord.models import is_local

    if job.verifier is None or is_local(job.verifier):
        return None
    return Pacer(job.caps, job.budget, beside=pace, model=job.verifier, bucket=_bucket(run, job.verifier))


async def _judged(articles: AsyncIterator[Sourced], job: _Job, budget: Budget) -> AsyncIterator[Sourced]:
    """The same articles, after saying by the first ones what the budget is enough for."""
    from onrecord.article import Article
    from onrecord.batch import estimate

    first = [item async for item in _some(articles, LOOKED_AT)]
    known = (item.thing for item in first if isinstance(item.thing, Article))
    found = await estimate(known, job.prompts, job.model, tokens=_tokens(job))
    if found.articles:
        each, left = budget.cost(found.usage) / found.articles, budget.amount - budget.spent
        said = (
            f"of the budget of {budget}, {budget.said(left)} are left: "
            f"enough for about {left / each:,.0f} articles like the first"
            if each
            else f"{job.model} is free"
        )
        tell("budget", said, unit=budget.unit, amount=budget.amount, left=left, an_article=each)

    async def all_of_them() -> AsyncIterator[Sourced]:
        for item in first:
            yield item
        async for item in articles:
            yield item

    return all_of_them()


async def _some(articles: AsyncIterator[Sourced], count: int) -> AsyncIterator[Sourced]:
    """The first, so many articles among them."""
    while count:
        try:
            item = await anext(articles)
        except StopAsyncIteration:
            return
        yield item
        count -= item.thing is not None


def _tokens(job: _Job) -> int:
    """The model's window, without opening it."""
    from onrecord.models import provider_of

    return job.settings.window or provider_of(job.model).window


async def _estimate(job: _Job) -> None:
    """Say what reading the sources would take; where that is interrupted, what was found by then."""
    from onrecord.batch import BatchReport, Estimate
    from onrecord.duplicates import NearDuplicates
    from onrecord.sources import read_by_source

    done, near_duplicates = _done(job), NearDuplicates() if job.dedupe else None
    found, report = Estimate(), BatchReport()
    try:
        with batch_display(job.sources) as shown:
            async with aclosing(read_by_source(job.sources, job.reading)) as everything:
                async for sourced in everything:
                    found += await _estimate_of(sourced, job, report, done, near_duplicates)
                    shown.tell_estimate(found, report)
                    await asyncio.sleep(0)  # for an interruption to be heard
    except asyncio.CancelledError:
        tell("stopping", "interrupted: the estimate is of what was looked at by now")
        _tell_estimate(found, report, job)
        raise
    _tell_estimate(found, report, job)


async def _estimate_of(
    sourced: Sourced, job: _Job, report: BatchReport, done: Collection[bytes], near_duplicates: NearDuplicates | None
) -> Estimate:
    """What reading one thing would take; what needn't be read, or can't be, is counted in the report."""
    from onrecord.article import Article
    from onrecord.batch import Estimate, estimate
    from onrecord.store import article_key

    thing, part = sourced.thing, report.of(sourced.source)
    if sourced.fault:
        part.fault = sourced.fault
    elif isinstance(thing, Article):
        key = article_key(thing)
        if key in done:
            report.skipped += 1
        elif near_duplicates and near_duplicates.add(replace(thing, id=key.hex())):
            report.near_duplicates += 1
        else:
            size, window = job.sentences_per_call, _tokens(job)
            return await estimate([thing], job.prompts, job.model, tokens=window, sentences_per_call=size)
    elif thing:
        report.unreadable += 1
        report.blame([thing.reason], thing.id)
    return Estimate()


def _done(job: _Job) -> frozenset[bytes]:
    """The keys of the articles that the store has results for already."""
    from onrecord.store import NoStoreError, open_store

    try:
        with open_store(job.store) as store:
            return store.done(job.model, job.prompts_used(), strict=job.strict, weakest=job.weakest)
    except NoStoreError:
        return frozenset()


def _tell_estimate(found: Estimate, report: BatchReport, job: _Job) -> None:
    said = [*_said_of(found, report, job.model, batched=job.batched), *_said_of_verifying(job)]
    print_lines([*said, *reasons_of(report), *faults_of(report)])
    tell("estimate", "; ".join(said), articles=found.articles, about=asdict(found.usage), at_most=asdict(found.most))


def _said_of(found: Estimate, report: BatchReport, model: str, *, batched: bool) -> Iterator[str]:
    from onrecord.batch import Price
    from onrecord.models import is_local

    counts = {
        "unreadable": report.unreadable,
        "done": report.skipped,
        "near-duplicates, but for what they add": report.near_duplicates,
    }
    aside = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
    yield f"{found.articles:,} articles to read" + (f"; not to be read: {aside}" if aside else "")
    usage, most = found.usage, found.most
    yield f"{usage.calls:,} calls: about {usage.input:,} tokens in, {usage.output:,} out, at most {most.output:,}"
    if is_local(model):
        yield "cost: none, but time: the embedded model takes seconds to minutes for each call, one after the other"
        return
    try:
        price = Price(model, batched=batched)
    except UsageError as error:
        yield f"cost: {error}"
    else:
        yield f"cost: about {price.of(usage):,.4f} USD, at most {price.of(most):,.4f}"


def _said_of_verifying(job: _Job) -> Iterator[str]:
    """What verifying will take for each record, since nobody knows how many there will be."""
    from onrecord.batch import estimate_record

    if job.verifier:
        each = estimate_record(job.verify_prompt, job.verifier)
        yield (
            f"and for each record in words of its own, which {job.verifier} verifies: about {each.input:,} tokens in, "
            f"{each.output:,} out"
        )
