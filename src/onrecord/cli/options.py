"""The options that several commands have alike."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from onrecord.errors import UsageError

__all__ = [
    "AllowPrivateOption",
    "FieldOption",
    "KindOption",
    "ModelOption",
    "Pages",
    "PagesOption",
    "PromptOption",
    "PromptsOption",
    "SentencesPerCallOption",
    "SourcesArgument",
    "StrictOption",
    "mapping_of",
]


class Pages(StrEnum):
    """Whether the pages of a feed's items are fetched."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


KindOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--kind", "-k", help="Only this kind: event, statement or claim. Repeat for more."),
]

ModelOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--model", "-m", help="local (the default), local:FILE.gguf, openai/gpt-5-mini or another provider/name."
    ),
]

PromptOption: TypeAlias = Annotated[
    list[str] | None, typer.Option("--prompt", "-p", help="A prompt by its name, or its file. Repeat for more.")
]

PromptsOption: TypeAlias = Annotated[
    Path | None, typer.Option("--prompts", help="A folder of prompt files in place of the packaged ones.")
]

StrictOption: TypeAlias = Annotated[
    bool, typer.Option("--strict", help="Leave out records that the article does not support.")
]

SentencesPerCallOption: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--sentences-per-call", min=1, help="How many sentences one call asks about, in place of what the prompt says."
    ),
]

SourcesArgument: TypeAlias = Annotated[
    list[str],
    typer.Argument(
        help="Texts, pages, PDFs and other documents, mail, feeds, OPML lists, JSON Lines, or folders of them, by path "
        "or web address; - for standard input.",
        show_default=False,
    ),
]

FieldOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--field", help="For JSON Lines: text=body.plain reads the text from there. Repeat for more."),
]

PagesOption: TypeAlias = Annotated[
    Pages, typer.Option("--pages", help="Whether to fetch the pages of a feed's items; auto: of mere teasers.")
]

AllowPrivateOption: TypeAlias = Annotated[
    bool, typer.Option("--allow-private", help="Read addresses of this machine and its network, too.")
]


def mapping_of(fields: Sequence[str]) -> dict[str, str]:
    """Where each field of an article is, by what `--field` says. Raises `UsageError`."""
    pairs = [each.partition("=") for each in fields]
    for name, equals, path in pairs:
        if not (name and equals and path):
            raise UsageError(f"--field {name}{equals}{path}: write it as text=body, the article's field first")
    return {name: path for name, _, path in pairs}
