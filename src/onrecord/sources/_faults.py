"""What keeps a source from being read, in words."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from onrecord.errors import OnrecordError, SourceError

__all__ = ["making_sense", "reading"]


@contextmanager
def reading() -> Iterator[None]:
    """Say in our words why something can't be read. Raises `SourceError`."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise SourceError(f"its zip data is damaged: {error}") from error
    except tarfile.TarError as error:
        raise SourceError(f"its tar data is damaged: {error}") from error
    except NotImplementedError as error:
        raise SourceError(f"it is packed in a way that is not read: {error}") from error
    except OSError as error:
        raise SourceError(f"can't be read: {error.strerror or error}") from error


@contextmanager
def making_sense(what: str) -> Iterator[None]:
    """Say the same of whatever a library raises over a source, which is `what`. Raises `SourceError`."""
    try:
        yield
    except OnrecordError:
        raise
    except Exception as error:
        raise SourceError(f"no sense can be made of it as {what}: {type(error).__name__}: {error}") from error
