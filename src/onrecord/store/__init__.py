"""The results database: articles, runs, answers, records with their spans, and what failed."""

from onrecord.store._changes import VersionChange
from onrecord.store._database import VERSION
from onrecord.store._errors import InUseError, NoStoreError, StoreError
from onrecord.store._filter import Filter, parse_moment
from onrecord.store._keys import article_key
from onrecord.store._locations import is_postgresql, shown
from onrecord.store._store import Store, open_store
from onrecord.store._totals import Purged, RunRow, RunTotals

__all__ = [
    "VERSION",
    "Filter",
    "InUseError",
    "NoStoreError",
    "Purged",
    "RunRow",
    "RunTotals",
    "Store",
    "StoreError",
    "VersionChange",
    "article_key",
    "is_postgresql",
    "open_store",
    "parse_moment",
    "shown",
]
