"""Where the quotations of a text stand, by marks of any language: “…”, „…“, «…», »…«, ‹…›, 「…」, "…", ''…'', ‘…’."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

__all__ = ["quotations"]

_CLOSED_BY: Final = MappingProxyType(
    {
        "“": "”",
        "”": "”",
        "„": "“”",
        "«": "»",
        "»": "«»",
        "‹": "›",
        "›": "‹›",
        "「": "」",
        "『": "』",
        '"': '"',
        "‚": "‘’",
    }
)
"""What closes a quotation, by the mark that opens it."""
_SINGLE = "‘'"
"""Marks that open a quotation which an apostrophe closes."""
_MARK = re.compile(f"[{''.join(_CLOSED_BY)}{_SINGLE}]")
_STOPS = {mark: re.compile(f"[{mark}{closing}]") for mark, closing in _CLOSED_BY.items()}
"""By the mark that opens a quotation, what closes it or opens the next one."""
_BY_PLACE = frozenset("”«»‹›‚‘'")
"""Marks that open a quotation only behind a space or another mark, and right before a word."""
_SPACED = frozenset("«‹")
"""Marks of these that a space may part from the word."""
_BEFORE = frozenset("([{—–-/:,;.!?…¿¡“„«»‹›\"‘‚'「『。，：")
_LONGEST = 600
"""Characters in a quotation that an apostrophe closes."""
_APOSTROPHE = re.compile(r"(?<=\S)[’'](?!\w)|(?<!\w)[‘'](?=\w)|\n")
_ENDING = frozenset(",.!?…;—–-")


def quotations(text: str) -> list[tuple[int, int]]:
    """Start and end of what stands between marks of quotation, in order; one within another is left to that.

    One whose end is missing goes to the end of its line, since one over paragraphs has a mark at the start of each.
    """
    found: list[tuple[int, int]] = []
    after, again = 0, -1
    text = text.replace("''", '" ')
    for mark in _MARK.finditer(text):
        at = mark.start()
        if at < after or not (at == again or _opens(text, at)):
            continue
        end = _end(text, at, "«" if at == again else mark[0])
        if end is not None:
            found.append((at + 1, end))
            again = end if text[end - 1 : end + 1] == "\n»" else -1
            after = end if again == end else end + 1
    return found


def _opens(text: str, at: int) -> bool:
    """Whether a mark opens a quotation, as far as what stands beside it tells."""
    mark, before, following = text[at], text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if mark not in _BY_PLACE:
        return True
    if not following or (before.strip() and before not in _BEFORE):
        return False
    return mark in _SPACED if following.isspace() else not (mark == "'" and following.isdecimal())


def _end(text: str, at: int, mark: str) -> int | None:
    """Where the quotation ends that a mark opens; None if it opens none."""
    if mark in _SINGLE:
        return _apostrophe(text, at)
    stop = _STOPS[mark].search(text, at + 1)
    closes = stop is not None and stop[0] in _CLOSED_BY[mark] and not _opens_again(text, stop.start(), mark)
    line = text.find("\n", at, stop.start() if stop else len(text))
    if stop and closes and (line < 0 or mark != '"'):
        return stop.start()
    if line < 0:
        line = len(text) if stop is None else -1
    return line if line >= 0 and _goes_on(text, line, mark) else None


def _opens_again(text: str, at: int, mark: str) -> bool:
    """Whether a mark that closes as well as opens, as in »…», opens at a place."""
    return text[at] == mark != '"' and _opens(text, at)


def _goes_on(text: str, line: int, mark: str) -> bool:
    """Whether a quotation without an end goes to the end of its line: for most marks, if the next starts with one."""
    if mark in '“"':
        return True
    following = text[line : line + _LONGEST].lstrip()[:1]
    return following == mark or (mark == "«" and following == "»")


def _apostrophe(text: str, at: int) -> int | None:
    """Where the quotation ends that a single mark opens: not at the apostrophe of `the nurses’ shifts`."""
    first = None
    for mark in _APOSTROPHE.finditer(text, at + 1, at + 1 + _LONGEST):
        place = mark.start()
        if mark[0] in "‘\n" or text[place + 1 : place + 2].isalnum():
            break
        before, following = text[place - 1], text[place + 1 : place + 3]
        if first is None and not (before.isalpha() and following[:1] == " " and following[1:].islower()):
            return place
        if before in _ENDING or (first is not None and text[first - 1] in "sS" and following[:1] in _ENDING):
            return place
        first = place if first is None else first
    return first
