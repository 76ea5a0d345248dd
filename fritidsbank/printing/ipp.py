"""Printing over IPP: a document is handed over, and the printer is asked how it went.

Nothing but the address is ever called: no redirect is followed, no proxy used. A call ends within
its time whatever the other side does, and reads no more than 64 kB of it. A printer with a
certificate of its own is known by its fingerprint, written behind the address:
`ipps://printer.example.se/ipp/print#sha256:4f2a…`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import partial

from fritidsbank.printing import ipp_line
from fritidsbank.printing.ipp_line import Deadline, LineBroken, NotTrusted
from fritidsbank.printing.ipp_messages import (
    Answer,
    Asked,
    Attributes,
    Garbled,
    Operation,
    Tag,
    answer,
    request,
)
from fritidsbank.printing.reaching import Unreachable
from fritidsbank.printing.status import Status, Trouble

SECONDS = 5.0
"""So long a call may take, its document included."""
WHO = "fritidsbank"
_GONE = {0x0406, 0x0407}
"""The printer knows no such job (any more)."""
_INCH, _PER_CM = 3, 4


class JobState(Enum):
    """How far a job has come, as the printer tells it."""

    WAITING = "waiting"  # queued, or being printed
    PRINTED = "printed"
    FAILED = "failed"  # cancelled or given up
    UNKNOWN = "unknown"  # printers forget


class Unprinted(Exception):  # noqa: N818 - it is an answer, not an error
    """It did not work, for this reason; `perhaps_printed` if the document had begun to leave."""

    def __init__(self, trouble: Trouble, said: str = "", *, perhaps_printed: bool = False) -> None:
        super().__init__(f"{trouble.value}: {said}" if said else trouble.value)
        self.trouble = trouble
        self.perhaps_printed = perhaps_printed


@dataclass(frozen=True)
class Abilities:
    """What a printer takes: MIME types, and the dots per inch of its raster format."""

    formats: tuple[str, ...]
    raster_dpi: tuple[int, ...]


def sent(
    address: str,
    document: bytes | Iterable[bytes],
    mime: str,
    job_name: str,
    *,
    size_mm: tuple[float, float] | None = None,
    within: float = SECONDS,
) -> int:
    """Hand a document over; the number of its job. Raises Unprinted.

    In pieces it is sent as it is made. `size_mm` is the paper that must be in the printer. The
    printer is first asked whether it would take it, so that a refusal comes before the document.
    """
    ask = partial(_asked, address, deadline=Deadline(within))
    about: Asked = {
        "printer-uri": (Tag.URI, address.partition("#")[0]),
        "requesting-user-name": (Tag.NAME, WHO),
        "job-name": (Tag.NAME, job_name),
        "document-format": (Tag.MIME, mime),
    }
    # Some refuse what others need to print a sheet in its own size.
    wishes = _wishes(size_mm)
    if not ask(request(Operation.VALIDATE_JOB, about, wishes)).is_fine:
        wishes = {}
        _expect(ask(request(Operation.VALIDATE_JOB, about)))
    done = ask(request(Operation.PRINT_JOB, about, wishes), document)
    _expect(done)
    number = _number(done.job, "job-id")
    if number is None:
        raise Unprinted(Trouble.FAULT, "no number for the job", perhaps_printed=True)
    return number


def job_state(address: str, job: int, *, within: float = SECONDS) -> JobState:
    """How far a job has come. Raises Unprinted."""
    about: Asked = {
        "printer-uri": (Tag.URI, address.partition("#")[0]),
        "job-id": (Tag.INTEGER, job),
        "requesting-user-name": (Tag.NAME, WHO),
        "requested-attributes": (Tag.KEYWORD, ["job-state", "job-state-reasons"]),
    }
    told = _asked(address, request(Operation.GET_JOB_ATTRIBUTES, about), deadline=Deadline(within))
    if told.status in _GONE:
        return JobState.UNKNOWN
    _expect(told)
    return state_of(told.job)


def printer_status(address: str, *, within: float = SECONDS) -> Status:
    """What troubles the printer, if anything. Raises Unprinted when it cannot be asked."""
    wanted = ["printer-state", "printer-state-reasons", "queued-job-count", "media-ready"]
    return status_of(_attributes(address, wanted, within))


def abilities(address: str, *, within: float = SECONDS) -> Abilities:
    """What the printer takes. Raises Unprinted."""
    wanted = ["document-format-supported", "pwg-raster-document-resolution-supported"]
    return abilities_of(_attributes(address, wanted, within))


def fingerprint(address: str, *, within: float = SECONDS) -> str:
    """What a printer's certificate is known by, to be written behind its address.

    Raises Unprinted.
    """
    try:
        return ipp_line.fingerprint(address, Deadline(within))
    except Unreachable as trouble:
        raise Unprinted(Trouble.NOT_THERE, str(trouble)) from None


def state_of(job: Attributes) -> JobState:
    """The state in a job's attributes (RFC 8011, 5.3.7)."""
    reasons = {str(reason) for reason in job.get("job-state-reasons", [])}
    match _number(job, "job-state"):
        case 9:
            with_errors = "job-completed-with-errors" in reasons
            return JobState.UNKNOWN if with_errors else JobState.PRINTED
        case 7 | 8:
            return JobState.FAILED
        case 3 | 4 | 5 | 6:
            return JobState.WAITING
        case _:
            return JobState.UNKNOWN


