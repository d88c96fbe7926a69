"""Summaries as JSON-LD: words of schema.org alone, nothing that isn't supported, nothing that a page would run."""

import io
import json
from dataclasses import replace
from datetime import date

import pytest

from onrecord.article import Article
from onrecord.export._jsonld import as_jsonld, jsonld_text, write_jsonld
from onrecord.extraction import Summary
from onrecord.grounding import Grounder, Support
from onrecord.kinds import Claim, Event, Record, Stated, Statement

TEXT = (
    "The ferry Elan sank off Hull on Monday. “She was old,” said Ann Lee, the owner. "
    "Lee said the crew was “very brave” and would be thanked. The crew will be paid, Lee said. "
    "The port may close. The mayor denied that the port was unsafe. Nobody was hurt."
)

SUNK = Event(sentences=[1], what="The ferry Elan sinks off Hull.", who=["The ferry Elan"], where="Hull", when="Monday")
DIRECT = Statement(sentences=[2], speakers=["Ann Lee"], role="the owner", cue="said", content="She was old")
MIXED = Statement(sentences=[3], speakers=["Lee"], cue="said", content="the crew was “very brave” and would be thanked")
REPORTED = Statement(sentences=[4], speakers=["Lee"], cue="said", content="The crew will be paid")
CLOSES = Event(sentences=[5], what="The port may close.", whom=["The port"], status="possible")
UNSAFE = Claim(sentences=[6], text="The port was unsafe.", source="The mayor", certainty="denied")
UNHURT = Claim(sentences=[7], text="Nobody was hurt.")
FALSE = Claim(sentences=[7], text="Nine people were hurt.")

KNOWN = {"id": "7", "title": "Ferry", "url": "https://x.org/7", "published": date(2025, 1, 8), "author": "Jo Hay"}

PROPERTIES = {
    "NewsArticle": {"identifier", "headline", "url", "datePublished", "inLanguage", "author", "hasPart", "mentions"},
    "Quotation": {"text", "spokenByCharacter"},
    "Statement": {"text", "creator", "hasPart"},
    "Claim": {"text", "creator", "description", "appearance"},
    "Action": {"name", "actionStatus", "agent", "object", "location", "startTime", "description"},
    "Place": {"name"},
    "CreativeWork": {"text", "genre", "description"},
    None: {"name", "description"},
}
"""The properties that schema.org gives each type, itself or by what it is a type of; None: of no stated type."""


def summary_of(*records, text=TEXT, **known):
    article = Article(text, **{**KNOWN, **known})
    grounder = Grounder(article)
    return Summary(article, "fake", (), "ok", tuple(map(grounder.ground, records)))


def nodes(value):
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(each)


def test_the_article_is_a_news_article():
    document = as_jsonld(summary_of())
    assert document == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": "https://x.org/7",
        "identifier": "7",
        "headline": "Ferry",
        "url": "https://x.org/7",
        "datePublished": "2025-01-08",
        "inLanguage": "en",
        "author": [{"name": "Jo Hay"}],
    }


def test_no_record_is_unsupported_here():
    records = summary_of(SUNK, DIRECT, MIXED, REPORTED, CLOSES, UNSAFE, UNHURT).records
    assert [record.support for record in records] == ["reworded", *["exact"] * 4, "normalized", "exact"]


def test_an_event_is_an_action_that_the_article_mentions():
    (action,) = as_jsonld(summary_of(SUNK))["mentions"]
    assert action == {
        "@type": "Action",
        "name": "The ferry Elan sinks off Hull.",
        "actionStatus": "https://schema.org/CompletedActionStatus",
        "agent": [{"name": "The ferry Elan"}],
        "location": {"@type": "Place", "name": "Hull"},
        "startTime": "2025-01-06",
        "description": "when: Monday; reworded: other words, meaning not read",
    }


@pytest.mark.parametrize(
    ("status", "named"),
    [
        ("happened", "CompletedActionStatus"),
        ("ongoing", "ActiveActionStatus"),
        ("planned", "PotentialActionStatus"),
        ("possible", "PotentialActionStatus"),
        ("denied", "FailedActionStatus"),
    ],
)
def test_an_action_has_the_status_of_its_event(status, named):
    summary = summary_of(CLOSES)
    event = CLOSES.model_copy(update={"status": status})
    records = tuple(replace(record, record=event) for record in summary.records)
    (action,) = as_jsonld(replace(summary, records=records))["mentions"]
    assert action["actionStatus"] == f"https://schema.org/{named}"
    assert (status in action.get("description", "")) == (status in ("possible", "denied"))


