"""The pages of a store: lists of articles, records and stories, an article with its records, one record in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from markupsafe import Markup
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.compose import LENGTH
from onrecord.digest import Period, Told, outlets_in_words, story_parts
from onrecord.errors import UsageError
from onrecord.grounding import GroundedRecord, Support
from onrecord.kinds import KINDS
from onrecord.plain import record_of, summary_of
from onrecord.report import IN_THE_ARTICLE, Mark, RecordView, SummaryView, direction_of, marked
from onrecord.store import Store, StoreError
from onrecord.store.browsing import RecordRow
from onrecord.stories import Source, Story, stories, story_numbered, summarize_these
from onrecord.web._answers import page, script, styles
from onrecord.web._query import OF_ARTICLES, OF_RECORDS, Query, day_of, number_of, place_of

__all__ = ["store_app"]

OF_A_PAGE = 25
"""Articles or records that a page lists."""

STORIES_OF_A_PAGE = 100
"""Stories that a page lists: those of most outlets of a day."""

TOLD_TOGETHER = 60
"""Articles whose facts are told together: the time that it takes grows faster than they do."""

MOST_KEYS = 4_096
"""Facts of an article that are lit up with their evidence, at most."""

_KEPT = {"Cache-Control": "private, max-age=3600"}
"""What a browser may keep: styles and the script, for an hour."""


def store_app(store: Store) -> Starlette:
    """The pages of a store that is shared among threads."""
    pages = _Pages(store)
    routes = [
        Route("/", pages.articles, name="articles"),
        Route("/articles/{result}", pages.article, name="article"),
        Route("/articles/{result}/{record}", pages.record, name="record"),
        Route("/article", pages.by_id, name="by_id"),
        Route("/records", pages.records, name="records"),
        Route("/stories", pages.stories, name="stories"),
        Route("/stories/{number}", pages.story, name="story"),
        Route("/style/{keys}.css", _style, name="style"),
        Route("/script.js", _script, name="script"),
    ]
    handlers: Mapping[Any, Any] = {UsageError: _wrong, StoreError: _unavailable, HTTPException: _refused}
    return Starlette(routes=routes, exception_handlers=handlers)


@dataclass(frozen=True, slots=True)
class Card:
    """A record as a list shows it: what it says in one line, the words that it rests on, and its place."""

    row: RecordRow

    @property
    def line(self) -> str:
        """What the record says, in one line; of a kind that isn't known here, its first text."""
        grounded = _grounded(self.row.plain)
        if grounded:
            return grounded.record.as_sentence()
        return next((value for value in list(self.row.plain.values())[1:] if isinstance(value, str)), "")

    @property
    def level(self) -> Support:
        """How the article supports it."""
        return Support(self.row.plain["level"])

    @property
    def evidence(self) -> str:
        """The sentences that it rests on."""
        return " […] ".join(each["text"] for each in self.row.plain["evidence"])

    @property
    def direction(self) -> str:
        """The direction in which the article is written."""
        return direction_of(self.row.language)


def _grounded(plain: Mapping[str, Any]) -> GroundedRecord | None:
    """A record; None of a kind that isn't known here, or that has other fields by now."""
    if plain["kind"] not in KINDS:
        return None
    try:
        return record_of(plain)
    except (ValidationError, KeyError):
        return None


