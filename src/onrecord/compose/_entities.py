"""Who and what the records of an article name: wordings of one person, organisation, place or thing are one entity."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from onrecord.article import Article
from onrecord.compose._names import Wording, read_wording
from onrecord.compose._result import Entity
from onrecord.compose._wording import names_of
from onrecord.grounding import GroundedRecord, Support, fold
from onrecord.grounding.languages import rules_of
from onrecord.grounding.text import same_name

__all__ = ["entities", "resolver"]

_BREAK = re.compile(r"[.;:!?()“”\"]")
"""What parts words more than a comma does."""
_INNER = frozenset({"of", "for", "de", "s"})
"""What parts a name from another one inside it: `Bank of England`, `Japan's Ministry`."""


def entities(article: Article, records: Sequence[GroundedRecord]) -> tuple[Entity, ...]:
    """Whom and what the speakers, sources, participants and places of `records` name, in the order of the records.

    Two wordings name one if one name is the beginning or the end of the other and of no third one's, if a title stands
    before a name (`Acting President Choi`), if the article sets one beside the other (`Mirek Halas, the governor`), or
    if a description turns on a noun that one role or one name alone has (`the bank`). Values that the article doesn't
    support are left out, and so are pronouns.
    """
    return tuple(each.entity() for each in _clustered(article, records))


def resolver(found: Iterable[Entity]) -> Mapping[str, Entity]:
    """The entity of every wording, folded."""
    return {fold(form): each for each in found for form in (*each.forms, each.name)}


@dataclass(eq=False)
class _Cluster:
    """Wordings that name one."""

    wordings: list[Wording]
    roles: list[str] = field(default_factory=list)

    @property
    def names(self) -> list[Wording]:
        return [each for each in self.wordings if each.name]

    def entity(self) -> Entity:
        longest = max(self.names or self.wordings, key=lambda each: len(each.keys))
        name = longest.name or longest.text
        roles = [*self.roles, *(each.role for each in self.wordings if each.role)]
        nouns = {key for each in self.names for key in each.keys}
        roles += [each.bare for each in self.wordings if self.names and not each.name and each.noun not in nouns]
        forms = dict.fromkeys(each.text for each in self.wordings if each.text != name)
        return Entity(name, tuple(forms), roles[0] if roles else None)


def _clustered(article: Article, records: Sequence[GroundedRecord]) -> list[_Cluster]:
    clusters = [_Cluster([each]) for each in _mentions(article, records)]
    clusters = _joined(clusters, _same_names(clusters, article))
    clusters = _joined(clusters, _same_descriptions(clusters, article))
    roles = _roles(records)
    for each in clusters:
        each.roles += dict.fromkeys(chain.from_iterable(roles.get(one.text, ()) for one in each.names))
    clusters = _joined(clusters, _described(clusters, article))
    return _joined(clusters, _turning_on_a_noun(clusters, article))


def _mentions(article: Article, records: Sequence[GroundedRecord]) -> Iterator[Wording]:
    """The wordings in the records, each once."""
    seen: set[str] = set()
    for text in chain.from_iterable(map(_named, records)):
        wording = read_wording(text, article.language)
        if wording and text not in seen:
            seen.add(text)
            yield wording


def _named(grounded: GroundedRecord) -> list[str]:
    """The names in a record, without those that the article doesn't support."""
    kind = type(grounded.record)
    names = names_of(
        grounded.record, [*kind.speaker_fields, *kind.doer_fields, *kind.undergoer_fields, *kind.place_fields]
    )
    unsupported = {value.text for value in grounded.values if value.support is Support.UNSUPPORTED}
    return [each for each in names if each not in unsupported]


def _joined(clusters: Sequence[_Cluster], pairs: Iterable[tuple[_Cluster, _Cluster]]) -> list[_Cluster]:
    """The clusters after each pair of them is made one, in the order of the first wording.

    A description that became part of one name's cluster isn't made part of another's.
    """
    now = {id(each): each for each in clusters}
    for one, other in pairs:
        kept, gone = now[id(one)], now[id(other)]
        moved = kept.names and gone.names and not (one.names and other.names)
        if kept is not gone and not moved:
            kept.wordings += gone.wordings
            kept.roles += gone.roles
            now |= {key: kept for key, value in now.items() if value is gone}
    return list({id(each): each for each in now.values()}.values())


def _same_names(clusters: Sequence[_Cluster], article: Article) -> Iterator[tuple[_Cluster, _Cluster]]:
    """Clusters of one wording each whose names are the same, or one is short for the other."""
    whole: dict[tuple[tuple[str, ...], bool], _Cluster] = {}
    for each in clusters:
        for one in each.names:
            yield whole.setdefault((one.keys, one.titled), each), each
    titled: set[tuple[str, ...]] = set()
    for key in sorted(whole, key=lambda key: not key[1]):
        longer = [other for other, _ in whole if _is_short_for(key[0], other)]
        longest = [other for other in longer if not any(_is_short_for(other, third) for third in longer)]
        full = {other: whole.get((other, False)) or whole[other, True] for other in longest if other not in titled}
        meant = _meant(whole[key].names[0].text, full, article)
        if meant is not None:
            titled.update([meant] if key[1] and len(full) > 1 else [])
            yield full[meant], whole[key]
        elif key[1] and not longer and (key[0], False) in whole:
            yield whole[key[0], False], whole[key]


def _meant(short: str, full: Mapping[tuple[str, ...], _Cluster], article: Article) -> tuple[str, ...] | None:
    """The one of several full names that a short one stands for: the one that the article has closest before it."""
    if len(full) < 2:
        return next(iter(full), None)
    names = {each.names[0].name: keys for keys, each in full.items()}
    before = article.text[: _alone(short, names, article.text)]
    nearest = max(names, key=before.rfind)
    return names[nearest] if nearest in before else None


