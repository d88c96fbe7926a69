"""`onrecord runs`, `changes` and `purge`, and stores as their owners treat them."""

import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import threading
from contextlib import closing
from pathlib import Path

import kept
import pytest
from conftest import SCRIPT, environment, in_a_file, repeat, run, shown
from endpoint_server import EndpointServer, answer
from in_process import onrecord

from onrecord.store import Store
from onrecord.testing import answer_text

pytestmark = pytest.mark.usefixtures("both")

FERRY = {
    "id": "n1",
    "text": "The ferry Marlow sank off the port. Eleven people were rescued.",
    "published": "2026-01-02",
}
CORRECTED = {**FERRY, "text": "The ferry Marlow sank off the port. Fourteen people were rescued."}
BRIDGE = {"id": "n2", "text": "The council of Tarn voted for a second bridge.", "published": "2026-02-02"}
STORM = {"id": "n3", "text": "A storm blew down forty trees on the pass."}


def all_of_it(seen):
    """A record for each sentence, in its words, of the kind that is asked for."""
    plural, field = (
        ("events", "what") if "events" in json.dumps(seen.payload["response_format"]) else ("claims", "text")
    )
    found = [{"sentences": [number], field: text.strip()} for number, text in shown(seen).items()]
    return answer(answer_text({plural: found}, [plural]))


