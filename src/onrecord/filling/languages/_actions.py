"""How a language says what happens: who does it, to whom, where, when, and how real it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.grounding.text import stem

__all__ = ["Actions", "verbs", "words"]

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Actions:
    """The words by which a language tells of events, folded."""

    being: frozenset[str] = _NONE
    """Forms of the verb that makes a participle passive."""
    coming: frozenset[str] = _NONE
    """Those of them that make a future of an infinitive: `wird`."""
    helping: frozenset[str] = _NONE
    """Other verbs before a verb of content: `has`, `will`, `may`."""
    standing: frozenset[str] = _NONE
    """Words right before a verb that tells what holds at all times: `must be adopted`, `is spread`."""
    present_endings: tuple[str, ...] = ()
    """Endings of verbs that tell what holds at all times, where news tells in the past what happened."""
    determiners: frozenset[str] = _NONE
    """Words that a noun phrase begins with."""
    oblique: frozenset[str] = _NONE
    """Those of them that no subject has."""
    prepositions: frozenset[str] = _NONE
    bounds: frozenset[str] = _NONE
    """Those that may bound a number: `up to`, `about`."""
    genitives: frozenset[str] = _NONE
    """Prepositions that tie a noun to the one before it, and not to the verb."""
    shortened: frozenset[str] = _NONE
    """Words that end in a full stop of their own: `Ltd`."""
    offices: frozenset[str] = _NONE
    """What a title is of that stands before a name: `Secretary of State`."""
    agent: frozenset[str] = _NONE
    """Prepositions before the one who does what a passive says."""
    ties: frozenset[str] = _NONE
    """Conjunctions between the members of a list."""
    openers: frozenset[str] = _NONE
    """Words that open another clause: `who`, `that`, `after`."""
    doubles: frozenset[str] = _NONE
    """Prepositions that open another clause where a verb follows: `after`."""
    purposes: frozenset[str] = _NONE
    """Words before an infinitive that tells what something is done for: `to discuss`, `um zu`."""
    seeming: frozenset[str] = _NONE
    """First words of hedges that say how sure something is, and nothing of when: `apparently`."""
    reporting: frozenset[str] = _NONE
    """Words before what somebody says: a time before them is that of the saying."""
    around_occasions: frozenset[str] = _NONE
    """Prepositions by which an occasion tells when: `after the vote`."""
    definite: frozenset[str] = _NONE
    """Determiners of what is known."""
    producing: frozenset[str] = _NONE
    """Stems of verbs whose object only comes about by them, or is settled: `publishes a study`."""
    due: frozenset[str] = _NONE
    """Words of a predicate that say that something is planned."""
    relatives: frozenset[str] = _NONE
    """Words behind a noun that say which one it is: `the team that tests updates`."""
    adverbs: frozenset[str] = _NONE
    """Small words that are no part of a noun phrase."""
    pronouns: frozenset[str] = _NONE
    """Pronouns that may stand alone for a subject or an object."""
    numbers: frozenset[str] = _NONE
    """Words that count, besides those that grounding reads as numbers: `half`, `several`."""
    verbs: frozenset[str] = _NONE
    """The stems of verbs that news is made of: what they say of somebody happens."""
    acts: frozenset[str] = _NONE
    """The stems of other verbs, known as predicates alone."""
    finite: frozenset[str] = _NONE
    """Forms of verbs that tell by themselves that they are no nouns."""
    participles: frozenset[str] = _NONE
    """Participles that have no ending of them."""
    participle_endings: tuple[str, ...] = ()
    late_endings: tuple[str, ...] = ()
    """Endings of participles that other words have as well: read behind the verb that makes them passive."""
    infinitive_endings: tuple[str, ...] = ()
    """Endings of infinitives, where these tell them from other forms."""
    owning: frozenset[str] = _NONE
    """Prepositions that say whose a thing is."""
    person_endings: tuple[str, ...] = ()
    """Endings of the third person singular."""
    noun_endings: tuple[str, ...] = ()
    """Endings of nouns made of verbs, which are no predicates: `meetings`."""
    tense_endings: tuple[str, ...] = ()
    """Other endings that tell verbs."""
    second_endings: tuple[str, ...] = ()
    """Endings that tell verbs right behind a conjunction."""
    nouns_capital: bool = False
    """Whether nouns have capital letters."""
    verb_last: bool = False
    """Whether the participle or the infinitive stands at the end of the clause."""
    meeting: frozenset[str] = _NONE
    """Stems of verbs by which object and subject do the same."""
    sharing: frozenset[str] = _NONE
    """Stems of verbs by which those behind "with" do the same as the subject: `signs a treaty with`."""
    gatherings: frozenset[str] = _NONE
    """Nouns for meetings."""
    awaited: frozenset[str] = _NONE
    """Words behind "be" and before an infinitive that tells what happens: `is expected to`."""
    reflexive: frozenset[str] = _NONE
    """Pronouns that make an active predicate of one that looks like a passive: `s’est effondrée`."""
    receiving: frozenset[str] = _NONE
    """Stems of verbs whose subject something is done to."""
    staging: frozenset[str] = _NONE
    """Forms of verbs after which an infinitive tells what happens: `begins to`."""
    places: frozenset[str] = _NONE
    """Prepositions of place."""
    inside: frozenset[str] = _NONE
    """Those of them before the name of a place."""
    occasions: frozenset[str] = _NONE
    """Nouns for what takes place, with which names end that are no places."""
    moving: frozenset[str] = _NONE
    """Stems of verbs whose object is where it happens: `leaves the room`."""
    infinitive: frozenset[str] = _NONE
    """Words before an infinitive."""
    sites: frozenset[str] = _NONE
    """Nouns for places, beyond those that grounding knows."""
    addressing: frozenset[str] = _NONE
    """Prepositions before somebody whom something is done to: `appeals to the court`."""
    progressive_endings: tuple[str, ...] = ()
    """Endings of what is going on."""
    doubting: Mapping[str, str] = field(default_factory=dict)
    """Words of doubt, each with the status of what it reaches."""
    opposing: frozenset[str] = _NONE
    """Those of them that are before whom something is done to whatever the verb: `against`."""
    beside: frozenset[str] = _NONE
    """Prepositions before those who take part: `with`."""
    giving: frozenset[str] = _NONE
    """Stems of verbs of giving and taking."""
    saying: frozenset[str] = _NONE
    """Stems of verbs by which something is only said."""
    remarking: frozenset[str] = _NONE
    """Stems of verbs that are acts, unless another clause follows: `warns that`."""
    states: frozenset[str] = _NONE
    """Stems of verbs for standing states."""
    folk: frozenset[str] = _NONE
    """Nouns for people and groups in the plural or in general, beyond those that grounding knows."""
    folk_endings: tuple[str, ...] = ()
    """Endings of such nouns."""
    no_folk: frozenset[str] = _NONE
    """Nouns with these endings for something else."""
    goods: frozenset[str] = _NONE
    """Nouns for things that something can be done to."""


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def verbs(text: str, language: str = "en") -> frozenset[str]:
    """The stems of the words of a text."""
    return frozenset(stem(word, language) for word in text.split())
