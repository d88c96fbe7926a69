"""`onrecord serve`: the pages of a store, in each kind of database, and who is kept from them."""

import re
import socket
import sqlite3
import subprocess
from contextlib import closing
from datetime import timedelta

import pytest
from conftest import DATABASES, run
from digests import DAY, ferry, plain
from kept import sql
from old_stores import old_store
from served import filled, news, served
from sqlalchemy import text

from onrecord.cli.main import main
from onrecord.errors import UsageError
from onrecord.store import Filter, StoreError, browsing, open_store
from onrecord.web import _serving
from onrecord.web.serve import serve_store


def new_location(request, folder):
    return (
        str(folder / "news.db") if request.param == "sqlite" else request.getfixturevalue("postgresql").new_database()
    )


@pytest.fixture(scope="module", params=DATABASES)
def where(request, tmp_path_factory):
    return filled(new_location(request, tmp_path_factory.mktemp("served")), *news())


@pytest.fixture(scope="module")
def pages(where):
    with served(where) as started:
        yield started


# --- lists


def test_articles_are_listed_the_last_read_first_with_what_their_records_come_to(pages):
    found = pages.get()
    assert found.status == 200
    assert found.titles[-4:] == ["Ferry aground", "All off the Marigold", "Ferry aground", "Marigold has a new rudder"]
    assert re.search(r"The Mail.*2026-11-03.*mail</bdi>; 3 records, 3 supported", found.text)


ARTICLES = {
    "a word": ("q=rudder", ["Ferry aground", "Ferry aground", "Marigold has a new rudder"]),
    "all of several words": ("q=rudder+monday", ["Marigold has a new rudder"]),
    "words that stand together": ("q=%22new+rudder%22", ["Marigold has a new rudder"]),
    "the beginning of a word": ("q=lifeb*+230", ["All off the Marigold"]),
    "a word that no article has": ("q=zeppelin", []),
    "a day on": ("q=marigold&since=2026-11-03", ["Ferry aground", "All off the Marigold", "Ferry aground"]),
    "up to a day": ("q=marigold&until=2026-11-02", ["Marigold has a new rudder"]),
    "a part of a source": ("q=ferry&source=mail", ["All off the Marigold"]),
    "a language": ("language=ar", ["CNN: غرق عبارة"]),
    "a run": ("q=mill&run=1", ["About The mill of Lindow burned down"]),
    "conditions that are empty": ("q=mill&since=&source=+&kind=", ["About The mill of Lindow burned down"]),
}


@pytest.mark.parametrize(("asked", "expected"), ARTICLES.values(), ids=ARTICLES)
def test_articles_are_found_by(pages, asked, expected):
    assert pages.get(f"/?{asked}").titles == expected


RECORDS = {
    "a kind": ("q=rudder+monday&kind=claim", ["The ferry Marigold left Ellmouth on Monday with a new rudder."]),
    "a speaker": ("speaker=ida+falk", ["Ida Falk, the captain, said the rudder jammed in the channel"]),
    "a part of a speaker's name, whatever its case": (
        "speaker=FALK",
        ["Ida Falk, the captain, said the rudder jammed in the channel"],
    ),
    "a place": ("q=lifeboats&place=tarn", ["The ferry Marigold ran aground off Tarn Island."]),
    "a level": ("q=rudder&level=unsupported", []),
    "what is supported": ("q=lindow&level=supported", ["The mill of Lindow burned down."]),
    "all conditions together": ("kind=event&place=tarn&speaker=falk", []),
}


@pytest.mark.parametrize(("asked", "expected"), RECORDS.values(), ids=RECORDS)
def test_records_are_found_by(pages, asked, expected):
    found = pages.get(f"/records?{asked}").titles
    assert [re.sub(" on Tuesday|, by .*|, Tuesday", "", each) for each in found] == expected


