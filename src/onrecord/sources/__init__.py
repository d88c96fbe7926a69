"""Where articles come from."""

from onrecord.sources.text import STANDARD_INPUT, article_id, article_paths, read_article

__all__ = ["STANDARD_INPUT", "article_id", "article_paths", "read_article"]
