"""Pages and JUnit XML of runs: all that was found is there, in order, and nothing of it is taken for markup."""

import base64
import hashlib
import json
import re
from itertools import pairwise

import pytest
from html_tree import read
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from scored_runs import (
    BAD,
    HOSTILE,
    MADE_UP,
    RIGHT,
    TEXT,
    WRONG_FIELD,
    cell_of,
    hostile_run,
    labelled,
    plain_run,
    result_of,
    run_of,
)

from onrecord import Article
from onrecord.article import Span
from onrecord.evals._changes import GoldChange
from onrecord.evals._comparison import MetricComparison
from onrecord.evals._gate import Baseline, check_floors
from onrecord.evals._runs import Score, load_run
from onrecord.kinds import Claim, Event
from onrecord.report import Comparison, comparison_page, junit_xml, run_page
from onrecord.report._alignment import aligned
from onrecord.report._characters import presentable
from onrecord.report._marking import Mark, marked
from onrecord.report._plot import Point, panel, span_of


@pytest.fixture(scope="module")
def run():
    return plain_run()


@pytest.fixture(scope="module")
def page(run):
    return read(run_page(run))


COMPARISON = Comparison(
    "packaged × local",
    "mine × local",
    [
        MetricComparison("claim.f1", 6, 0.5, 0.75, 0.25, 0.125, 0.375, 0.01, 0.03125, "better", None),
        MetricComparison("event.f1", 6, 0.5, 0.25, -0.25, -0.5, -0.125, 0.01, 0.04, "worse", None),
        MetricComparison("all.f1", 5, 0.5, 0.5, 0.0, None, None, 1.0, 1.0, "can't tell", 1234, ("gone",), ()),
        MetricComparison("event.leaked", 0, None, None, None, None, None, None, None, "can't tell", None),
    ],
    [GoldChange("ferry", "claim", 2, "The harbour of Holm was closed.")],
    [],
)


def texts(elements):
    return [" ".join(each.text.split()) for each in elements]


# --- what is on the page


def test_every_score_is_there_with_its_interval(run, page):
    rows = {
        row.parts[0].one(class_="whole").text: row for row in page.one(id="scores").all("tr") if list(row.all("td"))
    }
    for name, score in run.cells[0].scores.items():
        if score.value is not None:
            shown = next(rows[name].all("td")).text
            assert f"{score.value:.3f}" in shown
            assert score.low is None or f"[{score.low:.3f}, {score.high:.3f}]" in shown


def test_what_was_run_is_there_with_what_it_took(run, page):
    shown = " ".join(page.one(id="what").text.split())
    for expected in ("1. packaged × local", "2. mine × local", "4,000", "2,000", "600", "3.0", "$0.0040"):
        assert expected in shown
    for digest in (run.gold_sha256, "a" * 64, *run.schema_sha256.values()):
        assert digest in shown
    assert "onrecord 1.2.3" in page.text


def test_the_whole_text_of_every_article_is_there_under_its_language(page):
    found = list(page.all("div", class_="text"))
    assert len(found) == 4
    for each in found:
        assert "".join(span.text.removeprefix(span.one(class_="n").text) for span in each.all(class_="s")) == TEXT
        assert (each.attributes["lang"], each.attributes["dir"]) == ("en", "auto")


def test_a_pair_stands_side_by_side_with_the_field_that_differs_marked(page):
    group = next(group for group in page.one(id="c1a1").all("tbody") if "wrong field" in group.text)
    rows = {row.one("th").text.split()[0]: texts(row.all("td")) for row in group.all("tr") if list(row.all("td"))}
    assert rows["what"] == ["The ferry Elan sinks off Holm.", "The ferry Elan sinks off Holm. reworded"]
    assert rows["when"][0] == "Monday"
    assert rows["when"][1].startswith("Friday")
    assert texts(row.one("th") for row in group.all("tr", class_="differs")) == ["when differs"]


def test_alternatives_and_no_value_are_told_apart(page):
    group = next(group for group in page.one(id="c2a2").all("tbody") if "Ann Lee" in group.text)
    assert "role the owner or nothing" in texts(group.all("td"))[2]


