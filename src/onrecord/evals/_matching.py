"""Which predicted record tells which gold record: the best one-to-one assignment.

Two records of one kind are as similar as their wording, their evidence and their other fields are; what a field is,
its class says (see `similarity`). `docs/scoring.md` has the formulas, and an example of each.
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
"""What the similarity to an optional gold record counts in the assignment, against that to a required one."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold record and the predicted one that tells it, by their places in `GoldArticle.records` and the prediction.

    `similarity` and the three that it is made of are from 0 to 1.
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
    """The pairs of an article, the required gold records that nobody tells, and the predicted ones that tell none."""

    pairs: tuple[Pair, ...]
    missed: tuple[int, ...]
    extra: tuple[int, ...]


def match(gold: GoldArticle, predicted: Sequence[GroundedRecord], *, kinds: Iterable[str] | None = None) -> Matching:
    """The assignment of predicted to gold records that makes the sum of their similarities greatest, kind by kind.

    Each record is in one pair at most, and so are its exact repeats together. No pair has less than
    `matrices.LENIENT` similarity, or wordings less alike than `matrices.WORDING`. Records of other kinds than `kinds`
    (None: all) are left out. The order of records makes no difference.

    Scoring by the best one-to-one alignment is how CEAF scores coreference (Luo, On Coreference Resolution Performance
    Metrics, 2005). It is an assignment problem (Kuhn, The Hungarian Method for the Assignment Problem, 1955), which
    scipy solves. Raises `UsageError` for an unknown kind, and where scipy is not installed.
    """
    return matching_of(tables_of(gold, predicted, kinds))


@dataclass
class Table:
    """The gold and predicted records of one kind with their places, in an order of their own, and how they compare."""

    kind: str
    gold: list[tuple[int, GoldRecord]]
    predicted: list[tuple[int, GroundedRecord]]
    compared: Similarity

    @cached_property
    def matched(self) -> dict[int, int]:
        """For each row that is matched, its column."""
        return self.assigned(self.compared.similarity.copy())

    def assigned(self, similarity: Matrix) -> dict[int, int]:
        """For each row that is given a column by a similarity, that column; a record that is repeated is given once.

        Otherwise a repeated record could tell the neighbours of what it tells.
        """
        similarity[:, self.repeats] = 0.0
        return assign(similarity, [gold.optional for _, gold in self.gold])

    @cached_property
    def repeats(self) -> list[int]:
        """The columns of records that are the one before over again; equal ones stand side by side."""
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
        """The rows of required records that are not matched."""
        return [row for row, (_, gold) in enumerate(self.gold) if row not in self.matched and not gold.optional]

    @cached_property
    def extra(self) -> list[int]:
        """The columns that are not matched."""
        taken = set(self.matched.values())
        return [column for column in range(len(self.predicted)) if column not in taken]

    @property
    def distinct(self) -> list[int]:
        """The columns of the predicted records, each once however often it is repeated."""
        repeats = set(self.repeats)
        return [column for column in range(len(self.predicted)) if column not in repeats]

    @cached_property
    def told(self) -> list[tuple[int, int]]:
        """Row and column of every required record that is matched."""
        return [(row, column) for row, column in self.matched.items() if not self.gold[row][1].optional]

    @cached_property
    def _cells(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        import numpy as np

        rows, columns = np.array(self.told, dtype=np.intp).reshape(-1, 2).T
        return rows, columns

    def at_told(self, matrix: Matrix) -> list[float]:
        """What a matrix has at each of `told`."""
        found: list[float] = matrix[self._cells].tolist()
        return found


def tables_of(
    gold: GoldArticle, predicted: Sequence[GroundedRecord], kinds: Iterable[str] | None = None
) -> list[Table]:
    """One table for each kind. Raises `UsageError` for an unknown kind, and where scipy is not installed."""
    _require_scipy()
    found = []
    for kind in kinds_of(kinds):
        own = [(i, each) for i, each in enumerate(gold.records) if each.kind == kind]
        told = [(i, each) for i, each in enumerate(predicted) if each.record.kind == kind]
        own.sort(key=lambda each: _gold_key(each[1]))
        told.sort(key=lambda each: _predicted_key(each[1]))
        compared = similarity_of(KINDS[kind], gold.article, [each for _, each in own], [each for _, each in told])
        found.append(Table(kind, own, told, compared))
    return found


def _gold_key(gold: GoldRecord) -> tuple[object, ...]:
    """What puts gold records in order whatever order they came in; only equal records have the same."""
    return gold.sentences, gold.optional, str(gold.fields), [(span.start, span.end) for span in gold.evidence]


def _predicted_key(predicted: GroundedRecord) -> tuple[object, ...]:
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
    """For each row, the column it is given so that the sum is greatest; rows and columns at 0 stay without.

    An optional row counts `OPTIONAL` of what it is, so that of two gold records alike the required one is told.
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
