"""The records that aren't the same in two runs, side by side: in data, on a page, in the terminal, as Markdown."""

import re
from html.parser import HTMLParser

import pytest
from in_process import onrecord
from markdown_it import MarkdownIt
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
    result_of,
    run_of,
)

from onrecord.evals import articles_changed, save_run
from onrecord.kinds import Claim, Event
from onrecord.report import Comparison, comparison_markdown, comparison_page, presentable

BETTER = WRONG_FIELD.model_copy(update={"when": "Monday"})
FOUND = Claim(sentences=[3], text="The harbour of Holm was closed.")
ELSEWHERE = Claim(sentences=[4], text="Porto paid the mayor of Lyon.")


def changes_of(ours, theirs):
    """What changed in one article from records of A to records of B."""
    gold = labelled()
    cells = [cell_of([result_of(gold, records)]) for records in (ours, theirs)]
    run = run_of([gold], *cells)
    return articles_changed(run.gold, *run.cells)


def told(ours, theirs):
    [article] = changes_of(ours, theirs)
    return [(each.change, each.kind, each.number) for each in article.records]


@pytest.mark.parametrize(
    ("ours", "theirs", "changed"),
    [
        ((RIGHT,), (RIGHT, FOUND), [("gained", "claim", 2)]),
        ((RIGHT, FOUND), (FOUND,), [("lost", "statement", 1)]),
        ((WRONG_FIELD,), (BETTER,), [("altered", "event", 1)]),
        ((RIGHT,), (RIGHT, MADE_UP), [("made up", "claim", None)]),
        ((RIGHT, MADE_UP), (RIGHT,), [("no longer made up", "claim", None)]),
        ((MADE_UP,), (ELSEWHERE,), [("made up", "claim", None), ("no longer made up", "claim", None)]),
        (
            (WRONG_FIELD, RIGHT, MADE_UP),
            (MADE_UP, BETTER, FOUND),
            [("gained", "claim", 2), ("lost", "statement", 1), ("altered", "event", 1)],
        ),
    ],
)
def test_each_record_that_changed_is_told_as_what_it_is(ours, theirs, changed):
    assert told(ours, theirs) == changed


def test_the_same_records_in_another_order_are_no_change():
    assert changes_of((WRONG_FIELD, RIGHT, MADE_UP), (MADE_UP, RIGHT, WRONG_FIELD)) == []


def test_a_record_reworded_on_the_same_sentence_stands_beside_the_one_before():
    other = MADE_UP.model_copy(update={"text": "Twelve old sailors drowned near Porto."})
    [article] = changes_of((MADE_UP,), (other,))
    [record] = article.records
    assert (record.change, record.number, record.unsupported) == ("altered", None, True)
    text = next(field for field in record.fields if field.name == "text")
    assert [(piece.text, piece.where) for piece in text.pieces] == [
        ("Twelve", "both"),
        (" old", "b"),
        (" sailors drowned near Porto.", "both"),
    ]
    assert "twelve" in text.unsupported_b.lower()


def test_a_field_says_on_which_side_it_is_wrong():
    [article] = changes_of((WRONG_FIELD,), (BETTER,))
    [when] = [field for field in article.records[0].fields if field.name == "when"]
    assert (when.a, when.b, when.wrong_a, when.wrong_b) == ("Friday", "Monday", True, False)


@pytest.fixture
def runs(tmp_path):
    gold = labelled()
    for name, records in (("a", (WRONG_FIELD, RIGHT)), ("b", (BETTER, RIGHT, FOUND, MADE_UP))):
        save_run(run_of([gold], cell_of([result_of(gold, records)])), tmp_path / f"{name}.json")
    return tmp_path


