"""What another run answers differently: gold records gained and lost, records altered, made up and gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from rapidfuzz.fuzz import token_sort_ratio

from onrecord.evals._runs import ArticleResult, Cell
from onrecord.grounding import Support
from onrecord.kinds import kind_named
from onrecord.rewording import Piece, reworded

__all__ = [
    "CHANGES",
    "ArticleChange",
    "FieldChange",
    "GoldChange",
    "RecordChange",
    "articles_changed",
    "gained_and_lost",
]

Change = Literal["gained", "lost", "altered", "made up", "no longer made up"]
CHANGES: tuple[Change, ...] = get_args(Change)
"""What may have become of a record, in the order in which it is told."""

LIKE = 50.0
"""How much alike, out of 100, the wordings of two records on the same sentence are that tell the same differently."""

_Plain = Mapping[str, Any]
"""A record as `onrecord.plain.plain_record` returns it."""


@dataclass(frozen=True, slots=True)
class GoldChange:
    """A gold record that only one of two cells matches.

    `number` is its position among the gold records of its kind in the article, from 1, and `text` its wording.
    """

    article: str
    kind: str
    number: int
    text: str


def gained_and_lost(gold: Sequence[Mapping[str, Any]], a: Cell, b: Cell) -> tuple[list[GoldChange], list[GoldChange]]:
    """The gold records that only `b` matches, and those that only `a` matches, in the order of the gold.

    `gold` is `EvalRun.gold`. Articles that only one of the cells has are left out.
    """
    both = {each.article for each in a.articles} & {each.article for each in b.articles}
    matched_a, matched_b = set(_matched(a)), set(_matched(b))
    gained: list[GoldChange] = []
    lost: list[GoldChange] = []
    for labelled in gold:
        article = labelled["article"]["id"]
        for place in range(len(labelled["records"])):
            key = (article, place)
            if article in both and (key in matched_a) != (key in matched_b):
                (gained if key in matched_b else lost).append(_change(labelled, place))
    return gained, lost


def _matched(cell: Cell) -> Iterator[tuple[str, int]]:
    """The matched gold records, each as its article's id and its position among the article's gold records."""
    for article in cell.articles:
        for match in article.matches:
            yield article.article, match["gold"]


def _change(labelled: Mapping[str, Any], place: int) -> GoldChange:
    records = labelled["records"]
    kind = records[place]["kind"]
    number = sum(record["kind"] == kind for record in records[: place + 1])
    return GoldChange(labelled["article"]["id"], kind, number, _wording(records[place]["fields"]))


def _wording(fields: Mapping[str, Sequence[Any]]) -> str:
    """The longest first alternative among the fields, which is what the record says rather than who says it."""
    texts = [alternatives[0] for alternatives in fields.values() if alternatives and isinstance(alternatives[0], str)]
    return max(texts, key=len, default="")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a record on both sides, as text; "" where there is no value, or no record.

    `wrong_a` and `wrong_b` say that the value is wrong by the gold, `unsupported_a` and `unsupported_b` why the article
    doesn't support it, None where it does.
    """

    name: str
    a: str
    b: str
    wrong_a: bool
    wrong_b: bool
    unsupported_a: str | None
    unsupported_b: str | None

    @property
    def pieces(self) -> list[Piece]:
        """The words of both values in one row, and who has each."""
        return reworded(self.a, self.b)


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record that isn't the same in A and B, its fields side by side.

    - `gained`, `lost`: only B, or only A, matches the gold record. The other side has what it says in its place, if it
      says anything alike about the same sentence.
    - `altered`: both match the gold record with other values, or neither matches any with records much alike.
    - `made up`: B has it, it matches no gold record, and A has nothing like it; `no longer made up`: the reverse.

    `number` is the gold record's position among those of its kind, from 1, and `gold` its wording; None and "" where
    there is none. `in_a` and `in_b` say which side has a record.
    """

    change: Change
    kind: str
    number: int | None
    gold: str
    in_a: bool
    in_b: bool
    fields: tuple[FieldChange, ...]

    @property
    def unsupported(self) -> bool:
        """Whether B says something that the article doesn't support."""
        return any(field.unsupported_b is not None for field in self.fields)


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """An article and its records that aren't the same in A and B."""

    article: str
    records: tuple[RecordChange, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many records changed in each way, in the order of `CHANGES`; ways that none did are left out."""
        counted = Counter(record.change for record in self.records)
        return {change: counted[change] for change in CHANGES if counted[change]}


def articles_changed(gold: Sequence[Mapping[str, Any]], a: Cell, b: Cell) -> list[ArticleChange]:
    """The articles whose records differ between two cells, in the order of the gold, which is `EvalRun.gold`."""
    ours, theirs = ({each.article: each for each in cell.articles} for cell in (a, b))
    both = [each for each in gold if each["article"]["id"] in ours.keys() & theirs.keys()]
    found = []
    for labelled in both:
        name = labelled["article"]["id"]
        records = sorted(_Sides(labelled, ours[name], theirs[name]).changes(), key=_place)
        if records:
            found.append(ArticleChange(name, tuple(records)))
    return found


def _place(change: RecordChange) -> int:
    return CHANGES.index(change.change)


class _Sides:
    """The results of A and B on one article."""

    def __init__(self, labelled: Mapping[str, Any], a: ArticleResult, b: ArticleResult) -> None:
        self._labelled = labelled
        self._results = (a, b)
        self._matched = tuple({match["gold"]: match["predicted"] for match in each.matches} for each in (a, b))
        spare_a, spare_b = (
            [i for i in range(len(each.records)) if i not in set(matched.values())]
            for each, matched in zip(self._results, self._matched, strict=True)
        )
        self._spare = _without_equals(a, spare_a, b, spare_b)

    def changes(self) -> Iterator[RecordChange]:
        matched_a, matched_b = self._matched
        for place in range(len(self._labelled["records"])):
            in_a, in_b = matched_a.get(place), matched_b.get(place)
            if in_a is not None and in_b is not None:
                yield from self._altered(place, in_a, in_b)
            elif in_b is not None:
                yield self._change("gained", self._alike(0, self._results[1].records[in_b]), in_b, place)
            elif in_a is not None:
                yield self._change("lost", in_a, self._alike(1, self._results[0].records[in_a]), place)
        for in_b in list(self._spare[1]):
            in_a = self._alike(0, self._results[1].records[in_b])
            yield self._change("made up" if in_a is None else "altered", in_a, in_b, None)
        for in_a in self._spare[0]:
            yield self._change("no longer made up", in_a, None, None)

    def _altered(self, place: int, in_a: int, in_b: int) -> Iterator[RecordChange]:
        one, other = self._results[0].records[in_a], self._results[1].records[in_b]
        if _values(one) != _values(other):
            yield self._change("altered", in_a, in_b, place)

    def _alike(self, side: int, record: _Plain) -> int | None:
        """Take the record that matches nothing on a side and says most nearly what `record` says of a sentence."""
        records = self._results[side].records
        near = {
            i: token_sort_ratio(_said(records[i]), _said(record))
            for i in self._spare[side]
            if records[i]["kind"] == record["kind"] and _shares_sentence(records[i], record)
        }
        best = max(near, key=lambda i: near[i], default=None)
        if best is None or near[best] < LIKE:
            return None
        self._spare[side].remove(best)
        return best

    def _change(self, change: Change, in_a: int | None, in_b: int | None, place: int | None) -> RecordChange:
        records = [
            None if i is None else result.records[i] for i, result in zip((in_a, in_b), self._results, strict=True)
        ]
        wrong = [_wrong(result, place, i) for i, result in zip((in_a, in_b), self._results, strict=True)]
        kind = next(record["kind"] for record in records if record)
        gold = None if place is None else _change(self._labelled, place)
        return RecordChange(
            change,
            kind,
            gold.number if gold else None,
            gold.text if gold else "",
            in_a is not None,
            in_b is not None,
            tuple(_fields(records[0], records[1], *wrong)),
        )


def _without_equals(
    a: ArticleResult, spare_a: Sequence[int], b: ArticleResult, spare_b: Sequence[int]
) -> tuple[list[int], list[int]]:
    """The records that match nothing, without those that both sides have."""
    ours, theirs = (
        Counter((record["kind"], *_values(record).items()) for record in (side.records[i] for i in spare))
        for side, spare in ((a, spare_a), (b, spare_b))
    )
    return _rest(a, spare_a, ours - theirs), _rest(b, spare_b, theirs - ours)


def _rest(result: ArticleResult, spare: Sequence[int], left: Counter[tuple[Any, ...]]) -> list[int]:
    rest = []
    for i in spare:
        key = (result.records[i]["kind"], *_values(result.records[i]).items())
        if left[key] > 0:
            left[key] -= 1
            rest.append(i)
    return rest


def _values(record: _Plain) -> dict[str, str]:
    """The fields of a record as text, "" for no value; not the sentences that it rests on."""
    names = [name for name in kind_named(record["kind"]).model_fields if name != "sentences"]
    return {name: _as_text(record.get(name)) for name in names}


def _as_text(value: object) -> str:
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _said(record: _Plain) -> str:
    """What a record says: the longest of its texts."""
    return max(_values(record).values(), key=len, default="")


def _shares_sentence(one: _Plain, other: _Plain) -> bool:
    return any(a["start"] < b["end"] and b["start"] < a["end"] for a in one["evidence"] for b in other["evidence"])


def _wrong(result: ArticleResult, place: int | None, predicted: int | None) -> set[str]:
    """The fields of a record that are wrong by the gold record that it matches."""
    return {
        field["field"]
        for mistake in result.mistakes
        if mistake["error"] == "wrong field" and place in mistake["gold"] and predicted in mistake["predicted"]
        for field in mistake["fields"]
    }


def _fields(one: _Plain | None, other: _Plain | None, wrong_a: set[str], wrong_b: set[str]) -> Iterator[FieldChange]:
    """The fields to show: all that have a value where one side has no record; else those that differ or are faulty."""
    ours, theirs = (_values(record) if record else {} for record in (one, other))
    for name in ours or theirs:
        a, b = ours.get(name, ""), theirs.get(name, "")
        why_a, why_b = (_unsupported(record, name) for record in (one, other))
        if a != b or name in wrong_a | wrong_b or why_a or why_b:
            yield FieldChange(name, a, b, name in wrong_a, name in wrong_b, why_a, why_b)


def _unsupported(record: _Plain | None, name: str) -> str | None:
    """Why the article doesn't support the value of a field; None where it does."""
    support = record["support"] if record else {}
    reasons = [
        value.get("reason") or "the article doesn't support it"
        for field, value in support.items()
        if field.partition("[")[0] == name and value["level"] == Support.UNSUPPORTED
    ]
    return "; ".join(reasons) or None
