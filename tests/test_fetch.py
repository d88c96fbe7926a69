"""What is got from addresses, what isn't, and with what manners."""

import asyncio
import gzip
import itertools
import socket
import time
import zlib
from importlib.metadata import version
from ipaddress import ip_address
from threading import Barrier

import pytest
from aiohttp.abc import AbstractResolver
from news_server import NewsServer, Sent

from onrecord.sources import SourceOptions
from onrecord.sources.web._addresses import is_public
from onrecord.sources.web._fetch import Fetcher
from onrecord.sources.web._polite import FetchError

LIMIT = 100_000


async def get(url, *, limit=LIMIT, found=False, resolver=None, **options):
    """One address, with everything on this machine allowed unless told otherwise, and no pause."""
    async with Fetcher(SourceOptions(**{"allow_private": True, "delay": 0, **options}), resolver=resolver) as fetcher:
        return await fetcher.get(url, limit=limit, found=found)


async def problem(url, **options):
    """Why an address can't be got."""
    with pytest.raises(FetchError) as error:
        await get(url, **options)
    return error.value


@pytest.fixture
def site():
    with NewsServer({"/": "hello"}) as server:
        yield server


async def test_what_is_behind_an_address_comes_with_what_its_sender_says_of_it(site):
    site.answers["/"] = Sent(
        b"caf\xe9", headers={"Content-Type": "text/html; charset=latin-1", "ETag": '"a"', "Last-Modified": "then"}
    )
    got = await get(f"{site.url}/#part")
    assert (got.url, got.body, got.media_type, got.charset) == (f"{site.url}/", b"caf\xe9", "text/html", "latin-1")
    assert (got.etag, got.modified) == ('"a"', "then")


async def test_the_user_agent_names_onrecord_and_its_version(site):
    await get(site.url)
    assert site.requests[0].headers["User-Agent"] == f"onrecord/{version('onrecord')}"


async def test_letters_of_any_language_may_stand_in_an_address(site):
    site.answers["/%E6%B8%A1%E8%BD%AE"] = "ship"
    assert (await get(f"{site.url}/渡轮")).body == b"ship"


# Bounds


def drip():
    while True:
        time.sleep(0.02)
        yield b"<p>more</p>"


async def test_a_page_that_never_ends_is_given_up_in_time(site):
    site.answers["/"] = Sent(drip())
    start = time.monotonic()
    error = await problem(site.url, timeout=0.4)
    assert str(error) == "no end after 0.4 s"
    assert error.temporary
    assert time.monotonic() - start < 5


async def test_a_page_that_never_ends_fast_is_given_up_at_its_limit(site):
    site.answers["/"] = Sent(itertools.repeat(b"x" * 10_000))
    assert str(await problem(site.url)) == "larger than 100,000 bytes, which is the limit"


async def test_a_page_that_never_starts_is_given_up_in_time(site):
    site.answers["/"] = lambda _: time.sleep(1) or "late"
    assert str(await problem(site.url, timeout=0.3)) == "no end after 0.3 s"


async def test_100_mb_are_not_waited_for_where_they_are_announced(site):
    def chunks():
        time.sleep(2)
        yield b"x"

    site.answers["/"] = Sent(chunks(), headers={"Content-Length": "100000000"})
    assert str(await problem(site.url, timeout=1)) == "larger than 100,000 bytes, which is the limit"


# Compression


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("gzip", lambda data: data),
        ("identity", lambda data: data),
    ],
    ids=["gzip", "deflate", "deflate without its header", "gzip by name alone", "none"],
)
async def test_what_is_compressed_is_unpacked(site, encoding, pack):
    site.answers["/"] = Sent(pack(b"The ferry sank."), headers={"Content-Encoding": encoding})
    assert (await get(site.url)).body == b"The ferry sank."


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
async def test_what_grows_past_the_limit_is_given_up(site, encoding, pack):
    site.answers["/"] = Sent(pack(b" " * 5_000_000), headers={"Content-Encoding": encoding})
    assert str(await problem(site.url)) == "larger than 100,000 bytes, which is the limit"


@pytest.mark.parametrize(
    ("encoding", "body", "reason"),
    [
        ("br", b"\x0b\x02\x80x\x03", "it came encoded as 'br', which was not asked for"),
        ("gzip", gzip.compress(b"The ferry sank.")[:-9], "its gzip data is damaged"),
        ("deflate", b"\xff\xff\xff", "its deflate data is damaged"),
    ],
    ids=["not asked for", "gzip cut off", "no deflate"],
)
async def test_what_can_not_be_unpacked_is_told(site, encoding, body, reason):
    site.answers["/"] = Sent(body, headers={"Content-Encoding": encoding})
    assert reason in str(await problem(site.url))


