"""Facts: the events and claims of an article that report one thing, with the statements that carry it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter

from onrecord.article import Article, Span
from onrecord.compose._entities import resolver
from onrecord.compose._links import Links
from onrecord.compose._rank import ranked
from onrecord.compose._result import Entity, Fact, Saying
from onrecord.compose._weights import CARRIED, CARRIES
from onrecord.compose._wording import Wordings, carries, is_occurrence, names_of, wording_of
from onrecord.grounding import GroundedRecord, fold
from onrecord.kinds import Record

__all__ = ["facts"]


def facts(article: Article, records: Sequence[GroundedRecord], entities: Iterable[Entity]) -> tuple[Fact, ...]:
    """What the records of an article report, each thing once, the most important first.

    Every event and every claim stands in exactly one fact. A statement stands in every fact that its words carry, so in
    several, or in none. The positions of the records are those in `records`.
    """
    wordings, named = Wordings(article, records), resolver(entities)
    return ranked(article, [_fact(records, group, wordings, named) for group in _groups(records, wordings)], wordings)


def _groups(records: Sequence[GroundedRecord], wordings: Wordings) -> list[list[int]]:
    """The positions of the records of each fact."""
    carrying = [i for i, each in enumerate(records) if carries(type(each.record))]
    told = [i for i, each in enumerate(records) if not carries(type(each.record))]
    found = Links(records, wordings, told).groups()
    return [group + [i for i in carrying if _carries(i, group, wordings)] for group in found]


def _carries(statement: int, group: Sequence[int], wordings: Wordings) -> bool:
    """Whether a statement and an event or a claim of a group that rest on one sentence have the words of each other."""
    near = [i for i in group if wordings.sentences[statement] & wordings.sentences[i]]
    return any(wordings.contained(i, statement) >= CARRIES or wordings.contained(statement, i) >= CARRIED for i in near)


def _fact(
    records: Sequence[GroundedRecord], group: Sequence[int], wordings: Wordings, named: Mapping[str, Entity]
) -> Fact:
    told = _teller(records, group, wordings)
    teller = records[told].record
    events = [records[i].record for i in group if is_occurrence(type(records[i].record))]
    return Fact(
        records=tuple(group),
        told=told,
        what=wording_of(teller),
        who=_names(events, "doer_fields", named),
        whom=_names(events, "undergoer_fields", named),
        where=next(iter(_names(events, "place_fields", {})), None),
        when=next(iter(_names(events, "time_fields", {})), None),
        status=_label(events),
        said=tuple(_said([(i, records[i].record) for i in group], named)),
        evidence=_joined(span for i in group for span in records[i].evidence),
        support=records[told].support,
    )


def _teller(records: Sequence[GroundedRecord], group: Sequence[int], wordings: Wordings) -> int:
    """The record that tells a fact best: supported, with no pronoun at its head, a claim, and most like the others."""
    told = [i for i in group if not wordings.carries[i]]
    if len(told) == 1:
        return told[0]

    def goodness(i: int) -> tuple[bool, bool, bool, bool, float]:
        grounded = records[i]
        support = grounded.supported, not grounded.unsupported
        stands_alone = not wordings.opens_with_pronoun(i)
        alike = sum(wordings.alike(i, other) for other in told)
        return *support, stands_alone, not is_occurrence(type(grounded.record)), alike

    return max(told, key=goodness)


def _names(records: Iterable[Record], fields: str, named: Mapping[str, Entity]) -> tuple[str, ...]:
    """The names in some fields of records, each entity once and by its name."""
    found = chain.from_iterable(names_of(each, getattr(type(each), fields)) for each in records)
    return tuple(dict.fromkeys(_name(each, named) for each in found))


def _name(text: str, named: Mapping[str, Entity]) -> str:
    entity = named.get(fold(text)) if named else None
    return entity.name if entity else text


def _label(records: Iterable[Record]) -> str | None:
    """The first label by which some records say how sure it is what they state."""
    return next((label for each in records for label in each.labels), None)


def _said(group: Iterable[tuple[int, Record]], named: Mapping[str, Entity]) -> Iterator[Saying]:
    """Who says what a fact reports: each speaker once, with the reporting words and the certainty that records have."""
    by: dict[str, list[tuple[int, Record]]] = {}
    for i, record in group:
        for speaker in names_of(record, type(record).speaker_fields):
            by.setdefault(_name(speaker, named), []).append((i, record))
    for speaker, several in by.items():
        records = [record for _, record in several]
        cues = chain.from_iterable(names_of(each, type(each).cue_fields) for each in records)
        yield Saying(speaker, several[0][0], next(cues, None), _label(records))


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in their order, those that overlap as one."""
    joined: list[Span] = []
    for span in sorted(spans, key=attrgetter("start")):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
