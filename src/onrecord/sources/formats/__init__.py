"""What sources hold: what a source is, told by its content, and one file for each format that is read."""

from onrecord.sources.formats._charset import to_text
from onrecord.sources.formats._detect import HEAD, Format, detect
from onrecord.sources.formats._feeds import listed_feeds, read_feed
from onrecord.sources.formats._items import Item, Origin, text_id
from onrecord.sources.formats._json_feed import read_json_feed
from onrecord.sources.formats._json_lines import read_lines
from onrecord.sources.formats._pages import read_page
from onrecord.sources.formats._text import MAX_CHARACTERS, decoded, readable, too_long
from onrecord.sources.formats._walls import shares

__all__ = [
    "HEAD",
    "MAX_CHARACTERS",
    "Format",
    "Item",
    "Origin",
    "decoded",
    "detect",
    "listed_feeds",
    "read_feed",
    "read_json_feed",
    "read_lines",
    "read_page",
    "readable",
    "shares",
    "text_id",
    "to_text",
    "too_long",
]
