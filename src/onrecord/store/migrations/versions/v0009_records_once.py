"""Version 9: each record is written once, in its row; several sessions may be at work at once, in PostgreSQL."""

from __future__ import annotations

import json
from typing import Any

from alembic import op
from sqlalchemy import Connection

from onrecord.plain import upgraded_record

revision = "0009"
down_revision = "0008"

ADDED = (
    "ALTER TABLE records ADD COLUMN form TEXT",
    "ALTER TABLE records ADD COLUMN quotes JSON",
    "ALTER TABLE records ADD COLUMN derived JSON NOT NULL DEFAULT '[]'",
    "ALTER TABLE records ADD COLUMN evidence JSON NOT NULL DEFAULT '[]'",
    "ALTER TABLE records ADD COLUMN support JSON NOT NULL DEFAULT '{}'",
    "ALTER TABLE sessions ADD COLUMN until DATETIME",
    "ALTER TABLE sessions ADD COLUMN joint INTEGER",
    "ALTER TABLE sessions ADD COLUMN leased FLOAT NOT NULL DEFAULT 0",
    "ALTER TABLE sessions ADD COLUMN batched BOOLEAN NOT NULL DEFAULT 0",
    "CREATE TABLE batches (number INTEGER NOT NULL, run INTEGER NOT NULL, mark TEXT NOT NULL, model TEXT NOT NULL, "
    "address TEXT NOT NULL, requests INTEGER NOT NULL, made DATETIME NOT NULL, file TEXT, batch TEXT, "
    "status TEXT NOT NULL, completed INTEGER NOT NULL, failed INTEGER NOT NULL, ended DATETIME, "
    "PRIMARY KEY (number), FOREIGN KEY(run) REFERENCES runs (number), UNIQUE (mark))",
    "CREATE INDEX ix_batches_run ON batches (run)",
    "CREATE TABLE batch_requests (batch INTEGER NOT NULL, line INTEGER NOT NULL, request TEXT NOT NULL, "
    "place INTEGER NOT NULL, dialect TEXT NOT NULL, size INTEGER NOT NULL, max_tokens INTEGER NOT NULL, outcome TEXT, "
    "PRIMARY KEY (batch, line), FOREIGN KEY(batch) REFERENCES batches (number))",
    "CREATE INDEX ix_batch_requests_request ON batch_requests (request)",
    "CREATE TABLE claims (run INTEGER NOT NULL, key BLOB NOT NULL, session INTEGER NOT NULL, PRIMARY KEY (run, key)) "
    "WITHOUT ROWID",
    "CREATE INDEX ix_claims_session ON claims (session)",
    "CREATE TABLE asking (key TEXT NOT NULL, session INTEGER NOT NULL, PRIMARY KEY (key)) WITHOUT ROWID",
    "CREATE INDEX ix_asking_session ON asking (session)",
    "CREATE TABLE limits (name TEXT NOT NULL, level FLOAT NOT NULL, at DATETIME NOT NULL, PRIMARY KEY (name)) "
    "WITHOUT ROWID",
    "CREATE TABLE marks (run INTEGER NOT NULL, source TEXT NOT NULL, identity TEXT NOT NULL, line INTEGER NOT NULL, "
    "things INTEGER NOT NULL, PRIMARY KEY (run, source), FOREIGN KEY(run) REFERENCES runs (number))",
)

REMOVED = ("DROP TABLE spans", "ALTER TABLE results DROP COLUMN plain", "DROP TABLE schema_version")

SPANS = """
CREATE VIEW spans AS
SELECT result, record, 'evidence' AS field, place.key + 1 AS span,
  json_extract(place.value, '$[0]') AS start, json_extract(place.value, '$[1]') AS "end", NULL AS support
FROM records, json_each(evidence) AS place
UNION ALL
SELECT result, record, given.key, place.key + 1,
  json_extract(place.value, '$[0]'), json_extract(place.value, '$[1]'), json_extract(given.value, '$.level')
FROM records, json_each(support) AS given, json_each(given.value, '$.spans') AS place
"""

AT_ONCE = 500
"""Results whose records are written at a time."""

CHOSEN = f"SELECT number, plain FROM results WHERE number > ? ORDER BY number LIMIT {AT_ONCE}"  # noqa: S608  # of a number
WRITTEN = (
    "UPDATE records SET fields = ?, form = ?, quotes = ?, derived = ?, evidence = ?, support = ? "
    "WHERE result = ? AND record = ?"
)
OWN = ("kind", "day", "form", "quotes", "level", "supported", "derived", "evidence", "support")
"""What of a record isn't one of its kind's fields."""


def upgrade() -> None:
    """Make a store of version 8 into one of version 9."""
    connection, last = op.get_bind(), 0
    for statement in ADDED:
        connection.exec_driver_sql(statement)
    while found := connection.exec_driver_sql(CHOSEN, (last,)).all():
        for last, plain in found:
            _write_records(connection, last, json.loads(plain)["records"])
    for statement in (*REMOVED, SPANS):
        connection.exec_driver_sql(statement)


def _write_records(connection: Connection, number: int, records: list[dict[str, Any]]) -> None:
    for place, each in enumerate(map(upgraded_record, records), start=1):
        fields = {name: value for name, value in each.items() if name not in OWN}
        evidence = [[span["start"], span["end"]] for span in each["evidence"]]
        quotes = json.dumps(each["quotes"], ensure_ascii=False) if "quotes" in each else None
        written = [json.dumps(part, ensure_ascii=False) for part in (each["derived"], evidence, each["support"])]
        row = (json.dumps(fields, ensure_ascii=False), each.get("form"), quotes, *written, number, place)
        connection.exec_driver_sql(WRITTEN, row)
