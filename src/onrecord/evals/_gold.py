"""Gold: records, facts and entities labelled by hand, read strictly. An error names the file, the place, the remedy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_origin

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from onrecord._yaml import SafeLoader
from onrecord.article import Article, Span
from onrecord.compose import carries
from onrecord.errors import UsageError
from onrecord.kinds import KINDS, Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = [
    "GoldArticle",
    "GoldEntity",
    "GoldFact",
    "GoldRecord",
    "evidence_spans",
    "is_shared",
    "labelled",
    "load_gold",
    "problem_of",
    "read_labels",
    "read_yaml",
    "record_faults",
]

_SIDE = frozenset({"evidence", "optional", "note", "draft"})
"""The keys of a labelled record that are not fields of its kind."""

_T = TypeVar("_T", bound=BaseModel)

One = tuple[str | None, ...]
"""The alternatives for one value, all equally right; None stands for no value."""
Many = tuple[tuple[str, ...], ...]
"""The alternatives for each member of a list, such as each participant of an event."""


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """One labelled record.

    `fields` has the alternatives of each field's value; for a list, those of each member. `evidence` are the spans of
    the evidence snippets, `sentences` the numbers of the sentences that these spans overlap. An `optional` record is
    debatable: it is no mistake to miss it or to predict it.
    """

    kind: str
    fields: Mapping[str, One | Many]
    evidence: tuple[Span, ...]
    sentences: tuple[int, ...]
    optional: bool = False
    note: str | None = None

    @property
    def alternatives(self) -> int:
        """The largest number of alternatives that a value of the record has."""
        return max((len(each) for field in self.fields for each in _choices(self, field)), default=1)

    def record(self, alternative: int = 0) -> Record:
        """The record with one alternative of each value: the one at this index, or the last where there are fewer."""
        kind = KINDS[self.kind]
        filled: dict[str, Any] = {"sentences": list(self.sentences)}
        for field in self.fields:
            chosen = [each[min(alternative, len(each) - 1)] for each in _choices(self, field)]
            filled[field] = chosen if _is_list(kind, field) else chosen[0]
        return kind.model_validate(filled)


@dataclass(frozen=True, slots=True)
class GoldFact:
    """Something that an article reports, once, however many of its records say it.

    `records` are the positions of these records, from 0, in `GoldArticle.records`. `main` is 1, 2 or 3 for the facts
    that a summary of three lines must have, 1 for what the article is about, and None for the others.
    """

    records: tuple[int, ...]
    main: int | None = None


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """A person, an organisation, a place or a named thing that the article words in more than one way.

    `name` is the fullest proper name, without titles. `forms` are the other wordings that the article has for it.
    """

    name: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article and its labelled records, facts and entities; a file need not label the latter two."""

    article: Article
    records: tuple[GoldRecord, ...]
    facts: tuple[GoldFact, ...] = ()
    entities: tuple[GoldEntity, ...] = ()

    def of_kind(self, kind: str) -> tuple[GoldRecord, ...]:
        """The labelled records of one kind."""
        return tuple(record for record in self.records if record.kind == kind)


class _Head(BaseModel):
    """The keys of a gold file that describe its article."""

    model_config = ConfigDict(extra="forbid")

    article: str
    title: str | None = None
    published: date | None = None
    language: str = "en"


class _Side(BaseModel):
    """The keys of a labelled record beside its fields."""

    model_config = ConfigDict(extra="forbid", strict=True)

    evidence: list[str]
    optional: bool = False
    note: str | None = None
    draft: bool = False


class _Fact(BaseModel):
    """The keys of a fact beside the numbers of its records."""

    model_config = ConfigDict(extra="forbid", strict=True)

    main: Literal[1, 2, 3] | None = None


@cache
def _numbered_fact(kinds: tuple[type[Record], ...]) -> type[_Fact]:
    """The class of a fact as a file has it: the numbers of its records, kind by kind, from 1."""
    numbers: dict[str, Any] = {kind.plural: (list[int], []) for kind in kinds}
    return create_model("_NumberedFact", __base__=_Fact, **numbers)


