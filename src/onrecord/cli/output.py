"""Where results, progress and complaints go, and with what exit status."""

from __future__ import annotations

import os
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["FAILED", "FINE", "INTERRUPTED", "MISUSED", "complain", "harmless", "open_output", "stderr_console"]

FINE, FAILED, MISUSED, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses."""

_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def complain(problem: object) -> None:
    """Write one line about `problem` to stderr."""
    print(f"onrecord: {harmless(str(problem))}", file=sys.stderr)  # noqa: T201


def harmless(text: str) -> str:
    """`text` without what could steer a terminal: control characters and marks of direction become U+FFFD."""
    return "".join(
        "\ufffd"
        if character in _DIRECTIONS or (unicodedata.category(character) == "Cc" and character not in "\n\t")
        else character
        for character in text
    )


def stderr_console() -> Console:
    """A console on stderr."""
    from rich.console import Console

    return Console(stderr=True)


@contextmanager
def open_output(path: Path | None) -> Iterator[TextIO]:
    """Stdout, or a file at `path` that is there only once it is whole.

    Raises `UsageError` where the file can't be written.
    """
    if path is None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", errors="replace")
        yield sys.stdout
        return
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise UsageError(f"{path}: can't be written: {error.strerror}") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            yield file
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
