"""Parquet tables: every column as documented, read back by DuckDB and pandas, whole files alone, memory that stays."""

import re
from collections import Counter
from copy import deepcopy
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest
from made_summaries import failed_summary, plain_summary, summary_of, timed_summary
from pydantic import Field

from onrecord import Claim, Event
from onrecord.export import _parquet, as_dict, parquet_schemas, parquet_tables, write_parquet

DOC = Path(__file__).parents[1] / "docs" / "export.md"
TABLES = ("articles", "records", "spans")


def rows(folder, query, table="records"):
    return duckdb.sql(query.format(f"'{folder / table}/*/*.parquet'")).fetchall()


@pytest.fixture
def folder(tmp_path):
    """Tables of three articles: of 8 January, of the same day with its time, and one that failed and has no date."""
    made = [plain_summary(), timed_summary(), failed_summary()]
    write_parquet([as_dict(each) | {"read": "2026-11-27"} for each in made], tmp_path / "out")
    return tmp_path / "out"


def test_each_day_of_a_table_is_a_folder(folder):
    assert sorted(each.name for each in folder.iterdir()) == ["articles", "records", "spans"]
    assert sorted(each.name for each in (folder / "articles").iterdir()) == ["day=2025-01-08", "day=2026-11-27"]
    assert [each.name for each in (folder / "records").iterdir()] == ["day=2025-01-08"]


def test_duckdb_reads_articles_by_the_day_of_publication_or_else_of_reading(folder):
    found = rows(
        folder, "select id, day, published, published_at, status, records from {} order by day, source", "articles"
    )
    assert [(each[0], each[1], each[2], *each[4:]) for each in found] == [
        ("ferry", date(2025, 1, 8), date(2025, 1, 8), "ok", 8),
        ("ferry", date(2025, 1, 8), date(2025, 1, 8), "ok", 8),
        ("gone.pdf", date(2026, 11, 27), None, "failed", 0),
    ]
    assert {each[3] and each[3].astimezone(UTC) for each in found} == {None, datetime(2025, 1, 8, 6, 30, tzinfo=UTC)}


def test_pandas_reads_what_records_say_in_columns_of_their_own(folder):
    table = pd.read_parquet(folder / "records")
    event = table[table["kind"] == "event"].iloc[0]
    assert (event["what"], list(event["who"]), event["where"]) == (
        "The ferry Elan sinks off Holm.",
        ["The ferry Elan"],
        "Holm",
    )
    assert (event["event_day"], event["level"], event["supported"]) == (date(2025, 1, 6), "reworded", False)
    assert list(event["sentences"]) == [1, 4]
    statement = table[table["kind"] == "statement"].iloc[0]
    assert (list(statement["speakers"]), statement["form"], list(statement["quotes"])) == (
        ["Ann Lee"],
        "direct",
        ["She was old"],
    )
    assert list(statement["evidence"]) == ["“She was old,” said Ann Lee, the owner."]


