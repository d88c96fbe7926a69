"""All benchmarks, one after the other: `python benchmarks [NAME…] [--json FILE]`.

Each runs in a process of its own; their tables are printed as they come, and at the end one table says what was to be
reached and what was. The figures of all go to benchmarks/results/bench.json, or to FILE.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RESULTS = HERE / "results" / "bench.json"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a benchmark, what it should be, what it is, and whether that is reached."""

    benchmark: str
    name: str
    reach: str
    measured: str
    reached: bool


def grounding(result: dict[str, Any]) -> Iterator[Figure]:
    for name, found in result["reached"].items():
        rate, reach = found["rate"], found["reach"]
        yield Figure("grounding", f"faults caught: {name}", f"at least {reach:.0%}", f"{rate:.1%}", rate >= reach)
    alarms = result["false_alarm_rate"]
    yield Figure("grounding", "false alarms on true values", "at most 2%", f"{alarms:.1%}", alarms <= 0.02)
    wrong = result["offsets"]["wrong"]
    yield Figure("grounding", "wrong offsets", "none", f"{wrong:,} of {result['offsets']['values']:,}", wrong == 0)
    cost = {(row["characters"], row["records"]): row["ms"] for row in result["cost"]}
    growth = (cost[200_000, 400] / 200_000) / (cost[25_000, 50] / 25_000)
    name = "cost a character, 200,000 against 25,000"
    yield Figure("grounding", name, "at most 1.5 times", f"{growth:.2f} times", growth <= 1.5)
    for characters, records, most in ((5_000, 20, 5), (200_000, 400, 1_000)):
        spent = cost[characters, records]
        name = f"aligning {records} records, {characters:,} characters"
        yield Figure("grounding", name, f"under {most:,} ms", f"{spent:.1f} ms", spent < most)


def overhead(result: dict[str, Any]) -> Iterator[Figure]:
    speed = result["speed_against_instructor_alone"]
    yield Figure("overhead", "speed against instructor alone", "at least 1.00", f"{speed:.2f}", speed >= 1)
    growth = result["memory_growth_from_a_quarter_on_mb"]
    yield Figure(
        "overhead", "memory, from a quarter of the articles on", "at most 10 MB more", f"{growth:+.1f} MB", growth <= 10
    )


def embedded(result: dict[str, Any]) -> Iterator[Figure]:
    way, reach = result["one_call_for_all_kinds"], result["reach"]
    seconds, output = way["seconds"], way["output"]
    most = f"under {reach['seconds']:.0f} s"
    yield Figure("embedded", "an article, all kinds, all in all", most, f"{seconds:.1f} s", seconds < reach["seconds"])
    most = f"under {reach['output']:,}"
    yield Figure("embedded", "output tokens for all kinds", most, f"{output:,}", output < reach["output"])
    found = way["records"]
    measured = ", ".join(f"{count} {kind}" for kind, count in found.items())
    complete = all(found.values()) and found["event"] + found["statement"] >= 8
    yield Figure("embedded", "records", "every kind, 8 events and statements", measured, complete)


def start(result: dict[str, Any]) -> Iterator[Figure]:
    seconds, reach = result["seconds"]["onrecord --help"], result["help_reach_seconds"]
    ratio = result["ratio_to_nothing"]["onrecord --help"]
    measured = f"{seconds:.2f} s, {ratio:.0f} times nothing"
    yield Figure("start", "onrecord --help", f"under {reach} s", measured, seconds < reach)
    heavy = sorted({name for found in result["heavy_libraries"].values() for name in found})
    yield Figure("start", "heavy libraries loaded", "none", ", ".join(heavy) or "none", not heavy)


def scoring(result: dict[str, Any]) -> Iterator[Figure]:
    spent, reach = result["seconds"], result["reach"]
    name = f"{result['articles']:,} articles of 60 gold and 60 predicted records"
    reached = result["articles"] >= reach["articles"] and spent < reach["seconds"]
    yield Figure("scoring", name, f"under {reach['seconds']:.0f} s", f"{spent:.1f} s", reached)
    growth = result["last_tenth_to_first"]
    yield Figure("scoring", "the last tenth against the first", "at most 1.5 times", f"{growth:.2f}", growth <= 1.5)


def bench(result: dict[str, Any]) -> Iterator[Figure]:
    for name, found in result.items():
        spent, reach = found["seconds"], found["reach"]
        yield Figure("bench", name, f"under {reach:.0f} s", f"{spent:.1f} s", spent < reach)


