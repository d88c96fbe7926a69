"""Plain English words that open a sentence, and with their capital letter could be taken for a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from onrecord.grounding.languages import ENGLISH
from onrecord.grounding.text._content import content_stem
from onrecord.grounding.text._names import is_name_word

if TYPE_CHECKING:
    from onrecord.grounding.text._words import Words

__all__ = ["is_plain_opening", "opens_name"]

_OPENINGS = """
access accident account action activist addition advance aid aim air alarm alcohol allegation ambulance amount anger
animal anniversary announcement annual answer appeal applicant application approach approval arrest article artist
asked asylum attack attempt attention audience average avian award baby banker battery bean bed bird birth blast blaze
blood blue boat body bomb book border box brand bread bridge briefing broken budget building burning bus buyer cable
call camera campaign campaigner car card care case cash cat cattle caught celebrity central cereal certain change
chaos charge charity cheap chemical childhood choir citizen civil civilian claim classic clean clear climate close
clothes coal coffee cold collector combined comedy coming comment commuter complaint computer concern condition
confusion connection conservation construction consumer contract control copper cost council counsel couple course
crash credit crime criminal critic critics crop crowd crucial crude cut cyber cyclist dairy damage data date daughter
day deadline deadly death debate debt decision deep defence delay delegate demand dental designer detail diesel
digital diplomatic direct disabled disaster display dispute diver document dog domestic donation door double doubt
drama dressed drinking drone drought drug dry due dust duty early earnings eastern economic education effort elderly
election electric electricity email emergency emotional employee employer empty energy engine entire environmental
error estimate evacuation event evidence example excess executive exhibition existing expense explosion export extra
extreme face factory fake false family famous fan farm fashion fatal fear federal fee fellow female ferry festival
fighter fighting figure film final financial fine fire firefighter fish fishing flag flight flood floor flower flu
food footage football force foreign forest fraud free fresh friend fruit fuel full funding funeral further future game
gang garden gas general giant gift girl global gold grain great ground growing growth guard guest gun hackers hand
happy hard harsh head health hearing heart heat heavy help hero hidden high highway historic holiday home homeless
horse hospital hostage hot hotel hour household housing huge human hunger ice image immigrant immigration impact
import incident income increase independent industrial industry inflation injury inmate inquiry inside insurance
intelligence interest internal international internet investigation investigator investment investor issue item jail
job joint junior juror jury key killer land landlord language large late latest law lawmaker lawyer leading leak legal
lender letter light likely limited line list little live living load loan local lone long loss lost low lunch machine
mail main major male man marine market mass match material measure meat media medical medicine meeting member memo
message metal microbe migrant mild military milk miner mining minor mission mobile model modern money mortgage mother
motion motorist motorway mountain mourner movie murder museum music musical mystery name nation national native
natural naval nearby net new newly news night nobody northern note notice nuclear number nurse nursing obese object
ocean offender offer office officer official oil old online open opening operation order organiser overall owner paper
parent parking part partner party passenger past patient pay payment peace pedestrian penalty pension people personal
phone photo photograph photographer picture pilgrim pilot pipeline plan planning plant plastic player plenty poison
police policy political pollution poor popular population pork post poverty power practice pregnant present press
pressure prior prison prisoner private probe problem production profit programme progress project property proposal
prosecution protest protester public pupil purchase quality quarter question quick race racing radio rail rain raising
rare rate raw record recording recovery red referee reform refugee regional regular relation relative relief religious
remain rent repair repeated report rescue rescuer research resident resort response rest restaurant result retail
return revenue rider right rising risk rival river road robber role room round royal rugby rule runner rural safety
sailor salary sale sanction satellite saving school science scientific scientist sea search seat secret sector
security seller senior sentence separate series serious service severe sex sexual share shell ship shock shooting shop
shopkeeper shopper shot signal similar single situation skill sleep small smoke smoker snow social solar soldier
source southern space speaking special speculation speech speed spending sport spring staff stage standard statement
station statistic steel stock stolen stop storm story strategy street stress strike striker strong student study
subject success sudden suffering sugar suicide summer supply support supporter surgeon surgery surveillance survey
survivor suspect talk target tax taxpayer teacher team technology teenager temperature tenant tension term terror
terrorist test testing text thief thing threat ticket time tiny tobacco top total tough tour tourism tourist town
toxic trade trader trading traffic train training transport travel traveller treatment tree trial troop trouble truck
true turnout twin tyre unemployment uniform union unit unknown urban user usual vaccine value vehicle veteran victim
video view village violence violent virus visitor volunteer vote voter voting wage war warning waste watching water
way wealth weapon weather wed week weekend weight welfare western wheat widespread wind window wine winter witness
woman word work worker working world worldwide worse writing written wrong year youth zoo
"""
_NUMBERS = ENGLISH.units.keys() | ENGLISH.scales.keys() | ENGLISH.ordinals.keys()
_NOUNS = ENGLISH.person_nouns | ENGLISH.group_nouns | ENGLISH.thing_nouns | ENGLISH.place_nouns
_PLAIN: Final = frozenset(filter(None, map(content_stem, {*_OPENINGS.split(), *_NOUNS, *_NUMBERS, *ENGLISH.irregular})))
_ENDING = re.compile(r"[a-z]{3}(?:[^l]ly|ings|tions?|sions?|ments|ists?|ities|ability|ously|fully|lessly|edly|ness)$")
"""Endings that names hardly have."""


def is_plain_opening(words: Words, place: int) -> bool:
    """Whether a word that opens a sentence of an English value is a plain one, and so no name by its capital letter."""
    return words.language == "en" and (words.stems[place] in _PLAIN or _ENDING.search(words.keys[place]) is not None)


def opens_name(words: Words, span: range) -> bool:
    """Whether the first word of an English sentence and a second with a capital letter make a name."""
    if words.language != "en" or len(span) < 2 or not words.is_capital(span.start + 1):
        return False
    if words.gap(span.start + 1).strip():
        return False
    if not (is_name_word(words, span.start) and is_name_word(words, span.start + 1)):
        return False
    return not is_plain_opening(words, span.start)
