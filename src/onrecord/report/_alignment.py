"""The gold and predicted records of one article side by side, those with errors first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, get_args, get_origin

from onrecord.article import Article
from onrecord.evals import ArticleResult, Error
from onrecord.grounding import Support
from onrecord.kinds import kind_named, match_rules

__all__ = ["ERRORS", "SHOWN", "FieldRow", "Group", "Member", "Pairing", "aligned", "count_errors"]

ERRORS: tuple[str, ...] = get_args(Error)
"""The classes of mistakes, in the order in which they are shown."""
UNSUPPORTED = "unsupported"
"""The name under which an unsupported value is shown beside the mistakes, although it is not one of them."""
SHOWN = (*ERRORS, UNSUPPORTED)
LEAKED = "from an example in the prompt"


@dataclass(frozen=True, slots=True)
class Member:
    """One value of a field: its alternatives, where None stands for no value.

    `level` is that of a predicted value that isn't in the article as it is, None for others; `reason` says why one is
    unsupported, and `probability` is a verifier's, of its being supported, where one gave it.
    """

    alternatives: tuple[str | None, ...]
    level: Support | None = None
    reason: str | None = None
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of a gold and a predicted record.

    `wording` is set for a field that is a wording (see `onrecord.evals._similarity.Sort`), `differs` where the
    predicted value counts as wrong.
    """

    name: str
    gold: tuple[Member, ...]
    predicted: tuple[Member, ...]
    wording: bool
    differs: bool

    @property
    def unsupported(self) -> bool:
        """Whether the article doesn't support one of the predicted values."""
        return any(member.reason is not None for member in self.predicted)


@dataclass(frozen=True, slots=True)
class Pairing:
    """A gold record and a predicted record shown side by side, or one of them alone.

    `gold` and `predicted` are their positions, None where there is no record. `similarity` is that of a matched pair,
    None for records that are not matched. `gold_sentences` and `predicted_sentences` are the numbers of the sentences
    that each record rests on, in order. `elsewhere` is set where the evidence of a matched pair differs.
    """

    gold: int | None
    predicted: int | None
    fields: tuple[FieldRow, ...]
    gold_sentences: tuple[int, ...]
    predicted_sentences: tuple[int, ...]
    elsewhere: bool
    similarity: float | None
    optional: bool
    note: str | None

    @property
    def highlighted(self) -> list[FieldRow]:
        """The fields that get a row of their own: the wordings, then the fields that are wrong or unsupported."""
        own_row = [field for field in self.fields if field.wording or field.differs or field.unsupported]
        return sorted(own_row, key=lambda field: not field.wording)

    @property
    def rest(self) -> list[FieldRow]:
        """The fields that share a row."""
        highlighted = self.highlighted
        return [field for field in self.fields if field not in highlighted]

    @property
    def unsupported(self) -> bool:
        """Whether the article doesn't support one of the predicted values."""
        return any(field.unsupported for field in self.fields)


@dataclass(frozen=True, slots=True)
class Group:
    """Records that are linked by a match or a mistake, such as a pair or the parts of a split, and their errors."""

    kind: str
    errors: tuple[str, ...]
    pairings: tuple[Pairing, ...]


def aligned(article: Article, gold: Sequence[Mapping[str, Any]], result: ArticleResult) -> list[Group]:
    """The groups of all records of an article, sorted by the class of their first error, then by place in the text.

    Each record is in one group. `gold` are the gold records as `onrecord.evals._runs.plain_gold` returns them; records
    of kinds that were not asked for are left out.
    """
    table = _Table(article, gold, result)
    return sorted(table.groups(), key=lambda group: (_rank(group), table.place(group)))


def count_errors(result: ArticleResult) -> Counter[str]:
    """How many mistakes of each class there are, in the order of `ERRORS`."""
    counts = Counter(mistake["error"] for mistake in result.mistakes)
    return Counter({error: counts[error] for error in ERRORS if counts[error]})


def _rank(group: Group) -> int:
    return min((SHOWN.index(error) for error in group.errors), default=len(SHOWN))


