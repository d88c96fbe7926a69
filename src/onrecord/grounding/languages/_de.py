"""German."""

from __future__ import annotations

from typing import Final

from onrecord.grounding.languages._assertions import Assertions, phrases
from onrecord.grounding.languages._language import Language, assigned, forms, numbered, weekdays, words

__all__ = ["GERMAN"]

_ASSERTIONS: Final = Assertions(
    hedges={
        "possible": phrases("könnte, könnten, möglicherweise, vielleicht, womöglich, eventuell, unter umständen"),
        "probable": phrases(
            "wahrscheinlich, voraussichtlich, vermutlich, wohl, anscheinend, scheinbar, offenbar, dürfte, dürften, "
            "scheint, scheinen, schien"
        ),
        "reported": phrases(
            "angeblich, mutmaßlich, mutmaßliche, mutmaßlichen, mutmaßlicher, verdächtigt, wird vorgeworfen, wird "
            "beschuldigt"
        ),
        "planned": phrases("soll, sollen, will, wollen, plant, planen, plante, planten, beabsichtigt, beabsichtigen"),
        "conditional": phrases("würde, würden"),
        "wished": phrases(
            "möchte, möchten, hofft, hoffen, hoffte, hofften, versucht, versuchen, versuchte, versuchten, erwägt, "
            "erwägen"
        ),
        "weak": phrases(
            "beschlossen, beschloss, entschied, entschieden, kann, können, konnte, konnten, möglich, möglichkeit, "
            "risiko, gefahr, droht, drohen, drohte, befürchtet, fürchtet, fürchten, glaubt, glauben, meint, vermutet, "
            "verdacht, schätzt, schätzungen, prognose, rechnet, rechnen, erwartet, erwarten, plan, pläne, geplant, "
            "angekündigt, kündigte, kündigt, ob, falls, wenn, sollte, sollten, wollte, wollten, muss, müssen, "
            "fordert, forderte, fordern, verlangt, vorgeschlagen, bereit, unklar, wäre, wären, hätte, hätten, werde, "
            "werden, wird"
        ),
    },
    future_endings=("wird", "werden"),
    bounds={
        "low": phrases("mindestens, wenigstens, zumindest, nicht weniger als, mehr als, über, jenseits von"),
        "high": phrases("höchstens, maximal, bis zu, nicht mehr als, weniger als, unter"),
        "nearly": phrases("fast, beinahe, nahezu, knapp, annähernd"),
        "about": phrases("etwa, rund, gut, ungefähr, ca, circa, zirka, an die, geschätzt, geschätzte, gegen"),
        "exactly": phrases("genau, exakt"),
        "only": phrases("nur, lediglich, bloß, nur noch"),
    },
    bounds_behind={
        "low": phrases("oder mehr, und mehr"),
        "high": phrases("oder weniger"),
    },
    quantifiers={
        "all": phrases("alle, allen, aller, sämtliche, sämtlichen, jeder, jede, jedes, jeden, jedem, beide, beiden"),
        "most": phrases(
            "die meisten, den meisten, der meisten, die mehrheit der, die mehrzahl der, ein großteil der, überwiegend"
        ),
        "many": phrases("viele, vielen, vieler, zahlreiche, zahlreichen"),
        "some": phrases("einige, einigen, mehrere, mehreren, manche, manchen, ein paar, etliche"),
        "few": phrases("wenige, wenigen, kaum"),
        "part": phrases(
            "einige der, einige von, ein teil der, einzelne, nicht alle, nicht jeder, nicht jede, nicht jedes"
        ),
        "none": phrases("kein, keine, keiner der, keines der"),
        "only": phrases("nur, lediglich, einzig, ausschließlich, allein"),
    },
    restrictors=phrases(
        "ehemalige, ehemaliger, ehemaligen, frühere, früherer, früheren, amtierende, amtierender, amtierenden, "
        "geschäftsführende, kommissarische, kommissarischer, stellvertretende, stellvertretender, stellvertretenden, "
        "mutmaßliche, mutmaßlicher, mutmaßlichen, angebliche, angeblicher, angeblichen, designierte, designierter, "
        "sogenannte, künftige, künftiger"
    ),
    opposites=(
        "steigen steigern steigerte gesteigert erhöhen zunehmen wachsen anheben zulegen anstieg erhöhung / "
        "fallen sinken senken abnehmen zurückgehen schrumpfen verringern kürzen rückgang senkung",
        "mehr / weniger",
        "mehrheit / minderheit",
        "höher / niedriger",
        "hoch / niedrig",
        "größer / kleiner",
        "größte / kleinste",
        "besser / schlechter",
        "stärker / schwächer",
        "länger / kürzer",
        "älter / jünger",
        "früher / später",
        "gewinnen sieg / verlieren niederlage",
        "annehmen billigen zustimmen / ablehnen verwerfen",
        "befürworten / ablehnen",
        "festnehmen inhaftieren / freilassen",
        "verurteilen / freisprechen",
        "schuldig / unschuldig",
        "öffnen eröffnen / schließen",
        "beginnen / enden beenden",
        "einstellen / entlassen",
        "loben / kritisieren",
        "erlauben zulassen / verbieten",
        "legal / illegal",
        "bestätigen / dementieren bestreiten",
        "import einfuhr / export ausfuhr",
        "gewinn / verlust",
        "nord nördlich norden / süd südlich süden",
        "ost östlich osten / west westlich westen",
        "mann männer / frau frauen",
        "vater / mutter",
        "sohn / tochter",
        "bruder / schwester",
        "erster / letzter",
        "vor / nach",
        "überleben / sterben",
        "angreifen / verteidigen",
        "verbessern / verschlechtern",
        "öffentlich / privat",
        "männlich / weiblich",
    ),
    than=words("als"),
    origins=words("von vom"),
    goals=words("auf bis zum"),
    coordinators=words("und oder aber"),
    conditions={
        "condition": phrases("wenn, falls, sofern, vorausgesetzt, unter der bedingung, es sei denn"),
        "none": phrases("auch wenn, selbst wenn, als wenn, wenn auch, falls nötig, falls erforderlich"),
    },
    doubts=words(
        "nicht nie niemals niemand kein keine keinen keiner falsch unwahr gelogen lüge lügen unklar unbekannt ungewiss "
        "fraglich unwahrscheinlich unmöglich bestreitet bestreiten bestritt bestritten dementiert dementieren "
        "dementierte dementierten leugnet leugnen leugnete leugneten bezweifelt bezweifeln bezweifelte zweifelt "
        "zweifeln zweifelte zweifel gerücht gerüchte legende irrtum irrig behauptung"
    ),
    factives=words(
        "ahnen ahnte bedauert bedauerte bekannt bemerkt bemerkte bewusst gewusst mitteilte nur teilte überrascht "
        "vergessen verschwieg weiß wissen wusste wussten"
    ),
    questions=words("ob"),
    cancelled=words(
        "bestreitet bestreiten bestritt bestritten dementiert dementierte leugnet leugnete bezweifelt bezweifelte "
        "zweifelt zweifelte zweifel"
    ),
    clause_openers=words("dass daß ob"),
    plain_openers=words("dass daß es unter im"),
    plurals=(
        "en",
        "er",
        "n",
        "e",
        "s",
    ),
    determiners=words("der die das den dem des ein eine einen einem einer eines dieser diese dieses jeder jede jedes"),
)
GERMAN: Final = Language(
    code="de",
    assertions=_ASSERTIONS,
    weekdays=weekdays("montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag"),
    months=numbered(
        "januar/jan/jänner februar/feb/febr märz/mär april/apr mai juni/jun juli/jul august/aug september/sep/sept "
        "oktober/okt november/nov dezember/dez"
    ),
    days=assigned("heute=today gestern=yesterday vorgestern=day_before_yesterday übermorgen=day_after_tomorrow"),
    negatives=words(
        "nicht nichts nie niemals niemand niemanden niemandem kein keine keinen keinem keiner keines keinerlei ohne "
        "weder keinesfalls keineswegs"
    ),
    function_words=words(
        "der die das den dem des ein eine einen einem einer eines und oder aber denn sondern doch als wie dass daß ob "
        "weil wenn während obwohl damit bevor nachdem seit seitdem bis sobald solange falls in im ins an am ans auf "
        "aus außer bei beim durch für gegen hinter mit nach neben über um unter von vom vor zu zum zur zwischen wegen "
        "trotz laut gegenüber innerhalb außerhalb ich du er sie es wir ihr mich mir dich dir ihn ihm ihnen uns euch "
        "sich man mein meine dein sein seine seinen seinem seiner seines ihre ihren ihrem ihrer ihres unser unsere "
        "unseren unserem unserer dieser diese dieses diesen diesem jener jene jenes jeder jede jedes jeden jedem alle "
        "allen aller alles beide beiden einige mehrere viele wenige manche solche welche welcher welches wer was wo "
        "wann warum weshalb wieso wohin woher hier dort da dann nun jetzt schon noch auch nur sehr mehr so zudem "
        "außerdem allerdings jedoch dabei dazu davon daran darauf daraus dafür dagegen danach daher deshalb deswegen "
        "darum darunter darüber etwa rund ca fast ungefähr knapp gut sowie sowohl zwar bereits wieder weiter weiterhin "
        "zunächst später früher zuvor ist sind war waren bin bist sei seien wäre wären wird werden wurde wurden worden "
        "geworden würde würden hat haben hatte hatten hätte hätten gehabt gewesen kann können konnte konnten könnte "
        "könnten muss müssen musste mussten soll sollen sollte sollten will wollen wollte wollten darf dürfen durfte "
        "mag lassen ließ gibt gab weitere weiteren weiterer weiteres andere anderen anderer anderes"
    ),
    determiners=words(
        "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner am im ins ans beim "
        "vom zum zur sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer unser unsere dieser diese dieses "
        "diesen diesem jeder jede jedes jeden jedem alle allen einige mehrere viele wenige"
    ),
    lands=words(
        "iran irak türkei ukraine schweiz slowakei mongolei libanon jemen sudan südsudan kongo tschad vatikan "
        "niederlande niederlanden gambia"
    ),
    definite=words(
        "der die das den dem des dieser diese dieses diesem diesen beide beiden am im vom zum zur beim ihr ihre ihren "
        "ihrem ihrer sein seine seinen seinem seiner"
    ),
    articles=words("der die das den dem des ein eine einen einem einer eines"),
    where=words("in im bei aus nach nahe"),
    of_persons=words("der die"),
    person_pronouns=words(
        "er ihm ihn sie ihr ihre ihren ihrem ihrer ihres sein seine seinen seinem seiner ich mich mir mein meine"
    ),
    thing_pronouns=words("sie ihr ihre ihren ihrem ihrer sein seine seinen seinem seiner ihnen wir uns unser unsere"),
    titles=words(
        "präsident präsidentin ministerpräsident ministerpräsidentin kanzler kanzlerin bundeskanzler bundeskanzlerin "
        "bundespräsident minister ministerin außenminister außenministerin innenminister innenministerin "
        "finanzminister finanzministerin verkehrsminister verkehrsministerin verteidigungsminister gesundheitsminister "
        "gesundheitsministerin wirtschaftsminister wirtschaftsministerin justizminister senator senatorin "
        "bürgermeister bürgermeisterin oberbürgermeister oberbürgermeisterin landrat landrätin staatssekretär "
        "botschafter general könig königin prinz prinzessin papst bischof kardinal scheich premier premierminister "
        "premierministerin regierungschef regierungschefin staatschef parteichef parteichefin fraktionschef "
        "konzernchef konzernchefin firmenchef vorstandschef vorstandschefin personalchef personalchefin vorsitzender "
        "vorsitzende vorsitzenden geschäftsführer geschäftsführerin direktor direktorin leiter leiterin werksleiter "
        "werksleiterin landeswahlleiter landeswahlleiterin sprecher sprecherin trainer trainerin kapitän professor "
        "professorin doktor richter richterin staatsanwalt staatsanwältin kommissar abgeordneter abgeordnete "
        "abgeordneten"
    ),
    honorifics=words("herr herrn frau dr prof"),
    person_nouns=words(
        "mann frau junge mädchen kind kinder vater mutter sohn tochter bruder schwester opfer täter täterin "
        "verdächtige verdächtiger angeklagte angeklagter angeklagten anwalt anwältin verteidiger zeuge zeugin polizist "
        "polizistin beamter beamte beamten soldat fahrer fahrerin spieler spielerin torwart stürmer präsident "
        "präsidentin minister ministerin kanzler kanzlerin chef chefin vorsitzende vorsitzender vorsitzenden politiker "
        "politikerin abgeordnete kandidat kandidatin sprecher sprecherin leiter leiterin nachfolger nachfolgerin "
        "vorgänger vorgängerin autor autorin künstler künstlerin sänger sängerin forscher forscherin experte expertin "
        "arzt ärztin lehrer lehrerin schüler student unternehmer unternehmerin manager managerin gründer gründerin "
        "journalist journalistin patient patientin kunde kundin bewohner bewohnerin anwohner anwohnerin arbeiter "
        "arbeiterin mitarbeiter mitarbeiterin"
    ),
    group_nouns=words(
        "unternehmen konzern firma gesellschaft betrieb hersteller anbieter bank verein klub club mannschaft team "
        "verband gewerkschaft behörde amt ministerium regierung partei koalition opposition fraktion parlament gericht "
        "polizei staatsanwaltschaft armee gruppe organisation stiftung universität hochschule institut kirche zeitung "
        "sender kommission rat stadt gemeinde land staat region bundesland provinz republik"
    ),
    place_nouns=words(
        "stadt gemeinde land staat region bundesland provinz republik ort dorf insel hauptstadt flughafen hafen "
        "bahnhof stadion werk"
    ),
    thing_nouns=words(
        "medikament mittel impfstoff produkt spiel turnier wahl abstimmung gesetz vertrag abkommen studie bericht film "
        "buch schiff zug flugzeug sturm brand feuer krankheit"
    ),
    nouns=words(
        "angabe angaben seite seiten anhänger anhängern landtag bundestag landtagswahl hürde rücksprache front "
        "schadstoffe brandmelder einsatz einsätze vorfall vorfälle lager halle gebäude fahrzeug fahrzeuge maschine "
        "beteiligte tumult kündigung abkommen bündnis bündnisse auftrag aufträge antrag anträge betrag beträge rat "
        "räte amt ämter abend morgen mittag nacht tag tage tagen woche wochen monat monate monaten jahr jahre jahren "
        "jahrs jahres zeit stunde stunden minute minuten uhr anfang ende beginn mitte hälfte teil teile zahl zahlen "
        "menge reihe grund gründe folge folgen ursache ursachen ergebnis fall fälle fällen frage fragen antwort "
        "problem probleme thema ziel plan pläne plänen vorschlag vorschläge angebot angebote forderung vorwurf "
        "vorwürfe kritik lob streit streik streiks kampf krieg frieden angriff angriffe anschlag unfall unglück brand "
        "tod tote toten verletzte verletzten opfer täter schaden schäden verlust verluste gewinn umsatz preis preise "
        "kosten geld euro dollar franken prozent lohn löhne gehalt arbeit arbeiter arbeitern beschäftigte "
        "beschäftigten mitarbeiter mitarbeitern leute menschen mensch personen einwohner bürger kinder frauen männer "
        "familie familien eltern freund freunde nachbarn gäste gast kunden kunde patienten fahrgäste reisende anwohner "
        "anwohnern zuschauer fans wähler stimmen stimme stimmzettel sitze sitz platz plätze stelle stellen job jobs "
        "markt aktie aktien kurs börse zins zinsen inflation steuer steuern haushalt schulden vertrag vertrags gesetz "
        "gesetze recht urteil strafe haft prozess verfahren klage verdacht beweis beweise zeugen bericht berichte "
        "brief rede gespräch gespräche treffen besuch reise flug zug züge zügen auto autos bus busse bahn straße "
        "straßen brücke haus häuser wohnung schule schulen klasse lehrer krankenhaus klinik arzt ärzte werk werks "
        "fabrik betrieb firma unternehmen konzern konzerns produkt produkte ware wasser strom gas öl luft feuer rauch "
        "wetter regen schnee sturm wind hitze welt land länder stadt städte dorf ort orte gebiet grenze grenzen meer "
        "fluss berg wald tier tiere hilfe schutz gefahr sicherheit macht kraft druck rolle weg wege schritt schritte "
        "wort worte bild bilder film buch spiel spiele tor tore punkt punkte sieg siege niederlage mannschaft verein "
        "trainer saison titel pokal stärke rückkehr rückzug rücktritt antritt auftritt verkauf kauf bau abbau ausbau "
        "anstieg rückgang zuwachs minus plus tisch termin termine fenster türen tür konkurrent konkurrenten konkurrenz "
        "nachfrage lage hinweis hinweise mangel mängel kontakt wunsch wille hoffnung angst"
    ),
    noun_endings=words(
        "ung ungen heit heiten keit keiten schaft schaften tion tionen tät täten nis nisse nissen tum ling linge "
        "lingen ismus ment mente menten chen lein"
    ),
    demonyms=forms(
        "deutschland deutsch deutsche deutscher deutschen,frankreich französisch franzose franzosen französin,spanien "
        "spanisch spanier spanierin,italien italienisch italiener italienerin,portugal portugiesisch portugiese "
        "portugiesen,griechenland griechisch grieche griechen griechin,österreich österreichisch österreicher "
        "österreicherin,schweiz schweizer schweizerisch schweizerin,niederlande niederländisch niederländer,belgien "
        "belgisch belgier belgierin,luxemburg luxemburgisch luxemburger,polen polnisch pole polin,tschechien "
        "tschechisch tscheche tschechen,slowakei slowakisch slowake slowaken,ungarn ungarisch ungar,rumänien rumänisch "
        "rumäne rumänen,bulgarien bulgarisch bulgare bulgaren,kroatien kroatisch kroate kroaten,serbien serbisch serbe "
        "serben,slowenien slowenisch slowene slowenen,dänemark dänisch däne dänen,schweden schwedisch schwede,norwegen "
        "norwegisch norweger,finnland finnisch finne finnen,irland irisch ire iren,großbritannien britisch brite "
        "briten,england englisch engländer,schottland schottisch schotte schotten,russland russisch russe russen "
        "russin,ukraine ukrainisch ukrainer ukrainerin,belarus belarussisch,türkei türkisch türke türken türkin,israel "
        "israelisch israeli israelis,libanon libanesisch libanese libanesen,syrien syrisch syrer,irak irakisch "
        "iraker,iran iranisch iraner,ägypten ägyptisch ägypter,marokko marokkanisch marokkaner,tunesien tunesisch "
        "tunesier,china chinesisch chinese chinesen,japan japanisch japaner,korea koreanisch koreaner,indien indisch "
        "inder,usa amerikanisch amerikaner,kanada kanadisch kanadier,mexiko mexikanisch mexikaner,brasilien "
        "brasilianisch brasilianer,argentinien argentinisch argentinier,australien australisch australier,europa "
        "europäisch europäer,afghanistan afghanisch afghane afghanen,palästina palästinensisch palästinenser,bayern "
        "bayerisch bayer"
    ),
    irregular=forms(
        "sprechen sprach sprachen gesprochen spricht,geben gab gaben gegeben gibt,nehmen nahm nahmen genommen "
        "nimmt,kommen kam kamen gekommen,gehen ging gingen gegangen,stehen stand standen gestanden,finden fand fanden "
        "gefunden,fallen fiel fielen gefallen fällt,fahren fuhr fuhren gefahren fährt,halten hielt hielten gehalten "
        "hält,lassen ließ ließen gelassen lässt,rufen rief riefen gerufen,schreiben schrieb schrieben "
        "geschrieben,bleiben blieb blieben geblieben,steigen stieg stiegen gestiegen,sterben starb starben gestorben "
        "stirbt tod tot tote toten,treffen traf trafen getroffen trifft,brechen brach brachen gebrochen "
        "bricht,verlieren verlor verloren verlust,gewinnen gewann gewannen gewonnen gewinnt gewinn,beginnen begann "
        "begannen begonnen,schließen schloss schlossen geschlossen,ausschließen ausschloss ausgeschlossen,verbieten "
        "verbot verboten,bieten bot boten geboten,ziehen zog zogen gezogen,fliehen floh flohen geflohen "
        "flucht,schlagen schlug schlugen geschlagen schlägt,tragen trug trugen getragen trägt,wachsen wuchs wuchsen "
        "gewachsen wächst wachstum,liegen lag lagen gelegen,sitzen saß saßen gesessen sitz,sehen sah sahen gesehen "
        "sieht,lesen las gelesen liest,essen aß gegessen,bringen brachte brachten gebracht,denken dachte "
        "gedacht,wissen wusste wussten gewusst weiß,kennen kannte gekannt,nennen nannte nannten genannt,senden sandte "
        "gesandt,werfen warf warfen geworfen wirft,helfen half halfen geholfen hilft hilfe,werben warb geworben "
        "wirbt,singen sang gesungen,sinken sank sanken gesunken,trinken trank getrunken,springen sprang "
        "gesprungen,zwingen zwang zwangen gezwungen,entscheiden entschied entschieden entscheidung,beweisen bewies "
        "bewiesen,weisen wies wiesen gewiesen,leiden litt gelitten,schneiden schnitt geschnitten,streiten stritt "
        "gestritten streit,treten trat traten getreten tritt rücktritt,wählen wahl,prüfen prüfer prüfung,gefallen "
        "gefällt"
    ),
    coordinators=words("und oder aber sondern denn doch jedoch"),
    subordinators=words(
        "weil da obwohl während wenn als nachdem bevor bis falls damit sodass indem wobei wie der die das dem den "
        "deren dessen welche welcher welches wo worauf wodurch"
    ),
    complementizers=words("dass daß ob was wer wie wann warum wo wohin welche welcher"),
    without=words("ohne"),
    refusals=words(
        "ablehnen lehnt lehnte lehnten abgelehnt ablehnte ablehnung verweigern verweigert verweigerte weigern weigert "
        "weigerte ausschließen ausgeschlossen scheitern scheitert scheiterte gescheitert verhindern "
        "verhindert verhinderte verbieten verbietet verboten bestreiten bestreitet bestritt bestritten dementieren "
        "dementiert dementierte verzichten verzichtet verzichtete fehlen fehlt fehlte fehlten mangels unklar unbekannt "
        "ungewiss widersprechen widerspricht widersprach zurückweisen zurückgewiesen absagen abgesagt "
        ""
    ),
    soft_negatives=frozenset({"nicht nur", "nicht zuletzt", "nicht mehr als", "nichts als"}),
    telling=words(
        "laut gemäß zufolge heute jetzt nun dann später früher bald schon wieder erneut inzwischen hier dort da oben "
        "unten seitdem danach zuvor bereits zunächst währenddessen"
    ),
)
