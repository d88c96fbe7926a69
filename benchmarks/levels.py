"""Writes the table of levels in README.md: what each means, and what share of the sentences at it is false.

Run it with `python benchmarks/levels.py` after `python benchmarks/faithfulness.py --data FOLDER --json
benchmarks/faithfulness.json`, which measures the shares.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.cli.show import MARKS
from onrecord.grounding import Support

if TYPE_CHECKING:
    from collections.abc import Mapping

README = Path(__file__).parents[1] / "README.md"
FIGURES = Path(__file__).with_name("faithfulness.json")

BEGIN = "<!-- made by `python benchmarks/levels.py` from benchmarks/faithfulness.json -->"
END = "<!-- end of the table of levels -->"

COUNTED_AS = {"refuted": "unsupported"}
"""What the benchmark tells apart and the table doesn't, by the level that it counts as."""


def table(figures: Mapping[str, Any]) -> str:
    """The table as Markdown: a row for each level, a column for each set of labelled sentences."""
    sets = {name: found["levels"] for name, found in figures["faithfulness"].items() if name != "both"}
    lines = ["| level | mark | what it means |" + "".join(f" false in {name} |" for name in sets)]
    lines.append("| --- | --- | --- |" + " --- |" * len(sets))
    for level in Support:
        shares = (share(levels, level) for levels in sets.values())
        lines.append(
            f"| `{level}` | {MARKS.get(level, '')} | {level.meaning} |" + "".join(f" {each} |" for each in shares)
        )
    return "\n".join(lines)


def share(levels: Mapping[str, Mapping[str, int]], level: Support) -> str:
    """The share of false ones among the sentences at a level, and of how many; a dash where there are none."""
    counted = [found for name, found in levels.items() if COUNTED_AS.get(name, name) == level]
    cases = sum(found["cases"] for found in counted)
    return f"{sum(found['false'] for found in counted) / cases:.1%} of {cases:,}" if cases else "–"


def written(readme: str, made: str) -> str:
    """The README with the table in its place."""
    return re.sub(f"(?<={re.escape(BEGIN)}\n).*?(?={re.escape(END)})", lambda _: f"{made}\n", readme, flags=re.DOTALL)


def main() -> None:
    made = table(json.loads(FIGURES.read_text(encoding="utf-8")))
    README.write_text(written(README.read_text(encoding="utf-8"), made), encoding="utf-8")
    print(made)


if __name__ == "__main__":
    main()
