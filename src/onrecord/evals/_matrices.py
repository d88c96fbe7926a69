"""Similarity matrices: every gold record of a kind against every predicted one, by wording, evidence and fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any, TypeAlias

from onrecord.evals._similarity import (
    NOT,
    Compared,
    Sort,
    comparable,
    compared_fields,
    field_similarity,
    numbers_of,
    words_of,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from onrecord.article import Article, Span
    from onrecord.evals._gold import GoldRecord
    from onrecord.grounding import GroundedRecord
    from onrecord.kinds import Record

    Matrix: TypeAlias = NDArray[np.float64]
    Mask: TypeAlias = NDArray[np.bool_]

__all__ = [
    "LENIENT",
    "OTHER_NUMBER",
    "WEIGHTS",
    "WORDING",
    "Similarity",
    "Spans",
    "firsts",
    "jaccard",
    "merged",
    "overlap",
    "similarity_of",
]

WEIGHTS = (0.6, 0.2, 0.2)
"""The weights of wording, evidence and the other fields in the similarity of two records."""
LENIENT = 0.5
"""The least similarity of a pair that matches."""
WORDING = 0.4
"""The least similarity of the wordings of a pair that matches: the same sentence and people alone make no match."""
OTHER_NUMBER = 0.5
"""The factor on the similarity of two wordings where each has a number that the other lacks."""

Spans: TypeAlias = list[tuple[int, int]]
"""Ranges of characters `[start, end)`, in order, that don't touch each other."""


@dataclass(frozen=True)
class Similarity:
    """Matrices of shape (gold records, predicted records), with values from 0 to 1.

    - `similarity`: the weighted mean of the next three. It is 0 for a pair below `LENIENT` or `WORDING`, which can't
      match.
    - `wording`: the mean similarity of the fields that are wordings.
    - `evidence`: the Jaccard index of the characters of the evidence.
    - `fields`: the mean similarity of the other fields, over those that either record fills. Where a pair can't match
      whatever its fields are, they are not compared.
    - `wording_recall`: the share of the gold wording's words that the predicted wording has.
    - `wording_precision`: the share of the predicted wording's words that the gold wording has.
    - `evidence_precision`: the share of the predicted evidence that lies in the gold evidence.
    - `each`: the similarity of each field, by its name.
    - `filled`: for each field that is no wording, by its name, 1 where either record fills it.
    """

    similarity: Matrix
    wording: Matrix
    evidence: Matrix
    fields: Matrix
    wording_recall: Matrix
    wording_precision: Matrix
    evidence_precision: Matrix
    each: dict[str, Matrix]
    filled: dict[str, Matrix]


def similarity_of(
    kind: type[Record], article: Article, gold: Sequence[GoldRecord], predicted: Sequence[GroundedRecord]
) -> Similarity:
    """The similarity of each gold record of `kind` to each predicted one.

    It is the weighted mean (`WEIGHTS`) of the Dice coefficient of the wordings' words, the Jaccard index of the
    evidence's characters, and the mean similarity of the other fields that either record fills. Of the alternatives of
    a gold value, the most similar one counts. For a kind without a wording, the mean of its fields takes the place of
    the wording.
    """
    import numpy as np

    fields, shape = compared_fields(kind), (len(gold), len(predicted))
    wordings = {field.name: _wordings(field, gold, predicted) for field in fields if field.sort is Sort.WORDING}
    words, recall, precision = np.mean([*wordings.values()], axis=0) if wordings else np.ones((3, *shape))
    evidence, evidence_precision = _evidence(article, gold, predicted)
    most = (WEIGHTS[0] * words + WEIGHTS[1] * evidence + WEIGHTS[2]).round(9)
    possible = (words >= WORDING) & (most >= LENIENT)
    others = [field for field in fields if field.sort is not Sort.WORDING]
    each, filled = _fields(others, gold, predicted, possible)
    mean = _share(
        sum((each[name] * filled[name] for name in each), np.zeros(shape)), sum(filled.values(), np.zeros(shape))
    )
    if not wordings:
        words = recall = precision = mean
    similarity = (WEIGHTS[0] * words + WEIGHTS[1] * evidence + WEIGHTS[2] * mean).round(9)
    similarity *= possible & (words >= WORDING) & (similarity >= LENIENT)
    each |= {name: dice for name, (dice, _, _) in wordings.items()}
    return Similarity(similarity, words, evidence, mean, recall, precision, evidence_precision, each, filled)


# --- wordings


def _wordings(
    field: Compared, gold: Sequence[GoldRecord], predicted: Sequence[GroundedRecord]
) -> tuple[Matrix, Matrix, Matrix]:
    """Dice coefficient, recall and precision of the predicted wording's words against the gold wording's."""
    import numpy as np

    if not gold or not predicted:
        return (np.zeros((len(gold), len(predicted))),) * 3
    alternatives = [record.fields.get(field.name, field.default) for record in gold]
    starts = firsts(alternatives)
    texts = [*chain.from_iterable(alternatives), *(getattr(record.record, field.name) for record in predicted)]
    words, has = _incidence([words_of(text) for text in texts])
    one, other = has[: -len(predicted)], has[-len(predicted) :]
    weight = np.maximum(np.maximum.reduceat(one, starts, axis=0).sum(axis=0), 1.0) ** -0.5
    weight[words.get(NOT, [])] = 0.0
    shared, of_gold, of_predicted = (one * weight) @ other.T, (one @ weight)[:, None], (other @ weight)[None, :]
    shares = _share(2 * shared, of_gold + of_predicted), _share(shared, of_gold), _share(shared, of_predicted)
    numbers = [words[word] for word in numbers_of(words)]
    factor = np.where(_differ(one[:, numbers], other[:, numbers]), OTHER_NUMBER, 1.0)
    dice, recall, precision = (np.maximum.reduceat(each * factor, starts, axis=0).round(9) for each in shares)
    return dice, recall, precision


