"""The records of an article made into a summary: who it speaks of, what it reports, each once, and a brief."""

from onrecord.compose._brief import LENGTH, brief, fact_line, first_sentence, unstopped, usable_records
from onrecord.compose._compose import compose
from onrecord.compose._entities import entities
from onrecord.compose._facts import facts
from onrecord.compose._identify import identified, load_ids
from onrecord.compose._main import main_event
from onrecord.compose._result import QUOTATION_MARKS, Brief, Composition, Entity, Fact, Line, MainEvent, Saying, Voice
from onrecord.compose._wording import carries, is_occurrence, names_of

__all__ = [
    "LENGTH",
    "QUOTATION_MARKS",
    "Brief",
    "Composition",
    "Entity",
    "Fact",
    "Line",
    "MainEvent",
    "Saying",
    "Voice",
    "brief",
    "carries",
    "compose",
    "entities",
    "fact_line",
    "facts",
    "first_sentence",
    "identified",
    "is_occurrence",
    "load_ids",
    "main_event",
    "names_of",
    "unstopped",
    "usable_records",
]