def test_the_terminal_shows_both_sides_by_their_words(runs):
    done = onrecord("compare", "a.json", "b.json", cwd=runs)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    start = lines.index("ferry: 1 gained, 1 altered, 1 made up")
    assert lines[start - 4 : start] == [
        "gained: found by B alone: 1",
        "lost: found by A alone: 0",
        "articles whose records changed: 1",
        "",
    ]
    assert lines[start + 1] == "  gained: claim 2: The harbour of Holm was closed."
    assert "    when       A  [-Friday-] (wrong" in "\n".join(lines)
    assert "               B  {+Monday+}" in lines
    assert "  made up: claim, unsupported in B" in lines


def test_markdown_is_written_and_printed_alike(runs):
    done = onrecord("compare", "a.json", "b.json", "-f", "md", "--markdown", "c.md", "--html", "c.html", cwd=runs)
    assert done.stdout == (runs / "c.md").read_text(encoding="utf-8")
    assert "| when | <del>Friday</del> **wrong**" in done.stdout
    assert "<ins>Monday</ins> |" in done.stdout
    assert "| **made up** claim | | |" in done.stdout
    page = (runs / "c.html").read_text(encoding="utf-8")
    assert "<del>Friday</del>" in page
    assert "<ins>Monday</ins>" in page


class Seen(HTMLParser):
    """The tags of a page, with their attributes, and its runs of text."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.tags, self.texts = set(), []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.add((tag, *(name for name, _ in attributes if name != "style")))

    def handle_data(self, data):
        self.texts.append(data)


TAGS = {
    "h3",
    "p",
    "br",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "strong",
    "em",
    "del",
    "ins",
    "details",
    "summary",
}
MENTIONS = " @octocat #12 octo/cat#12 GH-12 :tada: www.example.org https://example.org a@example.org $x$ $$y$$ `z`"


def test_nothing_in_markdown_comes_alive_of_what_an_article_or_a_model_says():
    hostile = BAD + MENTIONS
    gold = labelled("ferry @octocat", TEXT + hostile)
    events = [Event(sentences=[1], what=f"The ferry {said} sank.") for said in (*HOSTILE.values(), MENTIONS)]
    cells = [cell_of([result_of(gold, records)], label=hostile) for records in ((), events)]
    run = run_of([gold], *cells)
    changed = articles_changed(run.gold, *run.cells)
    text = comparison_markdown(Comparison(hostile, hostile, [], articles=changed))
    seen = Seen(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))
    assert seen.tags <= {(tag,) for tag in TAGS}
    for run_of_text in seen.texts:
        assert not re.search(r"@\w|#\d|GH-\d|:[\w+-]+:", run_of_text)
    assert not re.search(r"https?:|www\.|\$", text)
    shown = " ".join("".join(seen.texts).replace("\u200b", "").split())
    for said in (*HOSTILE.values(), MENTIONS):
        assert " ".join(presentable(said).split()) in shown


def test_a_page_and_markdown_hold_out_against_a_hostile_run():
    run = hostile_run()
    first, second = run.cells
    other = second.articles[0].model_copy(update={"records": second.articles[0].records[:1]})
    changed = articles_changed(run.gold, first, second.model_copy(update={"articles": [other]}))
    assert [each.change for each in changed[0].records] == ["no longer made up"]
    comparison = Comparison(BAD, BAD, [], articles=changed)
    assert {tag for tag, *_ in Seen(comparison_page(comparison)).tags}.isdisjoint({"script", "img", "iframe", "a href"})
    assert "<script" not in comparison_markdown(comparison)


def test_markdown_stays_within_what_a_comment_may_be():
    gold = [labelled(f"ferry-{number}") for number in range(400)]
    ours, theirs = (cell_of([result_of(each, records) for each in gold]) for records in ((), (WRONG_FIELD, MADE_UP)))
    run = run_of(gold, ours, theirs)
    text = comparison_markdown(Comparison("A", "B", [], articles=articles_changed(run.gold, *run.cells)))
    assert len(text) < 65_536
    assert re.search(r"\n\d+ more articles changed; `--html FILE` has them all\.\n$", text)
