"""How many questions the embedded model answers best at once on this machine: found out once, and kept."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import os
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import WeightsError
from onrecord.models._keeping import weights_folder
from onrecord.models._local import WINDOW, cores, library, open_local, server_client

if TYPE_CHECKING:
    import httpx2

    from onrecord.models._keeping import Progress
    from onrecord.settings import Settings

__all__ = ["slots_that_pay"]

logger = logging.getLogger(__name__)

TRIED = (1, 2, 4, 8)
"""Numbers of slots."""

PAYS = 0.9
"""More slots pay where a token takes at most this share of its time in fewer: each takes memory for a whole window."""

MEMORY = 2 << 30
"""Bytes of the machine's memory for each slot of `WINDOW` tokens."""

TOKENS, TEXT = 16, "The quick brown fox jumps over the lazy dog."
"""What is written, and read before, to find out."""


async def slots_that_pay(settings: Settings, model: str, progress: Progress | None = None) -> int:
    """How many slots the model is to have: what the settings say, what was found before, or what is found now.

    To find out takes seconds; that is told as the stage `try`. A number that can't be kept is found again. Raises
    `WeightsError` where the library is missing.
    """
    import httpx2

    if settings.slots:
        return settings.slots
    file = _file(settings, model)
    try:
        return int(file.read_text())
    except (OSError, ValueError):
        logger.debug("%s: not known yet how many slots pay", model)
    try:
        found = await _found(settings, model, progress)
    except (WeightsError, httpx2.HTTPError) as error:  # with one, the model may run
        logger.debug("%s: no slots can be tried: %s", model, error)
        return 1
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(str(found))
    except OSError as error:
        logger.debug("%s: the number of slots can't be kept: %s", file, error)
    return found


def _file(settings: Settings, model: str) -> Path:
    """Where the number is kept; the name tells all that it hangs on."""
    hangs_on = [library(), model, str(settings.weights), settings.window, settings.threads, cores()]
    return weights_folder(settings) / "states" / f"{hashlib.sha256(json.dumps(hangs_on).encode()).hexdigest()}.slots"


async def _found(settings: Settings, model: str, progress: Progress | None) -> int:
    """The number of slots that pays. Raises `WeightsError` where the model can't be loaded."""
    counts = [count for count in TRIED if count <= _most(settings.window or WINDOW)]
    if len(counts) == 1:
        return 1
    trying = replace(settings, slots=counts[-1])
    spent: dict[int, float] = {}
    async with open_local(trying, model, progress=progress) as server, server_client(server) as client:
        for done, count in enumerate(counts):
            if progress:
                progress("try", done, len(counts))
            spent[count] = await _seconds(client, count)
    if progress:
        progress("try", len(counts), len(counts))
    logger.debug("%s: seconds a token, by slots: %s", model, spent)
    return _fewest(spent)


def _most(window: int) -> int:
    """As many slots as the machine has memory for."""
    return max(1, _memory() * WINDOW // (MEMORY * window))


def _memory() -> int:
    """Bytes of the machine's memory; a usual number where the system doesn't tell."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 8 << 30


async def _seconds(client: httpx2.AsyncClient, slots: int) -> float:
    """Seconds a token when so many slots write at once, the better of two times."""
    body = {"prompt": TEXT, "temperature": 0, "ignore_eos": True}

    async def write(tokens: int) -> float:
        started = time.perf_counter()
        bodies = [{**body, "n_predict": tokens, "id_slot": slot} for slot in range(slots)]
        for response in await asyncio.gather(*(client.post("/completion", json=each) for each in bodies)):
            response.raise_for_status()
        return (time.perf_counter() - started) / (slots * tokens)

    await write(1)  # which reads the text
    return min([await write(TOKENS) for _ in range(2)])


def _fewest(spent: Mapping[int, float]) -> int:
    """The fewest slots of which twice as many bring little; `spent` are seconds a token, by slots."""
    best = 1
    for count in sorted(spent):
        if spent[count] <= PAYS * spent[best]:
            best = count
    return best
