"""`onrecord summarize`: articles in, grounded records out."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from onrecord.cli.options import (
    KindOption,
    LanguageOption,
    ModelOption,
    PromptOption,
    PromptsOption,
    SentencesPerCallOption,
    StrictOption,
)
from onrecord.cli.output import FAILED, FINE, complain, harmless, json_text, open_output, writing
from onrecord.cli.progress import Display, display
from onrecord.errors import SourceError, UsageError

if TYPE_CHECKING:
    from onrecord.article import Article
    from onrecord.extraction import Prompt, Summary
    from onrecord.models import Model
    from onrecord.settings import Settings

__all__ = ["summarize"]


class Format(StrEnum):
    """How results are written."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    MD = "md"


@dataclass(frozen=True)
class _Job:
    """What a call of the command asks for."""

    articles: Sequence[Article | Summary]
    prompts: Sequence[Prompt]
    model: str
    settings: Settings
    strict: bool
    sentences_per_call: int | None


def summarize(  # noqa: PLR0913  # one parameter for each option
    sources: Annotated[
        list[Path], typer.Argument(help="Text files, folders of them, or - for standard input.", show_default=False)
    ],
    *,
    kind: KindOption = None,
    model: ModelOption = None,
    prompt: PromptOption = None,
    prompts: PromptsOption = None,
    sentences_per_call: SentencesPerCallOption = None,
    strict: StrictOption = False,
    output_format: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            help="The format of the results: text, or for programs json, jsonl or md.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write the results to this file; the ending of its name says the format."),
    ] = None,
    title: Annotated[str | None, typer.Option(help="The title of the article.")] = None,
    published: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="The day the article was published; days such as Tuesday are found from that day.",
        ),
    ] = None,
    language: LanguageOption = "",
) -> None:
    """Put on record what articles say: events, statements and claims, with the sentences that support them.

    No key and no network are needed: without --model, an embedded model answers.
    """
    from onrecord.extraction import choose_prompts
    from onrecord.settings import Settings

    wanted = output_format or _format_of(output)
    settings = Settings.from_environment()
    chosen = choose_prompts(prompts or settings.prompts, kind or [], prompt or [])
    paths = _paths(sources, output)
    if title and len(paths) > 1:
        raise UsageError("--title is for one article, and there are more")
    known = {"title": title, "published": published.date() if published else None, "language": language}
    with open_output(output) as file, display(len(paths)) as shown:
        named = model or settings.model
        articles = [_read(path, known, named, shown) for path in paths]
        job = _Job(articles, chosen, named, settings, strict, sentences_per_call)
        results = _Results(wanted, output, file, shown)
        asyncio.run(_summarize(job, shown, results))
        results.finish()
    raise typer.Exit(FINE if results.fine else FAILED)


def _paths(sources: Sequence[Path], output: Path | None) -> list[Path]:
    """The files to read; results written into a folder of articles are none of them."""
    from onrecord.sources import article_paths

    if output and output.is_file() and any(source.exists() and source.samefile(output) for source in sources):
        raise UsageError(f"{output}: is an article to read; write the results to another file")
    paths = [
        path
        for path in article_paths(sources)
        if not (output and output.is_file() and path.exists() and path.samefile(output))
    ]
    if not paths:
        raise UsageError(f"no texts (*.txt, *.text, *.md) in {', '.join(map(str, sources))}")
    return paths


def _format_of(output: Path | None) -> Format:
    """The format that a file's ending names. Raises `UsageError` for an ending that names none."""
    ending = output.suffix.lstrip(".").lower() if output else ""
    endings = {"": Format.TEXT, "txt": Format.TEXT, "partial": Format.TEXT, **{str(each): each for each in Format}}
    if ending not in endings:
        raise UsageError(f"{output}: its ending says no format; add --format, or end it in .txt, .json, .jsonl or .md")
    return endings[ending]


def _read(path: Path, known: Mapping[str, Any], model: str, shown: Display) -> Article | Summary:
    """The article, or what there is to say of one that can't be read."""
    from onrecord.article import Article
    from onrecord.extraction import Summary
    from onrecord.sources import STANDARD_INPUT, article_id, read_article

    typed = path == STANDARD_INPUT and sys.stdin and sys.stdin.isatty()
    try:
        with shown.aside() if typed else nullcontext():  # a bar would write over what is being typed
            if typed:
                complain("reading the article from this terminal; end it with Ctrl-D on a line of its own")
            return read_article(path, **known)
    except SourceError as error:
        return Summary(Article("", id=article_id(path), **known), model, (), "failed", problems=(str(error),))


class _Results:
    """Takes what became of every article, in their order, and writes it."""

    def __init__(self, wanted: Format, path: Path | None, file: TextIO, shown: Display) -> None:
        self.fine = True
        self._wanted = wanted
        self._path = path
        self._file = file
        self._shown = shown
        self._held: list[dict[str, Any]] = []

    def add(self, summary: Summary) -> None:
        """Write a summary, or hold it where all of them make one document; complain of its problems."""
        self.fine = self.fine and summary.status == "ok"
        unread = not summary.prompts
        for problem in summary.problems:
            self._shown.say(problem if unread else f"{summary.article.id}: {summary.status}: {problem}")
        if self._wanted is Format.JSON:
            self._held.append(_plain(summary))
        elif not unread or self._wanted is not Format.TEXT:
            with self._aside(), writing(self._path):
                _write(summary, self._wanted, self._file)
                self._file.flush()

    def finish(self) -> None:
        """Write what was held."""
        if self._wanted is Format.JSON:
            with self._aside(), writing(self._path):
                self._file.write(json_text(self._held, indent=2))

    def _aside(self) -> AbstractContextManager[None]:
        return self._shown.aside() if self._file.isatty() else nullcontext()


def _plain(summary: Summary) -> dict[str, Any]:
    from onrecord.export import as_dict

    return as_dict(summary)


def _write(summary: Summary, wanted: Format, file: TextIO) -> None:
    if wanted is Format.JSONL:
        file.write(json_text(_plain(summary)))
    elif wanted is Format.MD:
        from onrecord.export import as_markdown

        file.write(harmless(as_markdown(summary)))
    else:
        from onrecord.cli.show import show

        show(summary, file)


async def _summarize(job: _Job, shown: Display, results: _Results) -> None:
    """Give the results every summary in the order of the articles, as many under way at once as the model has slots.

    Where the work is interrupted, they still get those that are done.
    """
    from onrecord.extraction import Summary
    from onrecord.models import open_model

    unread = [article for article in job.articles if isinstance(article, Summary)]
    if len(unread) == len(job.articles):
        for summary in unread:
            results.add(summary)
        return
    async with open_model(job.model, job.settings, progress=shown.loading) as model:
        limit = asyncio.Semaphore(model.slots)
        tasks = [asyncio.create_task(_one(article, job, model, limit, shown)) for article in job.articles]
        given = 0
        try:
            for task in tasks:
                results.add(await task)
                given += 1
        except asyncio.CancelledError:
            for task in tasks[given:]:
                if task.done() and not task.cancelled() and not task.exception():
                    results.add(task.result())
            raise
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def _one(
    article: Article | Summary, job: _Job, model: Model, limit: asyncio.Semaphore, shown: Display
) -> Summary:
    from onrecord.article import Article
    from onrecord.extraction import extract

    if not isinstance(article, Article):
        return article
    async with limit:
        with shown.article(article.id) as progress:
            return await extract(
                article,
                job.prompts,
                model,
                strict=job.strict,
                sentences_per_call=job.sentences_per_call,
                progress=progress,
            )
