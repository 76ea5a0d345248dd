"""The agenda as called beside the items as held."""

import pytest

from fritidsbank.minutes.public.agenda_difference import Point, compared
from fritidsbank.minutes.rendition import AgendaLine, ItemPage
from fritidsbank.minutes.rules import ItemKind


def called(*titles: str) -> list[AgendaLine]:
    """Points with the keys 1, 2, 3."""
    return [
        AgendaLine(key, f"{key}.", title, "", "", ItemKind.INFORMATION)
        for key, title in enumerate(titles, start=1)
    ]


def item(title: str, key: int | None = None, *, withheld: bool = False) -> ItemPage:
    """An item that came of the point with that key."""
    return ItemPage("p1", "", title, ItemKind.INFORMATION, (), (), (), "", key, withheld)


def told(point: Point) -> str:
    """One word for each thing that is to be said."""
    words = {
        "added": point.is_added,
        "dropped": point.is_dropped,
        "renamed": point.is_renamed,
        "moved": point.is_moved,
        "same": point.is_same,
    }
    return " ".join(word for word, is_so in words.items() if is_so)


def title(point: Point) -> str:
    """The heading as held, else as called."""
    part = point.held or point.called
    return part.title if part else ""


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ([item("Val", 1), item("Budget", 2), item("Övrigt", 3)], ["same", "same", "same"]),
        ([item("Val", 1), item("Övrigt", 3)], ["same", "dropped", "same"]),
        ([item("Val", 1), item("Budget", 2)], ["same", "same", "dropped"]),
        ([item("Budget", 2), item("Övrigt", 3)], ["dropped", "same", "same"]),
        ([item("Val", 1), item("Affisch"), item("Budget", 2), item("Övrigt", 3)],
         ["same", "added", "same", "same"]),
        ([item("Övrigt", 3), item("Val", 1), item("Budget", 2)], ["moved", "same", "same"]),
        ([item("Val", 1), item("Budgeten 2018", 2), item("Övrigt", 3)],
         ["same", "renamed", "same"]),
        ([item("Val", 1), item("Lokaler", 3), item("Budget", 2)],
         ["same", "renamed moved", "same"]),
        ([item("val"), item("  Budget"), item("ÖVRIGT")], ["same", "same", "same"]),
        ([item("Val", 1), item("Val 2", 1), item("Budget", 2), item("Övrigt", 3)],
         ["same", "added", "same", "same"]),
        ([item("", 1, withheld=True), item("Budget", 2), item("Övrigt", 3)],
         ["same", "same", "same"]),
        ([item("Val", 1), item("Borttaget", 99), item("Budget", 2), item("Övrigt", 3)],
         ["same", "added", "same", "same"]),
        ([], ["dropped", "dropped", "dropped"]),
    ],
)  # fmt: skip
def test_what_became_of_each_point_is_said(held: list[ItemPage], expected: list[str]) -> None:
    points = compared(called("Val", "Budget", "Övrigt"), held)
    assert [told(point) for point in points] == expected
    assert [point.held for point in points if point.held] == held


def test_a_meeting_that_was_called_without_an_agenda_has_only_added_points() -> None:
    assert [told(point) for point in compared([], [item("Val")])] == ["added"]


def test_a_dropped_point_stands_behind_the_one_it_was_called_after() -> None:
    points = compared(called("Val", "Budget", "Övrigt"), [item("Övrigt", 3), item("Val", 1)])
    said = [(title(point), told(point)) for point in points]
    assert said == [("Övrigt", "moved"), ("Val", "same"), ("Budget", "dropped")]
