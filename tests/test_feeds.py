"""Feeds as they are in the wild, from files: what is read from each, and what is told of what can't be."""

import gzip
import json
import re
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from onrecord import Article
from onrecord.sources import SourceOptions, Unreadable, read_sources
from onrecord.sources.formats import _days as days

DATA = Path(__file__).parent / "data" / "feeds"
TODAY = datetime.now(UTC).date()
SENTENCE = "The ferry sank on Monday off the coast, and nobody was hurt. "


async def read(path, **options):
    """All that a source holds, without its pages."""
    return [found async for found in read_sources([str(path)], SourceOptions(fetch_pages="never", **options))]


@pytest.fixture
def feed(tmp_path):
    """Reads a feed that is written first, as bytes or text."""

    async def read_written(content, **options):
        path = tmp_path / "feed"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return await read(path, **options)

    return read_written


def rss(*items, head="", prolog='<?xml version="1.0" encoding="utf-8"?>'):
    return f'{prolog}<rss version="2.0"><channel><title>T</title>{head}{"".join(items)}</channel></rss>'


def item(text=SENTENCE, **fields):
    said = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
    return f"<item>{said}<description>{text}</description></item>"


async def test_an_item_of_rss_comes_with_all_that_is_known_of_it():
    first, second = await read(DATA / "rss.xml")
    assert first == Article(
        "A ferry and a tug collided at the pier of Café Fjord on Monday night, the harbour master said. “Nobody was "
        "hurt,” she said & smiled.\n\nThe ferry carried 112 people.\n\nThe tug carried none.\n\n"
        "Both were back at work by morning.\nAn inquiry begins on Friday.",
        id="https://harbour.example/#post-71",
        title="Ferry & tug collide – nobody hurt",
        url="https://harbour.example/news/2024/ferry",
        published=datetime.fromisoformat("2024-01-01T23:30:00-05:00"),
        language="en",
        source="The Harbour Post",
        author="Jane Doe",
    )
    assert second.id == second.url == "https://harbour.example/news/bridge?id=7&lang=en"
    assert second.title == "Bridge closed <again>"
    assert second.author == "The Desk"


async def test_an_entry_of_atom_comes_with_all_that_is_known_of_it():
    first, second = await read(DATA / "atom.xml")
    assert first == Article(
        "Die Fähre läuft wieder.\n\nSeit Dienstag.",
        id="tag:hafen.example,2024:1",
        title="Fähre läuft wieder",
        url="https://hafen.example/blog/2024/faehre",
        published=datetime.fromisoformat("2024-03-05T23:59:00+01:00"),
        language="de",
        source="Hafen & Meer",
        author="Ute Weiß, Jan Ott",
    )
    assert second.text == "De brug is dicht: 5 < 6 schepen wachten."
    assert (second.id, second.language, second.published) == (
        "urn:uuid:6a1f0c2e-0000-4000-8000-000000000002",
        "nl",
        date(2024, 3, 4),
    )


async def test_an_item_of_rdf_comes_with_all_that_is_known_of_it():
    (found,) = await read(DATA / "rdf.xml")
    assert found == Article(
        "Le bac a coulé lundi. Personne n’a été blessé.",
        id="https://port.example/1",
        title="Le bac a coulé",
        url="https://port.example/1",
        published=datetime.fromisoformat("2024-02-29T07:00:00+01:00"),
        language="fr",
        source="Le Port",
        author="Anne Lefèvre",
    )


async def test_an_item_of_a_json_feed_comes_with_all_that_is_known_of_it():
    first, second = await read(DATA / "feed.json")
    assert first == Article(
        "The ferry sank on Monday.\n\nNobody was hurt.",
        id="https://notes.example/1",
        title="Ferry sinks",
        url="https://notes.example/1",
        published=datetime.fromisoformat("2024-01-02T01:30:00+09:00"),
        language="en",
        source="Harbour Notes",
        author="Jane Doe, Jan Ott",
    )
    assert (second.id, second.author) == ("https://notes.example/#2", "The Desk")


