"""What is read of an endpoint's answer, whatever shape it comes in; all else in it is let pass."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, Field, ValidationError, field_validator

from onrecord.lenient import after_thought
from onrecord.models._failures import ErrorInAnswer, short
from onrecord.models._token_counts import token_count

__all__ = ["Completion", "read_completion"]

CUT_OFF = frozenset({"max_tokens", "max_output_tokens", "max_completion_tokens", "model_length", "token_limit"})
"""What endpoints say in place of `length` of an answer that came to its bound."""

THOUGHTS = ("reasoning_content", "reasoning", "reasoning_details", "thinking")
"""The fields of a message that hold what the model thought, and sometimes its answer."""


class _Function(BaseModel):
    name: str = "answer"
    arguments: Any = None

    @property
    def text(self) -> str:
        return self.arguments if isinstance(self.arguments, str) else json.dumps(self.arguments)


class _ToolCall(BaseModel):
    id: str | None = None
    type: str = "function"
    function: _Function = _Function()


class _Message(BaseModel):
    role: str = "assistant"
    content: str | None = None
    refusal: str | None = None
    tool_calls: list[_ToolCall] | None = None
    function_call: _Function | None = None
    thoughts: str = Field(default="", exclude=True)

    @field_validator("content", mode="before")
    @classmethod
    def _in_one_text(cls, content: object) -> object:
        parts = [part for part in content if not _is_thought(part)] if isinstance(content, list) else content
        return parts if parts is None or isinstance(parts, str) else _text_of(parts)


class _Choice(BaseModel):
    finish_reason: str | None = None
    message: _Message = _Message()
    logprobs: Any = None
    error: Any = None

    @field_validator("message", mode="before")
    @classmethod
    def _with_thoughts(cls, message: object) -> object:
        if not isinstance(message, Mapping):
            return message or {}
        thoughts = next(filter(None, (_text_of(message.get(name)) for name in THOUGHTS)), "")
        return {**message, "thoughts": thoughts}

    @field_validator("finish_reason", mode="before")
    @classmethod
    def _in_openai_s_words(cls, reason: object) -> object:
        said = reason.lower() if isinstance(reason, str) else reason
        return "length" if said in CUT_OFF else said


class Completion(BaseModel):
    """An endpoint's answer."""

    choices: list[_Choice]
    usage: Any = None
    error: Any = None
    id: Any = None
    model: Any = None

    @field_validator("choices", mode="after")
    @classmethod
    def _one_at_least(cls, choices: list[_Choice]) -> list[_Choice]:
        """An answer without a choice is an empty one, hence malformed, hence asked for again."""
        return choices or [_Choice(message=_Message())]

    @classmethod
    def saying(cls, text: str) -> Completion:
        """A completion that consists of `text`."""
        return cls(choices=[_Choice(message=_Message(content=text))])

    @property
    def told(self) -> dict[str, str | list[str]]:
        """What it says of itself, by the names that OpenTelemetry has for it."""
        named = {"gen_ai.response.model": self.model, "gen_ai.response.id": self.id}
        reason = self.choices[0].finish_reason
        told: dict[str, str | list[str]] = {name: said for name, said in named.items() if isinstance(said, str)}
        return told | ({"gen_ai.response.finish_reasons": [reason]} if reason else {})

    @property
    def text(self) -> str:
        """The answer's text, or the arguments of the tools that it calls; where neither is there, its thoughts.

        They are the answer where they end in JSON: some servers take the whole of an answer for thoughts.
        """
        message = self.choices[0].message
        if message.tool_calls:
            return "\n".join(call.function.text for call in message.tool_calls)
        if message.content and not message.content.isspace():
            return message.content
        if message.function_call:
            return message.function_call.text
        thought_out = message.thoughts.rstrip("` \n").endswith(("}", "]")) and not self.is_cut_off
        return message.thoughts if thought_out else message.content or ""

    @property
    def is_cut_off(self) -> bool:
        """Whether the answer came to its bound."""
        return self.choices[0].finish_reason == "length"

    @property
    def is_all_thought(self) -> bool:
        """Whether the answer came to its bound before it began, or most of the room went on thought."""
        if not self.is_cut_off:
            return False
        usage = self.usage if isinstance(self.usage, Mapping) else {}
        thought = token_count(usage, "completion_tokens_details", "reasoning_tokens")
        begun = any(opening in after_thought(self.text) for opening in "{[")
        return not begun or 2 * thought > token_count(usage, "completion_tokens")

    @property
    def fault(self) -> object:
        """The error that stands in the answer's place, as the endpoint says it; None where there is none."""
        choice = self.choices[0]
        failed = choice.finish_reason == "error"
        said = choice.error or self.error or (failed and "the endpoint says that it failed, and not why")
        return said if said and (failed or not self.text) else None

    @property
    def refusal(self) -> str | None:
        """Why there is no answer, where the model or a filter before it refuses one."""
        choice = self.choices[0]
        if choice.message.refusal:
            return f"the model refuses: {short(choice.message.refusal)}"
        if choice.finish_reason == "content_filter":
            return "the endpoint's content filter withholds the answer"
        return None

    def in_form(self, *, call: bool) -> Completion:
        """The same answer where one looks for it: in the arguments of a tool call, or in the text.

        Models that ignore tools put the arguments in the text, others call a tool that they weren't given.
        """
        message = self.choices[0].message
        if call and self.text and not (message.tool_calls and len(message.tool_calls) == 1):
            message.function_call = _Function(arguments=self.text)
            message.content = message.tool_calls = None
        elif not call:
            message.content = self.text
            message.tool_calls = message.function_call = None
        return self


