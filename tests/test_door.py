"""The library's own doors: one synchronous call, and the async core that the README shows."""

import asyncio
import inspect
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from endpoint_server import EndpointServer, answer

import onrecord
from onrecord.cli.summarize import summarize as command_summarize
from onrecord.testing import FakeModel, answer_text

TEXT = "The ferry sank on Monday. Nobody was hurt."
ANSWER = answer_text(
    {"claims": [{"sentences": [1], "text": "The ferry sank on Monday."}, {"sentences": [2], "text": "Nine were hurt."}]}
)


@pytest.fixture
def server(monkeypatch):
    with EndpointServer([answer(ANSWER)]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("ONRECORD_RETRIES", "0")
        monkeypatch.delenv("ONRECORD_PROMPTS", raising=False)
        yield server


def test_a_text_is_summarized_in_one_call(server):
    summary = onrecord.summarize(TEXT, model="openai/x")
    assert (summary.status, summary.article.text, summary.model) == ("ok", TEXT, "openai/x")
    assert [record.supported for record in summary.records] == [True, False]
    assert len(server.requests) == 1


def test_the_path_of_a_file_is_read(server, tmp_path):
    path = tmp_path / "ferry.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert onrecord.summarize(path, model="openai/x").article == onrecord.read_article(path)
    with pytest.raises(onrecord.SourceError, match=r"none\.txt: can't be read"):
        onrecord.summarize(tmp_path / "none.txt", model="openai/x")


def test_a_file_is_read_as_the_command_reads_it(server, tmp_path):
    page = tmp_path / "ferry.html"
    body = "".join(f"<p>{TEXT} It was ferry number {number} of the company this year.</p>" for number in range(9))
    page.write_text(f"<html><title>Ferry sinks</title><body><article>{body}</article></body></html>", encoding="utf-8")
    article = onrecord.summarize(page, model="openai/x").article
    assert (article.title, "<p>" in article.text, TEXT in article.text) == ("Ferry sinks", False, True)


def test_the_name_of_a_file_is_no_text(server, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(onrecord.UsageError, match=r"'article.txt' is the name of a file: give it as Path"):
        onrecord.summarize("article.txt", model="openai/x")
    assert onrecord.summarize("Ferry-sinks.", model="openai/x").article.text == "Ferry-sinks."
    assert onrecord.summarize("x" * 5000, model="openai/x").status == "ok"


def test_an_address_is_read_and_not_taken_for_a_text(server):
    with pytest.raises(onrecord.SourceError, match=r"127\.0\.0\.1"):  # an address of this machine, which is not read
        onrecord.summarize("http://127.0.0.1:1/news/1", model="openai/x")
    assert server.requests == []


def test_several_articles_are_none(server, tmp_path):
    path = tmp_path / "wire.jsonl"
    path.write_text('{"id": "a", "text": "It rained."}\n{"id": "b", "text": "It snowed."}\n', encoding="utf-8")
    with pytest.raises(onrecord.UsageError, match=r"wire\.jsonl: has several articles: read them with"):
        onrecord.summarize(path, model="openai/x")
    (tmp_path / "empty.txt").write_text(" \n", encoding="utf-8")
    with pytest.raises(onrecord.SourceError, match=r"empty\.txt"):
        onrecord.summarize(tmp_path / "empty.txt", model="openai/x")


@pytest.mark.parametrize(
    ("article", "said"),
    [
        ("", "the text is empty"),
        (" \n", "the text is empty"),
        (b"It rained.", "of type bytes"),
        (None, "of type NoneType"),
    ],
)
def test_what_is_no_article_is_refused_before_any_call(server, article, said):
    with pytest.raises(onrecord.UsageError, match=said):
        onrecord.summarize(article, model="openai/x")
    assert server.requests == []


def test_what_is_known_of_the_article_may_be_given(server):
    summary = onrecord.summarize(
        onrecord.Article(TEXT, title="Old", published="2026-01-01T10:00"),
        model="openai/x",
        title="Ferry sinks",
        published="2026-11-27",
        language="de",
    )
    article = summary.article
    assert (article.title, article.language, article.published_at) == ("Ferry sinks", "de", None)
    assert article.published == date(2026, 11, 27)


def test_settings_may_be_given_in_place_of_the_environment_s(server, monkeypatch):
    monkeypatch.delenv("OPENAI_BASE_URL")
    settings = onrecord.Settings(model="openai/z", base_url=server.url)
    assert onrecord.summarize(TEXT, settings=settings).model == "openai/z"


def test_a_verifier_of_its_own_reads_what_is_reworded(monkeypatch):
    reworded = answer(answer_text({"claims": [{"sentences": [1], "text": "The ferry went down on Monday."}]}))
    yes = answer('{"verdicts": [{"record": 1, "supported": true, "reason": "none"}]}')
    with EndpointServer(lambda seen: yes if seen.payload["model"] == "y" else reworded) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        summary = onrecord.summarize(TEXT, model="openai/x", kinds=[onrecord.Claim], verifier="openai/y")
        assert [each.support for each in summary.claims] == [onrecord.Support.VERIFIED]
        kept = onrecord.summarize(TEXT, model="openai/x", kinds=["claim"], weakest=onrecord.Support.VERIFIED)
        assert (kept.records, kept.left_out) == ((), 1)


@pytest.mark.parametrize(
    ("options", "error", "said"),
    [
        ({"modle": "x"}, TypeError, "there is no option 'modle'; there are model, kinds"),
        ({"kinds": "claim"}, onrecord.UsageError, r"should be a list, such as \['claim'\]"),
        ({"weakest": "good"}, onrecord.UsageError, "weakest='good': should be one of exact, normalized"),
        ({"kinds": ["rumour"]}, onrecord.UsageError, "no kind is called 'rumour'"),
        ({"language": "Klingonisch"}, onrecord.UsageError, "is no code of a language"),
        ({"published": "soon"}, onrecord.UsageError, "published is 'soon'"),
        ({"precision": 1.5}, onrecord.UsageError, "precision=1.5: should be a share"),
        ({"calibration": Path("c.json")}, onrecord.UsageError, "give a precision, too"),
        ({"precision": 0.9, "calibration": Path("none.json")}, onrecord.UsageError, r"none\.json isn't there"),
        ({"sentences_per_call": 0}, onrecord.UsageError, "has to be 1 or more"),
        ({"prompt": ["none"]}, onrecord.UsageError, "no prompt 'none'"),
    ],
)
def test_options_that_make_no_sense_are_refused_before_any_call(server, options, error, said):
    with pytest.raises(error, match=said):
        onrecord.summarize(TEXT, **{"model": "openai/x", **options})
    assert server.requests == []


def test_the_command_has_no_option_that_the_library_lacks():
    """What is left is about writing the results, and about reading many sources."""
    elsewhere = {
        "sources",
        "output_format",
        "output",
        "field",
        "pages",
        "allow_private",
        "everything",
        "length",
        "wikidata",
    }
    named = {"kind": "kinds", "only": "weakest"}
    command = inspect.signature(command_summarize).parameters
    assert {named.get(name, name) for name in command} - elsewhere == onrecord.Options.__annotations__.keys() - {
        "settings"
    }


def test_the_model_may_come_from_the_environment(server, monkeypatch):
    monkeypatch.setenv("ONRECORD_MODEL", "openai/y")
    assert onrecord.summarize(TEXT).model == "openai/y"


def test_an_article_keeps_what_is_known_of_it(server):
    article = onrecord.Article(TEXT, id="7", title="Ferry sinks")
    assert onrecord.summarize(article, model="openai/x").article is article


def test_kinds_prompts_and_strict_do_what_they_do_on_the_command_line(server, tmp_path):
    summary = onrecord.summarize(TEXT, model="openai/x", kinds=["claim"], strict=True)
    assert [used.name for used in summary.prompts] == ["claim"]
    assert (len(summary.records), summary.left_out) == (1, 1)
    with pytest.raises(onrecord.UsageError, match="no prompt 'claim'"):
        onrecord.summarize(TEXT, model="openai/x", kinds=["claim"], prompts=tmp_path)


async def test_it_works_within_a_running_event_loop_as_in_a_notebook(server):
    assert onrecord.summarize(TEXT, model="openai/x").status == "ok"
    assert asyncio.get_running_loop().is_running()


async def test_errors_come_out_within_a_running_event_loop_too(server):
    with pytest.raises(onrecord.UsageError, match="names no model"):
        onrecord.summarize(TEXT, model="x")


INTERRUPTED = """
import asyncio, os, signal, threading, time
from onrecord.door import finish

async def work():
    threading.Timer(0.2, os.kill, [os.getpid(), signal.SIGINT]).start()
    try:
        await asyncio.sleep(30)
    finally:
        print("the work has ended")

async def cell():
    started = time.monotonic()
    try:
        finish(work())
    except KeyboardInterrupt:
        print("interrupted", time.monotonic() - started < 10)

asyncio.new_event_loop().run_until_complete(cell())
"""


def test_an_interruption_in_a_notebook_ends_the_work_at_once():
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "the work has ended\ninterrupted True\n"


def test_what_goes_wrong_with_answers_is_in_the_summary(monkeypatch):
    with EndpointServer([answer("no JSON")]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        summary = onrecord.summarize(TEXT, model="openai/x")
    assert summary.status == "failed"
    assert summary.problems
    assert summary.usage.calls == 3


async def test_the_fake_model_stands_for_a_real_one():
    article = onrecord.Article(TEXT)
    summary = await onrecord.extract(article, onrecord.choose_prompts(), FakeModel([ANSWER]))
    assert len(summary.records) == 2


async def test_an_answer_nested_too_deep_fills_no_schema_in_the_fake_model_either():
    article, deep = onrecord.Article(TEXT), '{"claims":' + "[" * 100_000 + "]" * 100_000 + "}"
    summary = await onrecord.extract(article, onrecord.choose_prompts(), FakeModel([deep]))
    assert summary.status == "failed"
