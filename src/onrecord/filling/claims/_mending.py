"""A claim that its evidence doesn't support gives way to what the evidence says itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.filling._draft import Draft
from onrecord.filling._rule import Rule
from onrecord.filling.languages import CLAIMING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.grounding.text import ArticleIndex

__all__ = ["MENDING"]


def _mended(drafts: Sequence[Draft], index: ArticleIndex) -> Iterable[Draft]:
    return drafts


MENDING = Rule("claims that their evidence supports", _mended, frozenset(CLAIMING))
