"""The stories of a time, told by how much they matter, as documents of several formats."""

from onrecord.digest._markdown import as_markdown
from onrecord.digest._telling import WORDS, Digest, Period, Told, digest

__all__ = ["WORDS", "Digest", "Period", "Told", "as_markdown", "digest"]
