"""The Ray cluster that a batch runs on: one that runs already, or one started on this machine for the batch."""

from __future__ import annotations

import logging
import os
import re
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, NewType

from onrecord.errors import OnrecordError, UsageError
from onrecord.settings import KINDS_FILES, kinds_files, preset

__all__ = ["Place", "cluster", "place_of", "ray_library"]

Place = NewType("Place", str)
"""`local`: this machine; `auto`: the cluster that this machine is in; or the `HOST:PORT` of one."""

OWN = {"include_dashboard": False, "object_store_memory": 500_000_000, "_node_ip_address": "127.0.0.1"}
"""How a cluster of the batch's own is started: for this machine alone, with few bytes for what is on its way."""

ENVIRONMENT = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_BACKEND_LOG_LEVEL": "fatal"}
"""What Ray is told unless it is told something else: to report nothing to its makers, and not to talk on stderr."""

_KNOWN = re.compile(r"local|auto|[\w.-]+:\d+|\[[0-9a-fA-F:]+\]:\d+")


def place_of(address: str) -> Place:
    """The place that an address names. Raises `UsageError` where it names none, or Ray isn't installed."""
    if not _KNOWN.fullmatch(address):
        raise UsageError(
            f"--ray {address}: is no address of a Ray cluster; write --ray local for this machine, --ray auto for the "
            "cluster that it is in, or --ray HOST:PORT"
        )
    ray_library()
    return Place(address)


def ray_library() -> Any:
    """Ray, with its `data`. Raises `UsageError` where it isn't installed."""
    preset(ENVIRONMENT)
    try:
        import_module("ray.data")
        return import_module("ray")
    except ImportError as error:
        raise UsageError(
            f"--ray needs Ray Data, which can't be loaded: {error}; pip install 'onrecord[ray]'"
        ) from error


@contextmanager
def cluster(place: Place) -> Iterator[Any]:
    """Ray, connected to the cluster within the block. Raises `OnrecordError` where there is none.

    What interrupts the command stays what it was.
    """
    ray = ray_library()
    options = OWN if place == "local" else _elsewhere()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    _look_for(place)
    try:
        ray.init(address=place, log_to_driver=False, logging_level=logging.ERROR, **options)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise OnrecordError(f"--ray {place}: can't be reached: {_first_line(error)}") from error
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    try:
        yield ray
    finally:
        ray.shutdown()


def _elsewhere() -> dict[str, Any]:
    """What processes of a cluster that runs already have to know: the files of kinds, at the same paths there."""
    files = os.pathsep.join(str(path.resolve()) for path in kinds_files())
    return {"runtime_env": {"env_vars": {KINDS_FILES: files}}} if files else {}


def _look_for(place: Place) -> None:
    """Raise `OnrecordError` where nobody listens at the address of a cluster, for which Ray would wait for minutes."""
    host, _, port = place.rpartition(":")
    if not host:
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=10).close()
    except OSError as error:
        raise OnrecordError(f"--ray {place}: can't be reached: {error.strerror or error}") from error


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
