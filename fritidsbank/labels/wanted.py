"""Which labels somebody asks for on a page: numbers as they write them, or a batch by its first."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from fritidsbank.barcodes import Barcode, Kind, Misread, is_own, own, parse, serial_of
from fritidsbank.refusals import Malformed, N_
from fritidsbank.stock.codes import things_coded
from fritidsbank.stock.numbers import handed_out

MOST = 500
"""Labels at a time: a roll holds no more."""
_BETWEEN = re.compile(r"[,;\n\r\t]+")


@dataclass(eq=False)
class TooManyLabels(Malformed):
    """More than a roll holds."""

    most: int

    message = N_("Print at most {most} labels at a time.")


@dataclass(eq=False)
class NotThatKind(Malformed):
    """A card's number on an article's label, or the other way round."""

    number: str

    message = N_("{number} is the number of something else. Look at it once more.")


@dataclass(eq=False)
class NotHandedOut(Malformed):
    """Labels of numbers that nobody has ordered would be given a second time later."""

    message = N_("Those numbers have not been handed out yet. Order a batch of labels first.")


@dataclass(frozen=True)
class Numbers:
    """The numbers, and how an address names them."""

    codes: list[str]
    named: Mapping[str, str]


def numbers_in(db: Session, sent: Mapping[str, Any], kind: Kind) -> Numbers:
    """What an address or a form asks for: `codes`, or `first` and `many`.

    Raises Misread, NotThatKind, TooManyLabels, NotHandedOut.
    """
    if sent.get("first"):
        return _batch(db, str(sent["first"]), str(sent.get("many", "1")), kind)
    written = [each for each in _BETWEEN.split(str(sent.get("codes", ""))) if each.strip()]
    codes = list(dict.fromkeys(_number(each, kind) for each in written[: MOST + 1]))
    if len(codes) > MOST:
        raise TooManyLabels(MOST)
    if kind is Kind.ARTICLE:
        _refuse_not_handed_out(db, codes)
    return Numbers(codes, {"codes": ",".join(codes)})


def batch_of(codes: Iterable[Barcode]) -> dict[str, str]:
    """How an address names numbers that follow each other."""
    numbers = list(codes)
    return {"first": numbers[0].digits, "many": str(len(numbers))}


def _batch(db: Session, first: str, many: str, kind: Kind) -> Numbers:
    begin = serial_of(Barcode(_number(first, kind)))
    if not (many.isascii() and many.isdecimal() and len(many) < 5 and 1 <= int(many) <= MOST):
        raise TooManyLabels(MOST)
    if begin + int(many) > handed_out(db, kind):
        raise NotHandedOut
    codes = [own(kind, serial) for serial in range(begin, begin + int(many))]
    return Numbers([code.digits for code in codes], batch_of(codes))


def _refuse_not_handed_out(db: Session, codes: list[str]) -> None:
    # What an article brought along from another shop may be ahead of our own numbers.
    ahead = handed_out(db, Kind.ARTICLE)
    ours = [code for code in codes if serial_of(Barcode(code)) >= ahead]
    if ours and things_coded(db, ours).keys() != set(ours):
        raise NotHandedOut


def _number(written: str, kind: Kind) -> str:
    digits = "".join(written.split())
    if not is_own(digits):
        raise Misread
    code = parse(digits)
    if code.kind is not kind:
        raise NotThatKind(code.grouped)
    return code.digits
