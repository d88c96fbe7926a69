"""The formats that are read. A new one is a file beside this, and its name here."""

from __future__ import annotations

from onrecord.errors import SourceError
from onrecord.sources.formats._csv import CSV
from onrecord.sources.formats._docx import DOCX
from onrecord.sources.formats._feeds import FEED, OPML
from onrecord.sources.formats._format import Format
from onrecord.sources.formats._json_feed import JSON_FEED
from onrecord.sources.formats._json_lines import JSON_LINES
from onrecord.sources.formats._mail import MAIL, MAILBOX
from onrecord.sources.formats._ninjs import NINJS
from onrecord.sources.formats._odt import ODT
from onrecord.sources.formats._pages import PAGE
from onrecord.sources.formats._parquet import PARQUET
from onrecord.sources.formats._pdf import PDF
from onrecord.sources.formats._plain import TEXT
from onrecord.sources.formats._refused import foreign, refusal
from onrecord.sources.formats._rtf import RTF
from onrecord.sources.formats._start import Start
from onrecord.sources.formats._tar import TAR
from onrecord.sources.formats._warc import WARC
from onrecord.sources.formats._zip import ZIP

__all__ = ["ENDINGS", "FORMATS", "detect", "format_named"]

FORMATS = (
    *(WARC, PARQUET, PDF, DOCX, ODT, ZIP, TAR, RTF, MAILBOX, MAIL, CSV),
    *(FEED, OPML, PAGE, JSON_FEED, JSON_LINES, NINJS, TEXT),
)
"""In the order in which they are asked whether a source is theirs; the last is what no other claims."""

ENDINGS = frozenset({ending for each in FORMATS for ending in each.endings} | {".bz2", ".gz", ".xz", ".zst"})
"""The files of a folder that are read, whatever they then are; a file that is named itself may have any name."""


def detect(head: bytes, charset: str | None = None, media_type: str = "") -> Format:
    """The format of a source, by its first `HEAD` bytes; what its sender says of it counts where they leave it open.

    Raises `SourceError`, with what to do, for what is known and isn't read.
    """
    start = Start(head, charset)
    what = foreign(start)
    known = None if what else next((each for each in FORMATS if each.told_by(start)), None)
    if known:
        return known
    if what := what or refusal(start):
        raise SourceError(f"it is {what}")
    return next((each for each in FORMATS if media_type in each.media_types), TEXT)


def format_named(name: str) -> Format:
    """The format of that name."""
    return next(each for each in FORMATS if each.name == name)
