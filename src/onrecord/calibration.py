"""How likely a record is true, by the labelled records of one model and its prompts, and what share that promises."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import exp, inf, lgamma, log, log1p
from operator import mul
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, ValidationError

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.grounding import GroundedRecord
    from onrecord.settings import Settings

__all__ = [
    "CONFIDENCE",
    "Calibration",
    "Promise",
    "calibration_path",
    "calibrations_folder",
    "features",
    "load_calibration",
    "promise",
    "threshold",
]

CONFIDENCE = 0.9
"""How sure it is, over the draw of the labelled records, that the share that is promised is kept."""

SURE = 1e-4
"""A verifier's probability counts as at least this far from 0 and from 1."""


class Calibration(BaseModel):
    """What turns the kind, the level and the verifier's probability of a record into the probability that it is true.

    It holds for the records of one model with the prompts whose identities it has, the verifier's among them.
    `weights` are those of `features`. `scores` are of the labelled articles' predicted records but the unsupported
    ones: each has the probability by a fit without its article, and whether the gold has the record.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal[1] = 1
    onrecord: str
    model: str
    prompts: dict[str, str]
    gold_sha256: str
    articles: int
    error: float
    weights: dict[str, float]
    scores: list[tuple[float, bool]]

    def probability(self, record: GroundedRecord) -> float:
        """The probability that a record is true."""
        return self.probability_of(features(record))

    def probability_of(self, found: Mapping[str, float]) -> float:
        """The same by the features of a record."""
        return likelihood(found, self.weights)

    def threshold(self, precision: float) -> float:
        """The least probability of the records that are kept. Raises `UsageError` where nothing can be promised."""
        found = threshold(self.scores, precision)
        if found == inf:
            least = f"no more than {most:g} can; ask for that" if (most := self.most) else "nothing can"
            raise UsageError(
                f"--precision {precision:g} can't be promised of the records of {self.model}: by the "
                f"{len(self.scores)} labelled ones that it was calibrated on, {least}, or label more articles"
            )
        return found

    @property
    def most(self) -> float:
        """The highest share of true records, in hundredths, that can be promised; 0 where none can."""
        return next((each / 100 for each in range(99, 0, -1) if threshold(self.scores, each / 100) < inf), 0.0)


def features(record: GroundedRecord) -> dict[str, float]:
    """What the probability of a record follows from: its kind, its level, and what a verifier said where it did."""
    found = {"constant": 1.0, f"kind {record.record.kind}": 1.0, f"level {record.support}": 1.0}
    read = [value.probability for value in record.values if value.probability is not None]
    return found | ({"verifier": _logit(min(read))} if read else {})


def _logit(probability: float) -> float:
    bounded = min(max(probability, SURE), 1 - SURE)
    return log(bounded / (1 - bounded))


def likelihood(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The logistic function of the weighted sum; a feature that has no weight counts for nothing."""
    return 1 / (1 + exp(-sum(value * weights.get(name, 0.0) for name, value in found.items())))


def threshold(scores: Sequence[tuple[float, bool]], precision: float, confidence: float = CONFIDENCE) -> float:
    """The least score from which on records are true at the share `precision`; infinity where none promises that.

    Learn then test (Angelopoulos, Bates, Candès, Jordan and Lei, Learn then Test: Calibrating Predictive Algorithms to
    Achieve Risk Control, 2021), by fixed sequences with several starts. That so many of the best records hold too many
    false ones is tested by the exact binomial test, first for as few as could pass without a false one, for twice as
    many and so on, and from each of these for more records one by one until a test fails. The starts share the error
    that `confidence` leaves. So, records being drawn alike, the promise is broken at most that often.
    """
    ranked = sorted(scores, reverse=True)
    false = [0]
    for _, true in ranked:
        false.append(false[-1] + (not true))
    ends = [k for k in range(1, len(ranked) + 1) if k == len(ranked) or ranked[k][0] < ranked[k - 1][0]]
    starts = _starts(len(ranked), 1 - precision, 1 - confidence)
    kept = max(
        (_reach(start, ends, false, 1 - precision, (1 - confidence) / len(starts)) for start in starts), default=0
    )
    return ranked[kept - 1][0] if kept else inf


