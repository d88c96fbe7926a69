"""Version 8: stories."""

from alembic import op

revision = "0008"
down_revision = "0007"

STATEMENTS = (
    "CREATE TABLE stories (number INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, part_of INTEGER)",
    "CREATE TABLE story_articles (number INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, article INTEGER NOT "
    "NULL, story INTEGER NOT NULL, day DATE, copy_of INTEGER, words BLOB, UNIQUE (article), FOREIGN "
    "KEY(article) REFERENCES articles (number), FOREIGN KEY(story) REFERENCES stories (number))",
    "CREATE INDEX ix_story_articles_story ON story_articles (story)",
    "CREATE TABLE story_words (articles INTEGER NOT NULL, counts BLOB NOT NULL)",
)


def upgrade() -> None:
    """Make a store of version 7 into one of version 8."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
