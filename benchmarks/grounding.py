"""Grounding measured on the gold records: false alarms on true values, planted faults caught, offsets, and cost.

Run it with `python benchmarks/grounding.py [--json FILE]`. Faults are planted with a fixed seed, by rules of this file
that share nothing with the package: a number, name, date, negation or quoted word is changed in the text of one value,
and the fault is caught when that value comes out unsupported.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assertion_faults import assertion_faults, clause_faults, without_label
from planted import PLANTED, Planted

from onrecord.article import Article, Span
from onrecord.evals._gold import GoldArticle, GoldRecord, load_gold
from onrecord.grounding import GroundedRecord, Grounder, Support, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from onrecord.kinds import Record

GOLD = Path(__file__).parent.parent / "evals"
SEED = 20250101
TRIES = 3
"""Faults of one sort planted at one place."""
SIZES = ((5_000, 20), (10_000, 40), (25_000, 50), (50_000, 100), (100_000, 200), (200_000, 400))
REACH = {"number": 0.99, "quote": 0.99, "name": 0.95, "date": 0.95, "negation": 0.95}
OPEN = ("name, inside evidence", "number, of the article")
"""Faults made of what the evidence itself has, shown apart: a swapped role, a number of the same article."""
STATED = {"event": "what", "claim": "text"}
QUOTED = re.compile(r'“([^”]*)”|"([^"]*)"|„([^“]*)“|« ?([^»]*?) ?»')
NAMED = {"event": ("who", "whom", "where"), "statement": ("speakers",), "claim": ("source",)}

Named = dict[str, list[set[str]]]
"""For each article, the names of its participants; those that stand for one another are one set."""

LISTED = re.compile(r"(?:, | and | or |, and )(?:the )?")
RECIPROCAL = re.compile(r"\b(?:meets?|met|talks|plays?|played|agree\w*|between|with)\b")
"""Words with which either of two may be named first."""
PLACED = re.compile(r"\b(?:in|at|near|from|to|into|of) (?:the )?$")


@dataclass
class Tally:
    """Values tried and values found unsupported, and what was judged wrongly."""

    tried: int = 0
    unsupported: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return self.unsupported / self.tried if self.tried else 0.0


@dataclass(frozen=True)
class Fault:
    """One value of a record changed."""

    sort: str
    field: str
    text: str


@dataclass
class Bench:
    """The gold, a grounder for each article, and what is counted."""

    gold: list[GoldArticle]
    random: random.Random = field(default_factory=lambda: random.Random(SEED))
    true: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    faults: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    harmless: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    offsets: Tally = field(default_factory=Tally)
    support: Counter[str] = field(default_factory=Counter)


# --- names


def entities(gold: GoldArticle) -> list[set[str]]:
    """The names of an article's participants and sources; those that stand for one another are one set."""
    groups: list[set[str]] = []
    words = PLANTED[gold.article.language]
    for labelled in gold.records:
        for name in NAMED[labelled.kind]:
            for member in _members(labelled.fields.get(name, ())):
                bare = {re.sub(rf"^{words.article}", "", each) for each in member if each}
                surfaces = {each for each in bare if all(word[0].isupper() for word in each.split())}
                surfaces = {each for each in surfaces if not re.match(words.no_names, each)}
                groups = _merged(groups, surfaces) if surfaces else groups
    return [group for group in groups if any(each in gold.article.text for each in group)]


def _members(value: Sequence[Any]) -> list[tuple[str | None, ...]]:
    """The alternatives of each participant; a field of one value has one."""
    return [each for each in value if isinstance(each, tuple)] or [tuple(value)]


def _merged(groups: list[set[str]], new: set[str]) -> list[set[str]]:
    apart = [group for group in groups if not group & new]
    return [*apart, new.union(*(group for group in groups if group & new))]


