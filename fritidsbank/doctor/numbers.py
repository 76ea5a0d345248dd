"""Own numbers: well formed, of the right kind, and none that will be handed out twice."""

from collections.abc import Iterator

from sqlalchemy import Row, literal, select, union_all
from sqlalchemy import String as Text
from sqlalchemy.orm import Session

from fritidsbank.barcodes import FIRST_DIGITS, Barcode, Kind, is_own, own
from fritidsbank.doctor.finding import MOST, Facts, check
from fritidsbank.loans.models import Visit
from fritidsbank.people.models import Card
from fritidsbank.refusals import N_
from fritidsbank.stock.models import ArticleCode, Place, Serial
from fritidsbank.stock.queries import normal_code
from fritidsbank.stock.rules import CodeKind

_STUCK_AFTER = 100
_MADE_BY_US = {Kind.SLIP, Kind.PLACE}
"""Kinds whose numbers come from the serial alone; labels and cards may also be claimed."""


@check(N_("{code} is used as a number of the kind {kind}, and is none."))
def code_badly_formed(db: Session) -> Facts:
    """Own numbers have right check digits and the kind of what they stand for."""
    found = 0
    for code, kind, is_older in _used(db):
        if is_older:
            fits = code == normal_code(code) and not is_own(code)
        else:
            fits = is_own(code) and Barcode(code).kind.value == kind
        if not fits and found < MOST:
            found += 1
            yield {"code": code, "kind": kind}


@check(N_("The next number of the kind {kind} would be {code}, which is in use."))
def serial_behind(db: Session) -> Facts:
    """What is handed out next is new."""
    used: dict[Kind, set[int]] = {kind: set() for kind in Kind}
    for code, _, is_older in _used(db):
        if not is_older and is_own(code):
            used[Barcode(code).kind].add(serial_of(code))
    following = {row.kind: row.next for row in db.execute(select(Serial.kind, Serial.next))}
    for kind, serials in used.items():
        next_one = following.get(kind.value)
        if next_one is None:
            continue
        if kind in _MADE_BY_US:
            behind = bool(serials) and max(serials) >= next_one
        else:
            # A few claimed labels are skipped when their turn comes; a long run of them is a fault.
            behind = serials.issuperset(range(next_one, next_one + _STUCK_AFTER))
        if behind:
            yield {"kind": kind.value, "code": own(kind, next_one).grouped}


@check(N_("There is no counter for numbers of the kind {kind}."))
def serial_missing(db: Session) -> Facts:
    """Every kind of number has its serial, once there are places to number."""
    if db.scalar(select(Place.id).limit(1)) is None:
        return
    known = set(db.scalars(select(Serial.kind)))
    for kind in Kind:
        if kind.value not in known:
            yield {"kind": kind.value}


def serial_of(code: str) -> int:
    """The n of the n-th number of its kind, as `barcodes.own` counts."""
    first_digits = FIRST_DIGITS[Barcode(code).kind]
    size = int(10 ** (len(code) - 3))
    before = 0 if len(code) == 8 else len(first_digits) * 10**5
    return before + first_digits.index(code[0]) * size + int(code[1:-2])


def _used(db: Session) -> Iterator[Row[str, str, bool]]:
    is_older = ArticleCode.kind == CodeKind.OLDER
    article, place, card, slip = (
        literal(kind.value, Text).label("kind")
        for kind in (Kind.ARTICLE, Kind.PLACE, Kind.CARD, Kind.SLIP)
    )
    ours = literal(value=False)
    yield from db.execute(
        union_all(
            select(ArticleCode.code, article, is_older),
            select(Place.code, place, ours),
            select(Card.code, card, ours),
            select(Visit.code, slip, ours),
        )
    )


CHECKS = (code_badly_formed, serial_behind, serial_missing)
