"""What tells articles and runs from one another."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from onrecord.article import Article
from onrecord.extraction import PromptUsed
from onrecord.grounding import Support

__all__ = ["article_key", "identity_of"]


def article_key(article: Article) -> bytes:
    """What tells an article from all others: 16 bytes of a hash over its id and its text."""
    return hashlib.blake2b(f"{article.id}\0{article.text}".encode(), digest_size=16).digest()


def identity_of(
    model: str, prompts: Sequence[PromptUsed], *, strict: bool, weakest: Support = Support.UNSUPPORTED
) -> str:
    """What makes two runs the same: the model, all that the prompts send, and which records are left out."""
    known: list[object] = [model, sorted(prompt.identity for prompt in prompts), strict]
    known += [] if weakest is Support.UNSUPPORTED else [weakest]
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()
