"""The stories of a store, made from what it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from onrecord.article import Article
from onrecord.duplicates import NearDuplicates
from onrecord.stories._finder import REMEMBERED, WINDOW, Finder
from onrecord.stories._vector import Vector, Vocabulary, packed, terms_of, unpacked

if TYPE_CHECKING:
    from onrecord.store import Store
    from onrecord.store.stories import Placed, StoryChange

__all__ = ["StoryKeeper", "Updated", "update_stories"]

AT_ONCE = 500
"""Articles that are put into stories in one transaction."""


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update came to: articles put into stories, and stories that lost one that was corrected or deleted."""

    articles: int
    changed: int


def update_stories(store: Store, *, progress: Callable[[int, int], None] = lambda *_: None) -> Updated:
    """Put the articles of a store that are in no story yet into stories, in the order of time.

    An article that was corrected or deleted is taken out first. `progress` is called with the articles put into stories
    and those there are to put. Raises `StoreError`.
    """
    return StoryKeeper(store).update(progress=progress)


class StoryKeeper:
    """Keeps the stories of a store up to date; what it remembers to find them by is read at the first update.

    A story silent for more than `window` days is over, and at most `remember` stories are held in memory.
    """

    def __init__(self, store: Store, *, window: int = WINDOW, remember: int = REMEMBERED) -> None:
        self._stored = store.stories()
        self._window, self._remember = window, remember
        self._finder: Finder | None = None
        self._vocabulary = Vocabulary()
        self._seen = 0

    def update(self, *, progress: Callable[[int, int], None] = lambda *_: None) -> Updated:
        """As `update_stories`."""
        newest = self._stored.newest()
        changed = self._without_stale() if self._stored.has_stale(self._seen) else 0
        pending = self._stored.pending(0 if changed else self._seen)
        for start in range(0, len(pending), AT_ONCE):
            self._put(pending[start : start + AT_ONCE])
            progress(min(start + AT_ONCE, len(pending)), len(pending))
        self._seen = newest
        return Updated(len(pending), changed)

    def prepare(self) -> None:
        """Read what is remembered of the stories there are, so that the first update need not."""
        self._finder = self._finder or self._remembered()

    def _without_stale(self) -> int:
        with self._stored.changing() as change:
            changed = change.drop_stale()
            for story in changed:
                if self._finder:
                    _recall(self._finder, story, change.members(story))
        return len(changed)

    def _remembered(self) -> Finder:
        """What is remembered of the stories there are."""
        learned = self._stored.words()
        self._vocabulary = Vocabulary(*learned) if learned else Vocabulary()
        finder = Finder(following=self._stored.following(), window=self._window, remember=self._remember)
        for member in self._stored.last(self._remember):
            _remember(finder, member.story, member.article, member.words, member.day)
        return finder

    def _put(self, numbers: Sequence[int]) -> None:
        """Put articles into stories; where that fails, what is remembered is read again the next time."""
        finder, self._finder = self._finder or self._remembered(), None
        with self._stored.changing() as change:
            placing = _Placing(change, finder, self._vocabulary)
            for number, article, day in change.articles(numbers):
                placing.place(number, article, day)
            change.learn(self._vocabulary.articles, self._vocabulary.packed())
        self._finder = finder


class _Placing:
    """Articles put into stories, in one transaction."""

    def __init__(self, change: StoryChange, finder: Finder, vocabulary: Vocabulary) -> None:
        self._change, self._finder, self._vocabulary = change, finder, vocabulary

    def place(self, number: int, article: Article, day: date | None) -> None:
        """Put an article into its story, as one of those that tell what it is about unless it is a near-duplicate."""
        from onrecord.store.stories import Placed

        terms = terms_of(article)
        self._vocabulary.add(terms)
        vector = self._vocabulary.vector(terms)
        story = self._story(vector, day)
        original = self._original(story, article, vector)
        words = None if original else packed(vector)
        self._change.place(Placed(story, number, day, words), copy_of=original)
        _remember(self._finder, story, number, words, day)

    def _story(self, vector: Vector, day: date | None) -> int:
        """The story of an article; those that it joins are made one, and a new one is begun where it has none."""
        found = sorted(self._finder.find(vector, day.toordinal() if day else None))
        if not found:
            story = self._finder.begin()
            self._change.begin(story)
            return story
        for gone in found[1:]:
            self._finder.unite(gone, found[0])
            self._change.unite(gone, found[0])
        return found[0]

    def _original(self, story: int, article: Article, vector: Vector) -> int | None:
        """The article of the story that this one is a near-duplicate of."""
        number = self._finder.near(story, vector)
        if number is None:
            return None
        pair = NearDuplicates(remember=1)
        pair.add(self._change.article(number))
        return number if pair.add(article) is not None else None


def _recall(finder: Finder, story: int, members: Iterable[Placed]) -> None:
    """Remember a story by the articles that are left of it."""
    finder.forget(story)
    for member in members:
        _remember(finder, story, member.article, member.words, member.day)


def _remember(finder: Finder, story: int, article: int, words: bytes | None, day: date | None) -> None:
    seen = day.toordinal() if day else None
    if words is None:
        finder.touch(story, seen)
    else:
        finder.join(story, article, unpacked(words), seen)
