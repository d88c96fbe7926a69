"""Prompt files after the Prompty convention: Markdown with YAML front matter, Jinja2 and role lines.

The last user turn of a file is a template. The turns before it are examples and fixed text, so no text of an article
can begin a turn.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from onrecord.errors import PromptError

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = [
    "VERIFY",
    "FrontMatter",
    "Message",
    "PromptFile",
    "PromptUsed",
    "Strict",
    "check_template",
    "compile_template",
    "first_problem",
    "prompts_folder",
    "read_prompt_file",
]

Message = dict[str, str]
"""One turn: `{"role": "system" | "user" | "assistant", "content": …}`."""

VERIFY = "verify"
"""The name of the prompt file that verifies records; all others extract them."""

_ROLE_LINE = re.compile(r"^(system|user|assistant):[ \t]*$", re.MULTILINE)
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)


class Strict(BaseModel):
    """A part of the front matter: it has no keys but its own."""

    model_config = ConfigDict(extra="forbid")


class _Options(Strict):
    temperature: float | None = None
    top_p: float | None = Field(default=None, alias="topP")
    seed: int | None = None
    frequency_penalty: float | None = Field(default=None, alias="frequencyPenalty")
    presence_penalty: float | None = Field(default=None, alias="presencePenalty")
    max_tokens: int | None = Field(default=None, alias="maxOutputTokens", gt=0)


class _Model(Strict):
    options: _Options = _Options()


class _Format(Strict):
    kind: Literal["jinja2"]


class _Parser(Strict):
    kind: Literal["prompty"]


class _Template(Strict):
    format: _Format
    parser: _Parser


class FrontMatter(Strict):
    """What every prompt file says of itself; each sort of prompt adds its `metadata`."""

    name: str
    description: str
    model: _Model = _Model()
    inputs: list[dict[str, Any]] = []
    template: _Template | None = None

    @property
    def parameters(self) -> dict[str, float | int]:
        """The sampling parameters, as the OpenAI API names them."""
        return self.model.options.model_dump(exclude_none=True)


Front = TypeVar("Front", bound=FrontMatter)


@dataclass(frozen=True, slots=True)
class PromptFile(Generic[Front]):
    """The parts of a prompt file: front matter, system turn, pairs of user and assistant turns, and the question."""

    front: Front
    system: str
    examples: Sequence[tuple[str, str]]
    question: str


@dataclass(frozen=True, slots=True)
class PromptUsed:
    """A prompt as it was used: its name, and the hash of everything that it sends except the article."""

    name: str
    identity: str


def prompts_folder() -> Path:
    """The folder of the prompt files that come with onrecord."""
    packaged = Path(str(files("onrecord"))) / "_prompts"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "prompts"


def read_prompt_file(path: Path, front_matter: type[Front]) -> PromptFile[Front]:
    """The parts of the prompt file at `path`.

    Raises `PromptError`, with the name of the file, for a file that can't be read, for wrong front matter, and for
    roles out of order.
    """
    try:
        text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"{path}: can't be read: {error}") from error
    front, body = _split(path, text, front_matter)
    return PromptFile(front, *_turns(path, body))


def _split(path: Path, text: str, front_matter: type[Front]) -> tuple[Front, str]:
    import yaml

    parts = _FRONT_MATTER.match(text)
    if not parts:
        raise PromptError(f"{path}: no front matter; the file has to start with a line '---' and YAML")
    try:
        front = front_matter.model_validate(yaml.safe_load(parts[1]) or {})
    except ValidationError as error:
        raise PromptError(f"{path}: front matter: {first_problem(error)}") from error
    except (yaml.YAMLError, ValueError) as error:  # ValueError is for an impossible date
        raise PromptError(f"{path}: front matter: {error}") from error
    return front, parts[2]


def first_problem(error: ValidationError) -> str:
    """The first problem that an error has, an unknown key before others: where it is and what it is."""
    problems = error.errors(include_url=False)
    problem = next((each for each in problems if each["type"] == "extra_forbidden"), problems[0])
    place = ".".join(map(str, problem["loc"]))
    return f"{place}: {problem['msg']}" if place else str(problem["msg"])


def _turns(path: Path, body: str) -> tuple[str, list[tuple[str, str]], str]:
    """The system turn, the example pairs and the last user turn."""
    pieces = _ROLE_LINE.split(body)
    roles, contents = pieces[1::2], [content.strip() for content in pieces[2::2]]
    pairs = (len(roles) - 2) // 2
    if pieces[0].strip() or roles != ["system", *(["user", "assistant"] * pairs), "user"]:
        raise PromptError(
            f"{path}: the turns are {', '.join(roles) or 'missing'}; they should be system, then pairs of user and "
            "assistant as examples, then user"
        )
    return contents[0], list(zip(contents[1:-1:2], contents[2:-1:2], strict=True)), contents[-1]


def compile_template(source: str) -> Template:
    """The template of a question."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )  # prompts are plain text
    return environment.from_string(source)


def check_template(path: Path, source: str, sample: Mapping[str, Any]) -> set[str]:
    """The variables that a template uses, all of them among those of `sample`, with which it can be rendered.

    Raises `PromptError` for any other.
    """
    from jinja2 import Environment, TemplateError, meta

    try:
        used = meta.find_undeclared_variables(Environment(autoescape=False).parse(source))  # noqa: S701  # only parsed
    except TemplateError as error:
        raise PromptError(f"{path}: template: {error}") from error
    if unknown := sorted(used - set(sample)):
        raise PromptError(f"{path}: unknown variable {unknown[0]!r}; known: {', '.join(sample)}")
    try:
        compile_template(source).render(sample)
    except Exception as error:
        raise PromptError(f"{path}: template: {error}") from error
    return used
