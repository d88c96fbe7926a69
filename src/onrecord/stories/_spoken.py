"""Who speaks in a story: each person once, by the quotation that tells most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from onrecord.grounding import Words
from onrecord.stories._readings import Reading
from onrecord.stories._summary import Quoted

__all__ = ["spoken"]


def spoken(read: Iterable[Reading]) -> tuple[Quoted, ...]:
    """Those who speak, the ones that most outlets quote first; by a quotation rather than a report, and the longest."""
    found = [quoted for each in read for quoted in each.voices]
    full = _full_names(list(dict.fromkeys(each.voice.speaker for each in found)))
    by: dict[str, list[Quoted]] = {}
    for each in found:
        by.setdefault(full[each.voice.speaker], []).append(each)
    ranked = sorted(by.values(), key=lambda several: -len({each.source.outlet for each in several}))
    return tuple(max(several, key=lambda each: (each.voice.quoted, len(each.voice.content))) for several in ranked)


def _full_names(names: Sequence[str]) -> Mapping[str, str]:
    """For every name the longest one that it is the end or the beginning of, if there is one alone."""
    keys = {name: tuple(Words(name).keys) for name in names}
    full = {}
    for name, short in keys.items():
        longer = [other for other, long in keys.items() if len(long) > len(short) and _is_part(short, long)]
        longest = [
            other for other in longer if not any(_is_part(keys[other], keys[each]) for each in longer if each != other)
        ]
        full[name] = longest[0] if short and len(longest) == 1 else name
    return full


def _is_part(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return short in (long[: len(short)], long[len(long) - len(short) :])
