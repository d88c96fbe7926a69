"""What of a store is exported: by time, words, feed, language, kind, speaker, place and support; the same in Python."""

import json
import os
from datetime import UTC, date, datetime, timedelta

import pytest
from conftest import DATABASES, news_in, shown
from endpoint_server import EndpointServer, answer
from in_process import onrecord
from kept import location_of

from onrecord.errors import UsageError
from onrecord.store import Filter, open_store, parse_moment
from onrecord.testing import answer_text

NEWS = (
    {
        "id": "ferry",
        "title": "Ferry sinks",
        "text": "The ferry Élan sank near Ostrava on Monday. “She was old,” said Ana Lima of the coast guard.",
        "published": "2026-01-05T22:30:00-05:00",
        "source": "The Velmar Post",
    },
    {
        "id": "bridge",
        "title": "Bridge opens",
        "text": "Tarn opened its second bridge on Friday. “It is done,” said Mayor Ivo Roth.",
        "published": "2026-01-09",
        "source": "Tarn Courier",
    },
    {
        "id": "fluss",
        "title": "Hochwasser",
        "text": "Der Fluss stieg am Dienstag in Linden auf drei Meter. „Wir sind bereit“, sagte Ana Limaki.",
        "source": "Lindener Bote",
    },
    {"id": "ship", "text": "渡轮周一在青岛沉没。", "published": "2026-01-06", "source": "Qingdao"},
)
PLACES = {"Ostrava": "Ostrava", "Tarn": "Tarn", "Linden": "Linden", "青岛": "青岛"}
SPEAKERS = ("Ana Limaki", "Ana Lima", "Mayor Ivo Roth")
TIMES = ("Monday", "Friday", "Dienstag", "周一")


def records_of(seen):
    """An event and a claim for the first sentence, the claim not supported, and a statement of who speaks."""
    text = " ".join(shown(seen).values())
    place = next(name for name in PLACES if name in text)
    when = next(time for time in TIMES if time in text)
    first = next(iter(shown(seen).values())).strip()
    found = {
        "events": [{"sentences": [1], "what": first, "where": place, "when": when}],
        "claims": [{"sentences": [1], "text": "Nine of 714 people were hurt in Paris."}],
    }
    if speaker := next((name for name in SPEAKERS if name in text), None):
        said = {"sentences": [2], "speakers": [speaker], "cue": "said", "content": "x"}
        found["statements"] = [said]
    return answer(answer_text(found))


@pytest.fixture(scope="module", params=DATABASES)
def store(request, tmp_path_factory):
    with news_in(request, tmp_path_factory.mktemp("queries")) as folder:
        (folder / "feed.jsonl").write_text("".join(json.dumps(each) + "\n" for each in NEWS), encoding="utf-8")
        with EndpointServer(records_of) as server:
            command = ("batch", "feed.jsonl", "--store", "news.db", "--model", "openai/x", "--no-dedupe")
            done = onrecord(*command, cwd=folder, OPENAI_BASE_URL=server.url)
        assert done.returncode == 0, done.stderr
        yield folder


in_a_file = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


def exported(store, *options):
    done = onrecord("export", "--store", "news.db", *options, cwd=store)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


ARTICLES = {
    "a day on": (("--since", "2026-01-06"), ["bridge", "fluss", "ship"]),
    "up to a day": (("--until", "2026-01-06"), ["ferry", "ship"]),
    "from a time of day in another zone": (
        ("--since", "2026-01-06T04:00+01:00", "--until", "2026-01-08"),
        ["ferry", "ship"],
    ),
    "after that time": (("--since", "2026-01-06T05:00+01:00", "--until", "2026-01-08"), ["ship"]),
    "the last day, those without a date by when they were read": (("--since", "24h"), ["fluss"]),
    "a word of the text": (("--text", "sank"), ["ferry"]),
    "a word of the title": (("--text", "hochwasser"), ["fluss"]),
    "a word without its accent": (("--text", "elan"), ["ferry"]),
    "all of several words": (("--text", "monday guard"), ["ferry"]),
    "words that no article has all of": (("--text", "bridge guard"), []),
    "words that stand together": (("--text", '"coast guard"'), ["ferry"]),
    "words that do not": (("--text", '"guard coast"'), []),
    "the beginning of a word": (("--text", "brid*"), ["bridge"]),
    "a part of a word": (("--text", "ridge"), []),
    "what means something to the database": (("--text", "bridge OR ferry"), []),
    "a quotation mark by itself": (("--text", 'bridge"'), ["bridge"]),
    "a word of a script without spaces": (("--text", "青岛"), ["ship"]),
    "a part of a feed's name, in any case": (("--source", "velmar"), ["ferry"]),
    "one of two feeds": (("--source", "post", "--source", "bote"), ["ferry", "fluss"]),
    "a sign that means something in patterns": (("--source", "%"), []),
    "a language": (("--language", "de"), ["fluss"]),
    "all conditions together": (("--language", "en", "--since", "2026-01-07"), ["bridge"]),
}


