"""The report of a batch as a file, for the programs of those who run it at night."""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.cli.output import json_text, open_output, writing
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.batch import BatchReport

__all__ = ["VERSION", "ReportFile", "report_file"]

VERSION = 1
"""The version of what is in the file; a later one may have more in it, another one something else."""


class ReportFile:
    """What a batch is, in `head`, and what has come of it, in `report`; `write` puts both into the file."""

    def __init__(self, path: Path | None, report: BatchReport, head: dict[str, Any]) -> None:
        self.head = {"version": VERSION, "onrecord": version("onrecord"), "started": _now(), "ended": None, **head}
        self.report = report
        self._path = path

    def begin(self) -> None:
        """Write that the batch has begun; not into a pipe, whose reader waits for the end."""
        if self._path and self._path.is_dir():
            raise UsageError(f"{self._path}: is a folder; give --report the name of a file")
        if self._path and (self._path.is_file() or not self._path.exists()):
            self._write(self._path)

    def end(self) -> None:
        """Write what has come of the batch."""
        self.head["ended"] = _now()
        if self._path:
            self._write(self._path)

    def _write(self, path: Path) -> None:
        with open_output(path) as file, writing(path):
            file.write(json_text(self.head | self.report.as_dict(), indent=2))


@contextmanager
def report_file(path: Path | None, **head: Any) -> Iterator[ReportFile]:
    """A report that is written at the start of the block and at its end, however that comes."""
    from onrecord.batch import BatchReport

    kept = ReportFile(path, BatchReport(), head)
    kept.begin()
    try:
        yield kept
    except BaseException as error:
        interrupted = isinstance(error, KeyboardInterrupt | CancelledError)
        kept.report.stopped = kept.report.stopped or ("interrupted" if interrupted else str(error))
        raise
    finally:
        kept.end()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
