"""The languages, by their codes. A new language is a new file and its line here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from onrecord.filling.languages import _de, _en, _es, _fr
from onrecord.filling.languages._actions import Actions
from onrecord.filling.languages._claiming import Claiming
from onrecord.filling.languages._speech import Speech

__all__ = ["ACTIONS", "CLAIMING", "SPEECH"]

_LANGUAGES: Final = {"en": _en, "de": _de, "es": _es, "fr": _fr}

SPEECH: Final[Mapping[str, Speech]] = MappingProxyType({code: each.SPEECH for code, each in _LANGUAGES.items()})
ACTIONS: Final[Mapping[str, Actions]] = MappingProxyType({code: each.ACTIONS for code, each in _LANGUAGES.items()})
CLAIMING: Final[Mapping[str, Claiming]] = MappingProxyType({code: each.CLAIMING for code, each in _LANGUAGES.items()})
