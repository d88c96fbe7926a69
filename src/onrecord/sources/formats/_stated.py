"""What a page states of its own article for programs to read: JSON-LD, meta elements, microdata and times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json, to_json

from onrecord.sources.web import absolute

__all__ = ["Stated", "states"]

LINKED_DATA = "//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]"
ARTICLE = re.compile(r"(?:article|(?<!job)posting|report|review)$", re.IGNORECASE)
"""Types of schema.org that are articles."""

PUBLISHED = re.compile(
    r"(?:publish|published|publication|pub|issued|posted|post)(?:date|time|on|at)?$|date(?:published|issued|posted)$"
)
DATED = re.compile(r"(?:date|created|timestamp)$")
NO_DAY_OF_ITS = re.compile(r"modif|updat|revis|last|expir|valid|unpubl|birth|event|start|end|review")
"""How meta elements are called, in letters alone, that name the day of an article: surely, likely, and not at all."""

ASIDE = frozenset({"aside", "nav", "footer"})
BESIDE = re.compile(
    r"related|recommend|(?<!has-)(?<!with-)sidebar(?!-wrap)|most-?(?:read|popular|viewed)|trending|popular|latest|river|teaser|promo|more-|"
    r"read-?(?:also|next|more)|also-|carousel|ticker|complementary|navigation|contentinfo",
    re.IGNORECASE,
)
"""Classes, ids and roles of what stands beside an article: the stories that it could be taken for."""

SIGNED = " | ".join(
    f"//body/descendant::{each}"
    for each in (
        "time",
        "*[@rel='author']",
        "*/@itemprop[.='author' or .='datePublished']/..",
        "*/@class[contains(., 'author') or contains(., 'byline') or contains(., 'date') or contains(., 'time')]/..",
    )
)
SHORT = 3
"""Characters of a title that says nothing."""

LONGEST = 200
"""Characters of a day or a byline; what is longer is something else."""


@dataclass(frozen=True)
class Stated:
    """Days as they are written, the surest first, and names; `article` where the page says that it is one."""

    days: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    article: bool = False
    free: bool = True


def states(tree: Any, url: str | None) -> Stated:
    """What the page states of its article. What it states of other stories is taken out of the tree."""
    meta = _meta(tree)
    addresses = {_bare(each) for each in (url, *_addresses(tree, url)) if each}
    titles = frozenset(filter(None, map(_flat, _titles(tree, meta))))
    own, nodes = _own(tree, addresses, titles)
    days = [*_named(meta, PUBLISHED), *_strings(own.get("datePublished"))]
    authors = tuple(_authors(own.get("author"), nodes))
    if not days or not authors:
        _drop_others(tree)
        days += [*_microdata(tree), *_named(meta, DATED), *_times(tree)]
    return Stated(
        days=tuple(days),
        authors=authors,
        article=bool(own) or "article" in [value.lower() for name, value in meta if name == "og:type"],
        free=str(own.get("isAccessibleForFree")).lower() != "false",
    )


def _meta(tree: Any) -> list[tuple[str, str]]:
    """The meta elements by their names, in lower case, and what they say."""
    return [
        ((each.get("property") or each.get("name") or "").lower(), each.get("content"))
        for each in tree.iter("meta")
        if each.get("content")
    ]


def _named(meta: Iterable[tuple[str, str]], wanted: re.Pattern[str]) -> Iterator[str]:
    for name, value in meta:
        letters = re.sub("[^a-z]", "", name)
        if wanted.search(letters) and not NO_DAY_OF_ITS.search(letters):
            yield value


def _addresses(tree: Any, url: str | None) -> list[str | None]:
    found = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    return [absolute(str(each), url) for each in found]


def _titles(tree: Any, meta: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield from (heading.text_content() for heading in tree.iter("h1", "title"))
    yield from (value for name, value in meta if name in ("og:title", "twitter:title"))


# JSON-LD


def _own(tree: Any, addresses: set[str], titles: frozenset[str]) -> tuple[Mapping[str, Any], list[dict[str, Any]]]:
    """The page's own article among those that it describes, empty where there is none, and all that it describes.

    The others are taken out of the tree.
    """
    scripts = [(script, list(_nodes(_parsed(script.text)))) for script in tree.xpath(LINKED_DATA)]
    nodes = [node for _, inner in scripts for node in inner]
    articles = [node for node in nodes if _is_article(node)]
    own = max(articles, key=lambda node: _closeness(node, addresses, titles), default=None)
    if own is not None and _closeness(own, addresses, titles) < 0:
        own = None
    others = [node for node in articles if node is not own]
    for script, inner in scripts if others else ():
        script.text = to_json([_alone(node) for node in inner if all(node is not each for each in others)]).decode()
    return own or {}, nodes


def _parsed(text: str | None) -> Any:
    """What JSON holds; of what is damaged, nothing."""
    try:
        return from_json(text or "null")
    except ValueError:
        return None


def _nodes(value: Any, depth: int = 8) -> Iterator[dict[str, Any]]:
    """What is described of the page itself; not what a thing in it is part of, or links to."""
    if isinstance(value, list) and depth:
        for each in value:
            yield from _nodes(each, depth - 1)
    elif isinstance(value, dict) and depth:
        yield value
        yield from _nodes([value.get("@graph"), value.get("mainEntity")], depth - 1)


def _alone(node: Mapping[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in node.items() if name not in ("@graph", "mainEntity")}
    return {"@context": "https://schema.org", **rest}


def _is_article(node: Mapping[str, Any]) -> bool:
    return any(map(ARTICLE.search, _strings(node.get("@type"))))


def _closeness(node: Mapping[str, Any], addresses: set[str], titles: frozenset[str]) -> int:
    """How surely a node is the page's own: by its address, else by its headline; below 0, it is another's."""
    said = [each for name in ("url", "@id", "mainEntityOfPage") for each in _strings(node.get(name), "@id", "url")]
    where = {_bare(each) for each in said if absolute(each)}
    headlines = {_flat(each) for name in ("headline", "name") for each in _strings(node.get(name))} - {""}
    named = any(_alike(headline, title) for headline in headlines for title in titles)
    here = bool(where & addresses)
    return here + named if here or named else -1 if where else 0


def _alike(one: str, other: str) -> bool:
    """Whether two titles are one, or mostly: pages shorten them, and add the name of the site."""
    shorter, longer = sorted((one.split(), other.split()), key=len)
    return len(one) > SHORT < len(other) and 2 * len(set(shorter) & set(longer)) > len(set(shorter))


def _strings(value: Any, *keys: str) -> list[str]:
    """The strings that a value is, or holds; of objects, what is under the keys."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [each for key in keys for each in _strings(value.get(key))]
    return [each for inner in value for each in _strings(inner, *keys)] if isinstance(value, list) else []


