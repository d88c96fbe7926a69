import errno
import fcntl
import json
import multiprocessing
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from old_stores import old_store, upgraded_to
from sqlalchemy import event, update

from onrecord.article import Article
from onrecord.errors import UsageError
from onrecord.extraction import PromptUsed, Summary, extract
from onrecord.extraction._prompts import choose_prompts
from onrecord.grounding import Support
from onrecord.models._recorded import KeptAnswer
from onrecord.plain import as_dict
from onrecord.sources import SourceOptions, Unreadable, read_sources
from onrecord.store import VERSION, Filter, StoreError, article_key, open_store
from onrecord.store._keys import identity_of
from onrecord.store._schema import articles
from onrecord.testing import FakeModel, answer_text
from onrecord.usage import Spending, Usage

PROMPTS = (PromptUsed("claim", "abc"),)
TEXT = "Police arrested Ana Lima on Monday. “We are relieved,” said Mayor Bo Chen."


def kept(key="k", **more):
    known = {"model": "fake", "window": 8192, "prompt": "claim", "text": "{}", "filled": None, "truncated": False}
    return KeptAnswer(key, **{**known, **more}, usage=Usage(1, 10, 2, 5), seconds=0.1)


def summary(name="a", text=TEXT, **more):
    return Summary(Article(text, id=name), "fake", PROMPTS, more.pop("status", "ok"), **more)


async def read(article):
    claim = {"sentences": [1], "text": "Police arrested Ana Lima on Monday"}
    statement = {"sentences": [2], "speakers": ["Bo Chen"], "cue": "said", "content": "We are relieved"}
    model = FakeModel([answer_text({"claims": [claim], "statements": [statement]})])
    return await extract(article, choose_prompts(), model)


async def test_a_summary_comes_back_as_it_was_kept(store):
    article = Article(TEXT, "a", "Title", "https://example.org/a", date(2026, 1, 2), "en", "a feed", "An Author")
    made = await read(article)
    run = store.run("fake", made.prompts)
    run.keep(made)
    run.flush()
    assert [json.loads(line) for line in store.documents()] == [as_dict(made)]
    assert [as_dict(each) for each in store.summaries()] == [as_dict(made)]


@pytest.mark.parametrize("zone", ["+05:30", "Z", ""])
async def test_a_publication_keeps_its_time_and_zone(store, zone):
    moment = datetime.fromisoformat(f"2026-01-02T23:30:00{zone}")
    made = await read(Article(TEXT, "a", published=moment))
    run = store.run("fake", made.prompts)
    run.keep(made)
    run.flush()
    [kept] = store.summaries()
    assert (kept.article.published_at, kept.article.published) == (moment, date(2026, 1, 2))
    assert kept.article.published_at.utcoffset() == moment.utcoffset()
    assert [json.loads(line) for line in store.documents()] == [as_dict(made)]
    assert run.read(count=1)[0][1] == made.article


async def test_records_and_their_spans_can_be_asked_for_in_sql(store):
    made = await read(Article(TEXT, "a"))
    run = store.run("fake", made.prompts)
    run.keep(made)
    run.flush()
    with store._database.reading() as connection:
        found = connection.exec_driver_sql(
            "SELECT substr(a.text, s.start + 1, s.end - s.start), s.support FROM spans s JOIN records r USING (result, "
            "record) JOIN results ON results.number = s.result JOIN articles a ON a.number = results.article "
            "WHERE r.kind = 'statement' AND s.field = 'speakers[0]' AND r.fields ->> 'cue' = 'said'"
        ).all()
    assert found == [("Bo Chen", "exact")]


def test_a_run_is_gone_on_with_by_the_same_model_and_prompts(store):
    store.run("fake", PROMPTS).keep(summary())
    first = store.run("fake", PROMPTS)
    first.keep(summary())
    first.end()
    assert store.run("fake", PROMPTS).status(article_key(Article(TEXT, "a"))) == "ok"
    others = [store.run("other", PROMPTS), store.run("fake", PROMPTS, strict=True)]
    others.append(store.run("fake", (PromptUsed("claim", "changed"),)))
    assert [run.status(article_key(Article(TEXT, "a"))) for run in others] == [None, None, None]


def test_an_article_whose_text_changed_is_another_one(store):
    run = store.run("fake", PROMPTS)
    run.keep(summary())
    assert run.status(article_key(Article("A new text.", "a"))) is None


