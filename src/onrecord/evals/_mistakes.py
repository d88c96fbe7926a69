"""What is wrong with a prediction, record by record, each mistake in one class.

Missed, made up and wrong are the missing, spurious and incorrect of the Message Understanding Conferences (Chinchor and
Sundheim, MUC-5 Evaluation Metrics, 1993). Split and merged say which of those come of one record told in several, or of
several told in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, product
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from onrecord.article import Article
from onrecord.evals._similarity import (
    ALIKE,
    Compared,
    Sort,
    comparable,
    compared_fields,
    negates,
    numbers_of,
    words_of,
)
from onrecord.grounding import Support, Words
from onrecord.kinds import KINDS, MatchRule, match_rules

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from onrecord.evals._gold import GoldRecord
    from onrecord.evals._matching import Table
    from onrecord.grounding import GroundedRecord, Value
    from onrecord.kinds import Record

    Vector: TypeAlias = NDArray[np.float64]

__all__ = [
    "EVIDENCE",
    "PART",
    "RIGHT",
    "Error",
    "Examples",
    "Mistake",
    "WrongField",
    "mistakes_of",
    "wrong_fields",
]

RIGHT = {Sort.WORDING: 0.8, Sort.PHRASE: ALIKE, Sort.SET: 1.0, Sort.CHOICE: 1.0}
"""The least similarity of a field that is right by the strict bound, for each sort of field."""
EVIDENCE = 0.5
"""The least share of a record's evidence that has to lie in the gold record's sentences to be right."""
PART = 0.6
"""The least share of one wording that has to stand in another for the one to be told in the other."""

_DENIED = "denied"
"""The value of a choice that turns what its record says into the opposite."""

WrongFields: TypeAlias = dict[int, tuple["WrongField", ...]]
"""Fields with something wrong, by the row or column of their record; only where there are any."""
Error = Literal["missed", "made up", "split", "merged", "wrong field", "leaked"]


@dataclass(frozen=True, slots=True)
class WrongField:
    """A field that differs: gold's alternatives (for a list, those of each member), and what was predicted.

    For `evidence`, both are the numbers of sentences. For a leaked value there is no gold.
    """

    field: str
    gold: tuple[Any, ...]
    predicted: Any


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: its class, and the records it is about, by their places in `GoldArticle.records` and the prediction.

    - `missed`: a required gold record that no predicted one tells.
    - `made up`: a predicted record that tells no gold one.
    - `split`: a gold record told in several predicted ones, in parts or over again.
    - `merged`: several gold records told in one predicted one.
    - `wrong field`: a matched pair, and its `fields` that aren't right by the strict bound.
    - `leaked`: a predicted record, matched or not, and its `fields` that are from a prompt's example.
    """

    error: Error
    kind: str
    gold: tuple[int, ...]
    predicted: tuple[int, ...]
    fields: tuple[WrongField, ...] = ()


def mistakes_of(table: Table, wrong: WrongFields, leaked: WrongFields) -> list[Mistake]:
    """The mistakes of one kind, in the order of the gold.

    `wrong` has the fields that differ by the row of their pair, `leaked` those from an example by their column.
    """
    extra = [column for column in table.extra if column not in leaked]
    merged = _merged(table, extra)
    extra = [column for column in extra if column not in merged]
    missed = [row for row in table.missed if all(row not in rows for rows in merged.values())]
    split = _split(table, extra, missed)
    parts = {column for columns in split.values() for column in columns}
    found = [_mistake(table, "wrong field", [row], [table.matched[row]], fields) for row, fields in wrong.items()]
    found += [_mistake(table, "merged", rows, [column]) for column, rows in merged.items()]
    found += [_mistake(table, "split", [row], columns) for row, columns in split.items()]
    found += [_mistake(table, "missed", [row], []) for row in missed if row not in split]
    found += [_mistake(table, "made up", [], [column]) for column in extra if column not in parts]
    found += [_mistake(table, "leaked", [], [column], fields) for column, fields in leaked.items()]
    return sorted(found, key=lambda each: (not each.gold, each.gold, each.predicted))


def _mistake(
    table: Table, error: Error, rows: Iterable[int], columns: Iterable[int], fields: tuple[WrongField, ...] = ()
) -> Mistake:
    gold = tuple(sorted(table.gold[row][0] for row in rows))
    predicted = tuple(sorted(table.predicted[column][0] for column in columns))
    return Mistake(error, table.kind, gold, predicted, fields)


# --- split and merged


def _merged(table: Table, extra: Sequence[int]) -> dict[int, list[int]]:
    """The columns that tell several rows, with these: one that is matched, and ones that are missed."""
    rows_of = {column: row for row, column in table.matched.items()}
    found: dict[int, list[int]] = {}
    for row in table.missed:
        column = _best(table.compared.told[row], table.compared.evidence[row], [*rows_of, *extra])
        if column is not None:
            found.setdefault(column, [rows_of[column]] if column in rows_of else []).append(row)
    return {column: rows for column, rows in found.items() if len(rows) > 1}