@pytest.mark.parametrize("path", ["/", "/records", "/records?kind=claim", "/records?place=x1"])
def test_a_list_goes_on_until_everything_was_shown_once(location, path):
    many = [plain(f"a{n}", f"House {n} of x1 burned", day=DAY - timedelta(days=n)) for n in range(60)]
    filled(location, *many)
    with served(location) as pages:
        found, seen = pages.get(path), []
        while True:
            assert len(found.titles) <= 25
            seen += found.titles
            if not found.then:
                break
            found = pages.get(found.then)
    texts = [each.article.text for each in reversed(many)]
    titles = [f"About {each[:-1]}" for each in texts]
    assert seen == {"/": titles, "/records?place=x1": []}.get(path, texts)


@pytest.mark.parametrize("by", ["steps", "time"])
def test_what_takes_long_is_looked_for_some_of_the_way_and_gone_on_with(store, monkeypatch, by):
    run = store.run("fake", ferry()[0].prompts)
    for n in range(30):
        run.keep(plain(f"a{n}", f"House {n} burned", outlet="The Post" if n else "The Mail"))
    run.flush()
    monkeypatch.setattr(browsing, "FIRST", 3)
    monkeypatch.setattr(browsing, "LARGEST", 6)
    monkeypatch.setattr(browsing, "LOOKING", 60 if by == "steps" else 0)
    store.share()
    kept = store.browsing()
    mail, steps, before = [], 0, None
    while True:
        listed = kept.articles(Filter(sources=["mail"]), before=before)
        mail, steps, before = [*mail, *listed.rows], steps + 1, listed.then
        if before is None:
            break
        assert before > 1
    assert [each.id for each in mail] == ["a0"]
    assert steps == 1 if by == "steps" else steps > 1


def test_a_corrected_article_is_listed_once_and_its_versions_lead_to_each_other(location):
    first = plain("a", "Nine were hurt")
    filled(location, first, plain("b", "It rained"), plain("a", "Ten were hurt"))
    with served(location) as pages:
        assert pages.get().titles == ["About Ten were hurt", "About It rained"]
        article = pages.get("/article?id=a")
        assert article.status == 307
        newest = pages.get(article.headers["location"])
        assert "Ten were hurt" in newest.text
        (older,) = re.findall(r'<a href="([^"]*)">1</a> <span class="soft">\(read', newest.text)
        assert "Nine were hurt" in pages.get(older).text


# --- articles, records, stories


def link_to(found, words):
    """Where the entry of a list leads that has these words."""
    return next(m[1] for m in re.finditer(r'class="title" href="([^"]*)"[^>]*>([^<]*)<', found.text) if words in m[2])


def test_an_article_has_its_brief_its_text_and_a_page_for_each_record(pages):
    found = pages.get(link_to(pages.get("/?q=lifeboats+212"), "Ferry aground"))
    assert found.status == 200
    assert "What happened" in found.text
    assert "Lifeboats took 212 people off the ferry." in found.text
    assert f"{pages.root}/stories/" in found.text


def test_a_record_has_its_evidence_lit_in_its_article(pages):
    found = pages.get(link_to(pages.get("/records?speaker=falk"), "Ida Falk"))
    lit = "".join(re.findall(r'<mark class="evidence[^"]*">([^<]*)</mark>', found.text))
    assert lit == "“The rudder jammed in the channel,” said Ida Falk, the captain."
    assert re.search(r'<mark class="evidence value">Ida Falk</mark>', found.text)
    assert re.search(r"<dt>role</dt><dd[^>]*><bdi>the captain</bdi>", found.text)


def test_a_record_of_a_kind_that_is_not_known_is_told_and_the_others_are_shown(location):
    filled(location, plain("a", "Nine were hurt"), ferry()[1])
    sql(location, "UPDATE records SET kind = 'prophecy' WHERE kind = 'statement'")
    with served(location) as pages:
        assert pages.get("/records").status == 200
        found = pages.get("/articles/2")
        assert found.status == 200
        assert "1 record of the kind <bdi>prophecy</bdi> can't be shown" in found.text
        assert "Lifeboats took 212 people" in found.text
        story = re.search(rf"{pages.root}/stories/\d+", found.text)[0]
        assert "no kind is called &#39;prophecy&#39;" in pages.get(story).text


