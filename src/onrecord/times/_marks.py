"""What words say of a time, a letter each, beside the names of days, months and units, which dateparser knows.

`P` is a part of a day or of a year, `U` a unit, `N` a number, `F` a vague one, `S` says which, `D` and `O` are articles
and what joins by "of", `E` is an edge or a middle, `A` is nearness, `Q` stands before a time, `V` before one or what a
thing is for, `J` joins two, `G` stands behind a count and `H` before it; `R` is a day as seen from today, and `B`, `T`
and `Z` say by which clock: `local time`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

__all__ = ["MARKS"]

MARKS: Final = MappingProxyType(
    {
        "en": {
            "P": "morning afternoon evening night noon midday midnight dawn dusk lunchtime daybreak sunrise sunset "
            "nightfall hours spring summer autumn winter weekend meantime",
            "U": "decade decades century centuries quarter quarters season seasons weekend weekends "
            "nights evenings mornings fortnight semester half",
            "N": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "twenty thirty forty fifty sixty hundred first second third fourth fifth sixth seventh eighth ninth tenth "
            "dozen",
            "F": "several few couple many",
            "S": "this next last past coming previous following same upcoming preceding",
            "D": "the a an",
            "O": "of",
            "E": "early late mid end start beginning rest middle remainder eve final small mid-",
            "A": "about around nearly almost shortly just roughly soon barely some",
            "V": "for",
            "Q": "in on at by until till since from before after within during through throughout between over",
            "J": "and to or",
            "G": "ago later earlier afterward afterwards left",
            "B": "local",
            "T": "time",
            "Z": "bst cest cet edt est gmt utc",
            "R": "today tonight yesterday tomorrow overnight",
        },
        "de": {
            "P": "morgen vormittag mittag nachmittag abend nacht vorabend spätabend morgenstunden abendstunden "
            "nachtstunden mitternacht wochenende frühjahr frühling sommer herbst winter",
            "U": "uhr jahrzehnt jahrzehnte jahrzehnten jahrhundert jahrhunderts quartal quartals saison "
            "nächte jahres monats hälfte halbjahr mal",
            "N": "ein eine einen einem einer zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig "
            "ersten zweiten dritten vierten fünften",
            "F": "mehrere mehreren einige einigen wenige wenigen paar halbes halben hundert",
            "S": "diesen dieser dieses diesem diese nächsten nächster nächste nächstes kommenden kommender kommende "
            "kommendes letzten letzter letzte letztes vergangenen vergangener vergangene vergangenes vorigen voriger "
            "vorige voriges folgenden selben gleichen",
            "D": "der die das dem den des",
            "O": "des",
            "E": "anfang ende mitte beginn frühen früher späten später rest laufe beginn",
            "A": "etwa rund gut kurz knapp fast gegen circa ungefähr",
            "Q": "im am in an ab bis seit vom von vor nach um während binnen zum zwischen gegen innerhalb",
            "V": "für",
            "J": "und zu zum auf bis",
            "G": "später zuvor danach lang früher",
            "Z": "gmt mesz mez ortszeit utc",
            "R": "heute gestern vorgestern übermorgen",
        },
        "es": {
            "P": "mañana tarde noche mediodía medianoche madrugada amanecer anochecer mañanas primavera verano otoño "
            "invierno",
            "U": "década décadas siglo siglos trimestre trimestres semestre temporada noches",
            "N": "un una uno dos tres cuatro cinco seis siete ocho nueve diez once doce veinte treinta primer primera "
            "primero segundo segunda tercer tercera",
            "F": "varios varias pocos pocas algunos algunas media medio",
            "S": "este esta estos estas próximo próxima próximos próximas pasado pasada pasados pasadas último última "
            "últimos últimas anterior siguiente mismo misma viene",
            "D": "el la los las",
            "O": "de del",
            "E": "principios finales mediados inicio comienzo final fin resto primeras últimas horas",
            "A": "casi unos unas cerca alrededor poco menos hacia",
            "Q": "en a al desde hasta antes después durante tras por dentro entre sobre",
            "V": "para",
            "J": "y a al e",
            "G": "después antes atrás",
            "H": "hace",
            "B": "local",
            "Z": "gmt utc",
            "R": "hoy ayer anoche anteayer",
        },
        "fr": {
            "P": "matin matinée midi après-midi soir soirée nuit minuit mi-journée aube printemps été automne hiver",
            "U": "décennie décennies siècle siècles trimestre trimestres semestre saison nuits week-end",
            "N": "un une deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente quarante "
            "cinquante première premier deuxième second seconde",
            "F": "plusieurs quelques demi-heure",
            "S": "ce cet cette ces prochain prochaine dernier dernière derniers dernières passé passée précédent "
            "suivant suivante même",
            "D": "le la l les",
            "O": "de du d",
            "E": "début fin milieu mi reste cours",
            "A": "environ près peu presque vers autour moins quelque",
            "Q": "en à au aux depuis dans avant après dès vers jusqu jusque pendant durant entre sous",
            "V": "pour",
            "J": "et à au",
            "G": "tard tôt après avant durant plus auparavant",
            "H": "voici",
            "B": "locale",
            "Z": "gmt utc",
            "R": "aujourd hier demain avant-hier",
        },
    }
)
