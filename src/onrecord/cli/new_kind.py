"""The files with which a kind of a user's begins: its class, its prompt, an article and the labels of that."""

from __future__ import annotations

import json
import keyword
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import OnrecordError, UsageError
from onrecord.extraction import load_prompt
from onrecord.kinds import Record, register_file

__all__ = ["NewField", "NewKind", "write"]

RULES: Mapping[str, tuple[str, str, str]] = {
    "stated": (
        "Stated",
        "what is so, as a sentence that stands by itself",
        "Ann Lee opened the Tarn bridge on Monday.",
    ),
    "named": ("Named", "a name, as the article has it", "Ann Lee"),
    "worded": ("Worded", "in the words of the sentence", "on Monday"),
    "quoted": ("Quoted", "copied from the article", "opened the Tarn bridge on Monday"),
}
"""Each rule with its type, what a model is told of it, and a value that the example supports."""

_FIELD = re.compile(r"(?P<name>[a-z_][a-z0-9_]*):(?P<rule>[^\s,:?*]+)(?P<mark>[?*]?)")

_CLASS = '''\
"""The kind `{kind}`."""

from pathlib import Path
from typing import ClassVar{literal}
{pydantic}
from onrecord import {types}


class {title}(Record):
    """One {kind}."""

    kind: ClassVar[str] = "{kind}"
    plural: ClassVar[str] = "{plural}"
    prompt: ClassVar[Path | None] = Path("prompts/{kind}.prompty")

{fields}
'''

_PROMPT = """\
---
name: {kind}
description: {title}s alone
metadata:
  kinds: [{kind}]
  sentences_per_call: {{local: 1, other: 40}}
model:
  options:
    temperature: 0
---
system:
You put on record what a text says, as one line of JSON.
{plural}: each {kind} in it, with {told}.
Leave out what the text does not say. Where it has none, answer {{}}.

user:
Article:
[1] Ann Lee opened the Tarn bridge on Monday.
[2] The road to it is wide.

Sentence 1: Ann Lee opened the Tarn bridge on Monday.

assistant:
{answer}

user:
Sentence 2: The road to it is wide.

assistant:
{{}}

user:
Article:
{{% for sentence in sentences %}}
[{{{{ sentence.number }}}}] {{{{ sentence.text }}}}
{{% endfor %}}

{{% if asked | length == 1 %}}
Sentence {{{{ asked[0].number }}}}: {{{{ asked[0].text }}}}
{{% else %}}
Sentences {{{{ asked[0].number }}}} to {{{{ asked[asked | length - 1].number }}}}, every one of them.
{{% endif %}}
"""

_ARTICLE = """\
Bo Ray closed the Holm mill on Friday. The mill had stood for ninety years.
"""

_GOLD = """\
# yaml-language-server: $schema=gold.schema.json
article: {kind}-example
title: An article to label
language: en

# Every {kind} of articles/{kind}-example.txt goes here. ` | ` stands between values that are equally right, and
# `evidence` are snippets of the article, copied exactly. `optional: true` marks one that is no mistake to miss or find.
#
# {plural}:
#   - {first}: {hint}
#     evidence: [Bo Ray closed the Holm mill]
{plural}: []
"""


@dataclass(frozen=True, slots=True)
class NewField:
    """A field: its name, its rule or its choices, and whether it may be left out or hold several."""

    name: str
    rule: str
    choices: Sequence[str]
    optional: bool
    several: bool

    @property
    def line(self) -> str:
        """The field as it stands in the class."""
        if self.choices:
            first = json.dumps(self.choices[0])
            return f"    {self.name}: Literal[{', '.join(map(json.dumps, self.choices))}] = {first}"
        kind, told, _ = RULES[self.rule]
        described = f'description="{told}"'
        if self.several:
            return f"    {self.name}: list[{kind}] = Field(default=[], max_length=6, {described})"
        if self.optional:
            return f"    {self.name}: {kind} | None = Field(default=None, {described})"
        return f"    {self.name}: {kind} = Field({described})"

    @property
    def told(self) -> str:
        """The field as a model is told of it."""
        if self.choices:
            return f"{self.name} ({' or '.join(self.choices)})"
        several = "a list, each " if self.several else ""
        return f"{self.name} ({several}{RULES[self.rule][1]}{', if it has one' if self.optional else ''})"

    @property
    def example(self) -> str | list[str] | None:
        """The value of the field in the prompt's example; None where it is the usual one."""
        if self.choices:
            return None
        value = RULES[self.rule][2]
        return [value] if self.several else value


