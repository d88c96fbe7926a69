"""Addresses of the web: which are ones, and which of them may be connected to."""

from __future__ import annotations

import re
import socket
from collections.abc import Sequence
from errno import EACCES
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

__all__ = [
    "Gate",
    "PrivateAddressError",
    "absolute",
    "host_of",
    "is_public",
    "is_web",
    "linked",
    "shown",
    "without_login",
]

WEB = re.compile(r"https?://", re.IGNORECASE)

LOGIN = re.compile(r"(?<=//)[^/?#\s]*@")
"""The name and password in an address of whatever scheme."""

SPECIAL = (ip_network("192.0.0.0/24"), ip_network("192.88.99.0/24"))
"""Networks of protocols, parts of which Python calls global (IANA's registry of special-purpose addresses)."""

TRANSLATED = ip_network("64:ff9b::/96")
"""Where NAT64 (RFC 6052) puts the whole of IPv4: the last 32 bits are the address that is meant."""


def is_web(name: str) -> bool:
    """Whether `name` starts as an address of the web does."""
    return WEB.match(name) is not None


def absolute(link: object, base: str | None = None) -> str | None:
    """The http or https address that `link` is, seen from `base`; None where it is none."""
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        link = re.sub(r"[\x00-\x20\x7f\ufffd]+", "", link)
        joined = link if is_web(link) else urljoin(base or "", link)  # which would take http:// for the base
        parts = urlsplit(joined)
        usable = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1)
    except ValueError:
        return None
    return joined.encode("utf-8", "replace").decode() if usable else None


def linked(link: object, base: str | None = None) -> str | None:
    """The address that a link found somewhere leads to, as `absolute` has it, without a name and password."""
    address = absolute(link, base)
    return address and without_login(address)


def without_login(name: str) -> str:
    """An address, or an id that is written like one, without the name and password that it may hold."""
    return LOGIN.sub("", name)


def shown(url: str) -> str:
    """The address without the name and password that it may hold, and without its fragment."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, parts.query, ""))


def host_of(url: str) -> str:
    """The host of an address, in lower case; empty where it names none."""
    return urlsplit(url).hostname or ""


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether anybody's network leads to the address; one that stands for another is as public as that one."""
    if isinstance(address, IPv4Address):
        unusual = address.is_multicast or address.is_reserved or any(address in network for network in SPECIAL)
        return address.is_global and not unusual
    if address in TRANSLATED:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    if address.ipv4_mapped:
        return is_public(address.ipv4_mapped)
    unusual = address.is_multicast or address.is_reserved or address.is_site_local
    inner = [each for each in (address.sixtofour, *(address.teredo or ())) if each]
    return address.is_global and not unusual and all(map(is_public, inner))


class PrivateAddressError(OSError):
    """A connection that may not be made."""

    def __init__(self, address: str) -> None:
        what = f"{address} is not a public address; such are read only with --allow-private, or allow_private=True"
        super().__init__(EACCES, what)


class Gate:
    """Opens the sockets of all connections, and so sees each address that one is really made to.

    Names may lead elsewhere when they are looked up again, and redirects anywhere: what counts is the address here.
    """

    def __init__(self, *, allow_private: bool, allow_networks: Sequence[str] = ()) -> None:
        self._allow_private = allow_private
        self._networks = [ip_network(network) for network in allow_networks]

    def socket(self, info: tuple[int, int, int, str, tuple[Any, ...]]) -> socket.socket:
        """A socket for an address as `getaddrinfo` gives it. Raises `PrivateAddressError`."""
        family, kind, protocol, _, target = info
        self.check(str(target[0]))
        return socket.socket(family, kind, protocol)

    def check(self, address: str) -> None:
        """Raise `PrivateAddressError` where the address may not be connected to."""
        parsed = ip_address(address)
        if self._allow_private or is_public(parsed) or any(parsed in network for network in self._networks):
            return
        raise PrivateAddressError(address)
