"""What many workers on one store come to, and what one article costs: `python benchmarks/scale.py [--costs]`.

Without `--costs`, 1,000 workers are simulated that share a store, with the rules of `onrecord.store._sharing` and the
program's own budget (see simulated_leases.py): one in a hundred dies each minute, those that live stall now and then,
the store is slow, or away. One table has a row for each length of a lease, another one for each weather, and a third
says how near several workers come to a budget. It takes a minute or two; `--small` is a tenth of the workers.

With `--costs`, articles of the length of news (`--articles N`) are read against an endpoint on loopback that answers
with the labelled records of `evals`, into SQLite and, where it is installed, PostgreSQL: processor time by stage,
memory, bytes and rows of each table, the log that PostgreSQL writes, and tokens. docs/scale.md goes by these figures.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from simulated_leases import Outcome, Weather, simulate

LEASES = (5, 15, 30, 60, 120, 300, 600)
DEFAULT = 60
USUAL = Weather(stalls=0.5)
WEATHERS = {
    "none stalls": Weather(),
    "stalls of 1 s in the median, each 2 minutes": USUAL,
    "stalls of 5 s in the median, each minute": Weather(stalls=1.0, stall=5.0),
    "as the second, 0.2 s a statement": Weather(stalls=0.5, visit=0.2),
    "as the second, the store away for 90 s": Weather(stalls=0.5, outage=(60.0, 90.0)),
}
BUDGETS = (
    (5, Weather(deaths=0.05, stalls=2.0, stall=5.0)),
    (20, Weather(deaths=0.05, stalls=2.0, stall=5.0)),
    (60, Weather(deaths=0.05, stalls=2.0, stall=5.0)),
    (60, Weather(deaths=0.05)),
)
"""Where budgets are tried: the weather is worse than any that is meant to be lived with."""


def row(outcome: Outcome) -> dict[str, Any]:
    """What is told of a simulation."""
    waited = sorted(outcome.waited) or [0.0]
    return {
        "articles": outcome.articles,
        "lost": outcome.lost,
        "deaths": outcome.deaths,
        "read_twice": outcome.read_twice,
        "paid_twice": round(outcome.paid_twice / outcome.calls, 5),
        "in_flight": round(outcome.in_flight / outcome.calls, 5),
        "waited_mean": round(sum(waited) / len(waited), 1),
        "waited_95": round(waited[len(waited) * 95 // 100], 1),
        "renewals_a_second": round(outcome.renewals / outcome.seconds, 1),
        "seconds": round(outcome.seconds),
    }


def leases(workers: int, articles: int) -> list[dict[str, Any]]:
    """Each length of a lease in the usual weather."""
    return [
        {"lease": lease, **row(simulate(lease, USUAL, workers=workers, articles=articles))}
        for lease in shown(LEASES, "lease")
    ]


def weathers(workers: int, articles: int) -> list[dict[str, Any]]:
    """Each weather with the lease that is the default."""
    return [
        {"weather": name, **row(simulate(DEFAULT, WEATHERS[name], workers=workers, articles=articles))}
        for name in shown(WEATHERS, "weather")
    ]


def budgets() -> list[dict[str, Any]]:
    """How near ten workers come to four fifths of what they would need, over three seeds."""
    found = []
    for lease, weather in BUDGETS:
        parts = [
            outcome.spent / outcome.budget
            for seed in range(1, 4)
            for outcome in [simulate(lease, weather, workers=10, a_list=5, articles=400, budget=0.8, seed=seed)]
        ]
        stalls = f"{weather.stalls:g} a minute of {weather.stall:g} s" if weather.stalls else "none"
        found.append({"lease": lease, "stalls": stalls, "least": round(min(parts), 4), "most": round(max(parts), 4)})
    return found


def shown(things: Iterable[Any], what: str) -> Iterable[Any]:
    for thing in things:
        print(f"{what} {thing}", flush=True)
        yield thing


def print_table(rows: list[dict[str, Any]]) -> None:
    cells = [list(rows[0]), *([str(value) for value in each.values()] for each in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for each in cells:
        print("  ".join(f"{cell:>{width}}" for cell, width in zip(each, widths, strict=True)))
    print(flush=True)


def simulated(*, small: bool) -> dict[str, Any]:
    size = (100, 1_000) if small else (1_000, 10_000)
    tables = {"leases": leases(*size), "weathers": weathers(*size), "budgets": budgets()}
    for rows in tables.values():
        print_table(rows)
    return {"workers": size[0], "default": DEFAULT, **tables}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="a tenth of the workers")
    parser.add_argument("--costs", action="store_true", help="measure what one article costs")
    parser.add_argument("--articles", type=int, default=3_000, help="how many articles --costs reads")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    if options.costs:
        from article_costs import costs

        figures = costs(options.articles)
    else:
        figures = simulated(small=options.small)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
