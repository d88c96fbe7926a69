"""Grounding in German, Spanish and French: what a value exchanges is found, and a true paraphrase isn't rejected."""

import pytest

from onrecord.article import Article
from onrecord.grounding import Grounder, Support
from onrecord.kinds import Claim, Event, Statement

GERMAN = (
    "Der Stadtrat von Velm hat am Montag beschlossen, das alte Hallenbad nicht zu schließen. Im März hatten 1.250 "
    "Bürger gegen die Schließung protestiert. Bürgermeisterin Ida Kranz sagte, die Sanierung koste mindestens vier "
    "Millionen Euro. Sie könnte im Herbst beginnen. Niemand verliert seine Arbeit. Alle Schulen dürfen das Bad "
    "wieder nutzen. Der frühere Betreiber, die französische Firma Aquanord, steigerte seinen Umsatz um 8 Prozent. "
    "Ein Gutachter aus Lorbach prüft das Dach. Die Badeaufsicht übernimmt der Schwimmverein."
)
SPANISH = (
    "El ayuntamiento de Velmar decidió el lunes no cerrar la piscina municipal. En marzo protestaron 1.250 vecinos. La "
    "alcaldesa, Irene Campos, dijo que la reforma costará al menos cuatro millones de euros. Las obras podrían empezar "
    "en otoño. Nadie perderá su empleo. Todos los colegios pueden volver a usar la piscina. La antigua gestora, la "
    "empresa francesa Aquanord, aumentó sus ingresos un 8 %. Un perito de Lorbal revisa el tejado."
)
FRENCH = (
    "Le conseil municipal de Velmont a décidé lundi de ne pas fermer la piscine. En mars, 1 250 habitants avaient "
    "manifesté. La maire, Irène Caumont, a déclaré que la rénovation coûterait au moins quatre millions d’euros. Les "
    "travaux pourraient commencer en automne. Personne ne perdra son emploi. Toutes les écoles peuvent de nouveau "
    "utiliser le bassin. L’ancien exploitant, la société allemande Aquanord, a augmenté ses recettes de 8 %. Un expert "
    "de Lorbal examine le toit."
)
ARTICLES = {"de": GERMAN, "es": SPANISH, "fr": FRENCH}

PAIRS = [
    (
        "weekday",
        "de",
        1,
        "Der Stadtrat hat am Montag beschlossen, das Hallenbad nicht zu schließen.",
        "Montag",
        "Freitag",
    ),
    ("weekday", "es", 1, "El lunes el ayuntamiento de Velmar decidió no cerrar la piscina.", "lunes", "viernes"),
    ("weekday", "fr", 1, "Lundi, le conseil de Velmont a décidé de ne pas fermer la piscine.", "Lundi", "Vendredi"),
    ("month", "de", 2, "Gegen die Schließung protestierten im März 1250 Bürger.", "März", "Juni"),
    ("month", "es", 2, "1.250 vecinos se manifestaron y protestaron en marzo.", "marzo", "junio"),
    ("month", "fr", 2, "Les habitants ont manifesté en mars.", "mars", "juin"),
    ("number", "de", 2, "1250 Bürger hatten gegen die Schließung protestiert.", "1250", "1520"),
    ("number", "es", 2, "Protestaron 1250 vecinos.", "1250", "1520"),
    ("number", "fr", 2, "1250 habitants avaient manifesté.", "1250", "1520"),
    ("number word", "de", 3, "Die Sanierung kostet laut Ida Kranz mindestens 4 Millionen Euro.", "4", "6"),
    ("number word", "es", 3, "La reforma costará al menos 4 millones de euros, según Irene Campos.", "4", "6"),
    ("number word", "fr", 3, "La rénovation coûtera au moins 4 millions d’euros, selon Irène Caumont.", "4", "6"),
    ("negation", "de", 1, "Der Stadtrat will das Hallenbad nicht schließen.", "nicht ", ""),
    ("negation", "es", 1, "El ayuntamiento no cerrará la piscina municipal.", "no ", ""),
    ("negation", "fr", 1, "Le conseil municipal ne fermera pas la piscine.", "ne fermera pas", "fermera"),
    ("negation put in", "de", 8, "Ein Gutachter aus Lorbach prüft das Dach.", "prüft", "prüft nicht"),
    ("negation put in", "es", 8, "Un perito de Lorbal revisa el tejado.", "revisa", "no revisa"),
    ("negation put in", "fr", 8, "Un expert de Lorbal examine le toit.", "examine", "n’examine pas"),
    ("nobody", "de", 5, "Es verliert niemand seine Arbeit.", "niemand", "jeder"),
    ("nobody", "es", 5, "Nadie pierde su empleo.", "Nadie", "Irene"),
    ("nobody", "fr", 5, "Personne ne perd son emploi.", "Personne ne perd", "Irène perd"),
    ("name", "de", 8, "Der Gutachter, der das Dach prüft, kommt aus Lorbach.", "Lorbach", "Tannau"),
    ("name", "es", 8, "Un perito de Lorbal está revisando el tejado.", "Lorbal", "Tanau"),
    ("name", "fr", 8, "Le toit est examiné par un expert de Lorbal.", "Lorbal", "Tanau"),
    ("person", "de", 3, "Bürgermeisterin Kranz nennt Kosten von mindestens vier Millionen Euro.", "Kranz", "Berger"),
    (
        "person",
        "es",
        3,
        "La alcaldesa Campos dijo que la reforma costará al menos cuatro millones.",
        "Campos",
        "Ribera",
    ),
    (
        "person",
        "fr",
        3,
        "La maire Caumont dit que la rénovation coûterait au moins quatre millions.",
        "Caumont",
        "Ribes",
    ),
    ("people", "de", 7, "Aquanord aus Frankreich steigerte den Umsatz um acht Prozent.", "Frankreich", "Italien"),
    ("people", "es", 7, "Aquanord, de Francia, aumentó sus ingresos un 8 %.", "Francia", "Italia"),
    ("people", "fr", 7, "Aquanord, une société d’Allemagne, a augmenté ses recettes de 8 %.", "Allemagne", "Italie"),
    ("bound", "de", 3, "Die Sanierung kostet mindestens vier Millionen Euro.", "mindestens", "höchstens"),
    ("bound", "es", 3, "La reforma costará al menos cuatro millones de euros.", "al menos", "como máximo"),
    ("bound", "fr", 3, "La rénovation coûterait au moins quatre millions d’euros.", "au moins", "au plus"),
    ("hedge", "es", 4, "En otoño podrían empezar las obras.", "podrían empezar", "empezarán"),
    ("hedge", "fr", 4, "En automne, les travaux pourraient commencer.", "pourraient commencer", "commencent"),
    ("hedge", "de", 4, "Die Sanierung könnte im Herbst beginnen.", "könnte im Herbst beginnen", "beginnt im Herbst"),
    ("quantifier", "de", 6, "Alle Schulen können das Bad wieder nutzen.", "Alle", "Wenige"),
    ("quantifier", "es", 6, "Todos los colegios pueden usar de nuevo la piscina.", "Todos los", "Pocos"),
    ("quantifier", "fr", 6, "Toutes les écoles peuvent utiliser le bassin.", "Toutes les", "Peu d’"),
    ("opposite", "de", 7, "Aquanord erhöhte seinen Umsatz um 8 Prozent.", "erhöhte", "senkte"),
    ("opposite", "es", 7, "Aquanord incrementó sus ingresos un 8 %.", "incrementó", "redujo"),
    ("opposite", "fr", 7, "Aquanord a accru ses recettes de 8 %.", "accru", "réduit"),
]


