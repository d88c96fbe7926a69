"""How many questions the embedded model answers at once: found out once a machine, and kept."""

import time
from contextlib import asynccontextmanager

import pytest
from endpoint_server import EndpointServer, Reply

from onrecord.errors import WeightsError
from onrecord.models import _slots
from onrecord.models._local import LocalServer
from onrecord.models._slots import slots_that_pay
from onrecord.settings import Settings

GIB = 1 << 30
SPENT = 0.3


class Writing:
    """A server whose slots write side by side, or, if not `at_once`, one after the other."""

    def __init__(self, *, at_once):
        self._at_once = at_once
        self._free = 0.0

    def __call__(self, seen):
        spent = SPENT if seen.payload["n_predict"] > 1 else 0.0
        now = time.monotonic()
        self._free = now + spent if self._at_once else max(self._free, now) + spent
        return Reply(b"{}", delay=self._free - now)


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine with a way of writing and so much memory; gives the numbers of slots that were started on it."""

    def has(*, at_once=True, memory=64 * GIB, broken=False):
        started = []

        @asynccontextmanager
        async def opened(settings, *_, **__):
            started.append(settings.slots)
            if broken:
                raise WeightsError("no room")
            with EndpointServer(Writing(at_once=at_once)) as server:
                yield LocalServer("m", server.url, "key", 8192, 1, tmp_path, "1.2", "weights", settings.slots)

        monkeypatch.setattr(_slots, "library", lambda: "1.2")
        monkeypatch.setattr(_slots, "_memory", lambda: memory)
        monkeypatch.setattr(_slots, "open_local", opened)
        return started

    return has


@pytest.fixture
def settings(tmp_path):
    return Settings(cache=tmp_path)


@pytest.mark.parametrize(("at_once", "slots"), [(True, 8), (False, 1)], ids=["at once", "in turn"])
async def test_as_many_as_pay_found_out_once(machine, settings, at_once, slots):
    started = machine(at_once=at_once)
    told = []

    assert await slots_that_pay(settings, "local", lambda *what: told.append(what)) == slots
    assert await slots_that_pay(settings, "local") == slots
    assert started == [8]
    assert told == [("try", done, 4) for done in range(5)]


async def test_another_model_or_number_of_threads_is_found_out_for_itself(machine, settings):
    started = machine()
    for threads in (None, 1, None, 1):
        await slots_that_pay(Settings(cache=settings.cache, threads=threads), "local")
        await slots_that_pay(Settings(cache=settings.cache, threads=threads), "local:other.gguf")

    assert len(started) == 4


async def test_what_the_settings_say_holds(machine, settings):
    started = machine()

    assert await slots_that_pay(Settings(cache=settings.cache, slots=3), "local") == 3
    assert started == []


@pytest.mark.parametrize("content", ["", "8 and more", "\0\0\0\0"])
async def test_a_damaged_file_is_found_out_anew(machine, settings, content):
    started = machine(at_once=False)
    await slots_that_pay(settings, "local")
    (path,) = settings.cache.glob("states/*.slots")
    path.write_text(content)

    assert await slots_that_pay(settings, "local") == 1
    assert len(started) == 2


@pytest.mark.parametrize(
    ("memory", "window", "slots"), [(4 * GIB, None, [2]), (64 * GIB, 65_536, [4]), (2 * GIB, None, [])]
)
async def test_no_more_are_tried_than_there_is_memory_for(machine, settings, memory, window, slots):
    started = machine(memory=memory)

    await slots_that_pay(Settings(cache=settings.cache, window=window), "local")

    assert started == slots


async def test_a_model_that_cannot_be_loaded_with_many_has_one_until_it_can(machine, settings):
    machine(broken=True)
    assert await slots_that_pay(settings, "local") == 1

    machine()
    assert await slots_that_pay(settings, "local") == 8


async def test_a_folder_that_cannot_be_written_costs_only_time(machine, tmp_path):
    machine(at_once=False)
    (tmp_path / "states").write_text("a file")

    assert await slots_that_pay(Settings(cache=tmp_path), "local") == 1


@pytest.mark.parametrize(
    ("spent", "slots"),
    [
        ({1: 40, 2: 39, 4: 38, 8: 37}, 1),
        ({1: 40, 2: 41, 4: 30, 8: 29}, 4),
        ({1: 40, 2: 30, 4: 22, 8: 15}, 8),
        ({1: 40}, 1),
    ],
)
def test_more_slots_have_to_be_worth_their_memory(spent, slots):
    assert _slots._fewest(spent) == slots
