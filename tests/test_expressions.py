"""Every regular expression of the package takes time in proportion to the text, whatever the text is."""

import ast
import importlib
import inspect
import pkgutil
import re
import signal
import time
from collections import defaultdict
from collections.abc import Mapping
from contextlib import contextmanager

import pytest

import onrecord

SHORT, LONG = 4_000, 100_000
SEARCHING = {"search", "finditer", "findall", "sub", "subn", "split"}
MATCHING = {"match", "fullmatch"}
DEEP = 4
QUICK = 0.004
"""Processor time of a use of a short text above which the long one is tried: all that isn't linear takes more."""
SECONDS = 1.0
"""Processor time that a use of a long text may take: a linear one takes some hundredths."""
COMMON = [
    *" \n\t\"'<>()[]{}&;:.,-/=#%“„«‘’「aA1éß一ü\u00ad",
    "a ",
    "a.",
    "a, ",
    "1,",
    "1 ",
    "1.",
    "A.",
    "A ",
    "<a",
    "<a ",
    "'a",
]
COMMON += [
    "“a",
    "a-",
    "--",
    "a=",
    "a@",
    "&a",
    "\n ",
    "\n\n ",
    " \n",
    "a\n",
    "http://",
    "Aa ",
    "aA",
    '="',
    "_",
    "一 ",
    "§",
]


def modules():
    """Every module of the package."""
    for found in pkgutil.walk_packages(onrecord.__path__, "onrecord."):
        yield importlib.import_module(found.name)


def expressions_in(value, depth=0):
    """The compiled expressions that a value is or holds."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Mapping) and depth < DEEP:
        for each in (*value, *value.values()):
            yield from expressions_in(each, depth + 1)
    elif isinstance(value, (tuple, list, set, frozenset)) and depth < DEEP:
        for each in value:
            yield from expressions_in(each, depth + 1)
    elif isinstance(value, type) and value.__module__.startswith("onrecord") and depth < DEEP:
        for each in vars(value).values():
            yield from expressions_in(each, DEEP - 1)


def calls_in(module):
    """The calls of a method in a module: of what, of which, on which line, and the first thing that it is given."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            given = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
            yield getattr(node.func.value, "id", ""), node.func.attr, node.lineno, given


def collected():
    """Each expression once, by the first name that it has, with the ways it is used; none where that isn't told."""
    found, everywhere = {}, [(module, list(calls_in(module))) for module in modules()]
    uses = defaultdict(set)
    for _, calls in everywhere:
        for name, method, *_ in calls:
            uses[name].add(method)
    for module, calls in everywhere:
        for name, value in sorted(vars(module).items()):
            for number, each in enumerate(expressions_in(value)):
                found.setdefault((each.pattern, each.flags), (f"{module.__name__} {name} {number}", each, uses[name]))
        for name, method, line, given in calls:
            if name == "re" and isinstance(given, (str, bytes)) and method in SEARCHING | MATCHING:
                each = re.compile(given)
                found.setdefault((each.pattern, each.flags), (f"{module.__name__} line {line}", each, {method}))
    return {name: (each, ways) for name, each, ways in found.values()}


def nasty(expression):
    """What an expression looks for, to be said over and over, and an end that may spoil it."""
    source = expression.pattern if isinstance(expression.pattern, str) else expression.pattern.decode("latin-1")
    own = {each for each in source if not each.isascii() or each.isalnum()} | set(re.findall(r"[A-Za-z]{2,}", source))
    for unit in dict.fromkeys([*COMMON, *sorted(own)]):
        for end in ("", "\x00"):
            yield unit if isinstance(expression.pattern, str) else unit.encode(), end


class TooLongError(Exception):
    pass


@contextmanager
def bounded():
    """Ends what takes more processor time than it may."""

    def stop(*_):
        raise TooLongError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def runs(expression, ways):
    """What an expression is tried with: matching always, and searching unless it is only ever matched."""
    yield expression.match
    yield expression.fullmatch
    if SEARCHING & ways or not MATCHING & ways:
        yield lambda text: sum(1 for _ in expression.finditer(text))


EXPRESSIONS = collected()


def test_all_expressions_are_collected():
    assert len(EXPRESSIONS) > 100
    assert any(SEARCHING & ways for _, ways in EXPRESSIONS.values())
    assert any(MATCHING & ways for _, ways in EXPRESSIONS.values())


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_an_expression_takes_linear_time(name):
    expression, ways = EXPRESSIONS[name]
    for run in runs(expression, ways):
        for unit, end in nasty(expression):
            assert is_quick(run, unit, end), f"{expression.pattern!r} takes too long of {unit!r}, again and again"


@pytest.mark.parametrize("pattern", [r"\s+$", r"(a|a)+b", r"\d+x"])
def test_an_expression_that_takes_longer_is_caught(pattern):
    expression = re.compile(pattern)
    quick = (is_quick(run, unit, end) for run in runs(expression, {"search"}) for unit, end in nasty(expression))
    assert not all(quick)


def is_quick(run, unit, end):
    """Whether a use is linear in the length of a text: tried of a short one first."""
    try:
        begun = time.process_time()
        with bounded():
            run(repeated(unit, SHORT, end))
        if time.process_time() - begun > QUICK:
            with bounded():
                run(repeated(unit, LONG, end))
    except TooLongError:
        return False
    return True


def repeated(unit, length, end):
    text = (unit * (length // len(unit) + 1))[:length]
    return text + (end if isinstance(text, str) else end.encode())