class _Entity(BaseModel):
    """The keys of an entity."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: str = Field(min_length=1)
    forms: list[str] = Field(min_length=1)


def load_gold(folder: Path) -> list[GoldArticle]:
    """The labelled articles of a folder with `gold/*.yaml` and `articles/*.txt`, in the order of the file names.

    What is in folders within, which labellers have of their own, is no gold as yet. Raises `UsageError`, which names
    the file, the place in it and the remedy.
    """
    files = sorted((folder / "gold").glob("*.yaml"))
    if not files:
        raise UsageError(f"{folder / 'gold'}: no *.yaml file here; name the folder that holds gold/ and articles/")
    articles: dict[str, GoldArticle] = {}
    for file in files:
        gold = _load(file, folder / "articles")
        if gold.article.id in articles:
            raise UsageError(
                f"{file}: article {gold.article.id!r} is labelled in another file too; put all its records into one"
            )
        articles[gold.article.id] = gold
    return list(articles.values())


def _load(file: Path, articles: Path) -> GoldArticle:
    return labelled(*read_labels(file, articles), str(file))


def read_labels(file: Path, articles: Path) -> tuple[Article, dict[str, Any]]:
    """The article that a gold file labels, from a folder of texts, and what the file has, its lists unread as yet.

    Raises `UsageError`, which names the file.
    """
    content = read_yaml(file, "article, title and the kinds' names")
    lists = {*(kind.plural for kind in KINDS.values()), "facts", "entities"}
    known = [*_Head.model_fields, *sorted(lists)]
    if unknown := [key for key in content if key not in known]:
        raise UsageError(
            f"{file}: unknown field {unknown[0]!r}; known: {', '.join(known)}; if it lists records of a kind of "
            "your own, name the file of its class with --kinds"
        )
    head = _checked(_Head, {key: value for key, value in content.items() if key not in lists}, str(file))
    return _read_article(file, articles, head), content


def labelled(article: Article, content: Mapping[str, Any], where: str) -> GoldArticle:
    """An article with the records, facts and entities that the lists in `content` label.

    Raises `UsageError`, which begins with `where`.
    """
    records = [
        _record(kind, entry, article, f"{where}: {kind.kind} {number}")
        for kind in KINDS.values()
        for number, entry in enumerate(_entries(content.get(kind.plural), f"{where}: {kind.plural}"), start=1)
    ]
    facts = _facts(_entries(content.get("facts"), f"{where}: facts"), records, where)
    entities = _entities(_entries(content.get("entities"), f"{where}: entities"), article, where)
    return GoldArticle(article, tuple(records), facts, entities)


class _Loader(SafeLoader):
    """Refuses a mapping with a repeated key, of which PyYAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        """The mapping at `node`. Raises `yaml.YAMLError`."""
        before: set[str] = set()
        for key, _ in node.value:
            if str(key.value) in before:
                raise yaml.MarkedYAMLError(problem=f"key {key.value!r} occurs twice", problem_mark=key.start_mark)
            before.add(str(key.value))
        return super().construct_mapping(node, deep)


def read_yaml(file: Path, keys: str) -> dict[str, Any]:
    """The mapping in a file, whose keys are told so where it holds none. Raises `UsageError`."""
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), _Loader)  # noqa: S506  # a subclass of SafeLoader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: not YAML in UTF-8: {error}") from error
    if not isinstance(content, dict):
        raise UsageError(f"{file}: holds {type(content).__name__}; it should map {keys}")
    return content


def _read_article(file: Path, articles: Path, head: _Head) -> Article:
    path = articles / f"{head.article}.txt"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"{file}: its article can't be read from {path} ({error.strerror}); correct 'article:'"
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not text in UTF-8: {error}; save it as UTF-8") from error
    return Article(text, head.article, head.title, None, head.published, head.language)


def _entries(given: object, where: str) -> list[Any]:
    if given is None:
        return []
    if not isinstance(given, list):
        raise UsageError(f"{where}: holds {type(given).__name__}; it should be a list, each entry starting with '- '")
    return given


def _mapping(entry: object, where: str) -> dict[str, Any]:
    if not isinstance(entry, dict):
        raise UsageError(f"{where}: holds {type(entry).__name__}; it should map fields to values")
    return entry


def _record(kind: type[Record], entry: object, article: Article, where: str) -> GoldRecord:
    entry = _mapping(entry, where)
    known = [name for name in kind.model_fields if name != "sentences"]
    if unknown := sorted(set(entry) - set(known) - _SIDE, key=str):
        raise UsageError(f"{where}: unknown field {unknown[0]!r}; known: {', '.join([*known, *sorted(_SIDE)])}")
    side = _checked(_Side, {key: value for key, value in entry.items() if key in _SIDE}, where)
    if side.draft:
        raise UsageError(
            f"{where}: is a model's draft, which nobody has accepted yet; accept or reject it: onrecord label"
        )
    spans = evidence_spans(side.evidence, article, where)
    fields = {name: _field(kind, name, entry[name], article, where) for name in known if name in entry}
    touched = [s.number for s in article.sentences if any(s.span.start < e.end and e.start < s.span.end for e in spans)]
    gold = GoldRecord(kind.kind, fields, spans, tuple(touched), side.optional, side.note)
    for alternative in range(gold.alternatives):
        _checked_record(gold, alternative, where)
    return gold


