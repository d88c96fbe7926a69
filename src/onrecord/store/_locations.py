"""Where stores are: paths, and URLs, which are shown without their passwords."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import URL

__all__ = ["is_postgresql", "path_of", "postgresql_url", "shown"]

_SCHEME = re.compile(r"postgres(ql)?(\+psycopg)?://", re.IGNORECASE)
_MEANT = re.compile(r"^ *postgres(ql)?(\+\w+)?:|(?<!\S)(host|user|dbname|password) ?=", re.IGNORECASE)
"""What is meant for a URL of PostgreSQL, or has the form of its own programs, and may hold a password."""
_SECRET = re.compile("pass|secret|token", re.IGNORECASE)
_WRONG = (
    "--store: can't be read as postgresql://USER:PASSWORD@HOST:PORT/DATABASE; signs of a password such as @ : / # "
    "and ? are written as %40 %3A %2F %23 and %3F"
)
_URL = re.compile(r"\w+(\+\w+)?://([^:/?#@]*(:[^/?#@]*)?@)?[^@]*")


def is_postgresql(location: str | Path) -> bool:
    """Whether a location is the URL of a PostgreSQL database."""
    return bool(_SCHEME.match(str(location)))


def path_of(location: str | Path) -> Path:
    """The path of an SQLite file. Raises `UsageError` for the URL of something else."""
    path = str(location).removeprefix("sqlite:///")
    if _MEANT.search(path) and not Path(path).exists():
        raise UsageError(_WRONG)
    if "://" in path:
        scheme = path.partition("://")[0]
        raise UsageError(
            f"{scheme}://: no store can be kept there; give a path, such as news.db, or postgresql://HOST/DATABASE"
        )
    return Path(path)


def postgresql_url(location: str | Path) -> URL:
    """The URL of a PostgreSQL database; what is wrong with it is said without it, since it may hold a password."""
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    if not _URL.fullmatch(str(location)):
        raise UsageError(_WRONG)
    try:
        return make_url(str(location)).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        raise UsageError(_WRONG) from None


def shown(location: str | Path) -> str:
    """A location for people to read: a URL without its password."""
    if not is_postgresql(location):
        return str(path_of(location))
    url = postgresql_url(location)
    named = {name: value for name, value in url.query.items() if not _SECRET.search(f"{name} {value}")}
    return url.set(drivername="postgresql", query=named).render_as_string(hide_password=True)
