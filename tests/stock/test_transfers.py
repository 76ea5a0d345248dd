"""Between branches: sent from one, taken in at the other, and whose it is meanwhile."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from fritidsbank.clock import local_day
from fritidsbank.doctor import findings
from fritidsbank.reports.report import report_on
from fritidsbank.reports.rules import Books, week_of
from fritidsbank.stock.models import Move, Transfer, TransferLine
from fritidsbank.stock.queries import Thing, things_of
from fritidsbank.stock.rules import PlaceKind, Reason
from tests import make
from tests.staff.crew import Crew, text_of


@pytest.fixture
def here(crew: Crew) -> make.Tablet:
    """A tablet in Hamnen."""
    return make.tablet(crew.store, crew.hamnen, crew.shop.account, now=crew.now)


@pytest.fixture
def there(crew: Crew) -> make.Tablet:
    """A tablet in Söder."""
    return make.tablet(crew.store, crew.soder, crew.shop.account, now=crew.now)


def sends(crew: Crew, tablet: make.Tablet, thing: Thing, to: int = 0) -> str:
    """Lay it into the car to Söder; what came of it."""
    return str(tablet.says("send", article=thing.code, to_branch=str(to or crew.soder))["outcome"])


def takes_in(tablet: make.Tablet, thing: Thing) -> str:
    """Scan what has come; what came of it."""
    return str(tablet.says("receive", article=thing.code)["outcome"])


def books(crew: Crew, branch: str) -> Books:
    """What a branch had and has this week, of all categories."""
    today = local_day(crew.now)
    with crew.store.reading() as db:
        return report_on(db, week_of(today), branch, today=today).total


def is_sound(crew: Crew) -> bool:
    """Whether the doctor finds nothing."""
    with crew.store.reading() as db:
        return findings(db) == []


def test_what_is_sent_and_taken_in_belongs_to_the_receiver(
    crew: Crew, here: make.Tablet, there: make.Tablet
) -> None:
    skates = crew.registers()
    assert sends(crew, here, skates) == "sent"
    assert takes_in(there, skates) == "received"
    moved = crew.sees(skates)
    assert (moved.spot.kind, moved.spot.branch) == (PlaceKind.SHELF, crew.soder)
    assert moved.shelf == moved.spot
    assert is_sound(crew)


def test_the_ledger_has_a_line_at_either_end(
    crew: Crew, here: make.Tablet, there: make.Tablet
) -> None:
    skates = crew.registers()
    sends(crew, here, skates)
    takes_in(there, skates)
    with crew.store.reading() as db:
        _, out, into = db.scalars(select(Move).order_by(Move.seq))
    assert (out.to_kind, out.from_branch_id, out.to_branch_id) == (
        PlaceKind.IN_TRANSIT,
        crew.hamnen,
        crew.hamnen,
    )
    assert (into.from_branch_id, into.to_branch_id, into.to_kind) == (
        crew.hamnen,
        crew.soder,
        PlaceKind.SHELF,
    )
    assert {out.reason, into.reason} == {Reason.MOVED}


def test_on_its_way_it_belongs_to_the_sender(crew: Crew, here: make.Tablet) -> None:
    sends(crew, here, crew.registers())
    assert books(crew, "Hamnen") == Books(opening=1)
    assert books(crew, "Söder") == Books()


def test_taken_in_it_is_moved_out_of_the_one_and_into_the_other(
    crew: Crew, here: make.Tablet, there: make.Tablet
) -> None:
    skates = crew.registers()
    sends(crew, here, skates)
    takes_in(there, skates)
    assert books(crew, "Hamnen") == Books(opening=1, moved_out=1)
    assert books(crew, "Söder") == Books(moved_in=1)


def test_its_note_says_where_it_goes_until_it_is_there(
    crew: Crew, here: make.Tablet, there: make.Tablet
) -> None:
    skates = crew.registers()
    sends(crew, here, skates)
    assert "Söder" in crew.sees(skates).note
    takes_in(there, skates)
    assert crew.sees(skates).note == ""


def test_on_its_way_it_is_not_lent(crew: Crew, here: make.Tablet) -> None:
    skates = crew.registers()
    sends(crew, here, skates)
    with crew.store.writing() as db:
        sara = make.borrower(db, now=crew.now)
        db.commit()
    answer = here.says("check_out", article=skates.code, borrower=sara)
    assert answer["outcome"] == "in_transit"


def test_scanned_twice_it_is_on_the_list_once(crew: Crew, here: make.Tablet) -> None:
    skates = crew.registers()
    sends(crew, here, skates)
    assert sends(crew, here, skates) == "already_sent"
    with crew.store.reading() as db:
        assert len(db.scalars(select(TransferLine)).all()) == 1


def test_a_day_has_one_list_to_each_branch(crew: Crew, here: make.Tablet) -> None:
    for _ in range(3):
        sends(crew, here, crew.registers())
    with crew.store.reading() as db:
        assert len(db.scalars(select(Transfer)).all()) == 1


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        (PlaceKind.CHECK, "needs_check"),
        (PlaceKind.WORKSHOP, "in_workshop"),
        (PlaceKind.GONE, "scrapped_before"),
    ],
)
def test_what_cannot_be_sent_stays(
    crew: Crew, here: make.Tablet, kind: PlaceKind, outcome: str
) -> None:
    skates = crew.registers()
    crew.stands(skates, kind)
    assert sends(crew, here, skates) == outcome
    assert crew.sees(skates).spot.kind is kind


def test_what_is_lent_is_neither_sent_nor_taken_in(
    crew: Crew, here: make.Tablet, there: make.Tablet
) -> None:
    skates = crew.registers()
    crew.lends(skates)
    assert (sends(crew, here, skates), takes_in(there, skates)) == ("still_lent", "still_lent")


def test_what_was_missing_is_found_and_sent(crew: Crew, here: make.Tablet) -> None:
    skates = crew.registers()
    crew.stands(skates, PlaceKind.MISSING)
    assert sends(crew, here, skates) == "sent"
    assert books(crew, "Hamnen") == Books(opening=1, missing=1, found=1)


def test_what_comes_without_being_announced_belongs_here(crew: Crew, there: make.Tablet) -> None:
    skates = crew.registers()
    assert takes_in(there, skates) == "received_unannounced"
    assert books(crew, "Hamnen").moved_out == books(crew, "Söder").moved_in == 1


@pytest.mark.parametrize("kind", [PlaceKind.WORKSHOP, PlaceKind.CHECK])
def test_what_was_not_whole_there_is_not_whole_here(
    crew: Crew, there: make.Tablet, kind: PlaceKind
) -> None:
    skates = crew.registers()
    crew.stands(skates, kind)
    takes_in(there, skates)
    now = crew.sees(skates)
    assert (now.spot.kind, now.spot.branch, now.shelf.branch) == (kind, crew.soder, crew.soder)


def test_what_comes_to_the_wrong_branch_is_told_where_it_was_meant_to_go(
    crew: Crew, here: make.Tablet
) -> None:
    with crew.store.writing() as db:
        norr = make.branch(db, "Norr")
        db.commit()
    skates = crew.registers()
    sends(crew, here, skates)
    far = make.tablet(crew.store, norr, crew.shop.account, now=crew.now)
    answer = far.says("receive", article=skates.code)
    assert (answer["outcome"], answer["branch"]) == ("received_astray", "Söder")
    assert crew.sees(skates).spot.branch == norr


def test_what_is_here_is_here_already(crew: Crew, here: make.Tablet) -> None:
    assert takes_in(here, crew.registers()) == "already_here"


def test_scanned_at_the_sender_it_stays_after_all(crew: Crew, here: make.Tablet) -> None:
    skates = crew.registers()
    sends(crew, here, skates)
    assert takes_in(here, skates) == "kept"
    assert crew.sees(skates).spot == skates.spot


def test_undone_by_the_sender_it_never_was_on_its_way(crew: Crew, here: make.Tablet) -> None:
    skates = crew.registers()
    sends(crew, here, skates)
    assert here.says("undo", operation=here.last)["outcome"] == "undone"
    assert crew.sees(skates) == skates
    with crew.store.reading() as db:
        assert db.scalars(select(TransferLine)).all() == []


def test_undone_by_the_receiver_it_is_on_its_way_again(
    crew: Crew, here: make.Tablet, there: make.Tablet
) -> None:
    skates = crew.registers()
    sends(crew, here, skates)
    on_its_way = crew.sees(skates)
    takes_in(there, skates)
    assert there.says("undo", operation=there.last)["outcome"] == "undone"
    assert crew.sees(skates) == on_its_way
    assert takes_in(there, skates) == "received"
    assert is_sound(crew)


def test_what_is_not_sent_after_all_is_taken_back_in_one_go(
    crew: Crew, here: make.Tablet, there: make.Tablet
) -> None:
    many = [crew.registers() for _ in range(3)]
    for thing in many:
        sends(crew, here, thing)
    takes_in(there, many[0])
    crew.disken.sends_form("/transfers/1/keep")
    with crew.store.reading() as db:
        now = things_of(db, [thing.id for thing in many])
    assert [now[thing.id].spot.branch for thing in many] == [crew.soder, crew.hamnen, crew.hamnen]
    assert is_sound(crew)


def test_an_article_that_is_named_wrongly_takes_nothing_back(crew: Crew, here: make.Tablet) -> None:
    skates = crew.registers()
    sends(crew, here, skates)
    assert crew.disken.sends_form("/transfers/1/keep", article="skridskor").status_code == 409
    assert crew.sees(skates).spot.kind is PlaceKind.IN_TRANSIT


def test_what_is_said_tells_one_that_stays_from_all_that_do(crew: Crew, here: make.Tablet) -> None:
    one, *rest = [crew.registers() for _ in range(3)]
    for thing in (one, *rest):
        sends(crew, here, thing)
    alone = crew.disken.sends_form("/transfers/1/keep", article=str(one.id))
    assert alone.headers["Location"].endswith("done=kept")
    assert crew.disken.sends_form("/transfers/1/keep").headers["Location"].endswith("kept_all")


def test_taken_back_twice_the_second_time_is_told_calmly(crew: Crew, here: make.Tablet) -> None:
    sends(crew, here, crew.registers())
    answers = [crew.disken.sends_form("/transfers/1/keep").status_code for _ in range(2)]
    assert answers == [303, 409]


def test_only_the_sender_takes_back(crew: Crew, here: make.Tablet) -> None:
    skates = crew.registers()
    sends(crew, here, skates)
    assert crew.olle.sends_form("/transfers/1/keep").status_code == 404
    assert crew.sees(skates).spot.kind is PlaceKind.IN_TRANSIT


def test_what_was_lent_while_it_was_on_its_way_is_not_on_its_way_any_more(
    crew: Crew, here: make.Tablet
) -> None:
    skates = crew.registers()
    sends(crew, here, skates)
    with crew.store.writing() as db:
        sara = make.borrower(db, now=crew.now)
        db.commit()
    here.says("check_out", article=skates.code, borrower=sara, done=True)
    here.says("check_in", article=skates.code)
    assert sends(crew, here, skates) == "sent"
    assert is_sound(crew)


@pytest.mark.one_database
def test_the_receiver_sees_what_is_on_its_way(crew: Crew, here: make.Tablet) -> None:
    sends(crew, here, crew.registers("Konståkningsskridskor"))
    assert "På väg hit" in text_of(crew.olle.client.get("/transfers"))
    assert "Konståkningsskridskor" in text_of(crew.olle.client.get("/transfers/1"))


@pytest.mark.one_database
def test_what_has_not_arrived_for_a_week_is_marked(crew: Crew, here: make.Tablet) -> None:
    here.now = crew.now - timedelta(days=8)
    sends(crew, here, crew.registers())
    assert "Inte framme på en vecka" in text_of(crew.disken.client.get("/transfers"))


@pytest.mark.one_database
def test_what_others_send_each_other_is_their_business(crew: Crew) -> None:
    with crew.store.writing() as db:
        norr = make.branch(db, "Norr")
        db.commit()
    far = make.tablet(crew.store, norr, crew.shop.account, now=crew.now)
    sends(crew, far, crew.registers(branch=norr))
    assert crew.disken.client.get("/transfers/1").status_code == 404


@pytest.mark.one_database
def test_by_plain_forms_it_is_sent_and_taken_in(crew: Crew) -> None:
    skates = crew.registers()
    load = crew.disken.sends_form("/transfers", branch=str(crew.soder)).headers["Location"]
    crew.disken.sends_form(load, article=skates.code, operation=make.uid())
    done = crew.olle.sends_form("/transfers/receive", article=skates.code, operation=make.uid())
    page = crew.olle.client.get(done.headers["Location"])
    assert "Mottagen. Ställ den på hyllan" in text_of(page)
    assert crew.sees(skates).spot.branch == crew.soder


@pytest.mark.one_database
@pytest.mark.parametrize("branch", ["1", "99", "x", ""])
def test_a_list_begins_with_another_branch_that_there_is(crew: Crew, branch: str) -> None:
    assert crew.disken.sends_form("/transfers", branch=branch).status_code == 422


def test_to_the_own_branch_nothing_is_sent(crew: Crew, here: make.Tablet) -> None:
    assert sends(crew, here, crew.registers(), crew.hamnen) == "same_branch"


@pytest.mark.parametrize("branch", ["x", "-1", "99", "9999999999"])
def test_to_a_branch_that_is_none_nothing_is_sent(
    crew: Crew, here: make.Tablet, branch: str
) -> None:
    answer = here.says("send", article=crew.registers().code, to_branch=branch)
    assert answer["status"] in {404, 422}
