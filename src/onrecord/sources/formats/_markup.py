"""HTML as text, and what must not get to a parser of XML."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from html.entities import html5
from typing import Any
from urllib.parse import urljoin

from onrecord.errors import SourceError
from onrecord.sources._libraries import library
from onrecord.sources.formats._charset import legible
from onrecord.sources.formats._text import has_words
from onrecord.sources.web import without_login

__all__ = ["advertised_feeds", "line", "page_language", "plain", "rendered", "safe_xml", "seen_text", "tree_of"]

_BLOCKS = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul"
)
BLOCKS = frozenset(_BLOCKS.split())

_UNSEEN = (
    "button canvas embed figcaption head iframe input math noscript object option script select style svg template "
    "textarea title video audio"
)
UNSEEN = frozenset(_UNSEEN.split())

ROOT = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf|opml)\b", re.IGNORECASE)
ENTITY = re.compile(r"<!ENTITY\s*(?=(.{0,300}))", re.DOTALL | re.IGNORECASE)
HARMLESS = re.compile(
    r"""\A([\w.:-]+)\s+(?:"([^&%<"]{0,100}|&#\w{1,8};|&#38;#\w{1,8};)"|'([^&%<']{0,100}|&#\w{1,8};)')\s*>"""
)
"""An entity that stands for a few characters, and for no other entity."""

NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
INLINE = re.compile(
    r"</?(?:a|abbr|b|br|cite|code|div|em|font|h[1-6]|i|img|mark|p|q|small|span|strong|sub|sup|u|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
"""Markup that titles come with; what else is in angle brackets is part of them."""

TAG = re.compile(
    r"</(?:a|b|blockquote|div|em|figure|h[1-6]|i|li|ol|p|section|span|strong|table|td|tr|u|ul)\s{0,9}>|<(?:br|hr|img)\b[^<>]*>",
    re.IGNORECASE,
)
"""A tag that is seen in a text as no writer means it: the end of an element, or an element without one."""

REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
CODE = re.compile(r"<(?:code|pre|samp|kbd|tt|xmp)\b", re.IGNORECASE)
TIMES = 3
"""How often text is freed of markup: some programs escape what was escaped before."""

NUMBERED = re.compile(r"&#([0-9]+|x[0-9a-f]+);?", re.IGNORECASE)
XML_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})


def tree_of(markup: str) -> Any:
    """The tree of a page or of a piece of one; None for what has none."""
    lxml_html = library("lxml.html")
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(legible(markup).encode("utf-8", "replace"), parser=parser)
    except library("lxml.etree").ParserError:  # there is nothing in it
        return None


def plain(markup: str) -> str:
    """The text of a piece of HTML: blocks become paragraphs, with an empty line between."""
    tree = tree_of(markup) if "<" in markup or "&" in markup else None
    return _tidy(markup) if tree is None else seen_text(tree)


def seen_text(tree: Any) -> str:
    """The text of a tree as `plain` has it."""
    return _tidy("".join(_pieces(tree)))


def _tidy(text: str) -> str:
    """Text with single spaces within its lines, and an empty line between its paragraphs."""
    paragraphs = re.split(r"\n\s*\n", text)
    lines = ("\n".join(" ".join(each.split()) for each in paragraph.strip().split("\n")) for paragraph in paragraphs)
    return "\n\n".join(filter(None, lines))


def rendered(said: str, *, is_text: bool = False) -> str:
    """The text of what a feed says, HTML or text, however often its markup was escaped; code is shown as it is."""
    text = said.strip() if is_text else plain(said)
    if CODE.search(said):
        return text
    for _ in range(TIMES):
        if not (TAG.search(text) or _has_reference(text)):
            break
        text = plain(text)
    return text


def _has_reference(text: str) -> bool:
    return "&" in text and any(html.unescape(each) != each for each in REFERENCE.findall(text))


def _pieces(tree: Any) -> list[str]:
    """The text of a tree in its order, with line feeds where its blocks begin and end."""
    pieces: list[str] = []
    walk = library("lxml.etree").iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag in UNSEEN:
                walk.skip_subtree()
                continue
            pieces.append(_edge(element.tag))
            pieces.append(_flat(element.text))
        else:
            pieces.append("" if element.tag == "br" else _edge(element.tag))
            pieces.append(_flat(element.tail))
    return pieces


def _edge(tag: str) -> str:
    if tag == "br":
        return "\n"
    return "\n\n" if tag in BLOCKS else " " if tag in ("td", "th") else ""


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def line(value: object) -> str | None:
    """A title or a name as a line of text: markup and entities resolved; None for what has no letter in it."""
    if not isinstance(value, str):
        return None
    if "<" in value or "&" in value:
        value = plain(value) if INLINE.search(value) else html.unescape(NUMBERED.sub(_numbered, value))
    value = html.unescape(value) if _has_reference(value) else value
    text = " ".join(legible(value.encode("utf-8", "replace").decode()).split())
    return text if has_words(text) else None


def page_language(tree: Any) -> str | None:
    """The language tag of a page."""
    tags = tree.xpath("/html/@lang | /html/@*[local-name() = 'lang'] | //meta[@property='og:locale']/@content")
    return str(tags[0]) if tags else None


def advertised_feeds(tree: Any, url: str | None) -> list[str]:
    """The addresses of the feeds that a page says belong to it."""
    links = tree.xpath("//link[contains(@rel, 'alternate')][@href]")
    feeds = [link.get("href") for link in links if re.search(r"rss|atom|feed\+json|rdf", link.get("type") or "")]
    return list(dict.fromkeys(without_login(urljoin(url or "", feed)) for feed in feeds))


def safe_xml(text: str) -> str:
    """A feed, or list of feeds, from its first element on, with the characters that its entities stand for.

    So nothing is left that a parser could be harmed by: without declarations, no entity grows. Raises `SourceError`
    where there were some that stand for other entities, for files or for long texts, as there are in attacks.
    """
    text = legible(text)
    root = ROOT.search(text)
    prolog, rest = (text[: root.start()], text[root.start() :]) if root else (text, "")
    declared: dict[str, str] = {}
    for entity in ENTITY.finditer(prolog):
        harmless = HARMLESS.match(entity[1])
        if not harmless:
            raise SourceError(
                "not parsed: it declares entities that stand for other entities, files or long texts, as attacks do: "
                f"<!ENTITY {' '.join(entity[1].split())[:60]}"
            )
        declared[harmless[1]] = html.unescape(html.unescape(harmless[2] or harmless[3] or ""))
    return NAMED.sub(lambda found: _character(found, declared), NUMBERED.sub(_numbered, rest))


def _numbered(reference: re.Match[str]) -> str:
    """A reference to a character by its number, if there is one of that number: parsers stumble over others, and over
    a thousand zeros.
    """
    digits = reference[1].lower()
    value = digits.lstrip("x0")
    number = int(value or "0", 16 if digits.startswith("x") else 10) if len(value) < 9 else -1
    valid = number in (9, 10, 13) or 0x20 <= number < 0xD800 or 0xE000 <= number <= 0x10FFFF
    return f"&#{number};" if valid else "\ufffd"


def _character(entity: re.Match[str], declared: Mapping[str, str]) -> str:
    """What an entity stands for, escaped where XML would take it for its own."""
    name = entity[1]
    if name in XML_OWN:
        return entity[0]
    meant = declared.get(name) or html5.get(f"{name};")
    return entity[0] if meant is None else html.escape(meant)
