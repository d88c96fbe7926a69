"""The labelled stories of `evals/stories`: which are found, what is told of them, and what is told wrongly.

`python benchmarks/story_set.py [--show]` puts their texts with the labelled records into a store, in the order of time,
and each into a story as it comes. What is made of them is held against what is expected. No model is asked. Figures are
those of the first six stories by name, which weights and words may be fitted on, of the last six, and of all. `--show`
prints what was missed and what was told wrongly in the first six.

A difference is told where two sides of a disagreement about the same rest on sentences that tell two of its sides. A
disagreement is false where it is none that was planted, nor one that is debatable.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any

from stories import b_cubed

from onrecord.digest import FORMATS, Period, digest
from onrecord.evals import Difference, GoldStory, GoldText, Same, load_stories
from onrecord.extraction import PromptUsed
from onrecord.store import Store, open_store
from onrecord.stories import Disagreement, Report, Story, StoryFact, StorySummary, summarize_stories, update_stories
from onrecord.stories import stories as found_stories

FOLDER = Path(__file__).parents[1] / "evals/stories"
SINCE = date(2026, 11, 24)
FITTED = 6
"""Stories, the first by name, that others may look at and fit on."""
ALIKE = {"denial": "status"}
"""What a difference is about that may be told under the other name: a denied event is a status."""

Sentence = tuple[str, datetime | None, int]
"""A sentence of a text: the article's id, the time of the text, and the number of the sentence, from 1."""
Texts = Mapping[str, GoldText]
"""The texts of a story by their references."""


@dataclass
class Counts:
    """How many there are of what is expected, how many are as they should be, and a line for each that isn't."""

    there: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, line: str, *, right: bool) -> None:
        self.there += 1
        self.right += right
        if not right:
            self.wrong.append(line)


Figures = dict[str, Counts]
"""What is counted, by its name; in the order in which it is printed."""
COUNTED = (
    "planted differences told",
    *(f"  about a {about}" for about in ("number", "day", "place", "name", "status", "denial")),
    "  updates",
    "  disputes",
    "of those told, as what they are",
    "of those told, who was first right",
    "planted differences whose sides are one fact",
    "disagreements told that are ones",
    "what is no difference not told as one",
    "first article of the story right",
    "what one outlet has alone named so",
    "what a reader has to be told, in facts",
    "what a reader has to be told, in a digest",
)


def put(store: Store, labelled: Iterable[GoldStory]) -> None:
    """Store the texts in the order of time, and put each into a story as it comes."""
    run = store.run("labels", (PromptUsed("labels", "by hand"),))
    for text in sorted((text for story in labelled for text in story.texts), key=lambda text: text.moment):
        run.keep(text.summary())
        run.flush()
        update_stories(store)
    run.end()


def measure(store: Store, labelled: Sequence[GoldStory]) -> dict[str, dict[str, Any]]:
    """The figures of some stories, by their names."""
    names = {text.article.id for story in labelled for text in story.texts}
    found = [story for story in found_stories(store) if names.intersection(story.articles)]
    figures: Figures = {name: Counts() for name in COUNTED}
    made = list(summarize_stories(store))
    for story in labelled:
        own = of_story(story, made)
        add_differences(figures, story, own)
        add_what_is_told(figures, story, own)
    return {**grouped(found, labelled), **{name: vars(each) for name, each in figures.items()}}


def grouped(found: Sequence[Story], labelled: Sequence[GoldStory]) -> dict[str, dict[str, Any]]:
    """B-cubed of the stories, and the near-duplicates that are found."""
    gold = {text.article.id: story.name for story in labelled for text in story.texts}
    f1, precision, recall = b_cubed({name: story.id for story in found for name in story.articles}, gold)
    copies = gold.keys() & {name for story in found for name in story.near_duplicates}
    expected = {copied.copy for story in labelled for copied in story.expected.near_duplicates}
    near, real = Counts(), Counts()
    for name in sorted(expected):
        near.add(name, right=name in copies)
    for name in sorted(copies):
        real.add(name, right=name in expected)
    f1s = {"f1": round(f1, 3), "precision": round(precision, 3), "recall": round(recall, 3)}
    return {"stories": f1s, "near-duplicates found": vars(near), "near-duplicates found that are ones": vars(real)}


def of_story(story: GoldStory, made: Sequence[StorySummary]) -> list[StorySummary]:
    """The stories made that have most of their articles from a labelled one."""
    ids = {text.article.id for text in story.texts}
    return [each for each in made if 2 * len(ids & set(each.story.articles)) > len(each.story.articles)]


# --- differences


def add_differences(figures: Figures, story: GoldStory, made: Sequence[StorySummary]) -> None:
    texts = {text.ref: text for text in story.texts}
    told = [each for summary in made for _, each in summary.disagreements]
    facts = [fact for summary in made for fact in summary.facts]
    for planted in (each for each in story.expected.differences if not each.optional):
        line = f"{story.name}: {planted.fact} ({planted.about}, {planted.kind})"
        found = [each for each in told if matches(each, planted, texts)]
        for name in ("planted differences told", f"  about a {planted.about}", f"  {planted.kind}s"):
            figures[name].add(line, right=bool(found))
        one = any(are_one_fact(fact, planted, texts) for fact in facts)
        figures["planted differences whose sides are one fact"].add(line, right=one)
        if found:
            kinds = {each.kind for each in found}
            figures["of those told, as what they are"].add(f"{line}, {kinds}", right=kinds == {planted.kind})
            first = any(is_first_right(each, planted, texts) for each in found)
            figures["of those told, who was first right"].add(line, right=first)
    real = [each for each in told if any(matches(each, one, texts) for one in story.expected.differences)]
    for each in told:
        figures["disagreements told that are ones"].add(f"{story.name}: {shown(each)}", right=each in real)
    rest = [each for each in told if each not in real]
    for same in story.expected.same:
        right = not any(matches(each, same, texts) for each in rest)
        figures["what is no difference not told as one"].add(f"{story.name}: {same.fact}, {same.why}", right=right)


