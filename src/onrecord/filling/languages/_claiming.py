"""How a language makes a claim: who vouches for it, how surely, and what only looks like one."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.grounding.languages import Phrases

__all__ = ["Claiming"]

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Claiming:
    """The words by which a language says that somebody claims something."""

    saying: frozenset[str] = _NONE
    """Verbs over a clause that somebody says, and would call true."""
    denying: frozenset[str] = _NONE
    """Verbs over a clause that somebody says isn't true."""
    that: frozenset[str] = _NONE
    """Words that open what is said."""
    whole: bool = True
    """Whether what is said is a sentence by itself behind such a word, in the order of its words."""
    bare: frozenset[str] = _NONE
    """Verbs that what is said may follow without such a word, and without a comma."""
    comma: bool = False
    """Whether what is said may follow its verb behind a comma, as a sentence by itself."""
    no_speakers: frozenset[str] = _NONE
    """Words before which a reporting word is a noun, an infinitive or a passive."""
    helpers: frozenset[str] = _NONE
    """Auxiliaries between the one who says something and the verb: `has said`, `a déclaré`."""
    openers: frozenset[str] = _NONE
    """Words right behind such a verb that open no clause: `said to`, `said in`."""
    sources: tuple[str, ...] = ()
    """What stands before the one who says something: `according to`."""
    fronted: bool = True
    """Whether a source that stands first leaves the order of the words behind it as it is."""
    hedges: Phrases = field(default_factory=dict)
    """How sure something is, besides what `Assertions` has: `probable`, `possible`, `denied`, or `certain` for what
    only looks like one of them."""
    opinions: tuple[str, ...] = ()
    """What says that something is wished, advised, promised or judged, and so isn't a fact."""
    silence: tuple[str, ...] = ()
    """What says that somebody says nothing."""
    persons: frozenset[str] = _NONE
    """Pronouns that stand for one person as a subject."""
    speakers: frozenset[str] = _NONE
    """Pronouns by which a speaker may be meant in what he says."""
    selves: frozenset[str] = _NONE
    """Pronouns of the first and the second person."""
    coordinators: frozenset[str] = _NONE
    """Words that open a clause beside the one before, behind a comma."""
    subordinators: frozenset[str] = _NONE
    """Words that open a clause within another that is a fact by itself, behind a comma: `after`, `although`."""
