"""Improves a prompt by small changes, each of which is kept only where a paired test says that it helps.

The labelled articles are dealt into three parts. On those *shown*, a model sees the mistakes that are made and proposes
changes, and each change is tried there first. What does better there is decided on the *deciding* articles, by the
paired permutation test. The end is compared with the beginning on those *held out*, which nothing else looks at.

The deciding articles bear a fixed number of tests, fixed before the first of them, and each has an equal share of the
level of 0.05 (Bonferroni's correction). What is tried next depends on them through nothing but which changes were kept.
So where no change matters, the tests that are made until one is kept are fixed beforehand, and the probability that any
change is kept is at most 0.05.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING, TypeAlias

from onrecord._concurrent import all_of
from onrecord.errors import AnswerError, ModelError, PromptError, RefusedError, UnavailableError, UsageError
from onrecord.evals._gold import GoldArticle
from onrecord.evals._history import Decision, HeldOut, History, Tried
from onrecord.evals._matrix import metric_named
from onrecord.evals._prompt_parts import Change, Wording, deletions
from onrecord.evals._rewriting import Proposals, rewriting_request, told_mistakes
from onrecord.evals._runner import Plan, result_of
from onrecord.evals._runs import ArticleResult, gold_hash, rounded
from onrecord.extraction import Progress, extract
from onrecord.models import Answer, AnswerFile, Model, Recorded, Request
from onrecord.usage import Usage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Sums: TypeAlias = tuple[NDArray[np.float64], NDArray[np.float64]]

__all__ = ["LEVEL", "Improvement", "Limit", "Outcome", "Source", "Split", "begun", "improve", "split_gold"]

LEVEL = 0.05
"""The most that the probability may be of keeping any change where none matters."""

MOST_TESTS = 10
"""Tests that deciding articles bear at most, however many they are."""

SHARES = {"shown": 0.2, "deciding": 0.5}
"""The shares of the articles that are shown and that decide; the others are held out."""

FEWEST = {"shown": 2, "deciding": 6, "held out": 3}
"""The fewest articles of each part: six that favour one side are the fewest that show anything at the level 0.05."""

PATIENCE = 5
"""Rounds of proposals, none of which is kept, after which no more are asked for."""


# --- the parts of the gold


@dataclass(frozen=True, slots=True)
class Split:
    """The labelled articles by what they are for."""

    shown: Sequence[GoldArticle]
    deciding: Sequence[GoldArticle]
    held_out: Sequence[GoldArticle]

    @property
    def tests(self) -> int:
        """How many tests the deciding articles bear: with the smallest p that they allow, each can reach its level."""
        return min(MOST_TESTS, int(LEVEL * 2 ** (len(self.deciding) - 1) + 1e-9))


def split_gold(gold: Sequence[GoldArticle], seed: int) -> Split:
    """The articles, dealt by chance into three parts alike in language and in length.

    Raises `UsageError` where there are too few.
    """
    parts: dict[str, list[GoldArticle]] = {"shown": [], "deciding": [], "held out": []}
    for article, part in zip(_by_strata(gold, random.Random(seed)), _dealt(len(gold)), strict=True):  # noqa: S311
        parts[part].append(article)
    if any(len(parts[name]) < fewest for name, fewest in FEWEST.items()):
        counts = ", ".join(f"{len(articles)} {name}" for name, articles in parts.items())
        least = next(count for count in range(1, 100) if _is_enough(count))
        raise UsageError(
            f"{len(gold)} labelled articles are too few to improve a prompt by ({counts}): label at least {least}"
        )
    return Split(*parts.values())


def _is_enough(count: int) -> bool:
    dealt = _dealt(count)
    return all(dealt.count(name) >= fewest for name, fewest in FEWEST.items())


def _by_strata(gold: Sequence[GoldArticle], chance: random.Random) -> list[GoldArticle]:
    """The articles, those of one language and of like numbers of records side by side, in an order by chance."""
    shuffled = sorted(gold, key=lambda each: each.article.id)
    chance.shuffle(shuffled)
    ordered = sorted(shuffled, key=lambda each: len(each.records))
    third = {each.article.id: 3 * place // len(ordered) for place, each in enumerate(ordered)}
    return sorted(shuffled, key=lambda each: (each.article.language, third[each.article.id]))


def _dealt(count: int) -> list[str]:
    """The part of each of so many articles in a row: always that which lacks most of its share."""
    shares = {**SHARES, "held out": 1 - sum(SHARES.values())}
    dealt: list[str] = []
    for place in range(1, count + 1):
        dealt.append(max(shares, key=lambda name: shares[name] * place - dealt.count(name)))
    return dealt


# --- what it may take


@dataclass(slots=True)
class Limit:
    """So much that calls may come to together: `cost` says what some of a model's come to, `said` an amount in words.

    What answers that were kept came to counts, too, once they are used. For each article that is held out, `reserve`
    times what one takes is kept back.
    """

    amount: float
    cost: Callable[[Usage, str], float]
    said: Callable[[float], str]
    reserve: float = 1.0
    spent: float = 0.0
    reading: float = 0.0
    articles: int = 0

    def count(self, usage: Usage, model: str, *, read: bool) -> None:
        """Count what an article took that was read, or what the rewriter took."""
        cost = self.cost(usage, model)
        self.spent += cost
        self.reading += cost if read else 0
        self.articles += read

    def has_room(self, articles: int, held_out: int) -> bool:
        """Whether so many more articles may be read, and those held out, at the mean cost of those before."""
        mean = self.reading / self.articles if self.articles else 0.0
        return self.spent + (articles + self.reserve * held_out) * mean <= self.amount


class HaltedError(Exception):
    """No model can be asked any more, for the `error`; no article counts as failed for that."""

    def __init__(self, error: ModelError) -> None:
        super().__init__(str(error))
        self.error = error


class _Halting:
    """A model whose failures end all, but for answers that can't be used: these come of the prompt."""

    def __init__(self, model: Model) -> None:
        self.name = model.name
        self.window = model.window
        self.slots = model.slots
        self._model = model

    async def fill(self, request: Request) -> Answer:
        try:
            return await self._model.fill(request)
        except Exception as error:
            here = asyncio.current_task()
            if here and here.cancelling():  # a call that is broken off may fail in any way
                raise asyncio.CancelledError from error
            if isinstance(error, ModelError) and not isinstance(error, AnswerError):
                raise HaltedError(error) from error
            raise


