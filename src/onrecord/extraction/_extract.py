"""The main job: from an article, prompts and a model to grounded records."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal

from onrecord._concurrent import all_of
from onrecord._prompty import PromptUsed
from onrecord.answers import AnswerSchema, complete_records
from onrecord.article import Article, Sentence
from onrecord.errors import ModelError, RefusedError, UnavailableError, UsageError
from onrecord.extraction._prompts import Form, Prompt
from onrecord.extraction._summary import Summary
from onrecord.filling import RULES, fill
from onrecord.grounding import GroundedRecord, Grounder, Support
from onrecord.kinds import MOST_SENTENCES, Record
from onrecord.languages import UNCERTAIN
from onrecord.lenient import after_thought
from onrecord.models import Model, Request, Usage, estimated_tokens
from onrecord.verification import Verification, Verifier, verify

__all__ = ["Extraction", "Progress", "at_least", "extract", "level_kept", "prompts_used", "requests_of", "said_by"]

Progress = Callable[[Literal["read", "verify"], int, int, Sequence[Record]], None]
"""Called with what is done, how much of it is done, how much there is, and the records that were found just now.

`read` counts sentences, each of them once for each prompt; `verify` counts the records that are asked about, and finds
none. What is found may yet be completed, mended or left out."""

ANSWER_TOKENS = 200
"""Tokens that an answer may take for each kind, whatever the sentences asked about."""

NOT_BEGUN = "it had not begun, all its room went on thought: raise ONRECORD_WINDOW, or let the model think less"
"""Why an answer that was cut off is empty; asked about fewer sentences, a model thinks no less."""

ANSWER_SHARE = 4
"""Further tokens that an answer may take for each kind and each token of the sentences asked about."""


async def extract(  # noqa: PLR0913  # none of them follows from the others
    article: Article,
    prompts: Sequence[Prompt],
    model: Model,
    *,
    strict: bool = False,
    weakest: Support = Support.UNSUPPORTED,
    sentences_per_call: int | None = None,
    sentences: Collection[int] | None = None,
    verifier: Verifier | None = None,
    progress: Progress | None = None,
    grounder: Grounder | None = None,
) -> Summary:
    """The records of `article` that `prompts` ask for, filled in by rule and grounded.

    `sentences_per_call` is how many sentences one call asks about (None: what each prompt says). `sentences` are the
    numbers of the sentences to ask about (None: all). The `verifier` reads the evidence of records that are merely
    reworded (None: nobody does). With `strict`, records that the article doesn't support, or that the verifier refutes,
    are left out and counted, and so are those of a level weaker than `weakest`. A `grounder` of the article remembers
    what it has grounded (None: a new one). Failures of the models become problems in the summary and are never raised.
    Raises `UsageError` for a `sentences_per_call` below 1.
    """
    extraction = Extraction(
        article,
        prompts,
        model,
        sentences_per_call=sentences_per_call,
        sentences=sentences,
        progress=progress,
        grounder=grounder,
    )
    summary = await extraction.summary(verifier)
    return at_least(summary, level_kept(weakest, strict=strict))


def level_kept(weakest: Support, *, strict: bool) -> Support:
    """The weakest level that is kept: `strict` leaves out what is unsupported."""
    return Support.UNCHECKED if strict and weakest is Support.UNSUPPORTED else weakest


class Extraction:
    """What a model is asked about one article, and what comes of the answers.

    `answered` is called after each answer. Raises `UsageError` for a `sentences_per_call` below 1.
    """

    def __init__(  # noqa: PLR0913  # as `extract`
        self,
        article: Article,
        prompts: Sequence[Prompt],
        model: Model,
        *,
        sentences_per_call: int | None = None,
        sentences: Collection[int] | None = None,
        progress: Progress | None = None,
        grounder: Grounder | None = None,
        answered: Callable[[], None] = lambda: None,
    ) -> None:
        if sentences_per_call is not None and sentences_per_call < 1:
            raise UsageError(f"sentences_per_call={sentences_per_call}: has to be 1 or more")
        self._started = time.perf_counter()
        self._tasks = _tasks(article, prompts, model.name, model.window, sentences_per_call, sentences)
        self._article, self._prompts, self._model = article, prompts, model
        self._sentences, self._sentences_per_call = sentences, sentences_per_call
        self._kinds = {kind.kind for prompt in prompts for kind in prompt.kinds}
        self._trusted = not all(prompt.form(model.name).brief for prompt in prompts)
        self._grounder = grounder or Grounder(article)
        self._progress = progress
        self._reader = _Reader(article, model, self._tasks, progress, answered)

    async def summary(self, verifier: Verifier | None) -> Summary:
        """The summary, once all is answered and verified."""
        self._tell_made()
        outcomes = await self._reader.read()
        verified = await _verified(self._article, self.grounded(), verifier, self._progress)
        verifying = verifier.used if verifier else None
        return Summary(
            self._article,
            self._model.name,
            prompts_used(self._prompts, self._model.name, self._sentences_per_call, verifying),
            _status(outcomes, verified),
            verified.records,
            (*dict.fromkeys(problem for out in outcomes for problem in out.problems), *verified.problems),
            usage=sum((out.usage for out in outcomes), verified.usage),
            seconds=round(time.perf_counter() - self._started, 3),
        )

    @property
    def unanswered(self) -> set[int]:
        """The numbers of the sentences that something has yet to be answered about."""
        return {
            sentence.number
            for task, outcome in zip(self._tasks, self._reader.outcomes, strict=True)
            if outcome is None
            for sentence in task.asked
        }

    def grounded(self, wanted: Callable[[Record], bool] = lambda _: True) -> list[GroundedRecord]:
        """The records of the answers so far that are `wanted`, filled in by rule and grounded."""
        outcomes = [outcome for outcome in self._reader.outcomes if outcome]
        found = _distinct(record for out in outcomes for record in out.records)
        answered = {number for out in outcomes for number in out.answered}
        drafts = fill(self._grounder.index, found, kinds=self._kinds, sentences=answered, trusted=self._trusted)
        return [
            replace(self._grounder.ground(draft.record), derived=tuple(sorted(draft.derived)))
            for draft in drafts
            if wanted(draft.record)
        ]

    def _tell_made(self) -> None:
        """Tell of the records that rules find without a model, where all of them stay."""
        if self._progress and not self._trusted:
            making = [rule for rule in RULES if rule.makes]
            made = fill(self._grounder.index, [], rules=making, kinds=self._kinds, sentences=self._sentences)
            self._progress("read", 0, self._reader.total, [draft.record for draft in made])


def at_least(summary: Summary, weakest: Support) -> Summary:
    """The summary without the records of a level weaker than `weakest`, which are counted."""
    return summary.keeping(lambda record: record.support.is_at_least(weakest))


def prompts_used(
    prompts: Sequence[Prompt], model: str, sentences_per_call: int | None = None, verifying: PromptUsed | None = None
) -> tuple[PromptUsed, ...]:
    """The prompts as `extract` uses them with the model of that name, the verifier's last."""
    used = [
        PromptUsed(prompt.name, prompt.identity(prompt.form(model, sentences_per_call=sentences_per_call)))
        for prompt in prompts
    ]
    return (*used, verifying) if verifying else tuple(used)


