"""Export summaries as JSON, CSV, Excel workbooks, JSON-LD and Markdown."""

from onrecord.export._digest import as_digest
from onrecord.export._jsonld import as_jsonld, jsonld_text, write_jsonld
from onrecord.export._markdown import as_markdown, head_and_details, web_address
from onrecord.export._schema import summary_schema
from onrecord.export._tables import columns, write_csv
from onrecord.export._workbook import check_xlsx, write_xlsx
from onrecord.plain import SCHEMA_VERSION, as_dict, composed_dict

__all__ = [
    "SCHEMA_VERSION",
    "as_dict",
    "as_digest",
    "as_jsonld",
    "as_markdown",
    "check_xlsx",
    "columns",
    "composed_dict",
    "head_and_details",
    "jsonld_text",
    "summary_schema",
    "web_address",
    "write_csv",
    "write_jsonld",
    "write_xlsx",
]
