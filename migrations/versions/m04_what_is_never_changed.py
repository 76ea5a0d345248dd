"""The database refuses to change what was approved or published, whoever asks."""

from alembic import op

revision: str = "m04"
down_revision: str | None = "m03"
branch_labels: str | None = None
depends_on: str | None = None

_FROZEN = "('approved', 'published', 'corrected')"
_OF_MINUTES = f"(SELECT state FROM minutes WHERE id = {{row}}.minutes_id) IN {_FROZEN}"  # noqa: S608 - ours
_OF_ITEM = f"""(SELECT minutes.state FROM minutes
  JOIN minutes_item ON minutes_item.minutes_id = minutes.id
  WHERE minutes_item.id = {{row}}.item_id) IN {_FROZEN}"""  # noqa: S608 - our own words
_TEXT_OF_MINUTES = ("meeting_id", "version", "summary", "next_dates", "change_note", "held")
_NAME_OF_PUBLISHED = ("kind", "key", "version", "path", "group_slug", "published_at")
_TEXT_OF_PUBLISHED = ("document", "title", "lead", "sha256", "change_note", "falls_on", "starts_at")


def _differs(*columns: str) -> str:
    return " OR ".join(
        f"CAST(OLD.{each} AS TEXT) IS DISTINCT FROM CAST(NEW.{each} AS TEXT)" for each in columns
    )


def _rules() -> list[tuple[str, str, str]]:
    """Table, verb, and when the database says no."""
    rules = [
        ("minutes", "DELETE", f"OLD.state IN {_FROZEN}"),
        (
            "minutes",
            "UPDATE",
            f"""OLD.state IN {_FROZEN}
            AND (NEW.state IN ('draft', 'review') OR {_differs(*_TEXT_OF_MINUTES)})""",
        ),
        ("published", "DELETE", "1 = 1"),
        (
            "published",
            "UPDATE",
            f"""{_differs(*_NAME_OF_PUBLISHED)}
            OR (OLD.withdrawn_at IS NOT NULL AND {_differs("withdrawn_at")})
            OR ((OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL)
                AND ({_differs(*_TEXT_OF_PUBLISHED)}))
            OR (OLD.superseded_at IS NOT NULL AND NEW.superseded_at IS NULL)""",
        ),
        ("published_item", "UPDATE", "1 = 1"),
        ("follow_up", "UPDATE", "1 = 1"),
    ]
    for table, frozen in (
        ("minutes_item", _OF_MINUTES),
        ("attendance", _OF_MINUTES),
        ("minutes_outcome", _OF_ITEM),
        ("pinned_figure", _OF_ITEM),
    ):
        old, new = frozen.format(row="OLD"), frozen.format(row="NEW")
        rules += [
            (table, "INSERT", new),
            (table, "UPDATE", f"{old} OR {new}"),
            (table, "DELETE", old),
        ]
    return rules


def _name(table: str, verb: str) -> str:
    return f"{table}_keeps_on_{verb.lower()}"


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table, verb, refused in _rules():
        name, why = _name(table, verb), f"what is published is never changed: {table}"
        if sqlite:
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {refused}"
                f" BEGIN SELECT RAISE(ABORT, '{why}'); END"
            )
            continue
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {refused} THEN RAISE EXCEPTION '{why}'; END IF;"
            " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def downgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table, verb, _ in _rules():
        if sqlite:
            op.execute(f"DROP TRIGGER {_name(table, verb)}")
        else:
            op.execute(f"DROP TRIGGER {_name(table, verb)} ON {table}")
            op.execute(f"DROP FUNCTION {_name(table, verb)}()")
