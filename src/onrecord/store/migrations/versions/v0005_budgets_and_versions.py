"""Version 5: budgets, times of publication, versions of articles, and whose an answer is."""

from alembic import op

revision = "0005"
down_revision = "0004"

STATEMENTS = (
    "ALTER TABLE sessions ADD COLUMN spending JSON",
    "ALTER TABLE articles ADD COLUMN published_at TEXT",
    "ALTER TABLE runs ADD COLUMN kinds JSON",
    "ALTER TABLE runs ADD COLUMN turn INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE runs ADD COLUMN worked DATETIME",
    "UPDATE runs SET kinds = (SELECT json_group_array(kind) FROM (SELECT DISTINCT records.kind FROM "
    "results JOIN records ON records.result = results.number WHERE results.run = runs.number ORDER BY "
    "1)), turn = coalesce((SELECT max(number) FROM sessions WHERE run = runs.number), 0), worked = "
    "(SELECT max(coalesce(ended, started)) FROM sessions WHERE run = runs.number)",
    "ALTER TABLE results ADD COLUMN version INTEGER NOT NULL DEFAULT 1",
    "UPDATE results SET version = (SELECT count(*) FROM results AS other WHERE other.run = results.run "
    "AND other.article IN (SELECT every.number FROM articles AS own JOIN articles AS every USING (id) "
    "WHERE own.number = results.article AND every.number <= own.number)) WHERE article IN (SELECT number "
    "FROM articles WHERE id IN (SELECT id FROM articles GROUP BY id HAVING count(*) > 1))",
    "UPDATE results SET plain = json_remove(plain, '$.copy_of'), copy_of = NULL WHERE copy_of IS NOT NULL "
    "AND copy_of = (SELECT id FROM articles WHERE number = results.article)",
    "CREATE TABLE askers (article TEXT NOT NULL, answer TEXT NOT NULL, PRIMARY KEY (article, answer)) WITHOUT ROWID",
)


def upgrade() -> None:
    """Make a store of version 4 into one of version 5."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
