"""The options that several commands have alike."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from onrecord.languages import language_tag

__all__ = [
    "KindOption",
    "LanguageOption",
    "ModelOption",
    "PromptOption",
    "PromptsOption",
    "RunOption",
    "SentencesPerCallOption",
    "StoreOption",
    "StrictOption",
    "TextOrJson",
]


class TextOrJson(StrEnum):
    """How a list is written to stdout."""

    TEXT = "text"
    JSON = "json"


KindOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--kind", "-k", help="Extract only this kind: event, statement or claim. Repeat the option for more kinds."
    ),
]

ModelOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--model",
        "-m",
        help="The model to ask: local (the default), local:FILE.gguf, openai/gpt-5-mini or another provider/name.",
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

SentencesPerCallOption: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--sentences-per-call", min=1, help="Ask about this many sentences in one call, whatever the prompt says."
    ),
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
    str, typer.Option("--store", "-s", help="The store that onrecord batch wrote.", show_default=False)
]

RunOption: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--run",
        min=1,
        help="Take the run with this number, as onrecord runs lists it; without the option, the run last worked on.",
    ),
]
