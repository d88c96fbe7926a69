"""What holds in many languages: marks in figures, and negatives that are read where a language has no list."""

from __future__ import annotations

from typing import Final

from onrecord.grounding.languages._language import words

__all__ = ["DECIMAL_COMMA", "OTHER_NEGATIVES", "PARTICLES"]

DECIMAL_COMMA: Final = words(
    "af be bg bs ca cs da de el es et eu fi fr gl hr hu hy id is it ka kk lt lv mk nb nl nn no pl pt ro ru sk sl sq sr "
    "sv tr uk vi"
)
"""Languages that write 2,5 where English has 2.5, and group figures by full stops or spaces."""
OTHER_NEGATIVES: Final = words(
    "nicht kein keine keinen keiner nie niemals pas jamais aucun aucune sans nunca ningún ninguna sin não nenhum niet "
    "geen nooit mai senza не нет ни никогда без 不 没 沒 未 無 无 非 لا لم لن ليس ليست غير بدون"
)
"""Negatives of several languages, read beside the English ones where a language has none of its own."""
PARTICLES: Final = words("of the de la le du des del della di da dos van von der den al el bin ibn ben")
"""Small words that may stand within a name."""
