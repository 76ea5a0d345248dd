"""Why a document cannot be read, and what to do about it."""

from dataclasses import dataclass

from fritidsbank.refusals import Malformed, N_

LARGEST = 10
"""Megabytes of a document."""
UNPACKED = 100
"""Megabytes of what is packed in it."""
MOST_LETTERS = 1_000_000
"""About 400 pages: no minutes are longer."""
SECONDS = 10


@dataclass(eq=False)
class DocumentTooLarge(Malformed):
    """More bytes than any minutes."""

    most: int = LARGEST

    message = N_(
        "The document is larger than {most} megabytes. Save it without pictures, or paste its text."
    )


@dataclass(eq=False)
class TooMuchText(Malformed):
    """A book."""

    most: int = MOST_LETTERS

    message = N_(
        "There are more than {most} letters in the document. Read in one meeting at a time."
    )


@dataclass(eq=False)
class NeedsPassword(Malformed):
    """Locked by whoever made it."""

    message = N_(
        "The document is locked with a password. Open it, save it without a password, and choose "
        "that file."
    )


@dataclass(eq=False)
class NoTextInIt(Malformed):
    """A scan, or a picture."""

    message = N_(
        "There is no text in the document: it is a picture of one. Paste the text here, or type "
        "the notes yourself."
    )


@dataclass(eq=False)
class DocumentDamaged(Malformed):
    """Cut off, mangled, or made to do harm."""

    message = N_(
        "The document is damaged and cannot be opened. Save it anew, or paste its text here."
    )


@dataclass(eq=False)
class DocumentUnpacksTooLarge(Malformed):
    """A small file with a huge one in it."""

    message = N_(
        "Unpacked, the document would be far too large. Save it anew as PDF, or paste its text "
        "here."
    )


@dataclass(eq=False)
class ReadingTookTooLong(Malformed):
    """Thousands of pages, or a file made to be slow."""

    most: int = SECONDS

    message = N_(
        "The document could not be read within {most} seconds. Paste the text of the meeting "
        "instead."
    )


@dataclass(eq=False)
class OldKind(Malformed):
    """DOC, ODT, RTF, Pages."""

    message = N_("That kind of document is not read here. Save it as PDF or DOCX, and choose that.")


@dataclass(eq=False)
class NoDocument(Malformed):
    """A film, a spreadsheet, a program."""

    message = N_(
        "That is no document with text. Choose a PDF, a Word file (DOCX), a web page, Markdown or "
        "plain text."
    )


@dataclass(eq=False)
class NothingInIt(Malformed):
    """No bytes, or nothing but spaces."""

    message = N_("There is nothing in the document. Choose the file, or paste the text.")


REFUSALS = {
    kind.__name__: kind
    for kind in (
        DocumentTooLarge, TooMuchText, NeedsPassword, NoTextInIt, DocumentDamaged,
        DocumentUnpacksTooLarge, ReadingTookTooLong, OldKind, NoDocument, NothingInIt,
    )
}  # fmt: skip
"""By name, since the process that reads says no more than that."""