def test_spans_say_where_each_value_is_and_what_is_wrong_with_one_that_is_nowhere(folder):
    summary = as_dict(plain_summary())
    found = rows(folder, 'select record, field, level, span, start, "end", text, code from {}', "spans")
    for record, field, level, span, start, end, text, code in found[: len(found) // 2]:
        plain = summary["records"][record - 1]
        if field == "evidence":
            assert plain["evidence"][span - 1] == {"start": start, "end": end, "text": text}
            continue
        told = plain["support"][field]
        assert (told["level"], told.get("code")) == (level, code)
        assert told["spans"][span - 1] == [start, end] if span else not told["spans"]
        assert text == (summary["article"]["text"][start:end] if span else None)
    assert ("unsupported", None) in {(level, span) for _, _, level, span, *_ in found}


def test_tables_join_by_article_and_record(folder):
    joined = duckdb.sql(
        f"select count(*) from '{folder}/spans/*/*.parquet' s join '{folder}/records/*/*.parquet' r "
        "using (article_id, record, day) where s.level is not null and s.field = 'content' and r.kind = 'statement'"
    )
    assert joined.fetchall()[0][0] > 0


def test_the_documented_columns_are_those_of_the_files(folder):
    documented = DOC.read_text(encoding="utf-8").partition("## Parquet")[2].partition("\n## ")[0]
    said = {"date32[day]": "date", "timestamp[us, tz=UTC]": "time", "list<item: string>": "list of string"}
    said |= {"list<item: int64>": "list of int64"}
    for name, schema in parquet_schemas().items():
        table = documented.partition(f"### `{name}`")[2].partition("\n### ")[0]
        told = {
            column: kind
            for columns, kind in re.findall(r"^\| (`.+`) \| ([\w ]+) \|", table, re.MULTILINE)
            for column in re.findall(r"`(\w+)`", columns)
        }
        assert told == {each.name: said.get(str(each.type), str(each.type)) for each in schema}
        for file in (folder / name).rglob("*.parquet"):
            inside = pq.read_schema(file)
            assert [(each.name, each.type) for each in inside] == [(each.name, each.type) for each in schema][:-1]
            assert inside.metadata[b"onrecord_parquet_version"] == b"1"


def test_a_new_kind_gets_typed_columns_and_one_that_is_not_known_keeps_its_fields_as_json(tmp_path, own_kinds):
    class Forecast(Claim):
        kind = "forecast"
        plural = "forecasts"
        chance: float
        days: list[int] = Field(default=[])

    summary = summary_of(records=[Claim(sentences=[1], text="The ferry Elan sank off Holm on Monday.")])
    plain = as_dict(summary)
    plain["records"][0] |= {"kind": "forecast", "chance": 0.5, "days": [1, 2]}
    write_parquet([plain], tmp_path / "unknown")
    [(kind, text, other)] = rows(tmp_path / "unknown", "select kind, text, other_fields from {}")
    assert (kind, text) == ("forecast", None)
    assert '"chance": 0.5' in other
    own_kinds.register(Forecast)
    write_parquet([plain], tmp_path / "known")
    found = rows(tmp_path / "known", "select text, chance, days, other_fields from {}")
    assert found == [("The ferry Elan sank off Holm on Monday.", 0.5, [1, 2], None)]


def test_a_number_that_no_column_holds_is_left_out_and_all_else_is_kept(tmp_path):
    claims = [Claim(sentences=[10**30], text="Nobody was hurt."), Claim(sentences=[4], text="Nobody was hurt.")]
    write_parquet([as_dict(summary_of(records=claims))], tmp_path / "out")
    assert rows(tmp_path / "out", "select sentences, text from {} order by record") == [
        (None, "Nobody was hurt."),
        ([4], "Nobody was hurt."),
    ]


def test_no_summaries_make_tables_without_rows(tmp_path):
    write_parquet([], tmp_path / "out")
    for name, schema in parquet_schemas().items():
        table = pd.read_parquet(tmp_path / "out" / name)
        assert (len(table), list(table.columns)) == (0, schema.names)
        assert rows(tmp_path / "out", "select count(*) from {}", name) == [(0,)]


def test_articles_without_records_leave_tables_that_can_be_read(tmp_path):
    write_parquet([as_dict(summary_of(records=[]))], tmp_path / "out")
    assert [len(pd.read_parquet(tmp_path / "out" / name)) for name in TABLES] == [1, 0, 0]


def test_days_in_any_order_come_together_and_no_more_is_held_than_is_allowed(tmp_path, monkeypatch):
    monkeypatch.setattr(_parquet, "_AT_ONCE", 20)
    monkeypatch.setattr(_parquet, "_HELD", 20_000)
    plain, held, written = as_dict(plain_summary()), [], Counter()
    with parquet_tables(tmp_path / "out") as add:
        for number in range(200):
            each = deepcopy(plain)
            each["article"] |= {"id": str(number), "published": f"2026-01-0{1 + number * 7 % 5}"}
            add(each)
            held.append(sum(1 for _ in (tmp_path / "out").rglob("*.parquet")))
    assert held[-1] > held[len(held) // 2] > held[len(held) // 4] > 0  # it is written while it comes
    for table, of_article in (("articles", 1), ("records", 8)):
        found = rows(tmp_path / "out", "select day, count(*) from {} group by day order by day", table)
        assert found == [(date(2026, 1, day), 40 * of_article) for day in range(1, 6)]
    written.update(each.parent.name for each in (tmp_path / "out" / "articles").rglob("*.parquet"))
    assert set(written) == {f"day=2026-01-0{day}" for day in range(1, 6)}


def test_what_was_cut_off_leaves_no_file_that_is_read(tmp_path, monkeypatch):
    def cut_off(rows, where, **_):
        Path(where).write_bytes(b"PAR1")
        raise KeyboardInterrupt

    monkeypatch.setattr(pq, "write_table", cut_off)
    with pytest.raises(KeyboardInterrupt):
        write_parquet([as_dict(plain_summary())], tmp_path / "out")
    assert list((tmp_path / "out").rglob("*.partial"))
    assert not list((tmp_path / "out").rglob("*.parquet"))


def test_numbered_versions_are_told_apart(tmp_path):
    first = as_dict(summary_of(records=[Event(sentences=[1], what="The ferry Elan sinks.")])) | {"version": 1}
    write_parquet([first, first | {"version": 2}], tmp_path / "out")
    for table, column in (("articles", "version"), ("records", "article_version")):
        found = rows(tmp_path / "out", f"select distinct {column} from {{}} order by 1", table)
        assert found == [(1,), (2,)]
