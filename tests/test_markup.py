"""Whatever somebody sends: it becomes text, or is told, and nothing else happens."""

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import SourceError
from onrecord.article import clean_text
from onrecord.sources.formats import HEAD, detect
from onrecord.sources.formats._charset import to_text
from onrecord.sources.formats._days import day_of, language_of
from onrecord.sources.formats._feeds import listed_feeds, read_feed
from onrecord.sources.formats._items import Origin
from onrecord.sources.formats._json_feed import read_json_feed
from onrecord.sources.formats._markup import line, plain, safe_xml
from onrecord.sources.formats._pages import read_page
from onrecord.sources.formats._people import people
from onrecord.sources.web import absolute

MARKUP = (
    "<rss><channel> <item> </item> <title> <description> <![CDATA[ ]]> <feed> <entry> <rdf:RDF> <opml> <outline <p>"
    " xmlUrl='x' <!DOCTYPE rss [ <!ENTITY a 'b'> &a; &amp; &eacute; &#0; &#x110000; &#xd800; &#99999999999; <html>"
    " <?xml version='1.0' encoding='utf-16'?> <!-- --> { } [ \" : , \\ items version id http://a.example/ // ?a=b"
    " </div> <br/> 2024-02-30 31 Feb 2024 \0 \ud800 \ufffe \x08 \u202e é 渡 …"
)
PIECES = MARKUP.split()
SOUP = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join)
BYTES = st.binary(max_size=300) | SOUP.map(lambda text: text.encode("utf-8", "surrogatepass"))


@given(SOUP)
@settings(max_examples=200, deadline=None)
def test_any_text_is_markup_a_line_a_day_a_language_and_an_address_or_none(text):
    assert isinstance(plain(text), str)
    assert line(text) is None or line(text).encode()
    assert day_of(text) is None or day_of(text).year
    assert language_of(text) is None or language_of(text).isalpha()
    assert absolute(text, "https://a.example/b") is None or absolute(text, "https://a.example/b").startswith("http")


@given(BYTES, st.sampled_from([None, "utf-8", "latin-1", "utf-16", "hex", "shift_jis", "idna", "x"]))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_text_of_some_kind_or_told(data, charset):
    for read in (lambda: detect(data[:HEAD], charset), lambda: to_text(data, charset)):
        with suppress(SourceError):
            assert read() is not None


@given(SOUP.map(lambda soup: f"<rss><channel><item>{soup}"))
@settings(max_examples=100, deadline=None)
def test_any_feed_gives_items_or_is_told(text):
    for read in (read_feed, lambda *given: list(listed_feeds(*given)), read_json_feed, read_page):
        with suppress(SourceError):
            assert read(text, Origin("here", "https://a.example/feed")) is not None


HEAVY = {
    "spaces where a declaration should go on": lambda: detect(b"<!DOCTYPE" + b" " * (HEAD - 9)),
    "an author who is nothing but a letter": lambda: people(["a" * 200_000]),
    "an author who is nothing but an address": lambda: people(["a@" * 100_000]),
}


@pytest.mark.parametrize("work", HEAVY.values(), ids=HEAVY)
def test_nothing_that_somebody_sends_takes_time_by_the_square_of_its_length(work):
    start = time.process_time()
    work()
    assert time.process_time() - start < 2


@given(SOUP)
@settings(max_examples=200, deadline=None)
def test_what_is_given_to_a_parser_of_xml_declares_nothing(text):
    try:
        safe = safe_xml(text)
    except SourceError:
        return
    assert not safe or safe.startswith("<")
    assert "<!ENTITY" not in safe[: safe.find(">") + 1]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("One.<br>Two.<br/><br/>Three.", "One.\nTwo.\n\nThree."),
        ("<b>O</b>ne <i>wo</i>rd", "One word"),
        ("<ul><li>a</li><li>b</li></ul>c", "a\n\nb\n\nc"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("a<script>x</script><style>y</style><!-- z -->b", "ab"),
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("no markup\n\nat all", "no markup\n\nat all"),
        ("", ""),
    ],
)
def test_markup_becomes_the_text_that_a_reader_sees(markup, text):
    assert plain(markup) == text
    assert clean_text(text) == text
