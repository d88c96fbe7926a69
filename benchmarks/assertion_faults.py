"""Faults in how sure, how many, how real or on what condition something is, planted in sentences of four languages.

They share no word list with the package. `benchmarks/grounding.py` plants them and counts those that are found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.article import Article
from onrecord.kinds import Claim, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.kinds import Record

BOUNDS = {
    "at least": "at most",
    "at most": "at least",
    "up to": "at least",
    "more than": "fewer than",
    "fewer than": "more than",
    "less than": "more than",
    "over": "under",
    "nearly": "more than",
    "almost": "more than",
    "just under": "well over",
}
QUANTIFIERS = {"some": "all", "most": "a few", "several": "all", "all": "some", "every": "hardly any", "few": "most"}
OPPOSITES = {
    "rose": "fell",
    "rises": "falls",
    "raises": "lowers",
    "raised": "lowered",
    "fell": "rose",
    "falls": "rises",
    "higher": "lower",
    "lower": "higher",
    "more": "less",
    "less": "more",
    "longer": "shorter",
    "wins": "loses",
    "won": "lost",
    "beats": "defends",
    "opens": "closes",
    "opened": "closed",
    "closes": "opens",
    "approves": "rejects",
    "approved": "rejected",
    "bans": "allows",
    "convicts": "acquits",
    "convicted": "acquitted",
    "guilty": "innocent",
    "supports": "opposes",
    "increase": "decrease",
    "first": "last",
    "early": "late",
    "largest": "smallest",
    "inside": "outside",
    "before": "after",
    "starts": "ends",
    "begins": "ends",
    "begin": "end",
    "strong": "weak",
    "profit": "loss",
    "resigns": "stays",
    "fires": "hires",
    "fired": "hired",
    "condemns": "praises",
}
ADVERBS = ("quickly", "angrily", "secretly", "reluctantly")
REASONS = (
    " because of a quarrel over parking fees",
    " to please a wealthy cousin",
    " after complaints from beekeepers",
    " as a result of poor bookkeeping",
)
RESTRICTIONS = ("former", "deputy", "acting", "vice", "alleged", "suspected", "attempted")
_VERB = re.compile(r"(?<=[a-z] )(?=(?:is|are|was|were|has|have|had|will|[a-z]{3,}(?:s|ed))\b)")


EXCHANGED = {
    "de": {
        "hedge, dropped": {"könnte": "wird", "könnten": "werden", "soll": "wird", "sollen": "werden", "will": "wird"},
        "hedge, will to may": {"wird": "könnte", "werden": "könnten"},
        "bound, exchanged": {"mindestens": "höchstens", "höchstens": "mindestens", "mehr als": "weniger als"}
        | {"weniger als": "mehr als", "fast": "mehr als", "knapp": "mehr als", "bis zu": "mindestens"},
        "quantifier, exchanged": {"alle": "einige", "einige": "alle", "mehrere": "alle", "viele": "wenige"},
        "opposite, exchanged": {"stieg": "sank", "sank": "stieg", "mehr": "weniger", "gewann": "verlor", "vor": "nach"}
        | {"höher": "niedriger", "erhöht": "gesenkt", "lehnte": "nahm", "schließt": "öffnet", "erste": "letzte"},
        "restriction, dropped": {"ehemalige ": "", "ehemaliger ": "", "mutmaßliche ": "", "stellvertretende ": ""},
    },
    "es": {
        "hedge, dropped": {"podría": "va a", "podrían": "van a", "prevé": "logró", "quiere": "logró", "pidió": "logró"},
        "bound, exchanged": {"al menos": "como máximo", "más de": "menos de", "menos de": "más de", "casi": "más de"}
        | {"hasta": "al menos"},
        "quantifier, exchanged": {"todos": "algunos", "todas": "algunas", "algunos": "todos", "varios": "todos"}
        | {"muchos": "pocos", "mayoría": "minoría"},
        "opposite, exchanged": {"subió": "bajó", "bajó": "subió", "más": "menos", "ganó": "perdió", "antes": "después"}
        | {"abrió": "cerró", "cerró": "abrió", "aprobó": "rechazó", "rechazó": "aprobó", "primera": "última"},
        "restriction, dropped": {"presunto ": "", "presunta ": "", "ex ": "", "antiguo ": "", "antigua ": ""},
    },
    "fr": {
        "hedge, dropped": {"pourrait": "va", "pourraient": "vont", "devrait": "va", "devraient": "vont", "veut": "va"},
        "bound, exchanged": {"au moins": "au plus", "plus de": "moins de", "moins de": "plus de", "près de": "plus de"}
        | {"jusqu’à": "au moins"},
        "quantifier, exchanged": {"tous": "certains", "toutes": "certaines", "plusieurs": "toutes", "certains": "tous"},
        "opposite, exchanged": {"augmenté": "baissé", "baissé": "augmenté", "plus": "moins", "gagné": "perdu"}
        | {"avant": "après", "après": "avant", "accepté": "refusé", "refusé": "accepté", "première": "dernière"},
        "restriction, dropped": {"ancien ": "", "ancienne ": "", "présumé ": "", "adjoint ": "", "adjointe ": ""},
    },
}
"""By language and sort, words and what they are exchanged for."""


def assertion_faults(text: str, language: str) -> Iterator[tuple[str, str]]:
    """The text with one of its phrases exchanged, dropped or put in, and the sort of the fault."""
    if language == "en":
        yield from _english_faults(text)
    for sort, table in EXCHANGED.get(language, {}).items():
        for match in re.finditer(rf"\b(?:{'|'.join(table)})(?:(?<=\s)|(?!\w))", text):
            yield sort, _replaced(text, match, table[match.group()])


def _english_faults(text: str) -> Iterator[tuple[str, str]]:
    for match in re.finditer(r"\b(?:may|might|could) (?=[a-z])", text):
        yield "hedge, dropped", _replaced(text, match, "")
        yield "hedge, may to will", _replaced(text, match, "will ")
    for match in re.finditer(r"\bwill (?=[a-z])", text):
        yield "hedge, will to may", _replaced(text, match, "may ")
    for match in re.finditer(r"\b(?:probably|likely|reportedly|allegedly|apparently) ", text):
        yield "hedge, dropped", _replaced(text, match, "")
    for match in re.finditer(r"\b(?:plans to|wants to|is expected to|hopes to|agreed to|threatens to) ", text):
        yield "hedge, dropped", _replaced(text, match, "did ")
    for sort, table in (("bound", BOUNDS), ("quantifier", QUANTIFIERS), ("opposite", OPPOSITES)):
        for match in re.finditer(rf"\b(?:{'|'.join(table)})\b", text, re.IGNORECASE):
            yield f"{sort}, exchanged", _replaced(text, match, table[match.group().lower()])
    for match in re.finditer(r"(?<=[a-z] )(?=\d[\d,.]* [a-z])", text):
        yield "bound, put in", _replaced(text, match, "fewer than ")
    for match in re.finditer(rf"\b(?:{'|'.join(RESTRICTIONS)}) ", text, re.IGNORECASE):
        yield "restriction, dropped", _replaced(text, match, "")
    if verb := _VERB.search(text):
        place = sum(map(ord, text)) % len(ADVERBS)
        yield "adverb, put in", _replaced(text, verb, f"{ADVERBS[place]} ")
        yield "hedge, put in", _replaced(text, verb, "allegedly ")
        yield "reason, put in", text.removesuffix(".") + REASONS[place] + "."


def _replaced(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


CLAUSES = {
    "en": {
        "unclear whether": "It is unclear whether {}.",
        "never said that": "Critics never said that {}.",
        "a lie that": "“It is a lie that {},” he added.",
        "no proof that": "There is no proof that {}.",
        "if": "If the talks succeed, {}.",
    },
    "es": {
        "unclear whether": "No se sabe si {}.",
        "a lie that": "Es falso que {}.",
        "denied that": "El club negó que {}.",
    },
    "fr": {
        "unclear whether": "On ignore si {}.",
        "a lie that": "Il est faux que {}.",
        "denied that": "Il a nié que {}.",
    },
}
"""Frames for a clause by language; German puts the verb elsewhere in them, so that nothing can be cut out of it."""
OPENINGS = {"en": r"(?:The|A|An|Some|Two) ", "es": r"(?:El|La|Los|Las|Un|Una) ", "fr": r"(?:Les?|La|Une?|Des) |L’"}
"""The words with which a clause may open that has no name first."""


def clause_faults(text: str, language: str) -> Iterator[tuple[str, Article, Record, str]]:
    """Sentences that are cut out of a clause which isn't asserted: the sort, article, record and field of each."""
    if not re.match(OPENINGS.get(language, r"(?!)"), text):
        return
    clause = text[0].lower() + text[1:].removesuffix(".")
    for sort, frame in CLAUSES[language].items():
        if sort != "if" or " will " in clause:
            article = Article(frame.format(clause), language=language)
            yield f"clause cut out, {sort}", article, Claim(text=text, sentences=[1]), "text"
            yield f"clause cut out, {sort}", article, Statement(cue="added", content=clause, sentences=[1]), "content"


def without_label(record: Record) -> Record:
    """The record as one that states a fact, since its label would carry what its text leaves out."""
    known = {"certainty": "certain", "status": "happened", "source": None}
    return record.model_copy(update={name: value for name, value in known.items() if hasattr(record, name)})
