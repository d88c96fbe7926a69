"""A digest as one HTML page, and a story as a part of one."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

from onrecord.digest._accounts import account, account_of_story, left_out, levels_in
from onrecord.digest._telling import SOURCES, Digest, Told
from onrecord.digest._wording import (
    firsts,
    line_of,
    line_of_report,
    machine_time,
    name_of,
    outlets_in_words,
    quote,
    subject_of,
    when,
)
from onrecord.export import web_address
from onrecord.report import render, render_part
from onrecord.stories import Source

__all__ = ["as_html", "story_html", "story_parts"]

_PACKAGE = "onrecord.digest"

QUOTED_OF_A_SIDE = 3
"""Reports of one side of a disagreement that are quoted; the others are named."""

_SAY = SimpleNamespace(
    ELSEWHERE=True,
    QUOTED_OF_A_SIDE=QUOTED_OF_A_SIDE,
    SOURCES=SOURCES,
    account=account,
    account_of_story=account_of_story,
    firsts=firsts,
    left_out=left_out,
    line_of=line_of,
    line_of_report=line_of_report,
    machine_time=machine_time,
    name_of=name_of,
    outlets_in_words=outlets_in_words,
    quote=quote,
    subject_of=subject_of,
    web_address=web_address,
    when=when,
)
"""What the templates call to put things into words."""


def as_html(digest: Digest) -> str:
    """A digest as one page that loads nothing: from each line one gets to the sentences that it rests on."""
    shown = {"digest": digest, "say": _SAY, "levels": levels_in(digest)}
    return render("digest.html", shown, ["digest.css"], package=_PACKAGE)


def story_parts(told: Told, address: Callable[[Source], str | None]) -> str:
    """A story told in full, as HTML for a page that has an address of its own for each article."""
    say = SimpleNamespace(**{**vars(_SAY), "web_address": address, "ELSEWHERE": False})
    return render_part("parts.html", {"told": told, "say": say}, package=_PACKAGE)


def story_html(told: Told) -> str:
    """A story told in full, as HTML for an entry of a feed."""
    return render_part("entry.html", {"told": told, "say": _SAY}, package=_PACKAGE)
