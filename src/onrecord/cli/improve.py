"""`onrecord improve`: a prompt made better by small changes, each kept only where a paired test says so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.eval import check_answers, check_files
from onrecord.cli.options import ModelOption, RecordOption, ReplayOption
from onrecord.cli.output import FAILED, FINE, complain, counted, open_output, print_lines
from onrecord.cli.progress import Display, display
from onrecord.errors import ModelError, UsageError
from onrecord.settings import Settings
from onrecord.usage import Usage

if TYPE_CHECKING:
    from onrecord.batch import Budget, Pacer
    from onrecord.evals import Decision, GoldArticle, HeldOut, History, Limit, Outcome, Source, Wording
    from onrecord.models import AnswerFile, Call

__all__ = ["improve"]


def improve(  # noqa: PLR0913  # one parameter for each option
    prompt: Annotated[
        str, typer.Argument(help="The prompt to improve: a file, or the name of a packaged one.", show_default=False)
    ],
    *,
    model: ModelOption = None,
    by: Annotated[
        str | None,
        typer.Option("--by", help="The model that proposes changes, named as for --model; by default the same one."),
    ] = None,
    budget: Annotated[
        str | None,
        typer.Option(
            "--budget", help="What the calls may cost together: 5.00 for USD, 2M-tokens for tokens.", show_default=False
        ),
    ] = None,
    calls: Annotated[
        int | None, typer.Option("--calls", min=1, help="Make no more than this many calls.", show_default=False)
    ] = None,
    gold: Annotated[
        Path, typer.Option("--gold", "-g", help="The folder that holds gold/*.yaml and articles/*.txt.")
    ] = Path("evals"),
    metric: Annotated[
        str, typer.Option("--metric", help="The score to improve, as onrecord eval names it.")
    ] = "all.f1",
    seed: Annotated[
        int, typer.Option("--seed", help="What deals the articles into those shown, deciding and held out.")
    ] = 0,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Write the improved prompt to this file, its history beside it; by default NAME-improved.prompty.",
        ),
    ] = None,
    record: RecordOption = None,
    replay: ReplayOption = None,
) -> None:
    """Improve a prompt by the mistakes that are made with it, on labelled articles.

    A model proposes small changes. Each is tried on articles that it sees, decided by a paired test on others, and the
    end is measured once on articles that nothing else looks at. A command that was stopped goes on where it was.
    """
    from onrecord.evals import Wording, history_path, load_gold

    check_answers(record, replay)
    if budget is None and calls is None and replay is None:
        raise UsageError("say how much it may take: --budget 5.00, --budget 2M-tokens or --calls 200")
    settings = Settings.from_environment()
    path = _prompt_path(prompt, settings)
    wording = Wording(_text_of(path), path.stem)
    target = output or Path(f"{path.stem}-improved.prompty")
    _check_target(target, path)
    answers = replay or record or target.with_name(f"{target.stem}.answers.jsonl")
    check_files([target, history_path(target), answers])
    named = model or settings.model
    labelled = load_gold(gold)
    history = _history(wording, path, labelled, (named, metric, seed))
    _check_calls(calls, history)
    job = _Job(
        wording=wording,
        history=history,
        gold=labelled,
        model=named,
        by=by or named,
        target=target,
        answers=answers,
        settings=settings,
        means=_means(budget, calls, (named, by or named), settings),
        replaying=replay is not None,
    )
    raise typer.Exit(_run(job))


def _run(job: _Job) -> int:
    """Do the work; interrupted, say where the best so far is."""
    try:
        return asyncio.run(_improve(job))
    except (KeyboardInterrupt, asyncio.CancelledError):
        best = f"{job.target}: the best so far is here; " if job.target.exists() else ""
        complain(f"{best}{job.answers}: the answers so far are here; the same command goes on from them")
        raise


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """A prompt to improve: by which models, on what, where to, and within which means."""

    wording: Wording
    history: History
    gold: list[GoldArticle]
    model: str
    by: str
    target: Path
    answers: Path
    settings: Settings
    means: _Means
    replaying: bool

    def save(self, text: str, history: History) -> None:
        """Write the history, by which the prompt is known to be this command's, and the prompt as it is by now."""
        from onrecord.evals import history_path

        for path, content in ((history_path(self.target), history.model_dump_json(indent=1)), (self.target, text)):
            with open_output(path) as file:
                file.write(content.rstrip("\n") + "\n")


