"""Conditions, doubts and denials: a clause that the article does not assert is no fact, though its words are there."""

import pytest

from onrecord.article import Article
from onrecord.grounding import Grounder
from onrecord.kinds import Claim, Event, Statement


def codes(article, record, language=None):
    grounded = Grounder(Article(article, language=language)).ground(record)
    return [value.finding.code for value in grounded.values if value.finding]


def claim(article, text, **fields):
    return codes(article, Claim(text=text, sentences=[1], **fields))


def content(article, text, cue="said"):
    return codes(article, Statement(cue=cue, content=text, sentences=[1]))


CLAIMS = [
    ("If the dike breaks, the farm will be flooded.", "The farm will be flooded.", "if the dike breaks"),
    ("Unless rain falls, the harvest will fail.", "The harvest will fail.", "unless rain falls"),
    ("The mill would close if the subsidy ended.", "The mill will close.", "if the subsidy ended"),
    (
        "The firm will hire 50 people provided that a permit comes.",
        "The firm will hire 50 people.",
        "if a permit comes",
    ),
]


@pytest.mark.parametrize(("article", "text", "condition"), CLAIMS, ids=[each[1] for each in CLAIMS])
def test_what_holds_under_a_condition_is_not_stated_without_it(article, text, condition):
    assert claim(article, text) == ["not_asserted"]
    assert claim(article, f"{text.removesuffix('.')} {condition}.") == []
    assert claim(article, text, certainty="possible") == []


@pytest.mark.parametrize(
    ("article", "text"),
    [
        ("It is unclear whether the pilot saw the light.", "The pilot saw the light."),
        ("There is no proof that the jab causes fever.", "The jab causes fever."),
        ("He pretended that the ring was gold.", "The ring was gold."),
        ("Inspectors are investigating whether the fire was arson.", "The fire was arson."),
        ("The senator doubts that the plan works.", "The plan works."),
    ],
)
def test_what_is_doubted_is_not_a_fact(article, text):
    assert len(claim(article, text)) == 1
    assert claim(article, text, certainty="denied") == []


@pytest.mark.parametrize(
    ("article", "text"),
    [
        ("The mill, which closed in May, will reopen if money is found.", "The mill closed in May."),
        ("Even if it rains, the game will go on.", "The game will go on."),
        ("The farm will be flooded tonight, and the mayor asked if boats were ready.", "The farm will be flooded."),
    ],
)
def test_what_is_asserted_beside_a_condition_is_a_fact(article, text):
    assert claim(article, text) == []


@pytest.mark.parametrize(
    ("article", "text"),
    [
        ("“I never said that rents would rise,” said Ann Lee.", "rents would rise"),
        ("“It is a lie that I took money,” said Ann Lee.", "I took money"),
        ("Ann Lee said it was false that she took money.", "she took money"),
        ("“If I were rich, I would leave,” said Ann Lee.", "I would leave"),
        ("Ann Lee said that rents will rise if the bill passes.", "rents will rise"),
        ("Ann Lee denied she took money.", "she took money"),
        ("It is not true that the mill will close, Ann Lee said.", "the mill will close"),
    ],
)
def test_a_content_cut_out_of_a_clause_that_is_not_asserted_is_found(article, text):
    assert content(article, text) == ["cut_out"]


@pytest.mark.parametrize(
    ("article", "text", "cue"),
    [
        ("Ann Lee denied she took money.", "she took money", "denied"),
        ("Ann Lee asked whether the road was open.", "the road was open", "asked"),
        ("Ann Lee called for the road to be opened.", "the road to be opened", "called for"),
        ("Ann Lee said that rents will rise if the bill passes.", "rents will rise if the bill passes", "said"),
        ("Tom did not know that the bridge was closed, Ann Lee said.", "the bridge was closed", "said"),
        ("“We will win,” said Ann Lee, who was asked if she was ill.", "We will win", "said"),
    ],
)
def test_a_content_that_is_asserted_or_whose_cue_or_words_carry_the_doubt_is_not_cut_out(article, text, cue):
    assert content(article, text, cue) == []


