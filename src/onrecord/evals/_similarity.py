"""The similarity of two values of a field, by the sort of field.

The sort follows from the field's type in the kind's class. Spellings are folded as grounding folds them; besides,
"U. S.", "U.S." and "US" are one word, and so are "nine" and "9".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_origin

from onrecord.grounding import Words, content_stem, fold, fold_gap, is_negative
from onrecord.grounding.languages import ENGLISH, PARTICLES
from onrecord.kinds import MatchRule, Record, match_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "ALIKE",
    "NOT",
    "Compared",
    "Phrase",
    "Sort",
    "comparable",
    "compared_fields",
    "field_similarity",
    "negates",
    "numbers_of",
    "phrase",
    "set_similarity",
    "similarity",
    "words_of",
]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


NOT = "not "
"""The token that stands for each negative word of a sentence; no word has a space in it."""
ALIKE = 0.75
"""The least similarity of two short values, such as names, places or times, that count as the same."""
_OTHER_NAME = 0.5
"""The greatest similarity of two different names, such as Cho Tae-yul and Cho Tae-yong."""
_REMEMBERED = 1 << 13
"""Cached values: names occur in many records, and gold values are compared for every prompt and model."""
_WORDS_REMEMBERED = 1 << 16
"""Cached words: the vocabulary of most news, in some 10 MB."""
_ABBREVIATION = re.compile(r"\b[^\W\d_](?:\. ?[^\W\d_]\b)+\.?")
_ACCENTS = re.compile("[\u0300-\u036f]")
_SMALL = _set("a an the of in on at to from for by with and s its his her their our")
"""Words that are ignored when two short values are compared."""
_OFFICES = _set(
    "vice prime foreign finance defense defence interior health transport education justice general major deputy "
    "acting former lead"
)
"""Words of titles with which names of other things begin, too: Health Ministry, General Motors."""
_PEOPLE = (ENGLISH.titles - _OFFICES) | ENGLISH.person_nouns | ENGLISH.honorifics
"""Words that stand before a person's name and are not part of the name."""
_INNER = frozenset({"of", "for", "in", "at"})
_TIMES = ENGLISH.weekdays.keys() | ENGLISH.months.keys()


class Sort(Enum):
    """How two values of a field are compared."""

    WORDING = "wording"
    """A sentence, in the article's words or the model's: compared by the words that both have."""
    PHRASE = "phrase"
    """A name, a place, a time or a title: the same or not; two forms of one name are the same."""
    SET = "set"
    """Several phrases, in any order: compared by how many members the sets share."""
    CHOICE = "choice"
    """One of a few labels: equal or not."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A field that is compared: its name, its sort, and the alternatives it has where gold leaves the field out."""

    name: str
    sort: Sort
    default: tuple[Any, ...]


@cache
def compared_fields(kind: type[Record]) -> tuple[Compared, ...]:
    """The fields of a kind that are compared, in the order of its class; `sentences`, the evidence, is not one."""
    found = []
    for name, info in kind.model_fields.items():
        if name == "sentences":
            continue
        sort = _sort_of(info.annotation, match_rules(kind).get(name))
        default = None if info.is_required() else info.get_default(call_default_factory=True)
        found.append(Compared(name, sort, () if sort is Sort.SET else (default,)))
    return tuple(found)


def _sort_of(annotation: Any, rule: MatchRule | None) -> Sort:
    if get_origin(annotation) is list:
        return Sort.SET
    if rule and rule.is_wording:
        return Sort.WORDING
    return Sort.PHRASE if str in _leaves(annotation) else Sort.CHOICE


def _leaves(annotation: Any) -> set[Any]:
    """The types that an annotation is made of, such as `str` and `None` for an optional text."""
    origin = get_origin(annotation)
    if origin is None:
        return {annotation}
    return {origin}.union(*(_leaves(each) for each in get_args(annotation)))


def comparable(field: Compared, record: Record) -> Any:
    """The value of a predicted record's field: a tuple of texts for a set, otherwise a text, or None for no value."""
    value = getattr(record, field.name)
    if field.sort is Sort.SET:
        return tuple(str(each) for each in value)
    if field.sort is Sort.CHOICE:
        return _choice(value)
    return str(value) if value else None


