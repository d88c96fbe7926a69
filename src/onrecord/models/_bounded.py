"""An HTTP client that reads a response up to a bound, so that none takes all memory, packed ones neither."""

from __future__ import annotations

from typing import Any

import httpx2
import openai

from onrecord.models._failures import TooLargeError

__all__ = ["MOST_BYTES", "BoundedClient"]

MOST_BYTES = 16 * 2**20
"""Bytes of one response, unpacked, that are read: many times the longest answer, and far from all memory."""

_OF_THE_BODY = ("content-encoding", "content-length", "transfer-encoding")
"""Headers that say how the body came, and no longer hold once it is read."""


class BoundedClient(openai.DefaultAioHttpClient):
    """openai's own client over aiohttp. Raises `TooLargeError` for a response of more than `MOST_BYTES`."""

    async def send(self, request: httpx2.Request, *, stream: bool = False, **options: Any) -> httpx2.Response:  # noqa: ARG002  # httpx2's signature
        """The response, with its body read."""
        response = await super().send(request, stream=True, **options)
        try:
            content = await _content(response)
        finally:
            await response.aclose()
        headers = [(name, value) for name, value in response.headers.multi_items() if name not in _OF_THE_BODY]
        return httpx2.Response(response.status_code, headers=headers, content=content, request=request)


async def _content(response: httpx2.Response) -> bytes:
    parts, size = [], 0
    async for part in response.aiter_bytes():
        size += len(part)
        if size > MOST_BYTES:
            raise TooLargeError(f"the response is larger than {MOST_BYTES // 2**20} MB, which is the most that is read")
        parts.append(part)
    return b"".join(parts)
