"""Where articles come from."""

from onrecord.sources.text import article_paths, read_article

__all__ = ["article_paths", "read_article"]
