"""Which records of an article report one fact: a score for every two of them, and who is linked through whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from onrecord.compose._weights import LINKED, LINKS, SHARED_SENTENCE
from onrecord.compose._wording import Wordings, is_occurrence
from onrecord.grounding import GroundedRecord

__all__ = ["Links", "features"]

_FAR = 0.1
"""The nearness under which two records are not linked, whatever else speaks for it."""
_MOST = 0.5
"""The greatest margin that counts, either way."""


class Links:
    """The links between some of the records of an article.

    For each record and each sort, occurrences and claims, it is known which record comes closest to it, and how close
    the next one comes.
    """

    def __init__(self, records: Sequence[GroundedRecord], wordings: Wordings, linked: Sequence[int]) -> None:
        self.records = linked
        self.wordings = wordings
        self.occurs = {i: is_occurrence(type(records[i].record)) for i in linked}
        self._closest: dict[tuple[int, bool], tuple[int, float, float]] = {}
        near_pairs = ((pair, self._nearness(*pair)) for pair in combinations(linked, 2))
        self._near = {pair: near for pair, near in near_pairs if near}
        for (one, other), near in self._near.items():
            self._note(one, other, near)
            self._note(other, one, near)

    def _nearness(self, one: int, other: int) -> float:
        return self.wordings.alike(one, other) + SHARED_SENTENCE * self._overlap(one, other)

    def _overlap(self, one: int, other: int) -> float:
        first, second = self.wordings.sentences[one], self.wordings.sentences[other]
        return 0.0 if first.isdisjoint(second) else len(first & second) / len(first | second)

    def _note(self, one: int, other: int, near: float) -> None:
        """Note a partner of a record, if none or only one came closer so far."""
        key = one, self.occurs[other]
        best, first, second = self._closest.get(key, (-1, 0.0, 0.0))
        if best < 0 or near > first:
            self._closest[key] = other, near, first
        elif near > second:
            self._closest[key] = best, first, near

    def margin(self, one: int, other: int) -> float:
        """How much closer a record is to another one than to all others of that sort; less than 0 if it isn't."""
        best, first, second = self._closest[one, self.occurs[other]]
        near = self._near[min(one, other), max(one, other)]
        return max(-_MOST, min(_MOST, near - (second if other == best else first)))

    def groups(self) -> list[list[int]]:
        """The records that are linked with each other, directly or through others; each stands in one group."""
        group = {i: [i] for i in self.records}
        for (one, other), near in self._near.items():
            if group[one] is not group[other] and near >= _FAR and self._are_linked(one, other):
                joined = group[one] + group[other]
                group |= dict.fromkeys(joined, joined)
        return sorted({min(each): sorted(each) for each in group.values()}.values())

    def _are_linked(self, one: int, other: int) -> bool:
        return sum(LINKS[name] * value for name, value in features(self, one, other).items()) >= LINKED


def features(links: Links, one: int, other: int) -> Mapping[str, float]:
    """What speaks for two records being one fact."""
    first, second = links.wordings.sentences[one], links.wordings.sentences[other]
    mixed = links.occurs[one] != links.occurs[other]
    event, claim = (one, other) if links.occurs[one] else (other, one)
    of_claim, of_event = links.margin(claim, event), links.margin(event, claim)
    return {
        "constant": 1.0,
        "words": links.wordings.alike(one, other),
        "together": bool(first & second),
        "inside": first < second or second < first,
        "occurrences": links.occurs[one] and links.occurs[other],
        "claim margin": mixed * of_claim,
        "event margin": mixed * of_event,
        "claim's best": mixed and of_claim >= 0,
        "event's best": mixed and of_event >= 0,
        "best of a kind": not mixed and max(of_claim, of_event) >= 0,
    }
