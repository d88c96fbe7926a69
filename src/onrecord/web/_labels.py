"""Labels as the page has them: a folder of articles and their gold files, read, and changed one record at a time."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

from onrecord._yaml import SafeLoader
from onrecord.article import Article
from onrecord.errors import OnrecordError, UsageError
from onrecord.evals import is_shared, read_labels, record_faults
from onrecord.kinds import KINDS, Record, kind_named
from onrecord.web._yaml_text import with_entries, with_entry, without_entry

__all__ = ["ConflictError", "Edit", "FaultsError", "LabelFolder", "Labels", "Shown"]

Shown = dict[str, Any]
"""A labelled record as the page has it: texts, lists of texts and yes or no, and the numbers of its `facts`."""

_SIDE = ("evidence", "optional", "note", "draft")
_HEAD = ("article", "title", "published", "language")


class FaultsError(OnrecordError):
    """A record that gold can't have; `faults` says why, by its fields."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        self.faults = dict(faults)
        super().__init__("; ".join(f"{name}: {fault}" if name else fault for name, fault in faults.items()))


class ConflictError(OnrecordError):
    """A record that has been changed in the file since the page read it; `now` is what stands there, if anything."""

    def __init__(self, now: Shown | None, number: int | None) -> None:
        self.now = now
        self.number = number
        super().__init__("the file has another record here by now")


class Edit(BaseModel):
    """What the page asks for: a record put in (no `base`), changed, or taken out (no `entry`).

    `base` is the record as the page has it from the file, `number` its number there, among its kind, from 1.
    """

    model_config = ConfigDict(extra="forbid")

    kind: str
    number: int | None = Field(default=None, ge=1)
    base: Shown | None = None
    entry: Shown | None = None


@dataclass(frozen=True)
class Labels:
    """The labels of one article: its gold file's text, and what that holds."""

    article: Article
    file: Path
    text: str
    content: Mapping[str, Any]

    @property
    def version(self) -> str:
        """What tells this state of the file from others."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    @cached_property
    def facts(self) -> list[Mapping[str, Any]]:
        """The facts of the file."""
        return _listed(self.content, "facts")

    def entries(self, kind: type[Record]) -> list[Shown]:
        """The labelled records of a kind, as the page has them, in the file's order."""
        return [
            _shown(entry) | ({"facts": self._facts_of(kind, number)} if self.facts else {})
            for number, entry in enumerate(_listed(self.content, kind.plural), start=1)
        ]

    def faults(self, kind: type[Record]) -> list[dict[str, str]]:
        """What is wrong with each record of a kind, by its fields."""
        return [record_faults(kind, entry, self.article) for entry in _listed(self.content, kind.plural)]

    def _facts_of(self, kind: type[Record], number: int) -> list[int]:
        return [place for place, fact in enumerate(self.facts, start=1) if number in (fact.get(kind.plural) or [])]

    def blank(self, file: Path) -> Labels:
        """Labels of the same article in another file, with no records yet."""
        return _blank(
            self.article, file, {key: self.content[key] for key in _HEAD if self.content.get(key) is not None}
        )

    def begun(self, records: Mapping[type[Record], Sequence[Shown]]) -> Labels:
        """The labels with these records before all others of their kinds, written into the file."""
        text = self.text
        for kind, entries in records.items():
            if entries:
                text = with_entries(text, kind.plural, 0, [_cleaned(kind, each) for each in entries], _order())
        return _written(replace(self, text=text, content=_loaded(text)))

    @property
    def has_records(self) -> bool:
        """Whether the file has any record, a draft or not."""
        return any(_listed(self.content, kind.plural) for kind in KINDS.values())


