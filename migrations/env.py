"""How Alembic meets the store; `fritidsbank.migrating` calls it with an open connection."""

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection


def render_item(kind: str, thing: object, autogen: AutogenContext) -> str | bool:
    """Write our own types into scripts as plain ones: scripts must not import what may move."""
    del autogen
    if kind != "type":
        return False
    name = type(thing).__name__
    if name == "Instant":
        return "sa.DateTime(timezone=True)"
    if name == "Enum":
        return f"sa.String(length={thing.length})"  # type: ignore[attr-defined]
    return False


def has_a_model(name: str | None, kind: str, parents: object) -> bool:
    """Leave out what each database makes for the search: tables of SQLite, an index elsewhere."""
    del kind, parents
    return name is None or not name.startswith(("published_search", "ix_published_item_words"))


connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=context.config.attributes["metadata"],
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=render_item,
    compare_type=False,
    include_name=has_a_model,
)
with context.begin_transaction():
    context.run_migrations()