async def test_in_a_json_feed_what_has_a_wrong_type_says_nothing_and_the_rest_is_read():
    found = await read(DATA / "wrong_types.json")
    articles = [each for each in found if isinstance(each, Article)]
    assert [(each.text, each.title, each.url, each.published, each.author) for each in articles] == [
        ("The ferry sank on Monday.", None, None, date(2024, 1, 1), "Jane Doe"),
        ("The bridge is closed.", None, "https://notes.example/b", date(2024, 1, 3), "Jan Ott"),
    ]
    assert {each.language for each in articles} == {"en"}
    assert [each.reason for each in found if isinstance(each, Unreadable)] == [
        "item 2 is a string, where an object must be",
        "item 4 is missing, where an object must be",
        "its text in the feed: empty: no words in it",
        "its text in the feed: empty: no words in it",
    ]


@pytest.mark.parametrize(
    ("items", "reason"),
    [('{"a": 1}', "an object"), ("null", "missing"), ('"x"', "a string")],
    ids=["object", "null", "string"],
)
async def test_a_json_feed_whose_items_are_no_list_is_told_as_a_whole(feed, items, reason):
    (found,) = await feed(f'{{"version": "https://jsonfeed.org/version/1", "items": {items}}}')
    assert found.reason == f"it is a JSON Feed whose items are {reason}, where a list must be".removeprefix("it: ")


