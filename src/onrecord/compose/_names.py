"""A wording of somebody or something, taken apart: the name in it and the title beside that, or else its noun."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onrecord.grounding import Words, fold
from onrecord.grounding.languages import PARTICLES, rules_of
from onrecord.grounding.text import HYPHENS, base_name, base_names, primary, stem

__all__ = ["Wording", "key_of", "read_wording"]

_OWNERS = frozenset({"'", "’"})
_JOINED = frozenset({"", " ", ". ", ".", " & ", "’ ", "' ", *HYPHENS, *_OWNERS})
"""What may stand between two words of a name."""
_SHORTEST = 2
"""Characters of a name, at least."""
_REMEMBERED = 1 << 12


@dataclass(frozen=True, slots=True)
class Wording:
    """What a wording says: the `name` in it and a `role` beside it; or else the `noun` that it turns on.

    `bare` is the wording without an article before it. `keys` are the words of the name in order, or those of a
    description, each without its ending. `titled` says whether a title such as `Mr.` stands before the name.
    """

    text: str
    bare: str
    keys: tuple[str, ...]
    name: str = ""
    role: str = ""
    noun: str = ""
    titled: bool = False


@lru_cache(maxsize=_REMEMBERED)
def read_wording(text: str, language: str) -> Wording | None:
    """What a wording says; None where it is a pronoun, or has no words."""
    words, rules = Words(text, language), rules_of(language)
    pronouns = rules.person_pronouns | rules.thing_pronouns
    if not words or pronouns.issuperset(words.keys):
        return None
    first = 1 if words.keys[0] in rules.articles and len(words) > 1 else 0
    bare = text[words.starts[first] :].strip()
    before, _, behind = bare.partition(", ")
    for part, beside in ((before, behind), (behind, before)):
        name, role = _named(Words(part, language))
        if name:
            keys, titled = _keys(Words(name, language)), fold(role).strip(".") in rules.honorifics
            return Wording(text, bare, keys, name, "" if titled else _role(role or beside, language), titled=titled)
    noun = _noun_of(Words(before, language))
    return Wording(text, bare, _keys(Words(bare, language)), noun=key_of(noun, language))


def _keys(words: Words) -> tuple[str, ...]:
    return tuple(key_of(key, words.language) for key in base_names(tuple(words.keys)))


def key_of(word: str, language: str) -> str:
    """A word of a name as it is compared: without the endings that other languages than English give to names."""
    return stem(word, words_language) if (words_language := primary(language)) != "en" else base_name(word)


def _role(beside: str, language: str) -> str:
    """What stands beside a name, unless that says nothing, such as `its`."""
    return beside if any(Words(beside, language).stems) else ""


def _named(words: Words) -> tuple[str, str]:
    """The proper name that a phrase is, and the title before it; nothing where it only has a name in it."""
    stop = _end_of_name(words)
    first = _start_of_name(words, stop)
    if first >= stop or len(words.stretch(first, stop - 1)) < _SHORTEST:
        return "", ""
    if first and not _is_title_alone(words, first):
        return "", ""
    name = words.text[words.starts[first] :] if stop == len(words) else words.stretch(first, stop - 1)
    return name.strip(), words.text[: words.starts[first]].strip()


def _end_of_name(words: Words) -> int:
    """Where a name ends: before the preposition behind a person's, as in `Ann Lee of Lee & Sons`."""
    rules = rules_of(words.language)
    groups = rules.group_nouns | rules.place_nouns
    for place in range(2, len(words) - 1):
        if words.keys[place] in PARTICLES & {"of", "de", "von"} and words.capitals[place - 1]:
            inner = words.keys[:place]
            if rules.function_words.isdisjoint(inner) and groups.isdisjoint(inner) and words.capitals[0]:
                return place if words.keys[place] == "of" else len(words)
            return len(words)
    return len(words)


def _start_of_name(words: Words, stop: int) -> int:
    """The first word of the name that ends before `stop`."""
    first = place = stop
    while place:
        place -= 1
        if place + 1 < stop and words.gap(place + 1) not in _JOINED:
            break
        if words.capitals[place] or words.keys[place].isdecimal():
            if _is_title(words, place, stop):
                break
            first = place if words.capitals[place] else first
        elif not _may_stand_inside(words, place, stop):
            break
    return first


def _may_stand_inside(words: Words, place: int, stop: int) -> bool:
    """Whether a word in small letters may be inside a name, or end it behind a hyphen."""
    if words.gap(place) in HYPHENS or (words.gap(place) in _OWNERS and words.keys[place] == "s"):
        return True
    behind = place + 1 < stop and words.capitals[place + 1]
    return behind and place > 0 and words.capitals[place - 1] and words.keys[place] in PARTICLES | {"for"}


def _is_title(words: Words, place: int, stop: int) -> bool:
    """Whether a word of a name is a title before it, as Minister is, and Foreign is not in Foreign Ministry."""
    rules = rules_of(words.language)
    key, last = words.keys[place], words.keys[stop - 1]
    if key == "state" and words.keys[max(place - 2, 0) : place] == ["secretary", "of"]:
        return True
    if key not in rules.titles | rules.honorifics | rules.person_nouns or last in rules.group_nouns:
        return False
    return "of" not in words.keys[max(place - 1, 0) : place + 2]


def _is_title_alone(words: Words, first: int) -> bool:
    """Whether what stands before a name describes it: `Acting President`, `the village of`, but not `a friend of`."""
    rules = rules_of(words.language)
    before = words.keys[:first]
    if before[-1] in PARTICLES:
        return any(key in rules.place_nouns for key in before[-3:])
    small = {before[place] for place in range(1, first) if not words.capitals[place]}
    return rules.function_words.isdisjoint(small - {"of"})


def _noun_of(words: Words) -> str:
    """The word that a description turns on: the last before a preposition or a relative clause."""
    small = rules_of(words.language).function_words
    noun = ""
    for place, key in enumerate(words.keys):
        if words.gap(place) in _OWNERS and len(key) == 1:
            continue
        if noun and (key in small or words.gap(place).strip(" -’'")):
            break
        if key not in small:
            noun = key
    return noun
