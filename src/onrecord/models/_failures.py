"""What goes wrong at an endpoint, in onrecord's words: the one place where vendors' errors are translated."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from json import JSONDecodeError
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import ValidationError

from onrecord.errors import AnswerError, ModelError, OnrecordError, RefusedError, UnavailableError
from onrecord.models._waits import LONGEST_WAIT, asked_wait

if TYPE_CHECKING:
    import openai

__all__ = [
    "NO_KEY",
    "ErrorInAnswer",
    "ModelAddress",
    "TooLargeError",
    "Trouble",
    "diagnose",
    "mismatch",
    "short",
    "translate",
]

BAD_GATEWAY = 502
"""The status that an error in the body of a success counts as, where it names none."""

RETRIED = frozenset({408, 409, 425, 429})
"""Statuses under 500 that say the same request may succeed later."""

FINAL = frozenset({501, 505})
"""Statuses from 500 on that say it never will."""

STATUSES = {
    "invalid_request_error": 400,
    "invalid_argument": 400,
    "failed_precondition": 400,
    "authentication_error": 401,
    "unauthenticated": 401,
    "permission_error": 403,
    "permission_denied": 403,
    "not_found": 404,
    "not_found_error": 404,
    "timeout": 408,
    "rate_limit_error": 429,
    "rate_limit_exceeded": 429,
    "resource_exhausted": 429,
    "too_many_requests": 429,
    "internal": 500,
    "internal_server_error": 500,
    "server_error": 500,
    "api_error": 500,
    "unavailable": 503,
    "service_unavailable": 503,
    "overloaded_error": 503,
    "deadline_exceeded": 504,
}
"""The status that a code or a type of error stands for."""

LATER = re.compile(
    r"rate.?limit|too many requests|overloaded|at capacity|try again (?:in|after) \S|try again later", re.IGNORECASE
)
"""Words of a refusal that is one for now."""

NEVER = re.compile(
    r"not support|unsupported|jinja|chat.?template|must alternate|extra inputs|unknown (?:field|name)", re.IGNORECASE
)
"""Words of an internal error that is a refusal for good: what is asked can't be put to this model."""

MONEY = re.compile(
    r"insufficient.?(?:quota|balance|credit|funds)|billing.?(?:hard|not)|credit balance|out of credits", re.IGNORECASE
)
"""Words of an account that has nothing left, which no waiting brings back."""

QUOTA = re.compile(r"exceeded your current quota", re.IGNORECASE)
"""Words that mean the same, or one of the limits in `RATE`."""

RATE = re.compile(
    r"per.?(?:second|minute|hour|day)|(?:this|each|a|every) minute|\b[rt]p[mds]\b|free.?tier|retry", re.IGNORECASE
)
"""Words of a limit on how much may be asked in a time."""

MISWRITTEN = re.compile(
    r"json_validate_failed|tool_use_failed|output_parse_failed|malformed_function_call|did not call a tool"
    r"|fail(?:ed|ure) to (?:generate|parse|validate)[^.]{0,40}\b(?:json|tool|function|output|response)"
    r"|\bmodel(?:'s)? (?:\w+ )?(?:output|response|generated|wrote|produced)[^.]{0,60}(?:not|no|in)\W?(?:valid|parse)",
    re.IGNORECASE,
)
"""Words of a refusal that is about what the model wrote this time, not about the request."""

MOST_WORDS = 10_000
"""Characters of what an endpoint says that are looked at."""

ADVICE = {
    401: "the key is refused: set {key} to a valid one",
    402: "the account has no credit left",
    403: "the key may not do this: check what {key} is allowed to use",
    404: "not found: check the model's name and the base URL",
    413: "the request is too long for the endpoint: lower ONRECORD_WINDOW",
}
"""What to do about a refusal, by status; `{key}` is the variable that holds the key."""

SHORTEST_SECRET = 8
"""Characters from which on a key is masked: shorter ones are made up, for servers that want any key."""

NO_KEY = "none"
"""Sent as the key where none is set: the client library wants one, servers on one's own machine do not."""


@dataclass(frozen=True, slots=True)
class ModelAddress:
    """Which model is asked where, as messages name it, and the key that no message may show."""

    model: str
    url: str
    api_key: str = field(default=NO_KEY, repr=False)
    key_variable: str = "OPENAI_API_KEY"
    timeout: float = 120.0

    @property
    def address(self) -> str:
        """The URL without a password or a query."""
        parts = urlsplit(self.url)
        return self.masked(parts._replace(netloc=parts.netloc.rpartition("@")[2], query="").geturl())

    def says(self, what: str) -> str:
        """`what`, led by model and address, with the key masked."""
        return f"{self.model} at {self.address}: {self.masked(what)}"

    def masked(self, text: str) -> str:
        """`text` without the key; one that is too short for a secret would be found in any words."""
        secret = self.api_key != NO_KEY and len(self.api_key) >= SHORTEST_SECRET
        return text.replace(self.api_key, "[key]") if secret else text