FOREIGN = [
    ("de", "Es stimmt nicht, dass das Schiff sank.", "Das Schiff sank."),
    ("de", "Es ist offen geblieben, ob das Schiff sank.", "Das Schiff sank."),
    ("de", "Der Reeder bestritt am Abend, dass das Schiff sank.", "Das Schiff sank."),
    ("es", "Es falso que el barco llegó tarde.", "El barco llegó tarde."),
    ("es", "No es cierto que el barco llegó tarde.", "El barco llegó tarde."),
    ("es", "La jefa negó que el barco llegó tarde.", "El barco llegó tarde."),
    ("fr", "Il est faux que le navire a coulé.", "Le navire a coulé."),
    ("fr", "Il n'est pas vrai que le navire a coulé.", "Le navire a coulé."),
    ("fr", "La patronne a démenti que le navire avait coulé.", "Le navire avait coulé."),
]


@pytest.mark.parametrize(("language", "article", "text"), FOREIGN, ids=[each[1] for each in FOREIGN])
def test_what_is_denied_or_unclear_in_another_language_is_not_a_fact(language, article, text):
    assert len(codes(article, Claim(text=text, sentences=[1]), language)) == 1


@pytest.mark.parametrize(
    ("language", "article", "text"),
    [
        ("de", "Die Reederin sagte, dass das Schiff sank.", "Das Schiff sank."),
        ("de", "Sie hat keinen Zweifel, dass das Schiff sank.", "Das Schiff sank."),
        ("de", "Er wusste nicht, dass das Schiff sank.", "Das Schiff sank."),
        ("es", "La jefa no negó que el barco llegó tarde.", "El barco llegó tarde."),
        ("es", "La jefa no vio el barco que llegó tarde.", "El barco llegó tarde."),
        ("fr", "La patronne a dit que le navire a coulé.", "Le navire a coulé."),
        ("fr", "La patronne n'a pas nié que le navire a coulé.", "Le navire a coulé."),
    ],
)
def test_what_is_said_known_or_not_denied_in_another_language_is_a_fact(language, article, text):
    assert codes(article, Claim(text=text, sentences=[1]), language) == []


@pytest.mark.parametrize(
    "article",
    [
        "Engineers do not know whether the bridge collapsed.",
        "Engineers can't say if the bridge collapsed.",
        "It remains to be seen whether the bridge collapsed.",
        "Few believe that the bridge collapsed.",
        "Even if the bridge collapsed, the road will open.",
        "Suppose the bridge collapsed.",
    ],
)
def test_what_nobody_is_sure_of_is_not_a_fact(article):
    assert len(claim(article, "The bridge collapsed.")) == 1
    assert claim(article, "The bridge collapsed.", certainty="denied") == []


REPORTED = [
    "Engineers believe the bridge collapsed.",
    "Engineers fear the bridge collapsed.",
    "Engineers hope that the bridge collapsed.",
    "Engineers lied that the bridge collapsed.",
    "Engineers falsely claimed the bridge collapsed.",
    "Engineers had a theory that the bridge collapsed.",
    "The bridge collapsed, Engineers falsely said.",
    "The bridge collapsed, Engineers falsely said on Monday.",
    "The bridge collapsed, Engineers said, a claim that the mayor denied.",
]


@pytest.mark.parametrize("article", REPORTED)
def test_what_somebody_believes_or_is_said_to_claim_falsely_is_a_fact_of_that_source_alone(article):
    assert len(claim(article, "The bridge collapsed.")) == 1
    assert claim(article, "The bridge collapsed.", source="Engineers") == []
    assert len(codes(article, Event(what="The bridge collapsed.", sentences=[1]))) == 1


@pytest.mark.parametrize("opening", ["Reports", "The claim", "Rumors"])
def test_a_noun_for_what_is_told_does_not_state_it(opening):
    assert len(claim(f"{opening} that the bridge collapsed shocked the town.", "The bridge collapsed.")) == 1