@dataclass(frozen=True, slots=True)
class NewKind:
    """A kind that is to be begun."""

    kind: str
    plural: str
    fields: Sequence[NewField]

    @classmethod
    def of(cls, kind: str, plural: str, fields: str) -> NewKind:
        """The kind with the fields that a text describes. Raises `UsageError` for a word that isn't one."""
        for word in (kind, plural):
            if not re.fullmatch(r"[a-z][a-z0-9_]*", word):
                raise UsageError(f"{word!r} can't be the name of a kind; write a word in small letters, as prediction")
        found = [_field(each) for each in re.split(r"[\s,]+", fields.strip()) if each]
        if not any(each.rule for each in found):
            raise UsageError(
                f"--fields {fields!r}: no field is named, worded, quoted or stated; add one, as text:stated"
            )
        _refuse_names([each.name for each in found])
        return cls(kind, plural, found)

    @property
    def files(self) -> dict[str, str]:
        """The text of each file by its path, seen from the folder."""
        return {
            f"{self.kind}.py": self._class(),
            f"prompts/{self.kind}.prompty": self._prompt(),
            f"articles/{self.kind}-example.txt": _ARTICLE,
            f"gold/{self.kind}-example.yaml": self._gold(),
        }

    def next_steps(self, folder: Path) -> Iterator[str]:
        """What to run next, a line each."""
        own = f"--kinds {folder / self.kind}.py"
        yield f"{folder / self.kind}.py: the class; the prompt, an article and its labels are beside it"
        yield "Next, once you have said in the prompt what one is, and labelled those of the article:"
        yield f"  onrecord prompts check {folder / 'prompts'} {own}"
        yield f"  onrecord summarize {folder / 'articles' / self.kind}-example.txt --kind {self.kind} {own}"
        yield f"  onrecord gold check {folder} {own}"
        yield f"  onrecord eval --gold {folder} --kind {self.kind} --baseline {folder / 'floors.json'} --pin {own}"

    def _class(self) -> str:
        types = {RULES[each.rule][0] for each in self.fields if each.rule} | {"Record"}
        return _CLASS.format(
            kind=self.kind,
            plural=self.plural,
            title="".join(part.capitalize() for part in self.kind.split("_")),
            literal=", Literal" if any(each.choices for each in self.fields) else "",
            pydantic="\nfrom pydantic import Field\n",
            types=", ".join(sorted(types)),
            fields="\n".join(each.line for each in self.fields),
        )

    def _prompt(self) -> str:
        values = {each.name: value for each in self.fields if (value := each.example) is not None}
        answer = {self.plural: [{"sentences": [1], **values}]}
        return _PROMPT.format(
            kind=self.kind,
            plural=self.plural,
            title=self.kind.replace("_", " ").capitalize(),
            told=", ".join(each.told for each in self.fields),
            answer=json.dumps(answer, separators=(",", ":")),
        )

    def _gold(self) -> str:
        first = next(each for each in self.fields if each.rule)
        hint = {"named": "Bo Ray", "worded": "Friday | on Friday"}.get(first.rule, "Bo Ray closed the Holm mill.")
        hint = "closed the Holm mill" if first.rule == "quoted" else hint
        return _GOLD.format(
            kind=self.kind, plural=self.plural, first=first.name, hint=f"[{hint}]" if first.several else hint
        )


def _field(text: str) -> NewField:
    found = _FIELD.fullmatch(text)
    choices = found["rule"].split("|") if found and "|" in found["rule"] else []
    if not found or (not choices and found["rule"] not in RULES) or not all(choices) or (choices and found["mark"]):
        raise UsageError(
            f"--fields: {text!r} is no field; write NAME:RULE with the rule named, worded, quoted or stated, and ? or "
            "* behind it, or NAME:one|other for a choice"
        )
    rule = "" if choices else found["rule"]
    return NewField(found["name"], rule, choices, optional=found["mark"] == "?", several=found["mark"] == "*")


def _refuse_names(names: Sequence[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"--fields: {name!r} is there twice; name each field once")
        if keyword.iskeyword(name) or hasattr(Record, name) or name in Record.__annotations__:
            raise UsageError(
                f"--fields: a field can't be called {name!r}, which is a word of Python or of every record"
            )


def write(kind: NewKind, folder: Path) -> None:
    """Write the files of a kind into a folder, all of them or none.

    Raises `UsageError` where one is there already, and where the kind can't be one, as by the name of a field.
    """
    files = {folder / name: text for name, text in kind.files.items()}
    if there := [path for path in files if path.exists()]:
        raise UsageError(
            f"{there[0]}: is there already, so nothing was written; name another folder with -o, or move it"
        )
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        register_file(folder / f"{kind.kind}.py")
        load_prompt(folder / "prompts" / f"{kind.kind}.prompty")
    except OnrecordError:
        for path in files:
            path.unlink(missing_ok=True)
        raise
