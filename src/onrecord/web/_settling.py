"""Where two people labelled one article: what each says, side by side, and the gold that is made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.evals import load_labels, matched_labels
from onrecord.kinds import KINDS
from onrecord.web._labels import LabelFolder, Labels, Shown

__all__ = ["ANSWERS", "ChangedError", "Row", "Settling"]

ANSWERS = ("one", "other", "both", "neither")
"""What can hold of a record that two labellers have: that of the first, of the second, both, or neither."""

_ASIDE = frozenset({"note", "evidence", "facts"})
"""Keys in which two records may differ and say the same."""


class ChangedError(OnrecordError):
    """Labels that have been changed since they were compared."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record as one of two labellers has it, or both do."""

    kind: str
    one: Shown | None
    other: Shown | None
    place: int
    """Where in the article it stands, for the order."""

    @property
    def agreed(self) -> bool:
        """Whether both say the same."""
        return self.one is not None and self.other is not None and not any(differs for *_, differs in self.fields)

    @property
    def head(self) -> str:
        """The first thing that it says."""
        return next(iter(self.fields))[1]

    @property
    def fields(self) -> list[tuple[str, str, str, bool]]:
        """Each field, what either says, and whether that makes a difference."""
        names = dict.fromkeys([*(self.one or {}), *(self.other or {})])
        return [(name, *self._told(name)) for name in names if name != "facts"]

    def _told(self, name: str) -> tuple[str, str, bool]:
        one, other = (_text((entry or {}).get(name)) for entry in (self.one, self.other))
        return one, other, one != other and name not in _ASIDE

    def chosen(self, answer: str) -> list[Shown]:
        """The records that an answer leaves."""
        given = {"one": [self.one], "other": [self.other], "both": [self.one, self.other]}.get(answer, [])
        return [entry for entry in given if entry is not None]


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value in (None, False) else "yes" if value is True else str(value)


@dataclass(frozen=True)
class Settling:
    """The labels of two people for one article."""

    folder: LabelFolder
    name: str
    one: str
    other: str

    @property
    def version(self) -> str:
        """What tells these labels of both from others."""
        return f"{self._labels(self.one).version}-{self._labels(self.other).version}"

    @property
    def settled(self) -> Labels:
        """The gold of the article. Raises `UsageError`."""
        return replace(self.folder, labeller=None).labels(self.name)

    def rows(self) -> list[Row]:
        """The records of both, those that match side by side, in the order of the article. Raises `UsageError`."""
        return sorted(self._rows(), key=lambda row: (row.place, list(KINDS).index(row.kind)))

    def _rows(self) -> Iterator[Row]:
        golds = [load_labels(self.folder.folder, name, self.name) for name in (self.one, self.other)]
        ones, others = self._entries(self.one), self._entries(self.other)
        left = dict(enumerate(others))
        partners = {pair.gold: pair.predicted for pair in matched_labels(*golds).pairs}
        for place, (record, entry) in enumerate(zip(golds[0].records, ones, strict=True)):
            partner = left.pop(partners[place], None) if place in partners else None
            yield Row(record.kind, entry, partner, record.sentences[0])
        for place, entry in left.items():
            record = golds[1].records[place]
            yield Row(record.kind, None, entry, record.sentences[0])

    def settle(self, answers: Sequence[str], version: str) -> Labels:
        """Write what the answers leave, one for each row, as the gold of the article.

        Raises `ChangedError` where the labels aren't those that were answered about, or there is gold already.
        """
        rows, settled = self.rows(), self.settled
        if version != self.version or len(answers) != len(rows):
            raise ChangedError("the labels were changed since this page was opened; nothing was written: decide again")
        if settled.has_records:
            raise ChangedError(
                f"{settled.file} has records already, and nothing was written: go on there, or remove them"
            )
        made: Mapping[Any, list[Shown]] = {
            kind: [
                {key: value for key, value in entry.items() if key != "facts"}
                for row, answer in zip(rows, answers, strict=True)
                if row.kind == kind.kind
                for entry in row.chosen(answer)
            ]
            for kind in KINDS.values()
        }
        blank = settled if settled.file.exists() else self._labels(self.one).blank(settled.file)
        return blank.begun(made)

    def _labels(self, labeller: str) -> Labels:
        return replace(self.folder, labeller=labeller).labels(self.name)

    def _entries(self, labeller: str) -> list[Shown]:
        labels = self._labels(labeller)
        return [entry for kind in KINDS.values() for entry in labels.entries(kind)]
