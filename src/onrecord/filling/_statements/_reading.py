"""An article as the finder of statements reads it: its words, what parts them, and what is quoted."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.filling.languages import SPEECH
from onrecord.grounding.languages import rules_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from onrecord.filling.languages import Speech
    from onrecord.grounding.text import ArticleIndex

__all__ = ["Reading"]

_MARK = re.compile(r"[,;:\[\]“”„«»‹›\"!?…\n]|(?<=\s)[–—-]|[—]|(?<=\s)['‘‚]")
"""What parts two words, in the gap between them; an apostrophe, a hyphen or the point of an initial doesn't."""
_CLOSES = re.compile(r"[”“»«›‹\"’]")
_POSSESSIVE = frozenset({"'s", "’s"})
_DATELINE = 8
"""Words that the place has at most that an article opens with."""


class Reading:
    """The words of an article, and what tells clauses, quotations and nouns apart in them."""

    def __init__(self, index: ArticleIndex) -> None:
        self.index = index
        self.words = index.words
        self.keys = index.words.keys
        self.speech: Speech = SPEECH[index.language]
        self.rules = rules_of(index.language)

    @cached_property
    def marks(self) -> list[str]:
        """For each word, what parts it from the one before: nothing, or the marks in the gap."""
        words = self.words
        gaps = (words.text[end:start] for end, start in zip([0, *words.ends], words.starts, strict=False))
        return ["" if gap == " " else "".join(_MARK.findall(gap)) for gap in gaps]

    def parted(self, place: int) -> bool:
        """Whether a mark stands before a word, or it is past the last one."""
        quote = self.index.quote_of
        if place >= len(self.keys) or self.marks[place]:
            return True
        return bool(quote) and quote.get(place) != quote.get(place - 1)

    def quoted(self, place: int) -> bool:
        """Whether a word stands in a quotation."""
        return place in self.index.quote_of

    def ends_quote(self, place: int) -> bool:
        """Whether a quotation ends right before a word that is outside of it."""
        return (
            place > 0
            and self.quoted(place - 1)
            and not (
                place < len(self.keys)
                and self.quoted(place)
                and self.index.quote_of[place] == self.index.quote_of[place - 1]
            )
        )

    def quotation(self, place: int) -> range:
        """The words of the quotation that a word stands in."""
        return self.index.quoted[self.index.quote_of[place]]

    def past_quote(self, stop: int) -> int:
        """The end of some words, or of the quotation that they end in."""
        return max(stop, self.quotation(stop - 1).stop) if self.quoted(stop - 1) else stop

    def chunks(self, span: range) -> list[range]:
        """Some words, parted at the marks between them; a quotation among them is not."""
        if not span:
            return []
        whole = self.quoted(span.start)
        starts = [i for i in span if i == span.start or (self.parted(i) and (whole or not self._inside(i)))]
        return [range(a, b) for a, b in zip(starts, [*starts[1:], span.stop], strict=True)]

    def _inside(self, place: int) -> bool:
        """Whether a word and the one before it stand in one quotation."""
        quote = self.index.quote_of
        return place in quote and quote.get(place - 1) == quote[place]

    def segments(self, span: range) -> list[range]:
        """A sentence, parted at semicolons and colons, behind a whole quoted sentence, a dateline, or `the U.S.`."""
        starts = [self._past_dateline(span), *(i for i in span[1:] if self._is_new(i) or self.opens_late(i))]
        return [range(a, b) for a, b in zip(starts, [*starts[1:], span.stop], strict=True) if a < b]

    def _is_new(self, place: int) -> bool:
        mark = self.marks[place]
        if not mark or self._inside(place):
            return False
        if ";" in mark or (":" in mark and not self.quoted(place) and self.keys[place - 1] not in self.speech.says):
            return True
        gap = self.words.gap(place).lstrip()
        return self.quoted(place - 1) and not self.quoted(place) and gap[:1] in ".!?…" and self.words.capitals[place]

    def opens_late(self, place: int) -> bool:
        """Whether a sentence opens behind an abbreviation with points: `It fell in the U.S. Analysts said so`."""
        words, keys, speech = self.words, self.keys, self.speech
        if place < 3 or not (words.capitals[place] and keys[place].endswith("s")) or len(keys[place - 1]) > 1:
            return False
        points = words.gap(place).rstrip(" ") == "." == words.gap(place - 1)
        verb = points and place + 1 < len(keys) and not self.parted(place + 1) and self.is_verb(place + 1)
        return verb and keys[place - 3] in speech.determiners | speech.prepositions

    def _past_dateline(self, span: range) -> int:
        """The first word behind the place that an article opens with: `VELISK —`."""
        for i in span[1:_DATELINE]:
            if "—" in self.marks[i] or "–" in self.marks[i]:
                return i if self.words.word(span.start).isupper() else span.start
        return span.start

    def is_dialogue(self, span: range) -> bool:
        """Whether the line of some words begins with a dash, as what is said aloud does in Spanish and French."""
        text, start = self.words.text, self.words.starts[span.start]
        return text[text.rfind("\n", 0, start) + 1 : start + 1].lstrip()[:1] in {"—", "–"}

    def is_quotation(self, span: range) -> bool:
        """Whether all words of a span are quoted."""
        return all(map(self.quoted, span))

    def has_any(self, span: range, keys: Collection[str]) -> bool:
        """Whether one of some words is among those of a span."""
        return any(self.keys[i] in keys for i in span)

    def is_role(self, place: int) -> bool:
        """Whether a word says what somebody is."""
        key, speech = self.keys[place], self.speech
        if key in speech.roles or key in self.rules.titles or key in self.rules.person_nouns:
            return True
        small = self.index.language == "de" or not self.words.capitals[place]
        return small and len(key) > 5 and key.endswith(speech.role_endings) and not self.is_verb(place)

    def is_verb(self, place: int) -> bool:
        """Whether a word is likely a finite verb."""
        key, speech = self.keys[place], self.speech
        if key in speech.verbs or key in speech.says or key in speech.objects or key in speech.perfects:
            return key not in speech.nouns or key in speech.verbs
        return (
            bool(speech.verb_endings)
            and key.endswith(speech.verb_endings)
            and not self.words.capitals[place]
            and len(key) > 4
        )

    def is_participle(self, place: int) -> bool:
        """Whether a word has the ending of a verb and is no auxiliary and no verb of saying."""
        key, speech = self.keys[place], self.speech
        known = speech.verbs | speech.says | speech.objects
        return bool(speech.verb_endings) and key.endswith(speech.verb_endings) and key not in known

    def is_clause(self, span: range) -> bool:
        """Whether some words have a finite verb."""
        return any(self.is_verb(i) for i in span)

    def is_relative(self, place: int) -> bool:
        """Whether a word stands for the noun before it; one that may be a determiner does behind a comma alone."""
        key, speech = self.keys[place], self.speech
        if key not in speech.relatives:
            return False
        return key not in speech.determiners or (
            "," in self.marks[place] and self.words.capitals[place + 1 : place + 2] != [True]
        )

    def is_time(self, place: int) -> bool:
        """Whether a word is a weekday, a month or a day as seen from today."""
        key, rules = self.keys[place], self.rules
        if self.words.capitals[place] and self.index.language in {"es", "fr"}:
            return False
        return key in rules.weekdays or key in rules.months or key in rules.days

    def is_possessive(self, place: int) -> bool:
        """Whether a word is the `s` of an owner, or stands right behind an apostrophe alone."""
        return self.keys[place] == "s" and self.words.gap(place) in {"'", "’"}

    def outside(self, span: range) -> Iterator[int]:
        """The words of a span outside of quotations."""
        return (i for i in span if i not in self.index.quote_of)
