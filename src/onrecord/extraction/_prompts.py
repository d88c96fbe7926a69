"""Prompts that extract records: find and check their files, and render them into messages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, ValidationError

from onrecord._prompty import (
    VERIFY,
    FrontMatter,
    Message,
    Strict,
    check_template,
    compile_template,
    first_problem,
    prompts_folder,
    read_prompt_file,
)
from onrecord.answers import AnswerSchema, answer_schema, fields_asked
from onrecord.article import Article, Sentence
from onrecord.errors import PromptError, UsageError
from onrecord.filling import kinds_made
from onrecord.grounding.text import primary
from onrecord.kinds import KINDS, NEWS, Record, kind_named, prompt_file
from onrecord.languages import UNCERTAIN, detect_language
from onrecord.models import is_local

if TYPE_CHECKING:
    from jinja2 import Template

    from onrecord.grounding import Grounder

__all__ = ["Form", "Prompt", "choose_prompts", "find_prompt", "load_prompt", "prompts_folder", "prompts_in"]

TOGETHER = "records"
"""The name of the prompt that fills all kinds in a single call."""

ENGLISH = "en"
"""The language of the examples that are shown where there are none in the article's."""

VARIABLES = ("asked", "language", "published", "sentences", "title", "url")
"""The variables of a template. `sentences` are the sentences to show and `asked` those to answer for, each with
`number` and `text`. The others describe the article, and are None where unknown."""


class _Metadata(Strict):
    kinds: list[str] = Field(min_length=1)
    sentences_per_call: int | dict[Literal["local", "other"], int] = 40
    fields: dict[Literal["local", "other"], Literal["all", "brief"]] = Field(default={})


class _FrontMatter(FrontMatter):
    metadata: _Metadata


@dataclass(frozen=True, slots=True)
class Form:
    """How a model is asked: about how many sentences at once, for which kinds, and for which of their fields.

    A `brief` answer has only those fields of each kind that `Record.brief_fields` names, and none of the kinds that the
    rules of `onrecord.filling` find in the language by themselves.
    """

    sentences_per_call: int
    kinds: tuple[type[Record], ...]
    brief: bool = False
    language: str = ENGLISH

    @property
    def cites(self) -> bool:
        """Whether records cite their sentences; a question about one sentence needs no sentence numbers in them."""
        return self.sentences_per_call > 1


@dataclass(frozen=True)
class Prompt:
    """A checked prompt file: the kinds that it fills, its turns and its parameters."""

    name: str
    description: str
    kinds: tuple[type[Record], ...]
    system: str
    examples: tuple[tuple[str, dict[str, Any]], ...]
    """Pairs of a user turn and the answer to it."""
    question: str
    """The last user turn, a Jinja2 template over `VARIABLES`."""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    sentences_asked: Mapping[str, int] = field(default_factory=dict)
    """The sentences that one call asks about, by model: `local` or `other`."""

    brief: frozenset[str] = frozenset()
    """The models that are asked for brief answers: `local`, `other`."""

    def form(self, model: str, *, language: str = ENGLISH, sentences_per_call: int | None = None) -> Form:
        """How `model` is asked about an article in a language; the prompt says about how many sentences (None)."""
        sort = "local" if is_local(model) else "other"
        brief = sort in self.brief
        made = kinds_made(language) if brief else frozenset()
        asked = tuple(kind for kind in self.kinds if kind.kind not in made) or self.kinds
        return Form(sentences_per_call or self.sentences_asked[sort], asked, brief, language)

    def schema(self, form: Form) -> type[AnswerSchema]:
        """The schema of an answer."""
        return answer_schema(form.kinds, cites=form.cites, brief=form.brief)

    def render(
        self, article: Article, shown: Sequence[Sentence], asked: Sequence[Sentence], form: Form
    ) -> list[Message]:
        """The messages that ask about the sentences `asked`, with the sentences `shown` as context.

        All questions about an article start with the same messages, so that a prefix cache can serve them.
        """
        question = self._template.render(
            sentences=shown,
            asked=asked,
            title=article.title,
            url=article.url,
            published=article.published,
            language=article.language,
        )
        return [*map(dict, self._turns_before(form)), {"role": "user", "content": question}]

    def template(self, form: Form, *, every_language: bool = False) -> list[Message]:
        """The messages with the question as its template; examples are in the form's language, or in every one."""
        before = self._turns_of(form, self.examples) if every_language else self._turns_before(form)
        return [*map(dict, before), {"role": "user", "content": self.question}]

    def identity(self, form: Form) -> str:
        """The SHA-256, in hex, of everything that shapes a request except the article and its language."""
        if form not in self._identities:
            self._identities[form] = self._identity(form)
        return self._identities[form]

    def _identity(self, form: Form) -> str:
        schema = answer_schema(self.kinds, cites=form.cites, brief=form.brief).model_json_schema()
        turns = self._turns_of(replace(form, kinds=self.kinds), self.examples)
        known = [turns, self.system, self.question, schema, dict(self.parameters), form.sentences_per_call]
        return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()

    def __reduce__(self) -> tuple[Any, ...]:
        """The prompt for another process, which looks its kinds up by their names, since it has classes of its own."""
        known = {each.name: getattr(self, each.name) for each in fields(self)}
        return _unpacked, (known | {"kinds": [kind.kind for kind in self.kinds]},)

    @cached_property
    def _template(self) -> Template:
        return compile_template(self.question)

    @cached_property
    def _system(self) -> Template:
        return compile_template(self.system)

    @cached_property
    def _languages(self) -> list[str]:
        """The language of each example, by its question; English, where that is uncertain."""
        return [_language(user) for user, _ in self.examples]

    @cached_property
    def _identities(self) -> dict[Form, str]:
        return {}

    @cached_property
    def _rendered(self) -> dict[Form, list[Message]]:
        return {}

    def _turns_before(self, form: Form) -> list[Message]:
        """The turns before the question: the system turn, and the examples in the language or else the English ones."""
        if form not in self._rendered:
            code = primary(form.language)
            language = code if code in self._languages else ENGLISH
            examples = [each for each, its in zip(self.examples, self._languages, strict=True) if its == language]
            self._rendered[form] = self._turns_of(form, examples or self.examples)
        return self._rendered[form]

    def _turns_of(self, form: Form, examples: Iterable[tuple[str, dict[str, Any]]]) -> list[Message]:
        system = self._system.render(kinds=[kind.kind for kind in form.kinds], brief=form.brief)
        turns = [{"role": "system", "content": system}]
        for user, answer in examples:
            content = json.dumps(_asked_for(answer, form), ensure_ascii=False, separators=(",", ":"))
            turns += [{"role": "user", "content": user}, {"role": "assistant", "content": content}]
        return turns


