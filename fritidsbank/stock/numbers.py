"""Handing out own numbers: each kind has its serial, and none is given twice."""

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from fritidsbank.barcodes import Barcode, Kind, own
from fritidsbank.schema import table_of
from fritidsbank.stock.models import Serial

_serial = table_of(Serial)
_TAKE = (
    update(_serial)
    .where(_serial.c.kind == bindparam("which"))
    .values(next=_serial.c.next + bindparam("many"))
    .returning(_serial.c.next)
)


def next_code(db: Session, kind: Kind) -> Barcode:
    """The next free number of a kind. Raises SerialsEnded."""
    return next_codes(db, kind, 1)[0]


def next_codes(db: Session, kind: Kind, many: int) -> list[Barcode]:
    """The next `many` free numbers of a kind. Raises SerialsEnded."""
    after = db.execute(_TAKE, {"which": kind.value, "many": many}).scalar_one()
    return [own(kind, serial) for serial in range(after - many, after)]


def handed_out(db: Session, kind: Kind) -> int:
    """How many numbers of a kind have been given: those with a lower serial."""
    return int(db.scalars(select(_serial.c.next).where(_serial.c.kind == kind.value)).one())
