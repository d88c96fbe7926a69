"""What a provider is: the names of models that it answers for, how one is opened, and how it is asked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.models._base import DEFAULT_WINDOW, Model, Pace
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.models._batch_transport import InBatches
    from onrecord.models._endpoint import Endpoint

__all__ = ["Opening", "Provider"]


@dataclass(frozen=True, slots=True)
class Opening:
    """A model to open: its whole `name`, and what it is opened with.

    `progress` is told `(stage, done, total)` of what takes long, from any thread. `pace` says when calls may be made,
    and `in_batches` that they go into the provider's batches; both concern only a provider that says so of itself.
    """

    name: str
    settings: Settings
    progress: Callable[[str, int, int], None] | None = None
    pace: Pace | None = None
    in_batches: InBatches | None = None


def _nothing_to_check(name: str, settings: Settings) -> str:  # noqa: ARG001  # the signature of `Provider.check`
    return "it is tried when it is used"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Who answers for the models whose names begin with `name`, up to the first `/` or `:`: `mine` for `mine/large`.

    `open` gives a model within an `async with` block. Of the errors that it and the model raise, those of
    `onrecord.errors` are told as they are, and any other under the name of the model.
    """

    name: str
    open: Callable[[Opening], AbstractAsyncContextManager[Model]]
    models: str = ""
    """How its models are named, as messages and the help list it; "": `NAME/…`, with its own name."""
    check: Callable[[str, Settings], str] = _nothing_to_check
    """What is known of a model without opening it, such as its address, in words.

    Raises `UsageError` for a name that is none, or a setting that is missing: before anything is begun.
    """
    local: bool = False
    """Whether it is a small model on this machine: prompts ask it as they say for `local`, and it verifies its own
    records, by the probability of one word; what it has to know for that is in `Request.options`."""
    free: bool = False
    """Whether it costs no money; else its price is looked up under its name."""
    batches: bool = False
    """Whether it can be asked in a provider's batches, by `Opening.in_batches`."""
    paces: bool = False
    """Whether it takes its turns of `Opening.pace` itself; else each request is one turn, whatever calls it makes."""
    window: int = DEFAULT_WINDOW
    """Tokens of its models' context, for an estimate that opens none."""
    rehearsed: Callable[[str, Settings], Endpoint] | None = None
    """An endpoint that is asked as its model is, and needs no key and no weights, to show what would be sent."""

    @property
    def naming(self) -> str:
        """How its models are named."""
        return self.models or f"{self.name}/…"
