"""PDFs, office documents, mail and saved pages: their text without what stands around it, or why there is none."""

import gzip
import re
from datetime import date

import pytest
from documents import ARTICLE, SENTENCES, archive, mail, opendocument, pdf, scan, word
from news_server import NewsServer, Sent

from onrecord import Article
from onrecord.sources import Unreadable

TEXT = "\n\n".join(SENTENCES)
PROSE = " ".join(SENTENCES)


# PDF


@pytest.mark.parametrize("columns", [1, 2, 3])
async def test_a_pdf_is_its_article_whatever_its_columns_part_and_its_pages_repeat(read, columns):
    (found,) = await read(pdf(columns=columns, title="Ferry sinks"), "ferry.pdf")
    assert isinstance(found, Article), found
    assert " ".join(found.text.split()) == " ".join(ARTICLE)
    assert (found.title, found.published, found.author) == ("Ferry sinks", None, None)


async def test_the_paragraphs_of_a_pdf_are_paragraphs(read):
    (found,) = await read(pdf(columns=1))
    whole = set(ARTICLE) & set(found.text.split("\n\n"))
    assert len(whole) > len(ARTICLE) / 2  # one whose last line is as long as any runs into the next


async def test_ligatures_and_parted_words_of_a_pdf_are_put_together():
    from onrecord.sources.formats._pdf import flowing

    lines = (
        "The ﬁrst oﬃcer ﬂed with the life-",
        "boats of a well-known, state-",
        "owned line, a well-",
        "known one, and Port-",
        "Ellery burned.",
    )
    assert flowing(["\n".join(lines)]) == (
        "The first officer fled with the lifeboats of a well-known, stateowned line, a well-known one, "
        "and Port-Ellery burned."
    )


def test_what_a_browser_prints_above_and_below_a_page_is_left_out():
    from onrecord.sources.formats._pdf import flowing

    page = "11/30/26, 2:53 AM Ferry sinks off Hull\nThe ferry sank on Monday.\nfile:///tmp/ferry.html 1/1"
    assert flowing([page]) == "The ferry sank on Monday."
    assert flowing(["3/4/2025, 10:00\nNobody was hurt.\nhttps://post.example/a?b=c 1/2"]) == "Nobody was hurt."


@pytest.mark.parametrize("title", ["Microsoft Word - ferry_v2.docx", "ferry.indd", "Untitled", ""])
async def test_a_title_that_a_program_made_up_is_none(read, title):
    (found,) = await read(pdf(title=title))
    assert found.title is None


async def test_a_pdf_that_everybody_may_open_is_read_though_it_is_encrypted(read):
    from fpdf import FPDF

    paper = FPDF()
    paper.add_page()
    paper.set_font("Times", size=11)
    paper.multi_cell(0, text="The ferry sank on Monday.")
    paper.set_encryption(owner_password="owner")
    (found,) = await read(bytes(paper.output()))
    assert found.text == "The ferry sank on Monday."


async def test_a_feed_may_lead_to_a_pdf(read):
    with NewsServer() as site:
        site.answers["/ferry.pdf"] = Sent(pdf(), headers={"Content-Type": "application/pdf"})
        link = f"<link>{site.url}/ferry.pdf</link>"
        feed = f"<rss version='2.0'><channel><item><guid>urn:x:1</guid>{link}</item></channel></rss>"
        (found,) = await read(feed, allow_private=True, delay=0)
    assert (found.id, found.url) == ("urn:x:1", f"{site.url}/ferry.pdf")
    assert ARTICLE[0] in " ".join(found.text.split())


# Office documents


async def test_a_word_document_is_its_text_with_tables_and_without_the_heads_of_its_pages(read):
    (found,) = await read(word(*SENTENCES, title="Ferry sinks", table=["Rescued", "Eleven"]), "ferry.docx")
    assert found.text == f"{TEXT}\n\nRescued\n\nEleven"
    assert (found.title, found.published, found.author) == ("Ferry sinks", None, None)


async def test_what_was_put_into_a_word_document_is_read_and_what_was_taken_out_is_not(read):
    from io import BytesIO

    from docx import Document

    opened = Document(BytesIO(word("The ferry sank", " on Monday.")))
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    first = opened.element.body[0]
    for tag, inner, text in (("ins", "t", " slowly"), ("del", "delText", " fast")):
        change = first.makeelement(f"{{{w}}}{tag}")
        run = change.makeelement(f"{{{w}}}r")
        piece = run.makeelement(f"{{{w}}}{inner}")
        piece.text = text
        run.append(piece)
        change.append(run)
        first.append(change)
    data = BytesIO()
    opened.save(data)
    (found,) = await read(data.getvalue())
    assert found.text == "The ferry sank slowly\n\non Monday."


