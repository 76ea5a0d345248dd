"""Words of privacy: why somebody was forgotten, and what a look at a borrower was for."""

from enum import StrEnum


class Cause(StrEnum):
    """Why personal details were deleted."""

    REQUEST = "request"
    RETENTION = "retention"
    REPLAYED = "replayed"  # again, after a restore of an older copy


class Look(StrEnum):
    """What somebody looked at, or took out of the register."""

    PAGE = "page"
    LAST_BORROWER = "last_borrower"  # who had an article last
    EXTRACT = "extract"
    PUBLIC_RECORD = "public_record"
