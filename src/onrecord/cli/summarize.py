"""`onrecord summarize`: articles in, grounded records out."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, aclosing, asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Self

import typer

from onrecord._concurrent import end_all
from onrecord.cli.formats import FORMATS, NAMING, Result, chosen_format, open_format, open_result
from onrecord.cli.options import (
    AllowPrivateOption,
    CalibrationOption,
    FieldOption,
    KindOption,
    LanguageOption,
    ModelOption,
    OnlyOption,
    Pages,
    PagesOption,
    PrecisionOption,
    PromptOption,
    PromptsOption,
    SentencesPerCallOption,
    SourcesArgument,
    StrictOption,
    VerifierOption,
    VerifyOption,
    day_of,
    mapping_of,
    verifier_of,
    weakest,
)
from onrecord.cli.output import FAILED, FINE, complain, writing
from onrecord.cli.progress import Display, display
from onrecord.compose import LENGTH
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.article import Article
    from onrecord.export import Format
    from onrecord.extraction import Summary
    from onrecord.options import Asked, Asking
    from onrecord.sources import SourceOptions, Unreadable

__all__ = ["summarize"]

AHEAD = 64
"""Articles that are read before the first of them is done."""

TITLE = "--title is for one article, and there are more"


@dataclass(frozen=True, kw_only=True)
class _Job:
    """What a call of the command asks for."""

    sources: Sequence[str]
    reading: SourceOptions
    asking: Asking


@dataclass(frozen=True, slots=True)
class _Manner:
    """How results are written: in a format, a brief with its `length`; as JSON, entities with their `ids`."""

    form: Format
    length: float | None
    ids: Mapping[str, str]

    @property
    def is_text(self) -> bool:
        """Whether they are written for a person to read as they come."""
        return self.form is FORMATS["text"]

    def told(self, summary: Summary) -> Any:
        """What the format takes of a summary."""
        from onrecord.export import composed_dict

        return composed_dict(summary, self.ids) if self.form.plain else summary


def summarize(  # noqa: PLR0913  # one parameter for each option
    sources: SourcesArgument,
    *,
    kind: KindOption = None,
    model: ModelOption = None,
    prompt: PromptOption = None,
    prompts: PromptsOption = None,
    sentences_per_call: SentencesPerCallOption = None,
    strict: StrictOption = False,
    verify: VerifyOption = None,
    verifier: VerifierOption = None,
    only: OnlyOption = None,
    precision: PrecisionOption = None,
    calibration: CalibrationOption = None,
    output_format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help=f"The format of the results: {NAMING}.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Write the results to this file, or new folder; the ending of its name says the format. A file whose "
            "name ends in .gz is compressed.",
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(help="The title of the article.")] = None,
    published: Annotated[
        date | None,
        typer.Option(
            parser=day_of,
            metavar="DAY",
            help="The day the article was published; days such as Tuesday are found from that day.",
        ),
    ] = None,
    language: LanguageOption = "",
    field: FieldOption = None,
    pages: PagesOption = Pages.AUTO,
    allow_private: AllowPrivateOption = False,
    everything: Annotated[
        bool, typer.Option("--all", help="As text, show every record with its evidence, in place of the brief.")
    ] = False,
    length: Annotated[
        float, typer.Option(min=0, max=1, help="The share of an article's words that its brief has at most.")
    ] = LENGTH,
    wikidata: Annotated[
        Path | None,
        typer.Option(help="A CSV file with the columns name and wikidata; JSON has its ids beside the entities."),
    ] = None,
) -> None:
    """Put on record what articles say, and tell it in brief: what happened, who says so, and who speaks.

    With --all, every record is shown: events, statements and claims, with the sentences that support them.

    No key and no network are needed: without --model, an embedded model answers.
    """
    from onrecord.compose import load_ids
    from onrecord.options import settled
    from onrecord.settings import Settings
    from onrecord.sources import SourceOptions

    form = FORMATS[chosen_format(output_format, output, FORMATS, "text")]
    if calibration and not precision:
        raise UsageError("--calibration says by what --precision is kept: add --precision")
    settings = Settings.from_environment()
    _check(sources, output, title)
    manner = _Manner(form, None if everything else length, load_ids(wikidata) if wikidata else {})
    checking = verifier_of(model or settings.model, verifier, settings, verify=verify)
    asking = settled(
        model=model,
        kinds=kind or (),
        prompt=prompt or (),
        prompts=prompts,
        sentences_per_call=sentences_per_call,
        strict=strict,
        weakest=weakest(only),
        precision=precision,
        calibration=calibration,
        verify=checking is not None,
        verifier=checking,
        title=title,
        published=published,
        settings=settings,
    )
    job = _Job(
        sources=sources,
        reading=SourceOptions(
            mapping=mapping_of(field or []),
            fetch_pages=pages.value,
            allow_private=allow_private,
            without=[output] if output else [],
            in_turn=True,
            language=language,
        ),
        asking=asking,
    )
    with open_result(form, output) as result, display() as shown, _Results(manner, output, result, shown) as results:
        asyncio.run(_summarize(job, shown, results))
    raise typer.Exit(FINE if results.fine else FAILED)


def _check(sources: Sequence[str], output: Path | None, title: str | None) -> None:
    """Raise `UsageError` where the results would go over an article, or one title to several."""
    if output and output.is_file() and any(_is_file(source, output) for source in sources):
        raise UsageError(f"{output}: is an article to read; write the results to another file")
    if title and len(set(sources)) > 1:
        raise UsageError(TITLE)


def _is_file(source: str, path: Path) -> bool:
    try:
        return path.samefile(source)
    except (OSError, ValueError):  # it is an address, or not there
        return False


class _Results:
    """Takes what became of every article, in their order, within a block, and writes it in a format."""

    def __init__(self, manner: _Manner, path: Path | None, result: Result, shown: Display) -> None:
        self.fine = True
        self._manner = manner
        self._path = path
        self._file = None if isinstance(result, Path) else result
        self._opened = open_format(manner.form, result, manner.length)
        self._shown = shown

    def __enter__(self) -> Self:
        with self._writing():
            self._write = self._opened.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        with self._writing():
            self._opened.__exit__(*error)

    def add(self, summary: Summary) -> None:
        """Write a summary; complain of its problems."""
        self.fine = self.fine and summary.status == "ok"
        unread = not summary.prompts
        for problem in summary.problems:
            self._shown.say(problem if unread else f"{summary.article.id}: {summary.status}: {problem}")
        if not unread or not self._manner.is_text:
            with self._writing():
                self._write(self._manner.told(summary))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Beside what a terminal shows of the progress, if it shows the results too."""
        in_sight = self._file is not None and self._file.isatty()
        with self._shown.aside() if in_sight else nullcontext(), writing(self._path):
            yield
            if self._file is not None:
                self._file.flush()


