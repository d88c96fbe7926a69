"""Stores in PostgreSQL as their owners have them: servers that go away, fill up, refuse; roles, schemas, passwords."""

import json
import signal
import subprocess
import threading
import time
from contextlib import contextmanager
from dataclasses import replace

import pytest
from conftest import SCRIPT, environment, repeat, run
from endpoint_server import EndpointServer, answer
from in_process import onrecord

from onrecord.errors import OnrecordError, UsageError
from onrecord.store import VERSION, Store, StoreError, open_store
from onrecord.testing import answer_text

WORDS = ["river", "ferry", "strike", "verdict", "vaccine", "launch", "budget", "storm", "harvest", "museum"]
WORDS += ["bridge", "orchestra", "tunnel", "glacier", "tram", "school", "bakery", "harbour", "library", "mill"]


SOON = {"ONRECORD_LEASE": "2"}
"""Have a batch that ended badly count as killed soon, so that the next one takes what it had in hand."""


def lines_of(folder, *more, count=20):
    """Articles that have little in common, one a line."""
    lines = [
        {"id": f"a{number}", "text": f"The {word} was counted {number} times by {word}ers of {word}ton.", **each}
        for number, word in enumerate(WORDS[:count])
        for each in ({"published": "2026-01-02"},)
    ]
    text = "".join(json.dumps(line) + "\n" for line in [*lines, *more])
    (folder / "feed.jsonl").write_text(text, encoding="utf-8")
    return "feed.jsonl"


def command(url, *more):
    return ["batch", "feed.jsonl", "--store", url, "--model", "openai/x", "--kind", "claim", "--no-dedupe", *more]


def exported(url, folder, *more):
    done = onrecord("export", "--store", url, *more, cwd=folder)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@contextmanager
def batch(url, folder, server, *more):
    """A batch in a process of its own."""
    env = environment(OPENAI_BASE_URL=server.url)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen([SCRIPT, *command(url, *more)], cwd=folder, env=env, **pipes) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_for(condition, process):
    while not condition():
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)


def asked(server):
    """What the endpoint was asked, without what came twice."""
    return [json.dumps(each.payload, sort_keys=True) for each in server.requests]


@contextmanager
def stopped(server, mode="fast"):
    server.stop(mode)
    try:
        yield
    finally:
        server.start()


def slowly(seen):
    return replace(repeat(seen), delay=0.2)


# --- a server that goes away


@pytest.mark.parametrize(("mode", "times"), [("fast", [4, 10]), ("immediate", [4])], ids=["fast", "immediate"])
def test_a_batch_waits_for_a_server_that_was_stopped_says_so_once_and_loses_nothing(postgresql, tmp_path, mode, times):
    url = postgresql.new_store()
    lines_of(tmp_path)
    with EndpointServer(slowly) as server:
        with batch(url, tmp_path, server, "--concurrency", "2") as process:
            for many in times:
                wait_for(lambda many=many: len(server.requests) >= many, process)
                with stopped(postgresql, mode):
                    time.sleep(0.5)
            said, complained = process.communicate(timeout=60)
        assert (process.returncode, "20 ok" in said) == (0, True), complained
        assert complained.count("waiting for it, up to 10 minutes") == len(complained.splitlines()) <= len(times)
        assert len(set(asked(server))) == 20
        assert len(server.requests) <= 20 + 2 * len(times), "only what was in flight"
        before = len(server.requests)
        again = run(*command(url), cwd=tmp_path, env={"OPENAI_BASE_URL": server.url})
        assert ("20 more were done before" in again.stdout, len(server.requests)) == (True, before)
    assert len(exported(url, tmp_path)) == 20


def test_a_batch_whose_server_stays_away_stops_and_the_next_goes_on(postgresql, tmp_path, monkeypatch):
    monkeypatch.setattr("onrecord.store._postgresql.PATIENCE", 1.0)
    url = postgresql.new_store()
    lines_of(tmp_path)
    gone = threading.Event()

    def last_words(seen):
        if len(server.requests) == 5:
            postgresql.stop("fast")
            gone.set()
        return repeat(seen)

    with EndpointServer(last_words) as server:
        began = time.monotonic()
        done = onrecord(*command(url, "--concurrency", "1"), cwd=tmp_path, OPENAI_BASE_URL=server.url, **SOON)
    spent = time.monotonic() - began
    postgresql.start()
    assert gone.is_set()
    assert done.returncode == 1
    assert "can't be reached" in done.stderr
    assert "Traceback" not in done.stderr
    assert spent < 15, "it is waited for once, not at each step of the end"
    with EndpointServer(repeat) as other:
        again = onrecord(*command(url), cwd=tmp_path, OPENAI_BASE_URL=other.url, **SOON)
    assert (again.returncode, len(exported(url, tmp_path))) == (0, 20)
    assert len(set(asked(server)) & set(asked(other))) <= 2, "what was in flight, and what came after it"


