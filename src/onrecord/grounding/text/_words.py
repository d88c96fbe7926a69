"""A text as words with their offsets, and the folding that makes two spellings of one text equal."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import cached_property, lru_cache

from onrecord.grounding.languages import DECIMAL_COMMA
from onrecord.grounding.text._content import content_stem

__all__ = ["HYPHENS", "Words", "fold", "fold_gap", "primary", "stems_of"]

_REMEMBERED = 1 << 13
"""Texts whose stems are kept at hand: sentences and names are asked for again and again."""

_MARKS = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u0816-\u082d\u0859-\u085b\u08d3-\u0903"
    r"\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a51\u0a81-\u0a83"
    r"\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57\u0b82\u0bbe-\u0bcd\u0c00-\u0c04\u0c3e-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6"
    r"\u0d00-\u0d03\u0d3b-\u0d4d\u0d82\u0d83\u0dca-\u0ddf\u0f71-\u0f84\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d"
    r"\u20d0-\u20f0\ufe20-\ufe2f"
)
_UNSPACED = (  # scripts that put no space between words: each character but figures is a word, with the marks on it
    r"\u0e00-\u0e4f\u0e5a-\u0ecf\u0eda-\u0eff\u1000-\u103f\u104a-\u108f\u109a-\u109f\u1780-\u17df\u17ea-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\uff66-\uff9f\U00020000-\U0003ffff"
)
_SILENT = r"\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
_APOSTROPHE = "'\u2032\u2019\u02bc\u2018\uff07"
_GROUPS = r"\d{1,3}(?:(?:[{0}]\d{3})+|(?:['\u2019]\d{3})+)(?!\d)(?:[.,\u066b]\d+)?"
_WIDE = r"[\uff10-\uff19]{1,3}(?:\uff0c[\uff10-\uff19]{3})+(?![\uff10-\uff19])|[\uff10-\uff19]+\uff0e[\uff10-\uff19]+"
_NUMBER = rf"\d+(?:[.,:\u066b\u066c]\d+)+|{_WIDE}|{_GROUPS}"
_ELISION = rf"(?<![^\W_])(?i:qu|dell|nell|sull|dall|[cdjlmnst])(?=[{_APOSTROPHE}][^\W\d_])"
_CONTRACTED = rf"(?:(?<=[nN])[{_APOSTROPHE}][tT]\b)?"
_SYMBOL = r"[%\u2030\uff05$\u00a2-\u00a5\u20a0-\u20bf]"
_CODE = r"(?<![^\W_])[A-Z][A-Za-z]{0,7}[-\u2010-\u2013]\d+[A-Za-z]?(?![\w])"
_EASY = r"[A-Za-z]++(?=[ ,.;:!?\n)])"  # most words, read without trying the rest
_LETTER = r"[^\W_]"
_START = rf"(?={_LETTER}|[{_UNSPACED}]|{_SYMBOL})"  # what words start with: the rest isn't tried elsewhere
_PLAIN = rf"{_EASY}|{_START}(?:{_NUMBER}|{_CODE}|{_ELISION}|{_LETTER}+{_CONTRACTED}|{_SYMBOL})"
_SPACED_LETTER = rf"(?:(?![{_UNSPACED}])[^\W_])"
_ANY = (
    rf"{_EASY}|{_START}(?:{_NUMBER}|{_CODE}|[{_UNSPACED}][{_MARKS}\uff9e\uff9f]*|{_ELISION}"
    rf"|{_SPACED_LETTER}(?:{_SPACED_LETTER}|[{_MARKS}]|[{_SILENT}]++(?={_LETTER}))*{_CONTRACTED}|{_SYMBOL})"
)
_NOT_PLAIN = re.compile(rf"[{_UNSPACED}{_MARKS}{_SILENT}]")
HYPHENS = frozenset("-\u2010\u2011")
"""Marks that join the parts of one word."""
_THIN = r"\u00a0\u2009\u202f"
_PATTERNS = {
    (mixed, grouped): re.compile((_ANY if mixed else _PLAIN).replace("{0}", f" {_THIN}" if grouped else _THIN))
    for mixed in (False, True)
    for grouped in (False, True)
}
"""What a word is, in text of any script or a plain one, and where a space groups figures or no common one does."""

_QUOTES = dict.fromkeys(
    map(
        ord,
        "\"'`\u00b4\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2032\u2033\u02bc\u00ab\u00bb\u2039\u203a\uff02\uff07\u300c\u300d\u300e\u300f",
    ),
    "'",
)
_DASHES = dict.fromkeys(map(ord, "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"), "-")
_FOLDED = {**_QUOTES, **_DASHES}
_SPACES_AND_SILENT = re.compile(rf"[\s{_SILENT}]+")


def fold(text: str) -> str:
    """Text with quotes, dashes, case and Unicode form folded; white space and invisible characters are left out.

    Superscripts and fractions stay as they are, so that 10² never equals 102.
    """
    if text.isascii():
        text = text.lower()
    else:
        text = "".join(map(_fold_character, text))
        text = unicodedata.normalize("NFKC", text) if not _has_odd_digits(text) else unicodedata.normalize("NFC", text)
    return _SPACES_AND_SILENT.sub("", text).translate(_FOLDED).replace("--", "-").replace("''", "'")


def _has_odd_digits(text: str) -> bool:
    return any(unicodedata.category(character) == "No" for character in text)


def _fold_character(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if character.isalnum() and unicodedata.category(character) == "No":
        return character
    return unicodedata.normalize("NFKC", character).casefold()


def fold_gap(gap: str) -> str:
    """The punctuation between two words, folded."""
    return fold(gap) if gap != " " else ""


def primary(language: str) -> str:
    """The first part of a language's code, as `pt` of `pt-BR`."""
    return language.replace("_", "-").partition("-")[0].lower()


