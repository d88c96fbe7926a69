"""What sources hold: what a source is, told by its content, and one file for each format that is read."""

from onrecord.sources.formats._charset import to_text
from onrecord.sources.formats._format import Format, Link, Member, Opened, Thing, Whole
from onrecord.sources.formats._items import Item, Origin, text_id
from onrecord.sources.formats._json_lines import read_lines
from onrecord.sources.formats._registry import SOURCES, detect, endings, format_named
from onrecord.sources.formats._start import HEAD, Start
from onrecord.sources.formats._text import MAX_BYTES, decoded, readable, too_long
from onrecord.sources.formats._walls import shares

__all__ = [
    "HEAD",
    "MAX_BYTES",
    "SOURCES",
    "Format",
    "Item",
    "Link",
    "Member",
    "Opened",
    "Origin",
    "Start",
    "Thing",
    "Whole",
    "decoded",
    "detect",
    "endings",
    "format_named",
    "read_lines",
    "readable",
    "shares",
    "text_id",
    "to_text",
    "too_long",
]
