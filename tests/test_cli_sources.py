"""`summarize` and `batch` read the same sources in the same way, and say the same of what they can't read."""

import json

import pytest
from conftest import run
from documents import mail, pdf, word
from news_server import NewsServer

TEXT = "The ferry sank on Monday. Nobody was hurt."
PAGE = f"<html><head><title>Ferry</title></head><body><p>{TEXT}</p><p>{TEXT * 4}</p></body></html>"
ITEM = f"<item><guid>urn:x:1</guid><description>{TEXT * 40}</description></item>"
FEED = f"<rss version='2.0'><channel>{ITEM}</channel></rss>"


def summaries(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def site():
    with NewsServer() as server:
        yield server


@pytest.fixture
def stored(endpoint, tmp_path):
    """Runs `onrecord batch` against the endpoint, into a store beside its sources."""

    def batch(*arguments, **options):
        command = ["batch", "--store", tmp_path / "news.db", "--model", "openai/x", "--kind", "claim", *arguments]
        return run(*command, env={"OPENAI_BASE_URL": endpoint.url}, **options)

    return batch


def test_a_page_is_summarized_by_its_address(asking, site):
    site.answers["/ferry"] = PAGE
    done = asking(f"{site.url}/ferry", "--allow-private", "--format", "jsonl")
    assert (done.returncode, done.stderr) == (0, "")
    (summary,) = summaries(done)
    assert (summary["article"]["id"], summary["article"]["title"]) == (f"{site.url}/ferry", "Ferry")
    assert summary["article"]["text"].startswith(TEXT)


def test_an_address_that_not_everybody_reaches_is_refused_without_leave(asking, site):
    done = asking(f"{site.url}/ferry")
    assert done.returncode == 1
    assert "--allow-private" in done.stderr or "not public" in done.stderr
    assert site.requests == []


@pytest.mark.parametrize(("pages", "asked"), [("never", 0), ("always", 1)])
def test_the_pages_of_a_feed_are_fetched_as_is_wanted(asking, site, tmp_path, pages, asked):
    site.answers["/1"] = PAGE
    (tmp_path / "feed.xml").write_text(FEED.replace("<guid>", f"<link>{site.url}/1</link><guid>"))
    done = asking(tmp_path / "feed.xml", "--allow-private", "--pages", pages, "--format", "jsonl")
    assert (done.returncode, done.stderr) == (0, "")
    assert [summary["article"]["id"] for summary in summaries(done)] == ["urn:x:1"]
    assert site.asked("/1") == asked


def test_all_sorts_of_files_are_summarized_in_the_order_in_which_they_are_named(asking, tmp_path):
    files = {
        "b.pdf": pdf([TEXT], columns=1),
        "a.docx": word(TEXT),
        "d.eml": mail(TEXT),
        "c.html": PAGE.encode(),
        "e.jsonl": json.dumps({"id": "line", "body": TEXT}).encode(),
        "f.xml": FEED.encode(),
        "0.txt": TEXT.encode(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    done = asking(*files, "--format", "jsonl", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    names = [summary["article"]["id"] for summary in summaries(done)]
    assert names == ["b.pdf", "a.docx", "d.eml", "c.html", "line", "urn:x:1", "0.txt"]
    assert all(TEXT in summary["article"]["text"].replace("\n", " ") for summary in summaries(done))


def test_what_the_command_line_says_of_articles_holds_whatever_they_say(asking, tmp_path):
    line = {"id": "line", "text": TEXT, "published": "2024-03-05", "language": "de", "title": "Old"}
    (tmp_path / "a.jsonl").write_text(json.dumps(line))
    given = ["--published", "2025-07-09", "--language", "en", "--title", "New"]
    (summary,) = summaries(asking(tmp_path / "a.jsonl", *given, "--format", "jsonl"))
    article = summary["article"]
    assert (article["published"], article["language"], article["title"]) == ("2025-07-09", "en", "New")
    (summary,) = summaries(asking(tmp_path / "a.jsonl", "--format", "jsonl"))
    article = summary["article"]
    assert (article["published"], article["language"], article["title"]) == ("2024-03-05", "de", "Old")


def test_one_title_for_the_articles_of_one_source_is_wrong_use_before_any_call(asking, endpoint, tmp_path):
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({"id": each, "text": TEXT}) + "\n" for each in "ab"))
    before = len(endpoint.requests)
    done = asking(tmp_path / "a.jsonl", "--title", "Ferry")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "onrecord: --title is for one article, and there are more\n"
    assert len(endpoint.requests) == before


@pytest.mark.parametrize("command", ["summarize", "batch"])
def test_fields_of_json_lines_may_be_named(asking, stored, tmp_path, command):
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "line", "wording": {"plain": TEXT}}))
    read = asking if command == "summarize" else stored
    done = read(tmp_path / "a.jsonl", "--field", "text=wording.plain")
    assert (done.returncode, done.stderr) == (0, "")
    wrong = read(tmp_path / "a.jsonl", "--field", "wording")
    assert (wrong.returncode, wrong.stderr[wrong.stderr.index("onrecord: ") :]) == (
        2,
        "onrecord: --field wording: write it as text=body, the article's field first\n",
    )


