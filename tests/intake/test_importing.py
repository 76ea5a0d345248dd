"""A register that comes as a file: what is said about each row, and that all or nothing is done."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.doctor import findings
from fritidsbank.intake.importing import Outcome, TooManyShelves, carry_out
from fritidsbank.intake.importing_drafts import Desk, looked_through
from fritidsbank.intake.importing_headings import (
    HEADINGS,
    Column,
    ColumnsAlike,
    ColumnsMissing,
    OnlyHeadings,
    named,
    normal,
    words_of_columns,
)
from fritidsbank.stock import registering_many
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.ledger import write_many
from fritidsbank.stock.models import Article, ArticleCode, Move, Place, Serial
from fritidsbank.stock.queries import Thing, thing_with
from fritidsbank.stock.registering import fresh_code
from fritidsbank.stock.rules import PlaceKind, Reason, Unit
from tests import make
from tests.conftest import Shop
from tests.intake.looking import BOOTS, FIRST, HEAD, Look, csv, outcomes, said
from tests.intake.test_spreadsheets import xlsx


def test_a_row_becomes_an_article_on_its_shelf(
    db: Session, imports: Callable[[bytes], int]
) -> None:
    assert imports(csv(BOOTS)) == 1
    boots = thing_with(db, "fb-1")
    assert (boots.name, boots.size, boots.brand, boots.category) == (
        "Slalompjäxor", "26,5", "Salomon", "SLP",
    )  # fmt: skip
    assert (boots.spot.kind, boots.spot.name) == (PlaceKind.SHELF, "A1")


def test_all_that_a_file_can_say_is_kept(db: Session, imports: Callable[[bytes], int]) -> None:
    head = [*HEAD, "Enhet", "Registrerad", "Sullängd (mm)", "Sulnorm", "Fler nummer"]
    more = ["sats", "2024-11-02", "305", "gripwalk", "X 1 | X 2"]
    imports(csv([*BOOTS, *more], head=head))
    kept = db.scalars(select(Article)).one()
    assert (kept.made_year, kept.note, kept.unit) == (2019, "Repade", Unit.SET)
    assert kept.registered_on == date(2024, 11, 2)
    assert kept.attributes == {"bsl": 305, "norm": "GripWalk"}
    assert {*db.scalars(select(ArticleCode.code))} == {"FB-1", "X 1", "X 2"}


def test_the_ledger_says_that_it_was_registered_now(
    db: Session, shop: Shop, imports: Callable[[bytes], int]
) -> None:
    imports(csv(BOOTS))
    line = db.scalars(select(Move)).one()
    assert (line.reason, line.from_kind, line.booked_on, line.account_id) == (
        Reason.REGISTERED, PlaceKind.OUTSIDE, local_day(shop.now), shop.account,
    )  # fmt: skip


def test_the_register_is_healthy_afterwards(db: Session, imports: Callable[[bytes], int]) -> None:
    rows = [[f"FB-{n}", "SLP", "Pjäxor", "26,5", "", "", "", f"A{n % 3}"] for n in range(40)]
    rows += [["", "HJA", "Hjälm", "54-58", "", "", "", ""] for _ in range(40)]
    imports(csv(*rows))
    assert findings(db) == []


def test_a_row_without_a_number_gets_a_fresh_one(
    db: Session, imports: Callable[[bytes], int]
) -> None:
    imports(csv(["", "SLP", "Pjäxor", "", "", "", "", ""]))
    assert thing_with(db, FIRST).name == "Pjäxor"


def test_a_fresh_number_is_none_that_stands_further_down(
    db: Session, imports: Callable[[bytes], int]
) -> None:
    imports(csv(["", "SLP", "Nya", *[""] * 5], [FIRST, "SLP", "Gamla", *[""] * 5]))
    assert thing_with(db, FIRST).name == "Gamla"
    assert db.scalar(select(func.count()).select_from(ArticleCode)) == 2


def test_after_an_import_of_our_numbers_the_next_one_is_free(
    db: Session, imports: Callable[[bytes], int]
) -> None:
    taken = [fresh_code(db) for _ in range(3)]
    db.execute(update(Serial).values(next=0))
    imports(csv(*([code, "SLP", "Pjäxor", *[""] * 5] for code in taken)))
    assert fresh_code(db) not in taken


def test_a_shelf_that_nobody_has_put_up_is_put_up_once(
    db: Session, look: Look, imports: Callable[[bytes], int]
) -> None:
    content = csv(BOOTS, ["FB-2", *BOOTS[1:7], "a1"], ["FB-3", *BOOTS[1:7], "Hyllan"])
    assert [name for _, name in look(content).new_shelves] == ["A1"]
    imports(content)
    assert [*db.scalars(select(Place.name).where(Place.name.in_(["A1", "a1"])))] == ["A1"]


def test_the_same_file_changes_nothing_the_second_time(
    db: Session, look: Look, imports: Callable[[bytes], int]
) -> None:
    content = csv(BOOTS, ["", "SLP", "Pjäxor", *[""] * 5])
    imports(content)
    assert outcomes(look(content)) == [Outcome.SAME, Outcome.SAME]
    assert imports(content) == 0
    assert db.scalar(select(func.count()).select_from(Article)) == 2


def test_the_same_is_known_again_when_another_program_saved_it(
    look: Look, imports: Callable[[bytes], int]
) -> None:
    boots = ["", "SLP", "Pjäxor", "26,5", "", "2019", "", "A1"]
    imports(csv(boots))
    assert outcomes(look(xlsx(HEAD, [*boots[:5], 2019.0, *boots[6:]]))) == [Outcome.SAME]


def test_what_a_file_does_not_say_is_no_difference(
    look: Look, imports: Callable[[bytes], int]
) -> None:
    imports(csv(BOOTS))
    few = csv(["FB-1", "Slalompjäxor", "Slalompjäxor"], head=["Code", "Category", "Name"])
    assert outcomes(look(few)) == [Outcome.SAME]


def test_a_number_of_another_article_is_an_error(
    look: Look, imports: Callable[[bytes], int]
) -> None:
    imports(csv(BOOTS))
    ((row, heading, sentence),) = said(look(csv(["FB-1", "HJA", "Hjälm", *[""] * 5])))
    assert (row, heading) == (2, "ID-nummer")
    assert "Slalompjäxor 26,5" in sentence


def test_two_numbers_of_different_articles_are_an_error(
    look: Look, imports: Callable[[bytes], int]
) -> None:
    imports(csv(BOOTS, ["FB-2", *BOOTS[1:]]))
    both = csv([*BOOTS, "FB-2"], head=[*HEAD, "Fler nummer"])
    assert outcomes(look(both)) == [Outcome.WRONG]


def test_a_number_twice_in_the_file_is_an_error_in_the_second_row(look: Look) -> None:
    ((row, _, sentence),) = said(look(csv(BOOTS, ["fb-1 ", *BOOTS[1:]])))
    assert (row, "row 2" in sentence) == (3, True)


def test_what_had_left_the_stock_stays_out(look: Look) -> None:
    head = [*HEAD, "Status"]
    rows = [[*BOOTS, "Kasserad"], [*["FB-2", *BOOTS[1:]], "Saknas"], [*["FB-3", *BOOTS[1:]], "Ute"]]
    assert outcomes(look(csv(*rows, head=head))) == [Outcome.AWAY, Outcome.AWAY, Outcome.NEW]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_heading_of_ours_is_understood(language: str) -> None:
    words = [normal(named(column, language)) for column in Column]
    assert [words_of_columns()[word] for word in words] == [*HEADINGS]


def test_headings_come_in_any_order_and_dress(look: Look) -> None:
    head = [" benämning ", "KATEGORI", "Stl", "streckkod", "fabrikat"]
    planned = look(csv(["Pjäxor", "SLP", "26", "FB-9", "Head"], head=head))
    described = planned.read.lines[0].described
    assert described is not None
    assert (described.name, described.size, described.brand) == ("Pjäxor", "26", "Head")


def test_a_title_above_the_headings_is_passed_over(look: Look) -> None:
    title = [["Inventarielista 2024", *[""] * 7], [""] * 8, HEAD]
    planned = look(csv(*title[1:], BOOTS, head=title[0]))
    assert [(line.row, line.codes) for line in planned.read.lines] == [(4, ("FB-1",))]


def test_unknown_columns_are_named_and_left_out(look: Look) -> None:
    planned = look(csv([*BOOTS, "röd"], head=[*HEAD, "Färg"]))
    assert planned.read.layout.unknown == ["Färg"]
    assert outcomes(planned) == [Outcome.NEW]


def test_needed_columns_that_are_missing_are_named(look: Look) -> None:
    with pytest.raises(ColumnsMissing, match=r"Kategori \(Category\)") as refused:
        look(csv(["26"], head=["Storlek"]))
    assert "Namn (Name)" in str(refused.value)


def test_a_file_in_the_wrong_letters_misses_its_columns(look: Look) -> None:
    wrong = "Kategori;Benämning\r\nSLP;Pjäxor\r\n".encode().decode("cp1252").encode()
    with pytest.raises(ColumnsMissing):
        look(wrong)


def test_two_columns_about_the_same_are_refused(look: Look) -> None:
    with pytest.raises(ColumnsAlike, match="Hylla and Plats"):
        look(csv([*BOOTS, "B2"], head=[*HEAD, "Plats"]))


def test_headings_alone_are_no_register(look: Look) -> None:
    with pytest.raises(OnlyHeadings):
        look(csv())


def test_a_column_that_is_hardly_about_shelves_is_refused(look: Look) -> None:
    rows = [[f"FB-{n}", *BOOTS[1:7], f"Rad {n}"] for n in range(301)]
    with pytest.raises(TooManyShelves):
        look(csv(*rows))


def test_a_row_may_name_another_branch_that_is_ones_own(
    db: Session, shop: Shop, look: Look
) -> None:
    soder = make.branch(db, "Söder")
    head = [*HEAD, "Filial"]
    planned = look(csv([*BOOTS, "söder"], head=head), soder)
    carry_out(db, planned, signed=Signature(shop.now, shop.account))
    assert thing_with(db, "FB-1").spot.branch == soder


def test_a_row_cannot_go_to_a_branch_of_others(db: Session, look: Look) -> None:
    make.branch(db, "Söder")
    ((_, heading, sentence),) = said(look(csv([*BOOTS, "Söder"], head=[*HEAD, "Filial"])))
    assert (heading, "not yours" in sentence) == ("Filial", True)


def test_when_it_fails_half_way_nothing_is_left(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [[f"FB-{n}", *BOOTS[1:]] for n in range(60)]
    monkeypatch.setattr(registering_many, "AT_ONCE", 10)
    left = iter(range(3))

    def breaks(*args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - whatever it is given
        next(left)  # StopIteration in the fourth piece
        write_many(*args, **kwargs)

    monkeypatch.setattr(registering_many, "write_many", breaks)
    desk = Desk(shop.branch, frozenset({shop.branch}), local_day(shop.now))
    with shop.store.writing() as db, pytest.raises(StopIteration):
        carry_out(
            db, looked_through(db, csv(*rows), desk), signed=Signature(shop.now, shop.account)
        )
    with shop.store.reading() as db:
        counted = [db.scalar(select(func.count()).select_from(t)) for t in (Article, ArticleCode)]
        assert counted == [0, 0]
        assert db.scalar(select(func.count()).select_from(Place).where(Place.name == "A1")) == 0


def test_things_are_found_by_what_they_are_called(
    db: Session, imports: Callable[[bytes], int]
) -> None:
    imports(csv(BOOTS))
    boots: Thing = thing_with(db, "FB-1")
    assert "salomon" in db.get_one(Article, boots.id).search_key
