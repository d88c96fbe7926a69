"""German."""

from __future__ import annotations

from typing import Final

from onrecord.filling.languages._actions import Actions
from onrecord.filling.languages._claiming import Claiming
from onrecord.filling.languages._speech import Speech
from onrecord.grounding.languages import phrases, words

__all__ = ["ACTIONS", "CLAIMING", "SPEECH"]

SPEECH: Final = Speech()

ACTIONS: Final = Actions()

CLAIMING: Final = Claiming(
    saying=words(
        "sagt sagte sagten erklärt erklärte erklärten betont betonte teilte mitteilte berichtet berichtete berichteten "
        "warnt warnte warnten meint meinte schrieb schreibt bestätigt bestätigte räumte behauptet behauptete versichert "
        "versicherte erläuterte ergänzte fügte schätzt schätzte vermutet vermutete"
    ),
    denying=words("bestreitet bestritt bestritten dementiert dementierte dementierten leugnet leugnete"),
    that=words("dass daß"),
    whole=False,
    comma=True,
    no_speakers=words("wird wurde wurden worden der die das ein eine zu nicht"),
    helpers=words("hat haben hatte hatten auch später zudem"),
    openers=words("zu in im am an auf mit über von nach bei gegen nichts ob wie warum was"),
    sources=phrases("laut, nach Angaben von, nach Angaben der, nach Angaben des"),
    fronted=False,
    behind=phrases("zufolge"),
    hedges={
        "probable": phrases("Berichten zufolge, laut Berichten, dürfte, dürften, rechnet mit, erwartet"),
        "possible": phrases(
            "kann, können, angeblich, mutmaßlich, mutmaßliche, mutmaßlichen, mutmaßlicher, soll * haben, sollen * haben, "
            "vorgeworfen, Verdacht, deutet, deuten, droht, drohen"
        ),
        "denied": phrases("bestreitet, bestritt, bestritten, dementiert, dementierte, dementierten, leugnete"),
    },
    opinions=phrases("sollte, sollten, hofft, hoffen, hoffte, hofften, versprach, verspricht, forderte, fordert, fordern"),
    silence=phrases(
        "äußerte sich nicht, äußerten sich nicht, wollte sich nicht äußern, wollten sich nicht äußern, war nicht zu "
        "erreichen, gab keinen Kommentar, wollte dies nicht kommentieren"
    ),
    persons=words("er"),
    speakers=words("er sie es"),
    selves=words("ich wir mein meine meinen unser unsere unseren uns mich mir du euch"),
)