def _unpacked(known: Mapping[str, Any]) -> Prompt:
    """The prompt that another process packed."""
    return Prompt(**{**known, "kinds": tuple(map(kind_named, known["kinds"]))})


def prompts_in(folder: Path) -> list[Prompt]:
    """The prompts of a folder, in the order of their file names.

    Raises `PromptError` for the first file that is wrong, and `UsageError` where the folder has no prompt file.
    """
    paths = sorted(path for path in folder.glob("*.prompty") if path.stem != VERIFY)
    if not paths:
        raise UsageError(f"{folder}: no prompt files (*.prompty) in this folder")
    return [load_prompt(path) for path in paths]


def find_prompt(name: str, folder: Path) -> Prompt:
    """The prompt in the file `name`.prompty of `folder`, or in the file at the path `name`.

    Raises `UsageError` where there is no such file.
    """
    path = Path(name) if name.endswith(".prompty") else folder / f"{name}.prompty"
    if path.stem == VERIFY:
        raise UsageError(f"{path}: this prompt verifies records and extracts none; --verify uses it by itself")
    if not path.is_file() and Path(name).is_file():
        raise UsageError(f"{name}: the name of a prompt file ends in .prompty")
    if not path.is_file():
        known = ", ".join(file.stem for file in sorted(folder.glob("*.prompty")) if file.stem != VERIFY) or "none"
        raise UsageError(f"no prompt {name!r} in {folder}; the prompts of the folder: {known}")
    return load_prompt(path)


def choose_prompts(folder: Path | None = None, kinds: Sequence[str] = (), names: Sequence[str] = ()) -> list[Prompt]:
    """The prompts called `names`, or else the prompts that fill `kinds` (empty: those that the folder has prompts for).

    They come from `folder` (None: the packaged files), or from the kind itself where the folder has none for it. Where
    no kind is named and the folder has a prompt that fills all of them, it is that one; otherwise one prompt for each
    kind. Raises `UsageError` where a kind or a prompt is missing.
    """
    folder = folder or prompts_folder()
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder of prompt files")
    wanted = list(dict.fromkeys(kind_named(name).kind for name in kinds))
    if names:
        prompts = [find_prompt(name, folder) for name in names]
        filled = {kind.kind for prompt in prompts for kind in prompt.kinds}
        if missing := [kind for kind in wanted if kind not in filled]:
            raise UsageError(f"no prompt of {', '.join(names)} fills {missing[0]}")
        return prompts
    if not wanted and (folder / f"{TOGETHER}.prompty").is_file():
        return [find_prompt(TOGETHER, folder)]
    there = [kind for kind in KINDS if (folder / f"{kind}.prompty").is_file()]
    return [_prompt_of(kind_named(kind), folder) for kind in wanted or there or NEWS]


def _prompt_of(kind: type[Record], folder: Path) -> Prompt:
    """The prompt that fills a kind: the one of that name in the folder, else the one that the kind brings."""
    brought = None if (folder / f"{kind.kind}.prompty").is_file() else prompt_file(kind)
    return find_prompt(str(brought) if brought else kind.kind, folder)


