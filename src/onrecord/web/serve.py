"""The pages of a store, read only."""

from __future__ import annotations

import logging
from collections.abc import Callable

from onrecord.store import Store, StoreError
from onrecord.web._serving import LOOPBACK, check_installed, serve

__all__ = ["serve_store"]

logger = logging.getLogger(__name__)


def serve_store(
    store: Store, *, say: Callable[[str], None], host: str = LOOPBACK, port: int = 0, browser: bool = True
) -> None:
    """Serve the pages of a store until Ctrl-C, behind a token that is in their address; nothing is written any more.

    `say` is told the address. Raises `UsageError` where the host isn't this machine's, or the port can't be had.
    """
    check_installed()
    from onrecord.web._store_pages import store_app

    _index(store)
    store.share()
    serve(store_app(store), say=say, host=host, port=port, browser=browser)


def _index(store: Store) -> None:
    """Bring the index of words up to date, so that searches are quick; where it can't be written now, say so."""
    try:
        store.indexed_to()
    except StoreError as error:
        logger.warning("articles that came since the last search are searched without an index: %s", error)
