"""The words that the grounding benchmark plants faults with, by language: its own, and none of the package's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["PLANTED", "Planted"]


@dataclass(frozen=True)
class Planted:
    """A language's weekdays, months, number words and other words that are exchanged, dropped or put in.

    `day` finds a day of a month, `fraction` a fraction in words. `relative` are words for times with what each is
    exchanged for. `dropped` is a negative, of which only the group stays; a text with a `negative` gets no other.
    `negated` puts a negative to the first `verb` of a text.
    """

    weekdays: list[str]
    months: list[str]
    day: str
    number_words: list[str]
    fraction: str
    fraction_words: list[str]
    relative: Mapping[str, str]
    dropped: re.Pattern[str]
    negative: str
    verb: tuple[str, ...]
    negated: Callable[[str], str]
    made_up: tuple[str, ...]
    article: str = r"(?!)"
    """The pattern of an article that may open a name, and isn't part of it."""
    no_names: str = r"(?!)"
    """The pattern of words with a capital letter that name nobody."""

    @property
    def day_of_month(self) -> str:
        """The pattern of a day of any of its months."""
        return "|".join(self.day.format(month) for month in self.months)


def _list(text: str) -> list[str]:
    return text.split()


_ENGLISH: frozenset[str] = frozenset(_list("is are was were will would has have had could may can should"))

