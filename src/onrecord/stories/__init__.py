"""Stories: articles of any outlet on the same happening, found as articles come."""

from onrecord.stories._across import summarize_story
from onrecord.stories._disagreements import disagreements
from onrecord.stories._finder import REMEMBERED, WINDOW
from onrecord.stories._list import Story, stories, story_numbered
from onrecord.stories._summaries import summarize_stories, summarize_these
from onrecord.stories._summary import About, Disagreement, Quoted, Report, Side, Source, StoryFact, StorySummary
from onrecord.stories._update import StoryKeeper, Updated, update_stories

__all__ = [
    "REMEMBERED",
    "WINDOW",
    "About",
    "Disagreement",
    "Quoted",
    "Report",
    "Side",
    "Source",
    "Story",
    "StoryFact",
    "StoryKeeper",
    "StorySummary",
    "Updated",
    "disagreements",
    "stories",
    "story_numbered",
    "summarize_stories",
    "summarize_story",
    "summarize_these",
    "update_stories",
]
