"""Scoring measured on made-up articles: 20 gold and 20 predicted records of each kind, time for 10,000, and growth.

Run it with `python benchmarks/scoring.py [--articles N] [--json FILE]`. Articles are put together from word lists with
a fixed seed, each from its own people, places and sentences; a prediction leaves records out, repeats some, drops
words, and gets names, places and sentences wrong. Only `score` is timed, by the processor's clock, on one core.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.article import Article, Span
from onrecord.evals._gold import GoldArticle, GoldRecord
from onrecord.evals._scores import ArticleScore, score, total
from onrecord.grounding import GroundedRecord, Support, Value
from onrecord.kinds import KINDS, match_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 20250101
RECORDS = 20
"""Gold records, and predicted ones, of each kind in an article."""
BATCH = 100
"""Articles that are put together before they are scored one after the other."""
STEPS = 10
"""Parts of the articles that are timed one by one, so that growth shows."""
REACH_SECONDS = 60.0
REACH_ARTICLES = 10_000

FIRST = "Ana Bruno Clara Dario Elin Farid Greta Hassan Ines Jonas Katrin Luca Mara Nils Olga Pavel Rosa Sven Tilda Umar"
SYLLABLES = "ba bren cas dor el fa gri ha ing jan kov lin mar nov ol pen quin ras sil tre un var wol yil zap"
BODIES = "Ministry Bank Union Council Institute Court Alliance Authority Commission Agency"
VERBS = (
    "opened closed approved rejected delayed cancelled inspected repaired financed replaced criticised supported sold "
    "bought expanded reduced measured published reviewed suspended"
)
THINGS = (
    "bridge hospital harbour vaccine railway budget report contract factory school tunnel reactor library satellite "
    "treaty pipeline orchard museum ferry stadium programme licence subsidy bakery warehouse"
)
QUALITIES = (
    "old new northern costly disputed damaged public joint regional annual second abandoned modern flooded rural"
)
WHY = (
    "after heavy storms damaged the roof|because the money had run out|despite months of protests by residents|"
    "to make room for cheaper housing|following an inquiry into its safety|before the end of the financial year|"
    "in the hope of drawing more visitors|under pressure from lenders abroad"
)
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
CUES = "said told warned added denied insisted"
STATUSES = ("happened", "ongoing", "planned", "possible", "denied")
CERTAINTIES = ("certain", "probable", "possible", "denied")


@dataclass
class Made:
    """An article as it is put together: its sentences, and the records that they bear."""

    random: random.Random
    sentences: list[str] = field(default_factory=list)
    records: list[tuple[str, dict[str, Any], int]] = field(default_factory=list)
    """Kind, fields with their alternatives as gold has them, and the sentence they rest on, from 0."""
    people: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)

    def one(self, words: str) -> str:
        return self.random.choice(words.split())

    def name(self) -> str:
        """A name that hardly any other article has."""
        return "".join(self.random.choices(SYLLABLES.split(), k=3)).capitalize()

    def clause(self) -> str:
        """What somebody did to something, and why: some 15 words."""
        thing = f"the {self.one(QUALITIES)} {self.one(THINGS)} of {self.random.choice(self.places)}"
        return f"{self.one(BODIES).lower()} officials {self.one(VERBS)} {thing} {self.random.choice(WHY.split('|'))}"


def made_article(chance: random.Random) -> Made:
    """Twenty records of each kind, each in a sentence of its own."""
    made = Made(chance)
    made.people = [f"{made.one(FIRST)} {made.name()}" for _ in range(8)]
    made.places = [made.name() for _ in range(6)]
    for number in range(RECORDS):
        for add in (_add_event, _add_statement, _add_claim):
            add(made, number)
    return made


def _add_event(made: Made, number: int) -> None:
    who, whom = made.random.sample(made.people, 2)
    where, day = made.random.choice(made.places), made.one(DAYS)
    what = f"{who} and {whom} {made.one(VERBS)} the {made.one(QUALITIES)} {made.one(THINGS)}"
    fields = {
        "what": (f"{what}.", f"{what} in {where}."),
        "who": ((who, who.split()[1]),),
        "whom": ((whom, whom.split()[1]),) if number % 2 else (),
        "where": (where, f"in {where}"),
        "when": (day, f"on {day}"),
        "status": (made.random.choice(STATUSES),),
    }
    made.records.append(("event", fields, len(made.sentences)))
    made.sentences.append(f"{what} in {where} on {day}, {made.random.choice(WHY.split('|'))}.")


def _add_statement(made: Made, number: int) -> None:
    who, cue, content = made.random.choice(made.people), made.one(CUES), made.clause()
    told = f"“{content.capitalize()},” {who} {cue}." if number % 2 else f"{who} {cue} {content}."
    given = (content.capitalize(),) if number % 2 else (content,)
    fields = {"speakers": ((who, who.split()[1]),), "role": (None,), "cue": (cue,), "content": given}
    made.records.append(("statement", fields, len(made.sentences)))
    made.sentences.append(told)


def _add_claim(made: Made, number: int) -> None:
    text = f"{made.clause().capitalize()} at a cost of {made.random.randrange(2, 900)} million euros"
    source = (made.random.choice(made.people),) if number % 3 == 0 else (None,)
    made.records.append(
        ("claim", {"text": (f"{text}.",), "source": source, "certainty": CERTAINTIES[:1]}, len(made.sentences))
    )
    made.sentences.append(f"{text}.")


def gold_of(made: Made, number: int) -> GoldArticle:
    article = Article("\n".join(made.sentences), f"made-{number}")
    records = [
        GoldRecord(kind, fields, (article.sentences[place].span,), (place + 1,), made.random.random() < 0.2)
        for kind, fields, place in made.records
    ]
    return GoldArticle(article, tuple(records))


def prediction_of(made: Made, article: Article) -> list[GroundedRecord]:
    """The records as a middling model gives them: a tenth left out, the gaps filled with others told again."""
    chance = made.random
    found = []
    for kind in KINDS:
        own = [each for each in made.records if each[0] == kind]
        kept = [each for each in own if chance.random() < 0.9]
        told = [*kept, *chance.choices(own, k=len(own) - len(kept))]
        chance.shuffle(told)
        found += [_grounded(made, each, article) for each in told]
    return found


def _grounded(made: Made, labelled: tuple[str, dict[str, Any], int], article: Article) -> GroundedRecord:
    kind, fields, place = labelled
    place = place if made.random.random() < 0.9 else made.random.randrange(len(made.sentences))
    given = {name: _told(made, name, value) for name, value in fields.items()}
    record = KINDS[kind].model_validate({**given, "sentences": [place + 1]})
    text = article.sentences[place].text
    offset = article.text.index(text)
    values = []
    for name in match_rules(KINDS[kind]):
        value = getattr(record, name)
        for i, each in enumerate(value if isinstance(value, list) else [value] if value else []):
            at = text.find(each)
            spans = (Span(offset + at, offset + at + len(each)),) if at >= 0 else ()
            support = Support.EXACT if spans else Support.UNSUPPORTED
            values.append(Value(f"{name}[{i}]" if isinstance(value, list) else name, each, support, spans))
    return GroundedRecord(record, (Span(offset, offset + len(text)),), tuple(values))


def _told(made: Made, name: str, value: Any) -> Any:
    """A field as it is predicted: an alternative, a sentence with a word left out, or, now and then, something else."""
    chance = made.random
    if name in ("what", "text", "content"):
        words = chance.choice(value).split()
        del words[chance.randrange(len(words))]
        return " ".join(words)
    if name in ("who", "whom", "speakers"):
        return [chance.choice(each) if chance.random() < 0.8 else chance.choice(made.people) for each in value]
    return chance.choice(value)


def timed(articles: int) -> Iterator[tuple[float, ArticleScore]]:
    """The seconds that each of so many articles takes to score, and its score; libraries are loaded before."""
    chance = random.Random(SEED)
    score(*made_pair(chance, 0))
    for first in range(0, articles, BATCH):
        batch = [made_pair(chance, number) for number in range(first, min(first + BATCH, articles))]
        for gold, predicted in batch:
            started = time.process_time()
            scored = score(gold, predicted)
            yield time.process_time() - started, scored


def made_pair(chance: random.Random, number: int) -> tuple[GoldArticle, list[GroundedRecord]]:
    made = made_article(chance)
    gold = gold_of(made, number)
    return gold, prediction_of(made, gold.article)


def measure(articles: int) -> dict[str, Any]:
    seconds, scores = zip(*timed(articles), strict=True)
    step = max(1, articles // STEPS)
    parts = [sum(seconds[i : i + step]) for i in range(0, step * STEPS, step)]
    figures = total(scores)
    return {
        "articles": articles,
        "records": RECORDS,
        "seconds": sum(seconds),
        "ms_an_article": 1000 * sum(seconds) / articles,
        "seconds_by_tenth": parts,
        "last_tenth_to_first": parts[-1] / parts[0] if parts[0] else None,
        "f1": {kind: figures[f"{kind}.f1"] for kind in KINDS},
        "reach": {"articles": REACH_ARTICLES, "seconds": REACH_SECONDS},
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python benchmarks/scoring.py", description=__doc__)
    parser.add_argument("--articles", type=int, default=REACH_ARTICLES, help="how many articles to score")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    found = measure(options.articles)
    print(f"{found['articles']:,} articles of {RECORDS} gold and {RECORDS} predicted records of each kind")
    print(f"  in all                  {found['seconds']:8.1f} s")
    print(
        f"  an article              {found['ms_an_article']:8.2f} ms (reach: {1000 * REACH_SECONDS / REACH_ARTICLES})"
    )
    print(f"  last tenth to the first {found['last_tenth_to_first']:8.2f} times")
    print("  F1 of the made-up predictions: " + ", ".join(f"{kind} {f1:.2f}" for kind, f1 in found["f1"].items()))
    if options.json:
        options.json.write_text(json.dumps({"scoring": found}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
