"""What is read, how it is decoded, and what becomes of all that is no news."""

import json
import os
import threading
import unicodedata
from pathlib import Path

import pytest

from onrecord import SourceError, UsageError, read_article
from onrecord.sources import article_paths
from onrecord.sources.formats._text import MAX_CHARACTERS

GOOD = "The ferry sank on Monday. Nobody was hurt."
ARABIC = "غرقت العبّارة يوم الاثنين. لم يصب أحد."
CHINESE = "渡轮周一在台风中翻覆。无人受伤。"

READ = {
    "one word": (b"Ferry", "Ferry"),
    "no full stop": (b"the ferry sank and then " * 2_000, "the ferry sank and then " * 2_000),
    "emoji": ("The 🚢 sank 👩‍👩‍👧‍👦 on Monday 🇰🇷.".encode(), "The 🚢 sank 👩‍👩‍👧‍👦 on Monday 🇰🇷."),
    "Chinese": (CHINESE.encode(), CHINESE),
    "Arabic": (ARABIC.encode(), unicodedata.normalize("NFC", ARABIC)),
    "right-to-left marks": ("The \u202eyrref\u202c sank\u200f.".encode(), "The \u202eyrref\u202c sank\u200f."),
    "a few control characters": (b"The ferry\x1b[31m sank on\x07 Monday.", "The ferry\x1b[31m sank on\x07 Monday."),
    "CRLF": (b"The ferry sank.\r\nNobody was hurt.\r\n", "The ferry sank.\nNobody was hurt.\n"),
    "CR": (b"The ferry sank.\rNobody was hurt.", "The ferry sank.\nNobody was hurt."),
    "UTF-8 with a byte-order mark": (b"\xef\xbb\xbf" + GOOD.encode(), GOOD),
    "UTF-16": (GOOD.encode("utf-16"), GOOD),
    "UTF-16, the other way round": (b"\xfe\xff" + GOOD.encode("utf-16-be"), GOOD),
    "UTF-32": (GOOD.encode("utf-32"), GOOD),
    "Latin-1": ("The café at Orléans burned on Monday.".encode("latin-1"), "The café at Orléans burned on Monday."),
    "Windows quotes": ("The “ferry” – it’s gone.".encode("cp1252"), "The “ferry” – it’s gone."),
    "Cyrillic": ("Паром затонул в понедельник, никто не пострадал.".encode("cp1251"), None),
    "surrogates": (b"The ferry \xed\xa0\x80sank.", "The ferry \ufffdsank."),
    "a wrong byte": (
        "The “ferry” – it’s \xff gone.".encode().replace(b"\xc3\xbf", b"\xff"),
        "The “ferry” – it’s \ufffd gone.",
    ),
    "decomposed": ("The cafe\u0301 burned.".encode(), "The caf\u00e9 burned."),
}

UNREAD = {
    "empty": (b"", "empty: no words in it"),
    "blank": (b" \n\t\n ", "empty: no words in it"),
    "marks alone": ("… 🚢 — !".encode(), "empty: no words in it"),
    "NUL bytes": (b"%PDF-1.7\n\0\0\1", "not text: it has NUL bytes"),
    "random bytes": (bytes(range(1, 256)) * 4, "not text"),
    "control characters": (b"\x01\x02\x03abc\x04", "not text: 4 of its 7 characters are control characters"),
    "broken UTF-16": (b"\xff\xfea\0b", "not text: it starts as UTF-16 and then breaks off"),
    "10 MB": (b"The ferry sank. " * 650_000, "too long for one article"),
    "too many characters": (b"The ferry sank. " * 65_000, "1,040,000 characters, where 1,000,000"),
}


@pytest.mark.parametrize(("data", "text"), READ.values(), ids=READ)
def test_text_is_read_whatever_holds_it(tmp_path, data, text):
    path = tmp_path / "article.txt"
    path.write_bytes(data)
    article = read_article(path)
    assert article.id == str(path)
    assert text is None or article.text == text
    assert "".join(article.text[s.span.start : s.span.end] for s in article.sentences) == article.text


@pytest.mark.parametrize(("data", "complaint"), UNREAD.values(), ids=UNREAD)
def test_what_is_no_article_is_an_error_that_names_the_file(tmp_path, data, complaint):
    path = tmp_path / "article.txt"
    path.write_bytes(data)
    with pytest.raises(SourceError) as error:
        read_article(path)
    assert str(error.value).startswith(f"{path}: ")
    assert complaint in str(error.value)


