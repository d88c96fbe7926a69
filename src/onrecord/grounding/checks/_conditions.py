"""Conditions and doubts: what the evidence says only under an `if`, or that it is unclear or false, isn't stated."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.grounding._result import Finding
from onrecord.grounding.checks._check import Check
from onrecord.grounding.checks._phrases import assertions_of, phrases_of, remembered
from onrecord.grounding.languages import LANGUAGES, rules_of
from onrecord.grounding.text import CLAUSES as OPENERS
from onrecord.grounding.text import STOPS, TURNS
from onrecord.kinds import DENIED, MatchRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.grounding.checks._check import Candidate
    from onrecord.grounding.checks._phrases import Phrase
    from onrecord.grounding.languages import Assertions
    from onrecord.grounding.text import Facts, Words

__all__ = ["CLAUSES", "CONDITIONS", "LABELS"]

_SENTENCES = frozenset({MatchRule.STATED, MatchRule.QUOTED})
_MOST = 0.6
"""The share of a value's content words that a clause has, if the value is about it."""
_BACK = 5
"""How many words before a clause tell that it is doubted."""
_QUOTES = " ’'\"“”«»„"
_MODALS = frozenset({"future", "conditional", "possible"})
_LABELS = frozenset({"probable", "possible", "planned", DENIED})
"""Labels of a record that say in its value's stead that something is not stated as a fact."""


class _Unasserted(NamedTuple):
    """A clause that isn't stated as a fact: its words, those by which it isn't, and whether a source carries these."""

    first: int
    stop: int
    said: str
    sourced: bool = False


def _taken_for_fact(candidate: Candidate) -> Finding | None:
    """The clause of the evidence that a value states though the evidence doesn't."""
    if _is_carried(candidate, candidate.words.keys) or not candidate.facts.stems:
        return None
    for facts in candidate.evidence.facts:
        for clause in remembered(facts, _unasserted_in):
            if _counts(candidate, clause) and _is_about(candidate, clause):
                return Finding("not_asserted", f"its evidence says this with “{clause.said}”")
    return None


CONDITIONS = Check("conditions", _taken_for_fact, rules=_SENTENCES)


def _cut_from_clause(candidate: Candidate) -> Finding | None:
    """The clause out of which a value is cut word by word, though the article doesn't state it."""
    place = candidate.verbatim
    if place is None or _is_carried(candidate, ()):
        return None
    words, language = candidate.index.words, candidate.index.language
    if place.first and words.keys[place.first - 1] in assertions_of(language).doubts & rules_of(language).denials:
        return Finding("cut_out", f"the article says “{words.word(place.first - 1)}” of this")
    position = candidate.index.position_of(place.first)
    for clause in remembered(candidate.index.facts(position), _unasserted_in):
        if clause.first <= place.first and place.last < clause.stop and _counts(candidate, clause):
            return Finding("cut_out", f"the article says this with “{clause.said}”")
    return None


CLAUSES = Check("clauses", _cut_from_clause, rules=_SENTENCES, last=True)


def _labelled_denied(candidate: Candidate) -> Finding | None:
    """That a record calls denied what stands in its evidence, if nothing there or right behind casts doubt on it."""
    if candidate.verbatim is None or not candidate.is_denied:
        return None
    index, positions = candidate.index, candidate.evidence.positions
    behind = {position + 1 for position in positions if position + 1 < len(index.spans)}
    if any(_is_doubtful(facts) for facts in (*candidate.evidence.facts, *map(index.facts, behind))):
        return None
    return Finding("label_differs", "the record says that this is denied, and its evidence that it is so")


def _is_doubtful(facts: Facts) -> bool:
    """Whether some word of a sentence negates, denies or doubts something."""
    language = facts.words.language
    rules = rules_of(language)
    words = assertions_of(language).doubts | rules.negatives | rules.denials | rules.refusals
    return not words.isdisjoint(facts.keys) or bool(facts.negations or remembered(facts, _unasserted_in))


LABELS = Check(
    "labels",
    _labelled_denied,
    rules=frozenset({MatchRule.STATED}),
    last=True,
    languages=frozenset(code for code, each in LANGUAGES.items() if each.assertions.doubts),
)


