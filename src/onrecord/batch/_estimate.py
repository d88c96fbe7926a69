"""Estimate the calls and tokens that articles will take, before any call is made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from onrecord.article import Article
from onrecord.extraction import Prompt, extract
from onrecord.models import Answer, Request
from onrecord.usage import Usage
from onrecord.verification import VerifyPrompt

__all__ = ["Estimate", "estimate", "estimate_record"]

BYTES_A_TOKEN = 4.0
"""The approximate number of bytes in a token of news."""


RECORD_TOKENS, VERDICT_TOKENS = 65, 20
"""The approximate numbers of tokens in a record with its evidence, and in a verdict in a list."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """The calls and tokens that articles will take.

    `usage` takes each answer to be as long as the sentences that it is about. That is about right for prompts that fill
    all kinds, and rather too much for those that fill one. `most` takes each answer to be as long as it may get.
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
    """The calls and tokens that the articles will take with the model called `name`; no call is made.

    `tokens` is the window of the model.
    """
    total = Estimate()
    for article in articles:
        model = _Counter(name, tokens)
        await extract(article, prompts, model, sentences_per_call=sentences_per_call)
        total += replace(model.total, articles=1)
    return total


def estimate_record(prompt: VerifyPrompt, verifier: str) -> Usage:
    """The tokens that verifying takes for one record, with its share of what is sent for several at once."""
    by_word = prompt.by_word(verifier)
    shared = sum(len(turn["content"].encode()) for turn in prompt.turns(by_word=by_word)) / BYTES_A_TOKEN
    read = shared / prompt.records_per_call(verifier) + RECORD_TOKENS
    return Usage(input=round(read), output=1 if by_word else VERDICT_TOKENS)


class _Counter:
    """A model that answers every request with no records, and counts the tokens that the request would take."""

    slots = 1

    def __init__(self, name: str, window: int) -> None:
        self.name = name
        self.window = window
        self.total = Estimate()

    async def fill(self, request: Request) -> Answer:
        sent = sum(len(message["content"].encode()) for message in request.messages)
        sent += len(str(request.schema.model_json_schema()))
        likely = Usage(1, round(sent / BYTES_A_TOKEN), 0, round(len(request.asked.encode()) / BYTES_A_TOKEN))
        self.total += Estimate(0, likely, replace(likely, output=request.max_tokens))
        return Answer("{}", request.schema.model_validate_json("{}"), Usage())