@dataclass(frozen=True, slots=True)
class Source:
    """A model by its name, and itself; None where only recorded answers are used."""

    name: str
    model: Model | None

    def recorded(self, answers: AnswerFile) -> Recorded:
        """The model with its kept answers, new for each article."""
        window = self.model.window if self.model else answers.window(self.name)
        return Recorded(self.name, answers, _Halting(self.model) if self.model else None, window=window)


# --- the search


Shown = Callable[[str], AbstractContextManager[Progress | None]]
"""Called with the name of what is read; its context gives the callback that takes the progress."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement:
    """What is to be improved, by which model it is read and by which rewritten, and what that may take.

    `save` is given the text of the prompt and the history after each step; `shown` is told what is being read.
    """

    wording: Wording
    history: History
    gold: Sequence[GoldArticle]
    reader: Source
    rewriter: Source
    answers: AnswerFile
    limits: Sequence[Limit]
    save: Callable[[str, History], None]
    told: Callable[[Tried], None] = lambda _: None
    shown: Shown = lambda _: nullcontext()

    def part(self, ids: Sequence[str]) -> list[GoldArticle]:
        """The articles with these ids."""
        by_id = {each.article.id: each for each in self.gold}
        return [by_id[each] for each in ids]


def begun(wording: Wording, gold: Sequence[GoldArticle], model: str, metric: str, seed: int) -> History:
    """The history of a prompt before anything is tried. Raises `UsageError`, also for a metric that it hasn't."""
    metric_named(metric)
    split = split_gold(gold, seed)
    return History(
        onrecord=version("onrecord"),
        model=model,
        metric=metric,
        seed=seed,
        gold_sha256=gold_hash(gold),
        shown=[each.article.id for each in split.shown],
        deciding=[each.article.id for each in split.deciding],
        held_out=[each.article.id for each in split.held_out],
        tests=split.tests,
        original=wording.text,
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of improving a prompt: its history by now, why it ended, and what all answers took that were used.

    `failed` says that a model couldn't be asked any more, `reported` that the articles held out were read.
    """

    history: History
    why: str
    usage: Usage
    failed: bool
    reported: bool


async def improve(task: Improvement) -> Outcome:
    """Try changes of a prompt, and keep what helps. Raises `PromptError` where the prompt itself can't be used."""
    import onrecord.evals.statistics  # noqa: F401  # where it can't be imported, no model is asked first

    _ = task.wording.variant
    search = _Search(task)
    task.save(search.current.text, search.history)
    failed = False
    try:
        why = await search.run()
    except HaltedError as halt:
        why, failed = str(halt), isinstance(halt.error, RefusedError | UnavailableError)
    try:
        await search.report()
    except HaltedError as halt:
        why += "" if str(halt) == why else f"; then {halt}"
        why += ", so that the articles held out were not read"
    reported = len(search.history.reports) > len(task.history.reports)
    return Outcome(search.history, why, search.usage, failed, reported)


@dataclass
class _Search:
    task: Improvement
    current: Wording = field(init=False)
    history: History = field(init=False)
    _read: dict[tuple[str, str], ArticleResult] = field(default_factory=dict)
    _counted: set[str] = field(default_factory=set)
    usage: Usage = field(default_factory=Usage)

    def __post_init__(self) -> None:
        self.current = self.task.wording
        self.history = self.task.history
        self.higher = metric_named(self.history.metric).higher_is_better
        self.articles = self.task.part(self.history.shown)
        self.deciding = self.task.part(self.history.deciding)
        self.held_out = self.task.part(self.history.held_out)

    async def run(self) -> str:
        """Try changes for as long as there is one to try and room for it; why no more are tried."""
        rounds = 0
        while rounds < PATIENCE:
            kept = len(self.history.kept)
            if why := self._stops(1 + len(self._unread(self.articles))):
                return why
            changes = await self._changes()
            if not changes:
                return "no change is left to try, or no mistake to mend"
            for change in changes:
                if why := self._stops():
                    return why
                await self._try(change)
            rounds = 0 if len(self.history.kept) > kept else rounds + 1
        return f"no change of the last {PATIENCE} rounds was kept"

    def _stops(self, before: int = 0) -> str:
        """Why no more changes are tried; "" where there is room for one, and for so many calls before it."""
        if not self.history.tests_left:
            return f"the deciding articles bear no more than {self.history.tests} tests"
        tried = before + self.history.screened + len(self.deciding) + len(self._unread(self.deciding))
        short = next((each for each in self.task.limits if not each.has_room(tried, 2 * len(self.held_out))), None)
        return f"another change might not fit into {short.said(short.amount)}" if short else ""

    def _unread(self, gold: Sequence[GoldArticle]) -> list[GoldArticle]:
        """Those of some articles that weren't read with the wording that is the best by now."""
        return [each for each in gold if (self.current.text, each.article.id) not in self._read]

    # --- changes

    async def _changes(self) -> list[Change]:
        """Changes that weren't tried: the model's, and where it has none, the deletion of each part."""
        results = await self._results(self.current, self.articles)
        mistakes = told_mistakes(self.articles, results)
        if not mistakes:
            return []
        return self._new(await self._proposed(mistakes)) or self._new(deletions(self.current.text))

    def _new(self, changes: Sequence[Change]) -> list[Change]:
        before = {each.change.key for each in self.history.tried}
        return list({each.key: each for each in changes if each.key not in before}.values())

    async def _proposed(self, mistakes: Sequence[str]) -> list[Change]:
        recorded = self.task.rewriter.recorded(self.task.answers)
        tried = [each.told for each in self.history.tried]
        request = rewriting_request(self.current.text, mistakes, tried, recorded.window)
        with self.task.shown("mistakes"):
            try:
                answer = await recorded.fill(request)
            except AnswerError:
                return []  # what it took is counted all the same
            finally:
                self._count(recorded, read=False)
        return answer.filled.of(self.current.text, recorded.name) if isinstance(answer.filled, Proposals) else []

    async def _try(self, change: Change) -> None:
        """Try a change, and keep it or not; what came of it is saved."""
        wording = Wording(change.applied(self.current.text), self.current.name)
        if wording.text == self.current.text:
            return  # its part is gone by now
        try:
            _ = wording.variant
        except PromptError as error:
            tried = Tried(change=change, verdict=f"not tried: {error}")
        else:
            tried = await self._judged(change, wording)
        self.history = self.history.model_copy(update={"tried": [*self.history.tried, tried]})
        if tried.kept:
            self.current = wording
        self.task.save(self.current.text, self.history)
        self.task.told(tried)

    async def _judged(self, change: Change, wording: Wording) -> Tried:
        before, after = await self._on_shown(wording)
        shown = {"shown_before": _value(before), "shown_after": _value(after)}
        if self._gain(before, after) <= 0:
            worse = self._gain(before, after) < 0
            verdict = "worse on the articles shown" if worse else "no better on the articles shown"
            return Tried(change=change, verdict=verdict, **shown)
        decision = await self._decided(wording)
        kept = decision.corrected_p is not None and decision.corrected_p < LEVEL and self._is_up(decision)
        return Tried(change=change, verdict=_verdict(decision, kept=kept), kept=kept, decision=decision, **shown)

    def _is_up(self, decision: Decision) -> bool:
        before, after = decision.before, decision.after
        return before is not None and after is not None and (after > before) == self.higher and after != before

    # --- on the articles shown

    async def _on_shown(self, wording: Wording) -> tuple[Sums, Sums]:
        """The metric before and after a change on those articles with most mistakes; on fewer where it gets worse."""
        results = await self._results(self.current, self.articles)
        worst = sorted(zip(self.articles, results, strict=True), key=lambda pair: -len(pair[1].mistakes))
        chosen = [article for article, _ in worst][: self.history.screened]
        for read in _growing(chosen):
            before, after = await self._both(wording, read)
            if self._gain(before, after) < 0:
                break
        return before, after

    # --- on the deciding articles

    async def _decided(self, wording: Wording) -> Decision:
        """What the test says of a change; it is given up where it can't come to anything any more."""
        from onrecord.evals.statistics import articles_needed, permutation_test

        level = LEVEL / self.history.tests
        for read in _growing(self.deciding):
            before, after = await self._both(wording, read)
            if self._is_hopeless(before, after, level):
                return Decision(articles=len(read), before=_value(before), after=_value(after))
        p = float(permutation_test(before, after)[0][0])
        needed = articles_needed(before, after, level=1 - level)[0]
        return Decision(
            articles=len(self.deciding),
            before=_value(before),
            after=_value(after),
            p=p,
            corrected_p=min(1.0, p * self.history.tests),
            articles_needed=max(needed, len(self.deciding) + 1) if needed else None,
        )

    def _is_hopeless(self, before: Sums, after: Sums, level: float) -> bool:
        """Whether a test can't reach its level any more, or after half of the articles looks as if it won't.

        Each article that doesn't gain doubles the smallest p that there can be, since exchanging it loses nothing.
        Giving up keeps nothing, so it can't make anything look better than it is.
        """
        read, of = len(before[0]), len(self.deciding)
        gains = [self._gain(_one(before, place), _one(after, place)) for place in range(read)]
        least = 2.0 ** (1 + sum(gain <= 0 for gain in gains) - of)
        return least > level or (of / 2 <= read < of and self._gain(before, after) <= 0)

    # --- on the articles held out

    async def report(self) -> None:
        """Compare the end with the beginning on the articles held out, where anything was kept in this session."""
        from onrecord.evals.statistics import differences, permutation_test

        if len(self.history.kept) == len(self.task.history.kept):
            return
        original = Wording(self.history.original, self.current.name)
        before = self._sums(await self._results(original, self.held_out))
        after = self._sums(await self._results(self.current, self.held_out))
        change, low, high = (float(each[0]) for each in differences(before, after))
        p = float(permutation_test(before, after)[0][0])
        figures = {"difference": change, "low": low, "high": high, "p": p}
        found = HeldOut(
            articles=len(self.held_out),
            before=_value(before),
            after=_value(after),
            **{name: rounded(each) for name, each in figures.items()},
        )
        self.history = self.history.model_copy(update={"reports": [*self.history.reports, found]})
        self.task.save(self.current.text, self.history)

    # --- reading

    async def _both(self, wording: Wording, gold: Sequence[GoldArticle]) -> tuple[Sums, Sums]:
        """The metric of the wording so far and of another one, on the same articles."""
        before, after = await self._results(self.current, gold), await self._results(wording, gold)
        return self._sums(before), self._sums(after)

    def _sums(self, results: Sequence[ArticleResult]) -> Sums:
        import numpy as np

        pairs = np.array([[each.ratio(self.history.metric)] for each in results])
        return pairs[..., 0], pairs[..., 1]

    def _gain(self, before: Sums, after: Sums) -> float:
        """How much better the metric is after a change; 0 where it isn't defined."""
        one, other = _value(before), _value(after)
        if one is None or other is None:
            return 0.0
        gain = round(other - one, 9)
        return gain if self.higher else -gain

    async def _results(self, wording: Wording, gold: Sequence[GoldArticle]) -> list[ArticleResult]:
        """What came of articles with a wording; each is read once."""
        unread = [each for each in gold if (wording.text, each.article.id) not in self._read]
        await all_of(self._read_one(wording, each) for each in unread)
        return [self._read[wording.text, article.article.id] for article in gold]

    async def _read_one(self, wording: Wording, gold: GoldArticle) -> None:
        recorded = self.task.reader.recorded(self.task.answers)
        try:
            with self.task.shown(gold.article.id) as progress:
                summary = await extract(gold.article, wording.variant.prompts, recorded, progress=progress)
        finally:
            self._count(recorded, read=True)
        plan = Plan(self.task.gold, [wording.variant], [recorded.name])
        self._read[wording.text, gold.article.id] = result_of(gold, summary, recorded.given, wording.variant, plan)

    def _count(self, recorded: Recorded, *, read: bool) -> None:
        """Count what answers took, each once."""
        new = [each for each in recorded.given if each.key not in self._counted]
        self._counted.update(each.key for each in new)
        taken = sum((each.usage for each in new), Usage())
        self.usage += taken
        for limit in self.task.limits if new else ():
            limit.count(taken, recorded.name, read=read)


def _growing(articles: Sequence[GoldArticle]) -> Iterator[Sequence[GoldArticle]]:
    """The first article, the first three, seven and so on, and at last all: what is read at once doubles."""
    read = 0
    while read < len(articles):
        read = min(len(articles), 2 * read + 1)
        yield articles[:read]


def _one(sums: Sums, place: int) -> Sums:
    return sums[0][place : place + 1], sums[1][place : place + 1]


def _value(sums: Sums) -> float | None:
    from onrecord.evals.statistics import values

    return rounded(float(values(*sums)[0]))


def _verdict(decision: Decision, *, kept: bool) -> str:
    if decision.p is None or decision.corrected_p is None:
        return f"given up after {decision.articles} deciding articles, as it could not come to a verdict any more"
    figures = f"p {decision.p:.4f}, corrected {decision.corrected_p:.4f}"
    return f"{'kept' if kept else 'not kept'}: {figures}"
