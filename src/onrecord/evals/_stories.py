"""Labelled stories: what outlets report of one happening, where they differ, and what a reader has to be told.

They are read strictly: an error names the file, the place, the remedy. `evals/stories/README.md` describes the files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, pairwise
from operator import attrgetter
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, with_config

from onrecord.article import Article
from onrecord.errors import UsageError
from onrecord.evals._gold import GoldArticle, evidence_spans, labelled, problem_of, read_yaml
from onrecord.extraction import PromptUsed, Summary
from onrecord.grounding import GroundedRecord, Grounder
from onrecord.sources import SourceOptions, Unreadable
from onrecord.sources.formats import read_lines

__all__ = [
    "Alone",
    "Copied",
    "Difference",
    "Expected",
    "GoldStory",
    "GoldText",
    "MustTell",
    "Same",
    "Side",
    "load_stories",
]

Filled = Annotated[str, Field(min_length=1)]

_strict = with_config(ConfigDict(extra="forbid"))


@_strict
@dataclass(frozen=True, slots=True)
class Side:
    """One side of a difference: its value, and the texts that tell it, each with the words in which it does.

    The value may have alternatives, `two | 2`; each text's words have one of them.
    """

    value: Filled
    told: Annotated[dict[str, Filled], Field(min_length=1)]

    @property
    def values(self) -> tuple[str, ...]:
        """The value's alternatives."""
        return _alternatives(self.value)


Sides = Annotated[tuple[Side, ...], Field(min_length=2)]


@_strict
@dataclass(frozen=True, slots=True)
class Difference:
    """A difference between texts about one fact, which a reader has to be told.

    The sides of an `update` are in the order of time, and the last one holds; those of a `dispute` stand beside each
    other. An `optional` one is debatable: it is no mistake to miss it or to tell it.
    """

    fact: Filled
    about: Literal["number", "day", "place", "name", "status", "denial"]
    kind: Literal["update", "dispute"]
    sides: Sides
    optional: bool = False


@_strict
@dataclass(frozen=True, slots=True)
class Same:
    """Values that differ in their words and not in what they say, or that are about different things."""

    fact: Filled
    why: Filled
    sides: Sides


@_strict
@dataclass(frozen=True, slots=True)
class Alone:
    """A fact that one article alone has, and words of its text that tell it."""

    fact: Filled
    article: Filled
    words: Filled


@_strict
@dataclass(frozen=True, slots=True)
class Copied:
    """A text that is a near-duplicate of an earlier one."""

    copy: Filled
    of: Filled


@_strict
@dataclass(frozen=True, slots=True)
class MustTell:
    """Something that a reader has to be told, and words by which one sees that it was told.

    Each of the words may have alternatives, `died | dead`, one of which has to be there.
    """

    fact: Filled
    words: Annotated[tuple[Filled, ...], Field(min_length=1)]

    def is_told_in(self, text: str) -> bool:
        """Whether a text has all of the words, whatever their case."""
        return all(_has(text, _alternatives(word)) for word in self.words)


