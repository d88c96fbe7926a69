"""Where results, progress and complaints go, and with what exit status."""

from __future__ import annotations

import gzip
import json
import logging
import os
import re
import shutil
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

import typer

from onrecord.errors import OnrecordError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

__all__ = [
    "COMPRESSED",
    "FAILED",
    "FINE",
    "INTERRUPTED",
    "MISUSED",
    "bytes_of",
    "complain",
    "counted",
    "escaped_json",
    "harmless",
    "json_text",
    "logger",
    "open_folder",
    "open_output",
    "print_lines",
    "print_text",
    "stderr_console",
    "tell",
    "writing",
]

logger = logging.getLogger("onrecord")

FINE, FAILED, MISUSED, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses."""

COMPRESSED: Mapping[str, Callable[..., Any]] = {".gz": gzip.open}
"""What opens files that are compressed, by the endings of their names."""

_STEERS = "\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Later control characters and marks of direction, as a regular expression has them between brackets."""
_HARMFUL = re.compile(f"[\x00-\x08\x0b-\x1f{_STEERS}]")
"""What could steer a terminal."""
_HARMFUL_IN_JSON = re.compile(f"[\u2028\u2029{_STEERS}]")
"""What JSON may hold as it is, but would steer a terminal or end a line for some readers."""


def tell(event: str, message: str, *, level: int = logging.INFO, **data: Any) -> None:
    """Write one line about an event to stderr: in words, or with its data where lines are JSON."""
    logger.log(level, "%s", message, extra={"event": event, "data": data})


def complain(problem: object) -> None:
    """Write one line about `problem` to stderr."""
    tell("problem", str(problem), level=logging.WARNING)


def harmless(text: str) -> str:
    """`text` without what could steer a terminal: control characters and marks of direction become U+FFFD."""
    return _HARMFUL.sub("\ufffd", text)


def json_text(data: Any, *, indent: int | None = None) -> str:
    """`data` as JSON; what could steer a terminal is escaped, and means the same."""
    return escaped_json(json.dumps(data, ensure_ascii=False, indent=indent)) + "\n"


def escaped_json(text: str) -> str:
    """JSON with what could steer a terminal escaped, so that it means the same."""
    return _HARMFUL_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def counted(number: int, noun: str) -> str:
    """A number with its noun, in the plural unless the number is 1: `1,200 articles`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def print_lines(lines: Iterable[str]) -> None:
    """Write lines to stdout, each folded between words where a terminal shows them, and whole anywhere else."""
    with writing(None):
        for line in lines:
            whole = harmless(line.replace("\n", " "))
            typer.echo(_folded(whole) if sys.stdout and sys.stdout.isatty() else whole)


def _folded(line: str) -> str:
    """A line as wide as the terminal; its further lines are indented by 2 more."""
    indent = len(line) - len(line.lstrip()) + 2
    width = max(shutil.get_terminal_size().columns, 20)
    return textwrap.fill(line, width, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False)


def print_text(text: str) -> None:
    """Write `text` to stdout without what could steer a terminal, as UTF-8 whatever the locale says."""
    with open_output(None) as file, writing(None):
        file.write(harmless(text))


def stderr_console() -> Console:
    """A console on stderr."""
    from rich.console import Console

    return Console(stderr=True)


@contextmanager
def writing(path: Path | None) -> Iterator[None]:
    """Say where a result could not be written. Raises `OnrecordError`; a pipe that broke is left as it is."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if path is None:
            _give_up_stdout()
        raise OnrecordError(f"{path or 'standard output'}: can't be written: {error.strerror or error}") from error


