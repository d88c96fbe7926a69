"""Pages of summaries in a real browser: keyboard, mouse, narrow screen, dark, paper, hostile text, many facts.

Needs Debian's Chromium, or another; without one the tests are skipped, unless ONRECORD_BROWSER=required.
"""

import time

import pytest
from chromium import Page, contrast, luminance
from made_summaries import (
    TEXT,
    arabic_summary,
    failed_summary,
    hostile_summary,
    long_summary,
    plain_summary,
    summary_of,
)
from scored_runs import HOSTILE

from onrecord.report import summary_page
from onrecord.report._characters import presentable

pytestmark = pytest.mark.xdist_group("browser")  # one is enough

PHONE = {"width": 320, "height": 640, "mobile": True}
NOT_LIT = "rgba(0, 0, 0, 0)"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a page of each sort."""
    found = tmp_path_factory.mktemp("pages")
    unbroken = summary_of(f"{TEXT} {'https://example.org/' + 'x' * 300}", title="W" * 200, id="y" * 200)
    pages = {
        "plain": summary_page([plain_summary()], length=1),
        "several": summary_page([plain_summary(), failed_summary(), arabic_summary(), unbroken]),
        "hostile": summary_page([hostile_summary()], length=1),
        "long": summary_page([long_summary()], length=1),
        "notebook": f"<!doctype html><title>book</title><h1>book</h1>{plain_summary()._repr_html_()}",
    }
    for name, html in pages.items():
        (found / f"{name}.html").write_text(html, encoding="utf-8")
    return found


@pytest.fixture
def opened(browser, folder):
    return lambda name, **device: browser.open((folder / f"{name}.html").as_uri(), **device)


def lit(page):
    """The numbers of the sentences whose text is lit up, by its colour and by a line."""
    script = """[...document.querySelectorAll('.s')].filter(each => [...each.querySelectorAll('span[class]')].some(
        piece => getComputedStyle(piece).backgroundColor != 'rgba(0, 0, 0, 0)'
        && getComputedStyle(piece).textDecorationLine == 'underline')).map(each => each.id.replace(/.*s/, ''))"""
    return [int(number) for number in page.run(script)]


def focused(page):
    return page.run("document.activeElement.textContent")


@pytest.mark.parametrize("name", ["plain", "several", "hostile", "long"])
def test_a_page_opens_without_a_complaint_and_asks_for_nothing(opened, folder, name):
    page = opened(name)
    assert page.run("document.readyState") == "complete"
    assert page.complaints == []
    assert [url for url in page.requests if not url.startswith("data:")] == [(folder / f"{name}.html").as_uri()]


# Keyboard and mouse


def test_the_tab_key_goes_to_a_fact_and_lights_its_evidence(opened):
    page = opened("plain")
    assert lit(page) == []
    for _ in range(3):  # past the link to the summary and the address of the article
        page.press("Tab")
    assert focused(page) == "The ferry Elan sank off Holm on Monday [1]"
    assert lit(page) == [1, 4]


def test_enter_goes_from_a_fact_to_its_sentence_and_from_there_back(opened):
    page = opened("plain")
    page.run("document.querySelector('#a1b1 a').focus()")
    page.press("Enter", text="\r")
    assert page.run("document.querySelector(':target ~ .s').id") == "a1s1"
    page.run("document.querySelector('#a1s4 a').focus()")
    page.press("Enter", text="\r")
    assert page.run("document.querySelector(':target').id") == "a1b1"
    assert lit(page) == [1, 4]


def test_a_fact_that_has_the_focus_has_a_frame(opened):
    page = opened("plain")
    for _ in range(3):
        page.press("Tab")
    assert page.run("getComputedStyle(document.querySelector('#a1b1')).outlineStyle") == "solid"


def test_a_sentence_that_has_the_focus_lights_the_facts_that_rest_on_it(opened):
    page = opened("plain")
    page.run("document.querySelector('#a1s4 a').focus()")
    facts = """[...document.querySelectorAll('.told > li')].filter(
        each => getComputedStyle(each).backgroundColor != 'rgba(0, 0, 0, 0)').map(each => each.id)"""
    assert "a1b1" in page.run(facts)
    assert 1 < len(page.run(facts)) < page.run("document.querySelectorAll('.told > li').length")


def test_pointing_at_a_fact_lights_its_evidence_and_pointing_away_no_longer(opened):
    page = opened("plain")
    box = page.run("document.querySelector('#a1b1').getBoundingClientRect().toJSON()")
    page.point(box["x"] + 20, box["y"] + 15)
    assert lit(page) == [1, 4]
    page.point(2, 2)
    assert lit(page) == []


def test_all_records_of_a_fact_open_by_its_link(opened):
    page = opened("plain")
    inside = "document.querySelector('#a1f1 .record').checkVisibility()"
    assert not page.run(inside)
    page.run("document.querySelector('#a1b1 .from a').focus()")
    page.press("Enter", text="\r")
    page.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.run(inside)
    top = page.run("document.querySelector('#a1f1').getBoundingClientRect().top")
    assert 0 <= top < page.run("innerHeight")


def test_the_article_stays_beside_the_facts_and_can_be_scrolled_by_keyboard(opened):
    page = opened("long")
    page.run("document.querySelector('.told > li:nth-child(80) a').focus()")
    side = page.run("document.querySelector('.text-side').getBoundingClientRect().toJSON()")
    told = page.run("document.querySelector('.told').getBoundingClientRect().toJSON()")
    assert 0 <= side["top"] < side["bottom"] <= page.run("innerHeight")
    assert told["right"] <= side["left"]
    assert page.run("document.querySelector('.text-side').tabIndex") == 0


# Screens and paper


@pytest.mark.parametrize("width", [320, 600, 912])
@pytest.mark.parametrize("name", ["plain", "several", "hostile", "long"])
def test_a_page_fits_a_phone_and_a_tablet(opened, name, width):
    page = opened(name, width=width, height=640, mobile=True)
    page.run("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.run("document.documentElement.scrollWidth") <= width
    assert page.run("innerWidth") == width


def test_on_a_phone_the_brief_comes_before_the_article_and_a_tap_leads_to_the_sentence(opened):
    page = opened("plain", **PHONE)
    brief, text = (
        page.run(f"document.querySelector('{each}').getBoundingClientRect().toJSON()") for each in (".brief", ".text")
    )
    assert brief["bottom"] <= text["top"]
    box = page.run("document.querySelector('#a1b1 a').getBoundingClientRect().toJSON()")
    page.point(box["x"] + 10, box["y"] + 8, click=True)
    page.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.run("document.querySelector(':target ~ .s').id") == "a1s1"
    assert 0 <= page.run("document.querySelector('#a1s1').getBoundingClientRect().top") < PHONE["height"]
    assert lit(page) == [1, 4]


def test_what_is_folded_on_the_screen_is_there_on_paper(opened):
    page = opened("plain")
    records = "[...document.querySelectorAll('.record')].map(each => each.checkVisibility())"
    assert not any(page.run(records))
    page.emulate(media="print")
    assert all(page.run(records))
    assert page.run("getComputedStyle(document.querySelector('.text-side')).maxHeight") == "none"
    assert page.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_the_paper_in_both_schemes_and_where_it_is_lit(opened, scheme):
    page = opened("several")
    page.emulate(features=[{"name": "prefers-color-scheme", "value": scheme}])
    page.run("document.querySelector('#a1b1 a').focus()")
    paper = page.run("getComputedStyle(document.body).backgroundColor")
    shade = page.run("getComputedStyle(document.querySelector('#a1s1 .e1')).backgroundColor")
    assert (luminance(paper) < 0.1) == (scheme == "dark")
    assert shade not in (paper, NOT_LIT)
    for selector in ("body", ".soft", ".from", ".level", ".told a", ".badge.wrong", ".why", "#a1s1 a"):
        ink = page.run(f"getComputedStyle(document.querySelector('{selector}')).color")
        assert contrast(ink, paper) >= 4.5, selector
    for selector in ("body", "#a1s1 a", ".from"):
        ink = page.run(f"getComputedStyle(document.querySelector('{selector}')).color")
        assert contrast(ink, shade) >= 4.5, selector


def test_text_from_right_to_left_begins_at_the_right(opened):
    page = opened("several")
    script = """{ const range = document.createRange(), told = document.querySelector('#a3 .told a');
        range.setStart(told.firstChild, 0); range.setEnd(told.firstChild, 4);
        [range.getBoundingClientRect().right, told.closest('li').getBoundingClientRect().right] }"""
    first, edge = page.run(script)
    assert edge - first < 30
    assert page.run("getComputedStyle(document.querySelector('#a3 .text')).direction") == "rtl"


# Much, and hostile


def test_two_hundred_facts_are_lit_up_at_once(opened):
    page = opened("long")
    assert page.run("document.querySelectorAll('.told > li').length") > 150
    page.run("document.querySelector('.told > li:nth-child(2) a').focus()")
    started = time.perf_counter()
    for place in range(3, 13):
        page.run(f"document.querySelector('.told > li:nth-child({place}) a').focus()")
        assert len(lit(page)) == 1
    assert (time.perf_counter() - started) / 10 < 1


def test_hostile_text_stays_text(opened):
    page = opened("hostile")
    assert page.run("document.title").endswith("– onrecord")
    assert page.run("[document.scripts.length, document.images.length, document.styleSheets.length]") == [0, 0, 1]
    assert page.run("getComputedStyle(document.body).display") != "none"
    assert page.run("[...document.links].every(each => each.protocol == 'file:')")
    shown = page.run("document.body.textContent")
    assert all(presentable(text) in shown for text in HOSTILE.values())


def test_markup_that_got_through_could_still_not_run(browser, folder, tmp_path):
    html = (folder / "plain.html").read_text(encoding="utf-8")
    bad = "<script>document.title='owned'</script><b style='color:red' onclick=''>x</b><img src=https://example.org/x>"
    (tmp_path / "page.html").write_text(html.replace("</main>", f"{bad}</main>"), encoding="utf-8")
    page = browser.open((tmp_path / "page.html").as_uri())
    assert page.run("document.title") == "Ferry sinks – onrecord"
    assert page.run("getComputedStyle(document.querySelector('main > b')).color") != "rgb(255, 0, 0)"
    assert page.complaints


def test_in_a_notebook_links_stay_within_the_frame_and_its_style_too(browser, opened, folder):
    page = opened("notebook")
    assert page.run("getComputedStyle(document.body).fontFamily") != "system-ui, sans-serif"
    assert page.run("document.querySelector('iframe').getBoundingClientRect().height") > 400
    box = page.run("document.querySelector('iframe').getBoundingClientRect().toJSON()")
    frame = Frame(browser)
    line = frame.run("document.querySelector('.told a').getBoundingClientRect().toJSON()")
    page.point(box["x"] + line["x"] + 5, box["y"] + line["y"] + 5, click=True)
    page.run("new Promise(done => setTimeout(done, 200))")  # no timer runs in the frame
    assert frame.run("document.querySelector(':target').id") == "a1e1"
    assert lit(frame) == [1, 4]
    assert page.requests == [(folder / "notebook.html").as_uri()]
    assert page.complaints == []


class Frame(Page):
    """The frame of the page that was opened last, which Chromium keeps in a process of its own."""

    def __init__(self, browser):
        self._browser = browser
        target = next(each for each in browser.call("Target.getTargets")["targetInfos"] if each["type"] == "iframe")
        self._session = browser.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
