"""E-mail and pages that browsers save as such (MHTML), read with the standard library, and mailboxes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from functools import cache, lru_cache
from typing import TYPE_CHECKING, BinaryIO, cast

from onrecord.article import Article
from onrecord.errors import SourceError
from onrecord.sources._options import SourceOptions, Unreadable
from onrecord.sources.formats._charset import to_text
from onrecord.sources.formats._days import published_of
from onrecord.sources.formats._format import Format, Opened, Whole
from onrecord.sources.formats._items import Origin, own_id, text_id
from onrecord.sources.formats._markup import line, plain
from onrecord.sources.formats._pages import read_page
from onrecord.sources.formats._start import Start
from onrecord.sources.formats._text import has_words, readable
from onrecord.sources.web import absolute

if TYPE_CHECKING:
    from email.policy import EmailPolicy

__all__ = ["MAIL", "MAILBOX"]

HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,60}):[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*(?:\r?\n|\Z)")
MADE = frozenset({b"received", b"return-path", b"message-id", b"mime-version", b"delivered-to", b"dkim-signature"})
"""Headers that programs write, and no author of a text."""
WRITTEN = frozenset(
    {b"from", b"to", b"cc", b"date", b"subject", b"reply-to", b"content-type", b"content-transfer-encoding"}
)
"""Headers of mail, two of which begin no other text where one says who sends it, or how it is written."""

SEPARATOR = re.compile(rb"From \S.*\d{4}")
QUOTED = re.compile(rb"^>(?=>*From )")
LARGEST = 50_000_000
"""Bytes of a message in a mailbox, with what is attached to it."""

ENOUGH = 0.5
"""The part of what a message says in HTML that its plain text, or the article in its HTML, has to have to be taken."""


@cache
def _policy() -> EmailPolicy:
    """The standard library's policy, but for a header that is asked for often, which it would parse each time."""
    from email.policy import EmailPolicy, default

    class Policy(EmailPolicy):
        header_fetch_parse = staticmethod(lru_cache(maxsize=1_000)(default.header_fetch_parse))

    return Policy()


def _parse(whole: Whole) -> Iterator[Article]:
    """The article that a message is."""
    message = cast("EmailMessage", message_from_bytes(whole.data, EmailMessage, policy=_policy()))
    page = message.get_body(("html",))
    saved = page and _saved_from(message, page)
    if page and saved:
        found = read_page(_text(page), replace(whole.origin, url=saved))
        yield replace(found, id=own_id(whole.origin, found.text))
        return
    text = _body(message, whole.origin)
    sender = _sender(message)
    yield Article(
        readable(text, "it"),
        id=_id(message, text) if whole.part else own_id(whole.origin, text),
        title=line(_said(message, "Subject")),
        url=whole.origin.url,
        published=published_of([_said(message, "Date")]),
        language=whole.origin.language,
        author=line(sender[0]),
        source=line(sender[1]),
    )


def _said(message: MIMEPart, name: str) -> str | None:
    """What a header says, whatever is wrong with it."""
    try:
        value = message.get(name)
    except Exception:  # noqa: BLE001  # the standard library raises many things over headers that are none
        return None
    return None if value is None else str(value)


def _saved_from(message: EmailMessage, page: MIMEPart) -> str | None:
    """The address of the page that a browser saved as a message; None for a message that somebody sent."""
    if "Snapshot-Content-Location" in message:
        return absolute(_said(message, "Snapshot-Content-Location"))
    location = absolute(_said(page, "Content-Location"))
    by_program = location and (_said(message, "From") or "<Saved by").startswith("<Saved by")
    return location if by_program else None


def _sender(message: EmailMessage) -> tuple[str, str]:
    """The name of who sent a message, and the host that it was sent from."""
    try:
        address = message["From"].addresses[0]
        return address.display_name, address.domain.lower()
    except (AttributeError, IndexError, ValueError, TypeError):  # it says nothing, or nothing that can be read
        return "", ""


def _id(message: EmailMessage, text: str) -> str:
    """The id of a message in a mailbox: the URI of what it is called (RFC 2392), or else the hash of its text."""
    named = re.fullmatch(r"\s*<([^<>\s]{1,300})>\s*", _said(message, "Message-ID") or "")
    return f"mid:{named[1]}" if named else text_id(text)


