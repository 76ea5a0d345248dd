"""The same minutes as each kind of file, and files that somebody made to do harm."""

import struct
import zipfile
import zlib
from html import escape
from io import BytesIO

from docx import Document as WordFile
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ListFlowable, ListItem, Paragraph, SimpleDocTemplate, Spacer

TITLE = "Minnesanteckningar Ledningsgrupp för utveckling onsdag 19 april 2017"
PRESENT = "Närvarande: arbetsmarknadsförvaltningen, Fontänhuset, G7, Ria och Vorta Drom"
ITEMS = (
    (
        "Hälsodagen",
        (
            "Hälsodagen blir den 17 maj. Affischen är klar och ska hänga i foajén senast fredagen "
            "den 5 maj, och alla hjälper till med att sprida den i sina egna verksamheter."
        ),
        ("Ria tar med ballonger och ett tält som rymmer alla som vill vara med", "G7 bakar"),
    ),
    (
        "Fritidsbanken",
        (
            "Frågan om lokal är inte löst. Socialförvaltningen undersöker tillsammans med kommunen "
            "om den gamla skolan kan användas. Vi beslutade att fråga föreningarna."
        ),
        ("Fontänhuset ringer skolan",),
    ),
)
WORDS = " ".join(
    [TITLE, PRESENT, *(f"{title} {text} {' '.join(points)}" for title, text, points in ITEMS)]
).split()


def as_html() -> bytes:
    """As a page of a web site, with all that stands around the text."""
    body = "".join(
        f"<h2>{title}</h2><p>{escape(text)}</p><ul>{''.join(f'<li>{p}</li>' for p in points)}</ul>"
        for title, text, points in ITEMS
    )
    return (
        "<!doctype html><html><head><meta charset=utf-8><title>Öppna soc</title>"
        "<script>alert('Kakor')</script><style>p{color:red}</style></head><body>"
        "<header><a href=/>Öppna soc</a></header><nav><ul><li>Start<li>Kontakt</ul></nav>"
        f"<main><article><h1>{TITLE}</h1><p>{PRESENT}</p>{body}"
        "<script>document.write('<p>Skript</p>')</script></article></main>"
        "<footer><p>Ring oss på telefon</p></footer></body></html>"
    ).encode()


def as_markdown() -> bytes:
    """As Markdown."""
    body = "\n".join(
        f"## {title}\n\n{text}\n\n" + "".join(f"- {point}\n" for point in points)
        for title, text, points in ITEMS
    )
    return f"# {TITLE}\n\n{PRESENT}\n\n{body}".encode()


def as_text(line_end: str = "\n") -> bytes:
    """As somebody types it."""
    body = "\n".join(
        f"{title}\n{text}\n" + "".join(f"- {point}\n" for point in points)
        for title, text, points in ITEMS
    )
    return f"{TITLE}\n\n{PRESENT}\n\n{body}".replace("\n", line_end).encode()


def as_word() -> bytes:
    """As a Word file with styles."""
    made = WordFile()
    made.add_heading(TITLE, 0)
    made.add_paragraph(PRESENT)
    for title, text, points in ITEMS:
        made.add_heading(title, 1)
        made.add_paragraph(text)
        for point in points:
            made.add_paragraph(point, "List Bullet")
    packed = BytesIO()
    made.save(packed)
    return packed.getvalue()


def as_pdf(times: int = 1, password: str | None = None) -> bytes:
    """As a PDF with wrapped lines, points, bold headings, and a head and a foot on each page."""
    styles = getSampleStyleSheet()
    body = []
    for _ in range(times):
        body += [Paragraph(TITLE, styles["Heading1"]), Paragraph(PRESENT, styles["Normal"])]
        for title, text, points in ITEMS:
            signs = [ListItem(Paragraph(point, styles["Normal"])) for point in points]
            body += [
                Paragraph(title, styles["Heading3"]),
                Paragraph(text, styles["Normal"]),
                ListFlowable(signs, bulletType="bullet"),
                Spacer(1, 4),
            ]
    made = BytesIO()
    lock = StandardEncryption(password, strength=128) if password is not None else None
    paper = SimpleDocTemplate(made, pagesize=(170 * mm, 110 * mm), encrypt=lock)
    paper.build(body, onFirstPage=_furnished, onLaterPages=_furnished)
    return made.getvalue()


def _furnished(canvas: Canvas, _paper: SimpleDocTemplate) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(20 * mm, 104 * mm, "Öppna utvecklingsgrupper i staden")
    canvas.drawString(20 * mm, 5 * mm, f"Sida {canvas.getPageNumber()} (9)")


def picture_pdf() -> bytes:
    """A scan: a page that is a picture."""
    made = BytesIO()
    Image.new("RGB", (60, 80), "white").save(made, "PDF")
    return made.getvalue()


def zip_of(**members: bytes) -> bytes:
    """A zip with such files in `word/`."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for name, content in members.items():
            made.writestr(f"word/{name}.xml", content)
    return packed.getvalue()


def word_bomb(megabytes: int = 60) -> bytes:
    """A Word file that unpacks to so much."""
    return zip_of(document=b"<w>" + b" " * (megabytes * 1024 * 1024))


def lying_word_bomb() -> bytes:
    """The same, which says of itself that it is small."""
    bomb = bytearray(word_bomb())
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = bomb.rindex(mark) + at
        bomb[place : place + 4] = struct.pack("<I", 3000)
    return bytes(bomb)


def pdf_bomb(gigabytes: int = 2) -> bytes:
    """A page whose text unpacks to gigabytes, twice over: zeros in zeros."""
    megabyte, deep = 1024 * 1024, zlib.compressobj(9, wbits=-15)
    zeros = deep.compress(bytes(megabyte)) + deep.flush(zlib.Z_FULL_FLUSH)
    total = 1024 * gigabytes * megabyte
    # Parts that were flushed can be repeated; the sum of zeros is known without adding them.
    once = b"\x78\x9c" + zeros * (1024 * gigabytes) + b"\x03\x00"
    once += (((total % 65521) << 16) + 1).to_bytes(4, "big")
    content = zlib.compress(once, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R>>",
        b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream"
        % (len(content), content),
    ]
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = len(made)
    made += b"xref\n0 5\n0000000000 65535 f \n"
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % table
    return bytes(made)
