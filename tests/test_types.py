"""Summaries, records and articles as Python's own types, and as pydantic and FastAPI take them."""

import json
from datetime import UTC, datetime
from typing import Annotated, ClassVar

import jsonschema
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from made_summaries import arabic_summary, failed_summary, plain_summary, timed_summary
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from onrecord import (
    KINDS,
    Article,
    Claim,
    Event,
    GroundedRecord,
    Grounder,
    Record,
    Statement,
    Summary,
    as_dict,
)
from onrecord.export import composed_dict
from onrecord.kinds import Named, Stated

SUMMARIES = [plain_summary(), timed_summary(), failed_summary(), arabic_summary()]
SUMMARY = TypeAdapter(Summary)


class Prediction(Record):
    """What somebody says will happen."""

    kind: ClassVar[str] = "prediction"
    plural: ClassVar[str] = "predictions"

    text: Stated
    by: Named | None = None
    chance: Annotated[float, Field(ge=0, le=1)] | None = None


@pytest.fixture
def prediction(monkeypatch):
    """A summary with a record of a kind of one's own, which is registered as long as the test lasts."""
    monkeypatch.setattr(KINDS, "_items", {**KINDS, "prediction": Prediction})
    article = Article("Ann Lee expects that the ferry will sink. It rained.", language="en")
    grounder = Grounder(article)
    records = [
        Prediction(sentences=[1], text="The ferry will sink.", by="Ann Lee", chance=0.5),
        Claim(sentences=[2], text="It rained."),
    ]
    return Summary(article, "fake", (), "ok", tuple(map(grounder.ground, records)), seconds=0.1234567)


def test_the_records_of_a_kind_are_at_hand_in_their_order():
    summary = plain_summary()
    assert [each.record.what for each in summary.events] == [
        "The ferry Elan sinks off Holm.",
        "The harbour opens again.",
    ]
    assert [each.record.speakers for each in summary.statements] == [["Ann Lee"], ["Bo Ray"]]
    assert [each.record.text for each in summary.claims][1:2] == ["Nobody was hurt."]
    assert summary.of(Record) == summary.records
    assert len(summary.events + summary.statements + summary.claims) == len(summary.records)


def test_records_of_a_kind_of_one_s_own_are_at_hand(prediction):
    assert [each.record.chance for each in prediction.of(Prediction)] == [0.5]
    assert prediction.events == ()


@pytest.mark.parametrize("summary", SUMMARIES, ids=["plain", "timed", "failed", "arabic"])
def test_pydantic_dumps_a_summary_as_as_dict_does_and_reads_it_back(summary):
    assert SUMMARY.dump_python(summary) == as_dict(summary)
    assert json.loads(SUMMARY.dump_json(summary)) == json.loads(json.dumps(as_dict(summary)))
    assert SUMMARY.validate_json(SUMMARY.dump_json(summary)) == summary
    assert SUMMARY.validate_python(composed_dict(summary)) == summary
    assert SUMMARY.validate_python(summary) is summary


def test_a_kind_of_one_s_own_loses_no_field(prediction):
    adapter = TypeAdapter(Summary)
    assert adapter.validate_json(adapter.dump_json(prediction)) == prediction
    assert "PredictionRecord" in adapter.json_schema()["$defs"]


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_the_schema_describes_what_is_dumped(mode):
    schema = SUMMARY.json_schema(mode=mode)
    for summary in SUMMARIES:
        jsonschema.validate(json.loads(SUMMARY.dump_json(summary)), schema)
    assert {"EventRecord", "StatementRecord", "ClaimRecord"} <= schema["$defs"].keys()
    named = {name for each in schema["$defs"].values() for name in each.get("properties", ())}
    dumped = json.loads(SUMMARY.dump_json(SUMMARIES[0]))
    assert {name for record in dumped["records"] for name in record} <= named
    assert dumped.keys() <= schema["properties"].keys()


def test_a_record_and_an_article_are_types_of_pydantic_by_themselves():
    records, articles = TypeAdapter(list[GroundedRecord]), TypeAdapter(Article)
    summary = timed_summary()
    assert tuple(records.validate_json(records.dump_json(list(summary.records)))) == summary.records
    assert articles.validate_json(articles.dump_json(summary.article)) == summary.article
    assert articles.validate_python({"id": "a", "text": "It rained.", "published": "2026-11-27"}).published


def test_a_record_of_one_kind_takes_no_other():
    events, claim = TypeAdapter(GroundedRecord[Event]), plain_summary().claims[0]
    event = plain_summary().events[0]
    assert events.validate_json(events.dump_json(event)) == event
    assert events.validate_python(event) is event
    with pytest.raises(ValidationError, match="Input should be 'event'"):
        events.validate_json(TypeAdapter(GroundedRecord).dump_json(claim))
    with pytest.raises(ValidationError):
        events.validate_python(claim)
    assert "ClaimRecord" not in json.dumps(events.json_schema())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda plain: plain["article"].update(text="\n "), "the text is empty"),
        (lambda plain: plain["records"][0].update(kind="rumour"), "does not match any of the expected tags"),
        (lambda plain: plain["records"][0].pop("evidence"), r"records.0.event.evidence"),
        (
            lambda plain: plain["records"][0]["support"].update(why=plain["records"][0]["support"]["what"]),
            "no value 'why'",
        ),
        (lambda plain: plain.update(status="fine"), "status"),
        (lambda plain: plain["article"].update(published="soon"), r"article.published"),
    ],
)
def test_what_is_no_summary_is_refused_with_the_reason(change, said):
    plain = json.loads(SUMMARY.dump_json(SUMMARIES[0]))
    change(plain)
    with pytest.raises(ValidationError, match=said):
        SUMMARY.validate_json(json.dumps(plain))


class Told(BaseModel):
    """A user's own model with ours as fields."""

    summary: Summary
    first: GroundedRecord[Event]


def test_summaries_are_fields_of_a_user_s_models():
    told = Told(summary=plain_summary(), first=plain_summary().events[0])
    assert Told.model_validate_json(told.model_dump_json()) == told


def test_fastapi_answers_with_a_summary_and_takes_an_article():
    app = FastAPI()
    moment = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)

    @app.post("/summary", response_model=Summary)
    def summary(article: Article):
        assert article.published_at == moment
        return timed_summary()

    @app.get("/events")
    def events() -> list[GroundedRecord[Event]]:
        return list(plain_summary().events)

    client = TestClient(app)
    answer = client.post("/summary", json={"id": "a", "text": "It rained.", "published_at": moment.isoformat()})
    assert answer.status_code == 200
    assert SUMMARY.validate_json(answer.content) == timed_summary()
    assert client.post("/summary", json={"id": "a", "text": ""}).status_code == 422
    assert TypeAdapter(list[GroundedRecord[Event]]).validate_json(client.get("/events").content) == [
        *plain_summary().events
    ]
    described = client.get("/openapi.json").json()["components"]["schemas"]
    assert {"EventRecord", "StatementRecord", "ClaimRecord", "Article", "Summary"} <= described.keys()


def test_a_statement_keeps_its_form_and_quotes():
    statement = plain_summary().statements[0]
    adapter = TypeAdapter(GroundedRecord[Statement])
    assert statement.quotes
    assert adapter.validate_json(adapter.dump_json(statement)) == statement
