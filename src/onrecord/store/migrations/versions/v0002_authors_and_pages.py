"""Version 2: authors of articles, and what servers said of pages."""

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    "ALTER TABLE articles ADD COLUMN author TEXT",
    "CREATE INDEX ix_articles_id ON articles (id)",
    "CREATE TABLE pages (run INTEGER NOT NULL, url TEXT NOT NULL, etag TEXT, modified TEXT, PRIMARY KEY "
    "(run, url), FOREIGN KEY(run) REFERENCES runs (number))",
)


def upgrade() -> None:
    """Make a store of version 1 into one of version 2."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
