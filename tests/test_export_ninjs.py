"""ninjs: what the standard has fields for, nothing that it doesn't, and no record that the article doesn't support."""

import json
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from made_summaries import arabic_summary, failed_summary, hostile_summary, plain_summary, summary_of, timed_summary

from onrecord import Statement
from onrecord.export import annotations_of, as_ninjs


def closed(**properties):
    return {"type": "object", "additionalProperties": False, "properties": properties}


def listed(item, *required):
    return {"type": "array", "items": item | {"required": list(required)}}


TEXT, TIME, URI = (
    {"type": "string"},
    {"type": "string", "format": "date-time"},
    {"type": "string", "pattern": "^[!-~]+$"},
)
WORDED = closed(role=TEXT, contentType=TEXT, value=TEXT)
CONCEPT = closed(name=TEXT, rel=TEXT, uri=URI, literal=TEXT)
NEWS = {
    "uri": URI,
    "type": {"enum": ["text", "component"]},
    "standard": closed(name={"const": "ninjs"}, version={"const": "3.1"}, schema=URI),
    "version": TEXT,
    "versionCreated": TIME,
    "edNote": TEXT,
    "language": TEXT,
    "by": TEXT,
    "headlines": listed(WORDED, "value"),
    "bodies": listed(WORDED, "value"),
    "descriptions": listed(WORDED, "value"),
    "infoSources": listed(closed(name=TEXT, role=TEXT, uri=URI, literal=TEXT)),
    "altIds": listed(closed(role=TEXT, value=TEXT)),
    "places": listed(CONCEPT),
    "subjects": listed(CONCEPT),
    "events": listed(closed(id=TEXT, name=TEXT, rel=TEXT, uri=URI, literal=TEXT)),
}
SCHEMA = closed(**NEWS, associations=listed(closed(**NEWS, name=TEXT, rel=TEXT), "name", "uri")) | {"required": ["uri"]}
"""What ninjs 3.1 says of the fields that are written: their types, what they need, and that there may be no others."""


def checked(summary):
    found = json.loads(json.dumps(as_ninjs(summary)))
    Draft202012Validator(SCHEMA, format_checker=FormatChecker()).validate(found)
    return found


@pytest.mark.parametrize(
    "make",
    [plain_summary, timed_summary, failed_summary, arabic_summary, hostile_summary, lambda: summary_of(records=[])],
)
def test_every_summary_has_the_fields_and_types_of_the_standard_and_no_others(make):
    assert checked(make())["type"] == "text"


def test_an_article_is_told_by_its_headline_body_author_and_outlet():
    summary = plain_summary()
    found = checked(summary)
    assert found["uri"] == "https://example.org/ferry?a=1&b=2"
    assert found["headlines"] == [{"role": "main", "value": "Ferry sinks"}]
    assert found["bodies"] == [{"role": "main", "contentType": "text/plain", "value": summary.article.text}]
    assert (found["by"], found["language"], found["infoSources"]) == ("Jo Hay", "en", [{"name": "The Post"}])
    assert found["altIds"] == [{"role": "onrecord", "value": "ferry"}]


def test_a_time_of_publication_is_one_and_a_day_alone_is_a_note():
    timed, dated = checked(timed_summary()), checked(summary_of(published=date(2025, 1, 8)))
    assert datetime.fromisoformat(timed["versionCreated"]) == datetime(2025, 1, 8, 6, 30, tzinfo=UTC)
    assert "edNote" not in timed
    assert ("versionCreated" in dated, dated["edNote"]) == (False, "published 2025-01-08")
    naive = checked(summary_of(published=datetime(2025, 1, 8, 6, 30)))  # noqa: DTZ001  # what has no zone is no moment
    assert ("versionCreated" in naive, naive["edNote"]) == (False, "published 2025-01-08")


def test_an_article_without_an_address_has_a_name_of_its_own_and_an_address_is_escaped():
    one, same, other = (checked(summary_of(id=name))["uri"] for name in ("a", "a", "b"))
    assert one == same != other
    assert UUID(one)
    assert checked(summary_of(url="https://example.org/fähre"))["uri"] == "https://example.org/f%C3%A4hre"


def test_supported_records_are_associations_with_their_evidence_and_the_uri_of_their_annotation():
    summary = plain_summary()
    found = checked(summary)
    said = {each["headlines"][0]["value"]: each for each in found["associations"]}
    assert "Nine people were hurt." not in said
    claim = said["Nobody was hurt."]
    assert (claim["rel"], claim["type"], claim["name"]) == ("claim", "component", "record6")
    assert [each["value"] for each in claim["bodies"]] == ["Nobody was hurt when the Elan went down."]
    assert claim["descriptions"][0]["value"].startswith("normalized: ")
    annotated = {each["id"] for each in annotations_of(summary)}
    assert {each["uri"] for each in found["associations"]} <= annotated


def test_places_events_and_names_are_where_a_reader_looks_for_them():
    found = checked(plain_summary())
    assert found["places"] == [{"name": "Holm"}]
    assert found["subjects"] == [
        {"name": "Ann Lee", "rel": "speaker"},
        {"name": "Bo Ray", "rel": "speaker"},
        {"name": "The ferry Elan", "rel": "doer"},
    ]
    events = {(each["name"], each["rel"]) for each in found["events"]}
    assert events == {("The ferry Elan sinks off Holm.", "happened"), ("The harbour opens again.", "planned")}
    assert {each["uri"] for each in found["events"]} < {each["uri"] for each in found["associations"]}


def test_names_of_unsupported_records_are_no_subjects():
    statement = Statement(sentences=[1], speakers=["Cy Low"], cue="said", content="the moon is made of cheese")
    found = checked(summary_of(records=[statement]))
    assert not {"subjects", "associations"} & set(found)
