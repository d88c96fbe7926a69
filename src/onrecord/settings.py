"""Everything that is read from the environment, in one place."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Mode", "Settings"]

Mode = Literal["auto", "schema", "tools", "json", "text"]
"""How an endpoint is made to answer in the schema; `auto` starts with `schema` and learns from its refusals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings with their defaults; `from_environment` reads the variables named in `VARIABLES`."""

    model: str = "local"
    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    """keys of other providers, by the environment variable that holds each; see `KEYS`"""
    mode: Mode = "auto"
    window: int | None = None
    """tokens of the model's context; None: what the model says of itself, or 32,768"""
    timeout: float = 120.0
    """seconds that one attempt at an endpoint may take, from the first byte sent to the last received; 0: no limit"""
    retries: int = 5
    """transport retries for one request"""
    backoff: float = 1.0
    """seconds that the first retry waits at most; the bound doubles with each, and the wait is drawn below it"""
    reasks: int = 2
    """times a malformed answer is asked for again"""
    concurrency: int = 8
    """requests to an endpoint at once"""
    threads: int | None = None
    """threads of the embedded model; None: one for each core this process may use"""
    weights: Path | None = None
    """a GGUF file at hand that serves as the embedded model's weights"""
    cache: Path | None = None
    """the folder for weights; None: the user's cache folder"""
    prompts: Path | None = None
    """a folder of prompt files that takes the place of the packaged ones"""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """The settings that the environment gives, defaults elsewhere.

        Raises `UsageError` naming the variable whose value can't be used.
        """
        environment = os.environ if environment is None else environment
        given = {
            name: _convert(variable, name, environment[variable])
            for name, variable in VARIABLES.items()
            if environment.get(variable)
        }
        given["keys"] = {variable: environment[variable] for variable in KEYS if environment.get(variable)}
        return cls(**given)  # type: ignore[arg-type]  # _convert gives each field its own type


VARIABLES = {
    "model": "ONRECORD_MODEL",
    "base_url": "OPENAI_BASE_URL",
    "api_key": "OPENAI_API_KEY",
    "mode": "ONRECORD_MODE",
    "window": "ONRECORD_WINDOW",
    "timeout": "ONRECORD_TIMEOUT",
    "retries": "ONRECORD_RETRIES",
    "reasks": "ONRECORD_REASKS",
    "concurrency": "ONRECORD_CONCURRENCY",
    "threads": "ONRECORD_THREADS",
    "weights": "ONRECORD_WEIGHTS",
    "cache": "ONRECORD_CACHE",
    "prompts": "ONRECORD_PROMPTS",
}
"""The environment variable of each setting."""

KEYS = (
    "ANTHROPIC_API_KEY",
    "CEREBRAS_API_KEY",
    "DEEPSEEK_API_KEY",
    "FIREWORKS_API_KEY",
    "GEMINI_API_KEY",
    "GROQ_API_KEY",
    "MISTRAL_API_KEY",
    "OPENROUTER_API_KEY",
    "PERPLEXITY_API_KEY",
    "TOGETHER_API_KEY",
    "XAI_API_KEY",
)
"""The environment variables that hold the keys of providers other than OpenAI."""


def _convert(variable: str, name: str, value: str) -> object:
    if name in ("weights", "cache", "prompts"):
        return Path(value).expanduser()
    if name == "mode" and value not in get_args(Mode):
        raise UsageError(f"{variable}={value}: not a mode; one of {', '.join(get_args(Mode))}")
    if name in ("model", "base_url", "api_key", "mode"):
        return value
    return _number(variable, value, float if name == "timeout" else int)


def _number(variable: str, value: str, kind: type[float] | type[int]) -> float | int:
    try:
        number = kind(value)
    except ValueError:
        number = -1
    if not number >= 0:  # nor NaN
        raise UsageError(f"{variable}={value}: not a {'number' if kind is float else 'whole number'} of 0 or more")
    return number
