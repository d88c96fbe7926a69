"""What is true and was taken for false: other forms of a name, names close by, opening words; and what stays false."""

from datetime import date

import pytest

from onrecord.article import Article
from onrecord.grounding import Grounder, Support, content_stem
from onrecord.kinds import Claim, Event, Statement


def reason(article, text, sentences=None, published=date(2025, 3, 5), **more):
    """What is said against a claim about an article's sentences; None if nothing is."""
    article = Article(article, published=published, **more)
    cited = sentences or [sentence.number for sentence in article.sentences]
    return Grounder(article).ground(Claim(text=text, sentences=cited)).values[0].reason


@pytest.mark.parametrize(
    ("article", "text"),
    [
        ("Activists in London blocked a bridge.", "Activists in the U.K. blocked a bridge."),
        ("British doctors went on strike.", "Doctors in the United Kingdom went on strike."),
        ("The United States raised the tariffs.", "The tariffs were raised by the U.S. government."),
        ("U.S. troops left the base.", "United States troops left the base."),
        ("German officials met the union.", "Officials from Germany met the union."),
        ("Seoul has heightened its readiness.", "South Korea has heightened its readiness."),
        ("The strike was led by Pavel Olenskiy in May.", "Pavel Olensky led the strike in May."),
        ("The Northern Ferry Union called the strike.", "The NFU called the strike."),
        ("Cases of respiratory tract disease rose.", "Cases of RTD rose."),
    ],
)
def test_another_form_of_a_name_is_the_name(article, text):
    assert reason(article, text) is None


@pytest.mark.parametrize(
    ("article", "text"),
    [
        ("Activists in London blocked a bridge.", "Activists in France blocked a bridge."),
        ("Seoul has heightened its readiness.", "North Korea has heightened its readiness."),
        ("The strike was led by Pavel Olenskiy in May.", "The strike was led by Pavel Oranskiy in May."),
        ("The Northern Ferry Union called the strike.", "The NFA called the strike."),
        ("The United States raised the tariffs.", "The United Nations raised the tariffs."),
    ],
)
def test_another_name_is_none_of_its_forms(article, text):
    assert "is not in its evidence" in reason(article, text)


@pytest.mark.parametrize(
    "text",
    [
        "Previously the ferry took nine hours.",
        "Passengers took the ferry for nine hours.",
        "The ferry took nine hours. Previously, the trip was longer by ferry.",
    ],
)
def test_a_plain_word_that_opens_a_sentence_is_no_name(text):
    assert reason("The ferry took nine hours on that trip.", text) is None


def test_a_word_that_the_article_has_in_small_letters_is_no_name_at_the_front():
    article = "Gannet flu, or gannetosis, spread along the coast. A gannet was found."
    assert reason(article, "Gannet flu spread along the coast.", [1]) is None


def test_a_name_that_opens_a_sentence_is_one_all_the_same():
    assert reason("The ferry took nine hours.", "Olensky took the ferry for nine hours.") == (
        "name Olensky is not in its evidence"
    )


NEARBY = "Harrow Vale played at home. Dario Fenn scored with a free kick. Stenmouth United had led since the break."


def test_a_name_close_before_the_evidence_may_say_of_whom_or_where_something_is():
    assert reason(NEARBY, "Dario Fenn scored for Harrow Vale with a free kick.", [2]) is None


@pytest.mark.parametrize(
    "text",
    [
        "Harrow Vale scored with a free kick.",
        "Dario Fenn scored with a free kick for Stenmouth United.",
        "Dario Fenn scored with a free kick for Westhaven.",
    ],
)
def test_a_name_close_by_may_not_stand_in_for_another(text):
    assert "is not in its evidence" in reason(NEARBY, text, [2])


def test_a_detail_never_takes_the_place_of_a_name_that_the_evidence_has():
    article = "Harrow Vale hired a coach. Dario Fenn left Stenmouth United for a year abroad."
    assert reason(article, "Dario Fenn left for a year abroad from Harrow Vale.", [2]) is not None


def test_both_sides_are_those_whom_the_article_is_about():
    article = (
        "Blue Strait Lines and the Holm Union talked. Blue Strait Lines made an offer. The Holm Union said no to "
        "Blue Strait Lines. The Holm Union voted. A judge has invited both sides to Tarne."
    )
    assert reason(article, "The Holm Union was invited to Tarne.", [5]) is None
    assert reason(article, "The Westhaven Guild was invited to Tarne.", [5]) is not None


