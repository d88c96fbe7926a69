"""Summaries as JSON types and as Markdown: nothing lost, offsets exact, nothing of an article read as markup."""

import json
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from onrecord import Article, as_dict, as_markdown, choose_prompts, extract
from onrecord.export import escaped
from onrecord.extraction import Summary
from onrecord.grounding import Grounder
from onrecord.kinds import KINDS, Claim, Event, Statement
from onrecord.testing import FakeModel, answer_text

TEXT = "🚢 The ferry «Élan» sank on Monday.\n\n“She was old,” said Ann Lee.  Nobody was hurt 👩‍👩‍👧."

RECORDS = [
    Event(sentences=[1], what="The ferry Élan sinks.", who=["The ferry «Élan»"], when="Monday"),
    Statement(sentences=[2], speakers=["Ann Lee"], role="the owner", cue="said", content="She was old"),
    Claim(sentences=[3], text="Nine people were hurt.", certainty="possible"),
]


def summary_of(text, *records, **known):
    article = Article(text, **known)
    grounder = Grounder(article)
    return Summary(article, "fake", (), "ok", tuple(map(grounder.ground, records)))


@pytest.fixture
def summary():
    return summary_of(TEXT, *RECORDS, id="7", title="Ferry", published=date(2025, 1, 8))


def test_a_summary_comes_back_from_json_as_it_went(summary):
    plain = as_dict(summary)
    assert json.loads(json.dumps(plain)) == plain


async def test_a_summary_that_was_really_made_comes_back_from_json_too():
    model = FakeModel([answer_text({"claims": [{"sentences": [2], "text": "Ann Lee spoke."}]})])
    plain = as_dict(await extract(Article(TEXT), choose_prompts(), model))
    assert json.loads(json.dumps(plain)) == plain
    assert plain["prompts"][0]["name"] == "records"
    assert len(plain["prompts"][0]["identity"]) == 64
    assert plain["usage"] == {"calls": 1, "input": 10, "cached": 0, "output": 5}


def test_the_article_is_there_whole(summary):
    assert as_dict(summary)["article"] == {
        "id": "7",
        "title": "Ferry",
        "url": None,
        "published": "2025-01-08",
        "language": "en",
        "source": None,
        "author": None,
        "published_at": None,
        "text": summary.article.text,
    }


def test_every_field_of_every_kind_is_there(summary):
    for plain, record in zip(as_dict(summary)["records"], RECORDS, strict=True):
        assert plain["kind"] == record.kind
        for name in KINDS[record.kind].model_fields:
            assert plain[name] == getattr(record, name)


def test_offsets_are_into_the_article_s_text(summary):
    event, statement, claim = as_dict(summary)["records"]
    text = summary.article.text
    assert [text[e["start"] : e["end"]] for e in event["evidence"]] == ["🚢 The ferry «Élan» sank on Monday."]
    assert [text[slice(*span)] for span in event["support"]["who[0]"]["spans"]] == ["The ferry «Élan»"]
    assert [text[slice(*span)] for span in event["support"]["when"]["spans"]] == ["Monday"]
    assert [text[slice(*span)] for span in statement["support"]["content"]["spans"]] == ["She was old"]
    assert [text[e["start"] : e["end"]] for e in claim["evidence"]] == ["Nobody was hurt 👩‍👩‍👧."]
    for record in (event, statement, claim):
        for evidence in record["evidence"]:
            assert text[evidence["start"] : evidence["end"]].strip() == evidence["text"]


def test_what_is_not_supported_says_why_and_has_no_spans(summary):
    _, statement, claim = as_dict(summary)["records"]
    assert (statement["supported"], claim["supported"]) == (False, False)
    assert statement["support"]["role"]["level"] == claim["support"]["text"]["level"] == "unsupported"
    assert claim["support"]["text"]["spans"] == []
    assert claim["support"]["text"]["reason"]
    assert "reason" not in statement["support"]["content"]


def test_an_event_has_its_day_and_a_statement_its_form_and_quotes(summary):
    event, statement, claim = as_dict(summary)["records"]
    assert event["day"] == "2025-01-06"
    assert (statement["form"], statement["quotes"]) == ("direct", ["She was old"])
    assert "day" not in claim
    assert "form" not in claim


