"""The table that a bench run ends with: figure, floor, ratio, bound, verdict."""

from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Line:
    """One figure. `value` and `floor` share a unit; `bound` is about the ratio or the value."""

    what: str
    value: float
    unit: str
    bound: str
    holds: bool
    floor: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the floor."""
        return self.value / self.floor if self.floor else None

    def __str__(self) -> str:
        floor = f"{self.floor:10.3f}" if self.floor is not None else " " * 10
        ratio = f"{self.ratio:7.2f}" if self.ratio is not None else " " * 7
        verdict = "ok" if self.holds else "NOT"
        return (
            f"{self.what:<52} {self.value:10.3f} {self.unit:<6} {floor} {ratio}  "
            f"{self.bound:<22} {verdict}"
        )


HEAD = f"{'what':<52} {'figure':>10} {'unit':<6} {'floor':>10} {'ratio':>7}  {'bound':<22} holds"


def percentile(values: list[float], part: float) -> float:
    """The value below which that part of all lies, by the nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(part * (len(ordered) - 1)))]


def middle(values: list[float]) -> float:
    """The median."""
    return float(median(values))
