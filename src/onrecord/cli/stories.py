"""`onrecord stories`: what the articles of a store are about, story by story."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.options import StoreOption, TextOrJson
from onrecord.cli.output import complain, counted, json_text, print_lines, print_text
from onrecord.cli.progress import counting

if TYPE_CHECKING:
    from onrecord.store import Store
    from onrecord.stories import Story

__all__ = ["bring_up_to_date", "newest_day", "stories", "without_articles"]


def stories(
    store: StoreOption,
    *,
    since: Annotated[
        str | None,
        typer.Option(help="Stories with an article from then on: a day as 2026-11-27, or how long ago, as 24h or 7d."),
    ] = None,
    day: Annotated[str | None, typer.Option(help="Stories with an article of that day, as 2026-11-27.")] = None,
    output_format: Annotated[
        TextOrJson, typer.Option("--format", "-f", help="text, or json for programs.")
    ] = TextOrJson.TEXT,
) -> None:
    """List the stories of a store: articles of any outlet on the same happening, those of most outlets first.

    Articles that are in no story yet are put into one, and corrected ones where they belong now. Ids stay.
    """
    from onrecord.store import open_store
    from onrecord.stories import stories as listed

    with open_store(store) as opened:
        bring_up_to_date(opened)
        found = listed(opened, since=since, day=day)
        missing = "" if found else _nothing(opened)
    if missing:
        complain(missing)
    if output_format is TextOrJson.JSON:
        print_text(json_text(list(map(_plain, found)), indent=2))
        return
    print_lines(line for story in found for line in _lines(story))


def bring_up_to_date(store: Store) -> None:
    """Put the articles of a store that are in no story yet into one; say so where that can't be written."""
    from onrecord.store import InUseError
    from onrecord.stories import update_stories

    kept = "stories are as they were kept, without newer articles"
    if store.read_only:
        complain(f"{store.name}: can't be written: {kept}")
        return
    try:
        with store.locked("stories"), counting("putting articles into stories: {done:,} of {total:,}") as progress:
            update_stories(store, progress=progress)
    except InUseError:
        complain(f"{store.name}: a batch is at work on it: {kept}")


def newest_day(store: Store) -> date | None:
    """The day of the newest article of a store, be it to come; None where it holds none."""
    return store.stories().newest_day(date.max)


def without_articles(store: Store) -> str:
    """That a store holds no article, and what to do."""
    return f"{store.name} holds no article; `onrecord batch SOURCE… --store {store.name}` reads some"


def _nothing(store: Store) -> str:
    """Why there is no story to list, and what to do."""
    last = newest_day(store)
    if last is None:
        return f"no story: {without_articles(store)}"
    return f"no story of that time: the newest article is of {last}; `--day {last}` lists that day"


def _plain(story: Story) -> dict[str, Any]:
    return {
        "id": story.id,
        "headline": story.headline,
        "articles": list(story.articles),
        "near_duplicates": list(story.near_duplicates),
        "outlets": list(story.outlets),
        "first": story.first.isoformat() if story.first else None,
        "last": story.last.isoformat() if story.last else None,
    }


def _lines(story: Story) -> Iterator[str]:
    """The headline with the number by which a story is known, then who reports it, how often, and when."""
    from onrecord.digest import outlets_in_words

    yield f"{story.headline} (story {story.id})"
    outlets = f"{counted(len(story.outlets), 'outlet')}: {outlets_in_words(story.outlets)}" if story.outlets else ""
    copies = f", {counted(len(story.near_duplicates), 'near-duplicate')} among them" if story.near_duplicates else ""
    articles = f"{counted(len(story.articles), 'article')}{copies}"
    yield f"  {'; '.join(filter(None, [outlets, articles, _days(story)]))}"


def _days(story: Story) -> str:
    return " to ".join(map(str, sorted(filter(None, {story.first, story.last}))))
