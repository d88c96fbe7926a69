"""The README's table of levels is what `python benchmarks/levels.py` makes of the figures that were measured."""

import json
import runpy
from pathlib import Path

ROOT = Path(__file__).parents[1]
MADE = runpy.run_path(str(ROOT / "benchmarks" / "levels.py"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
FIGURES = json.loads((ROOT / "benchmarks" / "faithfulness.json").read_text(encoding="utf-8"))


def test_the_readme_s_table_is_that_of_the_figures():
    table = MADE["table"](FIGURES)
    assert f"{MADE['BEGIN']}\n{table}\n{MADE['END']}" in README
    assert MADE["written"](README, table) == README


def test_other_figures_would_be_told():
    levels = {
        "exact": {"cases": 40, "false": 1},
        "refuted": {"cases": 2, "false": 2},
        "unsupported": {"cases": 6, "false": 4},
    }
    table = MADE["table"]({"faithfulness": {"A set": {"levels": levels}, "both": {"levels": {}}}})
    assert table.splitlines()[0] == "| level | mark | what it means | false in A set |"
    assert "| `exact` |  | in the article, character for character | 2.5% of 40 |" in table
    assert "| `unsupported` | ✗ | not supported by the article | 75.0% of 8 |" in table
    assert "| `verified` | ✓ | other words, read and found supported | – |" in table
    assert MADE["written"](README, table) != README
