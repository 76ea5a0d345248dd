"""When people borrow, and what: the weeks of a year, and what somebody sets out to do."""

from dataclasses import dataclass
from datetime import date

from fritidsbank.stock.catalogue import Season

SPRING, AUTUMN = (4, 20), (10, 20)
"""When the skis are carried into the store, and when they are fetched again."""

# Each week's part of a year's loans, from week 1: snow, sportlov, spring, summer, the autumn break.
_WEEKS = (
    2.6, 2.4, 2.6, 2.8, 3.2, 3.8, 4.6, 7.0, 3.6, 3.0,
    2.4, 2.0, 1.8, 1.6, 1.4, 1.3, 1.3, 1.3, 1.3, 1.4,
    1.4, 1.5, 1.7, 1.9, 1.6, 1.7, 1.6, 1.4, 1.2, 1.1,
    1.2, 1.3, 1.3, 1.3, 1.2, 1.1, 1.0, 1.0, 1.0, 1.0,
    1.0, 1.0, 1.2, 2.0, 1.2, 1.3, 1.5, 1.8, 2.1, 2.4,
    3.2, 2.8, 2.6,
)  # fmt: skip


def weight_of(week: int) -> float:
    """How much of a year is lent in an ISO week, of about a hundred."""
    return _WEEKS[week - 1]


def resting(day: date) -> Season:
    """Whose things are out of season on that day."""
    return Season.SUMMER if not SPRING <= (day.month, day.day) < AUTUMN else Season.WINTER


@dataclass(frozen=True)
class Activity:
    """What somebody wants to do, and the categories it takes; its weight in each season."""

    categories: tuple[str, ...]
    winter: float
    spring: float
    summer: float
    autumn: float
    for_groups: bool = False

    def weight(self, month: int) -> float:
        """How many of all who come in that month want this."""
        if month in {12, 1, 2, 3}:
            return self.winter
        if month in {4, 5}:
            return self.spring
        return self.summer if month in {6, 7, 8} else self.autumn


ACTIVITIES = (
    Activity(("SLS", "SLP", "STV", "HJA"), 30, 1, 0, 2, for_groups=True),
    Activity(("LGS", "LGP", "STV"), 18, 1, 0, 1, for_groups=True),
    Activity(("SKR", "HJH"), 34, 2, 0, 12, for_groups=True),
    Activity(("SKR", "SKT", "HJS"), 3, 0, 0, 1),
    Activity(("SNB", "SNP", "HJA"), 6, 0, 0, 0),
    Activity(("PUL",), 8, 0, 0, 1),
    Activity(("KLA", "KLA"), 6, 2, 1, 4),
    Activity(("CYK", "HJC"), 0, 10, 14, 6),
    Activity(("HJS",), 0, 2, 3, 1),
    Activity(("INL", "SKY", "HJC"), 0, 12, 14, 5),
    Activity(("SKB", "HJC", "SKY"), 0, 8, 10, 4),
    Activity(("FLY",), 0, 3, 16, 0, for_groups=True),
    Activity(("VAT", "FLY"), 0, 1, 16, 1),
    Activity(("TLT", "SOV", "SOV", "KOK"), 0, 5, 14, 3),
    Activity(("RYG", "SOV"), 1, 5, 8, 8, for_groups=True),
    Activity(("FIS",), 2, 4, 6, 3),
    Activity(("BOL", "FSK"), 0, 8, 7, 8, for_groups=True),
    Activity(("KLB", "KLB", "BOL"), 3, 4, 2, 8, for_groups=True),
    Activity(("RAC", "RAC"), 2, 6, 10, 4, for_groups=True),
    Activity(("GLF",), 0, 2, 3, 1),
    Activity(("SPE",), 2, 4, 6, 5),
    Activity(("PAR",), 0.4, 0.4, 0.4, 0.4),
)
