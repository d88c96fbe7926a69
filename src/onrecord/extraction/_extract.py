"""Article + prompts + model -> grounded records: the main job."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal

from onrecord.answers import AnswerSchema, complete_records
from onrecord.article import Article, Sentence
from onrecord.errors import ModelError, RefusedError, UnavailableError, UsageError
from onrecord.extraction._prompts import Prompt
from onrecord.grounding import GroundedRecord, Grounder
from onrecord.kinds import Record
from onrecord.languages import UNCERTAIN
from onrecord.lenient import after_thought
from onrecord.models import Model, Request, Usage

__all__ = ["Progress", "PromptUsed", "Summary", "extract"]

Progress = Callable[[int, int], None]
"""Told how many sentences have been answered for, of how many, over all prompts."""

BYTES_A_TOKEN = 2.5
"""Fewer than tokenizers reach on news, so that an estimate of tokens is rather too high."""

ANSWER_TOKENS = 200
"""Tokens that an answer may take for each kind, before what the sentences asked about add."""

NOT_BEGUN = "it had not begun, all its room went on thought: raise ONRECORD_WINDOW, or let the model think less"
"""Why an answer that was cut off is empty; asked about fewer sentences, a model thinks no less."""

ANSWER_SHARE = 4
"""Tokens that an answer may take for each token asked about, and each kind."""


@dataclass(frozen=True, slots=True)
class PromptUsed:
    """A prompt as it was used: its name, and the hash of all that it sends but the article."""

    name: str
    identity: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What an article says, and how far that can be relied on.

    `status` is `ok` when every sentence was answered for, `partial` when some were not, `failed` when none was;
    `problems` say why, a line each. `left_out` counts the records that `strict` dropped. `seconds` are by the clock.
    `copy_of` is the id of the article that was read in this one's place, where it is a near-duplicate. `version` counts
    the texts of the article, where a store gives all of them: the highest is the current one.
    """

    article: Article
    model: str
    prompts: tuple[PromptUsed, ...]
    status: Literal["ok", "partial", "failed"]
    records: tuple[GroundedRecord, ...] = ()
    problems: tuple[str, ...] = ()
    left_out: int = 0
    usage: Usage = field(default_factory=Usage)
    seconds: float = 0.0
    copy_of: str | None = None
    version: int | None = None


async def extract(  # noqa: PLR0913  # none of them follows from the others
    article: Article,
    prompts: Sequence[Prompt],
    model: Model,
    *,
    strict: bool = False,
    sentences_per_call: int | None = None,
    sentences: Collection[int] | None = None,
    progress: Progress | None = None,
) -> Summary:
    """The records of `article` that `prompts` ask for, grounded.

    `sentences_per_call` is how many sentences one call asks about, in place of what each prompt says; `sentences`
    are the numbers of those to ask about, all unless given. With `strict`, records that the article doesn't support
    are left out and counted. What goes wrong with the model is a problem in the summary, never an exception. Raises
    `UsageError` where that is none.
    """
    if sentences_per_call is not None and sentences_per_call < 1:
        raise UsageError(f"sentences_per_call={sentences_per_call}: has to be 1 or more")
    started = time.perf_counter()
    sizes = [sentences_per_call or prompt.sentences_per_call(model.name) for prompt in prompts]
    tasks = [
        _Task(prompt, size, shown, asked)
        for prompt, size in zip(prompts, sizes, strict=True)
        for shown, all_of_it in _questions(article.sentences, size, _room(prompt, size, model))
        for asked in _runs(all_of_it, sentences)
    ]
    outcomes = await _Reader(article, model, progress, sum(len(task.asked) for task in tasks)).read(tasks)
    grounder = Grounder(article)
    grounded = [grounder.ground(record) for record in _distinct(record for out in outcomes for record in out.records)]
    kept = [record for record in grounded if record.supported or not strict]
    return Summary(
        article,
        model.name,
        tuple(PromptUsed(prompt.name, prompt.identity(size)) for prompt, size in zip(prompts, sizes, strict=True)),
        _status(outcomes),
        tuple(kept),
        tuple(dict.fromkeys(problem for out in outcomes for problem in out.problems)),
        len(grounded) - len(kept),
        sum((out.usage for out in outcomes), Usage()),
        time.perf_counter() - started,
    )


