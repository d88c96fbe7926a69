"""onrecord puts on record what news articles say: events, statements and claims, each tied to its evidence."""

from logging import NullHandler, getLogger

from onrecord.article import Article, Sentence, Span
from onrecord.door import summarize
from onrecord.errors import (
    AnswerError,
    ModelError,
    OnrecordError,
    PromptError,
    RefusedError,
    SourceError,
    UnavailableError,
    UsageError,
    WeightsError,
)
from onrecord.export import as_dict, as_markdown
from onrecord.extraction import Prompt, RecordStream, Summary, choose_prompts, extract, load_prompt, stream
from onrecord.grounding import GroundedRecord, Grounder, Support, Value
from onrecord.kinds import KINDS, Claim, Cue, Event, Named, Quoted, Record, Stated, Statement, Worded, register
from onrecord.models import Model, Usage, open_model
from onrecord.options import Options
from onrecord.settings import Settings
from onrecord.sources import read_article
from onrecord.verification import Verification, Verifier, open_verifier, verify, verify_prompt

getLogger("onrecord").addHandler(NullHandler())  # what is told goes where a program wants it, and nowhere else

__all__ = [
    "KINDS",
    "AnswerError",
    "Article",
    "Claim",
    "Cue",
    "Event",
    "GroundedRecord",
    "Grounder",
    "Model",
    "ModelError",
    "Named",
    "OnrecordError",
    "Options",
    "Prompt",
    "PromptError",
    "Quoted",
    "Record",
    "RecordStream",
    "RefusedError",
    "Sentence",
    "Settings",
    "SourceError",
    "Span",
    "Stated",
    "Statement",
    "Summary",
    "Support",
    "UnavailableError",
    "Usage",
    "UsageError",
    "Value",
    "Verification",
    "Verifier",
    "WeightsError",
    "Worded",
    "as_dict",
    "as_markdown",
    "choose_prompts",
    "extract",
    "load_prompt",
    "open_model",
    "open_verifier",
    "read_article",
    "register",
    "stream",
    "summarize",
    "verify",
    "verify_prompt",
]
