"""What the counter sees of its printers: how each is, its roll, and an honest word for each job."""

import pytest
from sqlalchemy import select

from fritidsbank.printjobs.actions import Described, Printout, add_printer, enrol_agent, queue
from fritidsbank.printjobs.models import PrintJob, ShopPrinter
from fritidsbank.printjobs.pages import MOST_JOBS
from fritidsbank.printjobs.rules import LATELY, JobState, Purpose
from fritidsbank.printjobs.taking import note_printer
from fritidsbank.printjobs.trial_label import TRIAL_LABEL
from tests import make
from tests.counter.conftest import counting
from tests.staff.crew import Crew, text_of

pytestmark = pytest.mark.one_database


@pytest.fixture
def printer(crew: Crew) -> int:
    """The printer for labels at Hamnen; its id."""
    return added(crew)


def added(crew: Crew, described: Described = make.ZEBRA, branch: int = 0) -> int:
    with crew.store.writing() as db:
        made = add_printer(db, branch or crew.hamnen, described)
        db.commit()
        return made.id


def lays(crew: Crew, printer: int, state: JobState = JobState.QUEUED, trouble: str = "") -> int:
    """A test label in the queue, or what became of it."""
    with crew.store.writing() as db:
        printout = Printout(TRIAL_LABEL, {"printer": printer})
        job = queue(db, crew.hamnen, printout, printer=printer, by=crew.shop.account, now=crew.now)
        if state is not JobState.QUEUED:
            job.state, job.trouble, job.ended_at = state, trouble or None, crew.now
        db.commit()
        return job.id


def states(crew: Crew) -> list[str]:
    with crew.store.reading() as db:
        return [state.value for state in db.scalars(select(PrintJob.state).order_by(PrintJob.id))]


def page(crew: Crew) -> str:
    return text_of(crew.disken.client.get("/printers"))


def test_a_branch_without_a_printer_is_told_what_can_be_done(crew: Crew) -> None:
    added(crew, branch=crew.soder)
    assert "Ingen skrivare är inställd" in page(crew)


def test_a_printer_that_nobody_has_tried_says_so(crew: Crew, printer: int) -> None:
    assert "Inte provad än" in page(crew)


def test_what_troubles_a_printer_is_said_with_what_to_do(crew: Crew, printer: int) -> None:
    with crew.store.writing() as db:
        note_printer(db, printer, "no_paper", now=crew.now)
        db.commit()
    assert "Titta på den Skrivaren har inget papper. Sätt i en ny rulle." in page(crew)


def test_a_printer_that_has_worked_works(crew: Crew, printer: int) -> None:
    with crew.store.writing() as db:
        note_printer(db, printer, None, now=crew.now)
        db.commit()
    assert "Fungerar Nåddes senast" in page(crew)


def test_a_printer_whose_agent_is_away_cannot_be_reached(crew: Crew, printer: int) -> None:
    with crew.store.writing() as db:
        agent, _ = enrol_agent(db, crew.hamnen, "Kontoret", now=crew.now)
        db.get_one(ShopPrinter, printer).agent_id = agent.id
        db.commit()
    assert "Går inte att nå Utskriftsombudet svarar inte." in page(crew)


@pytest.mark.parametrize(
    ("state", "trouble", "said"),
    [
        (JobState.QUEUED, "", "Köad Provetikett"),
        (JobState.SENDING, "", "Skickas Provetikett"),
        (JobState.SENT, "", "Skickad: kontrollera"),
        (JobState.PRINTED, "", "Utskriven"),
        (JobState.UNKNOWN, "lost", "Okänt: titta vid skrivaren"),
        (JobState.FAILED, "lid_open", "Misslyckades Provetikett"),
        (JobState.CANCELLED, "", "Avbruten"),
    ],
)
def test_a_job_has_an_honest_word(
    crew: Crew, printer: int, state: JobState, trouble: str, said: str
) -> None:
    lays(crew, printer, state, trouble)
    assert said in page(crew)


def test_what_failed_says_what_to_do(crew: Crew, printer: int) -> None:
    lays(crew, printer, JobState.FAILED, "lid_open")
    assert "Skrivarens lock är öppet. Stäng det." in page(crew)


def test_a_test_label_is_one_tap(crew: Crew, printer: int) -> None:
    answer = crew.disken.sends_form(f"/printers/{printer}/test")
    assert answer.location == "/printers?done=printing"
    assert states(crew) == ["queued"]


def test_what_failed_is_printed_again_by_one_tap(crew: Crew, printer: int) -> None:
    job = lays(crew, printer, JobState.FAILED, "no_paper")
    crew.disken.sends_form(f"/printers/jobs/{job}/again")
    assert states(crew) == ["failed", "queued"]


def test_a_second_tap_prints_nothing_more_and_is_told_so(crew: Crew, printer: int) -> None:
    job = lays(crew, printer, JobState.FAILED, "no_paper")
    crew.disken.sends_form(f"/printers/jobs/{job}/again")
    answer = crew.disken.sends_form(f"/printers/jobs/{job}/again")
    assert answer.status_code == 409
    assert states(crew) == ["failed", "queued"]