# Redirects


def to(origin, status=302):
    return Sent(status=status, headers={"Location": origin})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_followed(site, status):
    site.answers |= {"/old": to("new?a=1#part", status), "/new?a=1": "new"}
    got = await get(f"{site.url}/old")
    assert (got.url, got.body) == (f"{site.url}/new?a=1", b"new")


async def test_redirects_are_counted(site):
    site.answers |= {f"/{number}": to(f"/{number + 1}") for number in range(9)}
    error = await problem(f"{site.url}/0", max_redirects=3)
    assert str(error) == f"more than 3 redirects, the last to {site.url}/4"
    assert len(site.requests) == 4


async def test_a_redirect_loop_is_told(site):
    site.answers |= {"/a": to("/b"), "/b": to("/a")}
    assert str(await problem(f"{site.url}/a")) == f"redirects in a circle, over {site.url}/a"
    assert len(site.requests) == 2


@pytest.mark.parametrize(
    "origin", ["file:///etc/passwd", "ftp://x.example/", "javascript:alert(1)", "http://[x", "http://"]
)
async def test_a_redirect_leads_to_the_web_or_nowhere(site, origin):
    site.answers["/"] = to(origin)
    assert str(await problem(site.url)) == f"redirects to {origin!r}, which is no http or https address"


async def test_a_password_in_what_a_page_redirects_to_is_not_told(site):
    site.answers["/"] = to("ftp://jane:hunter2@x.example/")
    assert str(await problem(site.url)) == "redirects to 'ftp://x.example/', which is no http or https address"


# Addresses that aren't public

PRIVATE = (
    "127.0.0.1 127.8.8.8 0.0.0.0 10.0.0.1 172.16.3.4 192.168.1.1 169.254.169.254 100.64.0.1 192.0.0.8 198.18.0.1 "
    "224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 fe80::1 fe80::1%eth0 fd00::1 fec0::1 ff02::1 2001:db8::1 "
    "::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 2002:7f00:1:: 2002:a00:1:: ::127.0.0.1"
)


@pytest.mark.parametrize("address", PRIVATE.split())
def test_an_address_that_not_everybody_reaches_is_not_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_an_address_that_everybody_reaches_is_public(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "127.1", "2130706433", "0x7f000001", "127.0.0.1.", "LOCALHOST."],
)
async def test_this_machine_is_not_read_however_it_is_spelled(site, host):
    assert await problem(site.url.replace("127.0.0.1", host), allow_private=False)
    assert not site.requests


async def test_the_refusal_says_why(site):
    error = await problem(site.url, allow_private=False)
    advice = "such are read only with --allow-private, or allow_private=True"
    assert str(error) == f"127.0.0.1 is not a public address; {advice}"


async def test_a_redirect_to_127_0_0_1_is_refused(site):
    with NewsServer({"/": to(f"{site.url}/")}, host="127.0.0.2") as other:
        error = await problem(other.url, allow_private=False, allow_networks=("127.0.0.2/32",))
    assert str(error).startswith("127.0.0.1 is not a public address")
    assert len(other.requests) == 1
    assert not site.requests


