"""Opening hours, due days, and the settings of the operator with their defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from fritidsbank.refusals import N_

_A_YEAR = 366
WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
"""What people call the days of a week; Monday is 0."""


@dataclass(frozen=True)
class OpeningCalendar:
    """When a branch is open. `exceptions` win over `weekly`; an empty tuple there is a closed day.

    A branch without any opening hours counts as open every day.
    """

    weekly: Mapping[int, tuple[tuple[time, time], ...]] = field(default_factory=dict)
    exceptions: Mapping[date, tuple[tuple[time, time], ...]] = field(default_factory=dict)

    def hours(self, day: date) -> tuple[tuple[time, time], ...]:
        """The spans of a day, none when closed."""
        if day in self.exceptions:
            return self.exceptions[day]
        return self.weekly.get(day.weekday(), ())

    def is_open(self, day: date) -> bool:
        """Whether the door is open at some time of that day."""
        if not self.weekly and day not in self.exceptions:
            return True
        return bool(self.hours(day))

    def open_day_from(self, day: date) -> date:
        """That day, or the next one when the branch is open.

        A branch that is closed for a whole year keeps the day itself: some day must be named.
        """
        for later in range(_A_YEAR):
            candidate = day + timedelta(days=later)
            if self.is_open(candidate):
                return candidate
        return day


def due_on(lent_on: date, days: int, calendar: OpeningCalendar) -> date:
    """The day to bring it back: never a day when the door is closed."""
    return calendar.open_day_from(lent_on + timedelta(days=days))


OPERATOR_DEFAULTS: Mapping[str, object] = {
    "operator": "Fritidsbanken",
    "theme": "default",
    "privacy_contact": "",
    "legal_basis": "public_interest",
    "unlink_days": 30,
    "unlink_decision": "",
    "written_off_days": 90,
    "written_off_decision": "",
    "erase_months": 12,
    "erase_decision": "",
    "note_days": 30,
    "note_decision": "",
    "message_days": 90,
    "message_decision": "",
    "operation_days": 90,
    "operation_decision": "",
    "copy_days": 30,
    "copy_decision": "",
    "last_borrower_days": 7,
    "helmet_years": 10,
    "hold_days": 3,
    "climate_figure": False,
    "own_loans": True,
    "slip": "ask",
    "label_at_once": "never",
    "binding_mode": "sole",
    "remind": False,
    "remind_before": 1,
    "remind_after": 1,
    "remind_weeks": 2,
    "remind_from": 9,
    "remind_until": 20,
    "remind_sundays": False,
    "remind_ore": 35,
    "demo": False,
}
"""Every setting there is, with what holds until somebody chooses. Numbers stay within `LIMITS`."""

RETENTION: Mapping[str, range] = {
    "unlink_days": range(1, 366),
    "written_off_days": range(1, 366),
    "erase_months": range(1, 61),
    "note_days": range(1, 366),
    "message_days": range(1, 366),
    "operation_days": range(31, 366),  # a tablet may send for thirty days what it did
    "copy_days": range(1, 366),
    "last_borrower_days": range(1, 31),
}
"""For how long personal data are kept: more than nothing, and not for ever."""

LIMITS: Mapping[str, range] = {
    **RETENTION,
    "helmet_years": range(1, 41),
    "remind_before": range(8),  # none with 0
    "remind_after": range(1, 15),
    "remind_weeks": range(9),
    # People sleep between them, whatever somebody chooses.
    "remind_from": range(7, 13),
    "remind_until": range(14, 22),
    "remind_ore": range(1, 1_000),
    "hold_days": range(31),
}

CHOICES: Mapping[str, tuple[str, ...]] = {
    "slip": ("ask", "always", "never"),
    "label_at_once": ("never", "always"),
    "binding_mode": ("off", "sole", "table"),
    "legal_basis": ("public_interest", "legitimate_interest"),
}
"""Words that a setting may have: what is printed by itself, what is done about bindings, and on
which basis personal data are kept."""
