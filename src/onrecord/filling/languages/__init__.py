"""The words by which the rules read a language; `grounding.languages` has those that grounding shares with them."""

from onrecord.filling.languages._actions import Actions
from onrecord.filling.languages._claiming import Claiming
from onrecord.filling.languages._registry import ACTIONS, CLAIMING, SPEECH
from onrecord.filling.languages._speech import Speech

__all__ = ["ACTIONS", "CLAIMING", "SPEECH", "Actions", "Claiming", "Speech"]
