"""Parsers that hang, crash or eat memory cost the one article, and none of them is left behind."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import environment

from onrecord import Article
from onrecord.sources import SourceOptions, Unreadable, read_sources

PARSER = """
import os, re, time
class Found:
    title = date = author = sitename = url = None
def bare_extraction(tree, **_):
    text = tree.text_content()
    if "BEGUN" in os.environ: open(os.environ["BEGUN"], "w").close()
    if "hang" in text: re.match(r"(a+)+$", "a" * 60 + "b")  # and lets no other thread run
    if "sleep" in text: time.sleep(600)
    if "crash" in text: os.abort()
    if "leave" in text: os._exit(3)
    if "memory" in text: bytes(10 ** 12)
    if "print" in text: print("a parser's own words")
    found = Found()
    found.text, found.body = text, tree
    return found
"""
"""Stands for trafilatura."""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of pages, which are read by that parser."""
    (tmp_path / "parser").mkdir()
    (tmp_path / "parser" / "trafilatura.py").write_text(PARSER)
    monkeypatch.syspath_prepend(tmp_path / "parser")
    return tmp_path


def page(folder, name, word):
    text = f"The ferry sank on Monday, and the page says: {word}."
    (folder / f"{name}.html").write_text(f"<html><body><p>{text}</p></body></html>")


async def read(folder, **options):
    """What is in the pages, by a parser that nobody else has."""
    options = SourceOptions(**{"timeout": 1.0, "max_memory": 1_900_000_000 + os.getpid() % 1_000, **options})
    return {Path(found.id).stem: found async for found in read_sources([str(folder)], options)}


def children(parent):
    """The processes that a process has started and that still run."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, ppid = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            except OSError:
                continue
            if int(ppid) == parent and state != "Z":
                found.append(int(entry.name))
    return found


FAULTS = {
    "hang": "it takes longer than 1 s to make sense of it",
    "sleep": "it takes longer than 1 s to make sense of it",
    "crash": f"no sense can be made of it: the process that tried was ended by signal {signal.SIGABRT:d}",
    "leave": "no sense can be made of it: the process that tried ended with status 3",
    "memory": "no sense can be made of it: the process that tried needed more memory than it may take",
}


@pytest.mark.parametrize(("fault", "reason"), FAULTS.items(), ids=FAULTS)
async def test_an_article_that_hangs_or_ends_its_parser_costs_itself_alone(folder, fault, reason):
    for number in range(6):
        page(folder, number, fault if number == 2 else "all is well")
    found = await read(folder)
    broken = found.pop("2")
    assert isinstance(broken, Unreadable)
    assert broken.reason == reason
    assert len(found) == 5
    assert all(isinstance(each, Article) for each in found.values()), found


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
async def test_a_parser_that_took_too_long_is_gone(folder):
    before = set(children(os.getpid()))
    page(folder, "a", "hang")
    start = time.monotonic()
    await read(folder)
    assert time.monotonic() - start < 30
    assert set(children(os.getpid())) <= before


async def test_a_parser_is_gone_where_nobody_waits_for_it_any_more(folder):
    page(folder, "a", "sleep")
    before = set(children(os.getpid()))
    of_its_own = 1_950_000_000  # none of the parsers that wait may take so much memory
    reading = asyncio.create_task(read(folder, timeout=600, max_memory=of_its_own))
    while not set(children(os.getpid())) - before:  # noqa: ASYNC110  # no event tells of it
        await asyncio.sleep(0.05)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert set(children(os.getpid())) <= before


async def test_what_a_parser_prints_harms_nothing(folder):
    page(folder, "a", "print")
    found = await read(folder)
    assert isinstance(found["a"], Article)


READING = """
import asyncio, sys
from onrecord.sources import SourceOptions, read_sources
async def main():
    options = SourceOptions(timeout=float(sys.argv[2]))
    async for found in read_sources([sys.argv[1]], options):
        print(found.id, flush=True)
asyncio.run(main())  # with no guard against being imported: a process that parses doesn't run it again
if sys.argv[3:]:
    asyncio.run(asyncio.sleep(600))
"""


def reading(folder, timeout, *more):
    """A program that reads the folder."""
    script = folder / "program.py"
    script.write_text(READING)
    env = environment(PYTHONPATH=str(folder / "parser"), BEGUN=str(folder / "begun"))
    return subprocess.Popen([sys.executable, script, folder, str(timeout), *more], env=env, stdout=-1, text=True)


def are_gone(processes, seconds):
    """Whether processes are gone before so many seconds are over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not any(Path(f"/proc/{process}").exists() for process in processes):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("word", ["all is well", "sleep", "hang"])
def test_no_parser_outlives_a_program_that_is_killed(folder, word):
    page(folder, "a", word)
    with reading(folder, 3, "and stay") as program:
        end = time.monotonic() + 30
        while not (folder / "begun").exists() and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(0.5)
        parsers = children(program.pid)
        program.kill()
        program.wait()
    assert parsers
    assert are_gone(parsers, 20)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_no_parser_outlives_a_program_that_ends(folder):
    page(folder, "a", "all is well")
    with reading(folder, 30) as program:
        assert program.stdout.readline() == f"{folder}/a.html\n"
        parsers = children(program.pid)
        assert program.wait(30) == 0
    assert are_gone(parsers, 5)
