"""A digest as JSON, for programs: every story with all its facts, whatever a reader is told of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Literal

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from onrecord.digest._telling import Digest, Told
from onrecord.digest._wording import line_of
from onrecord.stories import About, Disagreement, Quoted, Report, Source, StoryFact

__all__ = ["VERSION", "as_json", "digest_schema"]

VERSION: Literal[1] = 1
"""The version of the format: another number where a program that read the last one could fail."""


class ArticleDocument(TypedDict):
    """An article of a story; reports name it by `article`, and by `current` where a newer version replaced it."""

    article: str
    outlet: str | None
    title: str | None
    url: str | None
    language: str
    day: date | None
    at: datetime | None
    copy_of: str | None
    current: bool


class ReportDocument(TypedDict):
    """A fact as an article has it, with the sentence that it is told by."""

    article: str
    current: bool
    outlet: str | None
    what: str
    sentence: int
    text: str
    support: str


class SideDocument(TypedDict):
    """What a side holds, and the reports that hold it, the first first."""

    value: str
    reports: list[ReportDocument]


class DisagreementDocument(TypedDict):
    """What outlets, or an outlet's versions, say differently."""

    about: About
    kind: Literal["update", "dispute"]
    sides: list[SideDocument]


class FactDocument(TypedDict):
    """What the articles report, once.

    `line` tells it in the words of one of the reports; `outlets` have it in texts of their own, the first first.
    `brief` says whether it is in the story's brief, `new` whether it is of the time; `urn` stays as long as `what`.
    """

    urn: str
    line: str
    support: str
    what: str
    who: list[str]
    whom: list[str]
    where: str | None
    when: str | None
    status: str | None
    score: float
    brief: bool
    new: bool
    outlets: list[str]
    reports: list[ReportDocument]
    disagreements: list[DisagreementDocument]


class VoiceDocument(TypedDict):
    """Somebody who speaks, with the most telling of what they say; it is a quotation if `quoted`."""

    speaker: str
    role: str | None
    cue: str
    content: str
    quoted: bool
    support: str
    article: str
    outlet: str | None
    sentence: int
    text: str


class StoryDocument(TypedDict):
    """A story. `told` is how a digest for people tells it. `id` stays; `urn` is unique among all stores."""

    id: int
    urn: str
    headline: str
    told: Literal["full", "line", "counted"]
    score: float
    outlets: list[str]
    first: date | None
    last: date | None
    changed: datetime | None
    articles: list[ArticleDocument]
    facts: list[FactDocument]
    voices: list[VoiceDocument]


class DigestDocument(TypedDict):
    """A digest: its stories, those that matter most first."""

    format: Literal["onrecord digest"]
    version: Literal[1]
    since: date | datetime
    until: date | None
    stories: list[StoryDocument]


@cache
def _adapter() -> TypeAdapter[DigestDocument]:
    return TypeAdapter(DigestDocument)


def digest_schema() -> dict[str, Any]:
    """The JSON Schema of a digest as JSON."""
    return _adapter().json_schema(mode="serialization")


def as_json(digest: Digest) -> str:
    """A digest as JSON, of the schema that `digest_schema` gives."""
    ways: Mapping[Literal["full", "line", "counted"], Sequence[Told]] = {
        "full": digest.full,
        "line": digest.lines,
        "counted": digest.counted,
    }
    document: DigestDocument = {
        "format": "onrecord digest",
        "version": VERSION,
        "since": digest.period.since,
        "until": digest.period.until,
        "stories": [_story(told, how) for how, stories in ways.items() for told in stories],
    }
    return json.dumps(_adapter().dump_python(document, mode="json"), ensure_ascii=False, indent=1) + "\n"


def _story(told: Told, how: Literal["full", "line", "counted"]) -> StoryDocument:
    summary, story = told.summary, told.summary.story
    return {
        "id": story.id,
        "urn": told.identity.urn,
        "headline": told.headline,
        "told": how,
        "score": told.score,
        "outlets": list(told.outlets),
        "first": story.first,
        "last": story.last,
        "changed": told.changed,
        "articles": list(map(_article, summary.sources)),
        "facts": [_fact(fact, told) for fact in told.tellable],
        "voices": list(map(_voice, summary.voices)),
    }


def _article(source: Source) -> ArticleDocument:
    return {
        "article": source.article,
        "outlet": source.outlet,
        "title": source.title,
        "url": source.url,
        "language": source.language,
        "day": source.day,
        "at": source.at,
        "copy_of": source.copy_of,
        "current": source.current,
    }


def _fact(fact: StoryFact, told: Told) -> FactDocument:
    line, words = line_of(fact), fact.reports[fact.told].fact
    return {
        "urn": told.identity_of(fact).urn,
        "line": line.text,
        "support": line.support,
        "what": fact.what,
        "who": list(words.who),
        "whom": list(words.whom),
        "where": words.where,
        "when": words.when,
        "status": words.status,
        "score": fact.score,
        "brief": any(each is fact for each in told.facts),
        "new": told.is_new(fact),
        "outlets": list(fact.outlets),
        "reports": list(map(_report, fact.reports)),
        "disagreements": list(map(_disagreement, fact.disagreements)),
    }


def _report(report: Report) -> ReportDocument:
    return {
        "article": report.source.article,
        "current": report.source.current,
        "outlet": report.source.outlet,
        "what": report.fact.what,
        "sentence": report.sentence,
        "text": report.text,
        "support": report.fact.support,
    }


def _disagreement(disagreement: Disagreement) -> DisagreementDocument:
    sides: list[SideDocument] = [
        {"value": side.value, "reports": list(map(_report, side.reports))} for side in disagreement.sides
    ]
    return {"about": disagreement.about, "kind": disagreement.kind, "sides": sides}


def _voice(quoted: Quoted) -> VoiceDocument:
    voice = quoted.voice
    return {
        "speaker": voice.speaker,
        "role": voice.role,
        "cue": voice.cue,
        "content": voice.content,
        "quoted": voice.quoted,
        "support": voice.support,
        "article": quoted.source.article,
        "outlet": quoted.source.outlet,
        "sentence": voice.sentence,
        "text": quoted.text,
    }
