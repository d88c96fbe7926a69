"""A batch for who runs it at night: its log, its report, feeds and articles told apart, and what is interrupted."""

import io
import json
import logging
import os
import pty
import re
import signal
import subprocess
import time
import warnings
from contextlib import closing, redirect_stderr
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import SCRIPT, environment, in_a_file, repeat
from endpoint_server import EndpointServer, answer, error
from in_process import onrecord
from kept import placed
from news_server import NewsServer, Sent

from onrecord.cli.log import LogFormat, log_as
from onrecord.sources import SourceOptions, read_by_source

PAGE = f"<html><body><article><p>{'The ferry sank on Monday off the coast of Hull. ' * 30}</p></article></body></html>"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


@pytest.fixture(scope="module")
def server():
    with EndpointServer(repeat) as opened:
        yield opened


@pytest.fixture
def site():
    with NewsServer() as opened:
        yield opened


def rss(*subjects):
    """A feed with an item of some length for each subject, unlike the others."""
    items = "".join(
        f"<item><guid>urn:x:{each}</guid><description>"
        + " ".join(f"The {each} of {number} was counted on day {number} by {each} {number}." for number in range(40))
        + "</description></item>"
        for each in subjects
    )
    return f'<rss version="2.0"><channel><title>T</title>{items}</channel></rss>'


def batch(folder, *arguments, server=None):
    url = {"OPENAI_BASE_URL": server.url} if server else {}
    common = ["--store", "news.db", "--model", "openai/x", "--kind", "claim", "--allow-private"]
    return onrecord("batch", *arguments, *common, cwd=folder, **url)


def logged(done):
    """What is on stderr, each line a JSON object with its time, level and event."""
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert all(TIME.fullmatch(line["timestamp"]) and line["level"] and line["event"] for line in lines)
    return lines


def report_in(folder):
    return json.loads((folder / "report.json").read_text(encoding="utf-8"))


@pytest.fixture
def wire(both, tmp_path):
    """Three articles and a line that is none, in a file."""
    texts = ["The river rose 3 metres.", "Nine ferries were sold.", "A verdict fell on Friday."]
    lines = [json.dumps({"id": f"a{number}", "text": text}) for number, text in enumerate(texts)]
    (tmp_path / "wire.jsonl").write_text("\n".join([*lines, "{broken"]) + "\n", encoding="utf-8")
    return tmp_path


# The log


def test_every_line_of_a_log_is_json_with_time_level_event_and_data(wire, server):
    done = batch(wire, "wire.jsonl", "--log-format", "json", "--budget", "9M-tokens", server=server)
    assert done.returncode == 1
    lines = {line["event"]: line for line in logged(done)}
    assert sorted(lines) == ["article", "budget", "finished", "started"]
    assert (lines["started"]["model"], lines["started"]["run"]) == ("openai/x", 1)
    assert lines["budget"]["amount"] == 9_000_000
    assert (lines["article"]["article"], lines["article"]["status"]) == ("wire.jsonl:4", "unreadable")
    assert lines["finished"]["level"] == "warning"
    assert (lines["finished"]["totals"]["ok"], lines["finished"]["totals"]["unreadable"]) == (3, 1)
    assert lines["finished"]["calls"] == 3
    assert "3 ok" in done.stdout


def test_an_error_is_a_line_of_the_log_too(tmp_path):
    done = batch(tmp_path, "none.jsonl", "--log-format", "json")
    assert done.returncode == 2
    line = logged(done)[-1]
    assert (line["level"], line["event"]) == ("error", "error")
    assert "none.jsonl" in line["message"]


