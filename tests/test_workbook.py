"""Summaries as a workbook, read by another library: all facts and records, and no text that a program would run."""

import io
import sys
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_summaries import RECORDS, failed_summary, hostile_summary, plain_summary, summary_of
from openpyxl import load_workbook

from onrecord import Claim, OnrecordError, UsageError
from onrecord.export import _workbook, columns, write_xlsx

LIMIT = 32_767


def written(*summaries):
    file = io.BytesIO()
    write_xlsx(summaries, file)
    return file


def opened(*summaries):
    return load_workbook(written(*summaries))


def rows(book, name):
    head, *others = book[name].iter_rows(values_only=True)
    return [dict(zip(head, each, strict=True)) for each in others]


def claim_of(text, **known):
    """The workbook of a claim with that text, and its cell."""
    record = Claim.model_construct(sentences=[1], text=text, source=None, certainty="certain")
    book = opened(summary_of(records=[record], **known))
    names = [cell.value for cell in book["records"][1]]
    return book, book["records"][2][names.index("text")]


def test_there_is_a_sheet_of_facts_by_rank_of_records_of_entities_and_of_articles():
    book = opened(plain_summary())
    assert book.sheetnames == ["facts", "records", "entities", "articles"]
    first = rows(book, "facts")[0]
    assert (
        first
        | {
            "article_id": "ferry",
            "fact": 1,
            "what": "The ferry Elan sank off Holm on Monday.",
            "where": "Holm",
            "when": "Monday",
            "status": "happened",
            "level": "exact",
            "supported": True,
            "records": 2,
            "sentences": "1; 4",
        }
        == first
    )
    assert {row["name"] for row in rows(book, "entities")} >= {"Ann Lee", "Bo Ray"}
    assert rows(book, "articles")[0]["article_url"] == "https://example.org/ferry?a=1&b=2"


def test_every_record_is_a_row_with_the_columns_of_the_csv_and_the_numbers_of_its_facts():
    book = opened(plain_summary())
    found = rows(book, "records")
    assert list(found[0]) == ["fact", *columns()]
    assert [row["kind"] for row in found] == [record.kind for record in RECORDS]
    assert found[0]["fact"] == found[1]["fact"] == "1"
    assert found[2]["fact"] is None  # a statement that carries no fact


def test_who_denies_a_fact_is_told_with_it():
    denied = Claim(sentences=[3], text="The ferry was old.", source="Ann Lee", certainty="denied")
    assert rows(opened(summary_of(records=[denied])), "facts")[0]["said_by"] == "Ann Lee (denied)"


def test_an_article_that_failed_has_a_row_among_the_articles():
    book = opened(plain_summary(), failed_summary())
    assert rows(book, "articles")[1]["article_status"] == "failed"
    assert rows(book, "articles")[1]["problems"] == "gone.pdf: no text in it"


def test_the_names_of_columns_stay_in_sight_and_can_be_filtered_by():
    sheet = opened(plain_summary())["facts"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:O{sheet.max_row}"
    assert sheet.column_dimensions["D"].width > 40


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-5", "{=1}", "＝1", "\t=1", "'quoted"])
def test_text_is_never_a_formula_even_once_the_cell_is_edited(text):
    _, cell = claim_of(text)
    assert cell.data_type == "s"
    assert cell.value == text
    assert cell.quotePrefix or text == "{=1}"


@pytest.mark.parametrize("text", ["https://example.org/x", "mailto:a@example.org", "internal:Sheet1!A1", "file://c/x"])
def test_an_address_is_text_and_no_link(text):
    book, cell = claim_of(text, url=text)
    assert cell.value == text
    assert not any(each.hyperlink for sheet in book for row in sheet for each in row)
    assert not [name for name in zipfile.ZipFile(written(plain_summary())).namelist() if "rels/sheet" in name]


@pytest.mark.parametrize(("text", "shown"), [("a\x00b\x1bc", "a\ufffdb\ufffdc"), ("x\uffffy\ufffe", "x\ufffdy\ufffd")])
def test_what_no_cell_can_hold_is_replaced(text, shown):
    assert claim_of(text)[1].value == shown


@pytest.mark.parametrize("letter", ["x", "𝓍"])
def test_text_is_cut_where_a_cell_is_full_and_says_so(letter):
    _, cell = claim_of(letter * 40_000)
    assert cell.value.endswith(f"{letter} [cut]")
    assert LIMIT - 2 <= len(cell.value.encode("utf-16-le")) // 2 <= LIMIT
    size = LIMIT // (1 if letter == "x" else 2)
    assert claim_of(letter * size)[1].value == letter * size


@settings(max_examples=20, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=40))
def test_any_text_is_read_as_it_was_written(text):
    assert claim_of(text)[1].value == text


def test_hostile_text_makes_a_workbook_that_can_be_read():
    book = opened(hostile_summary())
    assert len(rows(book, "records")) == 4
    assert all(cell.data_type in ("s", "n", "b", "inlineStr") for sheet in book for row in sheet for cell in row)


def test_more_rows_than_a_sheet_holds_are_told(monkeypatch):
    monkeypatch.setattr(_workbook, "_ROWS", 8)
    with pytest.raises(OnrecordError, match="the sheet records would have over 8 rows"):
        written(plain_summary())


def test_without_its_library_what_to_install_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(UsageError, match=r"pip install 'onrecord\[xlsx\]'"):
        written(plain_summary())
