"""Pages, and the pages of feeds that hold only teasers, from a site on loopback."""

import json
from datetime import date, datetime

import pytest
from news_server import NewsServer, Sent

from onrecord import Article
from onrecord.sources import MemoryValidators, SourceOptions, Unreadable, read_sources

PARAGRAPHS = [
    "The ferry Aurora sank on Monday night two miles off the coast, the harbour master said on Tuesday morning.",
    "All 112 people aboard were taken off by the coastguard before the ship went down in calm water.",
    "“Nobody was hurt, and nobody panicked,” said Jane Roe, who was on deck when the alarm was raised.",
    "An inquiry into the cause of the accident begins on Friday and is expected to take three weeks.",
]
TEASER = "The ferry Aurora sank on Monday night […]"


def page(*paragraphs, head="", language="en-GB"):
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or PARAGRAPHS)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Ferry sinks</title>{head}</head>'
        f"<body><header>Tuesday, 24 November 2026</header><nav><a href=/>Home</a> <a href=/sport>Sport</a></nav>"
        f"<article><h1>Ferry sinks</h1>{body}</article><footer>All rights reserved</footer></body></html>"
    )


def rss(*items):
    return f'<rss version="2.0"><channel><title>The Post</title><language>en</language>{"".join(items)}</channel></rss>'


def item(number, text=TEASER, more=""):
    return f"<item><guid>urn:x:{number}</guid><link>/{number}</link><description>{text}</description>{more}</item>"


@pytest.fixture
def site():
    with NewsServer() as server:
        yield server


@pytest.fixture
def read(site):
    """Reads one address of the site, or a feed of these items."""

    async def read_all(*what, **options):
        if what[0].startswith("<item"):
            site.answers["/feed"] = rss(*what)
            what = ["/feed"]
        options = SourceOptions(**{"allow_private": True, "delay": 0, **options})
        return [found async for found in read_sources([site.url + path for path in what], options)]

    return read_all


async def test_a_page_is_its_article_without_what_stands_around_it(site, read):
    head = (
        '<meta property="og:site_name" content="The Post"><meta name="author" content="Jane Doe">'
        '<meta property="article:published_time" content="2024-03-05T23:30:00-05:00">'
    )
    site.answers["/a"] = page(head=head)
    (found,) = await read("/a")
    assert [each for each in found.text.split("\n\n") if each != "Ferry sinks"] == PARAGRAPHS
    assert found == Article(
        found.text,
        id=f"{site.url}/a",
        title="Ferry sinks",
        url=f"{site.url}/a",
        published=datetime.fromisoformat("2024-03-05T23:30:00-05:00"),
        language="en",
        source="The Post",
        author="Jane Doe",
    )


async def test_the_day_that_a_page_happens_to_show_is_not_the_day_of_its_article(site, read):
    site.answers["/a"] = page()
    assert (await read("/a"))[0].published is None


@pytest.mark.parametrize(
    ("encoding", "header", "declared"),
    [
        ("cp1251", "text/html; charset=windows-1251", ""),
        ("cp1251", "text/html", "windows-1251"),
        ("cp1251", "text/html; charset=iso-8859-1", "windows-1251"),
        ("utf-8", "text/html; charset=iso-8859-1", "windows-1251"),
        ("utf-8", "text/html; charset=made-up", ""),
        ("utf-16", "text/html", "utf-8"),
    ],
    ids=["by header", "by meta", "by meta against a default", "UTF-8 against both", "an unknown name", "by its mark"],
)
async def test_a_page_is_read_in_the_encoding_it_is_in(site, read, encoding, header, declared):
    text = "Паром затонул в понедельник утром, сообщила береговая охрана. Никто из пассажиров не пострадал."
    content = page(text, text + " Расследование начнётся в пятницу.", language="ru").replace(
        '<meta charset="utf-8">', f'<meta charset="{declared}">'
    )
    site.answers["/a"] = Sent(content.encode(encoding), headers={"Content-Type": header})
    (found,) = await read("/a")
    assert text in found.text
    assert found.language == "ru"


async def test_a_page_without_an_article_names_the_feeds_it_belongs_to(site, read):
    site.answers["/"] = (
        '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml">'
        '<link rel="alternate" hreflang="de" href="/de"></head><body></body></html>'
    )
    (found,) = await read("/")
    assert found.reason == f"no article text is in the page; it belongs to feeds: {site.url}/feed.xml"


