"""What goes wrong with a store."""

from __future__ import annotations

from onrecord.errors import OnrecordError, UsageError

__all__ = ["InUseError", "LostError", "NoStoreError", "StoreError", "TooSlowError"]


class StoreError(OnrecordError):
    """The store can't be used: damaged, locked, of a newer version, or on a disk that is full."""


class InUseError(StoreError):
    """Another program is at work on the store."""


class LostError(StoreError):
    """The server of the store can't be reached, or doesn't answer for now."""


class TooSlowError(StoreError):
    """What was asked of the store took longer than it may."""


class NoStoreError(UsageError):
    """There is no store at the location."""
