"""Run every set of prompts with every model over the gold articles, and score the records."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence, Set
from contextlib import AbstractAsyncContextManager, AbstractContextManager, asynccontextmanager, nullcontext
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from importlib.metadata import version
from itertools import product

from onrecord._concurrent import all_of
from onrecord.compose import compose
from onrecord.evals._constants import constants_of
from onrecord.evals._gold import GoldArticle, GoldRecord
from onrecord.evals._runs import (
    ArticleResult,
    Cell,
    EvalRun,
    PromptPart,
    Score,
    gold_hash,
    plain_gold,
    rounded,
    schema_hashes,
)
from onrecord.extraction import Progress, Prompt, PromptUsed, Summary, extract, prompts_used
from onrecord.grounding import Grounder
from onrecord.kinds import NEWS
from onrecord.models import AnswerFile, KeptAnswer, Model, Recorded, open_model
from onrecord.plain import plain_record
from onrecord.prices import cost_of
from onrecord.settings import Settings
from onrecord.usage import Usage
from onrecord.verification import Verifier, VerifyPrompt, verifier_used

__all__ = ["Plan", "Variant", "result_of", "run_evals", "scores_of"]

Opened = Callable[[str], AbstractAsyncContextManager["_Source"]]
"""Opens the model of a name."""

Shown = Callable[[str], AbstractContextManager[Progress | None]]
"""Called with the name of an article; its context gives the callback that takes the progress on the article."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A set of prompts that are used together; `label` is its name in scores and comparisons."""

    label: str
    prompts: Sequence[Prompt]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run: every variant with every model, `repeats` times.

    `verifiers` are the names of the models that verify, by the models whose records they verify; no other's are.
    `asking` is the prompt that they are asked with.
    """

    gold: Sequence[GoldArticle]
    variants: Sequence[Variant]
    models: Sequence[str]
    repeats: int = 1
    verifiers: Mapping[str, str] = field(default_factory=dict)
    asking: VerifyPrompt | None = None

    @property
    def extractions(self) -> int:
        """The number of extractions: articles times variants times models times repeats."""
        return len(self.gold) * len(self.variants) * len(self.models) * self.repeats

    def composes(self, kinds: Set[str]) -> bool:
        """Whether records of some kinds are all that the labelled facts are of: one without the others is no fact."""
        labelled = {each.records[i].kind for each in self.gold for fact in each.facts for i in fact.records}
        return (labelled or set(NEWS)) <= kinds


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
    grounders = [Grounder(each.article) for each in plan.gold]
    cells = []
    for name in plan.models:
        opened = partial(_opened, answers=answers, settings=settings, replay=replay, loading=loading)
        async with opened(name) as source, _checking(plan, source, opened) as verifying:
            for variant, repeat in product(plan.variants, range(1, plan.repeats + 1)):
                salted = partial(replace, salt=str(repeat) if repeat > 1 else "")
                sources = salted(source), verifying and salted(verifying)
                cells.append(await _cell(plan, variant, sources, repeat, shown, grounders))
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
    salt: str = ""

    def recorded(self) -> Recorded:
        """A new model for one article; it collects the answers to the questions about that article."""
        return Recorded(self.name, self.answers, self.model, window=self.window, salt=self.salt)

    @property
    def slots(self) -> int:
        return self.model.slots if self.model else 1


@asynccontextmanager
async def _opened(
    name: str,
    *,
    answers: AnswerFile,
    settings: Settings,
    replay: bool,
    loading: Callable[[str, int, int], None] | None,
) -> AsyncIterator[_Source]:
    """Where the answers of a model come from; with `replay`, no model is opened."""
    if replay:
        yield _Source(name, answers, None, answers.window(name))
    else:
        async with open_model(name, settings, progress=loading) as model:
            yield _Source(name, answers, model, model.window)


@asynccontextmanager
async def _checking(plan: Plan, source: _Source, opened: Opened) -> AsyncIterator[_Source | None]:
    """Where the answers of the model come from that verifies; None where none does."""
    name = plan.verifiers.get(source.name)
    if name is None or name == source.name:
        yield source if name else None
    else:
        async with opened(name) as other:
            yield other


async def _cell(
    plan: Plan,
    variant: Variant,
    sources: tuple[_Source, _Source | None],
    repeat: int,
    shown: Shown,
    grounders: Sequence[Grounder],
) -> Cell:
    source, verifying = sources
    turns = asyncio.Semaphore(source.slots)

    async def read(gold: GoldArticle, grounder: Grounder) -> ArticleResult:
        recorded = source.recorded()
        checked = verifying.recorded() if verifying else None
        verifier = Verifier(checked, plan.asking) if checked and plan.asking else None
        async with turns:
            with shown(f"{gold.article.id} · {variant.label}") as progress:
                summary = await extract(
                    gold.article, variant.prompts, recorded, verifier=verifier, progress=progress, grounder=grounder
                )
        return result_of(gold, summary, [*recorded.given, *(checked.given if checked else ())], variant, plan)

    results = await all_of(read(*each) for each in zip(plan.gold, grounders, strict=True))
    cell = Cell(
        label=variant.label,
        prompts=[PromptPart(name=used.name, identity=used.identity) for used in _used(plan, variant, source.name)],
        model=source.name,
        repeat=repeat,
        articles=results,
    )
    constants = constants_of(_matched(plan.gold, results))
    return cell.model_copy(update={"scores": scores_of(cell), "constants": constants})


def _matched(gold: Sequence[GoldArticle], results: Sequence[ArticleResult]) -> Iterator[GoldRecord]:
    """The required gold records that are matched."""
    for article, result in zip(gold, results, strict=True):
        records = [article.records[pair["gold"]] for pair in result.matches]
        yield from (record for record in records if not record.optional)


def _used(plan: Plan, variant: Variant, model: str) -> tuple[PromptUsed, ...]:
    name = plan.verifiers.get(model)
    return prompts_used(
        variant.prompts, model, verifying=verifier_used(name, plan.asking) if name and plan.asking else None
    )


def result_of(
    gold: GoldArticle, summary: Summary, answers: Sequence[KeptAnswer], variant: Variant, plan: Plan
) -> ArticleResult:
    """What came of an article, scored."""
    from onrecord.evals._scores import score

    kinds = {kind.kind for prompt in variant.prompts for kind in prompt.kinds}
    examples = [user for prompt in variant.prompts for user, _ in prompt.examples]
    scored = score(gold, summary.records, kinds=kinds, examples=examples)
    return ArticleResult(
        article=gold.article.id,
        status=summary.status,
        problems=list(summary.problems),
        answers=list(answers),
        records=[plain_record(record, gold.article) for record in summary.records],
        matches=[asdict(match) for match in scored.matches],
        mistakes=[asdict(mistake) for mistake in scored.mistakes],
        ratios={**scored.ratios, **(_composed(gold, summary) if plan.composes(kinds) else {})},
        usage=summary.usage,
        seconds=round(sum(answer.seconds for answer in answers), 3),
        cost=_cost(summary.model, answers),
    )


def _composed(gold: GoldArticle, summary: Summary) -> dict[str, tuple[float, float]]:
    from onrecord.evals._composing import composing_ratios

    return composing_ratios(gold, summary.records, compose(summary.article, summary.records))


def _cost(model: str, answers: Sequence[KeptAnswer]) -> float | None:
    """What some answers cost in USD, each by its model's price; None where one isn't known."""
    used: dict[str, Usage] = {model: Usage()}
    for answer in answers:
        used[answer.model] = used.get(answer.model, Usage()) + answer.usage
    costs = [cost_of(name, usage) for name, usage in used.items()]
    return None if None in costs else sum(cost for cost in costs if cost is not None)


def scores_of(cell: Cell) -> dict[str, Score]:
    """Every metric of a cell over its articles, with its 95% interval by bootstrap over articles."""
    import numpy as np

    from onrecord.evals.statistics import intervals, values

    names = list(dict.fromkeys(name for article in cell.articles for name in article.ratios))
    table = np.array([[each.ratio(name) for name in names] for each in cell.articles])
    low, high = intervals(table[..., 0], table[..., 1])
    measured = zip(names, values(table[..., 0], table[..., 1]), low, high, strict=True)
    return {
        name: Score(value=rounded(value), low=rounded(lowest), high=rounded(highest))
        for name, value, lowest, highest in measured
    }
