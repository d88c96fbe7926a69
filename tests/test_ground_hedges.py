"""Hedges, bounds, quantifiers, opposites, restrictions and additions: what a value may not change, and what it may."""

import pytest

from onrecord.article import Article
from onrecord.grounding import Grounder, Support
from onrecord.kinds import Claim, Event, Statement


def finding(article, record):
    """The code of the first finding about a record of a one-sentence article; None if there is none."""
    grounded = Grounder(Article(article)).ground(record)
    assert grounded.evidence
    return next((value.finding.code for value in grounded.values if value.finding), None)


def claim(article, text, **fields):
    return finding(article, Claim(text=text, sentences=[1], **fields))


def content(article, text, cue="said"):
    return finding(article, Statement(cue=cue, content=text, sentences=[1]))


DIFFERENT = [
    ("The drug may ease pain in old age.", "The drug eases pain in old age.", "hedge_dropped"),
    ("The volcano is likely to erupt this month.", "The volcano erupted this month.", "hedge_dropped"),
    ("The clerk allegedly sold the maps.", "The clerk sold the maps.", "hedge_dropped"),
    ("Auditors suspect that the clerk sold the maps.", "The clerk sold the maps.", "hedge_dropped"),
    ("The town plans to build a pool.", "The town built a pool.", "hedge_dropped"),
    ("The town will build a pool.", "The town built a pool.", "hedge_dropped"),
    ("The mayor asked the council to close the pool.", "The council closed the pool.", "hedge_dropped"),
    ("Brokers expect rents to fall in May.", "Rents fell in May.", "hedge_dropped"),
    ("Had it rained, the rice would have survived.", "The rice survived.", "hedge_dropped"),
    ("The town may build a pool.", "The town will build a pool.", "hedge_exchanged"),
    ("The town will build a pool.", "The town may build a pool.", "hedge_exchanged"),
    ("The deal will probably be signed in May.", "The deal will be signed in May.", "hedge_exchanged"),
    ("The town built a pool.", "The town may have built a pool.", "hedge_added"),
    ("The clerk sold the maps.", "The clerk allegedly sold the maps.", "hedge_added"),
    ("At least 40 seals were counted.", "At most 40 seals were counted.", "bound_differs"),
    ("Over 40 seals were counted.", "Under 40 seals were counted.", "bound_differs"),
    ("Up to 40 seals were counted.", "40 seals were counted.", "bound_differs"),
    ("Nearly half of the seals were counted.", "More than half of the seals were counted.", "bound_differs"),
    ("40 or more seals were counted.", "40 or fewer seals were counted.", "bound_differs"),
    ("Some of the seals were tagged.", "All of the seals were tagged.", "quantifier_differs"),
    ("Most seals were tagged.", "A few seals were tagged.", "quantifier_differs"),
    ("All seals were tagged.", "Some seals were tagged.", "quantifier_differs"),
    ("Almost all shops were shut.", "All shops were shut.", "quantifier_differs"),
    ("The shops were shut.", "Most shops were shut.", "quantifier_differs"),
    ("Half of the members voted.", "The members voted.", "quantifier_dropped"),
    ("Few of the members voted.", "The members voted.", "quantifier_dropped"),
    ("Rents rose in Velm by a tenth.", "Rents fell in Velm by a tenth.", "opposite"),
    ("The court upheld the ban on traps.", "The court overturned the ban on traps.", "opposite"),
    ("Turnout was higher than in spring.", "Turnout was lower than in spring.", "opposite"),
    ("The eldest of the sisters sang.", "The youngest of the sisters sang.", "opposite"),
    ("Wages grew while rents shrank.", "Wages shrank while rents grew.", "opposite"),
    ("The ship sailed before the storm.", "The ship sailed after the storm.", "opposite"),
    ("Rents are lower in Velm than in Kelm.", "Rents are lower in Kelm than in Velm.", "comparison_turned"),
    ("The former mayor opened the fair.", "The mayor opened the fair.", "restriction_dropped"),
    ("The ex-mayor opened the fair.", "The mayor opened the fair.", "restriction_dropped"),
    ("The board signed the merger into effect.", "The board vetoed the merger.", "opposite"),
    ("The crew accepted the pay deal.", "The crew turned down the pay deal.", "opposite"),
    ("Rebels seized the harbor.", "Rebels lost the harbor.", "opposite"),
    ("Guests were told to lock the gate.", "Guests locked the gate.", "hedge_dropped"),
    ("The jury should acquit the clerk of theft.", "The jury acquitted the clerk of theft.", "hedge_dropped"),
    ("Farmers must cull the herd by May.", "Farmers culled the herd by May.", "hedge_dropped"),
    ("Not every seal was tagged.", "No seal was tagged.", "quantifier_differs"),
    ("Not all seals were tagged.", "None of the seals were tagged.", "quantifier_differs"),
    ("Vice president Lena Moss opened the fair.", "President Lena Moss opened the fair.", "restriction_dropped"),
    ("The would-be buyer left the hall.", "The buyer left the hall.", "restriction_dropped"),
    ("Children under five travel free on trams.", "Children travel free on trams.", "limit_dropped"),
    ("The rule forbids smoking in cars with children.", "The rule forbids smoking in cars.", "limit_dropped"),
    ("The mill shut on Monday.", "The mill shut on Monday because of unpaid bills.", "reason_added"),
    ("The mill shut on Monday.", "The mill quietly shut on Monday.", "adverb_added"),
    ("The mill shut on Monday.", "The haunted mill shut on Monday.", "word_added"),
]
SAME = [
    ("The drug may ease pain in old age.", "The drug might ease pain in old age."),
    ("The mayor said the pool would be rebuilt by May.", "The pool will be rebuilt by May."),
    ("The town plans to build a pool.", "The town will build a pool."),
    ("The town plans to build a pool.", "The town intends to build a pool."),
    ("The deal is expected to be signed on Friday.", "The deal is likely to be signed on Friday."),
    ("The mayor asked the council to close the pool.", "The council was asked to close the pool."),
    ("He may resign, but the board has denied the rumour about the pool.", "The board has denied the rumour."),
    ("Over 40 seals were counted.", "More than 40 seals were counted."),
    ("About 40 seals were counted.", "40 seals were counted."),
    ("All seals were tagged.", "Every seal was tagged."),
    ("Most members voted.", "The majority of members voted."),
    ("Several banks raised fees.", "Some banks raised fees."),
    ("One of the two pilots was hurt.", "A pilot was hurt."),
    ("Rents are lower in Velm than in Kelm.", "Rents are higher in Kelm than in Velm."),
    ("The senate did not approve the bill.", "The senate rejected the bill."),
    ("The two men were arrested and later released.", "The two men were released."),
    ("The mayor opened a school and closed a pool.", "The mayor closed a pool."),
    ("Arden beat Velm in the final.", "Velm lost the final to Arden."),
    ("Former mayor Lena Moss opened the fair.", "Lena Moss opened the fair."),
    ("Former mayor Lena Moss opened the fair.", "Lena Moss, the former mayor, opened the fair."),
    ("Women over 60 were offered the jab.", "The jab was offered to women over 60."),
    ("The strike shut the mill on Monday.", "The mill shut on Monday because of the strike."),
    ("The quick closure of the mill was a surprise.", "The mill closed quickly."),
    ("Lena Moss and Karl Voss opened the fair.", "The fair was opened by both Lena Moss and Karl Voss."),
    ("Lena Moss pays 500 euros.", "Lena Moss pays 500 euros in rent."),
    ("Farmers must cull the herd by May.", "Farmers have to cull the herd by May."),
    ("Farmers must cull the herd by May.", "Farmers will have to cull the herd by May."),
    ("Guests were told to lock the gate.", "Guests must lock the gate."),
    ("Half of the guests left early.", "50% of the guests left early."),
    ("Not every seal was tagged.", "Some seals were not tagged."),
    ("No seal was tagged.", "None of the seals were tagged."),
    ("The ex-mayor opened the fair.", "The fair was opened by the ex-mayor."),
]


