"""Words of bookings: how far one has come, and how many articles one may be about."""

from enum import StrEnum

MOST_ARTICLES = 150
"""A whole school day fits; beyond it somebody has typed one digit too many."""


class BookingState(StrEnum):
    """How far a booking has come. Only the first two promise anything."""

    BOOKED = "booked"
    READY = "ready"  # all that is wanted is put aside
    HANDED_OVER = "handed_over"
    CANCELLED = "cancelled"
    EXPIRED = "expired"  # nobody came for it


PROMISED = frozenset({BookingState.BOOKED, BookingState.READY})
"""What waits for somebody, and is nobody else's meanwhile."""