def matches(told: Disagreement, planted: Difference | Same, texts: Texts) -> bool:
    """Whether two sides of a disagreement rest on the sentences of two sides of a planted one, about the same."""
    if isinstance(planted, Difference) and len({ALIKE.get(each.about, each.about) for each in (told, planted)}) > 1:
        return False
    sides = [sentences_of(side.told, texts) for side in planted.sides]
    return any(
        one & first and other & second
        for one, other in permutations(told_sentences(told), 2)
        for first, second in pairwise(sides)
    )


def sentences_of(words: Mapping[str, str], texts: Texts) -> set[Sentence]:
    """The sentences in which texts have words."""
    found = set()
    for ref, each in words.items():
        article = texts[ref].article
        start = article.text.index(each)
        number = next(sentence.number for sentence in article.sentences if start < sentence.span.end)
        found.add((article.id, article.published_at, number))
    return found


def told_sentences(told: Disagreement) -> list[set[Sentence]]:
    """The sentences that the reports of each side rest on."""
    return [{sentence for report in side.reports for sentence in report_sentences(report)} for side in told.sides]


def report_sentences(report: Report) -> set[Sentence]:
    """The sentences that a report and its records rest on."""
    numbers = {report.sentence, *(number for each in report.records for number in each.record.sentences)}
    return {(report.source.article, report.source.at, number) for number in numbers}


def are_one_fact(fact: StoryFact, planted: Difference, texts: Texts) -> bool:
    """Whether a fact has reports of two sides of a difference, so that it can be told at all."""
    reports = [*fact.reports, *(each for found in fact.disagreements for side in found.sides for each in side.reports)]
    rested = {sentence for each in reports for sentence in report_sentences(each)}
    return sum(bool(rested & sentences_of(side.told, texts)) for side in planted.sides) > 1


def is_first_right(told: Disagreement, planted: Difference, texts: Texts) -> bool:
    """Whether each side of a disagreement that tells a side of a planted one has the first article that told it."""
    firsts = []
    for side, sentences in zip(told.sides, told_sentences(told), strict=True):
        for meant in planted.sides:
            if sentences & sentences_of(meant.told, texts):
                earliest = min((texts[ref] for ref in meant.told), key=lambda text: text.moment).article.id
                firsts.append(side.reports[0].source.article == earliest)
    return all(firsts)


def shown(told: Disagreement) -> str:
    sides = (f"{side.value!r} ({', '.join(report.source.article for report in side.reports)})" for side in told.sides)
    return f"{told.about}, {told.kind}: {' | '.join(sides)}"


# --- what a reader is told


def add_what_is_told(figures: Figures, story: GoldStory, made: Sequence[StorySummary]) -> None:
    firsts = {summary.sources[0].article for summary in made}
    figures["first article of the story right"].add(story.name, right=story.expected.first in firsts)
    facts = [fact for summary in made for fact in summary.facts]
    written = {
        "in facts": "\n".join(fact.what for fact in facts),
        "in a digest": FORMATS["md"].write(digest(made, Period(SINCE), words=None)),
    }
    for must in story.expected.must_tell:
        for where, text in written.items():
            line = f"{story.name}: {must.fact}"
            figures[f"what a reader has to be told, {where}"].add(line, right=must.is_told_in(text))
    texts = {text.ref: text for text in story.texts}
    for alone in story.expected.alone:
        (sentence,) = sentences_of({alone.article: alone.words}, texts)
        outlets = (texts[alone.article].article.source,)
        named = any(fact.outlets == outlets for fact in facts if has(fact, sentence))
        figures["what one outlet has alone named so"].add(f"{story.name}: {alone.fact}", right=named)


def has(fact: StoryFact, sentence: Sentence) -> bool:
    return any((each.source.article, each.source.at, each.sentence) == sentence for each in fact.reports)


# --- the command


def rows(result: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Iterator[str]:
    """A line for each figure, with its columns: fitted, held out and all."""
    yield f"{'':46}" + "".join(f"{name:>20}" for name in result)
    for name in result["all"]:
        yield f"{name:46}" + "".join(f"{cell(each[name]):>20}" for each in result.values())


def cell(figure: Mapping[str, Any]) -> str:
    if "f1" in figure:
        return f"F1 {figure['f1']:.3f}"
    return f"{figure['right']} of {figure['there']}, {figure['right'] / max(figure['there'], 1):.1%}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--show", action="store_true", help="print what was missed and told wrongly in the first six")
    options.add_argument("--json", type=Path, help="write the figures to this file")
    given = options.parse_args()
    labelled = sorted(load_stories(FOLDER), key=lambda story: story.name)
    parts = {"fitted": labelled[:FITTED], "held out": labelled[FITTED:], "all": labelled}
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "news.db", create=True) as store:
        put(store, labelled)
        result = {name: measure(store, each) for name, each in parts.items()}
    print(*rows(result), sep="\n")
    for name, figure in result["fitted"].items() if given.show else ():
        print(*(f"{name.strip()}, not: {line}" for line in figure.get("wrong", ())), sep="\n")
    if given.json:
        given.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
