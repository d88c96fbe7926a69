"""`onrecord export` and `prompts`, as a user runs them."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from conftest import repeat
from endpoint_server import EndpointServer, answer
from in_process import onrecord

from onrecord.testing import answer_text

PROMPTS = Path(__file__).parents[1] / "prompts"
GOLD = Path(__file__).parents[1] / "evals"


@pytest.fixture
def store(tmp_path):
    """A folder with a store of one article, from which one claim of two is supported."""
    text = "The ferry sank on Monday.\u202e"
    (tmp_path / "feed.jsonl").write_text(json.dumps({"id": "a", "text": text, "published": "2026-01-02"}) + "\n")
    claims = [{"sentences": [1], "text": told} for told in ("The ferry sank on Monday.", "Nine people were hurt.")]
    with EndpointServer([answer(answer_text({"claims": claims}))]) as server:
        command = ("batch", "feed.jsonl", "--store", "news.db", "--model", "openai/x", "--kind", "claim")
        done = onrecord(*command, cwd=tmp_path, OPENAI_BASE_URL=server.url)
    assert done.returncode == 0, done.stderr
    return tmp_path


def test_json_lines_hold_what_could_steer_a_terminal_escaped(store):
    done = onrecord("export", "--store", "news.db", "--run", "1", cwd=store)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Monday.\\u202e" in done.stdout
    assert json.loads(done.stdout)["article"]["text"] == "The ferry sank on Monday.\u202e"


def test_an_output_called_minus_is_standard_output(store):
    done = onrecord("export", "--store", "news.db", "--run", "1", "--format", "jsonl", "-o", "-", cwd=store)
    assert json.loads(done.stdout)["article"]["id"] == "a"
    assert not (store / "-").exists()


def test_verified_and_supported_are_one_level_to_keep(store):
    kept = [
        onrecord("export", "--store", "news.db", "--run", "1", "--format", "csv", "--only", level, cwd=store).stdout
        for level in ("verified", "supported")
    ]
    assert kept[0] == kept[1]
    assert len(list(csv.DictReader(kept[0].splitlines()))) == 1


def test_json_ld_says_how_many_records_it_leaves_out(store):
    done = onrecord("export", "--store", "news.db", "--format", "jsonld", "--run", "1", cwd=store)
    assert (done.returncode, done.stderr) == (
        0,
        "onrecord: records left out because their articles don't support them: 1\n",
    )
    [article] = json.loads(done.stdout)["@graph"]
    assert [part["text"] for part in article["hasPart"]] == ["The ferry sank on Monday."]


def test_csv_and_json_ld_say_what_is_a_copy_of_what(tmp_path):
    text = (GOLD / "articles" / "missile-launch.txt").read_text(encoding="utf-8")
    lines = [json.dumps({"id": name, "text": text, "published": "2026-01-02"}) + "\n" for name in ("one", "two")]
    (tmp_path / "feed.jsonl").write_text("".join(lines))
    with EndpointServer(repeat) as server:
        command = ("batch", "feed.jsonl", "--store", "news.db", "--model", "openai/x", "--kind", "claim")
        onrecord(*command, cwd=tmp_path, OPENAI_BASE_URL=server.url)
    table = onrecord("export", "--store", "news.db", "--format", "csv", cwd=tmp_path).stdout
    rows = [(row["article_id"], row["article_copy_of"]) for row in csv.DictReader(table.splitlines())]
    graph = json.loads(onrecord("export", "--store", "news.db", "--format", "jsonld", cwd=tmp_path).stdout)["@graph"]
    assert rows == [("one", ""), ("two", "one")]
    assert ["isBasedOn" in article for article in graph] == [False, True]
    assert graph[1]["isBasedOn"] == {"@type": "NewsArticle", "identifier": "one"}


@pytest.mark.parametrize("form", ["jsonl", "csv", "jsonld", "md"])
def test_an_unknown_run_is_noticed_before_anything_is_written(store, form):
    before = sorted(store.iterdir())
    done = onrecord("export", "--store", "news.db", "-o", f"x.{form}", "--run", "9", cwd=store)
    assert (done.returncode, done.stderr) == (2, "onrecord: news.db: has no run 9; there are 1\n")
    assert sorted(store.iterdir()) == before


def test_a_file_that_is_no_store_is_wrong_use(store):
    done = onrecord("export", "--store", "feed.jsonl", cwd=store)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("onrecord: feed.jsonl: is no intact SQLite database: give --store another path")


def undated(folder, *articles):
    """A store of such articles, with a date each or None."""
    lines = [
        json.dumps({"id": str(number), "text": f"Ferry {number} sank.", "published": day}) + "\n"
        for number, day in enumerate(articles)
    ]
    (folder / "feed.jsonl").write_text("".join(lines))
    with EndpointServer(repeat) as server:
        command = ("batch", "feed.jsonl", "--store", "news.db", "--model", "openai/x", "--kind", "claim")
        onrecord(*command, "--no-dedupe", cwd=folder, OPENAI_BASE_URL=server.url)


@pytest.mark.parametrize("day", [(), ("--day", "2026-01-02")], ids=["newest", "named"])
def test_a_digest_says_how_many_articles_have_no_date_and_what_has_them(tmp_path, day):
    undated(tmp_path, "2026-01-01", "2026-01-02", None, None)
    done = onrecord("export", "--store", "news.db", "--format", "md", *day, cwd=tmp_path)
    assert done.stdout.startswith("# Digest of 2026-01-02\n")
    assert "Articles: 1. " in done.stdout
    assert "Articles left out because they have no date: 2; the other formats have them." in done.stdout


def test_a_digest_is_of_the_day_that_is_named_and_of_the_newest_without_one(tmp_path):
    undated(tmp_path, "2026-01-01", "2026-01-02", "2026-01-02")
    named = onrecord("export", "--store", "news.db", "--format", "md", "--day", "2026-01-01", cwd=tmp_path).stdout
    assert named.startswith("# Digest of 2026-01-01\n")
    assert "Articles: 1. " in named
    assert "Ferry 0 sank." in named
    assert "Ferry 1" not in named
    newest = onrecord("export", "--store", "news.db", "--format", "md", cwd=tmp_path).stdout
    assert newest.startswith("# Digest of 2026-01-02\n")
    assert "Articles: 2. " in newest


def test_a_digest_of_articles_without_dates_is_refused_with_what_has_them(tmp_path):
    undated(tmp_path, None)
    done = onrecord("export", "--store", "news.db", "-o", "x.md", "--run", "1", cwd=tmp_path)
    assert (done.returncode, (tmp_path / "x.md").exists()) == (2, False)
    assert done.stderr == (
        "onrecord: news.db: no article has a date, so none has a place in the digest of a day; "
        "--format csv, jsonl or jsonld has them all\n"
    )


def test_an_output_whose_links_go_in_circles_is_named(store):
    for name, target in (("a.csv", "b.csv"), ("b.csv", "a.csv")):
        (store / name).symlink_to(target)
    before = sorted(store.iterdir())
    done = onrecord("export", "--store", "news.db", "-o", "a.csv", cwd=store)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "onrecord: a.csv: can't be written: its links go in circles\n"
    assert sorted(store.iterdir()) == before


def test_a_prompt_is_one_line_whatever_its_description(tmp_path):
    text = (PROMPTS / "claim.prompty").read_text(encoding="utf-8")
    shutil.copytree(PROMPTS, tmp_path / "mine", ignore=lambda *_: ["records.prompty"])
    (tmp_path / "mine" / "claim.prompty").write_text(
        text.replace("description: ", 'description: "first\\n\\e[2Jsecond" # '), encoding="utf-8"
    )
    done = onrecord("prompts", "mine", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["claim", "event", "statement", "verify"]
    assert lines[0].endswith("first \ufffd[2Jsecond")
