"""Asks a model how to change a prompt, by the mistakes that were made with it.

That is the reflection of GEPA (Agrawal et al., GEPA: Reflective Prompt Evolution Can Outperform Reinforcement Learning,
2025): a model reads what went wrong, in words, and says what in the prompt it may come of. Here it doesn't write the
prompt anew, but proposes changes of one part each, since each of them has to show by itself that it helps.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from typing import Any

from pydantic import BaseModel, Field

from onrecord.evals._gold import GoldArticle
from onrecord.evals._prompt_parts import Action, Change, Part, parts_of
from onrecord.evals._runs import ArticleResult
from onrecord.kinds import Record
from onrecord.models import Request, estimated_tokens
from onrecord.plain import record_of

__all__ = ["Proposals", "rewriting_request", "told_mistakes"]

MOST_CHANGES = 5
"""Changes that the model may propose at a time."""

MOST_MISTAKES = 12
"""Mistakes that it is shown, of as many sorts as there are."""

ANSWER_TOKENS = 1200
"""Tokens that its answer may take."""

SHORTENED = 300
"""Characters of an example that are shown where the prompt is too long for the model's window."""

SYSTEM = """You improve the prompt of a language model that reads news articles and puts on record what they say.
You see the prompt in numbered parts, and mistakes that the model made with it.
Find the parts that the mistakes come of: a sentence that asks for the wrong thing or forbids the right one, an
example whose answer is wrong or lacks something, a setting that is off, or something that no part says.
Propose up to five changes, the likeliest first, each as small as it can be. Each is tried by itself. A change deletes
a part, replaces a part by a text, or inserts a text after a sentence. The new text of an example is its answer, in
the same form. Keep what the prompt is for, and write nothing that is true of the articles shown alone."""


class _Proposal(BaseModel):
    """One change as the model proposes it."""

    part: int = Field(ge=1, le=999)
    action: Action
    text: str = Field(default="", max_length=4000)
    why: str = Field(default="", max_length=300)


class Proposals(BaseModel):
    """What the model answers."""

    changes: list[_Proposal] = Field(max_length=MOST_CHANGES)

    def of(self, text: str, by: str) -> list[Change]:
        """The changes that can be made of a prompt file's text; those of a part that it hasn't are left out."""
        parts = dict(enumerate(parts_of(text), start=1))
        return [
            _change(parts[each.part], each, by) for each in self.changes if each.part in parts and _is_one(parts, each)
        ]


def _is_one(parts: Mapping[int, Part], proposal: _Proposal) -> bool:
    """Whether a proposal changes something: no text is put in where one is needed, only sentences are followed."""
    part, new = parts[proposal.part], proposal.text.strip()
    if proposal.action == "delete":
        return part.sort != "question"
    return bool(new) and new != part.text and (proposal.action == "replace" or part.sort == "sentence")


def _change(part: Part, proposal: _Proposal, by: str) -> Change:
    new = "" if proposal.action == "delete" else proposal.text.strip()
    why = " ".join(proposal.why.split())
    return Change(
        action=proposal.action, sort=part.sort, text=part.text, question=part.question, new=new, why=why, by=by
    )


def rewriting_request(text: str, mistakes: Sequence[str], tried: Iterable[str], window: int) -> Request:
    """What asks a model for changes of a prompt file's text; `tried` says what came of changes before."""
    room = window // 2 - sum(map(estimated_tokens, [SYSTEM, *mistakes]))
    asked = [
        "The parts of the prompt:",
        *_numbered(parts_of(text), room),
        "",
        "Mistakes that the model made with it:",
        *(f"- {each}" for each in mistakes),
    ]
    if before := list(tried):
        asked += ["", "Changes that were tried before; don't propose them again:", *(f"- {each}" for each in before)]
    messages = [{"role": "system", "content": SYSTEM}, {"role": "user", "content": "\n".join(asked)}]
    return Request(messages, Proposals, min(ANSWER_TOKENS, window // 2), prompt="improve")


def _numbered(parts: Sequence[Part], room: int) -> Iterator[str]:
    """The parts with their numbers; examples are shortened where all of them don't fit in so many tokens."""
    fits = sum(estimated_tokens(part.question + part.text) for part in parts) <= room
    for number, part in enumerate(parts, start=1):
        question = f"question: {_line(part.question, fits=fits)} answer: " if part.question else ""
        yield f"{number}. {part.sort}: {question}{_line(part.text, fits=fits or part.sort != 'example')}"


def _line(text: str, *, fits: bool) -> str:
    line = " ".join(text.split())
    return line if fits or len(line) <= SHORTENED else line[:SHORTENED] + "…"


# --- mistakes in words


def told_mistakes(gold: Sequence[GoldArticle], results: Sequence[ArticleResult]) -> list[str]:
    """Some of the mistakes that were made on articles, in words: one of each kind and class by turns."""
    classes: dict[tuple[str, str], list[str]] = {}
    for article, result in zip(gold, results, strict=True):
        for mistake in result.mistakes:
            told = _told(article, result, mistake)
            classes.setdefault((mistake["kind"], mistake["error"]), []).append(told)
    by_turns = chain.from_iterable(zip_longest(*classes.values()))
    return [each for each in by_turns if each][:MOST_MISTAKES]


def _told(gold: GoldArticle, result: ArticleResult, mistake: Mapping[str, Any]) -> str:
    """A mistake: its class and kind, what should be on record, what is instead, and the sentences it is about."""
    right = [gold.records[place].record() for place in mistake["gold"]]
    wrong = [record_of(result.records[place]).record for place in mistake["predicted"]]
    fields = ", ".join(field["field"] for field in mistake["fields"])
    parts = [f"{mistake['error']}: {mistake['kind']}"]
    parts += [f"should be on record: {_plain(right)}"] if right else []
    parts += [f"was put on record: {_plain(wrong)}"] if wrong else []
    parts += [f"wrong in it: {fields}"] if fields else []
    return f"{'. '.join(parts)}. The text: {_evidence(gold, right or wrong)}"


def _plain(records: Sequence[Record]) -> str:
    """The fields that records fill, as JSON, as a model writes them."""
    plain = [record.model_dump(mode="json", exclude={"sentences"}, exclude_defaults=True) for record in records]
    return "; ".join(json.dumps(each, ensure_ascii=False) for each in plain)


def _evidence(gold: GoldArticle, records: Sequence[Record]) -> str:
    """The sentences that records rest on."""
    numbers = sorted({number for record in records for number in record.sentences})
    return " ".join(" ".join(gold.article.sentences[number - 1].text.split()) for number in numbers)
