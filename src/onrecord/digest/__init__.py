"""The stories of a time, told by how much they matter, as documents of several formats."""

from onrecord.digest._choosing import WORDS, digest
from onrecord.digest._formats import FORMATS, Format
from onrecord.digest._html import story_parts
from onrecord.digest._json import digest_schema
from onrecord.digest._of_store import digest_of
from onrecord.digest._telling import Digest, Period, Told
from onrecord.digest._wording import outlets_in_words

__all__ = [
    "FORMATS",
    "WORDS",
    "Digest",
    "Format",
    "Period",
    "Told",
    "digest",
    "digest_of",
    "digest_schema",
    "outlets_in_words",
    "story_parts",
]
