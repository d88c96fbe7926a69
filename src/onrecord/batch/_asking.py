"""The model as a batch asks it: what it costs is counted, and what ails it told from what ails an article."""

from __future__ import annotations

import time
from collections.abc import Callable

from onrecord.batch._budget import BudgetSpentError
from onrecord.errors import ModelError, RefusedError, UnavailableError
from onrecord.extraction import Summary
from onrecord.models import Answer, Model, Request
from onrecord.usage import Usage

__all__ = ["Asker", "LeftError", "Outages"]

SILENT = 20
"""Articles in a row that an endpoint doesn't answer for until that is enough …"""

PATIENCE = 60.0
"""… where it has lasted so many seconds; an endpoint that refuses is asked no longer at once."""


class LeftError(Exception):
    """An article can't be finished now, and isn't to count as failed."""


class Asker:
    """The model as one article sees it.

    `begin` is told when the article asks for the first time, `spend` of what each request took. `answered` says whether
    the model gave an answer, `outage` why it did not.
    """

    def __init__(self, model: Model, begin: Callable[[], None], spend: Callable[[Usage], None]) -> None:
        self.name = model.name
        self.window = model.window
        self.slots = model.slots
        self.answered = False
        self.outage: ModelError | None = None
        self._model = model
        self._begin = begin
        self._spend = spend

    async def fill(self, request: Request) -> Answer:
        """The model's answer. Raises `LeftError` where the budget leaves no room for it."""
        self._begin()
        try:
            answer = await self._model.fill(request)
        except ModelError as error:
            self._spend(error.usage or Usage())
            if isinstance(error, BudgetSpentError):
                raise LeftError(str(error)) from None
            if isinstance(error, RefusedError | UnavailableError):
                self.outage = error
            raise
        self._spend(answer.usage)
        self.answered = True
        return answer


class Outages:
    """Articles in a row that failed since the endpoint did not answer, and since when."""

    def __init__(self, patience: float = PATIENCE, *, ever_answered: bool = False) -> None:
        self.repeated: set[bytes] = set()
        """articles that were read again after an outage"""
        self._patience = patience
        self._held: list[Summary] = []
        self._since = 0.0
        self._last: ModelError | None = None
        self._ever_answered = ever_answered

    def add(self, summary: Summary, error: ModelError) -> bool:
        """Hold a summary back; whether that is enough of them."""
        if not self._held:
            self._since = time.monotonic()
        self._held.append(summary)
        self._last = error
        lasted = time.monotonic() - self._since
        return len(self._held) >= SILENT and (isinstance(error, RefusedError) or lasted >= self._patience)

    @property
    def reason(self) -> str:
        """What ails the endpoint."""
        says = "refuses" if isinstance(self._last, RefusedError) else "doesn't answer"
        return f"the endpoint {says}: {self._last}"

    @property
    def lasts(self) -> bool:
        """Whether it is rather the endpoint than what was held back: it has never answered, or is gone for several."""
        is_gone = len(self._held) > 1 and not isinstance(self._last, RefusedError)
        return bool(self._held) and (is_gone or not self._ever_answered)

    def answered(self) -> list[Summary]:
        """Note an answer: the outage is over. What was held back, and is no longer."""
        self._ever_answered = True
        return self.over()

    def over(self) -> list[Summary]:
        """What was held back, and is no longer."""
        held, self._held = self._held, []
        return held
