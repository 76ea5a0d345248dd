"""A slip with what a family borrows, for the tests of what comes out of printers."""

from datetime import UTC, date, datetime

from fritidsbank.barcodes import Kind, own
from fritidsbank.counter.slip import DueGroup, Slip
from fritidsbank.stock.queries import Spot, Thing
from fritidsbank.stock.rules import PlaceKind, Unit

_OUT = Spot(1, 1, PlaceKind.OUT, "Utlånat")


def _thing(serial: int, name: str, size: str = "") -> Thing:
    return Thing(
        id=serial,
        code=own(Kind.ARTICLE, serial).digits,
        name=name,
        size=size,
        brand="",
        unit=Unit.PIECE,
        category_id=1,
        category=name,
        loan_days=14,
        guardian_under_18=False,
        check_at_return=False,
        spot=_OUT,
        shelf=_OUT,
        note="",
        since=datetime(2026, 2, 16, 12, tzinfo=UTC),
        parts=(),
        blocks=(),
    )


SLIP = Slip(
    operator="Fritidsbanken Åkersberga",
    branch="Söder",
    address="Idrottsvägen 3, Åkersberga",
    phone="08\u2011123\u00a045\u00a067",
    code=own(Kind.SLIP, 4).digits,
    lent_on=date(2026, 2, 16),
    due=(
        DueGroup(
            date(2026, 3, 2),
            (_thing(1, "Slalompjäxor", "26,5"), _thing(2, "Slalomskidor med bindning", "150 cm")),
        ),
        DueGroup(date(2026, 3, 16), (_thing(3, "Tält för två med väldigt långt namn", "2 p"),)),
    ),
    back=(_thing(4, "Hjälm alpin", "54–58"),),
    ask="Fråga i disken.",
    unlink_days=30,
    erase_months=12,
)
