"""`onrecord eval`: prompts and models scored against records labelled by hand."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.eval_tables import Shown, planned_lines, tables
from onrecord.cli.options import KindOption, RecordOption, ReplayOption, VerifierOption
from onrecord.cli.output import FAILED, FINE, complain, json_text, print_text
from onrecord.cli.progress import display
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.evals import Baseline, Cell, EvalRun, Plan, Reliability, Shortfall, Variant
    from onrecord.models import AnswerFile
    from onrecord.settings import Settings

__all__ = ["check_answers", "check_files", "evaluate", "run_plan", "variants_of"]

PACKAGED = "packaged"
"""How the prompts of the package are called in a run."""


class Format(StrEnum):
    """How scores are written to stdout."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True)
class _Gate:
    """What to hold the run to, and whether to pin it."""

    baseline: Path | None
    pin: bool
    margin: float
    lower: bool

    def before(self, plan: Plan) -> Baseline | None:
        """The baseline as it is; None where it is to be made. Raises `UsageError`, also where it is of other gold."""
        from onrecord.evals import check_gold, gold_hash, load_baseline

        if not self.pin and (self.margin or self.lower):
            raise UsageError("--margin and --lower say how to pin: add --pin")
        if self.baseline is None:
            if self.pin:
                raise UsageError("--pin: name the file to pin with --baseline FILE")
            return None
        if self.pin and not self.baseline.exists():
            return None
        baseline = load_baseline(self.baseline)
        if not self.pin:
            check_gold(gold_hash(plan.gold), baseline)
        return baseline

    def shortfalls(self, run: EvalRun, before: Baseline | None) -> list[Shortfall]:
        """What the run doesn't hold of the baseline; with `pin`, nothing, and the baseline is written."""
        from onrecord.evals import check_floors, pin_floors, save_baseline

        if self.baseline and self.pin:
            save_baseline(pin_floors(run, before, margin=self.margin, lower=self.lower), self.baseline)
            return []
        return check_floors(run, before) if before else []


def evaluate(  # noqa: PLR0913  # one parameter for each option
    *,
    gold: Annotated[
        Path, typer.Option("--gold", "-g", help="The folder that holds gold/*.yaml and articles/*.txt.")
    ] = Path("evals"),
    prompts: Annotated[
        list[Path] | None,
        typer.Option(
            "--prompts",
            help="Try the prompt files in this folder in place of the packaged ones. Repeat the option to compare.",
        ),
    ] = None,
    prompt: Annotated[
        list[str] | None,
        typer.Option("--prompt", "-p", help="Try only this prompt of each folder. Repeat the option for more prompts."),
    ] = None,
    kind: KindOption = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="Verify records, too; the model that answered does, or --verifier.")
    ] = False,
    verifier: VerifierOption = None,
    model: Annotated[
        list[str] | None,
        typer.Option(
            "--model", "-m", help="The model to ask, named as for summarize. Repeat the option to compare models."
        ),
    ] = None,
    repeats: Annotated[int, typer.Option(min=1, help="Ask everything this many times.")] = 1,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Write the run to this file; by default eval-1.json, or the next number that is free.",
        ),
    ] = None,
    record: RecordOption = None,
    replay: ReplayOption = None,
    baseline: Annotated[
        Path | None, typer.Option(help="Fail where a score falls below its floor in this file.")
    ] = None,
    pin: Annotated[bool, typer.Option("--pin", help="Write the scores into the baseline as its floors.")] = False,
    margin: Annotated[
        float, typer.Option(min=0, max=1, help="With --pin: set each floor this far below its score.")
    ] = 0.0,
    lower: Annotated[bool, typer.Option("--lower", help="With --pin: allow a floor to be lowered.")] = False,
    metric: Annotated[
        str, typer.Option(help="The score by which several prompts or models are shown side by side.")
    ] = "all.f1",
    by_kind: Annotated[bool, typer.Option("--by-kind", help="Also show that score kind by kind.")] = False,
    details: Annotated[
        bool, typer.Option("--details", help="Also show all main scores and fields of each of several cells.")
    ] = False,
    plan: Annotated[
        float | None,
        typer.Option(
            "--plan",
            help="Ask nothing; say how many articles have to be labelled for a difference as large as this, such as "
            "0.05, to be shown in the score of --metric.",
            show_default=False,
        ),
    ] = None,
    plan_from: Annotated[
        Path | None,
        typer.Option(help="With --plan: the run file that shows how much articles vary; without, that is assumed."),
    ] = None,
    html: Annotated[
        Path | None, typer.Option(help="Also write an HTML page with all records beside the labelled ones.")
    ] = None,
    junit: Annotated[Path | None, typer.Option(help="Also write the result as JUnit XML, for CI.")] = None,
    output_format: Annotated[
        Format, typer.Option("--format", "-f", help="The format of the scores: text, or json for programs.")
    ] = Format.TEXT,
) -> None:
    """Score prompts and models against labelled articles.

    An eval that was stopped goes on where it was when the same command is given again.
    """
    from onrecord.evals import Plan, failures_of, load_gold, metric_named, save_run
    from onrecord.report import junit_xml, run_page
    from onrecord.settings import Settings
    from onrecord.verification import verify_prompt

    if plan is not None:
        _print_planned(metric, plan, gold, plan_from, output_format)
        return
    if plan_from:
        raise UsageError("--plan-from says what --plan goes by: add --plan with the difference to show")
    check_answers(record, replay)
    metric_named(metric)
    settings = Settings.from_environment()
    folders: list[Path | None] = [*prompts] if prompts else [settings.prompts]
    models = _distinct(model or [settings.model])
    variants = variants_of(folders, kind or [], prompt or [], verified=bool(verify or verifier))
    checking = verifiers_of(models, verifier, settings, verify=verify)
    planned = Plan(load_gold(gold), variants, models, repeats, checking, verify_prompt(settings.prompts))
    gate = _Gate(baseline, pin, margin, lower)
    before = gate.before(planned)
    target = output or _free_name()
    check_files([path for path in (target, record, replay, baseline, html, junit) if path])
    run = run_plan(planned, settings, target, record, replay, save=partial(save_run, path=target))
    _print(run, output_format, Shown(metric, by_kind, details), settings)
    complain(f"{target}: the run is here")
    if html:
        html.write_text(run_page(run, metric), encoding="utf-8")
    shortfalls = gate.shortfalls(run, before)
    if junit:
        junit.write_text(junit_xml(run, shortfalls, None if pin else before), encoding="utf-8")
    failed = [f"{cell.name}: {failures}" for cell in run.cells if (failures := failures_of([cell]))]
    for problem in [*shortfalls, *(f"{each} (what failed counts as all missed)" for each in failed)]:
        complain(problem)
    raise typer.Exit(FAILED if shortfalls or failed else FINE)


