"""The mistakes of a prediction, record by record, each of one class.

Missed, made up and wrong are the missing, spurious and incorrect of the Message Understanding Conferences (Chinchor and
Sundheim, MUC-5 Evaluation Metrics, 1993). Split and merged are the missing and spurious records that arise where one
gold record is divided among several predicted ones, or several gold records are combined in one.
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
from onrecord.kinds import DENIED, KINDS, MatchRule, match_rules

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
"""The least similarity of a field that counts as right, for each sort of field."""
EVIDENCE = 0.5
"""The least share of a record's evidence in the gold record's sentences for the evidence to count as right."""
PART = 0.6
"""The least share of one wording's words in another for the other record to contain the one."""

WrongFields: TypeAlias = dict[int, tuple["WrongField", ...]]
"""The wrong fields of each record that has any, by the record's row or column in its table."""
Error = Literal["missed", "made up", "split", "merged", "wrong field", "leaked"]


@dataclass(frozen=True, slots=True)
class WrongField:
    """A field whose predicted value is wrong.

    `gold` are the alternatives of the gold value; for a list, those of each member. For `evidence`, `gold` and
    `predicted` are the numbers of sentences. For a leaked value, `gold` is empty.
    """

    field: str
    gold: tuple[Any, ...]
    predicted: Any


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: its class (`error`), and the positions of the gold and predicted records concerned.

    - `missed`: a required gold record without a match.
    - `made up`: a predicted record without a match.
    - `split`: a gold record divided among several predicted ones, or repeated in them.
    - `merged`: several gold records combined in one predicted record.
    - `wrong field`: a matched pair, and the `fields` of it that are wrong.
    - `leaked`: a predicted record, matched or not, and the `fields` of it that come from a prompt's example.

    Positions count from 0, in `GoldArticle.records` and among the predicted records.
    """

    error: Error
    kind: str
    gold: tuple[int, ...]
    predicted: tuple[int, ...]
    fields: tuple[WrongField, ...] = ()


def mistakes_of(table: Table, wrong: WrongFields, leaked: WrongFields) -> list[Mistake]:
    """The mistakes of one kind, in the order of the gold records.

    `wrong` has the wrong fields of the matched pairs by row, `leaked` the fields from an example by column.
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
    """The columns that combine several rows, with these rows: a matched one, if there is one, and missed ones."""
    rows_of = {column: row for row, column in table.matched.items()}
    found: dict[int, list[int]] = {}
    for row in table.missed:
        column = _best(table.compared.wording_recall[row], table.compared.evidence[row], [*rows_of, *extra])
        if column is not None:
            found.setdefault(column, [rows_of[column]] if column in rows_of else []).append(row)
    return {column: rows for column, rows in found.items() if len(rows) > 1}


def _split(table: Table, extra: Sequence[int], missed: Sequence[int]) -> dict[int, list[int]]:
    """The rows divided among several columns, with these: a matched one, if there is one, and ones without a match."""
    found: dict[int, list[int]] = {}
    for column in extra:
        precision, evidence = table.compared.wording_precision[:, column], table.compared.evidence[:, column]
        row = _best(precision, evidence, [*table.matched, *missed])
        if row is not None:
            found.setdefault(row, [table.matched[row]] if row in table.matched else []).append(column)
    return {row: columns for row, columns in found.items() if len(columns) > 1}


def _best(shares: Vector, evidence: Vector, candidates: Iterable[int]) -> int | None:
    """The candidate with shared evidence and the largest share of the wording, if it is at least `PART`; else None."""
    near = [each for each in candidates if shares[each] >= PART and evidence[each] > 0]
    return max(near, key=lambda each: shares[each], default=None)


# --- wrong fields


def wrong_fields(table: Table) -> WrongFields:
    """The fields below the strict bounds, for each row of a required record that is matched."""
    found: dict[int, list[WrongField]] = {}
    for field in compared_fields(KINDS[table.kind]):
        least, is_wording = RIGHT[field.sort], field.sort is Sort.WORDING
        similarities = table.at_true_positives(table.compared.each[field.name])
        for (row, column), value in zip(table.true_positives, similarities, strict=True):
            gold, record = table.gold[row][1], table.predicted[column][1].record
            if value < least or (is_wording and not _agree(field, gold, record)):
                alternatives = tuple(gold.fields.get(field.name, field.default))
                found.setdefault(row, []).append(WrongField(field.name, alternatives, comparable(field, record)))
    shares = table.at_true_positives(table.compared.evidence_precision)
    for (row, column), share in zip(table.true_positives, shares, strict=True):
        if share < EVIDENCE:
            cited = tuple(table.predicted[column][1].record.sentences)
            found.setdefault(row, []).append(WrongField("evidence", table.gold[row][1].sentences, cited))
    return {row: tuple(found[row]) for row in sorted(found)}


def _agree(field: Compared, gold: GoldRecord, record: Record) -> bool:
    """Whether two similar wordings agree in their numbers, and in whether they deny what they say.

    A record denies its wording where the wording is negated, or where a label of the record says so.
    """
    text, alternatives = getattr(record, field.name), gold.fields.get(field.name, field.default)
    numbers = numbers_of(words_of(text))
    if numbers and not numbers <= numbers_of(words_of(alternatives[0])) and not numbers <= _numbers(gold):
        return False
    labels = type(record).label_fields
    choices = [each for each in compared_fields(type(record)) if each.sort is Sort.CHOICE and each.name in labels]
    denied = any(comparable(each, record) == DENIED for each in choices)
    ways = [[each == DENIED for each in gold.fields.get(choice.name, choice.default)] for choice in choices]
    return (negates(text) or denied) in {any(way) for way in product(map(negates, alternatives), *ways)}


def _numbers(gold: GoldRecord) -> frozenset[str]:
    """Every number in the fields of a labelled record."""
    values = chain.from_iterable(gold.fields.values())
    texts = chain.from_iterable(value if isinstance(value, tuple) else (value,) for value in values)
    return numbers_of(word for text in texts for word in words_of(text))


# --- leaked


class Examples:
    """The texts of a prompt's examples, in which leaked values are looked up."""

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
        """The values of a record that its article doesn't support and that stand in an example."""
        if not self.given:
            return ()
        rules = match_rules(type(predicted.record))
        return tuple(
            WrongField(value.field, (), value.text)
            for value in predicted.values
            if value.support is Support.UNSUPPORTED and self._has(value, rules[value.field.partition("[")[0]])
        )

    def _has(self, value: Value, rule: MatchRule) -> bool:
        """Whether a sentence of an example has the value word for word.

        Of a value in the model's own words (`MatchRule.STATED`), the sentence has to have every content word.
        """
        words = Words(value.text)
        if rule is MatchRule.STATED:
            stems = _stems(words)
            return len(stems) > 1 and any(stems <= each for each in self._stems)
        return bool(words) and any(_run(words) in each for each in self._runs)


def _run(words: Words) -> str:
    return f" {' '.join(words.keys)} "


def _stems(words: Words) -> frozenset[str]:
    return frozenset(filter(None, words.stems))
