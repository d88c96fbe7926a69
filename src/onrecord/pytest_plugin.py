"""The pytest fixture `onrecord_eval`, which pytest finds wherever onrecord is installed.

    def test_statements(onrecord_eval):
        assert onrecord_eval().value("statement.f1") >= 0.7

Answers are replayed from a file, so the test costs nothing and needs no model. `pytest --onrecord-record` asks the
model for the answers that are missing, and adds them to the file. Settings in pytest's configuration, with paths
relative to its root folder:

- `onrecord_gold`: the folder with gold/ and articles/; by default "evals".
- `onrecord_answers`: the file of recorded answers; by default "evals/answers.jsonl".
- `onrecord_prompts`: a folder of prompt files; by default the packaged ones.
- `onrecord_model`: the model; by default "local".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from onrecord.evals import Cell

__all__ = ["onrecord_eval", "pytest_addoption"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option `--onrecord-record` and the settings to pytest."""
    parser.getgroup("onrecord").addoption(
        "--onrecord-record",
        action="store_true",
        help="let onrecord_eval ask the model for answers that aren't recorded yet, and record them",
    )
    parser.addini("onrecord_gold", "the folder that holds gold/*.yaml and articles/*.txt", default="evals")
    parser.addini("onrecord_answers", "the file of recorded answers", default="evals/answers.jsonl")
    parser.addini("onrecord_prompts", "a folder of prompt files in place of the packaged ones", default="")
    parser.addini("onrecord_model", "the model whose answers are recorded", default="local")


@pytest.fixture
def onrecord_eval(pytestconfig: pytest.Config) -> Callable[..., Cell]:
    """Scores prompts against the gold: `onrecord_eval(kinds=…, prompts=FOLDER, names=…, model=…)` returns a `Cell`.

    `cell.value("statement.f1")` is a score from 0 to 1. Raises `NotRecordedError`, which names the prompt, for an
    answer that isn't recorded, unless pytest runs with `--onrecord-record`.
    """

    def path(setting: str) -> Path | None:
        named = str(pytestconfig.getini(setting))
        return pytestconfig.rootpath / named if named else None

    def evaluate(
        kinds: Sequence[str] = (),
        *,
        prompts: Path | None = None,
        names: Sequence[str] = (),
        model: str | None = None,
    ) -> Cell:
        from onrecord.door import finish
        from onrecord.evals import Plan, Variant, load_gold, run_evals
        from onrecord.extraction import choose_prompts
        from onrecord.models import AnswerFile
        from onrecord.settings import Settings

        record = bool(pytestconfig.getoption("--onrecord-record"))
        gold, kept = path("onrecord_gold"), path("onrecord_answers")
        variant = Variant("tested", choose_prompts(prompts or path("onrecord_prompts"), kinds, names))
        plan = Plan(load_gold(gold or Path()), [variant], [model or str(pytestconfig.getini("onrecord_model"))])
        answers = AnswerFile(kept or Path())
        with answers.recording() if record else nullcontext():
            run = finish(run_evals(plan, answers, Settings.from_environment(), replay=not record))
        return run.cell()

    return evaluate
