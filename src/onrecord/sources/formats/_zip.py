"""ZIP archives, opened with the standard library: each file in one is read as a file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, cast

from onrecord.errors import SourceError
from onrecord.sources._faults import reading
from onrecord.sources._limits import check_growth
from onrecord.sources._options import SourceOptions
from onrecord.sources.formats._format import Format, Member, Opened
from onrecord.sources.formats._places import at_any_place
from onrecord.sources.formats._refused import packaged

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

__all__ = ["ZIP"]

ENCRYPTED = 1
"""The flag of what can't be read without a password."""


def _members(source: Opened, options: SourceOptions) -> Iterator[tuple[str, Member]]:
    """The files of an archive. Nothing is unpacked to the disk: what one is called is no more than its name."""
    from zipfile import ZipFile

    with reading(), at_any_place(source, options.max_feed_bytes, ZIP.name) as file, ZipFile(file) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                yield f"{source.origin.name}!/{info.filename}", Member(info.filename, partial(_opened, archive, info))


def _opened(archive: ZipFile, info: ZipInfo) -> BinaryIO:
    if info.flag_bits & ENCRYPTED:
        raise SourceError("it is encrypted; unpack the archive with its password")
    check_growth(info.compress_size, info.file_size)
    with reading():
        return cast("BinaryIO", archive.open(info))


ZIP = Format(
    name="a zip archive",
    told_by=lambda start: start.is_archive and packaged(start) is None,
    endings=(".zip",),
    stream=_members,
)