async def _verified(
    article: Article, records: Sequence[GroundedRecord], verifier: Verifier | None, progress: Progress | None
) -> Verification:
    if verifier is None:
        return Verification(tuple(records))

    def told(done: int, total: int) -> None:
        if progress:
            progress("verify", done, total, ())

    return await verify(article, records, verifier, progress=told)


def requests_of(
    article: Article, prompts: Sequence[Prompt], model: str, window: int, sentences_per_call: int | None = None
) -> Iterator[Request]:
    """What `extract` asks the model of that name first, in this order; an answer that is cut off is asked for further.

    `window` is the model's, in tokens.
    """
    for task in _tasks(article, prompts, model, window, sentences_per_call, None):
        yield _request(article, task, window)


def _tasks(
    article: Article,
    prompts: Sequence[Prompt],
    model: str,
    window: int,
    sentences_per_call: int | None,
    sentences: Collection[int] | None,
) -> list[_Task]:
    """The questions to begin with, about the sentences of these numbers (None: all)."""
    forms = [prompt.form(model, language=article.language, sentences_per_call=sentences_per_call) for prompt in prompts]
    return [
        _Task(prompt, form, shown, asked)
        for prompt, form in zip(prompts, forms, strict=True)
        for shown, all_of_it in _questions(article.sentences, form.sentences_per_call, _room(prompt, form, window))
        for asked in _runs(all_of_it, sentences)
    ]


