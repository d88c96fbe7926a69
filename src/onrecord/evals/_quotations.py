"""Where the copied field of a record stands in its article, and whether it stands in quotation marks there."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.article import Article, Span
from onrecord.grounding import Grounder, quotations

if TYPE_CHECKING:
    from onrecord.evals._gold import GoldRecord
    from onrecord.grounding import Form, GroundedRecord

__all__ = ["Quotations", "spans_of"]


def spans_of(record: GroundedRecord, field: str) -> tuple[Span, ...]:
    """The spans that support one field of a predicted record; none where the field is unsupported."""
    return next((value.spans for value in record.values if value.field == field), ())


class Quotations:
    """Locates the copied fields of gold records in their article, by the rules of grounding."""

    def __init__(self, article: Article) -> None:
        self._article = article

    def of(self, gold: GoldRecord, field: str) -> tuple[list[tuple[Span, ...]], Form | None]:
        """The spans of each alternative of a field that stands in the article, and the form of the first alternative.

        The form is None where the first alternative does not stand in the article.
        """
        located = [self._locate(gold, field, number) for number in range(len(gold.fields.get(field, (None,))))]
        return [spans for spans, _ in located if spans], located[0][1]

    def _locate(self, gold: GoldRecord, field: str, alternative: int) -> tuple[tuple[Span, ...], Form | None]:
        """The spans and the form of one alternative.

        Most stand in one of the record's sentences, character for character; only the others need the grounder.
        """
        text = gold.fields.get(field, (None,))[alternative]
        if not isinstance(text, str):
            return (), None
        for number in gold.sentences:
            sentence = self._article.sentences[number - 1].span
            start = self._article.text.find(text, sentence.start, sentence.end)
            if start >= 0 and self._is_whole(start, start + len(text)):
                return (Span(start, start + len(text)),), self._form(start, start + len(text))
        grounded = self._grounder.ground(gold.record(alternative))
        return spans_of(grounded, field), grounded.form

    @cached_property
    def _grounder(self) -> Grounder:
        return Grounder(self._article)

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether a range starts and ends at the boundaries of words."""
        text = self._article.text
        inside = text[start].isalnum() and text[end - 1].isalnum()
        return inside and not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())

    def _form(self, start: int, end: int) -> Form:
        """The form of a range: whether all, some or none of its letters stand in quotation marks."""
        inside = [(max(first, start), min(last, end)) for first, last in self._quoted if first < end and start < last]
        if inside == [(start, end)]:
            return "direct"
        quoted = sum(self._letters(first, last) for first, last in inside)
        if not quoted:
            return "indirect"
        return "direct" if quoted == self._letters(start, end) else "mixed"

    @cached_property
    def _quoted(self) -> list[tuple[int, int]]:
        return quotations(self._article.text)

    def _letters(self, start: int, end: int) -> int:
        return sum(map(str.isalnum, self._article.text[start:end]))