class Names(AbstractResolver):
    """Looks names up in a list of answers, each used once: what it says may change."""

    def __init__(self, *answers):
        self.answers = list(answers)

    async def resolve(self, host, port=0, family=socket.AF_INET):
        return [
            {"hostname": host, "host": address, "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}
            for address in self.answers.pop(0)
        ]

    async def close(self):
        pass


async def test_a_name_that_leads_to_this_machine_is_refused(site):
    port = site.host.partition(":")[2]
    error = await problem(f"http://news.example:{port}/", allow_private=False, resolver=Names(["127.0.0.1"]))
    assert str(error).startswith("127.0.0.1 is not a public address")
    assert not site.requests


async def test_a_name_that_leads_elsewhere_the_second_time_is_refused_then(site):
    port = int(site.host.partition(":")[2])
    names = Names(["127.0.0.1"], ["127.0.0.3"])
    options = SourceOptions(delay=0, allow_networks=("127.0.0.1/32",))
    site.answers["/"] = Sent(b"hello", headers={"Connection": "close"})
    async with Fetcher(options, resolver=names) as fetcher:
        assert (await fetcher.get(f"http://news.example:{port}/", limit=LIMIT)).body == b"hello"
        with pytest.raises(FetchError, match=r"^127.0.0.3 is not a public address"):
            await fetcher.get(f"http://news.example:{port}/", limit=LIMIT)
    assert len(site.requests) == 1
    assert names.answers == []


async def test_of_several_addresses_only_those_allowed_are_connected_to(site):
    port = int(site.host.partition(":")[2])
    got = await get(
        f"http://news.example:{port}/",
        allow_private=False,
        allow_networks=("127.0.0.1/32",),
        resolver=Names(["127.0.0.3", "127.0.0.1"]),
    )
    assert got.body == b"hello"


# Statuses and faults


@pytest.mark.parametrize(
    ("status", "temporary", "asked"),
    [
        (404, False, 1),
        (403, False, 1),
        (410, False, 1),
        (500, True, 1),
        (503, True, 3),
        (429, True, 3),
        (204, False, 1),
        (304, False, 1),
    ],
)
async def test_a_status_that_brings_nothing_is_told_and_tried_again_where_that_helps(site, status, temporary, asked):
    site.answers["/"] = Sent(status=status)
    error = await problem(site.url)
    assert str(error).startswith(f"it answered {status} ")
    assert (error.temporary, len(site.requests)) == (temporary, asked)


async def test_a_connection_that_breaks_is_tried_again(site):
    answers = iter([Sent(reset=True), Sent(reset=True), "third"])
    site.answers["/"] = lambda _: next(answers)
    assert (await get(site.url)).body == b"third"


async def test_a_body_that_is_shorter_than_announced_is_told(site):
    site.answers["/"] = Sent(iter([b"The ferry"]), headers={"Content-Length": "100"})
    error = await problem(site.url)
    assert str(error) == "the connection broke off"
    assert error.temporary


async def test_nobody_there_is_told():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        error = await problem(f"http://127.0.0.1:{taken.getsockname()[1]}/")
    assert str(error).startswith("no connection: ")
    assert error.temporary


async def test_a_name_that_is_none_is_told():
    error = await problem("http://nowhere.invalid/")
    assert "host name" in str(error)


async def test_another_protocol_is_told():
    server = await asyncio.start_server(lambda _, writer: writer.write(b"SSH-2.0-x\r\n") or writer.close(), "127.0.0.1")
    async with server:
        port = server.sockets[0].getsockname()[1]
        assert await problem(f"http://127.0.0.1:{port}/")
        assert await problem(f"https://127.0.0.1:{port}/", timeout=5)


# Manners


async def test_retry_after_is_honoured(site):
    answers = iter([Sent(status=429, headers={"Retry-After": "1"}), "hello"])
    site.answers["/"] = lambda _: next(answers)
    assert (await get(site.url)).body == b"hello"
    first, second = site.requests
    assert second.start - first.end >= 0.9


async def test_retry_after_may_be_a_time_by_the_senders_own_clock(site):
    headers = {"Date": "Mon, 01 Jan 2001 00:00:00 GMT", "Retry-After": "Mon, 01 Jan 2001 00:00:01 GMT"}
    answers = iter([Sent(status=503, headers=headers), "hello"])
    site.answers["/"] = lambda _: next(answers)
    assert (await get(site.url)).body == b"hello"
    first, second = site.requests
    assert 0.9 <= second.start - first.end < 10


async def test_a_retry_after_that_can_be_no_time_counts_as_none(site):
    absurd = "Mon, 01 Jan 2001 00:00:01 +999999999999999999"
    answers = iter([Sent(status=503, headers={"Retry-After": absurd}), "hello"])
    site.answers["/"] = lambda _: next(answers)
    assert (await get(site.url)).body == b"hello"


async def test_a_host_that_asks_for_an_hour_is_left_alone(site):
    site.answers["/busy"] = Sent(status=429, headers={"Retry-After": "3600"})
    async with Fetcher(SourceOptions(delay=0, allow_private=True)) as fetcher:
        for path in ("/busy", "/"):
            with pytest.raises(FetchError) as error:
                await fetcher.get(site.url + path, limit=LIMIT)
            assert error.value.temporary
    assert str(error.value).startswith("127.0.0.1 asks to be left alone for 3,")
    assert len(site.requests) == 1


async def test_a_host_has_one_request_at_a_time_and_a_pause_between(site):
    site.answers |= {f"/{number}": lambda _: time.sleep(0.05) or "x" for number in range(4)}
    async with Fetcher(SourceOptions(delay=0.15, allow_private=True)) as fetcher:
        await asyncio.gather(*(fetcher.get(f"{site.url}/{number}", limit=LIMIT) for number in range(4)))
    assert [request.path for request in site.requests] == ["/0", "/1", "/2", "/3"]
    assert all(after.start - before.end >= 0.1 for before, after in itertools.pairwise(site.requests))


async def test_a_host_that_does_not_answer_is_not_asked_for_ever(site):
    site.answers["/slow"] = lambda _: time.sleep(0.5) or "late"
    async with Fetcher(SourceOptions(delay=0, timeout=0.05, allow_private=True)) as fetcher:
        for _ in range(7):
            with pytest.raises(FetchError) as error:
                await fetcher.get(f"{site.url}/slow", limit=LIMIT)
    assert str(error.value) == "127.0.0.1 has not answered 5 times in a row"
    assert error.value.temporary
    assert len(site.requests) == 5


async def test_different_hosts_are_asked_at_the_same_time(site):
    meeting = Barrier(2)
    with NewsServer(host="127.0.0.2") as other:
        site.answers["/"] = other.answers["/"] = lambda _: str(meeting.wait(10))
        async with Fetcher(SourceOptions(delay=5, allow_private=True)) as fetcher:
            await asyncio.gather(*(fetcher.get(each.url, limit=LIMIT) for each in (site, other)))


# robots.txt


async def test_robots_txt_holds_for_what_nobody_named_and_is_asked_once(site):
    site.answers |= {
        "/robots.txt": "User-agent: *\nDisallow: /\n\nUser-agent: onrecord\nAllow: /news\nDisallow: /*?print",
        "/news": "x",
        "/news?print": "x",
        "/about": "x",
    }
    async with Fetcher(SourceOptions(delay=0, allow_private=True)) as fetcher:
        assert await fetcher.get(f"{site.url}/news", limit=LIMIT, found=True)
        assert await fetcher.get(f"{site.url}/about", limit=LIMIT, found=True)
        with pytest.raises(FetchError) as error:
            await fetcher.get(f"{site.url}/news?print", limit=LIMIT, found=True)
        assert await fetcher.get(f"{site.url}/news?print", limit=LIMIT)
    assert str(error.value) == f"{site.url}/robots.txt doesn't let programs read it"
    assert site.asked("/robots.txt") == 1


async def test_robots_txt_holds_for_where_a_redirect_leads(site):
    site.answers |= {"/robots.txt": "User-agent: *\nDisallow: /private", "/": to("/private"), "/private": "x"}
    assert "doesn't let programs read it" in str(await problem(site.url, found=True))
    assert not site.asked("/private")


@pytest.mark.parametrize(
    "answer", [Sent(status=404), Sent(status=403), "<html>none</html>", ""], ids=["404", "403", "HTML", "empty"]
)
async def test_a_site_without_robots_txt_allows_all(site, answer):
    site.answers["/robots.txt"] = answer
    assert await get(site.url, found=True)


@pytest.mark.parametrize(
    "answer",
    [Sent(status=500), Sent(status=429), Sent(reset=True), to("/robots.txt"), Sent(drip())],
    ids=["500", "429", "broken", "a circle", "endless"],
)
async def test_a_site_whose_robots_txt_can_not_be_read_allows_nothing_for_now(site, answer):
    site.answers["/robots.txt"] = answer
    error = await problem(site.url, found=True, timeout=0.5)
    assert "robots.txt can't be read, so nothing there is for now" in str(error)
    assert error.temporary
    assert not site.asked("/")


async def test_the_pause_that_robots_txt_asks_for_is_kept(site):
    site.answers |= {"/robots.txt": "User-agent: *\nCrawl-delay: 0.4", "/1": "x", "/2": "x"}
    async with Fetcher(SourceOptions(delay=0, allow_private=True)) as fetcher:
        for path in ("/1", "/2"):
            await fetcher.get(site.url + path, limit=LIMIT, found=True)
    assert site.requests[2].start - site.requests[1].end >= 0.35


async def test_robots_txt_is_asked_for_under_the_same_guard(site):
    with NewsServer({"/robots.txt": to(f"{site.url}/robots.txt"), "/": "x"}, host="127.0.0.2") as other:
        error = await problem(other.url, found=True, allow_private=False, allow_networks=("127.0.0.2/32",))
    assert "127.0.0.1 is not a public address" in str(error)
    assert not site.requests
