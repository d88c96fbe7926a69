"""The language of a text: detected, or named by a tag such as `de` or `pt-BR`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["UNCERTAIN", "detect_language", "language_tag"]

UNCERTAIN = "en"
"""The language of a text that is too short, or too strange, for its language to be detected."""

LEAST = 0.25
"""The least probability of a language that is believed; below it stand lone names, figures and texts of a few words."""

LOOKED_AT = 2_000
"""Characters at the start of a text that are looked at: more of them tell nothing new. They take half a millisecond."""


def detect_language(text: str) -> str:
    """The code of the language that `text` is most likely in, of ISO 639-1; `UNCERTAIN` where none is likely.

    By the naive Bayes model over byte n-grams of langid.py (M. Lui and T. Baldwin, "langid.py: An Off-the-shelf
    Language Identification Tool", 2012) as py3langid trains it. `benchmarks/languages.py` has how often it is right.
    """
    code, probability = _identifier().classify(text[:LOOKED_AT])
    return str(code) if probability >= LEAST else UNCERTAIN


def language_tag(tag: str) -> str:
    """The tag, if it is one of a language by BCP 47, such as `de`, `pt-BR` or `zh-Hant`. Raises `UsageError`."""
    import langcodes

    if not langcodes.tag_is_valid(tag) or langcodes.Language.get(tag).language in (None, "und", "mul", "zxx"):
        raise UsageError(f"{tag!r} is no code of a language; write one such as de, pt-BR or zh-Hant")
    return tag


@cache
def _identifier() -> LanguageIdentifier:
    """The model, loaded once; it takes about a tenth of a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.nb_classes if len(code) == 2])
    return identifier
