"""The registry of formats: a new one is a file beside this, or in `onrecord.export`, and its line here."""

from __future__ import annotations

from onrecord.export import Format
from onrecord.registry import Registry, of_class

__all__ = ["FORMATS"]


def _fault(form: Format) -> str | None:
    is_word = isinstance(form.name, str) and form.name.replace("-", "_").isidentifier()
    return None if is_word else "its `name` should be a word such as 'rss'"


FORMATS: Registry[Format] = Registry(
    "format",
    "onrecord.exports",
    of_class(Format, "onrecord.export.Format", _fault),
    (
        Format(
            name="text",
            writer="onrecord.cli.formats._text:texts",
            endings=("txt", "text", "partial"),
            has_length=True,
            of_stores=False,
        ),
        Format(name="json", writer="onrecord.cli.formats._json:json_list", plain=True),
        Format(name="jsonl", writer="onrecord.cli.formats._json_lines:json_lines", plain=True, about="JSON Lines"),
        Format(name="md", writer="onrecord.cli.formats._markdown:markdown", about="Markdown", of_stores=False),
        Format(
            name="html",
            writer="onrecord.cli.formats._page:page",
            has_length=True,
            about="a page with each brief beside its article",
        ),
        Format(name="csv", writer="onrecord.export._tables:csv_rows", plain=True, about="a table of records"),
        Format(
            name="xlsx",
            writer="onrecord.export._workbook:workbook_sheets",
            goes_to="bytes",
            about="an Excel workbook",
        ),
        Format(
            name="parquet",
            writer="onrecord.export._parquet:parquet_tables",
            goes_to="folder",
            plain=True,
            dated=True,
            about="a folder of tables by day",
        ),
        Format(name="jsonld", writer="onrecord.export._jsonld:jsonld_graph", supported_only=True, about="schema.org"),
        Format(
            name="annotations",
            writer="onrecord.export._annotations:annotation_page",
            supported_only=True,
            about="W3C Web Annotations",
        ),
        Format(
            name="ninjs",
            writer="onrecord.export._ninjs:ninjs_lines",
            supported_only=True,
            about="ninjs of the IPTC, a line each",
        ),
    ),
)
"""The formats by their names."""
