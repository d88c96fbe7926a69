"""How far two people who labelled the same articles agree, by the measures that prompts and models are scored by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import UsageError
from onrecord.evals._gold import GoldArticle, GoldRecord, labelled, read_labels
from onrecord.evals._matching import Matching, match
from onrecord.evals._similarity import Sort, compared_fields
from onrecord.grounding import GroundedRecord, Grounder
from onrecord.kinds import KINDS, Record

__all__ = [
    "Agreement",
    "ChoiceAgreement",
    "agreement",
    "labelled_by_both",
    "labellers_of",
    "load_labels",
    "matched_labels",
]

Pairs = list[tuple[GoldRecord, GoldRecord]]


@dataclass(frozen=True, slots=True)
class ChoiceAgreement:
    """Agreement on a field that is one of a few labels, over the records that both have.

    `observed` is the share of equal labels. `kappa` is Cohen's: how far that is above what chance would give, as a
    share of what there is above chance; None where both use one label alone, so that chance would give all.
    """

    field: str
    records: int
    observed: float
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on the records of one kind.

    `f1` is None where neither has any. `matched` records are in both, `only` are those that the first and the second
    alone have, optional ones left out.
    """

    kind: str
    f1: float | None
    matched: int
    only: tuple[int, int]
    choices: tuple[ChoiceAgreement, ...]


def labellers_of(folder: Path) -> list[str]:
    """The people who labelled articles of a gold folder under their names."""
    return sorted({path.parent.name for path in (folder / "gold").glob("*/*.yaml")})


def labelled_by_both(folder: Path, one: str, other: str) -> tuple[list[tuple[GoldArticle, GoldArticle]], list[str]]:
    """The labels of two people for each article that both labelled, and why some can't be compared.

    That is where a draft is undecided, or a file is wrong. Raises `UsageError` where no article is left.
    """
    files = [{path.stem for path in (folder / "gold" / name).glob("*.yaml")} for name in (one, other)]
    pairs, problems = [], []
    for stem in sorted(files[0] & files[1]):
        try:
            pairs.append((load_labels(folder, one, stem), load_labels(folder, other, stem)))
        except UsageError as error:
            problems.append(str(error))
    if not pairs:
        raise UsageError(
            problems[0] if problems else f"{folder / 'gold'}: {one} and {other} have labelled no article both"
        )
    return pairs, problems


def load_labels(folder: Path, labeller: str, stem: str) -> GoldArticle:
    """What a labeller's file says. Raises `UsageError`."""
    file = folder / "gold" / labeller / f"{stem}.yaml"
    return labelled(*read_labels(file, folder / "articles"), str(file))


def agreement(pairs: Sequence[tuple[GoldArticle, GoldArticle]]) -> list[Agreement]:
    """How far two people agree, kind by kind; `pairs` has the labels of both for each article.

    Each is scored against the other as a prediction is against gold, and the counts of both directions are added up:
    which of them is taken for gold makes no difference. Raises `UsageError` where scipy isn't installed.
    """
    both = [(one, other, matched_labels(one, other), matched_labels(other, one)) for one, other in pairs]
    return [_of_kind(kind, both) for kind in KINDS.values()]


def matched_labels(gold: GoldArticle, other: GoldArticle) -> Matching:
    """The records of `other` matched to those of `gold`, as predicted ones would be. Raises `UsageError`."""
    grounder = Grounder(gold.article)
    return match(gold, [_predicted(record, grounder) for record in other.records])


def _predicted(record: GoldRecord, grounder: Grounder) -> GroundedRecord:
    return grounder.ground(record.record())


def _of_kind(kind: type[Record], both: Sequence[tuple[GoldArticle, GoldArticle, Matching, Matching]]) -> Agreement:
    matched = sum(pair.kind == kind.kind for _, _, matching, _ in both for pair in matching.pairs)
    tp = fp = fn = 0
    only = [0, 0]
    for one, other, forth, back in both:
        for place, (gold, predicted, matching) in enumerate([(one, other, forth), (other, one, back)]):
            found = _counts(kind.kind, gold, predicted, matching)
            tp, fp, fn = tp + found[0], fp + found[1], fn + found[2]
            only[place] += found[2]
    below = 2 * tp + fp + fn
    pairs = [pair for one, other, matching, _ in both for pair in _pairs(kind.kind, one, other, matching)]
    return Agreement(
        kind.kind, 2 * tp / below if below else None, matched, (only[0], only[1]), tuple(_choices(kind, pairs))
    )


def _counts(kind: str, gold: GoldArticle, predicted: GoldArticle, matching: Matching) -> tuple[int, int, int]:
    """True positives, false positives and false negatives; what either marks as optional is no mistake to lack."""
    tp = sum(pair.kind == kind and not gold.records[pair.gold].optional for pair in matching.pairs)
    extra = [predicted.records[place] for place in matching.extra]
    fp = sum(record.kind == kind and not record.optional for record in extra)
    return tp, fp, sum(gold.records[place].kind == kind for place in matching.missed)


def _pairs(kind: str, one: GoldArticle, other: GoldArticle, matching: Matching) -> Pairs:
    return [(one.records[pair.gold], other.records[pair.predicted]) for pair in matching.pairs if pair.kind == kind]


def _choices(kind: type[Record], pairs: Pairs) -> Iterator[ChoiceAgreement]:
    for field in compared_fields(kind):
        if field.sort is Sort.CHOICE and pairs:
            labels = [(_label(one, field.name), _label(other, field.name)) for one, other in pairs]
            observed = sum(a == b for a, b in labels) / len(labels)
            yield ChoiceAgreement(field.name, len(labels), observed, cohens_kappa(labels))


def _label(record: GoldRecord, field: str) -> str:
    """The label that a record has, or the first of its alternatives."""
    return str(getattr(record.record(), field))


def cohens_kappa(labels: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of pairs of labels (Cohen, A Coefficient of Agreement for Nominal Scales, 1960)."""
    count = len(labels)
    ones, others = Counter(a for a, _ in labels), Counter(b for _, b in labels)
    observed = sum(a == b for a, b in labels) / count
    chance = sum(ones[label] * others[label] for label in ones) / count**2
    return (observed - chance) / (1 - chance) if chance < 1 else None
