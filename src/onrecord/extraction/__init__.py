"""From an article to its records: prompts, the questions they ask a model, and the grounded answers."""

from onrecord._prompty import PromptUsed
from onrecord.extraction._differences import Difference, differences_sent
from onrecord.extraction._extract import Progress, at_least, extract, prompts_used, requests_of
from onrecord.extraction._prompts import (
    Form,
    Prompt,
    choose_prompts,
    find_prompt,
    load_prompt,
    prompts_folder,
    prompts_in,
)
from onrecord.extraction._stream import RecordStream, stream
from onrecord.extraction._summary import Showing, Summary, show_with

__all__ = [
    "Difference",
    "Form",
    "Progress",
    "Prompt",
    "PromptUsed",
    "RecordStream",
    "Showing",
    "Summary",
    "at_least",
    "choose_prompts",
    "differences_sent",
    "extract",
    "find_prompt",
    "load_prompt",
    "prompts_folder",
    "prompts_in",
    "prompts_used",
    "requests_of",
    "show_with",
    "stream",
]