def claim(language, sentence, text):
    (value,) = (
        Grounder(Article(ARTICLES[language], language=language)).ground(Claim(sentences=[sentence], text=text)).values
    )
    return value


@pytest.mark.parametrize(
    ("language", "sentence", "text", "old", "new"),
    [pytest.param(*each[1:], id=f"{each[1]} {each[0]}") for each in PAIRS],
)
def test_a_paraphrase_is_reworded_and_an_exchange_in_it_is_found(language, sentence, text, old, new):
    right = claim(language, sentence, text)
    assert right.support is not Support.UNSUPPORTED, right.reason
    assert old in text
    wrong = claim(language, sentence, text.replace(old, new))
    assert wrong.support is Support.UNSUPPORTED, wrong


PARAPHRASES = [
    ("de", 2, "An dem Protest gegen die Schließung beteiligten sich 1.250 Bürger.", "noun for verb"),
    ("de", 8, "Ein Gutachter untersucht derzeit das Dach.", "nouns are no names"),
    ("de", 1, "Das Bad in Velm wird nicht geschlossen, entschied der Rat am Montag.", "parts of compounds"),
    ("de", 4, "Die Sanierung des Hallenbads könnte im Herbst beginnen.", "pronoun"),
    ("es", 4, "Las obras de la piscina podrían empezar en otoño.", "what the article is about"),
    ("es", 7, "Los ingresos de la empresa Aquanord crecieron un 8 %.", "conjugation"),
    ("fr", 1, "La piscine de Velmont ne fermera pas, a décidé le conseil municipal.", "conjugation"),
    ("fr", 7, "Les recettes d’Aquanord ont augmenté de 8 %.", "elision"),
]


@pytest.mark.parametrize(
    ("language", "sentence", "text"), [pytest.param(*each[:3], id=f"{each[0]} {each[3]}") for each in PARAPHRASES]
)
def test_a_true_paraphrase_is_not_rejected(language, sentence, text):
    value = claim(language, sentence, text)
    assert value.support is Support.REWORDED, value.reason


@pytest.mark.parametrize(
    ("language", "pronoun"),
    [
        ("de", "Er"),
        ("de", "sie"),
        ("de", "es"),
        ("es", "ella"),
        ("es", "Él"),
        ("fr", "il"),
        ("fr", "Elle"),
        ("fr", "on"),
    ],
)
def test_a_pronoun_alone_is_no_speaker(language, pronoun):
    cue = {"de": "sagte", "es": "dijo", "fr": "a dit"}[language]
    article = Article(f"{pronoun.capitalize()} {cue} 2024 Velm.", language=language)
    grounded = Grounder(article).ground(Statement(sentences=[1], speakers=[pronoun], cue=cue, content="2024 Velm"))
    (speaker,) = (value for value in grounded.values if value.field == "speakers[0]")
    assert speaker.finding is not None
    assert speaker.finding.code == "says_nothing"


def test_a_first_name_that_is_a_month_is_a_name_in_languages_that_write_months_small():
    article = Article("El director Julio Arce habló en Velmar.", language="es")
    event = Event(sentences=[1], what="En Velmar habla Junio Arce.", who=["Julio Arce"])
    what, who = Grounder(article).ground(event).values
    assert what.finding is not None
    assert what.finding.code == "name_missing"
    assert who.support is Support.EXACT
