"""Which model verifies, and how it is opened."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from onrecord.models import InBatches, Model, Pace, is_local, open_model
from onrecord.settings import Settings
from onrecord.verification._prompt import VerifyPrompt
from onrecord.verification._verify import Verifier

__all__ = ["open_verifier", "verifier_named"]


def verifier_named(model: str, verifier: str | None = None, *, verify: bool | None = None) -> str | None:
    """The name of the model that verifies the records of `model`; None where none does.

    `verifier` is the one that was named, `verify` whether records are to be verified. Where nothing is said of it, the
    embedded model verifies its own records, since that costs nothing but time; an endpoint's are not verified.
    """
    if verify is False:
        return None
    return verifier or (model if verify or is_local(model) else None)


@asynccontextmanager
async def open_verifier(  # noqa: PLR0913  # those of `open_model`, and what makes a verifier of it
    name: str | None,
    model: Model,
    prompt: VerifyPrompt,
    settings: Settings | None = None,
    *,
    progress: Callable[[str, int, int], None] | None = None,
    pace: Pace | None = None,
    in_batches: InBatches | None = None,
) -> AsyncIterator[Verifier | None]:
    """The verifier called `name`, open within the `async with` block; None for no name.

    It is `model` itself where that has the name; another one is opened as `open_model` opens it.
    """
    if name is None:
        yield None
    elif name == model.name:
        yield Verifier(model, prompt)
    else:
        async with open_model(name, settings, progress=progress, pace=pace, in_batches=in_batches) as other:
            yield Verifier(other, prompt)