@dataclass(frozen=True, slots=True)
class LabelFolder:
    """A folder with `articles/*.txt` and `gold/*.yaml`; a labeller's own files are in `gold/LABELLER`."""

    folder: Path
    labeller: str | None = None

    @property
    def identity(self) -> str:
        """What tells it from other folders and labellers."""
        return f"{self.folder.resolve()} {self.labeller or ''}"

    def names(self) -> list[str]:
        """The names of the articles."""
        return sorted(path.stem for path in (self.folder / "articles").glob("*.txt"))

    @property
    def labels_folder(self) -> Path:
        """Where the gold files are."""
        gold = self.folder / "gold"
        return gold / self.labeller if self.labeller else gold

    def file(self, name: str) -> Path:
        """The file that labels an article, or that is going to."""
        usual = self.labels_folder / f"{name}.yaml"
        if usual.exists():
            return usual
        others = (path for path in sorted(self.labels_folder.glob("*.yaml")) if _labels_it(path, name))
        return next(others, usual)

    def labels(self, name: str) -> Labels:
        """The labels of an article. Raises `UsageError`, which says what about the file can't be read."""
        file = self.file(name)
        if not file.exists():
            return self._begun(name, file)
        article, content = read_labels(file, self.folder / "articles")
        return Labels(article, file, file.read_text(encoding="utf-8"), content)

    def _begun(self, name: str, file: Path) -> Labels:
        """The labels of an article without a file: what the file begins with. The settled ones say what is known."""
        settled = replace(self, labeller=None).file(name)
        if self.labeller and settled.exists():
            return replace(self, labeller=None).labels(name).blank(file)
        article = Article((self.folder / "articles" / f"{name}.txt").read_text(encoding="utf-8"), name)
        return _blank(article, file, {"article": name, "language": article.language})

    def save(self, name: str, edit: Edit) -> Labels:
        """The labels after an edit, which is in the file then.

        An edit that is there already is left at that. Raises `FaultsError`, `ConflictError`, or `UsageError` where the
        file can't be read.
        """
        labels, kind = self.labels(name), kind_named(edit.kind)
        before = labels.entries(kind)
        entry = _cleaned(kind, edit.entry) if edit.entry is not None else None
        if (
            entry is not None
            and not entry.get("draft")
            and (faults := record_faults(kind, _plain(entry), labels.article))
        ):
            raise FaultsError(faults)
        if entry is not None and any(_same(entry, each) for each in before):
            return labels
        place = _place(edit, before)
        if edit.base is None and entry is None:
            return labels
        rest = before[place + (edit.base is not None) :]
        return _written(_edited(labels, kind, place, entry, [*before[:place], *([entry] if entry else []), *rest]))

    def add_drafts(self, name: str, drafts: Mapping[type[Record], Sequence[Shown]]) -> Labels:
        """The labels with drafts, where the article has no records yet; else as they are."""
        labels = self.labels(name)
        return labels if labels.has_records or not any(drafts.values()) else labels.begun(drafts)


def _labels_it(path: Path, name: str) -> bool:
    with suppress(yaml.YAMLError, OSError, UnicodeDecodeError):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        return isinstance(content, dict) and content.get("article") == name
    return False


def _blank(article: Article, file: Path, head: Mapping[str, Any]) -> Labels:
    return Labels(article, file, yaml.safe_dump(dict(head), sort_keys=False, allow_unicode=True), head)


def _listed(content: Mapping[str, Any], key: str) -> list[Any]:
    """The list under a key, also where there is none."""
    found = content.get(key) or []
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise UsageError(f"{key}: should be a list of mappings, each starting with '- '; correct the file in an editor")
    return found


def _shown(entry: Mapping[str, Any]) -> Shown:
    return {str(name): _plain_value(value) for name, value in entry.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, list):
        return [str(each) for each in value]
    return value if value is None or isinstance(value, bool | str) else str(value)


def _order() -> list[str]:
    """The keys of a gold file in their order."""
    return [*_HEAD, *(kind.plural for kind in KINDS.values()), "facts", "entities"]


def _fields(kind: type[Record]) -> list[str]:
    return [*(name for name in kind.model_fields if name != "sentences"), *_SIDE]


def _cleaned(kind: type[Record], entry: Shown) -> Shown:
    """An entry with its keys in their order, and without those that say nothing."""
    silent: Mapping[str, Any] = {"optional": False, "draft": False, "note": None}
    known = [*_fields(kind), *(name for name in entry if name not in _fields(kind))]
    kept = {name: entry[name] for name in known if name in entry}
    said = {name: value for name, value in kept.items() if not (name in silent and value in (silent[name], "", None))}
    return {name: value for name, value in said.items() if value != [] or name in ("evidence", "facts")}


def _plain(entry: Shown) -> Shown:
    """An entry as the file has it: without its facts, which have a list of their own."""
    return {name: value for name, value in entry.items() if name != "facts"}


def _same(one: Shown, other: Shown) -> bool:
    """Whether two entries say the same: what is left out, and what is said to be nothing, is the same."""
    return _said(one) == _said(other)


def _said(entry: Shown) -> Shown:
    return {name: value for name, value in entry.items() if value not in (None, False, [], "")}


