"""German."""

from __future__ import annotations

from typing import Final

from onrecord.filling.languages._actions import Actions, verbs
from onrecord.filling.languages._claiming import Claiming
from onrecord.filling.languages._speech import Speech
from onrecord.grounding.languages import phrases, words

__all__ = ["ACTIONS", "CLAIMING", "SPEECH"]

SPEECH: Final = Speech(
    verb_second=True,
    says=words(
        "sagt sagte sagten sagen erklärt erklärte erklärten erklären teilt teilte teilten mitteilte mitteilten meint "
        "meinte meinten betont betonte betonten warnt warnte warnten berichtet berichtete berichteten kündigt "
        "kündigte kündigten ankündigte meldet meldete meldeten behauptet behauptete behaupteten versichert "
        "versicherte versicherten bestätigt bestätigte bestätigten räumt räumte räumten gibt fügt fügte fügten "
        "schreibt schrieb schrieben antwortet antwortete antworteten entgegnet entgegnete entgegneten ergänzt "
        "ergänzte fordert forderte forderten verlangt verlangte verlangten verspricht versprach versprachen wirft "
        "warf warfen bestreitet bestritt bestritten dementiert dementierte dementierten leugnet leugnete schätzt "
        "schätzte schätzten rechnet rechnete rechneten glaubt glaubte vermutet vermutete bekräftigt bekräftigte "
        "unterstreicht unterstrich hofft hoffte beklagt beklagte kritisiert kritisierte kritisierten weist wies "
        "wiesen heißt hieß erläutert erläuterte schildert schilderte erzählt erzählte verkündet verkündete "
        "verkündeten prophezeit prophezeite mahnt mahnte mahnten beteuert beteuerte argumentiert argumentierte bittet "
        "bat baten urteilt urteilte stellt findet fragt fragte betonten gab gaben twitterte resümiert resümierte "
        "bezweifelt bezweifelte zeigt zeigen ergab ergaben widersprach nennt nannte"
    ),
    perfects=words(
        "gesagt erklärt mitgeteilt gemeint betont gewarnt berichtet angekündigt gemeldet behauptet versichert "
        "bestätigt eingeräumt geschrieben geantwortet gefordert verlangt versprochen vorgeworfen bestritten "
        "dementiert geschätzt zugesagt kritisiert zurückgewiesen beziffert genannt"
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
        "nun doch daraufhin dagegen dazu davon darauf zunächst anschließend inzwischen als wenn nachdem weil da "
        "obwohl"
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

ACTIONS: Final = Actions(
    being=words("wird werden wurde wurden worden"),
    coming=words("werden wird"),
    helping=words(
        "ist sind war waren hat haben hatte hatten will wollen soll sollen sollte kann können könnte könnten muss "
        "müssen darf dürfen möchte würde würden werde sei seien habe hätten"
    ),
    determiners=words(
        "der die das den dem des ein eine einen einem einer eines sein seine seinen seinem seiner ihr ihre ihren "
        "ihrem ihrer dieser diese dieses diesen kein keine keinen mehrere einige alle viele beide zwei drei vier"
    ),
    oblique=words("den dem des einen einem eines diesen diesem keinen keinem"),
    prepositions=words(
        "in im ins an am ans auf aus bei beim durch für gegen hinter mit nach neben über um unter von vom vor zu zum "
        "zur zwischen wegen trotz laut gegenüber seit bis ohne ab als während entlang per samt binnen"
    ),
    bounds=words("bis über unter um gegen mehr mindestens rund etwa knapp"),
    genitives=words("von vom für des der"),
    owning=words("von vom der des"),
    offices=words("arbeit bildung finanzen gesundheit inneren justiz verkehr verteidigung wirtschaft umwelt"),
    agent=words("von vom durch"),
    ties=words("und oder sowie"),
    purposes=words("um"),
    reporting=words("dass"),
    around_occasions=words("nach vor während"),
    definite=words("dem der den"),
    producing=verbs("abhalten ausrichten bezahlen durchführen einleiten eröffnen planen veröffentlichen zahlen", "de"),
    due=words("geplant"),
    seeming=words("anscheinend offenbar vermutlich wahrscheinlich wohl"),
    openers=words("dass ob weil wenn nachdem bevor während obwohl die der das denen deren dessen wo wie"),
    adverbs=words(
        "nicht auch wieder nie dann später bald schon noch erst nur einmal zweimal fest ab an auf aus ein vor zurück "
        "weg heraus hinaus zusammen teil statt hier dort unterdessen jedoch bereits erneut weiter mehr"
    ),
    pronouns=words("er sie es ihn ihm ihnen sich man wir ihr niemand jemand"),
    numbers=words("rund etwa hunderte tausende dutzende"),
    verbs=verbs(
        "abbrechen ablehnen absagen abstürzen anfangen angreifen ankommen ankündigen annehmen anrufen antreten "
        "aufnehmen ausbrechen auslösen befördern beginnen begehen behandeln beschließen beschädigen bleiben besetzen "
        "besuchen bauen beenden besiegen billigen bombardieren bringen brennen demonstrieren durchsuchen einführen "
        "eröffnen entdecken entführen entlassen erhalten erheben erhöhen ermitteln ermorden ernennen erreichen "
        "erschießen ertrinken evakuieren explodieren fahren fallen feiern festnehmen finden fliehen fordern führen "
        "geben gewinnen gründen kaufen kommen kündigen kürzen landen lassen legen liefern löschen melden nehmen "
        "nennen operieren planen plündern prüfen rammen reisen retten räumen rufen scheitern schicken schießen "
        "schlagen schließen senken setzen siegen sinken sperren spielen springen starten stehen stehlen steigen "
        "stellen sterben streiken stimmen stoppen stören stürzen suchen töten treffen treten trennen überfallen "
        "überfluten überschwemmen übernehmen unterzeichnen untersuchen verbieten verhaften verhandeln verkaufen "
        "verklagen verlassen verletzen verlieren verschieben versenken verurteilen wählen warten wechseln weigern "
        "wiederholen zahlen zerstören ziehen zusammenstoßen zustimmen zünden",
        "de",
    ),
    acts=verbs(
        "abbauen abgeben abheben abholen abreisen abschaffen abschießen abschließen abstimmen abziehen anbieten "
        "anheben anklagen anordnen appellieren auffordern aufgeben aufheben auflösen auftreten ausfallen ausrufen "
        "aussetzen ausweisen beauftragen bedrohen begnadigen "
        "bereitstellen begrüßen bekämpfen beleidigen bergen berufen "
        "beschlagnahmen beschuldigen bestechen bestrafen bestätigen beteiligen betreten bewerben bilden blockieren "
        "debattieren durchbrechen einbrechen einigen einleiten einreichen einreisen einstellen einstürzen empfangen "
        "enden entgleisen entkommen entscheiden entschuldigen entschärfen entziehen erfassen erfrieren ergreifen "
        "erlassen erlauben erleben erleiden erneuern erobern erstatten ersticken erwerben fangen feuern filmen fluten "
        "flüchten freilassen freisprechen fusionieren gedenken gefährden genehmigen gleiten helfen hindern "
        "inhaftieren investieren jagen kapern kentern klagen kollidieren kontrollieren kritisieren kämpfen leiten "
        "loben lockern lösen meistern mobilisieren nachgeben niederlegen opfern orten pachten parken pfänden "
        "plädieren produzieren protestieren quälen ratifizieren rauben reagieren reduzieren regieren reparieren "
        "richten rutschen sabotieren sammeln sanieren schaden scheiden schenken schieben schleppen schmuggeln "
        "schneiden schweigen schwächen schwören schützen segeln sichern sichten sorgen spenden sprengen stabilisieren "
        "stationieren stoßen streichen streiten studieren stürmen tadeln tagen tauchen tauschen testen tragen trauern "
        "treiben umbenennen umfallen umleiten unterbrechen unterliegen unterstützen urteilen verbrennen verdoppeln "
        "vereinbaren vereiteln verfehlen verfolgen vergeben vergewaltigen verhindern verhängen verkünden verlangen "
        "verlegen verlängern vermissen vermitteln vernichten verpassen verraten verringern verschwinden verschärfen "
        "verschütten versprechen verspäten verstaatlichen verstärken versuchen verteidigen verteilen vertreiben "
        "verwandeln verweigern verwüsten verzichten veröffentlichen vorlegen vorstellen vorwerfen wachsen wandern "
        "wehren weichen werfen widerrufen widersprechen wirken zeigen zerbrechen zerfallen zerren zerstreuen zulassen "
        "zurücktreten zurückziehen zusagen zusammenbrechen zwingen öffnen übergeben überleben überqueren überreichen "
        "übertragen überwachen überweisen",
        "de",
    ),
    participles=words("gebaut getan"),
    second_endings=("te", "ten", "t"),
    participle_endings=("t", "en"),
    nouns_capital=True,
    verb_last=True,
    meeting=verbs("treffen sprechen", "de"),
    sharing=verbs("verhandeln vereinbaren unterzeichnen", "de"),
    gatherings=words("gespräch gespräche treffen verhandlungen gipfel"),
    receiving=verbs("erhalten bekommen erleiden", "de"),
    places=words("in im ins an am ans auf aus bei beim vor hinter neben nahe nach über unter zur zum"),
    inside=words("in im bei nahe am an aus vor nach"),
    addressing=words("an gegen mit bei von vom"),
    opposing=words("gegen"),
    beside=words("mit"),
    giving=verbs("geben schicken senden verkaufen liefern übergeben zahlen leihen", "de"),
    saying=verbs(
        "sagen sagt sagte sagten meinen glauben erklären betonen hinzufügen schätzen vermuten behaupten", "de"
    ),
    remarking=verbs("warnen berichten melden mitteilen bestätigen schreiben dementieren bestreiten", "de"),
    states=verbs("gehören enthalten kosten bestehen umfassen", "de"),
    moving=verbs("verlassen betreten besuchen besetzen sperren", "de"),
    infinitive=words("zu"),
    occasions=words("pokal finale liga meisterschaft spiele festival krieg gesetz preis woche monat jahr"),
    sites=words(
        "altstadt innenstadt bahnhof brücke dorf fabrik flughafen fluss gebäude gefängnis gericht grenze hafen halle "
        "haus häuser hotel insel keller kirche klinik krankenhaus küste lager markt museum park parlament pegel platz "
        "rathaus schule see stadion stadt straße straßen theater universität werk wohnung zentrum gleis autobahn "
        "kreuzung ufer wald berg turnhalle kaserne leitzentrale"
    ),
    doubting={
        **dict.fromkeys(words("ob falls wenn droht drohen drohte gefahr risiko verdacht unklar möglich"), "possible"),
        **dict.fromkeys(
            words("geplant angekündigt kündigte kündigt werde werden wird wollte wollten sollte"), "planned"
        ),
    },
    folk=words(
        "menschen leute männer frauen kinder soldaten polizisten beamte beamten arbeiter mitarbeiter beschäftigte "
        "anwohner bewohner schüler lehrer patienten fahrgäste passagiere helfer taucher opfer verletzte demonstranten "
        "bauern landwirte fischer touristen gäste kunden wähler abgeordnete minister staatsanwaltschaft polizei "
        "feuerwehr stadt land verband regierung gericht personen familien spieler"
    ),
    goods=words(
        "häuser haus gebäude brücke straße straßen zug züge schiff schiffe boot boote flugzeug auto autos lastwagen "
        "bus busse baum bäume talsperre staumauer dach keller schule kirche rakete raketen granaten bomben vertrag "
        "akten"
    ),
)

CLAIMING: Final = Claiming(
    saying=words(
        "sagt sagte sagten heißt hieß erklärt erklärte erklärten betont betonte teilte mitteilte berichtet berichtete "
        "berichteten warnt warnte warnten meint meinte schrieb schreibt bestätigt bestätigte räumte behauptet "
        "behauptete versichert versicherte erläuterte ergänzte fügte schätzt schätzte vermutet vermutete"
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
    hedges={
        "probable": phrases("Berichten zufolge, laut Berichten, dürfte, dürften, rechnet mit, erwartet"),
        "possible": phrases(
            "kann, können, angeblich, mutmaßlich, mutmaßliche, mutmaßlichen, mutmaßlicher, soll * haben, sollen * "
            "haben, vorgeworfen, Verdacht, deutet, deuten, droht, drohen"
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
    coordinators=words("und aber doch"),
    subordinators=words("denn"),
)
