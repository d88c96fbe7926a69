"""The digest of a day: its headlines, what each article says, what isn't supported marked, and markup shown as text."""

import re
from dataclasses import replace
from datetime import date

import pytest
from markdown_it import MarkdownIt

from onrecord.article import Article
from onrecord.export._digest import as_digest
from onrecord.extraction import Summary
from onrecord.grounding import Grounder
from onrecord.kinds import KINDS, Claim, Event, Record, Stated, Statement

DAY = date(2025, 1, 8)

TEXT = (
    "The ferry Elan sank off Hull on Monday. “She was old,” said Ann Lee. The mayor denied that the port was unsafe. "
    "“She was slow,” Ann Lee said."
)

RECORDS = [
    Claim(sentences=[3], text="The port was unsafe.", source="The mayor", certainty="denied"),
    Statement(sentences=[2], speakers=["Ann Lee"], role="the owner", cue="said", content="She was old"),
    Statement(sentences=[3], speakers=["The mayor"], cue="denied", content="that the port was unsafe"),
    Statement(sentences=[4], speakers=["Ann Lee"], cue="said", content="She was slow"),
    Event(sentences=[1], what="The ferry Elan sinks.", who=["The ferry Elan"], where="Hull", when="Monday"),
]


def summary_of(*records, text=TEXT, status="ok", problems=(), **known):
    article = Article(text, **{"id": "7", "title": "Ferry", "published": DAY, **known})
    grounder = Grounder(article)
    return Summary(article, "fake", (), status, tuple(map(grounder.ground, records)), problems)


