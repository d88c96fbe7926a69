"""A prompt file in its parts, and changes of one part each: the smallest steps in which a prompt can be improved."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from onrecord._prompty import FRONT_MATTER, ROLE_LINE
from onrecord.article import Article
from onrecord.errors import PromptError
from onrecord.evals._runner import Variant
from onrecord.extraction import load_prompt

__all__ = ["Action", "Change", "Part", "Sort", "Wording", "deletions", "parts_of"]

Sort = Literal["setting", "sentence", "example", "question"]
Action = Literal["delete", "replace", "insert"]

FIXED = frozenset({"name", "description", "kinds", "template", "format", "parser", "metadata", "model", "options"})
"""The keys of front matter whose lines are no settings: they say what the prompt is, or only hold others."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a prompt file's text: a line of its settings, a sentence of its system turn, an example, its question.

    An example is a question and the answer to it. `text` is what a replacement takes the place of, at `start` and
    `end`; of an example, that is the answer. `whole` is what a deletion takes away.
    """

    sort: Sort
    text: str
    start: int
    end: int
    whole: tuple[int, int]
    question: str = ""


class Change(BaseModel):
    """A change of one part, which is known by its text: `text` is deleted, replaced by `new`, or followed by it.

    Of an example, `text` is the answer and `question` what it answers. `why` is what whoever proposed it expects, and
    `by` who that was: a model, or a rule.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    action: Action
    sort: Sort
    text: str
    question: str = ""
    new: str = ""
    why: str = ""
    by: str = ""

    def __str__(self) -> str:
        done = {
            "delete": "deleted",
            "replace": f"becomes {_short(self.new)}",
            "insert": f"is followed by {_short(self.new)}",
        }
        return f"{self.sort} {_short(self.text)} {done[self.action]}"

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from other changes, whoever proposed it and why."""
        return self.action, self.sort, self.text, self.question, self.new

    def applied(self, text: str) -> str:
        """The changed text of a prompt file; the same text where it has no such part."""
        wanted = (self.sort, self.text, self.question)
        part = next((each for each in parts_of(text) if (each.sort, each.text, each.question) == wanted), None)
        if part is None:
            return text
        if self.action == "delete":
            return text[: part.whole[0]] + text[part.whole[1] :]
        if self.action == "insert":
            return f"{text[: part.end]} {self.new}{text[part.end :]}"
        return text[: part.start] + self.new + text[part.end :]


def _short(text: str, most: int = 80) -> str:
    line = " ".join(text.split())
    return f"“{line if len(line) <= most else line[: most - 1] + '…'}”"


@dataclass(frozen=True)
class Wording:
    """The text of a prompt file, and the checked prompt that it is. Raises `PromptError` where it is none."""

    text: str
    name: str = "prompt"

    @cached_property
    def variant(self) -> Variant:
        """The prompt by itself, to be scored."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{self.name}.prompty"
            path.write_text(self.text, encoding="utf-8")
            try:
                return Variant(self.name, [load_prompt(path)])
            except PromptError as error:
                raise PromptError(str(error).removeprefix(f"{path}: ")) from error


def parts_of(text: str) -> list[Part]:
    """The parts of a prompt file, in their order. Raises `PromptError` for a text without front matter."""
    found = FRONT_MATTER.match(text)
    if not found:
        raise PromptError("no front matter; a prompt file has to start with a line '---' and YAML")
    return [*_settings(text, *found.span(1)), *_turns(text, found.start(2))]


def _settings(text: str, start: int, end: int) -> Iterator[Part]:
    for begin, stop in _lines(text, start, end):
        line = text[begin:stop]
        stripped = line.strip()
        key = stripped.partition(":")[0]
        if stripped and not stripped.startswith(("#", "-")) and key not in FIXED and _is_pair(stripped):
            inner = begin + line.index(stripped)
            yield Part("setting", stripped, inner, inner + len(stripped), (begin, min(stop + 1, end)))


def _is_pair(line: str) -> bool:
    """Whether a line of YAML is a key with its value, and so means something without the lines below it."""
    try:
        value = yaml.safe_load(line)
    except yaml.YAMLError:
        return False
    return isinstance(value, dict) and None not in value.values()


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the lines of a stretch of text begin and end, without their line feeds."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _turns(text: str, start: int) -> Iterator[Part]:
    roles = list(ROLE_LINE.finditer(text, start))
    ends = [role.start() for role in roles[1:]] + [len(text)]
    bodies = [(role.end(), end) for role, end in zip(roles, ends, strict=True)]
    yield from _sentences(text, *bodies[0])
    for number in range(1, len(roles) - 2, 2):
        asked, answered = bodies[number], bodies[number + 1]
        inner = _stripped(text, *answered)
        whole = (roles[number].start(), answered[1])
        question = text[slice(*_stripped(text, *asked))]
        yield Part("example", text[slice(*inner)], *inner, whole, question)
    inner = _stripped(text, *bodies[-1])
    yield Part("question", text[slice(*inner)], *inner, inner)


def _sentences(text: str, start: int, end: int) -> Iterator[Part]:
    """The sentences of the system turn; lines that only steer the template are none."""
    for begin, stop in _lines(text, start, end):
        line = text[begin:stop]
        if not line.strip() or (
            line.strip().startswith("{%") and line.strip().endswith("%}") and line.count("{%") == 1
        ):
            continue
        sentences = Article(line, language="en").sentences
        for sentence in sentences:
            inner = _stripped(text, begin + sentence.span.start, begin + sentence.span.end)
            after = stop + 1 if len(sentences) == 1 else begin + sentence.span.end
            yield Part("sentence", text[slice(*inner)], *inner, (begin + sentence.span.start, min(after, end)))


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch of text without white space at its ends."""
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())


def deletions(text: str) -> list[Change]:
    """The deletion of each sentence of the system turn, of each example, and of each setting of a prompt file."""
    why = "the prompt may do better without it"
    parts = sorted(parts_of(text), key=lambda part: ("sentence", "setting", "example", "question").index(part.sort))
    return [
        Change(action="delete", sort=part.sort, text=part.text, question=part.question, why=why, by="rule")
        for part in parts
        if part.sort != "question"
    ]
