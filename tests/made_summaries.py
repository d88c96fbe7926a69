"""Summaries for the tests of what they are written as: real records of made-up articles, without a model."""

from datetime import UTC, date, datetime

from scored_runs import BAD

from onrecord import Article, Claim, Event, GroundedRecord, Grounder, Statement, Support, Usage, Value
from onrecord.article import Span, textless
from onrecord.extraction import PromptUsed, Summary
from onrecord.grounding import Finding

TEXT = (
    "The ferry Elan sank off Holm on Monday. A band played on the quay. “She was old,” said Ann Lee, the owner.\n\n"
    "Nobody was hurt when the Elan went down. According to Bo Ray, the harbour will open again on Friday. "
    "The council meets in Tarn, as it has done every other week since the war, and bread is sold at the door."
)
RECORDS = (
    Event(sentences=[1, 4], what="The ferry Elan sinks off Holm.", who=["The ferry Elan"], where="Holm", when="Monday"),
    Claim(sentences=[1], text="The ferry Elan sank off Holm on Monday."),
    Statement(sentences=[3], speakers=["Ann Lee"], role="the owner", cue="said", content="She was old"),
    Event(sentences=[5], what="The harbour opens again.", when="Friday", status="planned"),
    Statement(sentences=[5], speakers=["Bo Ray"], cue="According to", content="the harbour will open again on Friday"),
    Claim(sentences=[4], text="Nobody was hurt."),
    Claim(sentences=[4], text="Nine people were hurt."),
    Claim(sentences=[6], text="The council meets in Tarn."),
)
PROMPTS = (PromptUsed("records", "a" * 64),)


def summary_of(text=TEXT, records=RECORDS, *, status="ok", problems=(), **known):
    article = Article(text, **{"id": "ferry", "title": "Ferry sinks", "language": "en", **known})
    grounder = Grounder(article)
    grounded = tuple(grounder.ground(record) for record in records)
    usage = Usage(calls=2, input=2000, cached=1000, output=300)
    return Summary(article, "local", PROMPTS, status, grounded, problems, usage=usage, seconds=1.5)


def plain_summary(**changes):
    """A summary with values at all levels that need no verifier."""
    return summary_of(
        url="https://example.org/ferry?a=1&b=2",
        source="The Post",
        author="Jo Hay",
        published=date(2025, 1, 8),
        **changes,
    )


def timed_summary():
    return summary_of(published=datetime(2025, 1, 8, 6, 30, tzinfo=UTC))


def failed_summary():
    return Summary(textless(id="gone.pdf"), "local", (), "failed", problems=("gone.pdf: no text in it",))


def arabic_summary():
    text = "غرقت العبارة إيلان قبالة هولم يوم الاثنين. CNN قالت إن أحدا لم يصب."
    records = (Claim(sentences=[1], text="غرقت العبارة إيلان قبالة هولم يوم الاثنين."),)
    return summary_of(text, records, title="CNN: غرق عبارة", language="ar", id="arabic")


def long_summary(facts=200):
    """A summary with so many facts, each in a sentence of its own."""
    sentences = [f"Harbour number {n} sold {n + 3} boats to village {n * 7} in {1000 + n}." for n in range(facts)]
    return summary_of(" ".join(sentences), [Claim(sentences=[n], text=t) for n, t in enumerate(sentences, start=1)])


def hostile_summary():
    """A summary in which every string that an article, a model or a file may give holds all that is hostile."""
    text = f"The ferry Elan sank.\n{BAD}\nAnn Lee said {BAD} was old."
    known = {"id": BAD, "title": BAD, "url": f"javascript:{BAD}", "source": BAD, "author": BAD}
    article = Article(text, language=f'"><script>{BAD}', **known)
    span = (Span(0, len(text)),)
    finding = Finding("other", BAD)

    def grounded(record, *fields, level=Support.EXACT, evidence=span):
        broken = finding if level is Support.UNSUPPORTED else None
        return GroundedRecord(record, evidence, tuple(Value(name, BAD, level, (), broken) for name in fields))

    said = Statement.model_construct(sentences=[1], speakers=[BAD], role=BAD, cue=BAD, content=BAD)
    happened = Event.model_construct(sentences=[2], what=BAD, who=[BAD], whom=[BAD], where=BAD, when=BAD)
    records = (
        grounded(said, "speakers[0]", "role", "cue", "content"),
        grounded(happened, "what", "who[0]", "whom[0]", "where", "when"),
        grounded(
            Claim.model_construct(sentences=[1], text=BAD, source=BAD), "text", "source", level=Support.UNSUPPORTED
        ),
        grounded(Claim.model_construct(sentences=[1], text=f"{BAD} again"), "text", level=Support.REWORDED),
    )
    return Summary(article, BAD, (PromptUsed(BAD, BAD),), "partial", records, (BAD,), copy_of=BAD, version=3)
