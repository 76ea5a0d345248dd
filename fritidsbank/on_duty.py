"""Whether somebody is at work on a data folder: a lock that ends with the process that holds it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fritidsbank.refusals import N_, Refusal


@dataclass(eq=False)
class SomebodyAtWork(Refusal):
    """Something is to be done that a running server, or another command, would not survive."""

    message = N_("The server or another command is at work on this register. Stop it first.")


@contextmanager
def on_duty(folder: Path) -> Iterator[None]:
    """Say that somebody is at work on this folder, for as long as it takes; many may be."""
    with _locked(folder, fcntl.LOCK_SH):
        yield


@contextmanager
def off_duty(folder: Path) -> Iterator[None]:
    """Keep everybody else away meanwhile. Raises SomebodyAtWork when there is somebody."""
    with _locked(folder, fcntl.LOCK_EX | fcntl.LOCK_NB):
        yield


@contextmanager
def alone(folder: Path, name: str) -> Iterator[bool]:
    """Whether nobody else does the work of that name on this folder; ends with the process."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(folder / name, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        yield False
        return
    try:
        yield True
    finally:
        os.close(descriptor)


@contextmanager
def _locked(folder: Path, how: int) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Children of the server inherit the lock, so that it holds as long as any of them lives.
    descriptor = os.open(folder / "server.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, how)
        yield
    except BlockingIOError:
        raise SomebodyAtWork from None
    finally:
        os.close(descriptor)