def verifiers_of(models: Sequence[str], named: str | None, settings: Settings, *, verify: bool) -> dict[str, str]:
    """The names of the models that verify, by the models whose records they verify; empty where none does."""
    if not (verify or named):
        return {}
    return {model: named or settings.verifier or model for model in models}


def variants_of(
    folders: Sequence[Path | None], kinds: Sequence[str], names: Sequence[str], *, verified: bool
) -> list[Variant]:
    """The sets of prompts to compare, each under the name of its folder. Raises `UsageError` where two are the same."""
    from onrecord.evals import Variant
    from onrecord.extraction import choose_prompts

    suffix = "".join(f":{name}" for name in [*names, *kinds]) + (", verified" if verified else "")
    labels = [(folder.resolve().name if folder else PACKAGED) + suffix for folder in folders]
    if len(set(labels)) < len(labels):
        raise UsageError(f"--prompts: two folders have the same name: {', '.join(labels)}; rename one")
    return [Variant(label, choose_prompts(folder, kinds, names)) for label, folder in zip(labels, folders, strict=True)]


def _distinct(models: Sequence[str]) -> Sequence[str]:
    """The models. Raises `UsageError` where one is named twice: its cells would have the same name."""
    if len(set(models)) < len(models):
        raise UsageError(f"--model: one is named twice: {', '.join(models)}; to ask it twice, use --repeats 2")
    return models


def check_answers(record: Path | None, replay: Path | None) -> None:
    """Raise `UsageError` where answers are to be asked for and not to be."""
    if record and replay:
        raise UsageError("--record asks a model and --replay asks none: use one of them")


def check_files(paths: Sequence[Path]) -> None:
    """Raise `UsageError` for files that can't be written, or where one is named for two things."""
    targets = [Path(os.path.realpath(path)) for path in paths]
    for path, target in zip(paths, targets, strict=True):
        if target.is_symlink():
            raise UsageError(f"{path}: can't be used: its links go in circles")
        if not path.parent.is_dir():
            raise UsageError(f"{path}: there is no folder {path.parent}; make it first")
        if path.is_dir():
            raise UsageError(f"{path}: is a folder; name a file in it")
        if targets.count(target) > 1:
            raise UsageError(f"{path}: is named for two things; give each a file of its own")


