"""Statements by rule: who says what is read from cues, quotations and clauses, in four languages, without a model."""

import pytest

from onrecord import Article, Event, Grounder, Statement, Support
from onrecord.filling import RULES, fill

STATEMENTS = [rule for rule in RULES if rule.name == "statements"]


def said(text, language="en"):
    """Who says what in a text, by rule alone: (speakers, cue, content) of each statement."""
    return [(each.speakers, each.cue, each.content) for each in statements(text, language)]


def statements(text, language="en"):
    return [draft.record for draft in fill(Article(text, language=language), [], rules=STATEMENTS)]


def roles(text, language="en"):
    return [(*each.speakers, each.role) for each in statements(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The bridge will close in May, the harbour office said on Monday.",
            (["the harbour office"], "said", "The bridge will close in May"),
            id="behind",
        ),
        pytest.param(
            "The harbour office said that the bridge would close in May.",
            (["The harbour office"], "said", "the bridge would close in May"),
            id="before",
        ),
        pytest.param(
            "The bridge, engineers said, will close in May.",
            (["engineers"], "said", "The bridge will close in May"),
            id="in the middle",
        ),
        pytest.param(
            "“The bridge is safe,” said Ada Brink, who runs the harbour office.",
            (["Ada Brink"], "said", "The bridge is safe"),
            id="quotation, inverted",
        ),
        pytest.param(
            "“The bridge is old,” Ada Brink told reporters on the quay, “but it will hold.”",
            (["Ada Brink"], "told", "The bridge is old, but it will hold."),
            id="quotation split by its cue",
        ),
        pytest.param(
            "“The bridge is old,” Ada Brink said. “It will hold.”",
            (["Ada Brink"], "said", "The bridge is old. It will hold."),
            id="quotation that goes on in the next sentence",
        ),
        pytest.param(
            "“The bridge is old. It will hold,” Ada Brink said.",
            (["Ada Brink"], "said", "The bridge is old. It will hold"),
            id="quotation of two sentences",
        ),
        pytest.param(
            "According to the harbour office, the bridge will close in May.",
            (["the harbour office"], "According to", "the bridge will close in May"),
            id="according to, before",
        ),
        pytest.param(
            "The bridge will close in May, according to Ada Brink’s deputy, Tom Sully.",
            (["Tom Sully"], "according to", "The bridge will close in May"),
            id="according to, behind",
        ),
        pytest.param(
            "The report put the damage at 3 million euros.",
            (["The report"], "put", "the damage at 3 million euros"),
            id="figure",
        ),
        pytest.param(
            "Repairs were made twice, a survey of the piers suggests.",
            (["a survey of the piers"], "suggests", "Repairs were made twice"),
            id="document",
        ),
        pytest.param(
            "The harbour office declined to comment on the plan.",
            (["The harbour office"], "declined to comment", "on the plan"),
            id="no comment",
        ),
        pytest.param(
            "It was reported that the bridge would close.",
            ([], "reported", "the bridge would close"),
            id="nobody is named",
        ),
        pytest.param(
            "The union rejected the plan.",
            (["The union"], "rejected", "the plan"),
            id="object",
        ),
    ],
)
def test_a_statement_is_read_from_its_cue_wherever_it_stands(text, expected):
    assert said(text) == [expected]


def test_a_second_cue_of_the_same_speaker_begins_a_statement_of_its_own():
    text = "The harbour office said the bridge was safe, and accused the union of spreading fear."
    assert said(text) == [
        (["The harbour office"], "said", "the bridge was safe"),
        (["The harbour office"], "accused", "the union of spreading fear"),
    ]


def test_what_somebody_is_said_to_have_said_is_part_of_the_outer_statement():
    text = "The mayor promised a new bridge after the union had warned of delays, two officials said."
    assert [(who, cue) for who, cue, _ in said(text)] == [(["two officials"], "said")]


