"""`onrecord kinds`: the kinds that there are, and the files of a new one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from onrecord.cli.options import Commands, TextOrJson, with_kinds
from onrecord.cli.output import json_text, print_text

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from onrecord.kinds import Record

__all__ = ["kinds"]

kinds = Commands(name="kinds", help="List the kinds of records, or begin one of your own.")


@kinds.callback(invoke_without_command=True)
@with_kinds
def list_kinds(
    context: typer.Context,
    output_format: Annotated[
        TextOrJson, typer.Option("--format", "-f", help="How the list is written: text, or json for programs.")
    ] = TextOrJson.TEXT,
) -> None:
    """List the kinds with their fields, how the article has to support each, and where the kind comes from.

    What an installed package brings and can't be used is listed, too, with the reason.
    """
    from onrecord.kinds import KINDS

    if context.invoked_subcommand:
        return
    if output_format is TextOrJson.JSON:
        told = {"kinds": [_plain(name) for name in KINDS], "faults": dict(KINDS.faults)}
        print_text(json_text(told, indent=2))
        return
    lines = [line for name in KINDS for line in _lines(name)]
    print_text("".join(f"{line}\n" for line in [*lines, *(f"left out: {each}" for each in KINDS.faults.values())]))


def _lines(name: str) -> Iterator[str]:
    from onrecord.kinds import KINDS

    kind = KINDS[name]
    fields = {field: info for field, info in kind.model_fields.items() if field != "sentences"}
    yield f"{name}, {kind.plural}: {_about(kind)} ({KINDS.origin(name)})"
    yield from (f"  {field:<12} {_described(kind, field, info)}" for field, info in fields.items())


def _plain(name: str) -> dict[str, Any]:
    from onrecord.kinds import KINDS, match_rules

    kind = KINDS[name]
    rules = {field: rule.value for field, rule in match_rules(kind).items()}
    return {
        "kind": name,
        "plural": kind.plural,
        "about": _about(kind),
        "origin": KINDS.origin(name),
        "fields": {field: rules.get(field) for field in kind.model_fields if field != "sentences"},
    }


def _about(kind: type[Record]) -> str:
    """The first line of what the class says of itself."""
    return (kind.__doc__ or "").strip().partition("\n")[0].removesuffix(".")


def _described(kind: type[Record], field: str, info: FieldInfo) -> str:
    """How the article has to support a field, or what it may be; whether it is a list, and whether it is optional."""
    from onrecord.kinds import match_rules

    rule = match_rules(kind).get(field)
    choices = [str(each) for each in get_args(info.annotation) if isinstance(each, str)]
    said = rule.value if rule else " or ".join(choices) or "as the model says"
    several = "several, " if getattr(info.annotation, "__origin__", None) is list else ""
    return f"{several}{said}{'' if info.is_required() else ', optional'}"


@kinds.command()
def new(
    name: Annotated[str, typer.Argument(help="The name of the kind, one word in the singular.", show_default=False)],
    fields: Annotated[
        str,
        typer.Option(
            help="Its fields, as NAME:RULE. The rule says how the article has to support it: named (a name in it), "
            "worded (its words), quoted (copied from it) or stated (a sentence of the model's); or it is a choice, "
            "low|high. A ? makes it optional, a * several."
        ),
    ] = "text:stated who:named? when:worded?",
    plural: Annotated[
        str | None, typer.Option(help="The plural of the name; by default with an s.", show_default=False)
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder for the files.")] = Path(),
) -> None:
    """Begin a kind of your own: write its class, a prompt that fills it, and a gold file to label.

    What is there already stays as it is: nothing is written then.
    """
    from onrecord.cli.new_kind import NewKind, write

    kind = NewKind.of(name, plural or f"{name}s", fields)
    write(kind, output)
    print_text("".join(f"{line}\n" for line in kind.next_steps(output)))
