"""The names of everything that is measured, for the kinds there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import get_args

from onrecord.evals._similarity import compared_fields
from onrecord.grounding import Form
from onrecord.kinds import KINDS, MatchRule, Record, kind_named, match_rules

__all__ = ["BOUNDS", "FORMS", "METRICS", "Metric", "copied_field", "kinds_of", "metrics"]

BOUNDS = (0.5, 0.8)
"""The least overlap of what a statement says with what gold has, for the measures `span50` and `span80`."""
FORMS: tuple[Form, ...] = get_args(Form)
"""Whether a statement quotes all, some or none of what is said."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A ratio of sums over articles: its name, what it is, which way is better, and whether it heads a report."""

    name: str
    title: str
    higher_is_better: bool = True
    headline: bool = False


def copied_field(kind: type[Record]) -> str | None:
    """The field of a kind that is copied from the article, as what a statement says; None where it has none."""
    return next((name for name, reading in match_rules(kind).items() if reading is MatchRule.QUOTED), None)


def metrics(kinds: Iterable[str] | None = None) -> tuple[Metric, ...]:
    """Every metric of some kinds (None: all), in the order of a report. Raises `UsageError` for an unknown kind."""
    return (*(metric for kind in kinds_of(kinds) for metric in _of_kind(KINDS[kind])), *_of_all())


def kinds_of(kinds: Iterable[str] | None = None) -> list[str]:
    """The names of some kinds, singular or plural (None: all), in the order of `KINDS`; `UsageError` for others."""
    names = set(KINDS) if kinds is None else {kind_named(kind).kind for kind in kinds}
    return [kind for kind in KINDS if kind in names]


@cache
def _of_kind(kind: type[Record]) -> tuple[Metric, ...]:
    name, many = kind.kind, kind.plural
    found = [*_found(name, f"{many} found", headline=True), *_found(f"{name}.strict", f"{many} right in every field")]
    if copied_field(kind):
        for bound in BOUNDS:
            found += _found(f"{name}.span{bound * 100:.0f}", f"{many} found by overlap of {bound}")
        for form in FORMS:
            found += _found(f"{name}.{form}", f"{form} {many} found")
    for field in compared_fields(kind):
        found.append(Metric(f"{name}.{field.name}", f"{field.name} right, of the {many} found"))
    found.append(Metric(f"{name}.evidence", f"evidence right, of the {many} found"))
    return (*found, *_against(name, many))


@cache
def _of_all() -> tuple[Metric, ...]:
    found = _found("all", "records found", headline=True)
    strict = _found("all.strict", "records right in every field")
    return (*found, *strict, *_against("all", "records"))


def _found(prefix: str, title: str, *, headline: bool = False) -> Iterator[Metric]:
    yield Metric(f"{prefix}.f1", f"F1 of {title}", headline=headline)
    yield Metric(f"{prefix}.precision", f"precision of {title}")
    yield Metric(f"{prefix}.recall", f"recall of {title}")


def _against(prefix: str, title: str) -> Iterator[Metric]:
    """What speaks against a prediction: lower is better."""
    unsupported = f"values of {title} that the article doesn't support"
    yield Metric(f"{prefix}.unsupported", unsupported, higher_is_better=False, headline=prefix != "all")
    yield Metric(f"{prefix}.leaked", f"{title} with text of a prompt's examples", higher_is_better=False)


METRICS = metrics()
"""Every metric of the kinds that onrecord has."""
