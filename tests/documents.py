"""Documents and messages, made for tests."""

import io
import random
import re
import zipfile
from email.message import EmailMessage

from fpdf import FPDF

SENTENCES = (
    "The ferry Marlow sank off Port Ellery on Monday in heavy weather.",
    "Eleven people were rescued by the coast guard, the harbour master said.",
    "“The harbour stays closed until Friday,” said the mayor.",
    "The operating company had postponed the inspection of the lifeboats twice.",
)
WORDS = """
harbour captain inspection lifeboats passengers insurance committee weather operating company evening report question
minister answered decision postponed investigation crossing timetable island residents waiting morning
"""


def _paragraph(number):
    """A paragraph like no other."""
    chosen = random.Random(number)
    sentences = (" ".join(chosen.choices(WORDS.split(), k=chosen.randint(6, 16))).capitalize() for _ in range(4))
    return f"{'. '.join(sentences)}."


ARTICLE = tuple(map(_paragraph, range(24)))


def pdf(paragraphs=ARTICLE, *, columns=2, password="", title="", head="The Courier, 9 July 2025"):
    """A PDF as newspapers make them: columns, a line at the head and one at the foot of each page, parted words."""

    class Paper(FPDF):
        def header(self):
            self.set_font("Times", size=8)
            self.cell(0, 8, head, new_x="LMARGIN", new_y="NEXT")

        def footer(self):
            self.set_y(-15)
            self.set_font("Times", size=8)
            self.cell(0, 10, f"Page {self.page_no()} of {{nb}}", align="C")

    paper = Paper(format=(148, 210))
    paper.add_page()
    paper.set_font("Times", size=11)
    with paper.text_columns(ncols=columns, gutter=8, text_align="J") as text:
        for paragraph in paragraphs:
            with text.paragraph(bottom_margin=3) as block:
                block.write(_parted(paragraph))
    if password:
        paper.set_encryption(owner_password="owner", user_password=password)
    paper.set_title(title)
    return bytes(paper.output())


def _parted(text):
    """Text in the letters that the PDF's fonts have, with soft hyphens in its long words."""
    for curly, straight in {"“": '"', "”": '"', "’": "'"}.items():
        text = text.replace(curly, straight)
    return re.sub(r"\b([a-z]{5})([a-z]{4,})\b", "\\1\u00ad\\2", text)


def scan():
    """A PDF that is a picture of a page."""
    from PIL import Image

    paper = FPDF()
    paper.add_page()
    paper.image(Image.new("RGB", (60, 80), "white"), w=100)
    return bytes(paper.output())


def archive(**files):
    """A zip archive; in names of files, __ stands for / and _ for a dot."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as opened:
        for name, content in files.items():
            opened.writestr(name.replace("__", "/").replace("_", "."), content)
    return data.getvalue()


def word(*paragraphs, title="", table=()):
    """A Word document."""
    from docx import Document

    opened = Document()
    opened.core_properties.title = title
    for paragraph in paragraphs:
        opened.add_paragraph(paragraph)
    if table:
        cells = opened.add_table(1, len(table)).rows[0].cells
        for cell, text in zip(cells, table, strict=True):
            cell.text = text
    opened.sections[0].header.paragraphs[0].text = "The head of each page"
    data = io.BytesIO()
    opened.save(data)
    return data.getvalue()


ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "text", "table")
)


def opendocument(body, *, title="", kind="text"):
    """An OpenDocument file with such a body."""
    content = f"<office:document-content {ODF}><office:body><office:text>{body}</office:text></office:body>"
    about = f"<office:document-meta {ODF} xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>{title}</dc:title>"
    files = {"content_xml": f"{content}</office:document-content>", "meta_xml": f"{about}</office:document-meta>"}
    return archive(mimetype=f"application/vnd.oasis.opendocument.{kind}", **files)


def mail(text=None, html=None, *, attached=(), **headers):
    """A message as programs send them."""
    message = EmailMessage()
    said = {
        "From": '"Harbour Post" <desk@post.example>',
        "To": "reader@reader.example",
        "Subject": "Ferry sinks",
        "Date": "Mon, 07 Jul 2025 10:00:01 +0000",
        "Message-ID": "<4kq@post.example>",
        "Received": "from mail.post.example by mx.reader.example; Mon, 07 Jul 2025 10:00:03 +0000",
    }
    for name, value in {**said, **{name.replace("_", "-"): value for name, value in headers.items()}}.items():
        message[name] = value
    if text is not None:
        message.set_content(text)
    if html is not None:
        add = message.add_alternative if text is not None else message.set_content
        add(html, subtype="html")
    for name in attached:
        message.add_attachment(b"%PDF-1.7\n", maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()