@pytest.mark.parametrize(("options", "expected"), ARTICLES.values(), ids=ARTICLES)
def test_articles_are_chosen_by(store, options, expected):
    assert sorted(row["article"]["id"] for row in exported(store, *options)) == sorted(expected)


RECORDS = {
    "a kind": (("--kind", "statement"), {"ferry": ["statement"], "bridge": ["statement"], "fluss": ["statement"]}),
    "a word of a speaker's name": (("--speaker", "roth"), {"bridge": ["statement"]}),
    "a whole name and no longer word": (("--speaker", "ana lima"), {"ferry": ["statement"]}),
    "one of two speakers": (
        ("--speaker", "Ivo", "--speaker", "Lima"),
        {"ferry": ["statement"], "bridge": ["statement"]},
    ),
    "a place": (("--place", "tarn"), {"bridge": ["event"]}),
    "a place in Chinese": (("--place", "青岛"), {"ship": ["event"]}),
    "what is supported": (
        ("--supported", "--kind", "event", "--language", "en"),
        {"ferry": ["event"], "bridge": ["event"]},
    ),
    "what is not": (("--unsupported", "--kind", "claim", "--place", "tarn"), {}),
    "a level": (("--level", "unsupported", "--kind", "claim", "--source", "tarn"), {"bridge": ["claim"]}),
    "levels from one on": (("--only", "reworded", "--source", "tarn"), {"bridge": ["event"]}),
    "a kind that isn't supported": (("--unsupported", "--kind", "claim", "--source", "tarn"), {"bridge": ["claim"]}),
}


@pytest.mark.parametrize(("options", "expected"), RECORDS.values(), ids=RECORDS)
def test_records_are_chosen_by(store, options, expected):
    found = {row["article"]["id"]: [record["kind"] for record in row["records"]] for row in exported(store, *options)}
    assert found == expected


def test_csv_holds_what_is_chosen(store):
    table = onrecord(
        "export", "--store", "news.db", "-f", "csv", "--kind", "event", "--text", "ferry", cwd=store
    ).stdout
    assert len(table.splitlines()) == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--since", "yesterday"), "--since: 'yesterday' is no time; write a day as 2026-11-27"),
        (("--until", "2026-13-01"), "--until: '2026-13-01' is no time"),
        (("--kind", "prediction"), "no kind is called 'prediction'"),
        (("--day", "2026-01-05", "--since", "24h"), "--day says when already"),
        (("--language", "german"), "'german' is no code of a language"),
        (("--speaker", ""), "a condition on words, feeds, speakers or places is empty"),
        (("--only", "supported", "--unsupported"), "no level is all that --level, --only and --supported ask for"),
        (("--since", "2026-01-09", "--until", "2026-01-05"), "nothing can be published since 2026-01-09 and until"),
    ],
)
def test_conditions_that_make_no_sense_are_refused(store, options, said):
    done = onrecord("export", "--store", "news.db", *options, cwd=store)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_the_same_conditions_hold_in_python(store):
    with open_store(location_of(store / "news.db")) as opened:
        wanted = Filter(since=date(2026, 1, 5), speakers=["roth"], levels=["unsupported", "exact"])
        [summary] = opened.summaries(wanted)
        assert summary.article.id == "bridge"
        assert [record.record.kind for record in summary.records] == ["statement"]
        with pytest.raises(UsageError, match="no kind"):
            Filter(kinds=["prediction"])
        with pytest.raises(UsageError, match="no level of support is called 'fuzzy'; choose one of exact, normalized"):
            Filter(levels=["fuzzy"])


