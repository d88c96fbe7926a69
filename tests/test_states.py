"""States kept for other runs: whole or not there, whatever happens to the disk and whoever else uses the folder."""

import os
import resource
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest

from onrecord.models import _states
from onrecord.models._states import States

KEY, OTHER = "a" * 64, "b" * 64


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "states"


@pytest.fixture
def states(folder):
    return States(folder, "1.2")


@pytest.fixture
def keep(states, tmp_path):
    """Keeps a state with this content."""

    def kept(content, key=KEY, states=states):
        source = tmp_path / "source"
        source.write_bytes(content)
        states.keep(key, source)

    return kept


@pytest.fixture
def fetch(states, tmp_path):
    """The content of the state with this key; None where there is none, and no file is left then."""

    def fetched(key=KEY, states=states):
        target = tmp_path / "target"
        target.unlink(missing_ok=True)
        there = states.fetch(key, target)
        assert target.exists() == there
        return target.read_bytes() if there else None

    return fetched


@contextmanager
def full_disk(most):
    """While no file can grow beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_state_comes_back_as_it_was_kept(keep, fetch, folder):
    keep(b"state" * 1_000_000)
    keep(b"another", key=OTHER)

    assert fetch() == b"state" * 1_000_000
    assert fetch(OTHER) == b"another"
    assert fetch("c" * 64) is None
    assert {path.suffix for path in folder.iterdir()} == {".state"}


def test_another_run_with_the_same_folder_has_it(keep, fetch, folder):
    keep(b"state")

    assert fetch(states=States(folder, "1.2")) == b"state"


DAMAGES = {
    "a byte differs": lambda whole: whole[:5_000] + bytes([whole[5_000] ^ 1]) + whole[5_001:],
    "the end is missing": lambda whole: whole[:-1],
    "half of it is missing": lambda whole: whole[: len(whole) // 2],
    "nothing is left": lambda whole: b"",
    "something follows": lambda whole: whole + b"\0",
    "the end is nothing but zeros": lambda whole: whole[:-4096] + bytes(4096),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_state_is_not_there_and_is_thrown_away(keep, fetch, folder, damage):
    keep(b"state" * 10_000)
    (path,) = folder.iterdir()
    path.write_bytes(damage(path.read_bytes()))

    assert fetch() is None
    assert list(folder.iterdir()) == []
    keep(b"state" * 10_000)
    assert fetch() == b"state" * 10_000


def test_what_another_version_kept_is_not_used_and_thrown_away_once_there_is_something_to_keep(keep, fetch, folder):
    keep(b"old", states=States(folder, "1.1"))

    assert fetch() is None
    keep(b"new", key=OTHER)
    assert fetch(OTHER) == b"new"
    assert len(list(folder.iterdir())) == 1


def test_what_was_used_least_lately_makes_room(keep, fetch, folder, monkeypatch):
    monkeypatch.setattr(_states, "MOST", 3_000)
    keys = [letter * 64 for letter in "abcd"]
    for place, key in enumerate(keys[:3]):
        keep(key[:1].encode() * 1_000, key=key)
        for path in folder.glob(f"*-{key}-*"):
            os.utime(path, (1_000 + place, 1_000 + place))
    assert fetch(keys[0])  # it was used just now

    keep(b"d" * 1_000, key=keys[3])

    assert [fetch(key) is not None for key in keys] == [True, False, True, True]


def test_a_state_for_which_there_is_no_room_at_all_is_not_kept_and_takes_no_other_s(keep, fetch, folder, monkeypatch):
    monkeypatch.setattr(_states, "MOST", 3_000)
    keep(b"small")

    keep(b"large" * 1_000, key=OTHER)

    assert fetch() == b"small"
    assert fetch(OTHER) is None


def test_what_a_killed_process_left_unfinished_makes_room_too(keep, fetch, folder, monkeypatch):
    monkeypatch.setattr(_states, "MOST", 3_000)
    folder.mkdir()
    left = folder / "left.partial"
    left.write_bytes(bytes(2_500))
    os.utime(left, (1_000, 1_000))

    keep(b"d" * 1_000)

    assert fetch() == b"d" * 1_000
    assert not left.exists()


def test_a_full_disk_means_no_state_and_leaves_nothing(keep, fetch, folder, tmp_path):
    source = tmp_path / "source"
    source.write_bytes(bytes(100_000))
    with full_disk(50_000):
        States(folder, "1.2").keep(KEY, source)

    assert list(folder.iterdir()) == []
    assert fetch() is None


def test_a_state_that_cannot_be_copied_to_a_full_disk_is_not_there_and_stays(keep, fetch):
    keep(bytes(100_000))
    with full_disk(50_000):
        assert fetch() is None

    assert fetch() == bytes(100_000)


def test_a_folder_that_cannot_be_made_means_no_state(keep, fetch, tmp_path):
    (tmp_path / "states").write_text("a file")

    keep(b"state")

    assert fetch() is None


TWO = """
import sys
from pathlib import Path
from onrecord.models import _states
_states.MOST = 900_000
states, own = _states.States(Path(sys.argv[1]), "1.2"), Path(sys.argv[2])
found = 0
for turn in range(25):
    for letter in "abcd":
        content = letter.encode() * 300_000
        if states.fetch(letter * 64, own / "target"):
            found += 1
            assert (own / "target").read_bytes() == content, "not what was kept"
        else:
            (own / "source").write_bytes(content)
            states.keep(letter * 64, own / "source")
print(found)
"""


def test_two_processes_at_once_get_whole_states_or_none(folder, tmp_path):
    running = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        command = [sys.executable, "-c", TWO, str(folder), str(tmp_path / name)]
        running.append(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
    results = [process.communicate(timeout=120) for process in running]

    assert [process.returncode for process in running] == [0, 0], results
    assert all(int(found) for found, _ in results)
    assert {path.suffix for path in folder.iterdir()} == {".state"}
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 1_200_000