@pytest.mark.parametrize("command", ["summarize", "batch"])
def test_a_folder_says_what_it_passes_over_and_does_not_fail_for_it(asking, stored, tmp_path, command):
    for name in ("a.png", "b.PNG", "c.xlsx", "d", ".hidden.png", "in/e.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "a.txt").write_text(TEXT)
    done = (asking if command == "summarize" else stored)(tmp_path)
    assert done.returncode == 0, done.stderr
    assert (
        done.stderr[done.stderr.index("onrecord: ") :]
        == f"onrecord: {tmp_path}: 5 files passed over: 3 .png, 1 .xlsx, 1 without an ending\n"
    )


@pytest.mark.parametrize("command", ["summarize", "batch"])
def test_what_a_folder_holds_that_is_not_read_is_refused_by_name(asking, stored, tmp_path, command):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.pdf").write_bytes(pdf(password="secret"))
    done = (asking if command == "summarize" else stored)(tmp_path)
    assert done.returncode == 1
    assert "it is an encrypted PDF; save it without its password" in done.stderr + done.stdout


def test_results_are_read_back_without_a_word(asking, stored, tmp_path):
    (tmp_path / "a.eml").write_bytes(mail(TEXT))
    assert asking(tmp_path / "a.eml", "-o", "first.jsonl", cwd=tmp_path).returncode == 0
    assert asking("first.jsonl", "-o", "second.jsonl", cwd=tmp_path).returncode == 0
    first, second = (json.loads((tmp_path / f"{name}.jsonl").read_text()) for name in ("first", "second"))
    assert first["article"]["published"] == "2025-07-07"
    assert (second["article"], second["records"]) == (first["article"], first["records"])
    assert stored("first.jsonl", cwd=tmp_path).returncode == 0
    exported = run("export", "--store", tmp_path / "news.db", "-o", "third.jsonl", cwd=tmp_path)
    assert exported.returncode == 0, exported.stderr
    (summary,) = summaries(asking("third.jsonl", "--format", "jsonl", cwd=tmp_path))
    assert summary["article"] == first["article"]


def test_results_in_a_folder_of_articles_are_none_of_them(asking, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    for _ in range(2):
        done = asking(tmp_path, "-o", tmp_path / "results.jsonl")
        assert (done.returncode, done.stderr) == (0, "")
    assert len((tmp_path / "results.jsonl").read_text().splitlines()) == 1


# What the base install, without any extra, can do

EXTRAS = ["docx", "feedparser", "lxml", "protego", "pypdf", "rensa", "sqlalchemy", "striprtf", "trafilatura"]


@pytest.fixture
def base(tmp_path, endpoint):
    """Runs `onrecord summarize` where nothing of the extras can be loaded."""
    folder = tmp_path / "none"
    folder.mkdir()
    for name in EXTRAS:
        (folder / f"{name}.py").write_text("raise ImportError('not installed')")

    def summarize(*arguments, **options):
        env = {"OPENAI_BASE_URL": endpoint.url, "PYTHONPATH": str(folder)}
        return run("summarize", "--model", "openai/x", *arguments, env=env, **options)

    return summarize


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", TEXT.encode()),
        ("a.jsonl", json.dumps({"text": TEXT}).encode()),
        ("a.eml", mail(TEXT)),
    ],
    ids=["a text", "JSON Lines", "a mail in plain text"],
)
def test_the_base_install_reads_what_is_plain(base, tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    done = base(tmp_path / name, "--format", "jsonl")
    assert (done.returncode, done.stderr) == (0, "")
    assert summaries(done)[0]["article"]["text"] == TEXT


@pytest.mark.parametrize(
    ("name", "data", "library", "extra"),
    [
        ("a.html", PAGE.encode(), "lxml.html", "batch"),
        ("a.xml", FEED.encode(), "feedparser", "batch"),
        ("a.pdf", pdf(), "pypdf", "documents"),
        ("a.docx", word(TEXT), "docx", "documents"),
        ("a.rtf", rb"{\rtf1 x}", "striprtf.striprtf", "documents"),
    ],
)
def test_the_base_install_says_what_to_install_for_the_rest(base, tmp_path, name, data, library, extra):
    (tmp_path / name).write_bytes(data)
    done = base(tmp_path / name)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"onrecord: this source needs {library}, which can't be loaded: not installed; "
        f"run pip install 'onrecord[{extra}]'\n"
    )


def test_an_address_needs_what_fetches_it(base, tmp_path):
    (tmp_path / "none" / "aiohttp.py").write_text("raise ImportError('not installed')")
    done = base("https://post.example/ferry")
    assert done.returncode == 2
    assert "aiohttp" in done.stderr
    assert "run pip install 'onrecord[batch]'" in done.stderr


def test_an_empty_source_is_refused_and_is_no_folder(asking):
    done = asking("")
    assert (done.returncode, done.stdout) == (2, "")
    assert "a source is empty; name a file, a folder, - or a web address" in done.stderr