@_strict
@dataclass(frozen=True, slots=True)
class Expected:
    """What is to be made of a story: what it is about, which article was the first, and the lists above."""

    about: Filled
    first: Filled
    differences: tuple[Difference, ...]
    same: tuple[Same, ...]
    must_tell: Annotated[tuple[MustTell, ...], Field(min_length=1)]
    alone: tuple[Alone, ...] = ()
    near_duplicates: tuple[Copied, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text of an article, with its labelled records.

    `ref` is the article's id; where a file has several texts of one article, its number from 1 follows after an `@`.
    """

    ref: str
    gold: GoldArticle

    @property
    def article(self) -> Article:
        """The article with this text."""
        return self.gold.article

    @property
    def moment(self) -> datetime:
        """When the text was published."""
        return self.article.published_at  # type: ignore[return-value]  # a text without it is refused

    def records(self) -> tuple[GroundedRecord, ...]:
        """The labelled records, each with the first alternative of each value, grounded."""
        grounder = Grounder(self.article)
        return tuple(grounder.ground(record.record()) for record in self.gold.records)

    def summary(self) -> Summary:
        """What a model would make of the article that answers with the labelled records."""
        return Summary(self.article, "labels", (PromptUsed("labels", "by hand"),), "ok", self.records())


@dataclass(frozen=True, slots=True)
class GoldStory:
    """The texts of a story in the order of time, and what is to be made of them."""

    name: str
    texts: tuple[GoldText, ...]
    expected: Expected


def load_stories(folder: Path) -> list[GoldStory]:
    """The stories of a folder with `articles/*.jsonl`, `labels/*.yaml` and `expected/*.yaml`, in the order of names.

    Raises `UsageError`, which names the file, the place in it and the remedy.
    """
    files = sorted((folder / "articles").glob("*.jsonl"))
    if not files:
        raise UsageError(
            f"{folder / 'articles'}: no *.jsonl file here; name the folder that holds articles/, labels/ and expected/"
        )
    _reject_leftovers(folder, {file.stem for file in files})
    stories = [_story(file, folder) for file in files]
    _reject_shared_ids(stories, folder)
    return stories


def _reject_leftovers(folder: Path, names: set[str]) -> None:
    for file in sorted([*(folder / "labels").glob("*.yaml"), *(folder / "expected").glob("*.yaml")]):
        if file.stem not in names:
            raise UsageError(f"{file}: there is no articles/{file.stem}.jsonl; rename the file or remove it")


def _reject_shared_ids(stories: Sequence[GoldStory], folder: Path) -> None:
    owner: dict[str, str] = {}
    for story in stories:
        for text in story.texts:
            if owner.setdefault(text.article.id, story.name) != story.name:
                raise UsageError(
                    f"{folder / 'articles'}: article {text.article.id!r} is in {owner[text.article.id]}.jsonl and in "
                    f"{story.name}.jsonl; give each article an id of its own"
                )


def _story(file: Path, folder: Path) -> GoldStory:
    texts = _texts(file, folder / "labels" / f"{file.stem}.yaml")
    path = folder / "expected" / f"{file.stem}.yaml"
    expected = _expected(path)
    _check(expected, {text.ref: text for text in texts}, str(path))
    return GoldStory(file.stem, texts, expected)


def _texts(file: Path, labels: Path) -> tuple[GoldText, ...]:
    articles = _articles(file)
    content = _yaml(labels, "each text of an article to its records")
    for ref in content:
        _reject_unknown(ref, articles, str(labels))
    for ref in articles:
        if not isinstance(content.get(ref), dict):
            raise UsageError(f"{labels}: has no records of {ref!r}; map it to its events, statements and claims")
    texts = [GoldText(ref, labelled(article, content[ref], f"{labels}: {ref}")) for ref, article in articles.items()]
    return tuple(sorted(texts, key=attrgetter("moment")))


def _articles(file: Path) -> dict[str, Article]:
    """The texts of a file of JSON Lines, by their refs."""
    with file.open("rb") as lines:
        found = [_complete(thing, where) for where, thing in read_lines(lines, str(file), SourceOptions())]
    total, seen = Counter(article.id for article in found), Counter[str]()
    articles = {}
    for article in found:
        seen[article.id] += 1
        several = total[article.id] > 1
        articles[f"{article.id}@{seen[article.id]}" if several else article.id] = article
    return articles


def _complete(thing: Article | Unreadable, where: str) -> Article:
    """The article, if it says all that stories need."""
    if isinstance(thing, Unreadable):
        raise UsageError(f"{where}: can't be read: {thing.reason}; correct the line")
    missing = [name for name in ("title", "url", "source") if not getattr(thing, name)]
    if missing:
        raise UsageError(f"{where}: has no {missing[0]}; add it to the line")
    if thing.published_at is None or thing.published_at.tzinfo is None:
        raise UsageError(f"{where}: 'published' has no time with a zone; write it as 2026-11-24T08:10:00+01:00")
    return thing


def _yaml(path: Path, keys: str) -> dict[str, Any]:
    if not path.is_file():
        raise UsageError(f"{path}: there is no such file; it should map {keys}")
    return read_yaml(path, keys)


_EXPECTED = TypeAdapter(Expected)


def _expected(path: Path) -> Expected:
    content = _yaml(path, "about, first, differences, same and must_tell")
    try:
        return _EXPECTED.validate_python(content)
    except ValidationError as error:
        raise UsageError(f"{path}: {problem_of(error)}; evals/stories/README.md describes the file") from error


# --- what is expected, held against the texts


def _check(expected: Expected, texts: Mapping[str, GoldText], where: str) -> None:
    _check_first(expected.first, texts, where)
    for copied in expected.near_duplicates:
        _check_order([[copied.of], [copied.copy]], texts, f"{where}: near-duplicate {copied.copy}")
    for difference in expected.differences:
        place = f"{where}: difference {difference.fact!r}"
        _check_sides(difference.sides, texts, place)
        if difference.kind == "update":
            _check_order([list(side.told) for side in difference.sides], texts, place)
    for same in expected.same:
        _check_sides(same.sides, texts, f"{where}: same {same.fact!r}")
    for alone in expected.alone:
        _check_words(alone.words, alone.article, texts, f"{where}: alone {alone.fact!r}")
    _check_must_tell(expected.must_tell, texts, where)


def _check_first(first: str, texts: Mapping[str, GoldText], where: str) -> None:
    earliest = min(texts.values(), key=lambda text: text.moment).article.id
    if first != earliest:
        raise UsageError(f"{where}: first is {first!r}, but the earliest is {earliest!r}; correct one of them")


def _check_order(sides: Sequence[Sequence[str]], texts: Mapping[str, GoldText], where: str) -> None:
    """Raise `UsageError` unless each side begins before the next one does."""
    for ref in chain.from_iterable(sides):
        _reject_unknown(ref, texts, where)
    firsts = [min(side, key=lambda ref: texts[ref].moment) for side in sides]
    for one, other in pairwise(firsts):
        if texts[one].moment >= texts[other].moment:
            raise UsageError(f"{where}: {one!r} is not earlier than {other!r}; put the sides into the order of time")


def _check_sides(sides: Sequence[Side], texts: Mapping[str, GoldText], where: str) -> None:
    for side in sides:
        for ref, words in side.told.items():
            _check_words(words, ref, texts, where)
            if not _has(words, side.values):
                raise UsageError(
                    f"{where}: the words {words!r} of {ref!r} don't have the value {side.value!r}; "
                    "add an alternative, as in 'two | 2'"
                )


def _check_words(words: str, ref: str, texts: Mapping[str, GoldText], where: str) -> None:
    """Raise `UsageError` unless a text has the words once, in a sentence that a record rests on."""
    _reject_unknown(ref, texts, where)
    gold = texts[ref].gold
    (span,) = evidence_spans([words], gold.article, f"{where}: {ref}")
    touched = {s.number for s in gold.article.sentences if s.span.start < span.end and span.start < s.span.end}
    if not any(touched.intersection(record.sentences) for record in gold.records):
        raise UsageError(f"{where}: {ref}: no record rests on the sentence of {words!r}; label one in labels/")


def _check_must_tell(must_tell: Sequence[MustTell], texts: Mapping[str, GoldText], where: str) -> None:
    everything = "\n".join(f"{text.article.title}\n{text.article.text}" for text in texts.values())
    for each in must_tell:
        for word in each.words:
            if not _has(everything, _alternatives(word)):
                raise UsageError(f"{where}: must_tell {each.fact!r}: no text has {word!r}; take words of the texts")


def _reject_unknown(ref: str, texts: Mapping[str, object], where: str) -> None:
    if ref not in texts:
        raise UsageError(f"{where}: there is no text {ref!r}; there are {', '.join(texts)}")


def _has(text: str, alternatives: Sequence[str]) -> bool:
    return any(each.casefold() in text.casefold() for each in alternatives)


def _alternatives(value: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in value.split(" | "))
