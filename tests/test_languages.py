"""The language of a text: detected on short news, given by a code, and never worth a crash."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from onrecord import Article, UsageError
from onrecord.languages import UNCERTAIN, detect_language, language_tag
from onrecord.sources import SourceOptions, read_sources

SHORT = yaml.safe_load((Path(__file__).parent / "data/short_texts.yaml").read_text(encoding="utf-8"))


def test_short_texts_of_ten_languages_are_told_apart():
    right = [detect_language(text) == language for language, texts in SHORT.items() for text in texts]
    assert (len(right), sum(right)) == (50, 50)


@pytest.mark.parametrize("text", ["", "Kim Jong Un", "1234 5678", "A sentence.", "Ana Ruiz said."])
def test_what_is_too_short_to_tell_is_taken_for_the_usual_language(text):
    assert detect_language(text) == UNCERTAIN


@given(st.text())
def test_any_text_is_in_some_language(text):
    assert language_tag(detect_language(text))


@pytest.mark.parametrize("tag", ["de", "pt-BR", "zh-Hant", "fil", "nb"])
def test_codes_of_languages_are_taken_as_they_are(tag):
    assert language_tag(tag) == tag


@pytest.mark.parametrize("tag", ["german", "xx", "", "12", "und", "zxx", "e"])
def test_what_is_no_code_of_a_language_is_refused(tag):
    with pytest.raises(UsageError, match="write one such as de"):
        language_tag(tag)


def test_an_article_detects_its_language_unless_it_is_given():
    german = Article("Der Stadtrat stimmte am Dienstag zu.")
    assert german.language == "de"
    assert replace(german, id="other").language == "de"
    assert Article("Der Stadtrat stimmte am Dienstag zu.", language="nl").language == "nl"


def test_a_language_of_the_reader_s_options_has_to_be_one():
    with pytest.raises(UsageError, match="'german'"):
        SourceOptions(language="german")


@pytest.mark.parametrize(("language", "declared", "expected"), [("", "fr", "fr"), ("", "", "de"), ("nl", "fr", "nl")])
async def test_the_option_overrides_what_a_line_declares_which_overrides_what_is_detected(
    tmp_path, language, declared, expected
):
    path = tmp_path / "news.jsonl"
    path.write_text(f'{{"text": "Der Stadtrat stimmte am Dienstag zu.", "language": "{declared}"}}\n')
    (article,) = [found async for found in read_sources([str(path)], SourceOptions(language=language))]
    assert article.language == expected
