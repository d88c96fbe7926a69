"""How an endpoint wants to be asked: what its refusals teach, in one table, and what is sent for it.

Endpoints refuse in words of their own. What a refusal is about is told by the names in it; the row of `REMEDIES` for a
name says what to change. What an endpoint then took is kept for all that follows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from onrecord.models._token_counts import BYTES_A_TOKEN

if TYPE_CHECKING:
    from onrecord.models._failures import Trouble
    from onrecord.settings import Mode

__all__ = ["REMEDIES", "WAYS", "Dialect"]

WAYS: tuple[Mode, ...] = ("schema", "tools", "json", "text")
"""The ways to ask for an answer in the schema, the strictest first: what `auto` falls through."""

REFUSALS = frozenset({400, 404, 415, 422, 501})
"""Statuses with which endpoints refuse what is asked of them."""

LEAST = 64
"""Tokens below which no answer is worth asking for, and a number is no bound on one."""

MORE_ROOM = 4
"""How many times as long an answer may get after one whose room went on thought."""

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How an endpoint is asked, as far as its refusals have taught.

    `way` is how it is held to the schema; `bound` the parameter that bounds an answer's length, `most` the most
    tokens that it may be, `context` those of the request and the answer together. `thought` is how many tokens are
    asked for beyond the answer's own, for the model to think in; `least` is the fewest that it may be. `dropped`
    are parameters that it doesn't take; `system` is whether it takes a system turn; `streams` whether it has to be
    asked for a stream.
    """

    way: Mode
    bound: str = "max_tokens"
    most: int | None = None
    context: int | None = None
    thought: int = 0
    least: int = 0
    dropped: frozenset[str] = frozenset()
    system: bool = True
    streams: bool = False

    @classmethod
    def of(cls, text: str) -> Dialect:
        """The dialect that a text stands for."""
        known = json.loads(text)
        return cls(**known | {"dropped": frozenset(known["dropped"])})

    @property
    def text(self) -> str:
        """A text that stands for the dialect."""
        return json.dumps(asdict(self) | {"dropped": sorted(self.dropped)})

    def after(self, refusal: Trouble, sent: Payload) -> Dialect | None:
        """The dialect to try after a refusal of what was sent in this one; None where the refusal isn't about how."""
        if refusal.status not in REFUSALS or ABSENT.search(refusal.detail):
            return None
        for said in (refusal.param, refusal.detail):
            for about, remedy in REMEDIES:
                if about.search(said) and (changed := remedy(self, refusal.detail, sent)) is not None:
                    return changed
        is_vague = not any(about.search(refusal.detail) for about, _ in REMEDIES)
        return _next_way(self, refusal.detail, sent) if is_vague and UNTAKEN.search(refusal.detail) else None

    def with_room(self, tokens: int, most: int) -> Dialect | None:
        """The dialect after an answer whose `tokens` went on thought; None where no more than `most` may be had."""
        room = min(tokens * MORE_ROOM, self.most or most, most) - tokens
        return replace(self, thought=self.thought + room) if room > 0 else None

    def learning(self, before: Dialect, after: Dialect) -> Dialect:
        """The dialect with what changed between two others."""
        names = [field.name for field in fields(self) if getattr(before, field.name) != getattr(after, field.name)]
        return replace(self, **{name: getattr(after, name) for name in names})

    def tokens(self, wanted: int, size: int) -> int:
        """How many tokens to ask for where an answer of `wanted` is, by a request of `size` bytes."""
        tokens = max(wanted + self.thought, self.least)
        left = max(LEAST, self.context - int(size / BYTES_A_TOKEN) - LEAST) if self.context else tokens
        return min(tokens, left, self.most or tokens)

    def messages(self, turns: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
        """The turns as the endpoint takes them: what the system says opens the first turn of the user, if need be."""
        if self.system:
            return [dict(turn) for turn in turns]
        said = [turn["content"] for turn in turns if turn["role"] == "system"]
        rest = [dict(turn) for turn in turns if turn["role"] != "system"] or [{"role": "user", "content": ""}]
        rest[0]["content"] = "\n\n".join([*said, rest[0]["content"]])
        return rest

    def payload(self, payload: Payload) -> dict[str, Any]:
        """What is sent, without what the endpoint doesn't take."""
        streaming = {"stream": True, "stream_options": {"include_usage": True}} if self.streams else {}
        return {name: value for name, value in {**payload, **streaming}.items() if name not in self.dropped}


Remedy = Callable[[Dialect, str, Payload], Dialect | None]


def _another_bound(dialect: Dialect, detail: str, sent: Payload) -> Dialect | None:
    """Ask for as many tokens as it says it gives, or by another name, or for half."""
    asked = sent[dialect.bound]
    if (least := AT_LEAST.search(detail)) and int(least[1].replace(",", "")) > asked:
        return replace(dialect, least=int(least[1].replace(",", "")))
    said = [int(number.replace(",", "")) for number in NUMBER.findall(detail)]
    if given := [number for number in said if LEAST <= number < asked]:
        return replace(dialect, most=max(given))
    other = ({"max_tokens", "max_completion_tokens"} - {dialect.bound}).pop()
    if UNTAKEN.search(detail) and other not in dialect.dropped:
        return replace(dialect, bound=other, dropped=dialect.dropped | {dialect.bound})
    return replace(dialect, most=asked // 2) if TOO_LARGE.search(detail) and asked >= 4 * LEAST else None


def _in_context(dialect: Dialect, detail: str, _: Payload) -> Dialect | None:
    """Ask for what the context leaves, where it says how long that is."""
    said = CONTEXT_LENGTH.search(detail)
    context = int((said[1] or said[2]).replace(",", "")) if said else None
    return None if context is None or dialect.context else replace(dialect, context=context)


def _without_system(dialect: Dialect, _: str, sent: Payload) -> Dialect | None:
    """Say in the user's turn what the system says."""
    has_one = any(turn["role"] == "system" for turn in sent["messages"])
    return replace(dialect, system=False) if has_one else None


def _streamed(dialect: Dialect, _: str, sent: Payload) -> Dialect | None:
    """Ask for a stream."""
    return None if "stream" in sent else replace(dialect, streams=True)


def _next_way(dialect: Dialect, _: str, __: Payload) -> Dialect | None:
    """Hold it to the schema in the next way, which asks less of it."""
    return None if dialect.way == WAYS[-1] else replace(dialect, way=WAYS[WAYS.index(dialect.way) + 1])


def _left_out(name: str) -> Remedy:
    def remedy(dialect: Dialect, _: str, sent: Payload) -> Dialect | None:
        return replace(dialect, dropped=dialect.dropped | {name}) if name in sent else None

    return remedy


def _about(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


REMEDIES: Sequence[tuple[re.Pattern[str], Remedy]] = (
    (_about(r"temperature"), _left_out("temperature")),
    (_about(r"\btop[_\- ]?p\b"), _left_out("top_p")),
    (_about(r"\bseed\b"), _left_out("seed")),
    (_about(r"frequency[_\- ]?penalty"), _left_out("frequency_penalty")),
    (_about(r"presence[_\- ]?penalty"), _left_out("presence_penalty")),
    (_about(r"reasoning[_\- ]?effort"), _left_out("reasoning_effort")),
    (_about(r"\bverbosity\b"), _left_out("verbosity")),
    (_about(r"service[_\- ]?tier"), _left_out("service_tier")),
    (_about(r"tool[_\- ]?choice"), _left_out("tool_choice")),
    (_about(r"stream[_\- ]?options|include[_\- ]?usage"), _left_out("stream_options")),
    (_about(r"\bstream|enable_thinking"), _streamed),
    (
        _about(r"context[_\- ]?(?:length|window|size|limit)|n_ctx|max[_\- ]?model[_\- ]?len|maximum context"),
        _in_context,
    ),
    (
        _about(
            r"max[_\- ]?(?:completion|output|new|generated)?[_\- ]?tokens|num_predict"
            r"|(?:completion|output) (?:tokens|length)"
        ),
        _another_bound,
    ),
    (
        _about(
            r"\b(?:system|developer)\b[^.]{0,30}\b(?:role|message|instruction|prompt|turn|content)"
            r"|first message\b[^.]{0,30}\buser|(?:start|begin)s? with (?:a )?user"
            r"|\brole\b|\broles\b|(?:message|turn)s?\b[^.]{0,30}\b(?:system|developer)\b"
        ),
        _without_system,
    ),
    (_about(r"response[_\- ]?format|json|schema|structured|tool|function|grammar|format|constraint|guided"), _next_way),
)
"""What a refusal is about, by a name in it, and what to do: of the rows that match, the first that changes something.

The parameter that an endpoint names as such goes before its words, and the narrower name before the wider."""

UNTAKEN = _about(
    r"unsupported|not (?:be )?support|n.t support|unknown|unrecogni[sz]ed|unexpected|extra (?:inputs|fields|param)"
    r"|not (?:be )?permitted|no such|instead|(?:does not|doesn.t|cannot) (?:take|accept)|takes no|deprecated"
)
"""Words of a refusal of something that is new to the endpoint."""

TOO_LARGE = _about(
    r"too (?:large|high|big|long|many)|exceed|out of|range|greater|above|at most|maximum|larger|less than"
)

AT_LEAST = _about(
    r"(?:at least|minimum(?: value)?(?: of| is)?|(?:greater|more|larger) than(?: or equal to)?|no less than|>=?)"
    r"\D{0,3}(\d[\d,]{0,9})"
)
"""A bound below which an endpoint takes no length of an answer."""

ABSENT = _about(
    r"model_not_found|(?:unknown|invalid|no such) model\b|model\b[^.]{0,80}(?:does not exist|not found|doesn't exist)"
)
"""Words of a refusal of the model, which no other way of asking cures."""

NUMBER = re.compile(r"(?<![\w.-])\d{1,3}(?:,\d{3})+(?![\w-])|(?<![\w.-])\d+(?![\w-])")
"""Numbers by themselves, not those in the names of models and of dates."""

CONTEXT_LENGTH = _about(
    r"context[_\- ]?(?:length|window|size|limit)?\D{0,40}?(\d[\d,]{2,9})|\b(\d[\d,]{2,9})[_\- ]tokens? context"
)
