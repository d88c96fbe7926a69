"""`onrecord models`: what can be used now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from onrecord.models import WeightsState
    from onrecord.settings import Settings

__all__ = ["models"]


def models() -> None:
    """Show which models can be used now, and whether the weights of the embedded model are there and whole."""
    from onrecord.models import PROVIDERS, weights_state
    from onrecord.settings import Settings

    settings = Settings.from_environment()
    state = weights_state(settings)
    typer.echo(f"{'local':<18} {'ready' if state.usable else 'not ready'}: {_weights(state)}")
    for provider in PROVIDERS:
        typer.echo(f"{provider + '/NAME':<18} {_readiness(provider, settings)}")
    typer.echo(f"\nUsed without --model: {settings.model}")


def _weights(state: WeightsState) -> str:
    """What there is of the embedded model, in a line."""
    from onrecord.models import INSTALL

    if state.state == "whole":
        said = f"weights whole, {state.path}"
    elif state.missing:
        return f"weights {state.state}; run {INSTALL}"
    else:
        said = f"weights {state.state}, put together on first use ({state.size / 1e9:.1f} GB), {state.path}"
    return f"{said}; xllamacpp is missing, run {INSTALL}" if "xllamacpp" in state.missing else said


def _readiness(provider: str, settings: Settings) -> str:
    from onrecord.errors import UsageError
    from onrecord.models import endpoint_for

    try:
        return f"set, not tried: {endpoint_for(f'{provider}/NAME', settings).address}"
    except UsageError as error:
        return f"not ready: {error}"
