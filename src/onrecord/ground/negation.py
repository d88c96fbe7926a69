"""Which words a text negates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.lexicon import NEGATIVES, REFUSALS, UNITS

if TYPE_CHECKING:
    from onrecord.ground.words import Words

__all__ = ["Negation", "is_negative", "negation_differs", "negations_in"]

_HEADS = 2
"""How many content words after a plain negative it is taken to negate."""
_NARROW = 5
"""How many content words a plain negative reaches over."""
_WIDE = 12
"""How many content words a verb of refusal reaches over."""
_CONDITION = 5
"""How many words before a negative an `if` makes it conditional."""
_SUBJECTS = frozenset({"nobody", "none", "nothing", "neither", "no"})
_TURNS = frozenset({"but", "while", "although", "though", "whereas"})
_CLAUSES = frozenset({"who", "what", "which", "whether", "when", "how", "why", "because", "after", "before"})
_SOFT_NOTS = {("not", "only"), ("no", "longer"), ("no", "later"), ("no", "doubt"), ("not", "least")}
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
_CUES = NEGATIVES | REFUSALS | _PAIRED.keys()
_STOPS = frozenset(";:.!?")


@dataclass(frozen=True, slots=True)
class Negation:
    """A negative word and the stems it reaches: `heads` close by, `reach` to the end of its clause."""

    key: str
    plain: bool
    conditional: bool
    head: str
    heads: frozenset[str]
    reach: frozenset[str]


def negations_in(words: Words, span: range) -> list[Negation]:
    """The negations among `span`, in order."""
    keys = words.keys
    cues = [index for index in span if keys[index] in _CUES or keys[index].endswith("n't")]
    return [_read(words, index, span) for index in cues if _negates(words, index, span)]


def is_negative(key: str) -> bool:
    """Whether a word by itself negates: not, no, never, didn't."""
    return key in NEGATIVES or key.endswith("n't")


def _negates(words: Words, index: int, span: range) -> bool:
    key = words.keys[index]
    following = words.keys[index + 1] if index + 1 < span.stop else ""
    if is_negative(key):
        return (key, following) not in _SOFT_NOTS
    if key in _PAIRED:
        near = words.keys[index + 1 : min(index + 4, span.stop)]
        return _PAIRED[key] in near
    return key in REFUSALS and key != "instead"


def _read(words: Words, index: int, span: range) -> Negation:
    key = words.keys[index]
    plain = is_negative(key)
    reach = _reach(words, index, span, plain=plain)
    heads = reach if key in _SUBJECTS else reach[:_HEADS] if plain else _refused(words, index, span, reach)
    before = words.keys[max(span.start, index - _CONDITION) : index]
    conditional = bool({"if", "unless"}.intersection(before))
    return Negation(key, plain, conditional, reach[0] if reach else "", frozenset(heads), frozenset(reach))


def _reach(words: Words, index: int, span: range, *, plain: bool) -> list[str]:
    """The stems of the content words that a negative reaches, to the end of its clause."""
    reach: list[str] = []
    for place in range(index + 1, span.stop):
        key = words.keys[place]
        if len(reach) >= (_NARROW if plain else _WIDE) or _STOPS.intersection(words.gap(place)) or key in _TURNS:
            break
        if plain and key in _CLAUSES and place > index + 1:
            break
        if words.stems[place] and not key[0].isdecimal() and key not in UNITS:
            reach.append(words.stems[place])
    return reach


def _refused(words: Words, index: int, span: range, reach: list[str]) -> list[str]:
    """What a verb of refusal refuses: the first words of the clause after its `that`, or else the first of all."""
    for place in range(index + 1, min(index + 12, span.stop)):
        if words.keys[place] == "that":
            return _reach(words, place, span, plain=True)[:3]
    return reach[:1]


def negation_differs(
    value: list[Negation], keys: frozenset[str], stems: frozenset[str], evidence: list[Negation], *, denied: bool
) -> str | None:
    """Why value and evidence don't agree in what they negate; None if they do.

    `keys` are the value's words, `stems` those of content. A `denied` record may leave the negation to its label.
    """
    refuses = any(not negation.plain for negation in value)
    for negation in value:
        if negation.plain and not any(_agrees(negation, other, stems, refuses=refuses) for other in evidence):
            return f"its evidence doesn't negate this: “{negation.key}”"
    if value or denied:
        return None
    for negation in evidence:
        if (not negation.conditional or "if" in keys) and _covers(negation, stems):
            return f"its evidence negates this: “{negation.key}”"
    return None


def _agrees(negation: Negation, other: Negation, stems: frozenset[str], *, refuses: bool) -> bool:
    """Whether a negation of the evidence is the value's: both over the same word, or over most of the same words."""
    if other.conditional and not negation.conditional:
        return False
    if not other.plain:
        return not refuses and negation.head in other.reach
    if not negation.heads:
        return bool(other.reach & stems)
    return bool(negation.heads & (other.reach | other.heads)) or len(other.reach & stems) >= 2


def _covers(negation: Negation, stems: frozenset[str]) -> bool:
    if negation.plain:
        return bool(negation.heads & stems)
    return bool(negation.heads & stems) and len(negation.reach & stems) * 2 >= len(stems)