def test_the_stories_of_a_day_lead_to_their_facts_across_outlets_and_to_their_articles(pages):
    listed = pages.get("/stories?day=2026-11-03")
    found = pages.get(link_to(listed, "Marigold"))
    assert found.status == 200
    assert "The Mail" in found.text
    assert "Where outlets differ" in found.text
    (article, *_) = re.findall(rf'href="({pages.root}/articles/\d+)"', found.text)
    assert pages.get(article).status == 200
    assert pages.get("/stories?day=2026-11-02").then is None


def test_a_story_of_very_many_articles_is_told_by_its_first(location, monkeypatch):
    filled(location, *(plain(f"a{n}", f"The mill of Lindow burned down at {n}") for n in range(70)))
    with served(location) as pages:
        found = pages.get(pages.get("/stories").text.split('class="title" href="')[1].split('"')[0])
    assert "Told by its first 60 articles; 10 more articles came later." in found.text


# --- what can't be meant, isn't there, or goes away

WRONG = {
    "a day that is none": ("/?since=yesterday", "is no time"),
    "a time before all": ("/?since=0001-01-01T00:00%2B14:00", "is no time"),
    "a time after all": ("/?until=9999-12-31T23:59:59-12:00", "is no time"),
    "a time that is too long ago": ("/?since=999999w", "is no time"),
    "times that contradict": ("/?since=2026-02-01&until=2026-01-01", "nothing can be published"),
    "a language that is none": ("/?language=%3C%3E", "<>"),
    "a kind that is none": ("/records?kind=prophecy", "no kind is called"),
    "a level that is none": ("/records?level=good", "no level of support"),
    "words that have no letter": ("/?q=%22*%22", "is empty"),
    "too many words": ("/?q=" + "a+" * 25, "too long"),
    "a word that is too long": ("/?q=" + "a" * 301, "too long"),
    "a place in a list": ("/?before=x", "no place in a list"),
    "a place beyond all numbers": ("/records?before=99999999999999999999.1", "no place in a list"),
    "a place beyond the last number": ("/records?before=9223372036854775807.1", "no place in a list"),
    "a run that is none": ("/?run=x", "no number"),
    "a run that isn't there": ("/?run=7", "no run 7"),
    "an article that is no number": ("/articles/x", "no number"),
    "a number beyond all": ("/articles/99999999999999999999", "no number"),
    "digits of another script": ("/articles/%D9%A1", "no number"),
    "a day of stories that is none": ("/stories?day=2026-13-01", "no day"),
}


@pytest.mark.parametrize(("path", "said"), WRONG.values(), ids=WRONG)
def test_what_can_not_be_meant_is_told_in_a_sentence(pages, path, said):
    found = pages.get(path)
    assert found.status == 400
    assert said in found.said.replace("&lt;", "<").replace("&gt;", ">")


ABSENT = ("/nothing", "/articles/999999", "/articles/0", "/articles/1/999", "/articles/1/0", "/stories/999999")
ABSENT += ("/article?id=x", "/articles/../../../etc/passwd", "/script.js/../../x", "/static/store.js", "/style/1.css/x")


@pytest.mark.parametrize("path", ABSENT)
def test_what_is_not_there_is_told(pages, path):
    found = pages.get(path)
    assert found.status == 404
    assert found.said


def test_an_address_that_is_very_long_is_refused(pages):
    assert pages.ask("GET", f"{pages.root}/?q={'a' * 100_000}").status in {400, 431}


def test_a_sign_that_no_text_has_is_passed_over(pages):
    assert pages.get("/?q=mill%00").titles == ["About The mill of Lindow burned down"]


def test_pages_are_there_while_a_batch_writes_and_show_what_it_wrote(tmp_path):
    where = filled(tmp_path / "news.db", plain("a", "Nine were hurt"))
    with served(where) as pages, closing(sqlite3.connect(where, isolation_level=None)) as batch:
        batch.execute("BEGIN IMMEDIATE")
        batch.execute("UPDATE articles SET title = 'Changed'")
        assert pages.get("/?q=nine").titles == ["About Nine were hurt"]
        batch.execute("COMMIT")
        assert pages.get("/?q=nine").titles == ["Changed"]


