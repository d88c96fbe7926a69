"""`onrecord prompts`: the prompt files at hand, checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.output import print_text

if TYPE_CHECKING:
    from onrecord.extraction import Prompt
    from onrecord.verification import VerifyPrompt

__all__ = ["prompts"]

ANY = "other"
"""Stands for a model that isn't the embedded one."""


def prompts(
    folder: Annotated[
        Path | None,
        typer.Argument(
            help="The folder of prompt files; without one, the prompts in use are listed.", show_default=False
        ),
    ] = None,
) -> None:
    """Check prompt files and list each with its name, its kinds, the hash of what is sent, and its description."""
    from onrecord._prompty import VERIFY
    from onrecord.extraction import prompts_folder, prompts_in
    from onrecord.settings import Settings
    from onrecord.verification import load_verify_prompt, verifier_used

    folder = folder or Settings.from_environment().prompts or prompts_folder()
    lines = [_line(prompt) for prompt in prompts_in(folder)]
    if (path := folder / f"{VERIFY}.prompty").is_file():
        verifying = load_verify_prompt(path)
        lines.append(_in_columns(verifying, "verifies records", verifier_used(ANY, verifying).identity))
    print_text("".join(f"{line}\n" for line in lines))


def _line(prompt: Prompt) -> str:
    kinds = ",".join(kind.kind for kind in prompt.kinds)
    return _in_columns(prompt, kinds, prompt.identity(prompt.form(ANY)))


def _in_columns(prompt: Prompt | VerifyPrompt, does: str, identity: str) -> str:
    return f"{prompt.name:<16} {does:<24} {identity[:12]}  {' '.join(prompt.description.split())}"
