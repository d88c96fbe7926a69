"""Which clauses of a sentence are negated, told by lists of words: for other languages than English."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.grounding.languages import language_of
from onrecord.grounding.text._clauses import STOPS
from onrecord.grounding.text._content import stem

if TYPE_CHECKING:
    from onrecord.grounding.languages import Language
    from onrecord.grounding.text._words import Words

__all__ = ["Clause", "Polarity", "polarity_of"]

_NEAR = 2
"""Words of content beside a negative that it is taken to negate."""
_VERB_LAST = frozenset({"de", "nl"})


class Polarity(Enum):
    """Whether a clause says that something is so."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    EITHER = "either"
    """It depends on a clause that is negated or refused."""


class Clause(NamedTuple):
    """The stems of a clause, its polarity, and its first negative, if any.

    `negated` are the stems of the words beside that, `refused` of those beside a word such as `refuses`.
    """

    stems: frozenset[str]
    polarity: Polarity
    negative: int | None
    negated: frozenset[str]
    refused: frozenset[str]


def polarity_of(words: Words, span: range, rules: Language) -> list[Clause]:
    """The clauses of a stretch in a language that has lists for them, in order."""
    found: list[Clause] = []
    for opener, places in _pieces(words, span, rules):
        negative = next((i for i in places if _negates(words, i, rules)), None)
        refusal = next((i for i in places if words.stems[i] and words.stems[i] in _refusals(rules.code)), None)
        stems = frozenset(filter(None, (words.stems[i] for i in places)))
        depends = bool(found) and _depends(opener, found[-1], rules)
        polarity = Polarity.EITHER if depends else _polarity(words, places, rules)
        beside = (_beside(words, places, negative), _beside(words, places, refusal))
        found.append(Clause(stems, polarity, negative, *beside))
    return [clause for clause in found if clause.stems]


def _depends(opener: str, before: Clause, rules: Language) -> bool:
    """Whether what the clause before negates or refuses may be this one: `doesn't say that …`, `not … or …`."""
    if before.polarity is not Polarity.POSITIVE:
        return opener in rules.complementizers or opener in rules.coordinators
    return bool(before.refused) and opener in rules.complementizers


def _pieces(words: Words, span: range, rules: Language) -> list[tuple[str, list[int]]]:
    """The words of each clause, with the word that opens it and makes it depend on the one before, if any.

    What follows the comma behind a clause within another belongs to the outer one again.
    """
    found: list[tuple[str, list[int]]] = [("", [])]
    outer = current = found[0][1]
    for place in span:
        key, gap = words.keys[place], words.gap(place) if place > span.start else ""
        stops, comma = not STOPS.isdisjoint(gap), "," in gap
        before = words.keys[place - 1] if place > span.start else ""
        infinite = key in rules.negatives and before in rules.infinitive_prepositions
        if stops or infinite or _opens(key, rules, comma=comma):
            apart = stops or infinite or (comma and key in rules.coordinators)
            current = []
            found.append(("" if apart else key, current))
            outer = current if stops or key in rules.coordinators else outer
        elif comma:
            current = outer
        current.append(place)
    return found


def _beside(words: Words, places: list[int], at: int | None) -> frozenset[str]:
    """The stems of the content words next to a word, of which German may have the verb before it."""
    if at is None:
        return frozenset()
    content = [i for i in places if words.stems[i] and not words.keys[i][0].isdecimal()]
    after = [i for i in content if i > at][:_NEAR]
    before = [i for i in content if i < at][-_NEAR:] if not after or words.language in _VERB_LAST else []
    return frozenset(words.stems[i] for i in (*before, *after))


def _opens(key: str, rules: Language, *, comma: bool) -> bool:
    if key in rules.coordinators or key in rules.complementizers:
        return True
    return comma and key in rules.subordinators


def _negates(words: Words, place: int, rules: Language) -> bool:
    if words.keys[place] not in rules.negatives:
        return False
    return all(" ".join(words.keys[place : place + count]) not in rules.soft_negatives for count in (2, 3))


def _polarity(words: Words, places: list[int], rules: Language) -> Polarity:
    negatives = [words.keys[i] for i in places if _negates(words, i, rules)]
    turned = sum(key in rules.without for key in negatives)
    others = [key for key in negatives if key not in rules.without]
    following = words.keys[places[-1] + 1 : places[-1] + 2] if places else []
    only = rules.half_negatives.issuperset(others) and not rules.complementizers.isdisjoint(following)
    return Polarity.NEGATIVE if (turned + (bool(others) and not only)) % 2 else Polarity.POSITIVE


@cache
def _refusals(language: str) -> frozenset[str]:
    """The stems of a language's words that negate by what they mean."""
    known = language_of(language)
    return frozenset(stem(word, language) for word in known.refusals) if known else frozenset()
