"""The benchmark of faithfulness reads its two data sets as it says, and counts what grounding makes of them."""

from __future__ import annotations

import json
import runpy
import sys
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parents[1] / "benchmarks" / "faithfulness.py"
ARTICLE = (
    "The ferry from Lund to Brae sank on Monday after it struck a rock. Anna Holt, its captain, left the bridge early. "
    "Nobody was hurt, the harbour office said. The owner will pay for the damage."
)
MODELS = {
    "one": ["the ferry from lund to brae sank on monday .", "anna holt left the bridge early ."],
    "two": ["the ferry from oslo sank on friday ."],
    "three": ["unk was hurt .", "the owner will pay for the damage -lrb- the harbour office said -rrb- ."],
}


@pytest.fixture(scope="module")
def bench() -> dict[str, object]:
    return runpy.run_path(str(BENCHMARK))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Both data sets with two documents each, so that one is for fitting and one for the report."""
    original = "The ferry from Lund sank. Nobody was hurt."
    summaries = {
        "og": (original, 1),
        "0": ("The ferry from Lund sank. Nobody was found.", 0),
        "1": ("The boat from Lund sank. Nobody was injured.", 1),
        "2": ("The ferry from Lund burnt. Nobody was there.", 0),
    }
    samples = [
        {"id": f"{document}_{name}", "doc": ARTICLE, "summary": text, "original_summary": original, "label": label}
        for document in ("a", "b")
        for name, (text, label) in summaries.items()
    ]
    (tmp_path / "summedits_news.json").write_text(json.dumps(samples), encoding="utf-8")
    (tmp_path / "frank").mkdir()
    for document in ("a", "b"):
        lines = {f"{model}_lines": given for model, given in MODELS.items()}
        (tmp_path / "frank" / f"{document}.json").write_text(
            json.dumps({"article": ARTICLE, **lines}), encoding="utf-8"
        )
    annotated = [
        {"hash": document, "model_name": model, "Factuality": factuality}
        for document in ("a", "b")
        for model, factuality in (("one", 1.0), ("two", 0.0), ("three", 0.5))
    ]
    (tmp_path / "human_annotations.json").write_text(json.dumps(annotated), encoding="utf-8")
    return tmp_path


def test_labels_come_from_the_summaries(bench, folder):
    cases = bench["read"](folder)
    found = {(case.data, case.claim): case.true for case in cases if case.reported}
    assert found == {
        ("SummEdits news", "The ferry from Lund sank."): True,
        ("SummEdits news", "Nobody was hurt."): True,
        ("SummEdits news", "Nobody was found."): False,
        ("SummEdits news", "The boat from Lund sank."): True,
        ("SummEdits news", "Nobody was injured."): True,
        ("FRANK", "The ferry from Lund to Brae sank on Monday."): True,
        ("FRANK", "Anna Holt left the bridge early."): True,
        ("FRANK", "The ferry from oslo sank on friday."): False,
    }
    assert {case.document for case in cases if case.reported} == {"b"}


def test_a_claim_rests_on_the_sentences_with_most_of_its_words(bench):
    sentences = ["The mayor opened a bridge.", "The bridge cost nine million.", "The mayor went home.", "It rained."]
    assert bench["most_like"]("The mayor opened the bridge, which cost nine million.", sentences) == [1, 2]
    assert bench["most_like"]("It rained.", sentences) == [4]


def test_tokenized_lines_are_written_as_a_person_would(bench):
    known = [{"lund": 3, "the": -5}]
    line = "the man -lrb- from lund -rrb- did n't say `` no '' , he 's lund 's mayor ."
    assert bench["plain"](line, known) == "The man (from Lund) didn't say \"no\", he's Lund's mayor."


def test_the_figures_count_each_level(bench, folder, monkeypatch, tmp_path):
    written = tmp_path / "figures.json"
    monkeypatch.setattr(sys, "argv", ["faithfulness.py", "--data", str(folder), "--json", str(written)])
    bench["main"]()
    found = json.loads(written.read_text(encoding="utf-8"))
    frank = found["faithfulness"]["FRANK"]
    assert (frank["cases"], frank["true"]) == (3, 2)
    assert frank["levels"]["unsupported"] == {"cases": 1, "false": 1}
    assert frank["balanced accuracy"]["grounding"] == 1.0
    assert found["exchanges"]["planted"] == 1
