"""`onrecord calibrate`: how likely the records of a model and its prompts are true, fitted on labelled articles."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.calibration import calibrations_folder
from onrecord.cli.eval import check_answers, check_files, run_plan, variants_of
from onrecord.cli.options import (
    CalibrationOption,
    KindOption,
    ModelOption,
    PromptOption,
    PromptsOption,
    RecordOption,
    ReplayOption,
    VerifierOption,
    VerifyOption,
    verifier_of,
)
from onrecord.cli.output import complain, print_lines
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.calibration import Calibration
    from onrecord.evals import EvalRun

__all__ = ["calibrate"]


def calibrate(  # noqa: PLR0913  # one parameter for each option
    gold: Annotated[
        Path, typer.Argument(help="The folder that holds gold/*.yaml and articles/*.txt.", show_default=False)
    ],
    *,
    model: ModelOption = None,
    kind: KindOption = None,
    prompt: PromptOption = None,
    prompts: PromptsOption = None,
    verify: VerifyOption = None,
    verifier: VerifierOption = None,
    calibration: CalibrationOption = None,
    record: RecordOption = None,
    replay: ReplayOption = None,
) -> None:
    """Learn from labelled articles how likely records are true, for summarize and export with --precision.

    It holds for this model with these prompts and nothing else. A command that was stopped goes on where it was.
    """
    from onrecord.evals import Plan, load_gold
    from onrecord.settings import Settings
    from onrecord.verification import verify_prompt

    check_answers(record, replay)
    settings = Settings.from_environment()
    named = model or settings.model
    folder = prompts or settings.prompts
    checking = verifier_of(named, verifier, settings, verify=verify)
    variants = variants_of([folder], kind or [], prompt or [], verified=bool(checking))
    verifiers = {named: checking} if checking else {}
    plan = Plan(load_gold(gold), variants, [named], verifiers=verifiers, asking=verify_prompt(folder))
    kept = calibrations_folder(settings)
    kept.mkdir(parents=True, exist_ok=True)
    check_files([path for path in (calibration, record, replay) if path])
    _check_replaceable(calibration)
    beside = calibration or kept / "unfinished"
    run_plan(plan, settings, beside, record, replay, save=partial(_keep, folder=kept, path=calibration))


def _check_replaceable(path: Path | None) -> None:
    """Raise `UsageError` where a file that is no calibration would be written over."""
    from pydantic import ValidationError

    from onrecord.calibration import Calibration

    if path is None or not path.exists() or not path.stat().st_size:
        return
    try:
        Calibration.model_validate_json(path.read_bytes())
    except ValidationError:
        raise UsageError(f"{path}: holds something else than a calibration; name another file") from None


def _keep(run: EvalRun, *, folder: Path, path: Path | None) -> None:
    """Write the calibration to a file, and say what it promises."""
    from onrecord.calibration import calibration_path
    from onrecord.evals import calibrate

    made = calibrate(run.cell(), run.gold_sha256)
    target = path or calibration_path(folder, made.model, made.prompts)
    target.write_text(made.model_dump_json(indent=1) + "\n", encoding="utf-8")
    print_lines(_said(made))
    complain(f"{target}: the calibration is here")


def _said(made: Calibration) -> Iterator[str]:
    """What a calibration promises, line by line."""
    from onrecord.calibration import threshold
    from onrecord.evals import PRECISIONS

    true = sum(true for _, true in made.scores)
    yield (
        f"{made.model}, {', '.join(made.prompts)}: {len(made.scores):,} records of {made.articles:,} articles that are "
        f"not unsupported; {true / len(made.scores):.1%} of them are true"
    )
    yield f"expected calibration error, of each article by the others: {made.error:.3f}"
    for precision in PRECISIONS:
        kept = [true for score, true in made.scores if score >= threshold(made.scores, precision)]
        share = (
            f"keeps {len(kept):,} of them, {sum(kept) / len(kept):.1%} of which are true" if kept else "not promised"
        )
        yield f"--precision {precision:g}: {share}"
    yield f"the most that is promised: {made.most:g}"
