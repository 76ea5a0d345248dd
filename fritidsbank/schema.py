"""What every table is made of: the base, the naming of constraints, the types of columns."""

from datetime import UTC, datetime
from enum import Enum
from typing import Any, cast

from sqlalchemy import CursorResult, DateTime, MetaData, Result, String, Table
from sqlalchemy import Enum as EnumType
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator, TypeEngine

# Named constraints can be changed by a migration; unnamed ones cannot, on SQLite.
METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Base(DeclarativeBase):
    """The parent of every table."""

    metadata = METADATA


class Instant(TypeDecorator[datetime]):
    """A moment, in UTC in the database and in Python. SQLite would forget the zone."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[datetime]:
        """PostgreSQL knows zones itself."""
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone: it would be a guess."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        moment = value.astimezone(UTC)
        return moment if dialect.name == "postgresql" else moment.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Id = String(36)
"""A UUID as text. Tablets make them, so that a thing has its name before the server knows it."""


def word(kind: type[Enum]) -> EnumType:
    """A column for an enum, kept by value and without a CHECK: a new word is no new schema."""
    return EnumType(
        kind,
        native_enum=False,
        create_constraint=False,
        length=20,
        values_callable=lambda members: [member.value for member in members],
    )


def table_of(model: type[Base]) -> Table:
    """The bare table of a model, for statements that are built once and run often."""
    return cast("Table", model.__table__)


def rows_changed(result: Result[Any]) -> int:
    """How many rows an UPDATE or DELETE met."""
    return cast("CursorResult[Any]", result).rowcount


def new_key(result: Result[Any]) -> int:
    """The id that the database gave to an inserted row."""
    key: Any = cast("CursorResult[Any]", result).inserted_primary_key
    return cast("int", key[0])
