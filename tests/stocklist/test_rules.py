"""Order of sizes, names told together, and days that are only about right."""

from datetime import date, time

from fritidsbank.branches.rules import OpeningCalendar
from fritidsbank.stocklist.rules import Door, Line, Tally, racks_of, size_order

MONDAY = date(2026, 3, 2)


def lines(*sizes: tuple[str, str]) -> list[Line]:
    """One available thing for each name and size."""
    return [Line(1, name, size, Tally(available=1)) for name, size in sizes]


def test_sizes_stand_from_small_to_large() -> None:
    mixed = ["XL", "10", "dam", "S", "9", "26,5", "M", "åtta", "XS", "26", "", "herr", "52-56"]
    in_order = ["9", "10", "26", "26,5", "52-56", "XS", "S", "M", "XL", "", "dam", "herr", "åtta"]
    assert sorted(mixed, key=size_order) == in_order


def test_names_stand_as_swedes_sort_them() -> None:
    racks = racks_of(lines(("Önskis", "1"), ("Zebra", "1"), ("Åkpåse", "1"), ("Ärta", "1")))
    assert [rack.name for rack in racks] == ["Zebra", "Åkpåse", "Ärta", "Önskis"]


def test_where_each_thing_has_a_name_of_its_own_the_sizes_are_told_together() -> None:
    racks = racks_of(lines(*((f"Skidor {n}", str(150 + n % 2)) for n in range(40))))
    assert [(rack.name, [line.tally.available for line in rack.lines]) for rack in racks] == [
        ("", [20, 20])
    ]


def test_games_without_sizes_keep_their_names() -> None:
    racks = racks_of(lines(*((f"Spel {n}", "") for n in range(40))))
    assert len(racks) == 40


def test_what_is_late_is_back_any_day_and_no_day_is_named() -> None:
    assert Tally(lent=1, due_on=date(2026, 2, 27)).back_on(MONDAY) is None
    assert Tally(lent=1, due_on=MONDAY).back_on(MONDAY) == MONDAY


def test_the_first_of_several_due_days_is_told() -> None:
    tally = Tally(lent=1, due_on=date(2026, 3, 9)) + Tally(lent=1, due_on=date(2026, 3, 5))
    assert tally.due_on == date(2026, 3, 5)


def test_other_hours_are_told_for_two_weeks_ahead() -> None:
    noon = ((time(10), time(12)),)
    days = {date(2026, 3, n): noon for n in (1, 2, 16, 17)}
    door = Door(MONDAY, OpeningCalendar({0: noon}, days), {date(2026, 3, 16): "Vårstädning"})
    assert door.unusual == [
        (date(2026, 3, 2), noon, ""),
        (date(2026, 3, 16), noon, "Vårstädning"),
    ]


def test_figures_stand_beside_short_sizes_only() -> None:
    short, long = lines(("Skidor", "150"), ("Hjälm", "52-56"))
    stored = Line(1, "Vantar", "L", Tally(resting=1))
    told = [rack.is_terse for each in (short, long, stored) for rack in racks_of([each])]
    assert told == [True, False, False]
