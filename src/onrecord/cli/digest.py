"""`onrecord digest`: the stories of a time, told by how much they matter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import RunOption, StoreOption
from onrecord.cli.output import complain, escaped_json, harmless, open_output, writing
from onrecord.cli.progress import counting
from onrecord.cli.stories import bring_up_to_date, newest_day, without_articles
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.digest import Digest
    from onrecord.store import Store

__all__ = ["digest"]


def digest(  # noqa: PLR0913  # one parameter for each option
    store: StoreOption,
    *,
    day: Annotated[
        str | None,
        typer.Option(help="Of that day, as 2026-11-27. Without --day and --since, of the newest day in the store."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="Of the time since a day (2026-11-27), or so long ago (24h, 7d)."),
    ] = None,
    output_format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="md (the default), html, json, atom, jsonfeed, jsonld or annotations.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write the digest to this file; the ending of its name says the format."),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Tell every story in full, however long the digest becomes.")
    ] = False,
    run: RunOption = None,
) -> None:
    """Tell the stories of a day, those that matter most first: what happened, who says so, where outlets differ.

    The first stories are told in full, the next in a line each, the rest are counted, so that it takes ten minutes.

    It is made from the store alone; no model is asked.
    """
    from onrecord.digest import FORMATS, WORDS, digest_of
    from onrecord.store import open_store

    form = FORMATS[_chosen(output_format, output)]
    with open_store(store) as opened, open_output(output, store=opened.path) as file:
        opened.chosen(run)
        bring_up_to_date(opened)
        with counting("reading stories: {done:,} of {total:,}") as progress:
            told = digest_of(opened, since=since, day=day, run=run, words=None if every else WORDS, progress=progress)
        if not told.stories:
            complain(_nothing(opened, told))
        with writing(output):
            text = form.write(told)
            file.write(escaped_json(text) if form.is_json else harmless(text))


def _chosen(name: str | None, output: Path | None) -> str:
    """The format that is named, or that a file's ending says. Raises `UsageError` for what is none."""
    from onrecord.digest import FORMATS

    if name is not None:
        if name in FORMATS.faults:
            raise UsageError(FORMATS.faults[name])
        if name not in FORMATS:
            raise UsageError(f"--format {name}: no format of a digest is called so; there are {', '.join(FORMATS)}")
        return name
    ending = output.suffix.lower() if output else ""
    endings = {ending: name for name, each in FORMATS.items() for ending in each.endings}
    if not ending:
        return "md"
    if ending not in endings:
        raise UsageError(f"{output}: its ending says no format; add --format, or end it in {', '.join(endings)}")
    return endings[ending]


def _nothing(store: Store, told: Digest) -> str:
    """Why there is nothing to tell, and what to do."""
    last = newest_day(store)
    if last is None:
        return f"nothing to tell: {without_articles(store)}"
    return f"nothing to tell {told.period.name}: the newest article is of {last}; `--day {last}` tells that day"
