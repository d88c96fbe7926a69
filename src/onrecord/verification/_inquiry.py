"""Asks a model whether evidence supports claims: about one in a call, or about several."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from onrecord._concurrent import all_of
from onrecord.errors import ModelError, RefusedError, UnavailableError
from onrecord.models import Answer, Model, OptionProbabilities, Request, estimated_tokens
from onrecord.usage import Usage
from onrecord.verification._calibration import probability
from onrecord.verification._prompt import Question, VerifyPrompt
from onrecord.verification._verdicts import OPTIONS, Verdict, Verdicts

__all__ = ["REFUTED_BELOW", "VERIFIED_FROM", "Inquiry", "Progress"]

Progress = Callable[[int, int], None]
"""Called with the number of questions answered and their total."""

VERIFIED_FROM, REFUTED_BELOW = 0.5, 0.25
"""The calibrated probabilities from which a record is verified, and below which it is refuted.

`benchmarks/faithfulness.py` reports what they come to, and has to have the same."""

LEAST_PROBABILITY = 1e-9
"""That of a word which a model is as good as certain not to say."""

LIST_TOKENS, VERDICT_TOKENS = 60, 40
"""Tokens that a list of verdicts may take, and each verdict in it."""


class Inquiry:
    """Questions to one model: for each there is a verdict, or `failed` says why there is none."""

    def __init__(self, model: Model, prompt: VerifyPrompt, progress: Progress | None) -> None:
        self.usage = Usage()
        self.failed: dict[Question, str] = {}
        self._model = model
        self._prompt = prompt
        self._size = prompt.records_per_call(model.name)
        self._by_word = prompt.by_word(model.name)
        self._progress = progress
        self._verdicts: dict[Question, Verdict] = {}
        self._total = 0
        self._asked_of: Counter[str] = Counter()
        self._stopped: ModelError | None = None

    async def ask(self, questions: Sequence[Question]) -> Mapping[Question, Verdict]:
        """The verdicts there are. The first call is made alone, so that the others find its prefix in the cache."""
        self._total = len(questions)
        self._asked_of = Counter(question.evidence for question in questions)
        parts = list(self._parts(questions))
        for part in parts if self._model.slots == 1 else parts[:1]:
            await self._ask(part)
        if self._model.slots > 1:
            await all_of(map(self._ask, parts[1:]))
        return self._verdicts

    def _parts(self, questions: Sequence[Question]) -> Iterator[Sequence[Question]]:
        """The questions of each call: as many as one asks, and as fit into the model's window."""
        room = self._model.window - _tokens(self._prompt.turns(by_word=self._by_word))
        part: list[Question] = []
        left = room
        for question in questions:
            needed = _tokens(self._prompt.render([question], by_word=self._by_word)[-1:]) + VERDICT_TOKENS
            if needed > room - LIST_TOKENS:
                self.failed[question] = "the evidence is longer than the model's window"
                continue
            if part and (len(part) == self._size or needed > left - LIST_TOKENS):
                yield part
                part, left = [], room
            part.append(question)
            left -= needed
        if part:
            yield part

    async def _ask(self, part: Sequence[Question]) -> None:
        """Ask about one part. A model that refuses or is unavailable is asked no more."""
        if self._stopped is None:
            try:
                answer = await self._model.fill(self._request(part))
            except ModelError as error:
                self.usage += error.usage or Usage()
                self._fail(part, str(error))
                if isinstance(error, RefusedError | UnavailableError):
                    self._stopped = error
            else:
                self.usage += answer.usage
                self._take(part, answer)
        else:
            self._fail(part, str(self._stopped))
        if self._progress:
            self._progress(len(self._verdicts) + len(self.failed), self._total)

    def _request(self, part: Sequence[Question]) -> Request:
        parameters = {name: value for name, value in self._prompt.parameters.items() if name != "max_tokens"}
        messages = self._prompt.render(part, by_word=self._by_word)
        return Request(
            messages,
            OptionProbabilities if self._by_word else Verdicts,
            1 if self._by_word else LIST_TOKENS + VERDICT_TOKENS * len(part),
            parameters,
            shown=self._shared(part),
            asked="\n".join(question.claim for question in part),
            prompt=self._prompt.name,
            options=OPTIONS if self._by_word else (),
            ended=True,
            fixed=len(messages) - 1,
        )

    def _shared(self, part: Sequence[Question]) -> str:
        """The evidence that other calls show, too, for the model to read it once; nothing where there is none."""
        evidence = part[0].evidence
        return evidence if len(part) == 1 and self._asked_of[evidence] > 1 else ""

    def _take(self, part: Sequence[Question], answer: Answer) -> None:
        """The verdicts that an answer holds; a question is failed by an answer cut off, or with no verdict on it."""
        if isinstance(answer.filled, OptionProbabilities):
            self._verdicts[part[0]] = _by_probability(answer.filled.probabilities)
        elif isinstance(answer.filled, Verdicts):
            for number, question in enumerate(part, start=1):
                if verdict := answer.filled.of(number):
                    self._verdicts[question] = verdict
                else:
                    self._fail([question], "the answer has no verdict on it, or several")
        else:
            self._fail(part, "the answer was cut off")

    def _fail(self, part: Sequence[Question], why: str) -> None:
        self.failed |= dict.fromkeys(part, why)


def _by_probability(probabilities: Mapping[str, float]) -> Verdict:
    """The verdict by the calibrated probability: none of either where it lies between the two thresholds."""
    yes, no = (max(probabilities[word], LEAST_PROBABILITY) for word in OPTIONS)
    calibrated = probability(math.log(yes / no))
    supported = True if calibrated >= VERIFIED_FROM else False if calibrated < REFUTED_BELOW else None
    return Verdict(supported, round(calibrated, 4))


def _tokens(messages: Sequence[Mapping[str, str]]) -> int:
    return sum(estimated_tokens(message["content"]) for message in messages)
