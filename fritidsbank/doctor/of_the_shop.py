"""Every invariant of the whole shop, in the order in which they are looked at."""

from fritidsbank.doctor import (
    articles,
    bindings,
    booking,
    bookings,
    database,
    figures,
    ledger,
    loans,
    minutes,
    numbers,
    people,
    places,
    printjobs,
    privacy,
    recalls,
    reminders,
    repairs,
    stocktakes,
)
from fritidsbank.doctor.finding import Check

CHECKS: tuple[Check, ...] = (
    *database.CHECKS,
    *loans.CHECKS,
    *ledger.CHECKS,
    booking.booked_on_other_day,
    *figures.CHECKS,
    *articles.CHECKS,
    *numbers.CHECKS,
    *people.CHECKS,
    *privacy.CHECKS,
    *places.CHECKS,
    *stocktakes.CHECKS,
    *recalls.CHECKS,
    *printjobs.CHECKS,
    *reminders.CHECKS,
    *repairs.CHECKS,
    *bindings.CHECKS,
    *bookings.CHECKS,
    *minutes.CHECKS,
)
