import time
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import Article, UsageError
from onrecord.article import MAX_SENTENCE, clean_text

TEXTS = st.one_of(st.text(), st.text(".!?…\"'“”„«»([)] \nAaM1")).filter(lambda text: clean_text(text).strip())


@settings(deadline=None)
@given(TEXTS, st.sampled_from(["en", "ar", "de", "zh", "xx", ""]))
def test_sentences_tile_the_text(text, language):
    article = Article(text, language=language)
    spans = [sentence.span for sentence in article.sentences]
    assert "".join(article.text[span.start : span.end] for span in spans) == article.text
    assert [s.number for s in article.sentences] == list(range(1, len(spans) + 1))
    assert all(s.text for s in article.sentences[1:])


def test_a_sentence_knows_its_text_and_number():
    article = Article("The ferry sank. Nobody was hurt.\nThe crew swam ashore.")
    assert [(s.number, s.text) for s in article.sentences] == [
        (1, "The ferry sank."),
        (2, "Nobody was hurt."),
        (3, "The crew swam ashore."),
    ]


@pytest.mark.parametrize("blank", ["\n", "\n\n  ", "\u3000"])
def test_white_space_at_the_head_belongs_to_the_first_sentence(blank):
    assert [s.text for s in Article(f"{blank}The ferry sank. It rained.").sentences] == [
        "The ferry sank.",
        "It rained.",
    ]


def test_text_without_a_full_stop_is_cut_at_spaces():
    article = Article("word " * 3000)
    assert len(article.sentences) > 1
    assert all(len(sentence.text) <= MAX_SENTENCE for sentence in article.sentences)
    assert all(sentence.text.replace("word", "").strip() == "" for sentence in article.sentences)


def test_text_without_a_space_is_cut_all_the_same():
    article = Article("x" * (2 * MAX_SENTENCE + 1))
    assert [len(sentence.text) for sentence in article.sentences] == [MAX_SENTENCE, MAX_SENTENCE, 1]


SENTENCES = [
    pytest.param("en", ["The vote is at 9 a.m. Thursday in Selby.", "Nobody came."], id="weekday behind a.m."),
    pytest.param("en", ["Doors open at 7 P.M. EST.", "Bring a coat."], id="zone behind P.M."),
    pytest.param("en", ["It starts at 8 p.m. Jan. 5.", "Bring a coat."], id="month behind p.m."),
    pytest.param("en", ["The shop shut at 5 p.m.", "Maria Holt left.", "“I go,” she said."], id="end behind p.m."),
    pytest.param("en", ["It shut at 5 p.m.", "“I go,” she said."], id="quotation behind p.m."),
    pytest.param("en", ["Gen. Lenz and Sen. Duarte met Gov. Holt.", "They ate."], id="titles"),
    pytest.param("en", ["Attys. Lenz and Holt quoted Vol. 3.", "They ate."], id="rarer titles"),
    pytest.param("en", ["It runs Mon. to Fri. and on Sat. too.", "It is free."], id="short weekdays"),
    pytest.param("en", ["No. 5 Duarte beat No. 3 Holt.", "She wept."], id="number one"),
    pytest.param("en", ["The answer was no.", "Five men left."], id="the word no"),
    pytest.param("en", ["They moved to the U.S.", "The firm stayed in the U.K. for now."], id="states"),
    pytest.param("en", ["J. K. Lund met Ida D. Moreau.", "They ate."], id="initials"),
    pytest.param("en", ["He trailed off…", "Then it rained.", "Well… I slept."], id="ellipsis"),
    pytest.param("en", ["(It was late.)", "They left [on foot].", "[They ran.]", "It rained."], id="brackets"),
    pytest.param("en", ["She said.", "“The pumps are old.", "It rained."], id="mark that opens a quotation"),
    pytest.param("en", ["She said.", '"The pumps are old.', "It rained."], id="straight mark that opens one"),
    pytest.param("en", ["“He said ‘we go.’”", "She left."], id="marks that close two quotations"),
    pytest.param("de", ["Am 3. Juli begann der 80. Markt.", "Es gab Most."], id="ordinals"),
    pytest.param("de", ["Am 24. Dez. war im 1. Stock Schluss.", "Es gab Most."], id="short months"),
    pytest.param("de", ["Hrn. Roth gehören ca. 3 Mrd. Euro bzw. z. B. Land.", "Er schweigt."], id="German ones"),
    pytest.param("de", ["Das kostet 3 Mrd.", "Die Stadt zahlt Most usw.", "Der Rest ist frei."], id="end behind one"),
    pytest.param("de", ["Er ging.", "»Wir bleiben. Sie nicht.«", "Dann ging er."], id="marks inward"),
    pytest.param("fr", ["M. Viel et Mme. Caron ont vu le Dr. Noé.", "Il dort."], id="French titles"),
    pytest.param("fr", ["Né le 3 janv. 1990 en 5 av. J.-C. selon l’O.N.U.", "Il dort."], id="French ones"),
    pytest.param("fr", ["Il part.", "« Je reste. Lui non. »", "Il dort.", "« Vite, dit-il."], id="spaced guillemets"),
    pytest.param("es", ["D. Juan y Dña. Ana vinieron a las 9 a. m. del lunes.", "Se fueron."], id="Spanish ones"),
    pytest.param("ja", ["「行く。」と彼は言った。", "彼は去った。"], id="Japanese quotation"),
    pytest.param("zh", ["“我们走。”他说。", "他们走了。"], id="Chinese quotation"),
]


