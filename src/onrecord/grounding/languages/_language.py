"""What is known of a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from onrecord.grounding.languages._assertions import Assertions
from onrecord.grounding.languages._parts import Parts

__all__ = ["Language", "assigned", "forms", "numbered", "values", "weekdays", "words"]

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NO_WORDS: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Language:
    """The words by which a language is read, folded; a table that is empty is one that it has no rules for.

    `code` is the first part of its code, as `pt` of `pt-BR`.
    """

    code: str
    assertions: Assertions = field(default_factory=Assertions)
    """How it says how sure, how many, how real and on what condition something is."""
    parts: Parts | None = None
    """How it says who does what to whom; None where there are no rules for that."""
    weekdays: Mapping[str, str] = field(default_factory=dict)
    """Forms of the weekdays, each with the English one."""
    months: Mapping[str, int] = field(default_factory=dict)
    days: Mapping[str, str] = field(default_factory=dict)
    """Words for days as seen from today, each with the English ones."""
    negatives: frozenset[str] = _NO_WORDS
    function_words: frozenset[str] = _NO_WORDS
    """Words that are no names and carry no content, whatever their case."""
    telling: frozenset[str] = _NO_WORDS
    """Function words that tell something alone: attributions, times and places."""
    grammar: frozenset[str] = _NO_WORDS
    """Articles, pronouns and auxiliaries, which reported speech may leave out or put in."""
    light_words: frozenset[str] = _NO_WORDS
    """Verbs that say little by themselves."""
    definite: frozenset[str] = _NO_WORDS
    """Words before a noun that is known already: `the`, `this`."""
    articles: frozenset[str] = _NO_WORDS
    where: frozenset[str] = _NO_WORDS
    """Prepositions of place."""
    of_persons: frozenset[str] = _NO_WORDS
    """Words that stand behind the names of persons alone, such as `who`."""
    determiners: frozenset[str] = _NO_WORDS
    """Words before which a capital letter makes a noun, and no name."""
    lands: frozenset[str] = _NO_WORDS
    """Names of countries that have an article before them all the same."""
    nouns: frozenset[str] = _NO_WORDS
    """Common nouns, where all nouns have capital letters; those of the other tables count, too."""
    noun_endings: frozenset[str] = _NO_WORDS
    """Endings that make nouns and no names, where all nouns have capital letters."""
    coordinators: frozenset[str] = _NO_WORDS
    """Words that open a clause beside the one before."""
    subordinators: frozenset[str] = _NO_WORDS
    """Words that open a clause within another, behind a comma."""
    complementizers: frozenset[str] = _NO_WORDS
    """Words that open a clause which another one asserts, denies or asks, as `that` and `whether` do."""
    infinitive_prepositions: frozenset[str] = _NO_WORDS
    """Words before a negative that negates an infinitive alone: `de ne pas …`."""
    without: frozenset[str] = _NO_WORDS
    """Negatives that turn a clause round beside another one in it: `not without`."""
    soft_negatives: frozenset[str] = _NO_WORDS
    """Pairs of words that negate nothing though the first by itself does: `not only`."""
    half_negatives: frozenset[str] = _NO_WORDS
    """Negatives that mean `only` before a complementizer unless another one follows: `ne` before `que`."""
    denials: frozenset[str] = _NO_WORDS
    """Refusals that turn what they reach into its opposite; the others, such as `cancel`, may also just describe."""
    refusals: frozenset[str] = _NO_WORDS
    vague: frozenset[str] = _NO_WORDS
    """Words for large numbers that aren't exact, such as `thousands`."""
    titles: frozenset[str] = _NO_WORDS
    honorifics: frozenset[str] = _NO_WORDS
    person_pronouns: frozenset[str] = _NO_WORDS
    thing_pronouns: frozenset[str] = _NO_WORDS
    person_nouns: frozenset[str] = _NO_WORDS
    group_nouns: frozenset[str] = _NO_WORDS
    thing_nouns: frozenset[str] = _NO_WORDS
    place_nouns: frozenset[str] = _NO_WORDS
    measures: Mapping[str, str] = field(default_factory=dict)
    """Forms of units of measure, each with its first."""
    demonyms: Mapping[str, str] = field(default_factory=dict)
    """Words for peoples, each with its country; those of English are in a file of their own."""
    irregular: Mapping[str, str] = field(default_factory=dict)
    """Forms that endings don't lead back to their word, each with that word."""
    acronyms: frozenset[str] = _NO_WORDS
    """Names that are often shortened to their first letters."""
    units: Mapping[str, int] = field(default_factory=dict)
    """Number words from zero to ninety."""
    scales: Mapping[str, int] = field(default_factory=dict)
    """Number words that multiply the one before them."""
    ordinals: Mapping[str, int] = field(default_factory=dict)
    fractions: Mapping[str, int] = field(default_factory=dict)
    """Words for parts, each with how many of them make a whole."""

    @property
    def is_checked(self) -> bool:
        """Whether its names, dates and negations are read by its own words, so that the checks mean something."""
        return bool(self.function_words and self.months and self.negatives)


def words(text: str) -> frozenset[str]:
    """The words of a text, folded."""
    return frozenset(text.casefold().split())


def forms(text: str) -> Mapping[str, str]:
    """Each form with its word, from groups parted by commas that begin with the word."""
    groups = map(str.split, text.casefold().split(","))
    return MappingProxyType({form: base for base, *others in groups for form in others})


def numbered(text: str) -> Mapping[str, int]:
    """The words of a text with their numbers, from 1 on; `/` parts forms of one word."""
    groups = enumerate(text.split(), start=1)
    return MappingProxyType({form: number for number, each in groups for form in each.split("/")})


def weekdays(text: str) -> Mapping[str, str]:
    """The words for the weekdays from Monday on, each with the English one; `/` parts forms of one word."""
    return MappingProxyType({form: _WEEKDAYS[number - 1] for form, number in numbered(text).items()})


def assigned(text: str) -> Mapping[str, str]:
    """What `a=x b=y` says, where `_` stands for a space."""
    return MappingProxyType(dict(each.replace("_", " ").split("=", 1) for each in text.split()))


def values(text: str) -> Mapping[str, int]:
    """The numbers that `a=1 b=2` says."""
    return MappingProxyType({word: int(value) for word, value in assigned(text).items()})
