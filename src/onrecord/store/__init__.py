"""The results database: articles, runs, answers, records with their spans, and what failed."""

from onrecord.store._database import VERSION, StoreError
from onrecord.store._keys import article_key
from onrecord.store._store import RunRow, Store, open_store

__all__ = [
    "VERSION",
    "RunRow",
    "Store",
    "StoreError",
    "article_key",
    "open_store",
]