def test_a_later_result_takes_the_place_of_an_earlier_one(store):
    run = store.run("fake", PROMPTS)
    run.keep(summary(status="failed", problems=("no answer",)))
    run.flush()
    assert [article.id for article in run.unfinished()] == ["a"]
    run.keep(summary())
    run.end()
    assert [each.status for each in store.summaries()] == ["ok"]
    assert run.counts == {"ok": 1, "partial": 0, "failed": 0}


def test_two_runs_share_an_article(store):
    for model in ("one", "two"):
        run = store.run(model, PROMPTS)
        run.keep(replace(summary(), model=model))
        run.end()
    assert [store.totals(row.number).articles for row in store.runs()] == [1, 1]
    assert [each.model for each in store.summaries(run=1)] == ["one"]
    assert [each.model for each in store.summaries()] == ["two"]


def test_an_answer_outlives_its_process(tmp_path):
    def work(path):
        with open_store(path, create=True) as store:
            run = store.run("fake", PROMPTS)
            run.answers().put(kept("paid"))
            run.keep(summary())
            os.kill(os.getpid(), signal.SIGKILL)

    process = multiprocessing.get_context("fork").Process(target=work, args=(tmp_path / "news.db",))
    process.start()
    process.join()
    with open_store(tmp_path / "news.db") as store:
        run = store.run("fake", PROMPTS)
        assert run.answers().get("paid") == kept("paid")
        assert run.spent() == Usage(1, 10, 2, 5), "the session that was killed is gone on with"
        assert run.status(article_key(Article(TEXT, "a"))) is None, "what was held is made again from the answers"


def test_a_session_that_ended_leaves_the_next_a_budget_of_its_own(store):
    run = store.run("fake", PROMPTS)
    run.answers().put(kept())
    run.end()
    assert store.run("fake", PROMPTS).spent() == Usage()


@pytest.mark.parametrize(
    ("killed", "before"),
    [(True, Spending("tokens", 700.0, 3, 1.5, 40)), (False, Spending("tokens", 0.0, 3, 1.5, 40))],
    ids=["killed", "ended"],
)
def test_what_a_budget_counted_outlives_a_kill_and_what_it_learned_every_end(location, killed, before):
    with open_store(location, create=True, lease=0.05) as store:
        run = store.run("fake", PROMPTS)
        assert run.spending.before is None
        run.spending.counted = lambda: Spending("tokens", 700.0, 3, 1.5, 40)
        run.answers().put(kept())
        assert run.spending.written == 700
        if not killed:
            run.end()
        time.sleep(0.1)
        again = store.run("fake", PROMPTS)
        if location.startswith("postgresql:"):  # the killed one may only have stood still: its share isn't taken over
            before = replace(before, amount=0.0)
            again.spending.counted = lambda: Spending("tokens")
            assert again.spending.lease(1000.0, 301.0, 0.0).amount == (0.0 if killed else 650.5)
        assert again.spending.before == before
        assert store.run("other", PROMPTS).spending.before is None


def test_a_session_that_an_older_release_was_killed_in_is_gone_on_with(tmp_path):
    old_store(tmp_path / "old.db")
    with sqlite3.connect(tmp_path / "old.db") as database:
        database.execute("INSERT INTO sittings VALUES (1, 1, '2026-01-02', NULL)")
        database.execute("INSERT INTO answers VALUES ('k', 1, 'fake', 1, 'claim', '', '', 0, NULL, 1, 10, 2, 5, 0.1)")
        database.execute("UPDATE runs SET identity = ?", (identity_of("fake", PROMPTS, strict=False),))
    database.close()
    with open_store(tmp_path / "old.db") as store:
        run = store.run("fake", PROMPTS)
        assert (run.session, run.spending.before, run.spent()) == (1, None, Usage(1, 10, 2, 5))


def test_answers_whose_session_was_deleted_by_hand_are_charged_to_no_other(file_store):
    run = file_store.run("fake", PROMPTS)
    run.answers().put(kept())
    run.end()
    with file_store._database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM sessions")
    assert file_store.run("fake", PROMPTS).spent() == Usage()


@pytest.mark.parametrize(("anew", "found"), [(False, "no use"), (True, None)], ids=["as it was", "anew"])
def test_a_useless_answer_is_asked_for_again_only_when_told(store, anew, found):
    run = store.run("fake", PROMPTS)
    run.answers().put(kept(error="no use"))
    answers = run.answers(anew=anew)
    answer = answers.get("k")
    assert (answer.error if answer else None) == found
    if anew:
        answers.put(kept())
        assert answers.get("k") == kept()


