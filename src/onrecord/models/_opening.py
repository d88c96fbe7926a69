"""Opens the model that a name stands for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

from onrecord.errors import UsageError
from onrecord.models._base import Model, Pace
from onrecord.models._batch_transport import InBatches
from onrecord.settings import Settings, is_local

__all__ = ["open_model"]

LOCAL_TIMEOUT = 600.0
"""Seconds that the embedded model has for one answer, at least: it runs on whatever processor there is."""


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
    there yet; `openai/gpt-5-mini`, or any other `provider/name`, ask an endpoint. `progress` is told `(stage, done,
    total)` while the embedded model's weights are got, checked and loaded, from another thread; `pace` says when calls
    may be made; with `in_batches`, an endpoint's go into the provider's batches. Raises `UsageError` for a name that
    stands for no model and `WeightsError` for weights that can't be
    used.
    """
    settings = settings or Settings.from_environment()
    name = name or settings.model
    if name == "local:":
        raise UsageError(
            "'local:' names no file; 'local' is the embedded model, 'local:FILE.gguf' another one, "
            "'local:hub/OWNER/REPO/FILE.gguf' one from the hub"
        )
    if is_local(name):
        async with _embedded(name, settings, progress, pace) as model:
            yield model
    else:
        from onrecord.models._endpoint import endpoint_for

        async with endpoint_for(name, settings, pace, in_batches) as model:
            yield model


@asynccontextmanager
async def _embedded(
    name: str, settings: Settings, progress: Callable[[str, int, int], None] | None, pace: Pace | None
) -> AsyncIterator[Model]:
    from onrecord.models._embedded import Embedded
    from onrecord.models._endpoint import Endpoint
    from onrecord.models._grammar import copying_grammar
    from onrecord.models._local import open_local
    from onrecord.models._slots import slots_that_pay
    from onrecord.models._states import kept_states

    settings = replace(settings, slots=await slots_that_pay(settings, name, progress))
    async with open_local(settings, name, progress=progress) as server:
        within = replace(
            settings,
            window=server.window,
            concurrency=server.slots,
            timeout=max(settings.timeout, LOCAL_TIMEOUT),
            mode="schema",
        )
        endpoint = Endpoint(
            server.name,
            base_url=server.base_url,
            api_key=server.api_key,
            settings=within,
            grammar=copying_grammar,
            pace=pace,
        )
        endpoint.name = name
        async with Embedded(endpoint, server, kept_states(settings, server.library), progress) as model:
            yield model
