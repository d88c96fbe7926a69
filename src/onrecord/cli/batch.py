"""`onrecord batch`: whole feeds into a store."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.batch_display import batch_display, reasons_of, said_of
from onrecord.cli.interrupts import stopping
from onrecord.cli.options import (
    AllowPrivateOption,
    FieldOption,
    KindOption,
    ModelOption,
    Pages,
    PagesOption,
    PromptOption,
    PromptsOption,
    SentencesPerCallOption,
    SourcesArgument,
    StrictOption,
    mapping_of,
)
from onrecord.cli.output import FAILED, FINE, INTERRUPTED, complain, harmless
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.article import Article
    from onrecord.batch import BatchReport, Budget, Caps, Estimate, Pacer
    from onrecord.extraction import Prompt
    from onrecord.settings import Settings
    from onrecord.sources import SourceOptions, Unreadable

__all__ = ["batch"]

LOCAL_WINDOW = 8192
"""Tokens of the embedded model's context, for an estimate that doesn't load it."""

LOOKED_AT = 10
"""Articles by which is judged what a budget is enough for."""


@dataclass(frozen=True, kw_only=True)
class _Job:
    """What a call of the command asks for."""

    sources: Sequence[str]
    store: str
    model: str
    prompts: Sequence[Prompt]
    settings: Settings
    reading: SourceOptions
    caps: Caps
    budget: Budget | None
    strict: bool
    sentences_per_call: int | None
    dedupe: bool
    retry_failed: bool


def batch(  # noqa: PLR0913  # one parameter for each option
    sources: SourcesArgument,
    *,
    store: Annotated[str, typer.Option("--store", "-s", help="The file that results go to.", show_default=False)],
    model: ModelOption = None,
    kind: KindOption = None,
    prompt: PromptOption = None,
    prompts: PromptsOption = None,
    strict: StrictOption = False,
    sentences_per_call: SentencesPerCallOption = None,
    budget: Annotated[
        str | None, typer.Option("--budget", help="Never spend more: 5.00 in USD, or 2M-tokens.", show_default=False)
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only estimate what reading would take; no call is made.")
    ] = False,
    concurrency: Annotated[
        int | None, typer.Option("--concurrency", min=1, help="Calls at once; found by itself unless given.")
    ] = None,
    rpm: Annotated[int | None, typer.Option("--rpm", min=1, help="At most so many calls in any minute.")] = None,
    tpm: Annotated[int | None, typer.Option("--tpm", min=1, help="At most about so many tokens in any minute.")] = None,
    no_dedupe: Annotated[
        bool, typer.Option("--no-dedupe", help="Read near-duplicates of an article whole, too.")
    ] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Ask again for what failed or was read only in part.")
    ] = False,
    field: FieldOption = None,
    pages: PagesOption = Pages.AUTO,
    allow_private: AllowPrivateOption = False,
    language: Annotated[str, typer.Option(help="The language of articles that don't say theirs.")] = "en",
) -> None:
    """Summarize many articles into a store, each of them once.

    An interrupted or killed batch goes on when the same command is given again, and no answer is paid for twice.
    """
    from onrecord.batch import Caps, parse_budget
    from onrecord.extraction import choose_prompts
    from onrecord.settings import Settings
    from onrecord.sources import SourceOptions

    settings = Settings.from_environment()
    named = model or settings.model
    job = _Job(
        sources=sources,
        store=store,
        model=named,
        prompts=choose_prompts(prompts or settings.prompts, kind or [], prompt or []),
        settings=settings,
        reading=SourceOptions(
            mapping=mapping_of(field or []),
            fetch_pages=pages.value,
            allow_private=allow_private,
            language=language,
            without=[Path(f"{store}{ending}") for ending in ("", ".lock", "-wal", "-shm", "-journal")],
            tell=complain,
        ),
        caps=Caps(concurrency=concurrency, requests=rpm, tokens=tpm),
        budget=parse_budget(budget, named) if budget else None,
        strict=strict,
        sentences_per_call=sentences_per_call,
        dedupe=not no_dedupe,
        retry_failed=retry_failed,
    )
    if dry_run:
        asyncio.run(_estimate(job))
        return
    report = asyncio.run(_batch(job))
    raise typer.Exit(_status(report))


def _status(report: BatchReport) -> int:
    if report.stopped == "interrupted":
        return INTERRUPTED
    unwell = report.stopped or report.left or report.partial or report.failed or report.unreadable
    return FAILED if unwell else FINE


async def _batch(job: _Job) -> BatchReport:
    """Work through the sources, and say what has come of it."""
    from onrecord.batch import BatchOptions, known_articles, prompts_used, run_batch
    from onrecord.models import open_model
    from onrecord.sources import read_sources
    from onrecord.store import open_store

    with open_store(job.store, create=True) as store, store.locked():
        run = store.run(job.model, prompts_used(job.prompts, job.model, job.sentences_per_call), strict=job.strict)
        pages = run.pages(forget=job.retry_failed)
        reading = replace(job.reading, validators=pages, known=run.knows)
        articles: AsyncIterator[Article | Unreadable] = read_sources(job.sources, reading)
        if job.budget:
            job.budget.charge(run.spent())
            articles = await _judged(articles, job, job.budget)
        pace = _pace(job)
        with batch_display(job.sources) as shown, stopping(shown.say) as stop:
            async with (
                known_articles(run) if job.dedupe else nullcontext() as near_duplicates,
                open_model(job.model, job.settings, progress=shown.loading, pace=pace) as model,
            ):
                options = BatchOptions(
                    strict=job.strict,
                    sentences_per_call=job.sentences_per_call,
                    near_duplicates=near_duplicates,
                    retry_failed=job.retry_failed,
                    pace=pace,
                    stop=stop,
                )
                report = await run_batch(articles, job.prompts, model, run, options, progress=shown.tell)
        if report.stopped is None and not report.left:
            pages.confirm()
        for line in said_of(report, job.store, unfinished=run.counts["partial"] + run.counts["failed"]):
            typer.echo(harmless(line))
    return report


def _pace(job: _Job) -> Pacer | None:
    """What paces the calls; nothing, for the embedded model without limits: it answers one after the other."""
    from onrecord.batch import Caps, Pacer

    if not job.model.startswith("local"):
        return Pacer(job.caps, job.budget)
    if job.caps == Caps() and job.budget is None:
        return None
    return Pacer(replace(job.caps, concurrency=job.caps.concurrency or 1), job.budget)


async def _judged(
    articles: AsyncIterator[Article | Unreadable], job: _Job, budget: Budget
) -> AsyncIterator[Article | Unreadable]:
    """The same articles, after saying by the first ones what the budget is enough for."""
    from onrecord.article import Article
    from onrecord.batch import estimate

    first = [item async for item in _some(articles, LOOKED_AT)]
    found = await estimate(
        (item for item in first if isinstance(item, Article)), job.prompts, job.model, tokens=_tokens(job)
    )
    if found.articles:
        each, left = budget.cost(found.usage) / found.articles, budget.amount - budget.spent
        complain(
            f"of the budget of {budget}, {budget.said(left)} are left: "
            f"enough for about {left / each:,.0f} articles like the first"
            if each
            else f"{job.model} is free"
        )

    async def all_of_them() -> AsyncIterator[Article | Unreadable]:
        for item in first:
            yield item
        async for item in articles:
            yield item

    return all_of_them()


async def _some(articles: AsyncIterator[Article | Unreadable], count: int) -> AsyncIterator[Article | Unreadable]:
    for _ in range(count):
        try:
            yield await anext(articles)
        except StopAsyncIteration:
            return


def _tokens(job: _Job) -> int:
    """The model's window, without opening it."""
    from onrecord.models import DEFAULT_WINDOW

    return job.settings.window or (LOCAL_WINDOW if job.model.startswith("local") else DEFAULT_WINDOW)


