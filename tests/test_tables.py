"""Tables in CSV and Parquet, and news items in ninjs: an article for each row and item."""

import csv
import io
import json
import random
import tracemalloc
from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord import Article
from onrecord.sources import Unreadable, read_sources

TEXT = 'The ferry, "the old lady", sank on Monday.\nNobody was hurt; all | swam.'


def table(*rows, **dialect):
    text = io.StringIO()
    csv.writer(text, **dialect).writerows(rows)
    return text.getvalue()


# CSV

DIALECTS = {
    "commas": {},
    "semicolons": {"delimiter": ";"},
    "tabs": {"delimiter": "\t"},
    "bars": {"delimiter": "|"},
    "all quoted": {"quoting": csv.QUOTE_ALL},
    "single quotes": {"quotechar": "'", "quoting": csv.QUOTE_ALL, "delimiter": ";"},
    "line feeds": {"lineterminator": "\n"},
}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
async def test_each_row_of_a_table_is_an_article_whatever_parts_its_cells(read, dialect, encoding):
    names = ["Article ID", "headline", "body", "Publication Date", "Site Name", "byline", "lang", "link"]
    day = "2025-07-09 10:30"
    rows = [
        [str(n), "Fähre, gesunken", TEXT, day, "The Post", "Jane Doe", "en", f"https://a.example/{n}"] for n in range(3)
    ]
    found = await read(table(names, *rows, **dialect).encode(encoding))
    assert found == [
        Article(
            TEXT,
            id=str(number),
            title="Fähre, gesunken",
            url=f"https://a.example/{number}",
            published=datetime.fromisoformat(day),
            language="en",
            source="The Post",
            author="Jane Doe",
        )
        for number in range(3)
    ]


async def test_columns_may_be_named(read):
    data = "\n" + table(["nr", "corpo", "titolo"], ["1", TEXT, "Ferry"])
    (found,) = await read(data, mapping={"text": "corpo", "title": "titolo", "id": "nr"})
    assert (found.id, found.text, found.title) == ("1", TEXT, "Ferry")


@pytest.mark.parametrize("mapping", [{}, {"text": "texto"}], ids=["usual", "wrong"])
async def test_a_table_without_texts_is_one_message_that_names_its_columns_and_the_option(read, tmp_path, mapping):
    rows = [[str(number), TEXT, "Ferry"] for number in range(100)]
    (found,) = await read(table(["nr", "corpo", "titolo"], *rows), mapping=mapping)
    assert (found.id, found.reason) == (
        f"{tmp_path}/source",
        f"it has no field {mapping.get('text', 'text')!r} for the text; its fields: nr, corpo, titolo. "
        "Name the one with the text: --field text=corpo (or nr, titolo)",
    )


async def test_rows_that_are_broken_are_told_by_their_numbers_and_the_others_are_read(read, tmp_path):
    rows = [
        "id,text",
        "1,The ferry sank.",
        "2,It was, old, and slow.",
        "",
        "3,",
        "4,The crew swam.",
        "5",
        "6,All swam.",
    ]
    found = await read("\n".join(rows))
    assert [each.id for each in found if isinstance(each, Article)] == ["1", "4", "6"]
    assert [(each.id, each.reason) for each in found if isinstance(each, Unreadable)] == [
        (f"{tmp_path}/source:2", "row 2: it has 4 cells, where there are 2 columns"),
        (f"{tmp_path}/source:3", "row 3: the text: empty: no words in it"),
        (f"{tmp_path}/source:5", "row 5: it has no field 'text' for the text; its fields: id. Name the one with the "
         "text: --field text=id"),
    ]  # fmt: skip


async def test_a_cell_may_hold_the_longest_article(read):
    (found,) = await read(table(["id", "text"], ["1", "The ferry sank. " * 60_000]))
    assert len(found.text) == 960_000


PROSE = {
    "sentences": "The ferry, which was old, sank.\nThe crew, who could swim, swam.\n",
    "a headline": "Ferry sinks; crew swims\n\nThe ferry sank on Monday; nobody was hurt.\n",
    "a list": "Seen, heard, felt\nand told, by all, at once\n",
    "one line": "ferry,crew,swam",
    "a byline": "By Jane Doe | The Post\nThe ferry sank on Monday. It was old.\nThe crew swam.\n",
}


@pytest.mark.parametrize("text", PROSE.values(), ids=PROSE)
async def test_a_text_with_commas_is_no_table(read, text):
    (found,) = await read(text)
    assert found.text == text


