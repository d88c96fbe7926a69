"""`onrecord export`: what a store holds, for other programs and for people."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from onrecord.cli.output import complain, escaped_json, harmless, open_output, writing
from onrecord.errors import UsageError

__all__ = ["export"]


class Format(StrEnum):
    """How results are written."""

    JSONL = "jsonl"
    CSV = "csv"
    JSONLD = "jsonld"
    MD = "md"


def export(
    store: Annotated[str, typer.Option("--store", "-s", help="The store that onrecord batch wrote.")],
    *,
    output_format: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            help="The format of the results: jsonl (the default), csv, jsonld, or md for a digest of one day.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write the results to this file; the ending of its name says the format."),
    ] = None,
    day: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="Export only articles published on this day. An article without a date counts for the day (UTC) on "
            "which it was read, but is in no digest. Without the option, all articles are exported, or the digest is "
            "of the newest day.",
        ),
    ] = None,
    run: Annotated[int | None, typer.Option(min=1, help="Export this run; without the option, the latest run.")] = None,
) -> None:
    """Write what a store holds as JSON Lines, CSV, schema.org JSON-LD, or a digest in Markdown."""
    from onrecord.store import open_store

    wanted = output_format or _format_of(output)
    chosen = day.date() if day else None
    with open_store(store) as opened, open_output(output) as file:
        if wanted is Format.MD:
            chosen = chosen or opened.latest_day(run=run)
            documents = opened.documents(run=run)
            with writing(output):
                _write_digest(documents, file, chosen)
        else:
            documents = opened.documents(run=run, day=chosen)
            with writing(output):
                _write(documents, wanted, file)


def _format_of(output: Path | None) -> Format:
    """The format that a file's ending names. Raises `UsageError` for an ending that names none."""
    ending = output.suffix.lstrip(".").lower() if output else ""
    endings = {"": Format.JSONL, **{str(each): each for each in Format}}
    if ending not in endings:
        known = ", ".join(f".{each}" for each in Format)
        raise UsageError(f"{output}: its ending says no format; add --format, or end it in {known}")
    return endings[ending]


def _write(documents: Iterable[str], wanted: Format, file: TextIO) -> None:
    from onrecord.export import write_csv, write_jsonld
    from onrecord.plain import summary_of

    if wanted is Format.JSONL:
        file.writelines(f"{escaped_json(document)}\n" for document in documents)
        return
    summaries = map(summary_of, map(json.loads, documents))
    if wanted is Format.CSV:
        write_csv(summaries, file)
    elif left_out := write_jsonld(summaries, file):
        complain(f"records left out because their articles don't support them: {left_out:,}")


def _write_digest(documents: Iterable[str], file: TextIO, day: date) -> None:
    """Write the digest of a day; it is given all articles without a date, to count them."""
    from onrecord.export import as_digest
    from onrecord.plain import summary_of

    plains = map(json.loads, documents)
    summaries = (summary_of(plain) for plain in plains if plain["article"]["published"] in (None, day.isoformat()))
    file.write(harmless(as_digest(summaries, day)))
