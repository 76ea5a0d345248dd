"""A group loan is filled by two tablets, and goes out in one go or not at all."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from fritidsbank.bookings.queries import booking_with, progress_of
from fritidsbank.counter.slip import slip_of
from fritidsbank.counter.writing_off import write_off
from fritidsbank.doctor import findings
from fritidsbank.grouploans.progress import current, missing_of, returned_of
from fritidsbank.loans.models import Loan, Visit
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.models import Move
from fritidsbank.stock.queries import thing_with
from fritidsbank.stock.reversing import moves_of
from tests import make
from tests.bookings.conftest import Booked, Desk
from tests.counter.conftest import counting


def filled(desk: Desk, school: str, many: int) -> tuple[Booked, list[str]]:
    """A booking of so many skates, all of them put aside by scans."""
    boots = [desk.boots() for _ in range(many)]
    booked = desk.books(school, many)
    for code in boots:
        desk.tablet.says("put_aside", booking=booked[0], article=code)
    return booked, boots


def out_of(desk: Desk, visit: str) -> int:
    with desk.store.reading() as db:
        return len(missing_of(db, visit))


def test_all_that_is_put_aside_goes_out_in_one_visit(desk: Desk, school: str) -> None:
    booked, boots = filled(desk, school, 3)
    answer = desk.tablet.says("hand_over", booking=booked[0])
    assert (answer["outcome"], answer["count"]) == ("handed_over", 3)
    assert answer["due_on"] == desk.day(4)
    assert out_of(desk, answer["visit"]) == 3
    assert desk.state(booked) == "handed_over"
    with desk.store.reading() as db:
        line = moves_of(db, desk.tablet.last)[0]
        assert line.loan_id == db.scalar(select(Loan.id).where(Loan.article_id == line.article_id))
    assert not any(desk.waits(code) for code in boots)


def test_a_resend_gives_the_same_answer_and_lends_nothing_more(desk: Desk, school: str) -> None:
    booked, _ = filled(desk, school, 2)
    answer = desk.tablet.says("hand_over", booking=booked[0])
    assert desk.tablet.sends(desk.tablet.sent[-1]) == answer
    with desk.store.reading() as db:
        assert len(db.scalars(select(Loan)).all()) == 2


def test_of_two_tablets_that_hand_over_at_once_one_does(desk: Desk, school: str) -> None:
    booked, _ = filled(desk, school, 4)
    tablets = [
        make.tablet(desk.store, desk.shop.branch, desk.shop.account, now=desk.tablet.now)
        for _ in range(2)
    ]
    starts, outcomes = Barrier(2), []

    def press(tablet: make.Tablet) -> None:
        starts.wait()
        outcomes.append(tablet.says("hand_over", booking=booked[0])["outcome"])

    threads = [Thread(target=press, args=(tablet,)) for tablet in tablets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["handed_over", "handed_over_before"]
    with desk.store.reading() as db:
        assert len(db.scalars(select(Visit)).all()) == 1
        assert len(db.scalars(select(Loan)).all()) == 4


def test_two_who_fill_the_same_list_never_put_aside_more_than_is_wanted(
    desk: Desk, school: str
) -> None:
    boots = [desk.boots() for _ in range(6)]
    booked = desk.books(school, 3)
    starts = Barrier(2)

    def scan(codes: list[str]) -> None:
        tablet = make.tablet(desk.store, desk.shop.branch, desk.shop.account, now=desk.tablet.now)
        starts.wait()
        for code in codes:
            tablet.says("put_aside", booking=booked[0], article=code)

    threads = [Thread(target=scan, args=(boots[n::2],)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with desk.store.reading() as db:
        assert [line.held for line in progress_of(db, [booked[0]])[booked[0]]] == [3]


def test_what_was_blocked_meanwhile_stays_and_is_named(desk: Desk, school: str) -> None:
    booked, boots = filled(desk, school, 3)

    def block(db: object) -> None:
        thing = thing_with(db, boots[0])  # type: ignore[arg-type]
        make.block(db, thing, "Återkallad", by=desk.shop.account, now=desk.tablet.now)  # type: ignore[arg-type]

    desk.does(block)
    answer = desk.tablet.says("hand_over", booking=booked[0])
    assert (answer["outcome"], answer["count"], answer["stayed"]) == ("handed_over_some", 2, 1)
    assert answer["because"][0][1] == "blocked"
    assert desk.waits(boots[0])
    assert desk.state(booked) == "booked"


def test_what_the_school_took_at_the_counter_is_not_lent_twice(desk: Desk, school: str) -> None:
    booked, boots = filled(desk, school, 3)
    desk.lends(boots[0], school)
    answer = desk.tablet.says("hand_over", booking=booked[0])
    assert (answer["outcome"], answer["count"]) == ("handed_over", 2)


def test_skis_go_out_to_a_group_when_its_leader_has_said_yes(desk: Desk, school: str) -> None:
    now, branch, by = desk.tablet.now, desk.shop.branch, desk.shop.account
    skis = desk.does(lambda db: make.article(db, "SLS", branch=branch, by=by, now=now).code)
    booked = desk.does(lambda db: make.booking(db, school, 1, "SLS", branch=branch, now=now).id)
    desk.tablet.says("put_aside", booking=booked, article=skis)
    with desk.store.reading() as db:
        asks = thing_with(db, skis).guardian_under_18
    assert asks
    assert desk.tablet.says("hand_over", booking=booked)["outcome"] == "leader_needed"
    assert desk.tablet.says("hand_over", booking=booked, leader=True)["outcome"] == "handed_over"


def test_a_wrong_size_is_put_aside_only_when_asked(desk: Desk, school: str) -> None:
    desk.boots("38")
    wrong = desk.boots("40")
    booked = desk.books(school, 1, "38")
    said = desk.tablet.says("put_aside", booking=booked[0], article=wrong)
    assert (said["outcome"], desk.waits(wrong)) == ("not_on_list", False)
    said = desk.tablet.says("put_aside", booking=booked[0], article=wrong, fit="extra")
    assert (said["outcome"], desk.waits(wrong)) == ("set_aside", True)
    with desk.store.reading() as db:
        lines = progress_of(db, [booked[0]])[booked[0]]
    assert [(line.size, line.count) for line in lines] == [("38", 1), ("40", 1)]


def test_another_size_stands_in_for_one_of_a_line(desk: Desk, school: str) -> None:
    desk.boots("38")
    wrong = desk.boots("40")
    booked = desk.books(school, 1, "38")
    with desk.store.reading() as db:
        line = progress_of(db, [booked[0]])[booked[0]][0].id
    desk.tablet.says("put_aside", booking=booked[0], article=wrong, fit="instead", line=line)
    with desk.store.reading() as db:
        lines = progress_of(db, [booked[0]])[booked[0]]
    assert [(line.size, line.count, line.held) for line in lines] == [("40", 1, 1)]


def test_a_scan_twice_and_of_what_waits_for_somebody_else_is_said(
    desk: Desk, school: str, amina: str
) -> None:
    boots = desk.boots()
    booked = desk.books(school, 1)
    desk.tablet.says("put_aside", booking=booked[0], article=boots)
    again = desk.tablet.says("put_aside", booking=booked[0], article=boots)
    assert again["outcome"] == "aside_already"
    desk.boots()
    other = desk.books(amina, 1)
    assert desk.tablet.says("put_aside", booking=other[0], article=boots)["outcome"] == "held"


def test_a_hand_over_is_taken_back_piece_by_piece(desk: Desk, school: str) -> None:
    booked, _ = filled(desk, school, 2)
    desk.tablet.says("hand_over", booking=booked[0])
    assert desk.tablet.undoes()["outcome"] == "group_instead"


def test_what_is_put_back_waits_for_nobody(desk: Desk, school: str) -> None:
    booked, boots = filled(desk, school, 1)
    said = desk.tablet.says("put_back", booking=booked[0], article=boots[0])
    assert (said["outcome"], desk.waits(boots[0])) == ("no_longer_aside", False)


def test_returns_in_parts_are_counted_by_size(desk: Desk, school: str) -> None:
    booked, boots = filled(desk, school, 3)
    visit = desk.tablet.says("hand_over", booking=booked[0])["visit"]
    desk.tablet.says("check_in", article=boots[1])
    with desk.store.reading() as db:
        counted = returned_of(db, [visit])[visit]
        left = missing_of(db, visit)
    assert [(one.size, one.back, one.lent) for one in counted] == [("38", 1, 3)]
    assert {one.thing.code for one in left} == {boots[0], boots[2]}


@pytest.mark.one_database
def test_many_go_out_in_as_few_statements_as_two(desk: Desk, school: str, amina: str) -> None:
    counts = []
    for who, many in ((school, 2), (amina, 30)):
        booked, _ = filled(desk, who, many)
        with counting(desk.store) as statements:
            desk.tablet.says("hand_over", booking=booked[0])
        counts.append(len(statements))
    assert counts[0] == counts[1]
    with desk.store.reading() as db:
        assert booking_with(db, booked[0]).visit_id is not None
        assert len(db.scalars(select(Move).where(Move.loan_id.is_not(None))).all()) == 32


def test_the_slip_of_a_group_says_how_many_of_each_size(desk: Desk, school: str) -> None:
    booked, boots = filled(desk, school, 31)
    visit = desk.tablet.says("hand_over", booking=booked[0])["visit"]
    with desk.store.reading() as db:
        group = slip_of(db, visit, str).due[0]
    assert group.counted == [("Skridskor 38", len(boots))]


def test_what_the_list_still_misses_goes_out_the_next_day_in_the_same_visit(
    desk: Desk, school: str
) -> None:
    boots = [desk.boots() for _ in range(3)]
    booked = desk.books(school, 3)
    for code in boots[:2]:
        desk.tablet.says("put_aside", booking=booked[0], article=code)
    first = desk.tablet.says("hand_over", booking=booked[0])
    assert (first["outcome"], first["count"], first["left"]) == ("handed_over_so_far", 2, 1)
    assert desk.state(booked) == "booked"
    desk.tablet.now += timedelta(days=1)
    desk.tablet.says("put_aside", booking=booked[0], article=boots[2])
    then = desk.tablet.says("hand_over", booking=booked[0])
    assert (then["outcome"], then["visit"]) == ("handed_over", first["visit"])
    assert out_of(desk, first["visit"]) == 3
    assert desk.state(booked) == "handed_over"


def test_whoever_presses_twice_while_some_is_missing_is_told_that_it_is_done(
    desk: Desk, school: str
) -> None:
    boots = [desk.boots() for _ in range(2)]
    booked = desk.books(school, 2)
    desk.tablet.says("put_aside", booking=booked[0], article=boots[0])
    desk.tablet.says("hand_over", booking=booked[0])
    again = desk.tablet.says("hand_over", booking=booked[0])
    assert again["outcome"] == "handed_over_before"


def test_who_cancels_the_rest_has_still_borrowed_what_went_out(desk: Desk, school: str) -> None:
    boots = [desk.boots() for _ in range(2)]
    booked = desk.books(school, 2)
    desk.tablet.says("put_aside", booking=booked[0], article=boots[0])
    desk.tablet.says("hand_over", booking=booked[0])
    desk.cancels(booked)
    assert desk.state(booked) == "handed_over"
    with desk.store.reading() as db:
        assert [each.id for each in current(db, desk.shop.branch)] == [booked[0]]


def test_what_is_fetched_at_the_counter_another_day_hides_nothing_that_is_out(
    desk: Desk, school: str
) -> None:
    boots = [desk.boots() for _ in range(3)]
    booked = desk.books(school, 3)
    for code in boots[:2]:
        desk.tablet.says("put_aside", booking=booked[0], article=code)
    visit = desk.tablet.says("hand_over", booking=booked[0])["visit"]
    desk.tablet.now += timedelta(days=1)
    desk.lends(boots[2], school)
    with desk.store.reading() as db:
        assert booking_with(db, booked[0]).visit_id == visit


def test_a_hand_over_that_dies_halfway_has_lent_nothing(
    desk: Desk, school: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    booked, boots = filled(desk, school, 3)

    def dies(*_: object, **__: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr("fritidsbank.grouploans.handing_over.move_many", dies)
        with pytest.raises(SystemExit):
            desk.tablet.says("hand_over", booking=booked[0])
    with desk.store.reading() as db:
        assert (db.scalars(select(Loan)).all(), db.scalars(select(Visit)).all()) == ([], [])
        assert findings(db) == []
    assert all(desk.waits(code) for code in boots)
    assert desk.tablet.sends(desk.tablet.sent[-1])["count"] == 3


def test_the_missing_list_counts_what_the_ledger_says_after_all_that_happens(
    desk: Desk, school: str
) -> None:
    booked, boots = filled(desk, school, 5)
    extra = desk.boots("40")
    desk.tablet.says("put_aside", booking=booked[0], article=extra, fit="extra")
    visit = desk.tablet.says("hand_over", booking=booked[0])["visit"]
    for code in boots[:2]:
        desk.tablet.says("check_in", article=code)
        desk.tablet.now += timedelta(days=1)
    desk.tablet.says("check_in", article=boots[2])
    desk.tablet.undoes()
    desk.tablet.says("relend", article=boots[3], borrower=desk.borrower("Amina"))
    with desk.store.reading() as db:
        counted = returned_of(db, [visit])[visit]
        out = {one.thing.code for one in missing_of(db, visit)}
    assert [(one.size, one.lent, one.back, one.missing) for one in counted] == [
        ("38", 5, 3, 2),
        ("40", 1, 0, 1),
    ]
    assert out == {boots[2], boots[4], extra}


def test_what_is_written_off_or_comes_back_elsewhere_is_missing_no_longer(
    desk: Desk, school: str
) -> None:
    booked, boots = filled(desk, school, 3)
    visit = desk.tablet.says("hand_over", booking=booked[0])["visit"]
    north = desk.does(lambda db: make.branch(db, "Norr"))
    elsewhere = make.tablet(desk.store, north, desk.shop.account, now=desk.tablet.now)
    assert elsewhere.says("check_in", article=boots[0])["outcome"] == "returned"
    signed = Signature(desk.tablet.now, desk.shop.account)
    desk.does(
        lambda db: write_off(
            db, missing_of(db, visit)[0].loan, branch=desk.shop.branch, signed=signed
        )
    )
    with desk.store.reading() as db:
        (counted,) = returned_of(db, [visit])[visit]
        left = [one.thing.code for one in missing_of(db, visit)]
    assert (counted.lent, counted.back, counted.written_off, counted.missing) == (3, 1, 1, 1)
    assert left == [boots[2]]


def test_what_was_to_be_mended_or_lacks_a_part_when_it_came_back_is_back(
    desk: Desk, school: str
) -> None:
    booked, boots = filled(desk, school, 3)
    visit = desk.tablet.says("hand_over", booking=booked[0])["visit"]
    for code, mark in zip(boots, ("workshop", "scrap"), strict=False):
        desk.tablet.says("check_in", article=code)
        assert desk.tablet.says("mark", article=code, mark=mark)["outcome"] == f"marked_{mark}"
    with desk.store.reading() as db:
        (counted,) = returned_of(db, [visit])[visit]
        left = [one.thing.code for one in missing_of(db, visit)]
    assert (counted.back, counted.missing, left) == (2, 1, [boots[2]])
