"""Version 3: a run's results in their order."""

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS = ("CREATE INDEX ix_results_run ON results (run, number, article, status)",)


def upgrade() -> None:
    """Make a store of version 2 into one of version 3."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
