"""`local` and `local:…`: models that llama.cpp runs on this machine."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.errors import UsageError
from onrecord.models._base import Model
from onrecord.models._local import WINDOW, open_local
from onrecord.models.providers._provider import Opening, Provider
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.models._endpoint import Endpoint

__all__ = ["LOCAL"]

TIMEOUT = 600.0
"""Seconds that the embedded model has for one answer, at least: it runs on whatever processor there is."""


def _check(name: str, settings: Settings) -> str:  # noqa: ARG001  # the signature of `Provider.check`
    if name == "local" or name.removeprefix("local:") not in ("", name):
        return "weights are checked when they are loaded"
    raise UsageError(
        f"{name!r} names no file; 'local' is the embedded model, 'local:FILE.gguf' another one, "
        "'local:hub/OWNER/REPO/FILE.gguf' one from the hub"
    )


@asynccontextmanager
async def _opened(opening: Opening) -> AsyncIterator[Model]:
    from onrecord.models._embedded import Embedded
    from onrecord.models._endpoint import Endpoint
    from onrecord.models._grammar import copying_grammar
    from onrecord.models._slots import slots_that_pay
    from onrecord.models._states import kept_states

    name, progress = opening.name, opening.progress
    _check(name, opening.settings)
    settings = replace(opening.settings, slots=await slots_that_pay(opening.settings, name, progress))
    async with open_local(settings, name, progress=progress) as server:
        within = replace(
            settings,
            window=server.window,
            concurrency=server.slots,
            timeout=max(settings.timeout, TIMEOUT),
            mode="schema",
        )
        endpoint = Endpoint(
            server.name,
            base_url=server.base_url,
            api_key=server.api_key,
            settings=within,
            grammar=copying_grammar,
            pace=opening.pace,
        )
        endpoint.name = name
        async with Embedded(endpoint, server, kept_states(settings, server.library), progress) as model:
            yield model


def _rehearsed(name: str, settings: Settings) -> Endpoint:
    from onrecord.models._endpoint import Endpoint
    from onrecord.models._grammar import copying_grammar

    within = replace(settings, window=settings.window or WINDOW, mode="schema")
    return Endpoint(name, base_url="http://127.0.0.1", api_key=None, settings=within, grammar=copying_grammar)


LOCAL = Provider(
    name="local",
    open=_opened,
    models="local, local:FILE.gguf, local:hub/OWNER/REPO/FILE.gguf",
    check=_check,
    local=True,
    free=True,
    paces=True,
    window=WINDOW,
    rehearsed=_rehearsed,
)
