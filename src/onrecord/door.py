"""The synchronous interface, for scripts and notebooks: one call that summarizes an article; how a summary is shown."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from onrecord.article import Article
from onrecord.extraction import Showing, Summary, choose_prompts, extract, show_with
from onrecord.grounding import Support
from onrecord.models import open_model
from onrecord.settings import Settings
from onrecord.sources import read_article
from onrecord.verification import open_verifier, verifier_named, verify_prompt

__all__ = ["finish", "summarize"]

Result = TypeVar("Result")


def summarize(  # noqa: PLR0913  # one parameter for each choice
    article: Article | Path | str,
    *,
    model: str | None = None,
    kinds: Sequence[str] = (),
    prompts: Path | None = None,
    strict: bool = False,
    weakest: Support = Support.UNSUPPORTED,
    verify: bool | None = None,
    verifier: str | None = None,
) -> Summary:
    """The events, statements and claims of `article`, each tied to the characters that support it.

    `article` may be a text, or the path of a file with one, as a `Path`: a `str` is always a text.

    `model` is a name such as `openai/gpt-5-mini` (None: what the environment variable ONRECORD_MODEL names, or
    `local`). `kinds` are the kinds to extract (empty: all). `prompts` is a folder of prompt files (None: the packaged
    ones). With `strict`, records that the article doesn't support are left out, and so are those of a level weaker
    than `weakest`: `Support.VERIFIED` keeps only what is supported.

    With `verify`, a model reads the evidence of records that are in other words than the article's: `verifier` (None:
    what ONRECORD_VERIFIER names, or the same model). None: the embedded model verifies its records, and no endpoint.

    Each call opens the model anew; for many articles, use `open_model` and `extract`. Raises `UsageError` for a wrong
    argument or setting, `SourceError` for a file that can't be read, and `WeightsError` where the embedded model's
    weights are missing or damaged. Failures of single answers are in the summary's `problems`.
    """
    settings = Settings.from_environment()
    folder = prompts or settings.prompts
    chosen, asking = choose_prompts(folder, kinds), verify_prompt(folder)
    known = _known(article)

    async def read() -> Summary:
        async with open_model(model, settings) as opened:
            named = verifier_named(opened.name, verifier or settings.verifier, verify=verify)
            async with open_verifier(named, opened, asking, settings) as reader:
                return await extract(known, chosen, opened, strict=strict, weakest=weakest, verifier=reader)

    return finish(read())


def _known(article: Article | Path | str) -> Article:
    """The article itself, the one in a file, or the one that a text is."""
    if isinstance(article, Path):
        return read_article(article)
    return Article(article) if isinstance(article, str) else article


def finish(work: Coroutine[Any, Any, Result]) -> Result:
    """The result of `work`, even where an event loop is running already, as in a notebook.

    A `KeyboardInterrupt` cancels the work.
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    return _finish_beside(work)


def _finish_beside(work: Coroutine[Any, Any, Result]) -> Result:
    """The result of `work`, which runs on an event loop in another thread."""
    cancels: list[Callable[[], object]] = []

    async def cancellable() -> Result:
        loop, task = asyncio.get_running_loop(), asyncio.ensure_future(work)
        cancels.append(lambda: loop.call_soon_threadsafe(task.cancel))
        return await task

    with ThreadPoolExecutor(max_workers=1) as thread:
        result = thread.submit(asyncio.run, cancellable())
        try:
            return result.result()
        except KeyboardInterrupt:
            for cancel in cancels:
                cancel()
            raise


def _as_text(summary: Summary) -> str:
    from onrecord.report import summary_text

    return summary_text(summary)


def _as_html(summary: Summary) -> str:
    from onrecord.report import summary_frame

    return summary_frame(summary)


show_with(Showing(_as_text, _as_html))