async def test_a_page_in_place_of_a_feed_is_read_as_a_page(site, read):
    site.answers["/feed.xml"] = Sent(page().encode(), headers={"Content-Type": "application/rss+xml"})
    (found,) = await read("/feed.xml")
    assert PARAGRAPHS[0] in found.text


async def test_a_page_past_its_limit_is_told(site, read):
    site.answers["/a"] = page() + "<!--" + "x" * 20_000 + "-->"
    (found,) = await read("/a", max_bytes=10_000)
    assert found.reason == "larger than 10,000 bytes, which is the limit for a page"


async def test_a_page_that_takes_too_long_to_make_sense_of_is_told(site, read):
    site.answers["/a"] = page(*(f"{number} {PARAGRAPHS[0]}" for number in range(8_000)))
    (found,) = await read("/a", timeout=0.2)
    assert found.reason in ("it takes longer than 0.2 s to make sense of it", "no end after 0.2 s")


# Teasers


async def test_the_page_of_a_teaser_is_read_and_what_the_feed_says_is_kept(site, read):
    site.answers["/1"] = page(head='<meta name="author" content="Jane Doe"><title>Other</title>')
    (found,) = await read(item(1, more="<title>In the feed</title><pubDate>2024-03-05</pubDate>"))
    assert found.text.endswith(PARAGRAPHS[-1])
    assert (found.id, found.title, found.published, found.author, found.source, found.url) == (
        "urn:x:1",
        "In the feed",
        date(2024, 3, 5),
        "Jane Doe",
        "The Post",
        f"{site.url}/1",
    )


LONG = " ".join(PARAGRAPHS)
FULL = f'<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">{LONG * 2}</content:encoded>'
WHOLE = {
    "a short summary": (item(1), True),
    "a long summary": (item(1, LONG * 5), False),
    "a long summary that is cut off": (item(1, LONG * 5 + " …"), True),
    "a long summary that leads on": (item(1, LONG * 5 + " Read more »"), True),
    "content": (item(1, more=FULL), False),
    "content that is cut off": (item(1, more=FULL.replace("</content", "...</content")), True),
    "short content": (item(1, more=FULL.replace(LONG * 2, "Short.")), True),
}


@pytest.mark.parametrize(("content", "fetched"), WHOLE.values(), ids=WHOLE)
async def test_the_page_is_fetched_where_the_feed_holds_only_a_teaser(site, read, content, fetched):
    site.answers["/1"] = page()
    (found,) = await read(content)
    assert isinstance(found, Article)
    assert site.asked("/1") == fetched


@pytest.mark.parametrize(("wanted", "fetched"), [("always", True), ("never", False)])
async def test_pages_are_fetched_always_or_never_where_that_is_wanted(site, read, wanted, fetched):
    site.answers["/1"] = site.answers["/2"] = page()
    found = await read(item(1), item(2, more=FULL), fetch_pages=wanted)
    assert all(isinstance(each, Article) for each in found)
    assert (site.asked("/1"), site.asked("/2")) == (fetched, fetched)


async def test_a_teaser_whose_page_can_not_be_read_is_told_and_not_taken_for_the_article(site, read):
    (found,) = await read(item(1))
    assert found == Unreadable(
        "urn:x:1",
        "it answered 404 Not Found: the address is wrong, or what was there is gone; "
        f"the feed holds {len(TEASER)} characters of it",
        f"{site.url}/1",
        f"{site.url}/feed",
    )


async def test_short_content_stands_for_itself_where_its_page_can_not_be_read(site, read):
    (found,) = await read(item(1, more=FULL.replace(LONG * 2, "Ferry sinks, nobody hurt.")))
    assert found.text == "Ferry sinks, nobody hurt."


async def test_of_page_and_feed_the_longer_text_is_taken(site, read):
    site.answers["/1"] = page("We value your privacy and use cookies.")
    text = "Ferry sinks off the coast, nobody hurt, harbour master says on Tuesday. " * 3
    (found,) = await read(item(1, more=FULL.replace(LONG * 2, text)))
    assert found.text == text.strip()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (Sent(b"\x89PNG\r\n\x1a\n" + b"\0" * 50), "it is an image"),
        (b"%PDF-1.7\n", "no sense can be made of it as a PDF: "),
        (rss(item(2)), "it is a feed, where a page should be"),
        (b"", "empty: no words in it"),
    ],
    ids=["an image", "a broken PDF", "a feed", "nothing"],
)
async def test_the_page_of_an_item_that_is_no_page_is_told(site, read, content, reason):
    site.answers["/1"] = content
    (found,) = await read(item(1))
    assert found.reason.startswith(reason.removeprefix("it: "))