class _Pages:
    """Answers requests for pages; each reads what the store holds then."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def articles(self, request: Request) -> Response:
        query, place = Query.of(request.query_params), place_of(request.query_params)
        wanted = query.wanted(*OF_ARTICLES)
        if not (runs := self._store.runs()):
            return self._page(request, "empty.html", query, runs=runs)
        listed = self._store.browsing(query.run).articles(wanted, before=place and place[0], most=OF_A_PAGE)
        then = query.address(before=listed.then) if listed.then else None
        return self._page(
            request, "articles.html", query, listed=listed, then=then, fields=OF_ARTICLES, began=not place, runs=runs
        )

    def records(self, request: Request) -> Response:
        query, place = Query.of(request.query_params), place_of(request.query_params)
        wanted = query.wanted(*OF_ARTICLES, *OF_RECORDS)
        if not (runs := self._store.runs()):
            return self._page(request, "empty.html", query, runs=runs)
        listed = self._store.browsing(query.run).records(wanted, after=place, most=OF_A_PAGE)
        then = query.address(before="{}.{}".format(*listed.then)) if listed.then else None
        shown = {"cards": list(map(Card, listed.rows)), "then": then, "fields": (*OF_ARTICLES, *OF_RECORDS)}
        return self._page(request, "records.html", query, began=not place, runs=runs, **shown)

    def article(self, request: Request) -> Response:
        plain, unknown = self._summary(request)
        others = self._store.browsing(plain["run"]).versions(plain["article"]["id"], plain["run"])
        view = SummaryView(summary_of(plain if len(others) > 1 else {**plain, "version": None}), 1, LENGTH)
        shown = {
            "view": view,
            "view_result": int(request.path_params["result"]),
            "plain": plain,
            "unknown": unknown,
            "versions": others,
            "in_article": IN_THE_ARTICLE,
        }
        return self._page(request, "article_page.html", Query({}, None), keys=_rounded(view.keys), **shown)

    def record(self, request: Request) -> Response:
        plain, _ = self._summary(request, known_only=False)
        number = number_of("record", request.path_params["record"])
        if not 0 < number <= len(plain["records"]):
            raise HTTPException(HTTPStatus.NOT_FOUND, f"The article has no record {number}.")
        found = plain["records"][number - 1]
        grounded = _grounded(found)
        if grounded is None:
            raise HTTPException(
                HTTPStatus.NOT_FOUND, f"The kind {found['kind']!r} isn't known here, or has other fields by now."
            )
        summary = summary_of({**plain, "records": []})
        marks = [Mark(span, "evidence") for span in grounded.evidence]
        marks += [Mark(span, "value") for value in grounded.values for span in value.spans]
        shown = {
            "article": summary.article,
            "result": int(request.path_params["result"]),
            "plain": plain,
            "number": number,
            "view": RecordView(grounded, ()),
            "line": grounded.record.as_sentence(),
            "text": marked(summary.article, marks),
            "direction": direction_of(summary.article.language),
            "in_article": IN_THE_ARTICLE,
        }
        return self._page(request, "record.html", Query({}, None), **shown)

    def by_id(self, request: Request) -> Response:
        """Lead from an article's id to what the run last worked on, or one that is named, made of it."""
        query, name = Query.of(request.query_params), request.query_params.get("id", "")
        found = self._store.browsing(query.run).results([name]).get(name)
        if found is None:
            raise HTTPException(HTTPStatus.NOT_FOUND, "The run has read no article with that id.")
        return RedirectResponse(f"{request.scope['root_path']}/articles/{found}")

    def stories(self, request: Request) -> Response:
        query, given = Query.of(request.query_params), day_of(request.query_params)
        kept = self._store.stories()
        day = given or kept.newest_day(date.max)
        found = stories(self._store, day=day) if day else []
        before = kept.newest_day(day - timedelta(days=1)) if day and day > date.min else None
        after = kept.oldest_day(day + timedelta(days=1)) if day and day < date.max else None
        shown: dict[str, Any] = {"day": day, "before": before, "after": after, "outlets": outlets_in_words}
        shown |= {"found": found[:STORIES_OF_A_PAGE], "more": max(0, len(found) - STORIES_OF_A_PAGE)}
        return self._page(request, "stories.html", query, **shown)

    def story(self, request: Request) -> Response:
        query, number = Query.of(request.query_params), number_of("story", request.path_params["number"])
        story = story_numbered(self._store, number)
        if story is None:
            raise HTTPException(HTTPStatus.NOT_FOUND, f"There is no story {number}, or none any more.")
        browsing = self._store.browsing(query.run)
        told = replace(story, articles=story.articles[:TOLD_TOGETHER])
        numbers = browsing.results(told.articles)
        parts, fault = self._told(told, browsing.run, numbers, request.scope["root_path"])
        shown = {"story": story, "numbers": numbers, "parts": parts, "fault": fault}
        return self._page(request, "story_page.html", query, more=len(story.articles) - len(told.articles), **shown)

    def _told(
        self, story: Story, run: int, numbers: Mapping[str, int], root: str
    ) -> tuple[Sequence[Markup], Exception | None]:
        """A story told by what a run made of its articles; or why that can't be told, as by kinds unknown here."""

        def address(source: Source) -> str | None:
            return f"{root}/articles/{numbers[source.article]}" if source.article in numbers else None

        identity = self._store.identity()
        try:
            summaries = list(summarize_these(self._store, [story], run=run))
        except (UsageError, ValidationError, KeyError) as error:
            return [], error
        told = (Told(each, Period(date.min), identity) for each in summaries)
        return [Markup(story_parts(each, address)) for each in told], None  # noqa: S704  # made by autoescaped templates

    def _summary(self, request: Request, *, known_only: bool = True) -> tuple[dict[str, Any], Mapping[str, int]]:
        """The summary that an address names, and how many of its records can't be shown, by their kinds."""
        number = number_of("article", request.path_params["result"])
        plain = self._store.browsing().article(number)
        if plain is None:
            raise HTTPException(HTTPStatus.NOT_FOUND, f"There is no article {number}, or none any more.")
        if not known_only:
            return plain, {}
        numbered = [{**record, "number": place} for place, record in enumerate(plain["records"], start=1)]
        known = list(filter(_grounded, numbered))
        unknown = Counter(record["kind"] for record in numbered) - Counter(record["kind"] for record in known)
        return {**plain, "records": known}, unknown

    def _page(self, request: Request, template: str, query: Query, **shown: Any) -> Response:
        known = {"store": self._store.name, "query": query}
        return _html(request, template, known | shown)


def _html(request: Request, template: str, shown: Mapping[str, Any], status: int = HTTPStatus.OK) -> Response:
    root = request.scope["root_path"]
    known = {
        "kinds": list(KINDS),
        "levels": list(Support),
        "keys": 0,
        "path": request.url.path[len(root) :],
    }
    return page(request, template, {**known, **shown}, status)


def _rounded(keys: int) -> int:
    """How many keys the style of an article has: a power of two, so that many articles have the same style."""
    return min(1 << (keys - 1).bit_length(), MOST_KEYS) if keys else 0


def _style(request: Request) -> Response:
    keys = _rounded(number_of("style", request.path_params["keys"]))
    return Response(_style_text(keys), media_type="text/css", headers=_KEPT)


@lru_cache(maxsize=32)
def _style_text(keys: int) -> str:
    return styles("base.css", "summary.css", "store.css", keys=keys)


def _script(_: Request) -> Response:
    return Response(script("store.js"), media_type="text/javascript", headers=_KEPT)


def _told(request: Request, status: int, message: str) -> Response:
    return _html(request, "message.html", {"message": message, "status": HTTPStatus(status)}, status)


def _wrong(request: Request, error: Exception) -> Response:
    return _told(request, HTTPStatus.BAD_REQUEST, str(error))


def _unavailable(request: Request, error: Exception) -> Response:
    return _told(request, HTTPStatus.SERVICE_UNAVAILABLE, str(error))


def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    said = error.detail if isinstance(error, HTTPException) else ""
    return _told(request, status, "There is no such page." if said == "Not Found" else said)
