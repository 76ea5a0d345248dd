"""Who was at a meeting, or could not come, or just "three guests"."""

from dataclasses import dataclass
from datetime import time

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from fritidsbank.minutes.models import Attendance, Minutes, RosterPerson
from fritidsbank.minutes.rules import Part
from fritidsbank.minutes.writing.items import WrittenMeanwhile
from fritidsbank.minutes.writing.states import refuse_frozen
from fritidsbank.minutes.writing.written import locked
from fritidsbank.refusals import Malformed, N_

MOST_GUESTS = 500


@dataclass(eq=False)
class LeftBeforeCame(Malformed):
    """Somebody who left before they came."""

    message = N_("Somebody has left before they came. Look at the times.")


@dataclass(frozen=True)
class Present:
    """One line of the attendance: a person, an organisation, or so many guests."""

    part: Part = Part.OTHER
    organisation: str = ""
    function: str = ""
    name: str = ""
    person_id: int | None = None
    guests: int = 0
    absent: bool = False
    came: time | None = None
    left: time | None = None

    @property
    def says_nothing(self) -> bool:
        """Whether it names neither somebody nor an organisation nor guests."""
        return not (self.organisation or self.function or self.name or self.guests)


def from_roster(person: RosterPerson, part: Part = Part.OTHER) -> Present:
    """Somebody whom the group knows."""
    return Present(part, person.organisation, person.function, person.name, person.id)


def attendance_of(db: Session, minutes: Minutes) -> tuple[Present, ...]:
    """The lines as they are written now."""
    rows = select(Attendance).where(Attendance.minutes_id == minutes.id)
    return tuple(map(as_present, db.scalars(rows.order_by(Attendance.position, Attendance.id))))


def as_present(row: Attendance) -> Present:
    """A line as it was written."""
    return Present(
        row.part,
        row.organisation,
        row.function,
        row.name,
        row.person_id,
        row.guests,
        row.absent,
        row.came,
        row.left,
    )


def save_attendance(
    db: Session, minutes: Minutes, lines: tuple[Present, ...], edition: int
) -> Minutes:
    """Write all lines anew; those that say nothing are left out.

    Raises Frozen, WrittenMeanwhile, LeftBeforeCame.
    """
    minutes = locked(db, minutes)
    refuse_frozen(minutes)
    lines = tuple(line for line in lines if not line.says_nothing)
    if any(line.came and line.left and line.left < line.came for line in lines):
        raise LeftBeforeCame
    if lines == attendance_of(db, minutes):
        return minutes
    if minutes.attendance_edition != edition:
        raise WrittenMeanwhile
    _write(db, minutes, lines)
    return minutes


def add_present(db: Session, minutes: Minutes, line: Present) -> Minutes:
    """One more at the end; a person of the roster only once. Raises Frozen."""
    minutes = locked(db, minutes)
    refuse_frozen(minutes)
    lines = attendance_of(db, minutes)
    known = line.person_id is not None and line.person_id in {one.person_id for one in lines}
    if not known and not line.says_nothing:
        _write(db, minutes, (*lines, line))
    return minutes


def _write(db: Session, minutes: Minutes, lines: tuple[Present, ...]) -> None:
    db.execute(delete(Attendance).where(Attendance.minutes_id == minutes.id))
    db.add_all(
        Attendance(minutes_id=minutes.id, position=position, **vars(line))
        for position, line in enumerate(lines, start=1)
    )
    minutes.attendance_edition += 1
    db.flush()