def test_what_was_missed_has_no_record_beside_it_and_what_was_made_up_no_gold(page):
    article = page.one(id="c1a1")
    missed = next(group for group in article.all("tbody") if "A hearing is held" in group.text)
    assert texts(missed.all(class_="badge")) == ["missed"]
    assert texts(missed.all("td"))[:2] == ["A hearing is held in Tarne.", "no record"]
    made_up = next(group for group in article.all("tbody") if "Twelve sailors" in group.text)
    assert texts(made_up.all(class_="badge")) == ["made up", "unsupported"]
    assert texts(made_up.all("td"))[0] == "no record"


def test_an_unsupported_value_says_why(run, page):
    reasons = [
        support["reason"]
        for record in run.cells[0].articles[0].records
        for support in record["support"].values()
        if support["level"] == "unsupported"
    ]
    shown = page.one(id="c1a1").text
    assert reasons
    assert all(f"unsupported: {reason}" in shown for reason in reasons)


LEVELS = {"exact": "", "normalized": "", "verified": "verified 0.93", "reworded": "reworded", "unchecked": "unchecked"}


@pytest.mark.parametrize(("level", "told"), LEVELS.items())
def test_a_value_in_other_words_has_its_level_beside_it(run, level, told):
    [cell, *_] = run.cells
    [article, *others] = cell.articles
    probability = {"probability": 0.93} if level == "verified" else {}
    records = [
        record
        | {"support": {name: value | {"level": level} | probability for name, value in record["support"].items()}}
        for record in article.records
    ]
    changed = cell.model_copy(update={"articles": [article.model_copy(update={"records": records}), *others]})
    shown = read(run_page(run.model_copy(update={"cells": [changed, *run.cells[1:]]}))).one(id="c1a1")
    assert {each.text for each in shown.all(class_="level")} == ({told} if told else set())


def test_a_run_of_an_earlier_version_is_read(tmp_path, run):
    plain = run.model_dump(mode="json")
    [record, *_] = plain["cells"][0]["articles"][0]["records"]
    record |= {"supported": True, "support": {"text": {"level": "fuzzy", "spans": [[0, 4]]}}}
    record.pop("level", None)
    (tmp_path / "run.json").write_text(json.dumps(plain), encoding="utf-8")
    found = load_run(tmp_path / "run.json").cells[0].articles[0].records[0]
    assert (found["level"], found["supported"]) == ("reworded", False)
    assert found["support"]["text"]["level"] == "reworded"


