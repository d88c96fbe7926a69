"""Dates that belong to another clause of the evidence than the one that a value is about."""

import pytest

from onrecord import Article, Grounder
from onrecord.kinds import Claim

MOVED = [
    ("The mill was closed on 4 May and sold on 9 May.", "The mill was closed on 9 May."),
    ("Lena Voss left in March 2019 and came back in July 2022.", "Lena Voss left in July 2022."),
    ("The fair opened on Tuesday and closed on Sunday.", "The fair opened on Sunday."),
    ("The council met on Monday, and the pool was drained on Thursday.", "The council met on Thursday."),
]
RIGHT = [
    ("The mill was closed on 4 May and sold on 9 May.", "The mill was sold on 9 May."),
    ("The fair opened on Tuesday and closed on Sunday.", "The fair closed on Sunday."),
    ("The fair runs from Tuesday to Sunday.", "The fair runs until Sunday."),
    ("The fair opened on Tuesday and closed on Sunday.", "The fair was open from Tuesday to Sunday."),
    ("On Monday the council met and on Thursday it voted.", "The council voted on Thursday."),
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