ENGLISH = Planted(
    weekdays=_list("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
    months=_list("January February March April May June July August September October November December"),
    day=r"(?<={} )\d\d?\b",
    number_words=_list("two three four five six seven eight nine ten eleven twelve fifteen twenty thirty fifty"),
    fraction=r"\b(?:two-thirds|half|quarter)\b",
    fraction_words=["half", "third", "quarter", "two-thirds", "three-quarters"],
    relative={
        f"{shift} {period}": f"{other} {period}"
        for shift, other in (("next", "last"), ("last", "next"), ("this", "next"))
        for period in ("week", "month", "year", "season", "morning")
    },
    dropped=re.compile(r"(?:\b(?:did not|does not|do not|not|never|no)\s+|(?<=[a-z])n['’]t\b)()", re.IGNORECASE),
    negative=r"\b(?:not|no|never|nobody|none|without|failed|denied|declined)\b",
    verb=(
        r"\b(?:is|are|was|were|will|would|has|have|had|could|may|can|should)\b",
        r"(?<=\w )(?:[a-z]{2,}(?:s|ed)|beat|cut|led|lost|knew|rose|fell|told|took|met|ran|spent|froze|lied)\b",
    ),
    negated=lambda verb: f"{verb} not" if re.fullmatch(r"[a-z]{2,6}", verb) and verb in _ENGLISH else f"did not {verb}",
    made_up=(
        "{} opens a new bridge across the harbour.",
        "{} wins a prize for a novel about the sea.",
        "{} sold a painting to a museum abroad.",
        "{} was admitted to hospital with a broken leg.",
        "{} married a childhood friend in a small ceremony.",
        "A fire destroys the headquarters of {}.",
        "{} plans to build a railway through the mountains.",
        "Protesters throw paint at a portrait of {}.",
        "{} apologized to parents for the closure of two schools.",
        "{} bought a rival newspaper group for an undisclosed sum.",
    ),
)

GERMAN = Planted(
    weekdays=_list("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag"),
    months=_list("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
    day=r"\b\d\d?(?=\. {}\b)",
    number_words=_list("zwei drei vier fünf sechs sieben acht neun zehn elf zwölf fünfzehn zwanzig dreißig"),
    fraction=r"\b(?:Drittel|Viertel|Fünftel)\b",
    fraction_words=["Drittel", "Viertel", "Fünftel", "Zehntel"],
    relative={
        "im vergangenen jahr": "im kommenden Jahr",
        "nächste Woche": "vergangene Woche",
        "gestern": "morgen",
        "heute": "gestern",
    },
    dropped=re.compile(r"\b(?:(?:noch nicht|nicht|nie|niemals) |[kK](?=ein(?:e[mnrs]?)?\b))()"),
    negative=r"\b(?:nicht|nie|niemals|niemand|keine?[mnrs]?|ohne|lehnte?|unklar)\b",
    verb=(
        r"\b(?:ist|sind|war|waren|wird|werden|wurde|wurden|hat|haben|hatte|hatten|kann|muss|müssen|soll|sollen)\b",
        r"(?<=\w )(?!seit|mit|erst|damit|etwa|gut|fast|rund)[a-zäöüß]{3,}(?:t|te|ten)\b",
    ),
    negated=lambda verb: f"{verb} nicht",
    made_up=(
        "{} eröffnet eine neue Brücke über den Hafen.",
        "{} gewinnt einen Preis für einen Roman über das Meer.",
        "{} verkaufte ein Gemälde an ein Museum im Ausland.",
        "{} kam mit einem gebrochenen Bein ins Krankenhaus.",
        "{} heiratete in kleinem Kreis.",
        "Ein Sturm zerstört das Haus von {}.",
        "{} plant eine Seilbahn durch das Gebirge.",
        "{} entschuldigte sich bei den Eltern für die Schließung zweier Schulen.",
    ),
    article=r"(?:Der|Die|Das) ",
    no_names=(
        r"Polizei|Feuerwehr|Apotheker|Zulassung|Gesundheits|Lokführer|Regierung|Aktie|Angestellte|Staatsanwaltschaft|"
        r"Behörde|Gewerkschaft|Gericht|Stadt"
    ),
)

SPANISH = Planted(
    weekdays=_list("lunes martes miércoles jueves viernes sábado domingo"),
    months=_list("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
    day=r"\b\d\d?(?= de {}\b)",
    number_words=_list("dos tres cuatro cinco seis siete ocho nueve diez once doce catorce quince veinte treinta"),
    fraction=r"\b(?:mitad|tercio|cuarto|quinto)\b",
    fraction_words=["tercio", "cuarto", "quinto"],
    relative={"este año": "el año pasado", "hace tres años": "hace siete años", "ayer": "mañana", "hoy": "ayer"},
    dropped=re.compile(r"\b(?:[Nn]o|nunca|tampoco) ()(?!.*\b(?:nunca|nadie|nada|ning))"),
    negative=r"\b(?:no|nunca|nadie|ningún|ninguna|sin|tampoco|ni|inocente|absueltos)\b",
    verb=(
        r"\b(?:es|son|era|fue|fueron|será|está|están|ha|han|había|puede|podría|debe|va|tiene)\b",
        r"(?<=\w )(?!según)[a-zñ]{2,}(?:ó|aron|ieron|aba|aban|ía|ían|rá|rán)\b",
    ),
    negated=lambda verb: f"no {verb}",
    made_up=(
        "{} inaugura un nuevo puente sobre la bahía.",
        "{} gana un premio por una novela sobre el mar.",
        "{} vendió un cuadro a un museo extranjero.",
        "{} ingresó en un hospital con una pierna rota.",
        "{} se casó en una ceremonia íntima.",
        "Una tormenta destruye la casa de {}.",
        "{} planea construir un teleférico en las montañas.",
        "{} pidió perdón a los padres por el cierre de dos colegios.",
    ),
    article=r"(?:El|La|Los|Las) ",
    no_names=r"Policía|Ejército|Analistas|Los |Un |Una |Dos ",
)

FRENCH = Planted(
    weekdays=_list("lundi mardi mercredi jeudi vendredi samedi dimanche"),
    months=_list("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    day=r"\b\d\d?(?= {}\b)",
    number_words=_list("deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente"),
    fraction=r"\b(?:tiers|quart|moitié)\b",
    fraction_words=["tiers", "quart", "cinquième"],
    relative={
        "la semaine prochaine": "la semaine dernière",
        "cette année": "l’année dernière",
        "hier": "demain",
        "demain": "hier",
    },
    dropped=re.compile(r"\b(?:n[’']|ne )(\w+(?: \w+)?) (?:pas|jamais|plus)(?: encore)?\b"),
    negative=r"\b(?:ne|n|pas|jamais|aucune?|personne|sans|ni|rien)\b",
    verb=(
        r"\b(?:est|sont|était|étaient|sera|seront|a|ont|avait|avaient|va|vont|doit|peut|veut)\b",
        r"(?<=\w )[a-zéè]{3,}(?:era|eront|ait|aient|isse)\b",
    ),
    negated=lambda verb: f"n’{verb} pas" if verb[0] in "aeéiou" else f"ne {verb} pas",
    made_up=(
        "{} inaugure un nouveau pont sur le port.",
        "{} remporte un prix pour un roman sur la mer.",
        "{} a vendu un tableau à un musée étranger.",
        "{} est à l’hôpital avec une jambe cassée.",
        "{} s’est marié dans l’intimité.",
        "Une tempête détruit la maison de {}.",
        "{} veut construire un téléphérique dans les montagnes.",
        "{} a demandé pardon aux parents pour la fermeture de deux écoles.",
    ),
    article=r"(?:Le |La |Les |L’)",
    no_names=r"Premier|Environ|Un |Une |Des ",
)

PLANTED = {"en": ENGLISH, "de": GERMAN, "es": SPANISH, "fr": FRENCH}