def record_faults(kind: type[Record], entry: Mapping[str, Any], article: Article) -> dict[str, str]:
    """What is wrong with a labelled record of an article, by the field that it is wrong in; empty where nothing is.

    It is what `load_gold` would refuse, except that a draft may be one. What is wrong with no one field is under "".
    """
    given = {name: value for name, value in entry.items() if name != "draft"}
    faults = dict(_faults_by_field(kind, given, article))
    if not faults:
        try:
            _record(kind, given, article, kind.kind)
        except UsageError as error:
            invalid = error.__cause__
            place = invalid.errors()[0]["loc"] if isinstance(invalid, ValidationError) else ()
            field = str(place[0]) if place else ""
            faults[field] = str(error).removeprefix(f"{kind.kind}: ").removeprefix(f"{field}: ")
    return faults


def _faults_by_field(kind: type[Record], entry: Mapping[str, Any], article: Article) -> Iterator[tuple[str, str]]:
    """The fields that are wrong each by itself, with why."""
    for name, value in entry.items():
        try:
            if name == "evidence" and isinstance(value, list):
                evidence_spans(value, article, kind.kind)
            elif name in kind.model_fields:
                _field(kind, name, value, article, kind.kind)
        except UsageError as error:
            yield name, str(error).removeprefix(f"{kind.kind}: ").removeprefix(f"{name}: ")


def evidence_spans(snippets: list[str], article: Article, where: str) -> tuple[Span, ...]:
    """Where snippets stand in an article's text, each of them once. Raises `UsageError`."""
    if not snippets:
        raise UsageError(f"{where}: evidence is empty; copy a snippet from the article, long enough to occur once")
    _reject_cut_list(snippets, article, f"{where}: evidence")
    return tuple(_snippet(snippet, article, where) for snippet in snippets)


def _snippet(snippet: str, article: Article, where: str) -> Span:
    times = article.text.count(snippet) if snippet else 0
    if times != 1:
        problem = "is not in the article's text" if times == 0 else f"occurs {times} times in the article's text"
        remedy = "copy it character for character" if times == 0 else "make it longer, so that it occurs once"
        raise UsageError(f"{where}: evidence {snippet!r} {problem}; {remedy}")
    start = article.text.index(snippet)
    return Span(start, start + len(snippet))


def _reject_cut_list(items: list[str], article: Article, where: str) -> None:
    """Raise `UsageError` where two neighbours in a list are one snippet of the article, cut at an unquoted comma."""
    for one, other in pairwise(items):
        for comma in (",", ", "):
            whole = f"{one}{comma}{other}"
            cut = article.text.count(one) != 1 or article.text.count(other) != 1
            if whole in article.text and (cut or comma == ","):
                raise UsageError(f"{where}: an unquoted comma cut {whole!r} in two; put it in double quotes")


def _field(kind: type[Record], name: str, value: object, article: Article, where: str) -> One | Many:
    where = f"{where}: {name}"
    if _is_list(kind, name):
        if not isinstance(value, list):
            raise UsageError(f"{where}: holds {value!r}; it should be a list in brackets, [A | B, C]")
        texts = [_text(each, where) for each in value]
        _reject_cut_list(texts, article, where)
        return tuple(tuple(_split(each)) for each in texts)
    if value is None:
        return (None,)
    return tuple(None if each == "null" else each for each in _split(_text(value, where)))


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise UsageError(f"{where}: YAML reads {value!r} as {type(value).__name__}; put it in double quotes")
    if not all(_split(value)):
        raise UsageError(f"{where}: {value!r} has an empty alternative; remove the superfluous '|'")
    return value


def _split(text: str) -> list[str]:
    return [each.strip() for each in text.split(" | ")]


def _choices(gold: GoldRecord, field: str) -> list[tuple[Any, ...]]:
    """The alternatives of each value of a field."""
    value = gold.fields[field]
    return list(value) if _is_list(KINDS[gold.kind], field) else [value]  # type: ignore[arg-type]


