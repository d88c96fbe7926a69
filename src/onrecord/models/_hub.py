"""Files of the hub that makers of models publish at: named, downloaded piece by piece, and checked before use."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from onrecord.errors import UsageError, WeightsError
from onrecord.models._failures import FINAL, RETRIED, short
from onrecord.models._keeping import Progress, Weights, partials_of, problem_of, room_for, size_of
from onrecord.models._transport import is_this_machine
from onrecord.models._waits import LONGEST_WAIT, asked_wait, time_to_retry

if TYPE_CHECKING:
    import httpx2
    from tenacity import RetryCallState

    from onrecord.settings import Settings

__all__ = ["HubFile", "checksum_of", "download"]

SILENCE = 10.0
"""Seconds without a byte after which a connection counts as broken; an interruption may have to wait for as long."""

MOST_REDIRECTS = 5
SLICE = 0.2
"""Seconds between two reports while nothing comes."""

PART = r"[A-Za-z0-9_][A-Za-z0-9_.+-]*"
NAME = re.compile(rf"hub/({PART}/{PART})(?:@({PART}))?/((?:{PART}/)*{PART}\.gguf)")
SPLIT = re.compile(r"-[0-9]{5}-of-(?!00000)([0-9]{5})(?=\.gguf\Z)")
SHA256 = re.compile(r'"?([0-9a-f]{64})"?')

LINKED_HASH = "x-linked-etag"
"""The header that has the SHA-256 of a large file, whose bytes lie elsewhere."""

ADVICE = {
    401: "it knows no such repository, or one that needs a login: check the name on its page; if the model needs it, "
    "accept its terms there and set HF_TOKEN",
    403: "it allows no access: accept the model's terms on its page, and set HF_TOKEN to a token that may read it",
    404: "it has no such file: check the owner, the repository and the file's name on its page",
}
"""What to do about a refusal, by status."""


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file of a repository, `OWNER/REPO`, as it is in a revision: a branch, a tag or a commit."""

    repository: str
    path: str
    revision: str = ""

    @classmethod
    def all_of(cls, name: str) -> tuple[HubFile, ...]:
        """The files of the model `hub/OWNER/REPO/FILE.gguf`: that one, or all parts of the split one that it is of.

        `@REVISION` may follow REPO, and folders stand before FILE. Raises `UsageError` for any other name.
        """
        found = NAME.fullmatch(name)
        if not found:
            raise UsageError(
                f"local:{name}: not a file of the hub; write local:hub/OWNER/REPO/FILE.gguf, and @REVISION behind "
                "REPO for another than the main one"
            )
        repository, revision, path = found[1], found[2] or "", found[3]
        split = SPLIT.search(path)
        if not split:
            return (cls(repository, path, revision),)
        parts = (f"-{number:05}-of-{split[1]}" for number in range(1, int(split[1]) + 1))
        return tuple(cls(repository, SPLIT.sub(part, path), revision) for part in parts)

    @staticmethod
    def is_named(name: str) -> bool:
        """Whether `name` is one that `all_of` takes."""
        return NAME.fullmatch(name) is not None

    @property
    def name(self) -> str:
        """The name without `local:`, which is also the file's place in the folder of weights."""
        return f"hub/{self.repository}{self.revision and f'@{self.revision}'}/{self.path}"

    def address(self, hub: str) -> str:
        """Where the file is at the hub."""
        return f"{hub.rstrip('/')}/{self.repository}/resolve/{self.revision or 'main'}/{self.path}"


def download(file: HubFile, target: Path, settings: Settings, report: Progress, known: Weights | None = None) -> None:
    """Put the whole file at `target`, and its SHA-256 beside it; goes on with what came before.

    The SHA-256 is that of `known`; without it, the one that the hub states. Whoever calls makes sure that no other
    process does the same. Raises `WeightsError`, which says what to do.
    """
    weights, partial = _Download(file, target, settings, report, known).run()
    if problem := problem_of(partial, weights, report):
        partial.unlink()
        raise WeightsError(
            f"local:{file.name}: what {_host_of(settings.hub)} sent is damaged or another file: {problem}. It was "
            "thrown away: run the same command again; if it ends so again, something between you and the hub alters it"
        )
    with partial.open("r+b") as whole:
        os.fsync(whole.fileno())
    checksum_of(target).write_text(f"{weights.sha256}  {target.name}\n")
    partial.replace(target)