def field_similarity(field: Compared, gold: Sequence[Any], predicted: Any) -> float:
    """The similarity of a predicted value to the most similar of gold's alternatives, from 0 to 1.

    `gold` is the entry of `GoldRecord.fields` for the field, `predicted` is what `comparable` returns. Two missing
    values have a similarity of 1, a missing and a present value one of 0.
    """
    if field.sort is Sort.SET:
        return set_similarity(gold, predicted)
    if field.sort is Sort.CHOICE:
        return float(predicted in map(_choice, gold))
    if predicted is None or predicted in gold:
        return float(predicted in gold)
    value = phrase(predicted)
    return max([similarity(phrase(each), value) for each in gold if each is not None], default=0.0)


def _choice(value: Any) -> str | None:
    """A label, or an enum member's value, with case and spaces folded."""
    return None if value is None else _folded(str(getattr(value, "value", value)))


_folded = lru_cache(maxsize=_REMEMBERED)(fold)


# --- sentences


@lru_cache(maxsize=_REMEMBERED)
def words_of(text: str | None) -> tuple[str, ...]:
    """The content words of a sentence as they are compared: stems, numbers, abbreviations, and `NOT` for a negative.

    Where a sentence consists of function words, they count as its content words. A missing value has no words.
    """
    found = tuple(chain.from_iterable(map(_piece, _unabbreviated(text or "").split())))
    return found if not {NOT}.issuperset(found) else (*Words(text or "").keys, *found)


@lru_cache(maxsize=_WORDS_REMEMBERED)
def _piece(piece: str) -> tuple[str, ...]:
    """The content words of a text without spaces, most often one or none, and a `NOT` for each negative."""
    words = Words(piece)
    negatives = [NOT for key in words.keys if is_negative(key)]
    return (*filter(None, map(_content, _as_written(words))), *negatives)


def numbers_of(words: Iterable[str]) -> frozenset[str]:
    """The words that are numbers."""
    return frozenset([word for word in words if "0" <= word[:1] <= "9"])


def negates(text: str | None) -> bool:
    """Whether a sentence is negated: whether it has an odd number of negatives."""
    return words_of(text).count(NOT) % 2 == 1


def _unabbreviated(text: str) -> str:
    """A text with "U. S." and "U.S." as "US"."""
    # Most texts have no full stop except at the end, and need no search.
    return _ABBREVIATION.sub(lambda match: re.sub(r"[. ]", "", match.group()), text) if "." in text[:-1] else text


def _as_written(words: Words) -> list[str]:
    text = words.text
    return [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)]


def _content(word: str) -> str:
    """A number, the stem of a content word, or an abbreviation unchanged; "" for other words."""
    key = _key(word)
    return key if "0" <= key[:1] <= "9" or key.isupper() else content_stem(key)


@lru_cache(maxsize=_WORDS_REMEMBERED)
def _key(word: str) -> str:
    """A word folded: no capitals or accents, numbers as figures without commas. US stays distinct from us."""
    key = word.lower() if word.isascii() else _plain(fold(word))
    if key[:1].isdigit():
        return key.replace(",", "")
    if key in ENGLISH.function_words:
        return word if len(word) > 1 and word.isupper() else key
    return str(ENGLISH.units.get(key, key))


def _plain(key: str) -> str:
    """A word without its accents, which models leave out."""
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", key)))


# --- names, places, times


class Phrase(NamedTuple):
    """A short value as it is compared.

    `words` are its content words. For a name, with or without a title, `name` are the words of the name itself, `head`
    those of them before an inner "of", `owner` those before a possessive `'s`, and `initials` the first letters. `last`
    is the last word of a value that is not a name.
    """

    words: frozenset[str]
    name: frozenset[str] = frozenset()
    head: frozenset[str] = frozenset()
    owner: frozenset[str] = frozenset()
    initials: str = ""
    last: str = ""


@lru_cache(maxsize=_REMEMBERED)
def phrase(text: str) -> Phrase:
    """Parse a short value for comparison."""
    words = Words(_unabbreviated(text))
    keys = list(map(_key, _as_written(words)))
    content = frozenset(keys) - _SMALL or frozenset(keys or [fold(text)])
    bounds = _name_of(words)
    if bounds is None:
        return Phrase(content, last=keys[-1] if keys else "")
    first, stop = bounds
    name, inner = keys[first:stop], [i for i in range(first, stop) if keys[i] in _INNER]
    return Phrase(
        content,
        frozenset(name) - _SMALL,
        frozenset(keys[first : inner[0]] if inner else name) - _SMALL,
        frozenset(keys[:first]) - _SMALL if _is_possessive(words, first) else frozenset(),
        "".join([keys[i][0] for i in range(first, stop) if words.is_capital(i)]).casefold(),
    )


