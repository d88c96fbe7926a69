"""Match predicted records to gold records: the best one-to-one assignment.

The similarity of two records of one kind combines that of their wording, their evidence and their other fields. How a
field is compared follows from its type in the kind's class (see `_similarity`). `docs/scoring.md` has the formulas,
with an example of each.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.errors import UsageError
from onrecord.evals._matrices import Similarity, similarity_of
from onrecord.evals._metrics import kinds_of
from onrecord.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from onrecord.evals._gold import GoldArticle, GoldRecord
    from onrecord.evals._matrices import Matrix
    from onrecord.grounding import GroundedRecord

__all__ = [
    "OPTIONAL",
    "Matching",
    "Pair",
    "Table",
    "assign",
    "match",
    "matching_of",
    "tables_of",
]

OPTIONAL = 0.9
"""Weight in the assignment of the similarity to an optional gold record; to a required one it is 1."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold record and the predicted record that matches it.

    `gold` and `predicted` are their positions, from 0, in `GoldArticle.records` and among the predicted records.
    `similarity`, and the `wording`, `evidence` and `fields` similarities that it combines, are from 0 to 1.
    """

    kind: str
    gold: int
    predicted: int
    similarity: float
    wording: float
    evidence: float
    fields: float


@dataclass(frozen=True, slots=True)
class Matching:
    """The matching of one article.

    `pairs` are the matched pairs. `missed` are the positions of the required gold records without a match, `extra`
    those of the predicted records without a match.
    """

    pairs: tuple[Pair, ...]
    missed: tuple[int, ...]
    extra: tuple[int, ...]


def match(gold: GoldArticle, predicted: Sequence[GroundedRecord], *, kinds: Iterable[str] | None = None) -> Matching:
    """The assignment of predicted to gold records with the greatest sum of similarities, for each kind.

    Each record is in one pair at most. Exact repeats of a predicted record count as one record. A pair has a
    similarity of at least `_matrices.LENIENT`, and its wordings one of at least `_matrices.WORDING`. Only records of
    `kinds` are matched (None: of all kinds). The order of the records makes no difference.

    CEAF scores coreference by the best one-to-one alignment, too (Luo, On Coreference Resolution Performance Metrics,
    2005). Finding it is an assignment problem (Kuhn, The Hungarian Method for the Assignment Problem, 1955), which
    scipy solves. Raises `UsageError` for an unknown kind, and where scipy is not installed.
    """
    return matching_of(tables_of(gold, predicted, kinds))


@dataclass
class Table:
    """The gold and predicted records of one kind, in a canonical order, and their similarities.

    Each record comes with its position in the article. Gold records are the rows of the matrices in `compared`,
    predicted records the columns.
    """

    kind: str
    gold: list[tuple[int, GoldRecord]]
    predicted: list[tuple[int, GroundedRecord]]
    compared: Similarity

    @cached_property
    def matched(self) -> dict[int, int]:
        """The column of each matched row."""
        return self.assigned(self.compared.similarity.copy())

    def assigned(self, similarity: Matrix) -> dict[int, int]:
        """The column that each row is assigned by `similarity`, for the rows that get one.

        Repeats of a record get no row. Otherwise they could match the gold records beside the one that they repeat.
        """
        similarity[:, self.repeats] = 0.0
        return assign(similarity, [gold.optional for _, gold in self.gold])

    @cached_property
    def repeats(self) -> list[int]:
        """The columns of records that equal the record before; in this order, equal records are neighbours."""
        pairs = enumerate(pairwise(record for _, record in self.predicted), start=1)
        return [i for i, (a, b) in pairs if a.evidence == b.evidence and a.record == b.record]

    @property
    def pairs(self) -> Iterator[Pair]:
        """The matched pairs."""
        rows, columns, compared = list(self.matched), list(self.matched.values()), self.compared
        parts = (compared.similarity, compared.wording, compared.evidence, compared.fields)
        values = zip(*(part[rows, columns].round(6).tolist() for part in parts), strict=True)
        for row, column, (similarity, wording, evidence, fields) in zip(rows, columns, values, strict=True):
            gold, predicted = self.gold[row][0], self.predicted[column][0]
            yield Pair(self.kind, gold, predicted, similarity, wording, evidence, fields)

    @cached_property
    def missed(self) -> list[int]:
        """The rows of the required records without a match: the false negatives."""
        return [row for row, (_, gold) in enumerate(self.gold) if row not in self.matched and not gold.optional]

    @cached_property
    def extra(self) -> list[int]:
        """The columns without a match: the false positives."""
        taken = set(self.matched.values())
        return [column for column in range(len(self.predicted)) if column not in taken]

    @property
    def distinct(self) -> list[int]:
        """The columns of the predicted records without repeats."""
        repeats = set(self.repeats)
        return [column for column in range(len(self.predicted)) if column not in repeats]

    @cached_property
    def true_positives(self) -> list[tuple[int, int]]:
        """Row and column of every required record that is matched."""
        return [(row, column) for row, column in self.matched.items() if not self.gold[row][1].optional]

    @cached_property
    def _cells(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        import numpy as np

        rows, columns = np.array(self.true_positives, dtype=np.intp).reshape(-1, 2).T
        return rows, columns

    def at_true_positives(self, matrix: Matrix) -> list[float]:
        """The entries of `matrix` at `true_positives`."""
        entries: list[float] = matrix[self._cells].tolist()
        return entries


def tables_of(
    gold: GoldArticle, predicted: Sequence[GroundedRecord], kinds: Iterable[str] | None = None
) -> list[Table]:
    """One table for each kind. Raises `UsageError` for an unknown kind, and where scipy is not installed."""
    _require_scipy()
    tables = []
    for kind in kinds_of(kinds):
        rows = [(i, each) for i, each in enumerate(gold.records) if each.kind == kind]
        columns = [(i, each) for i, each in enumerate(predicted) if each.record.kind == kind]
        rows.sort(key=lambda each: _gold_key(each[1]))
        columns.sort(key=lambda each: _predicted_key(each[1]))
        compared = similarity_of(KINDS[kind], gold.article, [each for _, each in rows], [each for _, each in columns])
        tables.append(Table(kind, rows, columns, compared))
    return tables


def _gold_key(gold: GoldRecord) -> tuple[object, ...]:
    """The sort key of a gold record, by its content; only equal records have equal keys."""
    return gold.sentences, gold.optional, str(gold.fields), [(span.start, span.end) for span in gold.evidence]


def _predicted_key(predicted: GroundedRecord) -> tuple[object, ...]:
    """The sort key of a predicted record, by its content; only equal records have equal keys."""
    return [(span.start, span.end) for span in predicted.evidence], str(predicted.record.__dict__)


def matching_of(tables: Iterable[Table]) -> Matching:
    """The matching of all kinds of an article."""
    pairs: list[Pair] = []
    missed: list[int] = []
    extra: list[int] = []
    for table in tables:
        pairs += table.pairs
        missed += [table.gold[row][0] for row in table.missed]
        extra += [table.predicted[column][0] for column in table.extra]
    pairs.sort(key=lambda pair: pair.gold)
    return Matching(tuple(pairs), tuple(sorted(missed)), tuple(sorted(extra)))


def assign(similarity: Matrix, optional: Sequence[bool]) -> dict[int, int]:
    """The column of each row in the assignment with the greatest sum; a pair with a similarity of 0 is left out.

    The similarities of an optional row are multiplied by `OPTIONAL`. So where two gold records are equally similar to
    a predicted one, the required one is matched.
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    if not similarity.any():
        return {}
    weight = np.where(np.asarray(optional, dtype=bool), OPTIONAL, 1.0)
    rows, columns = linear_sum_assignment(similarity * weight[:, None], maximize=True)
    return {int(row): int(column) for row, column in zip(rows, columns, strict=True) if similarity[row, column] > 0}


def _require_scipy() -> None:
    try:
        import scipy.optimize  # noqa: F401
    except ImportError as error:
        raise UsageError("scoring needs scipy, which is not installed; pip install 'onrecord[eval]'") from error
