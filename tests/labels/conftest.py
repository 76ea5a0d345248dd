"""Everybody who works in the shop."""

from tests.staff.crew import crew

__all__ = ["crew"]