def uncertainty(result: dict[str, Any]) -> Iterator[Figure]:
    spent = result["cost"]["intervals, 1,000 draws"]
    yield Figure("uncertainty", "1,000 draws, 10,000 articles, 60 metrics", "under 10 s", f"{spent:.2f} s", spent < 10)
    size = max(row["size"] for row in result["paired"])
    yield Figure("uncertainty", "size of the paired test at 0.05, at most", "at most 6%", f"{size:.1%}", size <= 0.06)


def duplicates(result: dict[str, Any]) -> Iterator[Figure]:
    found, reach = result["onrecord"], result["reach"]
    for kind, recall in found["recall"].items():
        enough = recall >= reach["recall"]
        yield Figure("duplicates", f"recall, {kind}", f"at least {reach['recall']:.0%}", f"{recall:.1%}", enough)
    precision = found["precision"]
    least = f"at least {reach['precision']:.0%}"
    yield Figure("duplicates", "precision", least, f"{precision:.2%}", precision >= reach["precision"])
    spent, full = found["seconds"], found["articles"] >= 100_000
    name = f"{found['articles']:,} articles"
    yield Figure("duplicates", name, f"under {reach['seconds']} s", f"{spent:.0f} s", full and spent < reach["seconds"])


def postgresql(result: dict[str, Any]) -> Iterator[Figure]:
    ratio, reach = result["against_sqlite"], result["reach"]
    yield Figure("postgresql", "articles a second against SQLite", f"at least {reach}", f"{ratio:.2f}", ratio >= reach)


def on_ray(result: dict[str, Any]) -> Iterator[Figure]:
    ratio, reach, grown = result["against_plain"], result["reach"], result["grown_mb"]
    yield Figure("on_ray", "two nodes against the plain batch", f"at least {reach}", f"{ratio:.2f}", ratio >= reach)
    most = result["growth"]
    yield Figure("on_ray", "memory, from a quarter on", f"at most {most} MB more", f"{grown:+.1f} MB", grown <= most)


def kills(result: dict[str, Any]) -> Iterator[Figure]:
    equal, again, most = result["stores_are_equal"], result["asked_again"], result["in_flight_at_most"]
    yield Figure("kills", "store, against one left alone", "equal", "equal" if equal else "unequal", equal)
    yield Figure("kills", "asked again", f"at most {most}, in flight", f"{again}", again <= most)


def batch(result: dict[str, Any]) -> Iterator[Figure]:
    speed, resume, faults, kills = (result[part] for part in ("speed", "resume", "faults", "kills"))
    ratio = speed["against_langextract"]
    yield Figure("batch", "articles a second against LangExtract", "at least 2", f"{ratio:.2f}", ratio >= 2)
    ratio = speed["against_bare_client"]
    yield Figure("batch", "against the bare client", "at least 0.6", f"{ratio:.2f}", ratio >= 0.6)
    first, last = speed["memory_mb"].values()
    yield Figure("batch", "memory from a tenth on", "at most 10 MB more", f"{last - first:+.1f} MB", last - first <= 10)
    name = f"{resume['articles']:,} articles in the store: to a new call"
    waited, full = resume["seconds_to_first_call"], resume["articles"] >= 100_000
    yield Figure("batch", name, "under 3 s", f"{waited:.1f} s", full and waited < 3)
    rate = resume["exported_per_second"]
    yield Figure("batch", "records exported a second", "at least 20,000", f"{rate:,}", rate >= 20_000)
    ok, count = faults["with"]["ok"], faults["articles"]
    yield Figure("batch", "ok under 30% faults", f"all {count:,}", f"{ok:,}", ok == count)
    calls, kept = faults["calls_per_article"], faults["throughput_kept"]
    yield Figure("batch", "calls an article under faults", "under 1.6", f"{calls:.2f}", calls < 1.6)
    yield Figure("batch", "throughput kept under faults", "over 0.5", f"{kept:.2f}", kept > 0.5)
    same = kills["stores_are_equal"]
    yield Figure("batch", f"store after {kills['kills']} kills", "equal", "equal" if same else "DIFFERENT", same)


