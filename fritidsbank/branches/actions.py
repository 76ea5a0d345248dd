"""Opening a branch, its hours, and the operator's choices."""

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from fritidsbank.branches.models import Branch, OpeningException, OpeningHours, Setting
from fritidsbank.branches.rules import CHOICES, LIMITS, OPERATOR_DEFAULTS
from fritidsbank.refusals import Malformed, N_, Refusal


@dataclass(eq=False)
class BranchNameTaken(Refusal):
    """Two branches with one name."""

    name: str

    message = N_("There is a branch called {name} already.")


@dataclass(eq=False)
class BranchNameMissing(Malformed):
    """A branch without a name, or with one longer than any sign."""

    message = N_("Write a name of at most 80 letters.")


@dataclass(eq=False)
class HoursWrong(Malformed):
    """It closes before it opens, or two spans of a day overlap."""

    message = N_("The closing time must be later than the opening time, and spans may not overlap.")


@dataclass(eq=False)
class SettingWrong(Malformed):
    """No such setting, or a value outside its limits."""

    setting: str

    message = N_("The setting {setting} cannot have that value.")


def open_branch(db: Session, name: str, *, address: str = "", phone: str = "") -> Branch:
    """A new branch, without hours and without places. Raises BranchNameMissing, BranchNameTaken."""
    branch = Branch(name="", closed_for_good_on=None)
    db.add(rename_branch(db, branch, name, address=address, phone=phone))
    db.flush()
    return branch


def rename_branch(db: Session, branch: Branch, name: str, *, address: str, phone: str) -> Branch:
    """Another name, address or telephone. Raises BranchNameMissing, BranchNameTaken."""
    name = " ".join(name.split())
    if not 0 < len(name) <= 80:
        raise BranchNameMissing
    held = db.scalar(select(Branch).where(Branch.name == name))
    if held is not None and held is not branch:
        raise BranchNameTaken(name)
    branch.name, branch.address, branch.phone = name, address[:200], phone[:20]
    return branch


def set_hours(db: Session, branch: int, weekly: dict[int, list[tuple[time, time]]]) -> None:
    """The hours of every weekday (Monday is 0), in place of what was. Raises HoursWrong."""
    for spans in weekly.values():
        check_spans(spans)
    db.execute(delete(OpeningHours).where(OpeningHours.branch_id == branch))
    db.add_all(
        OpeningHours(branch_id=branch, weekday=weekday, opens=opens, closes=closes)
        for weekday, spans in weekly.items()
        for opens, closes in spans
    )
    db.flush()


def except_day(
    db: Session, branch: int, day: date, span: tuple[time, time] | None, reason: str = ""
) -> None:
    """One day that is not like the others: closed, or open at other hours. Raises HoursWrong."""
    if span:
        check_spans([span])
    unexcept_day(db, branch, day)
    opens, closes = span or (None, None)
    db.add(
        OpeningException(
            branch_id=branch, falls_on=day, opens=opens, closes=closes, reason=reason[:80]
        )
    )
    db.flush()


def unexcept_day(db: Session, branch: int, day: date) -> None:
    """The day is as its weekday again."""
    db.execute(
        delete(OpeningException).where(
            OpeningException.branch_id == branch, OpeningException.falls_on == day
        )
    )
    db.flush()


def choose(db: Session, name: str, value: object) -> None:
    """Set one of the operator's settings. Raises SettingWrong."""
    usual = OPERATOR_DEFAULTS.get(name)
    if usual is None or type(value) is not type(usual):
        raise SettingWrong(name)
    if name in LIMITS and value not in LIMITS[name]:
        raise SettingWrong(name)
    if name in CHOICES and value not in CHOICES[name]:
        raise SettingWrong(name)
    db.merge(Setting(name=name, value=value))
    db.flush()


def check_spans(spans: list[tuple[time, time]]) -> None:
    """The hours of one day. Raises HoursWrong."""
    last = None
    for opens, closes in sorted(spans):
        if opens >= closes or (last is not None and opens < last):
            raise HoursWrong
        last = closes
