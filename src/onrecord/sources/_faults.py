"""What keeps a source from being read, in words."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from onrecord.errors import SourceError

__all__ = ["reading"]


@contextmanager
def reading() -> Iterator[None]:
    """Say in our words why something can't be read. Raises `SourceError`."""
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceError(f"its gzip data is damaged: {error}") from error
    except OSError as error:
        raise SourceError(f"can't be read: {error.strerror or error}") from error
