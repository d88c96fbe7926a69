"""Every regular expression of the package takes time in proportion to the text, whatever the text is."""

import ast
import importlib
import inspect
import pkgutil
import re
import signal
import time
from collections.abc import Iterable, Mapping
from contextlib import contextmanager

import pytest

import onrecord

SHORT, LONG = 10_000, 100_000
QUICK = 0.005
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
    """Every module of the package that can be imported here."""
    for found in pkgutil.walk_packages(onrecord.__path__, "onrecord."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def expressions_in(value, depth=0):
    """The compiled expressions that a value is or holds."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4 and isinstance(value, Mapping):
        for key, each in value.items():
            yield from expressions_in(key, depth + 1)
            yield from expressions_in(each, depth + 1)
    elif depth < 4 and isinstance(value, Iterable) and isinstance(value, (tuple, list, set, frozenset)):
        for each in value:
            yield from expressions_in(each, depth + 1)
    elif isinstance(value, type) and value.__module__.startswith("onrecord"):
        for each in vars(value).values():
            if not isinstance(each, type):
                yield from expressions_in(each, depth + 1)


def written_in(module):
    """The expressions that a module's functions write out where they use them."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        called = node.func if isinstance(node, ast.Call) else None
        of_re = isinstance(called, ast.Attribute) and getattr(called.value, "id", "") == "re"
        if of_re and node.args and isinstance(node.args[0], ast.Constant):
            yield f"line {node.lineno}", re.compile(node.args[0].value)


def collected():
    """Each expression once, by the first name that it has."""
    found = {}
    for module in modules():
        named = [
            (f"{name} {number}", each)
            for name, value in sorted(vars(module).items())
            for number, each in enumerate(expressions_in(value))
        ]
        for name, each in [*named, *written_in(module)]:
            found.setdefault((each.pattern, each.flags), (f"{module.__name__} {name}", each))
    return dict(found.values())


EXPRESSIONS = collected()


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


USES = {
    "search all": lambda expression, text: sum(1 for _ in expression.finditer(text)),
    "match": lambda expression, text: expression.match(text),
    "match whole": lambda expression, text: expression.fullmatch(text),
}


def test_all_expressions_are_collected():
    assert len(EXPRESSIONS) > 50


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_an_expression_takes_linear_time(name):
    expression = EXPRESSIONS[name]
    slow = [
        (use, unit)
        for unit, end in nasty(expression)
        for use, run in USES.items()
        if not is_quick(lambda text, run=run: run(expression, text), unit, end)
    ]
    assert not slow, f"{expression.pattern!r}: {slow}"


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
