"""Where articles come from."""

from onrecord.sources.options import MemoryValidators, SourceOptions, Unreadable, Validators
from onrecord.sources.reading import read_sources
from onrecord.sources.text import STANDARD_INPUT, article_id, article_paths, read_article

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
