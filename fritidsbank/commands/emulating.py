"""A printer on the screen, for whoever has none beside the keyboard."""

import errno
import signal
import sys
from pathlib import Path

import click

from fritidsbank.commands.shop import Shop, pass_shop
from fritidsbank.printing.emulators.faults import Fault, Head
from fritidsbank.printing.emulators.listening import emulator
from fritidsbank.printing.emulators.machine import HEADS, Machine
from fritidsbank.refusals import N_
from fritidsbank.serving import PortTaken

WORDS = [fault.value for fault in Fault]


@click.command()
@click.option("--language", type=click.Choice([*HEADS]), required=True, help="What it understands.")
@click.option("--port", type=click.IntRange(0, 65535), default=9100, show_default=True)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    show_default="here",
    help="Where labels come out, as label-0001.png and so on.",
)
@click.option("--fault", type=click.Choice(WORDS), default=Fault.OK.value, show_default=True)
@click.option("--dpi", type=click.IntRange(100, 1200), help="Usual for the language otherwise.")
@click.option("--width", type=click.IntRange(8, 3000), help="Dots across the paper, likewise.")
@click.option(
    "--roll", nargs=2, type=click.IntRange(0, 300), default=(62, 29), show_default=True,
    help="What lies in a Brother, in mm across and along; 0 along has no end.",
)  # fmt: skip
@pass_shop
def printer_emulator(
    shop: Shop,
    language: str,
    port: int,
    folder: Path,
    fault: str,
    dpi: int | None,
    width: int | None,
    roll: tuple[int, int],
) -> None:
    """Be a network printer whose labels come out as pictures.

    It listens on this computer only, until Ctrl-C. Type the name of a fault and Enter to see what
    the shop makes of it, and ok to mend it.
    """
    usual = HEADS[language]
    head = Head(width or usual.dots, dpi or usual.dpi)
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with emulator(
            language, folder=folder, fault=fault, port=port, head=head, roll=roll, tell=shop.tell
        ) as machine:
            shop.tell(N_("The printer listens at tcp://127.0.0.1:{port}"), port=str(machine.port))
            shop.tell(N_("Faults to type: {words}"), words=", ".join(WORDS))
            _obey(shop, machine)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(str(port)) from None
        raise
    except KeyboardInterrupt:
        shop.tell(N_("The printer is off."))
    finally:
        signal.signal(signal.SIGTERM, before)


def _obey(shop: Shop, machine: Machine) -> None:
    """What is typed, until nobody types any more."""
    for line in sys.stdin:
        word = line.strip().lower()
        if word in WORDS:
            machine.fault = word
            shop.tell(N_("The printer now has: {fault}"), fault=word)
        elif word:
            shop.tell(
                N_("There is no fault called {word}. There are: {words}"),
                word=word,
                words=", ".join(WORDS),
            )
    if not sys.stdin.isatty():
        # As a service it has nobody who types, and works all the same.
        signal.pause()
