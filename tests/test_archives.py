"""Web archives, archives of files, packed files, and files that are not on this machine: read as they come."""

import bz2
import gzip
import io
import json
import lzma
import random
import struct
import sys
import tarfile
import threading
import tracemalloc
import zlib
from datetime import date

import fsspec
import pytest
from archives import PARAGRAPHS, address, answer, chunked, packed_apart, page, record, response, tarred, zipped
from backports import zstd
from in_process import onrecord
from news_server import NewsServer, Sent

from onrecord import Article, UsageError
from onrecord.sources import SourceOptions, Unreadable, read_sources
from onrecord.sources.read import _members

TEXT = b"The ferry sank on Monday."


@pytest.fixture
def read(tmp_path):
    """Reads sources; what is given as bytes is written to a file of that name first. What was told is in `told`."""

    async def read_all(data, name="source", **options):
        if isinstance(data, bytes):
            (tmp_path / name).write_bytes(data)
        source = str(tmp_path / name) if isinstance(data, bytes) else str(data)
        options = SourceOptions(tell=read_all.told.append, fetch_pages="never", **options)
        return [found async for found in read_sources([source], options)]

    read_all.told = []
    return read_all


def articles(found):
    return [each for each in found if isinstance(each, Article)]


def unreadable(found):
    return [each for each in found if isinstance(each, Unreadable)]


# Web archives

CRAWL = [
    record("warcinfo", None, b"software: crawler\r\n", Content_Type="application/warc-fields"),
    record("request", address(1), b"GET /1 HTTP/1.1\r\nHost: courier.example\r\n\r\n"),
    response(1),
    record("metadata", address(1), b"fetchTimeMs: 300\r\n"),
    record("response", "dns:courier.example", b"20250710080000\ncourier.example. 300 IN A 203.0.113.7\n"),
    record("response", address("a.jpg"), answer(b"\xff\xd8\xff", Content_Type="image/jpeg")),
    record("response", address("gone"), answer(b"<p>Gone</p>", status="404 Not Found")),
    record("revisit", address(1), answer(b""), WARC_Profile="identical-payload-digest"),
    response(2),
]
PASSED_OVER = "7 records passed over: 1 warcinfo, 1 request, 1 metadata, 1 dns, 1 image/jpeg, 1 answered 404, 1 revisit"


def dictionary_first(records):
    """Records packed with a dictionary that comes before them, as the web archives of some crawlers are."""
    samples = [response(number) for number in range(300)]
    dictionary = zstd.train_dict(samples, 10_000)
    packed = zstd.compress(dictionary.dict_content)
    packed_records = packed_apart(records, lambda each: zstd.compress(each, zstd_dict=dictionary))
    return b"\x5d\x2a\x4d\x18" + struct.pack("<I", len(packed)) + packed + packed_records


