"""Which format is meant, by an option or by the ending of a file."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from typer.core import TyperCommand, TyperOption

from onrecord.cli.formats._registry import FORMATS
from onrecord.cli.output import COMPRESSED
from onrecord.errors import UsageError

__all__ = ["NAMING", "WithFormats", "WithFormatsOfStores", "chosen_format", "of_stores"]

NAMING = "{formats}"
"""Stands for the names of the formats in the help of an option; they are looked for only where help is shown."""


def of_stores() -> list[str]:
    """The formats that there are of a store; what once was `md`, a digest, is made by a command of its own."""
    return [name for name, form in FORMATS.items() if form.of_stores]


class WithFormats(TyperCommand):
    """A command with an option whose help names the formats."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help, with the names in it."""
        for option in self.params:
            if isinstance(option, TyperOption) and option.help:
                option.help = option.help.replace(NAMING, _told(self.names()))
        super().format_help(ctx, formatter)

    def names(self) -> Collection[str]:
        """The formats that it has."""
        return FORMATS


class WithFormatsOfStores(WithFormats):
    """A command whose formats are those that there are of a store."""

    def names(self) -> Collection[str]:
        """The formats that it has."""
        return of_stores()


def _told(names: Collection[str]) -> str:
    """The formats with these names, as the help of an option lists them."""
    *others, last = (f"{name} ({about})" if (about := FORMATS[name].about) else name for name in names)
    return f"{', '.join(others)} or {last}"


def chosen_format(name: str | None, output: Path | None, names: Collection[str], default: str) -> str:
    """The format that is named, else what the ending of a file says, else the default. Raises `UsageError` for none."""
    if name is not None:
        if name not in names:
            if name in FORMATS.faults:
                raise UsageError(FORMATS.faults[name])
            raise UsageError(f"--format {name}: no format is called so; there are {', '.join(names)}")
        return name
    endings = {ending: each for each in reversed([*names]) for ending in FORMATS[each].endings or [each]}
    ending = _ending(output) if output else ""
    if ending and ending not in endings:
        known = ", ".join(f".{next(iter(FORMATS[each].endings), each)}" for each in names)
        raise UsageError(f"{output}: its ending says no format; add --format, or end it in one of {known}")
    return endings.get(ending, default)


def _ending(output: Path) -> str:
    """The ending of a file's name, without the one that says how it is compressed."""
    named = output.with_suffix("") if output.suffix.lower() in COMPRESSED else output
    return named.suffix.lstrip(".").lower()
