"""Which words a text negates."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.grounding.languages import ENGLISH, OTHER_NEGATIVES, rules_of
from onrecord.grounding.text._clauses import CLAUSES, STOPS, TURNS, clauses_in, is_aside, opens_coordinate

if TYPE_CHECKING:
    from onrecord.grounding.text._words import Words

__all__ = ["Negation", "affirmed_in", "is_negative", "negations_in"]

_HEADS = 2
"""How many content words after a plain negative it is taken to negate."""
_NARROW = 5
"""How many content words a plain negative reaches over."""
_WIDE = 12
"""How many content words a verb of refusal reaches over."""
_CONDITION = 5
"""How many words before a negative an `if` makes it conditional."""
_OR = frozenset({"or", "nor"})
_SUBJECTS = frozenset({"nobody", "none", "nothing", "neither", "no"})
_SOFT_NOTS = {
    ("not", "only"),
    ("no", "longer"),
    ("no", "later"),
    ("no", "doubt"),
    ("not", "least"),
    ("no", "exception"),
}
_SOFT_NOTS |= {("非", "常"), ("非", "洲"), ("不", "仅"), ("不", "僅"), ("不", "久"), ("未", "来"), ("未", "來")}
_COMPARED = frozenset({"fewer", "less", "more", "later", "earlier"})
"""Words that with a negative before them and `than` behind bound a number: `no fewer than`."""
_PAIRED = {
    "ruled": "out",
    "rules": "out",
    "ruling": "out",
    "called": "off",
    "yet": "to",
    "short": "of",
    "cleared": "of",
}
"""Words that refuse only before a second word."""
_INFINITIVE = frozenset({"to", "from"})
"""Words before what somebody refuses to do or is kept from."""
_NEGATIVES = ENGLISH.negatives | OTHER_NEGATIVES
"""What negates in English, and in a language that has no list."""
_CUES = _NEGATIVES | ENGLISH.refusals | _PAIRED.keys()


class Negation(NamedTuple):
    """A negative word and the stems it reaches: `heads` close by, `reach` to the end of its clause, at `places`."""

    place: int
    key: str
    plain: bool
    conditional: bool
    head: str
    heads: frozenset[str]
    reach: frozenset[str]
    places: tuple[int, ...]


def negations_in(words: Words, span: range) -> list[Negation]:
    """The negations among `span`, in order."""
    keys = words.keys
    rules = rules_of(words.language)
    known = _CUES if rules is ENGLISH else rules.negatives
    if known.isdisjoint(keys[span.start : span.stop]):
        return []
    cues = [index for index in span if keys[index] in known]
    return [_read(words, index, span) for index in cues if _negates(words, index, span)]


def is_negative(key: str, language: str = "en") -> bool:
    """Whether a word of a language by itself negates: not, no, never, didn't."""
    rules = rules_of(language)
    return key in (_NEGATIVES if rules is ENGLISH else rules.negatives)


def _negates(words: Words, index: int, span: range) -> bool:
    key = words.keys[index]
    following, after = [*words.keys[index + 1 : min(index + 3, span.stop)], "", ""][:2]
    if is_negative(key, words.language):
        return (key, following) not in _SOFT_NOTS and not (following in _COMPARED and after == "than")
    if key in _PAIRED:
        near = words.keys[index + 1 : min(index + 4, span.stop)]
        return _PAIRED[key] in near
    return key in ENGLISH.refusals and key != "instead"


def _read(words: Words, index: int, span: range) -> Negation:
    key = words.keys[index]
    plain = is_negative(key, words.language)
    places = _reach(words, index, span, plain=plain)
    reach = [words.stems[place] for place in places]
    heads = _plainly(words, places, all_=key in _SUBJECTS) if plain else _refused(words, index, span, reach)
    before = words.keys[max(span.start, index - _CONDITION) : index]
    conditional = bool({"if", "unless"}.intersection(before))
    head = reach[0] if reach else ""
    return Negation(index, key, plain, conditional, head, frozenset(heads), frozenset(reach), tuple(places))


def _plainly(words: Words, places: list[int], *, all_: bool) -> list[str]:
    """What a plain negative negates: the first words that it reaches, and those behind an `or`; or `all_` of them."""
    return [words.stems[place] for n, place in enumerate(places) if all_ or n < _HEADS or words.keys[place - 1] in _OR]


def _reach(words: Words, index: int, span: range, *, plain: bool) -> list[int]:
    """The content words that a negative reaches, to the end of its clause."""
    reach: list[int] = []
    aside = is_aside(words, index, span.start)
    for place in range(index + 1, span.stop):
        key = words.keys[place]
        if len(reach) >= (_NARROW if plain else _WIDE) or not STOPS.isdisjoint(words.gap(place)) or key in TURNS:
            break
        if place > index + 1 and _ends(words, place, plain=plain, aside=aside):
            break
        if words.stems[place] and not key[0].isdecimal() and key not in ENGLISH.units:
            reach.append(place)
    return reach


def _ends(words: Words, place: int, *, plain: bool, aside: bool) -> bool:
    """Whether the clause of a negative is over before a word."""
    if aside and "," in words.gap(place):
        return True
    return (plain and words.keys[place] in CLAUSES) or opens_coordinate(words, place)


def _refused(words: Words, index: int, span: range, reach: list[str]) -> list[str]:
    """What a verb of refusal refuses: the first words of the clause after its `that`, or its first and that after `to`.

    So `refused on Tuesday to sign` refuses to sign.
    """
    for place in range(index + 1, min(index + 12, span.stop)):
        if words.keys[place] == "that":
            return [words.stems[i] for i in _reach(words, place, span, plain=True)[:3]]
        if words.keys[place] in _INFINITIVE:
            return reach[:1] + [words.stems[i] for i in _reach(words, place, span, plain=True)[:1]]
    return reach[:1]


def affirmed_in(words: Words, span: range, negations: list[Negation]) -> list[frozenset[str]]:
    """For each clause without a negative in it, the stems of its words that none reaches."""
    reached = {place for negation in negations for place in negation.places}
    negated = {negation.place for negation in negations}
    clauses = [clause for clause in clauses_in(words, span) if negated.isdisjoint(clause)]
    return [frozenset(words.stems[i] for i in clause if words.stems[i] and i not in reached) for clause in clauses]
