"""The prompt that asks whether evidence supports a record: its file, and the messages that it makes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from onrecord._prompty import (
    VERIFY,
    FrontMatter,
    Message,
    Strict,
    check_template,
    compile_template,
    prompts_folder,
    read_prompt_file,
)
from onrecord.errors import PromptError
from onrecord.models import is_local
from onrecord.verification._verdicts import NO, OPTIONS, REASONS, YES, Verdict, Verdicts

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["Question", "VerifyPrompt", "load_verify_prompt", "verify_prompt"]

_SAMPLE = {"claim": "The ferry sank.", "evidence": "The ferry sank on Monday."}
_ANSWER = re.compile(rf"{YES}|{NO}(?:: (?P<reason>\w+))?")


class _Metadata(Strict):
    records_per_call: dict[Literal["local", "other"], int] = Field(default={})


class _FrontMatter(FrontMatter):
    metadata: _Metadata = _Metadata()


@dataclass(frozen=True, slots=True)
class Question:
    """Whether the sentences `evidence` support every part of the sentence `claim`."""

    evidence: str
    claim: str


@dataclass(frozen=True)
class VerifyPrompt:
    """A checked prompt file that verifies records.

    A call asks about one record in the words of the file, and is answered by one word. Or it asks about several, which
    are numbered, and so are the examples, all in one turn; then a list of verdicts answers.
    """

    name: str
    description: str
    system: str
    examples: tuple[tuple[str, Verdict], ...]
    """Pairs of a user turn and the verdict on it."""
    question: str
    """The last user turn, a Jinja2 template over `evidence` and `claim`."""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    records_asked: Mapping[str, int] = field(default_factory=dict)
    """The records that one call asks about, by model: `local` or `other`."""

    def records_per_call(self, model: str) -> int:
        """How many records one call asks `model` about."""
        return self.records_asked["local" if is_local(model) else "other"]

    def by_word(self, model: str) -> bool:
        """Whether `model` answers by one word, whose probability it tells: the embedded one, asked about one record."""
        return is_local(model) and self.records_per_call(model) == 1

    def render(self, questions: Sequence[Question], *, by_word: bool) -> list[Message]:
        """The messages that ask these questions; with `by_word`, there is one."""
        asked = [self._template.render(evidence=each.evidence, claim=each.claim) for each in questions]
        content = asked[0] if by_word else _numbered(asked)
        return [*self.turns(by_word=by_word), {"role": "user", "content": content}]

    def turns(self, *, by_word: bool) -> list[Message]:
        """The turns before the question, the same in every request."""
        return [dict(turn) for turn in self._turns[by_word]]

    def sent(self, model: str) -> str:
        """Everything that shapes a request to `model` except the records, as JSON."""
        by_word = self.by_word(model)
        form = OPTIONS if by_word else Verdicts.model_json_schema()
        return json.dumps([self._turns[by_word], self.question, form, dict(self.parameters)], sort_keys=True)

    @cached_property
    def _template(self) -> Template:
        return compile_template(self.question)

    @cached_property
    def _turns(self) -> dict[bool, list[Message]]:
        """The turns before the question, by whether it is answered by a word."""
        words = [turn for user, verdict in self.examples for turn in _pair(user, YES if verdict.supported else NO)]
        several = [
            {"record": number, "supported": verdict.supported, "reason": verdict.reason}
            for number, (_, verdict) in enumerate(self.examples, start=1)
        ]
        answer = Verdicts.model_validate({"verdicts": several}).model_dump_json()
        together = _pair(_numbered([user for user, _ in self.examples]), answer)
        system = {"role": "system", "content": self.system}
        return {True: [system, *words], False: [system, *(together if self.examples else [])]}


def verify_prompt(folder: Path | None = None) -> VerifyPrompt:
    """The prompt `verify.prompty` of a folder; the packaged one where the folder has none.

    Raises `PromptError`, with the name of the file, where it is wrong.
    """
    own = folder / f"{VERIFY}.prompty" if folder else None
    return load_verify_prompt(own if own and own.is_file() else prompts_folder() / f"{VERIFY}.prompty")


def load_verify_prompt(path: Path) -> VerifyPrompt:
    """The prompt in the file at `path`, checked.

    Raises `PromptError`, with the name of the file, for unknown keys in the front matter, unknown variables, roles out
    of order, and examples whose answers are neither `Yes` nor `No`, which may have a reason behind it.
    """
    file = read_prompt_file(path, _FrontMatter)
    if check_template(path, file.question, _SAMPLE) != set(_SAMPLE):
        raise PromptError(f"{path}: the last user turn has to show both 'evidence' and 'claim'")
    sizes = {"local": 1, "other": 20, **file.front.metadata.records_per_call}
    if min(sizes.values()) < 1:
        raise PromptError(f"{path}: front matter: metadata.records_per_call: should be 1 or more")
    return VerifyPrompt(
        name=file.front.name,
        description=file.front.description,
        system=file.system,
        examples=tuple((user, _verdict(path, answer)) for user, answer in file.examples),
        question=file.question,
        parameters=file.front.parameters,
        records_asked={str(name): size for name, size in sizes.items()},
    )


def _verdict(path: Path, answer: str) -> Verdict:
    parts = _ANSWER.fullmatch(answer)
    if parts is None or (reason := parts["reason"] or "none") not in REASONS:
        reasons = ", ".join(REASONS)
        raise PromptError(f"{path}: example {answer[:60]!r}: write {YES}, {NO}, or {NO}: and one of {reasons}")
    return Verdict(answer == YES, reason=reason)


def _pair(user: str, assistant: str) -> list[Message]:
    return [{"role": "user", "content": user}, {"role": "assistant", "content": assistant}]


def _numbered(questions: Sequence[str]) -> str:
    return "\n\n".join(f"[{number}]\n{question}" for number, question in enumerate(questions, start=1))
