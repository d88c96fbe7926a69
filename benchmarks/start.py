"""How fast onrecord starts, and what it loads to do so: `python benchmarks/start.py [--json FILE]`.

`onrecord --help` and `import onrecord`, side by side with an interpreter that does nothing, each the median of ten runs
that take turns. A client, a model or a scientific library among what they load is counted.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROUNDS = 10
REACH = 0.5

HEAVY = (
    "aiohttp",
    "charset_normalizer",
    "dateparser",
    "feedparser",
    "genai_prices",
    "httpcore",
    "httpx",
    "httpx2",
    "instructor",
    "jinja2",
    "lxml",
    "numpy",
    "openai",
    "pandas",
    "protego",
    "rensa",
    "requests",
    "rich",
    "scipy",
    "sentencex",
    "sqlalchemy",
    "tenacity",
    "tokenizers",
    "torch",
    "trafilatura",
    "xllamacpp",
    "yaml",
)
"""What starting has no use for."""

COMMANDS = {
    "nothing": [sys.executable, "-c", "pass"],
    "import onrecord": [sys.executable, "-c", "import onrecord"],
    "onrecord --help": [str(Path(sys.executable).with_name("onrecord")), "--help"],
}

LOADED = "import sys; import {}; print(*{{name.partition('.')[0] for name in sys.modules}})"


def seconds() -> dict[str, list[float]]:
    """The seconds of every run; the first of each, which fills the disk's cache, doesn't count."""
    spent: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for number in range(ROUNDS + 1):
        for name, command in COMMANDS.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            if number:
                spent[name].append(time.perf_counter() - start)
    return spent


def heavy(module: str) -> list[str]:
    """What of `HEAVY` is loaded with a module."""
    command = [sys.executable, "-c", LOADED.format(module)]
    loaded = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return sorted(set(HEAVY).intersection(loaded))


def measure() -> dict[str, Any]:
    spent = seconds()
    middle = {name: statistics.median(times) for name, times in spent.items()}
    return {
        "rounds": ROUNDS,
        "seconds": {name: round(value, 4) for name, value in middle.items()},
        "slowest": {name: round(max(times), 4) for name, times in spent.items()},
        "ratio_to_nothing": {name: round(value / middle["nothing"], 1) for name, value in middle.items()},
        "heavy_libraries": {module: heavy(module) for module in ("onrecord", "onrecord.cli.main")},
        "help_reach_seconds": REACH,
    }


def table(result: dict[str, Any]) -> str:
    lines = [f"{'':18}{'seconds':>9}{'slowest':>9}{'ratio':>7}"]
    for name in COMMANDS:
        figures = [result[part][name] for part in ("seconds", "slowest", "ratio_to_nothing")]
        lines.append("{:18}{:9.3f}{:9.3f}{:7.1f}".format(name, *figures))
    lines.append(f"onrecord --help (reach: under {REACH} s): {result['seconds']['onrecord --help']:.3f} s")
    for module, found in result["heavy_libraries"].items():
        lines.append(f"heavy libraries loaded with {module} (reach: none): {', '.join(found) or 'none'}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    options = parser.parse_args()
    result = measure()
    print(table(result))
    if options.json:
        options.json.write_text(json.dumps({"start": result}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
