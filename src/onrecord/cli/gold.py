"""`onrecord gold`: the labelled records, checked; their schema."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import Commands
from onrecord.cli.output import json_text, print_text

if TYPE_CHECKING:
    from onrecord.evals import GoldArticle

__all__ = ["gold"]

gold = Commands(name="gold", help="Check labelled records, or print the schema of their files.", no_args_is_help=True)


@gold.command()
def check(
    folder: Annotated[Path, typer.Argument(help="The folder that holds gold/*.yaml and articles/*.txt.")] = Path(
        "evals"
    ),
) -> None:
    """Check all labels and count them.

    The first label that is wrong is named, with what to do about the error; the exit status is then 2.
    """
    from onrecord.evals import gold_hash, load_gold

    labelled = load_gold(folder)
    lines = [_counted(each, labelled) for each in labelled]
    records = sum(len(each.records) for each in labelled)
    print_text("\n".join([*lines, f"{len(labelled)} articles, {records} records, {gold_hash(labelled)}\n"]))


def _counted(labelled: GoldArticle, among: Sequence[GoldArticle]) -> str:
    """An article's name and how many records, facts and entities it has, in a line; with the kinds that any has."""
    from onrecord.kinds import KINDS

    counts = Counter(record.kind for record in labelled.records)
    used = {record.kind for each in among for record in each.records} or KINDS.keys()
    said = ", ".join(f"{counts[kind.kind]} {kind.plural}" for kind in KINDS.values() if kind.kind in used)
    optional = sum(record.optional for record in labelled.records)
    said += f", {optional} of them optional" if optional else ""
    return f"{labelled.article.id:<24} {said}; {len(labelled.facts)} facts, {len(labelled.entities)} entities"


@gold.command()
def schema() -> None:
    """Print the JSON schema of gold files, with which an editor can complete and check them."""
    from onrecord.evals import gold_schema

    print_text(json_text(gold_schema(), indent=2))
