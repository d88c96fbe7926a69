"""How an article is summarized: the options, which Python and the command line have alike, and what they come to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypedDict, Unpack

from onrecord.article import Article
from onrecord.calibration import Promise, promise
from onrecord.errors import UsageError
from onrecord.extraction import Progress, Prompt, Summary, choose_prompts, extract, prompts_used
from onrecord.grounding import Support
from onrecord.kinds import Record
from onrecord.languages import language_tag
from onrecord.models import Model, open_model
from onrecord.settings import Settings
from onrecord.verification import (
    Verifier,
    VerifyPrompt,
    open_verifier,
    verifier_named,
    verifier_used,
    verify_prompt,
)

__all__ = ["Asked", "Asking", "Options", "settled"]


class Options(TypedDict, total=False):
    """How an article is summarized: the options of `onrecord summarize`. All of them may be left out."""

    model: str | None
    """The name of the model, such as `openai/gpt-5-mini`; None: what the settings say, or `local`."""
    kinds: Collection[str | type[Record]]
    """The kinds to extract, by name or class; empty: all."""
    prompt: Sequence[str]
    """The prompts to use, by name or file; empty: those that fill the kinds."""
    prompts: Path | None
    """A folder of prompt files; None: what the settings say, or the packaged ones."""
    sentences_per_call: int | None
    """How many sentences one call asks about; None: what each prompt says."""
    strict: bool
    """Whether records that the article doesn't support are left out."""
    weakest: Support
    """The weakest level that is kept: `Support.VERIFIED` keeps only what is supported."""
    precision: float | None
    """The share of records that are to be true, by a calibration; records too unlikely for that are left out."""
    calibration: Path | None
    """The file of the calibration; None: the one kept for this model and these prompts."""
    verify: bool | None
    """Whether a model reads the evidence of records that are in other words than the article's. None: the embedded
    model verifies its records, since that costs no money, and no endpoint's are verified."""
    verifier: str | None
    """The name of the model that verifies; None: what the settings say, or the one that answers."""
    title: str | None
    """The title of the article, in place of its own."""
    published: date | str | None
    """When the article was published, in place of what it says; days such as Tuesday are found from that day."""
    language: str
    """The language of the article, as a code such as `de`; empty: what it says, else it is detected."""
    settings: Settings | None
    """All that the environment sets for the command: keys, addresses, time limits; None: the environment's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who is asked what, and which records are kept: options with all decided that they leave open.

    `known` are fields of the article that take the place of its own.
    """

    prompts: Sequence[Prompt]
    model: str
    verifier: str | None
    verify_prompt: VerifyPrompt
    settings: Settings
    known: Mapping[str, Any]
    strict: bool
    weakest: Support
    promise: Promise | None
    sentences_per_call: int | None

    @asynccontextmanager
    async def opened(self, progress: Callable[[str, int, int], None] | None = None) -> AsyncIterator[Asked]:
        """The model and the verifier, open within the block."""
        async with open_model(self.model, self.settings, progress=progress) as model:
            verifying = open_verifier(self.verifier, model, self.verify_prompt, self.settings, progress=progress)
            async with verifying as verifier:
                yield Asked(self, model, verifier)


@dataclass(frozen=True, slots=True)
class Asked:
    """A model, and the verifier if there is one, that are asked about articles."""

    asking: Asking
    model: Model
    verifier: Verifier | None

    async def summary(self, article: Article, progress: Progress | None = None) -> Summary:
        """The summary of an article, with the records that are to be kept. Raises what `extract` raises."""
        asking = self.asking
        summary = await extract(
            replace(article, **asking.known) if asking.known else article,
            asking.prompts,
            self.model,
            strict=asking.strict,
            weakest=asking.weakest,
            sentences_per_call=asking.sentences_per_call,
            verifier=self.verifier,
            progress=progress,
        )
        return summary.keeping(asking.promise.keeps) if asking.promise else summary


def settled(**options: Unpack[Options]) -> Asking:
    """What the options come to, with the environment's settings. Raises `UsageError` for those that make no sense."""
    _check(options)
    settings = options.get("settings") or Settings.from_environment()
    model, folder = options.get("model") or settings.model, options.get("prompts") or settings.prompts
    kinds = [kind if isinstance(kind, str) else kind.kind for kind in options.get("kinds", ())]
    prompts, asking = choose_prompts(folder, kinds, options.get("prompt", ())), verify_prompt(folder)
    verify = options.get("verify")
    verifier = verifier_named(model, options.get("verifier") or settings.verifier, verify=verify)
    asked = Asking(
        prompts=prompts,
        model=model,
        verifier=verifier,
        verify_prompt=asking,
        settings=settings,
        known=_known(options),
        strict=options.get("strict", False),
        weakest=options.get("weakest", Support.UNSUPPORTED),
        promise=None,
        sentences_per_call=options.get("sentences_per_call"),
    )
    precision = options.get("precision")
    return (
        asked if precision is None else replace(asked, promise=_promise(asked, precision, options.get("calibration")))
    )


def _promise(asked: Asking, precision: float, calibration: Path | None) -> Promise:
    """Which records are kept for a share of true ones. Raises `UsageError` where no calibration says."""
    verifying = verifier_used(asked.verifier, asked.verify_prompt) if asked.verifier else None
    prompts = prompts_used(asked.prompts, asked.model, asked.sentences_per_call, verifying)
    used = {each.name: each.identity for each in prompts}
    return promise(precision, calibration, asked.settings, asked.model, used)


def _check(options: Options) -> None:
    """Raise `TypeError` for an option that there isn't, and `UsageError` for options that make no sense."""
    for name in options.keys() - Options.__annotations__.keys():
        raise TypeError(f"there is no option {name!r}; there are {', '.join(Options.__annotations__)}")
    for name in ("kinds", "prompt"):
        if isinstance(given := options.get(name), str):
            raise UsageError(f"{name}={given!r}: should be a list, such as [{given!r}]")
    if (weakest := options.get("weakest")) is not None and weakest not in {*Support}:
        raise UsageError(f"weakest={weakest!r}: should be one of {', '.join(Support)}")
    precision, size = options.get("precision"), options.get("sentences_per_call")
    if precision is not None and not 0 < precision < 1:
        raise UsageError(f"precision={precision}: should be a share between 0 and 1, such as 0.9")
    if options.get("calibration") and precision is None:
        raise UsageError("calibration says by what precision is kept: give a precision, too")
    if size is not None and size < 1:
        raise UsageError(f"sentences_per_call={size}: has to be 1 or more")


def _known(options: Options) -> dict[str, Any]:
    """The fields of an article that options give. Raises `UsageError` for what is no language."""
    known: dict[str, Any] = {}
    if (title := options.get("title")) is not None:
        known["title"] = title
    if published := options.get("published"):
        known |= {"published": published, "published_at": None}
    if language := options.get("language"):
        known["language"] = language_tag(language)
    return known
