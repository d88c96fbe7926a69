"""`onrecord label`: articles labelled in the browser."""

from __future__ import annotations

import hashlib
import re
import socket
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import KindOption, ModelOption, PromptOption, PromptsOption
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.web import DraftSource, LabelFolder

__all__ = ["label"]

PORTS = range(49_152, 65_536)
"""The ports that no service has for itself."""


def label(  # noqa: PLR0913  # one parameter for each option
    folder: Annotated[
        Path,
        typer.Argument(help="The folder that holds articles/*.txt; the labels are in gold/*.yaml, or are going to be."),
    ] = Path("evals"),
    *,
    labeller: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="NAME",
            help="Label as this person, into gold/NAME: labels of two are compared by onrecord gold agree.",
            show_default=False,
        ),
    ] = None,
    drafts: Annotated[
        Path | None,
        typer.Option(
            help="Begin with the records in this file as drafts: results of onrecord summarize, as JSON or JSON Lines, "
            "or answers that onrecord eval recorded, of the model that --model names.",
            show_default=False,
        ),
    ] = None,
    model: ModelOption = None,
    kind: KindOption = None,
    prompt: PromptOption = None,
    prompts: PromptsOption = None,
    port: Annotated[
        int | None,
        typer.Option(
            min=0, max=65535, help="The port; by default one that stays the same for the folder, if it is free."
        ),
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")] = True,
) -> None:
    """Label articles by hand, in the browser: on this machine alone, at an address that nobody else knows.

    Select words of the article and press Shift and the first letter of a kind for a record of them; press ? for all
    keys. Every change is saved at once to the YAML file of the article, whose comments and order stay.

    With --model or --drafts, the records of a model are there to begin with, as drafts: accept, correct or reject each.
    A file with drafts that nobody has decided is refused by onrecord gold check and onrecord eval.
    """
    from onrecord.extraction import choose_prompts
    from onrecord.settings import Settings
    from onrecord.web import LabelFolder, check_installed, drafts_in, drafts_of_model, serve

    check_installed()
    from onrecord.web.label import labelling_app

    settings = Settings.from_environment()
    labels = LabelFolder(folder, _checked_name(labeller))
    if not labels.names():
        raise UsageError(f"{folder / 'articles'}: no *.txt file here; put each article there as a text, NAME.txt")
    source: DraftSource | None = None
    if drafts or model:
        chosen = choose_prompts(prompts or settings.prompts, kind or [], prompt or [])
        named = model or settings.model
        source = drafts_in(drafts, named, chosen) if drafts else drafts_of_model(named, chosen, settings)
    app = labelling_app(labels, source)
    said = partial(_say, labels)
    if port is not None:
        serve(app, say=said, port=port, browser=browser)
        return
    usual = _usual_port(labels)
    serve(app, say=said, port=usual if _is_free(usual) else 0, browser=browser)


def _say(labels: LabelFolder, address: str) -> None:
    """Tell where the page is."""
    typer.echo(f"Labels go to {labels.labels_folder}\nOpen {address}\nEnd with Ctrl-C")


def _checked_name(labeller: str | None) -> str | None:
    """The name of a labeller, which is that of a folder, too. Raises `UsageError`."""
    if labeller is not None and not re.fullmatch(r"\w[\w-]*", labeller):
        raise UsageError(f"--as {labeller}: use letters, digits, - and _, as in --as ana")
    return labeller


def _usual_port(labels: LabelFolder) -> int:
    """The port for a folder and a labeller: the same each time, so that a browser finds what it keeps for the page."""
    return PORTS[int.from_bytes(hashlib.sha256(labels.identity.encode()).digest()[:4]) % len(PORTS)]


def _is_free(port: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # or one that was in use a minute ago isn't
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
