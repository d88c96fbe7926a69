"""Resolves the times that an article words, such as "Tuesday", against the day it was published."""

from onrecord.times._found import is_length, times_in
from onrecord.times._resolve import resolve_time
from onrecord.times._zero import is_zero_day

__all__ = ["is_length", "is_zero_day", "resolve_time", "times_in"]
