"""A PostgreSQL server on loopback, of the system's own package, for the tests of a session."""

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import psycopg
import pytest

from onrecord.store import open_store

SETTINGS = ("fsync=off", "full_page_writes=off", "max_connections=60", "timezone=UTC")


def binaries():
    """The folder of the server's programs, or None where there are none."""
    found = [*Path("/usr/lib/postgresql").glob("*/bin/initdb"), *map(Path, filter(None, [shutil.which("initdb")]))]
    return found[0].resolve().parent if found else None


class Server:
    """A server that can be stopped and started; each database of it is made for one test."""

    def __init__(self, folder, settings):
        self.folder = folder
        self.settings = settings
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._names = count(1)
        self._template = None
        self.run("initdb", "--auth=trust", "--username=onrecord", "--encoding=UTF8", "--no-sync", "--pgdata", folder)

    def run(self, program, *arguments):
        """Run one of the server's programs, by a user who may: the server refuses to be root's."""
        user = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}
        subprocess.run(
            [binaries() / program, *arguments],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.folder,
            **user,
        )

    def start(self):
        settings = " ".join(f"-c {each}" for each in (*self.settings, f"unix_socket_directories={self.folder}"))
        options = f"-h 127.0.0.1 -p {self.port} {settings}"
        self.run("pg_ctl", "--pgdata", self.folder, "--wait", "--log", self.folder / "log", "-o", options, "start")

    def stop(self, mode="immediate"):
        self.run("pg_ctl", "--pgdata", self.folder, "--wait", "--mode", mode, "stop")

    def url(self, name, user="onrecord"):
        return f"postgresql://{user}@127.0.0.1:{self.port}/{name}"

    def execute(self, statement, name="postgres"):
        with psycopg.connect(self.url(name), autocommit=True) as connection:
            done = connection.execute(statement)
            return done.fetchall() if done.description else []

    def new_database(self, template=None):
        """The URL of a new database, empty or as a template is."""
        name = f"news{next(self._names)}"
        self.execute(f"CREATE DATABASE {name}{f' TEMPLATE {template}' if template else ''}")
        return self.url(name)

    def new_store(self):
        """The URL of a new database with a store that is empty, copied, which is quicker than making its tables."""
        if self._template is None:
            made = self.new_database()
            with open_store(made, create=True):
                self._template = made.rpartition("/")[2]
        return self.new_database(self._template)


@contextmanager
def server(settings=SETTINGS):
    """A server that runs within the block; the tests are skipped where none is installed, unless it is required."""
    if binaries() is None:
        if os.environ.get("ONRECORD_POSTGRESQL") == "required":
            pytest.fail("PostgreSQL isn't installed: apt install postgresql")
        pytest.skip("PostgreSQL isn't installed: apt install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="onrecord-postgresql-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    started = Server(folder, settings)
    try:
        started.start()
        yield started
    finally:
        with suppress(subprocess.CalledProcessError):  # it may have been stopped, or never started
            started.stop()
        shutil.rmtree(folder, ignore_errors=True)
