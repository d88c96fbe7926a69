"""From an article to its records: prompts, the questions they ask a model, and the grounded answers."""

from onrecord.extraction._extract import Progress, PromptUsed, Summary, at_least, extract, prompts_used
from onrecord.extraction._prompts import Form, Prompt, choose_prompts, load_prompt, prompts_folder, prompts_in

__all__ = [
    "Form",
    "Progress",
    "Prompt",
    "PromptUsed",
    "Summary",
    "at_least",
    "choose_prompts",
    "extract",
    "load_prompt",
    "prompts_folder",
    "prompts_in",
    "prompts_used",
]