def rendered(markdown):
    """What a reader sees of it: the text of each line of text, and the names of all its elements."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    parts = [(token.type, token.content if token.type != "inline" else "".join(_shown(token))) for token in tokens]
    inline = {child.type for token in tokens for child in token.children or ()}
    return [text for kind, text in parts if kind == "inline"], {kind for kind, _ in parts} | inline


def _shown(token):
    return [child.content if child.type in ("text", "code_inline") else "" for child in token.children]


PLAIN = {
    "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text", "strong_open",
    "strong_close", "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close", "blockquote_open",
    "blockquote_close", "text_special",
}  # fmt: skip


def test_markdown_shows_the_records_with_their_evidence_and_marks(summary):
    shown, elements = rendered(as_markdown(summary))
    assert shown == [
        "Ferry",
        "ok, 3 records by fake: 1 reworded (other words, meaning not read), 2 unsupported",
        "Events",
        "The ferry Élan sinks. (reworded)",
        "who: The ferry «Élan»",
        "when: Monday",
        "reworded: what",
        "[1] 🚢 The ferry «Élan» sank on Monday.",
        "Statements",
        "Ann Lee (the owner) said: She was old (not supported)",
        "not supported: role: these words are not in the article",
        "[2] “She was old,” said Ann Lee.",
        "Claims",
        "Nine people were hurt. (not supported)",
        "certainty: possible",
        shown[15],
        "[3] Nobody was hurt 👩‍👩‍👧.",
    ]
    assert shown[15].startswith("not supported: text: ")
    assert elements <= PLAIN


MARKUP = [
    "<script>alert(1)</script>",
    "**bold** _it_ ~~gone~~ `code`",
    "[link](http://x.org) ![image](x.png)",
    "&lt;b&gt; &amp; AT&T &#65;",
    "# heading #",
    "1. first",
    "- item",
    "> quote",
    "| a | b |",
    "a\\*b\\",
    "---",
    "```",
    "<http://x.org>",
]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_in_an_article_is_shown_as_it_is(text):
    summary = summary_of(f"{text} and more", Claim(sentences=[1], text=text, source=text), title=text)
    shown, elements = rendered(as_markdown(summary))
    assert shown[0] == text
    assert re.sub(r" \((not supported|reworded)\)$", "", shown[3]) == text
    assert f"source: {text}" in shown
    numbers = {sentence.span.start: sentence for sentence in summary.article.sentences}
    evidence = [numbers[span.start] for span in summary.records[0].evidence]
    assert [line for line in shown if line.startswith("[1] ")] == [f"[1] {each.text}" for each in evidence]
    assert elements <= PLAIN


@settings(deadline=None)  # a busy machine takes its time
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=120))
def test_no_text_is_lost_or_read_as_markup(text):
    shown, elements = rendered(as_markdown(summary_of("The ferry sank.", Claim(sentences=[1], text=text))))
    assert re.sub(r" \((not supported|reworded)\)$", "", shown[3]) == text
    assert elements <= PLAIN


def test_each_sentence_of_the_evidence_is_a_paragraph_of_its_own():
    shown, _ = rendered(as_markdown(summary_of(TEXT, Claim(sentences=[2, 3], text="Nobody was hurt."))))
    assert shown[-2:] == ["[2] “She was old,” said Ann Lee.", "[3] Nobody was hurt 👩‍👩‍👧."]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("6.8 metres", "6.8 metres"),
        ("1. April", "1\\. April"),
        ("7) Rain", "7\\) Rain"),
        ("2.", "2\\."),
        ("- a dash", "\\- a dash"),
        ("=", "\\="),
        (".5 percent", ".5 percent"),
    ],
)
def test_what_could_begin_a_list_or_underline_a_heading_is_escaped_and_a_figure_is_not(text, shown):
    assert escaped(text) == shown


def test_problems_are_listed_in_markdown():
    article = Article("The ferry sank.", id="x.txt")
    shown, _ = rendered(as_markdown(Summary(article, "fake", (), "failed", problems=("it broke *twice*",))))
    assert shown == ["x.txt", "failed, 0 records by fake", "problem: it broke *twice*"]
