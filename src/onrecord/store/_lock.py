"""One writer at a time: a lock that goes by a store's file, whatever names lead to it."""

from __future__ import annotations

import os
import struct
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from onrecord.store._errors import InUseError, StoreError

__all__ = ["Identity", "closed", "identity_of_file", "locked", "opened"]

Identity = tuple[int, int]

_START = 1 << 62
"""The first byte of the range that is locked: far beyond any content, and beyond what SQLite itself locks."""

_open: Counter[Identity] = Counter()
"""How many databases of this process have a file open."""

_files: dict[Identity, int] = {}
"""Files that were locked here. To close one would end what SQLite itself has locked of it, so that comes last."""

_held: set[Identity] = set()
"""Files that are locked here now."""


def identity_of_file(path: Path) -> Identity | None:
    """What tells a file from all others, whatever its name; None where none can be found."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def opened(identity: Identity | None) -> None:
    """Note that SQLite has opened a file."""
    if identity:
        _open[identity] += 1


def closed(identity: Identity | None) -> None:
    """Note that SQLite has closed a file; after the last time, it is closed here as well."""
    if identity:
        _open[identity] -= 1
        if not _open[identity] and identity in _files:
            os.close(_files.pop(identity))


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep every other batch and purge off the store, within the block. Raises `StoreError` where one is at work.

    The lock is the operating system's: it goes with its process, however that ends, and no clock has a part in it. On
    Linux it is on the store's file itself, and as many bytes long as the process has for a number, which is how another
    one learns that. Elsewhere it is on an empty file beside the store.
    """
    with _locked_itself(path) if sys.platform == "linux" else _locked_beside(path.resolve()):
        yield


@contextmanager
def _locked_itself(path: Path) -> Iterator[None]:
    identity = identity_of_file(path)
    if identity is None or identity in _held:
        raise _at_work(path, os.getpid())
    if identity not in _files:
        _files[identity] = _opened_to_write(path)
    file = _files[identity]
    if other := _other(file, path):
        raise _at_work(path, other)
    _held.add(identity)
    try:
        yield
    finally:
        _held.discard(identity)
        _ask(file, "F_OFD_SETLK", "F_UNLCK", 0)


def _opened_to_write(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except OSError as error:
        raise StoreError(f"{path}: can't be written: {error.strerror}") from error


def _other(file: int, path: Path) -> int | None:
    """Lock a file: None where that was done, the number of the process that has it locked where it wasn't.

    Raises `StoreError` where files can't be locked.
    """
    try:
        _ask(file, "F_OFD_SETLK", "F_WRLCK", os.getpid())
    except (BlockingIOError, PermissionError):
        return _ask(file, "F_OFD_GETLK", "F_WRLCK", 1)
    except OSError as error:
        raise _not_lockable(str(path), error) from error
    return None


def _ask(file: int, command: str, kind: str, length: int) -> int:
    """Ask the system about the lock of a file: the length of the one that it answers with."""
    import fcntl

    wanted = struct.pack("hhqqi0q", getattr(fcntl, kind), os.SEEK_SET, _START, length, 0)
    answer = fcntl.fcntl(file, getattr(fcntl, command), wanted)
    return int(struct.unpack("hhqqi0q", answer)[3])


@contextmanager
def _locked_beside(path: Path) -> Iterator[None]:
    with path.with_name(f"{path.name}.lock").open("a", encoding="ascii") as file:
        if not _lock(file):
            raise _at_work(path, None)
        yield


def _lock(file: TextIO) -> bool:
    """Whether the lock on a file was to be had; it is held until the file is closed.

    Raises `StoreError` where files can't be locked.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(1 << 20)  # past what others read of the file
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # the second is what Windows says
        return False
    except OSError as error:
        raise _not_lockable(file.name, error) from error
    return True


def _at_work(path: Path, process: int | None) -> InUseError:
    who = f", process {process}" if process else ""
    return InUseError(
        f"{path}: another batch is at work on it{who}: wait until that ends, or give --store another path"
    )


def _not_lockable(name: str, error: OSError) -> StoreError:
    reason = error.strerror or str(error)
    return StoreError(f"{name}: can't be locked: {reason}; give --store a path on a local disk")