def test_an_event_s_day_is_a_column(store):
    with open_store(location_of(store / "news.db")) as opened, opened._database.reading() as connection:
        days = (
            connection.exec_driver_sql("SELECT day FROM records WHERE kind = 'event' ORDER BY result").scalars().all()
        )
    assert sorted(str(day or "") for day in days) == ["", "", "2026-01-05", "2026-01-09"]


def test_articles_that_came_after_a_search_are_found_by_the_next_one_and_purged_ones_are_not(both, tmp_path):
    def batch(*lines):
        (tmp_path / "feed.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
        with EndpointServer(records_of) as server:
            command = ("batch", "feed.jsonl", "--store", "news.db", "--model", "openai/x", "--no-dedupe")
            onrecord(*command, cwd=tmp_path, OPENAI_BASE_URL=server.url)

    def found(words):
        return [row["article"]["id"] for row in exported(tmp_path, "--text", words)]

    batch(NEWS[0])
    assert found("sank") == ["ferry"]
    batch(NEWS[1])
    assert found("bridge") == ["bridge"]
    onrecord("purge", "--store", "news.db", "--article", "bridge", cwd=tmp_path)
    batch({**NEWS[0], "id": "other", "text": "The ferry Marlow was found near Ostrava on Monday."})
    assert (found("bridge"), found("marlow"), found("sank")) == ([], ["other"], ["ferry"])


@in_a_file
@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_store_that_can_only_be_read_is_searched_without_an_index(store, tmp_path):
    path = tmp_path / "only.db"
    path.write_bytes((store / "news.db").read_bytes())
    path.chmod(0o400)
    tmp_path.chmod(0o500)
    with open_store(path) as opened:
        assert [summary.article.id for summary in opened.summaries(Filter(text="sank"))] == ["ferry"]


def test_a_store_without_an_index_is_searched_text_by_text(store, monkeypatch):
    with open_store(location_of(store / "news.db")) as opened:
        monkeypatch.setattr(opened._database, "read_only", True)
        assert [summary.article.id for summary in opened.summaries(Filter(text="sank ferry"))] == ["ferry"]


def test_moments_are_days_times_and_spans():
    now = datetime(2026, 11, 27, 12, tzinfo=UTC)
    assert parse_moment("24h", now=now) == now - timedelta(days=1)
    assert parse_moment("2w", now=now) == now - timedelta(weeks=2)
    assert parse_moment("2026-11-27") == date(2026, 11, 27)
    assert parse_moment("2026-11-27T06:00") == datetime(2026, 11, 27, 6, tzinfo=UTC)
    for text in ("", "h", "5x", "1e3h", "-5h", "99999999d", "2026-11-27T99:00"):
        with pytest.raises(UsageError, match="is no time"):
            parse_moment(text)


def test_an_export_of_nothing_says_so(store):
    done = onrecord("export", "--store", "news.db", "--run", "1", "--speaker", "Nobody Here", cwd=store)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "onrecord: nothing in the store has all that was asked for\n"


def test_single_values_and_written_times_will_do_in_python():
    assert Filter(speakers="Roth", kinds="claim", since="2026-01-05") == Filter(
        speakers=["Roth"], kinds=["claims"], since=date(2026, 1, 5)
    )


@in_a_file
def test_a_command_that_is_refused_makes_no_run(store, tmp_path):
    (tmp_path / "news.db").write_bytes((store / "news.db").read_bytes())
    refused = onrecord("batch", store / "feed.jsonl", "--store", "news.db", "--model", "xai/grok", cwd=tmp_path)
    assert refused.returncode == 2
    assert len(json.loads(onrecord("runs", "--store", "news.db", "--format", "json", cwd=tmp_path).stdout)) == 1
