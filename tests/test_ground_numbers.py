"""Numbers and dates as the world writes them: rounded, rates, ranges, fractions, ages, days by that of publication."""

from datetime import date

import pytest

from onrecord.article import Article
from onrecord.grounding import Grounder
from onrecord.kinds import Claim

PUBLISHED = date(2025, 3, 5)


def reason(article, text, language="en", sentences=None):
    """What is said against a claim about an article's sentences; None if nothing is."""
    article = Article(article, published=PUBLISHED, language=language)
    cited = sentences or [sentence.number for sentence in article.sentences]
    return Grounder(article).ground(Claim(text=text, sentences=cited)).values[0].reason


SAME = [
    ("The plant made 1,212 cars.", "The plant made more than 1,200 cars."),
    ("The plant made 1,212 cars.", "The plant made over 1,200 cars."),
    ("The plant made 1,212 cars.", "The plant made about 1,200 cars."),
    ("The plant made 1,188 cars.", "The plant made about 1,200 cars."),
    ("The plant made 1,188 cars.", "The plant made nearly 1,200 cars."),
    ("The plant made 1,188 cars.", "The plant made fewer than 1,200 cars."),
    ("It sold 2–3 million tins.", "It sold between 2 and 3 million tins."),
    ("It hired 10 to 15 people.", "It hired 10-15 people."),
    ("Half of the staff left.", "50% of the staff left."),
    ("A quarter of the staff left.", "25 percent of the staff left."),
    ("Costs rose at a monthly rate of 5%.", "Costs rose 5% a month."),
    ("He earned 500 euros per week.", "He earned 500 euros a week."),
    ("The man weighed 90 kg.", "The man weighed 90kg."),
    ("One and a half million people left.", "1.5 million people left."),
    ("It lasted two and a half hours.", "It lasted 2.5 hours."),
    ("Over a year, 31 boys in one group and 53 in the other fell ill.", "53 boys in the other group fell ill."),
    ("She was born in 1950 and died in 2020.", "She died aged 70."),
    ("The vote is at 8pm on Tuesday.", "The vote is at 8 p.m. on Tuesday."),
    ("The vote is on 5 March 2025.", "The vote is on 2025-03-05."),
    ("Rain fell on Sun, 2 March.", "Rain fell on Sunday."),
    ("The vote was held yesterday.", "The vote was held on Tuesday."),
    ("The vote was held on 4 March.", "The vote was held yesterday."),
    ("Sales fell this year.", "Sales fell in 2025."),
    ("Sales fell in 2024.", "Sales fell last year."),
    ("The vote was held yesterday.", "The vote was held on 4 March."),
    ("Rain fell on Sunday.", "Rain fell on 2 March."),
    ("Repairs will last 4 to 6 weeks.", "Repairs will last up to 6 weeks."),
    ("Repairs will last 4 to 6 weeks.", "Repairs will last at least 4 weeks."),
    ("Rates rose from 4 to 6 percent.", "Rates rose to 6 percent."),
    ("The panel voted 5 to 4 for the dam.", "Of the panel 5 voted for the dam."),
    ("Holm is the third largest port in the north.", "The third-largest port in the north is Holm."),
    ("At least 40 calves were sold.", "No fewer than 40 calves were sold."),
]


@pytest.mark.parametrize(("article", "text"), SAME)
def test_the_same_in_another_form_passes(article, text):
    assert reason(article, text) is None


OTHER = [
    ("The plant made 1,212 cars.", "The plant made more than 1,300 cars."),
    ("The plant made 1,212 cars.", "The plant made nearly 1,200 cars."),
    ("The plant made 1,188 cars.", "The plant made more than 1,200 cars."),
    ("The plant made 1,212 cars.", "The plant made about 2,000 cars."),
    ("The plant made 1,200 cars.", "The plant made about 1,212 cars."),
    ("The plant made 1,212 cars.", "The plant made 1,200 cars."),
    ("It hired 10 to 15 people.", "It hired 10-16 people."),
    ("Half of the staff left.", "55% of the staff left."),
    ("Support rose 3 percentage points.", "Support rose 3 percent."),
    ("Support rose 3 percent.", "Support rose 3 percentage points."),
    ("Costs rose 5% in a year.", "Costs rose 5% a month."),
    ("He earned 500 euros a week.", "He earned 500 euros a month."),
    ("The blast killed 14 people and hurt 30.", "The blast killed 30 people and hurt 14."),
    ("She was born in 1950 and died in 2020.", "She died aged 75."),
    ("The vote is at 8pm on Tuesday.", "The vote is at 8 a.m. on Tuesday."),
    ("The vote is on 4 March 2025.", "The vote is on 2025-03-05."),
    ("Rain fell on Sun, 2 March.", "Rain fell on Saturday."),
    ("The vote was held yesterday.", "The vote was held on Monday."),
    ("Sales fell this year.", "Sales fell in 2024."),
    ("The vote was held yesterday.", "The vote was held on 3 March."),
    ("Rain fell on Sunday.", "Rain fell on 1 March."),
    ("Repairs will last 4 to 6 weeks.", "Repairs will last 4 weeks."),
    ("Pupils aged 6 to 12 were tested.", "Pupils aged 12 were tested."),
    ("The calf weighed 40 kilograms.", "The calf weighed 40 pounds."),
    ("Holm is the third largest port in the north.", "Holm is the largest port in the north."),
]