async def test_a_json_feed_that_breaks_off_is_told_as_a_whole(feed):
    text = (DATA / "feed.json").read_text()
    (found,) = await feed(text[: len(text) // 2])
    assert "JSON that can't be parsed" in found.reason


# Dates

DATES = {
    "its own time zone counts": ("Sun, 31 Dec 2023 23:59:00 -0800", date(2023, 12, 31)),
    "no time": ("Fri, 05 Jan 2024", date(2024, 1, 5)),
    "two digits": ("05 Jan 24 10:00 GMT", date(2024, 1, 5)),
    "ISO 8601": ("2024-01-05T23:00:00+09:00", date(2024, 1, 5)),
    "ISO 8601 without dashes": ("20240105T230000Z", date(2024, 1, 5)),
    "a day alone": ("2024-01-05", date(2024, 1, 5)),
    "the American way": ("January 5, 2024 10:00 AM", date(2024, 1, 5)),
    "asctime": ("Fri Jan  5 10:00:00 2024", date(2024, 1, 5)),
    "JavaScript": ("Mon Mar 04 2024 09:30:00 GMT+0100 (Central European Standard Time)", date(2024, 3, 4)),
    "without a zone": ("Mon, 04 Mar 2024, 09:30", date(2024, 3, 4)),
    "with dots": ("04.03.2024", date(2024, 3, 4)),
    "the month in the middle": ("25/03/2024 09:30", date(2024, 3, 25)),
    "the day in the middle": ("3/25/2024, 9:30:00 AM", date(2024, 3, 25)),
    "German": ("Mo, 04 Mär 2024 09:30:00 +0100", date(2024, 3, 4)),
    "German at length": ("Montag, 4. Dezember 2023, 9:30 Uhr", date(2023, 12, 4)),
    "French": ("Lundi, 5 Février, 2024 - 09:30", date(2024, 2, 5)),
    "French, shortened": ("mar. 12 déc. 2023 à 9h30", date(2023, 12, 12)),
    "Spanish": ("lun, 15 ene 2024 09:30:00 +0100", date(2024, 1, 15)),
    "Portuguese": ("15 de dezembro de 2023 às 9h30", date(2023, 12, 15)),
    "Italian": ("mar, 12 mag 2020", date(2020, 5, 12)),
    "Dutch": ("ma, 04 mrt 2024 09:30:00 +0100", date(2024, 3, 4)),
    "Polish": ("pon., 04 mar 2024 09:30:00 +0100", date(2024, 3, 4)),
    "Russian": ("Пн, 04 мар 2024 09:30:00 +0300", date(2024, 3, 4)),
    "Chinese": ("2024年3月4日 09:30", date(2024, 3, 4)),
    "Korean": ("월, 04 3월 2024 09:30:00 +0900", date(2024, 3, 4)),
    "four letters": ("Mon, 04 Sept 2023 09:30:00 GMT", date(2023, 9, 4)),
    "half an hour of a zone": ("Mon, 04 Mar 2024 09:30:00+5:30", date(2024, 3, 4)),
    "a time that never was": ("Mon, 04 Mar 2024 25:30:00 GMT", date(2024, 3, 4)),
    "October in one language, November in another": ("4 listopada 2024", None),
    "day and month that may change places": ("03/04/2024", None),
    "the year 1": ("Mon, 01 Jan 0001 00:00:00 +0000", None),
    "the year -1": ("Wed, 30 Nov -0001 00:00:00 +0000", None),
    "the first moment of Unix in New York": ("1969-12-31T19:00:00-05:00", None),
    "a date in a long text": ("2024-03-04 " + "x" * 100_000, None),
    "empty": ("", None),
    "words": ("yesterday", None),
    "a time alone": ("10:30", None),
    "a weekday alone": ("Tuesday", None),
    "a month alone": ("2024-01", None),
    "no such day": ("Sat, 31 Feb 2024 10:00:00 GMT", None),
    "no such month": ("2024-13-01", None),
    "zeros": ("0000-00-00 00:00:00", None),
    "the first day of Unix": ("Thu, 01 Jan 1970 00:00:00 GMT", None),
    "far ahead": ("Wed, 01 Jan 2098 00:00:00 GMT", None),
    "no day of a month": ("Mon, 99 Jan 2024 10:00:00 GMT", None),
}


@pytest.mark.parametrize(("written", "day"), DATES.values(), ids=DATES)
async def test_a_date_is_the_day_it_says_or_none_at_all(feed, written, day):
    (found,) = await feed(rss(item(pubDate=written)))
    assert found.published == day


async def test_without_a_date_there_is_none(feed):
    (found,) = await feed(rss(item(title="Ferry"), head=f"<pubDate>{TODAY:%a, %d %b %Y} 00:00:00 GMT</pubDate>"))
    assert found.published is None


async def test_tomorrow_is_a_date_somewhere_and_the_week_after_is_none(feed):
    near, far = TODAY + timedelta(days=1), TODAY + timedelta(days=7)
    first, second = await feed(rss(item(pubDate=near.isoformat()), item(pubDate=far.isoformat(), title="b")))
    assert (first.published, second.published) == (near, None)


async def test_a_clock_that_is_behind_makes_no_date_wrong(feed, monkeypatch):
    class Behind(date):
        @classmethod
        def today(cls):
            return cls(1970, 1, 1)

    monkeypatch.setattr(days, "date", Behind)
    (found,) = await feed(rss(item(pubDate="2026-10-31")))
    assert found.published == date(2026, 10, 31)


# Ids


async def test_an_item_has_the_same_id_whatever_else_the_feed_holds_and_in_whatever_order(feed):
    items = [
        item(guid="https://a.example/1", title="one"),
        item("<![CDATA[With an address.]]>", link="https://a.example/2"),
        item("With a text alone."),
        item(title="three", guid="7"),
    ]
    forwards = {each.text + str(each.title): each.id for each in await feed(rss(*items))}
    backwards = {each.text + str(each.title): each.id for each in await feed(rss(*reversed(items), item("New today.")))}
    assert len(set(forwards.values())) == 4
    assert forwards.items() <= backwards.items()


async def test_items_that_share_an_id_are_told_apart_and_an_item_that_is_there_twice_is_one(feed):
    twice = item("The one.", guid="1", link="https://a.example/1")
    found = await feed(rss(twice, item("The other.", guid="1", link="https://a.example/2"), twice))
    assert [(each.id, each.text) for each in found] == [
        ("https://a.example/1", "The one."),
        ("https://a.example/2", "The other."),
    ]


async def test_items_that_share_id_and_address_are_told_apart_by_what_they_say(feed):
    same = {"guid": "1", "link": "https://a.example/"}
    found = await feed(rss(item("The one.", **same), item("The other.", **same)))
    assert len({each.id for each in found}) == 2
    assert all(re.fullmatch(r"sha256:[0-9a-f]{32}", each.id) for each in found)


async def test_an_id_that_is_no_uri_is_one_of_its_feed(feed):
    site = "<link>https://{}.example/</link>"
    ids = [(await feed(rss(item(guid="42"), head=site.format(name))))[0].id for name in ("a", "b")]
    assert ids == ["https://a.example/#42", "https://b.example/#42"]


# Links

LINKS = {
    "relative": ("/news/1", "https://site.example/news/1"),
    "without a scheme": ("//other.example/1", "https://other.example/1"),
    "with white space": (" https://site.example/\n 1 ", "https://site.example/1"),
    "script": ("javascript:alert(1)", None),
    "a file": ("file:///etc/passwd", None),
    "no address": ("http://[broken", None),
}


@pytest.mark.parametrize(("link", "url"), LINKS.values(), ids=LINKS)
async def test_a_link_is_an_absolute_address_of_the_web_or_none(feed, link, url):
    (found,) = await feed(rss(item(link=link), head="<link>https://site.example/</link>"))
    assert found.url == url


# XML that isn't quite

BROKEN = {
    "a bare ampersand": rss(item("Tom & Jerry sank.", guid="1"), item("Second one.", guid="2")),
    "a tag that isn't closed": rss(item("First <b>one.", guid="1"), item("Second one.", guid="2")),
    "crossed tags": rss(item("First <b><i>one.</b></i>", guid="1"), item("Second one.", guid="2")),
    "a control character": rss(item("First \x08one.", guid="1"), item("Second one.", guid="2")),
    "HTML's entities": rss(item("Caf&eacute;&nbsp;one.", guid="1"), item("Second one.", guid="2")),
    "an entity of nobody": rss(item("First &zwölf; one.", guid="1"), item("Second one.", guid="2")),
    "something before": "\n\nWarning: x in y on line 3\n"
    + rss(item("First one.", guid="1"), item("Second one.", guid="2")),
    "something after": rss(item("First one.", guid="1"), item("Second one.", guid="2")) + "<!-- 0.3 s --><br>",
    "a prefix without a namespace": rss(
        item("First one.", guid="1", **{"media:x": "y"}), item("Second one.", guid="2")
    ),
    "no declaration": rss(item("First one.", guid="1"), item("Second one.", guid="2"), prolog=""),
    "a comment before": rss(item("First one.", guid="1"), item("Second one.", guid="2"), prolog="<!-- hi <rss> --> "),
}


ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom">\n<title>T</title>\n<entry>\n<content>First one.</content>\n'
    "<id>urn:x:1</id></entry>\n<entry><id>urn:x:2</id><summary>Second</summary>"
    "<content><![CDATA[<p>Second </entry>x</feed> one.</p>]]></content>\n</entry></feed>\n"
)
CUT = {
    "RSS": rss("\n", item("First one.", guid="urn:x:1"), "\n", item("Second one.", guid="urn:x:2"), "\n"),
    "Atom": ATOM,
    "a bare ampersand before": rss(item("First & one.", guid="urn:x:1"), "\n", item("Second one.", guid="urn:x:2")),
}


@pytest.mark.parametrize("whole", CUT.values(), ids=CUT)
async def test_a_feed_that_is_cut_off_anywhere_gives_what_is_whole_and_says_where_it_ends(feed, tmp_path, whole):
    articles = await feed(whole)
    ends = [found.end() for found in re.finditer("</(?:item|entry)>(?=\\s*<)", whole)]
    assert (len(articles), len(ends)) == (2, 2)
    for length in range(ends[0], whole.rindex(">")):
        *found, broken = await feed(whole[:length])
        assert found == articles[: sum(end <= length for end in ends)]
        line = whole[:length].rstrip().count("\n") + 1
        assert (broken.id, broken.source) == (f"{tmp_path}/feed", f"{tmp_path}/feed")
        assert re.match(f"its XML breaks off .*at line {line}; what follows there may be missing", broken.reason)


async def test_an_item_that_the_feed_ends_in_is_left_out(feed):
    whole = rss(item("First one.", guid="urn:x:1"), item("Second one.", guid="urn:x:2"))
    first, broken = await feed(whole[: whole.index("one.", whole.index("Second"))])
    assert first.text == "First one."
    assert broken.reason.startswith("its XML breaks off in the middle of an item, which is left out, at line 1")


async def test_a_feed_that_is_broken_within_says_from_which_line_on(feed):
    items = [item(f"Item {number}.", guid=f"urn:x:{number}") + "\n" for number in range(1, 4)]
    found = await feed("\n" + rss("\n", *items).replace("2.</description>", "2.</descr"))
    assert found[0].text == "Item 1."
    assert found[-1].reason == "its XML is broken at line 4; what follows there may be missing"


async def test_a_list_of_feeds_that_is_cut_off_says_so(feed):
    (address, broken) = await feed('<opml version="2.0"><body>\n<outline xmlUrl="x"/><outline xmlU')
    assert address.reason == "it is no http or https address"
    assert broken.reason == "its XML breaks off at line 2; what follows there may be missing"


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
async def test_a_broken_feed_gives_what_is_whole_in_it(feed, content):
    found = await feed(content)
    assert all(isinstance(each, Article) for each in found), found
    assert [each.text.split()[-1] for each in found] == ["sank." if "Jerry" in content else "one.", "one."]


async def test_entities_are_the_characters_they_stand_for(feed):
    prolog = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY port "Le Havre"><!ENTITY euro "&#8364;">]>'
    (found,) = await feed(
        rss(item("<![CDATA[A&nbsp;B]]> &port; &euro;5 &amp;lt;3 &#x2013; caf&eacute; &amp; co"), prolog=prolog)
    )
    assert found.text == "A B Le Havre €5 <3 – café & co"


