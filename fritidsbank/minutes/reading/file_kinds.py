"""Which kind of document some bytes are, whatever their name says, and what their lines are."""

from typing import Any

from fritidsbank.minutes.reading.documents import Document
from fritidsbank.minutes.reading.pdf_lines import pdf_document
from fritidsbank.minutes.reading.plain_lines import (
    decoded,
    looks_like_markdown,
    markdown_document,
    plain_document,
)
from fritidsbank.minutes.reading.unreadable import (
    MOST_LETTERS,
    DocumentDamaged,
    NeedsPassword,
    NoDocument,
    NoTextInIt,
    NothingInIt,
    OldKind,
    TooMuchText,
)
from fritidsbank.minutes.reading.web_lines import charset_of, looks_like_html, web_document
from fritidsbank.minutes.reading.word_lines import word_document
from fritidsbank.refusals import Refusal

NEEDED = {
    "pdf": ("pdfminer.high_level", "cryptography.hazmat.primitives.ciphers"),
    "docx": ("mammoth", "xml.dom.minidom", "xml.dom.expatbuilder"),
}
"""What reading such a document imports."""

_ZIP, _OLE, _RTF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_NEAR_THE_HEAD = 1_024
"""A PDF may have a few bytes before its mark."""


def kind_of(content: bytes) -> str:
    """Which reader it needs; no kind that is told by its bytes is "text"."""
    if b"%PDF-" in content[:_NEAR_THE_HEAD]:
        return "pdf"
    return "docx" if content.startswith(_ZIP) else "text"


def read(content: bytes, name: str) -> dict[str, Any]:
    """What `opening.py` makes a document of, or the name of the refusal."""
    try:
        document = document_of(content, name)
    except Refusal as refusal:
        return {"refused": type(refusal).__name__}
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a strange file makes its reader throw anything
        return {"refused": DocumentDamaged.__name__}
    return {
        "kind": document.kind,
        "wrapped": document.wrapped,
        "furniture": document.furniture,
        "lines": [
            (each.text, each.weight, each.gap, each.bullet, each.lead) for each in document.lines
        ],
    }


def document_of(content: bytes, name: str) -> Document:
    """The lines of a document of any kind. Raises the refusals of `unreadable.py`."""
    kind = kind_of(content)
    if kind == "pdf":
        document = pdf_document(content)
    elif kind == "docx":
        document = word_document(content)
    else:
        document = _of_text(content, name)
    if not document.lines:
        raise NothingInIt
    if sum(len(line.text) for line in document.lines) > MOST_LETTERS:
        raise TooMuchText
    return document


def _of_text(content: bytes, name: str) -> Document:
    if not content.strip():
        raise NothingInIt
    if content.startswith(_OLE):
        raise NeedsPassword if _LOCKED in content else OldKind
    if content.startswith(_RTF):
        raise OldKind
    if content.startswith(_PICTURES) or content[4:8] == b"ftyp":
        raise NoTextInIt
    charset = charset_of(content)
    text = decoded(content.decode(charset, "replace").encode() if charset else content)
    if len(text) > MOST_LETTERS * 3:
        raise TooMuchText  # even if most of it are signs of a web page
    if looks_like_html(text):
        return web_document(text)
    if name.lower().endswith((".md", ".markdown")) or looks_like_markdown(text):
        return markdown_document(text)
    if _is_binary(text):
        raise NoDocument
    return plain_document(text)


def _is_binary(text: str) -> bool:
    """Hardly a letter among the signs."""
    start = text[:4_000]
    return sum(sign.isalnum() or sign.isspace() for sign in start) * 2 < len(start)