def test_of_two_answers_to_one_request_asked_at_once_the_first_stays(store):
    answers = store.run("fake", PROMPTS).answers()
    answers.put(kept(text="first"))
    answers.put(kept(text="second"))
    assert answers.get("k").text == "first"


def test_what_failed_is_listed_until_it_is_read(store):
    run = store.run("fake", PROMPTS)
    run.fail("a", "no text", url="https://example.org/a")
    run.fail("a", "still no text")
    assert store.failures() == [("a", "still no text")]
    run.keep(summary())
    run.end()
    assert store.failures() == []


def test_the_results_of_a_day_are_those_of_articles_published_then(store):
    run = store.run("fake", PROMPTS)
    for day in (1, 2):
        article = Article(TEXT, f"day {day}", published=date(2026, 1, day))
        run.keep(replace(summary(), article=article))
    run.keep(summary("undated"))
    run.end()
    assert [each.article.id for each in store.summaries(Filter(since=date(2026, 1, 2), until=date(2026, 1, 2)))] == [
        "day 2"
    ]
    with store._database.reading() as connection:
        made = str(connection.exec_driver_sql("SELECT made FROM results LIMIT 1").scalar_one())
    assert [
        each.article.id
        for each in store.summaries(Filter(until=date.fromisoformat(made[:10]), since=date.fromisoformat(made[:10])))
    ] == ["undated"]


def test_pages_are_asked_for_whole_until_all_they_hold_is_read(store):
    run = store.run("fake", PROMPTS)
    pages = run.pages()
    pages.put("https://example.org/feed", '"1"', None)
    assert run.pages().get("https://example.org/feed") is None
    pages.confirm()
    assert run.pages().get("https://example.org/feed") == ('"1"', None)
    assert run.pages(forget=True).get("https://example.org/feed") is None
    assert store.run("other", PROMPTS).pages().get("https://example.org/feed") is None


async def read_into(run, source, **options):
    """Read a source as a batch does, of which only the failures are of interest."""
    async for found in read_sources([str(source)], SourceOptions(validators=run.pages(), **options)):
        if isinstance(found, Unreadable):
            run.fail(found.id, found.reason, url=found.url, source=found.source)


async def test_a_line_that_was_read_under_another_mapping_is_no_failure_any_more(store, tmp_path):
    path = tmp_path / "wire.jsonl"
    path.write_text(f'{{"wording": "{TEXT}"}}\n{{"text": "{TEXT}"}}\n{{"wording": 7}}\n')
    run = store.run("fake", PROMPTS)
    await read_into(run, path)
    assert [name for name, _ in store.failures()] == [f"{path}:1", f"{path}:3"]
    await read_into(run, path, mapping={"text": "wording"})
    assert [name for name, _ in store.failures()] == [f"{path}:2", f"{path}:3"]
    assert store.failures()[1][1].startswith("line 3: its 'wording' is no string")


async def test_a_feed_that_was_read_again_without_fault_is_no_failure_any_more(store, tmp_path):
    path = tmp_path / "feed"
    whole = f"<rss><channel><item><guid>urn:x:1</guid><description>{TEXT}</description></item></channel></rss>"
    run = store.run("fake", PROMPTS)
    for content in (whole[:40], whole[:-20]):
        path.write_text(content)
        await read_into(run, path, fetch_pages="never")
        assert [name for name, _ in store.failures()] == [str(path)]
    run.fail("urn:x:2", "its page is gone", source=str(path))
    path.write_text(whole)
    await read_into(run, path, fetch_pages="never")
    assert [name for name, _ in store.failures()] == ["urn:x:2"]


def columns(path):
    with sqlite3.connect(path) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {table: {row[1:4] for row in database.execute(f"PRAGMA table_info({table})")} for table in tables}
        for table in tables:
            for _, name, *_ in database.execute(f"PRAGMA index_list({table})"):
                found[name] = [row[2] for row in database.execute(f"PRAGMA index_info({name})")]
    database.close()
    return found


