"""`onrecord schema`: what the JSON of summaries holds."""

from __future__ import annotations

from onrecord.cli.output import json_text, print_text

__all__ = ["schema"]


def schema() -> None:
    """Print the JSON schema of what `summarize` writes as JSON and JSON Lines."""
    from onrecord.export import summary_schema

    print_text(json_text(summary_schema(), indent=2))