def checksum_of(target: Path) -> Path:
    """Where the SHA-256 of a downloaded file is kept, as `sha256sum --check` reads it."""
    return target.with_name(f"{target.name}.sha256")


class _FetchError(Exception):
    """A failed attempt: whether to try again, and how many seconds the server asks to wait before that."""

    def __init__(self, message: str, *, again: bool = False, after: float | None = None) -> None:
        super().__init__(message)
        self.again = again
        self.after = after


class _Download:
    """One download: attempts that go on with each other, until the file is there or some in a row brought nothing."""

    def __init__(
        self, file: HubFile, target: Path, settings: Settings, report: Progress, known: Weights | None
    ) -> None:
        self._file = file
        self._target = target
        self._settings = settings
        self._report = report
        self._known = known
        self._url = file.address(settings.hub)
        self._furthest = 0
        self._fruitless = 0
        self._state = (0, 1)

    def run(self) -> tuple[Weights, Path]:
        """What the file is, and a file beside the target with as many bytes. Raises `WeightsError`."""
        from tenacity import Retrying, retry_if_exception

        retrying = Retrying(
            retry=retry_if_exception(lambda error: isinstance(error, _FetchError) and error.again),
            stop=lambda _: self._fruitless > self._settings.retries,
            wait=self._wait,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return retrying(self._counted)
        except _FetchError as error:
            kept = "; what came is kept, and the same command goes on with it" if partials_of(self._target) else ""
            raise WeightsError(f"local:{self._file.name}: {error}{kept}") from error

    def _counted(self) -> tuple[Weights, Path]:
        """An attempt; those in a row that bring nothing that no other had brought are counted."""
        before = self._furthest
        try:
            return self._attempt()
        except _FetchError:
            self._fruitless = 0 if self._furthest > before else self._fruitless + 1
            raise

    def _attempt(self) -> tuple[Weights, Path]:
        """Ask what the file is, and for as much of it as isn't here. Raises `_FetchError`."""
        with _client(self._settings, self._url) as http:
            weights = self._stated(http)
            partial = self._target.with_name(f"{self._target.name}.{weights.sha256[:16]}.partial")
            for other in partials_of(self._target):
                if other != partial:
                    other.unlink()
            with room_for(weights, partial):
                self._receive(http, partial, weights.size)
        return weights, partial

    def _stated(self, http: httpx2.Client) -> Weights:
        """What the file is, as far as the hub and what is known agree. Raises `_FetchError`."""
        size, sha256 = _size_and_hash(self._described(http))
        host, known = _host_of(self._url), self._known
        if known and (size or known.size, sha256 or known.sha256) != (known.size, known.sha256):
            raise _FetchError(
                f"{host} has another file by this name: size {size}, SHA-256 {sha256}, instead of {known.size} and "
                f"{known.sha256}. Look for a copy of the right one elsewhere, and set ONRECORD_WEIGHTS to it"
            )
        if known:
            return known
        if size is None or sha256 is None:
            raise _FetchError(
                f"{host} doesn't state the file's size and SHA-256, so that what comes couldn't be checked: download "
                "it yourself, and name it local:FILE.gguf"
            )
        return Weights(self._target.name, size, sha256, (), self._file.repository)

    def _described(self, http: httpx2.Client) -> httpx2.Response:
        """The hub's own response that tells of the file, which mostly redirects to another host that has its bytes."""
        response = http.head(self._url)
        for _ in range(MOST_REDIRECTS):
            following = response.next_request
            if not following or LINKED_HASH in response.headers or following.url.origin != response.url.origin:
                break
            response = http.send(following)
        if not response.is_redirect:
            self._require_success(response)
        return response

    def _receive(self, http: httpx2.Client, partial: Path, size: int) -> None:
        """Put what the partial file lacks behind what it has. Raises `_FetchError` where something is still lacking."""
        have = size_of(partial)
        self._note(have, size)
        if have >= size:
            return
        wanted = {"Range": f"bytes={have}-"} if have else {}
        with http.stream("GET", self._url, headers=wanted, follow_redirects=True) as response:
            if have and _misfits(response, have):
                partial.unlink()
                raise _FetchError(f"{response.url.host} sent another part of the file than was asked for", again=True)
            self._require_success(response)
            resumed = bool(have) and response.status_code == HTTPStatus.PARTIAL_CONTENT
            with partial.open("ab" if resumed else "wb") as file:
                self._write(file, response, have if resumed else 0, size)

    def _write(self, file: BinaryIO, response: httpx2.Response, done: int, size: int) -> None:
        for chunk in response.iter_raw():
            file.write(chunk[: size - done])
            done = min(done + len(chunk), size)
            self._note(done, size)
            if done == size:
                return
        raise _FetchError(f"{response.url.host} ended the connection after {done:,} of {size:,} bytes", again=True)

    def _note(self, done: int, size: int) -> None:
        """Report how far it is."""
        self._furthest = max(self._furthest, done)
        self._state = (done, size)
        self._report("fetch", done, size)

    def _require_success(self, response: httpx2.Response) -> None:
        """Raise `_FetchError` where a response brings nothing, with what to do about it.

        Hosts that the hub redirects to are asked again whatever they say: their addresses hold for minutes alone.
        """
        import httpx2

        if response.is_success:
            return
        status, host = response.status_code, response.url.host
        of_hub = response.url.origin == httpx2.URL(self._url).origin
        words = short(response.headers.get("x-error-message", ""))
        said = f"{host} answers HTTP {status}{words and f' ({words})'}"
        if of_hub and status not in RETRIED and (status < 500 or status in FINAL):
            raise _FetchError(f"{said}: {ADVICE.get(status, 'it refuses the request')}")
        after = asked_wait(response.headers, None, words)
        if after is None or after <= LONGEST_WAIT:
            raise _FetchError(f"{said}: try again later", again=True, after=after)
        raise _FetchError(f"{said}, and asks to wait {after:,.0f} s: try again then, or with HF_TOKEN set")

    def _wait(self, state: RetryCallState) -> float:
        """Seconds before the next attempt."""
        failed = state.outcome.exception() if state.outcome else None
        after = failed.after if isinstance(failed, _FetchError) else None
        return time_to_retry(after, self._fruitless, self._settings.backoff)

    def _sleep(self, seconds: float) -> None:
        """Wait, and report meanwhile, so that whoever is told can stop the work."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(left, SLICE))
            self._report("fetch", *self._state)


@contextmanager
def _client(settings: Settings, url: str) -> Iterator[httpx2.Client]:
    """A client for the hub. Raises `_FetchError` for what goes wrong with its connections within the block.

    It sends the token to the hub alone: a redirect to another scheme, host or port goes without it.
    """
    import httpx2

    silence = httpx2.Timeout(min(SILENCE, settings.timeout or SILENCE))
    http = httpx2.Client(
        headers=_headers(settings),
        timeout=silence,
        max_redirects=MOST_REDIRECTS,
        trust_env=not is_this_machine(url),  # no proxy between us and ourselves
    )
    try:
        with http:
            yield http
    except (httpx2.TooManyRedirects, httpx2.UnsupportedProtocol, httpx2.InvalidURL) as error:
        raise _FetchError(f"{_host_of(url)} can't be asked, or redirects to where nothing is: {error}") from error
    except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
        what = f"no connection to {error.request.url.host}: check the network, or HF_ENDPOINT ({error})"
        raise _FetchError(what, again=True) from error
    except httpx2.TransportError as error:
        raise _FetchError(f"the connection to {error.request.url.host} broke: {error}", again=True) from error


def _headers(settings: Settings) -> dict[str, str]:
    """What every request to the hub says. Raises `UsageError` for a token that can't be sent."""
    headers = {"User-Agent": f"onrecord/{version('onrecord')}", "Accept-Encoding": "identity"}
    if token := settings.hub_token:
        if not (token.isascii() and token.isprintable()):
            raise UsageError("HF_TOKEN has characters that no token has: set it to one as the hub shows it")
        headers["Authorization"] = f"Bearer {token}"
    return headers


def _size_and_hash(response: httpx2.Response) -> tuple[int | None, str | None]:
    """The size and SHA-256 of the file that a response tells of, each None where it doesn't say."""
    own = {} if response.is_redirect else response.headers
    size = response.headers.get("x-linked-size") or own.get("content-length") or ""
    sha256 = SHA256.fullmatch(response.headers.get(LINKED_HASH) or own.get("etag") or "")
    return int(size) if size.isdecimal() else None, sha256[1] if sha256 else None


def _misfits(response: httpx2.Response, have: int) -> bool:
    """Whether a response to a request for what follows `have` bytes brings something else, other than all of it."""
    if response.status_code == HTTPStatus.PARTIAL_CONTENT:
        return not response.headers.get("content-range", "").startswith(f"bytes {have}-")
    return response.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE


def _host_of(url: str) -> str:
    """The host of an address."""
    return urlsplit(url).hostname or url
