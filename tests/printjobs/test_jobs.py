"""What becomes of a print job: it is tried once, by one worker, and ends as what is known."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.printjobs.actions import (
    Printout,
    add_printer,
    cancel,
    cancel_waiting,
    keep_quiet,
    queue,
    queue_once,
    reprint,
    reprint_failed,
)
from fritidsbank.printjobs.models import PrintJob, ShopPrinter
from fritidsbank.printjobs.queries import (
    has_lease_to_renew,
    has_overdue,
    job_of,
    last_jobs,
    printers_with_work,
)
from fritidsbank.printjobs.rules import (
    AFTER,
    ENDED,
    KEPT,
    LEASE,
    PATIENCE,
    JobState,
    NoSuchJob,
    StillUnderWay,
    TooLateToCancel,
    Why,
    WrongCopies,
    may_follow,
    sentence_about,
)
from fritidsbank.printjobs.taking import (
    ended,
    give_up_waiting,
    hold,
    prune_jobs,
    put_away,
    renew,
    take,
)
from fritidsbank.printjobs.telling import JOBS
from fritidsbank.printjobs.trial_label import TRIAL_LABEL
from tests import make
from tests.conftest import Shop
from tests.printjobs.conftest import Queue

ONE, TWO = make.uid(), make.uid()
SECOND = timedelta(seconds=1)


def states(db: Session) -> list[JobState]:
    db.expire_all()
    return list(db.scalars(select(PrintJob.state).order_by(PrintJob.id)))


def test_every_state_has_its_words() -> None:
    assert set(JOBS) == set(AFTER) == set(JobState)


@given(path=st.lists(st.sampled_from(JobState), min_size=1, max_size=6))
def test_no_way_leads_back_to_the_queue(path: list[JobState]) -> None:
    state = JobState.QUEUED
    for step in path:
        if may_follow(state, step):
            state = step
            assert state is not JobState.QUEUED


@pytest.mark.parametrize("trouble", ["no_paper", *Why, "too_narrow", "no such word"])
def test_every_trouble_is_a_sentence(trouble: str) -> None:
    assert sentence_about(trouble).endswith(".")


@pytest.mark.parametrize("trouble", ["wrong_copies", "no_such_medium"])
def test_no_sentence_has_holes_for_facts_that_nobody_has_kept(trouble: str) -> None:
    assert "{" not in sentence_about(trouble)
    assert sentence_about(trouble).endswith(".")


@pytest.mark.parametrize("copies", [0, -1, 501])
def test_a_number_of_copies_that_nobody_means_is_refused(queued: Queue, copies: int) -> None:
    with pytest.raises(WrongCopies):
        queued(copies)


def test_taps_at_the_same_time_are_one_job(shop: Shop) -> None:
    with shop.store.writing() as db:
        printer = add_printer(db, shop.branch, make.ZEBRA).id
        db.commit()
    printout = Printout(TRIAL_LABEL, {"printer": printer})

    def tap(_: int) -> int:
        with shop.store.writing() as db:
            job = queue_once(
                db, shop.branch, printout, printer=printer, by=shop.account, now=shop.now
            ).id
            db.commit()
        return job

    with ThreadPoolExecutor(6) as hands:
        assert len(set(hands.map(tap, range(6)))) == 1


def test_the_oldest_job_is_taken_first_and_alone(
    shop: Shop, db: Session, zebra: ShopPrinter, queued: Queue
) -> None:
    first, _ = queued(), queued()

    assert take(db, zebra.id, ONE, now=shop.now) is first
    assert take(db, zebra.id, TWO, now=shop.now) is None


def test_a_job_is_drawn_for_the_roll_that_is_loaded_when_it_is_taken(
    shop: Shop, db: Session, zebra: ShopPrinter, queued: Queue
) -> None:
    job = queued()
    zebra.medium = "another-roll"
    db.flush()

    take(db, zebra.id, ONE, now=shop.now)

    assert job.medium == "another-roll"


@pytest.mark.parametrize(
    "state", [JobState.SENT, JobState.PRINTED, JobState.FAILED, JobState.UNKNOWN]
)
def test_whoever_took_it_says_how_it_went(
    shop: Shop, db: Session, zebra: ShopPrinter, queued: Queue, state: JobState
) -> None:
    job = queued()
    take(db, zebra.id, ONE, now=shop.now)

    assert ended(db, job.id, ONE, state, "jam", now=shop.now + SECOND)
    assert states(db) == [state]
    assert (job.trouble, job.ended_at) == ("jam", shop.now + SECOND)


def test_an_end_is_told_once(shop: Shop, db: Session, zebra: ShopPrinter, queued: Queue) -> None:
    job = queued()
    take(db, zebra.id, ONE, now=shop.now)
    ended(db, job.id, ONE, JobState.PRINTED, now=shop.now)

    assert not ended(db, job.id, ONE, JobState.FAILED, now=shop.now)
    assert states(db) == [JobState.PRINTED]


def test_nobody_else_tells_the_end(
    shop: Shop, db: Session, zebra: ShopPrinter, queued: Queue
) -> None:
    job = queued()
    take(db, zebra.id, ONE, now=shop.now)

    assert not ended(db, job.id, TWO, JobState.PRINTED, now=shop.now)
    assert not hold(db, job.id, TWO, seconds=60, now=shop.now)


def test_a_job_that_nobody_tells_the_end_of_is_unknown_and_not_printed_again(
    shop: Shop, db: Session, zebra: ShopPrinter, queued: Queue
) -> None:
    queued()
    take(db, zebra.id, ONE, now=shop.now)
    later = shop.now + LEASE + SECOND

    assert has_overdue(db, now=later)
    assert put_away(db, now=later) == 1
    assert states(db) == [JobState.UNKNOWN]
    assert take(db, zebra.id, TWO, now=later) is None


def test_a_clock_that_is_put_back_keeps_no_printer_from_others(
    shop: Shop, db: Session, zebra: ShopPrinter, queued: Queue
) -> None:
    job, next_one = queued(), queued()
    take(db, zebra.id, ONE, now=shop.now)
    put_back = shop.now - timedelta(days=1)

    assert has_overdue(db, now=put_back)
    put_away(db, now=put_back)

    db.refresh(job)
    assert job.state is JobState.UNKNOWN
    assert take(db, zebra.id, TWO, now=put_back) is next_one


def test_a_longer_job_has_a_longer_lease(
    shop: Shop, db: Session, zebra: ShopPrinter, queued: Queue
) -> None:
    job = queued(100)
    take(db, zebra.id, ONE, now=shop.now)
    hold(db, job.id, ONE, seconds=200, now=shop.now)

    assert put_away(db, now=shop.now + timedelta(seconds=200)) == 0


def test_a_worker_that_lives_keeps_what_it_is_at_and_one_that_fell_over_does_not(
    shop: Shop, db: Session, zebra: ShopPrinter, queued: Queue
) -> None:
    queued(500)
    take(db, zebra.id, ONE, now=shop.now)
    while_it_prints = shop.now + LEASE * 0.8
    assert has_lease_to_renew(db, ONE, now=while_it_prints)
    assert not has_lease_to_renew(db, TWO, now=while_it_prints)
    assert (renew(db, TWO, now=while_it_prints), renew(db, ONE, now=while_it_prints)) == (0, 1)

    assert put_away(db, now=while_it_prints + LEASE) == 0
    assert put_away(db, now=while_it_prints + LEASE + SECOND) == 1


def test_a_report_that_comes_late_is_better_than_none(
    shop: Shop, db: Session, zebra: ShopPrinter, queued: Queue
) -> None:
    job = queued()
    take(db, zebra.id, ONE, now=shop.now)
    put_away(db, now=shop.now + LEASE + SECOND)

    assert ended(db, job.id, ONE, JobState.PRINTED, now=shop.now + 2 * LEASE)
    assert states(db) == [JobState.PRINTED]


def test_what_nobody_comes_for_is_not_printed_next_morning(
    shop: Shop, db: Session, zebra: ShopPrinter, queued: Queue
) -> None:
    queued()
    later = shop.now + PATIENCE

    assert (take(db, zebra.id, ONE, now=later), printers_with_work(db, None, now=later)) == (
        None,
        [],
    )
    assert put_away(db, now=later) == 1
    assert states(db) == [JobState.CANCELLED]


def test_what_waits_behind_a_job_that_came_to_grief_ends_with_its_words(
    shop: Shop, db: Session, zebra: ShopPrinter, queued: Queue
) -> None:
    for _ in range(5):
        queued()
    job = take(db, zebra.id, ONE, now=shop.now)
    assert job
    ended(db, job.id, ONE, JobState.FAILED, "lid_open", now=shop.now)

    assert give_up_waiting(db, zebra.id, "lid_open", now=shop.now) == 4
    assert states(db) == [JobState.FAILED] * 5
    assert {line.job.trouble for line in last_jobs(db, shop.branch)} == {"lid_open"}


def test_a_reprint_is_a_job_of_its_own(
    shop: Shop, db: Session, zebra: ShopPrinter, queued: Queue
) -> None:
    job = queued(3)
    take(db, zebra.id, ONE, now=shop.now)
    ended(db, job.id, ONE, JobState.UNKNOWN, now=shop.now)

    again = reprint(db, job, by=shop.account, now=shop.now + SECOND)

    assert (again.reprints_id, again.copies, again.refers_to) == (job.id, 3, job.refers_to)
    assert states(db) == [JobState.UNKNOWN, JobState.QUEUED]
    assert [line.printed_again for line in last_jobs(db, shop.branch)] == [False, True]


def test_two_taps_make_one_reprint(
    shop: Shop, db: Session, zebra: ShopPrinter, queued: Queue
) -> None:
    job = queued()
    with pytest.raises(StillUnderWay):
        reprint(db, job, by=shop.account, now=shop.now)
    cancel(db, job, now=shop.now)
    reprint(db, job, by=shop.account, now=shop.now)
    with pytest.raises(StillUnderWay):
        reprint(db, job, by=shop.account, now=shop.now)


def test_one_tap_prints_again_all_that_failed_and_nothing_else(
    shop: Shop, db: Session, zebra: ShopPrinter, queued: Queue
) -> None:
    for state in (JobState.FAILED, JobState.UNKNOWN, JobState.PRINTED, JobState.SENT):
        queued()
        job = take(db, zebra.id, ONE, now=shop.now)
        assert job
        ended(db, job.id, ONE, state, now=shop.now)
    queued()
    give_up_waiting(db, zebra.id, "lid_open", now=shop.now)

    assert reprint_failed(db, zebra, by=shop.account, now=shop.now) == 2
    assert reprint_failed(db, zebra, by=shop.account, now=shop.now) == 0


def test_what_waits_can_be_cancelled_and_what_is_under_way_cannot(
    shop: Shop, db: Session, zebra: ShopPrinter, queued: Queue
) -> None:
    under_way, waits = queued(), queued()
    take(db, zebra.id, ONE, now=shop.now)
    cancel(db, waits, now=shop.now)

    assert waits.state is JobState.CANCELLED
    with pytest.raises(TooLateToCancel):
        cancel(db, under_way, now=shop.now)
    assert cancel_waiting(db, zebra, now=shop.now) == 0


def test_after_a_restore_nothing_prints_by_itself(
    shop: Shop, db: Session, zebra: ShopPrinter, queued: Queue
) -> None:
    queued(), queued()
    take(db, zebra.id, ONE, now=shop.now)
    keep_quiet(db, now=shop.now)

    assert states(db) == [JobState.UNKNOWN, JobState.CANCELLED]


def test_a_job_of_another_branch_is_not_here(shop: Shop, db: Session, queued: Queue) -> None:
    other = make.branch(db, "Ringstorp")

    with pytest.raises(NoSuchJob):
        job_of(db, other, queued().id)


def test_after_thirty_days_a_job_is_thrown_away_but_not_its_reprint(
    shop: Shop, db: Session, zebra: ShopPrinter, queued: Queue
) -> None:
    old = queued()
    cancel(db, old, now=shop.now)
    later = shop.now + KEPT
    again = reprint(db, old, by=shop.account, now=later)

    assert prune_jobs(db, now=later) == 0
    assert prune_jobs(db, now=later + SECOND) == 1
    db.refresh(again)
    assert again.reprints_id is None


def test_workers_who_come_at_once_never_take_the_same_job(shop: Shop) -> None:
    """Eight of them, forty jobs: each is taken once, and never two of one printer at a time."""
    with shop.store.writing() as db:
        printers = [add_printer(db, shop.branch, make.ZEBRA).id for _ in range(2)]
        for number in range(40):
            printout = Printout(TRIAL_LABEL, {"printer": printers[number % 2]})
            queue(
                db,
                shop.branch,
                printout,
                printer=printers[number % 2],
                by=shop.account,
                now=shop.now,
            )
        db.commit()
    taken: list[int] = []

    def work(worker: str) -> None:
        waiting = True
        while waiting:
            for printer in printers:
                with shop.store.writing() as db:
                    job = take(db, printer, worker, now=shop.now)
                    db.commit()
                if job is None:
                    continue
                taken.append(job.id)
                with shop.store.writing() as db:
                    assert ended(db, job.id, worker, JobState.SENT, now=shop.now)
                    db.commit()
            with shop.store.reading() as db:
                waiting = bool(printers_with_work(db, None, now=shop.now))

    workers = [Thread(target=work, args=(make.uid(),)) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)

    assert sorted(taken) == sorted(set(taken))
    with shop.store.reading() as db:
        assert len(taken) == 40
        assert set(states(db)) == {JobState.SENT}
        assert JobState.SENT in ENDED
