"""A headless Chromium for tests, driven over a pipe: no port, no driver to install, nothing left behind."""

import base64
import json
import os
import select
import shutil
import signal
import time
from contextlib import suppress
from fcntl import F_DUPFD_CLOEXEC, fcntl

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = "no Chromium here; on Debian: apt-get install --no-install-recommends chromium"

OPTIONS = (
    "--headless=new",
    "--no-sandbox",  # which the root of a container can't have
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-breakpad",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--remote-debugging-pipe",
    "about:blank",
)


def find_chromium():
    """The path of the browser, None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def path_or_skip():
    """The path of the browser; without one the test is skipped, or fails where ONRECORD_BROWSER is `required`."""
    path = find_chromium()
    if path is None:
        (pytest.fail if os.environ.get("ONRECORD_BROWSER") == "required" else pytest.skip)(MISSING)
    return path


class Chromium:
    """A browser with a profile of its own; see https://chromedevtools.github.io/devtools-protocol/ for its methods."""

    def __init__(self, path, profile, *, timeout=60):
        self._timeout = timeout
        self._number = 0
        self._unread = b""
        self.profile = profile
        self.events = []
        theirs, self._to = _far_pipe()
        self._from, theirs_too = _far_pipe()
        nowhere = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in (0, 1, 2)]
        pipes = [(os.POSIX_SPAWN_DUP2, theirs, 3), (os.POSIX_SPAWN_DUP2, theirs_too, 4)]
        arguments = [path, *OPTIONS, f"--user-data-dir={profile}"]
        self._pid = os.posix_spawn(path, arguments, os.environ, file_actions=[*nowhere, *pipes], setpgroup=0)
        os.close(theirs)
        os.close(theirs_too)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with suppress(OSError, EOFError, TimeoutError):
            self.call("Browser.close")
        try:
            self._wait(10)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(self._pid, signal.SIGKILL)
            os.close(self._to)
            os.close(self._from)

    def call(self, method, session=None, **parameters):
        """The result of a method; what happens until it comes is added to `events`."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        os.write(self._to, json.dumps(message | ({"sessionId": session} if session else {})).encode() + b"\0")
        answer = self._until(lambda each: each.get("id") == self._number)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        return answer["result"]

    def wait_for(self, method, session):
        """The first event of that name in the session, past ones included."""
        past = (each for each in self.events if (each["method"], each.get("sessionId")) == (method, session))
        return next(past, None) or self._until(
            lambda each: (each.get("method"), each.get("sessionId")) == (method, session)
        )

    def open(self, url, **device):
        """A page once it has loaded; `device` is as for `Emulation.setDeviceMetricsOverride`."""
        return Page(self, url, {"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": False} | device)

    def _until(self, wanted):
        deadline = time.monotonic() + self._timeout
        while True:
            message = self._next(deadline)
            if "method" in message:
                self.events.append(message)
            if wanted(message):
                return message

    def _next(self, deadline):
        while b"\0" not in self._unread:
            ready, _, _ = select.select([self._from], [], [], max(0, deadline - time.monotonic()))
            if not ready:
                raise TimeoutError(f"Chromium said nothing for {self._timeout} s")
            read = os.read(self._from, 1 << 20)
            if not read:
                raise EOFError("Chromium has ended")
            self._unread += read
        message, _, self._unread = self._unread.partition(b"\0")
        return json.loads(message)

    def _wait(self, seconds):
        deadline = time.monotonic() + seconds
        while os.waitpid(self._pid, os.WNOHANG) == (0, 0):
            if time.monotonic() > deadline:
                os.killpg(self._pid, signal.SIGKILL)
            time.sleep(0.05)


class Page:
    """A page that has loaded."""

    def __init__(self, browser, url, device):
        self._browser = browser
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Runtime", "Log", "Network", "Audits", "Page"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setDeviceMetricsOverride", **device)
        self.call("Page.navigate", url=url)
        browser.wait_for("Page.loadEventFired", self._session)
        # Two frames, so that what layout and painting complain about is there too.
        self.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def call(self, method, **parameters):
        """The result of a method on this page."""
        return self._browser.call(method, self._session, **parameters)

    def run(self, script):
        """The value of a JavaScript expression, awaited where it is a promise."""
        given = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in given:
            raise RuntimeError(f"{script}: {given['exceptionDetails']}")
        return given["result"].get("value")

    def press(self, key, *, text=""):
        """Press a key, by its name in `KeyboardEvent.key`."""
        codes = {"Tab": 9, "Enter": 13}
        known = {"key": key, "code": key, "windowsVirtualKeyCode": codes[key], "text": text}
        self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **known)
        self.call("Input.dispatchKeyEvent", type="keyUp", **known)

    def point(self, x, y, *, click=False):
        """Move the mouse to a place on the screen, and click there or not."""
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        for event in ("mousePressed", "mouseReleased") if click else ():
            self.call("Input.dispatchMouseEvent", type=event, x=x, y=y, button="left", clickCount=1)

    def emulate(self, **media):
        """Take the page for printed, or for one in the dark; as for `Emulation.setEmulatedMedia`."""
        self.call("Emulation.setEmulatedMedia", **media)

    @property
    def complaints(self):
        """What the console shows, uncaught exceptions, and issues such as what the content security policy refused."""
        names = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded", "Audits.issueAdded")
        return [each["params"] for each in self._events() if each["method"] in names]

    @property
    def requests(self):
        """The URL of everything that was asked for."""
        sent = [each["params"] for each in self._events() if each["method"] == "Network.requestWillBeSent"]
        return [each["request"]["url"] for each in sent]

    def screenshot(self, path):
        """A PNG of the page as far as the screen shows it."""
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def _events(self):
        return [each for each in self._browser.events if each.get("sessionId") == self._session]


def contrast(one, other):
    """The contrast of two colours that the Web Content Accessibility Guidelines define."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    """The relative luminance that they define."""
    shares = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _far_pipe():
    """A pipe with its ends beyond 3 and 4, which the browser gets; to read from, and to write to."""
    ends = os.pipe()
    far = tuple(fcntl(end, F_DUPFD_CLOEXEC, 10) for end in ends)
    for end in ends:
        os.close(end)
    return far
