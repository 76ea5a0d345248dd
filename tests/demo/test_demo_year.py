"""The demo's year looks like a year in a shop."""

from collections import Counter
from datetime import date, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank.branches.models import Branch, OpeningException
from fritidsbank.branches.queries import calendar_of, settings_of_operator
from fritidsbank.branches.rules import OpeningCalendar
from fritidsbank.clock import local_day, local_moment
from fritidsbank.counter.tally import tallied
from fritidsbank.demo.articles import _measured
from fritidsbank.demo.days import LENGTH
from fritidsbank.demo.staffing import SIGN_INS, password_of
from fritidsbank.loans.models import Ending, Loan, Visit
from fritidsbank.people.models import Borrower, BorrowerDetails, BorrowerKind
from fritidsbank.staff.models import Account, Role, SignIn
from fritidsbank.staff.passwords import fits, is_outdated
from fritidsbank.stock.models import Article, ArticleCode, Block, Category, Move, Place, SafetyCheck
from fritidsbank.stock.rules import CodeKind, PlaceKind, Reason, Verdict
from fritidsbank.stock.wishes import unmet_wishes
from tests.demo.conftest import TODAY

WINTER, SUMMER = {12, 1, 2}, {6, 7, 8}


def months_of(db: Session, category: str) -> Counter[int]:
    """In which months the articles of a category were lent."""
    moments = db.scalars(
        select(Loan.lent_at)
        .join(Article, Article.id == Loan.article_id)
        .join(Category, Category.id == Article.category_id)
        .where(Category.code == category)
    )
    return Counter(local_day(moment).month for moment in moments)


def calendar(db: Session) -> OpeningCalendar:
    """When the only branch was open."""
    return calendar_of(db, db.scalars(select(Branch.id)).one(), date(2020, 1, 1))


def standing(db: Session) -> Counter[PlaceKind]:
    """How many articles stand in each kind of place."""
    return Counter(db.scalars(select(Place.kind).join(Article, Article.place_id == Place.id)))


def test_sportlov_is_the_busiest_week(year: Session) -> None:
    weeks = Counter(local_day(at).isocalendar().week for at in year.scalars(select(Loan.lent_at)))
    assert weeks.most_common(1)[0][0] == 8


def test_skis_go_out_in_winter(year: Session) -> None:
    months = months_of(year, "SLS")
    assert sum(months[month] for month in WINTER) > 20 * sum(months[month] for month in SUMMER)


def test_life_vests_go_out_in_summer(year: Session) -> None:
    months = months_of(year, "FLY")
    assert sum(months[month] for month in SUMMER) > 20 * sum(months[month] for month in WINTER)


def test_it_is_as_big_as_a_typical_shop(year: Session) -> None:
    loans, visits = (year.scalar(select(func.count()).select_from(m)) for m in (Loan, Visit))
    assert loans is not None
    assert 14_500 < loans < 15_500
    assert visits == 3_500


def test_nothing_is_due_when_the_door_is_closed(year: Session) -> None:
    days = set(year.scalars(select(Loan.due_on)))
    assert [day for day in days if not calendar(year).is_open(day)] == []


def test_nobody_is_served_when_the_door_is_closed(year: Session) -> None:
    days = {local_day(at) for at in year.scalars(select(Visit.opened_at))}
    assert [day for day in days if not calendar(year).is_open(day)] == []


def test_there_are_longer_hours_in_sportlov_and_none_on_christmas_eve(year: Session) -> None:
    unlike = year.execute(select(OpeningException.falls_on, OpeningException.opens))
    signs = {day: opens for day, opens in unlike}  # noqa: C416 - rows are no pairs to mypy
    assert signs[date(2026, 2, 16)] is not None
    assert signs[date(2025, 12, 24)] is None


def test_things_go_out_and_come_back_today(year: Session) -> None:
    today = year.execute(
        select(Move.reason, func.count()).where(Move.booked_on == TODAY).group_by(Move.reason)
    )
    counted = {reason: count for reason, count in today}  # noqa: C416 - rows are no pairs to mypy
    assert counted[Reason.LENT] > 20
    assert counted[Reason.RETURNED] > 20


