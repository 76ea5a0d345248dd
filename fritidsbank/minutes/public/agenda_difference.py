"""How a meeting went beside how it was called: what was added, dropped, renamed or taken in turn.

Pure: both agendas are what was published, and neither is ever written over.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from fritidsbank.minutes.rendition import AgendaLine, ItemPage, MinutesPage, NoticePage
from fritidsbank.search_keys import search_key


@dataclass(frozen=True)
class Point:
    """A point as called and the item that came of it; one of the two may not be there."""

    called: AgendaLine | None
    held: ItemPage | None
    is_moved: bool = False

    @property
    def is_added(self) -> bool:
        """Taken up without having been called."""
        return self.called is None

    @property
    def is_dropped(self) -> bool:
        """Called, and not taken up."""
        return self.held is None

    @property
    def is_renamed(self) -> bool:
        """Taken up under another heading. What is withheld has no heading to compare."""
        if self.called is None or self.held is None or self.held.withheld:
            return False
        return search_key(self.called.title) != search_key(self.held.title)

    @property
    def is_same(self) -> bool:
        """As called, at its place."""
        changed = self.is_added or self.is_dropped or self.is_renamed or self.is_moved
        return not changed


def difference(called: NoticePage, held: MinutesPage) -> tuple[Point, ...]:
    """The agenda as called beside the items as held, in the order in which it was held.

    What was dropped stands behind the point that it was called after. An item belongs to the point
    that it says it came of; one that says nothing, as in minutes that were read in, to the point
    with its heading. Of those in another order the fewest that explain it are said to be moved.
    """
    return compared(called.agenda, held.items)


def compared(called: Sequence[AgendaLine], held: Sequence[ItemPage]) -> tuple[Point, ...]:
    """The same of bare lists, for whoever is still writing."""
    places = _places(called, held)
    steady = _longest_rise([place for place in places if place is not None])
    points = [
        Point(None, item)
        if place is None
        else Point(called[place], item, is_moved=place not in steady)
        for place, item in zip(places, held, strict=True)
    ]
    for place in sorted(set(range(len(called))) - set(places)):
        points.insert(_behind(points, called[:place]), Point(called[place], None))
    return tuple(points)


def _places(called: Sequence[AgendaLine], held: Sequence[ItemPage]) -> list[int | None]:
    """For each item the place of its point in the agenda; a point has one item at most."""
    by_key = {line.key: place for place, line in enumerate(called)}
    places: list[int | None] = []
    for item in held:
        place = None if item.agenda_key is None else by_key.get(item.agenda_key)
        places.append(None if place in places else place)
    named = {search_key(line.title): place for place, line in enumerate(called)}
    for number, item in enumerate(held):
        if places[number] is None and item.agenda_key is None and not item.withheld:
            place = named.get(search_key(item.title))
            places[number] = None if place in places else place
    return places


def _longest_rise(places: list[int]) -> set[int]:
    """The most of these that already stand in rising order (patience sorting)."""
    ends: list[int] = []
    trails: list[tuple[int, ...]] = []
    for place in places:
        pile = bisect_left(ends, place)
        trail = (*(trails[pile - 1] if pile else ()), place)
        ends[pile : pile + 1], trails[pile : pile + 1] = [place], [trail]
    return set(trails[-1]) if trails else set()


def _behind(points: list[Point], before: Sequence[AgendaLine]) -> int:
    """Where a dropped point stands: behind the nearest one that was called before it."""
    for line in reversed(before):
        for place, point in enumerate(points):
            if point.called == line:
                return place + 1
    return 0
