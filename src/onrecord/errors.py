"""Every error that onrecord raises, by what the caller can do about it.

OnrecordError
├── UsageError            an option, a setting or an argument is wrong: correct it
│   ├── PromptError       a prompt file is wrong: correct the file that the message names
│   └── NotRecordedError  a replayed call has no recorded answer (defined in onrecord.models._recorded)
├── SourceError           a source can't be read as an article; the other sources still can
├── StoreError            a results database can't be used or written (defined in onrecord.store)
├── WeightsError          the embedded model's weights are missing or damaged
└── ModelError            the model gave no usable answer; the error has the usage spent on it
    ├── RefusedError      the endpoint refuses the request: key, model name, parameters, context length
    ├── UnavailableError  the endpoint is unavailable: limits, outages or time-outs outlasted the retries
    ├── AnswerError       the model answered with a refusal, or with nothing that fits the schema
    └── BudgetSpentError  the call might have exceeded the budget (defined in onrecord.batch._budget)
"""

from __future__ import annotations

from onrecord.usage import Usage

__all__ = [
    "AnswerError",
    "ModelError",
    "OnrecordError",
    "PromptError",
    "RefusedError",
    "SourceError",
    "UnavailableError",
    "UsageError",
    "WeightsError",
]


class OnrecordError(Exception):
    """The base of every error that onrecord raises."""


class UsageError(OnrecordError):
    """An option, a setting or an argument is wrong."""


class PromptError(UsageError):
    """A prompt file is wrong; the message names the file."""


class SourceError(OnrecordError):
    """A source can't be read as an article."""


class WeightsError(OnrecordError):
    """The embedded model's weights, or what runs them, are missing or damaged."""


class ModelError(OnrecordError):
    """The model gave no usable answer.

    `usage` are the calls and tokens of all attempts; `text` is the last answer as it came, or "" if none came.
    """

    def __init__(self, message: str, *, usage: Usage | None = None, text: str = "") -> None:
        super().__init__(message)
        self.usage = usage
        self.text = text


class RefusedError(ModelError):
    """The endpoint refuses the request, and would refuse it again."""


class UnavailableError(ModelError):
    """The endpoint did not answer within the retries; it may answer later."""


class AnswerError(ModelError):
    """The model answered, but with nothing that fits the schema."""
