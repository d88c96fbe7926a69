"""Records as CSV: every field there, readable again, and nothing that a spreadsheet would run."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article import Article
from onrecord.export._tables import columns, write_csv
from onrecord.extraction import Summary
from onrecord.grounding import GroundedRecord, Grounder, Support
from onrecord.kinds import KINDS, Claim, Event, Record, Stated, Statement

TEXT = "The ferry Elan sank on Monday.\n“She was old,” said Ann Lee.\nNobody was hurt."

RECORDS = [
    Event(sentences=[1], what="The ferry Elan sinks.", who=["The ferry Elan", "Elan"], when="Monday"),
    Statement(sentences=[2], speakers=["Ann Lee"], role="the owner", cue="said", content="She was old"),
    Claim(sentences=[2, 3], text="Nobody was hurt.", source="Ann Lee"),
]


def summary_of(text, *records, **known):
    article = Article(text, **known)
    grounder = Grounder(article)
    return Summary(article, "fake", (), "ok", tuple(map(grounder.ground, records)))


def table_of(*summaries):
    file = io.StringIO()
    write_csv(summaries, file)
    file.seek(0)
    return list(csv.DictReader(file, strict=True))


@pytest.fixture
def rows():
    return table_of(
        summary_of(TEXT, *RECORDS, id="7", title="Ferry", url="https://x.org/7", published=date(2025, 1, 8))
    )


def test_each_record_is_a_row_with_its_article(rows):
    assert [row["kind"] for row in rows] == ["event", "statement", "claim"]
    for row in rows:
        known = [row[f"article_{name}"] for name in ("id", "title", "url", "published")]
        assert known == ["7", "Ferry", "https://x.org/7", "2025-01-08"]


def test_what_is_known_of_an_article_is_told_apart_from_what_its_records_say():
    article = summary_of(TEXT, RECORDS[2], author="Jo Hay", language="de", source="The Post")
    one, other = table_of(article, replace(article, status="partial", copy_of="first"))
    known = ("author", "language", "source", "status", "copy_of")
    assert [one[f"article_{name}"] for name in known] == ["Jo Hay", "de", "The Post", "ok", ""]
    assert [other[f"article_{name}"] for name in known] == ["Jo Hay", "de", "The Post", "partial", "first"]
    assert one["source"] == "Ann Lee"


def test_every_field_of_every_kind_has_a_column(rows):
    for row, record in zip(rows, RECORDS, strict=True):
        for name in KINDS[record.kind].model_fields:
            value = getattr(record, name)
            shown = "; ".join(map(str, value)) if isinstance(value, list) else value or ""
            assert row[name] == shown


def test_fields_that_a_kind_has_not_are_empty(rows):
    event, statement, claim = rows
    assert event["speakers"] == statement["what"] == claim["cue"] == ""


def test_what_is_derived_and_the_evidence_are_there(rows):
    event, statement, claim = rows
    assert event["day"] == "2025-01-06"
    assert (statement["form"], statement["quotes"]) == ("direct", "She was old")
    assert claim["evidence"] == "“She was old,” said Ann Lee. Nobody was hurt."


def test_what_is_not_supported_says_so_and_why(rows):
    event, statement, _ = rows
    assert (event["level"], event["supported"], event["unsupported"]) == ("reworded", "false", "")
    assert (statement["level"], statement["supported"]) == ("unsupported", "false")
    assert statement["unsupported"] == "role: words_missing: these words are not in the article"


def test_what_is_in_the_article_or_was_read_is_supported():
    summary = summary_of(TEXT, RECORDS[0])
    (record,) = summary.records
    read = tuple(replace(v, support=Support.VERIFIED) if v.support == "reworded" else v for v in record.values)
    (row,) = table_of(replace(summary, records=(replace(record, values=read),)))
    assert (row["level"], row["supported"], row["unsupported"]) == ("verified", "true", "")


def test_a_record_without_evidence_says_that_there_is_none():
    summary = summary_of(TEXT, RECORDS[0])
    without = tuple(replace(record, evidence=()) for record in summary.records)
    (row,) = table_of(replace(summary, records=without))
    assert (row["evidence"], row["supported"], row["unsupported"]) == ("", "false", "there is no evidence")


def test_a_new_kind_gets_its_columns_without_a_change(own_kinds):
    class Forecast(Record):
        kind = "forecast"
        plural = "forecasts"
        outlook: Stated

    own_kinds.register(Forecast)
    (row,) = table_of(summary_of("It will rain.", Forecast(sentences=[1], outlook="It will rain.")))
    assert (row["kind"], row["outlook"]) == ("forecast", "It will rain.")


def test_no_summaries_make_a_table_of_column_names_alone():
    file = io.StringIO()
    write_csv([], file)
    assert next(csv.reader([file.getvalue()])) == columns()
    assert file.getvalue().count("\n") == 1


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "＋1", "－1", "＠x", "\n=1"]


@pytest.mark.parametrize("text", FORMULAS, ids=repr)
def test_a_cell_that_begins_like_a_formula_gets_an_apostrophe(text):
    (row,) = table_of(summary_of(TEXT, Claim(sentences=[1], text=text, source=text), title=text))
    assert row["text"].startswith("'")
    assert row["source"].startswith("'")
    assert row["article_title"].startswith("'")
    assert row["text"].replace("'", "") == text


@pytest.mark.parametrize("separator", [";", ",", "\t", "|", "\n"], ids=repr)
def test_what_would_begin_like_a_formula_once_split_off_gets_one_too(separator):
    (row,) = table_of(summary_of(TEXT, Claim(sentences=[1], text=f'He said"{separator}=cmd()')))
    assert row["text"] == f"He said\"{separator}'=cmd()"


def test_so_does_each_entry_of_a_list():
    (row,) = table_of(summary_of(TEXT, Event(sentences=[1], what="x", who=["Ann", "=1+1", "-2"])))
    assert row["who"] == "Ann; '=1+1; '-2"


@pytest.mark.parametrize("text", ["a-b", "1 = 1", "x, -5", "e@mail", "2+2"])
def test_other_text_stays_as_it_is(text):
    (row,) = table_of(summary_of(TEXT, Claim(sentences=[1], text=text)))
    assert row["text"] == text


def test_every_cell_is_quoted():
    file = io.StringIO()
    write_csv([summary_of(TEXT, RECORDS[0])], file)
    for line in file.getvalue().splitlines():
        assert line.startswith('"')
        assert line.endswith('"')
        assert line.count('","') == len(columns()) - 1


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_any_text_comes_back_but_for_apostrophes_and_control_characters(text):
    record = GroundedRecord(Claim(sentences=[1], text=text), (), ())
    (row,) = table_of(Summary(Article(TEXT), "fake", (), "ok", (record,)))
    shown = [c if c in "\t\n" or not ("\0" <= c < " " or "\x7f" <= c < "\xa0") else "\ufffd" for c in text]
    assert row["text"].replace("'", "") == "".join(shown).replace("'", "")
    assert not row["text"].lstrip().startswith(("=", "+", "-", "@"))