async def _summarize(job: _Job, shown: Display, results: _Results) -> None:
    """Give the results every summary in the order of the articles, as many under way at once as the model has slots.

    Where the work is interrupted, they still get those that are done.
    """
    waiting: asyncio.Queue[asyncio.Future[Summary] | None] = asyncio.Queue(AHEAD)
    reading = asyncio.create_task(_read(job, shown, waiting))
    summary: asyncio.Future[Summary] | None = None
    try:
        while summary := await waiting.get():
            results.add(await summary)
        await reading
    except asyncio.CancelledError:
        for done in _done([summary, *_rest(waiting)]):
            results.add(done)
        raise
    finally:
        await end_all([reading])


def _rest(waiting: asyncio.Queue[asyncio.Future[Summary] | None]) -> Iterator[asyncio.Future[Summary] | None]:
    """What is in a queue."""
    while not waiting.empty():
        yield waiting.get_nowait()


def _done(summaries: Sequence[asyncio.Future[Summary] | None]) -> Iterator[Summary]:
    """The summaries that are there."""
    for each in summaries:
        if each and each.done() and not each.cancelled() and not each.exception():
            yield each.result()


async def _read(job: _Job, shown: Display, waiting: asyncio.Queue[asyncio.Future[Summary] | None]) -> None:
    """Have every article summarized as it is read, in a model that is opened for the first; at the end comes None."""
    from onrecord.article import Article

    try:
        async with AsyncExitStack() as stack, _ending_all() as tasks, aclosing(_things(job, shown)) as things:
            slots: asyncio.Semaphore | None = None
            async for thing in things:
                if not isinstance(thing, Article):
                    await waiting.put(_failed(thing, job))
                    continue
                if slots is None:
                    asked = await stack.enter_async_context(job.asking.opened(shown.loading))
                    slots = asyncio.Semaphore(asked.model.slots)
                task = asyncio.create_task(_one(thing, asked, slots, shown))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
                await waiting.put(task)
    finally:
        await waiting.put(None)


@asynccontextmanager
async def _ending_all() -> AsyncIterator[set[asyncio.Task[Summary]]]:
    """Tasks that have ended when the block has; where it is left early, they are cancelled."""
    tasks: set[asyncio.Task[Summary]] = set()
    try:
        yield tasks
        await asyncio.gather(*tasks, return_exceptions=True)  # whoever awaits each of them gets what it raises
    finally:
        await end_all(tasks)


async def _things(job: _Job, shown: Display) -> AsyncGenerator[Article | Unreadable, None]:
    """What is in the sources. Raises `UsageError` where several articles would get one title, before the first."""
    from onrecord.sources import read_sources

    if "-" in job.sources and sys.stdin and sys.stdin.isatty():
        complain("reading the article from this terminal; end it with Ctrl-D on a line of its own")
    async with aclosing(read_sources(job.sources, replace(job.reading, tell=shown.say))) as things:
        first = [thing async for thing in _some(things, 2)] if "title" in job.asking.known else []
        if len(first) > 1:
            raise UsageError(TITLE)
        for thing in first:
            yield thing
        async for thing in things:
            yield thing


async def _some(things: AsyncIterator[Article | Unreadable], count: int) -> AsyncIterator[Article | Unreadable]:
    """The first of the things."""
    for _ in range(count):
        try:
            yield await anext(things)
        except StopAsyncIteration:
            return


def _failed(thing: Unreadable, job: _Job) -> asyncio.Future[Summary]:
    """What there is to say of an article that can't be read."""
    from onrecord.article import textless
    from onrecord.extraction import Summary

    article = textless(id=thing.id, url=thing.url, **job.asking.known)
    summary: asyncio.Future[Summary] = asyncio.get_running_loop().create_future()
    summary.set_result(Summary(article, job.asking.model, (), "failed", problems=(f"{thing.id}: {thing.reason}",)))
    return summary


async def _one(article: Article, asked: Asked, slots: asyncio.Semaphore, shown: Display) -> Summary:
    async with slots:
        with shown.article(article.id) as progress:
            return await asked.summary(article, progress)