async def test_an_opendocument_text_is_its_text_without_notes_and_comments(read):
    body = (
        "<text:h>Ferry sinks</text:h>"
        "<text:p>The ferry<text:s text:c='2'/>sank<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>A footnote.</text:p></text:note-body></text:note> on <text:span>Monday</text:span>."
        "<office:annotation><text:p>A comment.</text:p></office:annotation></text:p>"
        "<text:tracked-changes><text:p>Taken out.</text:p></text:tracked-changes>"
        "<text:list><text:list-item><text:p>Eleven were rescued.</text:p></text:list-item></text:list>"
    )
    (found,) = await read(opendocument(body, title="A title"), "ferry.odt")
    assert found.text == "Ferry sinks\n\nThe ferry  sank on Monday.\n\nEleven were rescued."
    assert found.title == "A title"


async def test_an_rtf_document_is_its_text(read):
    rtf = (
        rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times;}}{\info{\title Ferry sinks}{\author Jane}}"
        rb"{\header The head of each page\par}\pard The caf\'e9 burned. \u8220?Quote\u8221? he said.\par"
        rb" Nobody was hurt.\par}"
    )
    (found,) = await read(rtf, "ferry.rtf")
    assert found.text == "The café burned. “Quote” he said.\n\nNobody was hurt."
    assert found.title == "Ferry sinks"


# Mail

HTML = f"<html><body><p>{'</p><p>'.join(SENTENCES)}</p></body></html>"
MAILS = {
    "text": mail(TEXT),
    "text and HTML": mail(TEXT, "<p>The ferry Marlow sank off Port Ellery on Monday.</p>"),
    "HTML alone": mail(html=HTML),
    "a stub of text, and HTML": mail("View this mail in your browser.", HTML),
    "something attached": mail(TEXT, attached=["list.pdf"]),
    "its lines with carriage returns": mail(TEXT).replace(b"\n", b"\r\n"),
    "an address alone": mail(TEXT, From="desk@post.example"),
    "a header that is none": mail(TEXT).replace(b"To: reader@reader.example", b"To: =?utf-8?b?broken; <<@,,"),
}


@pytest.mark.parametrize("data", MAILS.values(), ids=MAILS)
async def test_a_mail_is_its_text_without_headers_and_attachments(read, data):
    (found,) = await read(data, "ferry.eml")
    assert isinstance(found, Article), found
    assert found.text == TEXT
    assert found.id.endswith("/ferry.eml")
    assert (found.title, found.published, found.source) == ("Ferry sinks", date(2025, 7, 7), "post.example")
    assert found.author == (None if b"From: desk" in data else "Harbour Post")


async def test_what_a_mail_says_may_be_in_any_encoding(read):
    data = (
        "From: =?iso-8859-1?q?Caf=E9_Post?= <a@post.example>\nMessage-ID: <1@post.example>\n"
        "Subject: =?utf-8?b?RmVycnkgc2lua3Mg4oCT?=\n =?utf-8?q?_nobody_hurt?=\n"
        "Content-Type: text/plain; charset=windows-1252\nContent-Transfer-Encoding: quoted-printable\n\n"
        "The caf=E9 =96 it=92s gone.\n"
    )
    (found,) = await read(data)
    assert (found.text, found.author) == ("The café – it’s gone.", "Café Post")
    assert found.title == "Ferry sinks – nobody hurt"


async def test_lines_that_flow_are_joined(read):
    data = mail("x").replace(b'charset="utf-8"', b'charset="utf-8"; format=flowed')
    data = data.replace(b"\n\nx", b"\n\nThe ferry \nsank on \nMonday.\nNobody was hurt.\n\n-- \nThe Post")
    (found,) = await read(data)
    assert found.text == "The ferry sank on Monday.\nNobody was hurt.\n\n-- \nThe Post"


async def test_a_text_that_begins_with_what_looks_like_a_header_is_a_text(read):
    text = f"Update: {SENTENCES[0]}\nCorrection: {SENTENCES[1]}\n\n{SENTENCES[2]}"
    (found,) = await read(text)
    assert found.text == text


def mailbox(*messages):
    rows = [re.sub(rb"(?m)^(>*From )", rb">\1", each) for each in messages]
    return b"".join(b"From desk@post.example Mon Jul  7 10:00:01 2025\n" + each + b"\n" for each in rows)


