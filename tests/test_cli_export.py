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
def store(both, tmp_path):
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


def test_csv_and_json_ld_say_what_is_a_copy_of_what(both, tmp_path):
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


@pytest.mark.parametrize("form", ["jsonl", "csv", "jsonld", "annotations"])
def test_an_unknown_run_is_noticed_before_anything_is_written(store, form):
    before = sorted(store.iterdir())
    done = onrecord("export", "--store", "news.db", "-o", f"x.{form}", "--run", "9", cwd=store)
    assert (done.returncode, done.stderr) == (2, "onrecord: news.db: has no run 9; its runs are 1\n")
    assert sorted(store.iterdir()) == before


def test_a_file_that_is_no_store_is_wrong_use(store):
    done = onrecord("export", "--store", "feed.jsonl", cwd=store)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("onrecord: feed.jsonl: is no intact SQLite database: give --store another path")


@pytest.mark.parametrize("given", [("--format", "md"), ("-o", "x.md")], ids=["format", "ending"])
def test_a_digest_is_refused_with_the_name_of_its_command(store, given):
    done = onrecord("export", "--store", "news.db", *given, cwd=store)
    assert (done.returncode, done.stdout, (store / "x.md").exists()) == (2, "", False)
    assert done.stderr == (
        "onrecord: a digest in Markdown is made by a command of its own: onrecord digest --store news.db\n"
    )


def test_a_refused_digest_does_not_show_the_password_of_a_store(tmp_path):
    done = onrecord("export", "--store", "postgresql://ann:s3cret@localhost/news", "-f", "md", cwd=tmp_path)
    assert done.returncode == 2
    assert "onrecord digest --store postgresql" in done.stderr
    assert "s3cret" not in done.stderr


def test_annotations_select_the_sentences_and_the_values_in_the_text(store):
    done = onrecord("export", "--store", "news.db", "--run", "1", "-f", "annotations", cwd=store)
    collection = json.loads(done.stdout)
    assert collection["total"] == len(collection["first"]["items"]) == 2
    text = "The ferry sank on Monday.\u202e"
    for annotation in collection["first"]["items"]:
        (target,) = annotation["target"]
        quote, position = target["selector"]
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])
    assert "\u202e" not in done.stdout


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
