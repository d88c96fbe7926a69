"""English."""

from __future__ import annotations

from typing import Final

from onrecord.filling.languages._actions import Actions
from onrecord.filling.languages._speech import Speech

__all__ = ["ACTIONS", "SPEECH"]

SPEECH: Final = Speech()

ACTIONS: Final = Actions()
