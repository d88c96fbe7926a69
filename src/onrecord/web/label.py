"""The pages on which people label articles: what they show, and what they ask for."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from itertools import combinations
from typing import Any
from urllib.parse import parse_qs

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from onrecord.errors import OnrecordError, UsageError
from onrecord.evals import agreement, labelled_by_both, labellers_of
from onrecord.kinds import KINDS, Record
from onrecord.web._answers import page, script, styles
from onrecord.web._draft_sources import DraftSource
from onrecord.web._drafts import drafts_of
from onrecord.web._forms import kind_forms, state_of
from onrecord.web._labels import ConflictError, Edit, FaultsError, LabelFolder, Labels, Shown
from onrecord.web._settling import Settling

__all__ = ["labelling_app"]


def labelling_app(folder: LabelFolder, drafts: DraftSource | None = None) -> Starlette:
    """The app that shows the articles of a folder, and saves their labels."""
    pages = _Pages(folder, drafts)
    return Starlette(
        routes=[
            Route("/", pages.articles),
            Route("/static/label.css", _style),
            Route("/static/label.js", _script),
            Route("/articles/{name}/", pages.article),
            Route("/articles/{name}/labels", pages.labels, methods=["GET"]),
            Route("/articles/{name}/labels", pages.save, methods=["POST"]),
            Route("/articles/{name}/drafts", pages.draft, methods=["POST"]),
            Route("/articles/{name}/settle/{one}/{other}/", pages.settling, methods=["GET"]),
            Route("/articles/{name}/settle/{one}/{other}/", pages.settle, methods=["POST"]),
            Route("/agreement/{one}/{other}/", pages.agreement),
        ]
    )


async def _style(_: Request) -> Response:
    return Response(styles("base.css", "label.css"), media_type="text/css")


async def _script(_: Request) -> Response:
    return Response(script("label.js"), media_type="text/javascript")


class _Pages:
    """Answers requests. Only one is answered at a time where a file is read and written, so that saves can't mix."""

    def __init__(self, folder: LabelFolder, drafts: DraftSource | None) -> None:
        self._folder = folder
        self._drafts = drafts

    async def articles(self, request: Request) -> Response:
        """The page that lists the articles."""
        rows = [self._row(name) for name in self._folder.names()]
        both = list(combinations(labellers_of(self._folder.folder), 2))
        return page(request, "labels.html", {"rows": rows, "labeller": self._folder.labeller, "both": both})

    async def article(self, request: Request) -> Response:
        """The page on which an article is labelled; its script asks for the labels."""
        name, names = self._name(request), self._folder.names()
        place = names.index(name)
        shown = {
            "name": name,
            "labeller": self._folder.labeller,
            "before": names[place - 1] if place else None,
            "after": names[place + 1] if place + 1 < len(names) else None,
            "place": place + 1,
            "count": len(names),
            "settings": json.dumps(self._settings(name)),
        }
        return page(request, "label.html", shown)

    def _settings(self, name: str) -> dict[str, Any]:
        """What the script is told of the page."""
        return {
            "scope": hashlib.sha256(f"{self._folder.identity} {name}".encode()).hexdigest()[:16],
            "kinds": kind_forms(),
            "drafts": self._drafts.name if self._drafts else None,
            "atOnce": bool(self._drafts and self._drafts.at_once),
        }

    async def labels(self, request: Request) -> Response:
        """The labels of an article, as the file has them now."""
        return self._answered(lambda: self._folder.labels(self._name(request)))

    async def save(self, request: Request) -> Response:
        """Save an edit of one record, or say why not."""
        name = self._name(request)
        try:
            edit = Edit.model_validate_json(await request.body())
        except ValidationError as error:
            return JSONResponse({"problem": str(error)}, HTTPStatus.BAD_REQUEST)
        return self._answered(lambda: self._folder.save(name, edit))

    async def draft(self, request: Request) -> Response:
        """Have drafts made where an article has no records."""
        name = self._name(request)
        if self._drafts is None:
            raise HTTPException(HTTPStatus.NOT_FOUND, "no drafts: start onrecord label with --model or --drafts")
        try:
            article = self._folder.labels(name).article
            summary = await self._drafts.drafted(article)
        except OnrecordError as error:
            return JSONResponse({"problem": str(error)}, HTTPStatus.BAD_GATEWAY)
        if summary is None:
            return JSONResponse(
                state_of(self._folder.labels(name))
                | {"problems": [f"{self._drafts.name} has no drafts of this article"]}
            )
        return self._answered(
            lambda: self._folder.add_drafts(name, drafts_of(summary)), problems=list(summary.problems)
        )

    async def agreement(self, request: Request) -> Response:
        """The page that says how far two labellers agree."""
        one, other = self._labellers(request)
        shown: dict[str, Any] = {"one": one, "other": other, "found": [], "names": [], "problems": []}
        try:
            pairs, shown["problems"] = labelled_by_both(self._folder.folder, one, other)
            shown |= {"found": agreement(pairs), "names": [first.article.id for first, _ in pairs]}
        except UsageError as error:
            shown["problems"] = [str(error)]
        return page(request, "agreement.html", shown)

    async def settling(self, request: Request) -> Response:
        """The page on which the differences of two labellers are settled."""
        return self._settling_page(request)

    async def settle(self, request: Request) -> Response:
        """Write the gold that the answers leave."""
        given = parse_qs((await request.body()).decode())
        answers = [
            given.get(f"row-{place}", [""])[0] for place in range(sum(name.startswith("row-") for name in given))
        ]
        try:
            settled = self._settling(request).settle(answers, given.get("version", [""])[0])
        except OnrecordError as error:
            return self._settling_page(request, problem=str(error))
        return self._settling_page(request, done=str(settled.file))

    def _settling(self, request: Request) -> Settling:
        return Settling(self._folder, self._name(request), *self._labellers(request))

    def _settling_page(self, request: Request, problem: str | None = None, done: str | None = None) -> Response:
        settling = self._settling(request)
        shown = {"name": settling.name, "one": settling.one, "other": settling.other, "done": done, "version": ""}
        try:
            rows = [] if done else settling.rows()
            shown["version"] = settling.version
        except OnrecordError as error:
            rows, problem = [], problem or str(error)
        return page(request, "settle.html", {**shown, "rows": rows, "problem": problem})

    def _labellers(self, request: Request) -> tuple[str, str]:
        """The two labellers that a request is about."""
        named = request.path_params["one"], request.path_params["other"]
        if unknown := set(named) - set(labellers_of(self._folder.folder)):
            raise HTTPException(HTTPStatus.NOT_FOUND, f"nobody labelled as {', '.join(sorted(unknown))}")
        return named

    def _answered(self, asked: Callable[[], Labels], **more: Any) -> Response:
        """The labels that come of what is asked, as JSON; or why they don't."""
        try:
            return JSONResponse(state_of(asked()) | more)
        except FaultsError as error:
            return JSONResponse({"faults": error.faults})
        except ConflictError as error:
            return JSONResponse({"conflict": {"now": error.now, "number": error.number}})
        except OnrecordError as error:
            return JSONResponse({"problem": str(error)}, HTTPStatus.INTERNAL_SERVER_ERROR)
        except OSError as error:
            problem = f"{error.filename}: can't be read or written: {error.strerror}"
            return JSONResponse({"problem": problem}, HTTPStatus.INTERNAL_SERVER_ERROR)

    def _name(self, request: Request) -> str:
        """The name of the article that a request is about."""
        name: str = request.path_params["name"]
        if name not in self._folder.names():
            raise HTTPException(HTTPStatus.NOT_FOUND, f"there is no article {name!r}")
        return name

    def _row(self, name: str) -> dict[str, Any]:
        """What the list says of an article: how many records of each kind, how many drafts, or what is wrong."""
        try:
            labels = self._folder.labels(name)
            found = {kind: labels.entries(kind) for kind in KINDS.values()}
        except UsageError as error:
            return {"name": name, "title": name, "problem": str(error), "counts": "", "drafts": 0}
        return {"name": name, "title": labels.article.title or name, "problem": None, **_counted(found)}


def _counted(found: Mapping[type[Record], Sequence[Shown]]) -> dict[str, Any]:
    counts = Counter({kind.plural: sum(not entry.get("draft") for entry in found[kind]) for kind in found})
    said = ", ".join(f"{count} {plural}" for plural, count in counts.items() if count)
    return {
        "counts": said or "no labels yet",
        "drafts": sum(bool(each.get("draft")) for one in found.values() for each in one),
    }
