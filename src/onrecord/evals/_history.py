"""What was tried on a prompt, and what came of it: the file beside an improved prompt, which `improve` goes on from."""

from __future__ import annotations

from math import ceil
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from onrecord.evals._prompt_parts import Change
from onrecord.evals._runs import loaded

__all__ = ["Decision", "HeldOut", "History", "Tried", "history_path", "load_history"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Decision(_Part):
    """A test of a change on the deciding articles, of which `articles` were read.

    `before` and `after` are the metric over these articles. `p` is the paired permutation test's, None where the test
    was given up before its end since it could come to nothing; `corrected_p` is corrected for all tests that there may
    be. `articles_needed` is how many deciding articles would show the difference where these don't, if it is as large
    as it seems.
    """

    articles: int
    before: float | None
    after: float | None
    p: float | None = None
    corrected_p: float | None = None
    articles_needed: int | None = None


class Tried(_Part):
    """A change, what came of it on the articles shown (None where it wasn't read), and how it was decided."""

    change: Change
    verdict: str
    kept: bool = False
    shown_before: float | None = None
    shown_after: float | None = None
    decision: Decision | None = None

    def __str__(self) -> str:
        return f"{self.change}: {self.verdict}"

    @property
    def told(self) -> str:
        """What a model is told that proposes changes: of the deciding articles nothing but whether it was kept."""
        decided = "kept" if self.kept else "not kept"
        return f"{self.change}: {decided if self.decision else self.verdict}"


class HeldOut(_Part):
    """The prompt as it was at the very beginning, and as it became, on the articles held out."""

    articles: int
    before: float | None
    after: float | None
    difference: float | None
    low: float | None
    high: float | None
    p: float | None


class History(_Part):
    """All that was tried on a prompt, over however many sessions.

    The articles keep their parts as long as it is gone on from. `tests` is how many tests the deciding articles bear,
    each at the level 0.05 / `tests`. `original` is the text of the prompt file before anything was changed. `reports`
    has what each session found on the articles held out: the first alone is of articles that nobody had looked at.
    """

    format: int = 1
    onrecord: str
    model: str
    metric: str
    seed: int
    gold_sha256: str
    shown: list[str]
    deciding: list[str]
    held_out: list[str]
    tests: int
    original: str
    tried: list[Tried] = []
    reports: list[HeldOut] = []

    @property
    def tests_left(self) -> int:
        """How many more changes the deciding articles can decide on."""
        return self.tests - sum(each.decision is not None for each in self.tried)

    @property
    def articles(self) -> int:
        """How many labelled articles there are in all three parts."""
        return len(self.shown) + len(self.deciding) + len(self.held_out)

    @property
    def screened(self) -> int:
        """On how many of the articles shown a change is tried first: half of them."""
        return max(1, len(self.shown) // 2)

    @property
    def fewest_calls(self) -> int:
        """The calls that it takes to keep one change, at least, where each article takes one."""
        return len(self.shown) + 1 + self.screened + 2 * len(self.deciding) + 2 * len(self.held_out)

    @property
    def nearest(self) -> tuple[Tried, int] | None:
        """The change that was tested to the end, not kept, and needs the fewest labelled articles; with how many."""
        share = len(self.deciding) / self.articles
        open_ = [
            (each, ceil(each.decision.articles_needed / share))
            for each in self.tried
            if each.decision and not each.kept and each.decision.articles_needed
        ]
        return min(open_, key=lambda pair: pair[1], default=None)

    @property
    def kept(self) -> list[Tried]:
        """The changes that were kept, in their order."""
        return [each for each in self.tried if each.kept]


def history_path(prompt: Path) -> Path:
    """Where the history of a prompt file is: beside it."""
    return prompt.with_name(f"{prompt.stem}.history.json")


def load_history(path: Path) -> History:
    """The history in a file. Raises `UsageError` for a file that can't be read or holds none."""
    return loaded(History, path, "history", "move it away to begin anew")
