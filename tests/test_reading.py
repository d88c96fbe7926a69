"""Sources of all kinds together: told apart by content, read at once, each in its order."""

import asyncio
import gzip
import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from news_server import NewsServer, Sent

from onrecord import Article, UsageError
from onrecord.sources import SourceOptions, Unreadable, read_sources

DATA = Path(__file__).parent / "data" / "feeds"
PROSE = "The ferry sank on Monday off the coast, and nobody aboard was hurt, the harbour master said on Tuesday. "


async def read(*sources, **options):
    return [
        found
        async for found in read_sources(
            list(map(str, sources)), SourceOptions(**{"allow_private": True, "delay": 0, **options})
        )
    ]


def rss(*ids):
    items = "".join(f"<item><guid>urn:x:{each}</guid><description>{PROSE * 20}</description></item>" for each in ids)
    return f'<rss version="2.0"><channel><title>T</title>{items}</channel></rss>'


@pytest.fixture
def site():
    with NewsServer() as server:
        yield server


# Told apart by content

ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:x:1</id><summary>A text.</summary></entry></feed>'
LINE = json.dumps({"text": "A text."})
KINDS = {
    "RSS": (rss(1), "urn:x:1"),
    "Atom": (ATOM, "urn:x:1"),
    "Atom with a prefix": (
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:id>urn:x:1</a:id><a:summary>A text.</a:summary>'
        "</a:entry></a:feed>",
        "urn:x:1",
    ),
    "RDF": ((DATA / "rdf.xml").read_text(), "https://port.example/1"),
    "JSON Feed": ((DATA / "feed.json").read_text(), "https://notes.example/1"),
    "JSON Feed on one line": (json.dumps(json.loads((DATA / "feed.json").read_text())), "https://notes.example/1"),
    "JSON Feed whose version comes last": (
        json.dumps(
            {"items": [{"id": "urn:x:1", "content_text": "A text." * 20_000}], "version": "https://jsonfeed.org/"}
        ),
        "urn:x:1",
    ),
    "JSON Lines": (f"{LINE}\n{LINE}\n", "sha256:"),
    "one line of JSON": (LINE, "sha256:"),
    "a long line of JSON": (json.dumps({"title": "x", "text": PROSE * 1_000}), "sha256:"),
    "lines of JSON with items": ('{"items": [], "text": "A text."}\n{"items": [], "text": "A text."}', "sha256:"),
    "a page": (f"<html><body><p>{PROSE * 3}</p></body></html>", ""),
    "a page without html": (f"<div><h1>Title</h1><p>{PROSE * 3}</p><p>{PROSE}</p></div>", ""),
    "a page behind comments": (f"<!-- x --><!DOCTYPE html><body><p>{PROSE * 3}</p></body>", ""),
    "XHTML": (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd">'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{PROSE * 3}</p></body></html>',
        "",
    ),
    "a text": (PROSE, ""),
    "a text about markup": (f"{PROSE}\nIt is written <rss> or <html>.", ""),
    "a text in braces": (f"{{sic}} {PROSE}", ""),
    "a text in brackets": (f"[Update] {PROSE}", ""),
    "a text that loves": (f"<3 {PROSE}", ""),
    "a text with a line of JSON": (f'{PROSE}\n{PROSE}\n{{"text": "x"}}\n', ""),
}


@pytest.mark.parametrize(("content", "name"), KINDS.values(), ids=KINDS)
async def test_what_a_source_is_its_content_tells(tmp_path, content, name):
    path = tmp_path / "source.bin"
    path.write_text(content)
    found = await read(path, fetch_pages="never")
    assert all(isinstance(each, Article) for each in found), found
    assert found[0].id.startswith(name or str(path))
    path.write_bytes(gzip.compress(content.encode()))
    assert await read(path, fetch_pages="never") == found


NOTHING = {
    "a zip archive": (b"PK\x03\x04rest", "its zip data is damaged: File is not a zip file"),
    "a broken PDF": (b"%PDF-1.7\n", "no sense can be made of it as a PDF: "),
    "an image": (b"\x89PNG\r\n\x1a\n", "it is an image"),
    "a JSON array": (b'[{"text": "A text."},\n{"text": "B"}]', "it is a JSON array; write its articles as JSON Lines"),
    "a JSON object over lines": (b'{\n"text": "A text."\n}', "it is JSON, but no JSON Feed"),
    "another XML": (
        b'<?xml version="1.0"?><urlset xmlns="x"><url/></urlset>',
        "it is XML that is no feed: its first element is",
    ),
    "empty": (b"", "empty: no words in it"),
    "bytes": (bytes(range(256)) * 4, "not text"),
    "gzip that is none": (b"\x1f\x8b\x08\x00rest", "its gzip data is damaged"),
}