def lines(markdown):
    """What a reader sees, line by line."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    shown = ("".join(child.content for child in token.children or ()) for token in tokens if token.type == "inline")
    return list(shown)


def links(markdown):
    tokens = MarkdownIt("commonmark").parse(markdown)
    return [child.attrs["href"] for token in tokens for child in token.children or () if child.type == "link_open"]


def elements(markdown):
    tokens = MarkdownIt("commonmark").parse(markdown)
    return {token.type for token in tokens} | {child.type for token in tokens for child in token.children or ()}


def test_a_digest_has_headlines_then_articles_with_their_records_by_kind():
    digest = as_digest([summary_of(*RECORDS, source="The Post", author="Jo Hay")], DAY)
    assert lines(digest) == [
        "Digest of 2025-01-08",
        "Articles: 1. Records: 5: 3 supported, 1 reworded (other words, meaning not read), 1 unsupported.",
        "Ferry",
        "Ferry",
        "The Post, Jo Hay",
        "Events",
        "The ferry Elan sinks. — The ferry Elan; Hull; Monday (reworded)",
        "Statements",
        "Ann Lee",
        "said (the owner): She was old (not supported: role)",
        "said: She was slow",
        "The mayor",
        "denied: that the port was unsafe",
        "Claims",
        "The port was unsafe. — denied by The mayor",
    ]


def test_headlines_come_before_the_first_article():
    digest = as_digest([summary_of(title="One"), summary_of(title="Two")], DAY)
    assert lines(digest)[2:] == ["One", "Two", "One", "Two"]


def test_only_articles_of_the_day_are_in_it_and_those_without_a_date_are_counted():
    others = [summary_of(title="Old", published=date(2025, 1, 7)), summary_of(title="When", published=None)]
    shown = lines(as_digest([*others, summary_of()], DAY))
    assert shown[1:] == [
        "Articles: 1. Records: 0. Articles left out because they have no date: 1; the other formats have them.",
        "Ferry",
        "Ferry",
    ]


def test_a_story_is_there_once_and_says_where_else_it_is_in():
    first = summary_of(RECORDS[4], RECORDS[1], source="The Post")
    known = {"id": "8", "title": "Ferry lost", "source": "The Sun", "url": "https://x.org/8"}
    second = replace(summary_of(RECORDS[4], RECORDS[3], **known), copy_of="7")
    digest = as_digest([first, second, summary_of(id="9", title="Harbour")], DAY)
    assert lines(digest) == [
        "Digest of 2025-01-08",
        "Articles: 3; stories: 2. Records: 3: 1 supported, 1 reworded (other words, meaning not read), 1 unsupported.",
        "Ferry",
        "Harbour",
        "Ferry",
        "The Post",
        "Also in: Ferry lost (The Sun)",
        "Events",
        "The ferry Elan sinks. — The ferry Elan; Hull; Monday (reworded)",
        "Statements",
        "Ann Lee",
        "said (the owner): She was old (not supported: role)",
        "said: She was slow",
        "Harbour",
    ]
    assert links(digest) == ["https://x.org/8"]


def test_near_duplicates_of_an_article_of_another_day_are_one_story_too():
    far = [replace(summary_of(id=name, title=name), copy_of="yesterday") for name in ("One", "Two")]
    shown = lines(as_digest(far, DAY))
    assert shown[2:] == ["One", "One", "Also in: Two"]


def test_a_day_without_articles_says_so():
    assert lines(as_digest([], DAY)) == [
        "Digest of 2025-01-08",
        "Articles: 0. Records: 0.",
    ]


@pytest.mark.parametrize(
    ("record", "shown"),
    [
        (Event(sentences=[1], what="The ferry sinks.", status="possible"), "The ferry sinks. — possible"),
        (Event(sentences=[1], what="The ferry sinks.", whom=["Elan"]), "The ferry sinks. — to: Elan"),
        (Claim(sentences=[1], text="The ferry sank."), "The ferry sank."),
        (Claim(sentences=[1], text="The ferry sank.", certainty="probable"), "The ferry sank. — probable"),
        (Claim(sentences=[2], text="The ferry sank.", source="Ann Lee"), "The ferry sank. — according to Ann Lee"),
        (Claim(sentences=[1], text="The ferry sank.", certainty="denied"), "The ferry sank. — denied"),
    ],
    ids=["possible", "whom", "plain claim", "probable", "source", "denied"],
)
def test_a_record_shows_what_is_unusual_about_it(record, shown):
    line = lines(as_digest([summary_of(record)], DAY))[-1]
    assert re.sub(r" \((not supported.*|reworded)\)$", "", line) == shown


def test_a_statement_of_no_one_named_stands_under_no_one():
    shown = lines(as_digest([summary_of(Statement(sentences=[2], cue="said", content="She was old"))], DAY))
    assert shown[-2:] == ["no one named", "said: She was old"]


def test_a_record_without_evidence_is_marked_too():
    summary = summary_of(RECORDS[-1])
    without = tuple(replace(record, evidence=()) for record in summary.records)
    assert lines(as_digest([replace(summary, records=without)], DAY))[-1].endswith("Monday (not supported)")


def test_articles_that_were_not_read_whole_say_so_and_why():
    digest = as_digest([summary_of(status="failed", problems=("it broke *twice*",))], DAY)
    assert lines(digest)[2:] == ["Ferry (failed)", "Ferry", "problem: it broke *twice*"]


def test_a_new_kind_is_there_without_a_change(monkeypatch):
    class Forecast(Record):
        kind = "forecast"
        plural = "forecasts"
        outlook: Stated
        odds: str = ""

    monkeypatch.setitem(KINDS, "forecast", Forecast)
    forecast = Forecast(sentences=[1], outlook="The ferry Elan sank.", odds="even")
    assert lines(as_digest([summary_of(forecast)], DAY))[-2:] == ["Forecasts", "The ferry Elan sank. — odds: even"]


def test_headlines_are_links_where_there_is_a_web_address():
    address = "https://x.org/a_b(c)?q=1&lt;=2"
    assert links(as_digest([summary_of(url=address)], DAY)) == [address, address]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://x.org/>[x](javascript:y)", "file:///etc", "x y"])
def test_no_other_address_is_a_link(url):
    assert links(as_digest([summary_of(url=url)], DAY)) == []


MARKUP = [
    "<script>alert(1)</script>",
    "**bold** _it_",
    "[a](http://x.org)",
    "&lt;b&gt;",
    "# heading",
    "- item",
    "`code`",
]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_shown_as_it_is(text):
    records = [
        Claim(sentences=[1], text=text, source=text),
        Statement(sentences=[1], speakers=[text], role=text, cue=text, content=text),
        Event(sentences=[1], what=text, who=[text], where=text),
    ]
    digest = as_digest([summary_of(*records, title=text, source=text)], DAY)
    shown = lines(digest)
    assert shown[2] == shown[3] == shown[4] == text
    assert f"{text} ({text}): {text}" in "\n".join(shown)
    assert not elements(digest) & {"html_inline", "html_block", "em_open", "code_inline", "link_open", "image"}