def _starts(count: int, share: float, error: float) -> list[int]:
    """How many records each sequence of tests starts from; fewer starts where there are too few records for more."""
    if share <= 0:
        return []
    for number in range(8, 0, -1):
        least = log(error / number) / log1p(-share)
        found = [start for start in (int(least * 2**power) + 1 for power in range(number)) if start <= count]
        if len(found) == number:
            return found
    return []


def _reach(start: int, ends: Sequence[int], false: Sequence[int], share: float, error: float) -> int:
    """The most of the best records that a sequence of tests passes, which ends at the first that fails."""
    passed = 0
    for count in (end for end in ends if end >= start):
        if _at_most(false[count], count, share) > error:
            break
        passed = count
    return passed


@lru_cache(maxsize=1 << 14)
def _at_most(false: int, count: int, share: float) -> float:
    """The probability of no more false records than that among so many, each false at that share.

    It is summed from the likeliest number on, each term by its ratio to the one before. Sequences of tests that start
    apart ask for the same ones.
    """
    first, odds = min(false, int((count + 1) * share)), share / (1 - share)
    ways = lgamma(count + 1) - lgamma(first + 1) - lgamma(count - first + 1)
    likeliest = exp(ways + first * log(share) + (count - first) * log1p(-share))
    fewer: Iterable[float] = accumulate((k / ((count - k + 1) * odds) for k in range(first, 0, -1)), mul, initial=1.0)
    more: Iterable[float] = accumulate(((count - k + 1) * odds / k for k in range(first + 1, false + 1)), mul)
    return likeliest * (sum(fewer) + sum(more))


def calibrations_folder(settings: Settings) -> Path:
    """The folder that calibrations are kept in."""
    return settings.calibrations or user_data_path("onrecord") / "calibrations"


def calibration_path(folder: Path, model: str, prompts: Mapping[str, str]) -> Path:
    """Where the calibration of a model with these prompts, by name and identity, is kept in a folder."""
    known = json.dumps([model, sorted(prompts.values())])
    name = f"{hashlib.sha256(known.encode()).hexdigest()[:32]}.json"
    return folder / name


@dataclass(frozen=True, slots=True)
class Promise:
    """Which records are kept so that they are true at a share: those that are as likely as `least`.

    One with anything unsupported in it is never kept.
    """

    calibration: Calibration
    least: float

    def keeps(self, record: GroundedRecord) -> bool:
        """Whether a record is kept."""
        return not record.unsupported and self.calibration.probability(record) >= self.least


def promise(precision: float, path: Path | None, settings: Settings, model: str, prompts: Mapping[str, str]) -> Promise:
    """What keeps a share of true records, by the calibration of a model with these prompts, by name and identity.

    It is in the file `path` (None: the one of that model and these prompts in the folder of the settings). Raises
    `UsageError` where there is none, and where it can't promise that share.
    """
    found = load_calibration(path or calibration_path(calibrations_folder(settings), model, prompts), model, prompts)
    return Promise(found, found.threshold(precision))


def load_calibration(path: Path, model: str, prompts: Mapping[str, str]) -> Calibration:
    """The calibration in a file. Raises `UsageError` where there is none, or of another model or prompts."""
    again = f"`onrecord calibrate GOLD --model {model}` makes one, with the same prompts and verifier"
    try:
        found = Calibration.model_validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise UsageError(f"--precision needs a calibration of {model}, and {path} isn't there: {again}") from error
    except OSError as error:
        raise UsageError(f"{path}: can't be read: {error.strerror}") from error
    except ValidationError as error:
        raise UsageError(f"{path}: is no calibration of this version: {again}") from error
    if found.model != model or sorted(found.prompts.values()) != sorted(prompts.values()):
        used = f"{found.model} with {', '.join(found.prompts)}"
        raise UsageError(f"{path}: is a calibration of {used}, in another version of them or of another model: {again}")
    return found
