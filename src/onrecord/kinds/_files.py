"""Kinds that stand in Python files of a user's."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import sha256
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from traceback import extract_tb
from types import ModuleType
from warnings import catch_warnings, filterwarnings

from onrecord.errors import UsageError
from onrecord.kinds._record import Record

__all__ = ["kinds_in", "prompt_file"]

_PACKAGE = Record.__module__.partition(".")[0]


def kinds_in(path: Path) -> list[type[Record]]:
    """The kinds in a Python file, in its order; a file is run once a process, however it is called.

    Raises `UsageError`, which names the file and says why, where it can't be run, or has no kind in it.
    """
    file = path.expanduser().resolve()
    if not file.is_file():
        raise UsageError(f"{path}: there is no such file of kinds")
    try:
        module = _module(file)
    except (Exception, SystemExit) as error:
        raise UsageError(f"{path}: can't be used as a file of kinds: {_told(error, file)}") from error
    found = [each for each in vars(module).values() if _is_own(each)]
    if not found:
        raise UsageError(
            f"{path}: no kind is in it; write one as a class: class Prediction(onrecord.Record), with `kind`, `plural` "
            "and fields"
        )
    return list(dict.fromkeys(found))


def prompt_file(kind: type[Record]) -> Path | None:
    """The prompt file that a kind brings, seen from the file in which its class stands; None where it brings none."""
    if kind.prompt is None:
        return None
    module = sys.modules.get(kind.__module__)
    return Path(getattr(module, "__file__", None) or "").parent / kind.prompt


def _is_own(thing: object) -> bool:
    """Whether something is a kind, and none that comes with onrecord."""
    is_kind = isinstance(thing, type) and issubclass(thing, Record) and hasattr(thing, "kind")
    return is_kind and thing.__module__.partition(".")[0] != _PACKAGE


@cache
def _module(file: Path) -> ModuleType:
    """The module in a file, run under a name of its own. Raises what comes of running it."""
    name = f"{_PACKAGE}_kinds_{file.stem}_{sha256(str(file).encode()).hexdigest()[:8]}"
    spec = spec_from_loader(name, SourceFileLoader(name, str(file)))
    if spec is None or spec.loader is None:
        raise ImportError(f"nothing loads {file}")
    module = sys.modules[name] = module_from_spec(spec)
    try:
        with catch_warnings():  # the registry refuses such a field, and says what to do
            filterwarnings("ignore", message="Field name .* shadows an attribute")
            spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _told(error: BaseException, path: Path) -> str:
    """An error with the line of the file at which it came, as far as it has one."""
    lines = [frame.lineno for frame in extract_tb(error.__traceback__) if frame.filename == str(path)]
    where = f"line {lines[-1]}: " if lines else ""
    return f"{where}{type(error).__name__}: {error}".strip()
