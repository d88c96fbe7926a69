"""Asks a model about every record that is merely reworded, and marks what comes of it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from onrecord._prompty import PromptUsed
from onrecord.article import Article
from onrecord.errors import UsageError
from onrecord.grounding import Finding, GroundedRecord, Support, Value
from onrecord.kinds import Record, match_rules
from onrecord.models import Model
from onrecord.usage import Usage
from onrecord.verification._calibration import WEIGHTS
from onrecord.verification._inquiry import REFUTED_BELOW, VERIFIED_FROM, Inquiry, Progress
from onrecord.verification._prompt import Question, VerifyPrompt
from onrecord.verification._verdicts import Verdict

__all__ = ["REFUTED", "Verification", "Verifier", "judged_as", "verifier_used", "verify"]

REFUTED = "refuted"
"""The code of the finding on a value that the verifier found unsupported."""

WHAT_DIFFERS = {
    "none": "",
    "who": ": it names others, or in another part",
    "what": ": the evidence says something else",
    "when": ": the time is another",
    "where": ": the place is another",
    "number": ": a number is another",
    "certainty": ": the evidence is more certain of it, or less",
    "speaker": ": someone else says it, or nobody",
    "detail": ": it has a detail that the evidence lacks",
}
"""What the reason of a verdict says to a person."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """A model, and the prompt with which it is asked whether evidence supports a record."""

    model: Model
    prompt: VerifyPrompt

    @property
    def used(self) -> PromptUsed:
        """The prompt as this model uses it."""
        return verifier_used(self.model.name, self.prompt)


def verifier_used(model: str, prompt: VerifyPrompt) -> PromptUsed:
    """The prompt as the model with that name uses it; the identity is a hash of all that decides but the records."""
    known = [model, prompt.sent(model), prompt.records_per_call(model), VERIFIED_FROM, REFUTED_BELOW, WEIGHTS]
    return PromptUsed(f"{prompt.name} by {model}", hashlib.sha256(json.dumps(known).encode()).hexdigest())


@dataclass(frozen=True, slots=True)
class Verification:
    """Records as they came, those that were verified or refuted marked, and what that took.

    `problems` say, each in one line, why records that were asked about have no verdict.
    """

    records: tuple[GroundedRecord, ...]
    usage: Usage = field(default_factory=Usage)
    problems: tuple[str, ...] = ()


async def verify(
    article: Article, records: Sequence[GroundedRecord], verifier: Verifier, *, progress: Progress | None = None
) -> Verification:
    """The records, with a verdict on each that is merely reworded.

    Such a record has evidence, at least one reworded value, and none that is unsupported or unchecked. The model sees
    the record as a sentence beside the sentences of its evidence. The reworded values of a record that it finds
    supported become verified, those of one that it finds unsupported become unsupported, and without a clear verdict
    they stay reworded. Failures of the model, or of a kind's `as_sentence`, become problems and are never raised.
    """
    asked: dict[int, Question] = {}
    missing: Counter[str] = Counter()
    for place, record in enumerate(records):
        if record.support is Support.REWORDED:
            try:
                asked[place] = _question(record, article)
            except UsageError as error:
                missing[str(error)] += 1
    inquiry = Inquiry(verifier.model, verifier.prompt, progress)
    verdicts = await inquiry.ask(_in_order(asked.values()))
    missing.update(inquiry.failed[question] for question in asked.values() if question in inquiry.failed)
    marked = list(records)
    for place, question in asked.items():
        if verdict := verdicts.get(question):
            marked[place] = _marked(records[place], verdict)
    return Verification(tuple(marked), inquiry.usage, tuple(_problem(why, count) for why, count in missing.items()))


def _in_order(questions: Iterable[Question]) -> list[Question]:
    """Each question once, those on the same evidence side by side: a model reads what they share only once."""
    first: dict[str, int] = {}
    distinct = list(dict.fromkeys(questions))
    for place, question in enumerate(distinct):
        first.setdefault(question.evidence, place)
    return sorted(distinct, key=lambda question: first[question.evidence])


def _question(record: GroundedRecord, article: Article) -> Question:
    evidence = " ".join(article.text[span.start : span.end] for span in record.evidence)
    return Question(" ".join(evidence.split()), _sentence(_read_within(record)))


def _sentence(record: Record) -> str:
    """The record as a sentence on one line. Raises `UsageError` where its kind makes none of it."""
    how = f"`as_sentence` of the kind {record.kind!r}"
    try:
        said: object = record.as_sentence()
    except Exception as error:  # a kind of one's own may raise anything
        raise UsageError(f"{how} raises {type(error).__name__}: {' '.join(str(error).split())}") from error
    if not isinstance(said, str) or not said.strip():
        raise UsageError(f"{how} returns no text")
    return " ".join(said.split())


def _read_within(grounded: GroundedRecord) -> Record:
    """The record without values that stand in the article outside its evidence, which can't speak for them.

    Grounding answers for those; a pronoun in the evidence may stand for the name.
    """
    record, outside = grounded.record, {value.field for value in grounded.values if _is_outside(value, grounded)}
    kept: dict[str, object] = {}
    for name in match_rules(type(record)):
        if isinstance(given := getattr(record, name), list):
            kept[name] = [each for place, each in enumerate(given) if f"{name}[{place}]" not in outside]
        elif name in outside and not type(record).model_fields[name].is_required():
            kept[name] = None
    return record.model_copy(update=kept)


def _is_outside(value: Value, grounded: GroundedRecord) -> bool:
    inside = any(sentence.start <= span.start < sentence.end for span in value.spans for sentence in grounded.evidence)
    return value.support.holds and bool(value.spans) and not inside


def _marked(record: GroundedRecord, verdict: Verdict) -> GroundedRecord:
    values = [_judged(value, verdict) if value.support is Support.REWORDED else value for value in record.values]
    return replace(record, values=tuple(values))


def _judged(value: Value, verdict: Verdict) -> Value:
    weighed = replace(value, probability=verdict.probability)
    if verdict.supported is None:
        return weighed
    if verdict.supported:
        return replace(weighed, support=Support.VERIFIED)
    finding = Finding(REFUTED, f"a model that read the evidence found this unsupported{WHAT_DIFFERS[verdict.reason]}")
    return replace(weighed, support=Support.UNSUPPORTED, spans=(), finding=finding)


def judged_as(record: GroundedRecord, before: GroundedRecord) -> GroundedRecord:
    """The record with what a verifier said of the same record `before`, over the same evidence."""
    said = {value.field: value for value in before.values if _is_judged(value)}
    values = [
        replace(said[value.field], spans=() if said[value.field].finding else value.spans)
        if value.support is Support.REWORDED and value.field in said
        else value
        for value in record.values
    ]
    return replace(record, values=tuple(values))


def _is_judged(value: Value) -> bool:
    refuted = value.finding is not None and value.finding.code == REFUTED
    return refuted or value.support is Support.VERIFIED or value.probability is not None


def _problem(why: str, count: int) -> str:
    return f"verifying: {count} reworded record{'' if count == 1 else 's'} without a verdict: {why}"
