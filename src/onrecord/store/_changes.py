"""What changed in an article's records from one version to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter

from rapidfuzz import fuzz

from onrecord.extraction import Summary
from onrecord.grounding import GroundedRecord
from onrecord.kinds import Record

__all__ = ["ALTERED", "VersionChange", "changes_of"]

ALTERED = 60.0
"""How similar what two records of a kind say has to be, by rapidfuzz's ratio, for one to be the other, altered."""


@dataclass(frozen=True, slots=True)
class VersionChange:
    """What changed in an article's records from one version to the next that was read.

    `altered` pairs a record with what became of it. A record that says the same is none of these, wherever it stands.
    """

    earlier: Summary
    later: Summary
    added: tuple[GroundedRecord, ...]
    dropped: tuple[GroundedRecord, ...]
    altered: tuple[tuple[GroundedRecord, GroundedRecord], ...]


def changes_of(versions: Iterable[Summary]) -> Iterator[VersionChange]:
    """The changes from each version to the next: those of an article follow each other in their order."""
    read = (each for each in versions if each.status != "failed")
    for _, of_one in groupby(read, lambda each: each.article.id):
        for earlier, later in pairwise(of_one):
            yield _change(earlier, later)


def _change(earlier: Summary, later: Summary) -> VersionChange:
    """What says the same is left out of both, and then the most similar pair is taken, as long as there is one."""
    dropped, added = _without_equals(earlier.records, later.records), _without_equals(later.records, earlier.records)
    altered = []
    for _, old, new in sorted(_similar(dropped, added), key=itemgetter(0), reverse=True):
        if old in dropped and new in added:
            dropped.remove(old)
            added.remove(new)
            altered.append((old, new))
    return VersionChange(earlier, later, tuple(added), tuple(dropped), tuple(altered))


def _without_equals(records: Sequence[GroundedRecord], others: Sequence[GroundedRecord]) -> list[GroundedRecord]:
    said = {_said(other.record) for other in others}
    return [record for record in records if _said(record.record) not in said]


def _said(record: Record) -> str:
    """What a record says, wherever that stands in the text."""
    return f"{record.kind} {record.model_dump_json(exclude={'sentences'})}"


def _similar(
    dropped: Sequence[GroundedRecord], added: Sequence[GroundedRecord]
) -> Iterator[tuple[float, GroundedRecord, GroundedRecord]]:
    """Pairs of one kind, each with how similar what they say is."""
    for old in dropped:
        for new in added:
            if old.record.kind == new.record.kind:
                similarity = fuzz.ratio(_text(old.record), _text(new.record), score_cutoff=ALTERED)
                if similarity:
                    yield similarity, old, new


def _text(record: Record) -> str:
    values = record.model_dump(exclude={"sentences"}, exclude_defaults=True).values()
    return " ".join(" ".join(value) if isinstance(value, list) else str(value) for value in values)
