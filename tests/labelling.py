"""`onrecord label` in a process of its own, and its page in a browser, as tests drive it."""

import re
import subprocess
from contextlib import contextmanager

from conftest import SCRIPT, environment
from playwright.sync_api import expect, sync_playwright

SELECT = """([number, words]) => {
  const node = document.querySelector(`#s${number} .t`).firstChild, start = node.data.indexOf(words);
  const range = document.createRange();
  range.setStart(node, start);
  range.setEnd(node, start + words.length);
  document.querySelector(`#s${number}`).scrollIntoView({block: "nearest"});
  return [...range.getClientRects()].map((each) => [each.left, each.top, each.right, each.bottom]);
}"""


@contextmanager
def chromium(path):
    """A browser, through Playwright."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


class Labelling:
    """The command, started on a folder; `address` is where its pages are."""

    def __init__(self, folder, *options, **variables):
        self.folder = folder
        self._command = [SCRIPT, "label", folder, "--no-browser", *options]
        self._variables = variables
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [str(each) for each in self._command],
            env=environment(**self._variables),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        said = ""
        while "http" not in said:
            line = self.process.stdout.readline()
            if not line:
                raise AssertionError(said + self.process.stderr.read())
            said += line
        self.address = re.search(r"http\S+", said)[0]

    def kill(self):
        self.process.kill()
        self.close()

    def close(self):
        self.process.terminate()
        self.process.communicate(timeout=20)


class Page:
    """The page of an article, with each key and each click counted; selecting words with the mouse is one input."""

    def __init__(self, page, labelling, name="page"):
        self.page = page
        self.inputs = 0
        self.complaints = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(f"{labelling.address}articles/{name}/")
        expect(page.locator("#state")).not_to_have_text("Loading")
        self.settled()

    def key(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.inputs += 1

    def type(self, text):
        self.page.keyboard.type(text)
        self.inputs += len(text)

    def click(self, selector):
        self.page.click(selector)
        self.inputs += 1

    def select(self, number, words):
        """Select words of a sentence with the mouse."""
        for _ in range(5):  # the page may move under the mouse
            self.page.evaluate("getSelection().removeAllRanges()")
            rects = self.page.evaluate(SELECT, [number, words])
            (left, top, _, bottom), (_, last_top, right, last_bottom) = rects[0], rects[-1]
            self.page.mouse.move(left + 1, (top + bottom) / 2)
            self.page.mouse.down()
            self.page.mouse.move(right - 1, (last_top + last_bottom) / 2, steps=4)
            self.page.mouse.up()
            if self.page.evaluate("getSelection().toString()").split() == words.split():
                self.inputs += 1
                return
        raise AssertionError(f"sentence {number}: {words!r} can't be selected")

    @property
    def state(self):
        return self.page.inner_text("#state")

    def settled(self, said="All changes saved"):
        """Wait until the page says so."""
        expect(self.page.locator("#state")).to_contain_text(said, timeout=15000)

    @property
    def cards(self):
        return self.page.locator(".card").count()

    @property
    def open(self):
        return self.page.locator(".card.is-open")

    def shown(self, field):
        """The values that a field of the open record shows."""
        boxes = self.page.locator(f'[data-field="{field}"] textarea')
        return [boxes.nth(place).input_value() for place in range(boxes.count())]
