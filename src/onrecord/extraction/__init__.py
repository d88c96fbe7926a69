"""Prompts filled by a model: from an article to its records."""

from onrecord.extraction._extract import Progress, PromptUsed, Summary, extract
from onrecord.extraction._prompts import Prompt, choose_prompts, load_prompt, prompts_folder, prompts_in

__all__ = [
    "Progress",
    "Prompt",
    "PromptUsed",
    "Summary",
    "choose_prompts",
    "extract",
    "load_prompt",
    "prompts_folder",
    "prompts_in",
]