def test_every_link_leads_somewhere_on_the_page_and_no_id_is_there_twice(page):
    ids = [each.attributes["id"] for each in page.all() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    links = [each.attributes["href"] for each in page.all("a")]
    assert links
    assert {link[1:] for link in links} <= set(ids)
    assert all(link.startswith("#") for link in links)


def test_a_record_links_to_the_sentences_it_rests_on(run, page):
    group = next(group for group in page.one(id="c1a1").all("tbody") if "Twelve sailors" in group.text)
    (link,) = group.all("a")
    assert link.attributes["href"] == "#c1a1s3"
    assert page.one(id="c1a1s3").text.startswith("3Nine people were hurt")


def test_the_worst_article_comes_first_and_a_failed_one_before_it():
    gold = [labelled(name) for name in ("good", "bad", "failed")]
    perfect = tuple(record.record() for record in gold[0].records)
    results = [
        result_of(gold[0], perfect),
        result_of(gold[1], ()),
        result_of(gold[2], (RIGHT,), status="failed", problems=["the model is gone"]),
    ]
    page = read(run_page(run_of(gold, cell_of(results))))
    found = list(page.all("section", class_="article"))
    assert texts(each.one("h3") for each in found) == [f"Ferry sinks ({name})" for name in ("failed", "bad", "good")]
    assert "the model is gone" in found[0].one(class_="problems").text


def test_mistakes_come_first_and_what_is_right_is_folded_away():
    gold = labelled()
    article = next(read(run_page(run_of([gold], cell_of([result_of(gold)])))).all(class_="article"))
    first = next(article.all("table", class_="records"))
    assert [texts(each.all(class_="badge")) for each in first.all("tbody")] == [
        ["missed"],
        ["wrong field", "unsupported"],
    ]
    folded = [each for each in article.all("details") if "without a mistake" in each.text]
    assert any("She was old" in each.text for each in folded)
    assert not any("Twelve sailors" in each.text or "A hearing" in each.text for each in folded)


def test_answers_that_could_not_be_used_are_there_and_others_are_not(page):
    shown = " ".join(read(run_page(hostile_run())).one(id="c1a1").text.split())
    assert "1 answer that could not be used" in shown
    assert "could not be used" not in page.text


def test_kinds_that_were_not_asked_for_are_left_out():
    gold = labelled()
    shown = read(run_page(run_of([gold], cell_of([result_of(gold, (MADE_UP,), kinds=["claim"])]))))
    assert texts(shown.all("h4")) == ["Claims: 1 missed, 1 made up, 1 unsupported"]


def test_an_article_without_gold_or_records_says_so():
    gold = labelled()
    empty = type(gold)(gold.article, ())
    assert "There are no gold and no predicted records." in run_page(run_of([empty], cell_of([result_of(empty, ())])))


def test_a_run_gives_the_same_page_every_time(run):
    assert run_page(run) == run_page(type(run).model_validate_json(run.model_dump_json()))


# --- records that belong together


def test_a_record_told_in_two_stands_in_one_group():
    gold = labelled()
    halves = (
        Event(sentences=[1], what="The ferry Elan sinks off Holm.", who=["The ferry Elan"]),
        Event(sentences=[1], what="The ferry sinks off Holm.", who=["Elan"]),
    )
    (group,) = [each for each in aligned_of(gold, halves) if "split" in each.errors]
    assert [(each.gold, each.predicted) for each in group.pairings] == [(0, 0), (None, 1)]


def test_every_record_is_in_one_group():
    gold = labelled()
    many = (WRONG_FIELD, WRONG_FIELD, RIGHT, MADE_UP, Claim(sentences=[3], text="Nine people were hurt."))
    pairings = [pairing for group in aligned_of(gold, many) for pairing in group.pairings]
    assert sorted(each.gold for each in pairings if each.gold is not None) == list(range(len(gold.records)))
    assert sorted(each.predicted for each in pairings if each.predicted is not None) == list(range(len(many)))


def aligned_of(gold, predicted):
    run = run_of([gold], cell_of([result_of(gold, predicted)]))
    return aligned(gold.article, run.gold[0]["records"], run.cells[0].articles[0])


# --- the text


@settings(deadline=None)  # a busy machine takes its time
@given(
    st.lists(st.sampled_from(["It rained. ", "He left!\n\n", "🚢", "“So,” said Ann. ", ""]), max_size=6)
    .map("".join)
    .filter(str.strip),
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, 20), st.sampled_from("gp")), max_size=6),
)
def test_pieces_are_the_whole_text_and_carry_exactly_the_marks_that_lie_on_them(text, given_marks):
    article = Article(text)
    marks = [Mark(Span(start, start + length), name) for start, length, name in given_marks]
    place = 0
    for sentence in marked(article, marks):
        for piece in sentence.pieces:
            assert piece.text == article.text[place : place + len(piece.text)]
            for offset in range(place, place + len(piece.text)):
                assert set(piece.names) == {each.name for each in marks if each.span.start <= offset < each.span.end}
            place += len(piece.text)
    assert place == len(article.text)


def test_evidence_is_marked_by_what_became_of_its_record(page):
    text = page.one(id="c1a1").one(class_="text")
    found = {
        "g-event": "The ferry Elan sank off Holm on Monday",
        "gm-event": "A hearing is planned",
        "g-statement": "She was old",
        "g-claim": "Nine people were hurt",
        "gm-claim": "the harbour was closed",
        "p-event": "The ferry Elan sank off Holm on Monday.",
        "p-statement": "“She was old,” said Ann Lee, the owner.",
        "pm-claim": "Nine people were hurt and the harbour was closed.",
        "p-claim": "",
    }
    for name, words in found.items():
        assert "".join(each.text for each in text.all("span", class_=name)).strip() == words


# --- the plot


def test_a_point_and_its_whiskers_are_where_their_values_are():
    drawn = panel([Point("a", 0.5, 0.25, 0.75), Point("b", 1.0), Point("c", None)])
    assert [row.x for row in drawn.rows] == [(drawn.left + drawn.right) / 2, drawn.right, None]
    assert drawn.rows[0].whisker == (
        drawn.left + 0.25 * (drawn.right - drawn.left),
        drawn.left + 0.75 * (drawn.right - drawn.left),
    )
    assert drawn.rows[1].whisker is None
    assert [tick.label for tick in drawn.ticks] == ["0", "0.25", "0.5", "0.75", "1"]
    assert (drawn.ticks[0].x, drawn.ticks[-1].x) == (drawn.left, drawn.right)
    assert drawn.zero is None