def provider_batch(result: dict[str, Any]) -> Iterator[Figure]:
    killed, alone = result["killed"], result["alone"]
    kills, server, store = sum(killed["kills"].values()), killed["server"], killed["store"]
    twice = server["twice"]["asked"] + server["twice"]["answered"]
    yield Figure("provider_batch", f"submitted twice in {kills} kills", "none", f"{twice:,}", twice == 0)
    ok, count = store["ok"], alone["store"]["ok"]
    yield Figure("provider_batch", "articles read", f"all {count:,}", f"{ok:,}", ok == count)
    paid, once = server["tokens"], alone["server"]["tokens"]
    same = paid == once == store["tokens"]
    yield Figure("provider_batch", "tokens paid for", f"{once:,}, as in one run", f"{paid:,}", same)


def workers(result: dict[str, Any]) -> Iterator[Figure]:
    reach, both = result["reach"], result["two"]["times_as_fast"]
    name = "two workers against one, where the endpoint is the bound"
    yield Figure("workers", name, f"at least {reach['two']} times as fast", f"{both} times", both >= reach["two"])
    for part, said in ("budget", "one budget for four workers"), ("rate", "one cap on a minute for four workers"):
        found = result[part]
        most, cap = found.get("most_in_a_minute", found.get("spent")), found.get("a_minute", found.get("budget"))
        kept = most <= cap and found["used"] >= reach["used"]
        measured = f"{most:,} of {cap:,}; used {found['used']:.0%}"
        yield Figure("workers", said, f"never passed, {reach['used']:.0%} used", measured, kept)


def reading(result: dict[str, Any]) -> Iterator[Figure]:
    own, reach, rate = result["own_work"], result["reach"], result["per_second"]
    bare, ours = rate["bare"], rate["onrecord"]
    name = f"{result['articles']:,} articles: our own work beside that of the libraries"
    measured = f"{own:.0%}: {ours:,.0f} a second and core, {bare:,.0f} bare"
    yield Figure("reading", name, f"under {reach:.0%}", measured, own < reach)


def warc(result: dict[str, Any]) -> Iterator[Figure]:
    speed, processor = result["speed_against_bare"], result["processor_against_bare"]
    name = f"{result['pages']:,} pages of a web archive against warcio and trafilatura bare"
    full = result["pages"] >= 10_000 and result["articles"]["onrecord"] >= result["articles"]["bare"]
    measured = f"{speed:.2f}; by processor time {processor:.2f}"
    yield Figure("warc", name, f"at least {result['reach']}", measured, full and speed >= result["reach"])
    first, last = result["memory_mb"]["onrecord"]
    yield Figure("warc", "memory from a tenth on", "at most 10 MB more", f"{last - first:+.1f} MB", last - first <= 10)


def stories(result: dict[str, Any]) -> Iterator[Figure]:
    reach, count = result["reach"], result["articles"]
    full = count >= reach["articles"]
    spent, more, memory = result["seconds"], result["one_more_ms"], result["memory_mb"]
    name = f"stories of {count:,} articles, from nothing"
    yield Figure("stories", name, "under 300 s", f"{spent:.0f} s", full and spent < reach["seconds"])
    yield Figure("stories", "one more article", "under 50 ms", f"{more:.0f} ms", full and more < reach["one_more_ms"])
    yield Figure("stories", "memory", "under 1,000 MB", f"{memory:,} MB", full and memory < reach["memory_mb"])


def digest(result: dict[str, Any]) -> Iterator[Figure]:
    reach, count, spent = result["reach"], result["articles"], result["seconds"]
    name, full = f"digest of {count:,} articles of one day", count >= reach["articles"]
    yield Figure("digest", name, "under 10 s", f"{spent:.1f} s", full and spent < reach["seconds"])
    words = result["words"]
    yield Figure("digest", "words to read", "at most 2,400", f"{words:,}", words <= reach["words"])


def pages(result: dict[str, Any]) -> Iterator[Figure]:
    reach, count = result["reach"], result["articles"]
    for sort, most in (("first_paint", reach["first_paint_ms"]), ("search", reach["search_ms"])):
        for name, found in result[sort].items():
            spent, least = found["median_ms"], f"under {most} ms"
            reached = count >= reach["articles"] and spent < most
            yield Figure("pages", f"{sort.replace('_', ' ')}: {name}", least, f"{spent:,.0f} ms", reached)


def export(result: dict[str, Any]) -> Iterator[Figure]:
    reach, count = result["reach"], result["records"]
    full = count >= reach["records"]
    for name, found in result["formats"].items():
        rate, memory = found["per_second"], found["memory_mb"]
        least, most = f"at least {reach['per_second']:,}", f"under {reach['memory_mb']} MB"
        enough = full and rate >= reach["per_second"]
        yield Figure("export", f"{count:,} records to {name}, a second", least, f"{rate:,}", enough)
        few = full and memory < reach["memory_mb"]
        yield Figure("export", f"{count:,} records to {name}, memory", most, f"{memory:,} MB", few)