BOX = mailbox(
    mail("From the harbour: the ferry sank.\n\nFrom Monday on, it is closed."),
    mail(html=HTML, Message_ID="<5kq@post.example>"),
    mail(attached=["list.pdf"], text=""),
    mail("No name for this.").replace(b"Message-ID: <4kq@post.example>\n", b""),
)


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzipped"])
async def test_each_message_of_a_mailbox_is_an_article_of_its_own(read, tmp_path, pack):
    first, second, third, fourth = await read(pack(BOX), "news.mbox")
    assert (first.id, first.text) == (
        "mid:4kq@post.example",
        "From the harbour: the ferry sank.\n\nFrom Monday on, it is closed.",
    )
    assert (second.id, second.text, second.published) == ("mid:5kq@post.example", TEXT, date(2025, 7, 7))
    assert (third.id, third.reason) == (
        f"{tmp_path}/news.mbox:3",
        "it is a mail without text; attached to it: list.pdf",
    )
    assert fourth.id.startswith("sha256:")


async def test_a_page_that_a_browser_saved_as_mail_is_a_page(read):
    page = f"<html><head><title>Ferry sinks</title></head><body><nav>Home</nav><article>{HTML}</article></body></html>"
    data = mail(
        html=page,
        From="<Saved by Blink>",
        Snapshot_Content_Location="https://post.example/news/ferry",
        Date="Mon, 01 Sep 2025 10:00:00 +0000",
    )
    (found,) = await read(data, "ferry.mhtml")
    assert (found.url, found.published, found.author) == ("https://post.example/news/ferry", None, None)
    assert found.text.endswith(TEXT)
    assert found.id.endswith("/ferry.mhtml")


# What isn't read

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1_000
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
REFUSED = {
    "an encrypted PDF": (pdf(password="secret"), "it is an encrypted PDF; save it without its password"),
    "a scan": (scan(), "it is a PDF that has no text in it, only pictures; run OCR over it"),
    "an empty PDF": (pdf([], head=" "), "it is a PDF that has no text in it"),
    "a presentation": (archive(ppt__presentation_xml=TYPES), "it is a PowerPoint presentation; save it as text"),
    "a workbook": (archive(xl__workbook_xml=TYPES), "it is an Excel workbook; save its articles as JSON Lines"),
    "a book": (archive(mimetype="application/epub+zip", a_html=HTML), "it is an EPUB book; save its chapters"),
    "a spreadsheet": (opendocument("", kind="spreadsheet"), "it is a spreadsheet (ODS); save its articles"),
    "an archive without files": (b"PK\x05\x06" + bytes(18), "it is a zip archive with nothing in it"),
    "an old document": (OLD + "WordDocument".encode("utf-16-le"), "it is an old Word document (.doc); save it as"),
    "an encrypted document": (OLD + "EncryptedPackage".encode("utf-16-le"), "it is an encrypted document; save it"),
    "an Outlook message": (OLD + "__substg1.0_".encode("utf-16-le"), "it is an Outlook message (.msg); save it"),
    "a broken tar archive": (
        b"ferry.txt".ljust(257, b"\0") + b"ustar\0" + b"\0" * 300,
        "its tar data is damaged: bad checksum",
    ),
    "moving pictures": (b"\0\0\0\x20ftypisom" + b"\0" * 50, "it is moving pictures; transcribe them"),
    "a broken Word document": (archive(word__document_xml="<"), "no sense can be made of it as a Word document: "),
    "a broken OpenDocument text": (
        archive(mimetype="application/vnd.oasis.opendocument.text"),
        "it is an OpenDocument text that is damaged or encrypted: ",
    ),
    "an empty Word document": (word(), "empty: no words in it"),
    "an encrypted mail": (
        mail("x").replace(b"text/plain", b"application/pkcs7-mime"),
        "it is an encrypted mail; save it as text",
    ),
}


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED)
async def test_what_is_not_read_is_refused_by_name(read, data, reason):
    (found,) = await read(data)
    assert isinstance(found, Unreadable), found
    assert found.reason.startswith(reason)


@pytest.mark.parametrize(
    "head",
    [
        "From: a@post.example\r\nSubject: Ferry\r\nContent-Type: text/plain; charset=koi8-r",
        "Subject: Ferry\r\nDate: Wed, 09 Jul 2025 10:00:00 +0000\r\nContent-Type: text/plain; charset=koi8-r",
        "From: a@post.example\nTo: b@post.example\nSubject: Ferry\nContent-Type: text/plain; charset=koi8-r",
    ],
)
async def test_a_mail_with_few_headers_is_one(read, head):
    (found,) = await read(f"{head}\r\n\r\n".encode() + "Паром затонул в понедельник.".encode("koi8-r"), "a.eml")
    assert (found.text.strip(), found.title) == ("Паром затонул в понедельник.", "Ferry")


async def test_a_text_that_begins_with_words_and_colons_is_no_mail(read):
    (found,) = await read("Summary: the ferry sank.\nReason: a rock.\n\nNobody was hurt.", "a.txt")
    assert found.text.startswith("Summary: the ferry sank.")