@pytest.mark.parametrize(
    "text",
    [
        "The report was published in May.",
        "The so-called “harbour tax” ends in May.",
        "She wanted to say more, and the claim was dropped.",
        "Health care added 9,300 jobs.",
        "The firm had not said a word.",
        "The United States welcomes visitors.",
        "The owners’ claims and reports fill three rooms.",
    ],
)
def test_a_sentence_in_which_nobody_says_anything_has_no_statement(text):
    assert [each for each in said(text) if each[1] != "welcomes"] == []


def test_a_pronoun_is_the_last_speaker_that_fits_it():
    text = (
        "Mayor Tom Sully opened the quay. “It will hold,” he said. Ada Brink, a spokeswoman for the union, disagreed. "
        "“It will not,” she said. The mayor said he would wait. It was the union, he said, that had waited."
    )
    assert [who for who, _, _ in said(text)] == [["Tom Sully"], ["Ada Brink"], ["Tom Sully"], ["Tom Sully"]]


def test_a_pronoun_is_nobody_whom_the_article_calls_otherwise():
    text = (
        "Mr Tom Sully met Mrs Ada Brink, a spokeswoman, on the quay. “It is safe,” he said. Then she said it was not."
    )
    assert [who for who, _, _ in said(text)] == [["Tom Sully"], ["Ada Brink"]]


def test_a_short_form_is_the_full_name_and_a_surname_of_two_is_the_last_one_named():
    text = (
        "Ada Brink chairs the Tarne Harbour Board. Brink said the quay was safe. The board said it would pay. "
        "Her brother, Ole Brink, spoke later. Brink said he was glad."
    )
    assert [who for who, _, _ in said(text)] == [["Ada Brink"], ["Tarne Harbour Board"], ["Ole Brink"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Harbour minister Ada Brink said it was safe.", "Harbour minister"),
        ("Ada Brink, a spokeswoman for the union, said it was safe.", "spokeswoman for the union"),
        ("The regional governor, Ada Brink, said it was safe.", "regional governor"),
        ("“It is safe,” said Ada Brink, who sells cheese at the market.", "who sells cheese at the market"),
        ("Ada Brink, 41, chief economist at Lund Bank, said it was safe.", "chief economist at Lund Bank"),
        ("U.S. Secretary of State Ada Brink said it was safe.", "U.S. Secretary of State"),
        ("Ada Brink, who is not related to him, said it was safe.", None),
        ("Tarne Council said it was safe.", None),
    ],
)
def test_a_role_is_what_the_article_says_the_speaker_is(text, expected):
    assert [each.role for each in statements(text)] == [expected]


def test_a_role_goes_with_its_holder_to_later_statements():
    text = "Governor Ada Brink opened the quay. The wind rose. Brink said the bridge would hold."
    assert roles(text) == [("Ada Brink", "Governor")]


def test_an_answer_behind_a_label_is_one_statement_and_the_questions_are_none():
    text = (
        "The harbour minister, Ada Brink, answered on Monday.\n\nCourier: Is it safe?\n\n"
        "Brink: Nobody told me otherwise. The inspector said it was sound.\n\n"
        "Courier: When will it open?\n\nBrink: In June."
    )
    assert said(text) == [
        (["Ada Brink"], "Brink", "Nobody told me otherwise. The inspector said it was sound"),
        (["Ada Brink"], "Brink", "In June"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Landrat sagte, die Brücke sei sicher.", ("Der Landrat", "sagte", "die Brücke sei sicher")),
        (
            "Die Brücke sei sicher, sagte Landrätin Ada Brink am Montag.",
            ("Ada Brink", "sagte", "Die Brücke sei sicher"),
        ),
        ("Die Brücke ist sicher, wie die Polizei mitteilte.", ("die Polizei", "mitteilte", "Die Brücke ist sicher")),
        (
            "Nach Angaben des Landkreises bleibt die Brücke offen.",
            ("des Landkreises", "Nach Angaben", "bleibt die Brücke offen"),
        ),
        (
            "„Die Brücke hält“, sagte Ada Brink, „und zwar lange.“",
            ("Ada Brink", "sagte", "Die Brücke hält, und zwar lange."),
        ),
        (
            "Den Schaden bezifferte der Landkreis auf drei Millionen Euro.",
            ("der Landkreis", "bezifferte", "Den Schaden auf drei Millionen Euro"),
        ),
        ("Die Firma wies den Vorwurf zurück.", ("Die Firma", "wies", "den Vorwurf")),
    ],
)
def test_german(text, expected):
    assert said(text, "de") == [([expected[0]], *expected[1:])]


