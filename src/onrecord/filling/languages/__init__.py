"""The words by which the rules read a language; `grounding.languages` has those that grounding shares with them."""

from onrecord.filling.languages._actions import Actions
from onrecord.filling.languages._registry import ACTIONS, SPEECH
from onrecord.filling.languages._speech import Speech

__all__ = ["ACTIONS", "SPEECH", "Actions", "Speech"]
