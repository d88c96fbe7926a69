"""JSON Lines: fields by any name, lines that are broken, files of any size."""

import gzip
import json
import tracemalloc
from dataclasses import replace
from datetime import date, datetime

import pytest

from onrecord import Article, UsageError
from onrecord.sources import SourceOptions, Unreadable, read_sources

TEXT = "The ferry sank on Monday."


@pytest.fixture
def read(tmp_path):
    """Reads lines that are written to a file first."""

    async def read_lines(*lines, name="news", **options):
        path = tmp_path / name
        path.write_bytes(b"\n".join(each if isinstance(each, bytes) else json.dumps(each).encode() for each in lines))
        return [found async for found in read_sources([str(path)], SourceOptions(**options))]

    return read_lines


async def test_a_line_is_an_article_with_all_that_it_says(read):
    line = {
        "text": TEXT,
        "id": 7,
        "title": "Ferry &amp; tug",
        "url": "https://a.example/1",
        "published": "2024-03-05T23:30:00-05:00",
        "language": "en-GB",
        "source": "The Post",
        "author": ["Jane Doe", "Jan Ott"],
    }
    assert await read(line) == [
        Article(
            TEXT,
            id="7",
            title="Ferry & tug",
            url="https://a.example/1",
            published=datetime.fromisoformat("2024-03-05T23:30:00-05:00"),
            language="en",
            source="The Post",
            author="Jane Doe, Jan Ott",
        )
    ]


async def test_fields_may_have_other_names_and_lie_deeper(read):
    mapping = {"text": "body.plain", "title": "headline", "author": "by.0.name", "source": "meta.source"}
    line = {"body": {"plain": TEXT}, "headline": "Ferry", "by": [{"name": "Jane"}], "meta.source": "Post", "text": 1}
    (found,) = await read(line, mapping=mapping)
    assert (found.text, found.title, found.author, found.source) == (TEXT, "Ferry", "Jane", "Post")


async def test_the_id_is_the_lines_own_or_its_address_or_the_hash_of_its_text(read):
    first, second, third, again = await read(
        {"text": TEXT, "id": "a", "url": "https://a.example/1"},
        {"text": TEXT, "url": "https://a.example/1"},
        {"text": TEXT},
        {"title": "same", "text": TEXT},
    )
    assert (first.id, second.id) == ("a", "https://a.example/1")
    assert third.id == again.id
    assert third.id.startswith("sha256:")


async def test_what_a_line_does_not_know_is_not_known(read):
    (found,) = await read({"text": TEXT, "published": "soon", "url": "x", "title": 5, "id": None}, language="fr")
    assert (found.published, found.url, found.title, found.language) == (None, None, None, "fr")


