"""The registry of kinds: those of onrecord, those of installed packages, those of files, and those of `register`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from traceback import extract_tb
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from onrecord.errors import UsageError
from onrecord.kinds._claim import Claim
from onrecord.kinds._event import Event
from onrecord.kinds._files import kinds_in
from onrecord.kinds._record import Record, match_rules
from onrecord.kinds._statement import Statement
from onrecord.registry import Registry
from onrecord.settings import kinds_files

__all__ = ["KINDS", "NEWS", "fault_of_kind", "kind_named", "register", "register_file"]

_TAKEN = frozenset(
    {
        *("kind", "level", "supported", "unsupported", "derived", "evidence", "support", "day", "form", "quotes"),
        *("record", "fact", "event_day", "other_fields", "optional", "note", "sentences", "strict", "leaked"),
        *("duplicates", "precision", "recall", "f1", "span50", "span80", "direct", "mixed", "indirect"),
    }
)
"""What stands beside the fields of a record where it is written: in JSON, tables, labels and scores."""
_TAKEN_NAMES = frozenset(
    {"all", "article", "entities", "entity", "fact", "facts", "language", "main", "published", "title"}
)
"""What stands beside the kinds where their names and plurals are keys: in labels and scores."""


class _Kinds(Registry[type[Record]]):
    """The registry of kinds; beside the installed packages, the files that the settings name bring theirs."""

    def _load(self) -> None:
        if self._is_loaded:
            return
        super()._load()
        try:
            for path in kinds_files():
                self.add_file(path)
        except UsageError:
            self._is_loaded = False  # so that the next look fails, too, and no command goes on without these kinds
            raise

    def add_file(self, path: Path) -> None:
        """Add the kinds in a Python file. Raises `UsageError`, which names the file."""
        self._load()
        for kind in kinds_in(path):
            self._add(kind, str(path))

    def _add(self, item: object, origin: str) -> None:
        if isinstance(item, type) and issubclass(item, Record) and hasattr(item, "kind") and hasattr(item, "plural"):
            self._check_names(item, origin)
        super()._add(item, origin)

    def _check_names(self, kind: type[Record], origin: str) -> None:
        """Raise `UsageError` where the plural of one kind is a name of another, so that the name would be both."""
        for other in self._items.values():
            if other.kind != kind.kind and {other.kind, other.plural} & {kind.kind, kind.plural}:
                raise UsageError(
                    f"the kind {kind.kind!r} of {origin} and the kind {other.kind!r} of {self._origins[other.kind]} "
                    f"share the name {({other.kind, other.plural} & {kind.kind, kind.plural}).pop()!r}; rename one"
                )


def _checked(item: object) -> tuple[str, type[Record]]:
    """A kind and its name. Raises `TypeError` for anything else than a class of records, whole and with words."""
    if not (isinstance(item, type) and issubclass(item, Record)):
        raise TypeError("it should be a subclass of onrecord.Record")
    for name in ("kind", "plural"):
        if not isinstance(word := getattr(item, name, None), str) or not word.isidentifier():
            raise TypeError(f"its class variable `{name}` should be a word such as 'prediction' or 'predictions'")
        if word in _TAKEN_NAMES:
            raise TypeError(f"its class variable `{name}` is {word!r}, which is a word of labels and scores; rename it")
    if item.kind == item.plural:
        raise TypeError(f"its `kind` and its `plural` are both {item.kind!r}; they have to differ")
    if not match_rules(item):
        raise TypeError("none of its fields has a match rule, such as Named, Worded, Quoted or Stated")
    for problem in _faults_of_fields(item):
        raise TypeError(problem)
    return item.kind, item


def _faults_of_fields(kind: type[Record]) -> Iterator[str]:
    """What is wrong with the fields of a kind."""
    for name, info in kind.model_fields.items():
        if name == "sentences":
            if info.annotation != Record.model_fields[name].annotation:
                yield "its field `sentences` has another type than that of onrecord.Record; leave it as it is"
        elif name in _TAKEN or name.startswith("article_") or hasattr(Record, name):
            yield f"its field `{name}` has a name that every record has something else under; rename it"
        elif not _is_plain(info.annotation):
            yield (
                f"its field `{name}` should be a text, a choice (a Literal of texts), a number, a yes or no, or a list "
                "of such: that is what answers, labels and tables all hold"
            )
        elif info.alias or info.validation_alias or info.serialization_alias:
            yield f"its field `{name}` has an alias; a field has one name in answers, labels and tables: take it out"
    yield from _faults_of_names(kind)


def _faults_of_names(kind: type[Record]) -> Iterator[str]:
    """What is wrong with what a kind computes, and with its class variables that name fields."""
    for name in _computed(kind):
        if name != "day" and (name in _TAKEN or name in kind.model_fields or hasattr(Record, name)):
            yield f"it computes `{name}`, a name that something else of a record has; rename it"
    for variable in _OF_FIELDS:
        if missing := [name for name in getattr(kind, variable) if name not in kind.model_fields]:
            yield f"its class variable `{variable}` names {missing[0]!r}, which is none of its fields"
    for name in kind.time_fields:
        if name in kind.model_fields and not _is_text(kind.model_fields[name].annotation):
            yield f"its class variable `time_fields` names {name!r}, which should be a text, such as Worded"


def _computed(kind: type[Record]) -> Mapping[str, Any]:
    """What a kind says that it computes. Raises `TypeError` where that is no schemas by their names."""
    try:
        computed = kind.computed()
    except Exception as error:
        raise TypeError(f"its `computed` raises {type(error).__name__}: {error}") from error
    if not isinstance(computed, Mapping) or not all(isinstance(each, Mapping) for each in computed.values()):
        raise TypeError(
            'its `computed` should give the JSON schema of each value by its name: {"n": {"type": "integer"}}'
        )
    return computed


_OF_FIELDS = [name for name in vars(Record) if name.endswith("_fields") and not name.startswith("model")]
"""The class variables that name fields of a kind."""


def _is_plain(annotation: Any) -> bool:
    """Whether a field is a text, a choice of texts, a number, a yes or no, or a list of such; one may be optional."""
    if get_origin(annotation) is list:
        return _is_single(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        one, *others = (each for each in get_args(annotation) if each is not type(None))
        return not others and _is_single(one)
    return _is_single(annotation)


def _is_text(annotation: Any) -> bool:
    """Whether a field is a text, which may be optional."""
    if get_origin(annotation) in (Union, UnionType):
        return all(each is type(None) or _is_text(each) for each in get_args(annotation))
    return annotation is str or (get_origin(annotation) is Annotated and _is_text(get_args(annotation)[0]))


def _is_single(annotation: Any) -> bool:
    if get_origin(annotation) is Annotated:
        return _is_single(get_args(annotation)[0])
    labels = get_args(annotation) if get_origin(annotation) is Literal else ()
    return annotation in (str, int, float, bool) or (bool(labels) and all(isinstance(each, str) for each in labels))


_OURS = (Event, Statement, Claim)

NEWS = tuple(kind.kind for kind in _OURS)
"""The names of the kinds that onrecord brings, which are those of news."""

KINDS = _Kinds("kind", "onrecord.kinds", _checked, _OURS)
"""Every kind by its name. Prompts, grounding, exports and the command line work with all the kinds listed here."""


def register(kind: type[Record]) -> type[Record]:
    """Add a kind, in this process; it may stand over a class as a decorator.

    Raises `UsageError` for a class that isn't a whole kind, and for one whose name another kind has.
    """
    KINDS.register(kind, f"{kind.__module__}.{kind.__qualname__}" if isinstance(kind, type) else "a call of register")
    return kind


def register_file(path: Path) -> None:
    """Add the kinds in a Python file, in this process.

    Raises `UsageError`, which names the file and says why, where it can't be imported, has no kind in it, or has one
    whose name another kind has.
    """
    KINDS.add_file(path)


def kind_named(name: str) -> type[Record]:
    """The kind called `name`, singular or plural.

    Raises `UsageError` for any other name.
    """
    for kind in KINDS.values():
        if name in (kind.kind, kind.plural):
            return kind
    if name in KINDS.faults:
        raise UsageError(KINDS.faults[name])
    raise UsageError(
        f"no kind is called {name!r}; choose one of {', '.join(KINDS)}, or name the file of your own with --kinds"
    )


def fault_of_kind(error: BaseException) -> str | None:
    """Where a kind of a user's raised an error, and what it is; None where no code of such a kind did."""
    modules = (sys.modules.get(kind.__module__) for kind in KINDS.values() if kind not in _OURS)
    files = {getattr(module, "__file__", None) for module in modules}
    frames = [frame for frame in extract_tb(error.__traceback__) if frame.filename in files]
    if not frames:
        return None
    return f"{frames[-1].filename}, line {frames[-1].lineno}, in {frames[-1].name}: {type(error).__name__}: {error}"
