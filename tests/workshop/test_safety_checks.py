"""What is looked at before it goes out again: at the counter, on its shelf, at the bench."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from fritidsbank import doctor
from fritidsbank.clock import iso, local_day
from fritidsbank.staff.actions import trust
from fritidsbank.staff.models import Account
from fritidsbank.stock.models import Article, SafetyCheck
from fritidsbank.stock.queries import Thing, thing_with
from fritidsbank.stock.rules import PlaceKind
from tests import make
from tests.conftest import Shop

Look = Callable[[str], Thing]
Registered = Callable[..., str]
SARA = {"name": "Sara", "mobile": "070-174 06 07"}
ALL = list(make.SKI_HELMET)
VEST = ["class", "weight", "buckle", "tear"]
INFLATABLE = [*VEST, "service", "cartridge"]
AID = ["brake", "strap", "seat", "wheel", "service"]


def lent_and_back(disk: make.Tablet, code: str) -> dict[str, object]:
    """Sara borrows it and brings it back; what the counter was answered."""
    assert disk.says("check_out", article=code, borrower=SARA)["outcome"] == "lent"
    return disk.says("check_in", article=code)


def article_of(shop: Shop, code: str) -> Article:
    """All that is written about it."""
    with shop.store.reading() as db:
        return db.get_one(Article, thing_with(db, code).id)


def found_by_doctor(shop: Shop) -> list[str]:
    """What does not hold."""
    with shop.store.reading() as db:
        return [str(finding) for finding in doctor.findings(db)]


@pytest.fixture
def helmet(disk: make.Tablet, registered: Registered) -> str:
    """A ski helmet that Sara has just brought back."""
    code = registered("HJA", "Hjälm", "54-58")
    lent_and_back(disk, code)
    return code


@pytest.fixture
def vest(registered: Registered) -> str:
    """An inflatable vest whose service is due in a month."""
    return registered("FLY", "Räddningsväst", inflatable=True, service_due_on="2026-04-01")


def test_a_return_says_which_points_there_are(disk: make.Tablet, registered: Registered) -> None:
    back = lent_and_back(disk, registered("HJA", "Hjälm"))
    assert (back["outcome"], back["points"]) == ("to_check", ALL)


def test_ok_needs_every_point(disk: make.Tablet, helmet: str, look: Look) -> None:
    said = disk.says("safety_check", article=helmet, verdict="ok", seen=ALL[:-1])
    assert (said["outcome"], said["left"]) == ("points_left", ["year"])
    assert look(helmet).spot.kind is PlaceKind.CHECK


def test_with_every_point_seen_it_stands_on_its_shelf(
    disk: make.Tablet, helmet: str, shop: Shop
) -> None:
    assert disk.says("safety_check", article=helmet, verdict="ok", seen=ALL)["outcome"] == (
        "checked_ok"
    )
    with shop.store.reading() as db:
        assert db.query(SafetyCheck).one().seen == ALL


@pytest.mark.parametrize(
    ("wrong", "outcome", "place"),
    [
        (["buckle"], "checked_to_repair", PlaceKind.WORKSHOP),
        (["blow"], "checked_scrap", PlaceKind.GONE),
        (["buckle", "crack"], "checked_scrap", PlaceKind.GONE),
    ],
)
def test_one_point_that_is_wrong_says_where_it_goes(
    disk: make.Tablet, helmet: str, look: Look, wrong: list[str], outcome: str, place: PlaceKind
) -> None:
    assert disk.says("safety_check", article=helmet, wrong=wrong)["outcome"] == outcome
    assert look(helmet).spot.kind is place


def test_the_bench_knows_which_point_was_wrong(
    disk: make.Tablet, bench: make.Tablet, helmet: str, shop: Shop
) -> None:
    disk.says("safety_check", article=helmet, wrong=["buckle"])
    bench.says("bench_scan", article=helmet)
    with shop.store.reading() as db:
        assert db.query(SafetyCheck).one().wrong == ["buckle"]


@pytest.mark.parametrize("fields", [{"seen": ["wings"]}, {"wrong": ["wings"]}, {"seen": "blow"}])
def test_a_point_that_it_does_not_have_is_refused(
    disk: make.Tablet, helmet: str, fields: dict[str, object]
) -> None:
    said = disk.says("safety_check", article=helmet, verdict="ok", **fields)
    assert (said["outcome"], said["refused"]) == ("field_wrong", True)


def test_what_was_done_without_a_line_is_kept_and_reviewed(
    disk: make.Tablet, helmet: str, look: Look
) -> None:
    said = disk.says("safety_check", article=helmet, verdict="ok", done=True)
    assert said["outcome"] == "checked_ok"
    assert look(helmet).spot.kind is PlaceKind.SHELF


def test_a_vest_is_lent_until_the_day_before_its_service(disk: make.Tablet, vest: str) -> None:
    disk.now += timedelta(days=29)  # 31 March
    assert disk.says("check_out", article=vest, borrower=SARA)["outcome"] == "lent"


def test_a_vest_whose_service_has_run_out_cannot_be_lent(disk: make.Tablet, vest: str) -> None:
    disk.now += timedelta(days=30)
    said = disk.says("check_out", article=vest, borrower=SARA)
    assert (said["outcome"], said["points"]) == ("check_due", INFLATABLE)


def test_an_inflatable_vest_without_a_service_day_is_due_at_once(
    disk: make.Tablet, registered: Registered
) -> None:
    vest = registered("FLY", "Räddningsväst", inflatable=True)
    assert disk.says("check_out", article=vest, borrower=SARA)["outcome"] == "check_due"


def test_its_next_service_must_be_said_and_then_it_goes_out(
    disk: make.Tablet, registered: Registered, shop: Shop
) -> None:
    vest = registered("FLY", "Räddningsväst", inflatable=True)
    check = {"article": vest, "verdict": "ok", "seen": INFLATABLE}
    assert disk.says("safety_check", **check)["outcome"] == "service_day_needed"
    late = disk.says("safety_check", **check, next_service_on=local_day(shop.now).isoformat())
    assert late["outcome"] == "service_day_needed"
    said = disk.says("safety_check", **check, next_service_on="2027-03-01")
    assert said["outcome"] == "checked_ok"
    assert article_of(shop, vest).check_due_on == date(2027, 3, 1)
    assert disk.says("check_out", article=vest, borrower=SARA)["outcome"] == "lent"


def test_what_is_due_on_a_shelf_is_looked_at_where_it_stands(
    disk: make.Tablet, vest: str, look: Look, shop: Shop
) -> None:
    disk.now += timedelta(days=40)
    stood = look(vest).spot
    disk.says(
        "safety_check", article=vest, verdict="ok", seen=INFLATABLE, next_service_on="2027-03-01"
    )
    assert look(vest).spot == stood
    assert found_by_doctor(shop) == []


def test_an_undone_check_is_due_again(disk: make.Tablet, vest: str, shop: Shop) -> None:
    disk.now += timedelta(days=40)
    disk.says(
        "safety_check", article=vest, verdict="ok", seen=INFLATABLE, next_service_on="2027-03-01"
    )
    assert disk.undoes()["outcome"] == "undone"
    known = article_of(shop, vest)
    assert known.check_due_on == date(2026, 4, 1)
    assert known.attributes["service_due_on"] == "2026-04-01"
    assert found_by_doctor(shop) == []


def test_what_falls_due_while_it_is_out_goes_to_the_check_table(
    disk: make.Tablet, registered: Registered, shop: Shop
) -> None:
    skates = registered("INL", "Inlines")
    backs = []
    for _ in range(10):
        backs.append(lent_and_back(disk, skates)["outcome"])
        disk.now += timedelta(hours=1)
    assert backs == ["returned"] * 9 + ["to_check"]
    disk.says("safety_check", article=skates, verdict="ok", seen=["brake", "wheel", "buckle"])
    assert lent_and_back(disk, skates)["outcome"] == "returned"
    assert found_by_doctor(shop) == []


def test_lent_again_at_the_counter_it_is_looked_at_first(
    disk: make.Tablet, registered: Registered
) -> None:
    skates = registered("INL", "Inlines")
    for _ in range(9):
        lent_and_back(disk, skates)
        disk.now += timedelta(hours=1)
    disk.says("check_out", article=skates, borrower=SARA)
    said = disk.says("relend", article=skates, borrower={"name": "Bo", "mobile": "070-174 06 08"})
    assert said["outcome"] == "to_check"


def test_only_who_signs_off_says_that_an_aid_is_in_order(
    disk: make.Tablet, office: make.Tablet, shop: Shop, registered: Registered
) -> None:
    aid = registered("PAR", "Biski")
    lent_and_back(disk, aid)
    check = {"article": aid, "verdict": "ok", "seen": AID}
    assert disk.says("safety_check", **check)["outcome"] == "needs_signature"
    assert office.says("safety_check", **check)["outcome"] == "needs_signature"
    with shop.store.writing() as db:
        trust(db, db.get_one(Account, office.sender.account), "sign_off", until=None)
        db.commit()
    assert office.says("safety_check", **check)["outcome"] == "checked_ok"


@pytest.mark.parametrize("seen", [AID, []])
def test_done_without_a_line_nobody_signs_for_another(
    disk: make.Tablet, bench: make.Tablet, look: Look, registered: Registered, seen: list[str]
) -> None:
    aid = registered("PAR", "Biski")
    lent_and_back(disk, aid)
    said = disk.says("safety_check", article=aid, verdict="ok", seen=seen, done=True)
    assert (said["outcome"], look(aid).spot.kind) == ("needs_signature", PlaceKind.CHECK)
    said = bench.says("repair_end", article=aid, to="shelf", seen=seen, done=True)
    assert (said["outcome"], look(aid).spot.kind) == ("mended_to_sign", PlaceKind.CHECK)


def test_what_is_wrong_does_not_go_to_the_shelf_though_it_was_done_without_a_line(
    bench: make.Tablet, helmet: str, look: Look
) -> None:
    seen = {"seen": list(make.SKI_HELMET), "wrong": ["buckle"]}
    said = bench.says("repair_end", article=helmet, to="shelf", done=True, **seen)
    assert (said["outcome"], look(helmet).spot.kind) == ("mended", PlaceKind.CHECK)


def test_what_was_seen_before_it_went_out_again_says_nothing_of_how_it_came_back(
    disk: make.Tablet, helmet: str, look: Look
) -> None:
    seen, earlier = list(make.SKI_HELMET), iso(disk.now + timedelta(minutes=5))
    disk.now += timedelta(hours=1)
    disk.says("safety_check", article=helmet, verdict="ok", seen=seen)
    lent_and_back(disk, helmet)
    check = {"verdict": "ok", "seen": seen, "done": True, "at": earlier}
    assert disk.says("safety_check", article=helmet, **check)["outcome"] == "not_here"
    assert look(helmet).spot.kind is PlaceKind.CHECK


def test_an_aid_is_looked_at_once_a_year(
    disk: make.Tablet, shop: Shop, registered: Registered
) -> None:
    aid = registered("PAR", "Biski")
    due = local_day(shop.now) + timedelta(days=365)
    assert article_of(shop, aid).check_due_on == due
    disk.now += timedelta(days=365)
    assert disk.says("check_out", article=aid, borrower=SARA)["outcome"] == "check_due"


def test_the_bench_ends_with_every_point(
    disk: make.Tablet, bench: make.Tablet, helmet: str, look: Look
) -> None:
    disk.says("safety_check", article=helmet, wrong=["buckle"])
    assert bench.says("repair_end", article=helmet, to="shelf")["outcome"] == "points_left"
    assert bench.says("repair_end", article=helmet, to="shelf", seen=ALL)["outcome"] == "mended"
    assert look(helmet).spot.kind is PlaceKind.SHELF


def test_a_mended_aid_waits_for_its_signature(
    disk: make.Tablet, bench: make.Tablet, registered: Registered, look: Look
) -> None:
    aid = registered("PAR", "Biski")
    disk.says("mark", article=aid, mark="workshop", fault="brake")
    said = bench.says("repair_end", article=aid, to="shelf", seen=AID)
    assert said["outcome"] == "mended_to_sign"
    assert look(aid).spot.kind is PlaceKind.CHECK


def test_a_repair_opened_again_takes_its_check_back(
    disk: make.Tablet, bench: make.Tablet, vest: str, shop: Shop
) -> None:
    disk.says("mark", article=vest, mark="workshop", fault="service")
    bench.says(
        "repair_end", article=vest, to="shelf", seen=INFLATABLE, next_service_on="2027-03-01"
    )
    bench.says("repair_reopen", article=vest)
    with shop.store.reading() as db:
        assert db.query(SafetyCheck).one().undone_at is not None
    assert found_by_doctor(shop) == []


@pytest.mark.parametrize(
    ("category", "under_18", "notices"),
    [
        ("HJA", True, ["green_buckle"]),
        ("HJC", True, ["green_buckle"]),
        ("HJA", False, []),
        ("HJS", True, []),
    ],
)
def test_an_ordinary_helmet_for_a_child_says_what_a_small_one_needs(
    disk: make.Tablet,
    registered: Registered,
    category: str,
    notices: list[str],
    *,
    under_18: bool,
) -> None:
    code = registered(category, "Hjälm")
    lent = disk.says("check_out", article=code, borrower=SARA, under_18=under_18)
    assert (lent["outcome"], lent["notices"]) == ("lent", notices)


def test_a_return_says_what_care_is_due(disk: make.Tablet, skates: str) -> None:
    backs = []
    for _ in range(10):
        backs.append(lent_and_back(disk, skates))
        disk.now += timedelta(hours=1)
    assert "care" not in backs[8]
    assert backs[9]["care"] == [{"code": "sharpen", "loans": 10}]


def test_what_was_done_at_the_bench_starts_anew(
    disk: make.Tablet, bench: make.Tablet, skates: str, shop: Shop
) -> None:
    for _ in range(10):
        lent_and_back(disk, skates)
        disk.now += timedelta(hours=1)
    disk.says("mark", article=skates, mark="workshop", fault="blunt")
    bench.now = disk.now
    bench.says("repair_note", article=skates, did="sharpen")
    bench.says("repair_end", article=skates, to="shelf")
    today = local_day(disk.now).isoformat()
    assert article_of(shop, skates).cared == {"sharpen": [10, today]}
    disk.now += timedelta(hours=1)
    assert "care" not in lent_and_back(disk, skates)