async def test_html_in_plain_text_is_text(feed):
    (found,) = await feed(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>urn:x:1</id>'
        '<content type="text">if a &lt;b&gt; c then d</content></entry></feed>'
    )
    assert found.text == "if a <b> c then d"


# Encodings

RUSSIAN = "Паром затонул в понедельник утром. Никто не пострадал."
GERMAN = "Die Fähre fuhr über die Straße – „nie“."
ENCODINGS = {
    "as declared": (GERMAN, "cp1252", "windows-1252"),
    "UTF-8 declared as Latin-1": (GERMAN, "utf-8", "iso-8859-1"),
    "UTF-8 declared as UTF-16": (GERMAN, "utf-8", "utf-16"),
    "Windows declared as Latin-1": (GERMAN, "cp1252", "iso-8859-1"),
    "Windows declared as UTF-8": (GERMAN, "cp1252", "utf-8"),
    "declared as nothing known": (GERMAN, "utf-8", "x-made-up"),
    "Cyrillic": (RUSSIAN, "cp1251", "windows-1251"),
    "KOI8": (RUSSIAN, "koi8-r", "KOI8-R"),
    "Japanese": ("フェリーが沈没した。", "shift_jis", "Shift_JIS"),
    "Japanese in seven bits": ("フェリーが沈没した。", "iso2022_jp", "ISO-2022-JP"),
    "Chinese": ("渡轮周一在台风中翻覆。", "gb18030", "gb2312"),
    "UTF-16": (GERMAN, "utf-16", "utf-16"),
    "UTF-16 without a mark": (GERMAN, "utf-16-le", "utf-16"),
    "UTF-8 with a mark": (GERMAN, "utf-8-sig", "iso-8859-1"),
}


