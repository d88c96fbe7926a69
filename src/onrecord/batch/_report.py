"""What a batch has come to: counts, reasons, usage and cost, as a whole and for each source."""

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
"""Reasons that are told apart in a report."""

_WHERE = re.compile(r"^(?:[\w.-]+, sentences? \d+(?: to \d+)?|line \d+): |(?<=[a-z])\.\d+(?=\.[a-z])")


@dataclass(kw_only=True)
class Counts:
    """What became of articles.

    `ok`, `partial` and `failed` count the articles answered for by now, `near_duplicates` those among them that are
    near-duplicates; `unreadable` never became articles; `skipped` had been done before. `reasons` counts why articles
    are not ok, `examples` has the first article's id of each, and `other_reasons` counts those that are too many to be
    told apart.
    """

    ok: int = 0
    partial: int = 0
    failed: int = 0
    unreadable: int = 0
    near_duplicates: int = 0
    skipped: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    other_reasons: int = 0

    @property
    def done(self) -> int:
        """Articles that there is a result for now, those that never became articles included."""
        return self.ok + self.partial + self.failed + self.unreadable

    @property
    def faulty(self) -> int:
        """Articles that are not ok."""
        return self.done - self.ok

    def blame(self, problems: Iterable[str], name: str) -> None:
        """Count problems as the reasons why the article with an id is not ok."""
        for reason in dict.fromkeys(map(reason_of, problems)):
            if reason in self.reasons or len(self.reasons) < REASONS:
                self.reasons[reason] += 1
                self.examples.setdefault(reason, name)
            else:
                self.other_reasons += 1

    def counts(self) -> dict[str, Any]:
        """How many articles there are of each, as JSON has it."""
        names = ("ok", "partial", "failed", "unreadable", "near_duplicates")
        return {"articles": self.done, **{name: getattr(self, name) for name in names}, "done_before": self.skipped}

    def causes(self) -> dict[str, Any]:
        """Why articles are not ok, the most frequent reasons first, as JSON has it."""
        reasons = [
            {"reason": reason, "articles": count, "example": self.examples[reason]}
            for reason, count in self.reasons.most_common()
        ]
        return {"reasons": reasons, "other_reasons": self.other_reasons}


@dataclass(kw_only=True)
class SourceReport(Counts):
    """What became of the articles of one source; `fault` is why it could not be read as a whole, if it is a feed."""

    kind: SourceKind = "other"
    fault: str | None = None

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to say of it: it had no article and no fault."""
        return not (self.done or self.skipped or self.fault)


@dataclass(kw_only=True)
class BatchReport(Counts):
    """What a batch has come to: while it runs, and at its end.

    `sources` has what became of each source, by its name: under None, articles that came from none, such as those
    that the store has asked again. `left` counts articles that were begun and are left for the next batch. `usage` is
    what was asked of the model now, `cost` that in USD where prices are known. `stopped` is why the batch ended before
    its articles did, and None where it didn't.
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
        """How many feeds were looked into, those that can't be read included."""
        return sum(each.kind == "feed" for each in self.sources.values())

    @property
    def dead_feeds(self) -> int:
        """How many feeds, or lists of feeds, could not be read as a whole."""
        return sum(each.fault is not None for each in self.sources.values())

    def of(self, source: Source | None) -> SourceReport:
        """What became of a source, to be counted on."""
        name = source.name if source else None
        return self.sources.setdefault(name, SourceReport(kind=source.kind if source else "other"))

    def figures(self) -> dict[str, Any]:
        """The totals, and what they took, as JSON has them."""
        totals = {"feeds": self.feeds, "dead_feeds": self.dead_feeds, **self.counts(), "left": self.left}
        tokens = asdict(self.usage)
        spent = {"calls": tokens.pop("calls"), "tokens": tokens, "cost": self.cost, "seconds": round(self.seconds, 3)}
        return {"totals": totals, **spent, "stopped": self.stopped}

    def as_dict(self) -> dict[str, Any]:
        """The whole report as JSON has it: each source, the totals, why articles are not ok, and what they took."""
        sources = [
            {"source": name, "kind": each.kind, "fault": each.fault, **each.counts(), **each.causes()}
            for name, each in self.sources.items()
        ]
        return {"sources": sources, **self.figures(), **self.causes()}


def reason_of(problem: str) -> str:
    """A problem without the line, sentences and record where it arose, so that the same one counts as the same."""
    return _WHERE.sub("", problem)
