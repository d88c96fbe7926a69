"""`onrecord serve`: the pages of a store, in the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.options import StoreOption
from onrecord.cli.output import print_lines

__all__ = ["serve"]


def serve(
    store: StoreOption,
    *,
    host: Annotated[
        str,
        typer.Option(
            help="The address of this machine to serve at. Others than 127.0.0.1 let others in the network in who know "
            "the token."
        ),
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to serve at; 0 is any free one.")] = 0,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Whether to open the address in the browser.")
    ] = True,
) -> None:
    """Show a store in the browser, read only: search its articles and records, read stories, see a record's evidence.

    The address that is printed has a token, another one each time: whoever has none is refused. A batch may be writing
    to the store meanwhile; what it reads is on the pages as it comes. Ctrl-C ends it.
    """
    from onrecord.store import open_store
    from onrecord.web.serve import serve_store

    with open_store(store, patience=PATIENCE) as opened:
        serve_store(opened, say=_say, host=host, port=port, browser=browser)


PATIENCE = 5.0
"""Seconds that a page waits for a lock that another program has on the store."""


def _say(address: str) -> None:
    print_lines([f"{address} (Ctrl-C ends it)"])
