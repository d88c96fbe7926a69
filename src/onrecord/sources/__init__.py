"""Where articles come from."""

from onrecord.sources._options import MemoryValidators, SourceOptions, Unreadable, Validators
from onrecord.sources.read import STANDARD_INPUT, article_id, article_paths, read_article, read_sources

__all__ = [
    "STANDARD_INPUT",
    "MemoryValidators",
    "SourceOptions",
    "Unreadable",
    "Validators",
    "article_id",
    "article_paths",
    "read_article",
    "read_sources",
]
