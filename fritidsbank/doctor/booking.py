"""On which day the lines of the ledger are booked."""

from datetime import UTC, date, datetime

from sqlalchemy import Select, cast, func, select
from sqlalchemy import String as Text
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.doctor.finding import MOST, Facts, check
from fritidsbank.refusals import N_
from fritidsbank.stock.models import Move


@check(N_("Line {line} of the ledger is booked on {booked_on}, and it happened on {day}."))
def booked_on_other_day(db: Session) -> Facts:
    """A line is booked on the day when it happened in Sweden, or marked late and booked later."""
    found = 0
    for line, booked_on, late, hour in db.execute(_hours(db)):
        day = local_day(datetime.fromisoformat(f"{hour}:00").replace(tzinfo=UTC))
        if (booked_on <= day if late else booked_on != day) and found < MOST:
            found += 1
            yield {"line": str(line), "booked_on": booked_on, "day": day}


def _hours(db: Session) -> Select[int, date, bool, str]:
    # Swedish days begin at a full hour of UTC, so an hour's lines have one answer together.
    is_sqlite = db.get_bind().dialect.name == "sqlite"
    at = Move.at if is_sqlite else func.timezone("UTC", Move.at)
    hour = func.substr(cast(at, Text), 1, 13)
    return select(func.min(Move.seq), Move.booked_on, Move.booked_late, hour).group_by(
        Move.booked_on, Move.booked_late, hour
    )