def read_completion(content: bytes) -> Completion:
    """The completion in a response's body, streamed or not.

    Raises `ErrorInAnswer` where there is none, with the error that stands in its place or the start of what does.
    """
    try:
        completion = Completion.model_validate_json(content)
    except ValidationError:
        completion = _streamed(content)
    if completion.fault:
        raise ErrorInAnswer(completion.fault)
    return completion


def _text_of(content: object) -> str:
    """The text of content that comes as one, in parts, or as the JSON that the text would be."""
    if isinstance(content, list):
        return "".join(map(_text_of, content))
    if not isinstance(content, Mapping):
        return content if isinstance(content, str) else ""
    if "type" in content or content.keys() <= {"text", "value", "annotations"}:
        return _text_of(content.get("text", content.get("value")))
    return json.dumps(content, ensure_ascii=False)


def _is_thought(part: object) -> bool:
    kind = str(part.get("type")) if isinstance(part, Mapping) else ""
    return "think" in kind or "reason" in kind


def _streamed(content: bytes) -> Completion:
    """The completion that comes as server-sent events, which some endpoints send though nobody asked for them."""
    events = [line[5:].strip() for line in content.splitlines() if line.startswith(b"data:")]
    try:
        completion = Completion.model_validate(_joined([json.loads(event) for event in events if event != b"[DONE]"]))
    except (ValueError, AttributeError, TypeError):
        raise ErrorInAnswer(_said_in(content)) from None
    if not (completion.choices[0].finish_reason or b"[DONE]" in events or completion.fault):
        raise ErrorInAnswer("the answer breaks off before its end")
    return completion


def _joined(chunks: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The answer that the chunks of a stream come to."""
    answer: dict[str, Any] = {name: chunk[name] for chunk in chunks for name in ("usage", "error") if chunk.get(name)}
    choices = [choice for chunk in chunks for choice in chunk.get("choices") or () if not choice.get("index")]
    if not choices and "error" not in answer:
        raise ValueError("no choice is there")
    deltas = [choice.get("delta") or choice.get("message") or {} for choice in choices]
    message: dict[str, Any] = {
        name: "".join(_text_of(delta.get(name)) for delta in deltas) for name in ("content", *THOUGHTS)
    }
    calls = [call.get("function") or {} for delta in deltas for call in delta.get("tool_calls") or ()]
    calls += [delta["function_call"] for delta in deltas if delta.get("function_call")]
    if calls:
        message["function_call"] = {"arguments": "".join(_text_of(call.get("arguments")) for call in calls)}
    last = {name: choice[name] for choice in choices for name in ("finish_reason", "error") if choice.get(name)}
    return answer | {"choices": [last | {"message": message}]}


def _said_in(content: bytes) -> object:
    """The error in a body that is no completion, or the start of what is there in its place."""
    try:
        body = json.loads(content)
    except ValueError:
        body = None
    if isinstance(body, list) and body:
        body = body[0]
    if isinstance(body, Mapping) and (said := body.get("error") or (body.get("message") and body)):
        return said
    start = short(content[:400].decode(errors="replace"), 120)
    return f"the response is not a chat completion, is the base URL right? It begins: {start}"
