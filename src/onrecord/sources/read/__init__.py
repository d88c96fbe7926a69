"""The one way in: files, folders, standard input and addresses, read as articles."""

from onrecord.sources.read._files import STANDARD_INPUT, article_id, article_paths, read_article
from onrecord.sources.read._sources import read_by_source, read_sources

__all__ = [
    "STANDARD_INPUT",
    "article_id",
    "article_paths",
    "read_article",
    "read_by_source",
    "read_sources",
]
