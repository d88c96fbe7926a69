"""The formats of a digest: to add one, add its file and its line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from onrecord.digest._markdown import as_markdown
from onrecord.digest._telling import Digest

__all__ = ["FORMATS", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what makes a document of a digest, the endings of files that have it, and whether it is JSON."""

    write: Callable[[Digest], str]
    endings: tuple[str, ...]
    is_json: bool = False


FORMATS: Mapping[str, Format] = {
    "md": Format(as_markdown, (".md", ".markdown")),
}
"""The formats by their names."""