def _name_of(words: Words) -> tuple[int, int] | None:
    """The range of words that are the name in a value, after titles and before an apposition; None if it is no name."""
    stop = len(words)
    if "," in words.text:
        stop = next((i for i in range(1, stop) if "," in words.gap(i)), stop)
    first, place = stop, stop - 1
    while place >= 0 and _is_of_name(words, place):
        first = place if words.is_capital(place) else first
        place -= 1
    if _TIMES.issuperset(words.keys[first:stop]):
        return None
    if place >= 0 and not _is_possessive(words, place + 1):
        is_titled = words.keys[place] in _PEOPLE or _is_state(words, place)
        if not is_titled or not _INNER.isdisjoint(words.keys[place:first]):
            return None
    return first, stop


def _is_of_name(words: Words, place: int) -> bool:
    """Whether a word before a name belongs to it: a capitalised word but no title, a particle, or after a hyphen."""
    key = words.keys[place]
    if not (words.is_capital(place) or key in PARTICLES or fold_gap(words.gap(place)) == "-"):
        return False
    return not (key in _PEOPLE or _is_state(words, place) or _is_possessive(words, place + 1))


def _is_state(words: Words, place: int) -> bool:
    """Whether a word is the last of "Secretary of State"."""
    return words.keys[place] == "state" and words.keys[max(place - 2, 0) : place] == ["secretary", "of"]


def _is_possessive(words: Words, place: int) -> bool:
    """Whether a possessive stands right before a word, as in Japan's Ministry of Defense."""
    if not 0 < place < len(words.keys):
        return False
    return words.keys[place - 1] == "s" or words.gap(place) in {"' ", "’ "}


def similarity(one: Phrase, other: Phrase) -> float:
    """The similarity of two short values, from 0 to 1; from `ALIKE` on they count as the same.

    Two names are the same where the words of one are all in the other, and one of them is in the head of the other:
    Blinken is Antony Blinken, but England isn't the Bank of England. Otherwise the similarity is the Dice coefficient
    of the words. It is 0 where each value has a number that the other lacks, and at most 0.5 for two different names.
    """
    if one.words == other.words or _is_same_name(one, other):
        return 1.0
    shared = len(one.words & other.words)
    if not shared or (numbers_of(one.words - other.words) and numbers_of(other.words - one.words)):
        return 0.0
    dice = 2 * shared / (len(one.words) + len(other.words))
    return min(dice, _OTHER_NAME) if _are_distinct(one, other) else dice


def _are_distinct(one: Phrase, other: Phrase) -> bool:
    """Whether two values that share words are two names, or a name and a phrase with it, such as South Korea's army."""
    if one.name and other.name:
        return True
    name, other = (one, other) if one.name else (other, one)
    return bool(name.name) and other.last not in name.name


def _is_same_name(one: Phrase, other: Phrase) -> bool:
    if not one.name or not other.name:
        return False
    if one.owner and other.owner and one.owner.isdisjoint(other.owner):
        return False
    short, long = (one, other) if len(one.name) < len(other.name) else (other, one)
    if short.name <= long.name:
        return not short.name.isdisjoint(long.head)
    return len(long.initials) > 1 and "".join(short.name).casefold() == long.initials


def set_similarity(gold: Sequence[Sequence[str]], predicted: Sequence[str]) -> float:
    """The Dice coefficient of two sets of short values; 1 when both are empty.

    Each member of `gold` is a sequence of alternatives. As many members as possible are paired one to one. A name that
    is predicted twice counts once.
    """
    if not gold or not predicted:
        return float(not gold and not predicted)
    distinct: list[str] = []
    for each in predicted:
        if not _is_any(each, distinct):
            distinct.append(each)
    links = [[i for i, each in enumerate(distinct) if _is_any(each, member)] for member in gold]
    return 2 * _paired(links) / (len(gold) + len(distinct))


def _is_any(value: str, alternatives: Sequence[str]) -> bool:
    """Whether a short value is the same as one of the alternatives."""
    return value in alternatives or any(similarity(phrase(value), phrase(each)) >= ALIKE for each in alternatives)


def _paired(links: Sequence[Sequence[int]]) -> int:
    """The size of a maximum bipartite matching, by Kuhn's augmenting paths; `links` has the partners of each row."""
    taken: dict[int, int] = {}

    def place(one: int, tried: set[int]) -> bool:
        for other in links[one]:
            if other not in tried:
                tried.add(other)
                if other not in taken or place(taken[other], tried):
                    taken[other] = one
                    return True
        return False

    return sum(place(one, set()) for one in range(len(links)))
