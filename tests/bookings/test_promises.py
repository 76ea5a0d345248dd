"""What is promised goes out to nobody else, and everything else goes out as before."""

from datetime import timedelta

import pytest

from fritidsbank.bookings import actions
from fritidsbank.bookings.actions import AsideNeeded, BookedUp, BookingChanged, MoreAreReady
from fritidsbank.bookings.hold_shelf import AsideAlready, NeededBefore, NotWanted
from fritidsbank.bookings.queries import booking_with
from fritidsbank.bookings.rules import Asked
from fritidsbank.counter.correcting import merge
from fritidsbank.stock.queries import category_coded
from tests import make
from tests.bookings.conftest import Desk


def test_more_than_there_are_is_not_promised(desk: Desk, school: str) -> None:
    desk.boots()
    desk.boots()
    with pytest.raises(BookedUp) as refused:
        desk.books(school, 3)
    assert (refused.value.wanted, refused.value.free) == (3, 2)


def test_any_size_takes_what_the_sizes_leave(desk: Desk, school: str, amina: str) -> None:
    desk.boots("36")
    desk.boots("38")
    desk.books(school, 1, "")
    desk.books(amina, 1, "38")
    with pytest.raises(BookedUp):
        desk.books(amina, 1, "36")


def test_what_is_out_is_promised_from_the_open_day_after_it_is_due(
    desk: Desk, school: str, amina: str
) -> None:
    desk.lends(desk.boots(), amina, due_on=desk.day(3))
    with pytest.raises(BookedUp):
        desk.books(school, 1, begins=3)
    desk.books(school, 1, begins=4)


def test_what_is_late_is_promised_to_nobody(desk: Desk, school: str, amina: str) -> None:
    desk.lends(desk.boots(), amina, due_on=desk.day(0))
    desk.tablet.now += timedelta(days=1)
    with pytest.raises(BookedUp):
        desk.books(school, 1, begins=30)


def test_the_last_one_is_not_lent_past_the_day_when_it_is_booked(
    desk: Desk, school: str, amina: str
) -> None:
    skates = desk.boots()
    desk.books(school, 1, begins=5)
    answer = desk.lends(skates, amina)
    assert (answer["outcome"], answer["until_on"]) == ("booked_later", desk.day(4))
    assert desk.lends(skates, amina, due_on=desk.day(4))["outcome"] == "lent"


def test_one_of_two_is_lent_although_the_other_is_booked(
    desk: Desk, school: str, amina: str
) -> None:
    first, second = desk.boots(), desk.boots()
    desk.books(school, 1, begins=2)
    assert desk.lends(first, amina)["outcome"] == "lent"
    assert desk.lends(second, amina)["outcome"] == "booked_later"


def test_a_scan_of_what_is_put_aside_says_for_which_slip_and_names_nobody(
    desk: Desk, school: str, amina: str
) -> None:
    skates = desk.boots()
    booked = desk.books(school, 1)
    desk.puts_aside(booked, skates)
    answer = desk.lends(skates, amina)
    assert answer["outcome"] == "held"
    assert str(answer["slip"]).replace(" ", "") == booked[1]
    assert "Björk" not in str(answer)
    assert desk.tablet.says("check_in", article=skates)["outcome"] == "held"


def test_whoever_booked_it_gets_it_until_their_day(desk: Desk, school: str) -> None:
    skates = desk.boots()
    booked = desk.books(school, 1, days=9)
    desk.puts_aside(booked, skates)
    answer = desk.lends(skates, school)
    assert (answer["outcome"], answer["due_on"]) == ("lent", desk.day(9))
    assert desk.state(booked) == "handed_over"


def test_undoing_the_loan_puts_it_aside_again(desk: Desk, school: str) -> None:
    skates = desk.boots()
    booked = desk.books(school, 1)
    desk.puts_aside(booked, skates)
    desk.lends(skates, school)
    assert desk.tablet.undoes()["outcome"] == "undone"
    assert desk.waits(skates)
    assert desk.state(booked) == "booked"


