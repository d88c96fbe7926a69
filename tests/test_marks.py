"""A batch that was cut short goes on in its files where it was."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from onrecord.batch import BatchOptions, Marks, run_batch
from onrecord.extraction import choose_prompts, prompts_used
from onrecord.sources import SourceOptions, read_by_source
from onrecord.testing import FakeModel, answer_text

PROMPTS = choose_prompts(names=["claim"])
USED = prompts_used(PROMPTS, "fake")


@pytest.fixture
def wire(tmp_path):
    path = tmp_path / "wire.jsonl"

    def write(*lines):
        path.write_text("".join(f"{json.dumps(line) if isinstance(line, dict) else line}\n" for line in lines))
        return path

    return write


def made(number):
    return {"id": f"a{number}", "text": f"The ferry sank on Monday. It is report {number}.", "language": "en"}


def model(stop=None, after=1000):
    claim = answer_text({"claims": [{"sentences": [1], "text": "The ferry sank on Monday"}]})

    class Slow(FakeModel):
        async def fill(self, request):
            await asyncio.sleep(0.01)
            if len(self.requests) == after:
                stop.set()
                await asyncio.sleep(0.2)
            return await super().fill(request)

    return Slow(lambda _: claim)


async def batch(store, path, answering, *, stop=None, use=True, language=""):
    """A session, the lines that it looked at, and its report."""
    run = store.run("fake", USED)
    options = SourceOptions(language=language)
    marks = Marks(run, options, use=use)
    looked_at = []

    async def told():
        async for sourced in read_by_source([str(path)], SourceOptions(language=language, passed=marks.passed)):
            looked_at.append(sourced.where.rpartition(":")[2])
            yield sourced

    more = {"stop": stop, "grace": 0.0} if stop else {}
    report = await run_batch(told(), PROMPTS, answering, run, BatchOptions(marks=marks, **more))
    return looked_at, report


async def cut_short(store, path, after):
    stop = asyncio.Event()
    return await batch(store, path, model(stop, after), stop=stop)


async def test_lines_before_the_first_that_is_not_answered_for_are_not_read_again(store, wire):
    path = wire(*map(made, range(12)))
    await cut_short(store, path, 5)
    answering = model()
    looked_at, report = await batch(store, path, answering)
    assert "1" not in looked_at
    assert "12" in looked_at
    assert (report.ok + report.skipped, report.left) == (12, 0)
    assert sorted(each.article.id for each in store.summaries()) == sorted(f"a{number}" for number in range(12))


async def test_a_broken_line_is_passed_over_as_well_and_stays_told_of(store, wire):
    path = wire(made(0), "{broken", made(1), made(2), made(3))
    await cut_short(store, path, 2)
    looked_at, report = await batch(store, path, model())
    assert {"1", "2"}.isdisjoint(looked_at)
    assert report.skipped >= 2
    assert [name for name, _ in store.failures()] == [f"{path}:2"]


@pytest.mark.parametrize("change", ["file", "language", "use"])
async def test_a_file_that_changed_or_is_read_otherwise_is_read_from_its_start(store, wire, change):
    path = wire(*map(made, range(8)))
    await cut_short(store, path, 4)
    if change == "file":
        wire(made("new"), *map(made, range(1, 8)))
    looked_at, _ = await batch(store, path, model(), use=change != "use", language="de" if change == "language" else "")
    assert "1" in looked_at


async def test_a_batch_that_came_to_its_end_reads_all_of_its_files_the_next_time(store, wire):
    path = wire(*map(made, range(4)))
    await batch(store, path, model())
    looked_at, report = await batch(store, path, model())
    assert "1" in looked_at
    assert report.skipped == 4


async def test_a_line_that_was_not_kept_holds_the_mark_back(store, wire):
    path = wire(*map(made, range(3)))
    run = store.run("fake", USED)
    marks = Marks(run, SourceOptions(), use=True)
    marks.passed(str(path))
    for number, key in enumerate((b"a", b"b", b"c"), start=1):
        marks.taken(f"{path}:{number}", key)
    marks.done(b"c")
    marks.done(b"a")
    run.flush()
    again = Marks(store.run("fake", USED), SourceOptions(), use=True)
    assert again.passed(str(path)) == 1
    marks.done(b"b")
    run.flush()
    again = Marks(store.run("fake", USED), SourceOptions(), use=True)
    assert again.passed(str(path)) == 3


async def test_many_files_of_a_folder_are_opened_at_once(store, tmp_path):
    folder = tmp_path / "wires"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number}.jsonl").write_text(f"{json.dumps(made(number))}\n")
    _, report = await batch(store, folder, model())
    assert (report.ok, report.stopped) == (60, None)


async def test_results_and_marks_are_written_together(store, wire):
    path = wire(made(0))
    run = store.run("fake", USED)
    marks = Marks(run, SourceOptions(), use=True)
    marks.passed(str(path))
    marks.taken(f"{path}:1", b"key")
    marks.done(b"key")
    assert Marks(store.run("fake", USED), SourceOptions(), use=True).passed(str(path)) == 0, "not written yet"


def test_files_that_are_opened_at_once_find_their_marks(store, tmp_path):
    run = store.run("fake", USED)
    marks = Marks(run, SourceOptions(), use=True)
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(marks.passed, [str(tmp_path)] * 400)) == {0}


async def test_a_purged_article_is_read_again_where_the_mark_of_its_file_was_behind_it(store, wire):
    path = wire(*map(made, range(12)))
    await cut_short(store, path, 5)
    store.purge(["a0"])
    looked_at, _ = await batch(store, path, model())
    assert "1" in looked_at
    assert "a0" in {each.article.id for each in store.summaries()}