def _incidence(texts: Sequence[Sequence[str]]) -> tuple[dict[str, int], Matrix]:
    """The column of each word, and a matrix of shape (texts, words), 1 where the text has the word."""
    import numpy as np

    flat = list(chain.from_iterable(texts))
    words = {word: column for column, word in enumerate(dict.fromkeys(flat))}
    matrix = np.zeros((len(texts), len(words)))
    matrix[np.repeat(np.arange(len(texts)), list(map(len, texts))), [words[word] for word in flat]] = 1.0
    return words, matrix


def _differ(one: Matrix, other: Matrix) -> Mask:
    """For each row of `one` and each row of `other`, whether each has an entry that the other lacks."""
    shared = one @ other.T
    differ: Mask = (shared < one.sum(axis=1)[:, None]) & (shared < other.sum(axis=1)[None, :])
    return differ


def _share(part: Matrix, whole: Matrix) -> Matrix:
    """`part` divided by `whole`, and 1 where `whole` is 0."""
    import numpy as np

    nothing = whole == 0
    share: Matrix = np.minimum((part + nothing) / (whole + nothing), 1.0)
    return share


def firsts(groups: Iterable[Sequence[Any]]) -> list[int]:
    """The index at which each group begins when the groups are concatenated."""
    return list(accumulate(map(len, groups), initial=0))[:-1]


# --- evidence


def _evidence(
    article: Article, gold: Sequence[GoldRecord], predicted: Sequence[GroundedRecord]
) -> tuple[Matrix, Matrix]:
    """The Jaccard index of the evidence's characters, and the share of the predicted evidence in the gold evidence."""
    import numpy as np

    sentences = {n: _sentence(article, n) for record in gold for n in record.sentences}
    one = [[sentences[n] for n in record.sentences] or merged(record.evidence) for record in gold]
    shared, of_gold, of_predicted = overlap(one, [merged(record.evidence) for record in predicted])
    return jaccard(shared, of_gold, of_predicted), shared / np.maximum(of_predicted, 1.0)


def _sentence(article: Article, number: int) -> tuple[int, int]:
    """The characters of a sentence without the white space around it."""
    sentence = article.sentences[number - 1]
    start = article.text.index(sentence.text, sentence.span.start)
    return start, start + len(sentence.text)


def merged(spans: Sequence[Span]) -> Spans:
    """The union of `spans`."""
    if len(spans) == 1:
        return [(spans[0].start, spans[0].end)]
    found: Spans = []
    for start, end in sorted((span.start, span.end) for span in spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def overlap(one: Sequence[Spans], other: Sequence[Spans]) -> tuple[Matrix, Matrix, Matrix]:
    """How many characters each of `one` shares with each of `other`, and their lengths, as a column and as a row."""
    import numpy as np

    if not one or not other:
        return np.zeros((len(one), len(other))), np.zeros((len(one), 1)), np.zeros((1, len(other)))
    rows, columns = ([each or [(0, 0)] for each in side] for side in (one, other))
    a, b = (np.array([span for each in side for span in each], dtype=float) for side in (rows, columns))
    shared = np.minimum(a[:, None, 1], b[None, :, 1]) - np.maximum(a[:, None, 0], b[None, :, 0])
    shared = np.add.reduceat(np.maximum(shared, 0.0), firsts(rows), axis=0)
    shared = np.add.reduceat(shared, firsts(columns), axis=1)
    lengths = [np.add.reduceat(side[:, 1] - side[:, 0], firsts(of)) for side, of in ((a, rows), (b, columns))]
    return shared, lengths[0][:, None], lengths[1][None, :]


def jaccard(shared: Matrix, one: Matrix, other: Matrix) -> Matrix:
    """The Jaccard index, characters in both by characters in either, of what `overlap` returns; 0 where both are 0."""
    import numpy as np

    return shared / np.maximum(one + other - shared, 1.0)


# --- the other fields


def _fields(
    fields: Iterable[Compared], gold: Sequence[GoldRecord], predicted: Sequence[GroundedRecord], alike: Mask
) -> tuple[dict[str, Matrix], dict[str, Matrix]]:
    """For the pairs that are `alike`: the similarity of each field, and 1 where either record fills the field."""
    import numpy as np

    cells = np.nonzero(alike)
    rows, columns = (places.tolist() for places in cells)
    each, filled = {}, {}
    for field in fields:
        alternatives = [record.fields.get(field.name, field.default) for record in gold]
        values = [comparable(field, record.record) for record in predicted]
        pairs = [(alternatives[row], values[column]) for row, column in zip(rows, columns, strict=True)]
        known = {pair: field_similarity(field, *pair) for pair in set(pairs)}
        each[field.name], filled[field.name] = np.zeros((2, *alike.shape))
        each[field.name][cells] = [known[pair] for pair in pairs]
        filled[field.name][cells] = [bool(value) or bool(ours and None not in ours) for ours, value in pairs]
    return each, filled
