"""The libraries that only some sources need, loaded where they are."""

from __future__ import annotations

from importlib import import_module
from logging import NullHandler, getLogger
from typing import Any

from onrecord.errors import UsageError

__all__ = ["library"]

EXTRAS = {
    "docx": "documents",
    "pypdf": "documents",
    "striprtf": "documents",
    "backports": "archives",
    "fsspec": "archives",
    "warcio": "archives",
    "pyarrow": "tables",
}
"""The extras that libraries are in; all others are in `batch`, which has `documents` too."""


def library(name: str) -> Any:
    """The module of that name. Raises `UsageError` where it can't be loaded, with what to install.

    What it has to say of an article is said in our words; without a handler of ours it would write it to stderr too.
    """
    try:
        module = import_module(name)
    except ImportError as error:
        extra = EXTRAS.get(name.partition(".")[0], "batch")
        install = f"run pip install 'onrecord[{extra}]'"
        raise UsageError(f"this source needs {name}, which can't be loaded: {error}; {install}") from error
    for logger in (getLogger(name.partition(".")[0]), getLogger("htmldate"), getLogger("courlan")):
        if not logger.handlers:
            logger.addHandler(NullHandler())
    return module
