"""Printers that the program knows, and a label at once."""

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

import click

from fritidsbank.commands.shop import Shop, pass_shop
from fritidsbank.labels.making import Made, made, printer_and_medium
from fritidsbank.printing.addresses import address_for
from fritidsbank.printing.conversation import Document, Ending
from fritidsbank.printing.profiles import Medium, Printer, media, printers
from fritidsbank.printing.status import SENTENCES, Trouble
from fritidsbank.printing.transports import deliver
from fritidsbank.printjobs.rules import seconds_for
from fritidsbank.refusals import Malformed, N_, Refusal

MOST_COPIES = 500
_INDENT = " " * 4
_SENT = {
    Ending.PRINTED: N_("The printer has printed it."),
    Ending.SENT: N_("It was sent. Look whether it came out."),
}


@dataclass(eq=False)
class WhichPrinter(Malformed):
    """Its language is not known from the ending of the file."""

    message = N_("Name a printer, or a file that ends with .png or .pdf.")


@dataclass(eq=False)
class NotPrinted(Refusal):
    """`why` is a sentence in the language of whoever sits at the terminal."""

    why: str

    message = N_("Not printed, as far as is known. {why}")


@click.command("printers")
@click.option("--media", "with_media", is_flag=True, help="Every roll and sheet on a line, too.")
def list_printers(*, with_media: bool) -> None:
    """List the printers that the program speaks to, and the rolls and sheets that fit into each."""
    for printer in printers().values():
        click.echo(f"{printer.id:<26}{printer.name}")
        click.echo(f"{_INDENT}{_about(printer)}")
        if with_media:
            for each in printer.media:
                click.echo(f"{_INDENT}{_sized(media()[each])}")
        else:
            click.echo(_wrapped(printer.media))


@click.command()
@click.argument("number")
@click.option("--printer", default="", metavar="MODEL", help="As `fritidsbank printers` lists it.")
@click.option("--media", "medium", default="", help="Roll or sheet; a part of its name will do.")
@click.option("--design", default="", help="article, small, ladder, flag, shelf, card.")
@click.option("--copies", type=click.IntRange(1, MOST_COPIES), default=1, show_default=True)
@click.option("--to", default="", help="Send it there instead: tcp://192.168.1.20:9100, say.")
@click.option("-o", "--output", default="-", help="A file: .png, .pdf, or as the printer takes it.")
@pass_shop
def label(
    shop: Shop,
    number: str,
    printer: str,
    medium: str,
    design: str,
    copies: int,
    to: str,
    output: str,
) -> None:
    """Draw the label of NUMBER: of an article, of a shelf, or of a card."""
    ending = "" if to else Path(output).suffix.removeprefix(".").lower()
    if not printer and ending not in {"png", "pdf"}:
        raise WhichPrinter
    drawn_for = printer_and_medium(printer, medium, ending)
    with shop.reading() as db:
        drawn = made(db, number, design, *drawn_for, home=shop.settings.url)
    if to:
        _send(shop, drawn, copies, to, name=_file_name(number))
    else:
        _write(output, drawn.encoded(copies))


def _file_name(number: str) -> str:
    """In a folder the next label must not take the place of this one."""
    return "label-" + "".join(sign for sign in number if sign.isascii() and sign.isalnum())


def _send(shop: Shop, drawn: Made, copies: int, to: str, *, name: str) -> None:
    """Straight to a printer, past the queue. Raises BadAddress, NotReachedSo, NotPrinted."""
    address = address_for(drawn.printer, to)
    labels = copies * len(drawn.drawings)
    document = Document(b"".join(drawn.encoded(copies)), drawn.printer, drawn.medium, name, labels)
    done = deliver(document, address, folder=shop.settings.printed, within=seconds_for(labels))
    if done.ending in {Ending.FAILED, Ending.UNKNOWN}:
        raise NotPrinted(shop.sentence(SENTENCES[done.trouble or Trouble.FAULT]))
    shop.tell(_SENT[done.ending])


def _write(output: str, pieces: Iterable[bytes]) -> None:
    """All of it or nothing: half a label in a file would be taken for one."""
    if output == "-":
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        return
    path = Path(output)
    try:
        _write_whole(path, pieces)
    except OSError as trouble:
        # Of the draft beside it nobody has heard.
        raise type(trouble)(trouble.errno, trouble.strerror, output) from None


def _write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
        draft = Path(file.name)
        try:
            for piece in pieces:
                file.write(piece)
            file.flush()
            draft.chmod(0o666 & ~_mask())
            draft.replace(path)
        except BaseException:
            draft.unlink()
            raise


def _mask() -> int:
    """Who may not read a new file here: a temporary one is for its owner alone."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _about(printer: Printer) -> str:
    facts = [printer.language, f"{printer.dpi} dpi" if printer.dpi else "", *printer.transports]
    return ", ".join(fact for fact in facts if fact)


def _wrapped(words: Iterable[str]) -> str:
    return click.wrap_text(" ".join(words), initial_indent=_INDENT, subsequent_indent=_INDENT)


def _sized(medium: Medium) -> str:
    high = "" if medium.height_mm is None else f" x {medium.height_mm:g}"
    return f"{medium.id:<22}{f'{medium.width_mm:g}{high} mm':<16}{medium.name}"
