"""The options that several commands have alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypeVar, cast

import typer

from onrecord.errors import UsageError
from onrecord.grounding import Support
from onrecord.languages import language_tag

if TYPE_CHECKING:
    from onrecord.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])

__all__ = [
    "AllowPrivateOption",
    "CalibrationOption",
    "Commands",
    "FieldOption",
    "KindOption",
    "LanguageOption",
    "Level",
    "ModelOption",
    "OnlyOption",
    "Pages",
    "PagesOption",
    "PrecisionOption",
    "PromptOption",
    "PromptsOption",
    "RecordOption",
    "ReplayOption",
    "RunOption",
    "SentencesPerCallOption",
    "SourcesArgument",
    "StoreOption",
    "StrictOption",
    "TextOrJson",
    "VerifierOption",
    "VerifyOption",
    "day_of",
    "mapping_of",
    "verifier_of",
    "weakest",
    "with_kinds",
]


def _use_kinds(files: Sequence[Path]) -> None:
    """Add the kinds in some files, for this process and those that it starts. Raises `UsageError`."""
    from onrecord.kinds import register_file
    from onrecord.settings import name_kinds_files

    for file in files:
        register_file(file)
    name_kinds_files(files)


KindsOption: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option(
        "--kinds",
        metavar="FILE.py",
        help="A Python file with kinds of your own, as classes. Repeat the option for more files.",
        show_default=False,
    ),
]


class Commands(typer.Typer):
    """Commands all of which know a user's kinds, by the option `--kinds`."""

    def command(self, *names: Any, **options: Any) -> Callable[[Command], Command]:
        """What adds a function as a command, as typer does."""
        add = super().command(*names, **options)

        def added(function: Command) -> Command:
            add(with_kinds(function))
            return function

        return added


def with_kinds(function: Command) -> Command:
    """A command that has the option `--kinds`, too: the kinds in the files are there before it is called."""
    known = signature(function, eval_str=True)
    option = Parameter("kinds_files", Parameter.KEYWORD_ONLY, default=None, annotation=KindsOption)

    @wraps(function)
    def command(*values: Any, kinds_files: list[Path] | None = None, **named: Any) -> Any:
        _use_kinds(kinds_files or [])
        return function(*values, **named)

    command.__signature__ = known.replace(parameters=[*known.parameters.values(), option])  # type: ignore[attr-defined]
    return cast("Command", command)


class TextOrJson(StrEnum):
    """How a list is written to stdout."""

    TEXT = "text"
    JSON = "json"