@pytest.mark.parametrize(
    "zero", ["0001-01-01", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00+00:00", "1969-12-31T16:00-08:00"]
)
async def test_a_day_by_which_programs_mean_none_is_none(read, zero):
    (found,) = await read({"text": TEXT, "published": zero})
    assert found.published is None


USUAL = {
    "of a press agency": {
        "guid": "7", "headline": "Ferry", "body": TEXT, "pubDate": "Tue, 05 Mar 2024 10:00:00 GMT", "lang": "de-AT",
        "link": "https://post.example/7", "byline": "Jane Doe", "publisher": {"name": "The Post"},
    },
    "of a crawler": {
        "id": 7, "title": "Ferry", "maintext": TEXT, "date_publish": "2024-03-05 10:00:00", "language": "de",
        "url": "https://post.example/7", "authors": ["Jane Doe"], "source": "The Post", "description": "A teaser.",
    },
    "of an API": {
        "uuid": "7", "title": "Ferry", "content": TEXT, "publishedAt": "2024-03-05T10:00:00Z", "language": "de",
        "url": "https://post.example/7", "author": {"name": "Jane Doe"}, "source": {"id": None, "name": "The Post"},
    },
    "of schema.org": {
        "ArticleBody": TEXT, "headline": "Ferry", "datePublished": "2024-03-05", "inLanguage": "de", "guid": "7",
        "url": "https://post.example/7", "author": [{"name": "Jane Doe"}], "publisher": {"name": "The Post"},
    },
    "within `article`": {
        "article": {
            "id": "7", "title": "Ferry", "text": TEXT, "published": "2024-03-05", "language": "de",
            "url": "https://post.example/7", "author": "Jane Doe", "source": "The Post",
        },
        "status": "ok", "records": [],
    },
}  # fmt: skip


@pytest.mark.parametrize("line", USUAL.values(), ids=USUAL)
async def test_usual_names_of_fields_are_known(read, line):
    (found,) = await read(line)
    assert replace(found, published_at=None) == Article(
        TEXT,
        id="7",
        title="Ferry",
        url="https://post.example/7",
        published=date(2024, 3, 5),
        language="de",
        source="The Post",
        author="Jane Doe",
    )


async def test_our_own_names_come_before_usual_ones_and_what_is_named_before_both(read):
    line = {"text": TEXT, "body": "Other.", "content": "Third.", "title": "Ferry", "headline": "Other"}
    (found,) = await read(line)
    assert (found.text, found.title) == (TEXT, "Ferry")
    (found,) = await read(line, mapping={"text": "content", "title": "headline"})
    assert (found.text, found.title) == ("Third.", "Other")


BROKEN = {
    "cut off": (b'{"text": "The fer', "no JSON: Unterminated string starting at character 10"),
    "no JSON": (b"The ferry sank.", "no JSON: Expecting value at character 1"),
    "a list": (b"[1, 2]", "JSON, but no object: [1, 2]"),
    "a number too long": (b'{"text": ' + b"9" * 5_000 + b"}", "no JSON that can be read: "),
    "too deep": (b'{"text": ' + b"[" * 100_000, "no JSON that can be read: "),
    "no text": (
        {"headline": "x", "wording": TEXT},
        "it has no field 'text' for the text; its fields: headline, wording. Name the one with the text: "
        "--field text=wording (or headline)",
    ),
    "a text that lies deeper": (
        {"n": 1, "body": {"plain": TEXT, "parts": ["The ferry."]}, "by": {"name": "Jane"}},
        "it has no field 'text' for the text; its fields: n, body, by. Name the one with the text: "
        "--field text=body.plain (or by.name)",
    ),
    "a text in an object": (
        {"text": {"html": "<p>", "plain": TEXT}},
        'its \'text\' is no string: {"html": "<p>", "plain": "The ferry sank…. Name the one with the text: '
        "--field text=text.plain (or text.html)",
    ),
    "no strings": ({"n": 1}, "it has no field 'text' for the text; its fields: n"),
    "no fields": ({}, "it has no field 'text' for the text; its fields: none"),
    "a text of another type": ({"text": ["a", "b"]}, 'its \'text\' is no string: ["a", "b"]'),
    "no words": ({"text": " … "}, "the text: empty: no words in it"),
    "too long": ({"text": "word " * 250_000}, "the text: too long for one article"),
    "far too long": ({"text": "word " * 1_700_000}, "longer than 8,000,000 bytes"),
}


@pytest.mark.parametrize(("line", "reason"), BROKEN.values(), ids=BROKEN)
async def test_a_line_that_can_not_be_read_is_told_by_its_number_and_the_others_are_read(read, tmp_path, line, reason):
    before, found, after = await read({"text": TEXT}, line, {"text": TEXT, "id": "b"})
    assert (before.text, after.text) == (TEXT, TEXT)
    assert isinstance(found, Unreadable)
    assert (found.id, found.source) == (f"{tmp_path}/news:2", f"{tmp_path}/news")
    assert found.reason.startswith(f"line 2: {reason}")


async def test_a_reference_to_a_character_may_have_any_number(read):
    (found,) = await read({"text": TEXT, "title": f"Ferry &#{'9' * 5_000}; &#{'0' * 5_000}65; sinks"})
    assert found.title == "Ferry \ufffd A sinks"


@pytest.mark.parametrize("line", [{"a\ud800": 1}, {"text": ["\ud800"]}], ids=["in a name", "in a value"])
async def test_what_is_told_of_a_line_can_be_written_whatever_is_in_it(read, line):
    (found,) = await read(line)
    assert found.reason.encode()


async def test_the_first_line_may_be_the_broken_one(read):
    first, second = await read(b'{"text": "The fer', {"text": TEXT})
    assert (first.id.rpartition(":")[2], second.text) == ("1", TEXT)


async def test_lines_may_be_in_another_encoding_gzipped_and_with_empty_ones_between(read):
    text = "Fähre gesunken – „niemand“ verletzt."
    line = json.dumps({"text": text}, ensure_ascii=False)
    for data in (
        b"\xef\xbb\xbf" + line.encode() + b"\r\n\r\n  \r\n" + line.encode(),
        f"{line}\n{line}\n".encode("cp1252"),
        f"{line}\r\n{line}\r\n".encode("utf-16"),
        gzip.compress(f"{line}\n{line}".encode()),
    ):
        assert [found.text for found in await read(data)] == [text, text]


async def test_gzip_that_breaks_off_is_told_after_what_came(read):
    lines = "\n".join(json.dumps({"text": f"{number} {TEXT}"}) for number in range(20_000))
    found = await read(gzip.compress(lines.encode())[:-40_000])
    assert len(found) > 1_000
    assert all(isinstance(each, Article) for each in found[:-1])
    assert "its gzip data is damaged" in found[-1].reason


@pytest.mark.parametrize(
    ("mapping", "complaint"),
    [({"body": "text"}, "unknown field 'body' of an article"), ({"text": ""}, "text is ''; it must name a field")],
    ids=["unknown", "empty"],
)
def test_a_mapping_that_makes_no_sense_is_wrong_use(mapping, complaint):
    with pytest.raises(UsageError, match=complaint):
        SourceOptions(mapping=mapping)


async def test_a_line_of_100_mb_is_passed_over_and_never_held_whole(tmp_path):
    path = tmp_path / "news.jsonl"
    with path.open("wb") as file:
        file.writelines([b'{"text": "', *[b"The ferry sank. " * 62_500] * 100, b'"}\n', b'{"text": "A text."}\n'])
    tracemalloc.start()
    try:
        found = [each async for each in read_sources([str(path)])]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [getattr(each, "reason", "") for each in found] == ["line 1: longer than 8,000,000 bytes", ""]
    assert peak < 30_000_000


async def test_memory_does_not_grow_with_the_file(tmp_path):
    path = tmp_path / "news.jsonl"
    with path.open("w") as file:
        file.writelines(json.dumps({"id": number, "text": f"{number} {TEXT * 80}"}) + "\n" for number in range(10_000))
    assert path.stat().st_size > 20_000_000
    count = 0
    tracemalloc.start()
    try:
        async for found in read_sources([str(path)]):
            count += isinstance(found, Article)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 10_000
    assert peak < 10_000_000


async def test_lines_are_handed_over_some_at_a_time_and_none_is_lost(tmp_path, monkeypatch):
    monkeypatch.setattr("onrecord.sources.read._reader.LINES", 3)
    monkeypatch.setattr("onrecord.sources.read._reader.CHARACTERS", 40)
    path = tmp_path / "news.jsonl"
    texts = ["The ferry sank."] * 4 + ["The ferry sank on Monday, and nobody was hurt."] * 3
    path.write_text("".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts)))
    assert [article.id async for article in read_sources([str(path)])] == list("0123456")