@dataclass(frozen=True, slots=True)
class _Task:
    """One question: `asked` are the sentences to answer for, `shown` the sentences that the question shows.

    `multiplied` is the factor on the tokens that the answer may take.
    """

    prompt: Prompt
    form: Form
    shown: Sequence[Sentence]
    asked: Sequence[Sentence]
    multiplied: int = 1

    @property
    def max_tokens(self) -> int:
        if limit := self.prompt.parameters.get("max_tokens"):
            return int(limit) * self.multiplied
        share = ANSWER_SHARE * sum(estimated_tokens(sentence.text) for sentence in self.asked)
        return (ANSWER_TOKENS + share) * len(self.prompt.kinds) * self.multiplied

    @property
    def where(self) -> str:
        first, last = self.asked[0].number, self.asked[-1].number
        sentences = f"sentence {first}" if first == last else f"sentences {first} to {last}"
        return f"{self.prompt.name}, {sentences}"


@dataclass(slots=True)
class _Outcome:
    """The result of one question and of the questions that follow it up.

    `answered` are the numbers of sentences, `failed` is how many.
    """

    records: list[Record] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    answered: set[int] = field(default_factory=set)
    failed: int = 0


class _Reader:
    """Asks one model the questions about one article; `outcomes` are those of its tasks that are done."""

    def __init__(
        self,
        article: Article,
        model: Model,
        tasks: Sequence[_Task],
        progress: Progress | None,
        answered: Callable[[], None],
    ) -> None:
        self.outcomes: list[_Outcome | None] = [None] * len(tasks)
        self.total = sum(len(task.asked) for task in tasks)
        self._article = article
        self._model = model
        self._tasks = tasks
        self._progress = progress
        self._answered = answered
        self._done = 0
        self._stopped: ModelError | None = None

    async def read(self) -> list[_Outcome]:
        """The outcome of every task. The first is asked alone, so that the others find its prefix in the cache."""
        places = range(len(self._tasks))
        outcomes = [await self._outcome(place) for place in places[:1]]
        if self._model.slots == 1:
            return outcomes + [await self._outcome(place) for place in places[1:]]
        return outcomes + await all_of(map(self._outcome, places[1:]))

    async def _outcome(self, place: int) -> _Outcome:
        task, outcome = self._tasks[place], _Outcome()
        await self._ask(task, outcome)
        self.outcomes[place] = outcome
        self._done += len(task.asked)
        if self._progress:
            self._progress("read", self._done, self.total, outcome.records)
        self._answered()
        return outcome

    async def _ask(self, task: _Task, outcome: _Outcome) -> None:
        """Ask a question, and follow up where the answer was cut off. A model that is unavailable is asked no more."""
        if self._stopped:
            outcome.failed += len(task.asked)
            return
        numbers = [sentence.number for sentence in task.asked]
        try:
            answer = await self._model.fill(_request(self._article, task, self._model.window))
        except ModelError as error:
            self._note_failure(task, outcome, error)
            return
        outcome.usage += answer.usage
        if isinstance(answer.filled, AnswerSchema):
            outcome.records += answer.filled.records(numbers)
            outcome.answered.update(numbers)
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