def _authors(value: Any, nodes: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The names of the authors, who may be described elsewhere."""
    for each in value if isinstance(value, list) else [value]:
        names = _strings(each, "name")
        ids = set(_strings(each, "@id")) if isinstance(each, Mapping) and not names else set()
        yield from names or (name for node in nodes if node.get("@id") in ids for name in _strings(node.get("name")))


def _bare(url: str) -> str:
    """An address without what may differ between two ways to write it."""
    return re.sub(r"\A\w{1,9}://(?:www\.)?|[?#].*|/{1,9}\Z", "", url, flags=re.DOTALL).lower()


def _flat(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.lower()))


# What is seen


def _drop_others(tree: Any) -> None:
    """Take days and bylines out of what stands beside the article."""
    own = {each for heading in tree.iter("h1") for each in heading.iterancestors()}
    headed = any(each.tag == "article" for each in own)
    beside: dict[Any, bool] = {None: False} | dict.fromkeys(own, False)
    for each in tree.xpath(SIGNED):
        if _is_beside(each.getparent(), beside, headed=headed) and len(each.text_content()) < LONGEST:
            each.drop_tree()


def _is_beside(box: Any, beside: dict[Any, bool], *, headed: bool) -> bool:
    """Whether a box is of other stories, or of what stands around them all; `beside` is what is known of boxes.

    Where an article is `headed` by the heading of the page, no other is the page's own.
    """
    if box not in beside:
        named = box.tag in ASIDE or any(BESIDE.search(box.get(name) or "") for name in ("class", "id", "role"))
        beside[box] = named or (headed and box.tag == "article") or _is_beside(box.getparent(), beside, headed=headed)
    return beside[box]


def _microdata(tree: Any) -> Iterator[str]:
    for each in tree.xpath("//body/descendant::*[@itemprop='datePublished']"):
        yield each.get("datetime") or each.get("content") or each.text_content()


def _times(tree: Any) -> Iterator[str]:
    """The times at the head of the article, where it was published before where it was changed."""
    times = [
        each
        for each in tree.iter("time")
        if next(each.iterancestors("article", "main"), None) is not None or each.get("pubdate") is not None
    ]
    changed = [each for each in times if re.search("updat|modif", f"{each.get('class')} {each.get('itemprop')}")]
    for each in [*(each for each in times if each not in changed), *changed]:
        yield each.get("datetime") or each.text_content()
