"""Rows in the shape of the Open Repair Data Standard (ORDS), and the rules that each must keep.

The standard is about electrical things. Ours are not, so of them it publishes counts alone; these
rows have its fields and its codes and are called ORDS-shaped. Names, patterns and labels are those
of the standard, version 0.3, and of the table schema published with its data of July 2025.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fritidsbank.refusals import N_, Refusal
from fritidsbank.search_keys import search_key
from fritidsbank.workshop.rules import Barrier, Outcome

STATUSES = {
    Outcome.UNKNOWN: "Unknown",
    Outcome.FIXED: "Fixed",
    Outcome.REPAIRABLE: "Repairable",
    Outcome.END_OF_LIFE: "End of life",
}
BARRIERS = {
    Barrier.NO_PARTS: "Spare parts not available",
    Barrier.PARTS_TOO_DEAR: "Spare parts too expensive",
    Barrier.NO_WAY_IN: "No way to open product",
    Barrier.NO_INSTRUCTIONS: "Repair information not available",
    Barrier.NO_TOOL: "Lack of equipment",
    Barrier.WORN_OUT: "Too worn out",
}
POWERED = (
    "Aircon/dehumidifier", "Battery/charger/adapter", "Decorative or safety lights",
    "Desktop computer", "Digital compact camera", "DSLR/video camera", "Fan", "Flat screen",
    "Hair & beauty item", "Handheld entertainment device", "Headphones", "Hi-Fi integrated",
    "Hi-Fi separates", "Kettle", "Lamp", "Laptop", "Large home electrical", "Misc", "Mobile",
    "Musical instrument", "Paper shredder", "PC accessory", "Portable radio", "Power tool",
    "Printer/scanner", "Projector", "Sewing machine", "Small home electrical",
    "Small kitchen item", "Tablet", "Toaster", "Toy", "TV and gaming-related accessories", "Vacuum",
    "Watch/clock", "Coffee maker", "Food processor", "Games console", "Hair dryer", "Iron",
)  # fmt: skip
"""Product categories by their id, from 1. A category of a shop with such an English name is one."""
OTHER = "Unpowered - Other"
UNPOWERED = {
    "CYK": "Unpowered - Bicycle",
    "KLA": "Unpowered - Textile",
    "RYG": "Unpowered - Textile",
    "SOV": "Unpowered - Textile",
    "TLT": "Unpowered - Textile",
}
"""What of ours is no `OTHER`, by category code."""
UNPOWERED_NAMES = frozenset({*UNPOWERED.values(), OTHER})
UNKNOWN = "Unknown"

Row = Mapping[str, str]


@dataclass(frozen=True)
class Field:
    """A column: whether it may be empty, and how it is written."""

    name: str
    pattern: str = r".+"
    required: bool = True
    among: frozenset[str] = frozenset()

    def allows(self, written: str) -> bool:
        """Whether that may stand in it."""
        if not written:
            return not self.required
        if self.among and written not in self.among:
            return False
        # Line breaks and the like have no place in any of them.
        return written.isprintable() and re.fullmatch(self.pattern, written) is not None


_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
FIELDS = (
    Field("id", r"[a-z]+-[0-9]+"),
    Field("partner_product_category"),
    Field("product_category", among=UNPOWERED_NAMES | frozenset(POWERED)),
    Field("product_category_id", r"[0-9]{1,2}", required=False),
    Field("brand"),
    Field("year_of_manufacture", r"[0-9]{4}", required=False),
    Field("product_age", r"[0-9]+(\.[0-9])?", required=False),
    Field("problem"),
    Field("repair_status", among=frozenset(STATUSES.values())),
    Field("repair_barrier_if_end_of_life", required=False, among=frozenset(BARRIERS.values())),
    Field("group_identifier", required=False),
    Field("event_date", _DAY),
    Field("data_provider"),
    Field("country", r"[A-Z]{3}"),
    Field("record_date", _DAY, required=False),
)
COLUMNS = tuple(field.name for field in FIELDS)
COUNT_FIELDS = (
    Field("data_provider"),
    Field("product_category", among=UNPOWERED_NAMES),
    Field("repair_status", among=frozenset(STATUSES.values())),
    Field("total", r"[1-9][0-9]*"),
)
COUNT_COLUMNS = tuple(field.name for field in COUNT_FIELDS)


@dataclass(eq=False)
class NotOfTheStandard(Refusal):
    """A row breaks a rule of the standard: it is not written, nor is anything after it."""

    row: str
    field: str

    message = N_("Row {row} is not as the standard says ({field}). The file was not finished.")


def validated(row: Row) -> Row:
    """The same row when it keeps every rule. Raises NotOfTheStandard."""
    _hold(row, FIELDS)
    if row["repair_barrier_if_end_of_life"] and row["repair_status"] != "End of life":
        raise NotOfTheStandard(row["id"], "repair_barrier_if_end_of_life")
    if row["product_category_id"] != category_id(row["product_category"]):
        raise NotOfTheStandard(row["id"], "product_category_id")
    for name in ("event_date", "record_date"):
        if row[name] and not _is_day(row[name]):
            raise NotOfTheStandard(row["id"], name)
    return row


def validated_count(row: Row) -> Row:
    """A row of the table of counts when it keeps every rule. Raises NotOfTheStandard."""
    _hold(row, COUNT_FIELDS)
    return row


def product_category(code: str, name_en: str) -> str:
    """What the standard calls a category of ours."""
    return name_en if name_en in POWERED else UNPOWERED.get(code, OTHER)


def category_id(product: str) -> str:
    """The number of a product category; what is unpowered has none."""
    return str(POWERED.index(product) + 1) if product in POWERED else ""


def age(event: date, made_year: int | None) -> str:
    """How old a thing was in years, when that is known and can be."""
    if made_year is None or not event.year - made_year >= 0:
        return ""
    return str(event.year - made_year)


def one_line(text: str, otherwise: str = UNKNOWN) -> str:
    """What somebody wrote as printable words on one line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split()) or otherwise


def prefix_of(operator: str) -> str:
    """What the ids of an operator's repairs begin with: letters alone, as the standard wants."""
    plain = search_key(operator).translate(str.maketrans("åäö", "aao"))
    return re.sub(r"[^a-z]", "", plain)[:40] or "fritidsbank"


def _hold(row: Row, fields: tuple[Field, ...]) -> None:
    if tuple(row) != tuple(field.name for field in fields):
        raise NotOfTheStandard(row.get("id", ""), "columns")
    for field in fields:
        if not field.allows(row[field.name]):
            raise NotOfTheStandard(row.get("id", ""), field.name)


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True
