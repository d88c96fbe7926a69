"""One run of prompts and models over the gold, and its file, which holds all that a report or a comparison needs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from math import isnan
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from onrecord.errors import UsageError
from onrecord.evals._gold import GoldArticle, GoldRecord
from onrecord.kinds import KINDS
from onrecord.models import KeptAnswer
from onrecord.plain import plain_article, upgraded_record
from onrecord.usage import Usage

__all__ = [
    "ArticleResult",
    "Cell",
    "Constant",
    "EvalRun",
    "PromptPart",
    "Score",
    "gold_hash",
    "load_run",
    "loaded",
    "plain_gold",
    "rounded",
    "save_run",
]

Form = TypeVar("Form", bound=BaseModel)


_PlainRecord = Annotated[dict[str, Any], AfterValidator(upgraded_record)]
"""A record as `onrecord.plain.plain_record` returns it, though an earlier version may have written it."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PromptPart(_Part):
    """A prompt as it was used: its name, and the hash of everything that it sends except the article."""

    name: str
    identity: str


class Score(_Part):
    """A metric over all articles, with its 95% interval; each is None where the articles don't define it."""

    value: float | None
    low: float | None
    high: float | None


class Constant(_Part):
    """The one answer for all matched records that is right most often in a field, and the share on which it is right.

    `answer` is a text or a label, for a list its members, and None or empty for no value.
    """

    answer: str | tuple[str, ...] | None
    value: float

    def __str__(self) -> str:
        if not self.answer:
            return "nothing"
        return self.answer if isinstance(self.answer, str) else ", ".join(self.answer)


class ArticleResult(_Part):
    """The result of one article: answers, records, matches, mistakes, and what it adds to each metric.

    `records` are plain data as `onrecord.plain.plain_record` returns it. `matches` and `mistakes` are those of
    `onrecord.evals._scores`; they refer to `records` and to the gold article's records by position. `ratios` has a
    numerator and a denominator by metric. `seconds` is the sum over the answers. `cost` is in USD, None where the price
    isn't known.
    """

    article: str
    status: Literal["ok", "partial", "failed"]
    problems: list[str]
    answers: list[KeptAnswer]
    records: list[_PlainRecord]
    matches: list[dict[str, Any]]
    mistakes: list[dict[str, Any]]
    ratios: dict[str, tuple[float, float]]
    usage: Usage
    seconds: float
    cost: float | None

    def ratio(self, metric: str) -> tuple[float, float]:
        """What the article adds to a metric: a numerator and a denominator, 0 and 0 where it has none of it."""
        return self.ratios.get(metric, (0.0, 0.0))


class Cell(_Part):
    """One set of prompts with one model, once over all gold articles.

    `constants` has the best constant answer to each field that is no wording, by the name of the field's metric.
    """

    label: str
    prompts: list[PromptPart]
    model: str
    repeat: int
    articles: list[ArticleResult]
    scores: dict[str, Score] = Field(default={})
    constants: dict[str, Constant] = Field(default={})

    @property
    def name(self) -> str:
        """The name of the cell in tables, baselines and comparisons."""
        return f"{self.label} × {self.model}" + (f" #{self.repeat}" if self.repeat > 1 else "")

    def value(self, metric: str) -> float:
        """The value of `metric`; nan where the articles don't define it. Raises `UsageError` for an unknown metric."""
        if metric not in self.scores:
            raise UsageError(f"no metric is called {metric!r}; choose one of {', '.join(self.scores)}")
        value = self.scores[metric].value
        return float("nan") if value is None else value

    def is_worse(self, field: str) -> bool:
        """Whether the field that a metric is about is right less often than its best constant answer."""
        return self.value(field) < self.constants[field].value

    @property
    def usage(self) -> Usage:
        """Calls and tokens of all articles."""
        return sum((each.usage for each in self.articles), Usage())

    @property
    def seconds(self) -> float:
        """The sum of the seconds that each answer took."""
        return sum(each.seconds for each in self.articles)

    @property
    def cost(self) -> float | None:
        """The cost in USD, or None where a price isn't known."""
        costs = [each.cost for each in self.articles if each.cost is not None]
        return sum(costs) if len(costs) == len(self.articles) else None

    @property
    def ratios(self) -> dict[str, dict[str, tuple[float, float]]]:
        """Numerator and denominator of every metric, by article."""
        return {each.article: each.ratios for each in self.articles}


