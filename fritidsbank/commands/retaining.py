"""Retention by hand: what would be forgotten, or forgetting it now."""

import click

from fritidsbank import migrating
from fritidsbank.commands.shop import Shop, pass_shop
from fritidsbank.on_duty import on_duty
from fritidsbank.privacy.retaining import dry_run, retain
from fritidsbank.privacy.telling import told, would_do
from fritidsbank.refusals import N_


@click.command()
@click.option("--dry-run", "only_look", is_flag=True, help="Only say what would be done.")
@pass_shop
def retention(shop: Shop, *, only_look: bool) -> None:
    """Delete now what is older than the operator's settings say ("gallring").

    `tick` does the same once a day by itself.
    """
    if only_look:
        with shop.reading() as db:
            found = dry_run(db, shop.settings.data, now=shop.now)
        for sentence, facts in would_do(found):
            shop.tell(sentence, **facts)
        return
    migrating.check_schema(shop.store)
    with on_duty(shop.settings.data):
        ran = retain(shop.store, shop.settings.data, now=shop.now, by_hand=True)
    for sentence, facts in told(ran) or [(N_("Nothing was old enough."), {})]:
        shop.tell(sentence, **facts)
