"""Pages and tables by `onrecord summarize` and `onrecord export`: chosen by an ending, written to the right place."""

import csv
import gzip
import json
import os
import pty
import sys

import duckdb
import pyarrow.parquet
import pytest
from conftest import run
from endpoint_server import EndpointServer, answer
from html_tree import read
from in_process import onrecord
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from onrecord.cli.formats import of_stores
from onrecord.export import summary_schema
from onrecord.testing import answer_text

TEXT = "The ferry sank on Monday. Nobody was hurt on that day. According to Ann Lee, it was old."
RECORDS = {
    "events": [{"sentences": [1], "what": "The ferry sinks.", "who": ["The ferry"], "when": "Monday"}],
    "statements": [{"sentences": [3], "speakers": ["Ann Lee"], "cue": "According to", "content": "it was old"}],
    "claims": [{"sentences": [2], "text": "Nobody was hurt."}],
}


@pytest.fixture(scope="module")
def server():
    with EndpointServer([answer(answer_text(RECORDS))]) as server:
        yield server


@pytest.fixture
def summarize(server, tmp_path):
    """Runs `onrecord summarize` on two articles and one that is empty."""
    (tmp_path / "one.txt").write_text(TEXT)
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "two.txt").write_text(f"{TEXT} That is all.")

    def summarizing(*arguments):
        return onrecord("summarize", "-m", "openai/x", *arguments, cwd=tmp_path, OPENAI_BASE_URL=server.url)

    return summarizing


def test_an_ending_chooses_a_page(summarize, tmp_path):
    done = summarize("one.txt", "-o", "out.html")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    page = read((tmp_path / "out.html").read_text(encoding="utf-8"))
    assert page.one("h1").text == "one.txt"
    assert "The ferry sinks" in page.one(class_="brief").text


def test_several_articles_are_one_page_and_one_that_failed_is_on_it(summarize):
    done = summarize("one.txt", "empty.txt", "two.txt", "-f", "html")
    assert done.returncode == 1
    page = read(done.stdout)
    assert [each.text for each in page.one("nav").all("a")] == ["one.txt", "empty.txt", "two.txt"]
    assert [each.text for each in page.all(class_="badge") if each.text == "failed"]


def test_the_brief_on_a_page_has_the_length_that_was_asked_for(summarize):
    short, full = (read(summarize("one.txt", "-f", "html", "--length", length).stdout) for length in ("0", "1"))
    assert len(list(short.all("li", class_="item"))) < len(list(full.all("li", class_="item")))


