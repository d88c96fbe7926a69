"""What is said behind the label of a speaker, as in an interview."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from onrecord.filling._statements._cues import Cue, Sort
from onrecord.filling._statements._frame import Frame

if TYPE_CHECKING:
    from onrecord.filling._statements._reading import Reading

__all__ = ["labelled"]

_LINE = re.compile(r"^[^\S\n]*(?P<label>[^\W\d_][^\n:.!?;“„«\"]{0,39}):[^\S\n]+(?P<said>\S.*)$", re.MULTILINE)
_TIMES = 2
"""Lines that have a label at least, so that it is one."""


def labelled(reading: Reading) -> list[Frame]:
    """What the lines of an article say that begin with a label, but for those of one who only asks."""
    lines: defaultdict[str, list[re.Match[str]]] = defaultdict(list)
    for line in _LINE.finditer(reading.words.text):
        if line["label"][0].isupper():
            lines[line["label"]].append(line)
    answers = (line for several in lines.values() if _answers(several) for line in several)
    return [_frame(reading, line) for line in answers]


def _answers(lines: list[re.Match[str]]) -> bool:
    """Whether a label returns, before other lines than questions."""
    return len(lines) >= _TIMES and 2 * sum(line["said"].rstrip(' ”»"*_').endswith("?") for line in lines) <= len(lines)


def _frame(reading: Reading, line: re.Match[str]) -> Frame:
    label, said = (reading.words.within(*line.span(name)) for name in ("label", "said"))
    return Frame(Cue(label.start, label.stop - 1, Sort.SAYS), label, (said,))
