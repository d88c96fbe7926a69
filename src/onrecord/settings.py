"""The settings, which are the only thing that is read from the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["KINDS_FILES", "Mode", "Settings", "inherited", "kinds_files", "name_kinds_files", "preset"]

KINDS_FILES = "ONRECORD_KINDS"
"""The environment variable of the Python files with a user's kinds, parted as the paths in PATH are."""

Mode = Literal["auto", "schema", "tools", "json", "text"]
"""How an endpoint is asked to answer in the schema.

`auto` starts with `schema`, and tries the next mode where the endpoint refuses one."""


def inherited(**unless_set: str) -> dict[str, str]:
    """The environment for a process of one's own: this one's, and variables that it has only where they aren't set."""
    return {**unless_set, **os.environ}


def preset(variables: Mapping[str, str]) -> None:
    """Give variables of the environment, by which a library is told something, a value where they have none."""
    for name, value in variables.items():
        os.environ.setdefault(name, value)


def kinds_files() -> list[Path]:
    """The Python files with a user's kinds, by the environment."""
    return [Path(each) for each in os.environ.get(KINDS_FILES, "").split(os.pathsep) if each]


def name_kinds_files(paths: Sequence[Path]) -> None:
    """Name further Python files with kinds in the environment, for this process and those that it starts."""
    if paths:
        files = dict.fromkeys([*kinds_files(), *(path.expanduser().resolve() for path in paths)])
        os.environ[KINDS_FILES] = os.pathsep.join(map(str, files))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings with their defaults; `from_environment` reads the variables named in `VARIABLES`, and `…_API_KEY`."""

    model: str = "local"
    """The name of the model: `local`, `local:FILE.gguf`, `local:hub/OWNER/REPO/FILE.gguf` or `PROVIDER/NAME`."""
    verifier: str | None = None
    """The name of the model that verifies records; None: see `onrecord.verification.verifier_named`."""
    base_url: str | None = None
    """The address of an OpenAI-compatible endpoint; None: OpenAI's."""
    api_key: str | None = field(default=None, repr=False)
    """The key of that endpoint."""
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The keys of other providers, by the names of their environment variables, as `GROQ_API_KEY`."""
    mode: Mode = "auto"
    window: int | None = None
    """Tokens of the model's context; None: what the model reports, or 32,768."""
    timeout: float = 120.0
    """Seconds that one attempt at an endpoint may take, from the first byte sent to the last received; 0: no limit."""
    retries: int = 5
    """How often one request is sent again after a failure of the transport."""
    backoff: float = 1.0
    """The most seconds before the first retry. Each retry doubles the bound; the wait is drawn at random below it."""
    reasks: int = 2
    """How often a malformed answer is asked for again."""
    poll: float = 5.0
    """Seconds between two looks at a provider's batch, which grow to twelve times as many."""
    concurrency: int = 8
    """Requests to an endpoint at the same time."""
    threads: int | None = None
    """Threads of the embedded model; None: one for each core that this process may use."""
    slots: int | None = None
    """Questions that the embedded model answers at the same time; None: as many as are found to pay on this machine."""
    weights: Path | None = None
    """A local GGUF file to use as the embedded model's weights; None: a file in `cache`."""
    cache: Path | None = None
    """The folder for weights; None: the user's cache folder."""
    hub: str = "https://huggingface.co"
    """The address of the hub that weights are downloaded from."""
    hub_token: str | None = field(default=None, repr=False)
    """The token that the hub wants for models that not everybody may have; nobody else gets it."""
    lease: float = 60.0
    """Seconds after which a batch beside others, on one PostgreSQL store, counts as killed if it says nothing."""
    prompts: Path | None = None
    """A folder of prompt files to use instead of the packaged ones."""
    calibrations: Path | None = None
    """The folder that `onrecord calibrate` keeps calibrations in; None: a folder of the user's data."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """The settings from the environment variables, with defaults for the others.

        `environment` maps variables to values (None: `os.environ`). Raises `UsageError`, which names the variable,
        where a value can't be used.
        """
        environment = os.environ if environment is None else environment
        values = {
            name: _convert(variable, name, environment[variable])
            for name, variable in VARIABLES.items()
            if environment.get(variable)
        }
        values["keys"] = {
            variable: key
            for variable, key in environment.items()
            if variable.endswith(KEYS) and key and variable not in VARIABLES.values()
        }
        return cls(**values)  # type: ignore[arg-type]  # _convert returns each field's own type


VARIABLES = {
    "model": "ONRECORD_MODEL",
    "verifier": "ONRECORD_VERIFIER",
    "base_url": "OPENAI_BASE_URL",
    "api_key": "OPENAI_API_KEY",
    "mode": "ONRECORD_MODE",
    "window": "ONRECORD_WINDOW",
    "timeout": "ONRECORD_TIMEOUT",
    "retries": "ONRECORD_RETRIES",
    "reasks": "ONRECORD_REASKS",
    "poll": "ONRECORD_POLL",
    "concurrency": "ONRECORD_CONCURRENCY",
    "threads": "ONRECORD_THREADS",
    "slots": "ONRECORD_SLOTS",
    "weights": "ONRECORD_WEIGHTS",
    "cache": "ONRECORD_CACHE",
    "hub": "HF_ENDPOINT",
    "hub_token": "HF_TOKEN",
    "lease": "ONRECORD_LEASE",
    "prompts": "ONRECORD_PROMPTS",
    "calibrations": "ONRECORD_CALIBRATIONS",
}
"""The environment variable of each setting."""

KEYS = "_API_KEY"
"""How the environment variables end that hold the keys of providers other than OpenAI."""


def _convert(variable: str, name: str, value: str) -> object:
    if name in ("weights", "cache", "prompts", "calibrations"):
        return Path(value).expanduser()
    if name == "mode" and value not in get_args(Mode):
        raise UsageError(f"{variable}={value}: not a mode; choose one of {', '.join(get_args(Mode))}")
    if name == "hub" and not value.startswith(("http://", "https://")):
        raise UsageError(f"{variable}={value}: the address has to begin with https:// or http://")
    if name in ("model", "verifier", "base_url", "api_key", "mode", "hub", "hub_token"):
        return value
    return _number(variable, value, float if name in ("timeout", "lease", "poll") else int)


def _number(variable: str, value: str, kind: type[float] | type[int]) -> float | int:
    try:
        number = kind(value)
    except ValueError:
        number = -1
    if not number >= 0:  # true of NaN as well
        raise UsageError(f"{variable}={value}: should be a {'number' if kind is float else 'whole number'}, 0 or more")
    return number
