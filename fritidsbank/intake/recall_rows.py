"""A file of recalls, as a municipality or the head office passes it on: a row each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from fritidsbank.intake.spreadsheets import rows_of
from fritidsbank.refusals import Malformed, N_, Refusal
from fritidsbank.search_keys import search_key
from fritidsbank.stock import recalls
from fritidsbank.stock.queries import kind_coded
from fritidsbank.stock.recall_matching import Product
from fritidsbank.stock.recalls import InForceAlready, Notice, Reach

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "maker": ("tillverkare", "maker"),
    "model": ("modell", "model"),
    "years_from": ("från år", "years from"),
    "years_to": ("till år", "years to"),
    "category": ("kategori", "category"),
    "source": ("källa", "source"),
    "published_on": ("publicerad", "published"),
    "advice": ("råd", "advice"),
}
"""What each column is called; a category is written as its code, a day as 2026-03-02."""
NEEDED = ("maker", "source", "published_on")


@dataclass(eq=False)
class HeadingMissing(Malformed):
    """A file about something else, most likely."""

    heading: str

    message = N_("The file has no column {heading}. Its first row names the columns.")


@dataclass(eq=False)
class NotAYear(Malformed):
    """No whole number."""

    written: str

    message = N_("{written} is no year.")


@dataclass(eq=False)
class NotADay(Malformed):
    """No day."""

    written: str

    message = N_("{written} is no day. Write it as 2026-03-02.")


@dataclass(frozen=True)
class RecallRow:
    """A row: what it would add and hit, or why it cannot be added."""

    row: int
    notice: Notice | None
    hits: int = 0
    refusal: Refusal | None = None

    @property
    def is_known(self) -> bool:
        """Whether that recall is in force already."""
        return isinstance(self.refusal, InForceAlready)

    @property
    def is_wrong(self) -> bool:
        """Whether somebody must put the file right."""
        return self.refusal is not None and not self.is_known


def recall_rows(db: Session, content: bytes, *, today: date) -> list[RecallRow]:
    """Every row, compared with the stock as it is now. Raises HeadingMissing, and `rows_of`'s."""
    rows = rows_of(content)
    columns = _columns(next(rows, (0, []))[1])
    seen: dict[object, int] = {}
    found = []
    for number, cells in rows:
        values = {name: cells[at] if at < len(cells) else "" for name, at in columns.items()}
        try:
            notice, reach = _looked_at(db, values, today)
            if seen.setdefault(notice.product.key, number) != number:
                raise InForceAlready
        except Refusal as refusal:
            found.append(RecallRow(number, None, refusal=refusal))
        else:
            found.append(RecallRow(number, notice, len(reach.hits)))
    return found


def _columns(head: list[str]) -> dict[str, int]:
    keys = [search_key(cell.replace("_", " ")) for cell in head]
    columns = {
        name: keys.index(word) for name, words in HEADINGS.items() for word in words if word in keys
    }
    for name in NEEDED:
        if name not in columns:
            raise HeadingMissing(HEADINGS[name][0])
    return columns


def _looked_at(db: Session, values: Mapping[str, str], today: date) -> tuple[Notice, Reach]:
    code = values.get("category", "")
    product = Product(
        values["maker"],
        values.get("model", ""),
        _year(values.get("years_from", "")),
        _year(values.get("years_to", "")),
        kind_coded(db, code.upper()).id if code else None,
    )
    published = _day(values["published_on"])
    notice = Notice(product, values["source"], published, values.get("advice", ""))
    return recalls.looked_at(db, notice, today=today)


def _year(written: str) -> int | None:
    if not written:
        return None
    if not (written.isascii() and written.isdecimal() and len(written) < 10):
        raise NotAYear(written[:40])
    return int(written)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise NotADay(written[:40]) from None
