"""The embedded model: llama.cpp's server in a process of its own, reached on a loopback port.

The library could run the server within this process, but it holds the interpreter's lock while it loads and while it
stops, and stopping waits for the request being answered, or forever if its client lives in the same process: an event
loop would stand still, and Ctrl-C would hang. A process of its own is ended at once, returns its memory, and can't take
this one down. It reads its standard input to the end and leaves then, so that it goes whenever this process goes,
however that happens.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import secrets
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

from onrecord.errors import WeightsError
from onrecord.models._keeping import Progress, Weights, is_gguf
from onrecord.models._kept_models import HUB, fetch_weights
from onrecord.models._weights import EMBEDDED, INSTALL, weights_path
from onrecord.settings import inherited

if TYPE_CHECKING:
    import httpx2
    import xllamacpp  # type: ignore[import-untyped]  # a compiled module without type information

    from onrecord.settings import Settings

__all__ = ["WINDOW", "LocalServer", "cores", "library", "open_local", "serve", "server_client"]

logger = logging.getLogger(__name__)

WINDOW = 8192
"""Tokens of context where the settings don't say; memory grows with it."""

BATCH = 512
"""Tokens of a prompt read at a time; a request that its client gave up is dropped between two batches. The library's
own 2048 reads no faster on a processor.
"""

CHILD = (
    "import json, sys; order = json.loads(sys.stdin.buffer.readline()); sys.path[:] = order['sys_path']; "
    "from onrecord.models._local import serve; serve(order)"
)
"""What the server's process runs. Its orders come on standard input: others can't read the key there."""

WAITING = "passive"
"""The `OMP_WAIT_POLICY` with which the library's threads sleep while they wait for each other: beside other work on the
same cores, threads that spin take several times as long, and on a quiet machine sleeping costs nothing.
"""