@in_a_file
def test_a_defect_is_a_line_of_the_log_with_its_traceback(wire, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("onrecord.extraction.prompts_used", broken)
    done = batch(wire, "wire.jsonl", "--log-format", "json")
    assert done.returncode == 1
    (line,) = logged(done)
    assert (line["level"], line["event"]) == ("error", "defect")
    assert "ZeroDivisionError: by zero" in line["traceback"]


def test_what_libraries_say_is_json_as_well(monkeypatch):
    monkeypatch.setattr(logging.getLogger(), "handlers", [])  # pytest's own
    with redirect_stderr(io.StringIO()) as err, warnings.catch_warnings():
        warnings.simplefilter("always")
        log_as(LogFormat.JSON)
        try:
            logging.getLogger("some.library").warning("careful\nthere")
            warnings.warn("old", DeprecationWarning, stacklevel=1)
        finally:
            log_as(None)
    first, second = map(json.loads, err.getvalue().splitlines())
    assert (first["event"], first["message"]) == ("some.library", "careful\nthere")
    assert "DeprecationWarning: old" in second["message"]


def test_what_was_learned_of_an_endpoint_is_told(wire):
    replies = iter([error(400, "response_format is not supported", param="response_format")])
    with EndpointServer(lambda seen: next(replies, None) or repeat(seen)) as server:
        done = batch(wire, "wire.jsonl", "--log-format", "json", server=server)
        assert "3 ok" in done.stdout
        learned = [line for line in logged(done) if line["event"] == "learned"]
        assert [line["level"] for line in learned] == ["info"]
        assert "refused" in learned[0]["message"]


@pytest.mark.parametrize("form", ["text", "json"])
def test_progress_is_told_while_a_batch_runs(wire, server, monkeypatch, form):
    monkeypatch.setattr("onrecord.cli.batch_display.SELDOM", 0)
    done = batch(wire, "wire.jsonl", "--log-format", form, server=server)
    if form == "json":
        last = [line for line in logged(done) if line["event"] == "progress"][-1]
        assert (last["totals"]["articles"], last["totals"]["ok"]) == (4, 3)
        return
    for line in done.stderr.splitlines():
        when, _, said = line.partition(" onrecord: ")
        assert TIME.fullmatch(when)
        assert re.match(r"\d articles?, ", said)


def test_a_dry_run_shows_how_far_it_is(wire, server, monkeypatch):
    monkeypatch.setattr("onrecord.cli.batch_display.SELDOM", 0)
    done = batch(wire, "wire.jsonl", "--dry-run")
    assert done.returncode == 0
    assert "onrecord: 2 articles looked at\n" in done.stderr
    assert done.stderr.splitlines()[-1].endswith("onrecord: 4 articles looked at")
    assert "3 articles to read; not to be read: 1 unreadable" in done.stdout
    batch(wire, "wire.jsonl", server=server)
    told = logged(batch(wire, "wire.jsonl", "--dry-run", "--log-format", "json"))
    assert told[-2]["message"] == "1 article looked at, 3 done before"
    assert (told[-1]["event"], told[-1]["articles"]) == ("estimate", 0)


# Feeds


def test_feeds_and_articles_are_counted_apart_and_for_each_source(both, tmp_path, site, server):
    site.answers |= {"/one": rss("river", "ferry"), "/two": rss("verdict")}
    outlines = "".join(f'<outline xmlUrl="{site.url}/{name}"/>' for name in ("one", "two", "gone"))
    (tmp_path / "feeds.opml").write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', encoding="utf-8")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("Nobody was hurt.", encoding="utf-8")
    (tmp_path / "texts" / "empty.txt").write_text("", encoding="utf-8")
    done = batch(tmp_path, "feeds.opml", "texts", "--report", "report.json", server=server)
    assert done.returncode == 1
    said = done.stdout.splitlines()
    assert said[0].startswith("3 feeds and 5 articles in ")
    assert said[0].endswith(": 4 ok, 0 partial, 0 failed, 1 unreadable")
    assert f"  {site.url}/one: 2 ok" in said
    assert "  texts: 1 ok, 1 unreadable" in said
    assert said[-5] == "1 feed can't be read, or not as a whole:"
    assert said[-4].startswith(f"  {site.url}/gone: it answered 404")
    told = report_in(tmp_path)
    assert (told["version"], told["run"], told["model"]) == (1, 1, "openai/x")
    assert [each["name"] for each in told["prompts"]] == ["claim"]
    assert told["totals"] == {
        "feeds": 3,
        "dead_feeds": 1,
        "articles": 5,
        "ok": 4,
        "partial": 0,
        "failed": 0,
        "unreadable": 1,
        "near_duplicates": 0,
        "done_before": 0,
        "records": {"supported": 4},
        "left": 0,
    }
    sources = {each["source"]: each for each in told["sources"]}
    assert {name: (each["kind"], each["ok"], each["unreadable"]) for name, each in sources.items()} == {
        f"{site.url}/one": ("feed", 2, 0),
        f"{site.url}/two": ("feed", 1, 0),
        f"{site.url}/gone": ("feed", 0, 0),
        "feeds.opml": ("list", 0, 0),
        "texts": ("other", 1, 1),
    }
    assert sources[f"{site.url}/gone"]["fault"].startswith("it answered 404")
    reason = {"reason": "empty: no words in it", "articles": 1, "example": "texts/empty.txt"}
    assert sources["texts"]["reasons"] == told["reasons"] == [reason]
    assert (told["calls"], told["tokens"]) == (4, {"input": 400, "cached": 240, "output": 80})
    assert (told["stopped"], told["cost"]) == (None, None)
    assert told["started"] <= told["ended"]


@pytest.mark.parametrize("body", [Sent(status=500), "<rss><channel>", rss("river", "ferry")[:-90]])
def test_a_dead_feed_alone_is_a_failure_unless_it_is_tolerated(tmp_path, site, server, body):
    site.answers |= {"/good": rss("verdict"), "/bad": body}
    feeds = [f"{site.url}/good", f"{site.url}/bad"]
    for tolerated, status in ([], 1), (["--tolerate-dead-feeds"], 0):
        done = batch(tmp_path, *feeds, *tolerated, server=server)
        assert done.returncode == status
        assert "1 feed can't be read, or not as a whole:" in done.stdout
        assert "0 failed\n" in done.stdout.replace("; ", "\n")
    (tmp_path / "bad.xml").write_text("<rss><channel>", encoding="utf-8")
    assert batch(tmp_path, "bad.xml", "--tolerate-dead-feeds", server=server).returncode == 0


def test_an_article_that_can_not_be_read_is_a_failure_whatever_is_tolerated(tmp_path, site, server):
    site.answers["/page"] = "<html><body></body></html>"
    done = batch(tmp_path, f"{site.url}/page", "--tolerate-dead-feeds", server=server)
    assert done.returncode == 1
    assert "0 feeds" not in done.stdout
    assert "1 article in " in done.stdout
    assert "1 unreadable" in done.stdout


async def test_each_thing_comes_with_its_source_and_what_that_is(tmp_path, site):
    site.answers |= {"/feed": rss("river"), "/lines": json.dumps({"id": "l", "text": "A text."}), "/page": PAGE}
    outlines = f'<outline xmlUrl="{site.url}/feed"/><outline xmlUrl="gopher://x.example"/>'
    (tmp_path / "cut.opml").write_text(f'<opml version="2.0"><body>{outlines}', encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.txt").write_text("A text of a folder.", encoding="utf-8")
    (tmp_path / "folder" / "feed.xml").write_text(rss("ferry"), encoding="utf-8")
    sources = [tmp_path / "cut.opml", f"{site.url}/lines", f"{site.url}/page", tmp_path / "folder"]
    options = SourceOptions(allow_private=True, delay=0)
    found = [each async for each in read_by_source(list(map(str, sources)), options)]
    told = {
        (Path(each.source.name).name, each.source.kind, each.thing.id, bool(each.fault)) for each in found if each.thing
    }
    assert told == {
        ("feed", "feed", "urn:x:river", False),
        ("x.example", "feed", "gopher://x.example", True),
        ("cut.opml", "list", str(tmp_path / "cut.opml"), True),
        ("lines", "other", "l", False),
        ("page", "other", f"{site.url}/page", False),
        ("folder", "other", str(tmp_path / "folder" / "a.txt"), False),
        ("feed.xml", "feed", "urn:x:ferry", False),
    }


async def test_a_feed_that_no_sense_can_be_made_of_is_asked_for_whole_again(site):
    site.answers["/feed"] = Sent(b"<rss><channel>", headers={"ETag": '"1"'})
    options = SourceOptions(allow_private=True, delay=0)
    for _ in range(2):
        (only,) = [each async for each in read_by_source([f"{site.url}/feed"], options) if each.thing]
        assert only.fault
    assert [request.headers.get("If-None-Match") for request in site.requests if request.path == "/feed"] == [None] * 2


def test_a_feed_without_anything_new_is_in_the_report(both, tmp_path, site, server):
    unchanged, whole = Sent(status=304), Sent(rss("river").encode(), headers={"ETag": '"1"'})
    site.answers["/feed"] = lambda asked: unchanged if asked.get("If-None-Match") else whole
    for _ in range(2):
        done = batch(tmp_path, f"{site.url}/feed", "--report", "report.json", server=server)
        assert done.returncode == 0
    (source,) = report_in(tmp_path)["sources"]
    assert (source["source"], source["kind"], source["articles"]) == (f"{site.url}/feed", "feed", 0)
    assert "1 feed and 0 articles" in done.stdout


def test_near_duplicates_and_what_was_done_before_count_for_their_sources(tmp_path, site, server):
    story = " ".join(f"Officials in district {number} counted {number * 7} ballots on Monday." for number in range(20))
    (tmp_path / "one.jsonl").write_text(json.dumps({"id": "one", "text": story}), encoding="utf-8")
    (tmp_path / "two.jsonl").write_text(json.dumps({"id": "two", "text": f"{story} End."}), encoding="utf-8")
    batch(tmp_path, "one.jsonl", server=server)
    batch(tmp_path, "one.jsonl", "two.jsonl", "--report", "report.json", server=server)
    told = {each["source"]: each for each in report_in(tmp_path)["sources"]}
    assert (told["one.jsonl"]["done_before"], told["one.jsonl"]["ok"]) == (1, 0)
    assert (told["two.jsonl"]["near_duplicates"], told["two.jsonl"]["ok"]) == (1, 1)


def test_what_is_asked_again_from_the_store_is_told_as_such(wire):
    with EndpointServer([answer("no JSON at all")]) as server:
        assert ": 0 ok, 0 partial, 3 failed" in batch(wire, "wire.jsonl", server=server).stdout
    with EndpointServer(repeat) as server:
        done = batch(wire, "wire.jsonl", "--retry-failed", "--report", "report.json", server=server)
    assert "  asked again from the store: 3 ok" in done.stdout.splitlines()
    told = {each["source"]: each for each in report_in(wire)["sources"]}
    assert (told[None]["ok"], told["wire.jsonl"]["done_before"]) == (3, 3)


# Reports and interruptions


@in_a_file
def test_a_report_that_can_not_be_written_is_noticed_before_anything_is_asked(wire, server):
    asked = len(server.requests)
    done = batch(wire, "wire.jsonl", "--report", "no/report.json", server=server)
    assert done.returncode == 2
    assert "no/report.json: can't be written" in done.stderr
    assert len(server.requests) == asked


@in_a_file
def test_a_report_says_that_and_why_nothing_could_be_done(wire, server):
    (wire / "news.db").write_text("no store", encoding="utf-8")
    done = batch(wire, "wire.jsonl", "--report", "report.json", server=server)
    assert done.returncode == 2
    told = report_in(wire)
    assert told["run"] is None
    assert "news.db" in told["stopped"]
    assert told["ended"]


def started(folder, url, *more):
    """The batch as a process of its own."""
    arguments = ["wire.jsonl", "--store", "news.db", "--model", "openai/x", "--kind", "claim", "--allow-private"]
    command = [SCRIPT, "batch", *(placed(each, folder) for each in arguments), *more]
    env = environment(OPENAI_BASE_URL=url)
    return subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for(condition, process):
    while not condition():
        assert process.poll() is None
        time.sleep(0.01)


@pytest.mark.parametrize("times", [1, 2])
def test_an_interrupted_batch_leaves_a_whole_report(wire, times):
    with EndpointServer(lambda seen: replace(repeat(seen), delay=0.5 if times == 1 else 9.0)) as server:
        more = ["--report", "report.json", "--log-format", "json", "--concurrency", "1"]
        with started(wire, server.url, *more) as process:
            wait_for(lambda: server.requests, process)
            begun = report_in(wire)
            assert (begun["ended"], begun["totals"]["articles"]) == (None, 0)
            for _ in range(times):
                process.send_signal(signal.SIGINT)
                time.sleep(0.3)
            out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    told = report_in(wire)
    assert told["stopped"] == "interrupted"
    assert told["ended"]
    assert told["totals"]["ok"] == (0 if times == 2 else told["calls"])
    assert [json.loads(line)["event"] for line in err.splitlines()].count("stopping") == 1
    assert sorted(path.name for path in wire.iterdir() if "report" in path.name) == ["report.json"]
    assert ("stopped: interrupted" in out) == (times == 1)


def test_an_interrupted_dry_run_tells_what_it_came_to(wire, site):
    site.answers["/slow"] = lambda _: time.sleep(5) or rss("river")
    with started(wire, "http://127.0.0.1:9", f"{site.url}/slow", "--dry-run") as process:
        wait_for(lambda: site.asked("/slow"), process)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert time.monotonic() - began < 4
    assert "3 articles to read" in out
    assert "interrupted: the estimate is of what was looked at by now" in err


# Lines in a terminal


def shown(folder, *arguments, columns):
    """What a terminal of that width is given on stdout."""
    master, slave = pty.openpty()
    env = environment(COLUMNS=str(columns))
    with closing(os.fdopen(master, "rb", 0)) as screen:
        done = subprocess.run(
            [SCRIPT, *arguments], cwd=folder, env=env, stdout=slave, stderr=subprocess.PIPE, timeout=60, check=False
        )
        assert done.returncode == 0
        os.close(slave)
        text = b""
        while True:
            try:
                block = screen.read(65536)
            except OSError:  # the end of a terminal
                break
            if not block:
                break
            text += block
    return text.decode().replace("\r\n", "\n").splitlines()


@in_a_file
def test_lines_are_folded_at_words_in_a_terminal_and_nowhere_else(wire):
    arguments = ["batch", "wire.jsonl", "--store", "news.db", "--model", "openai/x", "--dry-run"]
    folded = shown(wire, *arguments, columns=40)
    assert all(len(line) <= 40 for line in folded)
    whole = onrecord(*arguments, cwd=wire, COLUMNS="40").stdout
    assert max(map(len, whole.splitlines())) > 40
    assert " ".join(" ".join(folded).split()) == " ".join(whole.split())


def test_a_report_that_is_a_folder_is_refused_before_any_call(tmp_path, server):
    (tmp_path / "a.txt").write_text("Nobody was hurt.", encoding="utf-8")
    before = len(server.requests)
    done = batch(tmp_path, "a.txt", "--report", ".", server=server)
    assert done.returncode == 2
    assert ".: is a folder; give --report the name of a file" in done.stderr
    assert len(server.requests) == before
