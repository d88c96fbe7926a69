"""Every error that onrecord raises, by what the caller can do about it.

OnrecordError
├── UsageError            the call itself is wrong: mend the option, setting or argument
│   ├── PromptError       a prompt file is wrong: mend the file that it names
│   └── NotRecordedError  what is now asked has no recorded answer; it is in onrecord.models._recorded
├── SourceError           an article can't be read: the others still can
├── StoreError            a results database can't be used or written; it is in onrecord.store
├── WeightsError          the embedded model's weights are missing or damaged
└── ModelError            no usable answer came; carries the usage spent on it
    ├── RefusedError      the endpoint won't do this for us: key, model name, request, context length
    ├── UnavailableError  it can't do it now: limits, outages, time-outs outlasted the retries
    ├── AnswerError       it answered, but with a refusal or nothing that fills the schema
    └── BudgetSpentError  the call might not have fitted the budget; it is in onrecord.batch._budget
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
    """No usable answer came from the model.

    `usage` is what the attempts cost, failed ones included; `text` is the last answer as it came, if one did.
    """

    def __init__(self, message: str, *, usage: Usage | None = None, text: str = "") -> None:
        super().__init__(message)
        self.usage = usage
        self.text = text


class RefusedError(ModelError):
    """The endpoint refuses the request, and would again."""


class UnavailableError(ModelError):
    """The endpoint could not answer within the retries; later it may."""


class AnswerError(ModelError):
    """The model answered, but not with anything that fills the schema."""