async def test_robots_txt_keeps_from_the_pages_that_a_feed_leads_to(site, read):
    site.answers |= {"/1": page(), "/robots.txt": "User-agent: *\nDisallow: /"}
    (found,) = await read(item(1))
    assert "robots.txt doesn't let programs read it" in found.reason
    assert not site.asked("/1")


async def test_items_come_in_the_order_of_the_feed_whichever_page_is_there_first(site, read):
    with NewsServer({"/2": page()}, host="127.0.0.2") as other:
        items = [item(1), item(2).replace("/2<", f"{other.url}/2<"), item(3)]
        site.answers["/1"] = site.answers["/3"] = page()
        found = await read(*items, delay=0.3)
    assert [each.id for each in found] == ["urn:x:1", "urn:x:2", "urn:x:3"]
    assert other.requests[-1].end < site.requests[-1].start


async def test_the_pages_of_articles_that_are_known_are_not_fetched(site, read):
    site.answers["/1"] = site.answers["/2"] = page()
    found = await read(item(1), item(2), known={"urn:x:1"}.__contains__)
    assert [each.id for each in found] == ["urn:x:2"]
    assert not site.asked("/1")


async def test_the_time_of_a_page_is_taken_where_its_feed_names_the_same_day_alone(site, read):
    moment = "2024-03-05T09:30:00+01:00"
    site.answers["/1"] = site.answers["/2"] = page(head=f'<meta property="article:published_time" content="{moment}">')
    days = [f"<pubDate>{day}</pubDate>" for day in ("2024-03-05", "2024-03-04")]
    same, other = await read(item(1, more=days[0]), item(2, more=days[1]))
    assert (same.published, same.published_at) == (date(2024, 3, 5), datetime.fromisoformat(moment))
    assert (other.published, other.published_at) == (date(2024, 3, 4), None)


# What is new alone


def changing(etag, body):
    def answer(headers):
        if headers.get("If-None-Match") == etag:
            return Sent(status=304, headers={"ETag": etag})
        return Sent(body.encode(), headers={"ETag": etag})

    return answer


async def test_what_has_not_changed_since_is_not_read_again(site, read):
    site.answers |= {"/a": changing('"1"', page())}
    validators = MemoryValidators()
    assert len(await read("/a", validators=validators)) == 1
    assert await read("/a", validators=validators) == []
    assert site.asked("/a") == 2


async def test_a_state_that_is_no_text_is_not_kept_since_it_could_not_be_sent_back(site, read):
    site.answers["/a"] = Sent(page().encode(), headers={"ETag": '"\xe9"', "Last-Modified": "am Dienstag, 3. M\xe4rz"})
    validators = MemoryValidators()
    for _ in range(2):
        assert [each.title for each in await read("/a", validators=validators)] == ["Ferry sinks"]
    assert validators.get(f"{site.url}/a") is None


async def test_the_day_of_the_last_change_serves_as_well(site, read):
    site.answers["/a"] = lambda headers: (
        Sent(status=304) if "If-Modified-Since" in headers else Sent(page().encode(), headers={"Last-Modified": "then"})
    )
    validators = MemoryValidators()
    assert len(await read("/a", validators=validators)) == 1
    assert await read("/a", validators=validators) == []
    assert site.requests[-1].headers["If-Modified-Since"] == "then"


async def test_a_feed_is_noted_as_read_only_when_all_of_it_has_been_taken(site):
    site.answers["/feed"] = changing('"1"', rss(item(1, LONG * 5), item(2, LONG * 5)))
    validators = MemoryValidators()
    options = SourceOptions(allow_private=True, delay=0, validators=validators)
    first = read_sources([f"{site.url}/feed"], options)
    assert (await anext(first)).id == "urn:x:1"
    assert (await anext(first)).id == "urn:x:2"
    await first.aclose()
    assert validators.get(f"{site.url}/feed") is None
    assert [each.id async for each in read_sources([f"{site.url}/feed"], options)] == ["urn:x:1", "urn:x:2"]
    assert validators.get(f"{site.url}/feed") == ('"1"', None)


