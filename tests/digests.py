"""Digests for tests: articles of several outlets with their records, made into stories as a store makes them."""

from dataclasses import replace
from datetime import UTC, date, datetime

from onrecord.article import Article
from onrecord.digest import Period, digest
from onrecord.extraction import Summary
from onrecord.grounding import Grounder
from onrecord.kinds import Claim, Event, Statement
from onrecord.stories import Disagreement, Side, Story, summarize_story

DAY = date(2026, 11, 3)

POST = (
    "The ferry Marigold ran aground off Tarn Island on Tuesday. Lifeboats took 212 people off. "
    "“The rudder jammed in the channel,” said Ida Falk, the captain."
)
MAIL = (
    "The ferry Marigold ran aground off Tarn Island. Lifeboats took 230 people off, the coastguard said. "
    "Divers will look at the hull."
)
EARLIER = "The ferry Marigold left Ellmouth on Monday with a new rudder."


def summary_of(name, text, *records, status="ok", **known):
    """The summary of an article, its records grounded in its text."""
    article = Article(text, id=name, language="en", **known)
    grounder = Grounder(article)
    return Summary(article, "fake", (), status, tuple(map(grounder.ground, records)))


def ran(sentence=1, **more):
    return Event(sentences=[sentence], what="The ferry Marigold ran aground off Tarn Island.", **more)


def ferry():
    """The summaries of a story that runs over two days: two outlets, a near-duplicate, and an outlet's own fact."""
    first = summary_of(
        "old",
        EARLIER,
        Claim(sentences=[1], text=EARLIER),
        title="New rudder",
        source="The Post",
        url="https://p.example/0",
        published=date(2026, 11, 2),
    )
    post = summary_of(
        "post",
        POST,
        ran(who=["The ferry Marigold"], when="Tuesday"),
        Claim(sentences=[2], text="Lifeboats took 212 people off."),
        Statement(
            sentences=[3],
            speakers=["Ida Falk"],
            role="the captain",
            cue="said",
            content="The rudder jammed in the channel",
        ),
        title="Ferry aground",
        source="The Post",
        url="https://p.example/1",
        published=datetime(2026, 11, 3, 9, 10, tzinfo=UTC),
    )
    mail = summary_of(
        "mail",
        MAIL,
        ran(),
        Claim(sentences=[2], text="Lifeboats took 230 people off.", source="the coastguard"),
        Claim(sentences=[3], text="Divers will look at the hull."),
        title="All off the Marigold",
        source="The Mail",
        url="https://m.example/a?b=1&c=2",
        published=datetime(2026, 11, 3, 14, 0, tzinfo=UTC),
    )
    wire = replace(
        summary_of(
            "wire",
            f"{POST} More to come.",
            ran(),
            title="Ferry aground",
            source="The Wire",
            url="https://w.example/1",
            published=DAY,
        ),
        copy_of="post",
    )
    return [first, post, mail, wire]


def story_of(number, summaries, headline=None):
    days = [each.article.published for each in summaries if each.article.published]
    names = tuple(each.article.id for each in summaries)
    outlets = tuple(dict.fromkeys(each.article.source for each in summaries if each.article.source))
    copies = tuple(each.article.id for each in summaries if each.copy_of)
    title = headline or summaries[0].article.title or "untitled"
    return Story(number, title, names, copies, outlets, min(days, default=None), max(days, default=None))


def told_story(number=1, summaries=None, headline=None):
    summaries = summaries or ferry()
    return summarize_story(story_of(number, summaries, headline), summaries)


def with_disagreement(summary, what="people off", about="number", kind="dispute", values=("212", "230")):
    """The summary with a disagreement on the fact that has some words, between the reports that have the values."""
    facts = list(summary.facts)
    reports = [report for fact in facts for report in fact.reports if what in report.text]
    sides = tuple(Side(value, tuple(report for report in reports if value in report.text)) for value in values)
    place = next(i for i, fact in enumerate(facts) if what in fact.what)
    facts[place] = replace(facts[place], disagreements=(Disagreement(about, kind, sides),))
    return replace(summary, facts=tuple(facts))


def digest_of(*stories, period=None, **options):
    return digest(stories or [with_disagreement(told_story())], period or Period(DAY, DAY), **options)
