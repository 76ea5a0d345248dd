"""Bringing a document to a printer, once, within its time: tcp, device, ipp and folder."""

import os
from contextlib import suppress
from pathlib import Path
from time import sleep

from fritidsbank.printing import ipp
from fritidsbank.printing.addresses import Address
from fritidsbank.printing.conversation import Delivery, Document, Ending, talked
from fritidsbank.printing.ipp_line import Deadline
from fritidsbank.printing.lines import DeviceLine, TcpLine
from fritidsbank.printing.profiles import Stock
from fritidsbank.printing.reaching import CONNECT_SECONDS
from fritidsbank.printing.status import Trouble

_AGAIN_SECONDS = 0.2
_MIME = {"pdf": "application/pdf", "pwg": "image/pwg-raster", "png": "image/png"}
_ANY_MIME = "application/octet-stream"


def deliver(document: Document, to: Address, *, folder: Path, within: float) -> Delivery:
    """Bring it there, and say how it went: it is never tried twice, and nothing is raised.

    `folder` is where folders of the kind folder:// lie. All is over after `within` seconds.
    """
    deadline = Deadline(within)
    match to.scheme:
        case "tcp":
            seconds = min(CONNECT_SECONDS, within)
            return talked(lambda: TcpLine(to.host, to.port, seconds), document, deadline, to.scheme)
        case "device":
            return talked(lambda: DeviceLine(to.path), document, deadline, to.scheme)
        case "ipp" | "ipps":
            return _by_ipp(document, str(to), deadline)
        case _:
            return _into(to.folder_in(folder), document)


def _by_ipp(document: Document, address: str, deadline: Deadline) -> Delivery:
    """Ask, hand over, and ask after it as long as there is time."""
    medium = document.medium
    size = (medium.width_mm, medium.height_mm) if medium.height_mm else None
    mime = _MIME.get(document.printer.language, _ANY_MIME)
    try:
        troubles = ipp.printer_status(address, within=deadline.left()).troubles
        if troubles:
            return Delivery(Ending.FAILED, troubles[0])
        job = ipp.sent(
            address,
            document.data,
            mime,
            document.name,
            size_mm=size if medium.stock is not Stock.RECEIPT else None,
            within=deadline.left(),
        )
    except TimeoutError:
        return Delivery(Ending.FAILED, Trouble.NO_ANSWER)
    except ipp.Unprinted as why:
        if why.perhaps_printed:
            return Delivery(Ending.UNKNOWN, why.trouble)
        # A line that broke before the document left is no reason to look for what came out.
        broke = why.trouble is Trouble.CUT_OFF
        return Delivery(Ending.FAILED, Trouble.NO_ANSWER if broke else why.trouble)
    return _asked_after(address, job, deadline)


def _asked_after(address: str, job: int, deadline: Deadline) -> Delivery:
    try:
        while True:
            state = ipp.job_state(address, job, within=deadline.left())
            if state is ipp.JobState.PRINTED:
                return Delivery(Ending.PRINTED)
            if state is not ipp.JobState.WAITING:
                return Delivery(Ending.UNKNOWN, Trouble.FAULT)
            sleep(min(_AGAIN_SECONDS, deadline.left()))
    except TimeoutError:
        return Delivery(Ending.SENT)
    except ipp.Unprinted as why:
        # It has taken the whole document. Whether it is printed is what cannot be asked now.
        slow = why.trouble is Trouble.NO_ANSWER
        return Delivery(Ending.SENT) if slow else Delivery(Ending.UNKNOWN, why.trouble)


def _into(folder: Path, document: Document) -> Delivery:
    """A file that is there whole or not at all, for whoever empties the folder."""
    ending = "bin" if document.printer.language == "brother" else document.printer.language
    file = folder / f"{document.name}.{ending}"
    draft = folder / f".{file.name}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft.write_bytes(document.data)
        os.replace(draft, file)  # noqa: PTH105 - what Path.replace does, and a name that says so
    except OSError:
        with suppress(OSError):
            draft.unlink()
        return Delivery(Ending.FAILED, Trouble.NOT_WRITTEN)
    return Delivery(Ending.SENT)
