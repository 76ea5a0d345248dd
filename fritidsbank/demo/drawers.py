"""The spare parts in the drawers of the workshop: bought, taken from what was scrapped, used up."""

from random import Random

from fritidsbank.demo.goods import PARTS
from fritidsbank.demo.ledger import LINE
from fritidsbank.demo.moments import HOUR, written
from fritidsbank.demo.shop import Shop
from fritidsbank.demo.writing import Row
from fritidsbank.workshop.rules import PartChange

PART = ("id", "branch_id", "name", "category_id", "size", "count", "low")
MOVE = ("part_id", "at", "change", "why", "repair_id")

_TAKES_ONE = 0.6
_NOT_NEEDED = 0.05
_FIRST = 3
"""So many times what is thought of as few are bought in the beginning."""
_ARTICLE, _BRANCH = LINE.index("article_id"), LINE.index("to_branch_id")


class Drawers:
    """What lies in them, branch by branch, and every change of it in the order of time."""

    def __init__(self, shop: Shop, rng: Random) -> None:
        self._sorts = shop.ledger.sorts
        self._ids = {sort.code: sort.id for sort in shop.ledger.sorts[1:]}
        self._rng = rng
        self.moves: list[Row] = []
        self._parts = [
            (branch, part)
            for branch in [site.id for site in shop.sites]
            for part in PARTS
            if part.category in self._ids
        ]
        self._counts = [0] * len(self._parts)
        opening = shop.days.midnights[0] + 9 * HOUR
        for number, (_, part) in enumerate(self._parts):
            self._change(number, opening, part.low * _FIRST, PartChange.BOUGHT)

    def rows(self) -> list[Row]:
        """The parts, as many as there are in the end."""
        return [
            (number, branch, part.name, self._ids[part.category], part.size, count, part.low)
            for number, ((branch, part), count) in enumerate(
                zip(self._parts, self._counts, strict=True), 1
            )
        ]

    def use(self, came: Row, fault: str, at: int, repair: int) -> None:
        """A repair takes a part from its drawer, if there is one of that kind."""
        number = self._fitting(came, fault)
        if number is None or self._rng.random() > _TAKES_ONE:
            return
        low = self._parts[number][1].low
        if not self._counts[number]:
            self._change(number, at, 2 * low, PartChange.BOUGHT)
        self._change(number, at, -1, PartChange.USED, repair)
        if self._rng.random() < _NOT_NEEDED:
            self._change(number, at, 1, PartChange.PUT_BACK, repair)

    def harvest(self, came: Row, at: int, repair: int) -> None:
        """What is still good of a thing that is scrapped goes into the drawer."""
        number = self._fitting(came, "")
        if number is not None:
            self._change(number, at, self._rng.choice((1, 1, 2)), PartChange.HARVESTED, repair)

    def lack(self, came: Row, fault: str, at: int) -> tuple[str, int | None]:
        """The part that a repair waits for, by name and number; its drawer turns out empty."""
        number = self._fitting(came, fault)
        if number is None:
            return "reservdel", None
        if self._counts[number]:
            # Counted after everything else of the year, whenever the repair was begun.
            latest = max(written(at), *(str(move[1]) for move in self.moves))
            self.moves.append(
                (number + 1, latest, -self._counts[number], PartChange.COUNTED.value, None)
            )
            self._counts[number] = 0
        return self._parts[number][1].name.lower(), number + 1

    def _fitting(self, came: Row, fault: str) -> int | None:
        """A part of that branch for such an article, and for that fault when one is named."""
        category = self._sorts[int(str(came[_ARTICLE]))].code
        for number, (branch, part) in enumerate(self._parts):
            if (branch, part.category) == (came[_BRANCH], category) and fault in {"", part.fault}:
                return number
        return None

    def _change(
        self, number: int, at: int, many: int, why: PartChange, repair: int | None = None
    ) -> None:
        self._counts[number] += many
        self.moves.append((number + 1, written(at), many, why.value, repair))
