"""`onrecord runs`: the runs that a store holds, and which one is meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.options import StoreOption, TextOrJson
from onrecord.cli.output import complain, counted, json_text, print_text
from onrecord.errors import UsageError
from onrecord.grounding import Support
from onrecord.usage import Usage

if TYPE_CHECKING:
    from onrecord.models import Round
    from onrecord.store import RunRow, RunTotals, Store

__all__ = ["batch_lines", "name_run", "run_lines", "runs"]


def runs(
    store: StoreOption,
    *,
    output_format: Annotated[
        TextOrJson, typer.Option("--format", "-f", help="text, or json for programs.")
    ] = TextOrJson.TEXT,
) -> None:
    """List the runs in a store, the one last worked on first: `export` and `changes` are of that one without --run.

    A run is what one model made of articles with some prompts, however often it was gone on with.
    """
    from onrecord.store import open_store

    with open_store(store) as opened:
        found = [(run, opened.totals(run.number), opened.batches(run.number)) for run in opened.runs()]
    if output_format is TextOrJson.JSON:
        print_text(json_text([_plain(*each) for each in found], indent=2))
    else:
        print_text("".join(f"{line}\n" for each in found for line in _lines(*each)) or "no run yet\n")


def name_run(store: Store, number: int | None) -> int:
    """The number of the run that is meant; one that wasn't named is, on stderr, with how to name another."""
    run = store.chosen(number)
    if number is None:
        others = len(store.runs()) > 1
        another = f"; another with --run N, as `onrecord runs --store {store.name}` lists them" if others else ""
        complain(f"run {run.number}, the last worked on: {_title(run)}, {_time(run)}{another}")
    return run.number


def run_lines(store: Store, corrected: int) -> Iterator[str]:
    """What a batch says at its end of the run that it worked on, and of the articles that it read a new version of."""
    if corrected:
        yield f"{corrected:,} articles have a new version: onrecord changes --store {store.name}"
    others = f"; others: onrecord runs --store {store.name}" if len(store.runs()) > 1 else ""
    yield f"run {store.chosen().number}: {_title(store.chosen())}{others}"


def batch_lines(out: Sequence[Round]) -> Iterator[str]:
    """What a provider has of a run that hasn't come back."""
    for each in out:
        status = f"{each.batch}: {each.status}" if each.batch else "not submitted yet"
        since = f"{counted(each.requests, 'request')} out since {each.made:%Y-%m-%d %H:%M} UTC"
        yield f"{since}, {each.completed:,} completed ({status}): the same command collects what comes of them"


def _title(run: RunRow) -> str:
    """The model of a run, its prompts and what else tells it from others, in some words."""
    return f"{run.model}, {_prompts(run)}{_kept(run)}"


def _kept(run: RunRow) -> str:
    """Which records are kept, where that isn't all."""
    if run.weakest is Support.UNSUPPORTED:
        return ", strict" if run.strict else ""
    return f", only {run.weakest.outcome if run.weakest is Support.VERIFIED else run.weakest}"


def _prompts(run: RunRow) -> str:
    """The names of the prompts; with the kinds that they ask for, where those are others."""
    named = [prompt.name for prompt in run.prompts]
    kinds = f" ({', '.join(run.kinds)})" if run.kinds and set(run.kinds) != set(named) else ""
    return f"prompt{'' if len(named) == 1 else 's'} {', '.join(named)}{kinds}"


def _time(run: RunRow) -> str:
    return f"{run.worked:%Y-%m-%d %H:%M} UTC"


def _lines(run: RunRow, totals: RunTotals, out: Sequence[Round]) -> Iterator[str]:
    yield f"run {run.number}: {_title(run)}"
    yield f"  begun {run.started:%Y-%m-%d %H:%M}, last worked on {_time(run)}"
    yield f"  {totals.articles:,} articles: {totals.ok:,} ok, {totals.partial:,} partial, {totals.failed:,} failed"
    used, cost = totals.usage, _cost(run, totals)
    told = "" if cost is None else f"; {cost:,.4f} USD by today's list prices"
    yield f"  {used.calls:,} calls: {used.input:,} tokens in ({used.cached:,} cached), {used.output:,} out{told}"
    yield from (f"  {line}" for line in batch_lines(out))


def _plain(run: RunRow, totals: RunTotals, out: Sequence[Round]) -> dict[str, Any]:
    counts = {"ok": totals.ok, "partial": totals.partial, "failed": totals.failed}
    known = asdict(run) | {name: f"{getattr(run, name).isoformat()}Z" for name in ("started", "worked")}
    known |= {"articles": counts, "usage": asdict(totals.usage), "cost": _cost(run, totals)}
    return known | {"batches": [_plain_batch(each) for each in out]}


def _plain_batch(out: Round) -> dict[str, Any]:
    """A batch that a provider has, as JSON types."""
    since = f"{out.made:%Y-%m-%dT%H:%M:%SZ}"
    names = ("batch", "model", "address", "status", "requests", "completed", "failed")
    return {"since": since, **{name: getattr(out, name) for name in names}}


def _cost(run: RunRow, totals: RunTotals) -> float | None:
    """What the answers of a run cost in USD; None where no price of a model is known."""
    from onrecord.batch import Price

    used = totals.by_model or {run.model: totals.usage}
    try:
        whole = sum(Price(model).of(each - totals.batched.get(model, Usage())) for model, each in used.items())
        return whole + sum(Price(model, batched=True).of(each) for model, each in totals.batched.items())
    except UsageError:
        return None
