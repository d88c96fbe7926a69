"""Number words of other languages than English: data, and the rules that languages make such words by."""

from __future__ import annotations

import unicodedata
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from onrecord.grounding.languages import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ARTICLES", "HALVES", "HAN", "HAN_DIGITS", "HAN_GREAT", "HAN_SMALL", "Numerals", "numerals"]

HAN_DIGITS: Final = MappingProxyType(
    {"〇": 0, "零": 0, "两": 2, "兩": 2} | {each: n for n, each in enumerate("一二三四五六七八九", start=1)}
)
HAN_SMALL: Final = MappingProxyType({"十": 10, "百": 100, "千": 1000})
HAN_GREAT: Final = MappingProxyType({"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12})
HAN: Final = frozenset({*HAN_DIGITS, *HAN_SMALL, *HAN_GREAT})
"""Characters that Chinese and Japanese write numbers with."""


class Numerals(NamedTuple):
    """A language's number words: those that make a number alone, and those that multiply the one before them.

    Words of several words are joined by spaces, as `vingt et un`.
    """

    units: Mapping[str, float]
    scales: Mapping[str, float]
    starts: frozenset[str]
    longest: int
    """how many words the longest of the units has"""


_SPELLED: Final = MappingProxyType(
    {  # 0 to 19, then the tens
        "de": (
            "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
            "siebzehn achtzehn neunzehn",
            "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
        ),
        "nl": (
            "nul één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien "
            "zeventien achttien negentien",
            "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
        ),
        "fr": (
            "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix_sept "
            "dix_huit dix_neuf",
            "vingt trente quarante cinquante soixante soixante_dix quatre_vingt quatre_vingt_dix",
        ),
        "es": (
            "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
            "diecisiete dieciocho diecinueve",
            "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
        ),
        "pt": (
            "zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete "
            "dezoito dezenove",
            "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
        ),
        "it": (
            "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici "
            "sedici diciassette diciotto diciannove",
            "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
        ),
    }
)
ARTICLES: Final = frozenset({"un", "une", "um", "uma", "uno", "una", "ein", "eine", "einer", "een"})
"""Words for one that are articles just as often, and so make a number only before thousands, millions and the like."""
HALVES: Final = MappingProxyType(
    {
        "en": (("and", "a", "half"),),
        "fr": (("et", "demi"), ("et", "demie")),
        "es": (("y", "medio"), ("y", "media")),
        "pt": (("e", "meio"), ("e", "meia")),
        "it": (("e", "mezzo"), ("e", "mezza")),
    }
)
"""How languages add a half to the number before it."""
_MORE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "de": (
            "hundert=100 tausend=1000 zwo=2 hälfte=1/2 halb=1/2 drittel=1/3 viertel=1/4 fünftel=1/5 zehntel=1/10 "
            "anderthalb=3/2 eineinhalb=3/2 zweieinhalb=5/2 dreieinhalb=7/2 viereinhalb=9/2 fünfeinhalb=11/2"
        ),
        "nl": "honderd=100 duizend=1000 helft=1/2 kwart=1/4",
        "fr": (
            "quatre_vingts=80 cent=100 mille=1000 soixante_et_onze=71 septante=70 huitante=80 octante=80 nonante=90 "
            "moitié=1/2 tiers=1/3 quart=1/4 quarts=1/4"
        ),
        "es": (
            "cien=100 ciento=100 doscientos=200 doscientas=200 trescientos=300 trescientas=300 cuatrocientos=400 "
            "cuatrocientas=400 quinientos=500 quinientas=500 seiscientos=600 seiscientas=600 setecientos=700 "
            "setecientas=700 ochocientos=800 ochocientas=800 novecientos=900 novecientas=900 mil=1000 veintiuno=21 "
            "veintiún=21 veintiuna=21 veintidós=22 veintitrés=23 veinticuatro=24 veinticinco=25 veintiséis=26 "
            "veintisiete=27 veintiocho=28 veintinueve=29 mitad=1/2 tercio=1/3 "
            "tercera_parte=1/3 cuarta_parte=1/4 quinta_parte=1/5 décima_parte=1/10"
        ),
        "pt": (
            "duas=2 dezasseis=16 dezassete=17 dezanove=19 cem=100 cento=100 duzentos=200 duzentas=200 trezentos=300 "
            "trezentas=300 quatrocentos=400 quinhentos=500 quinhentas=500 seiscentos=600 setecentos=700 oitocentos=800 "
            "novecentos=900 mil=1000 metade=1/2"
        ),
        "it": "cento=100 duecento=200 trecento=300 quattrocento=400 cinquecento=500 mille=1000 metà=1/2",
    }
)
_SCALES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "en": "lakh=1e5 lakhs=1e5 lac=1e5 lacs=1e5 crore=1e7 crores=1e7 cr=1e7 trn=1e12 thousands=1e3",
        "de": (
            "hundert=100 tausend=1e3 tsd=1e3 dutzend=12 million=1e6 millionen=1e6 mio=1e6 milliarde=1e9 milliarden=1e9 "
            "mrd=1e9 billion=1e12 billionen=1e12 bio=1e12 drittel=1/3 viertel=1/4 fünftel=1/5 sechstel=1/6 achtel=1/8 "
            "zehntel=1/10"
        ),
        "nl": "honderd=100 duizend=1e3 miljoen=1e6 mln=1e6 miljard=1e9 mld=1e9 biljoen=1e12 derde=1/3 kwart=1/4",
        "fr": (
            "cent=100 cents=100 mille=1e3 million=1e6 millions=1e6 mio=1e6 milliard=1e9 milliards=1e9 mrd=1e9 md=1e9 "
            "mds=1e9 billion=1e12 billions=1e12 tiers=1/3 quart=1/4 quarts=1/4 cinquième=1/5 cinquièmes=1/5 "
            "dixième=1/10 dixièmes=1/10"
        ),
        "es": (
            "mil=1e3 millón=1e6 millones=1e6 mill=1e6 billón=1e12 billones=1e12 docenas=12 tercio=1/3 tercios=1/3 "
            "cuarto=1/4 cuartos=1/4 quinto=1/5 quintos=1/5"
        ),
        "pt": (
            "mil=1e3 milhão=1e6 milhões=1e6 mi=1e6 bilhão=1e9 bilhões=1e9 bi=1e9 trilhão=1e12 trilhões=1e12 terço=1/3 "
            "terços=1/3 quarto=1/4 quartos=1/4"
        ),
        "it": (
            "mila=1e3 milione=1e6 milioni=1e6 mln=1e6 miliardo=1e9 miliardi=1e9 mld=1e9 terzo=1/3 terzi=1/3 quarto=1/4 "
            "quarti=1/4"
        ),
        "ru": (
            "тысяча=1e3 тысячи=1e3 тысяч=1e3 тыс=1e3 миллион=1e6 миллиона=1e6 миллионов=1e6 млн=1e6 миллиард=1e9 "
            "миллиарда=1e9 миллиардов=1e9 млрд=1e9"
        ),
        "uk": "тисяча=1e3 тисячі=1e3 тисяч=1e3 тис=1e3 мільйон=1e6 мільйони=1e6 мільйонів=1e6 млн=1e6 млрд=1e9",
        "pl": (
            "tysiąc=1e3 tysiące=1e3 tysięcy=1e3 tys=1e3 milion=1e6 miliony=1e6 milionów=1e6 mln=1e6 miliard=1e9 "
            "miliardy=1e9 miliardów=1e9 mld=1e9"
        ),
        "sv": "tusen=1e3 miljon=1e6 miljoner=1e6 mn=1e6 miljard=1e9 miljarder=1e9 md=1e9",
        "da": "tusind=1e3 million=1e6 millioner=1e6 mio=1e6 milliard=1e9 milliarder=1e9 mia=1e9",
        "no": "tusen=1e3 million=1e6 millioner=1e6 milliard=1e9 milliarder=1e9",
        "tr": "bin=1e3 milyon=1e6 milyar=1e9",
        "id": "ribu=1e3 juta=1e6 miliar=1e9 triliun=1e12",
        "ar": "ألف=1e3 آلاف=1e3 مليون=1e6 ملايين=1e6 مليار=1e9 مليارات=1e9",
        "hi": "हज़ार=1e3 हजार=1e3 लाख=1e5 करोड़=1e7 अरब=1e9",
    }
)


