"""`onrecord prompts`: the prompt files at hand, checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["prompts"]


def prompts(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder of prompt files; without it, those in use.", show_default=False)
    ] = None,
) -> None:
    """Check prompt files and list them: name, kinds, hash of what is sent, description."""
    from onrecord.prompts import prompts_folder, prompts_in
    from onrecord.settings import Settings

    folder = folder or Settings.from_environment().prompts or prompts_folder()
    for prompt in prompts_in(folder):
        kinds = ",".join(kind.kind for kind in prompt.kinds)
        typer.echo(
            f"{prompt.name:<16} {kinds:<24} {prompt.identity(prompt.window('other'))[:12]}  {prompt.description}"
        )
