"""`onrecord gold`: the labelled records, checked; their schema."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.output import json_text

__all__ = ["gold"]

gold = typer.Typer(
    name="gold", help="Check labelled records, or print the schema of their files.", no_args_is_help=True
)


@gold.command()
def check(
    folder: Annotated[Path, typer.Argument(help="The folder that holds gold/*.yaml and articles/*.txt.")] = Path(
        "evals"
    ),
) -> None:
    """Check every labelled record and count them; the first that is wrong is named with what to do (exit status 2)."""
    from onrecord.evals.gold import load_gold
    from onrecord.evals.runs import gold_hash
    from onrecord.records import KINDS

    labelled = load_gold(folder)
    for each in labelled:
        counts = Counter(record.kind for record in each.records)
        said = ", ".join(f"{counts[kind.kind]} {kind.plural}" for kind in KINDS.values())
        optional = sum(record.optional for record in each.records)
        typer.echo(f"{each.article.id:<24} {said}" + (f", {optional} of them optional" if optional else ""))
    typer.echo(
        f"{len(labelled)} articles, {sum(len(each.records) for each in labelled)} records, {gold_hash(labelled)}"
    )


@gold.command()
def schema() -> None:
    """Print the JSON schema of gold files, for an editor to complete and check them by."""
    from onrecord.evals.schema import gold_schema

    typer.echo(json_text(gold_schema(), indent=2), nl=False)
