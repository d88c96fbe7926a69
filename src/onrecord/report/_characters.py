"""Replacements for characters that HTML and XML can't hold, or that mislead readers."""

from __future__ import annotations

__all__ = ["presentable"]

_PICTURES = 0x2400
"""The first of the code points at which Unicode has a picture of each of the first 32 control characters."""

_REPLACED = {
    **{code: chr(_PICTURES + code) for code in range(0x20) if chr(code) not in "\n\t"},
    0x7F: "\u2421",
    **dict.fromkeys((*range(0x80, 0xA0), 0x202D, 0x202E, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\ufffd"),
}


def presentable(text: str) -> str:
    """`text` with a picture in place of each control character, and U+FFFD for what can't be shown.

    U+FFFD replaces surrogates, noncharacters, and the two marks that override the direction of text, with which a page
    would show something else than the text says.
    """
    return text.translate(_REPLACED)
