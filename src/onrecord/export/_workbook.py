"""Summaries as an Excel workbook in which no text of an article is a formula or a link."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.compose import Composition, compose
from onrecord.errors import OnrecordError, UsageError
from onrecord.export._tables import CONTROLS, columns, known_of, row_of
from onrecord.extraction import Summary
from onrecord.plain import as_dict

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

__all__ = ["check_xlsx", "workbook_sheets", "write_xlsx"]

_LONGEST = 32_767
"""The characters that a cell holds, in units of UTF-16."""
_CUT = " [cut]"
_ROWS = 1_048_576
"""The rows that a sheet holds."""
_UNUSABLE = CONTROLS | dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd")
_FORMULA = tuple("=+-@＝＋－＠\t\n'")
"""What a cell begins with that a spreadsheet would take for more than text once the cell is edited."""

_WIDTHS = {"what": 50, "text": 50, "content": 50, "evidence": 60, "article_title": 30, "problems": 50, "forms": 40}
_WIDTH = 16
"""The width of other columns, in characters."""

_ARTICLE = ("article_id", "article_title")
_FACT = (
    *(*_ARTICLE, "fact", "what", "who", "whom", "where", "when", "status", "said_by"),
    *("level", "supported", "records", "sentences", "evidence"),
)


def _columns_of_sheets() -> Mapping[str, Sequence[str]]:
    """The names of the columns of each sheet."""
    return {
        "facts": _FACT,
        "records": ("fact", *columns()),
        "entities": (*_ARTICLE, "name", "role", "forms"),
        "articles": (
            *(*_ARTICLE, "article_published", "article_source", "article_author", "article_language", "article_url"),
            *("article_status", "problems", "article_copy_of", "article_version"),
        ),
    }


def write_xlsx(summaries: Iterable[Summary], file: BinaryIO) -> None:
    """Write summaries as `workbook_sheets` does."""
    with workbook_sheets(file) as add:
        for summary in summaries:
            add(summary)


@contextmanager
def workbook_sheets(file: BinaryIO) -> Iterator[Callable[[Summary], None]]:
    """What takes one summary after the other, for a workbook that is written once the block has ended without an error.

    It has a sheet of the facts, by rank, one of the records, one of entities, one of articles. Every cell with text
    holds that text and nothing else, cut after 32,767 characters, with " [cut]" at its end. Control characters are
    replaced by U+FFFD. Raises `UsageError` where the library is missing that writes it, and `OnrecordError` where a
    sheet would have too many rows.
    """
    check_xlsx()
    from xlsxwriter import Workbook

    done = BytesIO()
    workbook = Workbook(done, {"constant_memory": True})
    sheets = {name: _Sheet(name, names, workbook) for name, names in _columns_of_sheets().items()}

    def add(summary: Summary) -> None:
        plain = as_dict(summary)
        known = known_of(plain)
        for name, rows in _rows(summary, plain["records"]).items():
            for row in rows:
                sheets[name].add(known | row)

    try:
        yield add
        for sheet in sheets.values():
            sheet.finish()
    finally:
        workbook.close()  # which removes the files, too, in which its rows wait
    file.write(done.getbuffer())


def check_xlsx() -> None:
    """Raise `UsageError` where the library that writes workbooks can't be loaded."""
    try:
        import xlsxwriter  # noqa: F401  # whether it is there is what is asked
    except ImportError as error:
        install = "run pip install 'onrecord[xlsx]'"
        raise UsageError(f"xlsx needs xlsxwriter, which can't be loaded: {error}; {install}") from error


def _rows(summary: Summary, records: Sequence[Mapping[str, Any]]) -> dict[str, Iterator[dict[str, Any]]]:
    """The rows of each sheet, without what is known of the article; `records` are JSON types."""
    composition = compose(summary.article, summary.records)
    return {
        "facts": _facts(summary, composition),
        "records": _records(records, composition),
        "entities": ({"name": each.name, "role": each.role, "forms": each.forms} for each in composition.entities),
        "articles": iter([{"problems": summary.problems}]),
    }


def _facts(summary: Summary, composition: Composition) -> Iterator[dict[str, Any]]:
    article = summary.article
    for number, fact in enumerate(composition.facts, start=1):
        records = [summary.records[i].record for i in fact.records]
        yield {
            "fact": number,
            **{name: getattr(fact, name) for name in ("what", "who", "whom", "where", "when", "status")},
            "said_by": [
                each.speaker if each.certainty in ("certain", None) else f"{each.speaker} ({each.certainty})"
                for each in fact.said
            ],
            "level": str(fact.support),
            "supported": fact.supported,
            "records": len(records),
            "sentences": sorted({str(number) for each in records for number in each.sentences}, key=int),
            "evidence": " ".join(article.text[span.start : span.end].strip() for span in fact.evidence),
        }


def _records(records: Sequence[Mapping[str, Any]], composition: Composition) -> Iterator[dict[str, Any]]:
    """The rows of the CSV, and the numbers of the facts in which a record stands."""
    for i, record in enumerate(records):
        within = [str(number) for number, fact in enumerate(composition.facts, start=1) if i in fact.records]
        yield row_of(record) | {"fact": within}


@dataclass
class _Sheet:
    """A sheet that is written row by row; its first row has the names of the columns and stays in sight."""

    name: str
    names: Sequence[str]
    workbook: Workbook
    rows: int = 0
    _sheet: Worksheet = field(init=False)
    _plain: Format = field(init=False)
    _quoted: Format = field(init=False)

    def __post_init__(self) -> None:
        look = {"text_wrap": True, "valign": "top"}
        self._plain = self.workbook.add_format(look)
        self._quoted = self.workbook.add_format(look | {"quote_prefix": True})
        self._sheet = self.workbook.add_worksheet(self.name)
        for place, name in enumerate(self.names):
            self._sheet.set_column(place, place, _WIDTHS.get(name, _WIDTH))
        self._sheet.freeze_panes(1, 0)
        bold = self.workbook.add_format({"bold": True})
        for place, name in enumerate(self.names):
            self._sheet.write_string(0, place, name, bold)

    def add(self, row: Mapping[str, Any]) -> None:
        """Write the next row."""
        self.rows += 1
        if self.rows >= _ROWS:
            raise OnrecordError(f"the sheet {self.name} would have over {_ROWS:,} rows, and no workbook holds these")
        for place, name in enumerate(self.names):
            self._write(place, row.get(name))

    def finish(self) -> None:
        """Let a reader filter by every column."""
        self._sheet.autofilter(0, 0, self.rows, len(self.names) - 1)

    def _write(self, place: int, value: object) -> None:
        if value is None or value in ([], ()):
            return
        if isinstance(value, bool):
            self._sheet.write_boolean(self.rows, place, value, self._plain)
        elif isinstance(value, int):
            self._sheet.write_number(self.rows, place, value, self._plain)
        else:
            text = _text(value)
            look = self._quoted if text.startswith(_FORMULA) else self._plain
            self._sheet.write_string(self.rows, place, text, look)


def _text(value: object) -> str:
    """A value as the text of a cell."""
    text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    text = text.translate(_UNUSABLE)
    units = text.encode("utf-16-le")
    if len(units) <= 2 * _LONGEST:
        return text
    return units[: 2 * (_LONGEST - len(_CUT))].decode("utf-16-le", "ignore") + _CUT
