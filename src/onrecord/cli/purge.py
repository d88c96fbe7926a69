"""`onrecord purge`: articles deleted from a store for good."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import StoreOption, day_of
from onrecord.cli.output import FAILED, complain, print_text
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.store import Purged

__all__ = ["purge"]


def purge(
    store: StoreOption,
    *,
    before: Annotated[
        date | None,
        typer.Option(
            parser=day_of,
            metavar="DAY",
            help="Articles published before that day, or read before it (in UTC) if they have no date; of an article "
            "with several versions, its last date counts.",
        ),
    ] = None,
    article: Annotated[
        list[str] | None, typer.Option("--article", "-a", help="The article with this id. Repeat for more.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be deleted.")] = False,
) -> None:
    """Delete articles from a store with all that hangs on them, and give back the room that they took.

    That is every version of the text, its results in all runs, their records and the model's answers.

    What the answers cost stays in the account. Near-duplicates of a deleted article keep the records that they have.
    """
    from onrecord.store import open_store

    if bool(before) == bool(article):
        raise UsageError(
            "--before and --article can't be given together: delete by the one, then by the other"
            if before
            else "say what to delete: --before DAY, or --article ID, which can be repeated"
        )
    with open_store(store) as opened, opened.locked():
        size = opened.size()
        purged = opened.purge(article or (), before=before, dry_run=dry_run)
        print_text("".join(f"{line}\n" for line in _said(purged, dry_run=dry_run)))
        if not dry_run:
            opened.shrink()
            print_text(f"{opened.name}: {_sizes(size, opened.size())}\n")
    for name in purged.unknown:
        complain(f"{opened.name}: there is no article {name}")
    if purged.unknown:
        raise typer.Exit(FAILED)


def _sizes(before: int, now: int) -> str:
    """What a purge did to a store's size; PostgreSQL mostly keeps the room for what is written next."""
    if now < before:
        return f"{_megabytes(before)}, now {_megabytes(now)}"
    return f"{_megabytes(now)}, with room in it for what is written next"


def _said(purged: Purged, *, dry_run: bool) -> Iterator[str]:
    counts = {
        "articles": purged.articles,
        "versions of them": purged.versions,
        "results": purged.results,
        "records": purged.records,
        "answers": purged.answers,
        "sources that could not be read": purged.failures,
    }
    yield "would be deleted:" if dry_run else "deleted:"
    yield from (f"  {count:,} {what}" for what, count in counts.items())


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
