"""Disagreements: how many of 100 planted ones are told, and how many are told where nothing was planted.

`python benchmarks/disagreements.py FOLDER` takes sentences of news from the clusters of Giveme5W1H, which are fetched by
`git clone https://github.com/fhamborg/Giveme5W1H` and lie in its folder examples/datasets/news_cluster/data. A sentence is
an event of its article, grounded there. It is told by one outlet, and by another or by a later version with a figure, a
day, a place, a name or a negation changed. False ones are counted on sentences of two articles on one event that have
much the same words, and beside what was planted. What is fitted is fitted on the first half of the files by name
(`--half first`); the second half is reported. `--show` prints what was missed and what is false.

`--stories evals/stories` measures on the labelled stories instead, of which nothing is fitted: with facts merged by the
program, and with the sentences that the labels name as the sides of one fact, merged by hand.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from onrecord.article import Article, Span
from onrecord.compose import Fact, compose
from onrecord.evals import Difference, GoldStory, GoldText, load_stories
from onrecord.evals import Side as LabelledSide
from onrecord.extraction import Summary
from onrecord.grounding import Grounder, Support, Words
from onrecord.filling import fill
from onrecord.kinds import Event
from onrecord.stories import Disagreement, Report, Side, Source, Story, disagreements, summarize_story

REACH = {"told": 0.95, "false": 0.05}
EACH = 20
"""Planted disagreements of each sort."""
OPENING = 15
"""Sentences of an article that are taken, from its start."""
SHORTEST, LONGEST = 60, 220
"""Characters of a sentence."""
SIMILAR, RELATED = 0.45, 0.3
"""The share of the words that two sentences on one event have in common, so that one is planted in for the other, and so
that what is told of them is counted."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBER_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
PLACES = ("Marnstedt", "Olmet", "Vesk", "Torvald", "Quellin", "Harrowgate Bay", "Port Sella")
PEOPLE = ("Mirek Halas", "Ilona Varga", "Tomas Lindqvist", "Adaeze Obi", "Jonas Nyholm", "Rosa Quiroga")
NUMBER = re.compile(
    r"(?<![\w.,$£€-])(?!(?:19|20)\d\d\b)\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w,.-]*\d|th|st|nd|rd|:|\.m|[ap]m|-)"
    rf"|(?<=[$£€])\d+(?:\.\d+)?(?![\d,])|\b(?:{'|'.join(NUMBER_WORDS)})\b(?!-)"
)
DATED = re.compile(
    r"\b(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)\w*\.? \d|\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct)"
    r"|\b(?:a|p)\.?m\b|-year-old|years? old|\baged?\b|, \d\d(?:,| of)|\bone of\b"
)
DAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b")
PLACE = re.compile(r"(?<=\bin )(?!The )[A-Z][a-z]+(?: [A-Z][a-z]+)?(?=[ ,.])(?! [A-Z])")
PERSON = re.compile(r"(?<=[a-z,] )(?<!of )[A-Z][a-z]+ [A-Z][a-z]+(?=[ ,.])(?! [A-Z])")
NEGATION = re.compile(r"\b(?:was|were|is|are|has|have|had|will|would|can|could|should)\b(?! (?:not|no|never|n't)\b)")
CAPITAL = re.compile(r"[A-Z][\w’'-]* $")
NOT_PLACES = re.compile(
    r"January|February|March|April|May|June|July|August|September|October|November|December|Twitter"
)
NOT_PEOPLE = re.compile(
    r"United|States|Kingdom|House|Street|North|South|East|West|New|Minister|President|Secretary|Department|Court|University"
    r"|Air|City|Union|World|National|General|Prime|Supreme|White|Park|Party|Islamic|Security|Council|San|Los|Las|Saudi|Hong"
)


Change = tuple[int, int, str]
"""From where to where a text is changed, and into what."""


@dataclass(frozen=True)
class Told:
    """A sentence of an article, by its number."""

    article: Article
    number: int
    text: str