@pytest.fixture
def night(tmp_path):
    """Runs a batch of these lines into news.db, in a folder of its own."""

    def batch(*lines, kind="claim", model="openai/x", more=()):
        (tmp_path / "feed.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
        with EndpointServer(all_of_it) as server:
            command = ("batch", "feed.jsonl", "--store", "news.db", "--model", model, "--kind", kind, *more)
            done = onrecord(*command, cwd=tmp_path, OPENAI_BASE_URL=server.url)
        assert done.returncode == 0, done
        done.asked = len(server.requests)
        return done

    return batch


def rows(folder, *more):
    done = onrecord("export", "--store", "news.db", *more, cwd=folder)
    assert done.returncode == 0, done
    return [json.loads(line) for line in done.stdout.splitlines()]


def ids(folder, *more):
    return [row["article"]["id"] for row in rows(folder, *more)]


def sql(folder, *statements):
    return kept.sql(folder / "news.db", *statements)


def held(folder, word):
    return kept.held(folder / "news.db", word)


# --- runs


def test_export_is_of_the_run_last_worked_on_names_it_and_says_how_to_name_another(night, tmp_path):
    night(FERRY)
    night(FERRY, kind="event")
    last = night(FERRY, BRIDGE)
    assert "run 1: openai/x, prompt claim; others: onrecord runs --store news.db" in last.stdout
    done = onrecord("export", "--store", "news.db", cwd=tmp_path)
    assert {record["kind"] for line in done.stdout.splitlines() for record in json.loads(line)["records"]} == {"claim"}
    assert len(done.stdout.splitlines()) == 2
    assert done.stderr.startswith("onrecord: run 1, the last worked on: openai/x, prompt claim, 20")
    assert done.stderr.endswith("UTC; another with --run N, as `onrecord runs --store news.db` lists them\n")
    other = onrecord("export", "--store", "news.db", "--run", "2", cwd=tmp_path)
    assert (json.loads(other.stdout)["records"][0]["kind"], other.stderr) == ("event", "")


def test_a_run_that_was_killed_and_gone_on_with_is_the_last(night, tmp_path):
    night(FERRY)
    sql(tmp_path, "UPDATE sessions SET ended = NULL")
    night(FERRY, kind="event")
    night(FERRY, BRIDGE)
    assert "openai/x, prompt claim" in onrecord("export", "--store", "news.db", cwd=tmp_path).stderr


def test_runs_are_listed_with_what_they_came_to(night, tmp_path):
    night(FERRY, BRIDGE)
    night(CORRECTED, model="openai/gpt-5-mini", kind="event", more=["--strict"])
    done = onrecord("runs", "--store", "news.db", cwd=tmp_path)
    lines = done.stdout.splitlines()
    assert (done.returncode, lines[0], lines[4]) == (
        0,
        "run 2: openai/gpt-5-mini, prompt event, strict",
        "run 1: openai/x, prompt claim",
    )
    assert lines[2:4] == [
        "  1 articles: 1 ok, 0 partial, 0 failed",
        "  1 calls: 100 tokens in (60 cached), 20 out; 0.0001 USD by today's list prices",
    ]
    assert lines[7] == "  2 calls: 200 tokens in (120 cached), 40 out"
    second, first = json.loads(onrecord("runs", "--store", "news.db", "--format", "json", cwd=tmp_path).stdout)
    assert (second["number"], second["kinds"], second["strict"], first["kinds"]) == (2, ["event"], True, ["claim"])
    assert (first["articles"], first["usage"]["input"]) == ({"ok": 2, "partial": 0, "failed": 0}, 200)
    assert (first["cost"], second["cost"] > 0, first["worked"] >= first["started"]) == (None, True, True)


# --- versions


def test_a_corrected_article_is_exported_once_and_what_changed_is_told(night, tmp_path):
    night(FERRY, BRIDGE)
    done = night(CORRECTED)
    assert "1 articles have a new version: onrecord changes --store news.db" in done.stdout
    assert sorted(row["article"]["text"] for row in rows(tmp_path)) == [BRIDGE["text"], CORRECTED["text"]]
    assert [row["version"] for row in rows(tmp_path, "--versions", "all")] == [1, 1, 2]
    digest = onrecord("digest", "--store", "news.db", "--day", "2026-01-02", cwd=tmp_path).stdout
    assert ("from 1 article" in digest, "Fourteen" in digest) == (True, True)
    told = onrecord("changes", "--store", "news.db", "n1", cwd=tmp_path)
    assert told.stdout == (
        "n1: from version 1 to 2\n"
        "  ~ claim: Eleven people were rescued.\n"
        "    is now: claim: Fourteen people were rescued.\n"
    )
    [change] = json.loads(onrecord("changes", "--store", "news.db", "--format", "json", cwd=tmp_path).stdout)
    assert (change["article"], change["from"]["version"], change["to"]["version"]) == ("n1", 1, 2)
    [altered] = change["altered"]
    assert altered["to"]["text"] == "Fourteen people were rescued."
    assert (change["added"], change["dropped"]) == ([], [])


def test_an_article_without_another_version_has_no_changes(night, tmp_path):
    night(FERRY)
    done = onrecord("changes", "--store", "news.db", "n1", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "no article that was asked for has a second version" in done.stderr
    missing = onrecord("changes", "--store", "news.db", "n9", cwd=tmp_path)
    assert (missing.returncode, "run 1 has read no article n9" in missing.stderr) == (2, True)


def test_versions_are_told_apart_in_tables_and_graphs(night, tmp_path):
    night(FERRY)
    night(CORRECTED)
    table = onrecord("export", "--store", "news.db", "-f", "csv", "--versions", "all", cwd=tmp_path).stdout
    head, *lines = table.splitlines()
    place = head.split(",").index('"article_version"')
    assert sorted({line.split(",")[place] for line in lines}) == ['"1"', '"2"']
    graph = onrecord("export", "--store", "news.db", "-f", "jsonld", "--versions", "all", cwd=tmp_path).stdout
    assert [article["version"] for article in json.loads(graph)["@graph"]] == [1, 2]


# --- purge


@pytest.mark.parametrize(
    ("sizes", "said"),
    [((3e6, 1e6), "3.0 MB, now 1.0 MB"), ((1e6, 2e6), "2.0 MB, with room in it for what is written next")],
)
def test_a_purge_calls_a_store_smaller_only_where_it_is(night, tmp_path, monkeypatch, sizes, said):
    night(FERRY, BRIDGE)
    found = iter(sizes)
    monkeypatch.setattr(Store, "size", lambda _: next(found))
    done = onrecord("purge", "--store", "news.db", "--article", "n1", cwd=tmp_path)
    assert done.stdout.splitlines()[-1].endswith(f": {said}")


def test_a_purged_article_leaves_nothing_and_may_be_read_again(night, tmp_path):
    night(FERRY, BRIDGE)
    night(CORRECTED)
    sql(
        tmp_path,
        "INSERT INTO failures VALUES (1, 'n1', NULL, NULL, 'Marlow timed out', '2026-01-01 00:00:00')",
        "UPDATE articles SET url = 'https://example.org/Marlow' WHERE id = 'n1'",
        "INSERT INTO pages VALUES (1, 'https://example.org/Marlow', 'x', ''), (1, 'https://example.org/feed', 'y', '')",
    )
    before = onrecord("runs", "--store", "news.db", "--format", "json", cwd=tmp_path).stdout
    tried = onrecord("purge", "--store", "news.db", "--article", "n1", "--dry-run", cwd=tmp_path)
    assert held(tmp_path, "Marlow")
    done = onrecord("purge", "--store", "news.db", "--article", "n1", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    counts = ["1 articles", "2 versions of them", "2 results", "4 records", "2 answers"]
    counts = [f"  {count}" for count in [*counts, "1 sources that could not be read"]]
    assert done.stdout.splitlines()[:-1] == ["deleted:", *counts]
    assert tried.stdout.splitlines() == ["would be deleted:", *counts]
    assert (held(tmp_path, "Marlow"), ids(tmp_path)) == ([], ["n2"])
    assert sql(tmp_path, "SELECT url FROM pages", "SELECT count(*) FROM spans")[0] == [("https://example.org/feed",)]
    after = onrecord("runs", "--store", "news.db", "--format", "json", cwd=tmp_path).stdout
    usage = [json.loads(each)[0]["usage"] for each in (before, after)]
    assert usage[0] == usage[1], "what was spent was spent"
    assert night(FERRY, BRIDGE).asked == 1
    assert sorted(ids(tmp_path)) == ["n1", "n2"]


@in_a_file
def test_articles_of_old_are_purged_by_their_last_version_and_the_file_shrinks(night, tmp_path):
    many = [{**FERRY, "id": f"old{number}", "text": f"Report {number}. {FERRY['text']}"} for number in range(80)]
    night(*many, BRIDGE, FERRY, STORM, more=["--no-dedupe"])
    night({**CORRECTED, "published": "2026-03-03"})
    sql(
        tmp_path,
        "UPDATE results SET made = '2026-01-05' WHERE article IN (SELECT number FROM articles WHERE id = 'n3')",
    )
    size = (tmp_path / "news.db").stat().st_size
    done = onrecord("purge", "--store", "news.db", "--before", "2026-02-02", cwd=tmp_path)
    assert "  81 articles\n" in done.stdout
    assert sorted(ids(tmp_path)) == ["n1", "n2"]
    assert (tmp_path / "news.db").stat().st_size < size * 0.7
    again = onrecord("purge", "--store", "news.db", "--before", "2026-02-02", cwd=tmp_path)
    assert "  0 articles\n" in again.stdout


def test_the_answers_of_an_article_that_never_came_to_a_result_go_with_it(night, tmp_path):
    night(FERRY, BRIDGE)
    sql(tmp_path, "DELETE FROM records", "DELETE FROM results", "DELETE FROM articles")
    assert onrecord("purge", "--store", "news.db", "--article", "n1", cwd=tmp_path).returncode == 0
    assert (held(tmp_path, "Marlow"), bool(held(tmp_path, "Tarn"))) == ([], True)
    sql(tmp_path, "UPDATE sessions SET started = '2026-01-01 00:00:00'")
    onrecord("purge", "--store", "news.db", "--before", "2026-01-02", cwd=tmp_path)
    assert held(tmp_path, "Tarn") == []


def test_an_answer_that_two_articles_asked_for_goes_with_the_last_of_them(night, tmp_path):
    night(FERRY)
    assert night({**FERRY, "id": "twin"}, more=["--no-dedupe"]).asked == 0
    for article, left in (("n1", 1), ("twin", 0)):
        onrecord("purge", "--store", "news.db", "--article", article, cwd=tmp_path)
        assert sql(tmp_path, "SELECT count(*) FROM answers WHERE text <> ''") == [[(left,)]]


def test_near_duplicates_of_a_purged_article_keep_their_records(night, tmp_path):
    story = " ".join(f"Officials in district {number} counted {number * 7} ballots." for number in range(20))
    night({"id": "https://example.org/Marlow", "text": story}, {"id": "copy", "text": f"{story} More later."})
    [_, copy] = rows(tmp_path)
    assert copy["copy_of"] == "https://example.org/Marlow"
    onrecord("purge", "--store", "news.db", "--article", "https://example.org/Marlow", cwd=tmp_path)
    assert held(tmp_path, "Marlow") == []
    [left] = rows(tmp_path)
    assert (left["records"], "copy_of" in left) == (copy["records"], False)


@pytest.mark.parametrize(
    ("more", "code", "complaint"),
    [
        ((), 2, "say what to delete: --before DAY, or --article ID"),
        (("--before", "2026-01-01", "--article", "n1"), 2, "can't be given together"),
        (("--article", "n9", "--article", "n2"), 1, "news.db: there is no article n9"),
    ],
    ids=["nothing", "both", "unknown"],
)
def test_what_can_not_be_purged_is_said(night, tmp_path, more, code, complaint):
    night(FERRY, BRIDGE)
    done = onrecord("purge", "--store", "news.db", *more, cwd=tmp_path)
    assert (done.returncode, complaint in done.stderr) == (code, True)
    assert ids(tmp_path) == (["n1", "n2"] if code == 2 else ["n1"])


def test_answers_of_an_older_store_go_with_the_first_purge(night, tmp_path):
    night(FERRY, BRIDGE)
    sql(tmp_path, "DELETE FROM askers")
    onrecord("purge", "--store", "news.db", "--before", "2020-01-01", cwd=tmp_path)
    assert sql(tmp_path, "SELECT count(*) FROM answers") == [[(2,)]]
    onrecord("purge", "--store", "news.db", "--article", "n1", cwd=tmp_path)
    assert held(tmp_path, "Marlow") == []


# --- rows deleted by hand


@in_a_file
@pytest.mark.parametrize("table", ["articles", "results", "records", "answers", "sessions", "runs", "askers"])
@pytest.mark.parametrize("which", ["1", "(SELECT max(rowid) FROM {})"], ids=["the first", "the last"])
def test_rows_deleted_by_hand_break_nothing(night, tmp_path, table, which):
    night(FERRY, BRIDGE)
    night(FERRY, kind="event")
    without = "" if table in ("records", "askers") else f" WHERE rowid = {which.format(table)}"
    sql(tmp_path, f"DELETE FROM {table}{without}")
    for model in ("openai/y", "openai/x"):
        night(STORM, BRIDGE, FERRY, model=model)
        found = rows(tmp_path)
        assert sorted(row["article"]["id"] for row in found) == ["n1", "n2", "n3"]
        assert all(record["text"] in row["article"]["text"] for row in found for record in row["records"])
    assert onrecord("runs", "--store", "news.db", cwd=tmp_path).returncode == 0
    assert onrecord("purge", "--store", "news.db", "--article", "n1", cwd=tmp_path).returncode == 0
    assert sql(
        tmp_path,
        "SELECT count(*) FROM results WHERE article NOT IN (SELECT number FROM articles)",
        "SELECT count(*) FROM spans WHERE result NOT IN (SELECT number FROM results)",
    ) == [[(0,)], [(0,)]]


def test_a_store_whose_version_was_deleted_is_named(night, tmp_path):
    night(FERRY)
    sql(tmp_path, "DELETE FROM alembic_version")
    done = onrecord("export", "--store", "news.db", cwd=tmp_path)
    assert (done.returncode, "news.db: its table alembic_version is empty" in done.stderr) == (1, True)


# --- what can't be written


@pytest.fixture
def reader(night, tmp_path):
    """Reads a copy of the store as somebody who may write neither to it nor to its folder."""
    night(FERRY)
    night(CORRECTED)
    shelf = Path(tempfile.mkdtemp())

    def read(*command, left=False):
        for path in tmp_path.glob("news.db*" if left else "news.db"):
            shutil.copy(path, shelf)
        for path in shelf.iterdir():
            path.chmod(0o444)
        shelf.chmod(0o555)
        me = os.geteuid()
        if me == 0:
            os.seteuid(65534)
        try:
            return onrecord(command[0], "--store", "news.db", *command[1:], cwd=shelf)
        finally:
            os.seteuid(me)
            shelf.chmod(0o755)

    yield read
    shutil.rmtree(shelf)


@in_a_file
@pytest.mark.parametrize("command", [["export"], ["runs"], ["changes"]], ids=str)
def test_a_store_that_can_not_be_written_can_be_read(reader, tmp_path, command):
    done = reader(*command)
    assert (done.returncode, done.stdout) == (0, onrecord(*command, "--store", "news.db", cwd=tmp_path).stdout)
    assert done.stdout


@in_a_file
@pytest.mark.parametrize("index", [True, False], ids=["with its index", "without"])
def test_what_a_killed_batch_left_in_its_log_is_read_too(reader, tmp_path, index):
    with closing(sqlite3.connect(tmp_path / "news.db")) as database:
        database.execute("UPDATE articles SET title = 'in the log'")
        database.commit()
        assert (tmp_path / "news.db-wal").stat().st_size
        if not index:
            (tmp_path / "news.db-shm").rename(tmp_path / "gone")
        done = reader("export", left=True)
    assert (done.returncode, json.loads(done.stdout)["article"]["title"]) == (0, "in the log")


@in_a_file
def test_an_older_store_that_can_not_be_written_is_read_from_a_copy(reader, tmp_path):
    from test_store import old_store

    (tmp_path / "news.db").unlink()
    old_store(tmp_path / "news.db")
    done = reader("export")
    assert (done.returncode, json.loads(done.stdout)["article"]["text"]) == (0, "Old.")
    purged = reader("purge", "--article", "a")
    assert (purged.returncode, "news.db: can't be written" in purged.stderr) == (1, True)


# --- the lock


@in_a_file
@pytest.mark.parametrize("link", ["symlink_to", "hardlink_to"])
@pytest.mark.parametrize("names", [("news.db", "other/link.db"), ("other/link.db", "news.db")], ids=["file", "link"])
def test_a_second_batch_is_refused_whatever_name_leads_to_the_store(night, tmp_path, link, names):
    night(BRIDGE)
    (tmp_path / "other").mkdir()
    getattr(tmp_path / "other/link.db", link)(tmp_path / "news.db")
    (tmp_path / "feed.jsonl").write_text(json.dumps(FERRY) + "\n")
    go_on = threading.Event()

    def slow(seen):
        go_on.wait(30)
        return repeat(seen)

    with EndpointServer(slow) as server:
        commands = [
            ["batch", "feed.jsonl", "--store", name, "--model", "openai/x", "--kind", "claim"] for name in names
        ]
        env = environment(OPENAI_BASE_URL=server.url)
        with subprocess.Popen([SCRIPT, *commands[0]], cwd=tmp_path, env=env, stdout=subprocess.DEVNULL) as first:
            while not server.requests:
                assert first.poll() is None
            second = run(*commands[1], cwd=tmp_path, env={"OPENAI_BASE_URL": server.url})
            purged = run("purge", "--store", names[1], "--article", "n2", cwd=tmp_path)
            go_on.set()
    assert (second.returncode, purged.returncode, first.returncode) == (1, 1, 0)
    assert f"another batch is at work on it, process {first.pid}" in second.stderr
    assert f"another batch is at work on it, process {first.pid}" in purged.stderr


@in_a_file
def test_a_file_that_is_called_like_a_lock_is_left_as_it_is(night, tmp_path):
    (tmp_path / "news.db.lock").write_text("the combination is 4711")
    night(FERRY)
    assert (tmp_path / "news.db.lock").read_text() == "the combination is 4711"
