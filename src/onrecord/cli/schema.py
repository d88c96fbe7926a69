"""`onrecord schema`: what the JSON of summaries holds."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from onrecord.cli.output import json_text, print_text

__all__ = ["schema"]


class Document(StrEnum):
    """What is written as JSON."""

    SUMMARY = "summary"
    DIGEST = "digest"


def schema(
    of: Annotated[
        Document, typer.Argument(help="summary, as `summarize` writes it, or digest, as `digest` does.")
    ] = Document.SUMMARY,
) -> None:
    """Print the JSON schema of what `summarize` or `digest` writes as JSON."""
    from onrecord.digest import digest_schema
    from onrecord.export import summary_schema

    print_text(json_text(digest_schema() if of is Document.DIGEST else summary_schema(), indent=2))
