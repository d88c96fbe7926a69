"""Pages of summaries: the brief beside the article, everything behind it, and nothing of it taken for markup."""

import base64
import hashlib
import re

import pytest
from html_tree import read
from made_summaries import (
    RECORDS,
    TEXT,
    arabic_summary,
    failed_summary,
    hostile_summary,
    long_summary,
    plain_summary,
    summary_of,
)
from scored_runs import HOSTILE

from onrecord import Claim
from onrecord.report import summary_page
from onrecord.report._characters import presentable


@pytest.fixture(scope="module")
def page():
    return read(summary_page([plain_summary()], length=1))


def keys(element, letter):
    return {name for name in element.attributes.get("class", "").split() if re.fullmatch(rf"{letter}\d+", name)}


# --- what is on the page


def test_a_page_has_the_article_with_what_is_known_of_it(page):
    assert page.one("title").text == "Ferry sinks – onrecord"
    assert page.one("h1").text == "Ferry sinks"
    head = next(page.one("article").all("header")).text
    assert all(each in head for each in ("The Post", "Jo Hay", "2025-01-08", "ferry"))
    assert page.one("a", target="_blank").attributes["href"] == "https://example.org/ferry?a=1&b=2"


def test_the_brief_has_its_lines_with_the_numbers_of_their_sentences_and_their_marks(page):
    told = [" ".join(item.text.split()) for item in page.all("li", class_="item")]
    assert told[0] == "The ferry Elan sank off Holm on Monday [1] 2 records"
    assert "The harbour opens again (planned), Friday — Bo Ray [5] reworded 2 records" in told
    assert "Ann Lee (the owner): “She was old” [3] 1 record" in told
    assert not any("Nine people" in each for each in told)


def test_a_level_that_is_less_than_full_support_is_explained_where_it_is_there(page):
    (legend,) = [each.text for each in page.all("p") if each.text.startswith("No mark")]
    assert "reworded: other words, meaning not read" in legend
    assert "unsupported: not supported by the article" in legend
    assert "unchecked" not in legend


def test_the_text_of_the_article_is_whole_and_its_sentences_are_numbered(page):
    text = page.one(class_="text")
    assert "".join(re.sub(r"^\d+", "", each.text) for each in text.all(class_="s")) == TEXT
    assert [each.attributes["id"] for each in text.all(class_="s")] == [f"a1s{n}" for n in range(1, 7)]


def test_a_line_and_its_evidence_have_one_number(page):
    item = next(page.all("li", class_="item"))
    (key,) = keys(item, "i")
    lit = {sentence.attributes["id"] for sentence in page.all(class_="s") if list(sentence.all(class_=f"e{key[1:]}"))}
    assert lit == {"a1s1", "a1s4"}


def test_a_record_in_no_fact_has_its_evidence_too(page):
    (other,) = [each for each in page.all("div", class_="item") if "She was old" in each.text]
    (key,) = keys(other, "i")
    lit = {sentence.attributes["id"] for sentence in page.all(class_="s") if list(sentence.all(class_=f"e{key[1:]}"))}
    assert lit == {"a1s3"}


def test_every_record_can_be_found_with_all_of_its_values(page):
    records = [" ".join(each.text.split()) for each in page.all(class_="record")]
    for record in RECORDS:
        values = [each for name, each in record.model_dump().items() if name != "sentences" and isinstance(each, str)]
        usual = ("happened", "certain")
        assert any(all(value in shown for value in values if value not in usual) for shown in records), record


def test_an_unsupported_value_comes_with_its_reason(page):
    (wrong,) = [each for each in page.all(class_="record") if "Nine people" in each.text]
    assert "unsupported" in wrong.text
    assert len(wrong.one(class_="why").text) > 10


def test_every_link_on_the_page_leads_somewhere(page):
    ids = [each.attributes["id"] for each in page.all() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    links = [each.attributes["href"] for each in page.all("a")]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)


def test_a_sentence_leads_to_what_rests_on_it(page):
    numbers = {each.text: each for each in page.one(class_="text").all("a", class_="n")}
    assert numbers["1"].attributes["href"] == "#a1b1"
    assert "2" not in numbers  # nothing rests on the band
    assert numbers["1"].attributes["aria-label"] == "What rests on sentence 1"


