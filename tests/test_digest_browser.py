"""The page of a digest in a real browser: keyboard, narrow screen, dark, paper, hostile text, many facts.

Needs Debian's Chromium, or another; without one the tests are skipped, unless ONRECORD_BROWSER=required.
"""

import time
from datetime import date

import pytest
from chromium import contrast, luminance
from digests import DAY, HOSTILE, digest_of, hostile, plain, summary_of, told_story, with_disagreement

from onrecord.digest import FORMATS
from onrecord.kinds import Claim

pytestmark = pytest.mark.xdist_group("browser")  # one is enough

PHONE = {"width": 320, "height": 640, "mobile": True}


def many():
    """A story of 200 facts by 20 outlets, and 60 stories more."""
    reports = []
    for number in range(20):
        sentences = [
            f"Village {number * 10 + n} of Lindow valley lost {n + 3} houses to flood water." for n in range(10)
        ]
        claims = [Claim(sentences=[n], text=text) for n, text in enumerate(sentences, start=1)]
        known = {"title": f"Flood {number}", "source": f"Outlet {number}", "published": date(2026, 11, 1 + number % 3)}
        reports.append(summary_of(f"flood{number}", " ".join(sentences), *claims, **known))
    return digest_of(told_story(1, reports), *others(range(2, 62)), words=None)


def others(numbers):
    """Stories of one article each."""
    return [told_story(n, [plain(f"x{n}", f"The mill of place{n} burned down")]) for n in numbers]


def written():
    strange = told_story(2, [plain("wide", f"The {'x' * 150} burned down", outlet="W" * 120, title="W" * 300)])
    return {
        "plain": digest_of(with_disagreement(told_story()), strange),
        "hostile": digest_of(told_story(1, hostile())),
        "many": many(),
        "short": digest_of(told_story(), *others(range(2, 50)), words=400),
    }


@pytest.fixture(scope="module")
def folder(browser, tmp_path_factory):
    """A folder with a page of each sort."""
    found = tmp_path_factory.mktemp("digests")
    for name, digest in written().items():
        (found / f"{name}.html").write_text(FORMATS["html"].write(digest), encoding="utf-8")
    return found


@pytest.fixture
def opened(browser, folder):
    return lambda name, **device: browser.open((folder / f"{name}.html").as_uri(), **device)


@pytest.mark.parametrize("name", ["plain", "hostile", "many", "short"])
def test_a_page_opens_without_a_complaint_and_asks_for_nothing(opened, folder, name):
    page = opened(name)
    assert page.run("document.readyState") == "complete"
    assert page.complaints == []
    assert [url for url in page.requests if not url.startswith("data:")] == [(folder / f"{name}.html").as_uri()]


def test_the_keyboard_goes_from_the_list_to_a_story_and_from_a_line_to_its_sentence(opened):
    page = opened("plain")
    for _ in range(2):  # past the link to the stories
        page.press("Tab")
    assert page.run("document.activeElement.textContent") == "Ferry aground"
    page.press("Enter", text="\r")
    assert page.run("location.hash") == "#s1"
    page.press("Tab")
    assert page.run("document.activeElement.tagName") == "SUMMARY"
    sentence = "document.querySelector('#s1 details blockquote')"
    assert not page.run(f"{sentence}.checkVisibility()")
    page.press("Enter", text="\r")
    assert page.run(f"{sentence}.checkVisibility()")
    assert "The ferry Marigold ran aground off Tarn Island on Tuesday." in page.run(f"{sentence}.textContent")
    page.press("Tab")
    assert page.run("document.activeElement.href") == "https://post.example/1"


def test_what_has_the_focus_has_a_frame(opened):
    page = opened("plain")
    page.run("document.querySelector('#s1 summary').focus()")
    page.press("Tab")
    assert page.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_both_sides_of_a_disagreement_are_quoted(opened):
    page = opened("plain")
    sides = page.run("[...document.querySelectorAll('#s1 .sides > li')].map(each => each.textContent)")
    assert len(sides) == 2
    assert "Lifeboats took 212 people off the ferry." in sides[0]
    assert "The Post, 2026-11-03 09:10, sentence 2" in sides[0]
    assert "Lifeboats took 230 people off the ferry, the coastguard said." in sides[1]


def test_every_link_within_the_page_leads_somewhere(opened):
    page = opened("short")
    targets = page.run("[...document.querySelectorAll('a[href^=\"#\"]')].map(each => each.hash.slice(1))")
    assert "contents" in targets
    ids = page.run("[...document.querySelectorAll('[id]')].map(each => each.id)")
    assert len(ids) == len(set(ids))
    assert set(targets) <= set(ids)


@pytest.mark.parametrize("name", ["plain", "hostile", "many"])
def test_a_page_fits_a_phone(opened, name):
    page = opened(name, **PHONE)
    page.run("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert page.run("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_the_paper(opened, scheme):
    page = opened("plain")
    page.emulate(features=[{"name": "prefers-color-scheme", "value": scheme}])
    page.run("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    paper = page.run("getComputedStyle(document.body).backgroundColor")
    assert (luminance(paper) < 0.1) == (scheme == "dark")
    for selector, behind in (("body", paper), (".from", paper), (".soft", paper), ("a", paper), ("blockquote", None)):
        ink = page.run(f"getComputedStyle(document.querySelector('{selector}')).color")
        background = page.run(f"getComputedStyle(document.querySelector('{selector}')).backgroundColor")
        assert contrast(ink, behind or background) >= 4.5, selector


def test_the_sentences_are_there_on_paper(opened):
    page = opened("plain")
    folded = "[...document.querySelectorAll('details blockquote')]"
    assert not any(page.run(f"{folded}.map(each => each.checkVisibility())"))
    page.emulate(media="print")
    assert all(page.run(f"{folded}.map(each => each.checkVisibility() && each.getBoundingClientRect().height > 10)"))
    assert page.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.run("getComputedStyle(document.querySelector('.back')).display") == "none"


def test_hostile_text_stays_text(opened):
    page = opened("hostile")
    assert page.run("document.title") == f"Digest of {DAY} – onrecord"
    assert page.run("[document.scripts.length, document.images.length, document.styleSheets.length]") == [0, 0, 1]
    attributes = page.run("[...document.querySelectorAll('*')].flatMap(each => each.getAttributeNames())")
    assert not [name for name in attributes if name.startswith("on")]
    assert page.run("[...document.links].every(each => /^(https|file):/.test(each.href))")
    assert HOSTILE[0] in page.run("document.body.textContent")


def test_many_facts_open_quickly(opened):
    start = time.monotonic()
    page = opened("many")
    assert page.run("document.querySelectorAll('article.story').length") == 61
    page.run("document.querySelector('a[href=\"#s61\"]').click()")
    box = page.run("document.querySelector('#s61 h2').getBoundingClientRect().toJSON()")
    assert 0 <= box["top"] < page.run("innerHeight")
    assert time.monotonic() - start < 30