@pytest.mark.parametrize(("article", "text", "code"), DIFFERENT, ids=[each[1] for each in DIFFERENT])
def test_a_claim_that_says_more_less_or_the_opposite_is_found(article, text, code):
    assert claim(article, text) == code


@pytest.mark.parametrize(("article", "text"), SAME, ids=[each[1] for each in SAME])
def test_a_claim_that_says_the_same_in_other_words_is_not(article, text):
    assert claim(article, text) is None


@pytest.mark.parametrize("certainty", ["probable", "possible", "denied"])
def test_a_label_carries_the_hedge_in_the_stead_of_the_text(certainty):
    article, text = "The drug may ease pain in old age.", "The drug eases pain in old age."
    assert claim(article, text, certainty=certainty) is None
    assert claim(article, text) == "hedge_dropped"


@pytest.mark.parametrize(
    ("sentence", "status"),
    [("will vote", "planned"), ("may vote", "possible"), ("wants to vote", "planned"), ("plans to vote", "ongoing")],
)
def test_the_status_of_an_event_carries_the_tense_of_a_plan(sentence, status):
    article = f"Parliament {sentence} on the treaty on Monday."
    event = Event(what="Parliament votes on the treaty.", who=["Parliament"], sentences=[1], status=status)
    assert finding(article, event) is None
    assert finding(article, event.model_copy(update={"status": "happened"})) == "hedge_dropped"


def test_an_accusation_by_the_source_of_a_claim_is_its_own():
    article = "Lena Moss accused the clerk of selling the maps."
    assert claim(article, "The clerk sold the maps.", source="Lena Moss") is None
    assert claim(article, "The clerk sold the maps.") == "hedge_dropped"


def test_reported_speech_keeps_its_hedges_too():
    article = "Lena Moss said the clerk may resign."
    assert content(article, "the clerk may resign") is None
    assert content(article, "the clerk will resign") == "hedge_exchanged"