def test_something_is_everywhere(year: Session) -> None:
    places = standing(year)
    for kind in (PlaceKind.OUT, PlaceKind.CHECK, PlaceKind.WORKSHOP, PlaceKind.SEASON_STORE):
        assert places[kind] > 20
    assert places[PlaceKind.MISSING] > 0
    assert places[PlaceKind.SHELF] > 2_000


def test_some_are_overdue_and_some_of_them_have_been_telephoned(year: Session) -> None:
    late = year.execute(
        select(Loan.borrower_id, BorrowerDetails.call_notes)
        .join(BorrowerDetails, BorrowerDetails.borrower_id == Loan.borrower_id)
        .where(Loan.ended_at.is_(None), Loan.due_on < TODAY)
    ).all()
    assert 30 < len(late) < 400
    assert any(row.call_notes for row in late)


def test_about_a_percent_never_comes_back(year: Session) -> None:
    written_off = year.scalars(select(Loan.id).where(Loan.ending == Ending.WRITTEN_OFF)).all()
    assert 30 < len(written_off) < 200


def test_every_reason_that_this_version_knows_occurs(year: Session) -> None:
    reasons = set(year.scalars(select(Move.reason).distinct()))
    assert set(Reason) - reasons == {Reason.RECATEGORISED, Reason.UNDONE}


def test_checks_end_in_every_way(year: Session) -> None:
    assert set(year.scalars(select(SafetyCheck.verdict).distinct())) == set(Verdict)


def test_faults_are_those_of_the_category(year: Session) -> None:
    found = year.execute(
        select(Move.fault, Category.faults)
        .join(Category, Category.id == Move.to_category_id)
        .where(Move.fault != "")
    ).all()
    assert len(found) > 100
    assert all(row.fault in {fault["code"] for fault in row.faults} for row in found)


def test_guardians_are_asked_for_under_18_and_flagged_categories_only(year: Session) -> None:
    said = year.execute(
        select(Visit.under_18, Category.guardian_under_18, Loan.guardian)
        .join(Loan, Loan.visit_id == Visit.id)
        .join(Article, Article.id == Loan.article_id)
        .join(Category, Category.id == Article.category_id)
    ).all()
    assert any(row.guardian for row in said)
    assert all(row.guardian == (row.under_18 and row.guardian_under_18) for row in said)


def test_some_loans_were_extended(year: Session) -> None:
    assert year.scalar(select(func.count()).where(Loan.extensions > 0))


def test_some_blocks_stand_and_some_were_lifted(year: Session) -> None:
    lifted = set(year.scalars(select(Block.lifted_at.is_not(None))))
    assert lifted == {True, False}


def test_families_share_a_number_and_a_surname(year: Session) -> None:
    people = year.execute(
        select(BorrowerDetails.name, BorrowerDetails.mobile)
        .join(Borrower, Borrower.id == BorrowerDetails.borrower_id)
        .where(Borrower.kind == BorrowerKind.PERSON)
    ).all()
    families = Counter((row.name.split(" ", 1)[1], row.mobile) for row in people)
    assert sum(many > 1 for many in families.values()) > 200


def test_only_numbers_are_used_that_nobody_has(year: Session) -> None:
    numbers = set(year.scalars(select(BorrowerDetails.mobile))) - {""}
    assert numbers <= {f"+46701740{last}" for last in range(605, 700)}


def test_everybody_comes_who_comes_to_a_shop(year: Session) -> None:
    kinds = Counter(year.scalars(select(Borrower.kind)))
    assert set(kinds) == set(BorrowerKind)
    assert kinds[BorrowerKind.PERSON] > 2_500


def test_schools_have_somebody_to_ask_for(year: Session) -> None:
    contacts = year.scalars(
        select(BorrowerDetails.contact)
        .join(Borrower, Borrower.id == BorrowerDetails.borrower_id)
        .where(Borrower.kind == BorrowerKind.ORGANISATION)
    ).all()
    assert all(contacts)


