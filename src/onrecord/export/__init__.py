"""Summaries for other programs and for people: JSON and Markdown."""

from onrecord.export.markdown import as_markdown
from onrecord.plain import as_dict

__all__ = ["as_dict", "as_markdown"]
