"""Weights from the hub: two servers on loopback play it and the host that has the bytes, and all that goes wrong."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace

import pytest
from conftest import environment, run
from hub_server import Hub

from onrecord.errors import UsageError, WeightsError
from onrecord.models import fetch_weights, kept_models, remove_weights, weights_state
from onrecord.models._keeping import Weights
from onrecord.models._weights import weights_path
from onrecord.settings import Settings

BODY = b"GGUF" + random.Random(5).randbytes(199_996)
PATH = "Makers/Tiny-GGUF/resolve/main/tiny.gguf"
NAME = "local:hub/Makers/Tiny-GGUF/tiny.gguf"
WEIGHTS = Weights("tiny.gguf", len(BODY), hashlib.sha256(BODY).hexdigest(), ("no_such_part",), "Makers/Tiny-GGUF")


@pytest.fixture
def hub():
    with Hub({PATH: BODY}) as server:
        yield server


@pytest.fixture
def settings(tmp_path, hub):
    return Settings(cache=tmp_path / "cache", hub=hub.url, hub_token="hf_secret", retries=2, backoff=0.0)


def kept(settings):
    """What lies in the folder of weights, but for locks."""
    files = (path for path in settings.cache.rglob("*") if path.is_file() and path.suffix != ".lock")
    return sorted(path.relative_to(settings.cache).as_posix() for path in files)


WHOLE = ["hub/Makers/Tiny-GGUF/tiny.gguf", "hub/Makers/Tiny-GGUF/tiny.gguf.sha256"]


def partial(settings):
    """The one file that a download left, broken off."""
    (left,) = settings.cache.rglob("*.partial")
    return left


# Getting a file


def test_a_model_is_downloaded_from_where_the_hub_redirects_to_and_kept(settings, hub):
    path = fetch_weights(NAME, settings)

    assert path == settings.cache / "hub" / "Makers" / "Tiny-GGUF" / "tiny.gguf"
    assert path.read_bytes() == BODY
    assert kept(settings) == WHOLE
    assert path.with_name("tiny.gguf.sha256").read_text() == f"{WEIGHTS.sha256}  tiny.gguf\n"


def test_where_it_is_whole_no_request_is_made(settings, hub):
    fetch_weights(NAME, settings)
    before = len(hub.asked), len(hub.store_asked)
    fetch_weights(NAME, settings)

    assert (len(hub.asked), len(hub.store_asked)) == before


def test_the_token_goes_to_the_hub_and_not_along_a_redirect(settings, hub):
    fetch_weights(NAME, settings)

    assert {seen.headers.get("Authorization") for seen in hub.asked} == {"Bearer hf_secret"}
    assert {seen.headers.get("Authorization") for seen in hub.store_asked} == {None}


def test_without_a_token_none_is_sent(settings, hub):
    fetch_weights(NAME, replace(settings, hub_token=None))

    assert {seen.headers.get("Authorization") for seen in hub.asked} == {None}


def test_a_token_that_cannot_be_sent_is_wrong_use_and_is_not_shown(settings, hub):
    with pytest.raises(UsageError, match="HF_TOKEN") as error:
        fetch_weights(NAME, replace(settings, hub_token="hf_s\u00e9cret"))
    assert "cret" not in str(error.value)
    assert hub.asked == []


def test_progress_rises_to_the_whole_and_the_whole_is_checked(settings):
    reports = []
    fetch_weights(NAME, settings, progress=lambda *report: reports.append(report))
    done = [done for stage, done, _ in reports if stage == "fetch"]

    assert done[0] == 0
    assert done == sorted(done)
    assert done[-1] == len(BODY)
    assert len(done) > 3
    assert reports[-1] == ("check", len(BODY), len(BODY))
    assert {total for _, _, total in reports} == {len(BODY)}


def test_a_revision_and_folders_are_asked_for_and_kept_apart(settings, hub):
    hub.files["Makers/Tiny-GGUF/resolve/v2.1/Q4/tiny.gguf"] = b"GGUF of another revision"
    path = fetch_weights("local:hub/Makers/Tiny-GGUF@v2.1/Q4/tiny.gguf", settings)

    assert path == settings.cache / "hub" / "Makers" / "Tiny-GGUF@v2.1" / "Q4" / "tiny.gguf"
    assert path.read_bytes() == b"GGUF of another revision"


@pytest.mark.parametrize("named", [1, 2])
def test_of_a_split_model_all_files_are_got_and_the_first_is_what_is_loaded(settings, hub, named):
    for number in (1, 2, 3):
        hub.files[f"Makers/Big/resolve/main/big-0000{number}-of-00003.gguf"] = b"GGUF" + bytes([number])
    path = fetch_weights(f"local:hub/Makers/Big/big-0000{named}-of-00003.gguf", settings)

    assert path.name == "big-00001-of-00003.gguf"
    assert [each.read_bytes()[4] for each in sorted(path.parent.glob("*.gguf"))] == [1, 2, 3]
    (model,) = kept_models(settings)
    assert (model.path, model.size, model.whole) == (path, 15, True)


def test_a_repository_that_was_renamed_is_followed_within_the_hub(settings, hub):
    hub.moved["Old/Tiny/resolve/main/tiny.gguf"] = PATH
    fetch_weights("local:hub/Old/Tiny/tiny.gguf", settings)

    assert kept(settings)[0] == "hub/Old/Tiny/tiny.gguf"
    assert {seen.headers.get("Authorization") for seen in hub.asked} == {"Bearer hf_secret"}


@pytest.mark.parametrize(
    "name",
    [
        "local:hub/Makers/tiny.gguf",
        "local:hub/Makers/Tiny/tiny.bin",
        "local:hub/../Tiny/tiny.gguf",
        "local:hub/Makers/Tiny/../../../tiny.gguf",
        "local:hub/Makers/Tiny/a?b=.gguf",
        "local:hub/Makers/Tiny@/tiny.gguf",
        "local:other.gguf",
        "openai/gpt-5-mini",
    ],
)
def test_a_name_that_is_none_of_the_hub_is_wrong_use(settings, hub, name):
    with pytest.raises(UsageError, match=r"local:hub/OWNER/REPO/FILE\.gguf"):
        fetch_weights(name, settings)
    assert hub.asked == []


# What breaks off


def test_a_connection_that_breaks_is_gone_on_with(settings, hub):
    hub.store.breaks = [50_000, 30_000]
    path = fetch_weights(NAME, settings)

    assert path.read_bytes() == BODY
    assert hub.ranges == [None, "bytes=50000-", "bytes=80000-"]
    assert kept(settings) == WHOLE


def test_a_connection_that_breaks_often_is_gone_on_with_as_long_as_each_brings_something(settings, hub):
    hub.store.breaks = [10_000] * 12
    fetch_weights(NAME, settings)

    assert len(hub.store_asked) == 13


def test_a_host_that_says_nothing_more_is_asked_again(settings, hub):
    hub.store.breaks, hub.store.stalls = [50_000], 1
    path = fetch_weights(NAME, replace(settings, timeout=2.0))

    assert path.read_bytes() == BODY
    assert hub.ranges == [None, "bytes=50000-"]
    assert not hub.store.outlasted


def test_after_retries_that_bring_nothing_it_gives_up_and_goes_on_another_time(settings, hub):
    hub.store.breaks = [50_000, 0, 0, 0]
    with pytest.raises(WeightsError, match=r"tiny.gguf: the connection to 127.0.0.1 broke: .*; what came is kept"):
        fetch_weights(NAME, settings)
    assert partial(settings).read_bytes() == BODY[:50_000]
    assert hub.ranges == [None, *["bytes=50000-"] * 3]

    assert fetch_weights(NAME, settings).read_bytes() == BODY
    assert hub.ranges[-1] == "bytes=50000-"


def test_a_host_that_ignores_ranges_sends_it_all_again(settings, hub):
    hub.store.breaks, hub.store.ranges = [50_000], False
    path = fetch_weights(NAME, settings)

    assert path.read_bytes() == BODY
    assert hub.ranges == [None, "bytes=50000-"]


def test_a_host_that_ignores_ranges_and_always_breaks_is_given_up(settings, hub):
    hub.store.breaks, hub.store.ranges = [50_000] * 100, False
    with pytest.raises(WeightsError, match="broke"):
        fetch_weights(NAME, settings)

    assert len(hub.store_asked) == 4


def test_what_a_host_sends_from_another_place_is_not_put_behind_what_came(settings, hub):
    hub.store.breaks, hub.store.shift = [50_000], 7
    path = fetch_weights(NAME, settings)

    assert path.read_bytes() == BODY
    assert hub.ranges == [None, "bytes=50000-", None]


def test_an_address_that_no_longer_holds_is_asked_for_anew(settings, hub):
    hub.store.statuses = [403]
    fetch_weights(NAME, settings)

    assert [seen.method for seen in hub.asked] == ["HEAD", "GET", "HEAD", "GET"]


def test_no_more_is_written_than_the_file_has(settings, hub):
    hub.store.bodies[PATH] = BODY + b"x" * 1_000_000
    assert fetch_weights(NAME, settings).read_bytes() == BODY


def test_a_file_that_changed_at_the_hub_meanwhile_is_got_whole(settings, hub):
    hub.store.breaks = [50_000, 0, 0, 0]
    with pytest.raises(WeightsError):
        fetch_weights(NAME, settings)
    hub.files[PATH] = b"GGUF" + bytes(100_000)
    path = fetch_weights(NAME, settings)

    assert path.read_bytes() == hub.files[PATH]
    assert hub.ranges[-1] is None
    assert kept(settings) == WHOLE


PROCESS = """
import resource, signal, sys, time
from pathlib import Path
from onrecord.errors import WeightsError
from onrecord.models import fetch_weights
from onrecord.settings import Settings
progress = None
{}
try:
    fetch_weights({!r}, Settings(cache=Path(sys.argv[1]), hub=sys.argv[2], retries=0), progress=progress)
