"""Wikidata ids for entities, from a table that a user gives. Nothing is looked up anywhere else."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from onrecord.compose._result import Composition, Entity
from onrecord.errors import UsageError
from onrecord.grounding import fold

__all__ = ["identified", "load_ids"]

_ID = re.compile(r"Q[1-9][0-9]*")


def load_ids(path: Path) -> dict[str, str]:
    """The ids in a CSV file with the columns `name` and `wikidata`, by their names, folded.

    A name with two ids has none. Raises `UsageError` for a file that can't be read, lacks a column, or has an id that
    isn't one of Wikidata's, such as Q42.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = {"name", "wikidata"}.difference(rows.fieldnames or ())
            if missing:
                lacking = " and ".join(map(repr, sorted(missing)))
                raise UsageError(f"{path}: has no column {lacking} in its first line, where commas part columns")
            ids: dict[str, set[str]] = defaultdict(set)
            for row in rows:
                ids[fold(row["name"] or "")].add(_id(row["wikidata"], f"{path}: line {rows.line_num}"))
    except (OSError, UnicodeError, csv.Error) as error:
        raise UsageError(f"{path}: can't be read as CSV in UTF-8: {error}") from error
    return {name: known.pop() for name, known in ids.items() if len(known) == 1}


def identified(composition: Composition, ids: Mapping[str, str]) -> Composition:
    """The composition with the ids of those entities one of whose wordings has one, and no wording another one."""
    return replace(composition, entities=tuple(_identified(each, ids) for each in composition.entities))


def _identified(entity: Entity, ids: Mapping[str, str]) -> Entity:
    found = {ids[key] for key in map(fold, (entity.name, *entity.forms)) if key in ids}
    return replace(entity, wikidata=found.pop()) if len(found) == 1 else entity


def _id(text: str | None, where: str) -> str:
    known = (text or "").strip()
    if not _ID.fullmatch(known):
        raise UsageError(f"{where}: {known!r} is no id of Wikidata; write one such as Q42")
    return known