def _body(message: EmailMessage, origin: Origin) -> str:
    """What a message says: its plain text, unless that says much less than its HTML. Raises `SourceError`."""
    if message.get_content_type() in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
        raise SourceError("it is an encrypted mail; save it as text")
    written, page = (message.get_body((kind,)) for kind in ("plain", "html"))
    text = _unwrapped(written) if written else ""
    markup = _text(page) if page else ""
    if len(text) < ENOUGH * len(markup):  # which is more than what it shows
        shown = plain(markup)
        text = text if len(text) >= ENOUGH * len(shown) else _article(markup, origin, shown)
    if not has_words(text):
        raise SourceError(_wordless(message))
    return text


def _article(markup: str, origin: Origin, shown: str) -> str:
    """The article in HTML, where it is most of what is shown; else all of that."""
    try:
        text = read_page(markup, origin).text
    except SourceError:
        return shown
    return text if len(text) >= ENOUGH * len(shown) else shown


def _text(part: MIMEPart) -> str:
    """The text of a part, in whatever encoding it is."""
    data = part.get_payload(decode=True)
    return to_text(data if isinstance(data, bytes) else b"", part.get_content_charset(), name="its text")


def _unwrapped(part: MIMEPart) -> str:
    """Plain text; where it says that its lines flow (RFC 3676), those that go on are joined."""
    text = _text(part).replace("\r\n", "\n")
    if part.get_param("format") == "flowed":
        text = re.sub(r"(?<!^--) \n(?! ?\n)", "" if part.get_param("delsp") == "yes" else " ", text, flags=re.MULTILINE)
    return text.strip()


def _wordless(message: EmailMessage) -> str:
    """Why there is nothing to read in a message."""
    attached = [part.get_filename() or part.get_content_type() for part in message.walk() if not part.is_multipart()]
    others = [name for name in attached if not name.startswith("text/")][:5]
    return "it is a mail without text" + (f"; attached to it: {', '.join(others)}" if others else "")


def _messages(source: Opened, _: SourceOptions) -> Iterator[tuple[str, Whole | Unreadable]]:
    """The messages of a mailbox, one in memory at a time."""
    for number, data in enumerate(_split(source.file), start=1):
        where = f"{source.origin.name}:{number}"
        if len(data) > LARGEST:
            yield where, Unreadable(where, f"larger than {LARGEST:,} bytes", source=source.origin.name)
        else:
            yield where, Whole(MAIL.name, data, replace(source.origin, name=where), part=True)


def _split(file: BinaryIO) -> Iterator[bytes]:
    """Each message of a mailbox as it was sent; of one that is too large, the start, and a byte more than may be."""
    message = bytearray()
    after_empty = True
    file.readline()
    for row in iter(lambda: file.readline(1 << 20), b""):
        if after_empty and SEPARATOR.match(row):
            yield bytes(message)
            message.clear()
        elif len(message) <= LARGEST:
            message += QUOTED.sub(b"", row)
        after_empty = row in (b"\n", b"\r\n")
    yield bytes(message)


def _is_mail(start: Start) -> bool:
    """Whether a source begins with headers, some of which only mail has."""
    place, names = 0, set()
    while header := HEADER.match(start.head, place):
        place = header.end()
        names.add(header[1].lower())
    ended = place >= len(start.head) or start.head[place : place + 2].startswith((b"\n", b"\r"))
    says = b"from" in names or any(name.startswith(b"content-") for name in names)
    return ended and ((says and len(names & (WRITTEN | MADE)) > 1) or b"mime-version" in names)


def _is_mailbox(start: Start) -> bool:
    first, _, rest = start.head.partition(b"\n")
    return SEPARATOR.match(first) is not None and HEADER.match(rest) is not None


MAIL = Format(
    name="a mail",
    told_by=_is_mail,
    endings=(".eml", ".mht", ".mhtml"),
    parse=_parse,
)

MAILBOX = Format(name="a mailbox", told_by=_is_mailbox, endings=(".mbox", ".mbx"), stream=_messages)
