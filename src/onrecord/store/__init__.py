"""The results database: articles, runs, answers, records with their spans, and what failed."""

from onrecord.store.database import VERSION, StoreError
from onrecord.store.keys import article_key
from onrecord.store.store import RunRow, Store, open_store

__all__ = ["VERSION", "RunRow", "Store", "StoreError", "article_key", "open_store"]