@pytest.mark.parametrize(("text", "encoding", "said"), ENCODINGS.values(), ids=ENCODINGS)
async def test_text_is_read_in_the_encoding_it_is_in_whatever_is_declared(feed, text, encoding, said):
    declaration = f'<?xml version="1.0" encoding="{said}"?>'
    (found,) = await feed(rss(item(text), prolog=declaration).encode(encoding))
    assert found.text == text


async def test_a_wrong_byte_costs_one_character(feed):
    (found,) = await feed(rss(item(f"{GERMAN} \xff.")).encode().replace(b"\xc3\xbf", b"\xff"))
    assert found.text == f"{GERMAN} \ufffd."


# Compression and size


async def test_a_feed_may_be_gzipped(feed):
    (found,) = await feed(gzip.compress(rss(item(SENTENCE)).encode()))
    assert found.text == SENTENCE.strip()


async def test_gzip_that_is_damaged_is_told(feed):
    (found,) = await feed(gzip.compress(rss(item(SENTENCE)).encode())[:-20])
    assert "its gzip data is damaged" in found.reason


async def test_gzip_that_grows_past_the_limit_is_told(feed):
    (found,) = await feed(gzip.compress(b"<rss>" + b" " * 5_000_000), max_feed_bytes=1_000_000)
    assert found.reason == "larger than 1,000,000 bytes, which is the limit for a feed"


