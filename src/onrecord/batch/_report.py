"""What a batch has come to: counts, reasons, usage and cost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.usage import Usage

__all__ = ["BatchReport", "reason_of"]

REASONS = 50
"""Reasons that are told apart in a report."""

_WHERE = re.compile(r"^(?:[\w.-]+, sentences? \d+(?: to \d+)?|line \d+): |(?<=[a-z])\.\d+(?=\.[a-z])")


@dataclass
class BatchReport:
    """What a batch has come to: while it runs, and at its end.

    `ok`, `partial` and `failed` count the articles answered for by now, `near_duplicates` those among
    them that are near-duplicates;
    `unreadable` never became articles; `skipped` had been done before; `left` were begun and are left for the next
    batch. `reasons` counts why articles are not ok, `examples` has the first article's id of each, and `other_reasons`
    counts those that are too many to be told apart. `usage` is what was asked of the model now, `cost` that in USD
    where prices are known. `stopped` is why the batch ended before its articles did, and None where it didn't.
    """

    ok: int = 0
    partial: int = 0
    failed: int = 0
    unreadable: int = 0
    near_duplicates: int = 0
    skipped: int = 0
    left: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    other_reasons: int = 0
    usage: Usage = field(default_factory=Usage)
    cost: float | None = None
    seconds: float = 0.0
    stopped: str | None = None

    @property
    def done(self) -> int:
        """Articles that there is a result for now, those that never became articles included."""
        return self.ok + self.partial + self.failed + self.unreadable

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.done / self.seconds if self.seconds else 0.0

    def blame(self, problems: Iterable[str], name: str) -> None:
        """Count problems as the reasons why the article with an id is not ok."""
        for reason in dict.fromkeys(map(reason_of, problems)):
            if reason in self.reasons or len(self.reasons) < REASONS:
                self.reasons[reason] += 1
                self.examples.setdefault(reason, name)
            else:
                self.other_reasons += 1


def reason_of(problem: str) -> str:
    """A problem without the line, sentences and record where it arose, so that the same one counts as the same."""
    return _WHERE.sub("", problem)
