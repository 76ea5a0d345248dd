"""The counter of the bookings, where a school wants skates."""

from tests.bookings.conftest import amina, desk, school

__all__ = ["amina", "desk", "school"]
