"""What reading some articles will take, told before any call is made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from onrecord.article import Article
from onrecord.extraction import Prompt, extract
from onrecord.models import Answer, Request
from onrecord.usage import Usage

__all__ = ["Estimate", "estimate"]

BYTES_A_TOKEN = 4.0
"""Bytes that a token of news takes, about."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What reading some articles will take.

    `usage` counts each output as long as what it is asked about, which answers seldom are for one kind and about are
    for all; `most` counts each as long as it may get.
    """

    articles: int = 0
    usage: Usage = field(default_factory=Usage)
    most: Usage = field(default_factory=Usage)

    def __add__(self, other: Estimate) -> Estimate:
        return Estimate(self.articles + other.articles, self.usage + other.usage, self.most + other.most)


async def estimate(
    articles: Iterable[Article],
    prompts: Sequence[Prompt],
    name: str,
    *,
    tokens: int,
    sentences_per_call: int | None = None,
) -> Estimate:
    """What reading the articles will take with a model of that name and window in `tokens`; no call is made."""
    found = Estimate()
    for article in articles:
        model = _Unasked(name, tokens)
        await extract(article, prompts, model, sentences_per_call=sentences_per_call)
        found += replace(model.found, articles=1)
    return found


class _Unasked:
    """Stands for a model that is not asked: it finds nothing, and counts what that would have taken."""

    slots = 1

    def __init__(self, name: str, window: int) -> None:
        self.name = name
        self.window = window
        self.found = Estimate()

    async def fill(self, request: Request) -> Answer:
        sent = sum(len(message["content"].encode()) for message in request.messages)
        sent += len(str(request.schema.model_json_schema()))
        given = Usage(1, round(sent / BYTES_A_TOKEN), 0, round(len(request.asked.encode()) / BYTES_A_TOKEN))
        self.found += Estimate(0, given, replace(given, output=request.max_tokens))
        return Answer("{}", request.schema.model_validate_json("{}"), Usage())