def _alone(short: str, names: Iterable[str], text: str) -> int:
    """Where a text first has a short name that isn't part of one of some longer ones; 0 where it doesn't."""
    inside = {place.start() for name in names for place in re.finditer(re.escape(name), text)}
    lengths = {name.rfind(short) for name in names}
    places = (place.start() for place in re.finditer(re.escape(short), text))
    return next((place for place in places if not any(place - length in inside for length in lengths)), 0)


def _same_descriptions(clusters: Sequence[_Cluster], article: Article) -> Iterator[tuple[_Cluster, _Cluster]]:
    """Clusters of one description each, of which one says no more than one other alone: `two officials who spoke`."""
    described: dict[Wording, _Cluster] = {}
    first: dict[str, _Cluster] = {}
    for each in clusters:
        if not each.names:
            yield first.setdefault(fold(each.wordings[0].bare), each), each
            if first[fold(each.wordings[0].bare)] is each:
                described[each.wordings[0]] = each
    small = rules_of(article.language).function_words
    words = {one: [key for key in one.keys if key not in small and len(key) > 1] for one in described}
    for one, each in described.items():
        more = [other for other in described if other is not one and _says_less(one, other, words)]
        most = [
            other for other in more if not any(_says_less(other, third, words) for third in more if third is not other)
        ]
        if len(most) == 1 or (more and all(_says_less(other, one, words) for other in more)):
            yield described[(most or more)[0]], each


def _says_less(one: Wording, other: Wording, words: Mapping[Wording, Sequence[str]]) -> bool:
    """Whether a description has no word that another one of the same noun, or that begins alike, doesn't have."""
    rest = other.keys[len(one.keys) :] if other.keys[: len(one.keys)] == one.keys else ()
    if one.noun != other.noun and (len(rest) < 2 or not any(key not in words[other] for key in rest[:3])):
        return False
    return all(any(key == each or same_name(key, each) for each in words[other]) for key in words[one])


def _is_short_for(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a name is the beginning or the end of a longer one, or its initials."""
    if len(short) >= len(long):
        return False
    if long[: len(short)] == short:
        return long[len(short)] not in _INNER
    if long[-len(short) :] == short:
        return _INNER.isdisjoint(long[: -len(short)]) or long[-len(short) - 1] == "s"
    return len(short) == 1 and short[0] == "".join(key[0] for key in long)


def _roles(records: Sequence[GroundedRecord]) -> dict[str, list[str]]:
    """The roles that records give to the first of those who speak, by their wordings."""
    roles: dict[str, list[str]] = {}
    for each in records:
        kind = type(each.record)
        for speaker in names_of(each.record, kind.speaker_fields)[:1]:
            roles.setdefault(speaker, []).extend(names_of(each.record, kind.title_fields))
    return roles


def _described(clusters: Sequence[_Cluster], article: Article) -> Iterator[tuple[_Cluster, _Cluster]]:
    """Clusters of a name and of a description that the article sets beside it: `Halas, the regional governor`."""
    descriptions = {fold(one.bare): each for each in clusters if not each.names for one in each.wordings}
    names = {one.keys: each for each in clusters for one in each.names}
    for each in clusters:
        for role in each.roles:
            known = read_wording(role, article.language)
            if known and fold(known.bare) in descriptions:
                yield each, descriptions[fold(known.bare)]
    for beside in _apposed(article, tuple(descriptions)):
        for name, description in (beside, beside[::-1]):
            if name and description and name.keys in names and fold(description.bare) in descriptions:
                yield names[name.keys], descriptions[fold(description.bare)]


def _apposed(article: Article, ends: tuple[str, ...]) -> Iterator[tuple[Wording | None, Wording | None]]:
    """What the article sets beside each other, parted by a comma alone, where one of both ends as descriptions do."""
    for piece in _BREAK.split(article.text):
        for one, other in pairwise(map(str.strip, piece.split(", "))):
            if fold(one).endswith(ends) or fold(other).endswith(ends):
                yield read_wording(one, article.language), read_wording(other, article.language)


def _turning_on_a_noun(clusters: Sequence[_Cluster], article: Article) -> Iterator[tuple[_Cluster, _Cluster]]:
    """Clusters of a description such as `the bank`, and of the one whose name or role has its noun alone."""
    rules = rules_of(article.language)
    having: dict[str, list[_Cluster]] = {}
    for each in clusters:
        for noun in {*_nouns_of_roles(each, article), *(key for one in each.names for key in one.keys)}:
            having.setdefault(noun, []).append(each)
    for each in clusters:
        wording = each.wordings[0]
        definite = fold(wording.text.partition(" ")[0]) in rules.definite and len(wording.bare.split()) == 1
        others = having.get(wording.noun, []) if definite and not each.names else []
        if len(others) == 1:
            yield others[0], each


def _nouns_of_roles(cluster: _Cluster, article: Article) -> Iterator[str]:
    """The nouns that the roles of somebody turn on."""
    for role in (*cluster.roles, *(each.role for each in cluster.wordings if each.role)):
        wording = read_wording(role, article.language)
        if wording and wording.noun:
            yield wording.noun


def counted(records: Sequence[GroundedRecord], found: Mapping[str, Entity]) -> Counter[str]:
    """How many records name each entity, by its name."""
    return Counter(
        entity.name
        for each in records
        for entity in {found[fold(text)] for text in _named(each) if fold(text) in found}
    )