@dataclass(frozen=True, slots=True)
class _Task:
    """One question: `asked` are the sentences to answer for, `shown` those in sight; tokens may be `multiplied`."""

    prompt: Prompt
    sentences_per_call: int
    shown: Sequence[Sentence]
    asked: Sequence[Sentence]
    multiplied: int = 1

    @property
    def max_tokens(self) -> int:
        if limit := self.prompt.parameters.get("max_tokens"):
            return int(limit) * self.multiplied
        share = ANSWER_SHARE * sum(_tokens(sentence.text) for sentence in self.asked)
        return (ANSWER_TOKENS + share) * len(self.prompt.kinds) * self.multiplied

    @property
    def where(self) -> str:
        first, last = self.asked[0].number, self.asked[-1].number
        sentences = f"sentence {first}" if first == last else f"sentences {first} to {last}"
        return f"{self.prompt.name}, {sentences}"


@dataclass(slots=True)
class _Outcome:
    """What one question, and those that it led to, came to."""

    records: list[Record] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    answered: int = 0
    failed: int = 0


class _Reader:
    """Puts questions about one article to one model."""

    def __init__(self, article: Article, model: Model, progress: Progress | None, total: int) -> None:
        self._article = article
        self._model = model
        self._progress = progress
        self._total = total
        self._done = 0
        self._stopped: ModelError | None = None

    async def read(self, tasks: Sequence[_Task]) -> list[_Outcome]:
        """The outcome of every task; the first is asked alone, so that the rest find its prefix in the cache."""
        outcomes = [await self._outcome(task) for task in tasks[:1]]
        if self._model.slots == 1:
            return outcomes + [await self._outcome(task) for task in tasks[1:]]
        return outcomes + await asyncio.gather(*map(self._outcome, tasks[1:]))

    async def _outcome(self, task: _Task) -> _Outcome:
        outcome = _Outcome()
        await self._ask(task, outcome)
        self._done += len(task.asked)
        if self._progress:
            self._progress(self._done, self._total)
        return outcome

    async def _ask(self, task: _Task, outcome: _Outcome) -> None:
        """Ask, and ask on where the answer was cut off; a model that is gone is asked no more."""
        if self._stopped:
            outcome.failed += len(task.asked)
            return
        numbers = [sentence.number for sentence in task.asked]
        try:
            answer = await self._model.fill(self._request(task))
        except ModelError as error:
            self._note_failure(task, outcome, error)
            return
        outcome.usage += answer.usage
        if isinstance(answer.filled, AnswerSchema):
            outcome.records += answer.filled.records(numbers)
            outcome.answered += len(task.asked)
            return
        whole = complete_records(answer.text, task.prompt.kinds, numbers)
        outcome.records += whole
        begun = after_thought(answer.text).strip()
        rest = _rest(task, whole) if begun else []
        if not rest:
            what = f"{len(whole)} whole records were kept" if begun else NOT_BEGUN
            outcome.problems.append(f"{task.where}: the answer was cut off; {what}")
            outcome.failed += len(task.asked)
        for part in rest:
            await self._ask(part, outcome)

    def _note_failure(self, task: _Task, outcome: _Outcome, error: ModelError) -> None:
        numbers = [sentence.number for sentence in task.asked]
        outcome.records += complete_records(error.text, task.prompt.kinds, numbers)
        outcome.usage += error.usage or Usage()
        outcome.problems.append(f"{task.where}: {error}")
        outcome.failed += len(task.asked)
        if isinstance(error, RefusedError | UnavailableError):
            self._stopped = error

    def _request(self, task: _Task) -> Request:
        parameters = {name: value for name, value in task.prompt.parameters.items() if name != "max_tokens"}
        return Request(
            task.prompt.render(self._article, task.shown, task.asked, task.sentences_per_call),
            task.prompt.schema(task.sentences_per_call),
            min(task.max_tokens, self._model.window // 2),
            parameters,
            shown=_text(self._article, task.shown),
            asked=_text(self._article, task.asked),
            prompt=task.prompt.name,
        )


def _rest(task: _Task, whole: Sequence[Record]) -> list[_Task]:
    """What is left to ask after an answer that was cut off: never the same question.

    The sentences from the one reached; or halves, where that is no progress; or, of one sentence, the same with more
    room, once, unless the model was going round in circles.
    """
    if passed := _passed(task, whole):
        return [replace(task, asked=task.asked[passed:])]
    if half := len(task.asked) // 2:
        return [replace(task, asked=task.asked[:half]), replace(task, asked=task.asked[half:])]
    in_circles = len(set(map(repr, whole))) < len(whole)
    return [] if in_circles or task.multiplied > 1 else [replace(task, multiplied=4)]


def _passed(task: _Task, whole: Sequence[Record]) -> int:
    """How many sentences an answer that was cut off is done with: those before the ones its last whole record rests on.

    None is, where several kinds are listed one after the other: the cut is in one, and the next has not begun.
    """
    if not whole or task.sentences_per_call == 1 or len(task.prompt.kinds) > 1:
        return 0
    numbers = [sentence.number for sentence in task.asked]
    cited = [number for number in whole[-1].sentences if number in numbers]
    return numbers.index(min(cited)) if cited else 0


def _questions(
    sentences: Sequence[Sentence], size: int, room: int
) -> Iterator[tuple[Sequence[Sentence], Sequence[Sentence]]]:
    """Pairs of the sentences shown and those asked about; `room` is for how many tokens of text a question has room.

    An article that fits is shown whole every time; of a longer one, each part that fits, the last of one opening the
    next for context.
    """
    for shown, first in _parts(sentences, room):
        for start in range(first, len(shown), size):
            yield shown, shown[start : start + size]


def _runs(question: Sequence[Sentence], numbers: Collection[int] | None) -> Iterator[Sequence[Sentence]]:
    """The sentences of a question that have one of the numbers, those together that follow each other."""
    if numbers is None:
        yield question
        return
    for wanted, run in groupby(question, lambda sentence: sentence.number in numbers):
        if wanted:
            yield list(run)


def _parts(sentences: Sequence[Sentence], room: int) -> Iterator[tuple[Sequence[Sentence], int]]:
    """Runs of sentences that fit into `room` tokens, and how many at the head of each only repeat the one before."""
    start = repeated = 0
    while start + repeated < len(sentences):
        end, used = start, 0
        while end < len(sentences) and (end <= start + repeated or used + _tokens(sentences[end].text) <= room):
            used += _tokens(sentences[end].text)
            end += 1
        yield sentences[start:end], repeated
        repeated = 1 if end - start > 1 else 0
        start = end - repeated


def _room(prompt: Prompt, size: int, model: Model) -> int:
    """Tokens that are left for an article's text in one question, half of the window being kept for the answer."""
    least = Article(".", language=UNCERTAIN)
    turns = prompt.render(least, least.sentences, least.sentences, size)
    fixed = sum(_tokens(turn["content"]) for turn in turns)
    return max(64, (model.window - fixed) // 2)


def _tokens(text: str) -> int:
    return int(len(text.encode()) / BYTES_A_TOKEN) + 8


def _text(article: Article, sentences: Sequence[Sentence]) -> str:
    return article.text[sentences[0].span.start : sentences[-1].span.end].strip()


def _distinct(records: Iterator[Record]) -> list[Record]:
    """The records without repetitions; one that says the same rests on the sentences of all."""
    merged: dict[str, Record] = {}
    for record in records:
        key = f"{record.kind} {record.model_dump_json(exclude={'sentences'})}"
        seen = merged.get(key)
        numbers = sorted({*record.sentences, *(seen.sentences if seen else ())})
        merged[key] = record.model_copy(update={"sentences": numbers})
    return list(merged.values())


def _status(outcomes: Sequence[_Outcome]) -> Literal["ok", "partial", "failed"]:
    if not any(outcome.failed for outcome in outcomes):
        return "ok"
    return "partial" if any(outcome.answered or outcome.records for outcome in outcomes) else "failed"