def test_an_older_store_is_brought_up_to_date_with_all_it_holds(tmp_path, file_store):
    old_store(tmp_path / "old.db")
    with open_store(tmp_path / "old.db") as upgraded:
        assert [(each.article.text, each.status) for each in upgraded.summaries()] == [("Old.", "ok")]
        run = upgraded.run("fake", PROMPTS)
        run.keep(summary())
        run.end()
    assert columns(tmp_path / "old.db") == columns(file_store.path)
    with open_store(tmp_path / "old.db") as again:
        assert len(again.runs()) == 2


CORRECTED_IN_VERSION_1 = """
INSERT INTO articles VALUES (2, x'10112233445566778899aabbccddeeff', 'a', NULL, NULL, NULL, 'en', NULL, 'New.');
INSERT INTO results SELECT 2, 1, 2, status, '["near-duplicate of a"]', 0, 'a', 0, 0, 0, 0, 0, made,
  replace(plain, '"seconds": 0.5', '"seconds": 0.5, "copy_of": "a"') FROM results;
INSERT INTO records VALUES (1, 1, 'claim', 1, '{"sentences": [1], "text": "Old."}'),
  (1, 2, 'event', 1, '{"sentences": [1], "what": "Old."}'), (2, 1, 'claim', 1, '{"sentences": [1], "text": "New."}');
INSERT INTO runs VALUES (2, '3f0c', 'other', '[]', 1, '2026-01-03 00:00:00');
INSERT INTO sittings VALUES (1, 2, '2026-01-03 00:00:00', '2026-01-03 01:00:00'),
  (2, 1, '2026-01-04 00:00:00', NULL);
"""


def test_an_older_store_has_its_runs_in_order_and_its_corrected_articles_once(tmp_path):
    old_store(tmp_path / "old.db", more=CORRECTED_IN_VERSION_1)
    with open_store(tmp_path / "old.db") as store:
        assert [(each.number, each.kinds, str(each.worked)) for each in store.runs()] == [
            (1, ("claim", "event"), "2026-01-04 00:00:00"),
            (2, (), "2026-01-03 01:00:00"),
        ]
        assert [(each.article.text, each.copy_of) for each in store.summaries()] == [("New.", None)]
        assert [each.version for each in store.summaries(all_versions=True)] == [1, 2]


OLD_RECORDS = [
    {
        "kind": "claim",
        "sentences": [1],
        "text": "Old news.",
        "source": "Old",
        "certainty": "certain",
        "supported": True,
        "evidence": [{"start": 0, "end": 4, "text": "Old."}],
        "support": {"text": {"level": "fuzzy", "spans": [[0, 4]]}, "source": {"level": "exact", "spans": [[0, 3]]}},
    },
    {
        "kind": "claim",
        "sentences": [1],
        "text": "Nine.",
        "source": None,
        "certainty": "certain",
        "supported": False,
        "evidence": [{"start": 0, "end": 4, "text": "Old."}],
        "support": {"text": {"level": "unsupported", "spans": [], "reason": "number Nine is not in its evidence"}},
    },
    {
        "kind": "claim",
        "sentences": [1],
        "text": "Old.",
        "source": None,
        "certainty": "certain",
        "supported": True,
        "evidence": [{"start": 0, "end": 4, "text": "Old."}],
        "support": {"text": {"level": "exact", "spans": [[0, 4]]}},
    },
]
"""Records as stores of version 6 have them: without a level of their own, and `fuzzy` counts as supported."""


@pytest.fixture
def store_6(tmp_path):
    old_store(tmp_path / "old.db")
    upgraded_to(6, tmp_path / "old.db")
    with sqlite3.connect(tmp_path / "old.db") as database:
        [plain] = database.execute("SELECT plain FROM results").fetchone()
        database.execute("UPDATE results SET plain = ?", (json.dumps(json.loads(plain) | {"records": OLD_RECORDS}),))
        for number, record in enumerate(OLD_RECORDS, start=1):
            row = (1, number, "claim", record["supported"], "{}", None)
            database.execute("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?)", row)
        database.execute("INSERT INTO spans VALUES (1, 1, 'text', 1, 0, 4, 'fuzzy')")
    database.close()
    return tmp_path / "old.db"


