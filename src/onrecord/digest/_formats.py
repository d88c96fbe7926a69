"""The formats of a digest: to add one, add its file and its line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.digest._annotations import as_annotations
from onrecord.digest._atom import as_atom
from onrecord.digest._html import as_html
from onrecord.digest._json import as_json
from onrecord.digest._jsonfeed import as_jsonfeed
from onrecord.digest._jsonld import as_jsonld
from onrecord.digest._markdown import as_markdown
from onrecord.digest._telling import Digest
from onrecord.registry import Registry, of_class

__all__ = ["FORMATS", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, what makes a document of a digest, the endings of files that have it, whether it is JSON."""

    name: str
    write: Callable[[Digest], str]
    endings: tuple[str, ...]
    is_json: bool = False


FORMATS: Registry[Format] = Registry(
    "digest format",
    "onrecord.digests",
    of_class(Format, "onrecord.digest.Format"),
    (
        Format("md", as_markdown, (".md", ".markdown")),
        Format("html", as_html, (".html", ".htm")),
        Format("json", as_json, (".json",), is_json=True),
        Format("atom", as_atom, (".atom", ".xml")),
        Format("jsonfeed", as_jsonfeed, (".jsonfeed",), is_json=True),
        Format("jsonld", as_jsonld, (".jsonld",), is_json=True),
        Format("annotations", as_annotations, (".annotations",), is_json=True),
    ),
)
"""The formats by their names."""
