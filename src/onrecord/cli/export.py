"""`onrecord export`: what a store holds, for other programs and for people."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.formats import FORMATS, NAMING, chosen_format, of_stores, open_format, open_result
from onrecord.cli.options import (
    CalibrationOption,
    KindOption,
    Level,
    OnlyOption,
    PrecisionOption,
    RunOption,
    StoreOption,
    day_of,
    weakest,
)
from onrecord.cli.output import complain, writing
from onrecord.cli.runs import name_run
from onrecord.errors import UsageError
from onrecord.grounding import Support

if TYPE_CHECKING:
    from onrecord.calibration import Promise
    from onrecord.export import Format
    from onrecord.store import RunRow

__all__ = ["export"]


class Versions(StrEnum):
    """Which versions of an article are written."""

    NEWEST = "newest"
    ALL = "all"


def export(  # noqa: PLR0913  # one parameter for each option
    store: StoreOption,
    *,
    output_format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help=f"The format of the results, by default jsonl: {NAMING}.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Write the results to this file, or new folder; the ending of its name says the format. A file whose "
            "name ends in .gz is compressed.",
        ),
    ] = None,
    kind: KindOption = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="Export only articles published since a day (2026-11-27), a time (2026-11-27T06:00+01:00) or so long "
            "ago (24h, 7d). An article without a date counts by the time at which it was read.",
        ),
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="TIME", help="Export only articles published until a day or a time.")
    ] = None,
    text: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS",
            help='Export only articles whose title or text has all of these words; "several words" stand together, and '
            "flood* stands for every word that begins so.",
        ),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(help="Export only articles of a feed or an outlet, by a part of its name. Repeat for more."),
    ] = None,
    language: Annotated[
        list[str] | None, typer.Option(help="Export only articles in a language, such as de. Repeat for more.")
    ] = None,
    speaker: Annotated[
        list[str] | None,
        typer.Option(help="Export only statements and claims by a speaker, by words of the name. Repeat for more."),
    ] = None,
    place: Annotated[
        list[str] | None, typer.Option(help="Export only events at a place, by words of its name. Repeat for more.")
    ] = None,
    supported: Annotated[
        bool | None,
        typer.Option(
            "--supported/--unsupported",
            help="Export only records that are supported, as --only supported does, or only those that their articles "
            "don't support, as --level unsupported does.",
            show_default=False,
        ),
    ] = None,
    only: OnlyOption = None,
    level: Annotated[
        list[Support] | None,
        typer.Option(
            help="Export only records at this level, which is that of their weakest value. Repeat for more.",
            show_default=False,
        ),
    ] = None,
    precision: PrecisionOption = None,
    calibration: CalibrationOption = None,
    day: Annotated[
        date | None,
        typer.Option(
            parser=day_of,
            metavar="DAY",
            help="Export only articles published on this day. An article without a date counts for the day (UTC) on "
            "which it was read.",
        ),
    ] = None,
    run: RunOption = None,
    versions: Annotated[
        Versions,
        typer.Option(
            help="Which versions of an article that was corrected are exported: only the current one, or all of them."
        ),
    ] = Versions.NEWEST,
) -> None:
    """Write what a store holds for other programs: as JSON Lines, tables, a page, or by a standard.

    It is of one run: the one last worked on, which stderr names, or the one that --run says.
    """
    from onrecord.store import Filter, open_store, shown

    name = chosen_format(output_format, output, [*of_stores(), "md"], "jsonl")
    if name == "md":
        command = f"onrecord digest --store {shown(store)}"
        raise UsageError(f"a digest in Markdown is made by a command of its own: {command}")
    form = FORMATS[name]
    if calibration and not precision:
        raise UsageError("--calibration says by what --precision is kept: add --precision")
    every = versions is Versions.ALL
    if day and (since or until):
        raise UsageError("--day says when already: leave out --since and --until, or --day")
    wanted = Filter(
        since=_moment("--since", since),
        until=_moment("--until", until),
        text=text,
        sources=source or (),
        languages=language or (),
        kinds=kind or (),
        speakers=speaker or (),
        places=place or (),
        levels=_levels(level or list(Support), only, supported=supported),
    )
    with open_store(store) as opened, open_result(form, output, store=opened.path) as result:
        number = name_run(opened, run)
        promised = _promise(opened.chosen(number), precision, calibration)
        if day:
            wanted = replace(wanted, since=day, until=day)
        found = opened.plain_summaries(wanted, run=number, all_versions=every, dated=form.dated)
        documents = _told(_kept(found, promised), narrow=wanted.is_narrow or promised is not None)
        with writing(output), open_format(form, result) as add:
            _write(documents, form, add)


def _promise(run: RunRow, precision: float | None, calibration: Path | None) -> Promise | None:
    """What keeps the share of true records that is asked for. Raises `UsageError` where that can't be promised."""
    from onrecord.calibration import promise
    from onrecord.settings import Settings

    if precision is None:
        return None
    used = {prompt.name: prompt.identity for prompt in run.prompts}
    return promise(precision, calibration, Settings.from_environment(), run.model, used)


def _kept(documents: Iterable[dict[str, Any]], promised: Promise | None) -> Iterator[dict[str, Any]]:
    """The documents with the records alone that are kept for what is promised; those without one are left out."""
    from onrecord.plain import record_of

    for document in documents:
        if promised is not None:
            document["records"] = [each for each in document["records"] if promised.keeps(record_of(each))]
        if promised is None or document["records"]:
            yield document


def _levels(named: Collection[Support], only: Level | None, *, supported: bool | None) -> list[Support]:
    """The levels of the records that are exported; none where that is every one. Raises `UsageError` for no level."""
    found = [level for level in named if level.is_at_least(weakest(only))]
    if supported is not None:
        found = [level for level in found if (level.holds if supported else level is Support.UNSUPPORTED)]
    if not found:
        raise UsageError("no level is all that --level, --only and --supported ask for: leave one of them out")
    return found if len(set(found)) < len(Support) else []


def _moment(option: str, text: str | None) -> date | datetime | None:
    from onrecord.store import parse_moment

    try:
        return parse_moment(text) if text else None
    except UsageError as error:
        raise UsageError(f"{option}: {error}") from error


def _told(documents: Iterable[dict[str, Any]], *, narrow: bool) -> Iterator[dict[str, Any]]:
    """The documents; where there are conditions and none fulfils them, stderr says so."""
    is_empty = narrow
    for document in documents:
        is_empty = False
        yield document
    if is_empty:
        complain("nothing in the store has all that was asked for")


def _write(documents: Iterable[Mapping[str, Any]], form: Format, add: Callable[[Any], object]) -> None:
    """Write the documents in a format; stderr says how many of their records it leaves out."""
    from onrecord.plain import summary_of

    left_out = 0
    for document in documents:
        add(document if form.plain else summary_of(document))
        left_out += form.supported_only and sum(record["level"] == "unsupported" for record in document["records"])
    if left_out:
        complain(f"records left out because their articles don't support them: {left_out:,}")