@pytest.mark.parametrize("times", [1, 2])
def test_ctrl_c_ends_a_batch_that_waits_for_its_server(postgresql, tmp_path, times):
    url = postgresql.new_store()
    lines_of(tmp_path)
    with EndpointServer(slowly) as server, batch(url, tmp_path, server, "--concurrency", "2") as process:
        wait_for(lambda: len(server.requests) >= 4, process)
        with stopped(postgresql):
            time.sleep(2)
            began = time.monotonic()
            for _ in range(times):
                process.send_signal(signal.SIGINT)
                time.sleep(0.3)
            _, complained = process.communicate(timeout=60)
            assert time.monotonic() - began < 10
    assert process.returncode in {1, 130, -signal.SIGINT}
    assert "Traceback" not in complained


# --- a server that is full


def test_a_full_disk_of_the_server_stops_a_batch_and_the_next_goes_on(postgresql, tmp_path):
    url = postgresql.new_store()
    name = url.rpartition("/")[2]
    lines_of(tmp_path)
    postgresql.execute(
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF (SELECT count(*) FROM answers) > 4 THEN RAISE 'could not extend file' USING ERRCODE = '53100'; END IF; "
        "RETURN NEW; END $$",
        name,
    )
    postgresql.execute(
        "CREATE TRIGGER full_disk BEFORE INSERT ON answers FOR EACH ROW EXECUTE FUNCTION full_disk()", name
    )
    with EndpointServer(repeat) as server:
        done = onrecord(*command(url, "--concurrency", "1"), cwd=tmp_path, OPENAI_BASE_URL=server.url, **SOON)
        assert done.returncode == 1
        assert "the server's disk is full: make room and run the same command again" in done.stdout + done.stderr
        postgresql.execute("DROP TRIGGER full_disk ON answers", name)
        assert onrecord(*command(url), cwd=tmp_path, OPENAI_BASE_URL=server.url, **SOON).returncode == 0
        assert len(server.requests) <= 22
    assert len(exported(url, tmp_path)) == 20


# --- a server that refuses


@pytest.fixture(scope="session")
def guarded(postgresql):
    """The server, which asks a user whose password is `s3cr3t:/@%` for it."""
    rules = postgresql.folder / "pg_hba.conf"
    rules.write_text(f"host all guarded 127.0.0.1/32 scram-sha-256\n{rules.read_text()}")
    postgresql.execute("CREATE ROLE guarded LOGIN PASSWORD 's3cr3t:/@%'")
    postgresql.execute("CREATE ROLE crowded LOGIN CONNECTION LIMIT 0")
    postgresql.execute("CREATE ROLE stranger LOGIN")
    postgresql.execute("SELECT pg_reload_conf()")
    time.sleep(0.2)
    return postgresql


REFUSED = {
    "no such database": ("postgresql://onrecord@{host}/nothing_here", 2, 'database "nothing_here" does not exist'),
    "no such user": ("postgresql://nobody_here@{host}/{name}", 2, 'role "nobody_here" does not exist'),
    "a wrong password": ("postgresql://guarded:hunter2@{host}/{name}", 2, "password authentication failed"),
    "no password": ("postgresql://guarded@{host}/{name}", 2, "no password"),
    "nobody who listens": ("postgresql://onrecord:hunter2@127.0.0.1:1/{name}", 1, "refused"),
    "no such host": ("postgresql://onrecord:hunter2@nowhere.invalid/{name}", 1, "can't be reached"),
    "too many connections": ("postgresql://crowded:hunter2@{host}/{name}", 1, "too many connections"),
    "no rights": ("postgresql://stranger:hunter2@{host}/{name}", 1, "this user has no right to"),
    "an unknown option": ("postgresql://onrecord:hunter2@{host}/{name}?colour=red", 2, "colour"),
    "no schema of that name": ("postgresql://onrecord@{host}/{name}?options=-csearch_path%3Dno", 2, "schema"),
}


