"""Stores that the tests of commands call news.db, each where its test has it: in that file, or in PostgreSQL."""

from contextlib import closing
from pathlib import Path

from sqlalchemy import create_engine, inspect

from onrecord.store._locations import is_postgresql, postgresql_url

LOCATIONS = {}
"""The URLs of those in PostgreSQL, by the paths that they are called."""


def location_of(path):
    """Where the store is that is called so."""
    return LOCATIONS.get(Path(path), str(path))


def placed(argument, folder):
    """An argument of a command in a folder, as the command gets it."""
    return LOCATIONS.get(Path(folder or ".", str(argument)), str(argument))


def called(said, arguments, folder):
    """What a command said, with a store called as it was in the arguments."""
    for argument in map(str, arguments):
        if (where := placed(argument, folder)) != argument:
            said = said.replace(where, argument)
    return said


def sql(path, *statements):
    """The rows of each statement, in a store whose tables don't watch what refers to what."""
    where = location_of(path)
    engine = create_engine(postgresql_url(where) if is_postgresql(where) else f"sqlite:///{where}")
    with closing(engine.raw_connection()) as raw, closing(raw.cursor()) as cursor:
        if is_postgresql(where):
            cursor.execute("SET session_replication_role TO replica")
        found = []
        for statement in statements:
            cursor.execute(statement)
            found.append([tuple(row) for row in cursor.fetchall()] if cursor.description else [])
        raw.commit()
    engine.dispose()
    return found


def held(path, word):
    """Where a word is left in a store: rows, and files that have its bytes."""
    where = location_of(path)
    if is_postgresql(where):
        return _rows_with(word, where)
    files = [each.name for each in Path(path).parent.glob("news.db*") if word.encode() in each.read_bytes()]
    return _lines_with(word, path) + files


def _lines_with(word, path):
    import sqlite3

    with closing(sqlite3.connect(path)) as database:
        return [line for line in database.iterdump() if word in line]


def _rows_with(word, where):
    engine = create_engine(postgresql_url(where))
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        every = [connection.exec_driver_sql(f"SELECT t::text FROM {each} t").scalars().all() for each in tables]
    engine.dispose()
    return [row for rows in every for row in rows if word in row]
