"""The embedded model in its own process: real weights, real signals, real ways to end."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx2 as httpx
import pytest

from onrecord.errors import WeightsError
from onrecord.models._grammar import compact_grammar
from onrecord.models._local import open_local
from onrecord.settings import Settings


def _gone(pid):
    """Whether the process has ended, reaped or not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def _started_by(pid):
    """The processes that any thread of the process started."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [child for task in tasks for child in (task / "children").read_text().split()]


def _closed(base_url):
    with socket.socket() as probe:
        return probe.connect_ex((urlsplit(base_url).hostname, urlsplit(base_url).port)) != 0


def _soon(condition, seconds):
    """Whether the condition comes true within so many seconds."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def _ask(server, question, **options):
    body = {"messages": [{"role": "user", "content": question}], "temperature": 0, "max_tokens": 60, **options}
    headers = {"Authorization": f"Bearer {server.api_key}"}
    return httpx.post(f"{server.base_url}/chat/completions", json=body, headers=headers, timeout=120)


def _text(response):
    return response.json()["choices"][0]["message"]["content"]


async def _start(settings, model="local", **options):
    async with open_local(settings, model, **options):
        pytest.fail("the model started")


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"no model", r"local:.*other.gguf: not a GGUF file"), (None, r"local:.*other.gguf: .*No such file")],
    ids=["another format", "absent"],
)
async def test_another_file_must_be_a_gguf_file(tmp_path, content, message):
    path = tmp_path / "other.gguf"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(WeightsError, match=message):
        await _start(Settings(), f"local:{path}")


async def test_a_missing_library_is_named_with_the_command_that_brings_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "xllamacpp", None)

    with pytest.raises(WeightsError, match=r"xllamacpp.*pip install 'onrecord\[local\]'"):
        await _start(Settings())


async def test_damaged_weights_are_not_loaded(tmp_path):
    path = tmp_path / "damaged.gguf"
    path.write_bytes(b"GGUF and no more")
    stages = set()

    with pytest.raises(WeightsError, match="not the embedded model's weights"):
        await _start(Settings(weights=path), progress=lambda stage, *_: stages.add(stage))
    assert "load" not in stages


@pytest.mark.model
async def test_a_file_that_cannot_be_loaded_says_so_and_leaves_nothing(tmp_path):
    path = tmp_path / "damaged.gguf"
    path.write_bytes(b"GGUF and no more")

    with pytest.raises(WeightsError, match=rf"(?s){path}: the model can't be loaded: .*failed to load model"):
        await _start(Settings(), f"local:{path}")
    assert _started_by(os.getpid()) == []


@pytest.fixture(scope="module")
def server():
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        yield runner.run(stack.enter_async_context(open_local(Settings.from_environment())))
        runner.run(stack.aclose())


