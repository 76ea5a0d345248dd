"""Words of reminders: when they are due, and by which way they go."""

from enum import StrEnum


class Step(StrEnum):
    """Which reminder of a loan it is."""

    BEFORE = "before"
    AFTER = "after"
    WEEKLY = "weekly"


class Channel(StrEnum):
    """How a reminder went."""

    SMS = "sms"
    BY_HAND = "by_hand"  # somebody copied the list and sent it from a telephone