def test_german_indirect_speech_that_goes_on_belongs_to_the_statement_before():
    text = "Der Landrat sagte, die Brücke sei sicher. Man habe sie im Mai geprüft. Der Wind nahm zu."
    assert said(text, "de") == [
        (["Der Landrat"], "sagte", "die Brücke sei sicher. Man habe sie im Mai geprüft"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("El alcalde dijo que el puente es seguro.", ("El alcalde", "dijo", "el puente es seguro")),
        ("«El puente es seguro», afirmó la alcaldesa, Ada Brink.", ("Ada Brink", "afirmó", "El puente es seguro")),
        ("Según la Cámara, el puente está abierto.", ("Cámara", "Según", "el puente está abierto")),
        ("—No nos iremos —dijo Ada Brink—. Es nuestra casa.", ("Ada Brink", "dijo", "No nos iremos. Es nuestra casa")),
        ("El sindicato ha rechazado la oferta.", ("El sindicato", "ha rechazado", "la oferta")),
    ],
)
def test_spanish(text, expected):
    assert said(text, "es") == [([expected[0]], *expected[1:])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le maire a déclaré que le pont est sûr.", ("Le maire", "a déclaré", "le pont est sûr")),
        ("« Le pont est sûr », a déclaré mardi la maire, Ada Brink.", ("Ada Brink", "a déclaré", "Le pont est sûr")),
        ("Le pont est fermé, selon la préfecture.", ("la préfecture", "selon", "Le pont est fermé")),
        ("Le syndicat n’a pas souhaité s’exprimer.", ("Le syndicat", "n’a pas souhaité s’exprimer", None)),
        (
            "« Le pont tiendra, a déclaré le maire, Tom Sully, mais pas longtemps. »",
            ("Tom Sully", "a déclaré", "Le pont tiendra, mais pas longtemps."),
        ),
        ("La direction dément toute fuite.", ("La direction", "dément", "toute fuite")),
    ],
)
def test_french(text, expected):
    [(who, cue, content)] = said(text, "fr")
    assert (who, cue) == ([expected[0]], expected[1])
    assert expected[2] in {content, None}


def test_french_inversion_stands_for_the_last_speaker():
    text = "La maire, Ada Brink, a visité le pont. « Il tiendra », a-t-elle dit."
    assert said(text, "fr") == [(["Ada Brink"], "a-t-elle dit", "Il tiendra")]


TEXT = "Governor Ada Brink said the bridge was safe. The wind rose. The union rejected the plan."


def test_a_models_statement_keeps_what_the_rule_agrees_with_and_the_rest_is_derived():
    given = Statement(sentences=[1], speakers=["Ada Brink"], cue="said", content="the bridge")
    first, second = fill(Article(TEXT, language="en"), [given], rules=STATEMENTS)
    assert (first.record.role, first.record.content) == ("Governor", "the bridge was safe")
    assert first.derived == {"role", "content"}
    assert second.added


def test_a_models_statement_without_a_cue_in_the_article_is_dropped_and_other_records_stay():
    rose = Statement(sentences=[2], speakers=["The wind"], cue="rose", content="The wind rose")
    event = Event(sentences=[2], what="The wind rises.")
    drafts = fill(Article(TEXT, language="en"), [event, rose], rules=STATEMENTS)
    assert drafts[0].record == event
    assert [draft.record.cue for draft in drafts[1:]] == ["said", "rejected"]


