"""Pages that `onrecord serve` serves, asked for as a browser does, or as nobody should."""

import http.client
import re
import signal
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from conftest import SCRIPT, environment
from digests import ferry, hostile, plain
from made_summaries import arabic_summary, hostile_summary

from onrecord.store import open_store
from onrecord.stories import update_stories

PROMPTS = ferry()[0].prompts


@dataclass(frozen=True)
class Answer:
    """What came of a request."""

    status: int
    headers: dict
    text: str

    @property
    def titles(self):
        """The titles in a list."""
        return re.findall(r'class="title"[^>]*>([^<]*)<', self.text)

    @property
    def then(self):
        """Where the list goes on."""
        found = re.search(r'rel="next" href="([^"]*)"', self.text[self.text.index("<main") :])
        return found[1].replace("&amp;", "&") if found else None

    @property
    def said(self):
        """The sentence of a page that has nothing else."""
        return re.search(r'<p dir="auto">(.*)</p>', self.text)[1]


class Served:
    """Pages at an address; `root` is the token with its slash, `host` the name and the port."""

    def __init__(self, address, process=None):
        self.address = address
        self.process = process
        parts = urlsplit(address)
        self.host, self.root = parts.netloc, parts.path.rstrip("/")

    def get(self, path="/", **headers):
        """The answer to a request for a page; headers have `_` for `-`."""
        return self.ask("GET", path if path.startswith(self.root) else self.root + path, **headers)

    def ask(self, method, path, body=None, **headers):
        """The answer to any request."""
        connection = http.client.HTTPConnection(*self.host.split(":"), timeout=60)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body, given)
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read().decode())
        finally:
            connection.close()

    def interrupt(self):
        """Press Ctrl-C; the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)


@contextmanager
def served(location, *options, log=subprocess.DEVNULL):
    """The pages of a store, by the command itself; it is killed at the end of the block if it still runs."""
    command = [SCRIPT, "serve", "--store", location, "--no-browser", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, env=environment(), text=True) as process:
        try:
            line = process.stdout.readline()
            assert line, f"{command} ended with {process.wait(30)}"
            yield Served(line.split()[0], process)
        finally:
            process.kill()


def filled(location, *summaries):
    """Put summaries into a store as a batch does, and its articles into stories."""
    with open_store(location, create=True) as store:
        run = store.run("fake", PROMPTS)
        for summary in summaries:
            run.saw(summary.article)
            run.keep(summary)
            run.flush()
        update_stories(store)
    return str(location)


def news():
    """A story by three outlets, others without, one in Arabic, and everything hostile."""
    return [*ferry(), plain("mill", "The mill of Lindow burned down", day=None), arabic_summary(), *hostile_ones()]


def hostile_ones():
    """Articles in which everything is hostile."""
    return [*hostile(), hostile_summary()]
