"""The schema of JSON summaries: real ones of all kinds fulfil it, and broken ones don't."""

import copy
import json
from dataclasses import replace
from hashlib import sha256

import pytest
from conftest import run
from jsonschema import Draft202012Validator, FormatChecker
from labelled import EVALS
from made_summaries import (
    arabic_summary,
    failed_summary,
    long_summary,
    plain_summary,
    summary_of,
    timed_summary,
)

from onrecord import Claim, Event, Grounder, Statement, Summary
from onrecord.evals import load_gold
from onrecord.export import SCHEMA_VERSION, as_dict, composed_dict, summary_schema
from onrecord.grounding import Support
from onrecord.plain import summary_of as read_summary

VALIDATOR = Draft202012Validator(summary_schema(), format_checker=FormatChecker())

HASHES = {1: "94d8ae91f83f8bacdce82053d4f7fcef794816bb93bf14053c48cf156002293c"}
"""The schema of each version, by its hash. One that has been published doesn't change: a new one gets a new number."""


def verified_summary():
    plain = plain_summary()
    value = plain.records[0].values[0]
    read = replace(value, support=Support.VERIFIED, probability=0.93)
    return replace(plain, records=(replace(plain.records[0], values=(read,), derived=("what",)),))


SUMMARIES = {
    "plain": plain_summary(),
    "timed": timed_summary(),
    "without records": summary_of(records=()),
    "failed": failed_summary(),
    "partial": plain_summary(status="partial", problems=("sentence 4: no answer",)),
    "verified": verified_summary(),
    "version and copy": replace(plain_summary(), version=2, copy_of="first", left_out=3),
    "other script": arabic_summary(),
    "long": long_summary(60),
    "a sentence that isn't there": summary_of(records=[Claim(sentences=[99_999, -1], text="Nobody was hurt.")]),
}


def plain(summary):
    return json.loads(json.dumps(composed_dict(summary)))


@pytest.mark.parametrize("name", SUMMARIES)
def test_every_sort_of_summary_fulfils_the_schema(name):
    VALIDATOR.validate(plain(SUMMARIES[name]))


def test_a_list_of_summaries_fulfils_it_too():
    VALIDATOR.validate([plain(summary) for summary in SUMMARIES.values()])


def test_the_labelled_articles_fulfil_it():
    for gold in load_gold(EVALS):
        grounder = Grounder(gold.article)
        records = tuple(grounder.ground(record.record()) for record in gold.records)
        VALIDATOR.validate(plain(Summary(gold.article, "gold", (), "ok", records)))


@pytest.mark.parametrize("name", SUMMARIES)
def test_what_fulfils_it_is_read_back_as_it_was(name):
    assert read_summary(plain(SUMMARIES[name])) == SUMMARIES[name]
    assert read_summary(json.loads(json.dumps(as_dict(SUMMARIES[name])))) == SUMMARIES[name]


def within(*path, **changes):
    """A function that changes what lies at a path of a summary."""

    def changed(whole):
        part = whole
        for step in path:
            part = part[step]
        part.update(changes)

    return changed


def without(*path):
    def changed(whole):
        part = whole
        for step in path[:-1]:
            part = part[step]
        del part[path[-1]]

    return changed


BROKEN = {
    "another version": within(schema_version=SCHEMA_VERSION + 1),
    "no version": without("schema_version"),
    "no facts": without("facts"),
    "an unknown status": within(status="fine"),
    "an unknown field": within(mood="good"),
    "a text that is missing": without("article", "text"),
    "a day that is none": within("article", published="yesterday"),
    "an unknown kind": within("records", 0, kind="rumour"),
    "an unknown field of a record": within("records", 0, mood="good"),
    "a field of another kind": within("records", 0, certainty="certain"),
    "a record without its wording": without("records", 0, "what"),
    "an unknown level": within("records", 0, level="sure"),
    "an unknown status of an event": within("records", 0, status="done"),
    "a list where a text is wanted": within("records", 0, what=["The ferry sinks."]),
    "evidence before the text": within("records", 0, "evidence", 0, start=-1),
    "support of a field that isn't there": within("records", 0, "support", mood={"level": "exact", "spans": []}),
    "a reason without a code": within("records", 0, "support", "what", reason="other words"),
    "a probability beyond 1": within("records", 0, "support", "what", probability=1.5),
    "a fact without records": within("facts", 0, records=[]),
    "a position before the first": within("facts", 0, told=-1),
    "a fact that nobody ranked": within("facts", 0, score="high"),
    "a fact without support": without("facts", 0, "support"),
    "an entity without a name": without("entities", 0, "name"),
    "usage in words": within("usage", calls="two"),
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_what_is_broken_does_not_fulfil_it(change):
    whole = copy.deepcopy(plain(plain_summary()))
    change(whole)
    assert not VALIDATOR.is_valid(whole)
    assert not VALIDATOR.is_valid([whole])


def test_it_is_a_schema_of_its_draft():
    Draft202012Validator.check_schema(summary_schema())


def test_every_field_of_every_kind_is_in_it():
    known = summary_schema()["$defs"]
    for kind in (Event, Statement, Claim):
        assert set(kind.model_fields) <= set(known[kind.kind]["properties"])


def test_a_version_that_was_published_does_not_change():
    text = json.dumps(summary_schema(), sort_keys=True)
    assert sha256(text.encode()).hexdigest() == HASHES[SCHEMA_VERSION], "raise SCHEMA_VERSION, and add its hash"


def test_the_command_prints_it(tmp_path):
    done = run("schema", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == summary_schema()