WAYS = {
    "plain": b"".join,
    "gzip": packed_apart,
    "gzip, all in one": lambda records: gzip.compress(b"".join(records)),
    "zstd": lambda records: packed_apart(records, zstd.compress),
    "zstd, with a dictionary": dictionary_first,
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
async def test_the_pages_of_a_web_archive_are_read_by_their_addresses_and_the_rest_is_told(read, way, tmp_path):
    found = await read(way(CRAWL))
    assert [(each.id, each.url, each.title) for each in found] == [
        (address(number), address(number), f"Report {number}") for number in (1, 2)
    ]
    assert found[0].published == date(2025, 7, 9)
    assert PARAGRAPHS[0] in found[0].text
    assert read.told == [f"{tmp_path}/source: {PASSED_OVER}"]


OTHER_CRAWLS = {
    "wget": record("response", f"<{address(1)}>", answer(page(1)), WARC_Payload_Digest="sha1:WRONG"),
    "version 1.1, microseconds": response(1, version="1.1", date="2025-07-10T08:00:00.123456Z"),
    "chunked": record("response", address(1), answer(chunked(page(1)), Transfer_Encoding="chunked")),
    "chunks undone, and said all the same": record(
        "response", address(1), answer(page(1), Transfer_Encoding="chunked", Content_Length="9")
    ),
    "chunked and gzipped": record(
        "response",
        address(1),
        answer(chunked(gzip.compress(page(1))), Transfer_Encoding="Chunked", Content_Encoding="gzip"),
    ),
    "deflated": record("response", address(1), answer(zlib.compress(page(1)), Content_Encoding="deflate")),
    "by HTTP/2, without a media type": record(
        "response", address(1), answer(page(1), Content_Type=None).replace(b"HTTP/1.1", b"HTTP/2")
    ),
    "headers that end in line feeds": record("response", address(1), answer(page(1))).replace(b"\r\n", b"\n", 5),
}


@pytest.mark.parametrize("crawl", OTHER_CRAWLS.values(), ids=OTHER_CRAWLS)
async def test_web_archives_of_other_crawlers_are_read(read, crawl):
    (found,) = await read(crawl)
    assert (found.id, found.published, found.text.count("report 1.")) == (address(1), date(2025, 7, 9), 3)


async def test_the_encoding_that_a_server_named_counts(read):
    body = page(1).replace(b"ferry", "Fähre".encode("latin-1"))
    said = answer(body, Content_Type="text/html; charset=iso-8859-1")
    (found,) = await read(record("response", address(1), said))
    assert "The Fähre" in found.text


async def test_no_page_was_published_after_it_was_crawled(read):
    crawl = record("response", address(1), answer(page(1, "2025-07-09")), date="2019-03-05T10:00:00Z")
    (found,) = await read(crawl)
    assert found.published is None


async def test_a_page_that_is_no_article_is_told_with_its_address_and_record(read, tmp_path):
    crawl = [response(1), record("response", address(2), answer(b"<html><body></body></html>"))]
    found = await read(b"".join(crawl))
    assert [(each.id, each.url, each.reason) for each in unreadable(found)] == [
        (f"{tmp_path}/source:2", address(2), "no article text is in the page")
    ]


async def test_pages_that_are_known_are_passed_over(read):
    found = await read(b"".join(CRAWL), known=lambda name: name == address(1))
    assert [each.id for each in found] == [address(2)]


async def test_which_pages_are_known_is_asked_by_whoever_reads_and_in_no_other_thread(read):
    """A store answers that, and its connections are used by one thread."""
    askers = set()
    await read(b"".join(CRAWL), known=lambda _: askers.add(threading.get_ident()) or False)
    assert askers == {threading.get_ident()}


@pytest.mark.parametrize("way", [WAYS["gzip"], WAYS["zstd"]], ids=["gzip", "zstd"])
async def test_of_an_archive_with_one_record_in_a_hundred_broken_all_others_are_read(read, way, tmp_path):
    chance = random.Random(7)
    packed = [bytearray(way([response(number)])) for number in range(300)]
    broken = sorted(chance.sample(range(300), 3))
    for number in broken:
        for _ in range(5):
            packed[number][chance.randrange(40, len(packed[number]) - 8)] ^= chance.randrange(1, 256)
    found = await read(b"".join(packed))
    assert [each.id for each in articles(found)] == [address(number) for number in range(300) if number not in broken]
    assert [each.id for each in unreadable(found)] == [f"{tmp_path}/source:{number + 1}" for number in broken]
    assert all(each.reason.startswith(f"record {each.id.rpartition(':')[2]}: its ") for each in unreadable(found))


BROKEN = {
    "a wrong length": (response(2, Content_Length="70"), "it goes on behind the end that its Content-Length says"),
    "no length": (response(2, Content_Length=None), "its Content-Length is '', where a number must be"),
    "no type": (response(2, WARC_Type=None), "it doesn't say what it holds: it has no WARC-Type"),
    "no address": (response(2, WARC_Target_URI=None), "it doesn't say whose answer it holds"),
    "no answer of the web": (record("response", address(2), page(2)), "it holds no answer of the web"),
    "something else": (b"not a record\r\nat all\r\n", "no record begins where the one before it ends"),
    "gzip that is none": (
        record("response", address(2), answer(gzip.compress(page(2))[:-20], Content_Encoding="gzip")),
        "its gzip data is damaged",
    ),
    "too large": (
        record("response", address(2), answer(page(2) + b"x" * 300_000)),
        "larger than 100,000 bytes, which is the limit for a page",
    ),
}


@pytest.mark.parametrize(("broken", "reason"), BROKEN.values(), ids=BROKEN)
async def test_a_broken_record_is_told_once_and_those_around_it_are_read(read, broken, reason, tmp_path):
    found = await read(response(1) + broken + response(3), max_bytes=100_000)
    assert [each.id for each in articles(found)] == [address(1), address(3)]
    (told,) = unreadable(found)
    assert told.id == f"{tmp_path}/source:2"
    assert told.reason.startswith(f"record 2: {reason}")


@pytest.mark.parametrize("way", [WAYS["plain"], WAYS["gzip"], WAYS["zstd"]], ids=["plain", "gzip", "zstd"])
async def test_of_an_archive_that_is_cut_off_what_came_before_is_read_and_the_cut_is_told(read, way, tmp_path):
    records = [response(number) for number in range(50)]
    found = await read(way(records)[: -len(way([records[-1]])) // 2])
    assert [each.id for each in articles(found)] == [address(number) for number in range(49)]
    (told,) = unreadable(found)
    assert told.id == f"{tmp_path}/source:50"
    assert "it is cut off: " in told.reason or "it breaks off before its end" in told.reason


@pytest.mark.slow
async def test_a_web_archive_is_read_in_little_memory(tmp_path):
    (tmp_path / "large").write_bytes(
        packed_apart(record("resource", address(n), random.Random(n).randbytes(1_000_000)) for n in range(60))
        + packed_apart([response(1)])
    )
    tracemalloc.start()
    found = [each.id async for each in read_sources([str(tmp_path / "large")])]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == [address(1)]
    assert peak < 10_000_000


def test_a_batch_counts_broken_records_and_reads_the_rest(tmp_path):
    damaged = bytearray(gzip.compress(response(2)))
    damaged[60] ^= 255
    crawl = packed_apart([response(1)]) + damaged + packed_apart([response(3), CRAWL[1]])
    (tmp_path / "news.warc.gz").write_bytes(crawl)
    done = onrecord("batch", "news.warc.gz", "--store", "news.db", "--dry-run", "--model", "local", cwd=tmp_path)
    assert "news.warc.gz: 1 record passed over: 1 request" in done.stderr
    assert "1 unreadable" in done.stdout
    assert "1 near-duplicates" in done.stdout  # the other page
    assert "1 × its gzip data is damaged" in done.stdout


# Archives of files

FILES = {
    "in/page.html": page(1),
    "a.txt": TEXT,
    "lines.jsonl": b'{"id": "l", "text": "A line."}\n{"id": 7}\n',
    "feed.xml": b"<rss version='2.0'><channel><item><guid>urn:x:1</guid><description>"
    + TEXT
    + b"</description></item></channel></rss>",
    "crawl.warc.gz": packed_apart([response(2)]),
    "packed.txt.bz2": bz2.compress(TEXT),
    "picture.png": b"\x89PNG",
    ".hidden.txt": TEXT,
    "__MACOSX/a.txt": TEXT,
}

ARCHIVES = {
    "zip": zipped(FILES),
    "tar": tarred(FILES),
    "tar.gz": tarred(FILES, "w:gz"),
    "tar.bz2": tarred(FILES, "w:bz2"),
    "tar.xz": tarred(FILES, "w:xz"),
    "tar.zst": zstd.compress(tarred(FILES)),
    "zip, gzipped": gzip.compress(zipped(FILES)),
    "zip in a tar": tarred({"inner.zip": zipped(FILES)}),
    "zip in a zip": zipped({"inner.zip": zipped(FILES)}),
}


@pytest.mark.parametrize(("name", "data"), ARCHIVES.items(), ids=ARCHIVES)
async def test_the_files_of_an_archive_are_read_as_files_of_their_own(read, tmp_path, name, data):
    found = await read(data)
    inside = f"{tmp_path}/source!/inner.zip!/" if " in a " in name else f"{tmp_path}/source!/"
    assert [(each.id, type(each)) for each in found] == [
        (f"{inside}in/page.html", Article),
        (f"{inside}a.txt", Article),
        ("l", Article),
        (f"{inside}lines.jsonl:2", Unreadable),
        ("urn:x:1", Article),
        (address(2), Article),
        (f"{inside}packed.txt.bz2", Article),
    ]
    assert read.told == [f"{inside.removesuffix('!/')}: 1 file passed over: 1 .png"]


async def test_a_file_that_cant_be_read_leaves_the_others_of_its_archive(read, tmp_path):
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT * 50, "c.txt": TEXT, "d.txt": TEXT}))
    data[data.index(b"b.txt") + 12] ^= 255
    central = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1) + 1)
    data[central + 8] |= 1  # the flag of what is encrypted, of the third
    found = await read(bytes(data))
    assert [each.id.rpartition("!/")[2] for each in articles(found)] == ["a.txt", "d.txt"]
    broken, encrypted = unreadable(found)
    assert (broken.id, encrypted.id) == (f"{tmp_path}/source!/b.txt", f"{tmp_path}/source!/c.txt")
    assert broken.reason.startswith("its zip data is damaged: ")
    assert encrypted.reason == "it is encrypted; unpack the archive with its password"


