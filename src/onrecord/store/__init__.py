"""The results database: articles, runs, answers, records with their spans, and what failed."""

from onrecord.store._changes import VersionChange
from onrecord.store._database import VERSION, StoreError
from onrecord.store._errors import InUseError
from onrecord.store._filter import Filter, parse_moment
from onrecord.store._keys import article_key
from onrecord.store._purge import Purged
from onrecord.store._store import RunRow, RunTotals, Store, open_store

__all__ = [
    "VERSION",
    "Filter",
    "InUseError",
    "Purged",
    "RunRow",
    "RunTotals",
    "Store",
    "StoreError",
    "VersionChange",
    "article_key",
    "open_store",
    "parse_moment",
]
