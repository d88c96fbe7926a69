"""Disagreements: how many of 100 planted ones are told, and how many are told where nothing was planted.

`python benchmarks/disagreements.py FOLDER` takes sentences of news from the clusters of Giveme5W1H, which are fetched
by `git clone https://github.com/fhamborg/Giveme5W1H` and lie in its folder examples/datasets/news_cluster/data. A
sentence is an event of its article, its details filled in by rule. It is told by one outlet, and by another or by a
later version with a figure, a day, a place, a name or a negation changed. False ones are counted on sentences of two
articles on one event that have much the same words, and beside what was planted. What is fitted is fitted on the first
half of the files by name (`--half first`); the second half is reported. `--show` prints what was missed and what is
false.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path

from onrecord.article import Article
from onrecord.compose import compose
from onrecord.filling import fill
from onrecord.grounding import Grounder, stems_of
from onrecord.kinds import Event
from onrecord.stories import Disagreement, Report, Source, disagreements

REACH = {"told": 0.95, "false": 0.05}
EACH = 20
"""Planted disagreements of each sort."""
OPENING = 15
"""Sentences of an article that are taken, from its start."""
SHORTEST, LONGEST = 60, 220
"""Characters of a sentence."""
SIMILAR, RELATED = 0.45, 0.3
"""The share of the words that two sentences on one event have in common, so that one is planted in for the other, and
so that what is told of them is counted."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBER_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
PLACES = ("Marnstedt", "Olmet", "Vesk", "Torvald", "Quellin", "Harrowgate Bay", "Port Sella")
PEOPLE = ("Mirek Halas", "Ilona Varga", "Tomas Lindqvist", "Adaeze Obi", "Jonas Nyholm", "Rosa Quiroga")
NUMBER = re.compile(
    r"(?<![\w.,$£€-])(?!(?:19|20)\d\d\b)\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w,.-]*\d|th|st|nd|rd|:|\.m|[ap]m|-)"
    rf"|(?<=[$£€])\d+(?:\.\d+)?(?![\d,])|\b(?:{'|'.join(NUMBER_WORDS)})\b(?!-)"
)
DATED = re.compile(
    r"\b(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)\w*\.? \d"
    r"|\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct)"
    r"|\b(?:a|p)\.?m\b|-year-old|years? old|\baged?\b|, \d\d(?:,| of)|\bone of\b"
)
DAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b")
PLACE = re.compile(
    r"(?<=\bin )(?!The )[A-Z][a-z]+(?: [A-Z][a-z]+)?"
    r"(?=[,.]| (?:and|as|after|by|for|from|on|since|to|when|where|with)\b)"
)
PERSON = re.compile(r"(?<=[a-z,] )(?<!of )[A-Z][a-z]+ [A-Z][a-z]+(?=[ ,.])(?! [A-Z])")
NEGATION = re.compile(r"\b(?:was|were|is|are|has|have|had|will|would|can|could|should)\b(?! (?:not|no|never|n't)\b)")
CAPITAL = re.compile(r"[A-Z][\w’'-]* $")
NOT_PLACES = re.compile(
    r"January|February|March|April|May|June|July|August|September|October|November|December|Twitter"
)
NOT_PEOPLE = re.compile(
    r"United|States|Kingdom|House|Street|North|South|East|West|New|Minister|President|Secretary|Department|Court"
    r"|University|Air|City|Union|World|National|General|Prime|Supreme|White|Park|Party|Islamic|Security|Council|San|Los|Las|Saudi|Hong"
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
    """What was changed, and the reports made of it; `later` are the positions of those that have the change."""

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
            and not CAPITAL.search(text[: found.start()])
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
"""For each kind, who tells it at what hour, and whether changed; an outlet's hour twice is a version and the next."""


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
    at = datetime.combine(day, time(hour))
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
        stems = [stems_of(each.text) for each in sentences]
        for i, one in enumerate(sentences):
            for j in range(i + 1, len(sentences)):
                other = sentences[j]
                shared = len(stems[i] & stems[j])
                near = 2 * shared / (len(stems[i]) + len(stems[j]) or 1)
                if one.article.id != other.article.id and similar <= near < 1:
                    yield one, other


def worded(found: Disagreement) -> str:
    return f"{found.about} {found.kind}: " + " | ".join(side.value for side in found.sides)


def told_of(cases: Sequence[Planted], *, show: bool) -> tuple[Counter[str], Counter[str], int]:
    """How many planted ones of each sort are told, and with their kind, and how many others are told beside them."""
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
    return told, kinds, beside


def is_alarm(one: Told, other: Told, *, show: bool) -> bool:
    """Whether something is told of two sentences in which nothing was planted."""
    found = disagreements((report(one, "Daily", 9), report(other, "Post", 9)))
    if show and found:
        print(f"ALARM {'; '.join(map(worded, found))}\n  {one.text}\n  {other.text}")
    return bool(found)


def measure(folder: Path, half: str, *, show: bool) -> dict[str, object]:
    events = sentences_of(folder, half)
    sentences = [each for several in events.values() for each in several]
    cases = planted(sentences, list(alike(events, SIMILAR)), random.Random(11))
    told, kinds, beside = told_of(cases, show=show)
    pairs = list(alike(events, RELATED))
    false = sum(is_alarm(one, other, show=show) for one, other in pairs)
    counts = Counter(each.about for each in cases)
    print(f"{half} half: {len(cases)} planted, {len(pairs)} pairs of sentences with much the same words")
    for about, count in [*counts.items(), ("all", len(cases))]:
        sides, kind = (table[about] if about in table else table.total() for table in (told, kinds))
        print(f"  {about:8} {count:4} planted, {sides:4} told with their sides, {kind:4} with their kind, too")
    print(f"  told beside what was planted: {beside}; pairs with one told: {false} of {len(pairs)}")
    return {
        "planted": len(cases),
        "told": told.total(),
        "kinds": kinds.total(),
        "beside": beside,
        "pairs": len(pairs),
        "false": false,
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path, help="the folder with the clusters of news")
    arguments.add_argument("--half", choices=("first", "second", "all"), default="second")
    arguments.add_argument("--show", action="store_true", help="print what was missed, and what is false")
    arguments.add_argument("--json", type=Path, help="a file to write the figures to")
    given = arguments.parse_args()
    figures = measure(given.folder, given.half, show=given.show)
    if given.json:
        given.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
