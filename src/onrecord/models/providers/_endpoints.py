"""Models behind OpenAI-compatible APIs: to add such a provider, add its line to the table."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.errors import UsageError
from onrecord.models._base import Model
from onrecord.models._failures import NO_KEY
from onrecord.models.providers._provider import Opening, Provider
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.models._endpoint import Endpoint

__all__ = ["ADDRESSES", "ENDPOINTS", "endpoint_provider"]

ADDRESSES = {
    "openai": "https://api.openai.com/v1",
    "anthropic": "https://api.anthropic.com/v1",
    "cerebras": "https://api.cerebras.ai/v1",
    "deepseek": "https://api.deepseek.com",
    "fireworks": "https://api.fireworks.ai/inference/v1",
    "gemini": "https://generativelanguage.googleapis.com/v1beta/openai",
    "groq": "https://api.groq.com/openai/v1",
    "mistral": "https://api.mistral.ai/v1",
    "ollama": "http://localhost:11434/v1",
    "openrouter": "https://openrouter.ai/api/v1",
    "perplexity": "https://api.perplexity.ai",
    "together": "https://api.together.xyz/v1",
    "xai": "https://api.x.ai/v1",
}
"""The OpenAI-compatible API of each provider, by the name that instructor gives the provider."""

ON_THIS_MACHINE = frozenset({"ollama"})
"""Those that need no key, and cost no money."""


@dataclass(frozen=True, slots=True)
class _Api:
    """An OpenAI-compatible API."""

    name: str
    address: str
    keyless: bool = False

    @property
    def key_variable(self) -> str:
        """The environment variable that holds its key."""
        return f"{self.name.upper().replace('-', '_')}_API_KEY"

    def check(self, name: str, settings: Settings) -> str:
        """The address that a model is asked at. Raises `UsageError` for a name that is none and a key that can't be."""
        return self.endpoint(Opening(name, settings)).address

    def open(self, opening: Opening) -> AbstractAsyncContextManager[Model]:
        """The model, which closes its connections at the end of the block."""
        return self.endpoint(opening)

    def endpoint(self, opening: Opening) -> Endpoint:
        """The endpoint of a model named `provider/model`; nothing is loaded or opened before it is asked."""
        from onrecord.models._endpoint import Endpoint

        provider, _, model = opening.name.partition("/")
        if provider != self.name or not model:
            example = "openai/gpt-5-mini" if self.name == "openai" else f"{self.name}/NAME"
            raise UsageError(f"{opening.name!r} names no model: write it as in {example!r}")
        address, key = self._address(opening.settings), self._key(opening.settings)
        if not address.startswith(("http://", "https://")):
            raise UsageError("OPENAI_BASE_URL: the address has to begin with http:// or https://")
        endpoint = Endpoint(
            model,
            base_url=address,
            api_key=key,
            settings=opening.settings,
            pace=opening.pace,
            key_variable=self.key_variable,
        )
        endpoint.name = opening.name
        if opening.in_batches:
            endpoint.ask_in_batches(opening.in_batches)
        return endpoint

    def rehearsed(self, name: str, settings: Settings) -> Endpoint:
        """The endpoint with something in the place of a key that isn't set."""
        keys = {**settings.keys, self.key_variable: NO_KEY}
        return self.endpoint(Opening(name, replace(settings, api_key=settings.api_key or NO_KEY, keys=keys)))

    def _address(self, settings: Settings) -> str:
        return (settings.base_url if self.name == "openai" else None) or self.address

    def _key(self, settings: Settings) -> str | None:
        is_openai = self.name == "openai"
        key = settings.api_key if is_openai else settings.keys.get(self.key_variable)
        if not key and is_openai and not settings.base_url:
            raise UsageError(
                f"set {self.key_variable}, or OPENAI_BASE_URL to the address of a server that needs no key"
            )
        if not key and not is_openai and not self.keyless:
            raise UsageError(f"set {self.key_variable} to use {self.name}'s models")
        if key and not (key.isascii() and key.isprintable()):
            raise UsageError(f"{self.key_variable}: the key has characters that can't be sent; copy it again")
        return key


def endpoint_provider(name: str, address: str, *, free: bool = False) -> Provider:
    """The provider `name` of models behind an OpenAI-compatible API at an address.

    Its key is in the environment variable `NAME_API_KEY`; one that is `free` costs no money and needs none.
    """
    api = _Api(name, address, keyless=free)
    return Provider(
        name=name,
        open=api.open,
        models=f"{name}/NAME",
        check=api.check,
        free=free,
        batches=True,
        paces=True,
        rehearsed=api.rehearsed,
    )


ENDPOINTS = tuple(endpoint_provider(name, url, free=name in ON_THIS_MACHINE) for name, url in ADDRESSES.items())
"""The provider of each address."""
