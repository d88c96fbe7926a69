"""A real HTTP server on loopback that plays llama.cpp's: its slots hold what they read, and are saved in files."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from endpoint_server import EndpointServer, Reply, Seen, answer

from onrecord.testing import answer_text


class LlamaServer(EndpointServer):
    """Answers with one claim, made of all that its slot holds: what was read wrongly, or restored so, is seen in it.

    `read` lists how many characters each reading took, `saved` what was saved. With `full`, what is saved is cut short,
    as by a disk without room.
    """

    def __init__(self, states: Path, *, slots: int = 1, full: bool = False) -> None:
        super().__init__(self._said)
        self.states = states
        self.read: list[int] = []
        self.saved: list[str] = []
        self._full = full
        self._held = [("", "")] * slots

    def _said(self, seen: Seen) -> Reply:
        path = urlsplit(seen.path)
        if path.path.startswith("/slots/"):
            action = parse_qs(path.query)["action"][0]
            return getattr(self, f"_{action}")(int(path.path.rpartition("/")[2]), seen.payload["filename"])
        return self._completion(seen.payload)

    def _completion(self, payload: dict[str, Any]) -> Reply:
        slot, text = payload["id_slot"], json.dumps(payload["messages"])
        before, made = self._held[slot]
        shared = next((i for i, (a, b) in enumerate(zip(before, text, strict=False)) if a != b), len(before))
        self._held[slot] = (text, made[:shared] + text[shared:].swapcase())
        self.read.append(len(text) - shared)
        if payload.get("return_progress"):
            return _stream({"processed": shared, "total": len(text)}, {"processed": len(text), "total": len(text)})
        return answer(answer_text({"claims": [{"text": hashlib.sha256(self._held[slot][1].encode()).hexdigest()}]}))

    def _save(self, slot: int, filename: str) -> Reply:
        state = json.dumps(self._held[slot]).encode()
        (self.states / filename).write_bytes(state[:-100] if self._full else state)
        self.saved.append(filename)
        return Reply(json.dumps({"n_written": len(state)}).encode())

    def _restore(self, slot: int, filename: str) -> Reply:
        try:
            self._held[slot] = tuple(json.loads((self.states / filename).read_bytes()))
        except (OSError, ValueError):
            self._held[slot] = ("", "")
            return Reply(b'{"error": "Unable to restore slot"}', 400)
        return Reply(b"{}")


def _stream(*progress: dict[str, int]) -> Reply:
    events = [json.dumps({"choices": [], "prompt_progress": each}) for each in progress]
    body = "".join(f"data: {event}\n\n" for event in [*events, "[DONE]"])
    return Reply(body.encode(), headers={"Content-Type": "text/event-stream"})
