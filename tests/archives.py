"""Web archives as crawlers write them, and archives of files, made for tests."""

import gzip
import io
import tarfile
import zipfile

PARAGRAPHS = [
    "The ferry to the island sank on Monday morning after it had struck a rock in thick fog, the harbour master said.",
    "All 214 passengers were taken off by lifeboats before noon, and nobody was hurt, according to the coast guard.",
    "The operating company said that the ship had been inspected in March, and that it would help the investigation.",
]


def page(number, date="2025-07-09"):
    """A page with an article of its own."""
    body = "".join(f"<p>{each} This is report {number}.</p>" for each in PARAGRAPHS)
    published = f"<meta property='article:published_time' content='{date}'>" if date else ""
    head = f"<title>Report {number}</title>{published}"
    return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body><article>{body}</article></body></html>".encode()


def record(kind, url, block, *, version="1.0", date="2025-07-10T08:00:00Z", **headers):
    """A record of a web archive."""
    said = {"WARC-Type": kind, "WARC-Target-URI": url, "WARC-Date": date, "Content-Length": str(len(block))}
    said |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in said.items() if value is not None)
    return f"WARC/{version}\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def answer(body, status="200 OK", **headers):
    """An answer of a server, as it came."""
    said = {"Content-Type": "text/html; charset=utf-8"} | {
        name.replace("_", "-"): each for name, each in headers.items()
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in said.items() if value is not None)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def address(number):
    return f"https://courier.example/{number}"


def response(number, **headers):
    """The record of a page."""
    return record("response", address(number), answer(page(number)), **headers)


def chunked(data, size=100):
    """A body as it is sent in chunks."""
    chunks = (data[start : start + size] for start in range(0, len(data), size))
    return b"".join(b"%x\r\n%s\r\n" % (len(each), each) for each in chunks) + b"0\r\n\r\n"


def packed_apart(records, pack=gzip.compress):
    """Each record packed by itself, as crawlers do."""
    return b"".join(map(pack, records))


def zipped(files, **how):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, **how) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return data.getvalue()


def tarred(files, mode="w"):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode=mode) as opened:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            opened.addfile(info, io.BytesIO(content))
    return data.getvalue()
