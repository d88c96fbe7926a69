"""A run as JUnit XML, for CI services that show the results of tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from onrecord.report._alignment import count_errors
from onrecord.report._characters import presentable

if TYPE_CHECKING:
    from onrecord.evals import ArticleResult, Baseline, Cell, EvalRun, Shortfall

__all__ = ["junit_xml"]


def junit_xml(run: EvalRun, shortfalls: Sequence[Shortfall] = (), baseline: Baseline | None = None) -> str:
    """The run as JUnit XML: a test suite for each cell, with a test case for each bound and each article.

    A bound that doesn't hold is a failure; without `baseline`, only the bounds in `shortfalls` are reported. An article
    that failed is an error with its problems. An article that was read only in part passes, and its output lists the
    problems. Times are in seconds. Characters that XML can't hold are replaced as `presentable` replaces them.
    """
    cells = {cell.name: cell for cell in run.cells}
    bounds = _bounds(shortfalls, baseline)
    root = ET.Element("testsuites", name="onrecord eval")
    for name in dict.fromkeys([*cells, *bounds]):
        failed = {each.metric: each for each in shortfalls if each.cell == name}
        root.append(_suite(name, cells.get(name), bounds.get(name, {}), failed))
    _add_up(root, root)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _bounds(shortfalls: Sequence[Shortfall], baseline: Baseline | None) -> dict[str, dict[str, float]]:
    """The bounds to report, by cell and metric."""
    bounds = {name: dict(held) for name, held in baseline.bounds.items()} if baseline else {}
    for each in shortfalls:
        bounds.setdefault(each.cell, {})[each.metric] = each.bound
    return bounds


def _suite(name: str, cell: Cell | None, bounds: Mapping[str, float], failed: Mapping[str, Shortfall]) -> ET.Element:
    suite = ET.Element("testsuite", name=presentable(name))
    if cell:
        suite.append(_properties(cell))
    for metric, bound in bounds.items():
        suite.append(_bound_case(name, metric, bound, failed.get(metric)))
    suite.extend(_article_case(name, each) for each in (cell.articles if cell else ()))
    _add_up(suite, suite)
    suite.set("time", f"{cell.seconds if cell else 0:.3f}")
    return suite


def _properties(cell: Cell) -> ET.Element:
    """Model, prompts, and scores with their intervals."""
    properties = ET.Element("properties")
    for name, value in _described(cell):
        ET.SubElement(properties, "property", name=presentable(name), value=presentable(value))
    return properties


def _described(cell: Cell) -> Iterator[tuple[str, str]]:
    yield "model", cell.model
    for prompt in cell.prompts:
        yield f"prompt {prompt.name}", prompt.identity
    for name, score in cell.scores.items():
        if score.value is not None:
            interval = "" if score.low is None else f" [{score.low:.3f}, {score.high:.3f}]"
            yield name, f"{score.value:.3f}{interval}"
    for name, constant in cell.constants.items():
        yield f"{name} by a constant answer", f"{constant.value:.3f}: {constant}"


def _bound_case(cell: str, metric: str, bound: float, shortfall: Shortfall | None) -> ET.Element:
    case = _case(cell, f"bound of {metric}", 0.0)
    if shortfall:
        message = presentable(str(shortfall))
        ET.SubElement(case, "failure", type="bound", message=message).text = message
    else:
        ET.SubElement(case, "system-out").text = f"holds {bound:.3f}"
    return case


def _article_case(cell: str, result: ArticleResult) -> ET.Element:
    case = _case(cell, f"article {result.article}", result.seconds)
    problems = presentable("\n".join(result.problems))
    if result.status == "failed":
        first = presentable(result.problems[0]) if result.problems else "no answer"
        ET.SubElement(case, "error", type="failed", message=first).text = problems
    ET.SubElement(case, "system-out").text = "\n".join(filter(None, [_counts(result), problems]))
    return case


def _case(cell: str, name: str, seconds: float) -> ET.Element:
    return ET.Element("testcase", classname=presentable(cell), name=presentable(name), time=f"{seconds:.3f}")


def _counts(result: ArticleResult) -> str:
    """One line with the article's status and its counts of records and mistakes."""
    counts = {"predicted": len(result.records), "matched": len(result.matches), **count_errors(result)}
    return f"{result.status}: " + ", ".join(f"{count} {presentable(name)}" for name, count in counts.items())


def _add_up(element: ET.Element, within: ET.Element) -> None:
    """Set on `element` how many test cases `within` has, how many of them failed, and how many ended in an error."""
    element.set("tests", str(len(list(within.iter("testcase")))))
    element.set("failures", str(len(list(within.iter("failure")))))
    element.set("errors", str(len(list(within.iter("error")))))
