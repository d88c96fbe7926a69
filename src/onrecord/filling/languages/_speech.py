"""How a language says who said what."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Speech"]

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """The words by which a language attributes what is said."""

    says: frozenset[str] = _NONE
    """Finite forms of verbs that a clause or a quotation is the object of: `said`."""
    tells: frozenset[str] = _NONE
    """Those of them with the one who is told between: `told`."""
    objects: frozenset[str] = _NONE
    """Finite forms of verbs whose object alone says what is said: `denied the report`."""
    participles: frozenset[str] = _NONE
    """Forms that add what the same speaker says behind a comma: `, saying that`."""
    shows: frozenset[str] = _NONE
    """Finite forms of verbs that say something only where a document is their subject: `suggests`."""
    documents: frozenset[str] = _NONE
    """Nouns for what somebody has written or measured."""
    clausal: frozenset[str] = _NONE
    """Forms among the verbs that say something only where a clause or a quotation is their object: `added`."""
    nouns: frozenset[str] = _NONE
    """Forms among the verbs that are nouns, too: `reports`."""
    occasions: frozenset[str] = _NONE
    """Nouns for what somebody says something in or at: `speech`."""
    venues: frozenset[str] = _NONE
    """Prepositions before these: `in`."""
    wholes: tuple[str, ...] = ()
    """Phrases that say by themselves that somebody says something or will not: `declined to comment`."""
    compounds: tuple[str, ...] = ()
    """Verbs of several words: `ruled out`."""
    sources: tuple[str, ...] = ()
    """What stands before the one who says something: `according to`."""
    measures: frozenset[str] = _NONE
    """Verbs that give a figure, before `at` or the like: `put the toll at nine`."""
    figures: frozenset[str] = _NONE
    """The words before such a figure: `at`."""
    impersonal: frozenset[str] = _NONE
    """Subjects that stand for nobody: `it` in `it was reported`."""
    passives: frozenset[str] = _NONE
    """Forms of the verb that makes a participle passive."""
    auxiliaries: frozenset[str] = _NONE
    """Words between a subject and its verb."""
    perfects: frozenset[str] = _NONE
    """Participles that say something behind one of `helpers`: `a déclaré`."""
    helpers: frozenset[str] = _NONE
    """Auxiliaries of such participles."""
    incises: bool = False
    """Whether a cue may stand inside the marks of what is said."""
    negations: frozenset[str] = _NONE
    """Words before a verb that nobody says anything by then: `never`."""
    drops_subject: bool = False
    """Whether a verb may have no subject, which then is that of the one before."""
    clitics: frozenset[str] = _NONE
    """Small words between a subject and its verb that belong to the verb: `s'indigne`."""
    leads: frozenset[str] = _NONE
    """Verbs before the infinitive of a verb of saying: `appeared to suggest`."""
    emphatics: frozenset[str] = _NONE
    """Words between a comma and a participle: `, even saying`."""
    means: frozenset[str] = _NONE
    """Prepositions before a participle by which the subject of the sentence says something: `by saying`."""
    openings: frozenset[str] = _NONE
    """Prepositions before an infinitive that says what is said: `a promis de`."""
    infinitive: frozenset[str] = _NONE
    """Words that a form behind them isn't finite: `to`, `would`."""
    complementizers: frozenset[str] = _NONE
    """Words that open what is said: `that`."""
    determiners: frozenset[str] = _NONE
    possessives: frozenset[str] = _NONE
    """Determiners that stand for an owner: `his`."""
    prepositions: frozenset[str] = _NONE
    ties: frozenset[str] = _NONE
    """Those of the prepositions that say whose or of what somebody is: `of`, `for`."""
    adverbials: frozenset[str] = _NONE
    """Words besides prepositions, weekdays and months that open a remark on when or how something is said."""
    affiliations: frozenset[str] = _NONE
    """Prepositions between a name and the institution that its bearer is of."""
    shifts: frozenset[str] = _NONE
    """Words that do so before one of `times`: `last week`."""
    times: frozenset[str] = _NONE
    """Nouns for stretches of time."""
    adverb_endings: tuple[str, ...] = ()
    """Endings of words between a subject and its verb: `ly`."""
    coordinators: frozenset[str] = _NONE
    openers: frozenset[str] = _NONE
    """Words that open a clause within another: `when`."""
    subordinators: frozenset[str] = _NONE
    """Those that open a clause before the main one: `when`."""
    contrasts: frozenset[str] = _NONE
    """Those that set the article's own words against what is said: `although`."""
    meanwhile: frozenset[str] = _NONE
    """Those that tell when or though what else somebody says it, behind a noun for what is said: `while`."""
    relatives: frozenset[str] = _NONE
    persons: frozenset[str] = _NONE
    """Pronouns for one person as subject: `she`."""
    things: frozenset[str] = _NONE
    """Pronouns for an institution or for several as subject: `it`, `they`."""
    ranks: frozenset[str] = _NONE
    """Words that make a title another one: `prime` before `minister`."""
    masculine: frozenset[str] = _NONE
    """Pronouns, honorifics and endings of nouns for men."""
    feminine: frozenset[str] = _NONE
    """The same for women."""
    roles: frozenset[str] = _NONE
    """Nouns for what somebody is, besides the titles of the language."""
    role_endings: tuple[str, ...] = ()
    """Endings that such nouns have: `ist`."""
    occupation_endings: tuple[str, ...] = ()
    """Endings of verbs behind `who` that tell what somebody does at all times: `runs`."""
    verbs: frozenset[str] = _NONE
    """Finite verbs that show that some words are a clause."""
    verb_endings: tuple[str, ...] = ()
    """Endings of finite verbs."""
    verb_second: bool = False
    """Whether a verb stands second in its sentence, with the subject behind it where something else is first."""
    likes: frozenset[str] = _NONE
    """Words that open a clause with the verb at its end that says who says the rest: the German `wie`."""
    oblique: frozenset[str] = _NONE
    """Words before a noun that isn't the subject: the German `den`."""
    nominative: frozenset[str] = _NONE
    """Determiners of the subject alone: the German `der`."""
    object_particles: frozenset[str] = _NONE
    """Those of the particles that make a verb take a noun for what is said: the German `voraus`."""
    particles: frozenset[str] = _NONE
    """Parts of verbs that stand at the end of a sentence: the German `mit` of `teilte mit`."""
    continues: frozenset[str] = _NONE
    """Forms that report what somebody says without saying so again: the German `habe`."""
