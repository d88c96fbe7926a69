"""What a batch says of itself while it runs and at its end."""

import re
import sys

import pytest

from onrecord.batch import BatchReport
from onrecord.cli.batch_display import BatchDisplay, reasons_of, said_of
from onrecord.cli.log import LogFormat, log_as
from onrecord.sources import Source
from onrecord.usage import Usage

TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"


@pytest.fixture(autouse=True)
def log(capsys):
    log_as(LogFormat.TEXT)
    yield
    log_as(None)


@pytest.mark.parametrize(
    ("report", "total", "line"),
    [
        (BatchReport(usage=Usage(2, 900, 0, 100)), None, "0 articles, 0.0 a second, 1,000 tokens"),
        (
            BatchReport(ok=8, failed=1, unreadable=1, skipped=20, cost=0.5, seconds=5.0),
            40,
            "10 articles, 20 done before, 2 failed, 2.0 a second, 0.5000 USD, 0:05 left",
        ),
        (
            BatchReport(ok=1, seconds=120.0, usage=Usage(1, 20, 0, 2)),
            62,
            "1 article, 120 s each, 22 tokens, 2:02:00 left",
        ),
    ],
    ids=["before the first", "on the way", "slowly"],
)
def test_a_line_says_how_far_a_batch_is(report, total, line, monkeypatch, capsys):
    monkeypatch.setattr("onrecord.cli.batch_display.SELDOM", 0)
    BatchDisplay(None, total).tell(report)
    assert re.fullmatch(f"{TIME} onrecord: {re.escape(line)}\n", capsys.readouterr().err)


def test_without_a_terminal_lines_are_few(capsys):
    display = BatchDisplay(None, 5)
    for done in range(5):
        display.tell(BatchReport(ok=done, seconds=1.0))
    assert capsys.readouterr().err == ""


def test_that_nobody_reads_stderr_ends_no_batch(monkeypatch):
    tried = []

    class Broken:
        def write(self, text):
            tried.append(text)
            raise BrokenPipeError

    monkeypatch.setattr("onrecord.cli.batch_display.SELDOM", 0)
    monkeypatch.setattr(sys, "stderr", Broken())
    BatchDisplay(None, None).tell(BatchReport(ok=1))
    assert tried


def test_the_end_says_what_came_of_it_and_how_to_go_on():
    report = BatchReport(ok=1, partial=1, left=3, skipped=2, seconds=2.0, stopped="interrupted")
    report.blame(["records, sentence 3: HTTP 500", "records, sentence 4: HTTP 500"], "a7")
    report.usage = Usage(4, 1200, 200, 300)
    assert list(said_of(report, "news.db", unfinished=1)) == [
        "2 articles in 0:02, 1.0 a second: 1 ok, 1 partial, 0 failed; 2 more were done before",
        "  1 × HTTP 500 (a7)",
        "4 calls: 1,200 tokens in (200 cached), 300 out",
        "stopped: interrupted",
        "not done: 3 articles begun, and what comes after; go on with the same command",
        "1 article failed or came out only in part: ask again with --retry-failed",
        "results: onrecord export --store news.db",
    ]


def test_the_end_tells_feeds_from_articles_and_each_source():
    report = BatchReport(ok=120, skipped=2, seconds=60.0)
    for number in range(60):
        part = report.of(Source(f"https://x.example/{number}", "feed"))
        part.ok, part.near_duplicates = 2, number % 2
    report.of(Source("https://x.example/dead", "feed")).fault = "it answered 404"
    report.of(Source("https://x.example/same", "feed"))
    report.of(Source("list.opml", "list"))
    report.of(None).skipped = 2
    told = list(said_of(report, "news.db", unfinished=0))
    assert told[0].startswith("62 feeds and 120 articles in 1:00, 2.0 a second: 120 ok")
    assert told[1:3] == [
        "  https://x.example/0: 2 ok",
        "  https://x.example/1: 2 ok (1 near-duplicate)",
    ]
    assert told[50:55] == [
        "  https://x.example/49: 2 ok (1 near-duplicate)",
        "  and 11 more: --report FILE names them all",
        "  1 source without an article",
        "1 feed can't be read, or not as a whole:",
        "  https://x.example/dead: it answered 404",
    ]


def test_sources_of_a_batch_that_was_stopped_may_have_articles_yet():
    report = BatchReport(stopped="interrupted", seconds=1.0)
    for name in ("a.csv", "b.csv"):
        report.of(Source(name, "other"))
    assert "  2 sources without an article so far" in list(said_of(report, "news.db", unfinished=0))


def test_of_one_source_only_the_whole_is_told():
    report = BatchReport(ok=1, seconds=1.0)
    report.of(Source("archive", "other")).ok = 1
    assert len(list(said_of(report, "news.db", unfinished=0))) == 3


def test_every_problem_is_in_the_sum_of_reasons():
    report = BatchReport()
    for number in range(300):
        report.blame([f"line {number}: no field 'text'"], f"wire.jsonl:{number}")
    for number in range(70):
        report.blame([f"fault {number}", "fault"], f"a{number}")
    told = list(reasons_of(report))
    assert told[:2] == ["  300 × no field 'text' (first wire.jsonl:0)", "  70 × fault (first a0)"]
    assert told[2] == "  1 × fault 0 (a0)"
    assert told[-1] == "  62 × other reasons"
    assert len(told) == 11
