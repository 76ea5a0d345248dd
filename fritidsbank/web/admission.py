"""Asking for a role in one branch or in all, where the route alone cannot know which."""

from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.room import NotYours


def admit_in(branch: int, role: Role) -> None:
    """Let in whoever has the role in that branch. Raises NotYours."""
    if not g.actor.may(role, branch):
        raise NotYours


def admit_everywhere(role: Role) -> None:
    """Let in whoever has the role for all branches. Raises NotYours."""
    if not g.actor.may_everywhere(role):
        raise NotYours