async def test_a_feed_is_read_again_while_a_page_of_it_may_come_back(site, read):
    site.answers |= {"/1": Sent(status=500), "/2": page()}
    site.answers["/feed"] = changing('"1"', rss(item(1), item(2)))
    validators = MemoryValidators()
    first, second = await read("/feed", validators=validators)
    assert (first.temporary, second.id) == (True, "urn:x:2")
    site.answers["/1"] = page()
    assert [each.id for each in await read("/feed", validators=validators)] == ["urn:x:1", "urn:x:2"]
    assert await read("/feed", validators=validators) == []


async def test_a_feed_that_was_cut_off_is_asked_for_anew(site, read):
    whole = rss(item(1, LONG * 5), item(2, LONG * 5))
    site.answers["/feed"] = changing('"1"', whole[:-40])
    validators = MemoryValidators()
    first, broken = await read("/feed", validators=validators)
    assert (first.id, broken.id, broken.temporary) == ("urn:x:1", f"{site.url}/feed", True)
    site.answers["/feed"] = changing('"1"', whole)
    assert [each.id for each in await read("/feed", validators=validators)] == ["urn:x:1", "urn:x:2"]


async def test_an_address_is_noted_as_read_where_it_has_no_fault_of_its_own(site, read):
    class Noted(MemoryValidators):
        def __init__(self):
            super().__init__()
            self.names = []

        def read(self, name):
            self.names.append(name)

    feed, validators = f"{site.url}/feed", Noted()
    whole = rss(item(1), item(2, LONG * 5))
    for answer in (Sent(status=500), changing('"1"', whole[:-40])):
        site.answers["/feed"] = answer
        await read("/feed", validators=validators)
        assert validators.names == []
    site.answers["/feed"] = changing('"1"', whole)
    site.answers["/1"] = Sent(status=404)
    assert [type(each) for each in await read("/feed", validators=validators)] == [Unreadable, Article]
    assert validators.names == [feed]
    assert await read("/feed", validators=validators) == []
    assert validators.names == [feed, feed], "nothing new is no fault"


async def test_a_name_and_password_in_an_address_are_sent_and_never_shown(site):
    site.answers["/a"] = lambda headers: page() if "Authorization" in headers else Sent(status=401)
    named = site.url.replace("http://", "http://jane:secret@")
    options = SourceOptions(allow_private=True, delay=0)
    found = [each async for each in read_sources([f"{named}/a", f"{named}/b"], options)]
    assert any(isinstance(each, Article) for each in found)
    assert "secret" not in repr(found)


# The page's own day and names


def linked(*nodes, graph=False):
    """JSON-LD of what a page describes."""
    said = {"@context": "https://schema.org", "@graph": nodes} if graph else nodes
    return f'<script type="application/ld+json">{json.dumps(said)}</script>'


OWN = {"@type": "NewsArticle", "headline": "Ferry sinks", "datePublished": "2024-03-05", "author": {"name": "Jane Doe"}}
OTHER = {
    "@type": "NewsArticle",
    "headline": "Bakers end their strike",
    "url": "https://a.example/strike",
    "datePublished": "2019-01-01",
    "author": {"name": "Jon Reed"},
}
CARDS = '<div class="related">{}</div>'.format(
    '<article><a rel="author">Jon Reed</a><time datetime="2019-01-01">1 Jan 2019</time><h3>Strike ends</h3></article>'
)
DAYS = {
    "another story's before": (linked(OTHER, OWN), ""),
    "another story's after": (linked(OWN, OTHER), ""),
    "the site's": (linked({"@type": "WebPage", "datePublished": "2015-01-01"}, OWN, graph=True), ""),
    "stories of a list": (linked({"@type": "ItemList", "itemListElement": [OTHER]}, OWN), ""),
    "another story's alone": (linked(OTHER) + '<meta name="date" content="2024-03-05">', ""),
    "changed later": (linked({**OWN, "dateModified": "2024-05-01", "dateCreated": "2024-01-01"}), ""),
    "changed later, in meta": ('<meta property="article:modified_time" content="2024-05-01">' + linked(OWN), ""),
    "no day first": ('<meta property="article:published_time" content="0001-01-01T00:00:00Z">' + linked(OWN), ""),
    "Dublin Core": (
        '<meta name="dc.date.issued" content="2024-03-05"><meta name="dc.modified" content="2024-05-01">',
        "",
    ),
    "its own zone": ('<meta name="pubdate" content="2024-03-05T23:30:00-05:00">', ""),
    "the address": (
        '<link rel="canonical" href="https://a.example/2024/03/06/ferry.html">'
        '<meta property="article:published_time" content="2024-03-05T22:00:00Z">',
        "",
    ),
    "times": (
        "",
        '<time datetime="2024-03-05T10:00">5 March</time><time class="updated" datetime="2024-05-01"></time>',
    ),
    "microdata": ("", '<span itemprop="datePublished" content="2024-03-05">on Tuesday</span>'),
}


