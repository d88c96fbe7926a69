"""By which words two texts differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

__all__ = ["Piece", "in_words", "marked", "reworded"]

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words, and the text that has it: `a`, `b` or both."""

    text: str
    where: Literal["a", "b", "both"]


def reworded(a: str, b: str) -> list[Piece]:
    """The words of two texts in one row: what both have, and what only one has, that of `a` first."""
    ours, theirs = _WORDS.findall(a), _WORDS.findall(b)
    return [Piece("".join(words), where) for where, words in _runs(ours, theirs) if words]


def _runs(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[Literal["a", "b", "both"], Sequence[str]]]:
    """What is the same and what isn't; space alone between changed words counts as changed, so that a phrase is one."""
    left, right = 0, 0
    for start_a, start_b, size in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        is_gap = size and not "".join(a[start_a : start_a + size]).strip() and (start_a > left or start_b > right)
        if is_gap:
            continue
        yield "a", a[left:start_a]
        yield "b", b[right:start_b]
        yield "both", a[start_a : start_a + size]
        left, right = start_a + size, start_b + size


def marked(pieces: Sequence[Piece]) -> str:
    """One text with `[-words-]` of `a` alone and `{+words+}` of `b` alone, as wdiff and git mark them."""
    marks = {"a": "[-{}-]", "b": "{{+{}+}}", "both": "{}"}
    return "".join(marks[piece.where].format(piece.text) for piece in pieces)


def in_words(a: str, b: str) -> str:
    """Both texts as one line, with the words marked that only one has."""
    return marked(reworded(" ".join(a.split()), " ".join(b.split())))
