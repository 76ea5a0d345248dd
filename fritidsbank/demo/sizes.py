"""How big a demo shop may be, in the figures of real shops."""

from dataclasses import dataclass
from enum import StrEnum

from fritidsbank.demo.opening import AFTERNOONS, ALL_WEEK, TWO_DAYS, WORKDAYS, Weekly


class Size(StrEnum):
    """A village, a town, a city with two smaller branches."""

    SMALL = "small"
    TYPICAL = "typical"
    BIG = "big"


@dataclass(frozen=True)
class Door:
    """A branch: its sign, its hours, and how much of all that happens does happen here."""

    name: str
    address: str
    weekly: Weekly
    share: float = 1.0
    open_in_summer: bool = True


@dataclass(frozen=True)
class Plan:
    """What a year comes to. `loans` counts articles; `groups` are visits of schools and clubs."""

    doors: tuple[Door, ...]
    articles: int
    loans: int
    visits: int
    borrowers: int
    groups: int


PLANS = {
    Size.SMALL: Plan(
        doors=(Door("Fritidsbanken Tallbo", "Skolvägen 2", AFTERNOONS, open_in_summer=False),),
        articles=2_500,
        loans=3_500,
        visits=840,
        borrowers=720,
        groups=8,
    ),
    Size.TYPICAL: Plan(
        doors=(Door("Fritidsbanken Tallköping", "Hamngatan 14", WORKDAYS),),
        articles=5_000,
        loans=15_000,
        visits=3_500,
        borrowers=3_000,
        groups=26,
    ),
    Size.BIG: Plan(
        doors=(
            Door("Fritidsbanken Storstad", "Järnvägsgatan 31", ALL_WEEK, share=0.72),
            Door("Fritidsbanken Norrby", "Norrby torg 5", WORKDAYS, share=0.2),
            Door("Lilla Fritidsbanken Sjöängen", "Sjöängsskolan", TWO_DAYS, share=0.08),
        ),
        articles=16_000,
        loans=55_000,
        visits=12_800,
        borrowers=10_000,
        groups=80,
    ),
}
