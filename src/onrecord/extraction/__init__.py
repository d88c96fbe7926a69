"""From an article to its records: prompts, the questions they ask a model, and the grounded answers."""

from onrecord._prompty import PromptUsed
from onrecord.extraction._extract import Progress, at_least, extract, prompts_used
from onrecord.extraction._prompts import Form, Prompt, choose_prompts, load_prompt, prompts_folder, prompts_in
from onrecord.extraction._summary import Showing, Summary, show_with

__all__ = [
    "Form",
    "Progress",
    "Prompt",
    "PromptUsed",
    "Showing",
    "Summary",
    "at_least",
    "choose_prompts",
    "extract",
    "load_prompt",
    "prompts_folder",
    "prompts_in",
    "prompts_used",
    "show_with",
]
