"""Labelling in a real browser: from nothing and from drafts, with the mouse and with keys, and what goes wrong."""

import json
from datetime import date

import pytest
import yaml
from chromium import path_or_skip
from conftest import run
from labelled import EVENTS, STATEMENTS, TEXT
from labelling import Labelling, Page, chromium
from test_registry import installed

from onrecord.article import Article
from onrecord.evals import load_gold, score
from onrecord.export import composed_dict
from onrecord.extraction import Summary
from onrecord.grounding import Grounder
from onrecord.kinds import KINDS

pytestmark = pytest.mark.xdist_group("browser")  # one is enough

TITLE = "What happened in Lanmere"


@pytest.fixture(scope="module")
def playwright_browser():
    with chromium(path_or_skip()) as browser:
        yield browser


@pytest.fixture
def context(playwright_browser):
    opened = playwright_browser.new_context(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/page.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def started():
    """Starts the command; what is started is ended after the test."""
    running = []

    def start(folder, *options, **variables):
        running.append(Labelling(folder, *options, **variables))
        return running[-1]

    yield start
    for each in running:
        each.close()


def gold(folder, labels):
    (folder / "gold").mkdir(exist_ok=True)
    (folder / "gold/page.yaml").write_text(f"article: page\n{labels}", encoding="utf-8")


def saved(folder, name="page"):
    return yaml.safe_load((folder / f"gold/{name}.yaml").read_text(encoding="utf-8"))


def drafts(folder, *records):
    """A result of `onrecord summarize` with these records, as a file."""
    article = Article(TEXT, "page", published=date(2026, 11, 27))
    grounder = Grounder(article)
    found = tuple(grounder.ground(KINDS[kind].model_validate(fields)) for kind, fields in records)
    path = folder / "drafts.json"
    path.write_text(json.dumps([composed_dict(Summary(article, "fake", (), "ok", found))]), encoding="utf-8")
    return path


DRAFTS = (
    ("event", {"what": "Ana Ruiz opens the bridge.", "who": ["Ana Ruiz"], "when": "Monday", "sentences": [1]}),
    ("event", {"what": "Ana Ruiz cuts a ribbon.", "who": ["Ana Ruiz"], "status": "planned", "sentences": [2]}),
    ("event", {"what": "The music stops.", "sentences": [6]}),
    ("statement", {"speakers": ["Ruiz"], "cue": "said", "content": "It is done", "sentences": [4]}),
)


def assert_gold(folder, records):
    """The file passes `onrecord gold check`, and scores 1.0 against itself."""
    checked = run("gold", "check", folder)
    assert checked.returncode == 0, checked.stderr
    (labelled,) = load_gold(folder)
    assert len(labelled.records) == records
    grounder = Grounder(labelled.article)
    ratios = score(labelled, [grounder.ground(record.record()) for record in labelled.records]).ratios
    for name in ("all.f1", "all.strict.f1"):
        assert ratios[name][0] == ratios[name][1] > 0


def test_an_article_is_labelled_from_nothing_with_the_mouse(folder, started, context):
    page = Page(context.new_page(), started(folder))
    page.select(1, "opened the harbour bridge")
    page.click("text=New event")
    page.select(1, "Ana Ruiz")
    page.click('[aria-label="Use the selected words as who"]')
    page.select(1, "Monday")
    page.click('[aria-label="Use the selected words as when"]')
    page.click('[data-field="status"] >> text=ongoing')
    page.click("#s2 .n")
    page.select(3, "It is done")
    page.click("text=New statement")
    page.settled("1 record isn't saved yet: mend what is marked.")
    assert page.page.inner_text("#why-cue")
    page.select(3, "said")
    page.click('[aria-label="Use the selected words as cue"]')
    page.settled()
    assert saved(folder)["events"] == [
        {
            "what": "opened the harbour bridge",
            "who": ["Ana Ruiz"],
            "when": "Monday",
            "status": "ongoing",
            "evidence": ["opened the harbour bridge", "She cut a red ribbon."],
        }
    ]
    assert_gold(folder, 2)
    assert page.complaints == []


def test_an_article_is_labelled_from_nothing_with_keys_alone(folder, started, context):
    page = Page(context.new_page(), started(folder))
    page.key("t", "ArrowDown", "ArrowRight", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight")
    page.key("Shift+E", "t", "ArrowRight", "2")
    page.settled()
    assert saved(folder)["events"] == [
        {"what": "cut a red ribbon", "who": ["She"], "status": "happened", "evidence": ["cut a red ribbon"]}
    ]
    page.key("6", "6", "o", "1")
    page.key("End")
    page.type(" in Lanmere")
    page.key("Escape", "t", "ArrowUp", "m")
    page.settled()
    assert saved(folder)["events"][0] == {
        "what": "cut a red ribbon in Lanmere",
        "who": ["She"],
        "status": "planned",
        "evidence": ["cut a red ribbon", "Ana Ruiz, the mayor of"],
        "optional": True,
    }
    page.key("x", "u", "o")
    page.settled()
    assert_gold(folder, 1)
    assert page.complaints == []


def test_drafts_are_accepted_corrected_and_rejected_with_the_mouse(folder, started, context):
    page = Page(context.new_page(), started(folder, "--drafts", drafts(folder, *DRAFTS)))
    page.page.wait_for_selector(".card")
    assert page.cards == 4
    assert {each["draft"] for each in saved(folder)["events"]} == {True}
    refused = run("gold", "check", folder)
    assert refused.returncode == 2
    assert "event 1: is a model's draft, which nobody has accepted yet" in refused.stderr
    page.click('[aria-label="Accept event: Ana Ruiz opens the bridge."]')
    page.click('[data-field="status"] >> text=happened')
    page.click('[aria-label="Accept event: Ana Ruiz cuts a ribbon."]')
    page.click('[aria-label="Reject event: The music stops."]')
    page.click("#s4 .n")
    page.click('[aria-label="Accept statement: It is done"]')
    page.settled()
    assert_gold(folder, 3)
    assert saved(folder)["events"][1] | {"evidence": 0} == {
        "what": "Ana Ruiz cuts a ribbon.",
        "who": ["Ana Ruiz"],
        "status": "happened",
        "evidence": 0,
    }
    assert saved(folder)["statements"][0]["evidence"] == ["“It is done,” Ruiz said."]
    assert page.complaints == []


def test_drafts_are_decided_with_keys_alone_and_nothing_tells_which_are_supported(folder, started, context):
    page = Page(context.new_page(), started(folder, "--drafts", drafts(folder, *DRAFTS)))
    page.page.wait_for_selector(".card")
    assert not {"supported", "exact", "normalized", "%"} & set(page.page.inner_text("#records").split())
    for _ in range(4):
        page.key("x" if "music" in page.open.inner_text() else "a")
    page.settled()
    assert page.inputs == 4
    assert_gold(folder, 3)


def test_a_reload_shows_what_was_saved(folder, started, context):
    gold(folder, EVENTS + STATEMENTS)
    page = Page(context.new_page(), started(folder))
    page.click("text=Visitors come to see")
    page.click('[data-field="status"] >> text=denied')
    page.settled()
    page.page.reload()
    page.settled()
    assert page.cards == 6
    page.click("text=Visitors come to see")
    assert page.page.locator('[data-field="status"] [aria-pressed="true"]').inner_text() == "denied"
    assert saved(folder)["events"][0]["where"] == "Lanmere | null"


def test_what_is_typed_is_refused_at_its_field_and_saved_once_it_is_right(folder, started, context):
    gold(folder, EVENTS)
    page = Page(context.new_page(), started(folder))
    page.click("text=Ana Ruiz cuts")
    page.page.fill("#f-what", "A ribbon | ")
    page.settled("1 record isn't saved yet")
    assert "empty alternative" in page.page.inner_text("#why-what")
    assert page.page.get_attribute("#f-what", "aria-invalid") == "true"
    assert saved(folder)["events"][1]["what"] == "Ana Ruiz cuts a red ribbon."
    page.click("text=Visitors come to see")
    page.click('[data-act="optional"]')
    page.page.wait_for_timeout(600)
    assert "optional" not in saved(folder)["events"][2]
    page.click("text=A ribbon")
    page.page.fill("#f-what", "A ribbon | A red one")
    page.settled()
    assert saved(folder)["events"][1]["what"] == "A ribbon | A red one"


def test_two_tabs_show_both_and_neither_writes_over_the_other_in_silence(folder, started, context):
    gold(folder, EVENTS)
    labelling = started(folder)
    one, other = Page(context.new_page(), labelling), Page(context.new_page(), labelling)
    for page in (one, other):
        page.click("text=Ana Ruiz cuts")
    one.page.fill("#f-what", "One cuts.")
    one.settled()
    other.page.evaluate("window.dispatchEvent = () => {}")
    other.page.fill("#f-what", "Other cuts.")
    other.settled("Not saved: the file has changed meanwhile")
    conflict = other.page.inner_text(".conflict")
    assert "Other cuts." in conflict
    assert "One cuts." in conflict
    assert saved(folder)["events"][1]["what"] == "One cuts."
    other.click("text=Keep both")
    other.settled()
    assert [each["what"] for each in saved(folder)["events"]][1:] == [
        "One cuts.",
        "Visitors come to see the crossing.",
        "Other cuts.",
    ]


def test_changes_of_different_records_in_two_tabs_are_both_kept(folder, started, context):
    gold(folder, EVENTS)
    labelling = started(folder)
    one, other = Page(context.new_page(), labelling), Page(context.new_page(), labelling)
    one.click("text=Ana Ruiz cuts")
    one.key("x")
    one.settled()
    other.click("text=Visitors come to see")
    other.page.fill("#f-when", "Monday")
    other.settled()
    assert [each.get("when") for each in saved(folder)["events"]] == ["Monday", "Monday"]


def test_a_killed_server_loses_nothing_and_what_came_after_is_saved_when_it_is_back(folder, started, context):
    gold(folder, EVENTS)
    labelling = started(folder)
    page = Page(context.new_page(), labelling)
    page.click("text=Ana Ruiz cuts")
    page.page.fill("#f-what", "Ana cuts.")
    page.settled()
    labelling.kill()
    assert saved(folder)["events"][1]["what"] == "Ana cuts."
    page.page.fill("#f-when", "Monday")
    page.settled("onrecord can't be reached. 1 change is kept in this browser.")
    labelling.start()
    page.settled("onrecord was started anew, at another address")
    page.page.close(run_before_unload=False)
    again = Page(context.new_page(), labelling)
    again.settled()
    assert saved(folder)["events"][1] | {"evidence": 0} == {
        "what": "Ana cuts.",
        "who": ["Ana Ruiz | Ruiz"],
        "when": "Monday",
        "evidence": 0,
    }


def test_hostile_text_is_shown_as_text(folder, started, context):
    hostile = "<img src=x onerror=alert(1)> said </script><script>alert(2)</script>"
    (folder / "articles/page.txt").write_text(f"{hostile} on Monday. It is “done”.", encoding="utf-8")
    quoted = json.dumps(hostile)
    head = f"title: {quoted}\n"
    gold(folder, f"{head}claims:\n  - text: {quoted}\n    note: {quoted}\n    evidence: [It is “done]\n")
    labelling = started(folder)
    page = Page(context.new_page(), labelling)
    page.page.on("dialog", lambda dialog: page.complaints.append("a dialog"))
    page.click(".card .title")
    assert hostile in page.page.inner_text("#s1")
    assert page.shown("text") == page.shown("note") == [hostile]
    assert page.page.locator("img, #text script, #records script").count() == 0
    page.page.goto(labelling.address)
    assert hostile in page.page.inner_text("main")
    assert page.complaints == []


KIND = """
from typing import ClassVar, Literal
from onrecord.kinds import Named, Quoted, Record

class Clause(Record):
    kind: ClassVar[str] = "clause"
    plural: ClassVar[str] = "clauses"
    party: Named | None = None
    wording: Quoted
    binds: Literal["one", "both"] = "both"
    needs_notice: bool = False
"""


def test_a_kind_of_the_users_own_is_labelled_as_any_other(folder, started, context, tmp_path_factory):
    site = tmp_path_factory.mktemp("site")
    installed(site, "legal", "onrecord.kinds", {"clause": "legal:Clause"}, KIND)
    page = Page(context.new_page(), started(folder, PYTHONPATH=str(site)))
    page.select(3, "It is done")
    page.key("Shift+L")
    assert page.page.inner_text("#tools").count("New") == 4
    page.select(3, "Ruiz")
    page.key("1", "3", "4")
    page.settled()
    assert saved(folder)["clauses"] == [
        {
            "party": "Ruiz",
            "wording": "It is done",
            "binds": "one",
            "needs_notice": "true",
            "evidence": ["It is done"],
        }
    ]
    checked = run("gold", "check", folder, env={"PYTHONPATH": str(site)})
    assert "1 clauses" in checked.stdout, checked.stderr


def test_two_labellers_are_compared_and_their_differences_settled(folder, started, context):
    for name, labels in (("ana", EVENTS), ("bo", EVENTS.replace("cuts a red ribbon", "eats a cake") + STATEMENTS)):
        (folder / "gold" / name).mkdir(parents=True)
        head = "article: page\ntitle: A bridge\n"
        (folder / f"gold/{name}/page.yaml").write_text(head + labels, encoding="utf-8")
    told = run("gold", "agree", folder)
    assert "ana and bo, 1 article" in told.stdout
    page = context.new_page()
    page.goto(started(folder, "--as", "ana").address)
    page.click("text=How far ana and bo agree")
    page.click("main a >> text=page")
    page.click("text=Write the gold")
    assert not (folder / "gold/page.yaml").exists()
    for place in range(page.locator("fieldset:not(.agreed)").count()):
        page.locator("fieldset:not(.agreed)").nth(place).locator("input").first.check()
    page.click("text=Write the gold")
    assert "Settled" in page.inner_text("main")
    assert saved(folder)["title"] == "A bridge"
    assert_gold(folder, 7)


def test_the_page_works_at_phone_width_and_says_its_keys(folder, started, context):
    gold(folder, EVENTS)
    page = Page(context.new_page(), started(folder))
    page.page.set_viewport_size({"width": 360, "height": 740})
    page.key("?")
    keys = page.page.inner_text("#keys")
    assert "accept the draft" in keys
    page.key("Escape")
    page.click("text=Ana Ruiz cuts")
    assert page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    unnamed = page.page.evaluate(
        "[...document.querySelectorAll('button, textarea')].filter((e) => !(e.getAttribute('aria-label') || "
        "e.textContent.trim())).length"
    )
    assert unnamed == 0


def test_what_is_changed_while_a_save_is_under_way_is_what_holds(folder, started, context):
    gold(folder, EVENTS)
    page = Page(context.new_page(), started(folder))
    page.click("text=Ana Ruiz cuts")
    page.page.route("**/labels", lambda route: (page.page.wait_for_timeout(400), route.continue_()))
    page.page.fill("#f-when", "Monday")
    page.settled("Saving")
    page.page.wait_for_timeout(500)
    page.page.fill("#f-when", "")
    page.page.wait_for_timeout(1500)
    page.settled()
    assert "when" not in saved(folder)["events"][1]
    page.key("Escape", "o")
    page.page.wait_for_timeout(100)
    page.key("x")
    page.page.wait_for_timeout(1500)
    page.settled()
    assert [each["what"] for each in saved(folder)["events"]] == [
        "Ana Ruiz opens the harbour bridge.",
        "Visitors come to see the crossing.",
    ]


def test_a_model_is_asked_for_drafts_when_the_button_is_pressed(folder, started, context, endpoint):
    page = Page(context.new_page(), started(folder, "--model", "openai/x", OPENAI_BASE_URL=endpoint.url))
    assert not (folder / "gold").exists()
    page.click("text=Get drafts of openai/x")
    page.page.wait_for_selector(".card.is-draft")
    page.key("a")
    page.settled()
    assert saved(folder)["claims"][0]["text"].startswith("Ana Ruiz, the mayor of Lanmere, opened")
    assert_gold(folder, 1)


def test_a_file_that_cannot_be_read_is_told_of_and_what_is_typed_waits(folder, started, context):
    gold(folder, EVENTS)
    page = Page(context.new_page(), started(folder))
    page.click("text=Ana Ruiz cuts")
    whole = (folder / "gold/page.yaml").read_text(encoding="utf-8")
    (folder / "gold/page.yaml").write_text(whole + "claims: [", encoding="utf-8")
    page.page.fill("#f-when", "Monday")
    page.settled("not YAML in UTF-8")
    assert "1 change is kept in this browser" in page.state
    (folder / "gold/page.yaml").write_text(whole, encoding="utf-8")
    page.settled()
    assert saved(folder)["events"][1]["when"] == "Monday"
