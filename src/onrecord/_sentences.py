"""Where the sentences of a text start: as `sentencex` splits it, mended where it doesn't know how news is written."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MAX_SENTENCE", "sentence_bounds"]

MAX_SENTENCE = 2_000
"""Characters after which text without a sentence end is cut all the same, at a space where there is one."""
_PIECE = 5_000
"""Characters of a longer paragraph that `sentencex` is given at once: its time grows with the square of them."""
_NEAR = 40
"""Characters on either side of a sentence end that are looked at to tell whether it is one."""

_DAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day\b|\.|\b)"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|(?:Nov|Dec)(?:ember)?)\b"
)
_ZONE = r"(?:[A-Z]{1,4}T|UTC|Eastern|Central|Mountain|Pacific|Greenwich)\b"
_GERMAN_MONTH = r"(?:Jan|Feb|Febr|Mär|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)\."
_GERMAN_ARTICLE = (
    r"(?:[Aa]m|[Ii]m|[Dd](?:er|ie|as|em|en|es)|[Vv]om|[Zz]u[mr]|[Bb]eim|[Ii]ns|\w*(?:ein|ihr|jed|dies|unser)e?[mnrs]?)"
)
_OPENING = "“„‚‘«‹»›「『"
_OPENS = _OPENING + "\"'(["
_CLOSING = "”’»›«‹“」』\"')]"
_BEFORE_OPENING = " \n\t\u00a0\u202f\u3000。！？"
_SAYS = "(?:说|說|表示|称|稱|问道|問道|说道|說道|写道|寫道|指出|强调|強調)"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GO_ON: Final = MappingProxyType(
    {
        "en": _words("Amb Approx Atty Attys Cllr Cols Cpls Figs Ft Gens Lts Mmes Ms Mx Sgts Spc Ste Treas Vol Vols"),
        "de": _words(
            "Abs Bd Bez Bgm Dipl Frl Hl Hptm Hrn Kard Kfz Kto RA Tel Tsd Verf Vors allg amtl dt ehem einschl engl "
            "entspr etw exkl frz geb gegr gem gest inkl jew max mind nördl schweiz südl westl zzgl österr östl"
        ),
        "fr": _words("M MM Mme Mmes Mlle Mlles Dr Drs Pr Prof Me Mes Mgr St Ste bd no nos"),
        "es": _words("D Dña Cnel Tte Sgto Profa Mons Fr Pdte Pdta Dip nro aprox"),
        "it": _words("S Dott.ssa dott.ssa Prof.ssa prof.ssa n pag"),
        "pt": _words("D Cel Cap Eng av Av n núm pág"),
        "nl": _words("Mevr Mw mevr mw"),
        "ru": _words("г-н г-жа ген им рис"),
    }
)
"""Abbreviations after which a sentence always goes on, a language, where `sentencex` doesn't know them."""
_MAY_END: Final = MappingProxyType(
    {
        "en": _words("Mon Tue Tues Wed Weds Thu Thur Thurs Fri Sat Sun Assoc Ch Est Mass Nat Sect Wash approx est"),
        "fr": _words("J.-C janv févr avr juil sept oct nov déc mio mrd"),
        "es": _words("a.m p.m m h ene feb sep"),
        "pt": _words("jan fev mar abr mai jun jul ago set out nov dez etc"),
        "nl": _words("jan feb mrt apr jun jul aug sept okt nov dec d.w.z o.a"),
        "ru": _words("т.е коп млн млрд"),
    }
)
"""Abbreviations after which a sentence goes on where a small letter or a figure follows."""
_RUNS_ON: Final = MappingProxyType(
    {
        "en": [(re.compile(r"(?i:\b[ap]\.? ?m\.)$"), re.compile(rf"\(|{_DAY}|{_MONTH}|{_ZONE}"))],
        "de": [
            (re.compile(rf"\b{_GERMAN_ARTICLE} \d{{1,3}}\.$"), re.compile(r"[A-ZÄÖÜ]")),
            (re.compile(r"\b\d{1,2}\.$"), re.compile(_GERMAN_MONTH)),
        ],
        "es": [(re.compile(r"[.!?…]$"), re.compile(r"[—–-] ?[a-zà-ÿ]"))],
        "ja": [(re.compile(r"[」』]$"), re.compile(r"と|って"))],
        "zh": [(re.compile(r"[。！？…][”」』]$"), re.compile(rf"[^，。！？；：“”「」\n]{{0,15}}{_SAYS}[，。！]"))],
    }
)
"""What goes on where `sentencex` sees an end, a language: the end of what stands before, the start of what follows."""
_STARTERS: Final = MappingProxyType(
    {
        "de": "Am|Auch|Da|Das|Dann|Der|Die|Dies|Diese|Doch|Ein|Eine|Er|Es|Ich|Ihr|Im|In|Nach|Nun|Sie|Und|Wir",
        "fr": "Au|Ce|Ces|Cette|Dans|Elle|Elles|En|Et|Il|Ils|Je|La|Le|Les|Mais|Nous|On|Puis|Un|Une|Vous",
        "es": "Así|El|Ella|En|Entonces|Es|Esta|Este|La|Las|Los|Luego|No|Pero|Se|Su|Un|Una|Y",
        "it": "Ma|Il|La|Le|Gli|I|Lo|In|Poi|Questo|Questa|Si|Un|Una",
        "pt": "A|As|O|Os|Ele|Ela|Em|Mas|Não|Um|Uma|Depois",
    }
)
"""Words with a capital letter that only a sentence starts with."""
_TAIL = r"\b(?:etc|usw|u\. ?[aä]|Mio|Mrd|Tsd|[A-Z]\.[A-Z])\.\s+"
_MISSED: Final = MappingProxyType(
    {
        "en": re.compile(r"\bno\.\s+(?=[A-Z][a-z])|\b[ap]\.m\.\s+(?=[“\"‘][A-Z])|\w…\s+(?=(?!I\b)[A-Z])"),
        **{code: re.compile(rf"{_TAIL}(?=(?:{words})\b)|\w…\s+(?=[A-ZÀ-Þ])") for code, words in _STARTERS.items()},
    }
)
"""Ends that `sentencex` doesn't see, a language, with the white space behind them."""
_ASIDE = re.compile(r"(?:\([^()\n]*[.!?]\)|\[[^\[\]\n]*[.!?]\])\s+(?=[“\"‘«„]?[A-ZÀ-Þ])")
"""A sentence in brackets."""
_NESTED = re.compile(r"[.!?](?:[’']”|”’|'\"|\"')\s+(?=[“\"‘A-ZÀ-Þ])")
"""The end of a quotation within a quotation."""
_SPACED = re.compile(r"\s[«‹]\s(?=\S)")
_INITIAL = re.compile(r"(?:^|[\W_])[^\W\d_]\.$")
_POINT = re.compile(r"\d[.\uff0e]$")
_MARK = re.compile(rf"[{_OPENING}\"(\[]")


