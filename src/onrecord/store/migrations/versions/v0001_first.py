"""Version 1: the first, in SQLite; later ones are made at once, and none is made from nothing by these steps."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Do nothing: a store of version 1 was made by the release that had it."""