def _give_up_stdout() -> None:
    """Let what could not be written go nowhere: the interpreter would try again, and complain, at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


@contextmanager
def open_output(path: Path | None, *, store: Path | None = None) -> Iterator[TextIO]:
    """Stdout (None, or `-`), or a file at `path` that is there only once it is whole.

    Where the work ends before, what has been written stays beside it, as `path` with `.partial` at its end. Raises
    `UsageError` where the file can't be written, or is the store that the result is read from.
    """
    if path is None or str(path) == "-":
        yield from _standard_output()
    elif store is not None and path.exists() and path.samefile(store):
        raise UsageError(f"{path}: is the store that is read; write the result to another file")
    elif path.exists() and not path.is_file():
        yield from _device(path)
    else:
        yield from _whole_file(path)


def bytes_of(file: TextIO) -> BinaryIO:
    """What takes the bytes of a result that isn't text. Raises `UsageError` for a terminal."""
    if file.isatty():
        raise UsageError("a workbook is nothing for a terminal to show: name a file with --output")
    return file.buffer


def _standard_output() -> Iterator[TextIO]:
    if sys.stdout is None:
        raise UsageError("standard output is closed: name a file with --output")
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    yield sys.stdout
    with writing(None):
        sys.stdout.flush()


def _device(path: Path) -> Iterator[TextIO]:
    """What no other file can take the place of: a pipe, a terminal, /dev/null."""
    try:
        file = path.open("w", encoding="utf-8", errors="replace")
    except OSError as error:
        raise UsageError(f"{path}: can't be written: {error.strerror}") from error
    yield from _closing(file, path)


def _closing(file: TextIO, path: Path) -> Iterator[TextIO]:
    try:
        yield file
    finally:
        with writing(path):
            file.close()


def _whole_file(path: Path) -> Iterator[TextIO]:
    target = _target(path)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise UsageError(f"{path}: can't be written: {error.strerror}") from error
    temporary = Path(name)
    try:
        os.close(handle)
        yield from _closing(_opener(target)(temporary, "wt", encoding="utf-8", errors="replace"), path)
        with writing(path):
            temporary.chmod(_mode(target))
            temporary.replace(target)
    except BaseException:
        _keep(temporary, target)
        raise


def _opener(target: Path) -> Callable[..., Any]:
    """What opens a file of that name, which says whether it is compressed."""
    return COMPRESSED.get(target.suffix.lower(), open)


def _target(path: Path) -> Path:
    """Where a result at a path will be: where that is a link, what it points to is replaced. Raises `UsageError`."""
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise UsageError(f"{path}: can't be written: its links go in circles")
    if not target.parent.is_dir():
        raise UsageError(f"{path}: can't be written: there is no folder {path.parent}; make it first")
    return target


@contextmanager
def open_folder(path: Path | None) -> Iterator[Path]:
    """A new folder that is at `path` only once all that is in it is whole; where the work ends before, it is deleted.

    Raises `UsageError` where something other than an empty folder is at the path, or nothing can be made there.
    """
    if path is None or str(path) == "-":
        raise UsageError("this format is a folder of files: name the folder with --output")
    target = _target(path)
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise UsageError(f"{path}: is there already; name a new folder, or delete this one first")
    try:
        temporary = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    except OSError as error:
        raise UsageError(f"{path}: can't be written: {error.strerror}") from error
    try:
        yield temporary
        with writing(path):
            temporary.chmod(0o777 & ~_mask())
            temporary.replace(target)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def _keep(temporary: Path, target: Path) -> None:
    """Keep what was finished under a name that says so; nothing, if it is nothing."""
    with _opener(target)(temporary, "rb") as written:
        is_empty = not written.read(1)
    if is_empty:
        temporary.unlink()
        return
    partial = target.with_name(f"{target.name}.partial")
    temporary.chmod(_mode(target))
    temporary.replace(partial)
    complain(f"{partial}: what was finished is here")


def _mode(target: Path) -> int:
    """The permissions of the file that is there, or those that a new one gets."""
    if target.exists():
        return target.stat().st_mode & 0o777
    return 0o666 & ~_mask()


def _mask() -> int:
    """The permissions that new files don't get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
