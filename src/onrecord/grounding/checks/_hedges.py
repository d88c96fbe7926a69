"""Hedges: what the evidence says may be, is planned or is alleged isn't stated as fact, nor the other way round."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.grounding.checks._check import Check, found
from onrecord.grounding.checks._phrases import Phrase, assertions_of, phrases_of, reach_of, remembered
from onrecord.kinds import DENIED, MatchRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.grounding._result import Finding
    from onrecord.grounding.checks._check import Candidate
    from onrecord.grounding.text import Facts, Words

__all__ = ["HEDGES"]

_NEAR = 6
"""How many words before a hedge tell what it is about."""
_BESIDE = 2
"""Words between two hedges of one verb, as in `will probably`."""
_WEAK = "weak"
"""Words of doubt that hedge what they reach, though nothing is missing where a value leaves them out."""
_SAYS_AS_MUCH = {
    "possible": {"possible", "reported"},
    "probable": {"probable", "possible", "reported", "planned", "obliged"},
    "reported": {"reported", "probable", "possible"},
    "planned": {"planned", "future", "conditional", "probable", "possible", "obliged"},
    "future": {"future", "planned", "conditional", "probable", "obliged"},
    "conditional": {"conditional", "future", "planned", "probable", "possible", "obliged"},
    "wished": {"wished", "planned", "possible", "reported", "conditional", "obliged"},
    "obliged": {"obliged", "wished", "planned", "future", "conditional", "probable"},
}
"""For a hedge of the evidence, those by which a value may replace it."""
_EVERY = frozenset(_SAYS_AS_MUCH)
_BY_LABEL = {
    "probable": _EVERY,
    "possible": _EVERY,
    DENIED: _EVERY,
    "planned": _EVERY - {"reported"},
    "ongoing": frozenset({"future", "planned", "wished", "obliged"}),
}
"""The hedges that a record's label carries in its value's stead."""
_ADDED = frozenset({"possible", "probable", "reported"})
"""The hedges that a value may not put where the evidence has none."""


class _Hedge(NamedTuple):
    """A hedge in some words: its group, its place, and the content words that it reaches, the first its head."""

    group: str
    first: int
    last: int
    words: Words
    reach: tuple[int, ...]

    @property
    def head(self) -> str:
        return self.words.stems[self.reach[0]]

    @property
    def stems(self) -> set[str]:
        return {self.words.stems[place] for place in self.reach}


def _differs(candidate: Candidate) -> Finding | None:
    """The first hedge of the evidence that a value leaves out or exchanges, or its own that the evidence lacks."""
    value = remembered(candidate.facts, _hedges_in)
    there = [hedge for facts in candidate.evidence.facts for hedge in remembered(facts, _hedges_in)]
    if not value and all(hedge.group == _WEAK for hedge in there):
        return None
    return _dropped(candidate, value, there) or _added(candidate, value, there)


HEDGES = Check("hedges", _differs, rules=frozenset({MatchRule.STATED, MatchRule.QUOTED}))


def _hedges_in(facts: Facts) -> Iterator[_Hedge]:
    words = facts.words
    for phrase in phrases_of(words.language, "hedges").among(facts):
        reach = reach_of(words, phrase.last + 1, facts.span.stop)
        if reach and (phrase.group == _WEAK or not _is_of_noun(words, phrase, facts.span.stop)):
            yield _Hedge(phrase.group, phrase.first, phrase.last, words, tuple(reach))


def _is_of_noun(words: Words, phrase: Phrase, stop: int) -> bool:
    """Whether a phrase of several words stands before a noun or a number, as in `due to the rain`."""
    known, place = assertions_of(words.language), phrase.last + 1
    if phrase.first == phrase.last or place >= stop or words.keys[phrase.last] not in known.infinitives:
        return False
    return words.keys[place] in known.determiners or words.keys[place][0].isdecimal() or words.is_capital(place)


def _dropped(candidate: Candidate, value: list[_Hedge], there: list[_Hedge]) -> Finding | None:
    carried = _carried(candidate)
    for hedge in there:
        if hedge.group == _WEAK or hedge.group in carried or not _is_about(candidate, hedge):
            continue
        if _is_bare(candidate, hedge.head, there):
            continue
        own = {_group(each) for each in value if hedge.head in each.stems} | _future_of(candidate)
        if not own & (_SAYS_AS_MUCH[hedge.group] | {_WEAK}) and not _is_allowed(own, hedge, there):
            place = candidate.words.stems.index(hedge.head)
            if not own and _is_infinitive(candidate.words, place):
                continue
            said = hedge.words.stretch(hedge.first, hedge.last)
            code = "hedge_exchanged" if own else "hedge_dropped"
            return found(code, f"its evidence says this with “{said}”", candidate.words, place)
    return None


def _is_about(candidate: Candidate, hedge: _Hedge) -> bool:
    """Whether a value has the word that a hedge is about, another one near it, and not the hedge in another form."""
    stems, words = candidate.facts.stems, hedge.words
    if hedge.head not in stems or (words.stems[hedge.first] and words.stems[hedge.first] in stems):
        return False
    before = [stem for stem in words.stems[max(hedge.first - _NEAR, 0) : hedge.last] if stem]
    opens = words.keys[hedge.last] in assertions_of(words.language).clause_openers
    return (not opens and not stems.isdisjoint(before)) or len(hedge.stems & stems) > 1


def _group(hedge: _Hedge) -> str:
    """The group of a value's hedge: of a word of doubt by which its language also makes the future, the future."""
    makes = hedge.words.keys[hedge.first] in assertions_of(hedge.words.language).future_endings
    return "future" if makes else hedge.group


