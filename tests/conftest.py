"""The command as a user runs it: the installed script, in a process of its own, with an environment of its own."""

import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import postgresql as own_postgresql
import pytest
from chromium import Chromium, path_or_skip
from endpoint_server import EndpointServer, answer
from kept import LOCATIONS, called, placed

from onrecord.kinds import KINDS
from onrecord.sources import SourceOptions, read_sources
from onrecord.store import open_store
from onrecord.testing import answer_text

KEY = "sk-test-0123456789abcdef"
SCRIPT = Path(sys.executable).with_name("onrecord")


def environment(**variables):
    """Nothing of the tester's own settings and keys, and no terminal's."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONDONTWRITEBYTECODE") if name in os.environ}
    return {**kept, "OPENAI_API_KEY": KEY, "ONRECORD_RETRIES": "0", "LC_ALL": "C.UTF-8", **variables}


def run(*arguments, script=SCRIPT, **options):
    """The finished command; `env` adds variables, other options are those of `subprocess.run`."""
    variables = options.pop("env", {})
    encoding = {} if isinstance(options.get("input"), bytes) else {"encoding": "utf-8"}
    options = {"capture_output": True, "timeout": 120, **encoding, **options}
    given = [placed(each, options.get("cwd")) for each in arguments]
    done = subprocess.run([script, *given], env=environment(**variables), check=False, **options)
    for name in ("stdout", "stderr"):
        if isinstance(said := getattr(done, name), str):
            setattr(done, name, called(said, arguments, options.get("cwd")))
    return done


def shown(seen):
    """The sentences of the article in a request, by their numbers."""
    text = seen.payload["messages"][-1]["content"]
    pieces = re.split(r"^\[(\d+)\] ", text.rpartition("\n\n")[0], flags=re.MULTILINE)
    return dict(zip(map(int, pieces[1::2]), (piece.strip() for piece in pieces[2::2]), strict=True))


def repeat(seen):
    """A claim in the words of the first sentence: always supported."""
    number, sentence = next(iter(shown(seen).items()))
    return answer(answer_text({"claims": [{"sentences": [number], "text": sentence[:200].strip()}]}))


@pytest.fixture
def own_kinds(monkeypatch):
    """The registry of kinds, which is after the test what it was before it."""
    len(KINDS)  # packages are looked for once
    for name in ("_items", "_origins", "_faults"):
        monkeypatch.setattr(KINDS, name, dict(getattr(KINDS, name)))
    return KINDS


@pytest.fixture(scope="session")
def postgresql():
    """A PostgreSQL server."""
    with own_postgresql.server() as started:
        yield started


DATABASES = ["sqlite", "postgresql"]


@contextmanager
def news_in(request, folder):
    """Have the store that commands call news.db, in a folder, be in the database that a fixture's parameter names."""
    if request.param == "postgresql":
        LOCATIONS[folder / "news.db"] = request.getfixturevalue("postgresql").new_store()
    yield folder
    LOCATIONS.pop(folder / "news.db", None)


@pytest.fixture(params=DATABASES)
def both(request, tmp_path):
    """Have `news.db` in the test's folder be a file, and be in PostgreSQL: for modules that use this fixture."""
    with news_in(request, tmp_path):
        yield


in_a_file = pytest.mark.parametrize("both", ["sqlite"], indirect=True)
"""For tests of what is a file's alone, in modules that use `both`."""


@pytest.fixture(params=DATABASES)
def location(request, tmp_path):
    """Where a store may be made: in a file, and in a database of a server."""
    if request.param == "sqlite":
        return str(tmp_path / "news.db")
    return request.getfixturevalue("postgresql").new_database()


@pytest.fixture
def store(location):
    """A new store, in each kind of database."""
    with open_store(location, create=True) as opened:
        yield opened


@pytest.fixture
def file_store(tmp_path):
    """A new store in a file, for what is SQLite's alone."""
    with open_store(tmp_path / "news.db", create=True) as opened:
        yield opened


@pytest.fixture
def read(tmp_path):
    """Reads a source that is written to a file first."""

    async def read_file(data, name="source", **options):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return [found async for found in read_sources([str(path)], SourceOptions(**options))]

    return read_file


@pytest.fixture(scope="session")
def endpoint():
    """An endpoint that puts the first sentence of every article on record as a claim."""
    with EndpointServer(repeat) as server:
        yield server


@pytest.fixture(scope="session")
def asking(endpoint):
    """Runs `onrecord summarize` against that endpoint."""

    def summarize(*arguments, **options):
        env = {"OPENAI_BASE_URL": endpoint.url, **options.pop("env", {})}
        return run("summarize", "--model", "openai/x", *arguments, env=env, **options)

    return summarize


def pytest_configure():
    """Let the programs that tests start hear Ctrl-C, also where the tests themselves run in the background.

    A shell starts a background job with interrupts ignored, and its children inherit that.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """A headless Chromium; without one a test is skipped, unless ONRECORD_BROWSER=required."""
    with Chromium(path_or_skip(), tmp_path_factory.mktemp("chromium")) as chromium:
        yield chromium
