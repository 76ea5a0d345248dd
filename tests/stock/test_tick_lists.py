"""The points of a safety check, and what follows from what somebody saw."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fritidsbank.stock.catalogue import CategoryEntry, load
from fritidsbank.stock.check_lines import (
    CodeTwice,
    PlanLineWrong,
    PointLineWrong,
    TooManyPoints,
    plan_lines,
    plans_from,
    point_lines,
    points_from,
)
from fritidsbank.stock.rules import Verdict
from fritidsbank.stock.tick_lists import Point, fault_of, points_left, points_of, verdict_of

pytestmark = pytest.mark.one_database

ENTRIES = {entry.code: entry for entry in load() if entry.parent}
CHECKED = [entry for entry in ENTRIES.values() if entry.check_at_return]
BLOW = Point("blow", "Ingen hård smäll", "No hard blow", Verdict.SCRAP)
BUCKLE = Point("buckle", "Spännet låser", "The buckle locks", Verdict.TO_REPAIR)
CARTRIDGE = Point("cartridge", "Patronen", "Cartridge", Verdict.TO_REPAIR, "inflatable")
HOSE = Point("hose", "Slangen", "The hose", Verdict.TO_REPAIR, "fuel=gas")


@pytest.mark.parametrize("entry", CHECKED, ids=lambda entry: entry.code)
def test_what_can_hurt_somebody_has_a_short_tick_list(entry: CategoryEntry) -> None:
    assert 3 <= len(entry.checks) <= 8


@pytest.mark.parametrize("code", ["HJA", "HJC", "HJS", "HJH"])
def test_a_helmet_that_took_a_blow_is_scrapped(code: str) -> None:
    assert verdict_of(ENTRIES[code].checks, ["blow"]) is Verdict.SCRAP


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=lambda entry: entry.code)
def test_each_line_of_the_catalogue_can_be_written_by_hand(entry: CategoryEntry) -> None:
    attributes = [attribute.as_json() for attribute in entry.attributes]
    assert tuple(points_from(point_lines(entry.checks).splitlines(), attributes)) == entry.checks
    assert tuple(plans_from(plan_lines(entry.plans).splitlines())) == entry.plans


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=lambda entry: entry.code)
def test_a_plan_names_a_fault_of_its_category(entry: CategoryEntry) -> None:
    faults = [fault.code for fault in entry.faults]
    assert all(plan.fault in faults for plan in entry.plans)


@pytest.mark.parametrize(
    ("attributes", "codes"),
    [
        ({}, ["blow"]),
        ({"inflatable": True}, ["blow", "cartridge"]),
        ({"inflatable": False}, ["blow"]),
        ({"fuel": "gas"}, ["blow", "hose"]),
        ({"fuel": "sprit"}, ["blow"]),
    ],
)
def test_a_point_belongs_to_the_articles_that_have_it(
    attributes: dict[str, object], codes: list[str]
) -> None:
    found = points_of((BLOW, CARTRIDGE, HOSE), attributes)
    assert [point.code for point in found] == codes


@pytest.mark.parametrize(
    ("wrong", "verdict"),
    [
        ([], Verdict.OK),
        (["buckle"], Verdict.TO_REPAIR),
        (["buckle", "blow"], Verdict.SCRAP),
        (["nothing"], Verdict.OK),
    ],
)
def test_the_gravest_finding_decides(wrong: list[str], verdict: Verdict) -> None:
    assert verdict_of((BLOW, BUCKLE), wrong) is verdict


@given(seen=st.sets(st.sampled_from(["blow", "buckle", "cartridge", "x"])))
def test_nothing_is_left_only_when_every_point_was_seen(seen: set[str]) -> None:
    points = (BLOW, BUCKLE, CARTRIDGE)
    left = {point.code for point in points_left(points, seen)}
    assert left == {point.code for point in points} - seen


@pytest.mark.parametrize(
    ("wrong", "faults", "fault"),
    [
        (["buckle"], ["buckle", "other"], "buckle"),
        (["year"], ["buckle", "other"], "other"),
        (["year", "buckle"], ["buckle", "other"], "buckle"),
        (["year"], [], ""),
        ([], ["other"], ""),
    ],
)
def test_it_goes_to_the_bench_under_the_word_that_is_nearest(
    wrong: list[str], faults: list[str], fault: str
) -> None:
    assert fault_of(wrong, faults) == fault


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("shell Skalet | shell", PointLineWrong),
        ("shell = Skalet", PointLineWrong),
        ("shell = Skalet |", PointLineWrong),
        ("Shell! = Skalet | shell", PointLineWrong),
        ("shell = Skalet | shell | ok", PointLineWrong),
        ("shell = Skalet | shell | if no_such", PointLineWrong),
        ("shell = Skalet | shell | if fuel=ved", PointLineWrong),
        (f"shell = {'x' * 61} | shell", PointLineWrong),
    ],
)
def test_a_line_that_is_no_point_is_named(line: str, refusal: type[Exception]) -> None:
    attributes = [attribute.as_json() for attribute in ENTRIES["KOK"].attributes]
    with pytest.raises(refusal):
        points_from([line], attributes)


@pytest.mark.parametrize(
    "line",
    ["wax = Vallas | Wax", "wax = Vallas | Wax | 0", "wax = Vallas | Wax | autumn !", "wax | 10"],
)
def test_a_line_that_is_no_plan_is_named(line: str) -> None:
    with pytest.raises(PlanLineWrong):
        plans_from([line])


def test_two_points_cannot_share_a_code() -> None:
    with pytest.raises(CodeTwice):
        points_from(["a = x | x", "a = y | y"], [])


def test_a_list_that_nobody_would_look_through_is_refused() -> None:
    with pytest.raises(TooManyPoints):
        points_from([f"p{n} = x | x" for n in range(13)], [])
