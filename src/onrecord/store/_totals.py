"""What a store says of its runs, and of what was deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from onrecord.extraction import PromptUsed
from onrecord.grounding import Support
from onrecord.usage import Usage

__all__ = ["Purged", "RunRow", "RunTotals"]


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run as a list shows it: the kinds that its prompts ask for, when it was begun, and when last worked on.

    Records of a level weaker than `weakest` are left out of it.
    """

    number: int
    model: str
    prompts: tuple[PromptUsed, ...]
    kinds: tuple[str, ...]
    strict: bool
    weakest: Support
    started: datetime
    worked: datetime


@dataclass(frozen=True, slots=True)
class RunTotals:
    """What a run has come to: articles by their status, each by its current version, and what its answers took.

    `by_model` has the latter for each model that answered, `batched` what of it was asked in the provider's batches.
    """

    ok: int
    partial: int
    failed: int
    by_model: Mapping[str, Usage]
    batched: Mapping[str, Usage] = field(default_factory=dict)

    @property
    def usage(self) -> Usage:
        """What the answers of all models took."""
        return sum(self.by_model.values(), Usage())

    @property
    def articles(self) -> int:
        """Articles that there is a result for."""
        return self.ok + self.partial + self.failed


@dataclass(frozen=True, slots=True)
class Purged:
    """What was deleted: articles, and the rows of what hung on them. `unknown` are ids of which there was nothing."""

    articles: int
    versions: int
    results: int
    records: int
    answers: int
    failures: int
    unknown: tuple[str, ...]
