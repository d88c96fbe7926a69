"""What goes wrong with a store."""

from __future__ import annotations

from onrecord.errors import OnrecordError

__all__ = ["InUseError", "StoreError"]


class StoreError(OnrecordError):
    """The store can't be used: damaged, locked, of a newer version, or on a disk that is full."""


class InUseError(StoreError):
    """Another program is at work on the store."""
