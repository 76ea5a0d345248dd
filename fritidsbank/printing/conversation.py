"""Talking to a printer over a line: asking how it is, sending, and finding out how it went.

What is known of a job at its end is one of four things, and no more is ever claimed:
printed (the printer said so), sent (every byte was taken), unknown (something left, and then the
line broke or the time was over), failed (nothing of the job left).
"""

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from enum import Enum
from time import sleep
from typing import Any

from fritidsbank.printing.encoding import language
from fritidsbank.printing.ipp_line import Deadline
from fritidsbank.printing.lines import Line
from fritidsbank.printing.profiles import Medium, Printer
from fritidsbank.printing.reaching import HungUp
from fritidsbank.printing.status import Status, Trouble

ASK_SECONDS = 1.5
_GOODBYE_SECONDS = 0.8
_AGAIN_SECONDS = 0.15
_QUIET_SECONDS = 1.5
"""Between the pages of a job a printer says that it is done, and begins again."""
LONGEST_ANSWER = 64 * 1024
"""Bytes. A status has a hundred; what talks on and on is no printer, and shall fill no memory."""


class Ending(Enum):
    """What is known of a job at its end."""

    PRINTED = "printed"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"


@dataclass(frozen=True)
class Delivery:
    """How it went, and what the printer or its line suffers from."""

    ending: Ending
    trouble: Trouble | None = None


@dataclass(frozen=True)
class Document:
    """A job in the language of its printer. `name` is for queues and files: no person's."""

    data: bytes
    printer: Printer
    medium: Medium
    name: str
    labels: int = 1


@dataclass
class Conversation:
    """One job on one line.

    `answers`: the printer can be asked over a line of this kind; `may_be_silent`: and if it says
    nothing, that is no trouble.
    """

    line: Line
    document: Document
    deadline: Deadline
    answers: bool = True
    may_be_silent: bool = False

    def held(self) -> Delivery:
        """From the first question to the last."""
        try:
            answers = self.answers and self._asked_first()
            self.line.gone = 0
            self.line.send(self.document.data, self.deadline)
            return self._heard_out() if answers else self._said_goodbye()
        except _Stop as stop:
            return stop.delivery
        except TimeoutError:
            return self._broken(Trouble.NO_ANSWER)
        except OSError:
            return self._broken(Trouble.CUT_OFF)

    def _asked_first(self) -> bool:
        """Whether it answers at all. Stops before anything is sent when something troubles it."""
        try:
            status = self._asked(Deadline(ASK_SECONDS))
        except ValueError:
            raise _Stop(Ending.FAILED, Trouble.REFUSED) from None
        except OSError:
            raise _Stop(Ending.FAILED, Trouble.NO_ANSWER) from None
        if status is None:
            if not self.may_be_silent:
                raise _Stop(Ending.FAILED, Trouble.NO_ANSWER)
            return False
        if status.troubles:
            raise _Stop(Ending.FAILED, status.troubles[0])
        return True

    def _heard_out(self) -> Delivery:
        """Until the printer says that nothing is left to print, or the time is over."""
        speaks = getattr(self._language, "REPORTS", False)
        status = self._reported() if speaks else self._asked_until_done()
        if status is None:
            return self._broken(Trouble.NO_ANSWER)
        if status.troubles:
            return self._broken(status.troubles[0])
        with suppress(OSError):  # whatever comes of the line now, the printer has spoken
            self.line.finish(0.0)
        return Delivery(Ending.PRINTED if status.waiting == 0 else Ending.SENT)

    def _asked_until_done(self) -> Status | None:
        """What it says at the end. One that cannot say how much is left is asked once."""
        status, times_done = None, 0
        try:
            while times_done < 2:
                status = self._asked(Deadline(self.deadline.left()))
                if status is None or status.troubles or status.waiting is None:
                    return status
                # Between a label and the next one it has done for a moment.
                times_done = times_done + 1 if status.waiting == 0 else 0
                sleep(min(_AGAIN_SECONDS, self.deadline.left()))
        except (TimeoutError, ValueError):
            return status if times_done == 0 else Status(waiting=1)
        return status

    def _reported(self) -> Status | None:
        """The last that a printer says which speaks by itself while it prints."""
        status, said = None, b""
        while self._language.completed(said) < self.document.labels:
            between = status is not None and status.waiting == 0
            try:
                left = self.deadline.left()
            except TimeoutError:
                break
            more = self.line.hear(min(left, _QUIET_SECONDS) if between else left)
            if not more:
                break
            said += more
            try:
                status = self._heard(said) if self._language.complete(said) else status
            except ValueError:
                return None
            if status is not None and status.troubles:
                return status
        else:
            return Status(waiting=0)
        # A printer that went off between two labels is as quiet as one that is done.
        return status and Status(waiting=1)

    def _said_goodbye(self) -> Delivery:
        """A printer that tells nothing: whether it has taken every byte is all there is to know."""
        all_taken = self.line.finish(min(_GOODBYE_SECONDS, self.deadline.left()))
        return Delivery(Ending.SENT) if all_taken else self._broken(Trouble.NO_ANSWER)

    def _asked(self, deadline: Deadline) -> Status | None:
        """What it answers; None when it does not. Raises ValueError when it is no printer's."""
        self.line.send(self._language.ASK, deadline)
        said = b""
        while not self._language.complete(said):
            try:
                more = self.line.hear(deadline.left())
            except TimeoutError:
                break
            if more is None:
                break
            if not more:
                raise ConnectionError("it has hung up")
            said += more
            if len(said) > LONGEST_ANSWER:
                break
        return self._heard(said) if said else None

    def _heard(self, said: bytes) -> Status:
        """Raises ValueError when it is no printer's."""
        if len(said) > LONGEST_ANSWER:
            raise ValueError("it talks on and on")
        status: Status = self._language.heard(said, self.document.medium)
        return status

    def _broken(self, trouble: Trouble) -> Delivery:
        self.line.abort()
        return Delivery(Ending.UNKNOWN if self.line.gone else Ending.FAILED, trouble)

    @property
    def _language(self) -> Any:  # noqa: ANN401 - a module; see languages/__init__.py
        return language(self.document.printer.language)


class _Stop(Exception):  # noqa: N818 - the end of a conversation
    def __init__(self, ending: Ending, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.delivery = Delivery(ending, trouble)


def talked(
    called: Callable[[], Line], document: Document, deadline: Deadline, way: str
) -> Delivery:
    """A conversation on a line that is opened for it, by tcp or to a device."""
    printer = document.printer
    answers = printer.status and way in printer.quirks.get("status_over", ("tcp", "device"))
    try:
        line = called()
    except HungUp:
        return Delivery(Ending.FAILED, Trouble.NO_ANSWER)
    except OSError:
        return Delivery(Ending.FAILED, Trouble.NOT_THERE)
    with closing(line):
        # Not every cable and driver carries an answer.
        return Conversation(line, document, deadline, answers, way == "device").held()