def scale(result: dict[str, Any]) -> Iterator[Figure]:
    rows, default = [*result["leases"], *result["weathers"]], result["default"]
    lost = sum(row["lost"] for row in rows)
    name = f"{result['workers']:,} workers, 1% dying a minute: articles lost, over {len(rows)} simulations"
    yield Figure("scale", name, "none", f"{lost:,}", lost == 0)
    most = max(row["most"] for row in result["budgets"])
    yield Figure(
        "scale", "the most spent of a budget, whoever stalls or dies", "at most 100%", f"{most:.1%}", most <= 1
    )
    [usual] = [row for row in result["leases"] if row["lease"] == default]
    again = usual["paid_twice"] - usual["in_flight"]
    name = f"calls made again, but for those in flight at a death, with a lease of {default} s"
    yield Figure("scale", name, "at most 0.5%", f"{again:.2%}", again <= 0.005)
    renewals = usual["renewals_a_second"]
    yield Figure("scale", "renewals a second of all workers", "at most 200", f"{renewals:.0f}", renewals <= 200)


def improve(result: dict[str, Any]) -> Iterator[Figure]:
    runs, most = result["planted"], result["calls"]
    whole = sum(len(each["found"]) == 3 and each["requests"] <= most for each in runs)
    name = f"planted faults: all three found within {most} calls"
    yield Figure("improve", name, "always", f"{whole} of {len(runs)} runs", whole == len(runs))
    p = max((each["largest_corrected_p"] or 0.0 for each in runs), default=0.0)
    yield Figure("improve", "largest corrected p of what was kept", "under 0.05", f"{p:.4f}", p < 0.05)
    for name, each in result["nothing_to_find"].items():
        share = each["share_that_kept"]
        measured = f"{share:.1%} of {each['runs']} runs"
        yield Figure("improve", f"false keeps, nothing to find, {name}", "at most 5%", measured, share <= 0.05)


BENCHMARKS = {
    "grounding": grounding,
    "overhead": overhead,
    "embedded": embedded,
    "start": start,
    "scoring": scoring,
    "bench": bench,
    "uncertainty": uncertainty,
    "duplicates": duplicates,
    "reading": reading,
    "warc": warc,
    "stories": stories,
    "digest": digest,
    "batch": batch,
    "postgresql": postgresql,
    "on_ray": on_ray,
    "kills": kills,
    "workers": workers,
    "export": export,
    "pages": pages,
    "provider_batch": provider_batch,
    "scale": scale,
    "improve": improve,
}
"""What is read from the figures of each benchmark, by the name of its script."""


def run(name: str) -> dict[str, Any]:
    """The figures of one benchmark; none where it failed."""
    print(f"== {name}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figures.json"
        done = subprocess.run([sys.executable, str(HERE / f"{name}.py"), "--json", str(path)], check=False)
        print(flush=True)
        if done.returncode or not path.exists():
            print(f"{name}: ended with status {done.returncode}\n", file=sys.stderr)
            return {}
        figures: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return figures


def machine() -> dict[str, Any]:
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    return {"python": platform.python_version(), "system": platform.platform(), "cores": cores}


def table(figures: list[Figure]) -> str:
    rows = [("benchmark", "figure", "reach", "measured", "reached")]
    rows += [
        (each.benchmark, each.name, each.reach, each.measured, "yes" if each.reached else "NO") for each in figures
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which ones: {', '.join(BENCHMARKS)}; all if none")
    parser.add_argument("--json", type=Path, default=RESULTS, help="write the figures to this file")
    options = parser.parse_args()
    if unknown := [name for name in options.names if name not in BENCHMARKS]:
        parser.error(f"no benchmark is called {unknown[0]!r}; there are {', '.join(BENCHMARKS)}")
    names = options.names or list(BENCHMARKS)
    results = {name: found for each in names for name, found in run(each).items()}
    figures = [figure for name, found in results.items() for figure in BENCHMARKS[name](found)]
    print(table(figures))
    options.json.parent.mkdir(parents=True, exist_ok=True)
    written = {"machine": machine(), **results, "figures": [asdict(figure) for figure in figures]}
    options.json.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    sys.exit(0 if len(results) == len(names) else 1)


if __name__ == "__main__":
    main()
