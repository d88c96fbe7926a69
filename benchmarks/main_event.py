"""Whether an article's main event is right: `python benchmarks/main_event.py FOLDER --answers FILE`.

FOLDER is examples/datasets/gold_standard/data of https://github.com/fhamborg/Giveme5W1H: 96 articles in which three
people marked the phrases that say who did what, where and when. The rules were made with twelve articles of the second
half by name before the eyes; twenty of the first half are reported. Of each half the first ones of at most 500 words
are taken. The embedded model's answers are kept in FILE, and what is kept isn't asked again.

An answer is right where it has half of the words of content of a phrase that was marked, or the phrase has half of its
words; one that says when also where it is the day that was marked. What nobody marked is not asked. `fact` is what
happened in the words of the first fact; `what` is the answer of `main_event`, which is the title.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from onrecord import Article, Summary, choose_prompts, extract, open_model
from onrecord.compose import brief, compose, main_event
from onrecord.grounding import stems_of
from onrecord.models import AnswerFile, Recorded

LONGEST = 500
"""Words of an article that is read, at most: the others would take the embedded model hours."""
MOST = {"first": 20, "second": 12}
"""How many articles of each half are read."""

QUESTIONS = ("who", "what", "fact", "where", "when")

HOW_TO_GET_IT = """No articles at {}. To get them:
  git clone --depth 1 https://github.com/fhamborg/Giveme5W1H
  python benchmarks/main_event.py Giveme5W1H/examples/datasets/gold_standard/data --answers build/main_event.jsonl"""


class Marked(NamedTuple):
    """An article, with the phrases that people marked for each question, and the days of those that say when."""

    article: Article
    phrases: dict[str, list[str]]
    days: list[date]


def read(folder: Path, half: str) -> Iterator[Marked]:
    """The articles of a half in the order of their names, those that aren't too long."""
    paths = sorted(folder.glob("*.json"))
    middle = len(paths) // 2
    chosen = paths[:middle] if half == "first" else paths[middle:]
    articles = (json.loads(path.read_text(encoding="utf-8")) for path in chosen)
    short = [each for each in articles if len(each["text"].split()) <= LONGEST]
    yield from map(marked, short[: MOST[half]])


def marked(data: dict[str, Any]) -> Marked:
    published = datetime.fromisoformat(data["date_publish"]).date()
    article = Article(data["text"], id=data["dId"], title=data["title"], url=data["url"], published=published)
    answers = {question: data["fiveWoneH"][question]["annotated"] for question in ("who", "what", "where", "when")}
    phrases = {question: [each["text"] for each in some if each.get("text")] for question, some in answers.items()}
    days = [date.fromisoformat(each["parsed"]) for each in answers["when"] if each.get("parsed")]
    return Marked(article, phrases, days)


async def summaries(articles: list[Article], path: Path) -> list[Summary]:
    """The records of articles, by the embedded model, whose answers are kept."""
    answers, prompts = AnswerFile(path), choose_prompts(None)
    with answers.recording():
        async with open_model("local") as model:
            kept = Recorded("local", answers, model, window=model.window)
            made = []
            for article in articles:
                made.append(await extract(article, prompts, kept))
                print(f"{len(made)} of {len(articles)}", file=sys.stderr, flush=True)
    return made


class Given(NamedTuple):
    """What is answered to each question, and the day of the main event."""

    answers: dict[str, str | None]
    day: date | None


def given_by(summary: Summary) -> Given:
    composition = compose(summary.article, summary.records)
    event = main_event(summary.article, summary.records, composition)
    first = next((fact.what for fact in composition.facts if not summary.records[fact.told].unsupported), None)
    if event is None:
        return Given(dict.fromkeys(QUESTIONS), None)
    answers = {"fact": first, "what": event.what, "who": event.who, "where": event.where, "when": event.when}
    return Given(answers, event.day)


def is_right(question: str, given: Given, known: Marked) -> bool:
    if question == "when" and given.day in known.days:
        return True
    answer = given.answers[question]
    return answer is not None and any(alike(answer, phrase) for phrase in phrases(question, known))


def phrases(question: str, known: Marked) -> list[str]:
    return known.phrases["what" if question == "fact" else question]


def alike(one: str, other: str) -> bool:
    words, others = stems_of(one), stems_of(other)
    return 2 * len(words & others) >= max(min(len(words), len(others)), 1)


def measured(articles: list[Marked], read: list[Summary], *, show: bool) -> dict[str, tuple[int, int]]:
    """How many answers to each question are right, and of how many."""
    counts = dict.fromkeys(QUESTIONS, (0, 0))
    for known, summary in zip(articles, read, strict=True):
        given = given_by(summary)
        if show:
            print(f"{known.article.title} ({known.article.published})")
        for question in QUESTIONS:
            marked = phrases(question, known)
            if marked:
                right = is_right(question, given, known)
                counts[question] = counts[question][0] + right, counts[question][1] + 1
                if show:
                    print(
                        f"  {question:6}{'right' if right else 'wrong'}: {given.answers[question]!r}; marked: {marked}"
                    )
    return counts


def length(summary: Summary) -> float:
    """The words of the brief of a summary, as a share of those of its article."""
    told = brief(summary.article, summary.records, compose(summary.article, summary.records))
    return sum(len(line.text.split()) for line in told) / len(summary.article.text.split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the articles")
    parser.add_argument("--answers", type=Path, required=True, help="the file that keeps the model's answers")
    parser.add_argument("--half", choices=MOST, default="first", help="the half that is measured (default: first)")
    parser.add_argument("--show", action="store_true", help="print every answer beside what was marked")
    options = parser.parse_args()
    if not any(options.folder.glob("*.json")):
        sys.exit(HOW_TO_GET_IT.format(options.folder))
    articles = list(read(options.folder, options.half))
    read_by_model = asyncio.run(summaries([each.article for each in articles], options.answers))
    counts = measured(articles, read_by_model, show=options.show)
    for question, (right, asked) in counts.items():
        print(f"{question:6}{right:4} of {asked:3}  {right / asked if asked else 0:.2f}")
    four = [counts[question] for question in QUESTIONS if question != "fact"]
    print(f"longest brief: {max(map(length, read_by_model)):.3f} of the words of its article")
    print(f"who, what, where, when: {sum(right for right, _ in four) / sum(asked for _, asked in four):.2f}")


if __name__ == "__main__":
    main()