CASES = {
    "closed": (
        {"properties": {"a": {"enum": [1]}}, "required": ["a"]},
        'Answer {"a":1,"b":2} as JSON.',
        {"a": 1},
    ),
    "enum": (
        {"properties": {"a": {"enum": ["ruby", "jade"]}, "b": {"const": "fix"}}, "required": ["a", "b"]},
        "a is emerald, or else ruby; b is broken.",
        {"a": "ruby", "b": "fix"},
    ),
    "maximum length in characters": (
        {"properties": {"a": {"type": "string", "maxLength": 4}}, "required": ["a"]},
        "Copy into a: 東京都庁舎の前",
        lambda a: len(a) == 4 and "東京" in a,
    ),
    "number of items": (
        {
            "properties": {
                "a": {"type": "array", "items": {"type": "integer", "maximum": 40}, "minItems": 3, "maxItems": 3}
            },
            "required": ["a"],
        },
        "Give the list a of the numbers 1 to 20.",
        lambda a: len(a) == 3 and max(a) <= 40,
    ),
    "optional properties in the schema's order": (
        {
            "properties": {name: {"type": "string", "maxLength": 9} for name in ("who", "where", "when")},
            "required": ["who"],
        },
        'Answer {"when":"Monday","who":"Ann"} as JSON.',
        {"who": "Ann", "when": "Monday"},
    ),
    "references": (
        {
            "$defs": {"P": {"type": "object", "properties": {"n": {"type": "string"}}, "required": ["n"]}},
            "properties": {"p": {"type": "array", "items": {"$ref": "#/$defs/P"}, "maxItems": 2}},
            "required": ["p"],
        },
        'Answer {"p":[{"n":"Ann","age":3},{"n":"Bob","age":4}]} as JSON.',
        {"p": [{"n": "Ann"}, {"n": "Bob"}]},
    ),
    "null": (
        {"properties": {"a": {"anyOf": [{"type": "string"}, {"type": "null"}]}}, "required": ["a"]},
        "a is unknown: null.",
        {"a": None},
    ),
    "any character": (
        {"properties": {"a": {"const": '“Schön’s” – 東京 😀 \\ " / \t'}}, "required": ["a"]},
        "Fill a.",
        {"a": '“Schön’s” – 東京 😀 \\ " / \t'},
    ),
    "a keyword that no grammar holds": (
        {"properties": {"a": {"enum": ["x"], "not": {"const": "y"}}}, "required": ["a"], "if": {}, "then": {}},
        "a is x.",
        {"a": "x"},
    ),
}


@pytest.mark.model
@pytest.mark.parametrize(("schema", "question", "expected"), CASES.values(), ids=CASES)
def test_the_grammar_holds_answers_to_the_schema_without_white_space(server, schema, question, expected):
    answer = _text(_ask(server, question, grammar=compact_grammar({"type": "object", **schema})))
    filled = json.loads(answer)

    assert answer == json.dumps(filled, ensure_ascii=False, separators=(",", ":"))
    if callable(expected):
        assert expected(filled["a"])
    else:
        assert list(filled.items()) == list(expected.items())


@pytest.mark.model
@pytest.mark.parametrize("key", ["another", ""], ids=["another key", "no key"])
@pytest.mark.parametrize("path", ["/v1/models", "/props", "/slots"])
def test_only_who_has_the_key_is_served(server, key, path):
    url = f"http://{urlsplit(server.base_url).netloc}{path}"

    assert httpx.get(url, headers={"Authorization": f"Bearer {key}"} if key else {}).status_code == 401


@pytest.mark.model
def test_the_key_is_shown_nowhere(server):
    assert server.api_key not in repr(server)
    assert server.api_key not in Path(f"/proc/{server.pid}/cmdline").read_text()
    assert server.api_key not in Path(f"/proc/{server.pid}/environ").read_text()


@pytest.mark.model
def test_listens_on_loopback_alone(server):
    assert urlsplit(server.base_url).hostname == "127.0.0.1"
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.2", urlsplit(server.base_url).port)) != 0


@pytest.mark.model
def test_a_request_given_up_makes_way_for_the_next(server):
    with pytest.raises(httpx.TimeoutException):
        httpx.post(
            f"{server.base_url}/chat/completions",
            json={
                "messages": [{"role": "user", "content": "Tell a long story."}],
                "max_tokens": 4000,
                "ignore_eos": True,
            },
            headers={"Authorization": f"Bearer {server.api_key}"},
            timeout=2,
        )

    answered = _ask(server, "Say hello.", max_tokens=2).json()
    assert answered["usage"]["completion_tokens"] == 2


@pytest.mark.model
async def test_the_event_loop_lives_while_the_model_loads_and_all_is_gone_after(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    gaps = []

    async def watch():
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.01)
            gaps.append(time.monotonic() - before)

    watching = asyncio.create_task(watch())
    started = time.monotonic()
    async with open_local(replace(Settings.from_environment(), window=1024)) as server:
        took = time.monotonic() - started
        watching.cancel()
        assert server.window == 1024
        assert not _gone(server.pid)
        assert not _closed(server.base_url)

    assert max(gaps) < took / 3
    assert str(server.pid) not in _started_by(os.getpid())
    assert _gone(server.pid)
    assert _closed(server.base_url)
    assert os.listdir(tmp_path) == []  # noqa: PTH208  # a moment, in a test