def test_the_button_says_how_many_it_prints_again(crew: Crew, printer: int) -> None:
    old = lays(crew, printer, JobState.FAILED, "no_paper")
    for _ in range(MOST_JOBS + 2):
        lays(crew, printer, JobState.FAILED, "no_paper")
    with crew.store.writing() as db:
        db.get_one(PrintJob, old).ended_at = crew.now - LATELY
        db.commit()
    assert "Skriv ut alla 22 igen" in page(crew)
    crew.disken.sends_form(f"/printers/{printer}/again")
    assert states(crew).count("queued") == 22


def test_what_failed_long_ago_has_no_button(crew: Crew, printer: int) -> None:
    old = lays(crew, printer, JobState.FAILED, "no_paper")
    with crew.store.writing() as db:
        db.get_one(PrintJob, old).ended_at = crew.now - LATELY
        db.commit()
    assert f"/printers/{printer}/again" not in crew.disken.client.get("/printers").text


def test_all_that_failed_is_printed_again_by_one_tap(crew: Crew, printer: int) -> None:
    for _ in range(3):
        lays(crew, printer, JobState.FAILED, "no_paper")
    assert "Skriv ut alla 3 igen" in page(crew)
    crew.disken.sends_form(f"/printers/{printer}/again")
    assert states(crew) == ["failed"] * 3 + ["queued"] * 3
    assert "Skriv ut alla" not in page(crew)


def test_what_waits_is_cancelled_by_one_tap(crew: Crew, printer: int) -> None:
    job, _ = lays(crew, printer), lays(crew, printer)
    crew.disken.sends_form(f"/printers/jobs/{job}/cancel")
    assert states(crew) == ["cancelled", "queued"]
    crew.disken.sends_form(f"/printers/{printer}/cancel")
    assert states(crew) == ["cancelled", "cancelled"]


def test_another_roll_is_chosen_at_the_counter_and_only_one_that_fits(
    crew: Crew, printer: int
) -> None:
    path = f"/printers/{printer}/medium"
    assert crew.disken.sends_form(path, medium="label-57x32").status_code == 303
    assert crew.disken.sends_form(path, medium="a4").status_code == 404


@pytest.mark.parametrize("path", ["medium", "test", "again", "cancel"])
def test_the_printer_of_another_branch_is_left_alone(crew: Crew, path: str) -> None:
    elsewhere = added(crew, branch=crew.soder)
    assert crew.disken.sends_form(f"/printers/{elsewhere}/{path}").status_code == 404


def test_as_long_as_nothing_changes_the_page_is_not_sent_again(crew: Crew, printer: int) -> None:
    first = crew.disken.client.get("/printers")
    known = {"If-None-Match": first.headers["ETag"]}
    assert crew.disken.client.get("/printers", headers=known).status_code == 304
    lays(crew, printer)
    assert crew.disken.client.get("/printers", headers=known).status_code == 200


def test_the_page_asks_as_many_questions_of_many_printers_and_jobs_as_of_one(
    crew: Crew, printer: int
) -> None:
    lays(crew, printer)
    counts = []
    for _ in range(2):
        with counting(crew.store) as sent:
            assert crew.disken.client.get("/printers").status_code == 200
        counts.append(len(sent))
        for name in "ABC":
            office = Described(
                name, make.ZEBRA.model, make.ZEBRA.medium, make.ZEBRA.address, frozenset(Purpose)
            )
            lays(crew, added(crew, office), JobState.FAILED, "no_paper")
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("state", "trouble", "said"),
    [
        (JobState.QUEUED, "", ""),
        (JobState.SENT, "", ""),
        (JobState.PRINTED, "", ""),
        (JobState.FAILED, "no_paper", "Skrivaren har inget papper. Sätt i en ny rulle."),
        (JobState.UNKNOWN, "", "Okänt: titta vid skrivaren"),
    ],
)
def test_a_script_is_told_what_somebody_should_look_at(
    crew: Crew, printer: int, state: JobState, trouble: str, said: str
) -> None:
    job = lays(crew, printer, state, trouble)
    answer = crew.disken.client.get(f"/api/print-jobs/{job}").json
    assert answer == {"state": state, "ended": state is not JobState.QUEUED, "trouble": said}


def test_a_job_of_another_branch_is_told_to_nobody(crew: Crew, printer: int) -> None:
    elsewhere = added(crew, branch=crew.soder)
    with crew.store.writing() as db:
        printout = Printout(TRIAL_LABEL, {"printer": elsewhere})
        job = queue(
            db, crew.soder, printout, printer=elsewhere, by=crew.shop.account, now=crew.now
        ).id
        db.commit()
    assert crew.disken.client.get(f"/api/print-jobs/{job}").status_code == 404
