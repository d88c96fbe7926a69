"""Files that are neither here nor on the web, such as those of object stores: `s3://`, `gs://`, opened with fsspec."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from onrecord.errors import SourceError, UsageError
from onrecord.sources._libraries import library
from onrecord.sources.formats import endings
from onrecord.sources.read._files import BUFFER
from onrecord.sources.web import without_login

__all__ = ["check_stored", "is_stored", "opened_stored", "stored_files"]

ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")

STORES = frozenset({"abfs", "abfss", "adl", "az", "gcs", "gs", "oci", "oss", "s3", "s3a", "tos"})
"""Protocols of object stores, which lead to no machine that an address names."""

NEVER = frozenset({"file", "local", "http", "https"})
"""Protocols of what is read in ways of our own, with checks that fsspec hasn't."""


def is_stored(name: str) -> bool:
    """Whether a source that is no address of the web is named as one."""
    return ADDRESS.match(name) is not None


def check_stored(name: str, *, allow_private: bool) -> None:
    """Raise `UsageError` where fsspec can't open such addresses, or they may not be read."""
    protocol = cast("re.Match[str]", ADDRESS.match(name))[1].lower()
    shown = without_login(name[:200])
    if protocol in NEVER or "::" in name or protocol not in library("fsspec").available_protocols():
        raise UsageError(f"{shown}: only http, https and object stores such as s3:// and gs:// are read")
    if protocol not in STORES and not allow_private:
        raise UsageError(
            f"{shown}: where {protocol}:// leads is not checked; such addresses are read only with --allow-private, or "
            "allow_private=True"
        )
    try:
        library("fsspec").get_filesystem_class(protocol)
    except ImportError as error:
        raise UsageError(f"{shown}: a package that opens {protocol}:// addresses is missing: {error}") from error


def stored_files(name: str) -> Sequence[str]:
    """The addresses of the files that one names: a folder stands for those in it that would be read in any folder, and
    `*` for any characters. Raises `SourceError`.
    """
    with _opening():
        files, path = library("fsspec").core.url_to_fs(name)
        if "*" in path:
            found = files.glob(path)
        elif files.isdir(path):
            found = [each for each in files.find(path) if PurePosixPath(each).suffix.lower() in endings()]
        else:
            return [name]
        if not found:
            raise SourceError("nothing to read is there")
        return [files.unstrip_protocol(each) for each in sorted(found)]


@contextmanager
def opened_stored(name: str) -> Iterator[BinaryIO]:
    """The file at an address, open for reading within the block. Raises `SourceError`."""
    with _opening():
        files, path = library("fsspec").core.url_to_fs(name)
        file: Any = files.open(path, "rb")
    with file:
        yield cast("BinaryIO", io.BufferedReader(file, BUFFER))


@contextmanager
def _opening() -> Iterator[None]:
    """Say in our words why something can't be opened, whatever the library for it raises. Raises `SourceError`."""
    try:
        yield
    except (SourceError, UsageError):
        raise
    except FileNotFoundError as error:
        raise SourceError("can't be read: there is no such file") from error
    except Exception as error:
        raise SourceError(f"can't be read: {type(error).__name__}: {error}") from error