def _is_carried(candidate: Candidate, keys: Iterable[str]) -> bool:
    """Whether a record's label, its cue or some words of the value say that this is not stated as a fact."""
    if not _LABELS.isdisjoint(candidate.labels):
        return True
    said = {*keys, *(word for cue in candidate.cues for word in cue.lower().split())}
    return not _doubtful_of(candidate.index.language).isdisjoint(said)


def _counts(candidate: Candidate, clause: _Unasserted) -> bool:
    """Whether a record is one of facts, where the clause is what somebody believes or claims."""
    return not clause.sourced or not (candidate.has_source or candidate.record.cue_fields)


@cache
def _doubtful_of(language: str) -> frozenset[str]:
    """The words of a language that say by themselves that a clause isn't asserted."""
    known = assertions_of(language)
    tables = [each for group, each in known.conditions.items() if group != "none"]
    tables += [each for group, each in known.unasserted.items() if group != "behind"]
    first = {phrase.partition(" ")[0] for each in tables for phrase in each}
    return known.doubts | ((first | known.clause_openers) - known.plain_openers)


def _is_about(candidate: Candidate, clause: _Unasserted) -> bool:
    """Whether a value has most of its words from a clause, and fewer from all else that its evidence says."""
    stems, value = candidate.index.words.stems, candidate.facts.stems
    inside = {stems[i] for i in range(clause.first, clause.stop)} & value
    if len(inside) < max(2, _MOST * len(value)):
        return False
    outside = {
        stems[i] for facts in candidate.evidence.facts for i in facts.span if not clause.first <= i < clause.stop
    }
    return len(outside & value) < len(inside)


def _unasserted_in(facts: Facts) -> Iterator[_Unasserted]:
    """The clauses of a sentence that it doesn't state as facts."""
    known = assertions_of(facts.words.language)
    if not facts.keys.isdisjoint(known.clause_openers):
        yield from _doubted(facts, known)
    for phrase in phrases_of(facts.words.language, "conditions").among(facts):
        if phrase.group == "condition":
            yield from _conditional(facts, phrase.first, phrase.last)
        if phrase.group == "alone":
            yield _clause(facts, phrase.last + 1, phrase)
    for phrase in phrases_of(facts.words.language, "unasserted").among(facts):
        yield from _reported(facts, phrase, known)


def _clause(facts: Facts, first: int, phrase: Phrase, *, sourced: bool = False) -> _Unasserted:
    """The clause that starts at a word, and isn't stated by a phrase."""
    words = facts.words
    said = words.stretch(phrase.first, phrase.last)
    end, known = _end_of(words, first, facts.span.stop), assertions_of(words.language)
    verbs = (i for i in range(first, end - 1) if _opens_verb(words, i, known))
    return _Unasserted(first, next(verbs, end) if sourced else end, said, sourced)


def _opens_verb(words: Words, place: int, known: Assertions) -> bool:
    """Whether a word may stand before a second verb of one subject, as in `suspected a trap and left`."""
    return words.keys[place] in known.coordinators and words.keys[place + 1] not in known.subjects


def _reported(facts: Facts, phrase: Phrase, known: Assertions) -> Iterator[_Unasserted]:
    """The clause behind a phrase of doubt, belief or false report, or the one before it where none follows."""
    words, stop, after = facts.words, facts.span.stop, phrase.last + 1
    ends = after == stop or bool(words.gap(after).strip(_QUOTES))
    opens = after < stop and words.keys[after] in known.clause_openers
    if phrase.group in {"behind", "reported"}:
        yield from _before(facts, phrase, known)
    if phrase.group != "behind" and not ends and _opens(facts, phrase, known, opens=opens):
        yield _clause(facts, after + opens, phrase, sourced=phrase.group != "doubted")


def _before(facts: Facts, phrase: Phrase, known: Assertions) -> Iterator[_Unasserted]:
    """The clause before the comma behind which a phrase stands, unless that opens another clause beside it."""
    start = facts.span.start
    places = range(phrase.first, max(start, phrase.first - _BACK), -1)
    mark = next((i for i in places if "," in facts.words.gap(i)), None)
    if mark is not None and facts.words.keys[mark] not in known.coordinators | TURNS:
        yield _clause(facts, start, phrase, sourced=True)._replace(stop=mark)


