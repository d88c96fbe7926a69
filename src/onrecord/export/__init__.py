"""Export summaries as JSON, CSV, Excel workbooks, Parquet, JSON-LD, Web Annotations, ninjs and Markdown."""

from onrecord.export._annotations import annotation, annotations_of, target, write_annotations
from onrecord.export._format import Format
from onrecord.export._jsonld import as_jsonld, jsonld_text, write_jsonld
from onrecord.export._markdown import as_markdown, escaped, web_address
from onrecord.export._ninjs import as_ninjs
from onrecord.export._parquet import parquet_schemas, parquet_tables, write_parquet
from onrecord.export._schema import summary_schema
from onrecord.export._tables import columns, write_csv
from onrecord.export._workbook import check_xlsx, write_xlsx
from onrecord.plain import SCHEMA_VERSION, as_dict, composed_dict

__all__ = [
    "SCHEMA_VERSION",
    "Format",
    "annotation",
    "annotations_of",
    "as_dict",
    "as_jsonld",
    "as_markdown",
    "as_ninjs",
    "check_xlsx",
    "columns",
    "composed_dict",
    "escaped",
    "jsonld_text",
    "parquet_schemas",
    "parquet_tables",
    "summary_schema",
    "target",
    "web_address",
    "write_annotations",
    "write_csv",
    "write_jsonld",
    "write_parquet",
    "write_xlsx",
]
