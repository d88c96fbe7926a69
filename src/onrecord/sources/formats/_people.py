"""Who wrote an article: the names in what feeds and pages say of it, without what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onrecord.sources.formats._markup import line

__all__ = ["people"]

NAMED_ADDRESS = re.compile(r"\A[^\s@]+@\S+ \(([^()]+)\)")
"""RSS has an e-mail address and a name in one: `jane@post.example (Jane Doe)`."""

CONTACT = re.compile(r"https?://\S+|(?<!\S)[^\s@|]*@[^\s()<>|]+[)>]?", re.IGNORECASE)
"""Addresses of the web and of mail, and names by which networks know people."""

BETWEEN = re.compile(r"[|•·;]|\s[–—/-]\s|,(?=\s)")

LEAD = re.compile(
    r"\A(?:(?:written|words|text|story|posted|published|reported|report|analysis|geschrieben|écrit|escrito|scritto)?\s*"
    r"\b(?:by|par|por|door|(?-i:[Vv]on|di)(?= [^\s,]+ [^\s,]))|a cura di|"
    r"(?:author|autore?|auteur|reporter|text|texte|texto)\s*:)\s+",
    re.IGNORECASE,
)
"""What names come after; where some names begin so, as in German and Italian, only before two words or more."""

ROLES = (
    r"reporter|correspondent|editor(?:-in-chief)?|writer|journalist|columnist|contributor|producer|photographer|"
    r"analyst|author|staff|redakteur(?:in)?|reporterin|korrespondent(?:in)?|journalistin|autor(?:in)?|"
    r"journaliste|correspondante?|rédacteur|rédactrice|reporteur|periodista|corresponsal|redactora?|"
    r"giornalista|corrispondente|inviat[oa]|jornalista|correspondente|repórter|verslaggever"
)
ROLE = re.compile(
    rf"\A(?:[\w’'&-]+\s+){{0,5}}(?:{ROLES})s?(?:\s+(?:at|for|in|of|on|to|bei|für|de|du|à|en|per|di|voor)\b.*)?",
    re.IGNORECASE,
)
"""A piece that says what somebody is, such as `Chief political correspondent`."""

TITLED = re.compile(
    rf"(?<=\w)\s+(?:(?:staff|senior|chief|special|political|foreign|freelance|guest)\s+){{0,3}}(?:{ROLES})$",
    re.IGNORECASE,
)
"""The same after a name that nothing parts it from."""

WHEN = re.compile(r"\s(?:(?:on|at|am|um|le|el|il|op|em|den)\s)?\W?\d.*", re.DOTALL)
"""A day or an hour after a name."""

ASIDE = re.compile(
    r"\b(?:updated?|published|posted|modified|e-?mail|mail|follow|contact|view|see|more|share|subscribe|comments?|bio|"
    r"profile|ago|read|copyright|aktualisiert|veröffentlicht|stand|folgen|kontakt|mehr|publié|mise? à jour|suivre|"
    r"contacter|publicado|actualizado|seguir|contactar|aggiornato|pubblicato|segui|atualizado|bijgewerkt|volg)\b|\d|©",
    re.IGNORECASE,
)
"""A piece that says when, or what a reader may do."""

LONGEST = 100
"""Characters of a name; what is longer says more than who somebody is."""

NOBODY = frozenset({"admin", "administrator", "webmaster", "unknown", "anonymous", "none", "null", "undefined", "n/a"})
"""What programs put where they know no name."""


def people(said: Iterable[object]) -> str | None:
    """The names in what is said of those who wrote an article, each once; None where there are none."""
    names = [name for each in said for name in _names(each)]
    return ", ".join(dict.fromkeys(names)) or None


def _names(said: object) -> Iterator[str]:
    """The names in what is said."""
    text = said.strip() if isinstance(said, str) else ""
    named = NAMED_ADDRESS.fullmatch(text)
    text = CONTACT.sub("", named[1] if named else line(text) or "")
    pieces = BETWEEN.split(LEAD.sub("", text.strip(" ,"), count=1))
    return filter(None, map(_name, pieces))


def _name(piece: str) -> str | None:
    """The name that a piece is, without the role of the one who bears it; None where it is no name."""
    whole = WHEN.sub("", piece.strip(" ,:()<>").removeprefix("and "))
    name = TITLED.sub("", whole)
    words = name.split()
    is_role = name != whole and (len(words) == 1 or any(word[0].islower() for word in words))
    if is_role or ROLE.fullmatch(name) or ASIDE.search(name) or len(name) > LONGEST or name.lower() in NOBODY:
        return None
    return line(name)
