"""`onrecord summarize`: articles in, grounded records out."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from onrecord.cli.output import FAILED, open_output
from onrecord.cli.progress import Display, display
from onrecord.errors import SourceError, UsageError

if TYPE_CHECKING:
    from onrecord.article import Article
    from onrecord.extract import Summary
    from onrecord.models import Model
    from onrecord.prompts import Prompt
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

    paths: Sequence[Path]
    known: dict[str, Any]
    prompts: Sequence[Prompt]
    model: str
    settings: Settings
    strict: bool
    window: int | None


def summarize(  # noqa: PLR0913  # one parameter for each option
    sources: Annotated[
        list[Path], typer.Argument(help="Text files, folders of them, or - for standard input.", show_default=False)
    ],
    *,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", "-k", help="Only this kind: event, statement or claim. Repeat for more."),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            "--model", "-m", help="local (the default), local:FILE.gguf, openai/gpt-5-mini or another provider/name."
        ),
    ] = None,
    prompt: Annotated[
        list[str] | None, typer.Option("--prompt", "-p", help="A prompt by its name, or its file. Repeat for more.")
    ] = None,
    prompts: Annotated[
        Path | None, typer.Option("--prompts", help="A folder of prompt files in place of the packaged ones.")
    ] = None,
    window: Annotated[
        int | None,
        typer.Option("--window", min=1, help="Sentences to ask about at a time, in place of what the prompt says."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Leave out records that the article does not bear out.")
    ] = False,
    output_format: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="text, or for programs json, jsonl or md.", show_default=False),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file; its ending says the format.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="The article's title.")] = None,
    published: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="The day it was published; days such as Tuesday are resolved against it."
        ),
    ] = None,
    language: Annotated[str, typer.Option(help="Its language, as a two-letter code.")] = "en",
) -> None:
    """Put on record what articles say: events, statements and claims, with the sentences that bear them out.

    Needs no key and no network: without --model, an embedded model answers.
    """
    from onrecord.prompts import choose_prompts
    from onrecord.settings import Settings
    from onrecord.sources import article_paths

    settings = Settings.from_environment()
    known = {"title": title, "published": published.date() if published else None, "language": language}
    paths = article_paths(sources)
    if title and len(paths) > 1:
        raise UsageError("--title is for one article, and there are more")
    if not paths:
        raise UsageError(f"no texts (*.txt, *.text, *.md) in {', '.join(map(str, sources))}")
    job = _Job(
        paths,
        known,
        choose_prompts(prompts or settings.prompts, kind or [], prompt or []),
        model or settings.model,
        settings,
        strict,
        window,
    )
    wanted = output_format or _format_of(output)
    with display(len(paths)) as shown, open_output(output) as file:
        fine = asyncio.run(_summarize(job, wanted, file, shown))
    raise typer.Exit(0 if fine else FAILED)


def _format_of(output: Path | None) -> Format:
    """The format that a file's ending names; text for any other."""
    ending = output.suffix.lstrip(".").lower() if output else ""
    return Format(ending) if ending in (Format.JSON, Format.JSONL, Format.MD) else Format.TEXT


async def _summarize(job: _Job, wanted: Format, file: TextIO, shown: Display) -> bool:
    """Write a summary of every article that can be read; whether all of them came out whole."""
    fine, plain = True, []
    async for summary in _summaries(job, shown):
        if isinstance(summary, Exception):
            fine = False
            shown.say(summary)
            continue
        fine = fine and summary.status == "ok"
        for problem in summary.problems:
            shown.say(f"{summary.article.id}: {summary.status}: {problem}")
        if wanted is Format.JSON:
            plain.append(_plain(summary))
        else:
            _write(summary, wanted, file)
    if wanted is Format.JSON:
        json.dump(plain, file, ensure_ascii=False, indent=2)
        file.write("\n")
    return fine


async def _summaries(job: _Job, shown: Display) -> AsyncIterator[Summary | SourceError]:
    """The summaries in the order of the articles, as many under way at once as the model has slots."""
    from onrecord.models import open_model

    articles = [_read(path, job.known) for path in job.paths]
    if not any(isinstance(article, _article_type()) for article in articles):
        for article in articles:
            yield article  # type: ignore[misc]  # none is an article
        return
    async with open_model(job.model, job.settings, progress=shown.loading) as model:
        limit = asyncio.Semaphore(model.slots)
        tasks = [asyncio.create_task(_one(article, job, model, limit, shown)) for article in articles]
        try:
            for task in tasks:
                yield await task
        finally:
            for task in tasks:
                task.cancel()


def _read(path: Path, known: dict[str, Any]) -> Article | SourceError:
    from onrecord.sources import read_article

    try:
        return read_article(path, **known)
    except SourceError as error:
        return error


def _article_type() -> type[Article]:
    from onrecord.article import Article

    return Article


async def _one(
    article: Article | SourceError, job: _Job, model: Model, limit: asyncio.Semaphore, shown: Display
) -> Summary | SourceError:
    from onrecord.extract import extract

    if isinstance(article, SourceError):
        return article
    async with limit:
        with shown.article(article.id) as progress:
            return await extract(article, job.prompts, model, strict=job.strict, window=job.window, progress=progress)


def _plain(summary: Summary) -> dict[str, Any]:
    from onrecord.export import as_dict

    return as_dict(summary)


def _write(summary: Summary, wanted: Format, file: TextIO) -> None:
    if wanted is Format.JSONL:
        file.write(json.dumps(_plain(summary), ensure_ascii=False) + "\n")
    elif wanted is Format.MD:
        from onrecord.export import as_markdown

        file.write(as_markdown(summary))
    else:
        from onrecord.cli.show import show

        show(summary, file)
    file.flush()
