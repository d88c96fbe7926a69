"""The metrics of each kind: their names, titles and directions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import get_args, overload

from onrecord.evals._similarity import compared_fields
from onrecord.grounding import Form
from onrecord.kinds import KINDS, MatchRule, Record, kind_named, match_rules

__all__ = ["BOUNDS", "FIRST", "FORMS", "METRICS", "Metric", "copied_field", "kinds_of", "metrics"]

BOUNDS = (0.5, 0.8)
"""The least overlap of the predicted and the gold content of a statement, for the metrics `span50` and `span80`."""
FORMS: tuple[Form, ...] = get_args(Form)
"""The forms of a statement: all, some or none of its content stands in quotation marks."""

FIRST = 3
"""Facts at the head of a composition, among which the main facts of its article should be."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A ratio of sums over articles.

    `title` says what it measures, in a few words. A `headline` metric stands at the head of a report.
    """

    name: str
    title: str
    higher_is_better: bool = True
    headline: bool = False


def copied_field(kind: type[Record]) -> str | None:
    """The field of a kind that is copied from the article, such as a statement's `content`; None if there is none."""
    return next((name for name, rule in match_rules(kind).items() if rule is MatchRule.QUOTED), None)


def metrics(kinds: Iterable[str] | None = None) -> tuple[Metric, ...]:
    """The metrics of records of `kinds` (None: of all), in the order of a report.

    Raises `UsageError` for an unknown kind.
    """
    return (*(metric for kind in kinds_of(kinds) for metric in _of_kind(KINDS[kind])), *_of_all())


def kinds_of(kinds: Iterable[str] | None = None) -> list[str]:
    """The names of `kinds`, given in the singular or the plural (None: all kinds), in the order of `KINDS`.

    Raises `UsageError` for an unknown kind.
    """
    names = set(KINDS) if kinds is None else {kind_named(kind).kind for kind in kinds}
    return [kind for kind in KINDS if kind in names]


@cache
def _of_kind(kind: type[Record]) -> tuple[Metric, ...]:
    name, many = kind.kind, kind.plural
    several = [*_found(name, many, headline=True), *_found(f"{name}.strict", f"{many} right in every field")]
    if copied_field(kind):
        for bound in BOUNDS:
            several += _found(f"{name}.span{bound * 100:.0f}", f"{many} matched by an overlap of {bound}")
        for form in FORMS:
            several += _found(f"{name}.{form}", f"{form} {many}")
    for field in compared_fields(kind):
        several.append(Metric(f"{name}.{field.name}", f"share of the matched {many} with the right {field.name}"))
    several.append(Metric(f"{name}.evidence", f"share of the matched {many} with the right evidence"))
    return (*several, *_against(name, many))


@cache
def _of_all() -> tuple[Metric, ...]:
    lenient = _found("all", "records", headline=True)
    strict = _found("all.strict", "records right in every field")
    return (*lenient, *strict, *_against("all", "records"))


@cache
def _of_composing() -> tuple[Metric, ...]:
    """The metrics of facts and entities, and of which facts come first."""
    return (
        *_found("fact", "pairs of events and claims that are one fact", headline=True),
        *_found("fact.statement", "pairs of a statement and an event or claim that are one fact"),
        Metric("main.recall", f"share of the main facts that are among the first {FIRST}", headline=True),
        Metric("main.first", f"share of the articles whose first main fact is among the first {FIRST}"),
        Metric("main.lead", "share of the articles whose first main fact is the first"),
        Metric("entity.precision", "B-cubed precision of the wordings of entities"),
        Metric("entity.recall", "B-cubed recall of the wordings of entities"),
    )


def _found(prefix: str, title: str, *, headline: bool = False) -> Iterator[Metric]:
    yield Metric(f"{prefix}.f1", f"F1 of {title}", headline=headline)
    yield Metric(f"{prefix}.precision", f"precision of {title}")
    yield Metric(f"{prefix}.recall", f"recall of {title}")


def _against(prefix: str, title: str) -> Iterator[Metric]:
    """The metrics of how far the article supports the values, and of what comes from elsewhere."""
    supported = f"share of the values of {title} that are in the article, or were read and found supported"
    yield Metric(f"{prefix}.supported", supported)
    unsupported = f"share of the values of {title} that the article doesn't support"
    yield Metric(f"{prefix}.unsupported", unsupported, higher_is_better=False, headline=prefix != "all")
    leaked = f"share of the {title} with text from a prompt's examples"
    yield Metric(f"{prefix}.leaked", leaked, higher_is_better=False)
    duplicates = f"share of the {title} that say again what another one of the article says"
    yield Metric(f"{prefix}.duplicates", duplicates, higher_is_better=False)


class _Metrics(Sequence[Metric]):
    """The metrics of all kinds, as there are at each look: a kind may be registered at any time."""

    @overload
    def __getitem__(self, place: int) -> Metric: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Metric]: ...
    def __getitem__(self, place: int | slice) -> Metric | Sequence[Metric]:
        return (*metrics(), *_of_composing())[place]

    def __iter__(self) -> Iterator[Metric]:
        yield from metrics()
        yield from _of_composing()

    def __len__(self) -> int:
        return sum(1 for _ in self)


METRICS: Sequence[Metric] = _Metrics()
"""The metrics of records of all kinds, and of what composing makes of them."""
