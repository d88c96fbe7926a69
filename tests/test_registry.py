"""Registries: what installed packages and calls add, duplicates, and what can't be loaded."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest

from onrecord import UsageError
from onrecord.registry import Registry


def checked(item: object) -> tuple[str, str]:
    if not isinstance(item, str):
        raise TypeError("it should be a text")
    return item.partition(" ")[0], item


def installed(folder: Path, package: str, group: str, entries: dict[str, str], module: str = "") -> None:
    """A package as pip leaves it: its module, and what says which entry points it has."""
    folder.joinpath(f"{package}.py").write_text(module, encoding="utf-8")
    facts = folder / f"{package}-1.0.dist-info"
    facts.mkdir()
    facts.joinpath("METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", encoding="utf-8")
    lines = "".join(f"{name} = {value}\n" for name, value in entries.items())
    facts.joinpath("entry_points.txt").write_text(f"[{group}]\n{lines}", encoding="utf-8")


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A folder on the path of imports; what tests import from it is forgotten after them."""
    monkeypatch.syspath_prepend(str(tmp_path))
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        if (getattr(sys.modules[name], "__file__", None) or "").startswith(str(tmp_path)):
            del sys.modules[name]


def registry(group: str = "onrecord.nothings") -> Registry[str]:
    return Registry("word", group, checked, ["one of ours", "two of ours"])


def test_items_come_from_onrecord_then_from_packages_then_from_calls(site):
    installed(site, "wordy", "test.words", {"three": "wordy:THREE"}, "THREE = 'three of theirs'")
    words = registry("test.words")
    words.register("four of mine", "mine.py")
    assert list(words) == ["one", "two", "three", "four"]
    assert words["three"] == "three of theirs"
    assert [words.origin(name) for name in words] == ["onrecord", "onrecord", "wordy 1.0", "mine.py"]


def test_two_of_one_name_are_refused_with_where_both_come_from(site):
    installed(site, "wordy", "test.words", {"three": "wordy:THREE"}, "THREE = 'three of theirs'")
    words = registry("test.words")
    with pytest.raises(UsageError, match=r"two words are called 'three': one of wordy 1\.0, one of mine\.py"):
        words.register("three of mine", "mine.py")
    assert words["three"] == "three of theirs"


def test_the_same_item_may_be_registered_again(site):
    words = registry()
    word = "three of mine"
    words.register(word)
    words.register(word)
    assert list(words) == ["one", "two", "three"]


@pytest.mark.parametrize(
    ("module", "reason"),
    [
        ("import no_such_module_anywhere", "ModuleNotFoundError: No module named 'no_such_module_anywhere'"),
        ("", "AttributeError: module 'broken' has no attribute 'WORD'"),
        ("WORD = 3", "3 of broken 1.0 is no word: it should be a text"),
        ("raise SystemError('no luck')", "SystemError: no luck"),
        ("WORD = 'two of theirs'", "two words are called 'two': one of onrecord, one of broken 1.0"),
    ],
)
def test_a_broken_entry_point_is_told_by_name_and_the_rest_works(site, caplog, module, reason):
    installed(site, "broken", "test.words", {"bad": "broken:WORD"}, module)
    installed(site, "wordy", "test.words", {"three": "wordy:THREE"}, "THREE = 'three of theirs'")
    words = registry("test.words")
    with caplog.at_level(logging.WARNING, "onrecord"):
        assert list(words) == ["one", "two", "three"]
    assert "the word 'bad' of the package broken 1.0 (broken:WORD) can't be used" in caplog.text
    assert reason in caplog.text
    assert reason in words.faults["bad"]
    with pytest.raises(UsageError, match="'bad' of the package broken"):
        words["bad"]
    assert words["two"] == "two of ours"


def test_a_name_that_nothing_has_is_a_key_error():
    with pytest.raises(KeyError):
        registry()["nine"]


def test_packages_are_looked_for_once_and_not_before_the_first_look(site):
    words = registry("test.words")
    installed(site, "wordy", "test.words", {"three": "wordy:THREE"}, "THREE = 'three of theirs'")
    assert "three" in words
    installed(site, "late", "test.words", {"five": "late:FIVE"}, "FIVE = 'five of theirs'")
    assert "five" not in words
