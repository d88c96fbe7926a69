"""How much more packed data may become where it is unpacked."""

from __future__ import annotations

from onrecord.errors import SourceError

__all__ = ["check_growth"]

SURE = 100_000_000
"""Bytes that may come of any data, however little it was."""

GROWTH = 1_000
"""How many times as much as it was packed data may become: text becomes up to a hundred times as much."""


def check_growth(packed: int, unpacked: int) -> None:
    """Raise `SourceError` where so much is unpacked of so little that it can't be text."""
    if unpacked > max(SURE, GROWTH * packed):
        raise SourceError(f"{packed:,} bytes of it unpack to {unpacked:,} or more, as no text does")