@pytest.mark.slow
async def test_a_large_table_is_read_in_little_memory(tmp_path):
    columns = {
        "id": range(10_000),
        "text": [f"{TEXT} {n}" for n in range(10_000)],
        "vector": ["0.123 " * 1_000] * 10_000,
    }
    pq.write_table(pa.table(columns), tmp_path / "large.parquet", row_group_size=1_000)
    (tmp_path / "large.csv").write_text(table(columns, *zip(*columns.values(), strict=True)))
    for name in ("large.csv", "large.parquet"):
        tracemalloc.start()
        count = 0
        async for _ in read_sources([str(tmp_path / name)]):
            count += 1
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert count == 10_000
        assert peak < 15_000_000


# Parquet


def parquet(columns, **how):
    data = io.BytesIO()
    pq.write_table(pa.table(columns), data, **how)
    return data.getvalue()


DAY = datetime(2025, 7, 9, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize("compression", ["snappy", "zstd", "none"])
async def test_each_row_of_a_parquet_table_is_an_article(read, compression):
    columns = {
        "body": [f"{TEXT} {number}" for number in range(1_000)],
        "id": range(1_000),
        "published_at": [DAY] * 1_000,
        "vector": [[0.5] * 8] * 1_000,
        "authors": [["Jane Doe", "Jan Ott"]] * 1_000,
    }
    found = await read(parquet(columns, compression=compression, row_group_size=300))
    assert [each.id for each in found] == [str(number) for number in range(1_000)]
    assert (found[7].text, found[7].published_at, found[7].author) == (f"{TEXT} 7", DAY, "Jane Doe, Jan Ott")


async def test_columns_of_a_parquet_table_may_be_named_and_lie_deeper(read):
    columns = {"content": [{"html": "<p>", "plain": TEXT}], "day": [date(2025, 7, 9)], "a.b": ["Ferry"], "id": [1]}
    (found,) = await read(
        parquet(columns), mapping={"text": "content.plain", "published": "day", "title": "a.b", "url": "none"}
    )
    assert (found.text, found.published, found.title) == (TEXT, date(2025, 7, 9), "Ferry")


async def test_a_parquet_table_of_another_schema_is_one_message_that_names_its_columns_and_the_option(read, tmp_path):
    columns = {"nr": [1, 2], "corpo": [TEXT, TEXT], "at": [DAY, DAY], "vec": [[1.0], [2.0]]}
    (found,) = await read(parquet(columns))
    assert (found.id, found.reason) == (
        f"{tmp_path}/source",
        "it has no field 'text' for the text; its fields: nr, corpo, at, vec. Name the one with the text: --field "
        "text=corpo",
    )
    assert len(await read(parquet(columns), mapping={"text": "corpo", "id": "nr"})) == 2


async def test_rows_of_a_parquet_table_without_a_text_are_told_by_their_numbers(read, tmp_path):
    found = await read(parquet({"id": ["a", "b", "c"], "text": ["The ferry.", None, "The crew."]}))
    assert [each.id for each in found] == ["a", f"{tmp_path}/source:2", "c"]
    assert found[1].reason.startswith("row 2: it has no field 'text'")


@pytest.mark.parametrize("place", [0.0005, 0.3, 0.999])
async def test_a_damaged_parquet_table_is_told(read, place):
    data = bytearray(parquet({"text": [random.Random(n).randbytes(200).hex() for n in range(500)]}))
    middle = 4 + int(place * (len(data) - 12))
    data[middle : middle + 8] = b"\xff" * 8
    found = await read(bytes(data))
    assert "no sense can be made of it as a Parquet table: " in found[-1].reason


async def test_a_parquet_table_may_lie_in_an_archive(read):
    from archives import zipped

    (found,) = await read(zipped({"a.parquet": parquet({"text": [TEXT]})}))
    assert found.text == TEXT


# ninjs

XHTML = "<p>The ferry sank on Monday.</p><p>Nobody was hurt.</p>"
ITEMS = {
    "1.4": {
        "$standard": {"name": "ninjs", "version": "1.4", "schema": "https://iptc.example/ninjs-schema_1.4.json"},
        "uri": "https://agency.example/items/7",
        "type": "text",
        "versioncreated": "2025-07-09T12:00:00Z",
        "firstcreated": "2025-07-08T23:30:00-05:00",
        "usageterms": "None.",
        "byline": "By Jane Doe",
        "headline": "Ferry sinks",
        "language": "en-GB",
        "infosource": [{"name": "The Agency", "rel": "source"}],
        "body_text": "The ferry.",
        "body_xhtml": XHTML,
        "associations": {"photo": {"uri": "https://agency.example/8", "type": "picture", "body_text": "A photo."}},
    },
    "1.6": {
        "uri": "https://agency.example/items/7",
        "versioncreated": "2025-07-08T23:30:00-05:00",
        "byline": "Jane Doe",
        "headline_main": "Ferry sinks",
        "copyrightholder": "The Agency",
        "language": "en",
        "body_nitf": f"<nitf><head><id>{'7' * 200}</id></head></nitf>",
        "body_richtext": XHTML,
    },
    "2.1": {
        "standard": {"name": "ninjs", "version": "2.1"},
        "uri": "https://agency.example/items/7",
        "pubstatus": "usable",
        "versioncreated": "2025-07-08T23:30:00-05:00",
        "by": "Jane Doe",
        "headlines": [{"role": "slug", "value": "ferry"}, {"role": "main", "value": "Ferry sinks"}],
        "infosources": [{"name": "The Agency"}],
        "language": "en",
        "bodies": [
            {"role": "main", "contenttype": "text/plain", "value": "The ferry."},
            {"role": "rich", "contenttype": "application/xhtml+xml", "value": XHTML},
            {"role": "nitf", "contenttype": "application/xml", "value": f"<nitf><id>{'7' * 200}</id></nitf>"},
        ],
    },
    "3.1": {
        "standard": {"name": "ninjs", "version": "3.1"},
        "uri": "https://agency.example/items/7",
        "pubStatus": "usable",
        "firstCreated": "2025-07-08T23:30:00-05:00",
        "versionCreated": "2025-07-09T12:00:00Z",
        "by": "Jane Doe",
        "headlines": [{"value": "Ferry sinks"}],
        "infoSources": [{"name": "The Agency"}],
        "language": "en",
        "bodies": [{"role": "main", "contentType": "text/html", "value": XHTML}],
    },
}
WRITTEN = {
    "over lines": lambda item: json.dumps(item, indent=2),
    "on one line": json.dumps,
    "as lines": lambda item: json.dumps(item) + "\n",
    "as a list": lambda item: json.dumps([item]),
    "as a list over lines": lambda item: json.dumps([item], indent=2),
}


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS)
async def test_an_item_of_ninjs_is_an_article_by_any_version(read, item, written):
    assert await read(written(item)) == [
        Article(
            "The ferry sank on Monday.\n\nNobody was hurt.",
            id="https://agency.example/items/7",
            title="Ferry sinks",
            url="https://agency.example/items/7",
            published=datetime.fromisoformat("2025-07-08T23:30:00-05:00"),
            language="en",
            source="The Agency",
            author="Jane Doe",
        )
    ]