def _request(article: Article, task: _Task, window: int) -> Request:
    parameters = {name: value for name, value in task.prompt.parameters.items() if name != "max_tokens"}
    messages = task.prompt.render(article, task.shown, task.asked, task.form)
    return Request(
        messages,
        task.prompt.schema(task.form),
        min(task.max_tokens, window // 2),
        parameters,
        shown=_text(article, task.shown),
        asked=_text(article, task.asked),
        prompt=task.prompt.name,
        fixed=len(messages) - 1,
    )


def _rest(task: _Task, whole: Sequence[Record]) -> list[_Task]:
    """The questions that follow up an answer that was cut off; the same question is never repeated.

    They ask about the sentences from the one that the answer reached. Where it did not get past the first sentence,
    they ask about each half of the sentences. A question about one sentence is asked once more with more tokens for the
    answer, unless the model was repeating itself.
    """
    if passed := _passed(task, whole):
        return [replace(task, asked=task.asked[passed:])]
    if half := len(task.asked) // 2:
        return [replace(task, asked=task.asked[:half]), replace(task, asked=task.asked[half:])]
    in_circles = len(set(map(repr, whole))) < len(whole)
    return [] if in_circles or task.multiplied > 1 else [replace(task, multiplied=4)]


def _passed(task: _Task, whole: Sequence[Record]) -> int:
    """How many sentences an answer that was cut off has finished: those before the sentences of its last whole record.

    It is 0 where the answer lists several kinds one after the other, since the kinds after the cut are missing.
    """
    if not whole or not task.form.cites or len(task.prompt.kinds) > 1:
        return 0
    numbers = [sentence.number for sentence in task.asked]
    cited = [number for number in whole[-1].sentences if number in numbers]
    return numbers.index(min(cited)) if cited else 0


def _questions(
    sentences: Sequence[Sentence], size: int, room: int
) -> Iterator[tuple[Sequence[Sentence], Sequence[Sentence]]]:
    """The sentences shown and the sentences asked about, for each question; `room` is in tokens of the article's text.

    Each question shows the whole article if it fits. Otherwise the article is divided into parts that fit, and each
    part begins with the last sentence of the part before, for context.
    """
    for shown, first in _parts(sentences, room):
        for start in range(first, len(shown), size):
            yield shown, shown[start : start + size]


def _runs(question: Sequence[Sentence], numbers: Collection[int] | None) -> Iterator[Sequence[Sentence]]:
    """The sentences of a question whose numbers are in `numbers` (None: all), in runs of consecutive sentences."""
    if numbers is None:
        yield question
        return
    for wanted, run in groupby(question, lambda sentence: sentence.number in numbers):
        if wanted:
            yield list(run)


def _parts(sentences: Sequence[Sentence], room: int) -> Iterator[tuple[Sequence[Sentence], int]]:
    """Parts that fit into `room` tokens, and how many sentences at the start of each repeat the part before."""
    start = repeated = 0
    while start + repeated < len(sentences):
        end, used = start, 0
        while end < len(sentences) and (
            end <= start + repeated or used + estimated_tokens(sentences[end].text) <= room
        ):
            used += estimated_tokens(sentences[end].text)
            end += 1
        yield sentences[start:end], repeated
        repeated = 1 if end - start > 1 else 0
        start = end - repeated


def _room(prompt: Prompt, form: Form, window: int) -> int:
    """Tokens of the article's text that one question has room for; half of the window is kept for the answer."""
    least = Article(".", language=UNCERTAIN)
    turns = prompt.render(least, least.sentences, least.sentences, form)
    fixed = sum(estimated_tokens(turn["content"]) for turn in turns)
    return max(64, (window - fixed) // 2)


def _text(article: Article, sentences: Sequence[Sentence]) -> str:
    return article.text[sentences[0].span.start : sentences[-1].span.end].strip()


def _distinct(records: Iterator[Record]) -> list[Record]:
    """The records without repetitions; one that is repeated rests on the first sentences of all its repetitions."""
    merged: dict[str, Record] = {}
    for record in records:
        seen = merged.get(key := said_by(record))
        numbers = sorted({*record.sentences, *(seen.sentences if seen else ())})
        merged[key] = record.model_copy(update={"sentences": numbers[:MOST_SENTENCES]})
    return list(merged.values())


def said_by(record: Record) -> str:
    """What a record says, wherever the article says it."""
    return f"{record.kind} {record.model_dump_json(exclude={'sentences'})}"


def _status(outcomes: Sequence[_Outcome], verified: Verification) -> Literal["ok", "partial", "failed"]:
    if not any(outcome.failed for outcome in outcomes):
        return "partial" if verified.problems else "ok"
    return "partial" if any(outcome.answered or outcome.records for outcome in outcomes) else "failed"
