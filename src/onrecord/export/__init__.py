"""Export summaries as JSON, CSV, JSON-LD and Markdown."""

from onrecord.export._digest import as_digest
from onrecord.export._jsonld import as_jsonld, jsonld_text, write_jsonld
from onrecord.export._markdown import as_markdown, head_and_details, web_address
from onrecord.export._tables import columns, write_csv
from onrecord.plain import as_dict

__all__ = [
    "as_dict",
    "as_digest",
    "as_jsonld",
    "as_markdown",
    "columns",
    "head_and_details",
    "jsonld_text",
    "web_address",
    "write_csv",
    "write_jsonld",
]