def _split(table: Table, extra: Sequence[int], missed: Sequence[int]) -> dict[int, list[int]]:
    """The rows that are told in several columns, with these: one that is matched, and ones that are extra."""
    found: dict[int, list[int]] = {}
    for column in extra:
        stuck, evidence = table.compared.stuck[:, column], table.compared.evidence[:, column]
        row = _best(stuck, evidence, [*table.matched, *missed])
        if row is not None:
            found.setdefault(row, [table.matched[row]] if row in table.matched else []).append(column)
    return {row: columns for row, columns in found.items() if len(columns) > 1}


def _best(told: Vector, evidence: Vector, candidates: Iterable[int]) -> int | None:
    """The candidate in which most is told, enough of it, from a sentence that both rest on; None if there is none."""
    near = [each for each in candidates if told[each] >= PART and evidence[each] > 0]
    return max(near, key=lambda each: told[each], default=None)


# --- wrong fields


def wrong_fields(table: Table) -> WrongFields:
    """For each row of a required record that is matched, its fields that aren't right by the strict bound."""
    found: dict[int, list[WrongField]] = {}
    for field in compared_fields(KINDS[table.kind]):
        least, is_wording = RIGHT[field.sort], field.sort is Sort.WORDING
        for (row, column), value in zip(table.told, table.at_told(table.compared.each[field.name]), strict=True):
            gold, record = table.gold[row][1], table.predicted[column][1].record
            if value < least or (is_wording and not _agree(field, gold, record)):
                alternatives = tuple(gold.fields.get(field.name, field.default))
                found.setdefault(row, []).append(WrongField(field.name, alternatives, comparable(field, record)))
    for (row, column), within in zip(table.told, table.at_told(table.compared.within), strict=True):
        if within < EVIDENCE:
            cited = tuple(table.predicted[column][1].record.sentences)
            found.setdefault(row, []).append(WrongField("evidence", table.gold[row][1].sentences, cited))
    return {row: tuple(found[row]) for row in sorted(found)}


def _agree(field: Compared, gold: GoldRecord, record: Record) -> bool:
    """Whether two wordings alike have no other number, and neither says that what the other says is not so.

    A record denies what its wording negates, and what a field of its calls denied.
    """
    text, alternatives = getattr(record, field.name), gold.fields.get(field.name, field.default)
    numbers = numbers_of(words_of(text))
    if numbers and not numbers <= numbers_of(words_of(alternatives[0])) and not numbers <= _numbers(gold):
        return False
    choices = [each for each in compared_fields(type(record)) if each.sort is Sort.CHOICE]
    denied = any(comparable(each, record) == _DENIED for each in choices)
    ways = [[each == _DENIED for each in gold.fields.get(choice.name, choice.default)] for choice in choices]
    return (negates(text) or denied) in {any(way) for way in product(map(negates, alternatives), *ways)}


def _numbers(gold: GoldRecord) -> frozenset[str]:
    """Every number in the fields of a labelled record."""
    values = chain.from_iterable(gold.fields.values())
    texts = chain.from_iterable(value if isinstance(value, tuple) else (value,) for value in values)
    return numbers_of(word for text in texts for word in words_of(text))


# --- leaked


class Examples:
    """The texts of a prompt's examples, to be told from the article's."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.given = False
        self._runs: list[str] = []
        self._stems: list[frozenset[str]] = []
        for text in texts:
            self.given = True
            for sentence in Article(text).sentences:
                words = Words(sentence.text)
                self._runs.append(_run(words))
                self._stems.append(_stems(words))

    def leaked(self, predicted: GroundedRecord) -> tuple[WrongField, ...]:
        """The values of a record that its article doesn't support and an example has; none if there are none."""
        if not self.given:
            return ()
        reading = match_rules(type(predicted.record))
        return tuple(
            WrongField(value.field, (), value.text)
            for value in predicted.values
            if value.support is Support.UNSUPPORTED and self._has(value, reading[value.field.partition("[")[0]])
        )

    def _has(self, value: Value, reading: MatchRule) -> bool:
        """Whether one sentence has a value word for word, or of a value in the model's words every telling one."""
        words = Words(value.text)
        if reading is MatchRule.STATED:
            stems = _stems(words)
            return len(stems) > 1 and any(stems <= each for each in self._stems)
        return bool(words) and any(_run(words) in each for each in self._runs)


def _run(words: Words) -> str:
    return f" {' '.join(words.keys)} "


def _stems(words: Words) -> frozenset[str]:
    return frozenset(filter(None, words.stems))
