"""Prompt files after the Prompty convention: Markdown with YAML front matter, Jinja2 and role lines.

The last user turn of a file is a template. The turns before it are examples and fixed text, so no text of an article
can begin a turn.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Generic, Literal, TypeVar, get_args

from pydantic import AfterValidator, AliasChoices, BaseModel, ConfigDict, Field, JsonValue, ValidationError

from onrecord.errors import PromptError

if TYPE_CHECKING:
    from jinja2 import Template
    from pydantic.fields import FieldInfo

__all__ = [
    "FRONT_MATTER",
    "ROLE_LINE",
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

OURS = frozenset(
    {
        "function_call",
        "functions",
        "grammar",
        "id_slot",
        "logprobs",
        "max_completion_tokens",
        "messages",
        "model",
        "n",
        "response_format",
        "stream",
        "stream_options",
        "tool_choice",
        "tools",
        "top_logprobs",
    }
)
"""What a request has from onrecord itself, beside a prompt's options."""

ROLE_LINE = re.compile(r"^(system|user|assistant):[ \t]*$", re.MULTILINE)
"""A line that begins a turn."""
FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
"""A whole file: what stands between its lines of dashes, and what follows them."""


class Strict(BaseModel):
    """A part of the front matter: it has no keys but its own."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


def _of_the_provider(body: dict[str, Any]) -> dict[str, Any]:
    """What a provider alone knows. Raises `ValueError` for what has an option of its own, or is onrecord's to set."""
    if named := sorted(_Options.model_fields.keys() & body.keys()):
        raise ValueError(f"{named[0]!r} is an option by itself; write it beside extra_body")
    if own := sorted(OURS & body.keys()):
        raise ValueError(f"{own[0]!r} is set by onrecord itself; take it out")
    return body


class _Options(Strict):
    """What a prompt may set of a request, by Prompty's names and those of the OpenAI API; all else in `extra_body`."""

    model_config = ConfigDict(extra="forbid", validate_by_name=True, validate_by_alias=True)

    temperature: float | None = None
    top_p: float | None = Field(default=None, alias="topP")
    seed: int | None = None
    frequency_penalty: float | None = Field(default=None, alias="frequencyPenalty")
    presence_penalty: float | None = Field(default=None, alias="presencePenalty")
    max_tokens: int | None = Field(
        default=None, validation_alias=AliasChoices("maxOutputTokens", "max_completion_tokens"), gt=0
    )
    reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh", "max"] | None = None
    verbosity: Literal["low", "medium", "high"] | None = None
    service_tier: Literal["auto", "default", "flex", "scale", "priority", "fast"] | None = None
    extra_body: Annotated[dict[str, JsonValue], AfterValidator(_of_the_provider)] = {}


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
    def parameters(self) -> dict[str, Any]:
        """What the prompt sets of a request, as the OpenAI API names it; what it doesn't set isn't there."""
        options = self.model.options
        return {**options.model_dump(exclude_none=True, exclude={"extra_body"}), **options.extra_body}


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

    parts = FRONT_MATTER.match(text)
    if not parts:
        raise PromptError(f"{path}: no front matter; the file has to start with a line '---' and YAML")
    try:
        front = front_matter.model_validate(_loaded(parts[1]))
    except ValidationError as error:
        raise PromptError(f"{path}: front matter: {first_problem(error, front_matter)}") from error
    except RecursionError as error:
        raise PromptError(f"{path}: front matter: is nested too deeply") from error
    except (yaml.YAMLError, ValueError) as error:  # ValueError is for an impossible date
        raise PromptError(f"{path}: front matter: {error}") from error
    return front, parts[2]


def _loaded(text: str) -> Any:
    """What YAML says. Raises `YAMLError` for aliases, of which a few lines can make more than any memory holds."""
    import yaml

    if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text)):
        raise yaml.YAMLError("has an alias (*name); write what it stands for")
    return yaml.safe_load(text) or {}


def first_problem(error: ValidationError, within: type[BaseModel] | None = None) -> str:
    """The first problem that an error has, an unknown key before others: where it is and what it is.

    Of an unknown key of the class `within`, also which keys there are in its place, and which of them is nearest.
    """
    problems = error.errors(include_url=False)
    problem = next((each for each in problems if each["type"] == "extra_forbidden"), problems[0])
    place = ".".join(map(str, problem["loc"]))
    said = str(problem["msg"])
    if within and problem["type"] == "extra_forbidden":
        said = f"is not known here{_among(str(problem['loc'][-1]), _keys(within, problem['loc'][:-1]))}"
    elif problem["type"] == "literal_error":
        said += nearest(str(problem["input"]), re.findall("'([^']*)'", problem["ctx"]["expected"]))
    return f"{place}: {said}" if place else said


def nearest(name: str, known: Collection[str]) -> str:
    """A question whether another name was meant, to end a sentence about an unknown one; "" where none is like it."""
    found = get_close_matches(name, known, 1)
    return f"; did you mean {found[0]!r}?" if found else ""


def _among(name: str, known: Collection[str]) -> str:
    return f"{nearest(name, known)}; allowed: {', '.join(known)}".replace("?;", "?")


def _keys(model: type[BaseModel], place: Sequence[int | str]) -> list[str]:
    """The keys of the part of a front matter at a place, by their first names."""
    for name in place:
        found = next(info for key, info in model.model_fields.items() if name in (key, info.alias))
        parts = (found.annotation, *get_args(found.annotation))
        model = next(part for part in parts if isinstance(part, type) and issubclass(part, BaseModel))
    return [_first_name(key, info) for key, info in model.model_fields.items()]


def _first_name(key: str, info: FieldInfo) -> str:
    alias = info.validation_alias
    return str(alias.choices[0]) if isinstance(alias, AliasChoices) else info.alias or key


def _turns(path: Path, body: str) -> tuple[str, list[tuple[str, str]], str]:
    """The system turn, the example pairs and the last user turn."""
    pieces = ROLE_LINE.split(body)
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
        raise PromptError(
            f"{path}: unknown variable {unknown[0]!r}; known: {', '.join(sample)}{nearest(unknown[0], sample)}"
        )
    try:
        compile_template(source).render(sample)
    except Exception as error:
        raise PromptError(f"{path}: template: {error}") from error
    return used
