"""A digest as a JSON Feed (version 1.1), one item for each story that is told."""

from __future__ import annotations

import json
from typing import Any

from onrecord.digest._atom import FEED_TITLE
from onrecord.digest._html import story_html
from onrecord.digest._telling import Digest, Told
from onrecord.digest._times import changed, published, stamp
from onrecord.export import web_address
from onrecord.report import presentable

__all__ = ["as_jsonfeed"]


def as_jsonfeed(digest: Digest) -> str:
    """A digest as a JSON Feed. The id of a story stays over days; `date_modified` changes as the story does."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": FEED_TITLE,
        "description": f"Digest {digest.period.name}",
        "authors": [{"name": "onrecord"}],
        "items": [_item(told) for told in (*digest.full, *digest.lines)],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _item(told: Told) -> dict[str, Any]:
    first = published(told)
    item = {
        "id": told.identity.urn,
        "external_url": web_address(told.lead),
        "title": presentable(told.headline),
        "content_html": story_html(told),
        "date_published": stamp(first) if first else None,
        "date_modified": stamp(changed(told)),
        "authors": [{"name": presentable(outlet)} for outlet in told.outlets],
        "language": told.sources[0][0].language,
    }
    return {name: value for name, value in item.items() if value}