@cache
def _is_list(kind: type[Record], field: str) -> bool:
    return get_origin(kind.model_fields[field].annotation) is list


def _facts(entries: Sequence[object], records: Sequence[GoldRecord], file: str) -> tuple[GoldFact, ...]:
    places = {kind: [i for i, record in enumerate(records) if record.kind == kind] for kind in KINDS}
    facts = tuple(_fact(entry, places, f"{file}: fact {number}") for number, entry in enumerate(entries, start=1))
    _reject_shared_main(facts, file)
    for kind in [each for each in KINDS if facts and not is_shared(each)]:
        for number, place in enumerate(places[kind], start=1):
            _reject_unless_once(f"{file}: {kind} {number}", place, facts)
    return facts


def is_shared(kind: str) -> bool:
    """Whether the records of a kind may stand in several facts or in none; one of another stands in exactly one."""
    return carries(KINDS[kind])


def _fact(entry: object, places: Mapping[str, Sequence[int]], where: str) -> GoldFact:
    given = _checked(_numbered_fact(tuple(KINDS.values())), _mapping(entry, where), where)
    records = [
        _place(number, places[kind.kind], f"{where}: {kind.plural}", kind)
        for kind in KINDS.values()
        for number in getattr(given, kind.plural)
    ]
    if not records:
        raise UsageError(f"{where}: has no record; list the numbers of its records, as in {{events: [1], claims: [2]}}")
    if len(set(records)) < len(records):
        raise UsageError(f"{where}: has the number of one record twice; remove one of them")
    return GoldFact(tuple(records), given.main)


def _place(number: int, places: Sequence[int], where: str, kind: type[Record]) -> int:
    """The position of a kind's record among all records, by its number from 1 among those of its kind."""
    if not 1 <= number <= len(places):
        raise UsageError(f"{where}: there is no {kind.kind} {number}; the file's {kind.plural} are 1 to {len(places)}")
    return places[number - 1]


def _reject_shared_main(facts: Sequence[GoldFact], file: str) -> None:
    """Raise `UsageError` where two facts have the same `main`."""
    first: dict[int, int] = {}
    for number, fact in enumerate(facts, start=1):
        if fact.main and first.setdefault(fact.main, number) != number:
            raise UsageError(
                f"{file}: fact {number}: main: {fact.main} is that of fact {first[fact.main]} already; "
                "give 1, 2 and 3 to one fact each"
            )


def _reject_unless_once(where: str, place: int, facts: Sequence[GoldFact]) -> None:
    """Raise `UsageError` where the record at a position stands in no fact, or in several."""
    within = [str(number) for number, fact in enumerate(facts, start=1) if place in fact.records]
    if not within:
        raise UsageError(f"{where}: stands in no fact; add its number to the fact that it reports, or add a fact")
    if len(within) > 1:
        raise UsageError(f"{where}: stands in the facts {' and '.join(within)}; leave its number in one of them")


def _entities(entries: Sequence[object], article: Article, file: str) -> tuple[GoldEntity, ...]:
    entities = tuple(_entity(entry, article, f"{file}: entity {number}") for number, entry in enumerate(entries, 1))
    named: dict[str, int] = {}
    for number, entity in enumerate(entities, start=1):
        for form in (entity.name, *entity.forms):
            if form in named:
                raise UsageError(
                    f"{file}: entity {number}: {form!r} stands for entity {named[form]} already; list a wording once, "
                    "and one that two entities share nowhere"
                )
            named[form] = number
    return entities


def _entity(entry: object, article: Article, where: str) -> GoldEntity:
    given = _checked(_Entity, _mapping(entry, where), where)
    for form in given.forms:
        if not form or form not in article.text:
            raise UsageError(f"{where}: forms: {form!r} is not in the article's text; copy it character for character")
    return GoldEntity(given.name, tuple(given.forms))


def _checked_record(gold: GoldRecord, alternative: int, where: str) -> None:
    try:
        gold.record(alternative)
    except ValidationError as error:
        raise UsageError(f"{where}: {problem_of(error)}") from error


def _checked(model: type[_T], given: dict[str, Any], where: str) -> _T:
    try:
        return model.model_validate(given)
    except ValidationError as error:
        known = ", ".join(model.model_fields)
        raise UsageError(f"{where}: {problem_of(error)}; known: {known}") from error


def problem_of(error: ValidationError) -> str:
    """The first thing that is wrong, and where, for an error message."""
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"unknown field {place!r}"
    return f"{place}: {first['msg']}, got {first.get('input')!r}"
