"""The words by which languages are read: one file each."""

from onrecord.grounding.languages._any import DECIMAL_COMMA, OTHER_NEGATIVES, PARTICLES
from onrecord.grounding.languages._assertions import Assertions, Phrases, phrases
from onrecord.grounding.languages._de import GERMAN
from onrecord.grounding.languages._en import ENGLISH
from onrecord.grounding.languages._language import Language, words
from onrecord.grounding.languages._nations import CAPITALS, FORMS, LONG_FORMS, NATIONS
from onrecord.grounding.languages._parts import Parts
from onrecord.grounding.languages._registry import LANGUAGES, language_of, parts_of, rules_of

__all__ = [
    "CAPITALS",
    "DECIMAL_COMMA",
    "ENGLISH",
    "FORMS",
    "GERMAN",
    "LANGUAGES",
    "LONG_FORMS",
    "NATIONS",
    "OTHER_NEGATIVES",
    "PARTICLES",
    "Assertions",
    "Language",
    "Parts",
    "Phrases",
    "language_of",
    "parts_of",
    "phrases",
    "rules_of",
    "words",
]