SCRIPT = """
import asyncio, os, sys, threading
import httpx2 as httpx
from onrecord.models._grammar import compact_grammar
from onrecord.models._local import open_local
from onrecord.settings import Settings

LONG = {"type": "object", "properties": {"story": {"type": "string", "minLength": 20000}}, "required": ["story"]}

def progress(stage, done, total):
    if (stage, done) == ("load", 0):
        print("loading", flush=True)

async def generate(server):
    headers = {"Authorization": f"Bearer {server.api_key}"}
    body = {"messages": [{"role": "user", "content": "A story."}], "grammar": compact_grammar(LONG), "stream": True}
    url = f"{server.base_url}/chat/completions"
    async with httpx.AsyncClient(timeout=120) as client, client.stream("POST", url, json=body, headers=headers) as got:
        async for line in got.aiter_lines():
            if '"content":"' in line:
                print("generating", server.pid, server.base_url, flush=True)
                ENDING
                await asyncio.sleep(60)

async def main():
    async with open_local(Settings.from_environment(), progress=progress) as server:
        await generate(server)

asyncio.run(main())
"""


@pytest.fixture
def run(tmp_path):
    """Starts the script, with `ending` where it generates, and a folder for temporary files of its own."""
    started = []

    def start(ending):
        command = [sys.executable, "-c", SCRIPT.replace("ENDING", ending)]
        environment = {**os.environ, "TMPDIR": str(tmp_path)}
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        started.append(subprocess.Popen(command, env=environment, **pipes))
        return started[0]

    yield start
    started[0].kill()
    started[0].communicate()


ENDINGS = {
    "Ctrl-C": ("", signal.SIGINT, -signal.SIGINT, "KeyboardInterrupt"),
    "terminated": ("", signal.SIGTERM, -signal.SIGTERM, ""),
    "killed": ("", signal.SIGKILL, -signal.SIGKILL, ""),
    "an error": ("raise RuntimeError('boom')", None, 1, "RuntimeError: boom"),
    "an exit": ("sys.exit(3)", None, 3, ""),
    "an exit without clean-up": ("os._exit(4)", None, 4, ""),
}


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize(("ending", "sent", "code", "said"), ENDINGS.values(), ids=ENDINGS)
def test_however_the_program_ends_while_the_model_answers_nothing_is_left(run, tmp_path, ending, sent, code, said):
    process = run(ending)
    assert process.stdout.readline() == "loading\n"
    _, pid, base_url = process.stdout.readline().split()
    started = time.monotonic()
    if sent:
        process.send_signal(sent)
    errors = process.communicate(timeout=60)[1]
    took = time.monotonic() - started

    assert took < 3
    assert process.returncode == code
    assert errors.strip().endswith(said)
    assert bool(errors) == bool(said)
    assert _soon(lambda: _gone(pid) and _closed(base_url), 3)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize(("sent", "seconds"), [(signal.SIGINT, 3), (signal.SIGKILL, 30)], ids=["Ctrl-C", "killed"])
def test_a_program_that_ends_while_the_model_loads_leaves_nothing(run, tmp_path, sent, seconds):
    process = run("")
    assert process.stdout.readline() == "loading\n"
    assert _soon(lambda: _started_by(process.pid), 10)
    pids = _started_by(process.pid)
    process.send_signal(sent)
    process.communicate(timeout=3)

    assert process.returncode == -sent
    assert _soon(lambda: all(_gone(pid) for pid in pids), seconds)
    assert list(tmp_path.iterdir()) == []