@pytest.mark.parametrize(("head", "byline"), DAYS.values(), ids=DAYS)
async def test_the_day_of_a_page_is_the_one_that_its_article_was_published(site, read, head, byline):
    site.answers["/a"] = page(head=head).replace("<h1>Ferry sinks</h1>", f"<h1>Ferry sinks</h1>{byline}")
    site.answers["/a"] = site.answers["/a"].replace("<article>", CARDS + "<article>")
    (found,) = await read("/a")
    assert found.published == date(2024, 3, 5)


async def test_a_day_of_other_stories_alone_is_none(site, read):
    site.answers["/a"] = page(head=linked(OTHER)).replace("<footer>", f"<aside>{CARDS}</aside><footer>")
    (found,) = await read("/a")
    assert (found.published, found.author) == (None, None)


NAMES = {
    "JSON-LD": (linked(OTHER, OWN), ""),
    "described elsewhere": (
        linked({**OWN, "author": {"@id": "#p1"}}, {"@type": "Person", "@id": "#p1", "name": "Jane Doe"}, graph=True),
        "",
    ),
    "a byline": ("", '<div class="byline">By <a rel="author" href="/jane">Jane Doe</a></div>'),
    "a byline with more": ("", '<p class="author">Jane Doe | Updated 3 hours ago | Email the author</p>'),
    "addresses before": (
        '<meta name="author" content="https://net.example/mail"><meta property="article:author" content="https://a.b/j">',
        '<p class="author">By Jane Doe, Chief reporter</p>',
    ),
}


@pytest.mark.parametrize(("head", "byline"), NAMES.values(), ids=NAMES)
async def test_the_author_of_a_page_is_who_wrote_its_article(site, read, head, byline):
    site.answers["/a"] = page(head=head).replace("<h1>Ferry sinks</h1>", f"<h1>Ferry sinks</h1>{byline}")
    site.answers["/a"] = site.answers["/a"].replace("<article>", CARDS + "<article>")
    (found,) = await read("/a")
    assert found.author == "Jane Doe"


SMALL = {
    "two paragraphs": ("<article><h1>Pier</h1><p>One pier stays shut.</p><p>The other opens.</p></article>", 2),
    "a line break": ("<main><h1>Pier</h1><p>One pier stays shut.<br>The other opens.</p></main>", 2),
    "links in a sentence": (
        "<main><h1>Pier</h1><p>One <b>pier</b> <a href='/x'>stays</a> shut.</p><p>The other opens.</p></main>",
        2,
    ),
    "spans": ("<main><span>One pier stays shut.</span><span>The other opens.</span></main>", 2),
    "a lead that comes again": (
        f"<article><h1>Pier</h1><p>{PARAGRAPHS[0]}</p><div><p>{PARAGRAPHS[0]}</p>"
        "<p>One pier stays shut.</p><p>The other opens.</p></div></article>",
        2,
    ),
    "text between": (
        "<main><section><p>One pier stays shut.</p>\nThe other opens\n"
        "<div><h4>Next</h4><p>A vote.</p></div></section></main>",
        3,
    ),
}


@pytest.mark.parametrize(("body", "pieces"), SMALL.values(), ids=SMALL)
async def test_of_a_short_page_each_paragraph_is_there_once_and_no_words_run_together(site, read, body, pieces):
    site.answers["/a"] = f'<html lang="en"><head><title>Pier</title></head><body>{body}</body></html>'
    (found,) = await read("/a")
    said = ["One pier stays shut.", "The other opens", "A vote."][:pieces]
    assert [found.text.count(each) for each in said] == [1] * pieces
    assert not any(found.text.partition(each)[2][:1].isalnum() for each in said)
    assert found.text.count(PARAGRAPHS[0]) < 2


async def test_a_number_for_a_guid_is_not_asked_for_as_a_page(site, read):
    (found,) = await read("<item><guid> 8172635 </guid><description>The harbour was closed.</description></item>")
    assert (found.text, found.url) == ("The harbour was closed.", None)
    assert {request.path for request in site.requests} == {"/feed"}
