"""Conditions, doubts and denials: a clause that the article does not assert is no fact, though its words are there."""

import pytest

from onrecord.article import Article
from onrecord.grounding import Grounder
from onrecord.kinds import Claim, Statement


def codes(article, record):
    grounded = Grounder(Article(article)).ground(record)
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
        ("Ann Lee said that rents will rise if the bill passes.", "rents will rise if the bill passes", "said"),
        ("Tom did not know that the bridge was closed, Ann Lee said.", "the bridge was closed", "said"),
        ("“We will win,” said Ann Lee, who was asked if she was ill.", "We will win", "said"),
    ],
)
def test_a_content_that_is_asserted_or_whose_cue_or_words_carry_the_doubt_is_not_cut_out(article, text, cue):
    assert content(article, text, cue) == []