def _opens(facts: Facts, phrase: Phrase, known: Assertions, *, opens: bool) -> bool:
    """Whether a clause starts behind a phrase, which may be something else, too: a noun, or a verb before an object."""
    words, after = facts.words, phrase.last + 1
    match phrase.group:
        case "noun":
            return phrase.first == facts.span.start or words.keys[phrase.first - 1] in known.determiners
        case "believed":
            return opens or words.keys[after] in known.subjects or words.is_capital(after)
        case "suspected":
            return opens or words.keys[after] in known.subjects
        case _:
            return opens or words.keys[after] not in OPENERS


def _doubted(facts: Facts, known: Assertions) -> Iterator[_Unasserted]:
    """The clauses of which a sentence says that they are false, denied or unclear."""
    words, span = facts.words, facts.span
    for place in span:
        if words.keys[place] not in known.clause_openers or _after(words, place, span) in known.infinitives:
            continue
        back = range(max(span.start, place - _BACK), place)
        back = range(next((i for i in reversed(back) if _parts(words, i, place, known)), back.start - 1) + 1, place)
        doubt = _doubt_over(words, back, known)
        if doubt is None and words.keys[place] in known.questions:
            doubt = place
        if doubt is not None:
            yield _Unasserted(place + 1, _end_of(words, place + 1, span.stop), words.word(doubt))


def _after(words: Words, place: int, span: range) -> str:
    """The word behind a word of a sentence; none behind the last."""
    return words.keys[place + 1] if place + 1 < span.stop else ""


def _doubt_over(words: Words, back: range, known: Assertions) -> int | None:
    """The word of doubt among those before a clause; None where there is none, or where another one makes it a fact."""
    keys = [words.keys[i] for i in back]
    if not known.factives.isdisjoint(keys):
        return None
    if not known.cancelled.isdisjoint(keys) and not rules_of(words.language).negatives.isdisjoint(keys):
        return None
    return next((i for i in back if words.keys[i] in known.doubts), None)


def _parts(words: Words, before: int, opener: int, known: Assertions) -> bool:
    """Whether a mark or a coordinator parts a word from the clause that an opener opens."""
    return words.keys[before] in known.coordinators or (
        before + 1 < opener and bool(words.gap(before + 1).strip(_QUOTES))
    )


def _end_of(words: Words, first: int, stop: int) -> int:
    """Where a clause ends that starts at a word: at the next mark, or where the sentence turns."""
    ends = (i for i in range(first + 1, stop) if _is_end(words, i))
    return next(ends, stop)


def _is_end(words: Words, place: int) -> bool:
    gap = words.gap(place)
    return "," in gap or not STOPS.isdisjoint(gap) or words.keys[place] in TURNS


def _conditional(facts: Facts, first: int, last: int) -> Iterator[_Unasserted]:
    """The clause of a condition, and the one beside it that depends on it: the next, or else the one before."""
    words, span = facts.words, facts.span
    said, end = words.word(first), _end_of(words, last + 1, span.stop)
    yield _Unasserted(last + 1, end, said)
    opens = first == span.start or bool(words.gap(first).strip()) or words.keys[first - 1] in {"that", "and", "but"}
    before = next((i for i in range(first - 1, span.start, -1) if _is_end(words, i)), span.start)
    clause = range(end, _end_of(words, end, span.stop)) if opens and end < span.stop else range(before, first)
    if clause and _has_modal(facts, clause):
        yield _Unasserted(clause.start, clause.stop, said)


def _has_modal(facts: Facts, clause: range) -> bool:
    endings = assertions_of(facts.words.language).future_endings
    if endings and any(facts.words.keys[i].endswith(endings) for i in clause):
        return True
    phrases = phrases_of(facts.words.language, "hedges").among(facts)
    return any(phrase.group in _MODALS and phrase.first in clause for phrase in phrases)