def test_a_store_of_version_6_gets_its_records_levels(store_6):
    with open_store(store_6) as store:
        [old] = store.summaries()
        assert [(str(each.support), each.supported) for each in old.records] == [
            ("reworded", False),
            ("unsupported", False),
            ("exact", True),
        ]
        assert [value.finding and value.finding.code for each in old.records for value in each.values] == [
            None,
            None,
            "other",
            None,
        ]
        assert [json.loads(line) for line in store.documents()] == [as_dict(old)]
        for levels, count in ({"reworded"}, 1), ({"exact", "reworded"}, 2), ({"verified"}, 0):
            assert sum(len(each.records) for each in store.summaries(Filter(levels=[*levels]))) == count
    with closing(sqlite3.connect(store_6)) as database:
        assert database.execute("SELECT level, supported FROM records ORDER BY record").fetchall() == [
            ("reworded", 0),
            ("unsupported", 0),
            ("exact", 1),
        ]
        assert database.execute("SELECT support FROM spans WHERE field = 'text'").fetchall() == [
            ("reworded",),
            ("exact",),
        ]


def test_runs_that_keep_other_levels_are_other_runs(store):
    strict, supported = (
        store.run("fake", PROMPTS, strict=True),
        store.run("fake", PROMPTS, strict=True, weakest=Support.VERIFIED),
    )
    assert strict.number != supported.number
    assert [each.weakest for each in store.runs()] == [Support.VERIFIED, Support.UNSUPPORTED]
    assert store.run("fake", PROMPTS, strict=True, weakest=Support.VERIFIED).number == supported.number


def test_a_newer_store_is_left_alone(tmp_path):
    old_store(tmp_path / "new.db", VERSION + 1)
    before = columns(tmp_path / "new.db")
    with (
        pytest.raises(StoreError, match=rf"version {VERSION + 1}.*pip install -U onrecord"),
        open_store(tmp_path / "new.db"),
    ):
        pass
    assert columns(tmp_path / "new.db") == before


@pytest.mark.parametrize("table", ["birds (name TEXT)", "schema_version (version TEXT)"])
def test_a_database_of_something_else_is_left_alone(tmp_path, table):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as database:
        database.execute(f"CREATE TABLE {table}")
    database.close()
    before = path.read_bytes()
    with pytest.raises(UsageError, match="no store of onrecord"), open_store(path, create=True):
        pass
    assert path.read_bytes() == before


def test_a_store_may_have_any_name(tmp_path):
    with open_store(tmp_path / "what?is%20this#.db", create=True):
        assert [path.name for path in tmp_path.glob("*.db")] == ["what?is%20this#.db"]


def test_a_file_that_is_no_database_is_named(tmp_path):
    (tmp_path / "news.db").write_text("x" * 5000)
    with pytest.raises(UsageError, match=r"news\.db: is no intact SQLite database"), open_store(tmp_path / "news.db"):
        pass


@pytest.mark.parametrize(
    ("location", "said"),
    [("none.db", "no such store"), ("mysql://ann:secret@localhost/news", "mysql://: no store can be kept there")],
    ids=["missing", "a server"],
)
def test_a_store_that_cannot_be_opened_says_so(tmp_path, location, said):
    location = location if ":" in location else tmp_path / location
    with pytest.raises(UsageError, match=said), open_store(location):
        pass


def test_a_lock_of_another_program_is_waited_for_and_then_named(tmp_path):
    path = tmp_path / "news.db"
    with open_store(path, create=True, patience=0.2) as store:
        run = store.run("fake", PROMPTS)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"news\.db: is locked by another program.*close what has it open"):
            run.answers().put(kept())
        other.execute("ROLLBACK")
        other.close()
        run.answers().put(kept())
        assert run.answers().get("k") == kept()


def test_results_can_be_read_while_a_batch_writes(file_store):
    run = file_store.run("fake", PROMPTS)
    run.keep(summary())
    run.flush()
    with open_store(file_store.path, patience=0.1) as reader:
        found = reader.summaries()
        first = next(found)
        run.keep(summary("b"))
        run.flush()
        assert [first.article.id, *(each.article.id for each in found)] == ["a"]
        assert len(list(reader.summaries())) == 2


def test_a_full_disk_loses_nothing_that_was_stored(file_store):
    run = file_store.run("fake", PROMPTS)
    answers = run.answers()
    with file_store._database.reading() as connection:
        used = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    with file_store._database.writing() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {used + 20}")
    stored = []

    def fill():
        for number in range(1000):
            answers.put(kept(str(number), error="x" * 1000))
            stored.append(str(number))

    with pytest.raises(StoreError, match=r"news\.db: the disk is full: make room and run the same command again"):
        fill()
    assert stored
    with open_store(file_store.path) as again:
        found = again.run("fake", PROMPTS).answers()
        assert all(found.get(key) for key in stored)
    with file_store._database.writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    answers.put(kept("after"))
    assert answers.get("after")


