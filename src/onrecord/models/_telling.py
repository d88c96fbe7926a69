"""What is told of each call to a model: a line in the log, and a span of OpenTelemetry's where its API is installed."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from opentelemetry.trace import Span, Tracer

    from onrecord.models._base import Call
    from onrecord.models._completion import Completion
    from onrecord.models._failures import ModelAddress, Trouble
    from onrecord.usage import Usage

__all__ = ["Told", "tell_kept", "tell_of_reask", "tell_of_retry", "telling"]

logger = logging.getLogger("onrecord.models")

_PROVIDERS = {"gemini": "gcp.gemini", "mistral": "mistral_ai", "xai": "x_ai"}
"""The names of providers that OpenTelemetry has others for. Where only the form of the API is known, it wants that."""


class Told:
    """What is known of a call once it has been answered."""

    completion: Completion | None = None


@contextmanager
def telling(address: ModelAddress, call: Call) -> Iterator[Told]:
    """Tell of a call that is made within the block, of whatever becomes of it, and never of a key or a text."""
    told, started = Told(), time.perf_counter()
    with _span(address, call) as span:
        try:
            yield told
        except BaseException as error:
            failure = str(call.status) if call.status else type(getattr(error, "error", error)).__name__
            _log(address, call, time.perf_counter() - started, failure)
            _end(span, call, told, failure)
            raise
        _log(address, call, time.perf_counter() - started)
        _end(span, call, told)


def tell_kept(model: str, usage: Usage) -> None:
    """Tell of an answer that was kept, for which no call is made."""
    logger.debug(
        "%s: answered by what is kept; it took %d tokens in and %d out when it was asked for",
        model,
        usage.input,
        usage.output,
        extra={"event": "kept", "data": {"model": model, "input": usage.input, "output": usage.output}},
    )


def tell_of_retry(trouble: Trouble, seconds: float) -> None:
    """Tell why a call is made again, and how long after."""
    data = {"reason": str(trouble.error), "seconds": round(seconds, 3)}
    logger.info("%s; again in %.1f s", trouble.error, seconds, extra={"event": "retry", "data": data})


def tell_of_reask(address: ModelAddress, reason: str) -> None:
    """Tell why a question is asked again that was answered."""
    said = address.says(f"the answer doesn't fill the schema: {reason}")
    logger.info("%s; asking again", said, extra={"event": "retry", "data": {"reason": said, "seconds": 0.0}})


def _log(address: ModelAddress, call: Call, seconds: float, failure: str = "") -> None:
    if not logger.isEnabledFor(logging.DEBUG):
        return
    usage = call.usage
    tokens = (usage.input, usage.cached, usage.output) if usage else (0, 0, 0)
    data = dict(zip(("input", "cached", "output"), tokens, strict=True))
    logger.debug(
        "%s: %s in %.2f s: %d tokens in (%d cached), %d out",
        address.model,
        f"failed ({failure})" if failure else "answered",
        seconds,
        *tokens,
        extra={
            "event": "call",
            "data": {"model": address.model, **data, "seconds": round(seconds, 3), "error": failure or None},
        },
    )


@cache
def _tracer() -> Tracer | None:
    """What makes spans; None where OpenTelemetry's API isn't installed."""
    try:
        from opentelemetry import trace
    except ImportError:
        return None
    return trace.get_tracer("onrecord", version("onrecord"))


@contextmanager
def _span(address: ModelAddress, call: Call) -> Iterator[Span | None]:
    """The span of a call, by the semantic conventions for generative AI; None where there are no spans."""
    if (tracer := _tracer()) is None:
        yield None
        return
    from opentelemetry.trace import SpanKind

    with tracer.start_as_current_span(
        f"chat {address.model}",
        kind=SpanKind.CLIENT,
        attributes=_asked(address, call),
        record_exception=False,
        set_status_on_exception=False,
    ) as span:
        yield span


def _asked(address: ModelAddress, call: Call) -> dict[str, Any]:
    """The attributes of what is asked."""
    parts = urlsplit(address.url)
    provider = address.key_variable.removesuffix("_API_KEY").lower()
    return {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": _PROVIDERS.get(provider, provider),
        "gen_ai.request.model": address.model,
        "gen_ai.request.max_tokens": call.max_tokens,
        "server.address": parts.hostname or "",
        "server.port": parts.port or (443 if parts.scheme == "https" else 80),
    }


def _end(span: Span | None, call: Call, told: Told, failure: str = "") -> None:
    """Note in a span what came of the call."""
    if span is None or not span.is_recording():
        return
    if usage := call.usage:
        span.set_attribute("gen_ai.usage.input_tokens", usage.input)
        span.set_attribute("gen_ai.usage.cache_read.input_tokens", usage.cached)
        span.set_attribute("gen_ai.usage.output_tokens", usage.output)
    if completion := told.completion:
        span.set_attributes(completion.told)
    if failure:
        from opentelemetry.trace import StatusCode

        span.set_attribute("error.type", failure)
        span.set_status(StatusCode.ERROR)