def _prompt_path(prompt: str, settings: Settings) -> Path:
    from onrecord.extraction import prompts_folder

    folder = settings.prompts or prompts_folder()
    path = Path(prompt) if prompt.endswith(".prompty") else folder / f"{prompt}.prompty"
    if not path.is_file():
        raise UsageError(f"{prompt}: no such prompt; name a file that ends in .prompty, or a prompt in {folder}")
    return path


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: can't be read: {error}") from error


def _check_target(target: Path, path: Path) -> None:
    from onrecord.evals import history_path

    if target.suffix != ".prompty":
        raise UsageError(f"{target}: the name of a prompt file ends in .prompty")
    if target.exists() and target.samefile(path):
        raise UsageError(f"{target}: is the prompt that is to be improved; name another file with --output")
    if target.exists() and not history_path(target).exists():
        raise UsageError(f"{target}: is there already, and no work of this command; name another file with --output")


def _history(wording: Wording, path: Path, gold: list[GoldArticle], wanted: tuple[str, str, int]) -> History:
    """What was tried before, by the history beside the prompt, or a new one.

    Raises `UsageError` where it is of another model, metric, seed or gold.
    """
    from onrecord.evals import begun, gold_hash, history_path, load_history

    beside = history_path(path)
    if not beside.exists():
        return begun(wording, gold, *wanted)
    history = load_history(beside)
    if history.gold_sha256 != gold_hash(gold) or (history.model, history.metric, history.seed) != wanted:
        raise UsageError(
            f"{beside}: is of --model {history.model} --metric {history.metric} --seed {history.seed} and its own "
            "gold; go on with these, or move it away to begin anew"
        )
    complain(f"{beside}: goes on from {counted(len(history.tried), 'change')} that were tried before")
    return history


def _check_calls(calls: int | None, history: History) -> None:
    if calls is not None and calls < history.fewest_calls:
        raise UsageError(
            f"--calls {calls}: with these articles, it takes at least {history.fewest_calls} calls to keep a change"
        )


# --- what it may take


class CallsSpentError(ModelError):
    """A call was not made, since as many were made before as may be."""


class _Turns:
    """Turns for calls: those of a pacer, and no more of all together than may be made."""

    def __init__(self, pacer: Pacer, counted: _Calls) -> None:
        self.most = pacer.most
        self._pacer = pacer
        self._calls = counted

    @asynccontextmanager
    async def turn(self, call: Call) -> AsyncIterator[None]:
        self._calls.take()
        async with self._pacer.turn(call):
            yield


@dataclass(slots=True)
class _Calls:
    """How many calls may be made (None: any number), and how many were."""

    most: int | None
    made: int = 0

    def take(self) -> None:
        """Count one. Raises `CallsSpentError` where it is one too many."""
        if self.most is not None and self.made >= self.most:
            raise CallsSpentError(f"all of the {self.most:,} calls were made")
        self.made += 1


@dataclass(frozen=True, slots=True)
class _Means:
    """What the calls of both models may take together, the answers that were kept included."""

    calls: _Calls
    budget: Budget | None
    model: str
    by: str
    settings: Settings

    @property
    def limits(self) -> list[Limit]:
        """The same, for what is begun only where it fits."""
        from onrecord.evals import Limit

        calls, budget = self.calls.most, self.budget
        by_calls = [Limit(calls, lambda usage, _: usage.calls, lambda most: f"{most:,.0f} calls")] if calls else []
        return by_calls + ([Limit(budget.amount, self._cost, budget.said, reserve=2)] if budget else [])

    def _cost(self, usage: Usage, model: str) -> float:
        return self.budget.cost(usage, "" if model == self.model else model) if self.budget else 0.0

    def begin(self, answers: AnswerFile) -> None:
        """Count what the answers of both took that are there already."""
        for model in {self.model, self.by}:
            usage = answers.usage.get(model, Usage())
            self.calls.made += usage.calls
            if self.budget:
                self.budget.spent += self._cost(usage, model)

    def turns(self, model: str) -> _Turns:
        """What gives a model its turns."""
        from onrecord.batch import Caps, Pacer
        from onrecord.models import is_local

        concurrency = 1 if is_local(model) else self.settings.concurrency
        other = "" if model == self.model else model
        return _Turns(Pacer(Caps(concurrency=concurrency), self.budget, model=other), self.calls)


