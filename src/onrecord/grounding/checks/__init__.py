"""What has to agree between a value and its evidence: a list of checks, one file each."""

from onrecord.grounding.checks._check import Candidate, Check, found
from onrecord.grounding.checks._phrases import Phrase, Phrases, assertions_of, phrases_of, reach_of, remembered
from onrecord.grounding.checks._quantities import Bound, bounds_in
from onrecord.grounding.checks._registry import CHECKS, contradicts, difference, last_difference
from onrecord.grounding.checks._restrictions import CUT_OUT

__all__ = [
    "CHECKS",
    "CUT_OUT",
    "Bound",
    "Candidate",
    "Check",
    "Phrase",
    "Phrases",
    "assertions_of",
    "bounds_in",
    "contradicts",
    "difference",
    "found",
    "last_difference",
    "phrases_of",
    "reach_of",
    "remembered",
]
