"""The registry of providers, and what is asked of them by the name of a model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from onrecord.errors import OnrecordError, UsageError
from onrecord.models.providers._endpoints import ENDPOINTS
from onrecord.models.providers._local import LOCAL
from onrecord.models.providers._provider import Provider
from onrecord.registry import Registry, of_class
from onrecord.settings import Settings

__all__ = ["MODELS", "check_model", "is_local", "provider_named", "provider_of", "telling"]

_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")


def _fault(provider: Provider) -> str | None:
    is_word = isinstance(provider.name, str) and _NAME.fullmatch(provider.name)
    return None if is_word else "its `name` should be a word such as 'mine'"


MODELS: Registry[Provider] = Registry(
    "model provider", "onrecord.models", of_class(Provider, "onrecord.models.Provider", _fault), (LOCAL, *ENDPOINTS)
)
"""Every provider by its name: a new one is a file beside this, and its line here."""


def provider_named(model: str) -> Provider | None:
    """The provider that answers for the model called so; None where there is none."""
    return MODELS.get(_first(model))


def provider_of(model: str) -> Provider:
    """The provider that answers for the model called so. Raises `UsageError`, with the names that there are."""
    first = _first(model)
    if provider := MODELS.get(first):
        return provider
    named = ", ".join(each.naming for each in MODELS.values())
    nobody = f": nobody answers for {first!r}" if first else ""
    rest = model.partition("/")[2] or model or "NAME"
    raise UsageError(
        f"{model!r} names no model{nobody}; there are {named}. For any other that is "
        f"OpenAI-compatible, set OPENAI_BASE_URL to its address and name the model 'openai/{rest}'"
    )


def check_model(model: str, settings: Settings) -> str:
    """What is known of a model without opening it. Raises `UsageError` where it can't be used as things are set."""
    provider = provider_of(model)
    with telling(provider, model):
        return provider.check(model, settings)


@contextmanager
def telling(provider: Provider, model: str) -> Iterator[None]:
    """Tell what goes wrong while a model is checked or opened with the package that it comes from."""
    try:
        yield
    except OnrecordError:
        raise
    except Exception as error:
        origin = MODELS.origin(provider.name)
        raise UsageError(f"{model}: it can't be used; {origin} says {type(error).__name__}: {error}") from error


def is_local(model: str) -> bool:
    """Whether the model called so is a small one on this machine; one whose provider isn't known is none."""
    provider = provider_named(model)
    return provider is not None and provider.local


def _first(model: str) -> str:
    return re.split("[/:]", model, maxsplit=1)[0]