class Words:
    """The words of a text, in order.

    `keys[i]` is the folded form of `text[starts[i]:ends[i]]`. Numbers such as 1,300.5 are one word, and so are those
    that a language groups by spaces; signs of currency and percent are words, an `n't` belongs to its verb, an `'s` to
    no word, and every character of a script without spaces is one.
    """

    def __init__(self, text: str, language: str = "en") -> None:
        self.text = text
        self.language = primary(language)
        """The language of the text by the first part of its code, as `pt` for `pt-BR`."""
        self.mixed = not text.isascii() and _NOT_PLAIN.search(text) is not None
        """Whether it has more than plain letters: characters of scripts without spaces, or what marks letters."""
        pattern = _PATTERNS[self.mixed, self.language in DECIMAL_COMMA]
        bounds = [bound for match in pattern.finditer(text) for bound in match.span()]
        self.starts, self.ends = bounds[::2], bounds[1::2]
        found = zip(self.starts, self.ends, strict=True)
        if text.isascii():
            lower = text.lower()
            self.keys = [lower[start:end] for start, end in found]
        else:
            pieces = [text[start:end] for start, end in found]
            self.keys = [piece.lower() if piece.isascii() else fold(piece) for piece in pieces]
        if self.language in DECIMAL_COMMA:
            self.keys = [key.replace(" ", "") for key in self.keys]

    def __bool__(self) -> bool:
        return bool(self.keys)

    def __len__(self) -> int:
        return len(self.keys)

    def word(self, index: int) -> str:
        """A word as the text has it."""
        return self.text[self.starts[index] : self.ends[index]]

    def stretch(self, first: int, last: int) -> str:
        """What the text has from the start of one word to the end of another."""
        return self.text[self.starts[first] : self.ends[last]]

    def gap(self, index: int) -> str:
        """What stands between a word and the one before it."""
        return self.text[self.ends[index - 1] if index else 0 : self.starts[index]]

    def within(self, start: int, end: int) -> range:
        """The words that lie in `text[start:end]`."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def is_capital(self, index: int) -> bool:
        """Whether a word starts with a capital letter."""
        return self.capitals[index]

    @cached_property
    def capitals(self) -> list[bool]:
        """For each word, whether it starts with a capital letter."""
        return [self.text[start].isupper() for start in self.starts]

    @cached_property
    def stems(self) -> list[str]:
        """For each word, its stem if it is one of content, and nothing if not."""
        return [content_stem(key, self.language) for key in self.keys]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Every key with the words that have it."""
        places: dict[str, list[int]] = {}
        for index, key in enumerate(self.keys):
            places.setdefault(key, []).append(index)
        return places


@lru_cache(maxsize=_REMEMBERED)
def stems_of(text: str, language: str = "en") -> frozenset[str]:
    """The stems of the words of content in a text."""
    return frozenset(filter(None, Words(text, language).stems))
