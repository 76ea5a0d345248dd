"""The shop's own numbers: a kind digit, a serial, two check digits; and how a scan is read."""

import re
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

from fritidsbank.refusals import Malformed, N_

LONGEST = 40
_OWN_LENGTHS = (8, 10)
_SERIAL_DIGITS = {8: 5, 10: 7}


class Kind(Enum):
    """What a number stands for, told by its first digit. No number begins with 0."""

    CARD = "card"
    ARTICLE = "article"
    SLIP = "slip"
    PLACE = "place"
    COMMAND = "command"


_KIND_OF = {
    "1": Kind.CARD,
    **dict.fromkeys("23456", Kind.ARTICLE),
    "7": Kind.SLIP,
    "8": Kind.PLACE,
    "9": Kind.COMMAND,
}
FIRST_DIGITS = {kind: "".join(d for d, k in _KIND_OF.items() if k is kind) for kind in Kind}


@dataclass(eq=False)
class Misread(Malformed):
    """The scanner or the fingers slipped: nothing of ours looks like this."""

    message = N_("That could not be read. Scan once more, or type the number under the bars.")


@dataclass(eq=False)
class NotOurCode(Malformed):
    """Readable, but no label of this shop: the maker's bar code, say."""

    message = N_("This is not one of our labels. Look for our own label on the article.")


@dataclass(eq=False)
class SerialsEnded(Malformed):
    """Every number of a kind is taken, the ten-digit ones too."""

    kind: str

    message = N_("There are no numbers left of the kind {kind}.")


@dataclass(frozen=True)
class Barcode:
    """A number of ours whose check digits are right."""

    digits: str

    @property
    def kind(self) -> Kind:
        """What it stands for."""
        return _KIND_OF[self.digits[0]]

    @property
    def grouped(self) -> str:
        """For people: 2001 2362, or 200 123 4562."""
        d = self.digits
        return f"{d[:4]} {d[4:]}" if len(d) == 8 else f"{d[:3]} {d[3:6]} {d[6:]}"

    def __str__(self) -> str:
        return self.digits


def check_digits(number: str) -> str:
    """ISO 7064 mod 97-10 for a run of digits."""
    return f"{98 - int(number + '00') % 97:02d}"


def is_own(digits: str) -> bool:
    """Whether these are 8 or 10 ASCII digits: a kind, a serial, and the right check digits."""
    return (
        len(digits) in _OWN_LENGTHS
        and digits.isascii()
        and digits.isdecimal()
        and digits[0] != "0"
        and int(digits) % 97 == 1
        and check_digits(digits[:-2]) == digits[-2:]
    )


def own(kind: Kind, serial: int) -> Barcode:
    """The n-th number of a kind, from 0: the short ones first, then those with ten digits.

    Raises SerialsEnded.
    """
    left = serial
    for length in _OWN_LENGTHS:
        size = 10 ** _SERIAL_DIGITS[length]
        for first in FIRST_DIGITS[kind]:
            if left < size:
                number = f"{first}{left:0{_SERIAL_DIGITS[length]}d}"
                return Barcode(number + check_digits(number))
            left -= size
    raise SerialsEnded(kind.value)


def serial_of(code: Barcode) -> int:
    """Which number of its kind it is, from 0."""
    before = 0
    for length in _OWN_LENGTHS:
        size = 10 ** _SERIAL_DIGITS[length]
        for first in FIRST_DIGITS[code.kind]:
            if len(code.digits) == length and code.digits[0] == first:
                return before + int(code.digits[1:-2])
            before += size
    raise AssertionError(code)


def parse(text: str, *, home: str = "") -> Barcode:
    """Read a scan or typed text as a number of ours; `home` is the shop's own address.

    Spaces between digits are welcome. The shop's own QR address counts as its number, also when a
    keyboard layout has garbled its signs. Raises Misread, or NotOurCode for what is readable.
    """
    text = text.strip()
    digits = text.replace(" ", "").replace("\u00a0", "")
    if is_own(digits):
        return Barcode(digits)
    if len(text) <= 400 and home and (found := _in_own_address(text, home)):
        return Barcode(found)
    if not text or len(text) > LONGEST or not (text.isascii() and text.isprintable()):
        raise Misread
    if is_product_code(digits):
        raise NotOurCode
    if digits.isdecimal() or looks_like_address(text):
        raise Misread
    raise NotOurCode


def _in_own_address(text: str, home: str) -> str | None:
    address = urlsplit(home)
    here = f"://{address.netloc}{address.path.rstrip('/')}".lower()
    straight = re.escape(here) + r"(?=[/?#]|\Z)"
    garbled = "(?!://)" + "".join(map(_garbled, here)) + r"(?=[-_&]|\Z)"
    if not re.match(f"https?(?:{straight}|{garbled})", text.lower()):
        return None
    runs = re.findall(r"(?<!\d)(?:\d{8}|\d{10})(?!\d)", text)
    return runs[-1] if runs and is_own(runs[-1]) else None


def _garbled(sign: str) -> str:
    # A scanner that speaks another keyboard layout makes one strange sign of each sign. Letters and
    # digits stay, but for y and z, which change places in German.
    if sign in "yz":
        return "[yz]"
    return sign if sign.isascii() and sign.isalnum() else "[^a-z0-9]"


def looks_like_address(text: str) -> bool:
    """Whether it is one of the web, wherever it may lead."""
    return text.lower().startswith(("http", "www.")) or "//" in text


def is_product_code(digits: str) -> bool:
    """UPC-A and EAN-13 with their check digit: what makers print on the box."""
    if not (digits.isdecimal() and len(digits) in (12, 13)):
        return False
    weights = [1 if i % 2 == 0 else 3 for i in range(len(digits))]
    total = sum(int(d) * w for d, w in zip(reversed(digits), weights, strict=True))
    return total % 10 == 0
