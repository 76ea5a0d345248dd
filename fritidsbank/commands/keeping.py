"""Keeping the register well: upgrade, look at its health, copy it, put a copy back."""

from pathlib import Path

import click

from fritidsbank import backing_up, doctor, migrating, restoring
from fritidsbank.commands.shop import Shop, pass_shop
from fritidsbank.on_duty import off_duty, on_duty
from fritidsbank.refusals import N_
from fritidsbank.web.language import say_many

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@pass_shop
def upgrade(shop: Shop) -> None:
    """Bring the register up to this version of the program; an older one is copied first."""
    if migrating.is_old(shop.store, migrating.current(shop.store)):
        _bring_up(shop)
    else:
        shop.tell(N_("The register is up to date."))
    with shop.writing() as db:
        shop.house.furnish(db, shop.now)


def _bring_up(shop: Shop) -> None:
    with off_duty(shop.settings.data):
        done = migrating.upgrade(shop.store, shop.settings.data, now=shop.now)
    if done.copy:
        shop.tell(N_("The register as it was: {copy}"), copy=str(done.copy))
    shop.tell(N_("The register has revision {revision} now."), revision=done.after)
    with on_duty(shop.settings.data):
        shop.house.forget_again(shop.store, shop.settings.data, shop.now)


@click.command(name="doctor")
@pass_shop
def see_doctor(shop: Shop) -> None:
    """Check every invariant and the disk, and say in words what is wrong (exit code 1)."""
    migrating.check_schema(shop.store)
    found = doctor.examine(shop.store, shop.settings.data, shop.house.checks(), now=shop.now)
    for finding in found:
        mark = "✗" if finding.grave else "!"
        click.echo(f"{mark} {shop.sentence(finding.message, **finding.facts)}")
    grave = sum(finding.grave for finding in found)
    if grave:
        click.echo(say_many("{n} thing is wrong.", "{n} things are wrong.", grave, shop.language))
        raise SystemExit(1)
    shop.tell(N_("All that was checked is as it should be."))


@click.command()
@click.argument("file", type=_FILE)
@pass_shop
def backup(shop: Shop, file: Path) -> None:
    """Copy the register to FILE while the server runs, and read the copy back.

    FILE holds names and numbers: keep it where nobody else can read it.
    """
    made = backing_up.back_up(shop.store, file)
    megabytes = round(made.size / 1024**2, 1)
    shop.tell(
        N_("Copied and read back: {file}, {rows} rows, {megabytes} MB."),
        file=str(made.file),
        rows=made.rows,
        megabytes=megabytes,
    )


@click.command()
@click.argument("file", type=_FILE)
@click.option("--replace", is_flag=True, help="Keep what is here under another name.")
@pass_shop
def restore(shop: Shop, file: Path, *, replace: bool) -> None:
    """Make the backup FILE the register of this installation. The server must not be running."""
    done = restoring.restore(shop.store, file, shop.settings.data, replace=replace, now=shop.now)
    shop.tell(N_("{file} is the register now."), file=str(file))
    if done.kept:
        shop.tell(N_("What was here before: {copy}"), copy=str(done.kept))
    if migrating.is_old(shop.store, done.revision):
        shop.tell(
            N_(
                "It is from an older version. Run: fritidsbank upgrade, which also erases again "
                "whoever was erased since the copy was made."
            )
        )
        return
    with shop.writing() as db:
        shop.house.put_back(db, shop.now)
    _forget_again(shop)
    with on_duty(shop.settings.data):
        retained = shop.house.retain(shop.store, shop.settings.data, shop.now, True)  # noqa: FBT003
    for sentence, facts in retained:
        shop.tell(sentence, **facts)


def _forget_again(shop: Shop) -> None:
    """Whoever was erased since a copy was made is back with it: erase them once more."""
    with on_duty(shop.settings.data):
        again = shop.house.forget_again(shop.store, shop.settings.data, shop.now)
    if again:
        click.echo(
            say_many(
                "{n} borrower who had been erased since then is erased again.",
                "{n} borrowers who had been erased since then are erased again.",
                again,
                shop.language,
            )
        )
