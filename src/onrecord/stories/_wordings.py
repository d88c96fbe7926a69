"""The words by which reports of one fact are told to differ, by language: English ones where a language has none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from onrecord.grounding.languages import Phrases, phrases

__all__ = [
    "COUNTS",
    "EARLIER",
    "GENERIC",
    "MORE",
    "NIGHT",
    "NUMBERED",
    "OF",
    "REFUSES",
    "REPLACED",
    "REVISED",
    "SEEN",
    "STATES",
    "TOLLS",
    "VAGUE",
]

Words = Mapping[str, frozenset[str]]


def _by_language(**lines: str) -> Words:
    return {language: frozenset(line.split()) for language, line in lines.items()}


def _sorts(**lines: str) -> Mapping[str, str]:
    return {word: sort for sort, line in lines.items() for word in line.split()}


TOLLS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": _sorts(
        dead="dead died die dies dying death deaths killed killing kill kills fatalities fatality "
        "fatally drowned slain "
        "perished murdered lives bodies corpses toll",
        injured="injured injuring injures injuries injury wounded wounding wounds hurt hurting",
        treated="hospitalized hospitalised",
        missing="missing unaccounted disappeared",
        arrested="arrested arresting arrests detained detaining detainees custody jailed",
        rescued="rescued rescuing saved survivors survived",
        displaced="evacuated evacuating evacuees displaced homeless fled",
        infected="infected infections cases",
        trapped="trapped stranded",
    ),
    "de": _sorts(
        dead="tot tote toten toter todesopfer starben gestorben getötet getötete leben todesfälle ertranken ertrunken",
        injured="verletzt verletzte verletzten verletzter verwundet verwundete verwundeten",
        missing="vermisst vermisste vermissten",
        arrested="festgenommen festnahmen verhaftet verhaftete",
        rescued="gerettet gerettete geretteten",
        displaced="evakuiert evakuierte obdachlos obdachlose flohen geflohen",
    ),
    "fr": _sorts(
        dead="mort morts morte mortes mourir tué tués tuée tuées décès décédé décédés décédées tuant noyés victimes",
        injured="blessé blessés blessée blessées blessant",
        missing="disparu disparus disparues",
        arrested="arrêté arrêtés arrêtées interpellé interpellés arrestations interpellations",
        rescued="secouru secourus sauvé sauvés",
        displaced="évacué évacués évacuées déplacés",
    ),
    "es": _sorts(
        dead="muerto muertos muerta muertas murieron murió muere mueren mortal fallecidos fallecieron fallecido mató "
        "mataron matado",
        injured="herido heridos herida heridas lesionados hirió",
        treated="ingresado ingresados ingresada ingresadas ingresan ingresaron hospitalizado hospitalizados "
        "hospitalizadas",
        missing="desaparecido desaparecidos desaparecidas",
        arrested="detenido detenidos detenidas arrestados detenciones",
        rescued="rescatado rescatados rescatadas",
        displaced="evacuado evacuados evacuadas desplazados",
    ),
    "it": _sorts(
        dead="morto morti morta morte uccisi ucciso vittime", injured="ferito feriti ferita ferite", missing="dispersi"
    ),
    "pt": _sorts(
        dead="morto mortos morta mortas morreram mortes", injured="ferido feridos feridas", missing="desaparecidos"
    ),
    "nl": _sorts(
        dead="dood doden dode omgekomen gedood", injured="gewond gewonden gewonde", missing="vermist vermisten"
    ),
}
"""Words for what befalls those whom a toll counts, each with a sort."""
GENERIC: Final[Words] = _by_language(
    en="people person persons man men others passengers victims individuals civilians residents total",
    de="menschen mensch personen person leute opfer",
    fr="personnes personne gens victimes",
    es="personas persona gente víctimas",
    it="persone persona vittime",
    pt="pessoas pessoa vítimas",
    nl="mensen personen slachtoffers",
)
"""Words for people of whatever sort."""
COUNTS: Final[Words] = _by_language(
    en="number toll count", de="zahl anzahl bilanz", fr="nombre bilan", es="número cifra balance"
)
"""Words for a count behind which it is said what it comes to."""
VAGUE: Final[Mapping[str, Mapping[str, tuple[float, float]]]] = {
    language: {
        word: span
        for words, span in zip(lines.split("/"), ((20, 120), (150, 1500), (1500, 30_000)), strict=True)
        for word in words.split()
    }
    for language, lines in {
        "en": "dozens scores / hundreds / thousands",
        "de": "dutzende dutzenden / hunderte hunderten / tausende tausenden",
        "fr": "dizaines / centaines / milliers",
        "es": "docenas decenas / cientos centenares / miles millares",
        "it": "decine / centinaia / migliaia",
        "pt": "dezenas / centenas / milhares",
        "nl": "tientallen / honderden / duizenden",
    }.items()
}
"""Words for many, and from where to where what they stand for may be."""
EARLIER: Final[Words] = _by_language(
    en="earlier previous previously initially initial original originally",
    de="zuvor bisher bisherigen bisherige zunächst anfangs ursprünglich ursprüngliche frühere früheren",
    fr="initialement auparavant précédemment précédent précédente",
    es="inicialmente anteriormente anterior",
)
"""Words before a figure that another has taken the place of."""
REPLACED: Final[Words] = _by_language(en="from than not", de="von als nicht", fr="que", es="que")
"""Words right before such a figure, or one with which another is compared."""
SEEN: Final[Words] = _by_language(
    en="ago last past next coming within in",
    de="vor letzten vergangenen nächsten kommenden in seit",
    fr="il dernières derniers prochains prochaines dans depuis",
    es="hace últimos últimas próximos próximas dentro en",
)
"""Words of lengths of time that are seen from the day of publication: `three days ago`."""
MORE: Final[Words] = _by_language(
    en="another other others additional further more extra",
    de="weitere weiteren weiterer andere anderen",
    fr="autre autres supplémentaires",
    es="otro otros otra otras",
    it="altri altre",
    pt="outros outras",
    nl="andere anderen",
)
"""Words beside a figure that is added to another."""
OF: Final[Words] = _by_language(
    en="of", de="der von", fr="des d de", es="de del", it="dei delle di degli", pt="dos das de", nl="van"
)
"""Words behind the number of some of more."""
REVISED: Final[Phrases] = {
    "en": phrases(
        "rose to, risen to, rises to, climbed to, climbs to, increased to, grew to, grown to, "
        "jumped to, raised to, lowered to, "
        "fell to, dropped to, reduced to, revised, up from, down from, corrected, correction, "
        "updated, had said, had reported, "
        "had been reported, earlier said, earlier reported, earlier reports, earlier report, "
        "earlier figure, earlier count, "
        "earlier toll, initial reports, initially, previously said, previously reported, previous "
        "figure, now stands at, "
        "originally, instead of, than first thought, than previously thought, than first reported"
    ),
    "de": phrases(
        "stieg auf, steigt auf, gestiegen auf, auf gestiegen, erhöhte sich auf, erhöht, "
        "korrigiert, korrigierte, berichtigt, "
        "zunächst, ursprünglich, zuvor, nach oben, nach unten, bisher"
    ),
    "fr": phrases(
        "est passé à, passe à, s'élève désormais, désormais, revu, révisé, corrigé, rectifié, "
        "initialement, auparavant, "
        "un premier bilan, précédent bilan"
    ),
    "es": phrases(
        "subió a, sube a, aumentó a, aumenta a, se elevó a, se eleva a, asciende a, ascendió a, revisado, corregido, "
        "inicialmente, anteriormente, en un principio, balance anterior"
    ),
}
"""Phrases of a report that tells that what it says takes the place of what was said before."""
NIGHT: Final[Words] = _by_language(
    en="night overnight midnight late early dawn evening",
    de="nacht mitternacht abend früh morgen",
    fr="nuit minuit soir soirée aube",
    es="noche medianoche madrugada",
)
"""Words for a part of a day that may be counted with the day before or behind it."""
NUMBERED: Final[Words] = _by_language(
    en="pier platform gate terminal berth track runway route room ward district sector",
    de="gleis bahnsteig terminal kai pier halle saal",
    fr="quai terminal piste salle porte",
    es="muelle andén terminal sala puerta pista",
)
"""Words for places that are told apart by numbers."""
REFUSES: Final[Words] = _by_language(
    en="refuse refuses refused decline declines declined",
    de="weigert weigerte lehnt lehnte",
    fr="refuse refusé refusait",
    es="niega negó rehúsa rehusó rechaza rechazó",
)
"""Words with which somebody says that he won't do something."""
STATES: Final[Mapping[str, tuple[str, ...]]] = {
    "en": (
        "offline / online",
        "closed closes close shut shuts / open opens opened reopen reopens reopened",
        "stopped stop stops halted halts suspended suspends suspend / ran run runs resume resumes resumed restart "
        "restarts restarted",
        "holds hold holding / suspends suspended suspend collapsed collapses",
        "trapped stranded / freed rescued",
        "detained custody jailed / released freed",
    ),
    "de": (
        "gesperrt geschlossen / geöffnet freigegeben",
        "vermisst / gefunden",
        "festgenommen / freigelassen",
    ),
    "fr": ("fermé fermée / rouvert rouverte ouvert ouverte", "disparu disparus / retrouvé retrouvés"),
    "es": (
        "cerrado cerrada cerrados / abierto abierta reabierto reabre",
        "desaparecido desaparecidos / hallado hallados",
    ),
}
"""By language, lines of the words for two states, parted by `/`, that nothing is in at once."""
