"""Version 6: days of events, and an index of words."""

from alembic import op

revision = "0006"
down_revision = "0005"

STATEMENTS = (
    "ALTER TABLE records ADD COLUMN day DATE",
    "UPDATE records SET day = (SELECT json_extract(plain, '$.records[' || (record - 1) || '].day') FROM "
    "results WHERE number = result) WHERE kind = 'event'",
    "CREATE VIRTUAL TABLE article_words USING fts5 (title, text, content = 'articles', content_rowid = "
    "'number', tokenize = 'unicode61 remove_diacritics 2')",
)


def upgrade() -> None:
    """Make a store of version 5 into one of version 6."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
