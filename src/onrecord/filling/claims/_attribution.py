"""Who says what in some words: `Ann Lee said the ferry sank`, `The ferry sank, according to Ann Lee`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.filling.languages import CLAIMING

if TYPE_CHECKING:
    from onrecord.filling.languages import Claiming
    from onrecord.grounding.text import Words

__all__ = ["Said", "said_in", "text_of"]

_SUBJECT = 14
"""Words before a reporting verb, at most."""
_ASIDE = 8
"""Words between a reporting verb and the word that opens what is said: `told reporters in Orlec on Friday that`."""
_NAMED = 10
"""Words behind what is said that name who says it, at most."""
_LEAST = 3
"""Words that what is said has at least."""
_CLOSES = frozenset("\"'”’»“)")
_OPENS = {"”": "“", "’": "‘", "»": "«", "“": "„", ")": "("}
"""The mark that opens what another one closes, where it isn't the same."""
_STOPS = frozenset(";:!?")


class Said(NamedTuple):
    """The words that name the one who says something, those of what is said, and whether it is denied."""

    speaker: range
    content: range
    denied: bool = False


def said_in(words: Words, span: range) -> Said | None:
    """Who says what in a sentence that is nothing but that; None where it says something by itself."""
    known = CLAIMING.get(words.language)
    if known is None or len(span) <= _LEAST:
        return None
    found = _from_source(words, span, known) or _from_verb(words, span, known) or _behind(words, span, known)
    return found if found and len(found.content) >= _LEAST else None


def text_of(words: Words, span: range) -> str:
    """The words of a span as a sentence of their own, with a capital letter and a full stop."""
    start, end = words.starts[span.start], words.ends[span.stop - 1]
    while end < len(words.text) and words.text[end] in _CLOSES and _closes(words.text[start : end + 1]):
        end += 1
    text = words.text[start:end].strip() + _mark_behind(words.text, start, end)
    return f"{text[:1].upper()}{text[1:]}."


def _mark_behind(text: str, start: int, end: int) -> str:
    """The mark behind the full stop of a sentence that closes one within it; "" where there is none."""
    mark = text[end + 1 : end + 2] if text[end : end + 1] in set(".,!") else ""
    return mark if mark in _CLOSES and _closes(text[start:end] + mark) else ""


def _closes(text: str) -> bool:
    """Whether the mark at the end of a text closes one that the text opens."""
    opening = _OPENS.get(text[-1], text[-1])
    if opening == text[-1]:
        return text.count(opening) % 2 == 0
    return text.count(opening) == text.count(text[-1])


def _from_source(words: Words, span: range, known: Claiming) -> Said | None:
    """What stands beside `according to`: before it, or behind the comma that ends it."""
    for source in known.sources:
        keys = source.split()
        for i in span:
            if words.keys[i] == keys[0] and words.keys[i : i + len(keys)] == keys:
                return _beside(words, span, range(i, i + len(keys)), known)
    return None


def _beside(words: Words, span: range, source: range, known: Claiming) -> Said | None:
    comma = next((i for i in range(source.stop + 1, span.stop) if "," in words.gap(i)), span.stop)
    speaker = range(source.stop, comma)
    if source.start == span.start:
        return Said(speaker, range(comma, span.stop)) if known.fronted and comma < span.stop else None
    if comma < span.stop or not speaker:
        return None
    return Said(speaker, range(span.start, source.start))


def _from_verb(words: Words, span: range, known: Claiming) -> Said | None:
    """What follows a reporting verb that has its subject before it."""
    for i in span[1:_SUBJECT]:
        if not _STOPS.isdisjoint(words.gap(i)):
            return None
        if words.keys[i] in known.saying | known.denying and _is_verb(words, span, i, known):
            first = _opening(words, span, i, known)
            if first is None:
                return None
            stop = max(i - (words.keys[i - 1] in known.helpers), span.start + 1)
            return Said(range(span.start, stop), range(first, span.stop), words.keys[i] in known.denying)
    return None


def _is_verb(words: Words, span: range, place: int, known: Claiming) -> bool:
    """Whether a reporting word is the verb of what stands before it: no noun, infinitive or passive."""
    if words.keys[place - 1] in known.no_speakers:
        return False
    return "," not in words.gap(place) or any("," in words.gap(i) for i in range(span.start + 1, place))


def _opening(words: Words, span: range, verb: int, known: Claiming) -> int | None:
    """The first word of what is said behind a verb."""
    for i in range(verb + 1, min(verb + 1 + _ASIDE, span.stop)):
        if words.keys[i] in known.that:
            return i + 1 if known.whole else None
        if not _STOPS.isdisjoint(words.gap(i)) or "," in words.gap(i):
            clause = "," in words.gap(i) and known.comma and words.keys[i] not in known.openers
            return i if clause else None
    following = words.keys[verb + 1 : span.stop]
    if not following or following[0] in known.openers or words.keys[verb] not in known.bare:
        return None
    return verb + 1


def _behind(words: Words, span: range, known: Claiming) -> Said | None:
    """What stands before a comma and a few words that say who says it."""
    commas = [i for i in span[1:] if "," in words.gap(i)]
    if not commas or span.stop - commas[-1] > _NAMED:
        return None
    last = range(commas[-1], span.stop)
    verb = next((i for i in last if words.keys[i] in known.saying), None)
    if verb is None or verb not in (last.start, last.stop - 1):
        return None
    speaker = range(verb + 1, last.stop) if verb == last.start else range(last.start, verb)
    return Said(speaker, range(span.start, last.start)) if speaker else None