@pytest.mark.parametrize(
    ("article", "text"),
    [
        ("Lena Moss said up to 40 jobs would go.", "40 jobs would go"),
        ("Lena Moss said 3 of 10 patients had died.", "10 patients had died"),
        ("Lena Moss said nearly 40 jobs would go.", "40 jobs would go"),
    ],
)
def test_a_content_cut_off_behind_what_bounds_it_is_found(article, text):
    assert content(article, text) == "cut_out"
    assert content(article, article.removeprefix("Lena Moss said ").removesuffix(".")) is None


def test_a_role_cut_off_behind_what_restricts_it_is_found():
    article = "Former president Lena Moss said the mill was safe."
    fields = {"speakers": ["Lena Moss"], "cue": "said", "content": "the mill was safe", "sentences": [1]}
    assert finding(article, Statement(role="president", **fields)) == "cut_out"
    assert finding(article, Statement(role="Former president", **fields)) is None


def test_a_role_that_also_stands_alone_is_not_cut_off():
    article = "Former mayor Ann Lee met mayor Lena Moss, who said the mill was safe."
    fields = {"speakers": ["Lena Moss"], "cue": "said", "content": "the mill was safe", "sentences": [1]}
    assert finding(article, Statement(role="mayor", **fields)) is None


def test_a_finding_says_where_in_the_value_it_is():
    text = "More than half of the seals were counted."
    grounded = Grounder(Article("Nearly half of the seals were counted.")).ground(Claim(text=text, sentences=[1]))
    place = grounded.values[0].finding.place
    assert text[place.start : place.end] == "More than half"
    assert grounded.values[0].support is Support.UNSUPPORTED


def test_a_name_that_is_spelled_like_a_hedge_is_none():
    assert claim("Theresa May opened the fair in Velm.", "Theresa May opened the fair.") is None
    assert claim("Will Dean opened the fair in Velm.", "Will Dean opened the fair.") is None


def test_spaces_and_hyphens_of_another_kind_leave_a_restriction_where_it_is():
    article = "Deputy Governor Lena Moss opened the fair."
    assert claim(article, "Deputy\u00a0 Governor Lena Moss opened a fair.") is None
    assert claim("The would-be buyer left the hall.", "The would\u2011be buyer left a hall.") is None
    assert claim(article, "Governor Lena Moss opened a fair.") == "restriction_dropped"


GERMAN = [
    ("Das Mittel könnte das Risiko senken.", "Das Mittel senkt das Risiko.", "hedge_dropped"),
    ("Die Fabrik könnte im Mai schließen.", "Die Fabrik wird im Mai schließen.", "hedge_exchanged"),
    ("Fast die Hälfte der Gäste blieb.", "Mehr als die Hälfte der Gäste blieb.", "bound_differs"),
    ("Bis zu 500 Stellen werden gestrichen.", "500 Stellen werden gestrichen.", "bound_differs"),
    ("Einige der Geiseln wurden befreit.", "Alle Geiseln wurden befreit.", "quantifier_differs"),
    ("Die Preise stiegen im Mai.", "Die Preise sanken im Mai.", "opposite"),
    ("Der ehemalige Minister trat auf.", "Der Minister trat auf.", "restriction_dropped"),
    ("Wenn der Damm bricht, wird das Dorf überflutet.", "Das Dorf wird überflutet.", "not_asserted"),
]
SPANISH = [
    ("El ladrón presuntamente robó el cuadro.", "El ladrón robó el cuadro.", "hedge_dropped"),
    ("Casi la mitad de los socios votó.", "Más de la mitad de los socios votó.", "bound_differs"),
    ("Al menos 40 personas murieron.", "Como máximo 40 personas murieron.", "bound_differs"),
    ("Algunos rehenes fueron liberados.", "Todos los rehenes fueron liberados.", "quantifier_differs"),
    ("Los precios subieron en mayo.", "Los precios bajaron en mayo.", "opposite"),
    ("Si la presa se rompe, el pueblo podría inundarse.", "El pueblo podría inundarse.", "not_asserted"),
]
FRENCH = [
    ("Le club veut recruter l’attaquant.", "Le club a recruté l’attaquant.", "hedge_dropped"),
    ("Près de la moitié des membres ont voté.", "Plus de la moitié des membres ont voté.", "bound_differs"),
    ("Jusqu’à 500 emplois seront supprimés.", "500 emplois seront supprimés.", "bound_differs"),
    ("Certains otages ont été libérés.", "Tous les otages ont été libérés.", "quantifier_differs"),
    ("Les prix ont augmenté en mai.", "Les prix ont baissé en mai.", "opposite"),
    ("L’ancien ministre a parlé.", "Le ministre a parlé.", "restriction_dropped"),
]
OTHERS = [(code, *case) for code, cases in (("de", GERMAN), ("es", SPANISH), ("fr", FRENCH)) for case in cases]


@pytest.mark.parametrize(("language", "article", "text", "code"), OTHERS, ids=[each[2] for each in OTHERS])
def test_other_languages_have_their_own_phrases(language, article, text, code):
    grounder = Grounder(Article(article, language=language))
    found = grounder.ground(Claim(text=text, sentences=[1])).values[0].finding
    assert found is not None
    assert found.code == code
    assert grounder.ground(Claim(text=article, sentences=[1])).values[0].finding is None
