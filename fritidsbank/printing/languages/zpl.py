"""ZPL II, as Zebra's label printers and their many clones speak it.

Source: Zebra, "ZPL II Programming Guide": ^GF, the alternative data compression scheme, ^PQ, ^MN,
^MM and ~HS.
"""

from base64 import b64encode
from binascii import crc_hqx
from collections.abc import Iterable, Iterator
from itertools import groupby
from zlib import compress

from fritidsbank.printing.page import Page, ink
from fritidsbank.printing.profiles import Medium, Printer, Stock
from fritidsbank.printing.status import Status, Trouble
from fritidsbank.printing.surface import MM_PER_INCH

ASK = b"~HS\r\n"
"""May be asked at any time. The guide has printers that keep silent without paper or with an open
lid: no answer is no news about the printer being there."""

_FAST = 1  # zlib: a label is mostly white, and the printer waits for nothing
_STX, _ETX = b"\x02", b"\x03"


def encode(pages: Iterable[Page], printer: Printer, medium: Medium) -> Iterator[bytes]:
    """A format for each page; pages that follow each other and are alike become one with ^PQ."""
    for format_, alike in groupby(_formats(pages, printer, medium)):
        yield format_ + b"^PQ%d^XZ\n" % sum(1 for _ in alike)


def complete(answer: bytes) -> bool:
    """Whether all of an answer has come: three strings, each from STX to ETX."""
    return answer.count(_ETX) >= 3


def heard(answer: bytes, medium: Medium) -> Status:  # noqa: ARG001 - it says nothing of the roll
    """What the three strings of ~HS say. Raises ValueError when they say something else.

    At least so many are `waiting`: formats may hold several labels, and the one that is printed
    is both a format and the rest of a batch.
    """
    strings = [each.partition(_STX)[2].split(b",") for each in answer.split(_ETX)]
    try:
        _, no_paper, paused, _, formats, _, _, partly, _, corrupt, _, hot = strings[0]
        _, _, open_, no_ribbon, _, _, _, _, batch, *_ = strings[1]
        waiting = max(int(batch), int(formats) + int(partly))
    except (IndexError, ValueError):
        raise ValueError(f"no answer to ~HS: {answer!r}") from None
    flags = (
        (open_, Trouble.LID_OPEN),
        (no_paper, Trouble.NO_PAPER),
        (no_ribbon, Trouble.NO_RIBBON),
        (hot, Trouble.HOT),
        (corrupt, Trouble.FAULT),
    )
    troubles = tuple(trouble for flag, trouble in flags if flag == b"1")
    # A printer without paper pauses, too: then the paper is what somebody has to see to.
    if paused == b"1" and not troubles:
        troubles = (Trouble.PAUSED,)
    return Status(troubles, waiting=waiting)


def hexadecimal(rows: bytes, width: int) -> bytes:
    """Rows of so many bytes as digits: G to Y repeat the next one 1 to 19 times, g to z 20 to 400.

    A comma fills the row with white, an exclamation mark with ink, a colon repeats the row above.
    """
    told, above = [], b""
    for at in range(0, len(rows), width):
        row = rows[at : at + width]
        told.append(b":" if row == above else _digits(row))
        above = row
    return b"".join(told)


def _formats(pages: Iterable[Page], printer: Printer, medium: Medium) -> Iterator[bytes]:
    """Each page without how often it is printed."""
    across, down = (
        round(margin * printer.dpi / MM_PER_INCH) for margin in (medium.margin_x, medium.margin_y)
    )
    endless = medium.stock in {Stock.ROLL, Stock.RECEIPT}
    for page in pages:
        yield b"".join(
            (
                b"^XA^MNN" if endless else b"^XA^MNY",
                b"^MMC" if printer.cut else b"",
                # What others have set in the printer stays there until somebody unsets it.
                b"^PON^LH0,0^PW%d^LL%d" % (page.width + 2 * across, page.height + 2 * down),
                b"^FO%d,%d" % (across, down),
                _graphic(page, in_hex=printer.quirks.get("graphics") == "hex"),
                b"^FS",
            )
        )


def _graphic(page: Page, *, in_hex: bool) -> bytes:
    rows = ink(page.black)
    width = -(-page.width // 8)
    head = b"^GFA,%d,%d,%d," % (len(rows), len(rows), width)
    if in_hex:
        return head + hexadecimal(rows, width)
    packed = b64encode(compress(rows, _FAST))
    return head + b":Z64:%b:%04X" % (packed, crc_hqx(packed, 0))


def _digits(row: bytes) -> bytes:
    digits = row.hex().upper()
    for rest, sign in (("0", ","), ("F", "!")):
        short = digits.rstrip(rest)
        if len(digits) - len(short) > 1:
            digits = short + sign
            break
    return b"".join(_repeated(digit, len(list(run))) for digit, run in groupby(digits))


def _repeated(digit: str, times: int) -> bytes:
    if times < 3:
        return digit.encode() * times
    signs = "z" * (times // 400)
    twenties, ones = divmod(times % 400, 20)
    signs += chr(ord("f") + twenties) if twenties else ""
    signs += chr(ord("F") + ones) if ones else ""
    return (signs + digit).encode()
