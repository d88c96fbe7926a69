"""Where the words of a value stand in an article, and what its names stand for."""

from onrecord.grounding.matching._locate import Located, find, find_exact, find_joined, find_verbatim, read_place
from onrecord.grounding.matching._quoting import INCISES, find_quoted, form_of
from onrecord.grounding.matching._references import References
from onrecord.grounding.matching._wording import SHARE, may_say_nothing, says_nothing, share, similar_words, spans_of

__all__ = [
    "INCISES",
    "SHARE",
    "Located",
    "References",
    "find",
    "find_exact",
    "find_joined",
    "find_quoted",
    "find_verbatim",
    "form_of",
    "may_say_nothing",
    "read_place",
    "says_nothing",
    "share",
    "similar_words",
    "spans_of",
]
