"""What records say, as words that can be compared."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.article import Article
from onrecord.grounding import GroundedRecord, Words, stems_of
from onrecord.grounding.languages import rules_of
from onrecord.kinds import MatchRule, Record, match_rules, wording_field

__all__ = ["Wordings", "carries", "is_occurrence", "names_of", "wording_of"]


def wording_of(record: Record) -> str:
    """What a record puts on record, in its words; where no field of its kind words that, all that it says."""
    field = wording_field(type(record))
    return (getattr(record, field) if field else "") or record.as_sentence()


def carries(kind: type[Record]) -> bool:
    """Whether records of a kind carry what somebody said, so that one may hold several facts, or none."""
    return bool(kind.speaker_fields) and match_rules(kind).get(wording_field(kind)) is MatchRule.QUOTED


def is_occurrence(kind: type[Record]) -> bool:
    """Whether records of a kind say what happens, with those who do it."""
    return bool(kind.doer_fields)


def names_of(record: Record, fields: Iterable[str]) -> list[str]:
    """The values of some fields of a record, those of lists one by one."""
    values = (getattr(record, name) for name in fields)
    return [str(each) for value in values if value for each in (value if isinstance(value, list) else [value])]


@dataclass(frozen=True, slots=True)
class _Wording:
    """The stems of what a record says, and those of what it says and of those who take part."""

    said: frozenset[str]
    whole: frozenset[str]


class Wordings:
    """The words of an article's records; one that *k* of them have weighs 1/√*k*, since names recur in many.

    By the position of a record: `sentences` are the numbers of those that it rests on, `carries` says whether it is a
    statement, and `early` how early it comes among those of its kind, from 0 to 1.
    """

    def __init__(self, article: Article, records: Sequence[GroundedRecord]) -> None:
        self._language = article.language
        self._records = [each.record for each in records]
        self._of = [self._wording(each) for each in self._records]
        self.sentences = [frozenset(each.record.sentences) for each in records]
        self.carries = [carries(type(each.record)) for each in records]
        self.early = _early(records)
        self._counts = Counter(
            stem for each, carried in zip(self._of, self.carries, strict=True) if not carried for stem in each.said
        )
        self._rarity = {stem: 1 / math.sqrt(count) for stem, count in self._counts.items()}
        self._weights = [self._weight(each.whole) for each in self._of]
        self._alike: dict[tuple[int, int], float] = {}

    def _wording(self, record: Record) -> _Wording:
        kind = type(record)
        said = self.stems([wording_of(record)])
        taking_part = (*kind.doer_fields, *kind.undergoer_fields, *kind.place_fields)
        return _Wording(said, said | self.stems(names_of(record, taking_part)))

    def _first(self, record: Record) -> str:
        """The first word of what a record says."""
        return next(iter(Words(wording_of(record)).keys), "")

    def stems(self, texts: Iterable[str]) -> frozenset[str]:
        """The stems of the words of content in some texts."""
        return frozenset[str]().union(*(stems_of(text, self._language) for text in texts))

    def whole(self, record: int) -> frozenset[str]:
        """The stems of what a record says and of those who take part."""
        return self._of[record].whole

    def opens_with_pronoun(self, record: int) -> bool:
        """Whether what a record says begins with a pronoun, so that it can't be read alone."""
        rules = rules_of(self._language)
        first = self._first(self._records[record])
        return first in rules.person_pronouns or first in rules.thing_pronouns

    def alike(self, one: int, other: int) -> float:
        """The Dice coefficient of the words of two records, from 0 to 1."""
        pair = (one, other) if one < other else (other, one)
        known = self._alike.get(pair)
        if known is None:
            shared = self._of[one].whole & self._of[other].whole
            known = 2 * self._weight(shared) / (self._weights[one] + self._weights[other]) if shared else 0.0
            self._alike[pair] = known
        return known

    def contained(self, part: int, whole: int) -> float:
        """The share of the words of what a record says that another one has, from 0 to 1."""
        said = self._of[part].said
        return self._weight(said & self._of[whole].said) / self._weight(said) if said else 0.0

    def _weight(self, stems: Iterable[str]) -> float:
        return sum([self._rarity.get(stem, 1.0) for stem in stems])


def _early(records: Sequence[GroundedRecord]) -> list[float]:
    counts = Counter(type(each.record) for each in records)
    before: Counter[type[Record]] = Counter()
    early = []
    for each in records:
        before[type(each.record)] += 1
        early.append(before[type(each.record)] / counts[type(each.record)])
    return early
