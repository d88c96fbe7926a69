"""A text as grounding reads it: words, sentences with their facts, and what these state."""

from onrecord.grounding.text._clauses import CLAUSES, STOPS, TURNS, clauses_in, is_aside, opens_coordinate
from onrecord.grounding.text._content import content_stem, is_content, stem, without_accents
from onrecord.grounding.text._dates import Date, dates_in
from onrecord.grounding.text._disguise import disguised
from onrecord.grounding.text._evidence import Evidence, gather
from onrecord.grounding.text._index import ArticleIndex, Facts
from onrecord.grounding.text._names import SHARED, Name, base_name, base_names, names_in, same_name
from onrecord.grounding.text._negation import Negation, is_negative
from onrecord.grounding.text._numbers import RATES, Number, numbers_in
from onrecord.grounding.text._numerals import numerals
from onrecord.grounding.text._openings import is_plain_opening, opens_name
from onrecord.grounding.text._polarity import Clause, Polarity
from onrecord.grounding.text._quotations import quotations
from onrecord.grounding.text._units import Unit, Units
from onrecord.grounding.text._words import HYPHENS, Words, fold, fold_gap, primary, stems_of

__all__ = [
    "CLAUSES",
    "HYPHENS",
    "RATES",
    "SHARED",
    "STOPS",
    "TURNS",
    "ArticleIndex",
    "Clause",
    "Date",
    "Evidence",
    "Facts",
    "Name",
    "Negation",
    "Number",
    "Polarity",
    "Unit",
    "Units",
    "Words",
    "base_name",
    "base_names",
    "clauses_in",
    "content_stem",
    "dates_in",
    "disguised",
    "fold",
    "fold_gap",
    "gather",
    "is_aside",
    "is_content",
    "is_negative",
    "is_plain_opening",
    "names_in",
    "numbers_in",
    "numerals",
    "opens_coordinate",
    "opens_name",
    "primary",
    "quotations",
    "same_name",
    "stem",
    "stems_of",
    "without_accents",
]