async def test_an_item_that_is_too_long_is_told_and_the_others_are_read(feed):
    found = await feed(
        rss(item("First one.", guid="1"), item(SENTENCE * 100_000, guid="2"), item("Third one.", guid="3"))
    )
    assert [getattr(each, "text", None) for each in found] == ["First one.", None, "Third one."]
    assert "too long for one article" in found[1].reason


# Attacks

ATTACKS = {
    "an entity bomb": (DATA / "bomb.xml").read_text(),
    "a long entity": rss(item("&a;" * 1_000), prolog=f'<!DOCTYPE rss [<!ENTITY a "{"x" * 100_000}">]>'),
    "a file": rss(item("&a;"), prolog='<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    "a parameter": rss(item("&a;"), prolog='<!DOCTYPE rss [<!ENTITY % a SYSTEM "http://127.0.0.1/x"> %a;]>'),
    "an entity in disguise": rss(item("&b;"), prolog='<!DOCTYPE rss [<!ENTITY a "x"><!ENTITY b "&#38;a;&#38;a;">]>'),
}


@pytest.mark.parametrize("content", ATTACKS.values(), ids=ATTACKS)
async def test_an_attack_by_entities_is_not_parsed_and_told(feed, content):
    start = time.monotonic()
    (found,) = await feed(content)
    assert found.reason.startswith("not parsed: it declares entities")
    assert time.monotonic() - start < 5


async def test_a_bomb_behind_a_comment_does_not_grow(feed):
    bomb = (DATA / "bomb.xml").read_text().replace("<!DOCTYPE", "<!-- <rss --><!DOCTYPE", 1)
    found = await feed(bomb)
    assert all(len(getattr(each, "text", "")) < 1_000 for each in found)


async def test_a_list_of_feeds_is_no_way_in_for_a_bomb(feed):
    (found,) = await feed((DATA / "bomb.xml").read_text().replace("<rss ", "<opml ").replace("rss [", "opml ["))
    assert found.reason.startswith("not parsed: it declares entities")


async def test_a_feed_that_is_deep_is_read_or_told_but_does_no_harm(feed):
    found = await feed(
        rss(item("<![CDATA[" + "<div>" * 50_000 + "deep" + "]]>", guid="1"), item("Second one.", guid="2"))
    )
    assert [getattr(each, "text", "") for each in found][-1] == "Second one."


async def test_json_that_is_deep_is_told(feed):
    (found,) = await feed('{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000)
    assert "JSON that can't be parsed" in found.reason


async def test_characters_that_no_store_can_hold_are_replaced(feed):
    (found,) = await feed(
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1",
                "items": [{"id": "a\ud800b", "title": "x\udfff", "content_text": "The \ud800 ferry."}],
            }
        )
    )
    assert json.dumps([found.id, found.title, found.text], ensure_ascii=False).encode()


# What is the text

MEDIA = 'xmlns:m="http://search.yahoo.com/mrss/" xmlns:media="http://search.yahoo.com/mrss/"'
PODCAST = 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:dc="http://purl.org/dc/elements/1.1/"'
CAPTION = '<{0}:content url="a.jpg"><{0}:description>A diver, 2019.</{0}:description></{0}:content>'
SUMMARY = "<itunes:summary>Episode four, with all that was said in it and more.</itunes:summary>"
TEXTS = {
    "a caption before": f"<item {MEDIA}>{CAPTION.format('media')}<description>The text.</description></item>",
    "a caption after": f"<item {MEDIA}><description>The text.</description>{CAPTION.format('media')}</item>",
    "another prefix": f"<item {MEDIA}><description>The text.</description>{CAPTION.format('m')}</item>",
    "a prefix of nobody": f"<item><description>The text.</description>{CAPTION.format('media')}</item>",
    "a longer summary before": f"<item {PODCAST}>{SUMMARY}<description>The text.</description></item>",
    "a longer summary after": f"<item {PODCAST}><description>The text.</description>{SUMMARY}</item>",
    "a summary alone": f"<item {PODCAST}><itunes:summary>The text.</itunes:summary></item>",
    "a second description": (
        f"<item {PODCAST}><description>The text.</description><dc:description>In brief, it sank</dc:description></item>"
    ),
}


