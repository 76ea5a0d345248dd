"""A Word file (DOCX) as lines. What is packed in it is looked at before it is unpacked."""

import zipfile
from io import BytesIO
from typing import Any
from zlib import error as ZlibError  # noqa: N812 - an exception, whatever zlib calls it

from fritidsbank.minutes.reading.documents import Document
from fritidsbank.minutes.reading.unreadable import (
    UNPACKED,
    DocumentDamaged,
    DocumentUnpacksTooLarge,
    NeedsPassword,
    NoDocument,
    NoTextInIt,
    NothingInIt,
    OldKind,
)
from fritidsbank.minutes.reading.web_lines import web_document

MOST_MEMBERS = 1_000
MOST_TIMES = 200
"""So many times larger than packed; text of a document is ten times larger, or thirty."""
_MEGABYTE = 1024 * 1024
_SMALL = _MEGABYTE  # of so little it does not matter how it was packed
_STYLES = """
p[style-name='Title'] => h1
p[style-name='Subtitle'] => h2
p[style-name='Rubrik'] => h1
p[style-name='Rubrik 1'] => h1
p[style-name='Rubrik 2'] => h2
p[style-name='Rubrik 3'] => h3
"""


def word_document(content: bytes) -> Document:
    """The lines of a DOCX; its pictures, notes at the edge and deleted words are left out.

    Raises what `_looked_through` does, NothingInIt and NoTextInIt.
    """
    has_pictures = _looked_through(content)
    # Loaded when first asked for: the server itself never reads a Word file.
    import mammoth  # noqa: PLC0415

    made = mammoth.convert_to_html(
        BytesIO(content), style_map=_STYLES, convert_image=_no_picture, ignore_empty_paragraphs=True
    )
    document = web_document(made.value, "docx")
    if not document.lines:
        raise NoTextInIt if has_pictures else NothingInIt
    return document


def _no_picture(_image: Any, *_rest: Any) -> list[Any]:  # noqa: ANN401 - mammoth's own kinds
    return []


def _looked_through(content: bytes) -> bool:
    """Whether there are pictures in it.

    Raises DocumentUnpacksTooLarge, DocumentDamaged, NeedsPassword, OldKind and NoDocument.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            members = packed.infolist()
            names = {member.filename for member in members}
            if "word/document.xml" not in names:
                # OpenDocument says what it is in a member of that name.
                raise OldKind if "mimetype" in names else NoDocument
            if len(members) > MOST_MEMBERS or not _fits(members):
                raise DocumentUnpacksTooLarge
            if any(member.flag_bits & 1 for member in members):
                raise NeedsPassword
            _unpack(packed, members)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError):
        raise DocumentDamaged from None
    except (OSError, EOFError, ValueError, ZlibError):
        raise DocumentDamaged from None
    return any(name.startswith("word/media/") for name in names)


def _fits(members: list[zipfile.ZipInfo]) -> bool:
    total = sum(member.file_size for member in members)
    return total <= UNPACKED * _MEGABYTE and all(
        member.file_size <= max(_SMALL, MOST_TIMES * member.compress_size) for member in members
    )


def _unpack(packed: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """A little at a time, since what a file says of its size may be a lie."""
    left = UNPACKED * _MEGABYTE
    for member in members:
        with packed.open(member) as unpacked:
            while some := unpacked.read(_MEGABYTE):
                left -= len(some)
                if left < 0:
                    raise DocumentUnpacksTooLarge
