"""Stories: articles of any outlet on the same happening, found as articles come."""

from onrecord.stories._finder import REMEMBERED, WINDOW
from onrecord.stories._list import Story, stories
from onrecord.stories._update import StoryKeeper, Updated, update_stories

__all__ = ["REMEMBERED", "WINDOW", "Story", "StoryKeeper", "Updated", "stories", "update_stories"]