def test_a_field_may_have_the_name_that_the_record_s_own_sentence_has_rightly():
    grounder = Grounder(Article(NEARBY))

    def support(what):
        values = grounder.ground(Event(what=what, who=["Harrow Vale"], sentences=[2])).values
        return next(value.support for value in values if value.field == "who[0]")

    assert support("Dario Fenn scores for Harrow Vale.") is Support.EXACT
    assert support("Dario Fenn scores with a free kick.") is Support.UNSUPPORTED


@pytest.mark.parametrize(
    "text",
    [
        "The minister did not sign the treaty.",
        "The minister refused to sign the treaty.",
        "The minister would not sign the treaty.",
    ],
)
def test_a_refusal_with_words_between_is_one(text):
    assert reason("The minister refused on Tuesday to sign the treaty.", text) is None


@pytest.mark.parametrize(
    ("article", "text"),
    [
        ("The minister refused on Tuesday to sign the treaty.", "The minister signed the treaty."),
        ("The board has so far declined to publish the report.", "The board published the report."),
        ("The union declined, despite pressure, to end the strike.", "The union ended the strike."),
        ("The club failed again on Sunday to win a home match.", "The club won a home match on Sunday."),
        ("The guards prevented the crew from leaving the ship.", "The crew left the ship."),
        ("She said she did not see the file but knew of it.", "She saw the file but did not know of it."),
        ("The firm never paid the tax, but it kept records.", "The firm paid the tax, but it never kept records."),
    ],
)
def test_what_is_refused_or_not_done_is_not_done(article, text):
    assert "negate" in reason(article, text)


@pytest.mark.parametrize(
    ("article", "text"),
    [
        ("The bill did not pass on Monday.", "The bill failed on Monday."),
        ("None of the sailors on the ship survived.", "The sailors on the ship died."),
        ("The court found the clerk not guilty of theft.", "The court found the clerk innocent of theft."),
    ],
)
def test_the_opposite_word_says_what_a_negation_says(article, text):
    assert reason(article, text) is None


def test_reported_speech_is_aligned_by_the_nearest_of_words_that_stand_twice():
    statement = Statement(cue="said", content="the bridge will be rebuilt by May", sentences=[1])
    grounded = Grounder(Article("The mayor said the bridge would be rebuilt by May.")).ground(statement)
    assert grounded.values[-1].support is Support.REWORDED


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "organised", "organizations"),
        ("en", "governments", "government"),
        ("de", "häuser", "haus"),
        ("fr", "manifestations", "manifestation"),
        ("ru", "забастовки", "забастовка"),
        ("pl", "strajków", "strajki"),
    ],
)
def test_forms_of_one_word_have_one_stem(language, one, other):
    assert content_stem(one, language) == content_stem(other, language) != ""


@pytest.mark.parametrize(("one", "other"), [("police", "policy"), ("general", "generous"), ("university", "universal")])
def test_words_that_only_begin_alike_have_stems_of_their_own(one, other):
    assert content_stem(one) != content_stem(other)


TALK = (
    "Marek Voss, a hydrologist in Sund, is not so sure. The layers are connected, he said. “Dale has read the "
    "brochure,” he added. “I have read the permit.” The mayor of Sund, Ida Holm, disagreed. “It is nonsense.”"
)


@pytest.mark.parametrize(
    ("speaker", "content", "sentence", "supported"),
    [
        pytest.param("Marek Voss", "The layers are connected", 2, True, id="told by his profession"),
        pytest.param("Marek Voss", "Dale has read the brochure", 3, True, id="a name in the quotation"),
        pytest.param("Marek Voss", "I have read the permit.", 4, True, id="the quotation goes on"),
        pytest.param("Ida Holm", "I have read the permit.", 4, False, id="named only behind it"),
        pytest.param("Ida Holm", "It is nonsense.", 6, True, id="the quotation follows the speaker"),
        pytest.param("Marek Voss", "It is nonsense.", 6, False, id="somebody else speaks before it"),
    ],
)
def test_who_says_it_may_stand_before_the_quotation(speaker, content, sentence, supported):
    said = Claim(text=content, source=speaker, sentences=[sentence])
    source = next(value for value in Grounder(Article(TALK)).ground(said).values if value.field == "source")
    assert (source.support is not Support.UNSUPPORTED) is supported
