"""A claim for each clause of the article, and for what each statement says, that no claim covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.filling._coordination import clauses_in
from onrecord.filling._draft import Draft
from onrecord.filling._events import clause_of
from onrecord.filling._rule import Rule
from onrecord.filling._sayings import statements_in
from onrecord.filling.claims._clauses import clauses_of, content_of
from onrecord.filling.claims._no_claims import is_claim, only_says
from onrecord.filling.claims._telling_words import dice, stems_of
from onrecord.filling.languages import CLAIMING
from onrecord.kinds import Claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.grounding.text import ArticleIndex
    from onrecord.kinds import Statement

__all__ = ["FROM_SENTENCES"]

_COVERED = 0.6
"""The share of a clause's telling words in one claim, at least, by which that covers it; and how similar they are."""
_SAID = 0.2
"""How similar a clause is to what is said in its sentence, at least, that has part of that."""
_MOST = 240
"""Characters that a claim has at most."""
_LONGEST = 40
"""Words of a clause that makes a claim, at most: a longer one has several facts."""


def _from_sentences(drafts: Sequence[Draft], index: ArticleIndex) -> Iterable[Draft]:
    claims = [each.record for each in drafts if isinstance(each.record, Claim)]
    said = statements_in(drafts)
    new = [draft for position in range(len(index.spans)) for draft in _claims(index, position, said, claims)]
    return [*drafts, *new]


FROM_SENTENCES = Rule("claims from sentences", _from_sentences, frozenset(CLAIMING), mends=True)


def _claims(index: ArticleIndex, position: int, said: Sequence[Statement], claims: Sequence[Claim]) -> Iterator[Draft]:
    number = position + 1
    there = [stems_of(index, each.text) for each in claims if number in each.sentences]
    for text in _texts(index, position, [each for each in said if number in each.sentences]):
        stems = stems_of(index, text)
        claim = Claim.model_validate({"text": text, "sentences": [number]})
        told = is_claim(index, text) and not only_says(index, claim, said)
        if stems and told and not any(_covers(each, stems) for each in there):
            yield Draft(claim, frozenset(Claim.model_fields))


def _covers(claim: frozenset[str], stems: frozenset[str]) -> bool:
    return len(stems & claim) >= _COVERED * len(stems) or dice(stems, claim) >= _COVERED


def _texts(index: ArticleIndex, position: int, statements: Sequence[Statement]) -> Iterator[str]:
    """What a sentence says by itself, in its smallest clauses, and what is said in it."""
    whole, *parts = [*clauses_of(index, position)] or [""]
    inside = [each for each in statements if stems_of(index, each.content) <= index.facts(position).stems]
    said = frozenset[str]().union(*(stems_of(index, each.content) for each in inside))
    own = (each for each in parts or [whole] if dice(stems_of(index, each), said) < _SAID)
    contents = (content_of(index, each.content) for each in inside if _is_clause(index, each))
    clauses = (clause_of(index, each) for each in contents)
    contents = (text for each in clauses if each.predicate for text in clauses_in(each))
    yield from (each for each in (*own, *contents) if 0 < len(each.split()) <= _LONGEST and len(each) <= _MOST)


def _is_clause(index: ArticleIndex, statement: Statement) -> bool:
    """Whether what is said is a clause, by its reporting words: not in `condemned the attack`."""
    known = CLAIMING[index.language]
    reports = not known.saying.isdisjoint(index.words_of(statement.cue).keys)
    return reports or statement.cue.endswith(":") or statement.cue.casefold().startswith(known.sources)
