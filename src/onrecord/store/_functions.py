"""What the databases say in words of their own: each says how, in its module."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, DateTime
from sqlalchemy.sql.functions import FunctionElement

__all__ = ["day_of", "moment_of"]


class day_of(FunctionElement[date]):  # noqa: N801  # a function of SQL
    """The day of a time in UTC."""

    name = "day_of"
    type = Date()
    inherit_cache = True


class moment_of(FunctionElement[datetime]):  # noqa: N801  # likewise
    """A day, a time in UTC, or a time with its zone as a text, as a time in UTC."""

    name = "moment_of"
    type = DateTime()
    inherit_cache = True