@dataclass(frozen=True)
class Planted:
    """What was changed, and the reports that were made of it; `later` are the positions of those that have the change."""

    about: str
    kind: str
    before: str
    after: str
    reports: tuple[Report, ...]
    later: frozenset[int]


# --- what is planted


def number_change(told: Told, dice: random.Random) -> Iterator[Change]:
    text = told.text
    if DATED.search(text):
        return
    for found in NUMBER.finditer(text):
        if CAPITAL.search(text[: found.start()]) or re.match(r"[A-Z]| to \d", text[found.end() :]):
            continue
        yield found.start(), found.end(), _other_number(found[0], dice)


def _other_number(worded: str, dice: random.Random) -> str:
    if worded in NUMBER_WORDS:
        return dice.choice([each for each in NUMBER_WORDS if each != worded])
    value = float(worded.replace(",", ""))
    changed = value * dice.choice((0.5, 1.5, 2, 3)) + 1
    return f"{changed:,.1f}" if "." in worded else f"{round(changed):,}"


def day_change(told: Told, dice: random.Random) -> Iterator[Change]:
    text = told.text
    for found in DAY.finditer(text):
        if not (DATED.search(text) or re.search(r"\b(?:last|next|night|evening|morning)\b", text)):
            at = WEEKDAYS.index(found[0])
            yield found.start(), found.end(), WEEKDAYS[(at + dice.choice((2, 3, 4, 5))) % 7]


def place_change(told: Told, dice: random.Random) -> Iterator[Change]:
    text = told.text
    for found in PLACE.finditer(text):
        if not NOT_PLACES.search(found[0]) and not DAY.search(found[0]) and text.count(found[0]) == 1:
            yield found.start(), found.end(), dice.choice(PLACES)


def name_change(told: Told, dice: random.Random) -> Iterator[Change]:
    text = told.text
    for found in PERSON.finditer(text):
        if (
            not NOT_PEOPLE.search(found[0])
            and is_person(found[0], told.article.text)
            and not re.search(r"\bin $", text[: found.start()])
        ):
            yield found.start(), found.end(), dice.choice(PEOPLE)


def is_person(name: str, text: str) -> bool:
    """Whether an article elsewhere has the second part of a name alone, as it does of persons."""
    places = (found.start() for found in re.finditer(rf"\b{name.split()[1]}\b(?! [A-Z])", text))
    return any(re.search(r"[a-z,] $", text[max(0, at - 20) : at]) and not CAPITAL.search(text[:at]) for at in places)


def negation_change(told: Told, dice: random.Random) -> Iterator[Change]:
    del dice
    for found in NEGATION.finditer(told.text):
        yield found.start(), found.end(), f"{found[0]} not"


CHANGES: dict[str, Callable[[Told, random.Random], Iterator[Change]]] = {
    "number": number_change,
    "day": day_change,
    "place": place_change,
    "name": name_change,
    "status": negation_change,
}