@pytest.mark.parametrize(("content", "reason"), NOTHING.values(), ids=NOTHING)
async def test_what_is_no_source_is_told_with_the_reason(tmp_path, content, reason):
    path = tmp_path / "source.txt"
    path.write_bytes(content)
    (found,) = await read(path)
    assert (found.id, found.source) == (str(path), str(path))
    assert found.reason.startswith(reason)


# Files, folders, standard input


async def test_a_folder_is_read_in_order_with_all_that_is_in_it(tmp_path):
    (tmp_path / "b").mkdir()
    for name, content in {
        "a.txt": PROSE,
        "b/feed.xml": rss(1, 2),
        "b/page.html": f"<html><body><p>{PROSE * 3}</p></body></html>",
        "c.jsonl.gz": gzip.compress(b'{"id": "l", "text": "A text."}'),
        "d.txt": "",
        "e.png": "x",
        ".f.txt": PROSE,
    }.items():
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    found = await read(tmp_path, fetch_pages="never")
    assert [each.id for each in found] == [
        f"{tmp_path}/a.txt",
        "urn:x:1",
        "urn:x:2",
        f"{tmp_path}/b/page.html",
        "l",
        f"{tmp_path}/d.txt",
    ]


async def test_an_empty_folder_is_told(tmp_path):
    (found,) = await read(tmp_path)
    assert found.reason.startswith("nothing to read is in it: no .atom, ")


@pytest.mark.parametrize("content", [PROSE, rss(1), LINE], ids=["text", "feed", "lines"])
async def test_standard_input_may_be_anything_and_its_articles_have_lasting_ids(monkeypatch, content):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    (found,) = await read("-", fetch_pages="never")
    assert found.id.startswith(("sha256:", "urn:x:1"))


async def test_a_pipe_is_read_to_its_end(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)

    def write():
        with path.open("w") as file:
            for number in range(500):
                file.write(json.dumps({"id": number, "text": PROSE}) + "\n")

    thread = threading.Thread(target=write)
    thread.start()
    await asyncio.sleep(0.1)
    assert len(await read(path)) == 500
    thread.join()


async def test_an_interruption_does_not_wait_for_standard_input():
    code = """
import asyncio, sys
from onrecord.sources import read_sources
async def main():
    print("reading", flush=True)
    async for _ in read_sources(["-"]): pass
asyncio.run(main())
"""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    await process.stdout.readline()
    await asyncio.sleep(0.5)
    assert process.returncode is None
    process.send_signal(signal.SIGINT)
    async with asyncio.timeout(60):
        await process.wait()
    assert b"KeyboardInterrupt" in await process.stderr.read()
    process.stdin.close()


async def test_a_file_that_goes_while_others_are_read_is_told(tmp_path):
    for number in range(10):  # some of which are read ahead
        (tmp_path / f"{number}.txt").write_text(PROSE)
    stream = read_sources([str(tmp_path)])
    await anext(stream)
    (tmp_path / "9.txt").unlink()
    *others, last = [found async for found in stream]
    assert all(isinstance(found, Article) for found in others)
    assert last.reason == "can't be read: No such file or directory"


# Lists of feeds


async def test_a_list_gives_what_its_feeds_hold_and_tells_of_addresses_that_are_none(site):
    site.answers |= {
        "/list": (DATA / "list.opml").read_text().replace("SITE", site.url),
        "/one": rss(1, 2),
        "/two": rss(3),
    }
    found = await read(f"{site.url}/list")
    assert {each.id for each in found if isinstance(each, Article)} == {"urn:x:1", "urn:x:2", "urn:x:3"}
    assert [(each.id, each.reason) for each in found if isinstance(each, Unreadable)] == [
        ("feeds/three.xml", "it is no http or https address"),
        ("file:///etc/passwd", "it is no http or https address"),
    ]
    assert site.asked("/one") == 1


async def test_a_list_that_names_itself_is_not_followed_for_ever(site):
    site.answers["/list"] = f'<opml><body><outline xmlUrl="{site.url}/list"/></body></opml>'
    (found,) = await read(f"{site.url}/list")
    assert found.reason == "it is a list of feeds in a list of feeds, which is not followed"


async def test_a_list_without_feeds_is_told(tmp_path):
    (tmp_path / "list").write_text("<opml><body><outline text='x'/></body></opml>")
    (found,) = await read(tmp_path / "list")
    assert found.reason == "it is a list of feeds that names none: no outline has an xmlUrl"


async def test_the_feeds_of_a_list_that_has_not_changed_are_read_all_the_same(site):
    site.answers |= {
        "/list": lambda headers: (
            Sent(status=304)
            if "If-None-Match" in headers
            else Sent(f'<opml><outline xmlUrl="{site.url}/one"/></opml>'.encode(), headers={"ETag": "1"})
        ),
        "/one": rss(1),
    }
    options = SourceOptions(allow_private=True, delay=0)
    for _ in range(2):
        assert [each.id async for each in read_sources([f"{site.url}/list"], options)] == ["urn:x:1"]


# All at once