def test_what_is_quoted_whole_is_a_quotation():
    (part,) = as_jsonld(summary_of(DIRECT))["hasPart"]
    speaker = {"name": "Ann Lee", "description": "the owner"}
    assert part == {"@type": "Quotation", "text": "She was old", "spokenByCharacter": [speaker]}


def test_what_is_reported_is_a_statement_and_no_quotation():
    (part,) = as_jsonld(summary_of(REPORTED))["hasPart"]
    assert part == {"@type": "Statement", "text": "The crew will be paid", "creator": [{"name": "Lee"}]}


def test_the_quoted_stretches_of_a_statement_are_quotations_in_it():
    (part,) = as_jsonld(summary_of(MIXED))["hasPart"]
    assert part["@type"] == "Statement"
    assert part["hasPart"] == [{"@type": "Quotation", "text": "very brave", "spokenByCharacter": [{"name": "Lee"}]}]


def test_a_claim_appears_in_its_article():
    (part,) = as_jsonld(summary_of(UNHURT))["hasPart"]
    assert part == {"@type": "Claim", "text": "Nobody was hurt.", "appearance": {"@id": "https://x.org/7"}}


def test_a_denied_claim_is_not_put_down_to_who_denies_it():
    (part,) = as_jsonld(summary_of(UNSAFE))["hasPart"]
    assert "creator" not in part
    assert part["description"] == "denied by The mayor"


def test_what_is_not_supported_is_left_out_and_counted():
    file = io.StringIO()
    left_out = write_jsonld([summary_of(FALSE, UNHURT), summary_of(FALSE)], file)
    assert left_out == 2
    first, second = json.loads(file.getvalue())["@graph"]
    assert [part["text"] for part in first["hasPart"]] == ["Nobody was hurt."]
    assert "hasPart" not in second


@pytest.mark.parametrize(
    ("level", "described"),
    [
        ("normalized", None),
        ("verified", "verified: other words, read and found supported"),
        ("reworded", "reworded: other words, meaning not read"),
        ("unchecked", "unchecked: other words, in a language without checks"),
    ],
)
def test_what_is_in_other_words_says_whether_its_meaning_was_read(level, described):
    summary = summary_of(UNHURT)
    (record,) = summary.records
    values = tuple(replace(value, support=Support(level)) for value in record.values)
    (part,) = as_jsonld(replace(summary, records=(replace(record, values=values),)))["hasPart"]
    assert part.get("description") == described


def test_only_words_of_the_vocabulary_are_used():
    found = set()
    for node in nodes(as_jsonld(summary_of(SUNK, DIRECT, MIXED, REPORTED, CLOSES, UNSAFE, UNHURT))):
        found.add(node.get("@type"))
        assert set(node) - {"@context", "@type", "@id"} <= PROPERTIES[node.get("@type")]
        assert None not in node.values()
    assert {"NewsArticle", "Quotation", "Statement", "Claim", "Action", "Place"} <= found


def test_a_new_kind_is_there_without_a_change(own_kinds):
    class Forecast(Record):
        kind = "forecast"
        plural = "forecasts"
        outlook: Stated
        odds: Stated | None = None

    own_kinds.register(Forecast)
    (part,) = as_jsonld(summary_of(Forecast(sentences=[5], outlook="The port may close.")))["hasPart"]
    assert part == {"@type": "CreativeWork", "genre": "forecast", "text": "The port may close."}


def test_all_articles_stand_in_one_graph():
    file = io.StringIO()
    write_jsonld((summary_of(UNHURT, id=str(number)) for number in range(3)), file)
    document = json.loads(file.getvalue())
    assert document["@context"] == "https://schema.org"
    assert [node["identifier"] for node in document["@graph"]] == ["0", "1", "2"]
    assert all("@context" not in node for node in document["@graph"])


def test_no_articles_make_an_empty_graph():
    file = io.StringIO()
    assert write_jsonld([], file) == 0
    assert json.loads(file.getvalue()) == {"@context": "https://schema.org", "@graph": []}


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "/a/b.txt", "https://x.org/a b", 'https://x.org/"><'])
def test_what_is_no_web_address_is_no_identity(url):
    document = as_jsonld(summary_of(UNHURT, url=url))
    assert not {"@id", "url"} & set(document)
    assert "appearance" not in document["hasPart"][0]


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!-- <script>", "]]>", "\u2028", "a&b", "\x9b2J"]
)
def test_nothing_ends_the_script_element_that_it_stands_in(text):
    document = as_jsonld(summary_of(title=text))
    written = jsonld_text(document)
    assert not set("<>&\u2028\x9b") & set(written)
    assert json.loads(written) == document
