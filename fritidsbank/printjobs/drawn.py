"""A job as its printer takes it: drawn in the moment when it is sent, of what is true then."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from fritidsbank.printing.conversation import Document
from fritidsbank.printing.drawing import Drawing
from fritidsbank.printing.encoding import encoded
from fritidsbank.printing.profiles import Medium, Printer, medium_for, printer_with, surface_of
from fritidsbank.printing.sheets import each
from fritidsbank.printjobs.designs import Designs
from fritidsbank.printjobs.models import PrintJob, ShopPrinter
from fritidsbank.printjobs.rules import MOST_LABELS, NothingToPrint, WrongCopies


@dataclass(frozen=True)
class LaidOut:
    """What shall be on the labels, not yet in the dots of a printer: that takes its time."""

    job: PrintJob
    drawings: Sequence[Drawing]
    printer: Printer
    medium: Medium

    def document(self) -> Document:
        """In the language of the printer. Raises TooNarrow, NoSuchPlace.

        `start` among what the job refers to is the first label of a sheet that is not used yet.
        """
        job = self.job
        labels = list(each(self.drawings, job.copies))
        start = int(job.refers_to.get("start", 1))
        pieces = encoded(labels, self.printer, self.medium, start=start, lang=job.language)
        name = f"{job.design}-{job.id}"
        return Document(b"".join(pieces), self.printer, self.medium, name, len(labels))


def laid_out(db: Session, designs: Designs, job: PrintJob) -> LaidOut:
    """What a job refers to, as it is now.

    Raises NothingToPrint, WrongCopies, NoSuchPrinter, NoSuchMedium, NoSuchDesign, and whatever the
    design refuses.
    """
    printer = printer_with(db.get_one(ShopPrinter, job.printer_id).model)
    medium = medium_for(printer, job.medium)
    surface = surface_of(printer, medium)
    drawings = designs[job.design].draw(db, job.refers_to, surface, job.language)
    if not drawings:
        raise NothingToPrint
    if len(drawings) * job.copies > MOST_LABELS:
        raise WrongCopies(MOST_LABELS)
    return LaidOut(job, drawings, printer, medium)
