"""Printers that the program knows."""

import click

from fritidsbank.printing.profiles import Medium, Printer, media, printers

_INDENT = " " * 4


@click.command("printers")
@click.option(
    "--media", "with_media", is_flag=True, help="Every roll and sheet with its size, too."
)
def list_printers(*, with_media: bool) -> None:
    """List the printers that the program speaks to, and the rolls and sheets that fit into each."""
    for printer in printers().values():
        click.echo(f"{printer.id:<28}{printer.name}")
        click.echo(f"{_INDENT}{_about(printer)}")
        if with_media:
            for each in printer.media:
                click.echo(f"{_INDENT}{_sized(media()[each])}")
        else:
            click.echo(
                click.wrap_text(
                    " ".join(printer.media), initial_indent=_INDENT, subsequent_indent=_INDENT
                )
            )


def _about(printer: Printer) -> str:
    facts = [printer.language, f"{printer.dpi} dpi" if printer.dpi else "", *printer.transports]
    return ", ".join(fact for fact in facts if fact)


def _sized(medium: Medium) -> str:
    high = "" if medium.height_mm is None else f" x {medium.height_mm:g}"
    return f"{medium.id:<24}{medium.width_mm:g}{high} mm".ljust(46) + medium.name
