"""Hashing passwords: slow on purpose, and never more than two at a time."""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher(memory_cost=47_104, time_cost=1, parallelism=1)
_TWO_AT_A_TIME = BoundedSemaphore(2)
# Verified when there is no such account, so that the time of an answer tells nothing.
_NOBODY = _HASHER.hash("nobody has this password")


def hashed(password: str) -> str:
    """The password as it is kept."""
    with _TWO_AT_A_TIME:
        return _HASHER.hash(password)


def fits(password: str, secret: str | None) -> bool:
    """Whether a password is the one that was hashed; as slow for an account that does not exist."""
    with _TWO_AT_A_TIME:
        try:
            _HASHER.verify(secret or _NOBODY, password)
        except (VerificationError, InvalidHashError):
            return False
    return secret is not None


def is_outdated(secret: str) -> bool:
    """Whether it was hashed with other parameters than today's."""
    return _HASHER.check_needs_rehash(secret)
