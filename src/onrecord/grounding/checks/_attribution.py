"""Attribution: who says what a record holds is whom its evidence has say it, and a title is its holder's."""

from __future__ import annotations

from itertools import pairwise, starmap
from typing import TYPE_CHECKING

from onrecord.grounding._result import Finding
from onrecord.grounding.checks._check import Check
from onrecord.grounding.languages import ENGLISH, LANGUAGES, parts_of
from onrecord.grounding.matching import find
from onrecord.grounding.text import Words, base_name, is_content
from onrecord.kinds import MatchRule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.grounding.checks._check import Candidate
    from onrecord.grounding.languages import Parts
    from onrecord.grounding.text import ArticleIndex, Facts

__all__ = ["ATTRIBUTION"]

_BEFORE = 4
"""Words between a reporting verb and what is said."""
_FAR = 14
"""Words between a reporting verb and what is said, where several may be nested."""
_AFTER = 8
"""Words between what is said and the reporting verb behind it."""
_APART = 6
"""Words between two that what is said shares with its evidence."""
_TRIES = 50
"""Places of a title that are looked at."""
_TIMES = frozenset({"after", "before", "since"})
"""Words that open a clause, and stand before a name alone, too."""
_STOPS = frozenset(';:!?”"')
_OFFICES = ENGLISH.titles | ENGLISH.person_nouns
_SAID = (MatchRule.QUOTED, MatchRule.STATED)


def _moved(candidate: Candidate) -> Finding | None:
    """Whether somebody is given what another one says, or a title that is another one's."""
    field = candidate.given.field.partition("[")[0]
    if field in type(candidate.record).speaker_fields:
        return _of_other_speaker(candidate)
    return _of_other_holder(candidate) if field in type(candidate.record).title_fields else None


ATTRIBUTION = Check(
    "attribution",
    _moved,
    rules=frozenset({MatchRule.NAMED, MatchRule.WORDED}),
    last=True,
    languages=frozenset(code for code, each in LANGUAGES.items() if each.parts),
)


def _of_other_speaker(candidate: Candidate) -> Finding | None:
    language = parts_of(candidate.index.language)
    speaker = _names_of(candidate.words.keys)
    given = candidate.values
    said = candidate.index.words_of(next((each.text for each in given if each.rule in _SAID), ""))
    if language is None or not speaker or not said:
        return None
    cues = {
        each.text.lower().split()[0]
        for each in given
        if each.field in type(candidate.record).cue_fields and each.text.strip()
    }
    verbs = (language.reporting | set(filter(is_content, cues))) - frozenset(said.keys)
    for facts, first, last in _places(candidate, said):
        holder = _heads(candidate.index, _holder(candidate.index, facts.span, first, last, language, verbs), language)
        if holder and not _may_be(candidate.index, facts.span, holder, first, speaker, language):
            keys = candidate.index.words.keys
            if speaker <= _names_of(keys[i] for i in facts.span if i not in holder):
                named = " ".join(candidate.index.words.word(i) for i in holder)
                return Finding("speaker_differs", f"in its evidence somebody else says this: “{named}”")
    return None


def _places(candidate: Candidate, words: Words) -> Iterator[tuple[Facts, int, int]]:
    """Where the evidence has what is said: the sentence, and the first and the last word of it there."""
    index = candidate.index
    place = find(index, words, candidate.evidence.positions, elsewhere=False)
    for facts in candidate.evidence.facts:
        if place and place.first in facts.span:
            yield facts, place.first, place.last
            return
    best: tuple[int, Facts, list[int]] | None = None
    stems = set(filter(None, words.stems))
    for facts in candidate.evidence.facts:
        for run in _runs([i for i in facts.span if index.words.stems[i] in stems]):
            count = len({index.words.stems[i] for i in run})
            if best is None or count > best[0]:
                best = count, facts, run
    if best and best[0] * 2 >= len(stems):
        yield best[1], best[2][0], best[2][-1]


def _runs(places: Sequence[int]) -> Iterator[list[int]]:
    """Places that lie close together."""
    run: list[int] = []
    for place in places:
        if run and place - run[-1] > _APART:
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _holder(index: ArticleIndex, span: range, first: int, last: int, language: Parts, verbs: frozenset[str]) -> range:
    """The words of a sentence that say who says what stands there; none where they can't be told."""
    keys = index.words.keys
    for source in language.sources:
        for i in span:
            if keys[i] == source[0] and tuple(keys[i : i + len(source)]) == source:
                return _up_to_stop(index, range(i + len(source), span.stop), language)
    for i in range(first - 1, max(first - 1 - _FAR, span.start - 1), -1):
        if keys[i] in verbs and not (i > span.start and keys[i - 1] in language.determiners):
            nested = first - i > _BEFORE or keys[i].endswith("ing")
            return range(_start_of_clause(index, span, i, language, nested=nested), i)
        if not _STOPS.isdisjoint(index.words.gap(i)) and i < first:
            break
    for i in range(last + 1, min(last + 1 + _AFTER, span.stop)):
        if keys[i] in verbs:
            inverted = not any(map(is_content, keys[last + 1 : i]))
            return _up_to_stop(index, range(i + 1, span.stop), language) if inverted else range(last + 1, i)
    return range(0)


