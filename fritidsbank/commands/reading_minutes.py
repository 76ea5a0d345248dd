"""What stands in minutes and notices that somebody wrote elsewhere; no register is asked."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import IO, TYPE_CHECKING

import click

from fritidsbank.clock import local_day
from fritidsbank.commands.archiving_minutes import archive
from fritidsbank.commands.shop import Shop, pass_shop
from fritidsbank.minutes.reading.opening import read_document
from fritidsbank.minutes.reading.unreadable import LARGEST
from fritidsbank.refusals import N_
from fritidsbank.web.language import say

if TYPE_CHECKING:
    from fritidsbank.minutes.reading.understanding import Understood


LOOK_FIRST = N_("Look at this first")


@click.group()
def minutes() -> None:
    """Notices and minutes of open groups."""


minutes.add_command(archive)


@minutes.command("read")
@click.argument("file", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.option(
    "--near",
    type=click.DateTime(["%Y-%m-%d"]),
    help="A day around which it was written, for days without a year; else today.",
)
@pass_shop
def read(shop: Shop, file: IO[bytes], near: datetime | None, *, as_json: bool) -> None:
    """Say what is understood of FILE: PDF, Word, web page, Markdown or text.

    - is what comes in.
    """
    from fritidsbank.minutes.reading.understanding import understand  # noqa: PLC0415 - when first asked for

    document = read_document(file.name, file.read(LARGEST * 1024 * 1024 + 1))
    around = near.date() if near else local_day(shop.now)
    understood = understand(document, near=around)
    if as_json:
        click.echo(json.dumps(understood.as_json(), ensure_ascii=False, indent=2))
        return
    for line in _told(understood, shop.language):
        click.echo(line)


def _told(understood: "Understood", language: str) -> Iterator[str]:
    """For people: what was found, then the items, then what to look at."""
    facts = [
        (N_("Kind"), understood.kind),
        (N_("Group"), understood.group),
        (N_("Day"), understood.date),
        (N_("Begins"), understood.starts and f"{understood.starts:%H:%M}"),
        (N_("Place"), understood.place),
        (N_("Present"), "; ".join(map(str, understood.present))),
        (N_("Could not come"), "; ".join(map(str, understood.absent))),
        (N_("Coming days"), ", ".join(f"{each.day}" for each in understood.next_dates)),
    ]
    for word, value in facts:
        yield f"{say(word, language)}: {value or '-'}"
    for number, item in enumerate(understood.items, start=1):
        yield f"\n{number}. {item.title}"
        if item.text:
            yield item.text
    if understood.warnings:
        yield "\n" + say(LOOK_FIRST, language)
    for warned in understood.warnings:
        sentence, about = warned.told()
        yield f"- {say(sentence, language, about)}"