def _values(text: str) -> dict[str, float]:
    found = {}
    for each in text.split():
        word, _, value = each.partition("=")
        over, _, under = value.partition("/")
        found[unicodedata.normalize("NFKC", word.replace("_", " "))] = float(over) / float(under or 1)
    return found


@cache
def numerals(language: str) -> Numerals:
    """The number words of a language, by the first part of its code; of one without any, the English ones."""
    scales: Mapping[str, float] = _values(_SCALES.get(language, ""))
    if language not in _SCALES or language == "en":
        scales = {**ENGLISH.scales, **_values(_SCALES["en"])}
        starts = (
            {"hundred", "thousand", "million", "billion", "dozen"} | ENGLISH.ordinals.keys() | ENGLISH.fractions.keys()
        )
        return Numerals(ENGLISH.units, scales, frozenset(starts | ENGLISH.units.keys() | HAN), 1)
    units = _spelled(language) | _values(_MORE.get(language, ""))
    starts = {unit.partition(" ")[0] for unit in units} | ARTICLES
    return Numerals(units, scales, frozenset(starts | HAN), max((unit.count(" ") + 1 for unit in units), default=1))


def _spelled(language: str) -> dict[str, float]:
    """The words for 0 to 999, as far as the language makes them by a rule."""
    small, tens = (text.split() for text in _SPELLED.get(language, ("", "")))
    found: dict[str, float] = {word: n for n, word in enumerate(small)}
    found |= {ten: 20 + 10 * n for n, ten in enumerate(tens)}
    found |= {word: value for ten in tens for word, value in _compounds(language, ten, found)}
    if language in {"de", "nl"}:
        hundred = "hundert" if language == "de" else "honderd"
        firsts = {"": 1, "ein": 1} | {word: found[word] for word in small[2:10]}
        found |= {
            f"{first}{hundred}{rest}": 100 * times + more
            for first, times in firsts.items()
            for rest, more in (("", 0.0), *found.items())
            if more or not rest
        }
        thousand = "tausend" if language == "de" else "duizend"
        found |= {f"{first}{thousand}": 1000 * times for first, times in list(found.items()) if first != "null"}
    return {word.replace("_", " "): value for word, value in found.items() if word not in ARTICLES}


def _compounds(language: str, ten: str, known: Mapping[str, float]) -> list[tuple[str, float]]:
    """The words for a ten and 1 to 9, or to 19 where French counts on."""
    found = []
    for unit, value in known.items():
        if not 0 < value < (20 if ten in {"soixante", "quatre_vingt"} else 10):
            continue
        first = {"de": "ein", "nl": "een"}.get(language, unit) if value == 1 else unit
        joined = {
            "de": [f"{first}und{ten}"],
            "nl": [f"{first}{'ën' if first[-1] == 'e' else 'en'}{ten}"],
            "fr": [f"{ten}_{unit}", f"{ten}_et_{unit}"],
            "es": [f"{ten}_y_{unit}"],
            "pt": [f"{ten}_e_{unit}"],
            "it": [f"{ten[:-1] if value in {1, 8} else ten}{'tré' if value == 3 else unit}"],
        }[language]
        found += [(word, known[ten] + value) for word in joined]
    return found