@pytest.mark.parametrize("item", TEXTS.values(), ids=TEXTS)
async def test_the_text_of_an_item_is_its_description_and_no_caption_or_subtitle(feed, item):
    (found,) = await feed(rss(item))
    assert found.text == "The text."


async def test_a_caption_alone_is_no_text_and_what_is_said_of_a_film_is(feed):
    film = (
        '<m:group><m:content url="a" type="video/mp4"/><m:description>The ferry as it sank.</m:description></m:group>'
    )
    photo, moving = await feed(
        rss(f"<item {MEDIA}>{CAPTION.format('m')}</item>", f"<item {MEDIA}><title>F</title>{film}</item>")
    )
    assert photo.reason.endswith("no words in it")
    assert moving.text == "The ferry as it sank."


ESCAPED = {
    "HTML escaped in CDATA": (
        "<![CDATA[&lt;p&gt;It &lt;b&gt;sank&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;Bad.&lt;/p&gt;]]>",
        "It sank.\n\nBad.",
    ),
    "HTML escaped twice": ("&amp;lt;p&amp;gt;It sank.&amp;lt;/p&amp;gt;", "It sank."),
    "within HTML": ("<![CDATA[<div>&lt;p&gt;It sank.&lt;/p&gt;</div>]]>", "It sank."),
    "marks escaped twice": (
        "&amp;amp;#8220;Safe,&amp;amp;#8221; she said &amp;amp;amp; smiled.",
        "“Safe,” she said & smiled.",
    ),
    "code": ("<![CDATA[Write <code>&lt;b&gt;x&lt;/b&gt;</code>.]]>", "Write <b>x</b>."),
    "less than": ("If 1 &amp;lt; 2, AT&amp;amp;T sank.", "If 1 < 2, AT&T sank."),
}


@pytest.mark.parametrize(("written", "text"), ESCAPED.values(), ids=ESCAPED)
async def test_text_is_freed_of_its_markup_however_often_that_was_escaped(feed, written, text):
    (found,) = await feed(rss(item(written)))
    assert found.text == text


async def test_a_title_is_freed_of_every_escape_too(feed):
    (found,) = await feed(rss(item(title="Q&amp;amp;amp;A: &amp;#8216;cut&amp;#8217;")))
    assert found.title == "Q&A: ‘cut’"


# Guids and addresses

GUIDS = {
    "a number": ("<guid>8172635</guid>", None),
    "a number that is linked": ("<guid>8172635</guid><link>8172635</link>", None),
    "a word": ("<guid>ferry-sinks</guid>", None),
    "a tag": ("<guid>tag:a.example,2024:7</guid>", None),
    "a handle": ("<guid>at://did:plc:abc/post/7</guid>", None),
    "an address": ("<guid>https://a.example/7</guid>", "https://a.example/7"),
    "an address, permanent": ('<guid isPermaLink="True">https://a.example/7</guid>', "https://a.example/7"),
    "an address that is none": ('<guid ispermalink="False">https://a.example/7</guid>', None),
    "beside a link": ("<guid>8172635</guid><link>https://a.example/8</link>", "https://a.example/8"),
}


@pytest.mark.parametrize(("guid", "url"), GUIDS.values(), ids=GUIDS)
async def test_a_guid_is_an_address_only_where_it_is_written_as_one(feed, guid, url):
    (found,) = await feed(rss(f"<item>{guid}<description>It sank.</description></item>"))
    assert found.url == url


