"""Whether the numbers, dates, names and negations of a value agree with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.grounding._numbers import missing_number
from onrecord.grounding._polarity import negation_differs
from onrecord.lexicon import VAGUE

if TYPE_CHECKING:
    from onrecord.grounding._dates import Date
    from onrecord.grounding._evidence import Evidence
    from onrecord.grounding._index import ArticleIndex, Facts
    from onrecord.grounding._names import Name
    from onrecord.grounding._resolve import References
    from onrecord.grounding._words import Words

__all__ = ["disagreement"]

HYPHENS = frozenset("-\u2010\u2011")


def disagreement(
    references: References,
    facts: Facts,
    evidence: Evidence,
    *,
    denied: bool = False,
    stated: bool = False,
) -> str | None:
    """Why a value's facts are not all supported, in words for a person; None if they are."""
    index, words = references.index, facts.words
    numbers = [number for each in evidence.facts for number in each.numbers] if facts.numbers else []
    for number in facts.numbers:
        reason = missing_number(words, number, numbers)
        if reason and not (stated and _lead_year(index, number.amount, evidence)):
            return reason
    for key in sorted(facts.keys & VAGUE):
        if evidence.keys.isdisjoint((key, key[:-1])):
            return f"“{key}” is not in its evidence"
    for date in facts.dates:
        if not _has_date(index, date, evidence):
            return f"{_worded(date)} is not in its evidence"
    for name in facts.names:
        if not evidence.keys.issuperset(name.keys) and not references.resolves(words, name, evidence, stated=stated):
            return f"name {_text(words, name)} is not in its evidence"
    return negation_differs(facts, evidence.facts, denied=denied) if stated else None


def _text(words: Words, name: Name) -> str:
    """A name as the value has it, and all of the word with hyphens that it may end within."""
    last = name.last
    while last + 1 < len(words) and words.gap(last + 1) in HYPHENS:
        last += 1
    return words.text[words.starts[name.first] : words.ends[last]]


def _worded(date: Date) -> str:
    sort, which = date
    return f"{sort} {which}" if sort in {"month", "day"} else which


def _has_date(index: ArticleIndex, date: Date, evidence: Evidence) -> bool:
    if any(date in each.dates for each in evidence.facts):
        return True
    sort = date[0]
    if sort == "weekday" and not any(other[0] == sort for each in evidence.facts for other in each.dates):
        if any(date in index.facts(position).dates for position in index.lead):
            return True
        return _is_published_on(index, date[1], evidence)
    return False


def _is_published_on(index: ArticleIndex, weekday: str, evidence: Evidence) -> bool:
    """Whether the evidence says "today" or "this morning" and the article appeared on that weekday."""
    if index.published is None or index.published.strftime("%A").lower() != weekday:
        return False
    relative = {which for each in evidence.facts for sort, which in each.dates if sort == "relative"}
    return bool(relative & {"today", "tonight", "overnight", "this morning", "this afternoon", "this evening"})


def _lead_year(index: ArticleIndex, amount: object, evidence: Evidence) -> bool:
    """Whether a year stands in the sentence before the evidence, which has none of its own."""
    if not _is_year(amount) or any(_is_year(number.amount) for each in evidence.facts for number in each.numbers):
        return False
    before = min(evidence.positions) - 1
    return before >= 0 and any(number.amount == amount for number in index.facts(before).numbers)


def _is_year(amount: object) -> bool:
    return isinstance(amount, float) and amount.is_integer() and 1500 <= amount <= 2200
