"""Names: what modules offer is listed, sorted, there and documented; the environment is read in one place."""

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest

import onrecord

MODULES = ["onrecord", *sorted(module.name for module in pkgutil.walk_packages(onrecord.__path__, "onrecord."))]


def source(name):
    return Path(importlib.import_module(name).__file__)


def sorted_as_ruff_does(names):
    """Constants, then classes, then the rest, each by the alphabet."""
    return sorted(
        names, key=lambda name: (0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2, name)
    )


def offered(name):
    return getattr(importlib.import_module(name), "__all__", [])


@pytest.mark.parametrize("name", MODULES)
def test_all_that_a_module_offers_is_there_and_sorted(name):
    module = importlib.import_module(name)
    assert [each for each in offered(name) if not hasattr(module, each)] == []
    assert list(offered(name)) == sorted_as_ruff_does(set(offered(name)))


@pytest.mark.parametrize("name", [name for name in MODULES if source(name).name != "__init__.py"])
def test_every_module_says_what_it_offers(name):
    assert offered(name)


@pytest.mark.parametrize("name", MODULES)
def test_all_that_is_offered_is_documented(name):
    module = importlib.import_module(name)
    assert module.__doc__
    for each in offered(name):
        found = getattr(module, each)
        if inspect.isclass(found) or inspect.isfunction(found):
            assert inspect.getdoc(found), each


def own_classes():
    found = [getattr(importlib.import_module(name), each) for name in MODULES for each in offered(name)]
    classes = {one for one in found if inspect.isclass(one) and one.__module__.startswith("onrecord")}
    return sorted(classes, key=lambda cls: cls.__qualname__)


@pytest.mark.parametrize("cls", own_classes(), ids=lambda cls: cls.__qualname__)
def test_every_public_method_is_documented(cls):
    for name, member in vars(cls).items():
        function = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
        if not name.startswith("_") and inspect.isfunction(function):
            assert inspect.getdoc(getattr(cls, name)), name


@pytest.mark.parametrize("name", [name for name in MODULES if name != "onrecord.settings"])
def test_only_the_settings_read_the_environment(name):
    names = {
        node.attr if isinstance(node, ast.Attribute) else node.name
        for node in ast.walk(ast.parse(source(name).read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute | ast.alias)
    }
    assert not names & {"environ", "environb", "getenv", "getenvb", "putenv"}


@pytest.mark.parametrize("name", [name for name in MODULES if source(name).name == "__init__.py"])
def test_packages_hold_names_and_nothing_else(name):
    body = ast.parse(source(name).read_text(encoding="utf-8")).body
    others = [node for node in body if not isinstance(node, ast.Import | ast.ImportFrom | ast.Expr | ast.Assign)]
    assert others == []


def private_imports(name):
    """What a module imports from private modules of rooms that it doesn't stand in."""
    room = name.rpartition(".")[0] if source(name).name != "__init__.py" else name
    for node in ast.walk(ast.parse(source(name).read_text(encoding="utf-8"))):
        module = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
        owner, _, last = module.rpartition(".")
        if module.startswith("onrecord.") and last.startswith("_") and not f"{room}.".startswith(f"{owner}."):
            yield module


@pytest.mark.parametrize("name", MODULES)
def test_no_room_reaches_into_the_private_modules_of_another(name):
    assert list(private_imports(name)) == []
