"""The facts of a story's articles, those that are one made one: who reports them, who first, and in whose words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log2

from onrecord.extraction import Summary
from onrecord.stories._coreference import Linker, Mention, alike
from onrecord.stories._disagreements import disagreements
from onrecord.stories._list import Story
from onrecord.stories._nearby import with_nearby
from onrecord.stories._readings import Reading, readings
from onrecord.stories._spoken import spoken
from onrecord.stories._summary import Report, StoryFact, StorySummary

__all__ = ["summarize_story"]


def summarize_story(
    story: Story, summaries: Iterable[Summary], copies: Mapping[str, str] | None = None
) -> StorySummary:
    """What the articles of a story report together, whatever the order in which their summaries come.

    `copies` are near-duplicates by their ids, each with the article that it says nearly the same as; so are summaries
    with `copy_of`, and articles of one text. Of articles that copy each other, the first in time is the one that the
    others copy, by their first versions. Of several versions of an article, the one of the highest number is current;
    what the others alone say is no fact of the story, and what they said, too, the article has told since then.
    """
    read = readings(summaries, copies or {})
    current = _by_first_version(read)
    titles = [each.title for each in current if each.title and each.source.copy_of is None]
    groups, near = _merged(read)
    facts = [_fact(group, before, titles) for group, before in groups]
    reports = [_reports([*group, *before]) for group, before in groups]
    facts = with_nearby(facts, reports, near)
    ranked = sorted(facts, key=lambda fact: -fact.score)
    return StorySummary(story, tuple(each.source for each in current), tuple(ranked), spoken(current))


def _by_first_version(read: Sequence[Reading]) -> list[Reading]:
    """The current texts, in the order in which the first versions of their articles came."""
    current = {each.source.article: each for each in read if each.source.current}
    return [current[name] for name in dict.fromkeys(each.source.article for each in read)]


@dataclass(frozen=True, slots=True)
class _Telling:
    """A fact as one article has it: its report and its mention, where the article comes in time, and its own rank."""

    report: Report
    mention: Mention
    time: int
    rank: int


_Group = list[_Telling]


def _merged(read: Sequence[Reading]) -> tuple[list[tuple[_Group, _Group]], Mapping[tuple[int, int], float]]:
    """The tellings of each fact by current texts, in the order in which it was told first, and those by replaced ones.

    With them, every two facts that may be one, each with the likelihood. A fact is what texts of the outlets' own say.
    Copies and older versions are laid beside it and change nothing. What copies alone say is a fact as well, and the
    first that says it has a voice in it.
    """
    own, copied, replaced = _told(read, copy=False), _told(read, copy=True), _told(read, current=False)
    linker = Linker([each.mention for each in own])
    groups = linker.facts()
    facts = [[own[i] for i in group] for group in groups]
    rest = _lay_beside(copied, groups, linker, facts)
    facts += [_with_a_voice([rest[i] for i in group]) for group in Linker([each.mention for each in rest]).facts()]
    before: list[_Group] = [[] for _ in facts]
    _lay_beside(replaced, groups, linker, before)
    both = [(_by_first_telling(group, earlier), earlier) for group, earlier in zip(facts, before, strict=True)]
    return both, _near(linker, groups)


def _near(linker: Linker, groups: Sequence[Sequence[int]]) -> Mapping[tuple[int, int], float]:
    """Every two groups that may be one, by their positions, each with the likelihood of the two closest members."""
    place = {i: at for at, group in enumerate(groups) for i in group}
    found: dict[tuple[int, int], float] = {}
    for (one, other), likelihood in linker.near().items():
        pair = min(place[one], place[other]), max(place[one], place[other])
        if pair[0] != pair[1]:
            found[pair] = max(found.get(pair, 0.0), likelihood)
    return found


def _told(read: Sequence[Reading], *, current: bool = True, copy: bool | None = None) -> list[_Telling]:
    """What the texts tell that are current or not, and copies or not."""
    return [
        _Telling(report, mention, at, rank)
        for at, each in enumerate(read)
        if each.source.current is current and copy in (None, each.source.copy_of is not None)
        for rank, (report, mention) in enumerate(zip(each.reports, each.mentions, strict=True))
    ]


def _lay_beside(
    tellings: Iterable[_Telling], groups: Sequence[Sequence[int]], linker: Linker, beside: Sequence[_Group]
) -> list[_Telling]:
    """Put tellings beside the groups that they are one with, one of an article at most; returns those that fit none."""
    rest: list[_Telling] = []
    taken: dict[int, set[int]] = defaultdict(set)
    for each in tellings:
        place = linker.nearest(each.mention, groups, without=taken[each.time])
        if place is None:
            rest.append(each)
        else:
            beside[place].append(each)
            taken[each.time].add(place)
    return rest


def _with_a_voice(copied: _Group) -> _Group:
    """What copies alone say, the first of them on its own account."""
    first, *others = _in_time(copied)
    own = replace(first.report, source=replace(first.report.source, copy_of=None))
    return [replace(first, report=own), *others]


def _by_first_telling(group: _Group, before: _Group) -> _Group:
    """A fact's tellings in the order in which their articles first told it, be it in a version that was replaced."""
    told: dict[str, int] = {}
    for each in _in_time([*group, *before]):
        told.setdefault(each.report.source.article, each.time)
    return sorted(group, key=lambda each: told[each.report.source.article])


def _in_time(group: _Group) -> _Group:
    return sorted(group, key=lambda each: each.time)


def _reports(group: _Group) -> list[Report]:
    return [each.report for each in _in_time(group)]


def _fact(group: _Group, before: _Group, titles: Sequence[frozenset[str]]) -> StoryFact:
    reports = tuple(each.report for each in group)
    found = disagreements(_reports([*group, *before]))
    latest = [side.reports for each in found if each.kind == "update" for side in each.sides[-1:]]
    told = max(range(len(group)), key=lambda i: _goodness(group, i, latest))
    return StoryFact(reports, told, _score(group, told, titles), tuple(found))


def _goodness(group: _Group, place: int, latest: Sequence[Sequence[Report]]) -> tuple[bool, bool, bool, float]:
    """How well a report tells its fact: one of an own text, supported, up to date, and like the others."""
    report, mention = group[place].report, group[place].mention
    like = sum(alike(mention.words, each.mention.words) for each in group)
    return report.source.copy_of is None, report.fact.supported, all(report in side for side in latest), like


def _score(group: _Group, told: int, titles: Sequence[frozenset[str]]) -> float:
    """How much a fact matters: what each outlet that tells it in a text of its own gives it, and the titles.

    An outlet gives the more the higher the fact ranks in its article.
    """
    votes: dict[str, float] = {}
    for each in group:
        source = each.report.source
        if source.copy_of is None:
            votes[source.voice] = max(votes.get(source.voice, 0.0), 1 / log2(2 + each.rank))
    words = group[told].mention.words
    shares = [len(title & words) / len(title) for title in titles]
    return round(sum(votes.values()) * (1 + sum(shares) / max(len(shares), 1)), 4)
