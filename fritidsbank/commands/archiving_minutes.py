"""A year of a group of the open minutes as one file, for whoever keeps archives."""

from pathlib import Path

import click
from sqlalchemy import select

from fritidsbank.commands.shop import Shop, pass_shop
from fritidsbank.refusals import N_


@click.command()
@click.argument("year", type=click.IntRange(1900, 2900))
@click.option("--group", "slug", required=True, help="The group, as in its address.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write."
)
@pass_shop
def archive(shop: Shop, year: int, slug: str, output: Path | None) -> None:
    """Write what a group published in YEAR: JSON, PDF, originals and their checksums."""
    # `fritidsbank minutes read` stands beside, and does without all this.
    from fritidsbank.minutes.archive.archiving import NoSuchGroupToKeep  # noqa: PLC0415
    from fritidsbank.minutes.archive.package import name_of, write_package  # noqa: PLC0415
    from fritidsbank.minutes.models import Group  # noqa: PLC0415

    with shop.reading() as db:
        group = db.scalar(select(Group).where(Group.slug == slug))
        if group is None:
            raise NoSuchGroupToKeep
        file = output or Path(name_of(group, year))
        with file.open("wb") as made:
            files = write_package(db, group, year, made, url=shop.settings.url)
    shop.tell(N_("{files} files written to {name}."), files=files, name=str(file))
