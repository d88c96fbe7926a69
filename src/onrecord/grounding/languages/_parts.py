"""The words by which a language says who does what to whom, and who says it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Parts"]

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """Words that tie names to what they do, undergo and say."""

    pronouns: frozenset[str] = _NONE
    """Pronouns of the third person, which may stand for a name."""
    relatives: frozenset[str] = _NONE
    """Words that stand for the name just before them."""
    determiners: frozenset[str] = _NONE
    """Words before a noun that say which one is meant."""
    openers: frozenset[str] = _NONE
    """Words that open a clause with a subject of its own."""
    ties: frozenset[str] = _NONE
    """Conjunctions behind which a second verb has the subject of the first."""
    prepositions: frozenset[str] = _NONE
    """Words that tie a name or a number to what stands before them."""
    genitives: frozenset[str] = _NONE
    """Prepositions that a word order without them may stand for: officials from Germany, German officials."""
    agent: frozenset[str] = _NONE
    """Prepositions before the one who does what a participle or a noun says."""
    passives: frozenset[str] = _NONE
    """Forms of the verb that makes a participle passive."""
    auxiliaries: frozenset[str] = _NONE
    """Words between a subject and the verb of content that it goes with."""
    modals: frozenset[str] = _NONE
    """Words before an infinitive."""
    reciprocals: frozenset[str] = _NONE
    """Words for what two do to each other, so that either may be named first."""
    inverses: tuple[tuple[str, str], ...] = ()
    """Pairs of verbs that say one thing from either side: to buy from, to sell to."""
    reporting: frozenset[str] = _NONE
    """Verbs that say that somebody says something."""
    sources: tuple[tuple[str, ...], ...] = ()
    """What stands before the one who says something: according to."""
    relations: frozenset[str] = _NONE
    """Nouns for somebody tied to another, as by birth or work, who acts and speaks for himself: sister, lawyer."""
    clausal: frozenset[str] = _NONE
    """Verbs besides those of saying that a whole clause may follow without a word between."""
    ownings: frozenset[str] = _NONE
    """Prepositions that tie a noun to another that it isn't the same as, and doesn't stem from."""
    wholes: frozenset[str] = _NONE
    """Nouns before "of" that are the same as the name behind it, or that act for it: the city of, the army of."""
    than: frozenset[str] = _NONE
    """Words between what is more and what is less."""
