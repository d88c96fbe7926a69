"""Tar archives, read with the standard library as they come: each file in one is read as a file of its own."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from functools import partial
from tarfile import TarFile, TarInfo
from typing import BinaryIO, Self, cast

from onrecord.errors import SourceError
from onrecord.sources._faults import reading
from onrecord.sources._options import SourceOptions
from onrecord.sources.formats._format import Format, Member, Opened

__all__ = ["TAR"]

USTAR = re.compile(rb".{257}ustar", re.DOTALL)

LONGEST_HEADER = 1_000_000
"""Bytes that an archive may say of a file beside its contents, such as its name."""


BESIDE = (
    *(tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK),
    *(tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE),
)
"""Types of headers that say it."""


def _members(source: Opened, _: SourceOptions) -> Iterator[tuple[str, Member]]:
    """The files of an archive; links, devices and files with holes are passed over."""
    with reading(), tarfile.open(fileobj=source.file, mode="r|", tarinfo=Header, errors="replace") as archive:
        while info := archive.next():
            archive.members.clear()  # type: ignore[attr-defined]  # which else holds all that were passed
            if info.isreg() and not info.issparse():  # which may be of any size
                yield f"{source.origin.name}!/{info.name}", Member(info.name, partial(_opened, archive, info))


def _opened(archive: TarFile, info: TarInfo) -> BinaryIO:
    with reading():
        return cast("BinaryIO", archive.extractfile(info))


class Header(TarInfo):
    """A header that is an error where it is damaged, which else ends the archive without a word, or is too long."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """The header in those bytes. Raises `SourceError`."""
        try:
            info = super().frombuf(buf, encoding, errors)
        except (tarfile.EmptyHeaderError, tarfile.EOFHeaderError):  # type: ignore[attr-defined]  # they are there
            raise  # it is the end
        except tarfile.HeaderError as error:
            raise SourceError(f"its tar data is damaged: {error}") from error
        if info.type in BESIDE and info.size > LONGEST_HEADER:
            raise SourceError("its tar data is damaged: a header is too long")
        return info


TAR = Format(
    name="a tar archive",
    told_by=lambda start: USTAR.match(start.head) is not None,
    endings=(".tar", ".tgz", ".tbz2", ".txz", ".tzst"),
    stream=_members,
)
