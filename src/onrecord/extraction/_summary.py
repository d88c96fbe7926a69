"""What came of an article, and how a person is shown it at a Python prompt and in a notebook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar, cast

from onrecord._plain_forms import HasPlainForm
from onrecord._prompty import PromptUsed
from onrecord.article import Article
from onrecord.grounding import GroundedRecord
from onrecord.kinds import Claim, Event, Record, Statement
from onrecord.usage import Usage

__all__ = ["Showing", "Summary", "show_with"]

Kind = TypeVar("Kind", bound=Record)


@dataclass(frozen=True, slots=True, repr=False)
class Summary(HasPlainForm):
    """The records of an article, and how the extraction went.

    `events`, `statements`, `claims` and `of(kind)` are its records of one kind. pydantic dumps, validates and describes
    a summary in the form that `as_dict` returns.

    `status` is `ok` when the model answered for every sentence, and the verifier, where there is one, for every record
    that it was asked about. It is `partial` when they did so for some, and `failed` when the model did for no sentence.
    `problems` say why, each in one line. `left_out` counts the records that `strict` or `weakest` dropped.
    `seconds` is the elapsed time. `copy_of` is set where the article is a near-duplicate: it is the id of the article
    from which its records come. `version` is set where a store returns all versions of the article: they are numbered
    in order, and the highest is current.
    """

    article: Article
    model: str
    prompts: tuple[PromptUsed, ...]
    status: Literal["ok", "partial", "failed"]
    records: tuple[GroundedRecord, ...] = ()
    problems: tuple[str, ...] = ()
    left_out: int = 0
    usage: Usage = field(default_factory=Usage)
    seconds: float = 0.0
    copy_of: str | None = None
    version: int | None = None

    @property
    def events(self) -> tuple[GroundedRecord[Event], ...]:
        """The records of what happened."""
        return self.of(Event)

    @property
    def statements(self) -> tuple[GroundedRecord[Statement], ...]:
        """The records of who said what."""
        return self.of(Statement)

    @property
    def claims(self) -> tuple[GroundedRecord[Claim], ...]:
        """The records of what could be checked."""
        return self.of(Claim)

    def of(self, kind: type[Kind]) -> tuple[GroundedRecord[Kind], ...]:
        """The records of a kind, in their order; also of one's own."""
        return tuple(cast("GroundedRecord[Kind]", each) for each in self.records if isinstance(each.record, kind))

    def keeping(self, wanted: Callable[[GroundedRecord], bool]) -> Summary:
        """The summary with the records alone that are wanted; the others are counted as left out."""
        kept = tuple(filter(wanted, self.records))
        return replace(self, records=kept, left_out=self.left_out + len(self.records) - len(kept))

    def __repr__(self) -> str:
        """The article, what became of it, and the first facts; no more than fits a screen."""
        return _showing[-1].text(self)

    def _repr_html_(self) -> str:
        """The page of the summary, as a notebook shows it."""
        return _showing[-1].html(self)


@dataclass(frozen=True, slots=True)
class Showing:
    """How summaries are shown: as text, and as HTML."""

    text: Callable[[Summary], str]
    html: Callable[[Summary], str]


_showing: list[Showing] = []


def show_with(showing: Showing) -> None:
    """Have summaries shown in this way. The rooms that tell them are above this one, and `onrecord.door` names them."""
    _showing.append(showing)