def test_a_language_without_words_for_it_is_left_as_it_is():
    given = Statement(sentences=[1], speakers=["Ada Brink"], cue="disse", content="il ponte è sicuro")
    [draft] = fill(Article("Ada Brink disse che il ponte è sicuro.", language="it"), [given], rules=STATEMENTS)
    assert draft.record == given


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
def test_what_is_read_is_in_the_article(language):
    texts = {
        "en": "“It is old,” Mayor Tom Sully said, “but safe.” He called for a new pier.",
        "de": "Bürgermeister Tom Sully nannte den Plan am Montag „zu teuer“. Er sagte, man werde warten.",
        "es": "El alcalde, Tom Sully, aseguró que el muelle es viejo. «Hay que esperar», dijo.",
        "fr": "Le maire, Tom Sully, assure que le quai est vieux. « Il faut attendre », a-t-il ajouté.",
    }
    article = Article(texts[language], language=language)
    grounder = Grounder(article)
    found = [grounder.ground(draft.record) for draft in fill(article, [], rules=STATEMENTS)]
    assert len(found) == 2
    assert all(each.support is not Support.UNSUPPORTED for each in found), found
    assert {each.record.speakers[0] for each in found} == {"Tom Sully"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "“The bridge is old and it may fall,” Ada Brink told reporters after a visit that was held at noon.",
            [(["Ada Brink"], "told", "The bridge is old and it may fall")],
            id="a clause behind the cue is no part of a quotation before it",
        ),
        pytest.param(
            "Ada Brink, who understood the risk, told her deputies to close the bridge.",
            [(["Ada Brink"], "told", "her deputies to close the bridge")],
            id="a who clause before a cue says nothing",
        ),
        pytest.param(
            "Ada Brink said in Tarne, Velland, that the bridge would close.",
            [(["Ada Brink"], "said", "the bridge would close")],
            id="a place between commas before that",
        ),
        pytest.param(
            "Ada Brink said after the storm she would close the bridge.",
            [(["Ada Brink"], "said", "she would close the bridge")],
            id="a remark before a pronoun",
        ),
        pytest.param(
            "The findings, Ada Brink said last week, were wrong.",
            [(["Ada Brink"], "said", "The findings were wrong")],
            id="a remark inside what is said",
        ),
        pytest.param(
            "When Ada Brink noted that the bridge is old, the union left the room.",
            [(["Ada Brink"], "noted", "the bridge is old")],
            id="the main clause behind a cue's",
        ),
        pytest.param(
            "Ada Brink said the bridge was safe, although the union has closed it.",
            [(["Ada Brink"], "said", "the bridge was safe")],
            id="a contrast",
        ),
        pytest.param(
            "Ada Brink praised the new pier, which was built in May.",
            [(["Ada Brink"], "praised", "the new pier")],
            id="a which behind a noun",
        ),
        pytest.param(
            "Ada Brink accused Tom Sully, who was there, of a lie.",
            [(["Ada Brink"], "accused", "Tom Sully, who was there, of a lie")],
            id="a which that the object goes on behind",
        ),
        pytest.param(
            "Ada Brink criticized the plan during a televised debate.",
            [(["Ada Brink"], "criticized", "the plan")],
            id="a remark on where",
        ),
        pytest.param(
            "Ada Brink rejected the plan - a blow to the union.",
            [(["Ada Brink"], "rejected", "the plan")],
            id="a dash",
        ),
        pytest.param(
            "Ada Brink appeared to suggest that the bridge was safe.",
            [(["Ada Brink"], "appeared to suggest", "the bridge was safe")],
            id="an infinitive behind another verb",
        ),
        pytest.param(
            "Ada Brink complained about the noise, even suggesting the pumps were broken.",
            [
                (["Ada Brink"], "complained about", "the noise"),
                (["Ada Brink"], "suggesting", "the pumps were broken"),
            ],
            id="a participle behind an adverb",
        ),
        pytest.param(
            "Ada Brink (Tarne-in-Velland) said the bridge was safe.",
            [(["Ada Brink"], "said", "the bridge was safe")],
            id="brackets before a cue",
        ),
        pytest.param(
            "The bridge is safe, a review of newly filed records shows.",
            [(["a review of newly filed records"], "shows", "The bridge is safe")],
            id="a participle that is an adjective",
        ),
        pytest.param(
            "“It will hold for many years,” retired General Tom Sully said.",
            [(["Tom Sully"], "said", "It will hold for many years")],
            id="a title that opens with a participle",
        ),
        pytest.param(
            "The office would send Ms. Brink to the pier, the mayor said.",
            [(["the mayor"], "said", "The office would send Ms. Brink to the pier")],
            id="Ms. ends no sentence",
        ),
    ],
)
def test_what_is_said_is_no_more_and_no_less_than_what_its_speaker_says(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The pier is long, compared with the others.",
        "Ada Brink had no say in the analysis.",
        "The office met to discuss its demands. Tom Sully left.",
    ],
)
def test_a_participle_or_a_noun_of_saying_alone_says_nothing(text):
    assert said(text) == []