REPLY = b"onrecord: "
"""Begins the one line that the server's process says; a host's start-up files may print others."""


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A running embedded model: an OpenAI-compatible API at `base_url` for whoever has `api_key`.

    `name` says which weights answer; `window` is the context in tokens that one request and its answer share; `slots`
    is how many requests are worth sending at once; `pid` is its process. The states of slots are saved in the folder
    `states`, for as long as the server runs; another one of the same version of the `library` and the same `identity`
    can restore them.
    """

    name: str
    base_url: str
    api_key: str = field(repr=False)
    window: int
    pid: int
    states: Path
    library: str
    identity: str
    slots: int = 1


@asynccontextmanager
async def open_local(
    settings: Settings, model: str = "local", *, weights: Weights = EMBEDDED, progress: Progress | None = None
) -> AsyncIterator[LocalServer]:
    """The embedded model, running within the `async with` block and gone after it.

    `model` is `local`, `local:PATH` for any other GGUF file, or `local:hub/OWNER/REPO/FILE.gguf` for one from the hub,
    which is downloaded where it isn't there yet. The event loop lives while the weights are checked and
    loaded, which takes seconds; `progress` is called from another thread. However the block is left, a cancellation
    while it loads included, the server has ended when this returns. So it has, within seconds, when this process is
    killed.

    Raises `WeightsError` where the weights or the library are missing or damaged, or the model can't be loaded.
    """
    states = Path(tempfile.gettempdir(), f"onrecord-{secrets.token_hex(8)}")
    child = _Child(settings, progress, states)
    try:
        server = await asyncio.to_thread(child.start, model, weights)
        logger.debug("%s runs as process %d at %s", server.name, server.pid, server.base_url)
        yield server
    finally:
        child.stop()
        shutil.rmtree(states, ignore_errors=True)  # the process made it, and may have been ended at once


def server_client(server: LocalServer) -> httpx2.AsyncClient:
    """A client of a server, for all that it does besides completions; it waits as long as an answer takes."""
    import httpx2

    return httpx2.AsyncClient(
        base_url=server.base_url.removesuffix("/v1"),
        headers={"Authorization": f"Bearer {server.api_key}"},
        timeout=None,
        limits=httpx2.Limits(max_keepalive_connections=0),  # the server closes idle ones as it is about to be asked
        trust_env=False,
        verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),  # no certificates, which take time to load: it is asked by http
    )


class _StoppedError(Exception):
    """The server is no longer wanted."""


class _Child:
    """The server's process, started in one thread and stopped from any."""

    def __init__(self, settings: Settings, progress: Progress | None, states: Path) -> None:
        self._settings = settings
        self._progress = progress
        self._states = states
        self._lock = threading.Lock()
        self._stopped = False
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, model: str, weights: Weights) -> LocalServer:
        """The server, once it answers. Raises `WeightsError`, or `_StoppedError` after `stop`."""
        made_by = library()
        path = self._path(model, weights)
        self._report("load", 0, 1)
        with tempfile.TemporaryFile() as log:
            verbose = logger.isEnabledFor(logging.DEBUG)
            process = self._spawn(None if verbose else log)
            order = _order(path, self._settings, self._states, verbose=verbose)
            reply = _converse(process, order)
            if "address" not in reply:
                self._report("load", 0, 1)  # raises, where it was `stop` that ended the process
                _raise_failure(path, process, reply, log)
        self._report("load", 1, 1)
        return LocalServer(
            path.stem,
            reply["address"] + "/v1",
            order["key"],
            reply["window"],
            process.pid,
            self._states,
            made_by,
            _identity(order, weights.sha256 if model == "local" else _marks(path)),
            order["slots"],
        )

    def stop(self) -> None:
        """End the process, now, and wait until it has ended: it holds nothing that would have to be saved."""
        with self._lock:
            self._stopped = True
        if (process := self._process) is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()

    def _path(self, model: str, weights: Weights) -> Path:
        _, _, given = model.partition(":")
        if model.startswith(HUB):
            return _other(fetch_weights(model, self._settings, progress=self._report))
        if given:
            return _other(Path(given).expanduser())
        return weights_path(self._settings, weights=weights, progress=self._report)

    def _report(self, stage: str, done: int, total: int) -> None:
        if self._stopped:
            raise _StoppedError
        if self._progress is not None:
            self._progress(stage, done, total)

    def _spawn(self, log: IO[bytes] | None) -> subprocess.Popen[bytes]:
        """The process, in a session of its own: a Ctrl-C at the terminal is this process's to act on."""
        with self._lock:
            if self._stopped:
                raise _StoppedError
            self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and our own text
                [sys.executable, "-P", "-c", CHILD],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=inherited(OMP_WAIT_POLICY=WAITING),
                start_new_session=True,
            )
            return self._process


def library() -> str:
    """The version of the library that runs the model. Raises `WeightsError` where it is missing."""
    if find_spec("xllamacpp") is None:
        raise WeightsError(f"the embedded model needs xllamacpp, which isn't installed: run {INSTALL}")
    return version("xllamacpp")


def _other(path: Path) -> Path:
    """The file of another model. Raises `WeightsError` where it is no GGUF file."""
    try:
        if is_gguf(path):
            return path.absolute()
    except OSError as error:
        raise WeightsError(f"local:{path}: the model can't be read: {error.strerror}") from error
    raise WeightsError(f"local:{path}: not a GGUF file: name a file that llama.cpp can run")


def _order(path: Path, settings: Settings, states: Path, *, verbose: bool) -> dict[str, Any]:
    """What the server's process is to do."""
    return {
        "path": str(path),
        "name": path.stem,
        "states": f"{states}{os.sep}",
        "slots": settings.slots or 1,
        "window": settings.window or WINDOW,
        "threads": settings.threads or cores(),
        "key": secrets.token_urlsafe(32),
        "verbosity": 4 if verbose else 1,
        "sys_path": [str(folder) for folder in sys.path],
    }


def _identity(order: dict[str, Any], weights: object) -> str:
    """All that a slot's state hangs on, besides the library and what was read."""
    return json.dumps([order["window"], order["slots"], weights])


