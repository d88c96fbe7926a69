"""What `onrecord prompts show` prints of the calls that a prompt makes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.cli.output import counted

if TYPE_CHECKING:
    from onrecord.article import Article
    from onrecord.extraction import Prompt
    from onrecord.settings import Settings

__all__ = ["Call", "bodies", "template_lines", "told"]

HOLDS = ("response_format", "tools", "tool_choice", "grammar")
"""What holds an answer to its schema."""

ESTIMATE = "Tokens are estimates by the length of the text, rather too high; the model's own tokenizer isn't asked."


@dataclass(frozen=True, slots=True)
class Call:
    """The body of a call, as it is sent, and the text that it asks about."""

    body: bytes
    asked: str

    @property
    def payload(self) -> dict[str, Any]:
        """The body, read."""
        payload: dict[str, Any] = json.loads(self.body)
        return payload


async def bodies(
    prompt: Prompt, model: str, settings: Settings, article: Article, sentences_per_call: int | None
) -> list[Call]:
    """The calls that a prompt makes about an article, in their order."""
    from onrecord.extraction import requests_of
    from onrecord.models import Rehearsal

    rehearsal = Rehearsal(model, settings)
    requests = requests_of(article, [prompt], model, rehearsal.window, sentences_per_call)
    return [Call(await rehearsal.body(request), request.asked) for request in requests]


async def template_lines(prompt: Prompt, model: str, settings: Settings, sentences_per_call: int | None) -> list[str]:
    """What a prompt sends about any article, its question as the template that it is."""
    from onrecord.models import Rehearsal, Request

    form = prompt.form(model, sentences_per_call=sentences_per_call)
    request = Request(prompt.template(form), prompt.schema(form), 1, dict(prompt.parameters))
    payload = json.loads(await Rehearsal(model, settings).body(request))
    by_article = {"max_tokens", "max_completion_tokens"} - prompt.parameters.keys()
    shown = {name: value for name, value in payload.items() if name not in by_article}
    return [
        f"{prompt.name} to {model}; the last turn is a template, --article FILE fills it in",
        ESTIMATE,
        *_call(shown),
    ]


def told(calls: Sequence[Call], model: str) -> Iterator[str]:
    """The calls in lines; what is the same as in the call before is not told again."""
    tokens = sum(_size(call.payload) for call in calls)
    yield f"{counted(len(calls), 'call')} to {model}, about {counted(tokens, 'token')} to read in all"
    yield ESTIMATE
    before: Mapping[str, Any] = {}
    for number, call in enumerate(calls, start=1):
        payload = call.payload
        about = f"{call.asked[:60]}…" if len(call.asked) > 60 else call.asked
        yield ""
        yield f"=== call {number} of {len(calls)}, about {counted(_size(payload), 'token')}: {' '.join(about.split())}"
        yield from _call(payload, before)
        before = payload


def _size(payload: Mapping[str, Any]) -> int:
    """The tokens of the turns, and of what holds the answer to its schema."""
    from onrecord.models import estimated_tokens

    texts = [turn["content"] for turn in payload["messages"]]
    return sum(map(estimated_tokens, texts + [_text(payload[name]) for name in HOLDS if name in payload]))


def _call(payload: Mapping[str, Any], before: Mapping[str, Any] = {}) -> Iterator[str]:
    """One call in lines, without what the call `before` has the same."""
    from onrecord.models import estimated_tokens

    same = _turns_shared(payload["messages"], before.get("messages", ()))
    if same:
        yield f"--- the first {counted(same, 'turn')} as in the call before"
    for turn in payload["messages"][same:]:
        yield f"--- {turn['role']}, about {counted(estimated_tokens(turn['content']), 'token')}"
        yield turn["content"]
    settings = _settings(payload)
    if before and settings == _settings(before):
        yield "--- settings as in the call before"
    else:
        yield "--- settings"
        yield from (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in settings.items())
    for name in (name for name in HOLDS if name in payload):
        if before and payload[name] == before.get(name):
            yield f"--- {name} as in the call before"
        else:
            yield f"--- {name}, about {counted(estimated_tokens(_text(payload[name])), 'token')}"
            yield _text(payload[name], indent=1)


def _settings(payload: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in payload.items() if name not in ("messages", *HOLDS)}


def _turns_shared(turns: Sequence[Any], others: Sequence[Any]) -> int:
    """How many turns at the beginning are the same."""
    pairs = zip(turns, others, strict=False)
    return next((i for i, (one, other) in enumerate(pairs) if one != other), min(len(turns), len(others)))


def _text(value: Any, *, indent: int | None = None) -> str:
    """What holds the answer, as text: a grammar as it is, a schema as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=indent)