@pytest.mark.parametrize("work", ["write", "sync"])
@pytest.mark.parametrize("replaced", [False, True], ids=["deleted", "replaced"])
def test_a_store_that_is_no_longer_at_its_path_is_not_written_to(file_store, replaced, work):
    run = file_store.run("fake", PROMPTS)
    run.answers().put(kept())
    file_store.path.rename(file_store.path.with_name("other.db"))
    if replaced:
        file_store.path.touch()
    with pytest.raises(StoreError, match=r"news\.db: was deleted, moved or replaced while it was open.*put it back"):
        run.sync() if work == "sync" else run.answers().put(kept("second"))
    assert file_store.path.exists() is replaced
    file_store.path.with_name("other.db").rename(file_store.path)
    run.sync()
    run.answers().put(kept("second"))


def test_a_disk_that_fails_while_the_log_is_brought_over_is_told(file_store):
    run = file_store.run("fake", PROMPTS)
    run.answers().put(kept(error="x" * 100_000))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_store.path.stat().st_size, before[1]))
    try:
        with pytest.raises(StoreError, match=r"news\.db: "):
            run.sync()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    run.sync()


def test_the_results_of_a_run_are_read_in_their_order_without_being_sorted(file_store):
    run = file_store.run("fake", PROMPTS)
    run.keep(summary())
    run.end()
    asked = []
    event.listen(file_store._database.engine, "before_cursor_execute", lambda *given: asked.append(given[2:4]))
    assert run.read(before=9, count=1)
    assert list(file_store.documents())
    assert run.read(count=1)
    with file_store._database.reading() as connection:
        joins = [each for each in asked if "JOIN" in each[0]]
        plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", told).all() for said, told in joins]
    assert len(plans) == 3
    assert "TEMP B-TREE" not in str(plans)


HOLD = """
import sys
import time
from onrecord.store import open_store
with open_store(sys.argv[1], create=True) as store, store.locked():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_one_batch_at_a_time_and_a_killed_one_leaves_no_lock(tmp_path):
    path = tmp_path / "news.db"
    command = [sys.executable, "-c", HOLD, str(path)]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other,
        open_store(path, create=True) as store,
    ):
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match=f"another batch is at work on it, process {other.pid}"), store.locked():
            pass
        other.kill()
        other.wait()
        with store.locked():
            pass


def test_a_store_is_locked_within_a_process_too_and_free_after(file_store):
    with open_store(file_store.path) as again:
        for one, other in ((file_store, again), (again, file_store), (file_store, file_store)):
            with one.locked(), pytest.raises(StoreError, match="another batch is at work"), other.locked():
                pass
    with file_store.locked():
        file_store.run("fake", PROMPTS).answers().put(kept())


def test_a_disk_whose_files_can_not_be_locked_is_told(file_store, monkeypatch):
    def refuse(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "fcntl", refuse)
    with pytest.raises(StoreError, match=r"news\.db: can't be locked: No locks available"), file_store.locked():
        pass


def test_a_store_needs_its_library(tmp_path):
    blocked = "import sys; sys.modules['sqlalchemy'] = None; from onrecord.store import open_store\n"
    script = f"{blocked}with open_store({str(tmp_path / 'n.db')!r}, create=True): pass"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "pip install 'onrecord[batch]'" in done.stderr.splitlines()[-1]


def test_what_is_synced_is_in_the_database_itself(file_store, tmp_path):
    run = file_store.run("fake", PROMPTS)
    run.keep(summary())
    run.flush()
    run.sync()
    carried_over = tmp_path / "alone.db"
    carried_over.write_bytes(Path(file_store.path).read_bytes())
    with open_store(carried_over) as alone:
        assert [each.article.id for each in alone.summaries()] == ["a"]


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_article_that_an_older_onrecord_kept_without_words_is_still_given_out(store, text):
    run = store.run("fake", PROMPTS)
    run.keep(summary("harbour"))
    run.flush()
    with store._database.writing() as connection:
        connection.execute(update(articles).values(text=text))
    [found] = store.summaries()
    assert (found.article.id, found.article.text) == ("harbour", "")
