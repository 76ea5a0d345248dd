"""What an installation is made of: the whole shop, or the open minutes alone.

`shop_house.py` and `companion.py` make one each; commands and the server ask for nothing else, so
that neither loads what belongs to the other.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Protocol

from flask import Flask
from sqlalchemy.orm import Session

from fritidsbank.db import Store
from fritidsbank.doctor.finding import Check
from fritidsbank.settings import Settings
from fritidsbank.staff.first_account import FirstAccount

Told = tuple[str, dict[str, Any]]
"""A sentence with its facts."""


Compose = Callable[..., EmailMessage | None]
"""compose(db, errand, refers_to, settings, now=): the mail of an errand, none when it is void."""


class Reminds(Protocol):
    """Sends what borrowers are to be reminded of; `writing` is a unit of work."""

    def __call__(
        self,
        writing: Callable[[], AbstractContextManager[Session]],
        settings: Settings,
        worker: str,
    ) -> int:
        """How many messages went. Raises BadSetting."""


class MakesDemo(Protocol):
    """Fills an empty register with what is believable; `progress` hears how far it is."""

    def __call__(
        self,
        store: Store,
        size: str,
        *,
        seed: int,
        now: datetime,
        progress: Callable[[int, int], None],
    ) -> Told:
        """What was made, in a sentence. Raises FoundedAlready."""


@dataclass(frozen=True)
class House:
    """Everything that differs between the two; each function loads what it needs when called."""

    store: Callable[[Settings], Store]
    app: Callable[[Settings], Flask]
    begin: Callable[[Flask, Settings], None]  # what works beside the server
    found: Callable[[Session, str, FirstAccount, datetime], None]
    furnish: Callable[[Session, datetime], None]  # what stood here as another house
    demo: MakesDemo
    sign_ins: Callable[[], list[tuple[str, str]]]  # of the demo, each with its password
    checks: Callable[[], tuple[Check, ...]]
    put_back: Callable[[Session, datetime], None]  # after a restore
    freeze: Callable[[Session, datetime], bool]  # a week, with its mails; False: none is due
    mails: Callable[[], Mapping[str, Compose]]  # by the kind of errand
    remind: Reminds
    prune: Callable[[Session, datetime], None]  # what is too old
    retain: Callable[[Store, Path, datetime, bool], list[Told]]  # in batches; True: by hand
    forget_again: Callable[[Store, Path, datetime], int]  # who was erased, and is back
    ready: str  # what is said when it has been founded