def planted(sentences: Sequence[Told], pairs: Sequence[tuple[Told, Told]], dice: random.Random) -> list[Planted]:
    """The planted disagreements: of each sort as many, half of them in sentences that two articles have much alike."""
    found = []
    for about, changes in CHANGES.items():
        taken = 0
        shuffled = dice.sample(pairs, len(pairs)) + [(each, each) for each in dice.sample(sentences, len(sentences))]
        for told, other in shuffled:
            if taken == EACH or (told is not other and taken == EACH // 2):
                continue
            options = [change for change in changes(other, dice) if stands_in(change, other, told)]
            if options:
                found.append(plant(told, other, about, dice.choice(options), SCENARIOS[taken % len(SCENARIOS)]))
                taken += 1
    return found


def stands_in(change: Change, other: Told, told: Told) -> bool:
    """Whether what is changed stands in another sentence just as it does in this one."""
    start, end, _ = change
    before = other.text[max(0, other.text.rfind(" ", 0, start - 1)) : end]
    return before.strip() in told.text


Scenario = tuple[str, tuple[tuple[str, int, bool], ...]]
SCENARIOS: tuple[Scenario, ...] = (
    ("dispute", (("Daily", 9, False), ("Post", 9, True))),
    ("dispute", (("Daily", 9, False), ("Post", 11, True), ("Daily", 13, False))),
    ("update", (("Daily", 9, False), ("Daily", 9, True))),
    ("update", (("Daily", 9, False), ("Post", 10, False), ("Daily", 14, True), ("Post", 15, True))),
)
"""For each kind, who tells it at what hour, and whether changed; an outlet's hour twice is a version and its correction."""


def plant(told: Told, other: Told, about: str, change: Change, scenario: Scenario) -> Planted:
    start, end, after = change
    text = other.text[:start] + after + other.text[end:]
    changed = Told(changed_article(other, start, end, after), other.number, text)
    kind, tellers = scenario
    hours = Counter((outlet, hour) for outlet, hour, _ in tellers)
    reports = []
    for outlet, hour, is_changed in tellers:
        current = hours[outlet, hour] == 1 or is_changed
        day = told.article.published
        reports.append(report(changed if is_changed else told, outlet, hour, day=day, current=current))
    later = frozenset(i for i, (_, _, is_changed) in enumerate(tellers) if is_changed)
    return Planted(about, kind, other.text[start:end], after, tuple(reports), later)


def changed_article(told: Told, start: int, end: int, after: str) -> Article:
    text = told.article.text
    at = text.index(told.text)
    return Article(
        text[: at + start] + after + text[at + end :],
        id=told.article.id,
        published=told.article.published,
        language="en",
    )


@lru_cache(maxsize=32)
def grounder(article: Article) -> Grounder:
    return Grounder(article)


def report(told: Told, outlet: str, hour: int, *, day: date | None = None, current: bool = True) -> Report:
    """The sentence as an event of its article, its who, where and when filled in by rule, composed into a fact."""
    event = Event(what=told.text, sentences=[told.number])
    drafts = fill(told.article, [event], kinds=(), trusted=True)
    record = grounder(told.article).ground(next((each.record for each in drafts), event))
    (fact,) = compose(told.article, [record]).facts
    day = day or told.article.published or date(2016, 1, 1)
    at = datetime(day.year, day.month, day.day) + timedelta(hours=hour)
    source = Source(f"{outlet}-{hour}", outlet, None, None, day, at, current=current)
    return Report(source, fact, told.number, told.text, (record,))


# --- what is told


def is_told(each: Planted, found: Sequence[Disagreement]) -> tuple[bool, bool]:
    """Whether the planted disagreement is among those found with its sides, and whether with its kind, too."""
    for disagreement in found:
        if disagreement.about == each.about and has_sides(each, disagreement):
            return True, disagreement.kind == each.kind
    return False, False


def has_sides(each: Planted, found: Disagreement) -> bool:
    if len(found.sides) != 2:
        return False
    positions = [frozenset(each.reports.index(report) for report in side.reports) for side in found.sides]
    earlier = frozenset(range(len(each.reports))) - each.later
    if positions != [earlier, each.later]:
        return False
    return all(
        worded.casefold() in side.value.casefold()
        for worded, side in zip((each.before, each.after), found.sides, strict=True)
    )


# --- public data


def sentences_of(folder: Path, half: str) -> dict[int, list[Told]]:
    """The sentences of one half of the articles, by their events."""
    files = sorted(folder.glob("*.json"))
    chosen = {"first": files[: len(files) // 2], "second": files[len(files) // 2 :], "all": files}[half]
    found: dict[int, list[Told]] = defaultdict(list)
    for path in chosen:
        known = json.loads(path.read_text(encoding="utf-8"))
        article = Article(
            known["text"] or "",
            id=path.stem,
            published=datetime.fromisoformat(known["date_publish"]).date(),
            language="en",
            source=known["source_domain"],
        )
        for sentence in article.sentences[:OPENING]:
            text = sentence.text
            if SHORTEST <= len(text) <= LONGEST and text[-1:] in '.”"' and "\n" not in text:
                found[known["newsCluster"]["EventId"]].append(Told(article, sentence.number, text))
    return found


def alike(events: dict[int, list[Told]], similar: float) -> Iterator[tuple[Told, Told]]:
    """The sentences of two articles on one event that have much the same words, and aren't the same."""
    for sentences in events.values():
        stems = [frozenset(filter(None, Words(each.text).stems)) for each in sentences]
        for i, one in enumerate(sentences):
            for j in range(i + 1, len(sentences)):
                other = sentences[j]
                shared = len(stems[i] & stems[j])
                near = 2 * shared / (len(stems[i]) + len(stems[j]) or 1)
                if one.article.id != other.article.id and similar <= near < 1:
                    yield one, other


def worded(found: Disagreement) -> str:
    return f"{found.about} {found.kind}: " + " | ".join(side.value for side in found.sides)


def measure(folder: Path, half: str, *, show: bool) -> dict[str, object]:
    dice = random.Random(11)
    events = sentences_of(folder, half)
    sentences = [each for several in events.values() for each in several]
    pairs = list(alike(events, RELATED))
    cases = planted(sentences, list(alike(events, SIMILAR)), dice)
    told, kinds, beside = Counter[str](), Counter[str](), 0
    for each in cases:
        found = disagreements(each.reports)
        sides, kind = is_told(each, found)
        told[each.about] += sides
        kinds[each.about] += kind
        beside += len(found) - sides
        if show and not (kind and len(found) == 1):
            print(f"{'' if kind else 'MISSED '}{each.about} {each.kind}: {each.before} -> {each.after}")
            print(f"  {each.reports[0].text}\n  {each.reports[min(each.later)].text}")
            print("".join(f"  {worded(one)}\n" for one in found))
    false = 0
    for one, other in pairs:
        found = disagreements((report(one, "Daily", 9), report(other, "Post", 9)))
        false += bool(found)
        if show and found:
            print(f"ALARM {'; '.join(map(worded, found))}\n  {one.text}\n  {other.text}")
    counts = Counter(each.about for each in cases)
    print(f"{half} half: {len(cases)} planted, {len(pairs)} pairs of sentences with much the same words")
    for about, count in counts.items():
        print(
            f"  {about:8} {count:4} planted, {told[about]:4} told with their sides, {kinds[about]:4} with their kind, too"
        )
    print(
        f"  all      {len(cases):4} planted, {told.total():4} told with their sides, {kinds.total():4} with their kind, too"
    )
    print(f"  told beside what was planted: {beside}; pairs with one told: {false} of {len(pairs)}")
    return {
        "planted": len(cases),
        "told": told.total(),
        "kinds": kinds.total(),
        "beside": beside,
        "pairs": len(pairs),
        "false": false,
    }


# --- labelled stories


@dataclass(frozen=True)
class Sentence:
    """A sentence of a labelled text that tells one side of a difference, as a report."""

    ref: str
    report: Report


def measure_stories(folder: Path, *, show: bool) -> dict[str, object]:
    counts: Counter[str] = Counter()
    for story in load_stories(folder):
        texts = {text.ref: text for text in story.texts}
        merged = summarize_story(named(story), [text_summary(text) for text in story.texts])
        told = [each for _, each in merged.disagreements]
        used: set[int] = set()
        for difference in story.expected.differences:
            labelled = [[report_of(texts[ref], words) for ref, words in side.told.items()] for side in difference.sides]
            by_hand = disagreements(in_time([each for side in labelled for each in side]))
            for name, found in (("merged", told), ("by hand", by_hand)):
                sides, kind, about = judged(difference, found, texts, used if name == "merged" else set())
                if difference.optional:
                    continue
                key = f"{name} {difference.about} {difference.kind}"
                counts[f"{key}: labelled"] += 1
                counts[f"{key}: sides told"] += sides
                counts[f"{key}: with its kind"] += kind
                counts[f"{key}: with kind and about"] += about
                if show and not about:
                    print(f"{story.name} {key} told {sides}, kind {kind}: {difference.fact}")
                    for side in labelled:
                        print("    " + " / ".join(report.text for report in side))
                    print("".join(f"  {worded(one)}\n" for one in found if name == "by hand"), end="")
        for same in story.expected.same:
            reports = [report_of(texts[ref], words) for side in same.sides for ref, words in side.told.items()]
            found = [each for each in disagreements(in_time(reports)) if not is_labelled(each, story, texts)]
            counts["same: labelled"] += 1
            counts["same: told all the same"] += bool(found)
            if show and found:
                print(f"{story.name} SAME {same.fact} ({same.why}): {'; '.join(map(worded, found))}")
        beside = [each for i, each in enumerate(told) if i not in used]
        counts["merged: told"] += len(told)
        counts["merged: told beside the labelled ones"] += len(beside)
        for each in beside if show else ():
            print(f"{story.name} BESIDE {worded(each)}")
            for side in each.sides:
                print("    " + " / ".join(f"{one.source.outlet}: {one.text}" for one in side.reports))
    for key, count in sorted(counts.items()):
        print(f"{count:5} {key}")
    return dict(counts)


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


def judged(
    difference: Difference, found: Sequence[Disagreement], texts: Mapping[str, GoldText], used: set[int]
) -> tuple[bool, bool, bool]:
    """Whether a labelled difference is told with its sides, whether with its kind, and whether with its sort as well."""
    matching = [i for i, each in enumerate(found) if are_its_sides(difference.sides, each, texts)]
    used.update(matching)
    kinds = [found[i] for i in matching if found[i].kind == difference.kind]
    return bool(matching), bool(kinds), any(each.about == difference.about for each in kinds)


def are_its_sides(sides: Sequence[LabelledSide], found: Disagreement, texts: Mapping[str, GoldText]) -> bool:
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


def tells(found: Side, side: LabelledSide, texts: Mapping[str, GoldText]) -> bool:
    """Whether a side rests on a sentence of a labelled one, and has its value if that is a figure, a day or a name."""
    for report in found.reports:
        for ref, words in side.told.items():
            if ref in refs_of(found, texts) and (words in report.text or report.text in words):
                return True
    return False


def refs_of(found: Side, texts: Mapping[str, GoldText]) -> set[str]:
    """The labelled texts that the reports of a side are of."""
    return {
        ref
        for report in found.reports
        for ref, text in texts.items()
        if report.source.article in (ref, text.article.id) and report.text in text.article.text
    }


def is_labelled(found: Disagreement, story: GoldStory, texts: Mapping[str, GoldText]) -> bool:
    return any(are_its_sides(each.sides, found, texts) for each in story.expected.differences)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path, nargs="?", help="the folder with the clusters of news")
    arguments.add_argument("--stories", type=Path, help="the folder with labelled stories")
    arguments.add_argument("--half", choices=("first", "second", "all"), default="second")
    arguments.add_argument(
        "--similar", type=float, default=SIMILAR, help="the share of words that a pair has in common"
    )
    arguments.add_argument("--show", action="store_true", help="print what was missed, and what is false")
    arguments.add_argument("--json", type=Path, help="a file to write the figures to")
    given = arguments.parse_args()
    if not (given.folder or given.stories):
        arguments.error("name the folder with the clusters of news, or that of labelled stories by --stories")
    figures = (
        measure_stories(given.stories, show=given.show)
        if given.stories
        else measure(given.folder, given.half, show=given.show)
    )
    if given.json:
        given.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
