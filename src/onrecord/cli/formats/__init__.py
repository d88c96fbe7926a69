"""The formats that summaries are written in: which there are, which one is meant, and what it is written to."""

from onrecord.cli.formats._choosing import NAMING, WithFormats, WithFormatsOfStores, chosen_format, of_stores
from onrecord.cli.formats._opening import Result, open_format, open_result
from onrecord.cli.formats._registry import FORMATS

__all__ = [
    "FORMATS",
    "NAMING",
    "Result",
    "WithFormats",
    "WithFormatsOfStores",
    "chosen_format",
    "of_stores",
    "open_format",
    "open_result",
]