except WeightsError as error:
    sys.exit(f"WeightsError: {{error}}")
"""


def process(settings, body, name=NAME):
    """A process that fetches the model, once `body` has set limits or defined `progress`."""
    script = PROCESS.format(textwrap.dedent(body), name)
    command = [sys.executable, "-c", script, settings.cache, settings.hub]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_process_killed_half_way_leaves_what_came_and_the_next_goes_on(settings, hub):
    body = """
        def progress(stage, done, total):
            if done >= 100_000:
                print("half", flush=True)
                time.sleep(60)
    """
    first = process(settings, body)
    assert first.stdout.readline() == "half\n"
    first.kill()
    first.communicate()
    came = partial(settings).stat().st_size
    assert 0 < came < len(BODY)

    assert fetch_weights(NAME, settings).read_bytes() == BODY
    assert hub.ranges == [None, f"bytes={came}-"]
    assert kept(settings) == WHOLE


def test_what_progress_raises_stops_the_work_and_what_came_is_kept(settings, hub):
    def stop(stage, done, total):
        if done > 100_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch_weights(NAME, settings, progress=stop)
    assert partial(settings).stat().st_size > 100_000
    assert fetch_weights(NAME, settings).read_bytes() == BODY


def test_what_progress_raises_ends_a_wait_as_well(settings, hub):
    hub.statuses = [(429, {"Retry-After": "60"})] * 2
    started = []

    def stop(stage, done, total):
        started.append(time.monotonic())
        if len(started) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch_weights(NAME, settings, progress=stop)
    assert len(hub.asked) == 1


def test_two_processes_at_once_download_it_once(settings, hub):
    hub.store.seconds = 0.1
    processes = [process(settings, "") for _ in range(2)]
    ends = [each.communicate(timeout=120) for each in processes]

    assert [each.returncode for each in processes] == [0, 0], ends
    assert hub.ranges == [None]
    assert kept(settings) == WHOLE


def test_a_full_disk_says_what_is_needed_and_what_came_is_gone_on_with(settings, hub):
    limit = "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (90_000, 90_000))"
    full = process(settings, limit)
    said = full.communicate(timeout=120)[1]

    assert full.returncode == 1
    assert "WeightsError" in said
    assert "200,000 bytes are needed" in said
    assert "ONRECORD_CACHE" in said
    came = partial(settings).stat().st_size
    assert fetch_weights(NAME, settings).read_bytes() == BODY
    assert hub.ranges[-1] == f"bytes={came}-"


def test_a_disk_too_small_is_said_before_anything_is_downloaded(settings, hub):
    hub.sizes[PATH] = 1 << 60
    with pytest.raises(WeightsError, match=rf"{1 << 60:,} bytes are needed, [\d,]+ are free"):
        fetch_weights(NAME, settings)

    assert hub.store_asked == []
    assert kept(settings) == []


def test_a_folder_that_is_a_file_is_named(tmp_path, settings):
    (tmp_path / "file").write_text("")
    with pytest.raises(WeightsError, match=r"file.*ONRECORD_CACHE"):
        fetch_weights(NAME, replace(settings, cache=tmp_path / "file" / "cache"))


# What is refused, wrong or damaged


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (401, r"knows no such repository, or one that needs a login.*set HF_TOKEN"),
        (403, r"accept the model's terms.*HF_TOKEN"),
        (404, r"no such file: check the owner"),
        (400, r"refuses the request"),
    ],
)
def test_a_refusal_says_what_to_do_and_is_not_tried_again(settings, hub, status, advice):
    hub.statuses = [(status, {"X-Error-Message": "Words of the hub"})] * 9
    with pytest.raises(
        WeightsError, match=rf"^{NAME}: 127.0.0.1 answers HTTP {status} \(Words of the hub\): .*{advice}"
    ):
        fetch_weights(NAME, settings)

    assert len(hub.asked) == 1
    assert kept(settings) == []


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_hub_that_is_busy_is_asked_again(settings, hub, status):
    hub.statuses = [(status, {})] * 2
    assert fetch_weights(NAME, settings).read_bytes() == BODY


def test_a_hub_that_stays_busy_is_given_up(settings, hub):
    hub.statuses = [(503, {})] * 9
    with pytest.raises(WeightsError, match="HTTP 503: try again later"):
        fetch_weights(NAME, settings)

    assert len(hub.asked) == 3


def test_a_wait_that_the_hub_asks_for_is_kept(settings, hub):
    hub.statuses = [(429, {"Retry-After": "1"})]
    started = time.monotonic()
    fetch_weights(NAME, settings)

    assert time.monotonic() - started >= 1


def test_a_wait_that_is_too_long_is_said(settings, hub):
    hub.statuses = [(429, {"Retry-After": "3600"})] * 9
    with pytest.raises(WeightsError, match=r"HTTP 429, and asks to wait 3,600 s.*HF_TOKEN"):
        fetch_weights(NAME, settings)

    assert len(hub.asked) == 1


def test_a_hub_that_is_not_there_is_named(settings, hub):
    nowhere = replace(settings, hub="http://127.0.0.1:9")
    with pytest.raises(WeightsError, match=r"no connection to 127.0.0.1: check the network, or HF_ENDPOINT"):
        fetch_weights(NAME, nowhere)


def test_redirects_in_a_circle_end(settings, hub):
    hub.moved[PATH] = PATH
    with pytest.raises(WeightsError):
        fetch_weights(NAME, settings)

    assert len(hub.asked) < 20


def test_a_file_with_another_hash_is_thrown_away(settings, hub):
    hub.store.bodies[PATH] = BODY[:-1] + b"x"
    with pytest.raises(WeightsError, match=r"damaged or another file: SHA-256 \w{64} instead of \w{64}. It was thrown"):
        fetch_weights(NAME, settings)

    assert kept(settings) == []


@pytest.mark.parametrize("unstated", ["X-Linked-ETag", "X-Linked-Size"])
def test_a_file_that_could_not_be_checked_is_not_downloaded(settings, hub, unstated):
    hub.states[unstated] = False
    with pytest.raises(WeightsError, match=r"doesn't state the file's size and SHA-256.*local:FILE\.gguf"):
        fetch_weights(NAME, settings)

    assert hub.store_asked == []


def test_no_message_shows_the_address_of_the_bytes_or_the_token(settings, hub):
    hub.store.statuses = [500] * 9
    with pytest.raises(WeightsError) as error:
        fetch_weights(NAME, settings)

    assert "secret" not in str(error.value)


@pytest.mark.parametrize("damage", [b"GGUF", BODY[:-1] + b"x"], ids=["shorter", "another byte"])
def test_a_kept_file_that_was_damaged_is_downloaded_again(settings, hub, damage):
    path = fetch_weights(NAME, settings)
    path.write_bytes(damage)

    assert fetch_weights(NAME, settings).read_bytes() == BODY
    assert len(hub.store_asked) == 2


def test_a_kept_file_without_its_checksum_is_downloaded_again(settings, hub):
    path = fetch_weights(NAME, settings)
    path.with_name("tiny.gguf.sha256").unlink()
    fetch_weights(NAME, settings)

    assert len(hub.store_asked) == 2


# The embedded model's own


def test_without_packages_the_weights_are_not_downloaded_unasked_and_it_is_said_how(settings, hub):
    with pytest.raises(WeightsError, match=r"no-such-part must be installed.*; or onrecord models fetch local"):
        weights_path(settings, weights=WEIGHTS)
    assert hub.asked == []


def test_fetched_weights_take_the_place_of_the_packages(settings, hub):
    path = fetch_weights("local", settings, weights=WEIGHTS)

    assert path == settings.cache / "tiny.gguf" == weights_path(settings, weights=WEIGHTS)
    state = weights_state(settings, weights=WEIGHTS)
    assert (state.state, state.source, state.missing) == ("whole", "file", ("no-such-part",))


def test_the_hub_need_not_state_what_is_known(settings, hub):
    hub.states = dict.fromkeys(hub.states, False)
    assert fetch_weights("local", settings, weights=WEIGHTS).read_bytes() == BODY


def test_another_file_under_the_name_of_the_embedded_weights_is_refused_before_it_is_downloaded(settings, hub):
    hub.files[PATH] = BODY[:-1] + b"x"
    with pytest.raises(WeightsError, match=r"has another file by this name.*ONRECORD_WEIGHTS"):
        fetch_weights("local", settings, weights=WEIGHTS)

    assert hub.store_asked == []


def test_the_state_says_how_much_has_come_of_a_download(settings, hub):
    hub.store.breaks = [50_000, 0, 0, 0]
    with pytest.raises(WeightsError):
        fetch_weights("local", settings, weights=WEIGHTS)

    state = weights_state(settings, weights=WEIGHTS)
    assert (state.state, state.source, state.begun) == ("absent", "nothing", 50_000)


@pytest.mark.parametrize(
    ("given", "packages", "source"),
    [(True, (), "nothing"), (False, (), "packages"), (False, ("no_such_part",), "nothing")],
    ids=["a file that is not there is named", "packages", "neither"],
)
def test_the_state_says_what_would_be_used(tmp_path, settings, given, packages, source):
    settings = replace(settings, weights=tmp_path / "absent.gguf" if given else None)
    state = weights_state(settings, weights=replace(WEIGHTS, parts=packages))

    assert (state.source, state.usable) == (source, source != "nothing")


# What is kept


def test_what_is_kept_is_listed_whole_or_in_part(settings, hub):
    hub.files["Makers/Tiny-GGUF/resolve/main/other.gguf"] = BODY
    fetch_weights(NAME, settings)
    hub.store.breaks = [50_000, 0, 0, 0]
    with pytest.raises(WeightsError):
        fetch_weights("local:hub/Makers/Tiny-GGUF/other.gguf", settings)

    listed = [(model.name, model.size, model.whole) for model in kept_models(settings)]
    assert listed == [("local:hub/Makers/Tiny-GGUF/other.gguf", 50_000, False), (NAME, len(BODY), True)]


def test_where_nothing_is_kept_nothing_is_listed_or_made(settings):
    assert kept_models(settings) == []
    assert not settings.cache.exists()


@pytest.mark.parametrize("name", ["local", NAME])
def test_what_is_removed_is_gone_from_the_disk(settings, name):
    fetch_weights(name, settings, weights=WEIGHTS)

    assert remove_weights(name, settings, weights=WEIGHTS) == len(BODY)
    assert kept(settings) == []
    with pytest.raises(WeightsError, match=rf"^{name}: nothing of it is kept in {settings.cache}$"):
        remove_weights(name, settings, weights=WEIGHTS)


def test_what_came_of_a_download_is_removed_too(settings, hub):
    hub.store.breaks = [50_000, 0, 0, 0]
    with pytest.raises(WeightsError):
        fetch_weights(NAME, settings)

    assert remove_weights(NAME, settings) == 50_000
    assert kept(settings) == []


def test_a_file_that_the_settings_name_is_never_removed(tmp_path, settings):
    own = tmp_path / "own.gguf"
    own.write_bytes(BODY)
    with pytest.raises(WeightsError):
        remove_weights("local", replace(settings, weights=own), weights=WEIGHTS)

    assert own.exists()


# The command


@pytest.fixture
def call(settings):
    def call(*arguments, **variables):
        env = {"ONRECORD_CACHE": str(settings.cache), "HF_ENDPOINT": settings.hub, **variables}
        return run(*arguments, env=env)

    return call


def test_models_fetch_lists_and_removes(call, settings):
    fetched = call("models", "fetch", NAME)
    assert (fetched.returncode, fetched.stderr) == (0, "")
    path = settings.cache / "hub" / "Makers" / "Tiny-GGUF" / "tiny.gguf"
    assert fetched.stdout == f"{NAME}: {path}\n"

    listed = call("models").stdout.splitlines()
    assert f"{NAME} ready: 200.0 kB, {path}" in listed

    removed = call("models", "remove", NAME)
    assert (removed.returncode, removed.stdout) == (0, f"{NAME}: removed, 200.0 kB free again\n")
    assert NAME not in call("models").stdout
    assert call("models", "remove", NAME).returncode == 1


def test_models_tells_programs_the_same(call, settings):
    call("models", "fetch", NAME)
    told = json.loads(call("models", "--format", "json", ONRECORD_MODEL=NAME).stdout)
    by_name = {model["name"]: model for model in told["models"]}

    assert told["default"] == NAME
    assert by_name[NAME]["status"] == "ready"
    assert (by_name[NAME]["weights"], by_name[NAME]["size"]) == ("whole", len(BODY))
    assert by_name[NAME]["path"] == str(settings.cache / "hub" / "Makers" / "Tiny-GGUF" / "tiny.gguf")
    assert by_name["local"]["weights"] == "absent"
    assert by_name["local"]["source"] in ("packages", "nothing")
    assert by_name["openai/NAME"]["status"] == "set, not tried"


def test_a_download_that_is_refused_is_one_line_and_an_exit_status(call):
    done = call("models", "fetch", "local:hub/Makers/Tiny-GGUF/absent.gguf")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("onrecord: local:hub/Makers/Tiny-GGUF/absent.gguf: 127.0.0.1 answers HTTP 404")
    assert len(done.stderr.splitlines()) == 1

    assert call("models", "fetch", "openai/gpt-5-mini").returncode == 2
    assert call("models", "fetch", NAME, HF_ENDPOINT="mirror").returncode == 2


def test_a_model_of_the_hub_that_is_named_is_downloaded_at_its_first_use(call, hub, tmp_path, settings):
    hub.files["Makers/Tiny-GGUF/resolve/main/no-model.gguf"] = b"text"
    (tmp_path / "a.txt").write_text("The ferry sank on Tuesday.")
    for _ in range(2):
        done = call("summarize", tmp_path / "a.txt", "-m", "local:hub/Makers/Tiny-GGUF/no-model.gguf")
        assert done.returncode == 1
        assert "no-model.gguf: not a GGUF file" in done.stderr

    assert len(hub.store_asked) == 1
    assert (settings.cache / "hub" / "Makers" / "Tiny-GGUF" / "no-model.gguf").read_bytes() == b"text"


def test_ctrl_c_ends_a_download_at_once_and_it_goes_on_later(settings, hub):
    hub.store.seconds = 0.3
    env = environment(ONRECORD_CACHE=str(settings.cache), HF_ENDPOINT=settings.hub)
    script = [sys.executable, "-c", "from onrecord.cli.main import main; main()", "models", "fetch", NAME]
    started = subprocess.Popen(script, env=env, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not list(settings.cache.rglob("*.partial")) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(started.pid, signal.SIGINT)
    assert started.communicate(timeout=5)[1] == b""
    assert started.returncode == 130

    hub.store.seconds = 0.0
    came = partial(settings).stat().st_size
    assert fetch_weights(NAME, settings).read_bytes() == BODY
    assert hub.ranges[-1] == (f"bytes={came}-" if came else None)