def _means(budget: str | None, calls: int | None, models: tuple[str, str], settings: Settings) -> _Means:
    from onrecord.batch import parse_budget

    model, by = models
    within = parse_budget(budget, model) if budget else None
    if within and by != model:
        within.include(by)
    return _Means(_Calls(calls), within, model, by, settings)


# --- the work


async def _improve(job: _Job) -> int:
    """Improve the prompt, and say what came of it; the exit status."""
    from onrecord.evals import Improvement, improve
    from onrecord.models import AnswerFile

    answers = AnswerFile(job.answers)
    job.means.begin(answers)
    with nullcontext() if job.replaying else answers.recording(), display() as shown:
        async with _opened(job, shown) as (reader, rewriter):
            outcome = await improve(
                Improvement(
                    wording=job.wording,
                    history=job.history,
                    gold=job.gold,
                    reader=reader,
                    rewriter=rewriter,
                    answers=answers,
                    limits=job.means.limits,
                    save=job.save,
                    told=shown.say,
                    shown=shown.article,
                )
            )
    print_lines(_said(outcome, job))
    return FAILED if outcome.failed else FINE


@asynccontextmanager
async def _opened(job: _Job, shown: Display) -> AsyncIterator[tuple[Source, Source]]:
    """The model that reads, and the one that proposes; with recorded answers, neither is opened."""
    from onrecord.evals import Source
    from onrecord.models import open_model

    names = dict.fromkeys([job.model, job.by])
    if job.replaying:
        yield Source(job.model, None), Source(job.by, None)
        return
    async with AsyncExitStack() as stack:
        opened = {}
        for name in names:
            opening = open_model(name, job.settings, progress=shown.loading, pace=job.means.turns(name))
            opened[name] = await stack.enter_async_context(opening)
        yield Source(job.model, opened[job.model]), Source(job.by, opened[job.by])


# --- what is said


def _said(outcome: Outcome, job: _Job) -> Iterator[str]:
    """What came of it: what was kept and why, the held-out figures, or that nothing was found and what would help."""
    from onrecord.evals import LEVEL, history_path

    history = outcome.history
    yield (
        f"{job.wording.name} by {job.model}: {history.articles} articles: {len(history.shown)} shown, "
        f"{len(history.deciding)} deciding, {len(history.held_out)} held out; "
        f"p < {LEVEL} after a correction for {counted(history.tests, 'test')}"
    )
    for each in history.kept:
        yield f"{each}; {history.metric} {_change(each.decision)} on the deciding articles. {each.change.why}"
    tested = sum(each.decision is not None for each in history.tried)
    yield (
        f"{counted(len(history.tried), 'change')} proposed, {tested} of them did better on the articles shown and were "
        f"tested, {len(history.kept)} kept; ended because {outcome.why}"
    )
    if history.reports and outcome.reported:
        yield from _held_out(history)
    if not history.kept:
        yield from _nothing(history)
    spent = outcome.usage
    yield f"{counted(spent.calls, 'call')}, {spent.input:,} tokens in, {spent.output:,} out"
    yield f"{job.target}: the prompt is here, its history in {history_path(job.target)}, the answers in {job.answers}"


def _change(found: Decision | HeldOut | None) -> str:
    if found is None or found.before is None or found.after is None:
        return "not defined"
    return f"{found.before:.3f} -> {found.after:.3f}"


def _held_out(history: History) -> Iterator[str]:
    found = history.reports[-1]
    interval = "" if found.low is None else f" [{found.low:+.3f}, {found.high:+.3f}]"
    difference = "" if found.difference is None else f", {found.difference:+.3f}{interval}"
    p = "" if found.p is None else f", p {found.p:.4f}"
    yield f"held out, {counted(found.articles, 'article')}: {history.metric} {_change(found)}{difference}{p}"
    if len(history.reports) > 1:
        yield (
            f"the articles held out were looked at {len(history.reports)} times by now, so this figure may be too "
            "good: label others to be sure"
        )


def _nothing(history: History) -> Iterator[str]:
    """That nothing was found, and how many more articles it would take."""
    yield "nothing was found that helps beyond doubt; the prompt is as it was"
    if near := history.nearest:
        tried, needed = near
        yield (
            f"nearest: {tried.change}, {history.metric} {_change(tried.decision)}: if the difference is as large as it "
            f"seems, about {needed:,} labelled articles would show it, {max(1, needed - history.articles):,} more"
        )
    elif any(each.decision for each in history.tried):
        yield "no change came near enough to say how many more articles would show that it helps"
    else:
        yield "no change did better on the articles shown; more articles would not help these changes"