def test_articles_that_came_after_the_start_are_found_by_their_words(location):
    filled(location, plain("a", "Nine were hurt"))
    with served(location) as pages:
        assert pages.get("/?q=hurt").titles == ["About Nine were hurt"]
        filled(location, plain("b", "Ten were hurt"))
        assert pages.get("/?q=hurt").titles == ["About Ten were hurt", "About Nine were hurt"]
        assert pages.get("/?q=ten").titles == ["About Ten were hurt"]


def test_a_store_that_someone_else_is_writing_to_for_long_is_served_without_waiting_for_an_index(tmp_path):
    where = filled(tmp_path / "news.db", plain("a", "Nine were hurt"))
    with closing(sqlite3.connect(where, isolation_level=None)) as batch:
        batch.execute("BEGIN IMMEDIATE")
        with (tmp_path / "log").open("w") as log, served(where, log=log) as pages:
            assert pages.get("/?q=hurt").titles == ["About Nine were hurt"]
    assert "searched without an index" in (tmp_path / "log").read_text()


def test_a_file_that_goes_away_is_told_and_not_made_anew(tmp_path):
    where = tmp_path / "news.db"
    filled(where, plain("a", "Nine were hurt"))
    with served(where) as pages:
        where.rename(tmp_path / "moved.db")
        for path in ("/", "/records", "/articles/1", "/stories", "/stories/1"):
            found = pages.get(path)
            assert found.status == 503
            assert "was deleted, moved or replaced" in found.said
        assert not where.exists()
        (tmp_path / "moved.db").rename(where)
        assert pages.get().status == 200


def test_a_database_that_goes_away_is_told_and_found_again(postgresql):
    where = filled(postgresql.new_database(), plain("a", "Nine were hurt"))
    name = where.rpartition("/")[2].partition("?")[0]
    kick = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    with served(where) as pages:
        assert pages.get().status == 200
        postgresql.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        postgresql.execute(kick)
        found = pages.get()
        assert found.status in {400, 503}
        assert name in found.said
        postgresql.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        assert pages.get().status == 200


def test_an_older_store_is_upgraded_and_served(tmp_path):
    old_store(tmp_path / "news.db")
    with served(tmp_path / "news.db") as pages:
        assert pages.get().titles == ["a"]
        assert pages.get("/articles/1").status == 200


def test_a_store_without_a_run_says_so_and_shows_what_comes(location):
    with open_store(location, create=True):
        pass
    with served(location) as pages:
        for path in ("/", "/records"):
            assert "The store holds no run yet" in pages.get(path).text
        assert pages.get("/stories").status == 200
        filled(location, plain("a", "Nine were hurt"))
        assert pages.get().titles == ["About Nine were hurt"]


def test_a_shared_store_can_not_be_written_and_a_look_that_takes_too_long_ends(store):
    store.run("fake", ferry()[0].prompts)
    store.share(0.3)
    with pytest.raises(StoreError):
        store.run("other", ferry()[0].prompts)
    with pytest.raises(StoreError), store._database.apart() as connection:
        connection.execute(text("DELETE FROM runs"))
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(StoreError, match=r"takes longer than 0\.3 seconds"), store._database.apart() as connection:
        connection.execute(text(endless)).all()
    assert len(store.runs()) == 1


# --- who is kept out

EVIL = "evil.example"


