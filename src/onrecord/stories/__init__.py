"""Stories: articles of any outlet on the same happening, found as articles come."""

from onrecord.stories._disagreements import disagreements
from onrecord.stories._finder import REMEMBERED, WINDOW
from onrecord.stories._list import Story, stories
from onrecord.stories._summary import Disagreement, Report, Side, Source
from onrecord.stories._update import StoryKeeper, Updated, update_stories

__all__ = [
    "REMEMBERED",
    "WINDOW",
    "Disagreement",
    "Report",
    "Side",
    "Source",
    "Story",
    "StoryKeeper",
    "Updated",
    "disagreements",
    "stories",
    "update_stories",
]
