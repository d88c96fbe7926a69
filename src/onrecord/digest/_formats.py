"""The formats of a digest: to add one, add its file and its line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from onrecord.digest._annotations import as_annotations
from onrecord.digest._atom import as_atom
from onrecord.digest._html import as_html
from onrecord.digest._json import as_json
from onrecord.digest._jsonfeed import as_jsonfeed
from onrecord.digest._jsonld import as_jsonld
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
    "html": Format(as_html, (".html", ".htm")),
    "json": Format(as_json, (".json",), is_json=True),
    "atom": Format(as_atom, (".atom", ".xml")),
    "jsonfeed": Format(as_jsonfeed, (".jsonfeed",), is_json=True),
    "jsonld": Format(as_jsonld, (".jsonld",), is_json=True),
    "annotations": Format(as_annotations, (".annotations",), is_json=True),
}
"""The formats by their names."""