def test_what_comes_back_goes_to_the_hold_shelf(desk: Desk, school: str, amina: str) -> None:
    skates = desk.boots()
    desk.lends(skates, amina, due_on=desk.day(0))
    booked = desk.books(school, 1, begins=1)
    answer = desk.tablet.says("check_in", article=skates)
    assert answer["outcome"] == "wanted"
    assert str(answer["slip"]).replace(" ", "") == booked[1]


def test_a_longer_time_is_refused_kindly_when_somebody_waits(
    desk: Desk, school: str, amina: str
) -> None:
    skates = desk.boots()
    desk.lends(skates, amina, due_on=desk.day(2))
    desk.books(school, 1, begins=6)
    answer = desk.tablet.says("extend", article=skates)
    assert (answer["outcome"], answer["until_on"]) == ("waited_for_later", desk.day(5))
    assert desk.tablet.says("set_due", article=skates, due_on=desk.day(5))["outcome"] == "due_set"
    assert desk.tablet.says("extend", article=skates)["outcome"] == "waited_for"


def test_what_has_just_come_back_for_somebody_says_so_when_it_is_scanned_again(
    desk: Desk, school: str, amina: str
) -> None:
    skates = desk.boots()
    desk.lends(skates, amina)
    booked = desk.books(school, 1, begins=20)
    desk.tablet.says("check_in", article=skates)
    desk.puts_aside(booked, skates)
    answer = desk.tablet.says("check_in", article=skates)
    assert (answer["outcome"], str(answer["slip"]).replace(" ", "")) == ("held", booked[1])


def test_what_nobody_waits_for_is_extended_beside_what_is_wanted(
    desk: Desk, school: str, amina: str
) -> None:
    first, second = desk.boots("38"), desk.boots("36")
    for skates in (first, second):
        desk.lends(skates, amina, due_on=desk.day(2))
    desk.books(school, 1, "38", begins=4)
    answer = desk.tablet.says("extend", borrower=amina)
    assert (answer["outcome"], answer["kept"]) == ("extended_some", "Skridskor 38")


def test_an_earlier_day_is_not_undone_when_it_was_promised(
    desk: Desk, school: str, amina: str
) -> None:
    skates = desk.boots()
    desk.lends(skates, amina)
    desk.tablet.says("set_due", article=skates, due_on=desk.day(1))
    earlier = desk.tablet.last
    desk.books(school, 1, begins=2)
    assert desk.tablet.says("undo", operation=earlier)["outcome"] == "waited_for"


def test_what_was_done_without_a_line_is_done_and_looked_at(
    desk: Desk, school: str, amina: str
) -> None:
    skates = desk.boots()
    booked = desk.books(school, 1)
    desk.puts_aside(booked, skates)
    assert desk.lends(skates, amina, done=True)["outcome"] == "lent"
    assert not desk.waits(skates)


def test_what_breaks_waits_for_nobody(desk: Desk, school: str) -> None:
    skates = desk.boots()
    desk.puts_aside(desk.books(school, 1), skates)
    desk.tablet.says("mark", article=skates, mark="workshop")
    assert not desk.waits(skates)


def test_what_nobody_fetched_is_for_everybody_again(desk: Desk, school: str, amina: str) -> None:
    skates = desk.boots()
    booked = desk.books(school, 1, days=9)
    desk.puts_aside(booked, skates)
    desk.tablet.now += timedelta(days=3)
    assert desk.expires() == 0
    desk.tablet.now += timedelta(days=1)
    assert (desk.expires(), desk.state(booked)) == (1, "expired")
    assert desk.lends(skates, amina)["outcome"] == "lent"


def test_what_is_put_aside_twice_or_not_wanted_is_said_so(desk: Desk, school: str) -> None:
    skates, other = desk.boots(), desk.boots()
    booked = desk.books(school, 1)
    desk.puts_aside(booked, skates)
    with pytest.raises(AsideAlready):
        desk.puts_aside(booked, skates)
    with pytest.raises(NotWanted):
        desk.puts_aside(booked, other)