@pytest.mark.parametrize(("form", "code", "said"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("what", ["batch", "export"])
def test_what_a_server_refuses_is_told_in_a_line(guarded, tmp_path, form, code, said, what):
    name = guarded.new_store().rpartition("/")[2]
    if "search_path" in form or what == "batch":
        name = guarded.new_database().rpartition("/")[2]
    lines_of(tmp_path, count=1)
    url = form.format(host=f"127.0.0.1:{guarded.port}", name=name)
    given = command(url) if what == "batch" else ["export", "--store", url]
    done = onrecord(*given, cwd=tmp_path)
    assert (done.returncode, len(done.stderr.splitlines()), done.stdout) == (code, 1, "")
    assert said in done.stderr
    assert "hunter2" not in done.stderr


# --- other versions, other tables


def test_a_database_of_something_else_is_left_alone(postgresql, tmp_path):
    url = postgresql.new_database()
    name = url.rpartition("/")[2]
    postgresql.execute("CREATE TABLE birds (name text)", name)
    lines_of(tmp_path)
    for given in (command(url), ["export", "--store", url], ["purge", "--store", url, "--article", "a1"]):
        done = onrecord(*given, cwd=tmp_path)
        assert (done.returncode, "is a database, but no store of onrecord" in done.stderr) == (2, True)
    tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
    assert postgresql.execute(tables, name) == [("birds",)]


def test_a_store_that_is_not_there_is_made_by_a_batch_alone(postgresql, tmp_path):
    url = postgresql.new_database()
    lines_of(tmp_path, count=1)
    done = onrecord("export", "--store", url, cwd=tmp_path)
    assert (done.returncode, "holds no store; `onrecord batch" in done.stderr) == (2, True)
    with EndpointServer(repeat) as server:
        assert onrecord(*command(url), cwd=tmp_path, OPENAI_BASE_URL=server.url).returncode == 0
    assert len(exported(url, tmp_path)) == 1


def test_a_newer_store_is_left_alone(postgresql, tmp_path):
    url = postgresql.new_store()
    postgresql.execute("UPDATE alembic_version SET version_num = '0099'", url.rpartition("/")[2])
    done = onrecord("export", "--store", url, cwd=tmp_path)
    assert (done.returncode, "is a store of version 99" in done.stderr) == (1, True)


def test_an_older_store_is_told_to_who_may_not_upgrade_it_and_an_upgrade_that_breaks_changes_nothing(filled):
    filled.execute("UPDATE alembic_version SET version_num = '0008'")
    with pytest.raises(StoreError, match=rf"is a store of version 8, and this onrecord reads those of {VERSION}: have"):
        filled.open("reader")
    with pytest.raises(StoreError, match="already exists"):
        filled.open("onrecord")
    assert filled.execute("SELECT version_num FROM alembic_version") == [("0008",)]
    filled.execute(f"UPDATE alembic_version SET version_num = '{VERSION:04d}'")
    with open_store(filled.url) as store:
        assert len(list(store.documents())) == 20


# --- roles and schemas


class Filled:
    """A store with articles, and roles of its database that may do this and that."""

    def __init__(self, server, url):
        self.server = server
        self.url = url
        self.name = url.rpartition("/")[2]

    def as_role(self, role):
        return self.server.url(self.name, role)

    def open(self, role):
        with open_store(self.as_role(role)) as store:
            assert isinstance(store, Store)

    def execute(self, statement):
        return self.server.execute(statement, self.name)


@pytest.fixture(scope="session")
def full(postgresql, tmp_path_factory):
    """A database with a store of 20 articles, to be copied."""
    url, folder = postgresql.new_store(), tmp_path_factory.mktemp("full")
    lines_of(folder)
    with EndpointServer(repeat) as server:
        done = onrecord(*command(url), cwd=folder, OPENAI_BASE_URL=server.url)
    assert done.returncode == 0, done.stderr
    for role in ("reader", "still"):
        postgresql.execute(f"CREATE ROLE {role} LOGIN")
        postgresql.execute(f"GRANT pg_read_all_data TO {role}")
    postgresql.execute("GRANT pg_write_all_data TO still")
    postgresql.execute("ALTER ROLE still SET default_transaction_read_only TO on")
    return url.rpartition("/")[2]


@pytest.fixture
def filled(postgresql, full):
    return Filled(postgresql, postgresql.new_database(full))


@pytest.mark.parametrize("role", ["reader", "still"])
def test_who_may_only_read_a_store_reads_it_and_changes_nothing(filled, tmp_path, role):
    url = filled.as_role(role)
    whole = exported(filled.url, tmp_path)
    assert exported(url, tmp_path) == whole
    assert [each["article"]["id"] for each in exported(url, tmp_path, "--text", "verdict")] == ["a3"]
    assert onrecord("runs", "--store", url, cwd=tmp_path).returncode == 0
    lines_of(tmp_path)
    for given in (command(url), ["purge", "--store", url, "--article", "a1"]):
        done = onrecord(*given, cwd=tmp_path)
        assert (done.returncode, "can't be written" in done.stderr, len(done.stderr.splitlines())) == (1, True, 1)
    assert exported(filled.url, tmp_path) == whole
    digest = onrecord("digest", "--store", url, "--day", "2026-01-02", cwd=tmp_path)
    assert (digest.returncode, "can't be written: stories are as they were kept" in digest.stderr) == (0, True)


def test_a_schema_of_the_url_is_a_store_of_its_own(postgresql, tmp_path):
    url = postgresql.new_store()
    postgresql.execute("CREATE SCHEMA news", url.rpartition("/")[2])
    other = f"{url}?options=-csearch_path%3Dnews"
    lines_of(tmp_path, count=2)
    with EndpointServer(repeat) as server, open_store(url) as first, first.locked():
        done = onrecord(*command(other), cwd=tmp_path, OPENAI_BASE_URL=server.url)
    assert done.returncode == 0, done.stderr
    assert [len(exported(other, tmp_path)), onrecord("export", "--store", url, cwd=tmp_path).returncode] == [2, 2]
    assert [each["article"]["id"] for each in exported(other, tmp_path, "--text", "ferry")] == ["a1"]


def test_what_the_url_does_not_say_is_taken_from_the_variables_of_postgresql(filled, tmp_path):
    said = {"PGHOST": "127.0.0.1", "PGPORT": filled.server.port, "PGUSER": "reader"}
    done = onrecord("export", "--store", f"postgresql:///{filled.name}", cwd=tmp_path, **said)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 20), done.stderr


# --- several at once


def test_two_that_put_articles_into_stories_do_not_do_so_twice(filled, tmp_path):
    commands = [[SCRIPT, "stories", "--store", filled.url, "--format", "json"] for _ in range(2)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    begun = [subprocess.Popen(each, cwd=tmp_path, env=environment(), **pipes) for each in commands]
    ended = [(process.communicate(timeout=60), process.returncode) for process in begun]
    assert [code for _, code in ended] == [0, 0], ended
    rows = filled.execute("SELECT count(*), count(DISTINCT article) FROM story_articles")
    assert rows == [(20, 20)]


def test_a_purge_beside_a_batch_is_refused(filled, tmp_path):
    lines_of(tmp_path, {"id": "new", "text": "A whale swam into the harbour of Tarn."})
    go_on = threading.Event()

    def slow(seen):
        go_on.wait(30)
        return repeat(seen)

    with EndpointServer(slow) as server, batch(filled.url, tmp_path, server) as process:
        wait_for(lambda: server.requests, process)
        done = onrecord("purge", "--store", filled.url, "--article", "a1", cwd=tmp_path)
        go_on.set()
        process.communicate(timeout=60)
    assert (done.returncode, "another onrecord is at work on it" in done.stderr) == (1, True)
    assert process.returncode == 0
    assert len(exported(filled.url, tmp_path)) == 21


# --- signs that PostgreSQL has none for


NAMES = ["a0", "a1", "a2", "odd"]


def test_signs_that_no_database_keeps_break_nothing(location, tmp_path):
    odd = {"id": "odd\x00\ud800", "title": "T\x00\udfff", "text": "A whale\x00 swam into\ud800 the harbour of Tarn."}
    lines_of(tmp_path, odd, count=3)

    def reply(seen):
        if "whale" not in json.dumps(seen.payload):
            return repeat(seen)
        claim = {"sentences": [1], "text": "A whale\x00 swam into the harbour"}
        return answer(answer_text({"claims": [claim]}))

    with EndpointServer(reply) as server:
        done = onrecord(*command(location), cwd=tmp_path, OPENAI_BASE_URL=server.url)
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
        asked = len(server.requests)
        again = onrecord(*command(location), cwd=tmp_path, OPENAI_BASE_URL=server.url)
        assert ("4 more were done before" in again.stdout, len(server.requests)) == (True, asked)
    found = exported(location, tmp_path)
    assert [each["article"]["id"][:3] for each in sorted(found, key=lambda each: each["article"]["id"])] == NAMES
    [whale] = [each for each in found if each["article"]["id"].startswith("odd")]
    [record] = whale["records"]
    assert record["text"].startswith("A whale")
    for span in record["evidence"]:
        assert whale["article"]["text"][span["start"] : span["end"]].strip() == span["text"]


# --- passwords


PASSWORD = "s3cr3t%3A%2F%40%25"


COMMANDS = [
    *(["export"], ["export", "-f", "html"], ["export", "-f", "csv"], ["export", "--run", "7"], ["runs"]),
    *(["digest", "-f", "html"], ["digest", "-f", "json"], ["digest", "-f", "atom"], ["stories"]),
    *(["changes"], ["changes", "a1"], ["purge", "--article", "a1"], ["purge", "--article", "no"]),
]


def test_a_password_is_told_nowhere(guarded, tmp_path):
    name = guarded.new_database().rpartition("/")[2]
    guarded.execute(f"ALTER DATABASE {name} OWNER TO guarded")
    guarded.execute("GRANT ALL ON SCHEMA public TO guarded", name)
    url = f"postgresql://guarded:{PASSWORD}@127.0.0.1:{guarded.port}/{name}"
    lines_of(tmp_path, {"id": "odd"})
    with EndpointServer(repeat) as server:
        given = [*command(url, "--report", "report.json", "--log-format", "json"), "--budget", "9M-tokens"]
        done = [onrecord(*given, cwd=tmp_path, OPENAI_BASE_URL=server.url)]
        done.append(onrecord(*command(url), cwd=tmp_path, OPENAI_BASE_URL=server.url))
    done += [onrecord(first, "--store", url, *more, cwd=tmp_path) for first, *more in COMMANDS]
    assert {each.returncode for each in done} <= {0, 1, 2}
    told = "".join(each.stdout + each.stderr for each in done) + (tmp_path / "report.json").read_text()
    assert f"postgresql://guarded:***@127.0.0.1:{guarded.port}/{name}" in told
    assert "s3cr3t" not in told
    assert "Traceback" not in told


WRONG = [
    "postgresql://ann:hunter2@[::1/news",
    "postgresql://ann:hunter2@host:port/news",
    "postgresql://ann:hunter2:more@host/news",
    "postgresql://ann:hunt/hunter2@127.0.0.1:1/news",
    "postgresql://ann:hunt#hunter2@127.0.0.1:1/news",
    "postgresql://ann:hunt?hunter2@127.0.0.1:1/news",
    "postgresql://ann:hunt@hunter2@127.0.0.1:1/news",
    "postgresql://ann:hunt%zzhunter2@127.0.0.1:1/news",
    "postgresql://ann:hunt hunter2@127.0.0.1:1/news",
    "postgresql://127.0.0.1:1/news?user=ann&password=hunter2",
    "postgresql://127.0.0.1:1/news?sslpassword=hunter2",
    "postgresql://127.0.0.1:1/news?PASSWORD=hunter2",
    "postgresql://127.0.0.1:1/news?password=hunter2&password=hunter2",
    "postgresql://127.0.0.1:1/news?passfile=/x&password=hunt@hunter2",
    "postgresql://ann@127.0.0.1:1/news?options=-cx.password%3Dhunter2",
    "postgres://ann:hunter2@127.0.0.1:1/news",
    "postgresql+psycopg://ann:hunter2@127.0.0.1:1/news",
    "postgresql+psycopg2://ann:hunter2@127.0.0.1:1/news",
    "postgresql+asyncpg://ann:hunter2@127.0.0.1:1/news",
    "postgresql:/ann:hunter2@127.0.0.1:1/news",
    "postgresql:ann:hunter2@127.0.0.1:1/news",
    "POSTGRESQL://ann:hunter2@127.0.0.1:1/news",
    "mysql://ann:hunter2@127.0.0.1:1/news",
    "host=127.0.0.1 port=1 password=hunter2",
    " postgresql://ann:hunter2@127.0.0.1:1/news",
]


@pytest.mark.parametrize("url", WRONG)
@pytest.mark.parametrize("what", ["batch", "export"])
def test_a_password_of_a_url_that_can_not_be_used_is_told_nowhere(tmp_path, url, what):
    lines_of(tmp_path, count=1)
    given = command(url, "--report", "report.json") if what == "batch" else ["export", "--store", url]
    done = onrecord(*given, "--log-format", "json", cwd=tmp_path) if what == "batch" else onrecord(*given, cwd=tmp_path)
    report = tmp_path / "report.json"
    told = done.stdout + done.stderr + (report.read_text() if report.exists() else "")
    assert done.returncode in {1, 2}
    assert "hunter2" not in told
    assert "raceback" not in told


def test_errors_of_python_do_not_hold_a_password_in_their_words(guarded):
    name = guarded.new_store().rpartition("/")[2]
    for url in (f"postgresql://guarded:hunter2@127.0.0.1:{guarded.port}/{name}", WRONG[1]):
        with pytest.raises((OnrecordError, UsageError)) as caught, open_store(url):
            pass
        error = caught.value
        while error:
            assert "hunter2" not in str(error) + repr(error)
            error = error.__cause__ or error.__context__
