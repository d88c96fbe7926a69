"""German."""

from __future__ import annotations

from typing import Final

from onrecord.filling.languages._actions import Actions
from onrecord.filling.languages._claiming import Claiming
from onrecord.filling.languages._speech import Speech
from onrecord.grounding.languages import phrases, words

__all__ = ["ACTIONS", "CLAIMING", "SPEECH"]

SPEECH: Final = Speech(
    verb_second=True,
    says=words(
        "sagt sagte sagten sagen erklärt erklärte erklärten erklären teilt teilte teilten mitteilte mitteilten meint "
        "meinte meinten betont betonte betonten warnt warnte warnten berichtet berichtete berichteten kündigt kündigte "
        "kündigten ankündigte meldet meldete meldeten behauptet behauptete behaupteten versichert versicherte "
        "versicherten bestätigt bestätigte bestätigten räumt räumte räumten gibt fügt fügte fügten schreibt schrieb "
        "schrieben antwortet antwortete antworteten entgegnet entgegnete entgegneten ergänzt ergänzte fordert forderte "
        "forderten verlangt verlangte verlangten verspricht versprach versprachen wirft warf warfen bestreitet "
        "bestritt bestritten dementiert dementierte dementierten leugnet leugnete schätzt schätzte schätzten rechnet "
        "rechnete rechneten glaubt glaubte vermutet vermutete bekräftigt bekräftigte unterstreicht unterstrich hofft "
        "hoffte beklagt beklagte kritisiert kritisierte kritisierten weist wies wiesen heißt hieß erläutert erläuterte "
        "schildert schilderte erzählt erzählte verkündet verkündete verkündeten prophezeit prophezeite mahnt mahnte "
        "mahnten beteuert beteuerte argumentiert argumentierte bittet bat baten urteilt urteilte stellt findet fragt "
        "fragte betonten gab gaben twitterte resümiert resümierte bezweifelt bezweifelte zeigt zeigen ergab ergaben "
        "widersprach nennt nannte"
    ),
    perfects=words(
        "gesagt erklärt mitgeteilt gemeint betont gewarnt berichtet angekündigt gemeldet behauptet versichert "
        "bestätigt eingeräumt geschrieben geantwortet gefordert verlangt versprochen vorgeworfen bestritten dementiert "
        "geschätzt zugesagt kritisiert zurückgewiesen beziffert genannt"
    ),
    helpers=words("hat haben hatte hatten"),
    objects=words(
        "weist wies wiesen bezeichnet bezeichnete bezeichneten nennt nannte nannten beziffert bezifferte bezifferten "
        "fordert forderte forderten kritisiert kritisierte kritisierten dementiert dementierte bestreitet bestritt "
        "lobt lobte lobten begrüßt begrüßte begrüßten verurteilt verurteilte lehnt lehnte lehnten schätzt schätzte "
        "schätzten verlangt verlangte verlangten kündigt kündigte kündigten meldet meldete meldeten bestätigt "
        "bestätigte bestätigten gemeldet bestätigt beziffert sagt gefordert kritisiert bestritten dementiert "
        "zurückgewiesen verteidigt verteidigte bezweifelt bezweifelte"
    ),
    wholes=phrases(
        "wollte sich * nicht äußern, wollten sich * nicht äußern, will sich * nicht äußern, wollte * nicht "
        "kommentieren, wollten * nicht kommentieren, lehnte * stellungnahme ab, lehnten * stellungnahme ab, lehnte * "
        "kommentar ab, lehnten * kommentar ab, äußerte sich * nicht, äußerten sich * nicht"
    ),
    sources=phrases(
        "laut, nach angaben von, nach angaben, nach einschätzung von, nach einschätzung, nach ansicht von, nach "
        "ansicht, nach auskunft von, nach auskunft, nach aussage von, nach aussage, nach aussagen von, nach worten "
        "von, nach den worten, den angaben von, so"
    ),
    passives=words("wird werden wurde wurden worden ist sind war waren sei seien"),
    auxiliaries=words(
        "sich auch zudem später dann zuvor bereits noch zunächst allerdings jedoch aber außerdem ebenfalls erneut "
        "hingegen daraufhin nun schließlich weiter hat haben hatte hatten nicht das dies dazu"
    ),
    infinitive=words("zu werden wird würde kann können will wollen soll sollen muss müssen"),
    complementizers=words("dass daß"),
    determiners=words(
        "der die das den dem des ein eine einen einem einer eines dieser diese dieses diesem diesen beide zwei drei "
        "vier fünf mehrere einige viele"
    ),
    possessives=words("sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer unser unsere mein meine"),
    prepositions=words(
        "in im an am auf aus bei beim durch für gegen hinter mit nach neben über um unter von vom vor zu zum zur "
        "zwischen wegen trotz laut seit bis während ohne innerhalb gegenüber"
    ),
    ties=words("des der von vom für im in am aus bei beim"),
    adverbials=words(
        "heute gestern damals dort hier danach zuvor zugleich außerdem zudem unterdessen dabei dann auch später jetzt "
        "nun doch daraufhin dagegen dazu davon darauf zunächst anschließend inzwischen als wenn nachdem weil da obwohl"
    ),
    coordinators=words("und aber oder sondern doch"),
    openers=words("dass daß ob weil wenn während obwohl nachdem bevor bis seit als wie damit"),
    relatives=words("der die das den dem dessen deren welche welcher"),
    persons=words("er sie ich"),
    things=words("es sie er wir man"),
    ranks=words("stellvertretende stellvertretender frühere früherer ehemalige ehemaliger"),
    masculine=words("er herr herrn mann ihm"),
    feminine=words("sie frau in innen"),
    roles=words(
        "vorsteher chef chefin wirt wirtin kollege kollegin angestellte angestellter bauer bäuerin mitglied obmann "
        "vize vorstand beauftragte beauftragter zeuge zeugin politiker politikerin"
    ),
    role_endings=(
        "sprecher",
        "sprecherin",
        "minister",
        "ministerin",
        "chef",
        "chefin",
        "meister",
        "meisterin",
        "vorsteher",
        "vorsteherin",
        "politiker",
        "politikerin",
        "leiter",
        "leiterin",
        "präsident",
        "präsidentin",
        "kandidat",
        "kandidatin",
        "direktor",
        "direktorin",
        "anwalt",
        "anwältin",
        "ökonom",
        "ökonomin",
        "forscher",
        "forscherin",
        "experte",
        "expertin",
        "trainer",
        "trainerin",
        "vorsitzende",
        "vorsitzender",
        "sekretär",
        "sekretärin",
        "rat",
        "rätin",
        "arzt",
        "ärztin",
        "ologe",
        "ologin",
        "richter",
        "richterin",
        "beauftragte",
        "wirt",
        "wirtin",
    ),
    verbs=words(
        "ist sind war waren sei seien wäre wären hat haben hatte hatten hätte hätten habe wird werden werde wurde "
        "wurden würde würden kann können konnte könnte muss müssen musste soll sollen sollte will wollen wollte darf "
        "dürfen gibt gab geht ging kommt kam steht stand bleibt blieb liegt lag fiel fielen stieg stiegen gebe wisse "
        "könne müsse solle wolle dürfe stehe"
    ),
    verb_endings=(),
    likes=words("wie"),
    oblique=words("den dem des dort dies das einen einem diesen diesem"),
    nominative=words("der"),
    object_particles=words("voraus zurück ab"),
    particles=words("mit zurück an ein hinzu vor voraus ab aus auf zu"),
    continues=words(
        "sei seien habe werde könne müsse solle wolle dürfe gebe wisse stehe gehe komme liege bleibe lasse sehe nehme "
        "halte brauche hätten wäre wären würden"
    ),
)

ACTIONS: Final = Actions()

CLAIMING: Final = Claiming(
    saying=words(
        "sagt sagte sagten erklärt erklärte erklärten betont betonte teilte mitteilte berichtet berichtete berichteten "
        "warnt warnte warnten meint meinte schrieb schreibt bestätigt bestätigte räumte behauptet behauptete versichert "
        "versicherte erläuterte ergänzte fügte schätzt schätzte vermutet vermutete"
    ),
    telling=words("sagte sagten sagt teilte teilten berichtete"),
    denying=words("bestreitet bestritt bestritten dementiert dementierte dementierten leugnet leugnete"),
    that=words("dass daß"),
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
    opinions=phrases(
        "sollte, sollten, hofft, hoffen, hoffte, hofften, versprach, verspricht, forderte, fordert, fordern"
    ),
    silence=phrases(
        "äußerte sich nicht, äußerten sich nicht, wollte sich nicht äußern, wollten sich nicht äußern, war nicht zu "
        "erreichen, gab keinen Kommentar, wollte dies nicht kommentieren"
    ),
    persons=words("er"),
    speakers=words("er sie es"),
    selves=words("ich wir mein meine meinen unser unsere unseren uns mich mir du euch"),
)
