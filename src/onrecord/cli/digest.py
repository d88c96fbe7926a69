"""`onrecord digest`: the stories of a time, told by how much they matter."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import StoreOption
from onrecord.cli.output import complain, escaped_json, harmless, open_output, writing
from onrecord.cli.stories import bring_up_to_date
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.digest import Digest, Period
    from onrecord.store import Store

__all__ = ["digest"]
