"""`onrecord gold`: the labelled records, checked; their schema."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import Commands
from onrecord.cli.output import complain, counted, json_text, print_text
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.evals import Agreement, GoldArticle

__all__ = ["gold"]

gold = Commands(
    name="gold",
    help="Check labelled records, compare two labellers, or print the schema of the files.",
    no_args_is_help=True,
)


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
def agree(
    folder: Annotated[Path, typer.Argument(help="The folder that holds gold/NAME/*.yaml and articles/*.txt.")] = Path(
        "evals"
    ),
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME NAME]", help="The two labellers; by default the two that there are."),
    ] = None,
) -> None:
    """Show how far two people agree who labelled the same articles, each with onrecord label --as NAME.

    F1 is how far they have the same records: each is scored against the other as a model is against gold. Cohen's kappa
    is how far they give the same labels to records that both have, beyond what chance would give.
    """
    from onrecord.evals import agreement, labelled_by_both

    one, other = _two(folder, names or [])
    pairs, undecided = labelled_by_both(folder, one, other)
    for problem in undecided:
        complain(problem)
    print_text(
        "\n".join([f"{one} and {other}, {counted(len(pairs), 'article')}", *_told(agreement(pairs), one, other), ""])
    )


def _two(folder: Path, names: list[str]) -> tuple[str, str]:
    """The two labellers to compare. Raises `UsageError`."""
    from onrecord.evals import labellers_of

    found = labellers_of(folder)
    if unknown := [name for name in names if name not in found]:
        raise UsageError(
            f"{folder / 'gold'}: nobody labelled as {unknown[0]!r}; labellers: {', '.join(found) or 'none'}"
        )
    chosen = names or found
    if len(chosen) != 2:
        raise UsageError(f"{folder / 'gold'}: name two labellers; there are {', '.join(found) or 'none'}")
    return chosen[0], chosen[1]


def _told(agreements: Sequence[Agreement], one: str, other: str) -> Iterator[str]:
    """The agreement on each kind, a line each, and on its choices."""
    for each in agreements:
        f1 = "no records" if each.f1 is None else f"F1 {each.f1:.3f}"
        only = f"; only {one} {each.only[0]}, only {other} {each.only[1]}"
        yield f"{each.kind:<12} {f1}; {each.matched} in both{only}"
        for choice in each.choices:
            kappa = "no kappa, since both use one label alone" if choice.kappa is None else f"kappa {choice.kappa:.3f}"
            yield f"  {choice.field:<10} {kappa}; {choice.observed:.0%} of {choice.records} the same"


@gold.command()
def schema() -> None:
    """Print the JSON schema of gold files, with which an editor can complete and check them."""
    from onrecord.evals import gold_schema

    print_text(json_text(gold_schema(), indent=2))
