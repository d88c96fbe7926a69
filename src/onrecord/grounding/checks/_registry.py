"""The checks. A new one is a file beside this, and its name here."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError
from onrecord.grounding.checks._additions import ADVERBS, INSERTIONS, REASONS
from onrecord.grounding.checks._attribution import ATTRIBUTION
from onrecord.grounding.checks._check import Check, first_finding
from onrecord.grounding.checks._conditions import CLAUSES, CONDITIONS, LABELS
from onrecord.grounding.checks._dates import DATES
from onrecord.grounding.checks._hedges import HEDGES
from onrecord.grounding.checks._limits import LIMITS
from onrecord.grounding.checks._mixed_names import MIXED_NAMES
from onrecord.grounding.checks._names import NAMES
from onrecord.grounding.checks._negation import NEGATION
from onrecord.grounding.checks._numbers import NUMBERS
from onrecord.grounding.checks._occasions import OCCASIONS
from onrecord.grounding.checks._opposites import OPPOSITES
from onrecord.grounding.checks._participants import PARTICIPANTS
from onrecord.grounding.checks._quantities import BOUNDS, QUANTIFIERS
from onrecord.grounding.checks._restrictions import CUTS, RESTRICTIONS
from onrecord.grounding.checks._roles import ROLES
from onrecord.grounding.checks._subjects import SUBJECTS
from onrecord.registry import Registry, of_class

if TYPE_CHECKING:
    from onrecord.grounding._result import Finding
    from onrecord.grounding.checks._check import Candidate
    from onrecord.kinds import MatchRule

__all__ = ["CHECKS", "contradicts", "difference", "last_difference"]


OURS = (
    NUMBERS,
    DATES,
    OCCASIONS,
    NAMES,
    NEGATION,
    HEDGES,
    BOUNDS,
    QUANTIFIERS,
    OPPOSITES,
    RESTRICTIONS,
    LIMITS,
    REASONS,
    ADVERBS,
    INSERTIONS,
    CONDITIONS,
    CUTS,
    CLAUSES,
    LABELS,
    SUBJECTS,
    MIXED_NAMES,
    ROLES,
    PARTICIPANTS,
    ATTRIBUTION,
)
"""In the order in which they are asked: what the first finds is what is said of a value."""

CHECKS: Registry[Check] = Registry("check", "onrecord.checks", of_class(Check, "onrecord.grounding.checks.Check"), OURS)
"""The checks by their names, ours first: a new one is a file beside this, and its line here."""


@cache
def _checks_of(rule: MatchRule, language: str, *, last: bool) -> tuple[Check, ...]:
    """The checks that concern the values of a match rule, before their place is known or, the `last`, afterwards."""
    concerned = (check for check in CHECKS.values() if check.last == last and check.concerns(rule, language))
    return tuple(map(_telling, concerned))


def _telling(check: Check) -> Check:
    """A check; one that another package brings is named where it fails."""
    origin = CHECKS.origin(check.name)
    return check if origin == "onrecord" else replace(check, find=partial(_found_by, check, origin))


def _found_by(check: Check, origin: str, candidate: Candidate) -> Finding | None:
    """What a check of another package finds. Raises `OnrecordError` where it fails."""
    try:
        return check.find(candidate)
    except Exception as error:
        what = f"the check {check.name!r} of {origin} fails on {candidate.given.text!r}"
        raise OnrecordError(f"{what}: {type(error).__name__}: {error}") from error


def difference(candidate: Candidate) -> Finding | None:
    """In what a value that its evidence doesn't have word by word differs from it; None if no check finds anything."""
    return first_finding(_checks_of(candidate.given.rule, candidate.index.language, last=False), candidate)


def last_difference(candidate: Candidate) -> Finding | None:
    """In what a value differs from its evidence though its words stand there; None if no check finds anything."""
    return first_finding(_checks_of(candidate.given.rule, candidate.index.language, last=True), candidate)


def contradicts(candidate: Candidate) -> Finding | None:
    """What a value negates that its evidence doesn't, or the other way round, or of what it says the opposite."""
    return first_finding((NEGATION, OPPOSITES), candidate)
