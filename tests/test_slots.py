"""How many questions the embedded model answers at once: found out once a machine, and kept."""

from contextlib import asynccontextmanager

import pytest
from endpoint_server import EndpointServer, Reply

from onrecord.errors import WeightsError
from onrecord.models import _slots
from onrecord.models._local import LocalServer, server_client
from onrecord.models._slots import slots_that_pay
from onrecord.settings import Settings

GIB = 1 << 30
AT_ONCE, IN_TURN = {1: 40, 2: 21, 4: 12, 8: 7}, {1: 40, 2: 40, 4: 41, 8: 42}


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine with so much memory, on which a token takes so long, by slots; gives the numbers of slots started."""

    def has(spent=AT_ONCE, *, memory=64 * GIB, broken=False):
        started = []

        @asynccontextmanager
        async def opened(settings, *_, **__):
            started.append(settings.slots)
            if broken:
                raise WeightsError("no room")
            yield LocalServer("m", "http://127.0.0.1:1/v1", "key", 8192, 1, tmp_path, "1.2", "weights", settings.slots)

        async def seconds(_, slots):
            return spent[slots]

        monkeypatch.setattr(_slots, "library", lambda: "1.2")
        monkeypatch.setattr(_slots, "_memory", lambda: memory)
        monkeypatch.setattr(_slots, "open_local", opened)
        monkeypatch.setattr(_slots, "_seconds", seconds)
        return started

    return has


@pytest.fixture
def settings(tmp_path):
    return Settings(cache=tmp_path)


@pytest.mark.parametrize(("spent", "slots"), [(AT_ONCE, 8), (IN_TURN, 1)], ids=["at once", "in turn"])
async def test_as_many_as_pay_found_out_once(machine, settings, spent, slots):
    started = machine(spent)
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
    started = machine(IN_TURN)
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
    machine(IN_TURN)
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


async def test_what_is_measured_is_how_fast_so_many_write_at_once(tmp_path):
    replies = Reply(b"{}", delay=0.5)
    with EndpointServer([replies]) as server:
        started = LocalServer("m", server.url, "key", 8192, 1, tmp_path, "1.2", "weights", 4)
        async with server_client(started) as client:
            one, four = await _slots._seconds(client, 1), await _slots._seconds(client, 4)

    assert one * _slots.TOKENS >= 0.5
    assert four < one / 1.5
    assert [each.payload["id_slot"] for each in server.requests[:3]] == [0, 0, 0]
    assert {each.payload["id_slot"] for each in server.requests[3:]} == {0, 1, 2, 3}
