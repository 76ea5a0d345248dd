"""What borrowing instead of buying saves, for the one kind of loan of which it is known."""

from collections.abc import Iterable

from fritidsbank.reports.figures import CategoryRow

SKIS = frozenset({"SLS", "LGS"})
A_HUNDRED_LOANS_KG = 50 * 29 - 59
"""A hundred ski loans replace fifty purchases of 29 kg CO2 each, and cost 59 kg of driving."""
SOURCE = "Karlstads kommun: Handbok för delningsekonomi, Beräkna klimatnytta för delning"


def climate_kg(rows: Iterable[CategoryRow]) -> int:
    """Kilograms of carbon dioxide that the ski loans of a period saved, by the model of SOURCE."""
    loans = sum(row.lent for row in rows if row.category in SKIS)
    return round(loans * A_HUNDRED_LOANS_KG / 100)
