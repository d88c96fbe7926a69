"""Labelled articles and predictions for them, as tests need them."""

import shutil
from pathlib import Path

from onrecord.evals._gold import load_gold
from onrecord.grounding import Grounder
from onrecord.kinds import KINDS

EVALS = Path(__file__).parents[1] / "evals"
TEXT = (
    "Ana Ruiz, the mayor of Lanmere, opened the harbour bridge on Monday. She cut a red ribbon. “It is done,” Ruiz "
    "said. Owen Tresk said the bridge “cost too much” and may never pay for itself. Police counted 1,200 visitors. "
    "Neighbours denied that the music had been loud."
)
EVENTS = """
events:
  - what: Ana Ruiz opens the harbour bridge.
    who: [Ana Ruiz | Ruiz]
    where: Lanmere | null
    when: Monday
    evidence: [opened the harbour bridge on Monday]
  - what: Ana Ruiz cuts a red ribbon.
    who: [Ana Ruiz | Ruiz]
    evidence: [She cut a red ribbon]
  - what: Visitors come to see the crossing.
    who: [visitors]
    evidence: ["Police counted 1,200 visitors"]
    optional: true
"""
STATEMENTS = """
statements:
  - speakers: [Ana Ruiz | Ruiz]
    role: the mayor of Lanmere | mayor
    cue: said
    content: It is done
    evidence: [“It is done]
  - speakers: [Owen Tresk | Tresk]
    cue: said
    content: the bridge “cost too much” and may never pay for itself
    evidence: [Owen Tresk said the bridge]
  - speakers: [Neighbours]
    cue: denied
    content: the music had been loud
    evidence: [Neighbours denied]
"""


def labelled(folder, labels=EVENTS + STATEMENTS, text=TEXT):
    """A labelled article, from its text and the lists of its records as a gold file has them."""
    for name in ("articles", "gold"):
        (folder / name).mkdir(exist_ok=True)
    (folder / "articles/page.txt").write_text(text, encoding="utf-8")
    (folder / "gold/page.yaml").write_text(f"article: page\n{labels}", encoding="utf-8")
    return load_gold(folder)[0]


def predict(gold, *records):
    """Grounded records, each from its kind and its fields."""
    grounder = Grounder(gold.article)
    return [grounder.ground(KINDS[kind].model_validate(fields)) for kind, fields in records]


def event(what="Ana Ruiz opens the harbour bridge.", sentence=1, **fields):
    return "event", {"what": what, "sentences": [sentence], **fields}


def statement(content="It is done", sentence=3, **fields):
    return "statement", {"content": content, "speakers": [], "cue": "said", "sentences": [sentence], **fields}


def some_gold(folder, *names):
    """A gold folder with only these articles of the repository, for tests that ask or replay an answer about each."""
    for name in names:
        for file in (f"articles/{name}.txt", f"gold/{name}.yaml"):
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(EVALS / file, folder / file)
    return folder


def perfect(gold, alternative=0):
    """Every labelled record as a prediction, with one alternative of each value."""
    grounder = Grounder(gold.article)
    return [_told(grounder, gold, record, alternative) for record in gold.records]


def _told(grounder, gold, labelled, alternative):
    """A labelled record with one alternative of each value.

    It is the first alternative where this one words two participants alike ("both sides"), which makes them one, or
    stands in a sentence that is not labelled, as a content does that "that" refers to.
    """
    told = grounder.ground(labelled.record(alternative))
    alike = any(isinstance(each, list) and len(set(each)) < len(each) for each in told.record.__dict__.values())
    spans = [gold.article.sentences[number - 1].span for number in labelled.sentences]
    within = [any(one.start < other.end and other.start < one.end for other in spans) for one in told.evidence]
    return told if all(within) and not alike else grounder.ground(labelled.record())
