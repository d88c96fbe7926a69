"""An article, its numbered sentences, and spans of its text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Any, Generic, TypeVar, overload

from pydantic import Field

from onrecord._plain_forms import HasPlainForm
from onrecord._sentences import MAX_SENTENCE, sentence_bounds
from onrecord.errors import UsageError
from onrecord.languages import detect_language

__all__ = ["MAX_SENTENCE", "Article", "Sentence", "Span", "clean_text", "textless"]

Kept = TypeVar("Kept")
Given = TypeVar("Given")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters, `text[start:end]`, in Unicode code points."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A numbered sentence of an article. Numbers count from 1; the spans of all sentences tile the text."""

    number: int
    span: Span
    text: str


def clean_text(text: str) -> str:
    """Text in Unicode form C, with line feeds as the only line ends, no byte-order mark, and U+FFFD for surrogates."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return text
    text = text.removeprefix("\ufeff")
    text = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text) if _has_surrogates(text) else text
    return unicodedata.normalize("NFC", text)


def _has_surrogates(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


class _Language:
    """The language of an article: the one given, or else detected from the text when it is first read."""

    @overload
    def __get__(self, article: None, owner: type) -> str: ...
    @overload
    def __get__(self, article: Article, owner: type) -> str: ...
    def __get__(self, article: Article | None, owner: type) -> str:
        if article is None:
            return ""  # the default of the field, by which dataclasses know that there is one
        known = article.__dict__
        if not known["language"]:
            known["language"] = detect_language(article.text)
        return str(known["language"])

    def __set__(self, article: Article, language: str | None) -> None:
        if not isinstance(language, str | None):
            raise UsageError(f"language is {language!r}; it should be a code such as 'de'")
        article.__dict__["language"] = language or ""


class _Time(Generic[Kept, Given]):
    """A field that may be given in several forms, and is kept in one."""

    def __init__(self, parse: Callable[[Given], Kept]) -> None:
        self._parse = parse

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, article: None, owner: type) -> None: ...
    @overload
    def __get__(self, article: Article, owner: type) -> Kept | None: ...
    def __get__(self, article: Article | None, owner: type) -> Kept | None:
        if article is None:
            return None  # the default of the field
        kept: Kept | None = article.__dict__[self._name]
        return kept

    def __set__(self, article: Article, given: Given | None) -> None:
        article.__dict__[self._name] = None if given is None else self._parse(given)


def _published(given: date | str) -> date:
    """The day of publication, or its day and time. Raises `UsageError`."""
    for parse in (date.fromisoformat, datetime.fromisoformat):
        if isinstance(parsed := _parsed(given, parse), date):
            return parsed
    raise UsageError(
        f"published is {given!r}; it should be a date or a datetime, or be written as 2026-11-27 or "
        "2026-11-27T07:30:00+01:00"
    )


def _published_at(given: datetime | str) -> datetime:
    """The day and the time of publication. Raises `UsageError`."""
    is_day = isinstance(given, str) and _parsed(given, date.fromisoformat) is not given
    if not is_day and isinstance(parsed := _parsed(given, datetime.fromisoformat), datetime):
        return parsed
    raise UsageError(
        f"published_at is {given!r}; it should be a datetime, or be written as 2026-11-27T07:30:00+01:00; "
        "a day without a time is given as published"
    )


def _parsed(given: object, parse: Callable[[str], date]) -> object:
    """What a text says, where it says something; anything else comes back."""
    try:
        return parse(given) if isinstance(given, str) else given
    except ValueError:
        return given


@dataclass(frozen=True)
class Article(HasPlainForm):
    """A text with what is known about it. All offsets refer to `text`.

    `text` is cleaned once, when the article is made (see `clean_text`), and never changed after that. `language` is a
    code such as `de`; if it is not given, it is detected from the text. `published` is the day of publication. Where
    the time is known as well, `published_at` has the day and the time, and the day is that in its own time zone. Either
    field accepts a `datetime`, and what is written as `2026-11-27T07:30:00+01:00`; `published` accepts `2026-11-27`
    as well. Raises `UsageError` for a text without a character that shows, and for values of other types.
    """

    text: str
    id: str = "article"
    title: str | None = None
    url: str | None = None
    published: _Time[date, date | str] = _Time(_published)  # a descriptor, which all articles share
    language: _Language = _Language()
    source: str | None = None
    author: str | None = None
    published_at: _Time[datetime, datetime | str] = _Time(_published_at)  # likewise

    def __post_init__(self) -> None:
        for name in _WORDS:
            _check_words(name, getattr(self, name), optional=name not in ("text", "id"))
        object.__setattr__(self, "text", clean_text(self.text))
        if not self.text or self.text.isspace():
            raise UsageError("the text is empty: an article has words in it")
        moment = self.published if isinstance(self.published, datetime) else self.published_at
        if moment is not None:
            object.__setattr__(self, "published_at", moment)
            object.__setattr__(self, "published", moment.date())

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The numbered sentences. Their spans tile `text`; white space belongs to the sentence before it."""
        bounds = sentence_bounds(self.text, self.language)
        return tuple(
            Sentence(number, Span(start, end), self.text[start:end].strip())
            for number, (start, end) in enumerate(pairwise(bounds), start=1)
        )


_WORDS = ("text", "id", "title", "url", "source", "author")
"""The fields of an article that are words."""


def _check_words(name: str, given: object, *, optional: bool) -> None:
    """Raise `UsageError` for a field of an article that is no text."""
    if not isinstance(given, str) and not (optional and given is None):
        raise UsageError(f"{name} is {given!r:.60}, of type {type(given).__name__}; it should be a str")


def textless(**known: Any) -> Article:
    """An article of which only this is `known`, and no text: one that can't be read, or that has yet to be read."""
    article = Article("unread", **known)
    object.__setattr__(article, "text", "")
    return article