class Trouble(Exception):  # noqa: N818  # carries an error; never leaves this package
    """A failed attempt: the error it comes to, whether to try again, and how many seconds the endpoint asks to wait.

    `status`, `detail` and `param` are what the endpoint said: the HTTP status, its own words, the parameter it names.
    `written` is what the model wrote, where the endpoint refuses to hand that on as an answer.
    """

    def __init__(self, error: ModelError, *, retry: bool = False, after: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.retry = retry
        self.after = after
        self.status = 0
        self.detail = ""
        self.param = ""
        self.written: str | None = None


class ErrorInAnswer(Exception):  # noqa: N818  # as above
    """An error that an endpoint puts into the body of a response that is otherwise a success."""

    def __init__(self, body: object) -> None:
        super().__init__("an error in the response's body")
        self.body = body


class TooLargeError(Exception):
    """A response that is larger than is read."""


def translate(error: Exception, address: ModelAddress) -> OnrecordError:
    """What an error of openai, instructor, pydantic or asyncio comes to for the caller; the key is masked.

    One of ours that instructor wraps is taken as it is. Raises `TypeError` for an error of any other kind: that
    is a defect, and must not pass for an outage.
    """
    own = error if isinstance(error, OnrecordError) else error.__cause__
    return own if isinstance(own, OnrecordError) else diagnose(error, address).error


def diagnose(error: Exception, address: ModelAddress) -> Trouble:
    """`translate`, with what a retry and another way of asking depend on."""
    import openai

    if isinstance(error, ErrorInAnswer):
        return _body_trouble(_Said.of(error.body), address)
    if isinstance(error, TimeoutError):
        what = f"no complete answer within {address.timeout:g} s: raise ONRECORD_TIMEOUT or ask for less"
        return Trouble(UnavailableError(address.says(what)), retry=True)
    if isinstance(error, openai.OpenAIError):
        return _openai_trouble(error, address)
    return Trouble(_answer_error(error, address))


def short(text: str, length: int = 300) -> str:
    """`text` on one line of at most `length` characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"


def mismatch(error: BaseException) -> str:
    """How an answer fails its schema, in a line and without quoting it."""
    if not isinstance(error, ValidationError):
        return short(str(error))
    faults = error.errors(include_url=False, include_input=False, include_context=False)
    shown = [": ".join(filter(None, (".".join(map(str, fault["loc"])), fault["msg"]))) for fault in faults[:3]]
    return "; ".join(shown) + (f"; and {len(faults) - 3} more" if len(faults) > 3 else "")


_NUMBERS = frozenset(map(str, range(400, 600)))


@dataclass(frozen=True, slots=True)
class _Said:
    """An endpoint's error in its own words; `codes` are its codes and types, `whole` is the body that it came in."""

    message: str
    codes: tuple[str, ...] = ()
    param: str = ""
    written: str | None = None
    whole: object = None

    @classmethod
    def of(cls, whole: object) -> _Said:
        body = whole[0] if isinstance(whole, list) and whole else whole
        if isinstance(body, Mapping):
            body = body.get("error") or body
        if not isinstance(body, Mapping):
            return cls(str(body or "no reason given")[:MOST_WORDS], whole=whole)
        message = f"{body.get('message') or body.get('detail') or body}{_upstream(body)}"[:MOST_WORDS]
        codes = tuple(str(body[name]) for name in ("code", "type", "status") if body.get(name))
        written = body.get("failed_generation")
        return cls(message, codes, str(body.get("param") or ""), written and str(written), whole)

    @property
    def status(self) -> int | None:
        """The status that it names, by its number or by a code."""
        named = [int(code) for code in self.codes if code in _NUMBERS]
        named += [STATUSES[code.lower()] for code in self.codes if code.lower() in STATUSES]
        return next(iter(named), None)

    @property
    def detail(self) -> str:
        """All that it says."""
        return " ".join((*self.codes, self.param, self.message))

    @property
    def is_about_money(self) -> bool:
        """Whether it is money that ran out, and not what may be asked in a minute or a day."""
        ran_out = MONEY.search(self.detail) or QUOTA.search(self.message)
        return bool(ran_out) and not RATE.search(self._text)

    @property
    def is_about_writing(self) -> bool:
        """Whether it is about what the model wrote."""
        return self.written is not None or bool(MISWRITTEN.search(self.detail))

    @property
    def _text(self) -> str:
        return json.dumps(self.whole, ensure_ascii=False)


def _upstream(body: Mapping[str, object]) -> str:
    """What a provider said to a gateway that only says that it failed."""
    more = body.get("metadata")
    raw = more.get("raw") if isinstance(more, Mapping) else None
    return f": {raw}" if raw else ""


def _openai_trouble(error: openai.OpenAIError, address: ModelAddress) -> Trouble:
    import openai

    match error:
        case openai.APIStatusError():
            return _status_trouble(_Said.of(_body_of(error)), error.status_code, error.response.headers, address)
        case openai.APIConnectionError() if isinstance(error.__cause__, TooLargeError):
            return Trouble(AnswerError(address.says(str(error.__cause__))))
        case openai.APIConnectionError():
            return Trouble(UnavailableError(address.says(_connection(error))), retry=True)
        case openai.LengthFinishReasonError() | openai.ContentFilterFinishReasonError():
            return Trouble(AnswerError(address.says(short(str(error)))))
        case openai.APIError():
            return Trouble(UnavailableError(address.says(short(f"not a chat completion: {error}"))), retry=True)
        case _:
            return Trouble(RefusedError(address.says(short(f"the request can't be sent: {error}"))))


def _body_of(error: openai.APIStatusError) -> object:
    """The whole body: openai hands over a part of it."""
    try:
        return error.response.json()
    except ValueError:
        return error.body


def _body_trouble(said: _Said, address: ModelAddress) -> Trouble:
    """An error in the body of a success, told in its own words alone where it names no status."""
    if said.status is not None:
        return _status_trouble(said, said.status, {}, address)
    trouble = _status_trouble(said, BAD_GATEWAY, {}, address)
    if trouble.retry:
        trouble.error = UnavailableError(address.says(short(address.masked(said.message))))
    return trouble


def _status_trouble(said: _Said, status: int, headers: Mapping[str, str], address: ModelAddress) -> Trouble:
    words = short(address.masked(said.message))
    meant = _meant(said, status)
    if said.is_about_money and status != 402:
        what = f"the account's quota is used up: check its plan and billing ({words})"
        trouble = Trouble(RefusedError(address.says(what)))
    elif meant in RETRIED or (meant >= 500 and meant not in FINAL):
        trouble = _passing(f"HTTP {status}: {words}", asked_wait(headers, said.whole, said.message), address)
    elif "content_filter" in said.codes:
        trouble = Trouble(AnswerError(address.says(f"the endpoint's content filter refuses the request ({words})")))
    else:
        trouble = Trouble(RefusedError(address.says(_refusal(status, words, address))))
        trouble.written = (said.written or "") if said.is_about_writing else None
    trouble.status, trouble.param = meant, said.param
    trouble.detail = address.masked(said.detail)
    return trouble


def _meant(said: _Said, status: int) -> int:
    """The status that an error should have: some refuse for now with 400 or 403, others for good with 500."""
    if status in (500, BAD_GATEWAY) and NEVER.search(said.message):
        return 400
    if status in (400, 403) and (said.status in RETRIED or LATER.search(said.message)):
        return 429
    return status


def _passing(what: str, after: float | None, address: ModelAddress) -> Trouble:
    """A fault that waiting cures, unless the endpoint wants us to wait too long."""
    if after is None or after <= LONGEST_WAIT:
        return Trouble(UnavailableError(address.says(what)), retry=True, after=after)
    what = f"asks to wait {after:,.0f} s, more than the {LONGEST_WAIT:g} s that onrecord waits: try later ({what})"
    return Trouble(UnavailableError(address.says(what)), after=after)


def _refusal(status: int, words: str, address: ModelAddress) -> str:
    if status == 401 and address.api_key == NO_KEY:
        return f"a key is needed: set {address.key_variable} ({words})"
    if "context" in words and ("length" in words or "window" in words or "size" in words):
        return f"the request is longer than the model's context: lower ONRECORD_WINDOW ({words})"
    advice = ADVICE.get(status, f"the request is refused with HTTP {status}").format(key=address.key_variable)
    return f"{advice} ({words})"


def _connection(error: Exception) -> str:
    """What became of the connection, from the error at the bottom.

    The layers above call every lost connection a time-out.
    """
    root: BaseException = error
    while root.__cause__ is not None:
        root = root.__cause__
    reason = short(str(root) or type(root).__name__)
    if isinstance(root, OSError) and "Connect" in type(root).__name__:
        return f"no connection: is it running at this address? ({reason})"
    return f"the connection broke: {reason}"


def _answer_error(error: Exception, address: ModelAddress) -> ModelError:
    """What instructor's and pydantic's errors come to, once nothing is asked again."""
    from instructor.core import exceptions

    cause = error.__cause__ if isinstance(error, exceptions.InstructorRetryException) and error.__cause__ else error
    unsent = (exceptions.ConfigurationError, exceptions.ModeError, exceptions.ClientError, exceptions.ProviderError)
    unfit = (exceptions.InstructorError, ValidationError, JSONDecodeError, RecursionError)
    match cause:
        case ModelError():
            return cause
        case exceptions.IncompleteOutputException():
            return AnswerError(address.says("the answer was cut off"))
        case _ if isinstance(cause, unsent):
            return RefusedError(address.says(short(f"the request can't be sent: {cause}")))
        case _ if isinstance(cause, unfit):
            return AnswerError(address.says(f"no answer fills the schema: {mismatch(cause)}"))
    raise TypeError(f"not an error of the model's: {type(cause).__name__}") from cause
