"""Digests for tests: articles of several outlets with their records, made into stories as a store makes them."""

from dataclasses import replace
from datetime import UTC, date, datetime

from onrecord.article import Article
from onrecord.digest import Period, digest
from onrecord.extraction import PromptUsed, Summary
from onrecord.grounding import Grounder
from onrecord.kinds import Claim, Event, Statement
from onrecord.stories import Disagreement, Side, Story, summarize_story

BEFORE, DAY = date(2026, 11, 2), date(2026, 11, 3)
PROMPTS = (PromptUsed("records", "made"),)

EARLIER = "The ferry Marigold left Ellmouth on Monday with a new rudder."
POST = (
    "The ferry Marigold ran aground off Tarn Island on Tuesday. Lifeboats took 212 people off the ferry. “The rudder "
    "jammed in the channel,” said Ida Falk, the captain. She has sailed for the line for twenty years, and had the "
    "wheel when the ferry struck the sand bank at the mouth of the channel in calm weather and good light. The line "
    "runs three ferries between Ellmouth and the island, the oldest of them built before the war, and has asked the "
    "harbour board for years to have the channel dug out. Nobody on the island can remember another ferry to strike "
    "the bank, though fishing boats do so every other winter, when the north wind drives the water out of the bay and "
    "the buoys lie on their sides in the mud."
)
MAIL = (
    "The ferry Marigold ran aground off Tarn Island. Lifeboats took 230 people off the ferry, the coastguard said. "
    "Divers will look at the hull of the ferry on Wednesday."
)

HOSTILE = (
    "<script>document.title='owned'</script>",
    "]]></content></entry><entry>",
    "</script><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "{{ 7 * 7 }} {% raw %}",
    "[link](javascript:alert(1)) **bold** # no heading",
    "a\x1b[2Jb \u202egnp.exe \x00 \ufffe",
    "&lt;b&gt; &amp;",
)
"""Texts that mean something to HTML, XML, Markdown, templates or terminals."""


def summary_of(name, text, *records, status="ok", **known):
    """The summary of an article, its records grounded in its text."""
    article = Article(text, id=name, language="en", **known)
    grounder = Grounder(article)
    return Summary(article, "fake", PROMPTS, status, tuple(map(grounder.ground, records)))


def ran(**more):
    return Event(sentences=[1], what="The ferry Marigold ran aground off Tarn Island.", **more)


def spoken():
    content = "The rudder jammed in the channel"
    return Statement(sentences=[3], speakers=["Ida Falk"], role="the captain", cue="said", content=content)


def ferry():
    """The summaries of a story that runs over two days: two outlets, a near-duplicate, and an outlet's own fact."""
    early = {"title": "Marigold has a new rudder", "source": "The Post", "url": "https://post.example/0"}
    post = {"title": "Ferry aground", "source": "The Post", "url": "https://post.example/1"}
    mail = {"title": "All off the Marigold", "source": "The Mail", "url": "https://mail.example/a?b=1&c=2"}
    wire = {"title": "Ferry aground", "source": "The Wire", "url": "https://wire.example/1"}
    taken, said = "Lifeboats took 212 people off the ferry.", "Lifeboats took 230 people off the ferry."
    divers = Claim(sentences=[3], text="Divers will look at the hull of the ferry on Wednesday.")
    return [
        summary_of("old", EARLIER, Claim(sentences=[1], text=EARLIER), published=BEFORE, **early),
        summary_of(
            "post",
            POST,
            ran(who=["The ferry Marigold"], where="off Tarn Island", when="Tuesday"),
            Claim(sentences=[2], text=taken),
            spoken(),
            published=datetime(2026, 11, 3, 9, 10, tzinfo=UTC),
            **post,
        ),
        summary_of(
            "mail",
            MAIL,
            ran(),
            Claim(sentences=[2], text=said, source="the coastguard"),
            divers,
            published=datetime(2026, 11, 3, 14, 0, tzinfo=UTC),
            **mail,
        ),
        replace(summary_of("wire", f"{POST} More to come.", ran(), published=DAY, **wire), copy_of="post"),
    ]


def plain(name, words, *, day=DAY, outlet="The Post", **known):
    """The summary of an article of one sentence, which is its one claim."""
    known = {"title": f"About {words}", "source": outlet, "url": f"https://x.example/{name}"} | known
    return summary_of(name, f"{words}.", Claim(sentences=[1], text=f"{words}."), published=day, **known)


def hostile():
    """The summaries of a story in which everything is hostile."""
    text = " ".join(f"Somebody wrote {each} here." for each in HOSTILE)
    return [
        summary_of(
            f"n{number}",
            text,
            Claim(sentences=[1], text=each),
            Event(sentences=[1], what=each, who=[each], where=each, when=each),
            Statement(sentences=[1], speakers=[each], role=each, cue=each[:40], content=each),
            title=each,
            source=each,
            url="javascript:alert(1)" if number % 2 else f"https://x.example/{number}?<b>",
            published=DAY,
        )
        for number, each in enumerate(HOSTILE)
    ]


def story_of(number, summaries):
    articles = [each.article for each in summaries]
    days = [each.published for each in articles if each.published]
    return Story(
        number,
        articles[0].title or "untitled",
        tuple(each.id for each in articles),
        tuple(each.article.id for each in summaries if each.copy_of),
        tuple(dict.fromkeys(each.source for each in articles if each.source)),
        min(days, default=None),
        max(days, default=None),
    )


def told_story(number=1, summaries=None):
    summaries = summaries or ferry()
    return summarize_story(story_of(number, summaries), summaries)


def with_disagreement(summary, *, what="people off", about="number", kind="dispute", values=("212", "230")):
    """The summary with one disagreement: on the fact that has some words, between the reports that have the values."""
    facts = [replace(fact, disagreements=()) for fact in summary.facts]
    reports = [report for fact in facts for report in fact.reports if what in report.text]
    sides = tuple(Side(value, tuple(each for each in reports if value in each.text)) for value in values)
    place = next(i for i, fact in enumerate(facts) if what in fact.what)
    facts[place] = replace(facts[place], disagreements=(Disagreement(about, kind, sides),))
    return replace(summary, facts=tuple(facts))


def digest_of(*stories, period=None, summaries=(), **options):
    """The digest of a day, of the story of the ferry unless others are given."""
    made = digest(stories or [with_disagreement(told_story())], period or Period(DAY, DAY), **options)
    articles = {each.article.id: each.article for each in summaries or ferry()}
    return replace(made, articles=lambda names: [articles[name] for name in names if name in articles])