@dataclass(frozen=True, slots=True)
class _Table:
    """The records of an article and the links between them."""

    article: Article
    gold: Sequence[Mapping[str, Any]]
    result: ArticleResult

    def groups(self) -> Iterator[Group]:
        matched = {match["gold"]: match for match in self.result.matches}
        for rows, columns, errors in self._components():
            pairs = [(row, matched[row]["predicted"]) for row in rows if row in matched]
            left = [row for row in rows if row not in matched]
            taken = {column for _, column in pairs}
            extra = [column for column in columns if column not in taken]
            beside = [*pairs, *zip_longest(left, extra)]
            pairings = tuple(self._pairing(row, column, matched) for row, column in beside)
            shown = errors | ({UNSUPPORTED} if any(pairing.unsupported for pairing in pairings) else set())
            kind = (self.gold[rows[0]] if rows else self.result.records[columns[0]])["kind"]
            yield Group(kind, tuple(error for error in SHOWN if error in shown), pairings)

    def place(self, group: Group) -> tuple[int, ...]:
        """The position of a group in the article: its first sentence, then its gold records."""
        numbers = [n for each in group.pairings for n in (*each.gold_sentences, *each.predicted_sentences)]
        return (min(numbers, default=0), *(each.gold or 0 for each in group.pairings))

    def _components(self) -> Iterator[tuple[list[int], list[int], set[str]]]:
        """Positions of the gold and predicted records that are linked, and the classes of their mistakes."""
        asked = {name.partition(".")[0] for name in self.result.ratios}
        nodes = [("gold", i) for i, record in enumerate(self.gold) if record["kind"] in asked]
        nodes += [("predicted", i) for i in range(len(self.result.records))]
        ties = [[("gold", each["gold"]), ("predicted", each["predicted"])] for each in self.result.matches]
        ties += [_nodes(mistake) for mistake in self.result.mistakes]
        leader = _joined(nodes, ties)
        errors: dict[tuple[str, int], set[str]] = {}
        for mistake in self.result.mistakes:
            errors.setdefault(leader[_nodes(mistake)[0]], set()).add(mistake["error"])
        members: dict[tuple[str, int], list[tuple[str, int]]] = {}
        for node in nodes:
            members.setdefault(leader[node], []).append(node)
        for head, each in members.items():
            rows = [place for side, place in each if side == "gold"]
            columns = [place for side, place in each if side == "predicted"]
            yield rows, columns, errors.get(head, set())

    def _pairing(self, row: int | None, column: int | None, matched: Mapping[int, Mapping[str, Any]]) -> Pairing:
        gold = None if row is None else self.gold[row]
        predicted = None if column is None else self.result.records[column]
        match = matched.get(row) if row is not None and gold and predicted else None
        differing = self._differing(row, column) if match else set()
        return Pairing(
            row,
            column,
            tuple(_rows(gold, predicted, differing, self._leaked(column))),
            self._sentences(gold),
            self._sentences(predicted),
            "evidence" in differing,
            match["similarity"] if match else None,
            bool(gold and gold["optional"]),
            gold["note"] if gold else None,
        )

    def _differing(self, row: int | None, column: int | None) -> set[str]:
        """The fields that are wrong in a matched pair."""
        return {
            field["field"]
            for mistake in self.result.mistakes
            if mistake["error"] == "wrong field" and row in mistake["gold"] and column in mistake["predicted"]
            for field in mistake["fields"]
        }

    def _leaked(self, column: int | None) -> set[str]:
        """The fields of a predicted record whose values come from an example."""
        return {
            field["field"]
            for mistake in self.result.mistakes
            if mistake["error"] == "leaked" and column in mistake["predicted"]
            for field in mistake["fields"]
        }

    def _sentences(self, record: Mapping[str, Any] | None) -> tuple[int, ...]:
        spans = record["evidence"] if record else ()
        return tuple(
            sentence.number
            for sentence in self.article.sentences
            if any(sentence.span.start < span["end"] and span["start"] < sentence.span.end for span in spans)
        )


def _nodes(mistake: Mapping[str, Any]) -> list[tuple[str, int]]:
    return [(side, place) for side in ("gold", "predicted") for place in mistake[side]]


def _joined(
    nodes: Sequence[tuple[str, int]], ties: Sequence[Sequence[tuple[str, int]]]
) -> dict[tuple[str, int], tuple[str, int]]:
    """For each node, the representative of its connected component."""
    leader = {node: node for node in nodes}
    groups = {node: [node] for node in nodes}
    for first, *rest in ties:
        for other in rest:
            into, absorbed = leader[first], leader[other]
            if into != absorbed:
                groups[into] += groups[absorbed]
                leader.update(dict.fromkeys(groups.pop(absorbed), into))
    return leader


def _rows(
    gold: Mapping[str, Any] | None, predicted: Mapping[str, Any] | None, differing: set[str], leaked: set[str]
) -> Iterator[FieldRow]:
    """The fields of which the gold or the predicted record has a value."""
    kind = kind_named((gold or predicted or {})["kind"])
    for name, info in kind.model_fields.items():
        several = get_origin(info.annotation) is list
        ours = _gold_members(gold, name, info.default, several=several)
        theirs = _predicted_members(predicted, name, leaked)
        if name != "sentences" and (ours or theirs):
            rule = match_rules(kind).get(name)
            yield FieldRow(name, ours, theirs, rule is not None and rule.is_wording, name in differing)


def _gold_members(record: Mapping[str, Any] | None, name: str, default: object, *, several: bool) -> tuple[Member, ...]:
    if record is None or name == "sentences":
        return ()
    if name not in record["fields"]:
        return (Member((default,)),) if isinstance(default, str) else ()
    labelled = record["fields"][name]
    if several:
        return tuple(Member(tuple(each)) for each in labelled)
    return () if labelled == [None] else (Member(tuple(labelled)),)


def _predicted_members(record: Mapping[str, Any] | None, name: str, leaked: set[str]) -> tuple[Member, ...]:
    value = record.get(name) if record else None
    if record is None or value is None:
        return ()
    values = {f"{name}[{i}]": each for i, each in enumerate(value)} if isinstance(value, list) else {name: value}
    return tuple(_predicted_member(record, place, str(each), leaked) for place, each in values.items())


def _predicted_member(record: Mapping[str, Any], place: str, text: str, leaked: set[str]) -> Member:
    """A value of a predicted record; one that needs no support has no level."""
    support = record["support"].get(place, {})
    level = Support(support.get("level", Support.EXACT))
    if level.is_at_least(Support.NORMALIZED):
        return Member((text,))
    reason = _reason(support, leaked=place in leaked) if level is Support.UNSUPPORTED else None
    return Member((text,), level, reason, support.get("probability"))


def _reason(support: Mapping[str, Any], *, leaked: bool) -> str:
    """Why a value is unsupported."""
    reasons = [support.get("reason"), LEAKED if leaked else None]
    return "; ".join(filter(None, reasons)) or "the article doesn't support it"
