"""What one cue gives to whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.filling._statements._cues import Cue

__all__ = ["Frame"]


@dataclass(frozen=True, slots=True)
class Frame:
    """A cue, the words for who says it (None: nobody is named), and the runs of words that say what is said."""

    cue: Cue
    subject: range | None
    content: tuple[range, ...]

    def until(self, stop: int) -> Frame:
        """The frame with what is said up to a word."""
        return replace(self, content=tuple(range(e.start, min(e.stop, stop)) for e in self.content if e.start < stop))

    @property
    def reach(self) -> range:
        """The words from its first to its last."""
        runs = (self.cue.words, *self.content)
        return range(min(run.start for run in runs), max(run.stop for run in runs))

    @property
    def is_labelled(self) -> bool:
        """Whether its cue is the speaker's label."""
        return self.subject is not None and self.subject == range(self.cue.first, self.cue.after)

    def whole(self) -> Frame:
        """The frame without empty runs of words."""
        return replace(self, content=tuple(filter(None, self.content)))