def _place(edit: Edit, before: Sequence[Shown]) -> int:
    """The place of an edit among the records of its kind, from 0. Raises `ConflictError`."""
    hinted = len(before) if edit.number is None else min(edit.number - 1, len(before))
    if edit.base is None:
        return hinted
    found = [place for place, each in enumerate(before) if _same(each, edit.base)]
    if not found:
        now = before[hinted] if hinted < len(before) else None
        raise ConflictError(now, hinted + 1 if now else None)
    return hinted if hinted in found else found[0]


def _edited(labels: Labels, kind: type[Record], place: int, entry: Shown | None, expected: Sequence[Shown]) -> Labels:
    """Labels after an edit at a place. Raises `OnrecordError` where the text then hasn't the expected records."""
    try:
        text = _edited_text(labels, kind, place, entry, new=len(expected) > len(labels.entries(kind)))
        after = replace(labels, text=text, content=_loaded(text))
        found = [_said(_plain(each)) for each in after.entries(kind)]
    except yaml.YAMLError:
        found = None
    if found != [_said(_plain(each)) for each in expected]:
        raise OnrecordError(
            f"{labels.file}: its {kind.plural} are written in a way that can't be changed here; use an editor"
        )
    return after


def _edited_text(labels: Labels, kind: type[Record], place: int, entry: Shown | None, *, new: bool) -> str:
    """The text of a gold file after an edit, with its facts."""
    text, order = labels.text, _order()
    if entry is None:
        text = without_entry(text, kind.plural, place)
    elif new:
        text = with_entries(text, kind.plural, place, [_plain(entry)], order)
    else:
        text = with_entry(text, kind.plural, place, _plain(entry), _fields(kind))
    if not labels.facts:
        return text
    chosen = None if entry is None else entry.get("facts", [])
    after = list(_moved(labels.facts, kind, place + 1, gone=entry is None, new=new))
    return _with_facts(text, labels.facts, _chosen(after, kind, place + 1, chosen))


def _moved(
    facts: Sequence[Mapping[str, Any]], kind: type[Record], number: int, *, gone: bool, new: bool
) -> Iterator[dict[str, Any]]:
    """Facts without the record of a number, where those after it have moved up or down."""
    for fact in facts:
        numbers = fact.get(kind.plural) or []
        if gone:
            kept = [each - (each > number) for each in numbers if each != number]
        elif new:
            kept = [each + (each >= number) for each in numbers]
        else:
            kept = [each for each in numbers if each != number]
        yield {**fact, kind.plural: kept} if kind.plural in fact else dict(fact)


def _chosen(
    facts: list[dict[str, Any]], kind: type[Record], number: int, chosen: Sequence[int] | None
) -> list[dict[str, Any] | None]:
    """Facts with a record in those chosen for it, or in one of its own where it needs one; None for empty ones."""
    for place in chosen or ():
        if place <= len(facts):
            facts[place - 1][kind.plural] = sorted([*facts[place - 1].get(kind.plural, []), number])
    missing = [place for place in chosen or () if place > len(facts)]
    if missing or (chosen == [] and not is_shared(kind.kind)):
        facts = [*facts, {kind.plural: [number]}]
    return [_without_empty(fact) for fact in facts]


def _without_empty(fact: dict[str, Any]) -> dict[str, Any] | None:
    kept = {key: value for key, value in fact.items() if value != []}
    return kept if set(kept) - {"main"} else None


def _with_facts(text: str, before: Sequence[Mapping[str, Any]], after: Sequence[dict[str, Any] | None]) -> str:
    order = [*(kind.plural for kind in KINDS.values()), "main"]
    for place in reversed(range(len(before))):
        fact = after[place]
        if fact is None:
            text = without_entry(text, "facts", place)
        elif fact != before[place]:
            text = with_entry(text, "facts", place, fact, order)
    added = [fact for fact in after[len(before) :] if fact]
    count = sum(fact is not None for fact in after[: len(before)])
    return with_entries(text, "facts", count, added, _order()) if added else text


def _loaded(text: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(text, SafeLoader)  # noqa: S506  # a safe one
    return loaded


def _written(labels: Labels) -> Labels:
    """Write the text of a gold file: whole or not at all."""
    file = labels.file
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as opened:
            opened.write(labels.text)
            opened.flush()
            os.fsync(opened.fileno())
        Path(temporary).chmod(file.stat().st_mode if file.exists() else 0o666 & ~_umask())
        Path(temporary).replace(file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return labels


def _umask() -> int:
    """The bits that new files of this process lack."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
