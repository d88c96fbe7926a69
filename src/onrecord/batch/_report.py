"""The report of a batch: counts, reasons, usage and cost, in all and for each source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from onrecord.sources import Source, SourceKind
from onrecord.usage import Usage

__all__ = ["BatchReport", "Counts", "SourceReport", "reason_of"]

REASONS = 50
"""The most reasons that a report lists separately."""

_WHERE = re.compile(
    r"^(?:[\w.-]+, sentences? \d+(?: to \d+)?|(?:line|record|row|item) \d+): |(?<=[a-z])\.\d+(?=\.[a-z])"
)


@dataclass(kw_only=True)
class Counts:
    """Counts of articles by outcome.

    - `ok`, `partial`, `failed`: articles with a result of this session; `near_duplicates`: how many of them are
      near-duplicates.
    - `unreadable`: items that could not be read as articles.
    - `skipped`: articles that were done before this session.
    - `records`: the records of this session's results by their outcome: supported, reworded, unchecked, unsupported.
    - `reasons`: how often each reason kept an article from being ok; `examples`: the id of the first article with each
      reason; `other_reasons`: a count of the reasons beyond the first `REASONS`.
    """

    ok: int = 0
    partial: int = 0
    failed: int = 0
    unreadable: int = 0
    near_duplicates: int = 0
    skipped: int = 0
    records: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    other_reasons: int = 0

    @property
    def done(self) -> int:
        """Articles with a result of this session, and unreadable items."""
        return self.ok + self.partial + self.failed + self.unreadable

    @property
    def faulty(self) -> int:
        """Articles with a result of this session that is not ok, and unreadable items."""
        return self.done - self.ok

    def blame(self, problems: Iterable[str], name: str) -> None:
        """Count `problems` as the reasons why the article with the id `name` is not ok."""
        for reason in dict.fromkeys(map(reason_of, problems)):
            if reason in self.reasons or len(self.reasons) < REASONS:
                self.reasons[reason] += 1
                self.examples.setdefault(reason, name)
            else:
                self.other_reasons += 1

    def count(self, other: Counts) -> None:
        """Count what another one counts, too."""
        for name in ("ok", "partial", "failed", "unreadable", "near_duplicates", "skipped", "other_reasons"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.records.update(other.records)
        for reason, articles in other.reasons.items():
            if reason in self.reasons or len(self.reasons) < REASONS:
                self.reasons[reason] += articles
                self.examples.setdefault(reason, other.examples[reason])
            else:
                self.other_reasons += articles

    def counts(self) -> dict[str, Any]:
        """The numbers of articles by outcome, as JSON types."""
        names = ("ok", "partial", "failed", "unreadable", "near_duplicates")
        return {
            "articles": self.done,
            **{name: getattr(self, name) for name in names},
            "done_before": self.skipped,
            "records": dict(self.records),
        }

    def causes(self) -> dict[str, Any]:
        """Why articles are not ok, the most frequent reasons first, as JSON types."""
        reasons = [
            {"reason": reason, "articles": count, "example": self.examples[reason]}
            for reason, count in self.reasons.most_common()
        ]
        return {"reasons": reasons, "other_reasons": self.other_reasons}


@dataclass(kw_only=True)
class SourceReport(Counts):
    """The counts of one source; `fault` is why a feed could not be read at all, None for other sources."""

    kind: SourceKind = "other"
    fault: str | None = None

    @property
    def is_quiet(self) -> bool:
        """Whether the source had no article and no fault, so that there is nothing to report."""
        return not (self.done or self.skipped or self.fault)


@dataclass(kw_only=True)
class BatchReport(Counts):
    """The state of a batch, while it runs and at its end.

    - `sources`: the counts of each source, by its name; under None, those of articles that came from no source, such as
      articles of the store that are asked about again.
    - `left`: articles that were begun and are left for the next session.
    - `usage`: the calls and tokens of this session; `cost`: their cost in USD, None where prices aren't known.
    - `seconds`: the elapsed time.
    - `stopped`: why the batch ended before all its articles were done; None where it didn't.
    """

    sources: dict[str | None, SourceReport] = field(default_factory=dict)
    left: int = 0
    usage: Usage = field(default_factory=Usage)
    cost: float | None = None
    seconds: float = 0.0
    stopped: str | None = None

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.done / self.seconds if self.seconds else 0.0

    @property
    def feeds(self) -> int:
        """How many feeds were opened, including those that can't be read."""
        return sum(each.kind == "feed" for each in self.sources.values())

    @property
    def dead_feeds(self) -> int:
        """How many feeds, or lists of feeds, could not be read at all."""
        return sum(each.fault is not None for each in self.sources.values())

    def of(self, source: Source | None) -> SourceReport:
        """The counts of a source, to which the caller adds."""
        name = source.name if source else None
        return self.sources.setdefault(name, SourceReport(kind=source.kind if source else "other"))

    def add(self, share: BatchReport) -> None:
        """Take in the report of a share of the articles, whose time has no part in that of all."""
        self.count(share)
        for name, counts in share.sources.items():
            part = self.sources.setdefault(name, SourceReport(kind=counts.kind))
            part.count(counts)
            part.fault = part.fault or counts.fault
        self.left += share.left
        self.usage += share.usage
        if share.cost is not None:
            self.cost = (self.cost or 0.0) + share.cost
        self.stopped = self.stopped or share.stopped

    def figures(self) -> dict[str, Any]:
        """The totals, and the calls, tokens, cost and time that they took, as JSON types."""
        totals = {"feeds": self.feeds, "dead_feeds": self.dead_feeds, **self.counts(), "left": self.left}
        tokens = asdict(self.usage)
        spent = {"calls": tokens.pop("calls"), "tokens": tokens, "cost": self.cost, "seconds": round(self.seconds, 3)}
        return {"totals": totals, **spent, "stopped": self.stopped}

    def as_dict(self) -> dict[str, Any]:
        """The whole report as JSON types: each source, the totals, why articles are not ok, and what they took."""
        sources = [
            {"source": name, "kind": each.kind, "fault": each.fault, **each.counts(), **each.causes()}
            for name, each in self.sources.items()
        ]
        return {"sources": sources, **self.figures(), **self.causes()}


def reason_of(problem: str) -> str:
    """A problem without the line, sentences and record where it arose, so that equal problems are counted together."""
    return _WHERE.sub("", problem)