async def _estimate(job: _Job) -> None:
    """Say what reading the sources would take."""
    from onrecord.article import Article
    from onrecord.batch import BatchReport, Estimate, estimate
    from onrecord.duplicates import NearDuplicates
    from onrecord.sources import read_sources
    from onrecord.store import article_key

    done = _done(job)
    near_duplicates = NearDuplicates() if job.dedupe else None
    found, passed, unreadable = Estimate(), Counter[str](), BatchReport()
    async for item in read_sources(job.sources, job.reading):
        if not isinstance(item, Article):
            passed["unreadable"] += 1
            unreadable.blame([item.reason], item.id)
        elif (key := article_key(item)) in done:
            passed["done"] += 1
        elif near_duplicates and near_duplicates.add(replace(item, id=key.hex())):
            passed["near-duplicates, but for what they add"] += 1
        else:
            found += await estimate(
                [item], job.prompts, job.model, tokens=_tokens(job), sentences_per_call=job.sentences_per_call
            )
    for line in (*_said_of(found, passed, job.model), *reasons_of(unreadable)):
        typer.echo(harmless(line))


def _done(job: _Job) -> frozenset[bytes]:
    """The keys of the articles that the store has results for already."""
    from onrecord.batch import prompts_used
    from onrecord.store import open_store

    if not Path(job.store).is_file():
        return frozenset()
    with open_store(job.store) as store:
        return store.done(job.model, prompts_used(job.prompts, job.model, job.sentences_per_call), strict=job.strict)


def _said_of(found: Estimate, passed: Mapping[str, int], model: str) -> Iterator[str]:
    from onrecord.batch import Price

    aside = [f"{count:,} {what}" for what, count in passed.items()]
    yield f"{found.articles:,} articles to read" + (f"; not to be read: {', '.join(aside)}" if aside else "")
    usage, most = found.usage, found.most
    yield f"{usage.calls:,} calls: about {usage.input:,} tokens in, {usage.output:,} out, at most {most.output:,}"
    if model.startswith("local"):
        yield "cost: none, but time: the embedded model takes seconds to minutes for each call, one after the other"
        return
    try:
        price = Price(model)
    except UsageError as error:
        yield f"cost: {error}"
    else:
        yield f"cost: about {price.of(usage):,.2f} USD, at most {price.of(most):,.2f}"