def test_an_ending_chooses_a_table(summarize, tmp_path):
    assert summarize("one.txt", "two.txt", "-o", "out.csv").returncode == 0
    rows = list(csv.DictReader((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["article_id"] for row in rows] == ["one.txt"] * 3 + ["two.txt"] * 3
    assert sorted(row["kind"] for row in rows) == ["claim"] * 2 + ["event"] * 2 + ["statement"] * 2


def test_an_ending_chooses_a_workbook(summarize, tmp_path):
    assert summarize("one.txt", "two.txt", "-o", "out.xlsx").returncode == 0
    book = load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["facts", "records", "entities", "articles"]
    assert book["records"].max_row == 1 + 6


def test_another_ending_is_refused_with_those_that_are_known(summarize):
    done = summarize("one.txt", "-o", "out.docx")
    assert done.returncode == 2
    assert all(ending in done.stderr for ending in (".txt", ".json", ".jsonl", ".md", ".html", ".csv", ".xlsx"))


def test_a_workbook_is_written_to_a_pipe_and_refused_by_a_terminal_before_any_work(server, tmp_path):
    (tmp_path / "one.txt").write_text(TEXT)
    command = ("summarize", "-m", "openai/x", "one.txt", "-f", "xlsx")
    variables = {"OPENAI_BASE_URL": server.url}
    piped = run(*command, cwd=tmp_path, env=variables, encoding=None)
    assert piped.stdout[:2] == b"PK"
    server.requests.clear()
    outer, inner = pty.openpty()
    done = run(*command, cwd=tmp_path, env=variables, capture_output=False, stdout=inner, stderr=-1)
    os.close(inner)
    os.close(outer)
    assert done.returncode == 2
    assert "name a file with --output" in done.stderr
    assert not server.requests


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_fulfils_the_schema_that_the_command_prints(summarize, form):
    printed = json.loads(onrecord("schema", cwd="/").stdout)
    assert printed == summary_schema()
    done = summarize("one.txt", "empty.txt", "-f", form)
    found = [json.loads(done.stdout)] if form == "json" else list(map(json.loads, done.stdout.splitlines()))
    assert found
    for each in found:
        Draft202012Validator(printed).validate(each)


def test_json_has_the_main_event_and_ids_of_wikidata_from_a_table(summarize, tmp_path):
    (tmp_path / "ids.csv").write_text("name,wikidata\nAnn Lee,Q7\n", encoding="utf-8")
    [done] = json.loads(summarize("one.txt", "--title", "Ferry sinks", "--wikidata", "ids.csv", "-f", "json").stdout)
    assert (done["main_event"]["what"], done["main_event"]["when"]) == ("Ferry sinks", None)
    assert {each["name"]: each["wikidata"] for each in done["entities"]} == {"The ferry": None, "Ann Lee": "Q7"}
    assert "ids.csv: can't be read" in summarize("one.txt", "--wikidata", "other/ids.csv").stderr.replace("other/", "")


def test_a_source_s_words_stand_before_whom_they_name(summarize):
    assert "• According to Ann Lee: it was old" in summarize("one.txt", "--all").stdout.splitlines()
    assert "**According to Ann Lee: it was old**" in summarize("one.txt", "-f", "md").stdout


@pytest.fixture
def store(server, tmp_path):
    (tmp_path / "one.txt").write_text(TEXT)
    done = onrecord(
        *("batch", "one.txt", "--store", "news.db", "-m", "openai/x"), cwd=tmp_path, OPENAI_BASE_URL=server.url
    )
    assert done.returncode == 0
    return tmp_path / "news.db"


def test_a_store_is_exported_as_a_page_and_as_a_workbook(store):
    assert onrecord("export", "--store", store, "-o", "out.html", cwd=store.parent).returncode == 0
    assert "The ferry sinks" in read((store.parent / "out.html").read_text(encoding="utf-8")).one(class_="brief").text
    assert onrecord("export", "--store", store, "-o", "out.xlsx", cwd=store.parent).returncode == 0
    assert load_workbook(store.parent / "out.xlsx")["records"].max_row == 4


@pytest.mark.parametrize("form", of_stores())
def test_both_commands_write_every_format_by_its_ending_and_say_so_in_their_help(summarize, store, form):
    for command, written in (("export", f"a.{form}"), ("summarize", f"b.{form}")):
        given = ("--store", store) if command == "export" else ("one.txt", "-m", "openai/x")
        done = onrecord(command, *given, "-o", written, cwd=store.parent) if command == "export" else None
        done = done or summarize("one.txt", "-o", written)
        assert done.returncode == 0, done.stderr
        assert (store.parent / written).exists()
        assert form in " ".join(onrecord(command, "--help", cwd=store.parent).stdout.split())


def test_a_store_is_exported_as_tables_in_a_new_folder(store):
    assert onrecord("export", "--store", store, "-o", "news.parquet", cwd=store.parent).returncode == 0
    found = duckdb.sql(f"select kind from '{store.parent}/news.parquet/records/*/*.parquet' order by kind").fetchall()
    assert found == [("claim",), ("event",), ("statement",)]
    assert not [each for each in store.parent.iterdir() if each.name.startswith(".")]


def test_tables_of_an_undated_article_are_filed_under_the_day_of_reading(store):
    onrecord("export", "--store", store, "-f", "parquet", "-o", "out", cwd=store.parent)
    [read] = duckdb.sql(f"select distinct day::varchar from '{store.parent}/out/articles/*/*.parquet'").fetchall()
    assert onrecord("export", "--store", store, "--day", *read, cwd=store.parent).stdout.count("\n") == 1


def test_a_folder_that_is_there_is_refused_and_left_as_it_is(store):
    folder = store.parent / "news"
    folder.mkdir()
    command = ("export", "--store", store, "-f", "parquet", "-o", "news")
    assert onrecord(*command, cwd=store.parent).returncode == 0  # an empty one is as good as none
    before = sorted(folder.rglob("*"))
    done = onrecord(*command, cwd=store.parent)
    assert (done.returncode, sorted(folder.rglob("*"))) == (2, before)
    assert "news: is there already; name a new folder, or delete this one first" in done.stderr


def test_tables_need_a_name_for_their_folder(store):
    done = onrecord("export", "--store", store, "-f", "parquet", cwd=store.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert "name the folder with --output" in done.stderr


def test_tables_that_fail_leave_nothing(store, monkeypatch):
    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pyarrow.parquet, "write_table", fail)
    before = sorted(store.parent.iterdir())
    done = onrecord("export", "--store", store, "-f", "parquet", "-o", "news", cwd=store.parent)
    assert (done.returncode, sorted(store.parent.iterdir())) == (1, before)
    assert "news: can't be written: No space left on device" in done.stderr


def test_tables_without_their_library_say_what_to_install_before_any_work(summarize, server, monkeypatch):
    server.requests.clear()
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    done = summarize("one.txt", "-f", "parquet", "-o", "news")
    assert (done.returncode, server.requests) == (2, [])
    assert "pip install 'onrecord[tables]'" in done.stderr


def test_a_name_that_ends_in_gz_is_compressed_and_its_format_is_the_ending_before(summarize, store, tmp_path):
    assert summarize("one.txt", "two.txt", "-o", "out.jsonl.gz").returncode == 0
    lines = gzip.decompress((tmp_path / "out.jsonl.gz").read_bytes()).decode().splitlines()
    assert [json.loads(line)["article"]["id"] for line in lines] == ["one.txt", "two.txt"]
    assert onrecord("export", "--store", store, "-o", "out.xlsx.gz", cwd=tmp_path).returncode == 0
    assert gzip.decompress((tmp_path / "out.xlsx.gz").read_bytes())[:2] == b"PK"


def test_a_compressed_file_into_which_nothing_was_written_is_not_kept(store):
    before = sorted(store.parent.iterdir())
    done = onrecord("export", "--store", store, "-o", "out.jsonl.gz", "--run", "9", cwd=store.parent)
    assert (done.returncode, sorted(store.parent.iterdir())) == (2, before)


@pytest.mark.parametrize("command", [("export", "--store", "news.db"), ("summarize", "one.txt", "-m", "openai/x")])
def test_an_unknown_format_is_refused_with_those_that_there_are(store, command):
    done = onrecord(*command, "-f", "pdf", cwd=store.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--format pdf: no format is called so; there are " in done.stderr
    assert "parquet, jsonld, annotations, ninjs" in done.stderr


@pytest.mark.parametrize("form", ["jsonld", "annotations", "ninjs"])
def test_a_format_that_leaves_records_out_says_how_many(server, tmp_path, form):
    (tmp_path / "one.txt").write_text("The ferry sank on Monday. It was raining on that day. Ann Lee said it was new.")
    onrecord("batch", "one.txt", "--store", "x.db", "-m", "openai/x", cwd=tmp_path, OPENAI_BASE_URL=server.url)
    lines = onrecord("export", "--store", "x.db", cwd=tmp_path).stdout.splitlines()
    gone = sum(each["level"] == "unsupported" for line in lines for each in json.loads(line)["records"])
    done = onrecord("export", "--store", "x.db", "-f", form, cwd=tmp_path)
    assert gone
    assert f"records left out because their articles don't support them: {gone}\n" in done.stderr
