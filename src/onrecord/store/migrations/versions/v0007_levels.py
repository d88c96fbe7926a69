"""Version 7: levels of support, in the JSON of each result and in the table of records."""

from __future__ import annotations

import json
from typing import Any

from alembic import op
from sqlalchemy import Connection

from onrecord.plain import upgraded_record

revision = "0007"
down_revision = "0006"

STATEMENTS = (
    "ALTER TABLE runs ADD COLUMN weakest TEXT NOT NULL DEFAULT 'unsupported'",
    "ALTER TABLE records ADD COLUMN level TEXT NOT NULL DEFAULT 'unsupported'",
    "UPDATE spans SET support = 'reworded' WHERE support = 'fuzzy'",
)

AT_ONCE = 500
"""Results that are rewritten at a time."""

CHOSEN = f"SELECT number, plain FROM results WHERE number > ? ORDER BY number LIMIT {AT_ONCE}"  # noqa: S608  # of a number
TOLD = "UPDATE records SET level = ?, supported = ? WHERE result = ? AND record = ?"


def upgrade() -> None:
    """Make a store of version 6 into one of version 7."""
    connection, last = op.get_bind(), 0
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
    while found := connection.exec_driver_sql(CHOSEN, (last,)).all():
        for last, plain in found:
            _tell_levels(connection, last, json.loads(plain))


def _tell_levels(connection: Connection, number: int, plain: dict[str, Any]) -> None:
    plain["records"] = list(map(upgraded_record, plain["records"]))
    written = json.dumps(plain, ensure_ascii=False)
    connection.exec_driver_sql("UPDATE results SET plain = ? WHERE number = ?", (written, number))
    for place, record in enumerate(plain["records"], start=1):
        connection.exec_driver_sql(TOLD, (record["level"], record["supported"], number, place))
