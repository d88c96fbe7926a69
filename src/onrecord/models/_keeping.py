"""Files of weights: where they are kept, how they are checked, and how one process at a time makes them."""

from __future__ import annotations

import errno
import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from onrecord.errors import WeightsError

if TYPE_CHECKING:
    from onrecord.settings import Settings

__all__ = [
    "Progress",
    "Weights",
    "alone",
    "chunks",
    "is_gguf",
    "partials_of",
    "problem_of",
    "room_for",
    "silent",
    "size_of",
    "usable",
    "weights_folder",
]

Progress = Callable[[str, int, int], None]
"""Told what is going on, how far it is and how far it goes: `(stage, done, total)`.

Stages: `check`, `assemble` and `fetch` (bytes), `wait` for another process (0 of 1), `load` (0 of 1, then 1 of 1),
`try` (numbers of slots); and, once the model runs, `examples` and `article`, which it reads before questions about them
(tokens). Within one stage of one file `done` falls only where a download has to begin anew. What it raises stops the
work and comes out of the call; it is called several times a second.
"""

Stage = Literal["check", "assemble"]

CHUNK = 4 << 20
WAIT = 0.2
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, slots=True)
class Weights:
    """A file of weights: its name, its size in bytes, its SHA-256, and the packages that hold its parts in order.

    Each package has `get_part_path()`; the files that these name, one after the other, are the weights. `repository` is
    where its makers publish the file on the hub.
    """

    name: str
    size: int
    sha256: str
    parts: tuple[str, ...]
    repository: str


def silent(stage: str, done: int, total: int) -> None:
    """No report."""


def weights_folder(settings: Settings) -> Path:
    """Where weights are kept."""
    if settings.cache is not None:
        return settings.cache
    from platformdirs import user_cache_path

    return user_cache_path("onrecord", appauthor=False)


def is_gguf(path: Path) -> bool:
    """Whether the file begins as GGUF files do. Raises `OSError` where it can't be read."""
    with path.open("rb") as file:
        return file.read(4) == b"GGUF"


def size_of(path: Path) -> int:
    """The bytes of a file; 0 where there is none."""
    return path.stat().st_size if path.exists() else 0


def partials_of(target: Path) -> list[Path]:
    """What a process left of the file that ended before it was whole."""
    return [path for path in target.parent.glob("*.partial") if path.name.startswith(f"{target.name}.")]


def problem_of(path: Path, weights: Weights, report: Progress) -> str:
    """What keeps the file from being these weights; empty when nothing does."""
    if not path.exists():
        return "no such file"
    if not path.is_file():
        return "not a file"
    size = path.stat().st_size
    if size != weights.size:
        return f"{size:,} bytes instead of {weights.size:,}"
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        for chunk in chunks(file, "check", 0, weights.size, report):
            digest.update(chunk)
    if digest.hexdigest() != weights.sha256:
        return f"SHA-256 {digest.hexdigest()} instead of {weights.sha256}"
    return ""


def chunks(file: BinaryIO, stage: Stage, done: int, total: int, report: Progress) -> Iterator[memoryview]:
    """The file's bytes, a few megabytes at a time in one buffer, each reported."""
    buffer = bytearray(CHUNK)
    view = memoryview(buffer)
    report(stage, done, total)
    while count := file.readinto(buffer):  # type: ignore[attr-defined]  # every binary file has it, the type does not
        yield view[:count]
        done += count
        report(stage, min(done, total), total)


@contextmanager
def alone(target: Path, report: Progress) -> Iterator[None]:
    """While no other process makes the file. The kernel ends the lock of a process that was killed.

    Raises `WeightsError` where the library that locks isn't installed.
    """
    try:
        from filelock import FileLock, Timeout
    except ImportError as error:
        raise WeightsError("to keep weights, filelock is needed: run pip install 'onrecord[embedded]'") from error

    lock = FileLock(f"{target}.lock")
    while True:
        try:
            lock.acquire(timeout=WAIT)
            break
        except Timeout:
            report("wait", 0, 1)
    try:
        yield
    finally:
        lock.release()


@contextmanager
def usable(path: Path) -> Iterator[None]:
    """Raises `WeightsError`, within the block, where the disk or its permissions keep weights from being at `path`."""
    try:
        yield
    except OSError as error:
        raise WeightsError(
            f"{error.filename or path}: weights can't be kept or read there: {error.strerror}. "
            "Set ONRECORD_CACHE to a folder that can be written, or ONRECORD_WEIGHTS to a copy of the weights"
        ) from error


@contextmanager
def room_for(weights: Weights, partial: Path) -> Iterator[None]:
    """Raises `WeightsError` where the disk has no room for what `partial` lacks of the weights, or none later on."""
    try:
        if _room_beside(partial) < weights.size:
            raise _full_disk(weights, partial)
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise _full_disk(weights, partial) from error


def _room_beside(partial: Path) -> int:
    """The bytes that a file may have which is begun there."""
    return shutil.disk_usage(partial.parent).free + size_of(partial)


def _full_disk(weights: Weights, partial: Path) -> WeightsError:
    return WeightsError(
        f"{partial.parent}: no room for {weights.name}: {weights.size:,} bytes are needed, {_room_beside(partial):,} "
        "are free (a quota or a limit on file sizes may allow less). Make room, or set ONRECORD_CACHE to another folder"
    )