def name_faults(bench: Bench, gold: GoldArticle, record: Record, text: str, named: Named) -> Iterator[tuple[str, str]]:
    """The text with one of its names exchanged, and where the other name is from."""
    evidence = " ".join(gold.article.sentences[n - 1].text for n in record.sentences)
    here = named[gold.article.id]
    others = sorted(
        s
        for id_, groups in named.items()
        if id_ != gold.article.id
        for g in groups
        for s in g
        if s not in gold.article.text
    )
    for group in here:
        surface = next(
            (s for s in sorted(group, key=len, reverse=True) if re.search(rf"(?<!\w){re.escape(s)}(?!\w)", text)), None
        )
        if surface is None:
            continue
        rest = [other for other in here if other is not group and not any(s in text for s in other)]
        outside = [max(sorted(g), key=len) for g in rest if not any(w in evidence for s in g for w in s.split())]
        inside = [next(s for s in sorted(g) if s in evidence) for g in rest if any(s in evidence for s in g)]
        for sort, pool in (("another article", others), ("outside evidence", outside), ("inside evidence", inside)):
            for name in bench.random.sample(pool, min(TRIES, len(pool))):
                yield sort, text.replace(surface, name)


# --- roles


def role_faults(gold: GoldArticle, labelled: GoldRecord, named: Named) -> Iterator[tuple[str, Record, str]]:
    """The record with a role exchanged, and the field in which that should be seen; any field where it is empty."""
    record, here = labelled.record(), named[gold.article.id]
    stated = STATED.get(record.kind)
    if stated:
        for sort, new in exchanged_names(getattr(record, stated), here):
            yield f"roles, {sort} exchanged", record.model_copy(update={stated: new}), stated
    who, whom = getattr(record, "who", []), getattr(record, "whom", [])
    if who and whom and not RECIPROCAL.search(getattr(record, "what", "")):
        yield "roles, who and whom exchanged", record.model_copy(update={"who": whom, "whom": who}), ""
    for place in (name for name in ("speakers", "source") if getattr(record, name, None)):
        for other in other_speakers(gold, labelled, here):
            update = {place: other if place == "source" else [other]}
            yield "roles, speaker exchanged", record.model_copy(update=update), ""
    for title in other_titles(gold, record):
        yield "roles, title of another speaker", record.model_copy(update={"role": title}), "role"


def exchanged_names(text: str, groups: list[set[str]]) -> Iterator[tuple[str, str]]:
    """The text with two of its names in each other's place, and what they are: places, or participants."""
    found = [match for group in groups if (match := _first_of(group, text))]
    for one, other in combinations(sorted(found, key=lambda match: match.start()), 2):
        between = text[one.end() : other.start()]
        if one.end() > other.start() or LISTED.fullmatch(between) or RECIPROCAL.search(text):
            continue
        places = all(PLACED.search(text[: match.start()]) for match in (one, other))
        new = text[: one.start()] + other.group() + between + one.group() + text[other.end() :]
        yield "places" if places else "participants", new


def _first_of(group: set[str], text: str) -> re.Match[str] | None:
    """Where a text has the longest of some names."""
    found = (re.search(rf"(?<!\w){re.escape(s)}(?!\w)", text) for s in sorted(group, key=len, reverse=True))
    return next(filter(None, found), None)


