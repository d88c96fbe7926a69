"""States of the embedded model that outlive a run: what it made of a prompt's fixed beginning, kept in the cache."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from onrecord.models._keeping import weights_folder

if TYPE_CHECKING:
    from onrecord.settings import Settings

__all__ = ["States", "kept_states"]

logger = logging.getLogger(__name__)

MOST = 1 << 30
"""Bytes that all states in a folder may take."""

CHUNK = 4 << 20


class States:
    """A folder of states, each in one file whose name holds its key and the SHA-256 of its content.

    A file gets that name once it is whole and on the disk, so that several processes can use one folder and none sees
    what another has not finished. `library` names the version of what reads states: those of another are thrown away,
    and so are those that were used least lately, where there is no room. No trouble with the disk is ever raised: a
    state that can't be kept or read is one that isn't there.
    """

    def __init__(self, folder: Path, library: str) -> None:
        self._folder = folder
        self._library = library

    def fetch(self, key: str, target: Path) -> bool:
        """Whether the state was there and whole; `target` is a copy of it then, and isn't there otherwise."""
        for path in self._folder.glob(f"{self._library}-{key}-*.state"):
            try:
                if self._fetched(path, target):
                    return True
            except OSError as error:
                logger.debug("%s: the state can't be read: %s", path, error)
            target.unlink(missing_ok=True)
        return False

    def keep(self, key: str, source: Path) -> None:
        """Keep the state in the file `source`, for other runs and other processes, if there is room for it."""
        try:
            if (size := source.stat().st_size) <= MOST:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._make_room(size)
                self._write(key, source)
        except OSError as error:
            logger.debug("%s: the state can't be kept: %s", self._folder, error)

    def _fetched(self, path: Path, target: Path) -> bool:
        with path.open("rb") as source, target.open("wb") as copy:
            digest = _copy(source, copy)
        if digest != path.stem.rpartition("-")[2]:
            logger.debug("%s: the state is damaged and is thrown away", path)
            path.unlink(missing_ok=True)
            return False
        os.utime(path)
        return True

    def _write(self, key: str, source: Path) -> None:
        number, name = tempfile.mkstemp(suffix=".partial", dir=self._folder)
        partial = Path(name)
        try:
            with open(number, "wb") as file, source.open("rb") as whole:  # noqa: PTH123  # of an open file
                digest = _copy(whole, file)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(self._folder / f"{self._library}-{key}-{digest}.state")
        finally:
            partial.unlink(missing_ok=True)

    def _make_room(self, size: int) -> None:
        """Throw away what is foreign, and what was used least lately, until there is room for so many bytes."""
        left = MOST - size
        for path in sorted(self._kept(), key=lambda path: path.stat().st_mtime, reverse=True):
            left -= path.stat().st_size
            if left < 0:
                path.unlink(missing_ok=True)

    def _kept(self) -> list[Path]:
        """The files of the folder, without the states of other versions, which are thrown away."""
        for path in self._folder.glob("*.state"):
            if not path.name.startswith(f"{self._library}-"):
                path.unlink(missing_ok=True)
        return [*self._folder.glob("*.state"), *self._folder.glob("*.partial")]


def kept_states(settings: Settings, library: str) -> States:
    """The states that are kept for whoever uses the same cache folder and the same version of the library."""
    return States(weights_folder(settings) / "states", library)


def _copy(source: BinaryIO, target: BinaryIO) -> str:
    """Copy a file into another, and return the SHA-256 of what was copied."""
    digest = hashlib.sha256()
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()
