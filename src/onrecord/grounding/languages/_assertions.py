"""How a language says how sure, how many, how real and on what condition something is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Assertions", "Phrases", "phrases"]

Phrases = Mapping[str, tuple[str, ...]]
"""Phrases by what they do to what follows; a `*` in one stands for a few words, a hyphen only for itself."""
_NO_WORDS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Assertions:
    """The phrases by which a language hedges, bounds, counts, restricts and compares; an empty table checks nothing."""

    hedges: Phrases = field(default_factory=dict)
    """How sure or how real something is: `possible`, `probable`, `reported`, `planned`, `future`, `conditional`,
    `wished`, `obliged`; `weak` are words of doubt that nothing is lost without."""
    future_endings: tuple[str, ...] = ()
    """Endings of verbs in the future, or the whole verb by which it is made, where no phrase above says so."""
    bounds: Phrases = field(default_factory=dict)
    """Before a number: `low`, `high`, `nearly`, `about`, `exactly`, `only`."""
    bounds_behind: Phrases = field(default_factory=dict)
    """Behind a number."""
    quantifiers: Phrases = field(default_factory=dict)
    """Before what is counted: `all`, `most`, `many`, `some`, `few`, `only`."""
    restrictors: tuple[str, ...] = ()
    """Before a word that says something else without them, as `former`."""
    opposites: tuple[str, ...] = ()
    """Lines of two sides, parted by `/`, that exclude each other."""
    than: frozenset[str] = _NO_WORDS
    """What stands between the two that are compared."""
    of: frozenset[str] = _NO_WORDS
    """What stands between a part and the whole."""
    superlatives: frozenset[str] = _NO_WORDS
    """Words for what is first of its kind, unless an ordinal stands before them: `second largest`."""
    origins: frozenset[str] = _NO_WORDS
    """What stands before where, or when, something comes from."""
    goals: frozenset[str] = _NO_WORDS
    """What stands before where, or when, something goes."""
    pairers: frozenset[str] = frozenset()
    """Quantifiers that count nothing before two that `and` joins: `both Ann Lee and Bo Ray`."""
    coordinators: frozenset[str] = _NO_WORDS
    """What stands between two verbs of one subject."""
    conditions: Phrases = field(default_factory=dict)
    """What opens a `condition`, and what looks like it and opens `none`."""
    doubts: frozenset[str] = _NO_WORDS
    """Words over a clause that by them isn't asserted."""
    factives: frozenset[str] = _NO_WORDS
    """Words over a clause that is true even where they are negated, as `know`."""
    clause_openers: frozenset[str] = _NO_WORDS
    """Words between such a word and its clause."""
    questions: frozenset[str] = _NO_WORDS
    """Those of them whose clause is never asserted, whatever stands over it."""
    cancelled: frozenset[str] = _NO_WORDS
    """Words of doubt whose clause is asserted where they are negated, as `no doubt that`."""
    unasserted: Phrases = field(default_factory=dict)
    """What a clause beside it isn't asserted by, without a word between: `doubted` whoever says it; `reported`,
    `believed` (before a subject or a name), `suspected` (before a subject) and `noun` (behind a determiner, or first),
    which a source carries; `behind` the clause and a comma."""
    subjects: frozenset[str] = _NO_WORDS
    """Words that the subject of a clause begins with."""
    plain_openers: frozenset[str] = _NO_WORDS
    """Words that begin such phrases, and by themselves say nothing of the kind."""
    bans: frozenset[str] = _NO_WORDS
    """Verbs that say more, not less, without the end of their sentence."""
    rules: frozenset[str] = _NO_WORDS
    """Verbs behind a bare plural that say something of all that it names."""
    limits: frozenset[str] = _NO_WORDS
    """Words that open what limits the noun before them."""
    plurals: tuple[str, ...] = ()
    """Endings of nouns in the plural."""
    infinitives: frozenset[str] = _NO_WORDS
    """Words at the end of a hedge before a verb, which before a noun say something else, as `due to`."""
    determiners: frozenset[str] = _NO_WORDS
    """Words before a noun that tell which or how many."""
    reasons: tuple[str, ...] = ()
    """What opens a clause of reason, purpose or result."""
    adverb_endings: tuple[str, ...] = ()
    """Endings of words that say how something is done."""
    plain_modifiers: frozenset[str] = _NO_WORDS
    """Words with these endings, and adjectives, that add nothing that would have to be in the evidence."""


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a text, which commas part, folded."""
    return tuple(map(str.strip, text.casefold().split(",")))
