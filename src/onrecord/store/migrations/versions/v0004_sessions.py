"""Version 4: sittings are called sessions."""

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    "ALTER TABLE sittings RENAME TO sessions",
    "ALTER TABLE answers RENAME COLUMN sitting TO session",
    "DROP INDEX ix_answers_sitting",
    "CREATE INDEX ix_answers_session ON answers (session)",
)


def upgrade() -> None:
    """Make a store of version 3 into one of version 4."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
