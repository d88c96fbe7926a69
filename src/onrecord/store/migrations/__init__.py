"""The steps that bring a store of an older version up to the tables of today, run by Alembic."""
