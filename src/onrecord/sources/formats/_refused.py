"""What is known and isn't read, by name, and what to do with it."""

from __future__ import annotations

import re

from onrecord.sources.formats._start import Start

__all__ = ["foreign", "packaged", "refusal"]

BEGINNINGS = (
    (rb"7z\xbc\xaf'\x1c", "a 7z archive; unpack it"),
    (rb"Rar!\x1a\x07", "a RAR archive; unpack it"),
    (rb"PK\x05\x06", "a zip archive with nothing in it"),
    (rb"\x1f\x8b\x08|BZh[1-9]1AY|\xfd7zXZ\0|\x28\xb5\x2f\xfd", "packed more than once; unpack it"),
    (rb"SQLite format 3\0", "an SQLite database; export its table as JSON Lines"),
    (rb"ARROW1\0\0", "an Arrow table; export it as JSON Lines"),
    (rb"Obj\x01", "an Avro file; export it as JSON Lines"),
    (rb"%!PS", "PostScript; convert it to PDF, as with ps2pdf"),
    (rb"AT&TFORM", "a DjVu document; convert it to text, as with djvutxt"),
    (rb"bplist00", "a web archive of Safari, or another property list; save the page as HTML"),
    (rb"\x89PNG", "an image"),
    (rb"\xff\xd8\xff", "an image"),
    (rb"GIF8[79]a", "an image"),
    (rb"(?:II\*\0|MM\0\*)", "an image"),
    (rb"RIFF....WEBP", "an image"),
    (rb"....ftyp(?:heic|heix|mif1|avif)", "an image"),
    (rb"RIFF....(?:WAVE|AVI )", "sound, or moving pictures; transcribe it"),
    (rb"....ftyp", "moving pictures; transcribe them"),
    (rb"\x1aE\xdf\xa3", "moving pictures; transcribe them"),
    (rb"(?:ID3[\x02-\x04]|fLaC\0|OggS\0|\xff[\xfb\xf3\xf2])", "sound, or moving pictures; transcribe it"),
    (rb"(?:\x7fELF|MZ.\0)", "a program"),
)
"""How files begin that are no text at all."""

MADE_OF = (
    ("word/", "a Word document; install what reads it, or save it as text"),
    ("ppt/", "a PowerPoint presentation; save it as text"),
    ("xl/", "an Excel workbook; save its articles as JSON Lines, one object on each line"),
    ("META-INF/MANIFEST.MF", "a Java archive"),
    ("Index/", "a document of Pages, Numbers or Keynote; save it as text"),
)
"""What is in zip archives of office programs."""

DECLARED = (
    ("opendocument.text", "an OpenDocument text; save it as .odt"),
    ("opendocument.spreadsheet", "a spreadsheet (ODS); save its articles as JSON Lines, one object on each line"),
    ("opendocument.presentation", "a presentation (ODP); save it as text"),
    ("opendocument", "an OpenDocument file that is no text; save it as text"),
    ("epub", "an EPUB book; save its chapters as HTML or text"),
)
"""What zip archives say that they are."""

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STREAMS = (
    ("WordDocument", "an old Word document (.doc); save it as .docx or as text"),
    ("PowerPoint Document", "an old PowerPoint presentation (.ppt); save it as text"),
    ("Workbook", "an old Excel workbook (.xls); save its articles as JSON Lines, one object on each line"),
    ("__substg1.0_", "an Outlook message (.msg); save it as .eml"),
    ("EncryptedPackage", "an encrypted document; save it without its password"),
)
"""The streams in files of old office programs."""

ARRAY = re.compile(r"\[\s*[{\[]")
OBJECT = re.compile(r'\{\s*"')


def foreign(start: Start) -> str | None:
    """What a source is that is no text at all, by its first bytes, and what to do; None for any other."""
    if start.head.startswith(OLD_OFFICE):
        known = (what for stream, what in STREAMS if stream.encode("utf-16-le") in start.head)
        return next(known, "a document of an old office program; save it as text")
    return next((what for pattern, what in BEGINNINGS if re.match(pattern, start.head, re.DOTALL)), None)


def refusal(start: Start) -> str | None:
    """What a source is that no format claims, and what to do; None for what isn't known."""
    return packaged(start) if start.is_archive else _text(start)


def packaged(start: Start) -> str | None:
    """What a zip archive is that is the document of a program, and what to do; None for any other."""
    declared = (what for word, what in DECLARED if word in start.declared)
    made_of = (what for path, what in MADE_OF if any(each.startswith(path) for each in start.members))
    return next(declared, None) or next(made_of, None)


def _text(start: Start) -> str | None:
    """What XML and JSON are that hold no articles in a way that is known."""
    text = start.text
    if start.root and text.startswith("<?xml"):
        return f"XML that is no feed: its first element is {start.root!r}"
    if ARRAY.match(text):
        return "a JSON array; write its articles as JSON Lines, one object on each line"
    if OBJECT.match(text):
        return "JSON, but no JSON Feed; write articles as JSON Lines, one object on each line"
    return None