@pytest.mark.parametrize(("article", "text"), OTHER)
def test_another_number_or_date_is_found(article, text):
    assert reason(article, text) is not None


@pytest.mark.parametrize(
    ("language", "article", "text"),
    [
        ("es", "Mil quinientas personas protestaron.", "1500 personas protestaron."),
        ("es", "Dos millones y medio de personas salieron.", "2,5 millones de personas salieron."),
        ("fr", "Mille cinq cents personnes ont manifesté.", "1500 personnes ont manifesté."),
        ("fr", "Un million et demi d’habitants ont voté.", "1,5 million d’habitants ont voté."),
        ("de", "Das Spiel dauerte anderthalb Stunden.", "Das Spiel dauerte 1,5 Stunden."),
        ("de", "Es kostete 1’250’000 Franken.", "Es kostete 1,25 Millionen Franken."),
        ("en", "The dam cost 3.5 crore rupees.", "The dam cost 35 million rupees."),
        ("zh", "公司裁员1.2万人。", "公司裁员12000人。"),
    ],
)
def test_numbers_in_words_and_groups_are_read_in_many_languages(language, article, text):
    assert reason(article, text, language) is None


@pytest.mark.parametrize(
    ("language", "article", "text"),
    [
        ("es", "Mil quinientas personas protestaron.", "1600 personas protestaron."),
        ("fr", "Un million et demi d’habitants ont voté.", "1,6 million d’habitants ont voté."),
        ("de", "Das Spiel dauerte anderthalb Stunden.", "Das Spiel dauerte 2,5 Stunden."),
    ],
)
def test_another_number_is_found_in_many_languages(language, article, text):
    assert "is not in its evidence" in reason(article, text, language)


PAYING = "The judge ordered him to repay 6.4 million euros. He has six months. If not, he could serve five more years."


def test_a_number_of_the_sentences_beside_passes_where_the_value_has_all_of_the_evidence_s_own():
    assert (
        reason(PAYING, "He could serve five more years if he fails to repay 6.4 million euros.", sentences=[3]) is None
    )
    assert reason(PAYING, "If not, he could serve 6.4 more years.", sentences=[3]) is not None
    assert reason(PAYING, "If not, he could serve 6 million more years.", sentences=[3]) is not None


ROE = "Jane Roe, 39, won the cup. She won it with a late goal in Holm."


def test_an_age_may_stand_elsewhere_in_the_article():
    assert reason(ROE, "The 39-year-old won the cup with a late goal in Holm.", sentences=[2]) is None
    assert reason(ROE, "The 38-year-old won the cup with a late goal in Holm.", sentences=[2]) is not None


def test_a_day_of_the_sentence_before_passes_where_the_evidence_has_none():
    article = "Nothing was new. The talks began on 2 March in Holm. The union left them. It came back on 4 March."
    assert reason(article, "The union left the talks on 2 March.", sentences=[3]) is None
    assert reason(article, "The union left the talks on 4 March.", sentences=[3]) is not None


def test_the_prime_minister_is_no_time_of_day():
    assert reason("The PM left Holm at noon.", "The PM left Holm.") is None


def test_a_number_word_behind_a_mark_has_its_place() -> None:
    article = Article("Ida Brandt a dit que les prix ont monté.", language="fr")
    claim = Claim(text="Les prix ont monté de per « cent.", sentences=[1])
    finding = Grounder(article).ground(claim).values[0].finding
    assert finding
    assert finding.place
    assert claim.text[finding.place.start : finding.place.end] == "cent"
