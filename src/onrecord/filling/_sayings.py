"""Records that tell no more than that a statement is made, which is a statement already: `Ann Lee condemns the ban`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.filling._events import clause_of
from onrecord.filling.languages import ACTIONS, SPEECH
from onrecord.grounding.languages import rules_of
from onrecord.grounding.text import stem
from onrecord.kinds import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.filling._clause import Clause
    from onrecord.filling._draft import Draft
    from onrecord.grounding.text import ArticleIndex

__all__ = ["has_deed", "has_fact", "saying_in", "statements_in"]

_NEAR = 2
"""Words before an infinitive among which the one is that leads to it."""


def statements_in(drafts: Iterable[Draft]) -> list[Statement]:
    """The statements among some drafts."""
    return [each.record for each in drafts if isinstance(each.record, Statement)]


def saying_in(
    index: ArticleIndex, text: str, sentences: Sequence[int], statements: Iterable[Statement]
) -> Statement | None:
    """The statement that a sentence tells of: its cue is the predicate, and one of its speakers the subject."""
    clause = clause_of(index, text)
    near = (each for each in statements if not set(sentences).isdisjoint(each.sentences))
    return next((each for each in near if _tells_of(clause, each, index)), None)


def _tells_of(clause: Clause, statement: Statement, index: ArticleIndex) -> bool:
    if clause.predicate is None or clause.passive or not _is_cue(clause.predicate.head, clause, statement, index):
        return False
    called = [*statement.speakers, statement.role or ""]
    names = {key for each in called for key in index.words_of(each).stems if key}
    subject = {clause.words.stems[i] for each in clause.subject for i in range(each.first, each.last + 1)}
    return not subject.isdisjoint(names)


def _is_cue(place: int, clause: Clause, statement: Statement, index: ArticleIndex) -> bool:
    """Whether a word of a clause is the verb of a cue, or both are verbs over what is said: `tells`, `told`."""
    cue, says = index.words_of(statement.cue).keys, SPEECH[index.language].says | SPEECH[index.language].tells
    alike = clause.verb in {stem(key, index.language) for key in cue}
    return alike or (clause.words.keys[place] in says and not says.isdisjoint(cue))


def has_deed(index: ArticleIndex, statement: Statement) -> bool:
    """Whether what is said is that something be done: `asked the auditor to review the award`."""
    words, language = index.words_of(statement.content), ACTIONS[index.language]
    deeds = (i for i in range(1, len(words)) if stem(words.keys[i], words.language) in language.verbs)
    return any(
        (words.keys[i].endswith(language.progressive_endings) and words.keys[i - 1] in language.prepositions)
        or not language.infinitive.isdisjoint(words.keys[max(i - _NEAR, 0) : i])
        for i in deeds
    )


def has_fact(index: ArticleIndex, statement: Statement) -> bool:
    """Whether what is said could be checked, by a figure or a verb in it: `put the toll at nine`."""
    clause, units = clause_of(index, statement.content), rules_of(index.language).units
    judged = not SPEECH[index.language].objects.isdisjoint(index.words_of(statement.cue).keys)
    counted = any(key[0].isdecimal() or key in units for key in clause.words.keys)
    return counted or (clause.predicate is not None and not judged)
