"""The rows of tables as articles, their fields by the names of columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.article import Article
from onrecord.errors import SourceError
from onrecord.sources._options import SourceOptions, Unreadable
from onrecord.sources.formats._fields import article_of

__all__ = ["articles_in"]


def articles_in(
    rows: Iterable[dict[str, Any] | SourceError], name: str, options: SourceOptions
) -> Iterator[tuple[str, Article | Unreadable]]:
    """The articles in the rows of a table, each after where it is, as `name:7`; broken rows come as errors."""
    for number, row in enumerate(rows, start=1):
        where = f"{name}:{number}"
        try:
            if isinstance(row, SourceError):
                raise row
            yield where, article_of(row, options.mapping)
        except SourceError as error:
            yield where, Unreadable(where, f"row {number}: {error}", source=name)