@pytest.mark.parametrize(
    ("article", "text"),
    [
        ("The BBC reports that the bridge collapsed.", "The bridge collapsed."),
        ("The murder suspect Ann Lee was arrested in Rome.", "Ann Lee was arrested in Rome."),
        ("The think tank Alpha published a report on rents.", "Alpha published a report on rents."),
        ("The bridge collapsed, and the mayor falsely claimed that it held.", "The bridge collapsed."),
        ("There is no doubt that the bridge collapsed.", "The bridge collapsed."),
        ("He suspected a trap and left the valley.", "He left the valley."),
        ("The council is considering whether to sell the mill.", "The council considers selling the mill."),
        ("The mayor cannot say when the bridge will open in June.", "The bridge will open in June."),
        ("Even if it rains, the old bridge will open.", "The old bridge will open."),
    ],
)
def test_what_stands_beside_such_words_and_is_not_under_them_is_a_fact(article, text):
    assert claim(article, text) == []


@pytest.mark.parametrize(
    "doubt", ["I don't think", "I doubt", "I hope", "I wish", "No one can say", "I never claimed", "Imagine"]
)
def test_a_content_is_not_cut_out_behind_a_doubt_without_that(doubt):
    article = f"“{doubt} the strike is over,” said Ann Lee."
    assert content(article, "the strike is over") == ["cut_out"]
    assert content(article, f"{doubt} the strike is over") == []


def test_a_content_behind_a_denial_is_carried_by_its_cue_alone():
    article = "The coach denied saying the team was weak."
    assert content(article, "the team was weak", "saying") == ["cut_out"]
    assert content(article, "the team was weak", "denied saying") == []
    assert content("“I think the strike is over,” said Ann Lee.", "the strike is over") == []


@pytest.mark.parametrize(
    ("article", "text"),
    [
        ("Foreign drivers must carry a permit.", "Drivers must carry a permit."),
        ("The mayor said that foreign drivers must carry a permit.", "Drivers must carry a permit."),
        ("The firm recalled toys with loose magnets.", "The firm recalled toys."),
    ],
)
def test_a_rule_for_some_is_not_cut_to_one_for_all(article, text):
    assert len(claim(article, text)) == 1


@pytest.mark.parametrize(
    ("article", "text"),
    [
        ("The mayor said drivers must carry a permit.", "Drivers must carry a permit."),
        ("Currently drivers must carry a permit.", "Drivers must carry a permit."),
        ("Heavy rains flooded the valley.", "Rains flooded the valley."),
    ],
)
def test_what_is_no_rule_or_has_no_adjective_may_be_cut_out(article, text):
    assert claim(article, text) == []


def test_a_german_title_keeps_what_restricts_it():
    article = "Die ehemalige Ministerin Eva Lind starb."
    assert codes(article, Claim(text="Ministerin Eva Lind starb.", sentences=[1]), "de") == ["restriction_dropped"]
    assert codes(article, Claim(text="Eva Lind starb.", sentences=[1]), "de") == []


def test_what_the_article_plainly_states_is_not_denied():
    article = "The bridge collapsed on Monday."
    assert claim(article, "The bridge collapsed on Monday.", certainty="denied") == ["label_differs"]
    assert claim(article, "The bridge collapsed on Monday.", certainty="possible") == []
    assert codes(article, Event(what="The bridge collapsed.", sentences=[1], status="denied")) == ["label_differs"]


@pytest.mark.parametrize(
    "article",
    [
        "The bridge did not collapse.",
        "The mayor denied that the bridge collapsed.",
        "It is doubtful whether the bridge collapsed.",
        "Engineers falsely claimed that the bridge collapsed.",
        "The mayor called it a myth that the bridge collapsed.",
        "Ann Lee said the bridge collapsed. The mayor denied it.",
    ],
)
def test_what_the_article_negates_denies_or_doubts_may_be_labelled_so(article):
    assert "label_differs" not in claim(article, "The bridge collapsed.", certainty="denied")