def _free_name() -> Path:
    number = 1
    while Path(f"eval-{number}.json").exists():
        number += 1
    return Path(f"eval-{number}.json")


def run_plan(  # none of them follows from the others
    plan: Plan,
    settings: Settings,
    target: Path,
    record: Path | None,
    replay: Path | None,
    *,
    save: Callable[[EvalRun], None],
) -> EvalRun:
    """The run, given to `save`; until then its answers are kept beside `target`, unless a file for them is named."""
    from onrecord.evals import run_evals
    from onrecord.models import AnswerFile

    if replay and not replay.exists():
        raise UsageError(f"{replay}: no such file of recorded answers; make it with --record")
    path = replay or record or target.with_name(f"{target.name}.answers.jsonl")
    answers = AnswerFile(path)
    with _kept(answers, path, temporary=not (replay or record), replay=bool(replay)):
        with display(plan.extractions) as shown:
            work = run_evals(plan, answers, settings, replay=bool(replay), shown=shown.article, loading=shown.loading)
            run = asyncio.run(work)
        save(run)
    return run


@contextmanager
def _kept(answers: AnswerFile, path: Path, *, temporary: bool, replay: bool) -> Iterator[None]:
    """Keep answers as they come; interrupted, say how to go on."""
    if replay:
        yield
        return
    try:
        with answers.recording():
            yield
    except BaseException:
        if path.exists() and path.stat().st_size:
            complain(f"{path}: the answers so far are here; the same command goes on from them")
        raise
    if temporary:
        path.unlink()


def _print(run: EvalRun, output_format: Format, shown: Shown, settings: Settings) -> None:
    is_told = output_format is Format.JSON or shown.details or len(run.cells) == 1
    found = [_reliability(cell, run, settings) if is_told else None for cell in run.cells]
    if output_format is Format.JSON:
        print_text(json_text(_plain(run, found, shown.metric), indent=2))
    else:
        print_text("".join(f"{line}\n" for line in tables(run, found, shown)))


def _print_planned(metric: str, effect: float, gold: Path, path: Path | None, output_format: Format) -> None:
    """Print how many articles have to be labelled for a difference in a metric to be shown."""
    from onrecord.evals import load_run, plan_articles

    labelled = len(list((gold / "gold").glob("*.yaml")))
    found = plan_articles(metric, effect, labelled, load_run(path) if path else None)
    if output_format is Format.JSON:
        print_text(json_text(asdict(found), indent=2))
    else:
        print_text("".join(f"{line}\n" for line in planned_lines(found, gold)))


def _reliability(cell: Cell, run: EvalRun, settings: Settings) -> Reliability | None:
    """How far probabilities of a cell's records hold: by its calibration, where one of other gold is kept."""
    from onrecord.calibration import calibration_path, calibrations_folder, load_calibration
    from onrecord.evals import reliability

    used = {prompt.name: prompt.identity for prompt in cell.prompts}
    path = calibration_path(calibrations_folder(settings), cell.model, used)
    kept = load_calibration(path, cell.model, used) if path.exists() else None
    return reliability(cell, kept if kept and kept.gold_sha256 != run.gold_sha256 else None)


def _plain(run: EvalRun, found: Sequence[Reliability | None], metric: str) -> dict[str, Any]:
    """The scores of a run, without what they come from."""
    from onrecord.evals import failures_of, matrix_of

    matrix = matrix_of(run, metric)
    return {
        "gold_sha256": run.gold_sha256,
        "cells": [
            {
                "name": cell.name,
                "prompts": [each.model_dump() for each in cell.prompts],
                "scores": {name: score.model_dump() for name, score in cell.scores.items()},
                "constants": {name: constant.model_dump() for name, constant in cell.constants.items()},
                "usage": asdict(cell.usage),
                "seconds": round(cell.seconds, 3),
                "cost": cell.cost,
                "failures": failures_of([cell]),
                "reliability": asdict(reliable) if reliable else None,
            }
            for cell, reliable in zip(run.cells, found, strict=True)
        ],
        "matrix": {
            "metric": metric,
            "combinations": [
                {
                    "prompts": each.label,
                    "model": each.model,
                    **each.score.model_dump(),
                    "standing": each.standing,
                    "no_interval": each.no_interval,
                    "failures": each.failures,
                    "seconds": round(each.seconds, 3),
                    "cost": each.cost,
                }
                for each in matrix.combinations.values()
            ],
        },
    }
