"""Dates that belong to another clause of the evidence than the one that a value is about."""

import pytest

from onrecord import Article, Grounder
from onrecord.kinds import Claim

MOVED = [
    ("The mill was closed on 4 May and sold on 9 May.", "The mill was closed on 9 May."),
    ("Lena Voss left in March 2019 and came back in July 2022.", "Lena Voss left in July 2022."),
    ("The fair opened on Tuesday and closed on Sunday.", "The fair opened on Sunday."),
    ("The council met on Monday, and the pool was drained on Thursday.", "The council met on Thursday."),
    ("The mill was built in 1911 and burned in 1958.", "The mill burned in 1911."),
    ("The pool was filled on 3 May and the sauna was heated on 8 June.", "The sauna was heated on 3 May."),
    ("The farm sold 70 goats in April and 90 in July.", "The farm sold 90 goats in April."),
    ("The vote was put off from Monday to Thursday.", "The vote was put off from Thursday to Monday."),
    ("The vote was put off from Monday to Thursday.", "The vote was put off to Monday."),
]
RIGHT = [
    ("The mill was closed on 4 May and sold on 9 May.", "The mill was sold on 9 May."),
    ("The fair opened on Tuesday and closed on Sunday.", "The fair closed on Sunday."),
    ("The fair runs from Tuesday to Sunday.", "The fair runs until Sunday."),
    ("The fair opened on Tuesday and closed on Sunday.", "The fair was open from Tuesday to Sunday."),
    ("On Monday the council met and on Thursday it voted.", "The council voted on Thursday."),
    ("The mill was built in 1911 and burned in 1958.", "The mill burned in 1958."),
    ("The mill was built in 1911 and burned in 1958.", "The mill was built in 1911."),
    ("The farm sold 70 goats in April and 90 in July.", "The farm sold 90 goats in July."),
    ("The farm sold 70 goats in April and 90 in July.", "The farm sold 70 goats in April."),
    ("The vote was put off from Monday to Thursday.", "The vote was moved from Monday to Thursday."),
    ("The pool was closed until Thursday.", "The pool was closed to Thursday."),
]


def code_of(article, text):
    grounded = Grounder(Article(article, language="en")).ground(Claim(text=text, sentences=[1]))
    return grounded.values[0].finding and grounded.values[0].finding.code


@pytest.mark.parametrize(("article", "text"), MOVED, ids=[each[1] for each in MOVED])
def test_a_date_of_another_clause_is_found(article, text):
    assert code_of(article, text) == "date_of_other"


@pytest.mark.parametrize(("article", "text"), RIGHT, ids=[each[1] for each in RIGHT])
def test_a_date_of_the_same_clause_is_right(article, text):
    assert code_of(article, text) is None


@pytest.mark.parametrize(
    ("language", "article", "moved"),
    [
        ("de", "Das Fest wurde von Montag auf Samstag verlegt.", "Das Fest wurde von Samstag auf Montag verlegt."),
        ("es", "La feria pasó del lunes al sábado.", "La feria pasó del sábado al lunes."),
        ("fr", "La fête est passée de lundi à samedi.", "La fête est passée de samedi à lundi."),
    ],
)
def test_a_date_from_which_something_goes_is_not_where_it_goes(language, article, moved):
    grounder = Grounder(Article(article, language=language))
    values = [grounder.ground(Claim(text=text, sentences=[1])).values[0] for text in (article, moved)]
    assert [value.finding and value.finding.code for value in values] == [None, "date_of_other"]
