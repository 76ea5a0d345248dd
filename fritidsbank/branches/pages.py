"""Branches, when they are open, and the operator's choices; and what stands around every page."""

from fritidsbank.branches.surroundings import Here
from fritidsbank.web.room import Room

branches = Room("branches")


@branches.app_context_processor
def surroundings() -> dict[str, Here]:
    """What stands around a page, for every template of every room."""
    return {"here": Here()}