def sentence_bounds(text: str, language: str) -> list[int]:
    """Offsets at which sentences start, and the end of the text; none is longer than `MAX_SENTENCE`."""
    code = re.split(r"[-_]", language, maxsplit=1)[0].lower()
    bounds = [0]
    for end in [*_starts(text, code), len(text)]:
        bounds.extend(_cuts(text, bounds[-1], end))
    return bounds if text else [0]


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Where to cut `text[start:end]` so that no piece is longer than `MAX_SENTENCE`; the last cut is `end`."""
    cuts, stop = [], start + len(text[start:end].rstrip())
    while stop - start > MAX_SENTENCE:
        space = text.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
        start = space + 1 if space > 0 else start + MAX_SENTENCE
        cuts.append(start)
    return [*cuts, end]


def _starts(text: str, code: str) -> Iterator[int]:
    """Where sentences start behind the first one; white space goes to the one before."""
    reached = _past_space(text, 0)
    for end in _ends(text, code):
        if end <= reached:
            continue
        start = _beside_marks(text, _past_space(text, end))
        if reached < start < len(text) and not _goes_on(text, code, start):
            yield start
        reached = max(start, end)


def _past_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _ends(text: str, code: str) -> Iterator[int]:
    """Where sentences may end, in order."""
    start = 0
    for paragraph in re.finditer(r"\n\n+|\Z", text):
        for end in _split(text, code, start, paragraph.start()):
            yield from _missed(text, code, start, end)
            yield end
            start = end
        start = paragraph.end()
        yield start


def _split(text: str, code: str, start: int, stop: int) -> Iterator[int]:
    """Where `sentencex` sees the sentences of a paragraph end, of which it is given a bounded piece at a time.

    The last sentence of a piece may be cut off, and so is read again with the next one.
    """
    from sentencex import segment

    while start < stop:
        piece = text[start : min(start + _PIECE, stop)]
        sentences = segment(code, piece)
        if start + len(piece) < stop and len(sentences[-1]) < len(piece) // 2:
            sentences.pop()
        for sentence in sentences:
            start += len(sentence)
            yield start


def _missed(text: str, code: str, start: int, end: int) -> Iterator[int]:
    """The ends within `text[start:end]` that `sentencex` doesn't see; there are none behind a quotation mark."""
    if aside := _ASIDE.match(text, start, end):
        yield aside.end()
    yield from (nested.end() for nested in _NESTED.finditer(text, start, end))
    if pattern := _MISSED.get(code):
        mark = _MARK.search(text, start, end)
        stop = mark.start() if mark else end
        yield from (found.end() for found in pattern.finditer(text, start, end) if found.end() <= stop)


def _beside_marks(text: str, start: int) -> int:
    """The start of a sentence, with the marks that open it and without those that close the one before."""
    while 1 < start < len(text) and text[start - 1] in _OPENS and text[start - 2] in _BEFORE_OPENING:
        start -= 1
    if _SPACED.match(text, start - 3):
        start -= 2
    while start < len(text) and text[start] in _CLOSING and _closes(text, start):
        start += 1
    return _past_space(text, start)


def _closes(text: str, at: int) -> bool:
    """Whether a mark closes: it touches what stands before it, or only what stands before."""
    if not text[at - 1].isspace():
        return True
    return text[at] in "”’»\"'" and text[at + 1 : at + 2].strip() == ""


def _goes_on(text: str, code: str, start: int) -> bool:
    """Whether no sentence starts at an offset, since the one before goes on; none does over an empty line."""
    head, after = text[max(start - _NEAR, 0) : start], text[start : start + _NEAR]
    before = head.rstrip()
    if "\n\n" in head[len(before) :]:
        return False
    if before == head and (_INITIAL.search(before) or (_POINT.search(before) and after[0].isdecimal())):
        return True
    rows = _RUNS_ON.get(code, ())
    return _is_shortened(code, before, after) or any(end.search(before) and next_.match(after) for end, next_ in rows)


def _is_shortened(code: str, before: str, after: str) -> bool:
    """Whether the last word before a full stop is an abbreviation that what comes after belongs to."""
    word = before.rsplit(maxsplit=1)[-1].lstrip(_OPENS) if before.endswith(".") else ""
    if word[:-1] in _GO_ON.get(code, ()):
        return True
    return word[:-1] in _MAY_END.get(code, ()) and (after[0].islower() or after[0].isdecimal())