def test_nothing_is_put_aside_that_somebody_needs_before(
    desk: Desk, school: str, amina: str
) -> None:
    skates = desk.boots()
    desk.books(amina, 1, begins=1, days=1)
    later = desk.books(school, 1, begins=5)
    with pytest.raises(NeededBefore):
        desk.puts_aside(later, skates)


def test_a_booking_is_changed_within_what_there_is(desk: Desk, school: str) -> None:
    skates = desk.boots()
    desk.boots()
    booked = desk.books(school, 1)
    desk.changes(booked, 2, begins=1, days=2)
    desk.puts_aside(booked, skates)
    with pytest.raises(BookedUp):
        desk.changes(booked, 3, begins=1, days=2)
    desk.changes(booked, 1, begins=1, days=2)


def test_fewer_than_are_put_aside_are_not_booked(desk: Desk, school: str) -> None:
    first, second = desk.boots(), desk.boots()
    booked = desk.books(school, 2)
    desk.puts_aside(booked, first)
    desk.puts_aside(booked, second)
    with pytest.raises(MoreAreReady):
        desk.changes(booked, 1, begins=0, days=4)


def test_whoever_writes_second_reads_first(desk: Desk, school: str) -> None:

    desk.boots()
    booked = desk.books(school, 1)
    desk.changes(booked, 1, begins=1, days=1)
    with desk.store.writing() as db:
        asked = [Asked(category_coded(db, "SKR").id, "38", 1)]
        found = booking_with(db, booked[0])
        now = desk.tablet.now
        with pytest.raises(BookingChanged):
            actions.change(db, found, asked, desk.today, desk.today, edition=1, now=now)


def test_what_is_cancelled_goes_out_again(desk: Desk, school: str, amina: str) -> None:
    skates = desk.boots()
    booked = desk.books(school, 1)
    desk.puts_aside(booked, skates)
    desk.cancels(booked)
    assert desk.lends(skates, amina)["outcome"] == "lent"


def test_a_merged_borrower_keeps_the_booking(desk: Desk, school: str, amina: str) -> None:

    skates = desk.boots()
    booked = desk.books(school, 1)
    desk.does(lambda db: merge(db, school, into=amina))
    assert desk.lends(skates, amina)["outcome"] == "lent"
    assert desk.state(booked) == "handed_over"


def test_whoever_has_booked_is_not_taken_out_by_an_undo(desk: Desk) -> None:
    desk.boots()
    bo = make.uid()
    desk.tablet.says("register_borrower", borrower=bo, name="Bo", mobile="070-174 06 07")
    registered = desk.tablet.last
    desk.books(bo, 1)
    assert desk.tablet.says("undo", operation=registered)["outcome"] == "changed_since"


def test_what_is_put_aside_is_not_kept_from_somebody_by_moving_the_booking_on(
    desk: Desk, school: str, amina: str
) -> None:
    boots = desk.boots()
    booked = desk.books(school, 1, begins=0, days=1)
    desk.puts_aside(booked, boots)
    desk.books(amina, 1, begins=4, days=1)
    with pytest.raises(AsideNeeded):
        desk.changes(booked, 1, begins=10, days=1)
    assert desk.waits(boots)


def test_a_booking_whose_things_nobody_needs_between_is_moved_on(desk: Desk, school: str) -> None:
    boots = desk.boots()
    booked = desk.books(school, 1, begins=0, days=1)
    desk.puts_aside(booked, boots)
    desk.changes(booked, 1, begins=10, days=1)
    assert desk.waits(boots)


def test_what_was_cancelled_stays_so_when_the_part_that_went_out_is_undone(
    desk: Desk, school: str, amina: str
) -> None:
    skates = [desk.boots() for _ in range(3)]
    booked = desk.books(school, 3)
    desk.lends(skates[0], school)
    lent = desk.tablet.last
    desk.cancels(booked)
    desk.books(amina, 2)
    assert desk.tablet.says("undo", operation=lent)["outcome"] == "undone"
    assert desk.state(booked) == "handed_over"
