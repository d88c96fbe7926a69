"""Plain text: all of it is one article."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.article import Article
from onrecord.errors import SourceError
from onrecord.sources._options import SourceOptions
from onrecord.sources.formats._charset import to_text
from onrecord.sources.formats._format import Format, Opened
from onrecord.sources.formats._items import own_id
from onrecord.sources.formats._text import MAX_BYTES, decoded, readable, too_long
from onrecord.sources.web import host_of

__all__ = ["TEXT"]


def _stream(source: Opened, _: SourceOptions) -> Iterator[tuple[str, Article]]:
    """The article that a text is."""
    origin = source.origin
    data = source.file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SourceError(too_long("it", f"more than {MAX_BYTES:,} bytes"))
    text = to_text(data, source.charset) if origin.url else decoded(data, "it")
    host = host_of(origin.url) if origin.url else None
    whole = readable(text, "it")
    yield origin.name, Article(whole, own_id(origin, text), url=origin.url, language=origin.language, source=host)


TEXT = Format(name="a text", told_by=lambda _: False, endings=(".txt", ".text", ".md"), small=True, stream=_stream)
