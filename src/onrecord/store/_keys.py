"""What tells articles and runs from one another."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from onrecord.article import Article
from onrecord.extraction import PromptUsed

__all__ = ["article_key", "identity_of"]


def article_key(article: Article) -> bytes:
    """What tells an article from all others: 16 bytes of a hash over its id and its text."""
    return hashlib.blake2b(f"{article.id}\0{article.text}".encode(), digest_size=16).digest()


def identity_of(model: str, prompts: Sequence[PromptUsed], *, strict: bool) -> str:
    """What makes two runs the same: the model, all that the prompts send, and whether records are left out."""
    known = [model, sorted(prompt.identity for prompt in prompts), strict]
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()
