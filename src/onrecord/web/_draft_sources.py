"""Where drafts come from: a model that is asked, results of `onrecord summarize`, or recorded answers."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from onrecord.article import Article
from onrecord.errors import UsageError
from onrecord.extraction import Prompt, Summary, extract
from onrecord.models import AnswerFile, NotRecordedError, Recorded, open_model
from onrecord.plain import summary_of
from onrecord.settings import Settings

__all__ = ["DraftSource", "drafts_in", "drafts_of_model"]


@dataclass(frozen=True, slots=True)
class DraftSource:
    """Where drafts come from: `name` says so, `drafted` summarizes an article, or returns None where it has none.

    `at_once` is set where that takes no time and costs nothing, so that the page asks for drafts without being told.
    """

    name: str
    drafted: Callable[[Article], Awaitable[Summary | None]]
    at_once: bool = False


def drafts_of_model(name: str, prompts: Sequence[Prompt], settings: Settings) -> DraftSource:
    """Drafts of a model, which is opened and asked for each article that drafts are wanted for."""

    async def drafted(article: Article) -> Summary:
        async with open_model(name, settings) as model:
            return await extract(article, prompts, model)

    return DraftSource(name, drafted)


def drafts_in(path: Path, model: str, prompts: Sequence[Prompt]) -> DraftSource:
    """Drafts in a file: summaries as JSON or JSON Lines, or recorded answers of a model to prompts.

    Raises `UsageError` where the file has something else.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: can't be read: {error}") from error
    if '"key"' in text.partition("\n")[0]:
        return _answers_in(path, model, prompts)
    summaries = list(_summaries(text, path))
    by_text = {summary.article.text: summary for summary in summaries}
    by_id = {Path(summary.article.id).stem: summary for summary in summaries}

    async def drafted(article: Article) -> Summary | None:
        return by_text.get(article.text) or by_id.get(article.id)

    return DraftSource(path.name, drafted, at_once=True)


def _answers_in(path: Path, model: str, prompts: Sequence[Prompt]) -> DraftSource:
    answers = AnswerFile(path)
    window = answers.window(model)

    async def drafted(article: Article) -> Summary | None:
        try:
            return await extract(article, prompts, Recorded(model, answers, window=window))
        except NotRecordedError:
            return None

    return DraftSource(path.name, drafted, at_once=True)


def _summaries(text: str, path: Path) -> Iterator[Summary]:
    try:
        yield from map(summary_of, _documents(text))
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        raise UsageError(
            f"{path}: holds neither results of onrecord summarize, as JSON or JSON Lines, nor recorded answers: "
            f"{error!r}"
        ) from error


def _documents(text: str) -> Iterator[Mapping[str, Any]]:
    if text.lstrip().startswith("["):
        yield from json.loads(text)
        return
    decoder, place = json.JSONDecoder(), 0
    while place < len(text.rstrip()):
        document, place = decoder.raw_decode(text, place + len(text[place:]) - len(text[place:].lstrip()))
        yield document
