"""A job as its printer takes it: drawn in the moment when it is sent, of what is true then."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from fritidsbank.printing.conversation import Document
from fritidsbank.printing.drawing import Drawing
from fritidsbank.printing.encoding import encoded
from fritidsbank.printing.profiles import Medium, Printer, medium_for, printer_with, surface_of
from fritidsbank.printjobs.designs import Designs
from fritidsbank.printjobs.models import PrintJob, ShopPrinter
from fritidsbank.printjobs.rules import MOST_LABELS, NothingToPrint, WrongCopies


@dataclass(frozen=True)
class LaidOut:
    """What shall be on the labels, not yet in the dots of a printer: that takes its time."""

    name: str
    drawings: Sequence[Drawing]
    copies: int
    printer: Printer
    medium: Medium

    def document(self) -> Document:
        """In the language of the printer. Raises TooNarrow."""
        all_of_them = [drawing for drawing in self.drawings for _ in range(self.copies)]
        data = b"".join(encoded(all_of_them, self.printer, self.medium))
        return Document(data, self.printer, self.medium, self.name, len(all_of_them))


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
    return LaidOut(f"{job.design}-{job.id}", drawings, job.copies, printer, medium)
