"""How a ski binding is set, without a register and without keeping anything."""

import click

from fritidsbank.commands.shop import Shop, pass_shop
from fritidsbank.workshop.bindings import WHY_NONE, setting
from fritidsbank.workshop.skiers import Skier, SkierType, number

TYPES = [each.value for each in SkierType]


@click.command()
@click.option("--weight", required=True, metavar="KG", help="Of the skier.")
@click.option("--height", required=True, metavar="CM", help="Of the skier.")
@click.option(
    "--type", "kind", required=True, type=click.Choice(TYPES), help="The skier chooses it."
)
@click.option("--age", required=True, metavar="YEARS", help="Of the skier.")
@click.option("--sole", required=True, metavar="MM", help="Of the boot; it stands there.")
@pass_shop
def binding(shop: Shop, weight: str, height: str, kind: str, age: str, sole: str) -> None:
    """Say the release value (Z) of a ski binding, or none and why: ISO 11088, annex B."""
    skier = Skier(number(weight), number(height), number(age), SkierType(kind))
    found = setting(skier, number(sole))
    click.echo("none" if found.missing else found.value)
    if found.missing:
        shop.tell(WHY_NONE[found.missing], row=found.row.code, column=found.column.name)
