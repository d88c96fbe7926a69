"""The report of a batch: counts, reasons, usage and cost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.usage import Usage

__all__ = ["BatchReport", "reason_of"]

REASONS = 50
"""The most reasons that a report lists separately."""

_WHERE = re.compile(r"^(?:[\w.-]+, sentences? \d+(?: to \d+)?|line \d+): |(?<=[a-z])\.\d+(?=\.[a-z])")


@dataclass
class BatchReport:
    """The state of a batch, while it runs and at its end.

    - `ok`, `partial`, `failed`: articles with a result of this session; `near_duplicates`: how many of them are
      near-duplicates.
    - `unreadable`: sources that could not be read as articles.
    - `skipped`: articles that were done before this session.
    - `left`: articles that were begun and are left for the next session.
    - `reasons`: how often each reason kept an article from being ok; `examples`: the id of the first article with each
      reason; `other_reasons`: a count of the reasons beyond the first `REASONS`.
    - `usage`: the calls and tokens of this session; `cost`: their cost in USD, None where prices aren't known.
    - `seconds`: the elapsed time.
    - `stopped`: why the batch ended before all its articles were done; None where it didn't.
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
        """Articles with a result of this session, and unreadable sources."""
        return self.ok + self.partial + self.failed + self.unreadable

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.done / self.seconds if self.seconds else 0.0

    def blame(self, problems: Iterable[str], name: str) -> None:
        """Count `problems` as the reasons why the article with the id `name` is not ok."""
        for reason in dict.fromkeys(map(reason_of, problems)):
            if reason in self.reasons or len(self.reasons) < REASONS:
                self.reasons[reason] += 1
                self.examples.setdefault(reason, name)
            else:
                self.other_reasons += 1


def reason_of(problem: str) -> str:
    """A problem without the line, sentences and record where it arose, so that equal problems are counted together."""
    return _WHERE.sub("", problem)
