"""Events are filled in by what their own sentence and their evidence say, in four languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from onrecord import Article
from onrecord.filling import RULES, Draft, fill
from onrecord.kinds import Claim, Event
from onrecord.times import is_length, times_in

Told = Callable[..., Event]

ENGLISH = """Two freight trains collided near Brackwell on Sunday night, the rail agency said.
Four railway workers were injured in the crash.
Transport Minister Nora Quill met union leader Piet Vos in Harnby on Monday.
The Marlow Dam will be repaired by Stanton Works next spring.
The council might close the swimming pool.
Quill denied that the agency had ignored a warning.
In March a court in Delford ordered Stanton Works to pay a fine.
Firefighters were searching a warehouse in Harnby.
A retired teacher and his dog died.
A new library opened in April."""

GERMAN = """In der Nacht zu Samstag kollidierten zwei Güterzüge bei Brackfeld.
Vier Arbeiter wurden am Sonntag von der Feuerwehr gerettet.
Ministerin Nora Quell traf am Montag den Gewerkschafter Piet Vos.
Die Stadt will im Mai die Brücke sperren.
Es wurde niemand verletzt."""

FRENCH = """Un incendie a ravagé une école à Brinville dans la nuit de samedi à dimanche.
Trois pompiers ont été blessés par une poutre.
La ministre Nora Quell a rencontré le syndicaliste Piet Vos lundi.
Le maire inaugurera le pont en mai.
La région pourrait fermer la piscine."""

SPANISH = """Un terremoto sacudió la isla de Brana el lunes.
Cuatro bomberos fueron rescatados por la policía en Villar.
La ministra Nora Quel visitó el hospital de Villar ayer.
El alcalde inaugurará el puente en mayo."""

ARTICLES = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH}


def filled(language: str, what: str, *sentences: int, **values: Any) -> Draft:
    article = Article(ARTICLES[language], language=language)
    (draft,) = events_of(article, Event(what=what, sentences=list(sentences), **values))
    return draft


def events_of(article: Article, *events: Event) -> list[Draft]:
    return [draft for draft in fill(article, events) if isinstance(draft.record, Event)]


def by_rule(name: str, article: Article, records: list[Any]) -> list[Draft]:
    return fill(article, records, rules=[rule for rule in RULES if rule.name == name])


def merged(article: Article, claims: list[Claim]) -> list[Draft]:
    return by_rule("repeats", article, claims)


def told(language: str, what: str, *sentences: int, **values: Any) -> Event:
    event = filled(language, what, *sentences, **values).record
    assert isinstance(event, Event)
    return event


@pytest.mark.parametrize(
    ("language", "what", "sentence", "who"),
    [
        ("en", "Two freight trains collide near Brackwell.", 1, ["Two freight trains"]),
        ("en", "The Marlow Dam is repaired by Stanton Works.", 4, ["Stanton Works"]),
        ("en", "A court in Delford orders Stanton Works to pay a fine.", 7, ["a court in Delford"]),
        ("en", "A retired teacher and his dog die.", 9, ["A retired teacher", "his dog"]),
        ("en", "Four railway workers are injured.", 2, []),
        ("de", "Vier Arbeiter werden von der Feuerwehr gerettet.", 2, ["der Feuerwehr"]),
        ("de", "Zwei Güterzüge kollidieren bei Brackfeld.", 1, ["zwei Güterzüge"]),
        ("fr", "Le maire inaugure le pont.", 4, ["Le maire"]),
        ("fr", "Trois pompiers sont blessés par une poutre.", 2, ["une poutre"]),
        ("es", "El alcalde inaugura el puente.", 4, ["El alcalde"]),
        ("es", "Cuatro bomberos son rescatados por la policía.", 2, ["la policía"]),
    ],
)
def test_who_does_it_is_the_subject_of_an_active_predicate_or_stands_behind_by(language, what, sentence, who):
    assert [name.casefold() for name in told(language, what, sentence).who] == [name.casefold() for name in who]


@pytest.mark.parametrize(
    ("language", "what", "sentence", "whom"),
    [
        ("en", "Four railway workers are injured.", 2, ["four railway workers"]),
        ("en", "A court orders Stanton Works to pay a fine.", 7, ["stanton works"]),
        ("en", "Firefighters search a warehouse in Harnby.", 8, ["a warehouse"]),
        ("de", "Vier Arbeiter werden gerettet.", 2, ["vier arbeiter"]),
        ("fr", "Trois pompiers sont blessés.", 2, ["trois pompiers"]),
        ("es", "Cuatro bomberos son rescatados.", 2, ["cuatro bomberos"]),
        ("es", "El alcalde inaugura el puente.", 4, ["el puente"]),
    ],
)
def test_whom_it_is_done_to_is_the_object_or_the_subject_of_a_passive(language, what, sentence, whom):
    assert [name.casefold() for name in told(language, what, sentence).whom] == whom


@pytest.mark.parametrize(
    ("language", "what"),
    [
        ("en", "Nora Quill meets Piet Vos in Harnby."),
        ("de", "Nora Quell trifft Piet Vos."),
        ("fr", "Nora Quell rencontre Piet Vos."),
    ],
)
def test_everyone_who_meets_is_in_who(language, what):
    event = told(language, what, 3)

    assert (len(event.who), event.whom) == (2, [])
    assert event.who[1].endswith("Piet Vos")


@pytest.mark.parametrize(
    ("language", "what", "sentence", "where"),
    [
        ("en", "Two freight trains collide.", 1, "Brackwell"),
        ("en", "Firefighters search a warehouse.", 8, "Harnby"),
        ("en", "Four railway workers are injured.", 2, None),
        ("en", "The Marlow Dam is repaired.", 4, None),
        ("en", "A new library opens.", 10, None),
        ("de", "Zwei Güterzüge kollidieren bei Brackfeld.", 1, "Brackfeld"),
        ("fr", "Un incendie ravage une école à Brinville.", 1, "Brinville"),
        ("es", "Cuatro bomberos son rescatados en Villar.", 2, "Villar"),
    ],
)
def test_where_is_a_place_and_no_time(language, what, sentence, where):
    assert told(language, what, sentence).where == where


@pytest.mark.parametrize(
    ("language", "what", "sentence", "when"),
    [
        ("en", "Two freight trains collide.", 1, "on Sunday night"),
        ("en", "The Marlow Dam is repaired.", 4, "next spring"),
        ("en", "A court orders Stanton Works to pay a fine.", 7, "In March"),
        ("en", "The council closes the swimming pool.", 5, None),
        ("de", "Zwei Güterzüge kollidieren.", 1, "In der Nacht zu Samstag"),
        ("fr", "Un incendie ravage une école.", 1, "dans la nuit de samedi à dimanche"),
        ("es", "Nora Quel visita el hospital.", 3, "ayer"),
    ],
)
def test_when_is_the_time_of_the_same_clause(language, what, sentence, when):
    assert told(language, what, sentence).when == when


@pytest.mark.parametrize(
    ("language", "what", "sentence", "status"),
    [
        ("en", "Two freight trains collide.", 1, "happened"),
        ("en", "The Marlow Dam is repaired.", 4, "planned"),
        ("en", "The council closes the swimming pool.", 5, "possible"),
        ("en", "The agency ignores a warning.", 6, "denied"),
        ("en", "Firefighters search a warehouse.", 8, "ongoing"),
        ("de", "Die Stadt sperrt die Brücke.", 4, "planned"),
        ("fr", "La région ferme la piscine.", 5, "possible"),
        ("fr", "Un incendie ravage une école.", 1, "happened"),
        ("es", "Un terremoto sacude la isla.", 1, "happened"),
    ],
)
def test_status_follows_from_the_words_before_the_verb(language, what, sentence, status):
    assert told(language, what, sentence).status == status


def read(language: str, text: str, what: str) -> Event:
    (event,) = events_of(Article(text, language=language), Event(what=what, sentences=[1]))
    assert isinstance(event.record, Event)
    return event.record


@pytest.mark.parametrize(
    ("language", "text", "what", "who", "whom"),
    [
        (
            "en",
            "The U.K. Treasury hired Dana Holt on Monday.",
            "The U.K. Treasury hires Dana Holt.",
            ["U.K. Treasury"],
            ["Dana Holt"],
        ),
        (
            "en",
            "U.S. Secretary of State Amy Field arrested Ian Orr.",
            "U.S. Secretary of State Amy Field arrests Ian Orr.",
            ["Amy Field"],
            ["Ian Orr"],
        ),
        ("en", "Kestrel Corp. bought Dorn Ltd.", "Kestrel Corp. buys Dorn Ltd.", ["Kestrel Corp."], ["Dorn Ltd."]),
        ("es", "EE. UU. liberó a tres soldados.", "EE. UU. libera a tres soldados.", ["EE. UU."], ["tres soldados"]),
        ("fr", "M. Durand a tué deux policiers.", "M. Durand tue deux policiers.", ["M. Durand"], ["deux policiers"]),
        (
            "fr",
            "Le ministre de la Défense Paul Renard a tué deux policiers.",
            "Le ministre de la Défense Paul Renard tue deux policiers.",
            ["Paul Renard"],
            ["deux policiers"],
        ),
    ],
)
def test_an_abbreviation_and_an_office_are_read_as_one_with_their_name(language, text, what, who, whom):
    event = read(language, text, what)

    assert (event.who, event.whom) == (who, whom)


@pytest.mark.parametrize(
    ("language", "text", "what", "who"),
    [
        (
            "en",
            "Jon Bell met Mayor Ruth Crane to discuss closer ties with Denmark.",
            "Jon Bell meets Mayor Ruth Crane to discuss closer ties with Denmark.",
            ["Jon Bell", "Ruth Crane"],
        ),
        (
            "de",
            "Tom Hale traf in Bern Präsidentin Lea Roth, um über Verträge mit Polen zu sprechen.",
            "Tom Hale trifft in Bern Präsidentin Lea Roth, um über Verträge mit Polen zu sprechen.",
            ["Tom Hale", "Lea Roth"],
        ),
        (
            "fr",
            "Paul Renard a rencontré la maire Anne Leroy pour parler de la coopération avec la Suisse.",
            "Paul Renard rencontre la maire Anne Leroy pour parler de la coopération avec la Suisse.",
            ["Paul Renard", "Anne Leroy"],
        ),
        (
            "es",
            "Juan Prado se reunió con la alcaldesa Eva Soler para hablar de la cooperación con Portugal.",
            "Juan Prado se reúne con la alcaldesa Eva Soler para hablar de la cooperación con Portugal.",
            ["Juan Prado", "Eva Soler"],
        ),
        ("en", "Jon Bell ended his talks with Ruth Crane.", "Jon Bell ends his talks with Ruth Crane.", None),
        ("en", "Jon Bell signed a treaty with Ruth Crane.", "Jon Bell signs a treaty with Ruth Crane.", None),
    ],
)
def test_whoever_is_only_talked_about_takes_no_part_in_a_meeting(language, text, what, who):
    event = read(language, text, what)

    assert event.who == (who or ["Jon Bell", "Ruth Crane"])
    assert "Ruth Crane" not in event.whom


@pytest.mark.parametrize(
    ("language", "text", "what"),
    [
        (
            "en",
            "The vote fell just days before Maria Stone leaves office.",
            "The vote falls just days before Maria Stone leaves office.",
        ),
        ("en", "The study was published in May.", "The study is published."),
        ("en", "Jon Bell misses the Alba Cup.", "Jon Bell misses the Alba Cup."),
        ("fr", "Une enquête a été ouverte lundi.", "Une enquête est ouverte."),
        ("de", "Das Land wird zehn Millionen Euro bereitstellen.", "Das Land wird zehn Millionen Euro bereitstellen."),
        ("es", "Una marcha está prevista el lunes.", "Una marcha está prevista."),
        ("en", "It rained all week.", "It rains all week."),
        ("fr", "Il a plu toute la semaine.", "Il pleut toute la semaine."),
        ("es", "Llovió toda la semana.", "Llueve toda la semana."),
        ("de", "Es regnete drei Tage lang.", "Es regnet drei Tage lang."),
    ],
)
def test_a_clause_an_occasion_and_what_a_deed_brings_about_are_nobody_something_is_done_to(language, text, what):
    assert read(language, text, what).whom == []


@pytest.mark.parametrize(
    ("text", "what", "who", "whom"),
    [
        (
            "The army maintains close coordination with both Norway and Denmark.",
            "The army maintains close coordination with both Norway and Denmark.",
            ["The army"],
            [],
        ),
        (
            "The governor, Karim Dahl, sent trucks to the villages.",
            "The governor, Karim Dahl, sends trucks to the villages.",
            ["Karim Dahl"],
            ["trucks"],
        ),
        (
            "Amy Field treated nine climbers near Oban.",
            "Amy Field treats nine climbers near Oban.",
            ["Amy Field"],
            ["nine climbers"],
        ),
        (
            "The team that tests updates was sacked by Jon Bell.",
            "The team that tests updates was sacked by Jon Bell.",
            ["Jon Bell"],
            ["The team that tests updates"],
        ),
        ("A report was handed to Amy Reed.", "A report is handed to Amy Reed.", [], ["Amy Reed"]),
        ("Amy Field holds meetings in Oban.", "Amy Field holds meetings in Oban.", ["Amy Field"], []),
        ("The missile flew north. A ballistic missile fell.", "Missile flies north.", ["The missile"], []),
        (
            "Norway adheres to the principles agreed upon. Norway’s adherence was praised.",
            "Norway adheres to the principles agreed upon.",
            ["Norway"],
            [],
        ),
    ],
)
def test_participants_are_named_whole_and_without_verbs(text, what, who, whom):
    event = read("en", text, what)

    assert (event.who, event.whom) == (who, whom)


@pytest.mark.parametrize(
    ("language", "text", "what", "status"),
    [
        (
            "en",
            "The balloon has apparently landed; it is expected to be found.",
            "The balloon landed.",
            "possible",
        ),
        ("de", "Der Zug ist offenbar entgleist.", "Der Zug entgleist.", "possible"),
        ("fr", "Le train a apparemment déraillé.", "Le train déraille.", "possible"),
        ("es", "El tren aparentemente descarriló.", "El tren descarrila.", "possible"),
        ("en", "Monitors trying to reach Oban were turned back.", "Monitors are turned back.", "happened"),
        ("en", "The plan was abandoned after a trial failed.", "A trial failed.", "happened"),
        ("fr", "Une marche est prévue lundi.", "Une marche est prévue.", "planned"),
        ("en", "The results are due on May 8.", "The results are due.", "planned"),
    ],
)
def test_a_hedge_reaches_no_other_clause_and_what_seems_so_is_not_planned(language, text, what, status):
    assert read(language, text, what).status == status


@pytest.mark.parametrize(
    ("language", "text", "what", "when"),
    [
        ("en", "The rocket was fired around noon local time.", "The rocket is fired.", "around noon local time"),
        ("en", "The rocket was fired at 5 p.m. GMT on Monday.", "The rocket is fired.", "at 5 p.m. GMT on Monday"),
        (
            "de",
            "Die Rakete wurde gegen 12 Uhr Ortszeit gestartet.",
            "Die Rakete wird gestartet.",
            "gegen 12 Uhr Ortszeit",
        ),
        ("fr", "La fusée a été lancée vers midi heure locale.", "La fusée est lancée.", "vers midi heure locale"),
        ("es", "El cohete fue lanzado hacia el mediodía hora local.", "El cohete es lanzado.", None),
        ("en", "Jon Bell met Amy Field before the vote.", "Jon Bell meets Amy Field.", "before the vote"),
        ("en", "On Sunday radio reported that Jon Bell died.", "Jon Bell dies.", None),
        ("en", "Jon Bell was banned on Friday after he resigned.", "Jon Bell resigned.", None),
    ],
)
def test_a_time_is_taken_whole_and_from_its_own_clause(language, text, what, when):
    expected = when or ("hacia el mediodía hora local" if language == "es" else None)

    assert read(language, text, what).when == expected


def test_a_time_that_when_has_is_cut_out_of_what_whole():
    text = "The rocket was fired north around noon local time from Oban."

    assert read("en", text, text).what == "The rocket was fired north from Oban."


def test_a_place_is_named_with_what_it_is_of():
    text = "Jon Bell was found in the ruins of a mill."

    assert read("en", text, text).where == "the ruins of a mill"


def test_what_a_rule_puts_in_place_of_a_models_value_is_marked_and_what_agrees_is_not():
    draft = filled("en", "The council closes the swimming pool.", 5, who=["The council"], status="happened")

    assert draft.derived == {"status"}


def test_a_place_that_is_a_time_is_taken_out():
    assert told("en", "The Marlow Dam is repaired.", 4, where="next spring").where is None


@pytest.mark.parametrize(
    ("language", "what"),
    [
        ("en", "The rail agency says nothing."),
        ("en", "Nora Quill is the transport minister."),
        ("de", "Nora Quell sagt, die Brücke werde gesperrt."),
        ("fr", "Le maire affirme que le pont ouvrira."),
        ("es", "El alcalde dice que el puente abrirá."),
    ],
)
def test_saying_something_and_a_standing_state_are_no_events(language, what):
    article = Article(ARTICLES[language], language=language)

    assert by_rule("no events", article, [Event(what=what, sentences=[1])]) == []


def test_a_record_said_twice_is_one_with_the_evidence_of_both():
    article = Article(ENGLISH, language="en")
    claims = [
        Claim(text="Four railway workers were injured.", sentences=[2]),
        Claim(text="Four railway workers are injured.", sentences=[1]),
        Claim(text="Five railway workers were injured.", sentences=[2]),
        Claim(text="Four railway workers were not injured.", sentences=[2]),
    ]

    kept = [draft.record for draft in merged(article, claims)]

    assert [(claim.text, claim.sentences) for claim in kept if isinstance(claim, Claim)] == [
        ("Four railway workers were injured.", [1, 2]),
        ("Five railway workers were injured.", [2]),
        ("Four railway workers were not injured.", [2]),
    ]


@pytest.mark.parametrize(
    "other",
    [
        "The council of Harnby spent 5 million crowns on the new bridge over the river Arl.",
        "The council of Harnby never spent 4 million crowns on the new bridge over the river Arl.",
    ],
)
def test_another_number_or_a_negation_makes_another_record(other):
    text = "The council of Harnby spent 4 million crowns on the new bridge over the river Arl."
    claims = [Claim(text=each, sentences=[5]) for each in (text, other)]

    assert len(merged(Article(ENGLISH, language="en"), claims)) == 2


def test_the_same_words_with_roles_exchanged_are_two_records():
    article = Article("Alba beat Corra and Corra beat Alba.", language="en")
    claims = [Claim(text=text, sentences=[1]) for text in ("Alba beat Corra.", "Corra beat Alba.")]

    assert len(merged(article, claims)) == 2


@pytest.mark.parametrize(
    ("language", "text", "times"),
    [
        (
            "en",
            "It closed in 2017 and opened three years later, on May 3.",
            ["in 2017", "three years later", "on May 3"],
        ),
        ("en", "She may march to the second house at 5 p.m.", ["at 5 p.m."]),
        ("de", "Am Montagabend und seit drei Jahren.", ["Am Montagabend", "seit drei Jahren"]),
        ("fr", "Il a été élu il y a deux ans, l’été dernier.", ["il y a deux ans", "l’été dernier"]),
        ("es", "Murió el lunes, hace tres años.", ["el lunes", "hace tres años"]),
        ("ja", "2025-03-05", ["2025-03-05"]),
    ],
)
def test_times_are_found_in_a_text(language, text, times):
    assert [text[start:end] for start, end in times_in(text, language)] == times


def test_a_length_of_time_is_told_from_a_point():
    assert is_length("for nine days")
    assert not is_length("nine days later")