def refusals(pages):
    own = f"http://{pages.host}"
    cross = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "cors", "Sec_Fetch_Dest": "empty"}
    page = f"{pages.root}/"
    return {
        "another name of the host": ("GET", page, {"Host": EVIL}),
        "another name with the port": ("GET", page, {"Host": f"{EVIL}:{pages.host.partition(':')[2]}"}),
        "the host without the port": ("GET", page, {"Host": "127.0.0.1"}),
        "another port": ("GET", page, {"Host": "127.0.0.1:1"}),
        "no token": ("GET", "/", {}),
        "no token, for a page": ("GET", "/records", {}),
        "an empty token": ("GET", "//records", {}),
        "a wrong token": ("GET", page[:-3] + "xx/", {}),
        "a part of the token": ("GET", page[:-3] + "/", {}),
        "a token with more after it": ("GET", page[:-1] + "x/", {}),
        "a token of other signs": ("GET", "/%C3%A9%F0%9F%98%80/", {}),
        "a token elsewhere": ("GET", f"/records?token={page[1:-1]}", {}),
        "a script of another site": ("GET", page, cross),
        "a script of another site of the same machine": ("GET", page, {**cross, "Sec_Fetch_Site": "same-site"}),
        "a frame of another site": (
            "GET",
            page,
            {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"},
        ),
        "another origin": ("GET", page, {"Origin": f"http://{EVIL}"}),
        "an origin that is none": ("GET", page, {"Origin": "null"}),
        "a post of another site": ("POST", page, {**cross, "Origin": f"http://{EVIL}"}),
        "a form of another site": (
            "POST",
            page,
            {
                "Origin": "null",
                "Sec_Fetch_Site": "cross-site",
                "Sec_Fetch_Mode": "navigate",
                "Sec_Fetch_Dest": "document",
            },
        ),
        "a post that says nothing of its origin": ("POST", page, {}),
        "a post of the same machine, under another name": (
            "POST",
            page,
            {"Origin": own.replace("127.0.0.1", "localhost")},
        ),
        "a deletion of another site": ("DELETE", page, {"Origin": f"http://{EVIL}"}),
    }


KEPT_OUT = list(refusals(type("Named", (), {"host": "127.0.0.1:9", "root": "/token"})))


@pytest.mark.parametrize("name", KEPT_OUT)
def test_kept_out_is(pages, name):
    method, path, headers = refusals(pages)[name]
    found = pages.ask(method, path, **headers)
    assert found.status == 403
    assert "Open the address that the command printed" in found.text
    assert pages.root[1:] not in found.text
    assert "Marigold" not in found.text


def test_let_in_is_who_opens_the_address_and_what_its_pages_ask_for(pages):
    for headers in (
        {"Sec_Fetch_Site": "none", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"},
        {"Sec_Fetch_Site": "same-origin", "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "style"},
        {"Host": pages.host.replace("127.0.0.1", "localhost")},
        {"Origin": f"http://{pages.host}"},
        {},
    ):
        assert pages.get("/style/0.css", **headers).status == 200
    assert pages.get("").headers["location"] == f"{pages.root}/"
    own = {"Origin": "null", "Sec_Fetch_Site": "same-origin"}
    assert pages.ask("POST", f"{pages.root}/", **own).status == 405  # nothing can be posted


@pytest.mark.parametrize("path", ["/", "/nothing", "/?since=x", "/script.js", "/style/2.css", "/../"])
def test_every_answer_forbids_what_no_page_needs_and_sets_no_cookie(pages, path):
    headers = {name.lower(): value for name, value in pages.get(path).headers.items()}
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in headers
    assert headers["cache-control"] == (
        "private, max-age=3600" if path.endswith(("s", "js")) and "." in path else "no-store"
    )


def test_a_body_that_is_too_large_is_refused(pages):
    own = {"Origin": f"http://{pages.host}"}
    assert pages.ask("POST", f"{pages.root}/", b"x" * 4_000_001, **own).status == 413
    chunks = (b"x" * 1_000_000 for _ in range(5))
    assert pages.ask("POST", f"{pages.root}/", chunks, **own).status in {405, 413}


def test_no_line_that_is_logged_has_the_token_and_ctrl_c_ends_in_order(tmp_path):
    where = filled(tmp_path / "news.db", plain("a", "Nine were hurt"))
    with (tmp_path / "log").open("w") as log, served(where, log=log) as pages:
        for path in ("/", "/nothing", "/?since=x", "/articles/1", f"{pages.root}/{pages.root}"):
            pages.get(path)
        for method, path, headers in refusals(pages).values():
            pages.ask(method, path, **headers)
        with socket.create_connection(pages.host.split(":")) as raw:
            raw.sendall(f"BROKEN {pages.root}\r\n\r\n".encode())
            raw.recv(1000)
        (tmp_path / "news.db").unlink()
        assert pages.get().status == 503
        assert pages.interrupt() == 0
    assert pages.root[1:] not in (tmp_path / "log").read_text()


def test_the_token_is_another_one_each_time(tmp_path):
    where = filled(tmp_path / "news.db", plain("a", "Nine were hurt"))
    with served(where) as one, served(where) as other:
        assert one.root != other.root
        assert len(one.root) > 30
        assert one.ask("GET", f"{other.root}/").status == 403


# --- how it is started


def test_a_port_is_served_at_if_it_can_be_had(tmp_path):
    where = filled(tmp_path / "news.db", plain("a", "Nine were hurt"))
    with served(where) as pages:
        port = pages.host.partition(":")[2]
        done = run("serve", "--store", where, "--port", port, "--no-browser")
    assert done.returncode == 2
    assert f"--port {port}: can't be had: Address already in use; name another port" in done.stderr
    with served(where, "--port", port) as pages:
        assert pages.host == f"127.0.0.1:{port}"


@pytest.mark.parametrize("host", ["no.such.host.example", "192.0.2.1", "x" * 300])
def test_a_host_that_is_not_this_machine_is_refused(tmp_path, host):
    where = filled(tmp_path / "news.db", plain("a", "Nine were hurt"))
    done = run("serve", "--store", where, "--host", host, "--no-browser")
    assert done.returncode == 2
    assert f"--host {host}" in done.stderr


def test_other_hosts_than_loopback_are_warned_of_and_their_names_are_known(tmp_path):
    where = filled(tmp_path / "news.db", plain("a", "Nine were hurt"))
    with (tmp_path / "log").open("w") as log, served(where, "--host", "0.0.0.0", log=log) as pages:
        port = pages.host.rpartition(":")[2]
        pages.host = f"127.0.0.1:{port}"
        for name in ("localhost", "127.0.0.1", socket.gethostname()):
            assert pages.get(Host=f"{name}:{port}").status == 200
        assert pages.get(Host=f"{EVIL}:{port}").status == 403
    assert "without encryption" in (tmp_path / "log").read_text()


def test_a_store_that_is_not_there_is_told(tmp_path):
    done = run("serve", "--store", tmp_path / "none.db", "--no-browser")
    assert done.returncode == 2
    assert "no such store" in done.stderr


def test_what_is_not_installed_is_named_with_its_extra(file_store, monkeypatch):
    monkeypatch.setattr(_serving, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"starlette and uvicorn: pip install 'onrecord\[web\]'"):
        serve_store(file_store, say=print)


def test_the_address_is_opened_in_the_browser(tmp_path, monkeypatch):
    where = filled(tmp_path / "news.db", plain("a", "Nine were hurt"))
    opener = tmp_path / "opener"
    opener.write_text(f'#!/bin/sh\necho "$1" > {tmp_path / "opened"}\n')
    opener.chmod(0o755)
    from conftest import SCRIPT, environment

    command = [SCRIPT, "serve", "--store", where]
    env = environment(BROWSER=f"{opener} %s")
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=env, text=True) as process:
        address = process.stdout.readline().split()[0]
        for _ in range(100):
            if (tmp_path / "opened").exists() and (tmp_path / "opened").read_text():
                break
            import time

            time.sleep(0.1)
        process.kill()
    assert (tmp_path / "opened").read_text().strip() == address


def test_the_help_says_what_it_is_and_how_it_ends(capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["onrecord", "serve", "--help"])
    with pytest.raises(SystemExit):
        main()
    said = " ".join(capsys.readouterr().out.split())
    assert "read only" in said
    assert "Ctrl-C" in said
