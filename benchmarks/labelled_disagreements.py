"""Disagreements in the labelled stories: how many of those that a reader has to be told are told, and what else is.

`python benchmarks/labelled_disagreements.py evals/stories` measures twice: with the facts as the program merges them
from the labelled records, and with the sentences that the labels name as the sides of one fact, so merged by hand.
What is fitted is fitted on the first half of the stories by name (`--half first`). `--show` prints what was missed and
what was told beside the labels.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from onrecord.article import Span
from onrecord.compose import Fact, compose
from onrecord.evals import Difference, GoldStory, GoldText, load_stories
from onrecord.evals import Side as LabelledSide
from onrecord.extraction import Summary
from onrecord.grounding import Support
from onrecord.stories import Disagreement, Report, Side, Source, Story, disagreements, summarize_story

Texts = Mapping[str, GoldText]


def measure(folder: Path, half: str, *, show: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    every = sorted(load_stories(folder), key=lambda story: story.name)
    middle = len(every) // 2
    for story in {"first": every[:middle], "second": every[middle:], "all": every}[half]:
        texts = {text.ref: text for text in story.texts}
        merged = summarize_story(named(story), [text_summary(text) for text in story.texts])
        told = [each for _, each in merged.disagreements]
        for difference in story.expected.differences:
            if not difference.optional:
                counts.update(judged("merged", difference, told, texts, show=show))
                counts.update(judged("by hand", difference, by_hand(difference.sides, texts), texts, show=show))
        counts.update(alarms(story, texts, show=show))
        beside = [each for each in told if not is_labelled(each, story, texts)]
        counts.update({"merged, told": len(told), "merged, told beside the labels": len(beside)})
        for each in beside if show else ():
            print(f"{story.name}: BESIDE {worded(each)}")
    return counts


def by_hand(sides: Sequence[LabelledSide], texts: Texts) -> Sequence[Disagreement]:
    """What is told of the sentences that the labels name."""
    reports = [report_of(texts[ref], words) for side in sides for ref, words in side.told.items()]
    return disagreements(in_time(reports))


def judged(name: str, labelled: Difference, found: Sequence[Disagreement], texts: Texts, *, show: bool) -> list[str]:
    """What a labelled difference is counted for: that it is there, told with its sides, with its kind and its sort."""
    key = f"{name}, {labelled.about} {labelled.kind}"
    matching = [each for each in found if are_its_sides(labelled.sides, each, texts)]
    kinds = [each for each in matching if each.kind == labelled.kind]
    counted = [f"{key}: labelled"]
    counted += [f"{key}: told with its sides"] if matching else []
    counted += [f"{key}: told with its sides and kind"] if kinds else []
    counted += [f"{key}: told with its sides, kind and sort"] if any(e.about == labelled.about for e in kinds) else []
    if show and not kinds:
        print(f"MISSED {key}: {labelled.fact}")
    return counted


def alarms(story: GoldStory, texts: Texts, *, show: bool) -> list[str]:
    """What must not be told as a difference, and is."""
    counted = []
    for same in story.expected.same:
        found = [each for each in by_hand(same.sides, texts) if not is_labelled(each, story, texts)]
        counted += ["must not be told: labelled", *(["must not be told: told"] if found else [])]
        if show and found:
            print(f"{story.name}: ALARM {same.fact} ({same.why}): {'; '.join(map(worded, found))}")
    return counted


def worded(found: Disagreement) -> str:
    return f"{found.about} {found.kind}: " + " | ".join(side.value for side in found.sides)


def named(story: GoldStory) -> Story:
    articles = tuple(dict.fromkeys(text.article.id for text in story.texts))
    days = [text.moment.date() for text in story.texts]
    return Story(1, story.name, articles, (), (), min(days), max(days))


def text_summary(text: GoldText) -> Summary:
    return replace(text.summary(), version=int(text.ref.partition("@")[2] or 1))


def in_time(reports: Sequence[Report]) -> list[Report]:
    return sorted(reports, key=lambda each: (each.source.at is None, each.source.at))


def report_of(text: GoldText, words: str) -> Report:
    """The sentence that has some words as a report, by the first of the text's facts that rests on it."""
    article, records = text.article, text.records()
    sentence = next(each for each in article.sentences if words in each.text)
    facts = compose(article, records).facts
    fact = next((fact for fact in facts if any(_meet(span, sentence.span) for span in fact.evidence)), None)
    if fact is None:  # it tells nothing but a statement
        fact = Fact((), 0, sentence.text, (), (), None, None, None, (), (sentence.span,), Support.EXACT)
    source = Source(text.ref, article.source, article.title, article.url, article.published, article.published_at)
    source = replace(source, language=article.language)
    return Report(source, fact, sentence.number, sentence.text, tuple(records[i] for i in fact.records))


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def are_its_sides(sides: Sequence[LabelledSide], found: Disagreement, texts: Texts) -> bool:
    """Whether each labelled side has a side of a disagreement of its own, of its texts and of no other side's."""
    taken: set[int] = set()
    for side in sides:
        others = {ref for other in sides if other is not side for ref in other.told} - side.told.keys()
        fitting = [
            i
            for i, each in enumerate(found.sides)
            if i not in taken and tells(each, side, texts) and others.isdisjoint(refs_of(each, texts))
        ]
        if not fitting:
            return False
        taken.add(fitting[0])
    return True


def tells(found: Side, side: LabelledSide, texts: Texts) -> bool:
    """Whether a side rests on a sentence of a labelled one."""
    for report in found.reports:
        for ref, words in side.told.items():
            if ref in refs_of(found, texts) and (words in report.text or report.text in words):
                return True
    return False


def refs_of(found: Side, texts: Texts) -> set[str]:
    """The labelled texts that the reports of a side are of."""
    return {
        ref
        for report in found.reports
        for ref, text in texts.items()
        if report.source.article in (ref, text.article.id) and report.text in text.article.text
    }


def is_labelled(found: Disagreement, story: GoldStory, texts: Texts) -> bool:
    return any(are_its_sides(each.sides, found, texts) for each in story.expected.differences)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path, help="the folder with labelled stories")
    arguments.add_argument("--half", choices=("first", "second", "all"), default="all")
    arguments.add_argument("--show", action="store_true", help="print what was missed, and what is beside the labels")
    arguments.add_argument("--json", type=Path, help="a file to write the figures to")
    given = arguments.parse_args()
    counts = measure(given.folder, given.half, show=given.show)
    for key, count in sorted(counts.items()):
        print(f"{count:5} {key}")
    if given.json:
        given.json.write_text(json.dumps(counts, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
