"""What every command works on, and how it speaks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import click
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session

from fritidsbank import clock, migrating
from fritidsbank.db import Store
from fritidsbank.house import House
from fritidsbank.on_duty import on_duty
from fritidsbank.refusals import N_, Refusal
from fritidsbank.settings import BadSetting, Rooms, Settings
from fritidsbank.web.language import say


@dataclass(eq=False)
class RegisterUnwell(Refusal):
    """The database is locked, full, away or damaged."""

    why: str

    message = N_(
        "The register does not answer as it should ({why}). Nothing was changed. Try again; if "
        "that does not help, run: fritidsbank doctor"
    )


def house_of(settings: Settings) -> House:
    """What stands here: the whole shop, or the open minutes alone."""
    if settings.rooms is Rooms.MINUTES:
        from fritidsbank.companion import COMPANION  # noqa: PLC0415 - one of the two is loaded

        return COMPANION
    from fritidsbank.shop_house import SHOP  # noqa: PLC0415 - one of the two is loaded

    return SHOP


class Shop:
    """One installation, opened when it is first needed."""

    def __init__(self, settings: Settings, language: str) -> None:
        self.settings = settings
        self.language = language
        self.house: House = house_of(settings)
        self.now: datetime = clock.now()

    @cached_property
    def store(self) -> Store:
        """The register; a command that asks none does without, and starts at once."""
        return _store_of(self.house, self.settings)

    def close(self) -> None:
        """Let go of the register, if it was asked for."""
        if "store" in self.__dict__:
            self.store.close()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A unit of work on a register of our schema, committed at its end."""
        migrating.check_schema(self.store)
        with on_duty(self.settings.data), self.store.writing() as db:
            yield db
            db.commit()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A look at a register of our schema."""
        migrating.check_schema(self.store)
        with self.store.reading() as db:
            yield db

    def sentence(self, msgid: str, **facts: object) -> str:
        """A sentence in the language of whoever sits at the terminal."""
        return say(msgid, self.language, facts)

    def tell(self, msgid: str, **facts: object) -> None:
        """Say it."""
        click.echo(self.sentence(msgid, **facts))


pass_shop = click.make_pass_decorator(Shop)


class Commands(click.Group):
    """Says refusals as sentences instead of tracebacks."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what was typed; a wrong setting leaves nothing that --help could list."""
        try:
            return super().parse_args(ctx, args)
        except Refusal as refusal:
            raise click.ClickException(_spoken(ctx, refusal)) from None

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a refusal ends it with its sentence."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            raise click.ClickException(_spoken(ctx, refusal)) from None
        except DBAPIError as error:
            # Its own text would repeat the values of the statement, names among them.
            unwell = RegisterUnwell(type(error.orig).__name__)
            raise click.ClickException(_spoken(ctx, unwell)) from None
        except BrokenPipeError:
            raise  # whoever read what we say has heard enough, which click knows
        except OSError as error:
            raise click.ClickException(f"{error.filename}: {error.strerror}") from None


def _store_of(house: House, settings: Settings) -> Store:
    # What stands before the @ may be a password.
    told = BadSetting("FRITIDSBANK_DATABASE", settings.database.rpartition("@")[2])
    try:
        store = house.store(settings)
    except ArgumentError:
        raise told from None
    if store.url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise told
    return store


def _spoken(ctx: click.Context, refusal: Refusal) -> str:
    shop = ctx.find_object(Shop)
    language = shop.language if shop else "en"
    return say(refusal.message, language, refusal.facts())