def test_a_sentence_opens_behind_an_abbreviation_with_points():
    text = "Prices have risen since he took office in the U.S. Analysts pointed out that the bridge was closed."
    assert said(text) == [(["Analysts"], "pointed out", "the bridge was closed")]


def test_a_name_that_opens_with_an_abbreviation_is_one():
    text = "Prices rose. The U.S. Treasury said the bridge was closed."
    assert [who for who, _, _ in said(text)] == [["U.S. Treasury"]]


def test_a_speaker_is_no_clause():
    text = "Mayor Ada Brink opened the pier. It was the bridge she said was safe."
    assert [who for who, _, _ in said(text)] == [["Ada Brink"]]


def test_a_role_stands_behind_the_name_that_signs_a_quotation():
    text = "The paper asked its readers.\n\n“The bridge is old.” ― Ada Brink, baker\n\nThe wind rose."
    assert [(each.speakers, each.role, each.content) for each in statements(text)] == [
        (["Ada Brink"], "baker", "The bridge is old."),
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "Ada Brink came at noon. She added:\n\n“The bridge is old. It may fall.”\n\nThe wind rose.",
            (["Ada Brink"], "added", "The bridge is old. It may fall."),
        ),
        (
            "en",
            "The Tarne Courier reports:\n\nThe bridge is old. It may fall.\n\nThe wind rose.",
            (["Tarne Courier"], "reports", "The bridge is old. It may fall"),
        ),
        (
            "de",
            "Die Brücke ist alt. Der Landrat ergänzte:\n\n„Wir warten ab. Im Mai mehr.“\n\nDer Wind nahm zu.",
            (["Der Landrat"], "ergänzte", "Wir warten ab. Im Mai mehr."),
        ),
        (
            "fr",
            "Le maire, Tom Sully, a ajouté :\n\n« Il faut attendre. On verra. »\n\nLe vent souffle.",
            (["Tom Sully"], "a ajouté", "Il faut attendre. On verra."),
        ),
        (
            "es",
            "La alcaldesa añadió:\n\n«Hay que esperar. Volveremos».\n\nEl viento sopló.",
            (["La alcaldesa"], "añadió", "Hay que esperar. Volveremos"),
        ),
        (
            "de",
            "Wir fragten.\n\n„Die Brücke ist alt.“ – Ada Brink\n\nDer Wind nahm zu.",
            (["Ada Brink"], "Ada Brink", "Die Brücke ist alt."),
        ),
        (
            "fr",
            "« Le pont est vieux. » — Ada Brink\n\nLe vent souffle.",
            (["Ada Brink"], "Ada Brink", "Le pont est vieux."),
        ),
        (
            "fr",
            "Lorsque le maire a déclaré que le pont est sûr, la ville a fermé la route.",
            (["le maire"], "a déclaré", "le pont est sûr"),
        ),
        (
            "es",
            "La alcaldesa dijo que el puente es seguro, aunque la ciudad ha cerrado la calle.",
            (["La alcaldesa"], "dijo", "el puente es seguro"),
        ),
    ],
)
def test_what_a_colon_announces_and_what_ends_a_clause_is_read_in_each_language(language, text, expected):
    assert said(text, language) == [expected]


def test_labels_inside_the_marks_of_a_transcript_are_labels():
    text = '"COURIER: Is it safe?\n\n"BRINK: It will hold.\n\n"COURIER: When will it open?\n\n"BRINK: In June.'
    assert [(who, content) for who, _, content in said(text)] == [(["BRINK"], "It will hold."), (["BRINK"], "In June.")]
