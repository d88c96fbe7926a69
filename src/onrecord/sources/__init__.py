"""Where articles come from."""

from onrecord.sources._options import (
    MemoryValidators,
    Source,
    Sourced,
    SourceKind,
    SourceOptions,
    Unreadable,
    Validators,
)
from onrecord.sources.read import STANDARD_INPUT, article_id, article_paths, read_article, read_by_source, read_sources

__all__ = [
    "STANDARD_INPUT",
    "MemoryValidators",
    "Source",
    "SourceKind",
    "SourceOptions",
    "Sourced",
    "Unreadable",
    "Validators",
    "article_id",
    "article_paths",
    "read_article",
    "read_by_source",
    "read_sources",
]