def test_several_articles_have_a_list_of_contents(page):
    several = read(summary_page([plain_summary(), failed_summary(), summary_of(id="other", title=None)]))
    contents = [" ".join(item.text.split()) for item in several.one("nav").all("li")]
    assert contents[0].startswith("Ferry sinks")
    assert contents[1:] == ["gone.pdf failed 0 facts", contents[2]]
    assert [each.attributes["href"] for each in several.one("nav").all("a")] == ["#a1", "#a2", "#a3"]
    assert [each.text for each in several.all("h2") if each.attributes.get("id")] == [
        "Ferry sinks",
        "gone.pdf",
        "other",
    ]
    assert not list(page.all("nav"))
    ids = [each.attributes["id"] for each in several.all() if "id" in each.attributes]
    assert len(ids) == len(set(ids))


def test_an_article_that_failed_or_was_read_in_part_says_so():
    failed = read(summary_page([failed_summary()]))
    assert failed.one(class_="badge").text == "failed"
    assert failed.one(class_="problems").text == "gone.pdf: no text in it"
    partial = read(summary_page([plain_summary(status="partial", problems=("sentence 4: no answer",))]))
    assert next(partial.all(class_="badge")).text == "partial"
    assert "sentence 4: no answer" in partial.one(class_="problems").text


def test_a_summary_without_records_and_one_without_articles_are_pages_too():
    assert "No record was found." in summary_page([summary_of(records=())])
    assert read(summary_page([])).one("h1").text == "0 articles"


def test_no_fact_is_told_that_its_article_does_not_support():
    only = read(summary_page([summary_of(records=[Claim(sentences=[4], text="Nine people were hurt.")])]))
    assert not list(only.all("li", class_="item"))
    assert "No fact is supported well enough to be told in brief." in only.one(class_="brief").text


def test_text_runs_in_the_direction_of_its_language():
    page = read(summary_page([arabic_summary()]))
    for element in (page.one("h1"), page.one(class_="text"), *page.all("li", class_="item")):
        assert (element.attributes["lang"], element.attributes["dir"]) == ("ar", "rtl")
    assert read(summary_page([plain_summary()])).one(class_="text").attributes["dir"] == "ltr"


def test_the_length_of_the_brief_can_be_chosen():
    short, full = (read(summary_page([long_summary(40)], length=length)) for length in (0, 1))
    assert len(list(short.all("li", class_="item"))) == 3
    assert len(list(full.all("li", class_="item"))) > 30


# --- safety


def test_nothing_on_a_page_is_loaded_or_run_but_its_own_style(page):
    assert not {each.name for each in page.all()} & {"script", "img", "iframe", "object", "embed", "form", "base"}
    assert not any(name.startswith("on") or name == "style" for each in page.all() for name in each.attributes)
    (policy,) = [each.attributes["content"] for each in page.all("meta") if "http-equiv" in each.attributes]
    style = hashlib.sha256(page.one("style").text.encode()).digest()
    assert policy == (
        f"default-src 'none'; img-src data:; style-src 'sha256-{base64.b64encode(style).decode()}'; "
        "base-uri 'none'; form-action 'none'"
    )


def test_hostile_text_stays_text():
    page = read(summary_page([hostile_summary()]))
    assert not list(page.all("script"))
    assert not [each for each in page.all("a") if not each.attributes["href"].startswith("#")]
    shown = page.one("body").text
    assert all(presentable(text) in shown for text in HOSTILE.values())
    assert "\u202e" not in shown


# --- at a prompt and in a notebook


def test_a_summary_at_a_prompt_fits_a_screen():
    for summary in (plain_summary(), long_summary(), hostile_summary(), failed_summary(), arabic_summary()):
        shown = repr(summary).splitlines()
        assert len(shown) <= 8
        assert all(len(line) <= 110 for line in shown)
    assert repr(plain_summary()).splitlines()[:3] == [
        "Summary of ferry: Ferry sinks",
        "ok: 5 facts, 8 records (5 supported, 2 reworded, 1 unsupported)",
        "• The ferry Elan sank off Holm on Monday [1]",
    ]
    assert "✗ gone.pdf: no text in it" in repr(failed_summary())


def test_a_notebook_shows_the_page_in_a_frame_of_its_own():
    frame = read(plain_summary()._repr_html_()).one("iframe")
    assert "allow-scripts" not in frame.attributes["sandbox"]
    assert "allow-same-origin" not in frame.attributes["sandbox"]
    page = read(frame.attributes["srcdoc"])
    assert page.one("h1").text == "Ferry sinks"
    assert page.one("base").attributes["href"] == "about:srcdoc"


def test_hostile_text_does_not_leave_its_frame():
    root = read(hostile_summary()._repr_html_())
    assert [each.name for each in root.all()] == ["iframe"]
    assert set(root.one("iframe").attributes) == {"title", "sandbox", "style", "srcdoc"}