async def test_what_a_file_in_an_archive_is_called_leads_nowhere(read, tmp_path):
    names = ["../../up.txt", "/etc/root.txt", "a\\..\\b.txt"]
    for data in (zipped(dict.fromkeys(names, TEXT)), tarred(dict.fromkeys(names, TEXT))):
        found = await read(data)
        assert [each.id for each in found] == [f"{tmp_path}/source!/{name}" for name in names]
    assert [path.name for path in tmp_path.rglob("*")] == ["source"]


async def test_links_in_an_archive_are_not_followed(read):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as opened:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        opened.addfile(link)
    assert await read(data.getvalue()) == []


ZEROS = bytes(400_000_000)
BOMBS = {
    "a page in a zip": (lambda: zipped({"a.html": b"<p>" + bytes(60_000_000)}), "larger than "),
    "lines in a zip": (lambda: zipped({"a.jsonl": b'{"a":1}\n' + ZEROS}), "bytes of it unpack to "),
    "lines, with bzip2": (lambda: bz2.compress(b'{"a":1}\n' * 10_000 + ZEROS), "bytes of it unpack to "),
    "a web archive, with zstd": (
        lambda: zstd.compress(b"WARC/1.0\r\n" + ZEROS),
        "bytes of it unpack to ",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize(("made", "reason"), BOMBS.values(), ids=BOMBS)
async def test_what_grows_as_no_text_does_is_given_up(read, made, reason):
    data = made()
    tracemalloc.start()
    found = await read(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reason in found[-1].reason
    assert articles(found) == []
    assert peak < 120_000_000


async def test_archives_lie_in_one_another_so_deep_and_no_deeper(read):
    data, name = TEXT, "a.txt"
    for _ in range(_members.DEEPEST):
        data, name = zipped({name: data}), "inner.zip"
    (found,) = await read(data)
    assert found.text == TEXT.decode()
    (told,) = await read(zipped({"inner.zip": data}))
    assert told.reason == f"it lies in more than {_members.DEEPEST} archives; unpack them"


async def test_a_zip_archive_that_is_packed_has_a_bound(read):
    (told,) = await read(gzip.compress(zipped({"a.txt": random.Random(1).randbytes(200_000)})), max_feed_bytes=100_000)
    assert told.reason.startswith("larger than 100,000 bytes, which is the limit for a zip archive that is no file of")


@pytest.mark.parametrize("cut", [-3_000, -700])
async def test_of_a_tar_that_is_cut_off_what_came_before_is_read_and_the_cut_is_told(read, tmp_path, cut):
    files = {f"{number}.txt": TEXT + random.Random(number).randbytes(2_000).hex().encode() for number in range(20)}
    found = await read(tarred(files, "w:gz")[:cut])
    assert len(articles(found)) >= 17
    file, whole = unreadable(found)
    assert (file.id, whole.id) == (f"{tmp_path}/source!/{len(articles(found))}.txt", f"{tmp_path}/source")
    assert file.reason == "its gzip data is damaged: it breaks off before its end"
    assert whole.reason.startswith("its tar data is damaged: ")


async def test_a_tar_with_a_broken_header_is_told_after_what_came_before(read, tmp_path):
    data = bytearray(tarred({"a.txt": TEXT, "b.txt": TEXT}))
    data[1_024 + 10] ^= 255
    found = await read(bytes(data))
    assert [(each.id, type(each)) for each in found] == [
        (f"{tmp_path}/source!/a.txt", Article),
        (f"{tmp_path}/source", Unreadable),
    ]
    assert found[1].reason.startswith("its tar data is damaged: ")


# Packed files

PACKS = {"gzip": gzip.compress, "bzip2": bz2.compress, "xz": lzma.compress, "zstd": zstd.compress}


@pytest.mark.parametrize(("name", "pack"), PACKS.items(), ids=PACKS)
async def test_any_source_may_be_packed(read, tmp_path, name, pack):
    lines = "\n".join(json.dumps({"id": number, "text": f"Report {number}."}) for number in range(5_000)).encode()
    assert len(await read(pack(lines))) == 5_000
    assert len(await read(pack(lines[:100_000]) + pack(lines[100_000:]))) == 5_000
    (found,) = await read(pack(page(1)))
    assert found.id == f"{tmp_path}/source"
    *some, last = await read(pack(lines)[: -len(pack(lines)) // 3])
    assert len(some) < 5_000
    assert last.reason.endswith(f"its {name} data is damaged: it breaks off before its end")


async def test_files_of_a_folder_are_read_that_are_archives_or_packed(read, tmp_path):
    (tmp_path / "in").mkdir()
    for name, data in {"a.tgz": tarred({"a.txt": TEXT}, "w:gz"), "b.xz": lzma.compress(TEXT), "c.7z": b"7z"}.items():
        (tmp_path / "in" / name).write_bytes(data)
    found = await read(tmp_path / "in")
    assert [each.id for each in found] == [f"{tmp_path}/in/a.tgz!/a.txt", f"{tmp_path}/in/b.xz"]
    assert read.told == [f"{tmp_path}/in: 1 file passed over: 1 .7z"]


# Archives that are not on this machine


@pytest.fixture
def site():
    with NewsServer() as server:
        yield server


LARGE = {
    "a web archive": packed_apart([response(number) for number in range(30)]),
    "a zip archive": zipped({f"{number}.html": page(number) for number in range(30)}),
    "lines": b"".join(json.dumps({"text": f"Report {n}. {'x' * 500}"}).encode() + b"\n" for n in range(30)),
}


@pytest.mark.parametrize("data", LARGE.values(), ids=LARGE)
async def test_an_archive_at_an_address_may_be_larger_than_a_feed(read, site, data):
    site.answers["/news"] = data
    found = await read(f"{site.url}/news", allow_private=True, max_feed_bytes=5_000, max_bytes=10_000)
    assert len(articles(found)) == 30
    for sent in (data, Sent([data[:1_000], data[1_000:]])):  # announced, and seen as it comes
        site.answers["/news"] = sent
        (told,) = await read(f"{site.url}/news", allow_private=True, max_feed_bytes=5_000, max_archive_bytes=6_000)
        assert told.reason == "larger than 6,000 bytes, which is the limit"


async def test_a_file_in_an_archive_at_an_address_is_called_after_both(read, site):
    site.answers["/news.zip"] = zipped({"a.txt": TEXT, "b.html": page(1)})
    found = await read(f"{site.url}/news.zip", allow_private=True)
    assert [each.id for each in found] == [f"{site.url}/news.zip!/a.txt", f"{site.url}/news.zip!/b.html"]


async def test_an_archive_at_a_private_address_is_not_read(read, site):
    site.answers["/moved"] = Sent(status=302, headers={"Location": "/news.zip"})
    site.answers["/news.zip"] = zipped({"a.txt": TEXT})
    (told,) = await read(f"{site.url}/moved")
    assert "is not a public address" in told.reason
    assert site.requests == []


async def test_the_page_of_an_item_is_no_archive(read, site):
    item = f"<item><guid>urn:x:1</guid><link>{site.url}/a</link><description>{'x ' * 9}</description></item>"
    site.answers |= {"/feed": f"<rss version='2.0'><channel>{item}</channel></rss>", "/a": LARGE["a web archive"]}
    options = SourceOptions(allow_private=True, delay=0)
    (told,) = [found async for found in read_sources([f"{site.url}/feed"], options)]
    assert told.reason.startswith("it is a web archive, where a page should be")


@pytest.fixture
def store():
    """A store of fsspec's, in memory, that stands for S3 and its like."""
    files = fsspec.filesystem("memory")
    yield files
    files.store.clear()
    files.pseudo_dirs[:] = [""]


async def test_files_of_a_store_are_read_by_address_by_folder_and_by_pattern(read, store):
    store.pipe({"/news/a.warc.gz": packed_apart([response(1)]), "/news/in/b.zip": zipped({"b.txt": TEXT})})
    store.pipe("/news/c.png", b"x")
    both = [address(1), "memory:///news/in/b.zip!/b.txt"]
    for name, ids in {"news/a.warc.gz": both[:1], "news": both, "news/*.gz": both[:1], "news/in/*": both[1:]}.items():
        assert [each.id for each in await read(f"memory://{name}", allow_private=True)] == ids


@pytest.mark.parametrize("name", ["memory://news/none.gz", "memory://none/*.gz"])
async def test_a_file_that_a_store_hasnt_is_told(read, store, name):
    (told,) = await read(name, allow_private=True)
    assert (told.id, told.source) == (name, name)
    assert told.reason in ("can't be read: there is no such file", "nothing to read is there")


def test_a_library_that_is_missing_is_named_with_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "warcio.statusandheaders", None)
    monkeypatch.setitem(sys.modules, "fsspec", None)
    (tmp_path / "a.warc").write_bytes(response(1))
    done = onrecord("summarize", "a.warc", "--model", "local", cwd=tmp_path)
    assert done.returncode == 2
    assert "pip install 'onrecord[archives]'" in done.stderr
    with pytest.raises(UsageError, match=r"needs fsspec.*onrecord\[archives\]"):
        read_sources(["s3://bucket/a.warc.gz"])
