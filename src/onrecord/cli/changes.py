"""`onrecord changes`: what changed in the records of articles that were corrected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.options import RunOption, StoreOption, TextOrJson
from onrecord.cli.output import complain, json_text, print_text
from onrecord.cli.runs import name_run

if TYPE_CHECKING:
    from onrecord.extraction import Summary
    from onrecord.grounding import GroundedRecord
    from onrecord.store import VersionChange

__all__ = ["changes"]


def changes(
    store: StoreOption,
    articles: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID]…", help="Articles by their ids; without any, all with several versions.", show_default=False
        ),
    ] = None,
    *,
    run: RunOption = None,
    output_format: Annotated[
        TextOrJson, typer.Option("--format", "-f", help="text, or json for programs.")
    ] = TextOrJson.TEXT,
) -> None:
    """Show what changed in an article's records from one version of its text to the next.

    Records were added, dropped or altered. What says the same is not shown, wherever it stands in the text.
    """
    from onrecord.store import open_store

    with open_store(store) as opened:
        found = list(opened.changes(*(articles or ()), run=name_run(opened, run)))
    if output_format is TextOrJson.JSON:
        print_text(json_text([_plain(each) for each in found], indent=2))
        return
    print_text("".join(f"{line}\n" for each in found for line in _lines(each)))
    if not found:
        complain(
            "no article that was asked for has a second version" if articles else "no article has a second version"
        )


def _plain(change: VersionChange) -> dict[str, Any]:
    from onrecord.plain import plain_record

    earlier, later = change.earlier.article, change.later.article
    return {
        "article": later.id,
        "title": later.title,
        "from": _version(change.earlier),
        "to": _version(change.later),
        "added": [plain_record(record, later) for record in change.added],
        "dropped": [plain_record(record, earlier) for record in change.dropped],
        "altered": [
            {"from": plain_record(old, earlier), "to": plain_record(new, later)} for old, new in change.altered
        ],
    }


def _version(summary: Summary) -> dict[str, Any]:
    published = summary.article.published
    day = published.isoformat() if published else None
    return {"version": summary.version, "status": summary.status, "published": day}


def _lines(change: VersionChange) -> Iterator[str]:
    article = change.later.article
    title = f" ({article.title})" if article.title else ""
    yield f"{article.id}{title}: from version {_named(change.earlier)} to {_named(change.later)}"
    yield from (f"  + {_record(record)}" for record in change.added)
    yield from (f"  - {_record(record)}" for record in change.dropped)
    yield from (f"  ~ {_record(old)}\n    is now: {_record(new)}" for old, new in change.altered)
    if not (change.added or change.dropped or change.altered):
        yield "  the records say the same"


def _named(summary: Summary) -> str:
    partly = "" if summary.status == "ok" else ", read only in part"
    return f"{summary.version}{partly}"


def _record(grounded: GroundedRecord) -> str:
    """A record on one line."""
    from onrecord.kinds import joined

    record = grounded.record
    head, told = (
        record.headline_text(),
        "; ".join(f"{each}: {joined(getattr(record, each))}" for each in record.details()),
    )
    level = "" if grounded.supported else f" ({grounded.support})"
    return " ".join(f"{record.kind}: {head}{f' ({told})' if told else ''}{level}".split())
