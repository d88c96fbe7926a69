"""What benchmarks of a store share: made words, and a process of its own that measures."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from onrecord.store import Store, open_store

__all__ = ["made_word", "measured_apart"]


def made_word(chance: random.Random) -> str:
    """A word of two to four syllables."""
    return "".join(chance.choice("bcdfghklmnprstvz") + chance.choice("aeiou") for _ in range(chance.randint(2, 4)))


def measured_apart(script: str, fill: Callable[[Store], None]) -> dict[str, Any]:
    """What `script --measure STORE` prints as JSON, of a new store that was filled before; printed as a table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        with open_store(path, create=True) as store:
            fill(store)
        told = subprocess.run(
            [sys.executable, script, "--measure", str(path)], check=True, capture_output=True, text=True
        )
    result: dict[str, Any] = json.loads(told.stdout)
    print(*(f"{name:30} {value:,}" for name, value in result.items()), sep="\n")
    return result
