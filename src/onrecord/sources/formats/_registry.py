"""The formats that are read. A new one is a file beside this, and its name here."""

from __future__ import annotations

from functools import cache
from logging import getLogger

from onrecord.errors import SourceError
from onrecord.registry import Registry, of_class
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

__all__ = ["SOURCES", "detect", "endings", "format_named"]

logger = getLogger("onrecord")


def _fault(form: Format) -> str | None:
    return "it should have either `parse` or `stream`" if (form.parse is None) == (form.stream is None) else None


OURS = (
    *(WARC, PARQUET, PDF, DOCX, ODT, ZIP, TAR, RTF, MAILBOX, MAIL, CSV),
    *(FEED, OPML, PAGE, JSON_FEED, JSON_LINES, NINJS, TEXT),
)
"""In the order in which they are asked whether a source is theirs; the last is what no other claims."""

SOURCES: Registry[Format] = Registry(
    "source format", "onrecord.sources", of_class(Format, "onrecord.sources.formats.Format", _fault), OURS
)
"""The formats by their names. Those of other packages are asked before ours: they know narrower kinds of files."""

PACKED = (".bz2", ".gz", ".xz", ".zst")
"""How names of packed files end."""


def endings() -> frozenset[str]:
    """The files of a folder that are read, whatever they then are; a file that is named itself may have any name."""
    return frozenset({ending for each in SOURCES.values() for ending in each.endings}.union(PACKED))


def detect(head: bytes, charset: str | None = None, media_type: str = "") -> Format:
    """The format of a source, by its first `HEAD` bytes; what its sender says of it counts where they leave it open.

    Raises `SourceError`, with what to do, for what is known and isn't read.
    """
    start = Start(head, charset)
    guests = [*SOURCES.values()][len(OURS) :]
    if theirs := next((each for each in guests if _is_told(each, start)), None):
        return theirs
    what = foreign(start)
    known = None if what else next((each for each in OURS if each.told_by(start)), None)
    if known:
        return known
    if what := what or refusal(start):
        raise SourceError(f"it is {what}")
    return next((each for each in (*guests, *OURS) if media_type in each.media_types), TEXT)


def _is_told(guest: Format, start: Start) -> bool:
    """Whether a source is in a format of another package; one that breaks over it hasn't told."""
    try:
        return guest.told_by(start)
    except Exception as error:  # noqa: BLE001  # whatever somebody else's function raises
        _warn(f"{guest.name} of {SOURCES.origin(guest.name)} is passed over: {type(error).__name__}: {error}")
        return False


@cache
def _warn(message: str) -> None:
    """Say something once."""
    logger.warning("%s", message)


def format_named(name: str) -> Format:
    """The format of that name. Raises `SourceError` where this process knows none."""
    if name not in SOURCES:
        raise SourceError(f"no source format is called {name!r} here: its package has to bring it by an entry point")
    return SOURCES[name]