class EvalRun(_Part):
    """The results of every set of prompts with every model, in every repeat, over the same gold articles."""

    format: Literal[1] = 1
    """The version of the file's layout; a file with another version is refused."""
    onrecord: str
    """The version of onrecord that made the run."""
    gold_sha256: str
    """The hash of the gold, as `gold_hash` returns it."""
    schema_sha256: dict[str, str]
    """The hash of each kind's JSON schema, by the kind's name."""
    gold: list[dict[str, Any]]
    """The labelled articles, as `plain_gold` returns them."""
    cells: list[Cell]

    def cell(self, name: str | None = None) -> Cell:
        """The cell called `name`, or the only cell.

        Raises `UsageError`, with the names of the cells, where there is no such cell, or several and no `name`.
        """
        matching = [cell for cell in self.cells if name is None or cell.name == name]
        if len(matching) == 1:
            return matching[0]
        names = ", ".join(repr(cell.name) for cell in self.cells)
        problem = "the run has several cells" if name is None else f"no cell is called {name!r}"
        raise UsageError(f"{problem}: {names}")


def plain_gold(gold: GoldArticle) -> dict[str, Any]:
    """A labelled article as JSON types."""
    return {
        "article": plain_article(gold.article),
        "records": [_plain_record(record) for record in gold.records],
        "facts": [{"records": list(fact.records), "main": fact.main} for fact in gold.facts],
        "entities": [{"name": entity.name, "forms": list(entity.forms)} for entity in gold.entities],
    }


def _plain_record(record: GoldRecord) -> dict[str, Any]:
    return {
        "kind": record.kind,
        "fields": {name: list(map(_plain_value, value)) for name, value in record.fields.items()},
        "evidence": [{"start": span.start, "end": span.end} for span in record.evidence],
        "optional": record.optional,
        "note": record.note,
    }


def _plain_value(value: str | tuple[str, ...] | None) -> str | list[str] | None:
    return list(value) if isinstance(value, tuple) else value


def gold_hash(gold: Sequence[GoldArticle]) -> str:
    """The SHA-256, in hex, of the labelled articles; it depends on their content, not on the layout of their files.

    Where it is the same, scores can be compared, floors hold, and a calibration has seen these articles. Gold files
    have no `published_at`, so that is left out.
    """
    plains = sorted(map(plain_gold, gold), key=lambda plain: str(plain["article"]["id"]))
    for plain in plains:
        del plain["article"]["published_at"]
    return _hash(plains)


def schema_hashes() -> dict[str, str]:
    """The SHA-256, in hex, of the JSON schema of every kind."""
    return {name: _hash(kind.model_json_schema()) for name, kind in KINDS.items()}


def _hash(data: Sequence[Any] | Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def rounded(value: float) -> float | None:
    """A number as runs have it, to six places; None for one that isn't defined (NaN)."""
    return None if isnan(value) else round(float(value), 6)


def load_run(path: Path) -> EvalRun:
    """The run in the file at `path`. Raises `UsageError` for a file that can't be read or holds no run."""
    return loaded(EvalRun, path, "run file", "write it again with onrecord eval")


def loaded(form: type[Form], path: Path, what: str, then: str) -> Form:
    """What a file holds as JSON. Raises `UsageError`, with what it is no valid form of and what to do then."""
    try:
        return form.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: can't be read: {error.strerror}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise UsageError(f"{path}: is no {what} of this version: {place}: {first['msg']}; {then}") from error


def save_run(run: EvalRun, path: Path) -> None:
    """Write the run to `path`, completely or not at all. A device, such as `/dev/stdout`, is written to directly."""
    target = path.resolve()  # the target of a symbolic link is replaced, not the link
    is_device = target.exists() and not target.is_file()
    written = target if is_device else target.with_name(f".{target.name}.part")
    written.write_text(run.model_dump_json(indent=1) + "\n", encoding="utf-8")
    if not is_device:
        written.replace(target)
