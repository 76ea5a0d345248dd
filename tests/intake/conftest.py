"""Everybody who works in the shop, and files that they look through."""

from tests.intake.looking import imports, look
from tests.staff.crew import crew

__all__ = ["crew", "imports", "look"]
