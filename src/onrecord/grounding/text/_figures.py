"""What figures come to: with marks between groups and before decimals, fractions of one character, Han numbers."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from onrecord.grounding.languages import DECIMAL_COMMA
from onrecord.grounding.text._numerals import HAN, HAN_DIGITS, HAN_GREAT, HAN_SMALL

if TYPE_CHECKING:
    from onrecord.grounding.text._words import Words

__all__ = ["decimal", "fraction", "han_number"]

_MARK = re.compile(r"[.,]")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}")
_COUNTERS = frozenset(
    "人名个個位元年月日天岁歲次家件所座艘架辆輛条條项項届屆倍成米吨噸号號楼层層句场場票枚円圆圓回台本匹頭头社国國軒轩歩步票"
    "度部集章种種只隻张張把组組队隊支点點里周週つ"
)
"""Characters that count what stands before them: a number of one Han character is one only before these."""
_WEEK = frozenset("周週期拜")
"""Characters before a number that is a day of the week."""


def decimal(digits: str, language: str) -> float | None:
    """The value of figures with full stops, commas or apostrophes in them; None if they aren't a number."""
    if digits.isdecimal():
        return float(digits)
    if "\u066b" in digits or "\u066c" in digits:
        digits, language = digits.replace("\u066c", "").replace("\u066b", "."), ""
    digits = digits.replace("'", "")
    marks = _MARK.findall(digits)
    if marks:
        point = _point(digits, marks, language)
        whole, *rest = digits.split(point) if point else [digits]
        group = "," if point != "," else "."
        if len(rest) > 1 or not _is_grouped(whole, group if point else marks[0]):
            return None
        digits = ".".join([re.sub(_MARK, "", whole), *rest])
    try:
        return float(digits)
    except ValueError:
        return None


def _point(digits: str, marks: list[str], language: str) -> str | None:
    """The mark before the decimals: the last of two sorts, or of one what the language or the figures' number says."""
    if len(set(marks)) == 2:
        return marks[-1]
    if len(marks) > 1:
        return None
    whole, _, after = digits.partition(marks[0])
    groups = "." if language in DECIMAL_COMMA else ","
    is_group = marks[0] == groups and len(after) == 3 and len(whole) <= 3 and whole != "0"
    return None if is_group else marks[0]


def _is_grouped(whole: str, mark: str) -> bool:
    return mark not in whole or _GROUPED.fullmatch(whole.replace(mark, ",")) is not None


def fraction(text: str) -> float | None:
    """The value of `½` or `1½`; None of anything else."""
    last = text[-1:]
    if "\u2044" not in unicodedata.normalize("NFKC", last):
        return None
    whole = text[:-1]
    return unicodedata.numeric(last) + float(whole or 0) if whole.isdecimal() or not whole else None


def han_number(words: Words, index: int, stop: int) -> tuple[float | str, str, int] | None:
    """A number in Han characters, or in figures before one, as 五百万 or 500万; None if none is there."""
    if parts := _parts(words, index, stop):
        return parts
    after = _run(words, index, stop)
    run = words.keys[index:after]
    if len(run) == 1 and not run[0][0].isdecimal() and not _counts(words, after, stop):
        return None
    before = words.keys[index - 1] if index else ""
    if before in _WEEK or not _has_digit(run):
        return None
    return _value(run), "ordinal" if before == "第" else "number", after


def _parts(words: Words, index: int, stop: int) -> tuple[float, str, int] | None:
    """The value of 三分之二 or 百分之五, of which the latter is in hundredths."""
    middle = _run(words, index, stop)
    if words.keys[middle : middle + 2] != ["分", "之"] or middle + 2 >= stop:
        return None
    after = _run(words, middle + 2, stop)
    under, over = words.keys[index:middle], words.keys[middle + 2 : after]
    if not over:
        return None
    if under == ["百"]:
        return _value(over), "percent", after
    return round(_value(over) / (_value(under) or 1), 9), "number", after


def _run(words: Words, index: int, stop: int) -> int:
    """Where a run of figures and of characters for numbers ends, that nothing parts."""
    after = index
    while after < stop and (after == index or not words.gap(after)) and _is_numeral(words.keys[after]):
        after += 1
    return after


def _is_numeral(key: str) -> bool:
    return key in HAN or (key[0].isdecimal() and key.replace(".", "").replace(",", "").isdecimal())


def _counts(words: Words, after: int, stop: int) -> bool:
    return after < stop and words.keys[after] in _COUNTERS and not words.gap(after)


def _has_digit(run: list[str]) -> bool:
    return any(key in HAN_DIGITS or key == "十" or key[0].isdecimal() for key in run)


def _value(run: list[str]) -> float:
    """What figures and Han characters come to: 五百万, 500万, 1亿2000万, 二〇二四."""
    total = section = 0.0
    current: float | None = None
    positional = False
    for key in run:
        if key in HAN_DIGITS:
            current = 10 * (current or 0) + HAN_DIGITS[key] if positional else float(HAN_DIGITS[key])
        elif key in HAN_SMALL:
            section, current = section + (1 if current is None else current) * HAN_SMALL[key], None
        elif key in HAN_GREAT:
            total, section, current = total + (section + (current or 0) or 1) * HAN_GREAT[key], 0.0, None
        else:
            current = decimal(key, "")
        positional = key in HAN_DIGITS
    return total + section + (current or 0)
