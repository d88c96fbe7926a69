"""Registries of what can be added from outside: kinds, models, formats of sources and of exports."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.metadata import EntryPoint, EntryPoints, entry_points
from logging import getLogger
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TypeVar, cast

from onrecord.errors import UsageError

__all__ = ["Registry", "of_class"]

Item = TypeVar("Item")


class Registry(Mapping[str, Item]):
    """Items by their names: those of this package, then those of installed packages, then those of `register`.

    `what` is what one item is called, in messages. `group` is the group of entry points through which installed
    packages bring theirs, loaded at the first look at the registry. `checked` returns an item that is one, with the
    name that it goes by, and raises `UsageError`, `TypeError` or `ValueError` for anything else.

    An installed package whose item can't be loaded, or has the name of another, is left out, and a warning is logged:
    the others go on working. `faults` has the reasons, and a look for that name raises them as `UsageError`.
    """

    def __init__(
        self, what: str, group: str, checked: Callable[[object], tuple[str, Item]], items: Iterable[object] = ()
    ) -> None:
        self._what, self._group, self._checked = what, group, checked
        self._items: dict[str, Item] = {}
        self._origins: dict[str, str] = {}
        self._faults: dict[str, str] = {}
        self._is_loaded = False
        for item in items:
            self._add(item, "onrecord")

    def register(self, item: object, origin: str = "a call of register") -> None:
        """Add an item, which `origin` brings; one that is there already is left as it is.

        Raises `UsageError` for what isn't one, and for one whose name another has, with where both come from.
        """
        self._load()
        self._add(item, origin)

    @property
    def faults(self) -> Mapping[str, str]:
        """Why the item of a name, or the entry point of a name, couldn't be used."""
        self._load()
        return MappingProxyType(self._faults)

    def origin(self, name: str) -> str:
        """Where the item of that name comes from: `onrecord`, a package with its version, or what `register` named."""
        self._load()
        return self._origins[name]

    def __getitem__(self, name: str) -> Item:
        self._load()
        if name not in self._items and name in self._faults:
            raise UsageError(self._faults[name])
        return self._items[name]

    def __contains__(self, name: object) -> bool:
        self._load()
        return name in self._items

    def __iter__(self) -> Iterator[str]:
        self._load()
        return iter(self._items)

    def __len__(self) -> int:
        self._load()
        return len(self._items)

    def _add(self, item: object, origin: str) -> None:
        try:
            name, checked = self._checked(item)
        except (TypeError, ValueError) as error:
            raise UsageError(f"{item!r} of {origin} is no {self._what}: {error}") from error
        if name in self._items and self._items[name] is not checked:
            raise UsageError(
                f"two {self._what}s are called {name!r}: one of {self._origins[name]}, one of {origin}; rename one, or "
                "leave one away"
            )
        self._items[name] = checked
        self._origins.setdefault(name, origin)

    def _load(self) -> None:
        """Add what installed packages bring, once."""
        if self._is_loaded:
            return
        self._is_loaded = True
        for entry in sorted(_installed(self._group), key=lambda each: (each.name, each.value)):
            self._add_of(entry)

    def _add_of(self, entry: EntryPoint) -> None:
        package = f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value
        try:
            self._add(entry.load(), package)
        except Exception as error:  # noqa: BLE001  # whatever somebody else's module raises as it is imported
            reason = str(error) if isinstance(error, UsageError) else f"{type(error).__name__}: {error}"
            self._faults[entry.name] = (
                f"the {self._what} {entry.name!r} of the package {package} ({entry.value}) can't be used: {reason}"
            )
            getLogger("onrecord").warning("%s", self._faults[entry.name])


class _Named(Protocol):
    @property
    def name(self) -> str: ...


NamedItem = TypeVar("NamedItem", bound=_Named)


def of_class(
    form: type[NamedItem], called: str, fault: Callable[[NamedItem], str | None] = lambda _: None
) -> Callable[[object], tuple[str, NamedItem]]:
    """What checks items of a registry that are of one class, `called` so, and go by their `name`.

    `fault` says what else is wrong with one, None where nothing is. The check raises `TypeError`.
    """

    def checked(item: object) -> tuple[str, NamedItem]:
        if not isinstance(item, form):
            raise TypeError(f"it should be an {called}")
        if wrong := fault(item):
            raise TypeError(wrong)
        return item.name, item

    return checked


def _installed(group: str) -> EntryPoints:
    """The entry points of a group that installed packages have."""
    return _all_installed(tuple((folder, _changed(folder)) for folder in sys.path)).select(group=group)


@lru_cache(maxsize=1)
def _all_installed(_path: tuple[tuple[str, int], ...]) -> EntryPoints:
    """All entry points: to look for them takes some 10 ms, which several registries then take once.

    They are looked for again where the path of imports, or a folder on it, has changed.
    """
    return cast("EntryPoints", entry_points())  # before Python 3.12 it is something else that has `select`, too


def _changed(folder: str) -> int:
    """When a folder last changed; 0 for what is none."""
    try:
        return Path(folder).stat().st_mtime_ns
    except OSError:
        return 0
