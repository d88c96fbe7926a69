"""How far each file of lines was read, for a batch that was cut short to go on from there without reading it again."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict, deque
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.sources import SourceOptions
    from onrecord.store.run import Run

__all__ = ["Marks"]


@dataclass(slots=True)
class _Line:
    """A line that was taken: its number, and whether what is in it is answered for."""

    number: int
    done: bool = False


class Marks:
    """The lines up to which everything in a file is answered for, written with the results that make it so.

    A mark counts as long as its file stays as it was, by its size and the time of its last change, and is read with the
    same options. Without `use`, all is read, and marks are made anew.
    """

    def __init__(self, run: Run, options: SourceOptions, *, use: bool) -> None:
        self._run = run
        self._known = run.marks() if use else {}
        read_as = json.dumps([sorted(options.mapping.items()), options.language])
        self._options = hashlib.blake2b(read_as.encode(), digest_size=8).hexdigest()
        self._identities: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._lines: defaultdict[str, deque[_Line]] = defaultdict(deque)
        self._waiting: defaultdict[bytes, list[tuple[str, _Line]]] = defaultdict(list)
        self._passed: dict[str, int] = {}

    def passed(self, name: str) -> int:
        """How many lines of a file needn't be read; called as it is opened, from any thread."""
        try:
            found = Path(name).stat()
        except OSError:
            return 0
        identity = f"{found.st_ino} {found.st_size} {found.st_mtime_ns} {self._options}"
        line, count = self._known.get((name, identity), (0, 0))
        if line:
            self._run.pass_over()
        self._identities[name], self._counts[name] = identity, count
        self._passed[name] = count
        return line

    def taken(self, where: str, key: bytes | None) -> int:
        """Note a thing by where it is, such as `feed.jsonl:7`, and the key of its article, which is to be `done`.

        What is no article is done with that. Returns how many things before it needn't be read, at the first of a file.
        """
        name, _, number = where.rpartition(":")
        if name not in self._identities or not number.isdecimal():
            return 0
        line = _Line(int(number), done=key is None)
        self._lines[name].append(line)
        if key is None:
            self._advance(name)
        else:
            self._waiting[key].append((name, line))
        return self._passed.pop(name, 0)

    def passed_to_the_end(self) -> int:
        """How many things needn't be read in files of which nothing more was read."""
        passed, self._passed = sum(self._passed.values()), {}
        return passed

    def done(self, key: bytes) -> None:
        """Note that an article is answered for, and will be written at the latest with the marks."""
        for name, line in self._waiting.pop(key, ()):
            line.done = True
            self._advance(name)

    def _advance(self, name: str) -> None:
        lines, last = self._lines[name], 0
        while lines and lines[0].done:
            last = lines.popleft().number
            self._counts[name] += 1
        if last:
            self._run.set_mark(name, self._identities[name], last, self._counts[name])
