"""What documents of all formats have alike: they are files, and their programs write things about them."""

from __future__ import annotations

import re

from onrecord.article import Article
from onrecord.sources.formats._items import Origin, own_id
from onrecord.sources.formats._markup import line
from onrecord.sources.formats._text import readable
from onrecord.sources.web import host_of

__all__ = ["document"]

NO_TITLE = re.compile(
    r"(?:microsoft \w+ - .*|untitled.*|ohne titel.*|sans titre.*|unbenannt.*|(?:word )?document ?\d*"
    r"|dokument ?\d*|.*\.\w{2,5})",
    re.IGNORECASE | re.DOTALL,
)
"""What programs put for a title where nobody gave one: names of files, and words that say so."""


def document(origin: Origin, text: str, *, title: object = None) -> Article:
    """The article that a document is.

    Of what its program says of it, the title alone is taken, where it is one: the day is that of the making of the
    file, and the author whoever's computer it was made on. Raises `SourceError` where there are no words in it.
    """
    said = line(str(title)) if title else None
    return Article(
        readable(text, "it"),
        id=own_id(origin, text),
        title=None if said is None or NO_TITLE.fullmatch(said) else said,
        url=origin.url,
        language=origin.language,
        source=host_of(origin.url) if origin.url else None,
    )
