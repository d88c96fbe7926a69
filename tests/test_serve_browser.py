"""The pages of a store in a real browser: keyboard, narrow screen, dark, no script, hostile texts, other sites.

Needs Debian's Chromium, or another; without one the tests are skipped, unless ONRECORD_BROWSER=required.
"""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from chromium import contrast, path_or_skip
from playwright.sync_api import sync_playwright
from served import filled, news, served

pytestmark = pytest.mark.xdist_group("browser")  # one is enough

REBOUND = "rebound.example"
"""A name that leads to loopback, as an attacker's name server would have it."""

PHONE = {"viewport": {"width": 320, "height": 640}}


@pytest.fixture(scope="module")
def chromium():
    options = ["--no-sandbox", f"--host-resolver-rules=MAP {REBOUND} 127.0.0.1, MAP *.example ~NOTFOUND"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path_or_skip(), args=options)
        yield started
        started.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    where = filled(tmp_path_factory.mktemp("served") / "news.db", *news())
    with served(where) as started:
        yield started


class Seen:
    """What a page does: what it complains of, whom it asks, what it shows without being asked to."""

    def __init__(self, page):
        self.complaints, self.requests, self.dialogs = [], [], []
        page.on("console", lambda said: self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("dialog", self._dismiss)

    def _dismiss(self, dialog):
        self.dialogs.append(dialog.message)
        dialog.dismiss()


@pytest.fixture
def opened(chromium, pages):
    """Opens a page of the store, in a profile of its own."""
    contexts = []

    def open_page(path="/", **device):
        context = chromium.new_context(**device)
        contexts.append(context)
        page = context.new_page()
        page.seen = Seen(page)
        page.goto(f"http://{pages.host}{path if path.startswith(pages.root) else pages.root + path}")
        return page

    yield open_page
    for context in contexts:
        context.close()


def all_paths(pages):
    """A page of each sort, and every article, record and story there is."""
    from re import findall

    paths = ["/", "/records", "/stories?day=2026-11-03", "/nothing", "/?since=x", "/?q=owned", "/records?q=owned"]
    for listing in ("/", "/records", "/stories?day=2026-11-03", "/records?q=owned"):
        paths += findall(r'class="title" href="([^"]*)"', pages.get(listing).text)
    return list(dict.fromkeys(paths))


def test_every_page_opens_without_a_complaint_and_hostile_texts_are_shown_as_texts(opened, pages):
    page = opened("/")
    paths = all_paths(pages)
    assert len(paths) > 40
    for path in paths:
        page.goto(f"http://{pages.host}{path if path.startswith(pages.root) else pages.root + path}")
        assert page.title() != "owned"
        assert page.title().endswith("– onrecord")
        assert page.evaluate("document.querySelectorAll('main img, main script, main style, main iframe').length") == 0
        assert (
            page.evaluate("[...document.querySelectorAll('*')].some(e => e.matches('[onerror], [onmouseover]'))")
            is False
        )
        schemes = page.evaluate("[...document.querySelectorAll('[href]')].map(e => e.protocol)")
        assert set(filter(None, schemes)) <= {"http:", "https:", "data:"}
    refused = [each for each in page.seen.complaints if "status of 40" not in each]
    assert refused == []
    assert page.seen.dialogs == []
    assert {url.split("/")[2] for url in page.seen.requests if not url.startswith("data:")} == {pages.host}
    assert page.context.cookies() == []


def test_the_keyboard_alone_searches_goes_through_a_list_and_opens_a_record(opened):
    page = opened("/records")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("/")
    page.keyboard.type("lifeboats 230")
    page.keyboard.press("Enter")
    page.wait_for_url("**/records?q=lifeboats*")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    title = page.evaluate("document.activeElement.textContent")
    assert "230 people" in title
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/*/*")
    assert page.locator("h1").inner_text() == title
    assert "record 2 of 3" in page.locator("main").inner_text()
    page.keyboard.press("n")
    page.wait_for_url("**/articles/*/3")
    page.keyboard.press("p")
    page.wait_for_url("**/articles/*/2")


def test_a_question_mark_shows_the_help_and_escape_closes_it(opened):
    page = opened()
    assert not page.locator("#help").is_visible()
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()
    page.keyboard.press("/")
    page.keyboard.type("?j")
    assert page.locator("[type=search]").input_value() == "?j"
    assert not page.locator("#help").is_visible()


def test_everything_can_be_read_without_a_script(opened):
    page = opened("/records", java_script_enabled=False)
    page.get_by_label("Words of the article").fill("lindow")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="The mill of Lindow burned down.").click()
    assert page.locator("mark.evidence").first.inner_text() == "The mill of Lindow burned down."
    page.get_by_role("link", name="About The mill of Lindow burned down").click()
    page.get_by_role("link", name="The story that it is in").click()
    assert "The mill of Lindow" in page.locator("main").inner_text()
    page.get_by_role("button", name="Help").click()
    assert page.locator("#help").is_visible()


def test_the_evidence_of_a_record_is_lit(opened):
    page = opened("/records?speaker=falk")
    page.locator(".title").first.click()
    colour = "e => getComputedStyle(e).backgroundColor"
    assert page.locator("mark.evidence").first.evaluate(colour) != "rgba(0, 0, 0, 0)"
    page.locator("main a").first.click()
    line = page.locator(".told > li").first
    lit = (
        "[...document.querySelectorAll('.text span')].filter(e => getComputedStyle(e).textDecoration.includes('under'))"
    )
    assert page.evaluate(f"{lit}.length") == 0
    line.hover()
    assert page.evaluate(f"{lit}.length") > 0


@pytest.mark.parametrize(
    "path", ["/", "/records", "/records?q=owned", "/stories?day=2026-11-03", "/articles/3", "/articles/3/1"]
)
def test_a_phone_shows_a_page_without_scrolling_sideways(opened, path):
    page = opened(path, **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_by_day_and_by_night(opened, scheme):
    page = opened("/records", color_scheme=scheme)
    ink, paper = page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert contrast(ink, paper) > 7
    soft = page.evaluate("getComputedStyle(document.querySelector('.rows .soft')).color")
    assert contrast(soft, paper) > 4.5
    assert (paper == "rgb(255, 255, 255)") == (scheme == "light")


def test_what_is_written_from_right_to_left_is_shown_so(opened, pages):
    page = opened("/?language=ar")
    assert page.locator(".title").evaluate("e => getComputedStyle(e).direction") in {"rtl", "ltr"}
    page.locator(".title").click()
    assert page.locator(".text").evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert page.locator("h1").evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_a_link_to_elsewhere_tells_nobody_the_address(opened, pages):
    page = opened("/?q=%22new+rudder%22+monday")
    page.locator(".title").click()
    asked = []
    page.context.route("https://post.example/**", lambda route: (asked.append(route.request), route.fulfill(body="x")))
    with page.context.expect_page() as other:
        page.get_by_role("link", name="where it was published").click()
    other.value.wait_for_load_state()
    (request,) = asked
    assert "referer" not in request.all_headers()
    assert other.value.evaluate("document.referrer") == ""
    assert other.value.evaluate("window.opener") is None


# --- other sites


@contextmanager
def site(page):
    """A site on loopback with that one page; what was asked of it."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, dict(self.headers)))
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()
        server.server_close()


READS = """async address => {
  const tried = {};
  for (const mode of ["cors", "no-cors"])
    tried[mode] = await fetch(address, {mode}).then(async r => (await r.text()) || r.type, e => e.name);
  for (const [tag, name] of [["script", "src"], ["img", "src"], ["link", "href"]])
    tried[tag] = await new Promise(done => {
      const made = document.createElement(tag);
      made.onload = () => done("loaded"); made.onerror = () => done("refused");
      made.rel = "stylesheet"; made[name] = address; document.body.append(made);
    });
  tried.post = await fetch(address, {method: "POST", mode: "no-cors", body: "x"}).then(r => r.type, e => e.name);
  return tried;
}"""


def test_another_site_that_knows_the_address_reads_nothing(chromium, pages):
    with site("<body>evil</body>") as (evil, _), chromium.new_context() as context:
        page = context.new_page()
        page.goto(evil)
        tried = page.evaluate(READS, f"http://{pages.host}{pages.root}/script.js")
        assert tried["cors"] == "TypeError"
        assert tried["script"] == tried["img"] == tried["link"] == "refused"
        assert tried["no-cors"] in {"TypeError", "opaque"}
        assert tried["post"] in {"TypeError", "opaque"}


def test_another_site_has_no_frame_of_a_page(chromium, pages):
    frame = f'<iframe src="http://{pages.host}{pages.root}/"></iframe>'
    with site(f"<body>{frame}</body>") as (evil, _), chromium.new_context() as context:
        page = context.new_page()
        page.goto(evil)
        (framed,) = page.main_frame.child_frames
        framed.wait_for_load_state()
        assert "Articles" not in framed.content()


def test_a_form_of_another_site_is_refused(chromium, pages):
    form = f'<form method="post" action="http://{pages.host}{pages.root}/"><button>x</button></form>'
    with site(f"<body>{form}</body>") as (evil, _), chromium.new_context() as context:
        page = context.new_page()
        page.goto(evil)
        with page.expect_navigation() as went:
            page.get_by_role("button").click()
        assert went.value.status == 403


def test_a_name_that_was_made_to_lead_here_reads_nothing(chromium, pages):
    with chromium.new_context() as context:
        page = context.new_page()
        rebound = f"http://{REBOUND}:{pages.host.partition(':')[2]}{pages.root}/"
        assert page.goto(rebound).status == 403
        assert page.evaluate("fetch(location.href).then(r => r.status)") == 403
        assert "Articles" not in page.content()
