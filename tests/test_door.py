"""The library's own doors: one synchronous call, and the async core that the README shows."""

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from endpoint_server import EndpointServer, answer

import onrecord
from onrecord.testing import FakeModel, answer_text

ROOT = Path(__file__).parents[1]
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


def test_the_readme_s_example_runs():
    example, *_ = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    said = {"sentences": [14], "speakers": ["Blinken"], "cue": "expressed concerns", "content": "regarding"}
    with EndpointServer([answer(answer_text({"statements": [said]}))]) as server:
        environment = os.environ | {"OPENAI_BASE_URL": server.url, "ONRECORD_MODEL": "openai/x"}
        command = [sys.executable, "-c", example]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    head, evidence = done.stdout.splitlines()
    assert head == "['Blinken'] expressed concerns regarding"
    assert evidence.startswith("['In related developments, Blinken expressed concerns")


async def test_the_fake_model_stands_for_a_real_one():
    article = onrecord.Article(TEXT)
    summary = await onrecord.extract(article, onrecord.choose_prompts(), FakeModel([ANSWER]))
    assert len(summary.records) == 2


async def test_an_answer_nested_too_deep_fills_no_schema_in_the_fake_model_either():
    article, deep = onrecord.Article(TEXT), '{"claims":' + "[" * 100_000 + "]" * 100_000 + "}"
    summary = await onrecord.extract(article, onrecord.choose_prompts(), FakeModel([deep]))
    assert summary.status == "failed"
