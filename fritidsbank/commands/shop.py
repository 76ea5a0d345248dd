"""What every command works on, and how it speaks."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import click
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from fritidsbank import clock, migrating
from fritidsbank.app import shop_store
from fritidsbank.db import Busy, Store
from fritidsbank.refusals import Refusal
from fritidsbank.settings import Settings
from fritidsbank.web.language import say, say_many


class Shop:
    """One installation, opened when it is first needed."""

    def __init__(self, settings: Settings, language: str) -> None:
        self.settings = settings
        self.language = language
        self.store: Store = shop_store(settings)
        self.now: datetime = clock.now()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A unit of work on a register of our schema, committed at its end."""
        migrating.check_schema(self.store)
        with self.store.writing() as db:
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

    def tell_count(self, one: str, many: str, number: int) -> None:
        """Say how many."""
        click.echo(say_many(one, many, number, self.language))


pass_shop = click.make_pass_decorator(Shop)


class Commands(click.Group):
    """Says refusals as sentences instead of tracebacks."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a refusal ends it with its sentence."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            raise click.ClickException(_spoken(ctx, refusal)) from None
        except DBAPIError as error:
            # Locked, full or away. Its own text would repeat the values of the statement.
            cause = f"{Busy.message} ({type(error.orig).__name__})"
            raise click.ClickException(cause) from None


def _spoken(ctx: click.Context, refusal: Refusal) -> str:
    shop = ctx.find_object(Shop)
    language = shop.language if shop else "en"
    return say(refusal.message, language, refusal.facts())