def test_whoever_had_everything_back_a_month_ago_is_unlinked(year: Session) -> None:
    linked = year.scalars(
        select(Visit.opened_at)
        .join(Loan, Loan.visit_id == Visit.id)
        .where(Visit.borrower_id.is_not(None))
        .group_by(Visit.id)
        .having(func.count(Loan.ended_at) == func.count())
        .having(func.max(Loan.ended_at) < local_moment(TODAY, time(0)) - timedelta(days=30))
    ).all()
    assert linked == []


def test_some_articles_have_an_older_label(year: Session) -> None:
    kinds = Counter(year.scalars(select(ArticleCode.kind)))
    assert set(kinds) == set(CodeKind)
    assert kinds[CodeKind.OWN] == 5_000


def test_articles_come_in_the_usual_sizes(year: Session) -> None:
    unusual = [
        row
        for row in year.execute(
            select(Article.size, Category.sizes).join(Category, Category.id == Article.category_id)
        )
        if row.size not in (row.sizes or [""])
    ]
    assert unusual == []


def test_the_sole_of_every_boot_is_as_long_as_may_be_written(year: Session) -> None:
    boots = year.scalars(select(Category).where(Category.code == "SLP")).one()
    sole = next(one for one in boots.attributes if one["name"] == "bsl")
    lengths = [_measured(boots.code, size)["bsl"] for size in boots.sizes]
    assert [long for long in lengths if not sole["low"] <= long <= sole["high"]] == []


def test_it_is_known_as_a_demo(year: Session) -> None:
    assert settings_of_operator(year)["demo"] is True


def test_everybody_signs_in_with_the_password_that_is_shown(year: Session) -> None:
    found = year.execute(select(SignIn.subject, SignIn.secret)).all()
    assert {row.subject for row in found} == set(SIGN_INS)
    assert all(fits(password_of(row.subject), row.secret) for row in found)
    assert not any(is_outdated(row.secret) for row in found)


def test_everybody_may_do_what_they_are_for(year: Session) -> None:
    roles = year.execute(
        select(SignIn.subject, Account.name, Role.role)
        .join(Account, Account.id == SignIn.account_id)
        .join(Role, Role.account_id == Account.id)
    )
    assert {tuple(row) for row in roles} == {
        ("amina", "Amina", "counter"),
        ("bo", "Bo", "counter"),
        ("lena", "Lena", "manager"),
        ("admin", "Administratören", "admin"),
        ("verkstad", "Verkstaden", "workshop"),
    }


def test_it_is_a_year_and_not_more(year: Session) -> None:
    days = {local_day(at) for at in year.scalars(select(Loan.lent_at))}
    assert max(days) == TODAY
    assert (max(days) - min(days)).days < LENGTH


def test_some_look_in_without_borrowing(year: Session) -> None:
    visits = year.scalar(select(func.count()).select_from(Visit)) or 0
    looked_in = sum(tallied(year, date(2025, 1, 1), TODAY).values())
    assert visits / 5 < looked_in < visits / 2


def test_what_is_asked_for_in_vain_belongs_to_the_season(year: Session) -> None:
    asked = unmet_wishes(year, date(2025, 12, 1), date(2026, 2, 28))
    names = {one.id: one.code for one in year.scalars(select(Category))}
    codes = {names[category] for category, _, _ in asked}
    assert {"SKR", "SLP"} <= codes
    assert not codes & {"CYK", "FLY"}
    assert 30 < sum(times for _, _, times in asked) < 300


def test_sizes_asked_for_are_those_of_the_category(year: Session) -> None:
    sizes = {one.id: one.sizes for one in year.scalars(select(Category))}
    asked = unmet_wishes(year, date(2025, 1, 1), TODAY)
    assert [(c, size) for c, size, _ in asked if size and size not in sizes[c]] == []
