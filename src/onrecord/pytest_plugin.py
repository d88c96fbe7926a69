"""The pytest fixture `onrecord_eval`, which every pytest has where onrecord is installed.

    def test_statements(onrecord_eval):
        assert onrecord_eval().value("statement.f1") >= 0.7

Answers are replayed from a file, so the test costs nothing and needs no model; `pytest --onrecord-record` asks the
model for those that are missing, and keeps them there. Settings, each in pytest's configuration, relative to it:
`onrecord_gold` (the folder with gold/ and articles/, "evals"), `onrecord_answers` ("evals/answers.jsonl"),
`onrecord_prompts` (a folder of prompt files; the packaged ones) and `onrecord_model` ("local").
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
    """Add the option and the settings."""
    parser.getgroup("onrecord").addoption(
        "--onrecord-record",
        action="store_true",
        help="onrecord_eval asks the model for answers that aren't recorded, and keeps them",
    )
    parser.addini("onrecord_gold", "the folder that holds gold/*.yaml and articles/*.txt", default="evals")
    parser.addini("onrecord_answers", "the file of recorded answers", default="evals/answers.jsonl")
    parser.addini("onrecord_prompts", "a folder of prompt files in place of the packaged ones", default="")
    parser.addini("onrecord_model", "the model whose answers are recorded", default="local")


@pytest.fixture
def onrecord_eval(pytestconfig: pytest.Config) -> Callable[..., Cell]:
    """Scores prompts against the gold: `onrecord_eval(kinds=…, prompts=FOLDER, names=…, model=…)` gives a `Cell`.

    Its `value("statement.f1")` is a score. Raises `NotRecordedError`, naming the prompt, for an answer that
    isn't recorded, unless pytest runs with --onrecord-record.
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
