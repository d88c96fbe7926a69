"""Labelled articles and predictions for them, as tests need them."""

from onrecord.evals._gold import load_gold
from onrecord.grounding import Grounder
from onrecord.kinds import KINDS

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


def perfect(gold, alternative=0):
    """Every labelled record as a prediction, with one alternative of each value."""
    grounder = Grounder(gold.article)
    return [grounder.ground(record.record(alternative)) for record in gold.records]
