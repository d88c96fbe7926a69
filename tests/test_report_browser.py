"""Pages in a real browser: they open without a complaint, ask for nothing, and show text, records and plot.

Needs Debian's Chromium, or another; without one the tests are skipped, unless ONRECORD_BROWSER=required.
"""

from pathlib import Path

import pytest
from chromium import Chromium, contrast, luminance, path_or_skip
from scored_runs import BAD, HOSTILE, TEXT, cell_of, hostile_run, labelled, plain_run, result_of, run_of

from onrecord.evals import articles_changed
from onrecord.evals._changes import GoldChange
from onrecord.evals._comparison import MetricComparison
from onrecord.report import Comparison, comparison_page, run_page
from onrecord.report._characters import presentable

pytestmark = pytest.mark.xdist_group("browser")  # one is enough

PHONE = {"width": 390, "height": 844, "mobile": True}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a page of each sort."""
    found = tmp_path_factory.mktemp("pages")
    sure = MetricComparison("claim.f1", 6, 0.5, 0.75, 0.25, 0.1, 0.4, 0.01, 0.03, "better", None)
    change = GoldChange("ferry", "claim", 2, "The harbour of Holm was closed.")
    pages = {
        "run": run_page(plain_run()),
        "hostile": run_page(hostile_run()),
        "comparison": comparison_page(Comparison("packaged × local", BAD, [sure], [change], [], changed())),
    }
    for name, html in pages.items():
        (found / f"{name}.html").write_text(html, encoding="utf-8")
    return found


def changed():
    """Articles that changed: an ordinary one, and one of which all is hostile."""
    ours, theirs = plain_run(), hostile_run()
    emptied = theirs.cells[1].articles[0].model_copy(update={"records": [], "matches": [], "mistakes": []})
    return [
        *articles_changed(ours.gold, *ours.cells),
        *articles_changed(theirs.gold, theirs.cells[1].model_copy(update={"articles": [emptied]}), theirs.cells[0]),
    ]


@pytest.fixture(scope="module")
def opened(browser, folder):
    """The page of each sort, opened once."""
    pages = {}

    def open_page(name):
        if name not in pages:
            pages[name] = browser.open((folder / f"{name}.html").as_uri())
        return pages[name]

    return open_page


@pytest.mark.parametrize("name", ["run", "hostile", "comparison"])
def test_a_page_opens_without_a_complaint_and_asks_for_nothing(opened, folder, name):
    page = opened(name)
    assert page.run("document.readyState") == "complete"
    assert page.complaints == []
    assert [url for url in page.requests if not url.startswith("data:")] == [(folder / f"{name}.html").as_uri()]


def test_the_text_of_an_article_is_on_the_page(opened):
    script = "[...document.querySelectorAll('#c1a1 .s')].map(each => each.textContent.replace(/^[0-9]+/, '')).join('')"
    assert opened("run").run(script) == TEXT


def test_records_that_changed_stand_side_by_side(opened):
    page = opened("comparison")
    rows = "[...document.querySelectorAll('#articles tbody tr')].filter(each => each.querySelector('ins'))"
    one, other = page.run(f"[...{rows}[0].querySelectorAll('td')].map(each => each.getBoundingClientRect().toJSON())")
    assert one["top"] == other["top"]
    assert one["right"] <= other["left"]
    assert min(one["width"], other["width"]) > 100


def test_gold_and_predicted_records_stand_side_by_side(opened):
    pair = "[...document.querySelectorAll('#c1a1 tbody')].find(each => each.textContent.includes('wrong field'))"
    sides = f"[...{pair}.querySelectorAll('tr:nth-child(2) td')]"
    gold, predicted = opened("run").run(f"{sides}.map(each => each.textContent)")
    one, other = opened("run").run(f"{sides}.map(each => each.getBoundingClientRect().toJSON())")
    assert gold == "The ferry Elan sinks off Holm."
    assert predicted == f"{gold} reworded"
    assert one["top"] == other["top"]
    assert one["right"] <= other["left"]
    assert min(one["width"], other["width"]) > 100


def test_plots_are_drawn_and_points_lie_on_their_whiskers(opened):
    page = opened("run")
    for box in page.run("[...document.querySelectorAll('svg')].map(each => each.getBoundingClientRect().toJSON())"):
        assert box["width"] > 200
        assert box["height"] > 50
    (point,) = page.run(_boxes("#plot-7-title", "g:first-of-type circle"))
    (whisker,) = page.run(_boxes("#plot-7-title", "g:first-of-type path"))
    assert abs(_middle(point) - _middle(whisker)) < 1
    assert whisker["width"] > point["width"] > 5


def _boxes(title, within):
    svg = f"document.querySelector('{title}').closest('svg')"
    return f"[...{svg}.querySelectorAll('{within}')].map(each => each.getBoundingClientRect().toJSON())"


def _middle(box):
    return (box["left"] + box["right"]) / 2


def test_hostile_text_stays_text(opened):
    page = opened("hostile")
    assert page.run("document.title") == "onrecord eval: 2 combinations, 1 article"
    assert page.run("[document.scripts.length, document.images.length, document.styleSheets.length]") == [0, 0, 1]
    assert page.run("getComputedStyle(document.body).display") != "none"
    shown = page.run("document.body.textContent")
    assert all(presentable(text) in shown for text in HOSTILE.values())


def test_markup_that_got_through_could_still_not_run(browser, tmp_path):
    html = run_page(plain_run()).replace("</main>", "<script>document.title='owned'</script><b onclick=''>x</b></main>")
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    page = browser.open((tmp_path / "page.html").as_uri())
    assert page.run("document.title") == "onrecord eval: 2 combinations, 2 articles"
    assert page.complaints


def test_a_link_leads_to_its_sentence(opened):
    page = opened("run")
    page.run("document.querySelector('#c2a1 tbody a').click()")
    target = "document.querySelector(':target')"
    assert page.run(f"{target}.id").startswith("c2a1s")
    box = page.run(f"{target}.getBoundingClientRect().toJSON()")
    assert 0 <= box["top"] < page.run("innerHeight")


FOLDED = "[...document.querySelectorAll('details table, details dl')]"


def test_what_is_folded_on_the_screen_is_there_on_paper(browser, folder):
    page = browser.open((folder / "run.html").as_uri())
    assert not any(page.run(f"{FOLDED}.map(each => each.checkVisibility())"))
    page.emulate(media="print")
    assert all(page.run(f"{FOLDED}.map(each => each.checkVisibility() && each.getBoundingClientRect().height > 10)"))
    assert page.run("getComputedStyle(document.querySelector('.text-side')).maxHeight") == "none"
    assert page.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


INK = {
    "run": ("body", ".soft", ".wrong", ".why", "a", ".differs th", ".note"),
    "comparison": ("body", ".right", ".interval"),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", INK)
def test_text_stands_out_from_the_paper_in_both_schemes(browser, folder, name, scheme):
    page = browser.open((folder / f"{name}.html").as_uri())
    page.emulate(features=[{"name": "prefers-color-scheme", "value": scheme}])
    paper = page.run("getComputedStyle(document.body).backgroundColor")
    assert (luminance(paper) < 0.1) == (scheme == "dark")
    for selector in INK[name]:
        ink = page.run(f"getComputedStyle(document.querySelector('{selector}')).color")
        assert contrast(ink, paper) >= 4.5, selector


def test_gold_and_predicted_evidence_are_told_apart_without_colour(opened):
    page = opened("run")
    marks = {name: _line(page, f".text .{name}-claim, .text .{name}-event") for name in ("g", "gm", "p", "pm")}
    assert marks == {
        "g": ["underline", "solid"],
        "gm": ["underline", "double"],
        "p": ["overline", "dotted"],
        "pm": ["overline", "double"],
    }


def test_the_evidence_of_one_kind_can_be_marked_alone(browser, folder):
    page = browser.open((folder / "run.html").as_uri())
    page.run("document.querySelector('#c1a1 .only-claim').click()")
    assert _line(page, "#c1a1 .text .g-claim")[0] == "underline"
    assert _line(page, "#c1a1 .text .pm-claim")[0] == "overline"
    assert _line(page, "#c1a1 .text .g-event")[0] == "none"
    assert _line(page, "#c1a2 .text .gm-event")[0] == "underline"


def _line(page, selector):
    style = f"getComputedStyle(document.querySelector('{selector}'))"
    return page.run(f"[{style}.textDecorationLine, {style}.textDecorationStyle]")


@pytest.mark.parametrize("name", ["run", "hostile", "comparison"])
def test_a_page_fits_a_phone(browser, folder, name):
    page = browser.open((folder / f"{name}.html").as_uri(), **PHONE)
    assert page.run("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.slow
def test_two_hundred_articles_still_open(browser, tmp_path):
    gold = [labelled(f"article-{number}", TEXT * 5) for number in range(200)]
    run = run_of(gold, cell_of([result_of(each) for each in gold]))
    (tmp_path / "page.html").write_text(run_page(run), encoding="utf-8")
    page = browser.open((tmp_path / "page.html").as_uri())
    assert page.complaints == []
    page.run("document.querySelector('#cell-1 table a[href=\"#c1a200\"]').click()")
    box = page.run("document.querySelector('#c1a200 h3').getBoundingClientRect().toJSON()")
    assert 0 <= box["top"] < page.run("innerHeight")


def test_nothing_is_left_of_the_browser_once_it_is_closed(tmp_path):
    with Chromium(path_or_skip(), tmp_path / "profile") as chromium:
        chromium.open("about:blank")
        assert _processes(tmp_path)
    assert not _processes(tmp_path)


def _processes(profile):
    """The processes that were started with this profile."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found += [file.parent.name] if str(profile).encode() in file.read_bytes() else []
        except OSError:  # it has ended meanwhile
            continue
    return found
