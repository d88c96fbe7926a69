"""What all pages answer with: a template filled in, styles, a script."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from onrecord.report import render_part

__all__ = ["page", "script", "styles"]

_PACKAGE = "onrecord.web"


def page(request: Request, template: str, shown: Mapping[str, Any], status: int = HTTPStatus.OK) -> Response:
    """The page that a template comes to; its links begin with `root`."""
    known = {"root": request.scope["root_path"], **shown}
    return HTMLResponse(render_part(template, known, package=_PACKAGE), status)


def styles(*sheets: str, **shown: Any) -> str:
    """Style sheets, one after the other."""
    return "".join(render_part(sheet, shown, package=_PACKAGE) for sheet in sheets)


@cache
def script(name: str) -> str:
    """The text of a script."""
    return files(_PACKAGE).joinpath("static", name).read_text(encoding="utf-8")