def load_prompt(path: Path) -> Prompt:
    """The prompt in the file at `path`, checked.

    Raises `PromptError`, with the name of the file, for unknown keys in the front matter, unknown variables, roles out
    of order, and examples whose answers don't fit the kinds or have values that the examples' text doesn't support.
    """
    file = read_prompt_file(path, _FrontMatter)
    kinds = _kinds(path, file.front.metadata.kinds)
    prompt = Prompt(
        name=file.front.name,
        description=file.front.description,
        kinds=kinds,
        system=file.system,
        examples=tuple((user, _example_answer(path, answer, kinds)) for user, answer in file.examples),
        question=file.question,
        parameters=file.front.parameters,
        sentences_asked=_sentences_per_call(path, file.front.metadata.sentences_per_call),
        brief=frozenset(model for model, fields in file.front.metadata.fields.items() if fields == "brief"),
    )
    _check_system(path, file.system)
    _check_template(path, file.question)
    _check_evidence(path, prompt)
    return prompt


def _kinds(path: Path, names: Sequence[str]) -> tuple[type[Record], ...]:
    try:
        return tuple(kind_named(name) for name in names)
    except UsageError as error:
        raise PromptError(f"{path}: front matter: metadata.kinds: {error}") from error


def _sentences_per_call(path: Path, given: int | dict[Literal["local", "other"], int]) -> dict[str, int]:
    sizes = {"local": given, "other": given} if isinstance(given, int) else {"local": 40, "other": 40, **given}
    if min(sizes.values()) < 1:
        raise PromptError(f"{path}: front matter: metadata.sentences_per_call: should be 1 or more")
    return {str(name): size for name, size in sizes.items()}


def _example_answer(path: Path, text: str, kinds: tuple[type[Record], ...]) -> dict[str, Any]:
    try:
        answer_schema(kinds).model_validate_json(text)
        answer: dict[str, Any] = json.loads(text)
    except ValidationError as error:
        raise PromptError(f"{path}: example {text[:60]!r}…: {first_problem(error)}") from error
    except ValueError as error:
        raise PromptError(f"{path}: example {text[:60]!r}…: not JSON: {error}") from error
    return answer


def _check_system(path: Path, source: str) -> None:
    """Raise `PromptError` for a system turn that is no template over `kinds` and `brief`."""
    check_template(path, source, {"kinds": list(KINDS), "brief": False})


def _check_template(path: Path, source: str) -> None:
    article = Article("A sentence.", language="en")
    sample = dict.fromkeys(VARIABLES) | {"sentences": article.sentences, "asked": article.sentences}
    if not check_template(path, source, sample) & {"asked", "sentences"}:
        raise PromptError(
            f"{path}: the last user turn uses neither 'sentences' nor 'asked', so it shows no article; use one of them"
        )


def _check_evidence(path: Path, prompt: Prompt) -> None:
    """Raise `PromptError` for an example with a value that neither its question nor the text before it supports."""
    text = "\n".join(user for user, _ in prompt.examples)
    grounders = _Grounders(text)
    end = 0
    for user, answer in prompt.examples:
        end += len(user) + 1
        question = user.rsplit("\n", 1)[-1]
        grounder = grounders[_language(user)]
        sentences = grounder.article.sentences
        before = [sentence.number for sentence in sentences if sentence.span.start < end]
        itself = [number for number in before if sentences[number - 1].span.end >= end - len(question)]
        for record in answer_schema(prompt.kinds).model_validate(answer).records(before):
            if problem := _unsupported(grounder, record, itself) and _unsupported(grounder, record, before):
                raise PromptError(f"{path}: example: {record.kind} {problem}")


class _Grounders(dict[str, "Grounder"]):
    """A grounder of one text for each language that an example may be in."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __missing__(self, language: str) -> Grounder:
        from onrecord.grounding import Grounder

        self[language] = Grounder(Article(self._text, language=language))
        return self[language]


def _unsupported(grounder: Grounder, record: Record, evidence: Sequence[int]) -> str:
    """The first value of `record` that the sentences `evidence` don't support, and why; "" if there is none."""
    for value in grounder.ground(record.model_copy(update={"sentences": list(evidence)})).values:
        if value.reason:
            return f"{value.field} {value.text!r}: {value.reason}"
    return ""


def _asked_for(answer: Mapping[str, Any], form: Form) -> dict[str, Any]:
    """An example's answer in the form in which a model should write it.

    Fields are in the schema's order, and sentence numbers are there only if records cite them. Kinds that the answer
    leaves out stay out, and empty lists stay. A brief answer says each sentence once: a claim that repeats an event is
    left out.
    """
    asked: dict[str, Any] = {}
    said: list[dict[str, Any] | str] = []
    for kind in form.kinds:
        if kind.plural in answer:
            parts = [_part(kind, record, form) for record in answer[kind.plural]]
            asked[kind.plural] = [part for part in parts if not (form.brief and part in said)]
            said += parts
    return {name: parts for name, parts in asked.items() if parts or not answer[name]}


def _part(kind: type[Record], record: Mapping[str, Any], form: Form) -> dict[str, Any] | str:
    """A record of an example with the fields that are asked for; the text alone, where it is all of them."""
    names = fields_asked(kind, cites=form.cites, brief=form.brief)
    return record[names[0]] if len(names) == 1 else {name: record[name] for name in names if name in record}


def _language(user: str) -> str:
    """The language of an example's question; English, where that is uncertain."""
    found = detect_language(user.rsplit("\n", 1)[-1])
    return ENGLISH if found == UNCERTAIN else found
