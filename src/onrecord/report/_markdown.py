"""A comparison as Markdown for a pull request, in which no text of an article or a model can do anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.report._characters import presentable

if TYPE_CHECKING:
    from onrecord.evals import ArticleChange, FieldChange, MetricComparison, RecordChange
    from onrecord.report._pages import Comparison
    from onrecord.rewording import Piece

__all__ = ["MOST", "comparison_markdown"]

MOST = 60_000
"""Characters of a text at most: GitHub takes 65,536 for a comment."""

_MARKUP = re.compile(r"[!\"$%&'()*+/:;<=>?\[\\\]^_`{|}~]|(?<=www)\.", re.IGNORECASE)
"""What Markdown, HTML, mathematics or an address on its own may begin with."""
_FIRING = re.compile(r"[@#]|(?<=\bGH)-(?=\d)|:(?=[\w+-]+:)", re.IGNORECASE)
"""What makes a mention, a reference to an issue, or an emoji of what follows, also where it is written as an entity."""
_BREAK = "&#8203;"
"""Space without width: after it, nothing is mentioned, referred to or made a picture of."""


def comparison_markdown(comparison: Comparison) -> str:
    """A comparison in GitHub's Markdown: scores, then each article that changed, its records side by side.

    Texts of articles and models are shown as they are: no markup, image, link, mention, reference or emoji comes of
    them. Articles that would make the text too long for a comment are counted in its last line.
    """
    head = "\n".join(_head(comparison))
    parts, used = [head], len(head)
    for number, article in enumerate(comparison.articles):
        part = "\n".join(_article(article))
        if used + len(part) > MOST:
            parts.append(f"{len(comparison.articles) - number} more articles changed; `--html FILE` has them all.")
            break
        parts.append(part)
        used += len(part) + 2
    return "\n\n".join(parts) + "\n"


def safe(text: str) -> str:
    """A text in one line of Markdown as nothing but itself."""
    line = " ".join(presentable(text).split())
    firing = {found.start() for found in _FIRING.finditer(line)}
    markup = {found.start() for found in _MARKUP.finditer(line)}
    return "".join(
        (f"&#{ord(each)};" if i in firing | markup else each) + (_BREAK if i in firing else "")
        for i, each in enumerate(line)
    )


def _head(comparison: Comparison) -> Iterator[str]:
    yield "### Is B better than A?"
    yield ""
    yield f"A: {safe(comparison.name_a)}  \nB: {safe(comparison.name_b)}"
    yield ""
    yield "| score | A | B | B − A | 95% interval | p | B is |"
    yield "| --- | ---: | ---: | ---: | --- | ---: | --- |"
    yield from map(_metric, comparison.metrics)
    yield ""
    yield "p is from a permutation test paired by article and corrected for all the scores shown."
    yield ""
    yield f"Gained {len(comparison.gained)}, lost {len(comparison.lost)}; {_changed(len(comparison.articles))}."


def _changed(articles: int) -> str:
    return "1 article changed" if articles == 1 else f"{articles} articles changed"


def _metric(each: MetricComparison) -> str:
    if each.difference is None:
        return f"| {safe(each.metric)} | – | – | – | | | nothing to compare |"
    interval = "" if each.low is None else f"{each.low:+.3f} to {each.high:+.3f}"
    p = "" if each.corrected_p is None else f"{each.corrected_p:.3f}"
    more = f"; {each.articles_needed:,} articles in all would show it" if each.articles_needed else ""
    bold = "**" if each.verdict in ("better", "worse") else ""
    return (
        f"| {safe(each.metric)} | {each.value_a:.3f} | {each.value_b:.3f} | {each.difference:+.3f} | {interval} | {p} "
        f"| {bold}{each.verdict}{bold}{more} |"
    )


def _article(article: ArticleChange) -> Iterator[str]:
    counts = ", ".join(f"{count} {change}" for change, count in article.counts.items())
    yield f"<details><summary>{safe(article.article)}: {counts}</summary>"
    yield ""
    yield "| | A | B |"
    yield "| --- | --- | --- |"
    for record in article.records:
        yield f"| {_title(record)} | | |"
        for field in record.fields:
            yield f"| {safe(field.name)} | {_side(field, record, 'a')} | {_side(field, record, 'b')} |"
    yield ""
    yield "</details>"


def _title(record: RecordChange) -> str:
    gold = f" {record.number}: {safe(record.gold)}" if record.number else ""
    return f"**{record.change}** {safe(record.kind)}{gold}"


def _side(field: FieldChange, record: RecordChange, own: str) -> str:
    """A field of A or B with what only this side says marked, whether it is wrong, and why it is unsupported."""
    has, value, wrong, unsupported = (
        (record.in_a, field.a, field.wrong_a, field.unsupported_a)
        if own == "a"
        else (record.in_b, field.b, field.wrong_b, field.unsupported_b)
    )
    if not has:
        return "*no record*"
    tag = "del" if own == "a" else "ins"
    pieces = [_piece(piece, tag) for piece in field.pieces if piece.where in (own, "both")]
    notes = [*(["**wrong**"] if wrong else []), *([f"⚠ unsupported: {safe(unsupported)}"] if unsupported else [])]
    return " ".join(["".join(pieces) if value else "*nothing*", *notes])


def _piece(piece: Piece, tag: str) -> str:
    """Words with the spaces around them; what one side alone has in a tag."""
    before, after = piece.text[:1].isspace() * " ", piece.text[-1:].isspace() * " "
    words = f"{before}{safe(piece.text)}{after}" if piece.text.strip() else " "
    return words if piece.where == "both" else f"<{tag}>{words}</{tag}>"