async def test_each_source_keeps_its_order_and_a_slow_one_holds_up_no_other(site, tmp_path):
    gate = threading.Event()
    site.answers["/slow"] = lambda _: str(gate.wait(20)) and rss("slow")
    lines = tmp_path / "lines"
    lines.write_text("\n".join(json.dumps({"id": str(number), "text": PROSE}) for number in range(300)))
    ids = []
    async for found in read_sources([f"{site.url}/slow", str(lines)], SourceOptions(allow_private=True)):
        ids.append(found.id)
        if len(ids) == 300:
            gate.set()
    assert ids == [*map(str, range(300)), "urn:x:slow"]


async def test_a_source_that_fails_leaves_the_others_whole(site, tmp_path):
    (tmp_path / "a").write_text(PROSE)
    found = await read(f"{site.url}/nothing", tmp_path / "a", "http://nowhere.invalid/feed")
    assert {type(each) for each in found} == {Article, Unreadable}
    assert len(found) == 3
    assert {each.temporary for each in found if isinstance(each, Unreadable)} == {True, False}


async def test_a_source_that_is_named_twice_is_read_once(tmp_path):
    (tmp_path / "a").write_text(PROSE)
    assert len(await read(tmp_path / "a", tmp_path / "a")) == 1


async def test_reading_may_stop_at_any_article_and_leaves_nothing_behind(site):
    def drip():
        while True:
            time.sleep(0.02)
            yield b"x"

    site.answers |= {"/feed": rss(*range(100)), "/endless": Sent(drip())}
    stream = read_sources([f"{site.url}/feed", f"{site.url}/endless"], SourceOptions(allow_private=True))
    await anext(stream)
    start = time.monotonic()
    await stream.aclose()
    assert time.monotonic() - start < 10
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.slow
async def test_an_item_of_100_mb_ends_as_one_line_and_is_never_held_whole(site):
    sent = []

    def feed():
        yield b'<rss version="2.0"><channel><item><guid>urn:x:1</guid><description>'
        for _ in range(100):
            sent.append(1)
            yield b"The ferry sank. " * 62_500
        yield b"</description></item></channel></rss>"

    site.answers |= {"/feed": Sent(feed()), "/other": rss(2)}
    found = {type(each): each for each in await read(f"{site.url}/feed", f"{site.url}/other")}
    assert found[Article].id == "urn:x:2"
    assert found[Unreadable].reason == "larger than 50,000,000 bytes, which is the limit"
    assert len(sent) < 100


async def test_an_address_of_no_text_is_told_as_text(site):
    (found,) = await read(f"{site.url}/\udce9a")
    assert (found.id, found.url) == (f"{site.url}/?a", f"{site.url}/?a")


# Wrong use

WRONG = {
    "no file": (["nowhere.xml"], "nowhere.xml: no such file or directory; name a file, a folder, - or a web address"),
    "another scheme": (["gopher://a.example/feed"], "gopher://a.example/feed: only http, https and object stores"),
    "a host that nobody checks": (
        ["ftp://me:secret@a.example/feed"],
        "ftp://a.example/feed: where ftp:// leads is not",
    ),
    "a file by scheme": (["file:///etc/passwd"], "only http, https and object stores such as s3:// and gs:// are read"),
    "a file within another": (["zip://a.txt::file:///etc/a.zip"], "only http, https and object stores"),
    "a store whose library isn't there": (["oss://bucket/a.warc.gz"], "oss://bucket/a.warc.gz: a package that opens"),
    "no address": (["http://[broken"], "is no address that can be asked for"),
    "no host": (["http:///feed"], "is no address that can be asked for"),
    "a text": (["The ferry sank. " * 50], "file name too long"),
    "a NUL": (["a\0b"], "null byte"),
}


@pytest.mark.parametrize(("sources", "complaint"), WRONG.values(), ids=WRONG)
def test_a_source_that_is_none_is_wrong_use_at_once(sources, complaint):
    with pytest.raises(UsageError) as error:
        read_sources(sources)
    assert complaint in str(error.value)
    assert len(str(error.value)) < 300


@pytest.mark.parametrize(
    "options",
    [
        {"fetch_pages": "sometimes"},
        {"delay": -1},
        {"timeout": 0},
        {"max_bytes": 0},
        {"max_redirects": -1},
        {"allow_networks": ("10.1.2.3/8",)},
        {"user_agent": "a\nb"},
    ],
    ids=lambda options: next(iter(options)),
)
def test_options_that_make_no_sense_are_wrong_use(options):
    with pytest.raises(UsageError, match=next(iter(options))):
        SourceOptions(**options)


async def test_a_library_that_is_missing_is_named_with_what_to_install(tmp_path, monkeypatch):
    (tmp_path / "feed").write_text(rss(1))
    (tmp_path / "feedparser.py").write_text("raise ImportError('there is none')")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(UsageError, match=r"feedparser.*run pip install 'onrecord\[batch\]'"):
        await read(tmp_path / "feed", max_memory=1_900_000_000)  # in a process that wasn't there before
