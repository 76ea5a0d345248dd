"""Who may use a route: words that the rooms and the frame share."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody does here. Each role is given for one branch or for all."""

    COUNTER = "counter"
    WORKSHOP = "workshop"
    SECRETARY = "secretary"
    MANAGER = "manager"
    ADMIN = "admin"


class Anyone(StrEnum):
    """Who may come in without a role. An agent is a program with a token, and no account.

    Bare: a form for anybody, where no cookie opens anything, so that none is set to guard it.
    """

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    AGENT = "agent"
    BARE = "bare"


PUBLIC = Anyone.PUBLIC
SIGNED_IN = Anyone.SIGNED_IN
AGENT = Anyone.AGENT
BARE = Anyone.BARE

# A role on the left may do all that those on the right may.
INCLUDES = {
    Role.COUNTER: frozenset({Role.COUNTER}),
    Role.WORKSHOP: frozenset({Role.WORKSHOP}),
    Role.SECRETARY: frozenset({Role.SECRETARY}),
    Role.MANAGER: frozenset({Role.MANAGER, Role.COUNTER, Role.WORKSHOP, Role.SECRETARY}),
    Role.ADMIN: frozenset(Role),
}

Who = Role | Anyone


@dataclass(frozen=True)
class Agent:
    """A program of a branch that shows a token at each request, instead of a session."""

    id: str
    branch: int


@dataclass(frozen=True)
class Actor:
    """Who is acting, on which device and in which branch, as one session knows them."""

    account: int
    name: str
    language: str
    device: str
    branch: int
    roles: frozenset[tuple[Role, int | None]]

    # What flask-login asks of a current_user.
    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """The account's id as text."""
        return str(self.account)

    def may(self, who: Who, branch: int | None = None) -> bool:
        """Whether a role of this account, for the branch or for all, includes `who`."""
        if isinstance(who, Anyone):
            return who is not AGENT
        at = self.branch if branch is None else branch
        return any(who in INCLUDES[role] and scope in (None, at) for role, scope in self.roles)

    def may_everywhere(self, who: Role) -> bool:
        """Whether the role is held for all branches, as operator-wide settings need."""
        return any(who in INCLUDES[role] and scope is None for role, scope in self.roles)
