"""An article, its numbered sentences, and spans of its text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from typing import Annotated, overload

from pydantic import Field

from onrecord._sentences import MAX_SENTENCE, sentence_bounds
from onrecord.languages import detect_language

__all__ = ["MAX_SENTENCE", "Article", "Sentence", "Span", "clean_text"]


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

    def __set__(self, article: Article, language: str) -> None:
        article.__dict__["language"] = language


@dataclass(frozen=True)
class Article:
    """A text with what is known about it. All offsets refer to `text`.

    `text` is cleaned once, when the article is made (see `clean_text`), and never changed after that. `language` is a
    code such as `de`; if it is not given, it is detected from the text. `published` is the day of publication. Where
    the time is known as well, `published_at` has the day and the time, and the day is that in its own time zone. Either
    field accepts a `datetime`.
    """

    text: str
    id: str = "article"
    title: str | None = None
    url: str | None = None
    published: date | None = None
    language: _Language = _Language()
    source: str | None = None
    author: str | None = None
    published_at: datetime | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean_text(self.text))
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
