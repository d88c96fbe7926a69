from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import Article
from onrecord.article import MAX_SENTENCE


@given(st.text(), st.sampled_from(["en", "ar", "zh", "xx", ""]))
def test_sentences_tile_the_text(text, language):
    article = Article(text, language=language)
    spans = [sentence.span for sentence in article.sentences]
    assert "".join(article.text[span.start : span.end] for span in spans) == article.text
    assert [s.number for s in article.sentences] == list(range(1, len(spans) + 1))


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
