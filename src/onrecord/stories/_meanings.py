"""Words with which news tell one happening: a quake that hits is an earthquake that strikes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from onrecord.grounding import content_stem
from onrecord.grounding.text import primary

__all__ = ["TOLD_ALIKE", "meaning", "meanings_of"]

TOLD_ALIKE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "en": """
            kill die dead death deadly fatal fatality murder slay slain slaying homicide perish succumb toll killing
            injure wound hurt injury casualty
            beat defeat win won victory triumph overcome overcame conquer
            damage destroy devastate ruin wreck sever
            arrest nab apprehend capture detain custody
            fire blaze inferno flames burn
            hit strike struck shake shook jolt rock rattle
            earthquake quake tremor temblor aftershock
            robbery rob heist raid burglary theft steal stole stolen snatch loot
            release issue publish
            announce unveil reveal introduce launch confirm disclose
            foil thwart repel repulse prevent avert
            protest demonstrate demonstration rally march riot unrest clash
            trigger spark unleash ignite
            resign quit resignation
            dismiss sack oust terminate axe
            buy bought acquire acquisition purchase takeover
            vote poll ballot election elect
            negotiate negotiation talks
            schedule plan
            shoot shot shooting gunfire gun
            crash collide collision smash
            sink sank sunk founder capsize
            explode explosion blast bomb bombing detonate
            attack assault
            convict guilty conviction
            sentence jail imprison
            charge indict accuse accusation allege
            sue lawsuit suit
            replace succeed successor
            name nominate appoint pick choose chosen tap
            hire recruit sign
            find found discover discovery
            raise increase hike
            cut reduce lower slash
            drop fall fell decline plunge slump
            rise rose climb surge jump
            evacuate evacuation flee fled escape
            rescue save
            collapse topple
            halt stop suspend suspension
            repair fix patch plug resolve
            marry wedding wed marriage
            divorce split separate
            visit trip
            meet met meeting summit
            end finish conclude
            begin began start open
            approve pass adopt
            reject refuse
            ban prohibit forbid
            probe investigate investigation inquiry enquiry
            search hunt manhunt
            leave left depart departure
            return reinstate restore
            flood inundate overflow
            deploy send sent dispatch
            warn warning caution
            urge call
            blame fault
            criticize criticise condemn denounce slam
            praise hail laud
            leak spill
            outage blackout
            host present
        """
    }
)
"""By language: a line has words that news tell one happening with, one of them at a time; no word stands in two."""


@cache
def meanings_of(language: str) -> Mapping[str, str]:
    """By the stem of a word the first of the words that mean the same, where there are any."""
    lines = map(str.split, TOLD_ALIKE.get(primary(language), "").strip().splitlines())
    return {content_stem(word, language): words[0] for words in lines for word in words}


@lru_cache(maxsize=1 << 14)
def meaning(stems: frozenset[str], language: str) -> frozenset[str]:
    """What words mean: their stems, but for those with others of one meaning, which become one."""
    known = meanings_of(language)
    return frozenset(known.get(stem, stem) for stem in stems)
