"""The facts of a digest as Web Annotations: each of the sentences in all articles that report it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from onrecord.article import Article
from onrecord.digest._telling import Digest, Told
from onrecord.digest._wording import line_of
from onrecord.export import annotation, target, write_annotations
from onrecord.stories import Report

__all__ = ["as_annotations"]


def as_annotations(digest: Digest) -> str:
    """The facts of a digest as annotations; each is linked to its story."""
    written = StringIO()
    write_annotations((each for told in digest.stories for each in _of_story(told, digest)), written)
    return written.getvalue()


def _of_story(told: Told, digest: Digest) -> Iterator[dict[str, Any]]:
    names = [source.article for source in told.summary.sources]
    articles = {article.id: article for article in digest.articles(names)}
    for fact in told.tellable:
        line = line_of(fact)
        targets = [each for report in fact.reports for each in _targets(report, articles)]
        if targets:
            yield annotation(
                told.identity_of(fact), line.text, targets, tags=["fact", line.support], linked=told.identity
            )


def _targets(report: Report, articles: Mapping[str, Article]) -> Iterator[dict[str, Any]]:
    """The sentences that a fact rests on in an article, where its text is there."""
    article = articles.get(report.source.article)
    place = report.fact.records.index(report.fact.told)
    if article is not None:
        yield from (target(article, span) for span in report.records[place].evidence)
