"""German."""

from __future__ import annotations

from typing import Final

from onrecord.filling.languages._actions import Actions, verbs, words
from onrecord.filling.languages._speech import Speech

__all__ = ["ACTIONS", "SPEECH"]

SPEECH: Final = Speech()

ACTIONS: Final = Actions(
    being=words("wird werden wurde wurden worden"),
    helping=words(
        "ist sind war waren hat haben hatte hatten will wollen soll sollen sollte kann können könnte könnten muss "
        "müssen darf dürfen möchte würde würden werde sei seien habe hätten"
    ),
    determiners=words(
        "der die das den dem des ein eine einen einem einer eines sein seine seinen seinem seiner ihr ihre ihren ihrem "
        "ihrer dieser diese dieses diesen kein keine keinen mehrere einige alle viele beide zwei drei vier"
    ),
    prepositions=words(
        "in im ins an am ans auf aus bei beim durch für gegen hinter mit nach neben über um unter von vom vor zu zum "
        "zur zwischen wegen trotz laut gegenüber seit bis ohne ab als während entlang per samt binnen"
    ),
    bounds=words("bis über unter um gegen mehr mindestens rund etwa knapp"),
    genitives=words("von vom für des der"),
    owning=words("von vom der des"),
    agent=words("von vom durch"),
    ties=words("und oder sowie"),
    openers=words("dass ob weil wenn nachdem bevor während obwohl die der das denen deren dessen wo wie"),
    adverbs=words(
        "nicht auch wieder nie dann später bald schon noch erst nur einmal zweimal fest ab an auf aus ein vor zurück "
        "weg heraus hinaus zusammen teil statt hier dort unterdessen jedoch bereits erneut weiter mehr"
    ),
    pronouns=words("er sie es ihn ihm ihnen sich man wir ihr niemand jemand"),
    numbers=words("rund etwa hunderte tausende dutzende"),
    verbs=verbs(
        "abbrechen ablehnen absagen abstürzen anfangen angreifen ankommen ankündigen annehmen anrufen antreten "
        "aufnehmen ausbrechen auslösen befördern beginnen begehen behandeln beschließen beschädigen bleiben besetzen besuchen "
        "bauen beenden besiegen billigen bombardieren bringen brennen demonstrieren durchsuchen einführen eröffnen "
        "entdecken entführen entlassen erhalten erheben erhöhen ermitteln ermorden ernennen erreichen erschießen "
        "ertrinken evakuieren explodieren fahren fallen feiern festnehmen finden fliehen fordern führen geben gewinnen "
        "gründen kaufen kommen kündigen kürzen landen lassen legen liefern löschen melden nehmen nennen operieren "
        "planen plündern prüfen rammen reisen retten räumen rufen scheitern schicken schießen schlagen schließen "
        "senken setzen siegen sinken sperren spielen springen starten stehen stehlen steigen stellen sterben streiken "
        "stimmen stoppen stören stürzen suchen töten treffen treten trennen überfallen überfluten überschwemmen "
        "übernehmen unterzeichnen untersuchen verbieten verhaften verhandeln verkaufen verklagen verlassen verletzen "
        "verlieren verschieben versenken verurteilen wählen warten wechseln weigern wiederholen zahlen zerstören ziehen "
        "zusammenstoßen zustimmen zünden",
        "de",
    ),
    participles=words("gebaut getan"),
    participle_endings=("t", "en"),
    nouns_capital=True,
    verb_last=True,
    meeting=verbs("treffen verhandeln sprechen vereinbaren unterzeichnen", "de"),
    receiving=verbs("erhalten bekommen erleiden", "de"),
    places=words("in im ins an am ans auf aus bei beim vor hinter neben nahe nach über unter zur zum"),
    inside=words("in im bei nahe am an aus vor nach"),
    addressing=words("an gegen mit bei von vom"),
    opposing=words("gegen"),
    beside=words("mit"),
    giving=verbs("geben schicken senden verkaufen liefern übergeben zahlen leihen", "de"),
    saying=verbs("sagen meinen glauben erklären betonen hinzufügen schätzen vermuten behaupten", "de"),
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
        "häuser haus gebäude brücke straße straßen zug züge schiff schiffe boot boote flugzeug auto autos lastwagen bus "
        "busse baum bäume talsperre staumauer dach keller schule kirche rakete raketen granaten bomben vertrag akten"
    ),
)
