"""`onrecord prompts`: the prompt files at hand, checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.output import print_text

if TYPE_CHECKING:
    from onrecord.extraction import Prompt

__all__ = ["prompts"]


def prompts(
    folder: Annotated[
        Path | None,
        typer.Argument(
            help="The folder of prompt files; without one, the prompts in use are listed.", show_default=False
        ),
    ] = None,
) -> None:
    """Check prompt files and list each with its name, its kinds, the hash of what is sent, and its description."""
    from onrecord.extraction import prompts_folder, prompts_in
    from onrecord.settings import Settings

    folder = folder or Settings.from_environment().prompts or prompts_folder()
    print_text("".join(f"{_line(prompt)}\n" for prompt in prompts_in(folder)))


def _line(prompt: Prompt) -> str:
    kinds = ",".join(kind.kind for kind in prompt.kinds)
    description = " ".join(prompt.description.split())
    return f"{prompt.name:<16} {kinds:<24} {prompt.identity(prompt.sentences_per_call('other'))[:12]}  {description}"