def mixed_names(text: str, groups: list[set[str]]) -> Iterator[str]:
    """The text with the surname of another person behind a first name."""
    full = sorted({s for group in groups for s in group if re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+", s)})
    for name in (name for name in full if re.search(rf"\b{name}\b", text)):
        first, last = name.split()
        others = [other.split()[1] for other in full if last not in other.split() and first not in other.split()]
        yield from (re.sub(rf"{name}\b", f"{first} {other}", text) for other in others[:TRIES])


def other_speakers(gold: GoldArticle, labelled: GoldRecord, groups: list[set[str]]) -> list[str]:
    """The names in the record's sentences that are none of its own speakers."""
    evidence = " ".join(gold.article.sentences[n - 1].text for n in labelled.sentences)
    place = "speakers" if labelled.kind == "statement" else "source"
    own = " ".join(text for i in range(labelled.alternatives) for text in _texts(labelled.record(i), place))
    rest = [group for group in groups if not any(word in own for s in group for word in s.split())]
    return [match.group() for group in rest if (match := _first_of(group, evidence))][:TRIES]


def other_titles(gold: GoldArticle, record: Record) -> list[str]:
    """The titles of the article's other speakers."""
    own = getattr(record, "role", None)
    if not own:
        return []
    titles = {
        getattr(other.record(), "role", None)
        for other in gold.of_kind("statement")
        if not {*getattr(other.record(), "speakers")} & {*getattr(record, "speakers")}  # noqa: B009
    }
    return sorted(title for title in titles if title and title not in own and own not in title)[:TRIES]


# --- faults in one text


def number_faults(bench: Bench, words: Planted, article: str, text: str) -> Iterator[tuple[str, str]]:
    for match in re.finditer(r"\d+(?:[.,]\d+)*", text):
        for _ in range(TRIES):
            yield "another", _replaced(text, match, _other_digits(bench, match.group(), article))
    for match in re.finditer(rf"\b(?:{'|'.join(words.number_words)})\b", text, re.IGNORECASE):
        pool = [
            each
            for each in words.number_words
            if each != match.group().lower() and not re.search(rf"\b{each}\b", article, re.IGNORECASE)
        ]
        yield "another", _replaced(text, match, bench.random.choice(pool))
    for match in re.finditer(words.fraction, text):
        pool = [each for each in words.fraction_words if each not in article and each != match.group()]
        yield "another", _replaced(text, match, bench.random.choice(pool))


def swapped_numbers(bench: Bench, article: str, text: str) -> Iterator[tuple[str, str]]:
    """A number of the same article in place of another: not all can be told from a true one."""
    here = sorted(set(re.findall(r"\d+(?:[.,]\d+)*", article)))
    for match in re.finditer(r"\d+(?:[.,]\d+)*", text):
        pool = [each for each in here if each not in text]
        for each in bench.random.sample(pool, min(TRIES, len(pool))):
            yield "of the article", _replaced(text, match, each)


def _other_digits(bench: Bench, digits: str, article: str) -> str:
    while True:
        changed = "".join(str(bench.random.randint(1, 9)) if c.isdigit() else c for c in digits)
        if not re.search(rf"(?<![\d.,]){re.escape(changed)}(?!\d)", article):
            return changed


def _replaced(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def date_faults(bench: Bench, words: Planted, text: str) -> Iterator[tuple[str, str]]:
    for sort, names in (("weekday", words.weekdays), ("month", words.months)):
        for match in re.finditer(rf"\b(?:{'|'.join(names)})\b", text):
            for name in bench.random.sample([n for n in names if n != match.group()], TRIES):
                yield sort, _replaced(text, match, name)
    for match in re.finditer(r"\b(?:19|20)\d\d\b", text):
        for shift in bench.random.sample([-10, -2, -1, 1, 2, 5], TRIES):
            yield "year", _replaced(text, match, str(int(match.group()) + shift))
    for match in re.finditer(words.day_of_month, text):
        yield "day", _replaced(text, match, str(int(match.group()) % 28 + 1))
    for match in re.finditer(rf"\b(?:{'|'.join(words.relative)})\b", text, re.IGNORECASE):
        yield "relative", _replaced(text, match, words.relative[match.group().lower()])
    for match in re.finditer(r"\b\d\d:\d\d\b", text):
        yield "time", _replaced(text, match, f"{(int(match.group()[:2]) + 3) % 24:02}{match.group()[2:]}")


def negation_faults(words: Planted, text: str) -> Iterator[tuple[str, str]]:
    dropped = words.dropped.sub(r"\1", text, count=1)
    if dropped != text:
        yield "dropped", dropped
        return
    if re.search(words.negative, text, re.IGNORECASE):
        return
    match = next(filter(None, (re.search(verb, text) for verb in words.verb)), None)
    if match:
        yield "inserted", _replaced(text, match, words.negated(match.group()))


def quote_faults(bench: Bench, vocabulary: list[str], quote: str) -> Iterator[tuple[str, str]]:
    """A quotation with one word changed: another in its place, one left out inside it, one put in."""
    places = list(re.finditer(r"[^\W_]+(?:['’-][^\W_]+)*", quote))
    for match in bench.random.sample(places, min(TRIES, len(places))):
        yield "substituted", _replaced(quote, match, _another(bench, vocabulary, match.group()))
    inner = places[1:-1]
    for match in bench.random.sample(inner, min(TRIES, len(inner))):
        if not re.match(rf"\s+{re.escape(match.group())}\b", quote[match.end() :]):
            yield "dropped", re.sub(r"\s+", " ", _replaced(quote, match, ""))
    for match in bench.random.sample(inner, min(TRIES, len(inner))):
        yield "inserted", f"{quote[: match.start()]}{_another(bench, vocabulary, '')} {quote[match.start() :]}"


def _another(bench: Bench, vocabulary: list[str], word: str) -> str:
    while (new := bench.random.choice(vocabulary)).lower() == word.lower():
        pass
    return new


def quoted_stretches(article: str, text: str) -> list[tuple[int, int]]:
    """The parts of a copied value that the article has inside quotation marks."""
    quotes = " ".join(m.group(m.lastindex or 0) for m in QUOTED.finditer(article))
    if _bare(text) and _bare(text) in _bare(quotes):
        return [(0, len(text))]
    return [m.span(m.lastindex or 0) for m in QUOTED.finditer(text)]


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())


# --- counting


def changed(record: Record, name: str, text: str) -> Record:
    """The record with one value replaced; `name` may be a place in a list, as `who[1]`."""
    match = re.fullmatch(r"(\w+)\[(\d+)\]", name)
    if match is None:
        return record.model_copy(update={name: text})
    values = list(getattr(record, match.group(1)))
    values[int(match.group(2))] = text
    return record.model_copy(update={match.group(1): values})


def value_of(grounded: GroundedRecord, name: str) -> Value:
    return next(value for value in grounded.values if value.field == name)


def count_fault(bench: Bench, grounder: Grounder, record: Record, fault: Fault) -> None:
    value = value_of(grounder.ground(changed(record, fault.field, fault.text)), fault.field)
    tally = bench.faults[fault.sort]
    tally.tried += 1
    check_offsets(bench, grounder.article, value)
    if value.support is Support.UNSUPPORTED:
        tally.unsupported += 1
    else:
        tally.wrong.append(
            f"{grounder.article.id} {record.kind}.{fault.field} s{record.sentences}: {fault.text}  [{value.support}]"
        )


def count_record(bench: Bench, grounder: Grounder, labelled: GoldRecord, fault: Fault, record: Record) -> None:
    """A fault is seen where its field is unsupported, or any field where it may be several."""
    if any(record == labelled.record(i) for i in range(labelled.alternatives)):
        return
    values = [value for value in grounder.ground(record).values if fault.field in ("", value.field)]
    tally = bench.faults[fault.sort]
    tally.tried += 1
    if any(value.support is Support.UNSUPPORTED for value in values):
        tally.unsupported += 1
    else:
        tally.wrong.append(
            f"{grounder.article.id} {record.kind} s{record.sentences}: {[value.text for value in values]}"
        )


def check_offsets(bench: Bench, article: Article, value: Value) -> None:
    """Whether the spans of a value hold what they should, compared without anything of the package."""
    bench.offsets.tried += 1
    pieces = [article.text[span.start : span.end] for span in value.spans]
    if value.support is Support.EXACT:
        right = pieces == [value.text]
    elif value.support is Support.NORMALIZED:
        right = _bare("".join(pieces)) == _bare(value.text) and all(
            _is_whole(article.text, span) for span in value.spans
        )
    elif value.support is Support.REWORDED:
        right = bool(pieces) and all(_is_whole(article.text, span) for span in value.spans)
    else:
        right = not pieces
    if not right:
        bench.offsets.unsupported += 1
        bench.offsets.wrong.append(f"{article.id} {value}")


def _is_whole(text: str, span: Span) -> bool:
    """Whether a span is not empty and starts and ends between words."""
    inside = text[span.start : span.end]
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    return (
        bool(inside)
        and not (before.isalnum() and inside[0].isalnum())
        and not (after.isalnum() and inside[-1].isalnum())
    )


def count_true(bench: Bench, gold: GoldArticle, grounder: Grounder) -> None:
    """Every alternative of every labelled value, once each."""
    for labelled in gold.records:
        seen: set[tuple[str, str]] = set()
        for alternative in range(labelled.alternatives):
            for value in grounder.ground(labelled.record(alternative)).values:
                if (value.field, value.text) not in seen:
                    seen.add((value.field, value.text))
                    count_value(bench, gold, labelled, value, bench.true)
                    bench.support[value.support] += 1


def count_value(
    bench: Bench, gold: GoldArticle, labelled: GoldRecord, value: Value, tallies: dict[str, Tally], sort: str = ""
) -> None:
    tally = tallies[sort or f"{labelled.kind}.{value.field.partition('[')[0]}"]
    tally.tried += 1
    check_offsets(bench, gold.article, value)
    if value.support is Support.UNSUPPORTED:
        tally.unsupported += 1
        tally.wrong.append(
            f"{gold.article.id} {labelled.kind}.{value.field} s{labelled.sentences}: {value.text}  ({value.reason})"
        )


CURLY = {"“": '"', "”": '"', "‘": "'", "’": "'"}


def exchanged(text: str) -> str:
    """Curly marks made straight, and straight ones curly."""
    if any(mark in text for mark in CURLY):
        return "".join(CURLY.get(c, c) for c in text)
    return re.sub(r'"([^"]*)"', r"“\1”", text).replace("'", "’")


HARMLESS: dict[str, Callable[[str], str]] = {
    "quotes exchanged": exchanged,
    "NFD text": lambda text: unicodedata.normalize("NFD", text),
    "spaces and dashes": lambda text: text.replace(" ", "\u00a0 ").replace("-", "\u2011"),
}


def count_harmless(bench: Bench, gold: GoldArticle, grounder: Grounder) -> None:
    """Changes that alter no word; a value found before has to be found after."""
    words = {word for group in entities(gold) for word in min(group, key=len).split() if len(word) > 4}
    accented = Article(_accented(gold.article.text, words), gold.article.id, published=gold.article.published)
    for sort, change in HARMLESS.items():
        on = Grounder(accented) if sort == "NFD text" else grounder
        for labelled in gold.records:
            record = labelled.record()
            for value in grounder.ground(record).values:
                text = change(_accented(value.text, words) if sort == "NFD text" else value.text)
                if value.support is Support.UNSUPPORTED or text == value.text:
                    continue
                after = value_of(on.ground(changed(record, value.field, text)), value.field)
                count_value(bench, GoldArticle(on.article, ()), labelled, after, bench.harmless, sort)


def _accented(text: str, words: set[str]) -> str:
    """Text with accents on the words of its names, as many languages have them."""
    accents = str.maketrans("aeoun", "áéöůñ")
    return re.sub(
        r"[A-Z][a-z]+",
        lambda match: match.group().translate(accents) if match.group() in words else match.group(),
        text,
    )


def plant(bench: Bench, gold: GoldArticle, grounder: Grounder, named: Named, vocabulary: list[str]) -> None:
    """Every sort of fault, in every labelled record's first alternative."""
    article = gold.article.text
    for labelled in gold.records:
        record = labelled.record()
        for value in grounder.ground(record).values:
            if value.support is Support.UNSUPPORTED:
                continue
            for fault in faults_of(bench, gold, record, value, named=named, vocabulary=vocabulary):
                if not _is_true(labelled, fault):
                    count_fault(bench, grounder, record, fault)
            if value.field == STATED.get(record.kind):
                plant_assertions(bench, labelled, grounder, value)
        for sort, wrong, place in role_faults(gold, labelled, named):
            count_record(bench, grounder, labelled, Fault(sort, place, ""), wrong)
    for sort, text in made_up(bench, gold, named):
        record = bench.random.choice(gold.of_kind("claim")).record()
        if text not in article:
            count_fault(bench, grounder, record, Fault(sort, "text", text))


def plant_assertions(bench: Bench, labelled: GoldRecord, grounder: Grounder, value: Value) -> None:
    """Faults in how sure, how many or on what condition something is, in a record without the label for it."""
    record, language = without_label(labelled.record()), grounder.article.language
    for sort, text in assertion_faults(value.text, language):
        fault = Fault(sort, value.field, text)
        if not _is_true(labelled, fault):
            count_fault(bench, grounder, record, fault)
    for sort, article, cut, place in clause_faults(value.text, language):
        count_fault(bench, Grounder(article), cut, Fault(sort, place, getattr(cut, place)))


def faults_of(
    bench: Bench, gold: GoldArticle, record: Record, value: Value, *, named: Named, vocabulary: list[str]
) -> Iterator[Fault]:
    """Every fault that can be planted in one value."""
    words = PLANTED[gold.article.language]
    article, text, place = gold.article.text, value.text, value.field
    base = place.partition("[")[0]
    stated = base == STATED.get(record.kind)
    for sort, new in (*number_faults(bench, words, article, text), *swapped_numbers(bench, article, text)):
        yield Fault(f"number, {sort}", place, new)
    for sort, new in date_faults(bench, words, text):
        yield Fault(f"date, {sort}", place, new)
    for new in mixed_names(text, named[gold.article.id]):
        yield Fault("roles, surname exchanged", place, new)
    if stated or base in NAMED[record.kind]:
        for sort, new in name_faults(bench, gold, record, text, named):
            yield Fault(f"name, {sort}, {'sentence' if stated else 'value'}", place, new)
    if stated and "denied" not in (getattr(record, "status", ""), getattr(record, "certainty", "")):
        for sort, new in negation_faults(words, text):
            yield Fault(f"negation, {sort}", place, new)
    if base == "content":
        yield from content_faults(bench, words, article, text, vocabulary)


def content_faults(bench: Bench, words: Planted, article: str, text: str, vocabulary: list[str]) -> Iterator[Fault]:
    """Faults in what a statement says: its negation, a word of its quotations, or of its reported speech."""
    for sort, new in negation_faults(words, text):
        yield Fault(f"negation, {sort} in content", "content", new)
    stretches = quoted_stretches(article, text)
    sort_of_speech = "quote" if stretches else "reported speech"
    for start, end in stretches or [(0, len(text))]:
        for sort, new in quote_faults(bench, vocabulary, text[start:end]):
            yield Fault(f"{sort_of_speech}, {sort}", "content", text[:start] + new + text[end:])


def _is_true(labelled: GoldRecord, fault: Fault) -> bool:
    """Whether a change happens to give another right answer."""
    texts = {text for i in range(labelled.alternatives) for text in _texts(labelled.record(i), fault.field)}
    return fault.text in texts


def _texts(record: Record, place: str) -> list[str]:
    value = getattr(record, place.partition("[")[0])
    return value if isinstance(value, list) else [value or ""]


def made_up(bench: Bench, gold: GoldArticle, named: Named) -> Iterator[tuple[str, str]]:
    """Sentences that the article doesn't have: invented about its people, and taken from other articles."""
    names = sorted(min(group) for group in named[gold.article.id])
    for template in PLANTED[gold.article.language].made_up:
        yield "made up, about its names", template.format(bench.random.choice(names))
    for other in bench.gold:
        if other is not gold:
            for labelled in bench.random.sample(other.of_kind("claim"), 4):
                yield "made up, of another article", getattr(labelled.record(), "text")  # noqa: B009


# --- cost


def long_article(gold: list[GoldArticle], size: int, count: int) -> tuple[Article, list[Record]]:
    """About `size` characters of the gold articles one after another, and `count` of their records spread over them."""
    parts: list[str] = []
    available: list[tuple[int, GoldRecord]] = []
    length = 0
    while length < size:
        each = gold[len(parts) % len(gold)]
        available.extend((length, labelled) for labelled in each.records)
        parts.append(each.article.text)
        length += len(each.article.text) + 1
    article = Article("\n".join(parts)[:size])
    available = [(s, r) for s, r in available if all(s + e.end <= size for e in r.evidence)]
    chosen = [available[i * len(available) // count] for i in range(count)]
    return article, [_shifted(article, start, labelled) for start, labelled in chosen]


def _shifted(article: Article, start: int, labelled: GoldRecord) -> Record:
    numbers = [
        s.number
        for s in article.sentences
        if any(s.span.start < start + e.end and start + e.start < s.span.end for e in labelled.evidence)
    ]
    return labelled.record().model_copy(update={"sentences": numbers[:8]})


def cost(gold: list[GoldArticle]) -> list[dict[str, float]]:
    """Processor time, the best of seven runs for each size: making the index and grounding every record."""
    rows = []
    for size, count in SIZES:
        article, records = long_article(gold, size, count)
        best = min(_seconds(article, records) for _ in range(7))
        rows.append({"characters": size, "records": count, "ms": round(best * 1000, 2)})
    return rows


def _seconds(article: Article, records: list[Record]) -> float:
    start = time.process_time()
    grounder = Grounder(article)
    for record in records:
        grounder.ground(record)
    return time.process_time() - start


# --- report


def measure() -> tuple[dict[str, Bench], dict[str, Any]]:
    """What is counted in the gold, and in the articles of each other language."""
    folders = {"en": GOLD} | {folder.name: folder for folder in sorted((GOLD / "languages").iterdir())}
    benches = {language: measured(load_gold(folder)) for language, folder in folders.items()}
    result = summary(benches["en"], cost(benches["en"].gold))
    return benches, result | {"languages": {code: counts(bench) for code, bench in benches.items() if code != "en"}}


def measured(gold: list[GoldArticle]) -> Bench:
    """What is counted in some labelled articles."""
    bench = Bench(gold)
    named = {each.article.id: entities(each) for each in gold}
    for each in gold:
        grounder = Grounder(each.article)
        vocabulary = sorted(
            {w for other in gold if other is not each for w in re.findall(r"\b[a-z]{4,}\b", other.article.text)}
        )
        count_true(bench, each, grounder)
        count_harmless(bench, each, grounder)
        plant(bench, each, grounder, named, vocabulary)
    return bench


def summary(bench: Bench, rows: list[dict[str, float]]) -> dict[str, Any]:
    return counts(bench) | {
        "reached": {sort: reached(bench, sort, reach) for sort, reach in REACH.items()},
        "cost": rows,
    }


def counts(bench: Bench) -> dict[str, Any]:
    total = sum_of(bench.true.values())
    return {
        "true": {name: {"values": t.tried, "false_alarms": t.unsupported} for name, t in sorted(bench.true.items())},
        "false_alarm_rate": round(total.rate, 4),
        "support": dict(bench.support),
        "harmless": {name: {"values": t.tried, "lost": t.unsupported} for name, t in bench.harmless.items()},
        "faults": {
            name: {"planted": t.tried, "caught": t.unsupported, "rate": round(t.rate, 4)}
            for name, t in sorted(bench.faults.items())
        },
        "offsets": {"values": bench.offsets.tried, "wrong": bench.offsets.unsupported},
    }


def reached(bench: Bench, sort: str, reach: float) -> dict[str, float]:
    """All faults of one sort, but for those that only a reader could tell: see `OPEN`."""
    chosen = [tally for name, tally in bench.faults.items() if name.startswith(sort) and not name.startswith(OPEN)]
    total = sum_of(chosen)
    return {"planted": total.tried, "caught": total.unsupported, "rate": round(total.rate, 4), "reach": reach}


def sum_of(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.tried += tally.tried
        total.unsupported += tally.unsupported
    return total


def show(result: dict[str, Any], bench: Bench) -> None:
    row = "  {:<34}{:>8}{:>8}{:>9.1%}".format
    print(f"{'true values':<36}{'values':>8}{'alarms':>8}{'rate':>9}")
    for name, tally in sorted(bench.true.items()):
        print(row(name, tally.tried, tally.unsupported, tally.rate))
    total = sum_of(bench.true.values())
    print(row("all (reach: at most 1%)", total.tried, total.unsupported, total.rate))
    print("  support:", ", ".join(f"{name} {count}" for name, count in sorted(bench.support.items())))
    print(f"{'harmless changes':<36}{'values':>8}{'lost':>8}{'rate':>9}")
    for name, tally in bench.harmless.items():
        print(row(name, tally.tried, tally.unsupported, tally.rate))
    print(f"{'faults planted':<36}{'planted':>8}{'caught':>8}{'rate':>9}")
    for name, tally in sorted(bench.faults.items()):
        print(row(name, tally.tried, tally.unsupported, tally.rate))
    print(f"{'faults with a reach':<36}{'planted':>8}{'caught':>8}{'rate':>9}")
    for name, each in result["reached"].items():
        print(row(f"{name} (reach: {each['reach']:.0%})", each["planted"], each["caught"], each["rate"]))
    print(f"{'offsets':<36}{bench.offsets.tried:>8}{bench.offsets.unsupported:>8} wrong")
    print(f"{'cost, processor time':<36}{'records':>8}{'ms':>8}")
    for each in result["cost"]:
        print(f"  {each['characters']:>10,.0f} characters{'':<13}{each['records']:>8.0f}{each['ms']:>8.1f}")


def show_wrong(bench: Bench) -> None:
    for title, tallies in (("TRUE", bench.true), ("HARMLESS", bench.harmless), ("FAULT", bench.faults)):
        for name, tally in sorted(tallies.items()):
            for each in tally.wrong:
                print(f"{title} {name}: {each}")
    for each in bench.offsets.wrong:
        print(f"OFFSET {each}")


def show_languages(benches: dict[str, Bench]) -> None:
    """True values and faults of the languages side by side: how many, and how many are unsupported."""
    languages = [code for code in benches if code != "en"]
    print(f"{'other languages: unsupported of all':<36}" + "".join(f"{code:>12}" for code in languages))
    totals = [sum_of(benches[code].true.values()) for code in languages]
    print(f"  {'true values':<34}" + "".join(f"{total.unsupported:>6}/{total.tried:<5}" for total in totals))
    for sort in sorted({sort for code in languages for sort in benches[code].faults}):
        tallies = [benches[code].faults[sort] for code in languages]
        print(f"  {sort:<34}" + "".join(f"{each.unsupported:>6}/{each.tried:<5}" for each in tallies))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--wrong", action="store_true", help="list what was judged wrongly")
    options = parser.parse_args()
    benches, result = measure()
    if options.wrong:
        for each in benches.values():
            show_wrong(each)
    show(result, benches["en"])
    show_languages(benches)
    if options.json:
        options.json.write_text(json.dumps({"grounding": result}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
