"""A rule: what it needs to know, and what it does to the drafts of an article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from onrecord.filling._draft import Draft
from onrecord.grounding.text import ArticleIndex

__all__ = ["Rule"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to fill in, mend, add or drop drafts.

    `apply` is called with all drafts of an article, in order, and what is known of the article's text; it returns the
    drafts that the next rule is given. `languages` are the codes of those that it has words for (None: it needs none).
    `makes` is the kind of which it finds every record by itself. A rule that `mends` adds records that the model could
    have found, or drops some that it gave: what a trusted model says is not mended.
    """

    name: str
    apply: Callable[[Sequence[Draft], ArticleIndex], Iterable[Draft]]
    languages: frozenset[str] | None = None
    makes: str | None = None
    mends: bool = False

    def serves(self, language: str) -> bool:
        """Whether the rule can be used on an article in the language with this code."""
        return self.languages is None or language in self.languages