def test_differences_are_drawn_about_zero():
    points = [Point("a", -0.1, -0.3, 0.1)]
    drawn = panel(points, low=-span_of(points), high=span_of(points))
    assert drawn.zero == (drawn.left + drawn.right) / 2
    assert [tick.label for tick in drawn.ticks] == ["−0.5", "−0.25", "0", "0.25", "0.5"]


@settings(deadline=None)  # a busy machine takes its time
@given(st.floats(0, 1e6))
def test_an_axis_has_room_for_its_values_and_a_few_ticks(value):
    end = span_of([Point("a", value)])
    assert end >= value
    assert 3 <= len(panel([Point("a", value)], high=end).ticks) <= 6
    assert 3 <= len(panel([Point("a", value)], low=-end, high=end).ticks) <= 6


def test_each_headline_score_has_a_plot_with_a_row_for_each_cell(run, page):
    plots = list(page.all("svg"))
    assert len(plots) == 7
    for plot in plots:
        assert plot.attributes["role"] == "img"
        assert texts(plot.all("text", class_="label")) == ["1 packaged × local", "2 mine × local"]
        assert len(list(plot.all("circle"))) == 2
    described = page.one("desc", id="plot-7-desc").text.split("; ")
    assert described[0] == "1  packaged × local: 0.500, 95% interval 0.250 to 0.750"
    assert described[1] == "2  mine × local: 0.800"


def test_a_score_that_could_not_be_measured_has_a_row_without_a_point():
    gold = labelled()
    cells = [cell_of([result_of(gold)]), cell_of([result_of(gold)], label="other")]
    unmeasured = cells[1].scores | {"claim.f1": Score(value=None, low=None, high=None)}
    cells[1] = cells[1].model_copy(update={"scores": unmeasured})
    page = read(run_page(run_of([gold], *cells)))
    (plot,) = (each for each in page.all("figure") if "claim.f1" in each.text)
    assert len(list(plot.all("circle"))) == 1
    assert "other × local: not defined" in plot.text


# --- for every reader


PAGES = {
    "run": lambda: run_page(plain_run()),
    "hostile run": lambda: run_page(hostile_run()),
    "comparison": lambda: comparison_page(COMPARISON),
}
each_page = pytest.mark.parametrize("html", [make() for make in PAGES.values()], ids=PAGES)


