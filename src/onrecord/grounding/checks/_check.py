"""What a check is, and what it is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.article import Span
from onrecord.grounding._result import Finding, Support
from onrecord.kinds import MatchRule

if TYPE_CHECKING:
    from onrecord.grounding._fields import Given
    from onrecord.grounding.matching import Located, References
    from onrecord.grounding.text import ArticleIndex, Evidence, Facts, Words
    from onrecord.kinds import Record

__all__ = ["ANY_RULE", "Candidate", "Check", "first_finding", "found"]

ANY_RULE = frozenset(MatchRule)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value in question, the record that it is of, and the evidence that it has to agree with.

    `values` are all those of the record, and `facts` are what the value states. `place` is where the article has its
    words, for a check that is `last`.
    """

    record: Record
    values: Sequence[Given]
    given: Given
    facts: Facts
    evidence: Evidence
    references: References
    place: Located | None = None

    def at(self, place: Located) -> Candidate:
        """The same value, at the place where the article has its words."""
        return Candidate(self.record, self.values, self.given, self.facts, self.evidence, self.references, place)

    @property
    def words(self) -> Words:
        """The value's words."""
        return self.facts.words

    @property
    def index(self) -> ArticleIndex:
        """The article's words, sentences and names."""
        return self.references.index

    @property
    def verbatim(self) -> Located | None:
        """Where the article has the value's own words; None where it has others, or symbols alone."""
        place = self.place
        return place if place and place.support is not Support.REWORDED and place.last >= place.first else None

    @property
    def is_stated(self) -> bool:
        """Whether the value is a sentence in the model's words."""
        return self.given.rule is MatchRule.STATED

    @property
    def is_denied(self) -> bool:
        """Whether the record says by its label that what it states is denied."""
        return self.record.is_denied

    @property
    def labels(self) -> tuple[str, ...]:
        """The record's labels for how sure it is."""
        return self.record.labels

    @property
    def cues(self) -> list[str]:
        """The reporting words of the record."""
        return [each for name in self.record.cue_fields if (each := getattr(self.record, name, None))]

    @property
    def has_source(self) -> bool:
        """Whether the record says by a field whose word it is, and not by a reporting word, which says it with more."""
        fields = () if self.record.cue_fields else self.record.speaker_fields
        return any(getattr(self.record, name, None) for name in fields)


@dataclass(frozen=True, slots=True)
class Check:
    """One way in which a value can differ from its evidence.

    `find` gives the difference, or None. `rules` are the match rules of the values that it is asked about. It is asked
    about values that the evidence doesn't have word by word, before their place is looked for; one that is `last` is
    asked about all values, once their place is known. `languages` are those that it has rules for, by the first part of
    their codes; None means every language.
    """

    name: str
    find: Callable[[Candidate], Finding | None]
    rules: frozenset[MatchRule] = ANY_RULE
    last: bool = False
    languages: frozenset[str] | None = None

    def concerns(self, rule: MatchRule, language: str) -> bool:
        """Whether it is asked about the values of a match rule in articles in a language."""
        return rule in self.rules and (self.languages is None or language in self.languages)


def found(code: str, message: str, words: Words, first: int, last: int | None = None) -> Finding:
    """The finding about the value's words from `first` to `last` (None: that one word)."""
    return Finding(code, message, Span(words.starts[first], words.ends[first if last is None else last]))


def first_finding(checks: Sequence[Check], candidate: Candidate) -> Finding | None:
    """What the first of some checks finds that finds something; None if none does, or the value has no words."""
    for check in checks if candidate.words else ():
        if finding := check.find(candidate):
            return finding
    return None