NO_ARTICLES = {
    "a picture": ({"type": "picture", "headlines": []}, "it is an item of ninjs without a text, of type 'picture'"),
    "withdrawn": ({"pubStatus": "canceled", "bodies": []}, "it is not to be published: its pubstatus is 'canceled'"),
    "without words": ({"body_text": "…"}, "the text: empty: no words in it"),
}


@pytest.mark.parametrize(("said", "reason"), NO_ARTICLES.values(), ids=NO_ARTICLES)
async def test_an_item_that_is_no_article_is_told(read, said, reason):
    (found,) = await read(json.dumps({"uri": "urn:a:1"} | said, indent=1))
    assert found.reason == reason


async def test_of_a_list_of_items_those_that_can_be_are_read(read, tmp_path):
    found = await read(json.dumps([ITEMS["3.1"], {"uri": "urn:a:2"}, "x", ITEMS["1.6"] | {"uri": "urn:a:3"}], indent=1))
    assert [each.id for each in found] == [
        ITEMS["3.1"]["uri"],
        f"{tmp_path}/source:2",
        f"{tmp_path}/source:3",
        "urn:a:3",
    ]
    assert found[1].reason.startswith("item 2: it is no item of ninjs")


async def test_fields_that_are_named_count_for_lines_of_ninjs_too(read):
    (found,) = await read(json.dumps(ITEMS["1.4"]), mapping={"text": "associations.photo.body_text"})
    assert (found.text, found.title) == ("A photo.", "Ferry sinks")
