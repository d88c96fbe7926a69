"""`onrecord export`: what a store holds, for other programs and for people."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from onrecord.cli.output import complain, escaped_json, harmless, open_output, writing
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.store import Store

__all__ = ["export"]


class Format(StrEnum):
    """How results are written."""

    JSONL = "jsonl"
    CSV = "csv"
    JSONLD = "jsonld"
    MD = "md"


def export(
    store: Annotated[str, typer.Option("--store", "-s", help="The file that `onrecord batch` wrote.")],
    *,
    output_format: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="jsonl (the default), csv, jsonld, or md: a digest of a day."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file; its ending says the format.")
    ] = None,
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only articles published on that day.")
    ] = None,
    run: Annotated[int | None, typer.Option(min=1, help="Of this run; without it, of the latest.")] = None,
) -> None:
    """Write what a store holds: as JSON Lines, CSV, schema.org JSON-LD, or a digest in Markdown."""
    from onrecord.store import open_store

    wanted = output_format or _format_of(output)
    with open_store(store) as opened, open_output(output) as file:
        chosen = day.date() if day else None
        if wanted is Format.MD and chosen is None:
            chosen = opened.latest_day(run=run)
        with writing(output):
            _write(opened, wanted, file, run, chosen)


def _format_of(output: Path | None) -> Format:
    """The format that a file's ending names. Raises `UsageError` for an ending that names none."""
    ending = output.suffix.lstrip(".").lower() if output else ""
    endings = {"": Format.JSONL, **{str(each): each for each in Format}}
    if ending not in endings:
        known = ", ".join(f".{each}" for each in Format)
        raise UsageError(f"{output}: its ending says no format; add --format, or end it in {known}")
    return endings[ending]


def _write(store: Store, wanted: Format, file: TextIO, run: int | None, day: date | None) -> None:
    from onrecord.export import as_digest, write_csv, write_jsonld

    if wanted is Format.JSONL:
        file.writelines(f"{escaped_json(document)}\n" for document in store.documents(run=run, day=day))
        return
    summaries = store.summaries(run=run, day=day)
    if wanted is Format.CSV:
        write_csv(summaries, file)
    elif wanted is Format.JSONLD:
        if left_out := write_jsonld(summaries, file):
            complain(f"records left out because their articles don't bear them out: {left_out:,}")
    elif day is not None:
        file.write(harmless(as_digest(summaries, day)))
