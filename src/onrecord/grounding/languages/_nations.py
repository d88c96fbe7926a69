"""The forms that the name of a country has in English: its people's, short ones, and its capital, for its rulers."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

__all__ = ["CAPITALS", "FORMS", "LONG_FORMS", "NATIONS"]

_NATIONS = """
afghanistan afghan afghans @kabul
albania albanian albanians @tirana
algeria algerian @algiers
america american americans us usa united_states united_states_of_america
argentina argentine argentinian argentines @buenos_aires
armenia armenian @yerevan
australia australian aussie @canberra
austria austrian @vienna
azerbaijan azerbaijani azeri @baku
bangladesh bangladeshi @dhaka
belarus belarusian @minsk
belgium belgian @brussels
bolivia bolivian
bosnia bosnian @sarajevo
brazil brazilian @brasilia
britain british briton britons uk united_kingdom great_britain @london
bulgaria bulgarian @sofia
cambodia cambodian @phnom_penh
cameroon cameroonian
canada canadian @ottawa
chile chilean @santiago
china chinese prc @beijing
colombia colombian @bogota
congo congolese drc @kinshasa
croatia croatian croat croats @zagreb
cuba cuban @havana
cyprus cypriot cypriots @nicosia
czechia czech czechs czech_republic @prague
denmark danish dane danes @copenhagen
ecuador ecuadorian ecuadorean @quito
egypt egyptian @cairo
emirates emirati uae united_arab_emirates @abu_dhabi
england english englishman englishmen englishwoman
estonia estonian @tallinn
ethiopia ethiopian @addis_ababa
finland finnish finn finns @helsinki
france french frenchman frenchmen frenchwoman @paris
georgia georgian @tbilisi
germany german germans @berlin
ghana ghanaian @accra
greece greek greeks @athens
hungary hungarian @budapest
iceland icelandic icelander @reykjavik
india indian indians @delhi
indonesia indonesian @jakarta
iran iranian @tehran
iraq iraqi @baghdad
ireland irish irishman irishmen irishwoman @dublin
israel israeli israelis @jerusalem
italy italian italians @rome
jamaica jamaican
japan japanese @tokyo
jordan jordanian @amman
kazakhstan kazakh
kenya kenyan @nairobi
kosovo kosovar kosovan @pristina
kuwait kuwaiti
latvia latvian @riga
lebanon lebanese @beirut
libya libyan @tripoli
lithuania lithuanian @vilnius
malaysia malaysian
mali malian @bamako
mexico mexican
moldova moldovan @chisinau
mongolia mongolian
morocco moroccan @rabat
myanmar burmese burma @naypyidaw
nepal nepali nepalese @kathmandu
netherlands dutch dutchman dutchmen holland @hague
nigeria nigerian @abuja
norway norwegian norwegians @oslo
pakistan pakistani pakistanis @islamabad
palestine palestinian palestinians
panama panamanian
peru peruvian @lima
philippines filipino filipinos philippine filipina @manila
poland polish pole poles @warsaw
portugal portuguese @lisbon
qatar qatari @doha
romania romanian @bucharest
russia russian russians @moscow @kremlin
rwanda rwandan @kigali
scotland scottish scot scots scotsman
senegal senegalese @dakar
serbia serbian serb serbs @belgrade
singapore singaporean
slovakia slovak slovaks @bratislava
slovenia slovenian slovene @ljubljana
somalia somali somalis @mogadishu
spain spanish spaniard spaniards @madrid
sudan sudanese @khartoum
sweden swedish swede swedes @stockholm
switzerland swiss @bern
syria syrian @damascus
taiwan taiwanese @taipei
tanzania tanzanian
thailand thai thais @bangkok
tunisia tunisian @tunis
turkey turkish turk turks turkiye @ankara
uganda ugandan @kampala
ukraine ukrainian ukrainians @kyiv @kiev
venezuela venezuelan @caracas
vietnam vietnamese @hanoi
wales welsh welshman
yemen yemeni @sanaa
zambia zambian
zimbabwe zimbabwean @harare
europe european europeans
"""
_ROWS = [row.split() for row in _NATIONS.split("\n") if row]
_FORMS = {form.replace("_", " "): row[0] for row in _ROWS for form in row[1:] if form[0] != "@"}

NATIONS: Final = frozenset(row[0] for row in _ROWS)
"""The names of countries."""
FORMS: Final = MappingProxyType({form: nation for form, nation in _FORMS.items() if " " not in form})
"""By a form of one word, the name of the country."""
LONG_FORMS: Final = MappingProxyType({tuple(form.split()): nation for form, nation in _FORMS.items() if " " in form})
"""By the words of a form of several, the name of the country."""
CAPITALS: Final = MappingProxyType(
    {tuple(form[1:].split("_")): (row[0],) for row in _ROWS for form in row[1:] if form[0] == "@"}
    | {
        ("seoul",): ("south", "korea"),
        ("pyongyang",): ("north", "korea"),
        ("riyadh",): ("saudi", "arabia"),
        ("colombo",): ("sri", "lanka"),
        ("wellington",): ("new", "zealand"),
        ("washington",): ("america",),
        ("white", "house"): ("america",),
        ("downing", "street"): ("britain",),
    }
)
"""By a capital's name, or that of a seat of government, the words of its country's."""
