"""The formats that summaries are written in: to add one, add its file in `onrecord.export` and its line here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, TextIO, TypeAlias

from onrecord.cli.output import COMPRESSED, bytes_of, escaped_json, harmless, json_text, open_folder, open_output
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.extraction import Summary

__all__ = ["FORMATS", "Format", "Result", "chosen_format", "open_result", "told_formats"]

Plain: TypeAlias = Mapping[str, Any]
Result: TypeAlias = TextIO | BinaryIO | Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format of summaries.

    `writer` names what opens it, as MODULE:FUNCTION, which is loaded when it is called: a context manager over a file
    of text or of bytes, or over a folder, that gives what takes one summary after the other. It takes them as
    `Summary`, or as what `as_dict` gives if `plain`.
    """

    writer: str
    about: str = ""
    endings: Collection[str] = ()
    """The endings of files that have it, if not its name alone."""
    goes_to: Literal["text", "bytes", "folder"] = "text"
    plain: bool = False
    dated: bool = False
    """Whether it takes with them, as `read`, the day on which they were read."""
    supported_only: bool = False
    """Whether it leaves records out that their articles don't support."""
    has_length: bool = False
    """Whether it has the briefs of articles, in a `length` that may be chosen."""

    def opened(self, result: Result, length: float | None = None) -> AbstractContextManager[Callable[[Any], None]]:
        """What takes one summary after the other, and has written all once the block has ended without an error."""
        module, _, name = self.writer.partition(":")
        lengths = {"length": length} if self.has_length else {}
        opened: AbstractContextManager[Callable[[Any], None]] = getattr(import_module(module), name)(result, **lengths)
        return opened


FORMATS: Mapping[str, Format] = {
    "text": Format(writer="onrecord.cli.formats:texts", endings=("txt", "text", "partial"), has_length=True),
    "json": Format(writer="onrecord.cli.formats:json_list", plain=True),
    "jsonl": Format(writer="onrecord.cli.formats:json_lines", plain=True, about="JSON Lines"),
    "md": Format(writer="onrecord.cli.formats:markdown", about="Markdown"),
    "html": Format(
        writer="onrecord.cli.formats:page", has_length=True, about="a page with each brief beside its article"
    ),
    "csv": Format(writer="onrecord.export._tables:csv_rows", plain=True, about="a table of records"),
    "xlsx": Format(writer="onrecord.export._workbook:workbook_sheets", goes_to="bytes", about="an Excel workbook"),
    "parquet": Format(
        writer="onrecord.export._parquet:parquet_tables",
        goes_to="folder",
        plain=True,
        dated=True,
        about="a folder of tables by day",
    ),
    "jsonld": Format(writer="onrecord.export._jsonld:jsonld_graph", supported_only=True, about="schema.org"),
    "annotations": Format(
        writer="onrecord.export._annotations:annotation_page", supported_only=True, about="W3C Web Annotations"
    ),
    "ninjs": Format(
        writer="onrecord.export._ninjs:ninjs_lines", supported_only=True, about="ninjs of the IPTC, a line each"
    ),
}
"""The formats by their names."""


def told_formats(names: Collection[str]) -> str:
    """The formats with these names, as the help of an option lists them."""
    *others, last = (f"{name} ({about})" if (about := FORMATS[name].about) else name for name in names)
    return f"{', '.join(others)} or {last}"


def chosen_format(name: str | None, output: Path | None, names: Collection[str], default: str) -> str:
    """The format that is named, else what the ending of a file says, else the default. Raises `UsageError` for none."""
    if name is not None:
        if name not in names:
            raise UsageError(f"--format {name}: no format is called so; there are {', '.join(names)}")
        return name
    endings = {ending: each for each in names for ending in FORMATS[each].endings or [each]}
    ending = _ending(output) if output else ""
    if ending and ending not in endings:
        known = ", ".join(f".{next(iter(FORMATS[each].endings), each)}" for each in names)
        raise UsageError(f"{output}: its ending says no format; add --format, or end it in one of {known}")
    return endings.get(ending, default)


def _ending(output: Path) -> str:
    """The ending of a file's name, without the one that says how it is compressed."""
    named = output.with_suffix("") if output.suffix.lower() in COMPRESSED else output
    return named.suffix.lstrip(".").lower()


@contextmanager
def open_result(form: Format, output: Path | None, *, store: Path | None = None) -> Iterator[Result]:
    """What a format is written to, which is there only once it is whole. Raises `UsageError` as `open_output` does."""
    if form.goes_to == "folder":
        with open_folder(output) as folder:
            yield folder
        return
    with open_output(output, store=store) as file:
        yield bytes_of(file) if form.goes_to == "bytes" else file


@contextmanager
def texts(file: TextIO, length: float | None) -> Iterator[Callable[[Summary], None]]:
    """Articles in brief, or with all their records where there is no length; several are followed by a count."""
    from onrecord.cli.show import said_of_records, show, show_brief
    from onrecord.grounding import count_support

    told: list[Counter[str]] = []

    def add(summary: Summary) -> None:
        show(summary, file) if length is None else show_brief(summary, length, file)
        told.append(Counter(count_support(record.support for record in summary.records)))

    yield add
    if len(told) > 1:
        file.write(f"\n{len(told):,} articles: {said_of_records(sum(told, Counter()))}\n")


@contextmanager
def json_lines(file: TextIO) -> Iterator[Callable[[Plain], None]]:
    """A line of JSON for each article, in the shortest form."""
    from pydantic_core import to_json

    yield lambda plain: _write(file, escaped_json(to_json(plain).decode()) + "\n")


@contextmanager
def json_list(file: TextIO) -> Iterator[Callable[[Plain], None]]:
    """One list of JSON, written once it is whole."""
    held: list[Plain] = []
    yield held.append
    file.write(json_text(held, indent=2))


@contextmanager
def markdown(file: TextIO) -> Iterator[Callable[[Summary], None]]:
    """A section of Markdown for each article."""
    from onrecord.export import as_markdown

    yield lambda summary: _write(file, harmless(as_markdown(summary)))


@contextmanager
def page(file: TextIO, length: float | None) -> Iterator[Callable[[Summary], None]]:
    """One page of all articles."""
    from onrecord.compose import LENGTH
    from onrecord.report import summary_page

    held: list[Summary] = []
    yield held.append
    file.write(summary_page(held, length=LENGTH if length is None else length))


def _write(file: TextIO, text: str) -> None:
    file.write(text)