@pytest.mark.parametrize(("language", "sentences"), SENTENCES)
def test_sentences_end_where_a_reader_sees_them_end(language, sentences):
    text = ("" if language in {"ja", "zh"} else " ").join(sentences)
    assert [sentence.text for sentence in Article(text, language=language).sentences] == sentences
    region = Article(text, language=f"{language}-XX")
    assert [sentence.text for sentence in region.sentences] == sentences


def test_no_sentence_goes_on_over_an_empty_line():
    article = Article("It starts at 9 a.m.\n\nMonday was dry.\n\nSee Vol.\n\nNobody came.")
    assert [sentence.text for sentence in article.sentences] == [
        "It starts at 9 a.m.",
        "Monday was dry.",
        "See Vol.",
        "Nobody came.",
    ]


def test_a_long_article_has_the_sentences_of_its_paragraphs():
    paragraphs = [f"The ferry {number} sank near Velm. Nobody was hurt, the owner said." for number in range(600)]
    article = Article("\n\n".join(paragraphs))
    assert [sentence.text for sentence in article.sentences] == [
        sentence.text for paragraph in paragraphs for sentence in Article(paragraph).sentences
    ]


def test_a_long_paragraph_has_the_sentences_of_a_short_one():
    sentences = [f"Ferry {number} sank near Velm, “as it had to.”" for number in range(2000)]
    assert [sentence.text for sentence in Article(" ".join(sentences)).sentences] == sentences


@pytest.mark.parametrize("unit", ["„", "“", "«", '"', "(", "It is so. „", "1. a\n", "… ", "no. A", "[a.", ".’” "])
def test_the_time_of_splitting_grows_with_the_length_alone(unit):
    article = Article((unit * 300_000)[:300_000])
    begun = time.process_time()
    assert article.sentences
    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        pytest.param("a\r\nb\rc", "a\nb\nc", id="line ends"),
        pytest.param("\ufeffa", "a", id="byte-order mark"),
        pytest.param("a\ud800b", "a\ufffdb", id="lone surrogate"),
        pytest.param("e\u0301", "\u00e9", id="form C"),
        pytest.param("😀", "😀", id="emoji"),
    ],
)
def test_text_is_cleaned_once(given_text, kept):
    assert Article(given_text).text == kept


def test_an_article_cannot_be_altered():
    with pytest.raises(AttributeError):
        Article("a").text = "b"


EVENING = datetime(2026, 3, 4, 23, 30, tzinfo=timezone(timedelta(hours=-5)))


@pytest.mark.parametrize(
    "given",
    [{"published": EVENING}, {"published_at": EVENING}, {"published": date(2026, 3, 4), "published_at": EVENING}],
)
def test_a_time_of_publication_is_kept_whole_and_gives_the_day_in_its_own_zone(given):
    article = Article("The ferry sank.", **given)
    assert (article.published, article.published_at) == (date(2026, 3, 4), EVENING)
    assert str(article.published) == "2026-03-04"


def test_a_day_of_publication_has_no_time():
    article = Article("The ferry sank.", published=date(2026, 3, 4))
    assert (article.published, article.published_at) == (date(2026, 3, 4), None)


@pytest.mark.parametrize(
    ("written", "day", "time"),
    [
        ("2026-11-27", date(2026, 11, 27), None),
        ("2026-11-27T07:30:00-05:00", date(2026, 11, 27), (7, 30)),
        ("2026-11-27 23:59", date(2026, 11, 27), (23, 59)),
    ],
)
def test_a_day_and_a_time_of_publication_may_be_written(written, day, time):
    article = Article("The ferry sank.", published=written)
    assert article.published == day
    assert type(article.published) is date
    kept = article.published_at
    assert (kept and (kept.hour, kept.minute)) == time
    if time:
        assert Article("The ferry sank.", published_at=written) == article


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"published": "yesterday"}, "published is 'yesterday'; it should be .* written as 2026-11-27"),
        ({"published": 20261127}, "published is 20261127; it should be a date"),
        ({"published_at": "2026-11-27"}, "published_at is '2026-11-27'; .*a day without a time is given as published"),
        ({"published_at": date(2026, 11, 27)}, "published_at is .*it should be a datetime"),
        ({"title": 7}, "title is 7, of type int; it should be a str"),
        ({"id": None}, "id is None, of type NoneType; it should be a str"),
        ({"language": 49}, "language is 49; it should be a code such as 'de'"),
        ({"text": b"It rained."}, "text is b'It rained.', of type bytes; it should be a str"),
        ({"text": ""}, "the text is empty"),
        ({"text": "\ufeff \n\u3000"}, "the text is empty"),
    ],
)
def test_what_an_article_cannot_have_is_refused_at_once(wrong, said):
    with pytest.raises(UsageError, match=said):
        Article(**{"text": "The ferry sank.", **wrong})
