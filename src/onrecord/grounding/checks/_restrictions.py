"""Restrictions: former, deputy and the like stay before what they restrict, and up to 40 isn't cut to 40."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from onrecord.grounding._result import Finding
from onrecord.grounding.checks._check import Check, found
from onrecord.grounding.checks._phrases import assertions_of, has_mark, phrases_of, remembered
from onrecord.grounding.languages import ENGLISH, rules_of
from onrecord.kinds import MatchRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.grounding.checks._check import Candidate
    from onrecord.grounding.checks._phrases import Phrase
    from onrecord.grounding.languages import Assertions
    from onrecord.grounding.matching import Located
    from onrecord.grounding.text import Facts, Words

__all__ = ["CUTS", "CUT_OUT", "RESTRICTIONS", "places_of"]

CUT_OUT = "cut_out"
"""The code of what is said of a value that is in the article, but says something else there."""
_HARMLESS = frozenset({"weak", "about", "exactly", "all", "many", "only", "future", "conditional"})
"""Groups of phrases that may be cut off."""
_TABLES = ("quantifiers", "hedges")
_SENTENCES = frozenset({MatchRule.STATED, MatchRule.QUOTED})


def _restricted(facts: Facts) -> Iterator[tuple[int, Phrase]]:
    """The words that a phrase restricts, with that phrase: what follows it, up to a small word or a mark."""
    words = facts.words
    for phrase in phrases_of(words.language, "restrictors").among(facts):
        for place in range(phrase.last + 1, min(phrase.last + 4, facts.span.stop)):
            if has_mark(words, place) or not words.stems[place] or _is_named(words, place):
                break
            yield place, phrase


def _is_named(words: Words, place: int) -> bool:
    """Whether a word with a capital letter is no title, so that the word before doesn't make it another."""
    own = rules_of(words.language)
    return words.is_capital(place) and not any(words.keys[place] in each for each in (ENGLISH.titles, own.titles))


def _lost(candidate: Candidate) -> Finding | None:
    """The first word of a value that its evidence has only with a restriction."""
    there = {place: phrase for facts in candidate.evidence.facts for place, phrase in remembered(facts, _restricted)}
    own = dict(remembered(candidate.facts, _restricted))
    if not there and not own:
        return None
    words, stems = candidate.words, candidate.index.words.stems
    bare = {stems[i] for facts in candidate.evidence.facts for i in facts.span if i not in there}
    kept = {words.stems[at] for at in own}
    for place, phrase in there.items():
        if stems[phrase.last + 1] in kept:
            continue
        for at, stem in enumerate(words.stems):
            if stem == stems[place] and at not in own and stem not in bare:
                text = candidate.index.words.word(phrase.first)
                return found("restriction_dropped", f"its evidence has this with “{text}”", words, at)
    return None


RESTRICTIONS = Check("restrictions", _lost, rules=_SENTENCES)


def _cut_out(candidate: Candidate) -> Finding | None:
    """The word right before a value's words in the article without which they say something else."""
    place = candidate.verbatim
    if place is None or place.first <= 0:
        return None
    said = _said_before(candidate, place.first)
    if said and not _is_cue(candidate, said) and all(_said_before(candidate, at) for at in places_of(candidate, place)):
        return Finding(CUT_OUT, f"the article has “{said}” right before these words")
    return None


def _is_cue(candidate: Candidate, said: str) -> bool:
    """Whether some words are the reporting words of the record, which gives them apart from what is said."""
    fields = type(candidate.record).cue_fields
    return any(each.field in fields and said.casefold() in each.text.casefold() for each in candidate.values)


CUTS = Check("cuts", _cut_out, last=True)


def places_of(candidate: Candidate, place: Located) -> list[int]:
    """Where the sentences of a value's words have them, one after another."""
    words, count = candidate.index.words, len(candidate.words)
    keys = words.keys[place.first : place.last + 1]
    everywhere = [i for i in words.places[keys[0]] if words.keys[i : i + count] == keys]
    inside = [i for i in everywhere if any(i in facts.span for facts in candidate.evidence.facts)]
    return inside or everywhere or [place.first]


def _said_before(candidate: Candidate, first: int) -> str | None:
    """What stands right before a word of the article, and may not be cut off."""
    return _before(candidate, first) or _kind_of(candidate, first)


def _kind_of(candidate: Candidate, first: int) -> str | None:
    """The adjective before a bare plural that opens a clause, of which a value says what all have to do or are."""
    words, known = candidate.index.words, assertions_of(candidate.index.language)
    if candidate.given.rule not in _SENTENCES or not _is_rule(candidate, known) or has_mark(words, first):
        return None
    adjective = first - 1
    start = candidate.index.sentence_words(candidate.index.position_of(first)).start
    if adjective < start or not words.stems[adjective] or words.keys[adjective].endswith(known.adverb_endings):
        return None
    opens = adjective == start or words.keys[adjective - 1] in known.clause_openers
    return words.word(adjective) if opens and not words.keys[adjective][0].isdecimal() else None


def _is_rule(candidate: Candidate, known: Assertions) -> bool:
    """Whether a value begins with a bare plural and a verb that makes it a rule for all that it names."""
    words = candidate.words
    if len(words) < 3 or not words.stems[0] or not words.keys[0].endswith(known.plurals):
        return False
    return words.keys[1] in known.rules and words.stems[0] not in candidate.facts.name_stems


def _before(candidate: Candidate, first: int) -> str | None:
    """The phrase right before a word of the article that restricts, bounds or hedges what follows."""
    words, language = candidate.index.words, candidate.index.language
    if words.keys[first - 1] not in _cutters(language) or has_mark(words, first):
        return None
    if words.keys[first - 1] in assertions_of(language).of and candidate.given.rule in _SENTENCES:
        return _part(candidate, first)
    start = candidate.index.sentence_words(candidate.index.position_of(first)).start
    found = (phrases_of(language, table).before(words, first, start) for table in _tables(candidate, first))
    phrase = next((each for each in found if each and each.group not in _HARMLESS), None)
    return words.stretch(phrase.first, phrase.last) if phrase else None


@cache
def _cutters(language: str) -> frozenset[str]:
    """The words that what may not be cut off ends with."""
    tables = (phrases_of(language, table).last_words for table in (*_TABLES, "restrictors", "bounds"))
    return assertions_of(language).of.union(*tables)


def _part(candidate: Candidate, first: int) -> str | None:
    """The number that makes what stands at a word of the article a part: the `3` of `3 of 10`."""
    facts = candidate.index.facts(candidate.index.position_of(first))
    inside = any(number.last == first - 2 for number in facts.numbers)
    return candidate.index.words.word(first - 2) if inside else None


def _tables(candidate: Candidate, first: int) -> Iterator[str]:
    """The tables of what may not be cut off before a word of the article."""
    if not _is_named(candidate.index.words, first):
        yield "restrictors"
    opens_with_number = any(number.first == 0 for number in candidate.facts.numbers)
    if opens_with_number and candidate.given.rule is not MatchRule.WORDED:
        yield "bounds"
    if candidate.given.rule in _SENTENCES:
        yield from _TABLES
