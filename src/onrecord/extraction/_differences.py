"""What differs between two prompts in what they send."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain
from typing import Any

from onrecord._prompty import Message
from onrecord.extraction._prompts import Prompt
from onrecord.verification import VerifyPrompt

__all__ = ["Difference", "differences_sent"]


@dataclass(frozen=True, slots=True)
class Difference:
    """Lines of one part of what is sent that differ; either side may have none."""

    part: str
    a: str
    b: str


def differences_sent(a: Prompt | VerifyPrompt, b: Prompt | VerifyPrompt, model: str) -> list[Difference]:
    """What differs in what two prompts send to the model of that name: settings, turns, examples, the question."""
    ours, theirs = _parts(a, model), _parts(b, model)
    names = [name for name in dict.fromkeys([*ours, *theirs]) if ours.get(name) != theirs.get(name)]
    return list(chain.from_iterable(_lines(name, ours.get(name, ""), theirs.get(name, "")) for name in names))


def _parts(prompt: Prompt | VerifyPrompt, model: str) -> dict[str, str]:
    """All that shapes what is sent, by what it is called. Examples are one part, since one of them may be new."""
    turns, settings = _extracting(prompt, model) if isinstance(prompt, Prompt) else _verifying(prompt, model)
    return {
        **{name: str(value) for name, value in (settings | dict(prompt.parameters)).items()},
        "system": turns[0]["content"],
        "examples": "\n\n".join(f"{turn['role']}: {turn['content']}" for turn in turns[1:]),
        "question": prompt.question,
    }


def _extracting(prompt: Prompt, model: str) -> tuple[list[Message], dict[str, Any]]:
    form = prompt.form(model)
    return prompt.template(form, every_language=True)[:-1], {
        "kinds": ", ".join(kind.kind for kind in form.kinds),
        "fields": "brief" if form.brief else "all",
        "sentences_per_call": form.sentences_per_call,
    }


def _verifying(prompt: VerifyPrompt, model: str) -> tuple[list[Message], dict[str, Any]]:
    return prompt.turns(by_word=prompt.by_word(model)), {"records_per_call": prompt.records_per_call(model)}


def _lines(part: str, a: str, b: str) -> Iterator[Difference]:
    """The runs of lines that differ."""
    ours, theirs = a.splitlines(), b.splitlines()
    for sort, i, j, k, end in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if sort != "equal":
            yield Difference(part, _joined(ours[i:j]), _joined(theirs[k:end]))


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(lines).strip()