_REASONS = {
    "media-empty": Trouble.NO_PAPER,
    "media-needed": Trouble.NO_PAPER,
    "input-tray-missing": Trouble.NO_PAPER,
    "cover-open": Trouble.LID_OPEN,
    "door-open": Trouble.LID_OPEN,
    "interlock-open": Trouble.LID_OPEN,
    "media-jam": Trouble.JAM,
    "marker-supply-empty": Trouble.NO_RIBBON,
    "toner-empty": Trouble.NO_RIBBON,
    "cutter": Trouble.CUTTER,
    "fuser-over-temp": Trouble.HOT,
    "paused": Trouble.PAUSED,
    "moving-to-paused": Trouble.PAUSED,
    "spool-area-full": Trouble.FAULT,
    "output-area-full": Trouble.FAULT,
    "shutdown": Trouble.NOT_THERE,
    "timed-out": Trouble.NO_ANSWER,
    "connecting-to-device": Trouble.NO_ANSWER,
    "other": Trouble.FAULT,
}
_STOPS = {"media-needed", "media-jam", "cover-open", "door-open", "interlock-open"}
"""Nothing is printed meanwhile, however lightly a printer says it."""
_STOPPED = 5


def status_of(printer: Attributes) -> Status:
    """The status in a printer's attributes (RFC 8011, 5.4.12; PWG 5100.9)."""
    troubles: list[Trouble] = []
    for reason in map(str, printer.get("printer-state-reasons", [])):
        word, _, weight = reason.rpartition("-")
        if weight not in {"error", "warning", "report"}:
            word = reason
        elif weight != "error" and word not in _STOPS:
            continue  # paper is running low, or another tray is empty
        known = _REASONS.get(word) or next(
            (trouble for start, trouble in _REASONS.items() if word.startswith(start + "-")), None
        )
        if known and known not in troubles:
            troubles.append(known)
    if not troubles and _number(printer, "printer-state") == _STOPPED:
        troubles.append(Trouble.FAULT)
    ready = printer.get("media-ready", [])
    waiting = _number(printer, "queued-job-count")
    return Status(tuple(troubles), waiting, str(ready[0]) if ready else "")


def abilities_of(printer: Attributes) -> Abilities:
    """What its attributes say that it takes."""
    found = printer.get("pwg-raster-document-resolution-supported", [])
    dots = {
        across if unit == _INCH else round(across * 2.54)
        for across, along, unit in map(_resolution, found)
        if across == along and unit in {_INCH, _PER_CM}
    }
    formats = tuple(str(one) for one in printer.get("document-format-supported", []))
    return Abilities(formats, tuple(sorted(dots)))


def _wishes(size_mm: tuple[float, float] | None) -> Asked:
    """Not made smaller to fit, which would spoil the codes and miss the labels; on this paper."""
    wishes: Asked = {"print-scaling": (Tag.KEYWORD, "none")}
    if size_mm is None:
        return wishes
    across, along = (round(side * 100) for side in size_mm)
    size: Asked = {"x-dimension": (Tag.INTEGER, across), "y-dimension": (Tag.INTEGER, along)}
    medium: Asked = {"media-size": (Tag.COLLECTION, size)}
    return {**wishes, "media-col": (Tag.COLLECTION, medium)}


def _attributes(address: str, wanted: list[str], within: float) -> Attributes:
    about: Asked = {
        "printer-uri": (Tag.URI, address.partition("#")[0]),
        "requesting-user-name": (Tag.NAME, WHO),
        "requested-attributes": (Tag.KEYWORD, wanted),
    }
    message = request(Operation.GET_PRINTER_ATTRIBUTES, about)
    told = _asked(address, message, deadline=Deadline(within))
    _expect(told)
    return told.printer


def _asked(
    address: str,
    message: bytes,
    document: bytes | Iterable[bytes] | None = None,
    *,
    deadline: Deadline,
) -> Answer:
    """What the printer answers, whatever it answers. Raises Unprinted."""
    begun = document is not None
    try:
        code, raw = ipp_line.posted(address, message, document, deadline)
    except NotTrusted as trouble:
        raise Unprinted(Trouble.NOT_TRUSTED, str(trouble)) from None
    except Unreachable as trouble:
        raise Unprinted(Trouble.NOT_THERE, str(trouble)) from None
    except TimeoutError as trouble:
        raise Unprinted(Trouble.NO_ANSWER, str(trouble), perhaps_printed=begun) from None
    except LineBroken as trouble:
        raise Unprinted(Trouble.CUT_OFF, str(trouble), perhaps_printed=begun) from None
    if code != 200:
        refused = Trouble.FAULT if code >= 500 else Trouble.REFUSED
        raise Unprinted(refused, f"HTTP status {code}")
    try:
        return answer(raw)
    except Garbled as trouble:
        raise Unprinted(Trouble.FAULT, str(trouble), perhaps_printed=begun) from None


def _expect(told: Answer) -> None:
    """Raises Unprinted unless it was done."""
    if told.is_fine:
        return
    # 0x05.. is a trouble of the printer's own, 0x04.. of what it was asked.
    raise Unprinted(Trouble.FAULT if told.status >= 0x0500 else Trouble.REFUSED, told.said)


def _number(attributes: Attributes, name: str) -> int | None:
    values = attributes.get(name, [])
    return values[0] if values and isinstance(values[0], int) else None


def _resolution(value: object) -> tuple[int, int, int]:
    across, along, unit = value if isinstance(value, tuple) and len(value) == 3 else (0, 0, 0)
    return across, along, unit