def _start_of_clause(index: ArticleIndex, span: range, verb: int, language: Parts, *, nested: bool) -> int:
    """The first word of the clause that a verb is of, or of all in which that one is nested."""
    words = index.words
    stops = frozenset() if nested else language.openers | language.reporting
    asides = _asides(index, range(span.start, verb + 1), language)
    for i in range(verb - 1, span.start, -1):
        if i in asides:
            continue
        if words.keys[i] in stops:
            return i + 1
        if not _STOPS.isdisjoint(words.gap(i)):
            return i
    return span.start


def _asides(index: ArticleIndex, span: range, language: Parts) -> set[int]:
    """The words between commas that say more of the name before them: `, who met Jan Oster,`."""
    found, first = set[int](), None
    for i in span:
        if "," in index.words.gap(i):
            found.update(range(first, i) if first is not None else ())
            first = i if index.words.keys[i] in language.relatives else None
    return found


def _heads(index: ArticleIndex, holder: range, language: Parts) -> list[int]:
    """Of the words that say who says something, those that name him, and not another one whom he is told by.

    That is Rosa Lind in `Asked by Jan Oster, Rosa Lind` and in `Rosa Lind, who met Jan Oster,`, and the friend in `a
    friend of Jan Oster`.
    """
    keys, found = index.words.keys, list[int]()
    for part in _parted(index, holder):
        if not _is_adjunct(index, part, language):
            ends = (i for i in part if i > part.start and _is_tied(keys[i - 1], keys[i], language))
            found += range(part.start, next(ends, part.stop))
    return found or list(holder)


def _parted(index: ArticleIndex, holder: range) -> list[range]:
    """A stretch of words, parted at its commas."""
    starts = [i for i in holder if i == holder.start or "," in index.words.gap(i)]
    return list(starmap(range, pairwise([*starts, holder.stop])))


def _is_adjunct(index: ArticleIndex, part: range, language: Parts) -> bool:
    """Whether a part between commas says when, where or how: it opens with a preposition, a `who` or a participle."""
    words, key = index.words, index.words.keys[part.start]
    ties = language.prepositions | language.agent
    if key in ties or key in language.relatives:
        return True
    if part.start > 0 and words.keys[part.start - 1] in _TIMES:
        return words.keys[min(part.stop, len(words) - 1)] not in language.determiners
    if part.start + 1 >= part.stop or words.keys[part.start + 1] not in ties | language.openers:
        return False
    return key.endswith(("ing", "ed")) or ENGLISH.irregular.get(key, key) != key


def _is_tied(before: str, key: str, language: Parts) -> bool:
    """Whether a word ties another one to the one who is named before it."""
    return key in language.relatives or (before in language.relations and key in language.prepositions)


def _up_to_stop(index: ArticleIndex, span: range, language: Parts) -> range:
    """The words up to the next comma or the next clause."""
    words = index.words
    for i in span:
        if words.keys[i] in language.openers or (i > span.start and not set(",;:").isdisjoint(words.gap(i))):
            return range(span.start, i)
    return span


def _may_be(
    index: ArticleIndex, span: range, holder: Sequence[int], first: int, speaker: frozenset[str], language: Parts
) -> bool:
    """Whether a speaker may be whom some words name, or whom they only describe.

    A pronoun stands for nobody that is first named in what is said after it.
    """
    keys = index.words.keys
    named = _names_of(keys[i] for i in holder)
    if not speaker.isdisjoint(named):
        return True
    if not language.pronouns.isdisjoint(keys[i] for i in holder):
        earlier = _names_of(keys[span.start : holder[0]])
        return holder[0] > first or not speaker.isdisjoint(earlier)
    names = any(index.words.capitals[i] and is_content(keys[i]) for i in holder)
    return not named or not (names or keys[holder[0]] in language.determiners)


def _names_of(keys: Sequence[str] | Iterator[str]) -> frozenset[str]:
    return frozenset(base_name(key) for key in keys if is_content(key))


def _of_other_holder(candidate: Candidate) -> Finding | None:
    """Whether the article gives a title to others, and never to the one that the record gives it to."""
    speakers = [name for field in type(candidate.record).speaker_fields for name in _listed(candidate, field)]
    if not speakers or candidate.words.keys[-1] not in _OFFICES:
        return None
    held = _names_of(candidate.index.words_of(speakers[0]).keys)
    holders = list(_holders(candidate))
    if not held or not holders or any(not held.isdisjoint(each) for each in holders):
        return None
    return Finding("title_of_other", f"the article gives this title to somebody else: {' '.join(sorted(holders[0]))}")


def _listed(candidate: Candidate, field: str) -> list[str]:
    value = getattr(candidate.record, field) or []
    return [value] if isinstance(value, str) else list(value)


def _holders(candidate: Candidate) -> Iterator[frozenset[str]]:
    """The names that touch a title in the article, or that a comma parts from it."""
    article, keys = candidate.index.words, candidate.words.keys
    for first in article.places.get(keys[0], ())[:_TRIES]:
        last = first + len(keys) - 1
        if article.keys[first : last + 1] != keys:
            continue
        for name in candidate.index.names(candidate.index.position_of(first)):
            behind = name.first == last + 1 and article.gap(name.first) in {" ", ", "}
            ahead = first - 2 <= name.last < first and article.gap(name.last + 1) == ", "
            if behind or ahead:
                yield _names_of(name.keys)