def test_the_longest_article_is_read(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text("é" * MAX_CHARACTERS, encoding="utf-8")
    assert len(read_article(path).text) == MAX_CHARACTERS


def test_what_is_known_of_an_article_is_kept(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(GOOD)
    article = read_article(path, id="7", title="Ferry sinks", language="fr")
    assert (article.id, article.title, article.language) == ("7", "Ferry sinks", "fr")


def test_a_name_that_is_no_text_still_makes_an_id(tmp_path):
    path = Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.txt"))
    path.write_text(GOOD)
    assert read_article(path).id == f"{tmp_path}/caf\ufffd.txt"


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path):
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    with pytest.raises(SourceError, match=r"pipe.txt: empty"):
        read_article(path)


@pytest.mark.parametrize("pause", [0, 0.2], ids=["at once", "after a while"])
def test_a_pipe_that_somebody_writes_to_is_read_to_its_end(pause):
    reading, writing = os.pipe()

    def write():
        threading.Event().wait(pause)
        os.write(writing, GOOD.encode())
        threading.Event().wait(pause)
        os.write(writing, b" The crew swam.")
        os.close(writing)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        assert read_article(Path(f"/dev/fd/{reading}")).text == f"{GOOD} The crew swam."
    finally:
        thread.join()
        os.close(reading)


@pytest.fixture
def folder(tmp_path):
    for name in (
        "b.txt",
        "a.TXT",
        "c.md",
        "d.text",
        "e.html",
        ".hidden.txt",
        "in/deeper/f.txt",
        ".git/g.txt",
        "h.txt/i.txt",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(GOOD)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "round").symlink_to(tmp_path)
    return tmp_path


def test_a_folder_stands_for_the_texts_in_it_and_below(folder):
    names = [str(path.relative_to(folder)) for path in article_paths([folder])]
    assert names == ["a.TXT", "b.txt", "c.md", "d.text", "e.html", "gone.txt", "h.txt/i.txt", "in/deeper/f.txt"]


def test_sources_keep_their_order_and_none_is_read_twice(folder):
    named = [
        folder / "e.html",
        folder / "b.txt",
        folder / "in",
        folder / "in" / "deeper" / "f.txt",
        Path("-"),
        Path("-"),
    ]
    assert article_paths(named) == [*named[:2], folder / "in" / "deeper" / "f.txt", Path("-")]


@pytest.mark.parametrize(
    "name", ["missing.txt", "gone.txt", "The ferry sank. " * 40], ids=["missing", "a broken link", "a text"]
)
def test_a_source_that_is_not_there_is_wrong_use(folder, name):
    with pytest.raises(
        UsageError, match=r"(no such file or directory|file name too long); name a file, a folder"
    ) as error:
        article_paths([folder / name])
    assert len(str(error.value)) < 300


# All of it in one run of the command


@pytest.fixture(scope="module")
def run_over_all(tmp_path_factory, asking):
    folder = tmp_path_factory.mktemp("all")
    for name, (data, _) in {**READ, **UNREAD}.items():
        (folder / f"{name}.txt").write_bytes(data)
    (folder / "folder.txt").mkdir()
    (folder / "folder.txt" / "within.txt").write_text(GOOD)
    (folder / "broken link.txt").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "pipe.txt")
    return asking(folder, "--format", "jsonl")


@pytest.fixture(scope="module")
def summaries(run_over_all):
    found = [json.loads(line) for line in run_over_all.stdout.splitlines()]
    return {Path(summary["article"]["id"]).stem: summary for summary in found}


def test_a_run_over_all_sorts_of_files_ends_with_status_1_and_no_traceback(run_over_all):
    assert run_over_all.returncode == 1
    assert "Traceback" not in run_over_all.stderr
    assert all(line.startswith("onrecord: ") for line in run_over_all.stderr.splitlines())


@pytest.mark.parametrize("name", [*READ, "within"])
def test_every_readable_file_is_done_though_others_fail(summaries, name):
    summary = summaries[name]
    assert summary["status"] == "ok", summary["problems"]
    text = summary["article"]["text"]
    assert summary["records"]
    for record in summary["records"]:
        assert record["level"] != "unsupported", record
        (evidence,) = record["evidence"]
        assert text[evidence["start"] : evidence["end"]].strip() == evidence["text"]


@pytest.mark.parametrize("name", [*UNREAD, "broken link", "pipe"])
def test_every_other_file_is_failed_with_the_reason_and_told_on_stderr(summaries, run_over_all, name):
    summary = summaries[name]
    assert summary["status"] == "failed"
    assert summary["usage"]["calls"] == 0
    (problem,) = summary["problems"]
    assert f"{name}.txt: " in problem
    assert f"onrecord: {problem}\n" in run_over_all.stderr
