"""Opens the model that a name stands for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from onrecord.models._base import Model, Pace
from onrecord.models._batch_transport import InBatches
from onrecord.models.providers import Opening, provider_of
from onrecord.settings import Settings

__all__ = ["open_model"]


@asynccontextmanager
async def open_model(
    name: str | None = None,
    settings: Settings | None = None,
    *,
    progress: Callable[[str, int, int], None] | None = None,
    pace: Pace | None = None,
    in_batches: InBatches | None = None,
) -> AsyncIterator[Model]:
    """The model called `name`, open within the `async with` block.

    `local`, `local:PATH` and `local:hub/OWNER/REPO/FILE.gguf` run on this machine, the last downloaded where it isn't
    there yet; `openai/gpt-5-mini`, or any other `provider/name`, ask an endpoint; installed packages may bring others.
    `progress` is told `(stage, done, total)` while the embedded model's weights are got, checked and loaded, from
    another thread; `pace` says when calls may be made; with `in_batches`, an endpoint's go into the provider's batches.
    Raises `UsageError` for a name that stands for no model and `WeightsError` for weights that can't be used.
    """
    settings = settings or Settings.from_environment()
    name = name or settings.model
    provider, opening = provider_of(name), Opening(name, settings, progress, pace, in_batches)
    if provider.paces:
        async with provider.open(opening) as model:
            yield model
    else:
        from onrecord.models._guest import open_guest

        async with open_guest(provider, opening) as model:
            yield model
