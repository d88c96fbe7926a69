"""Run every set of prompts with every model over the gold articles, and score the records."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from dataclasses import asdict, dataclass
from importlib.metadata import version
from itertools import product

from onrecord.evals._gold import GoldArticle
from onrecord.evals._runs import ArticleResult, Cell, EvalRun, PromptPart, Score, gold_hash, plain_gold, schema_hashes
from onrecord.extraction import Progress, Prompt, Summary, extract
from onrecord.models import AnswerFile, Model, Recorded, open_model
from onrecord.plain import plain_record
from onrecord.prices import cost_of
from onrecord.settings import Settings

__all__ = ["Plan", "Variant", "run_evals", "scores_of"]

Shown = Callable[[str], AbstractContextManager[Progress | None]]
"""Called with the name of an article; its context gives the callback that takes the progress on the article."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A set of prompts that are used together; `label` is its name in scores and comparisons."""

    label: str
    prompts: Sequence[Prompt]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run: every variant with every model, `repeats` times."""

    gold: Sequence[GoldArticle]
    variants: Sequence[Variant]
    models: Sequence[str]
    repeats: int = 1

    @property
    def extractions(self) -> int:
        """The number of extractions: articles times variants times models times repeats."""
        return len(self.gold) * len(self.variants) * len(self.models) * self.repeats


async def run_evals(
    plan: Plan,
    answers: AnswerFile,
    settings: Settings,
    *,
    replay: bool = False,
    shown: Shown = lambda _: nullcontext(),
    loading: Callable[[str, int, int], None] | None = None,
) -> EvalRun:
    """The run of `plan`. Answers that are in `answers` are taken from there; the others are asked for and kept there.

    With `replay`, no model is opened. An article on which a model fails is a result, with all its gold records missed.
    Raises `NotRecordedError` for a call without a recorded answer where `replay` is set, and what `open_model` raises.
    """
    import onrecord.evals.statistics  # noqa: F401  # where it can't be imported, no model is asked first

    if replay:
        for name, variant in product(plan.models, plan.variants):
            for prompt in variant.prompts:
                answers.check(name, prompt.name)
    cells = []
    for name in plan.models:
        async with _opened(name, answers, settings, replay=replay, loading=loading) as (model, window):
            for variant, repeat in product(plan.variants, range(1, plan.repeats + 1)):
                source = _Source(name, answers, model, window, str(repeat) if repeat > 1 else "")
                cells.append(await _cell(plan, variant, source, repeat, shown))
    return EvalRun(
        onrecord=version("onrecord"),
        gold_sha256=gold_hash(plan.gold),
        schema_sha256=schema_hashes(),
        gold=[plain_gold(each) for each in plan.gold],
        cells=cells,
    )


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the answers of a cell come from."""

    name: str
    answers: AnswerFile
    model: Model | None
    window: int
    salt: str

    def recorded(self) -> Recorded:
        """A new model for one article; it collects the answers to the questions about that article."""
        return Recorded(self.name, self.answers, self.model, window=self.window, salt=self.salt)

    @property
    def slots(self) -> int:
        return self.model.slots if self.model else 1


@asynccontextmanager
async def _opened(
    name: str,
    answers: AnswerFile,
    settings: Settings,
    *,
    replay: bool,
    loading: Callable[[str, int, int], None] | None,
) -> AsyncIterator[tuple[Model | None, int]]:
    """The model and its window in tokens; with `replay`, no model and the window of the recorded one."""
    if replay:
        yield None, answers.windows[name]
    else:
        async with open_model(name, settings, progress=loading) as model:
            yield model, model.window


async def _cell(plan: Plan, variant: Variant, source: _Source, repeat: int, shown: Shown) -> Cell:
    turns = asyncio.Semaphore(source.slots)

    async def read(gold: GoldArticle) -> ArticleResult:
        recorded = source.recorded()
        async with turns:
            with shown(f"{gold.article.id} · {variant.label}") as progress:
                summary = await extract(gold.article, variant.prompts, recorded, progress=progress)
        return _result(gold, summary, recorded, variant)

    tasks = [asyncio.create_task(read(gold)) for gold in plan.gold]
    try:
        results = await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    cell = Cell(
        label=variant.label,
        prompts=[
            PromptPart(name=prompt.name, identity=prompt.identity(prompt.sentences_per_call(source.name)))
            for prompt in variant.prompts
        ],
        model=source.name,
        repeat=repeat,
        articles=results,
    )
    return cell.model_copy(update={"scores": scores_of(cell)})


def _result(gold: GoldArticle, summary: Summary, recorded: Recorded, variant: Variant) -> ArticleResult:
    from onrecord.evals._scores import score

    kinds = {kind.kind for prompt in variant.prompts for kind in prompt.kinds}
    examples = [user for prompt in variant.prompts for user, _ in prompt.examples]
    scored = score(gold, summary.records, kinds=kinds, examples=examples)
    return ArticleResult(
        article=gold.article.id,
        status=summary.status,
        problems=list(summary.problems),
        answers=recorded.given,
        records=[plain_record(record, gold.article) for record in summary.records],
        matches=[asdict(match) for match in scored.matches],
        mistakes=[asdict(mistake) for mistake in scored.mistakes],
        ratios=dict(scored.ratios),
        usage=summary.usage,
        seconds=round(sum(answer.seconds for answer in recorded.given), 3),
        cost=cost_of(summary.model, summary.usage),
    )


def scores_of(cell: Cell) -> dict[str, Score]:
    """Every metric of a cell over its articles, with its 95% interval by bootstrap over articles."""
    import numpy as np

    from onrecord.evals.statistics import intervals, values

    names = list(dict.fromkeys(name for article in cell.articles for name in article.ratios))
    table = np.array([[each.ratios.get(name, (0.0, 0.0)) for name in names] for each in cell.articles])
    low, high = intervals(table[..., 0], table[..., 1])
    measured = zip(names, values(table[..., 0], table[..., 1]), low, high, strict=True)
    return {
        name: Score(value=_number(value), low=_number(lowest), high=_number(highest))
        for name, value, lowest, highest in measured
    }


def _number(value: float) -> float | None:
    return round(float(value), 6) if value == value else None  # noqa: PLR0124  # nan differs from itself