LOGIN = "https://jane:hunter2@a.example/{}"
WITH_LOGINS = {
    "RSS": rss(
        f"<item><guid>{LOGIN.format(1)}</guid><link>{LOGIN.format(2)}</link><description>It sank.</description></item>",
        f'<item><guid>ftp://jane:hunter2@a.example</guid><enclosure url="{LOGIN.format(3)}"/>'
        "<description>Gone.</description></item>",
        f"<item><link>{LOGIN.format(4)}</link><description>7</description></item>",
        "<item><guid>9</guid><description>!</description></item>",
        head=f"<link>{LOGIN.format(0)}</link>",
    ),
    "Atom": (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><link href="{LOGIN.format(0)}"/><entry>'
        f'<id>{LOGIN.format(1)}</id><link href="{LOGIN.format(2)}"/><content>It sank.</content></entry></feed>'
    ),
    "a JSON Feed": json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "home_page_url": LOGIN.format(0),
            "items": [
                {"id": LOGIN.format(1), "url": LOGIN.format(2), "content_text": "It sank."},
                {"id": 7, "external_url": LOGIN.format(3), "content_text": "!"},
            ],
        }
    ),
    "RSS, too long": rss(
        f"<item><guid>{LOGIN.format(1)}</guid><description>{'word ' * 900_000}</description></item>",
    ),
    "a JSON Feed, too long": json.dumps({"items": [{"id": LOGIN.format(1), "content_text": "word " * 900_000}]}),
    "a list of feeds": '<opml><body><outline xmlUrl="ftp://jane:hunter2@a.example/feed"/></body></opml>',
    "JSON Lines": json.dumps({"id": LOGIN.format(1), "url": LOGIN.format(2), "text": "It sank."}),
    "a page": (
        f'<html><head><link rel="canonical" href="{LOGIN.format(1)}"></head><body><article><h1>Ferry sinks</h1>'
        f"<p>{SENTENCE}</p></article></body></html>"
    ),
    "a page without an article": (
        f'<html><head><link rel="alternate" type="application/rss+xml" href="{LOGIN.format(1)}"></head></html>'
    ),
}


@pytest.mark.parametrize("content", WITH_LOGINS.values(), ids=WITH_LOGINS)
async def test_passwords_in_what_a_source_links_to_are_in_nothing_that_is_told(feed, content):
    found = await feed(content)
    assert found
    assert "hunter2" not in repr(found)
    assert any("a.example" in repr(each) for each in found)


# Who wrote it

AUTHORS = {
    "Jane Doe": "Jane Doe",
    "By Jane Doe": "Jane Doe",
    "Von Ute Weiß": "Ute Weiß",
    "von Trotha, Anna": "von Trotha, Anna",
    "Jane Doe | Updated 2 hours ago | E-mail the author": "Jane Doe",
    "Jane Doe, Senior political correspondent": "Jane Doe",
    "Jane Doe Staff Writer": "Jane Doe",
    "Jane Doe, 3 March 2024": "Jane Doe",
    "jane@a.example (Jane Doe)": "Jane Doe",
    "Jane Doe &lt;jane@a.example&gt;": "Jane Doe",
    "Jane Doe (@janedoe)": "Jane Doe",
    "Follow me on Net @janedoe": None,
    "Staff writer": None,
    "admin": None,
    "https://a.example/jane": None,
    "Doe, Jane": "Doe, Jane",
    "The Desk": "The Desk",
    "Reuters": "Reuters",
}


@pytest.mark.parametrize("written", AUTHORS)
async def test_an_author_is_a_name_without_what_stands_around_it(feed, written):
    (found,) = await feed(rss(item(**{"dc:creator": written})))
    assert found.author == AUTHORS[written]


JSON_AUTHORS = {
    "an object for a list": {"authors": {"name": "Jane Doe"}},
    "an empty list": {"authors": [], "author": {"name": "Jane Doe"}},
    "a name": {"author": "Jane Doe"},
    "names": {"authors": ["Jane Doe", {"name": None}, {"url": "https://a.example"}]},
}


@pytest.mark.parametrize("said", JSON_AUTHORS.values(), ids=JSON_AUTHORS)
async def test_authors_of_a_json_feed_come_in_every_shape(feed, said):
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"id": "1", "content_text": "It sank.", **said}],
    }
    (found,) = await feed(json.dumps(document))
    assert found.author == "Jane Doe"


NO_DAYS = ["0001-01-01T00:00:00Z", "0001-01-01", "0000-00-00", "9999-12-31", "1970-01-01T00:00:00Z", "null", ""]


@pytest.mark.parametrize("written", NO_DAYS)
async def test_what_programs_write_for_no_day_is_none(feed, written):
    said = {"id": "1", "content_text": "It sank.", "date_published": written}
    sources = (
        rss(item(pubDate=written)),
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [said]}),
        json.dumps({"id": "1", "text": "It sank.", "published": written}),
    )
    assert [(await feed(each))[0].published for each in sources] == [None, None, None]