def _marks(path: Path) -> list[object]:
    """What tells a file of weights without a known SHA-256 from others, and from what it may become."""
    status = path.stat()
    return [str(path), status.st_size, status.st_mtime_ns]


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _converse(process: subprocess.Popen[bytes], order: dict[str, Any]) -> dict[str, Any]:
    """What the process says once it has loaded the model; nothing, if it ended before."""
    if process.stdin is None or process.stdout is None:
        return {}  # never so: both are pipes
    with suppress(BrokenPipeError):
        process.stdin.write(json.dumps(order).encode() + b"\n")
        process.stdin.flush()
    for line in process.stdout:
        if line.startswith(REPLY):
            reply: dict[str, Any] = json.loads(line.removeprefix(REPLY))
            return reply
    return {}


def _raise_failure(path: Path, process: subprocess.Popen[bytes], reply: dict[str, Any], log: IO[bytes]) -> NoReturn:
    """Raise what the process said, or how it ended, and the end of its log."""
    code = process.wait()
    ended = f"ended by signal {-code}" if code < 0 else f"ended with status {code}"
    memory = "; the machine may lack memory: lower ONRECORD_WINDOW or free some" if code == -9 else ""
    log.seek(0)
    said = log.read().decode(errors="replace").strip()[-600:]
    raise WeightsError(f"{path}: the model can't be loaded: {reply.get('error') or ended}{memory}\n{said}".rstrip())


def serve(order: dict[str, Any]) -> NoReturn:
    """Run the server as `order` says until standard input ends. This is the whole life of the server's process.

    Says `{"address", "window"}` or `{"error"}` on what was standard output; the library's own output goes to standard
    error. The folder of states is made here and removed here, since whoever started this may be killed at any time.
    """
    replies = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    code = 0
    try:
        _answer(order, replies)
    except Exception:  # noqa: BLE001  # told in the log
        traceback.print_exc()
        code = 1
    shutil.rmtree(order["states"], ignore_errors=True)
    os._exit(code)  # no clean-up: the library's would wait for the request being answered


def _answer(order: dict[str, Any], replies: IO[bytes]) -> None:
    """Load the model, say so, and stay until standard input ends. Raises `OSError` where nobody listens any more."""
    try:
        os.mkdir(order["states"], mode=0o700)  # noqa: PTH102  # fails where anything is there
        server = _load(order)
        reply = {"address": server.listening_address, "window": _window(server.listening_address, order["key"])}
    except (ImportError, RuntimeError, OSError) as error:
        reply = {"error": str(error)}
    replies.write(REPLY + json.dumps(reply).encode() + b"\n")
    if "error" not in reply:
        sys.stdin.buffer.read()


def _load(order: dict[str, Any]) -> xllamacpp.Server:
    """The library's server, its model loaded, on a free loopback port of the kernel's choice."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = order["path"]
    params.model_alias = {order["name"]}
    params.n_ctx = order["window"] * order["slots"]
    params.n_parallel = order["slots"]
    params.n_batch = BATCH
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [order["key"]]
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = order["threads"]
    params.cpuparams.poll = params.cpuparams_batch.poll = 0  # as `WAITING`, where the library is built without OpenMP
    params.slot_save_path = order["states"]
    params.cache_ram_mib = 0  # states are saved in files
    params.verbosity = order["verbosity"]
    params.warmup = params.fit_params = False  # each costs most of a second
    params.ui = params.endpoint_slots = False
    return xllamacpp.Server(params)


def _window(address: str, key: str) -> int:
    """The context that the server gives a request, in tokens: what was asked for, or less where the model has less."""
    from http.client import HTTPConnection

    connection = HTTPConnection(address.removeprefix("http://"), timeout=60)
    connection.request("GET", "/props", headers={"Authorization": f"Bearer {key}"})
    return int(json.load(connection.getresponse())["default_generation_settings"]["n_ctx"])
