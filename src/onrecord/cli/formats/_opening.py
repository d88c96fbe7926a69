"""What a format is written to, and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TextIO, TypeAlias

from onrecord.cli.formats._registry import FORMATS
from onrecord.cli.output import bytes_of, open_folder, open_output
from onrecord.errors import OnrecordError
from onrecord.export import Format

__all__ = ["Result", "open_format", "open_result"]

Result: TypeAlias = TextIO | BinaryIO | Path
Adding: TypeAlias = Callable[[Any], object]


@contextmanager
def open_result(form: Format, output: Path | None, *, store: Path | None = None) -> Iterator[Result]:
    """What a format is written to, which is there only once it is whole. Raises `UsageError` as `open_output` does."""
    if form.goes_to == "folder":
        with open_folder(output) as folder:
            yield folder
        return
    with open_output(output, store=store) as file:
        yield bytes_of(file) if form.goes_to == "bytes" else file


def open_format(form: Format, result: Result, length: float | None = None) -> AbstractContextManager[Adding]:
    """What takes one summary after the other, as `Format.opened` gives it; what goes wrong in one of another package is
    told with that.
    """
    origin = FORMATS.origin(form.name)
    return form.opened(result, length) if origin == "onrecord" else _Guest(form, origin, result, length)


class _Guest(AbstractContextManager[Adding]):
    """What writes a format that another package brings. Raises `OnrecordError` for whatever goes wrong in that."""

    def __init__(self, form: Format, origin: str, result: Result, length: float | None) -> None:
        self._what = f"the format {form.name!r} of {origin}"
        with self._telling():
            self._opened = form.opened(result, length)

    def __enter__(self) -> Adding:
        with self._telling():
            add = self._opened.__enter__()

        def adding(summary: Any) -> None:
            with self._telling():
                add(summary)

        return adding

    def __exit__(self, *error: Any) -> None:
        with self._telling():
            self._opened.__exit__(*error)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except (OnrecordError, OSError):
            raise
        except Exception as error:
            raise OnrecordError(f"{self._what} can't be written: {type(error).__name__}: {error}") from error
