"""What is said behind the label of a speaker, as in an interview, or before his name, as in letters to a paper."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from onrecord.filling._statements._cues import Cue, Sort
from onrecord.filling._statements._frame import Frame

if TYPE_CHECKING:
    from onrecord.filling._statements._reading import Reading

__all__ = ["labelled"]

_LINE = re.compile(r"^[^\S\n]*[“„«\"]?(?P<label>[^\W\d_][^\n:.!?;“„«\"]{0,39}):[^\S\n]+(?P<said>\S.*)$", re.MULTILINE)
_SIGNED = re.compile(
    r"^[^\S\n]*[“”„«\"](?P<said>[^\n]+)[”“»\"]\s*[―—–-]{1,2}[^\S\n]*(?P<label>[^\W\d_a-z][^\n,:;!?“”„«»\"]{1,39})(,[^\n]*)?$",
    re.MULTILINE,
)
"""A line that is a quotation and, behind a dash, the name of whose it is."""
_TIMES = 2
"""Lines that have a label at least, so that it is one."""
_SMALL = 4
"""Letters from which on a word of a name has a capital one."""


def labelled(reading: Reading) -> list[Frame]:
    """What the lines of an article say that begin with a label, but for those of one who only asks."""
    lines: defaultdict[str, list[re.Match[str]]] = defaultdict(list)
    for line in _LINE.finditer(reading.words.text):
        if line["label"][0].isupper():
            lines[line["label"]].append(line)
    answers = (line for several in lines.values() if _answers(several) for line in several)
    signed = (line for line in _SIGNED.finditer(reading.words.text) if _is_name(line["label"]))
    return [_frame(reading, line) for line in (*answers, *signed)]


def _is_name(label: str) -> bool:
    """Whether a label is a name of several words, each with a capital letter but for small ones."""
    words = label.split()
    return len(words) > 1 and all(word[0].isupper() or len(word) < _SMALL for word in words)


def _answers(lines: list[re.Match[str]]) -> bool:
    """Whether a label returns, before other lines than questions."""
    return len(lines) >= _TIMES and 2 * sum(line["said"].rstrip(' ”»"*_').endswith("?") for line in lines) <= len(lines)


def _frame(reading: Reading, line: re.Match[str]) -> Frame:
    label, said = (reading.words.within(*line.span(name)) for name in ("label", "said"))
    return Frame(Cue(label.start, label.stop - 1, Sort.SAYS), label, (said,))