def _future_of(candidate: Candidate) -> set[str]:
    """The group of the future, where a value's verb has it as an ending."""
    endings = assertions_of(candidate.index.language).future_endings
    return {"future"} if endings and any(key.endswith(endings) for key in candidate.words.keys) else set()


def _is_infinitive(words: Words, place: int) -> bool:
    """Whether a value has a word only as what somebody is to do: `asked to stay`, `to be closed`."""
    return not assertions_of(words.language).infinitives.isdisjoint(words.keys[max(place - 2, 0) : place])


def _is_allowed(own: set[str], hedge: _Hedge, there: list[_Hedge]) -> bool:
    """Whether a value's hedges of a word say as much as another of the evidence that isn't beside this one."""
    others = (each for each in there if hedge.head in each.stems and abs(each.first - hedge.first) > _BESIDE)
    return any(own & _SAYS_AS_MUCH.get(each.group, set()) for each in others)


def _added(candidate: Candidate, value: list[_Hedge], there: list[_Hedge]) -> Finding | None:
    for hedge in value:
        if hedge.group not in _ADDED or hedge.head not in candidate.evidence.stems:
            continue
        same = (each for each in there if hedge.head in each.stems)
        if not any(each.group == _WEAK or hedge.group in _SAYS_AS_MUCH[each.group] for each in same):
            text = candidate.words.stretch(hedge.first, hedge.last)
            said = f"its evidence says this without “{text}”"
            return found("hedge_added", said, candidate.words, hedge.first, hedge.last)
    return None


def _carried(candidate: Candidate) -> set[str]:
    """The groups of hedges that the record's labels and its source carry."""
    carried = set[str]().union(*(_BY_LABEL.get(label, ()) for label in candidate.labels))
    return carried | {"reported"} if candidate.has_source else carried


def _is_bare(candidate: Candidate, head: str, there: list[_Hedge]) -> bool:
    """Whether the evidence also has a word where no hedge reaches it."""
    hedged = {place for hedge in there for place in hedge.reach}
    stems = candidate.index.words.stems
    return any(stems[i] == head and i not in hedged for facts in candidate.evidence.facts for i in facts.span)