@each_page
def test_a_page_is_sound_for_those_who_hear_it(html):
    page = read(html)
    assert page.one("html").attributes["lang"] == "en"
    levels = [int(each.name[1]) for each in page.all() if re.fullmatch("h[1-6]", each.name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(list(page.all("main"))) == len(list(page.all("header"))) == 1
    ids = {each.attributes.get("id") for each in page.all()}
    for name in ("aria-labelledby", "aria-describedby"):
        named = [each.attributes[name] for each in page.all() if name in each.attributes]
        assert {part for each in named for part in each.split()} <= ids
    assert all("scope" in each.attributes for each in page.all("th"))
    assert all(list(table.all("caption")) for table in page.all("table"))
    assert all(list(svg.all("title")) and list(svg.all("desc")) for svg in page.all("svg"))


@each_page
def test_a_page_has_no_script_and_asks_nobody_for_anything(html):
    page = read(html)
    assert not list(page.all("script"))
    for each in page.all():
        assert not [name for name in each.attributes if name.startswith("on")]
        assert not {"src", "srcset", "action", "data", "style", "xlink:href"} & set(each.attributes)
        assert each.attributes.get("href", "#").startswith(("#", "data:,"))
    style = page.one("style").text
    assert "url(" not in style
    assert "@import" not in style
    policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"}).attributes["content"]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; img-src data:; style-src 'sha256-{digest}';")


# --- nothing is taken for markup


def test_hostile_text_makes_no_element_that_a_harmless_run_has_not(page):
    hostile = read(run_page(hostile_run()))
    assert {each.name for each in hostile.all()} - {each.name for each in page.all()} <= {"pre", "br"}
    assert {name for each in hostile.all() for name in each.attributes} == {
        name for each in page.all() for name in each.attributes
    }


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_there_as_text(text):
    shown = read(run_page(hostile_run())).text
    # title, id, source, text, problems, answers and every field of both sides, in two cells
    assert shown.count(presentable(text)) > 60


def test_a_hostile_comparison_is_there_as_text():
    metric = MetricComparison(BAD, 1, 0.5, 0.5, 0.0, 0.0, 0.0, 1.0, 1.0, "can't tell", None, (BAD,), (BAD,))
    html = comparison_page(
        Comparison(BAD, BAD, [metric], [GoldChange(BAD, BAD, 1, BAD)], [GoldChange(BAD, BAD, 1, BAD)])
    )
    assert read(html).text.count(presentable(HOSTILE["script"])) == 15
    assert not list(read(html).all("script"))


@settings(deadline=None)  # a busy machine takes its time
@given(st.text(st.characters()))
def test_whatever_is_presented_can_be_written_and_read(text):
    shown = presentable(text)
    assert len(shown) == len(text)
    element = etree.Element("a", b=shown)
    element.text = shown
    assert etree.fromstring(etree.tostring(element, encoding="utf-8")).text in (shown, None)
    assert not set(shown) & {"\x00", "\x1b", "\r", "\x9b", "\u202e"}


def test_ordinary_text_is_presented_as_it_is():
    text = "“Élan”, \tמזל טוב\n👩‍👩‍👧 \u200f\u2067x\u2069 …"
    assert presentable(text) == text


# --- comparisons


def test_a_comparison_says_by_how_much_how_sure_and_what_would_tell():
    table = next(read(comparison_page(COMPARISON)).all("tbody"))
    rows = [texts(row.all("td")) for row in table.all("tr")]
    assert rows[0] == ["0.500", "0.750", "+0.250 [+0.125, +0.375]", "0.031 alone 0.010", "6", "better"]
    assert rows[1] == ["0.500", "0.250", "−0.250 [−0.500, −0.125]", "0.040 alone 0.010", "6", "worse"]
    assert rows[2][2] == "+0.000"
    assert rows[2][5].startswith("can't tell 1,234 articles in all would show it")
    assert rows[2][5].endswith("left out, only in A: gone")
    assert rows[3][:4] == ["–", "–", "–", "–"]


def test_a_comparison_shows_the_records_gained_and_lost():
    page = read(comparison_page(COMPARISON))
    assert page.one(id="gained-head").text == "Records gained: 1"
    assert [each.text for each in page.one(id="gained").one("tbody").all("td")] == [
        "claim 2",
        "The harbour of Holm was closed.",
    ]
    assert page.one(id="lost").text.split() == ["Records", "lost:", "0", "None."]


def test_a_comparison_plots_every_difference():
    plot = read(comparison_page(COMPARISON)).one("svg")
    assert texts(plot.all("text", class_="label")) == [each.metric for each in COMPARISON.metrics]
    assert len(list(plot.all("circle"))) == 3
    assert len(list(plot.all("path"))) == 2


# --- JUnit XML

SCHEMA = etree.XMLSchema(
    etree.fromstring("""
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:complexType name="outcome" mixed="true">
    <xs:attribute name="type"/><xs:attribute name="message"/>
  </xs:complexType>
  <xs:complexType name="case">
    <xs:sequence>
      <xs:choice minOccurs="0">
        <xs:element name="skipped" type="outcome"/>
        <xs:element name="error" type="outcome"/>
        <xs:element name="failure" type="outcome"/>
      </xs:choice>
      <xs:element name="system-out" type="xs:string" minOccurs="0"/>
      <xs:element name="system-err" type="xs:string" minOccurs="0"/>
    </xs:sequence>
    <xs:attribute name="name" use="required"/><xs:attribute name="classname" use="required"/>
    <xs:attribute name="time" type="xs:decimal"/>
  </xs:complexType>
  <xs:complexType name="properties">
    <xs:sequence>
      <xs:element name="property" maxOccurs="unbounded">
        <xs:complexType>
          <xs:attribute name="name" use="required"/><xs:attribute name="value" use="required"/>
        </xs:complexType>
      </xs:element>
    </xs:sequence>
  </xs:complexType>
  <xs:attributeGroup name="counts">
    <xs:attribute name="name" use="required"/>
    <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="skipped" type="xs:nonNegativeInteger"/>
    <xs:attribute name="time" type="xs:decimal"/>
  </xs:attributeGroup>
  <xs:complexType name="suite">
    <xs:sequence>
      <xs:element name="properties" type="properties" minOccurs="0"/>
      <xs:element name="testcase" type="case" minOccurs="0" maxOccurs="unbounded"/>
      <xs:element name="system-out" type="xs:string" minOccurs="0"/>
      <xs:element name="system-err" type="xs:string" minOccurs="0"/>
    </xs:sequence>
    <xs:attributeGroup ref="counts"/>
  </xs:complexType>
  <xs:element name="testsuites">
    <xs:complexType>
      <xs:sequence><xs:element name="testsuite" type="suite" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
      <xs:attributeGroup ref="counts"/>
    </xs:complexType>
  </xs:element>
</xs:schema>""")
)
"""What readers of JUnit XML agree on: those of Jenkins, GitLab and GitHub's actions take what fits this."""


def suites_of(xml):
    """The suites by name, of a document that is valid."""
    root = etree.fromstring(xml.encode())
    SCHEMA.assertValid(root)
    return {suite.get("name"): suite for suite in root}


def test_a_cell_is_a_suite_and_an_article_a_case(run):
    suites = suites_of(junit_xml(run))
    assert list(suites) == ["packaged × local", "mine × local"]
    cases = suites["packaged × local"].findall("testcase")
    assert [(case.get("name"), case.get("time")) for case in cases] == [
        ("article ferry", "1.500"),
        ("article second", "1.500"),
    ]
    assert cases[0].findtext("system-out") == "ok: 3 predicted, 2 matched, 2 missed, 1 made up, 1 wrong field"
    properties = {each.get("name"): each.get("value") for each in suites["mine × local"].iter("property")}
    assert properties["all.f1"] == "0.800"
    properties = {each.get("name"): each.get("value") for each in suites["packaged × local"].iter("property")}
    assert properties["all.f1"] == "0.500 [0.250, 0.750]"


def test_a_bound_that_does_not_hold_is_a_failure_with_what_was_measured(run):
    bounds = {"packaged × local": {"all.f1": 0.9, "claim.f1": 0.0}, "gone × local": {"all.f1": 0.5}}
    baseline = Baseline(gold_sha256=run.gold_sha256, bounds=bounds)
    suites = suites_of(junit_xml(run, check_floors(run, baseline), baseline))
    first, second = suites["packaged × local"].findall("testcase")[:2]
    measured = run.cells[0].scores["all.f1"].value
    assert first.get("name") == "bound of all.f1"
    assert first.find("failure").get("message") == f"packaged × local: all.f1: {measured:.3f}, floor 0.900"
    assert second.find("failure") is None
    assert suites["gone × local"].find("testcase/failure").get("message").endswith("not measured, floor 0.500")
    counts = [[suite.get(name) for name in ("tests", "failures", "errors")] for suite in suites.values()]
    assert counts == [["4", "1", "0"], ["2", "0", "0"], ["1", "1", "0"]]


def test_shortfalls_are_failures_without_the_baseline_too(run):
    baseline = Baseline(gold_sha256=run.gold_sha256, bounds={"mine × local": {"all.f1": 1.0, "claim.f1": 0.0}})
    suite = suites_of(junit_xml(run, check_floors(run, baseline)))["mine × local"]
    assert [case.get("name") for case in suite.findall("testcase[failure]")] == ["bound of all.f1"]
    assert suite.get("tests") == "3"


def test_a_failed_article_is_an_error_and_one_read_in_part_is_not():
    gold = [labelled("one"), labelled("two")]
    results = [
        result_of(gold[0], (), status="failed", problems=["no answer came", "twice"]),
        result_of(gold[1], status="partial", problems=["cut off"]),
    ]
    (suite,) = suites_of(junit_xml(run_of(gold, cell_of(results)))).values()
    failed, partial = suite.findall("testcase")
    assert (failed.find("error").get("message"), failed.findtext("error")) == (
        "no answer came",
        "no answer came\ntwice",
    )
    assert partial.find("error") is None
    assert partial.findtext("system-out").splitlines()[1:] == ["cut off"]
    assert (suite.get("errors"), suite.get("failures")) == ("1", "0")


def test_text_that_xml_cannot_hold_is_replaced():
    suites = suites_of(junit_xml(hostile_run()))
    name = next(iter(suites))
    assert name.startswith(HOSTILE["script"])
    assert "␀␇␛[31mred␡�" in name
    assert "half � a character" in suites[name].findtext("testcase/error")
