"""How long sessions last, how often a password may be tried, and what a good one is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from fritidsbank.refusals import Forbidden, Malformed, N_, Refusal

IDLE = timedelta(hours=4)
LONGEST = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)

WINDOW = timedelta(minutes=15)
TRIES_AN_ACCOUNT = 10
TRIES_AN_ADDRESS = 30

SIGN_OFF, SET_BINDINGS = "sign_off", "set_bindings"
"""Authorities: to say that something is safe again, and to set ski bindings by the table."""

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256
_TOO_EASY = ("fritidsbank", "password", "losenord", "lösenord", "123456789012", "qwertyuiop")


@dataclass(eq=False)
class WrongSignIn(Forbidden):
    """The name or the password is wrong; which one is not said."""

    message = N_("The name or the password is not right. Try again.")


@dataclass(eq=False)
class TooManyTries(Refusal):
    """Somebody is guessing."""

    status: ClassVar[int] = 429
    message = N_("Too many tries. Wait a quarter of an hour, or ask the manager.")


@dataclass(eq=False)
class WeakPassword(Malformed):
    """Short, endless or too easy to guess."""

    shortest: int

    message = N_("Choose a password of at least {shortest} characters that is hard to guess.")


@dataclass(eq=False)
class NotOverOpenLine(Forbidden):
    """Plain http from another machine: the password could be read on the way."""

    message = N_("Sign in over https only. See docs/running.md: HTTPS on a tablet.")


@dataclass(eq=False)
class DemoElsewhere(Forbidden):
    """Everybody knows a demo shop's passwords, so they open it on its own machine only."""

    message = N_("This is a demo shop. Sign in to it on its own computer.")


def is_live(*, created_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Whether a session still holds: not idle for too long, not older than a working day."""
    return now - seen_at < IDLE and now - created_at < LONGEST


def good_password(password: str) -> str:
    """A password that may be used. Raises WeakPassword."""
    easy = password.casefold()
    too_easy = any(easy.startswith(word) and len(easy) < len(word) + 6 for word in _TOO_EASY)
    long_enough = SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD
    if not long_enough or too_easy or len(set(password)) < 5:
        raise WeakPassword(SHORTEST_PASSWORD)
    return password
