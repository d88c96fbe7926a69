"""The words by which checks read a language: one file each."""

from onrecord.grounding.languages._language import Language
from onrecord.grounding.languages._registry import LANGUAGES, language_of

__all__ = ["LANGUAGES", "Language", "language_of"]