class Pages(StrEnum):
    """Whether the pages of a feed's items are fetched."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


KindOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        "-k",
        help="Extract only this kind: event, statement, claim or one of your own. Repeat the option for more kinds.",
    ),
]

ModelOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--model",
        "-m",
        help="The model to ask: local (the default), local:FILE.gguf, local:hub/OWNER/REPO/FILE.gguf, "
        "openai/gpt-5-mini or another provider/name; onrecord models lists the providers.",
    ),
]

PromptOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--prompt", "-p", help="Use only this prompt, by its name or its file. Repeat the option for more prompts."
    ),
]

PromptsOption: TypeAlias = Annotated[
    Path | None, typer.Option("--prompts", help="Use the prompt files in this folder in place of the packaged ones.")
]

StrictOption: TypeAlias = Annotated[
    bool, typer.Option("--strict", help="Leave out records that the article does not support.")
]


class Level(StrEnum):
    """The weakest level of support that is kept; `supported` is another word for `verified`."""

    EXACT = "exact"
    NORMALIZED = "normalized"
    SUPPORTED = "supported"
    VERIFIED = "verified"
    REWORDED = "reworded"

    @property
    def support(self) -> Support:
        """The level itself."""
        return Support.VERIFIED if self is Level.SUPPORTED else Support(self.value)


def weakest(only: Level | None) -> Support:
    """The weakest level that `--only` keeps; without it, every level is kept."""
    return only.support if only else Support.UNSUPPORTED


RecordOption: TypeAlias = Annotated[
    Path | None,
    typer.Option("--record", help="Keep every answer in this file, and ask only what is not yet in the file."),
]
ReplayOption: TypeAlias = Annotated[
    Path | None,
    typer.Option("--replay", help="Take every answer from this file; an answer that is not in the file is an error."),
]
OnlyOption: TypeAlias = Annotated[
    Level | None,
    typer.Option(
        "--only",
        help="Keep only records at this level or a stronger one. supported leaves out what is merely said in other "
        "words, too.",
        show_default=False,
    ),
]

PrecisionOption: TypeAlias = Annotated[
    float | None,
    typer.Option(
        "--precision",
        min=0.01,
        max=0.99,
        help="Keep only records that, by a calibration, are true at this share, such as 0.9; onrecord calibrate makes "
        "one.",
        show_default=False,
    ),
]

CalibrationOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--calibration",
        help="The file of the calibration; without the option, the one kept for this model and these prompts.",
        show_default=False,
    ),
]

SentencesPerCallOption: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--sentences-per-call", min=1, help="Ask about this many sentences in one call, whatever the prompt says."
    ),
]

VerifyOption: TypeAlias = Annotated[
    bool | None,
    typer.Option(
        "--verify/--no-verify",
        help="Have a model read the evidence of records in other words than the article's, and say whether it supports "
        "them. By default only the embedded model does, for it costs no money.",
        show_default=False,
    ),
]

VerifierOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--verifier", help="Verify with this model, named as for --model, in place of the one that answered."),
]

LanguageOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--language",
        help="The language of the articles, as a code such as de; without it, what they say, else it is detected.",
        show_default=False,
        callback=lambda tag: language_tag(tag) if tag else "",
    ),
]

StoreOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--store",
        "-s",
        help="The store that onrecord batch wrote: a file, or postgresql://USER@HOST/DATABASE.",
        show_default=False,
    ),
]

RunOption: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--run",
        min=1,
        help="Take the run with this number, as onrecord runs lists it; without the option, the run last worked on.",
    ),
]

SourcesArgument: TypeAlias = Annotated[
    list[str],
    typer.Argument(
        help="What to read, by path or address (https://, s3://, gs://): texts, pages, PDFs and other documents, mail, "
        "feeds, OPML lists, JSON Lines, CSV and Parquet tables, ninjs, web archives (WARC), or folders and archives of "
        "them; - for standard input.",
        show_default=False,
    ),
]

FieldOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--field",
        help="Where JSON Lines and tables have a field of an article, as text=body.plain. Repeat the option for more "
        "fields.",
    ),
]

PagesOption: TypeAlias = Annotated[
    Pages,
    typer.Option(
        "--pages",
        help="Whether to fetch the pages of a feed's items; auto fetches them where the feed has only a teaser.",
    ),
]

AllowPrivateOption: TypeAlias = Annotated[
    bool, typer.Option("--allow-private", help="Also read addresses of this computer and its private network.")
]


def day_of(text: str) -> date:
    """The day that an option names. Raises `BadParameter` for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day; write it as 2026-11-27") from None


def verifier_of(model: str, verifier: str | None, settings: Settings, *, verify: bool | None) -> str | None:
    """The name of the model that verifies, by the options and the settings; None where none is to.

    Raises `UsageError` where the options contradict each other.
    """
    from onrecord.verification import verifier_named

    if verifier and verify is False:
        raise UsageError(f"--verifier {verifier} names who is to verify, and --no-verify says that nobody is to")
    return verifier_named(model, verifier or settings.verifier, verify=verify)


def mapping_of(fields: Sequence[str]) -> dict[str, str]:
    """Where each field of an article is, by what `--field` says. Raises `UsageError`."""
    pairs = [each.partition("=") for each in fields]
    for name, equals, path in pairs:
        if not (name and equals and path):
            raise UsageError(f"--field {name}{equals}{path}: write it as text=body, the article's field first")
    return {name: path for name, _, path in pairs}
