"""Repairs, spare parts, how bindings were set; what is checked, cared for and recalled."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | None = None
depends_on: str | None = None

_OPEN = sa.text("ended_at IS NULL")
_COUNT_LOANS = """
    UPDATE article SET times_lent = (
        SELECT count(*) FROM move
        WHERE move.article_id = article.id AND move.reason = 'lent'
        AND NOT EXISTS (SELECT 1 FROM move AS undoing WHERE undoing.reverses = move.seq)
    )
"""
_VALUES = {"z_set": "Z-värde {}.", "z_set_on": "Inställt {}."}
_LONGEST_NOTE = 500


def upgrade() -> None:
    op.create_table(
        "bench_word",
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_bench_word_account_id")
        ),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_bench_word")),
    )
    op.create_table(
        "recall",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("maker", sa.String(length=80), nullable=False),
        sa.Column("model", sa.String(length=80), nullable=False),
        sa.Column("years_from", sa.Integer(), nullable=True),
        sa.Column("years_to", sa.Integer(), nullable=True),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("advice", sa.String(length=200), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_because", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_recall_account_id")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_recall_category_id")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["account.id"], name=op.f("fk_recall_ended_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recall")),
    )
    op.create_table(
        "spare_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("size", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("put_away_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_spare_part_branch_id")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_spare_part_category_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spare_part")),
    )
    op.create_index(op.f("ix_spare_part_branch_id"), "spare_part", ["branch_id"], unique=False)
    op.create_table(
        "binding_setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("boot_id", sa.Integer(), nullable=True),
        sa.Column("sole_mm", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("front", sa.Double(), nullable=True),
        sa.Column("heel", sa.Double(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_binding_setting_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_binding_setting_article_id")
        ),
        sa.ForeignKeyConstraint(
            ["boot_id"], ["article.id"], name=op.f("fk_binding_setting_boot_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_binding_setting")),
    )
    op.create_index(
        op.f("ix_binding_setting_article_id"), "binding_setting", ["article_id"], unique=False
    )
    op.create_table(
        "repair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("since_line", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("fault", sa.String(length=20), nullable=False),
        sa.Column("work", sa.JSON(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("waits_for", sa.String(length=60), nullable=False),
        sa.Column("waits_for_part_id", sa.Integer(), nullable=True),
        sa.Column("orders", sa.String(length=20), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("barrier", sa.String(length=20), nullable=True),
        sa.Column("went_to", sa.String(length=20), nullable=True),
        sa.Column("released_because", sa.String(length=200), nullable=False),
        sa.Column("released_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("operation_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_repair_article_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_repair_branch_id")),
        sa.ForeignKeyConstraint(
            ["released_by_id"], ["account.id"], name=op.f("fk_repair_released_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["waits_for_part_id"], ["spare_part.id"], name=op.f("fk_repair_waits_for_part_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repair")),
    )
    op.create_index(op.f("ix_repair_article_id"), "repair", ["article_id"], unique=False)
    op.create_index(
        "uq_repair_open",
        "repair",
        ["article_id"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_index(
        "ix_repair_branch_id_ended_at", "repair", ["branch_id", "ended_at"], unique=False
    )
    op.create_table(
        "part_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("repair_id", sa.Integer(), nullable=True),
        sa.Column("operation_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["part_id"], ["spare_part.id"], name=op.f("fk_part_move_part_id")),
        sa.ForeignKeyConstraint(["repair_id"], ["repair.id"], name=op.f("fk_part_move_repair_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_move")),
    )
    op.create_index(op.f("ix_part_move_part_id"), "part_move", ["part_id"], unique=False)
    op.create_index(op.f("ix_part_move_repair_id"), "part_move", ["repair_id"], unique=False)
    _add_columns()
    op.drop_index(op.f("ix_article_category_id"), table_name="article")
    op.create_index("ix_article_category_id_size", "article", ["category_id", "size"])
    op.execute(_COUNT_LOANS)
    _leave_values_to_settings()
    _look_at_what_needs_service()


def _add_columns() -> None:
    zero, none, empty = sa.text("0"), sa.text("'[]'"), sa.text("'{}'")
    no = sa.false()
    op.add_column(
        "article", sa.Column("times_lent", sa.Integer(), nullable=False, server_default=zero)
    )
    op.add_column("article", sa.Column("check_due_on", sa.Date(), nullable=True))
    op.add_column("article", sa.Column("check_due_lent", sa.Integer(), nullable=True))
    op.add_column("article", sa.Column("cared", sa.JSON(), nullable=False, server_default=empty))
    op.add_column("category", sa.Column("checks", sa.JSON(), nullable=False, server_default=none))
    op.add_column("category", sa.Column("check_every_loans", sa.Integer(), nullable=True))
    op.add_column("category", sa.Column("check_every_days", sa.Integer(), nullable=True))
    op.add_column(
        "category", sa.Column("check_signed", sa.Boolean(), nullable=False, server_default=no)
    )
    op.add_column("category", sa.Column("plans", sa.JSON(), nullable=False, server_default=none))
    op.add_column("photo", sa.Column("at_bench", sa.Boolean(), nullable=False, server_default=no))
    op.add_column("safety_check", sa.Column("seen", sa.JSON(), nullable=False, server_default=none))
    op.add_column(
        "safety_check", sa.Column("wrong", sa.JSON(), nullable=False, server_default=none)
    )
    with op.batch_alter_table("block") as block:
        block.add_column(sa.Column("recall_id", sa.Integer(), nullable=True))
        block.create_foreign_key(op.f("fk_block_recall_id"), "recall", ["recall_id"], ["id"])
        block.create_index(op.f("ix_block_recall_id"), ["recall_id"], unique=False)


def _leave_values_to_settings() -> None:
    """A value among the attributes is no setting: nobody knows for which boot, or by whom.

    It goes on as words of the note.
    """
    category, article = _known_of("category"), _known_of("article", sa.column("note", sa.String))
    db = op.get_bind()
    for row in db.execute(_with(category, '"z_set')).all():
        kept = [each for each in row.attributes if each["name"] not in _VALUES]
        db.execute(category.update().where(category.c.id == row.id).values(attributes=kept))
    for row in db.execute(_with(article, '"z_set')).all():
        known = dict(row.attributes)
        said = [
            word.format(str(known.pop(name)).replace(".", ","))
            for name, word in _VALUES.items()
            if name in known
        ]
        note = " ".join([row.note, *said]).strip()
        values = {"attributes": known, "note": note if len(note) <= _LONGEST_NOTE else row.note}
        db.execute(article.update().where(article.c.id == row.id).values(values))


def _look_at_what_needs_service() -> None:
    """A vest whose service has run out is not lent from the first morning on.

    Without a day for its service an inflatable one is due since it was registered.
    """
    days = sa.column("registered_on", sa.Date), sa.column("check_due_on", sa.Date)
    article = _known_of("article", *days)
    db = op.get_bind()
    for row in db.execute(_with(article, '"service_due_on"', '"inflatable"')).all():
        service = row.attributes.get("service_due_on")
        due = date.fromisoformat(service) if service else None
        if due is None and row.attributes.get("inflatable") is True:
            due = row.registered_on
        db.execute(article.update().where(article.c.id == row.id).values(check_due_on=due))


def _known_of(name: str, *columns: sa.ColumnClause[Any]) -> sa.TableClause:
    return sa.table(name, sa.column("id"), sa.column("attributes", sa.JSON), *columns)


def _with(table: sa.TableClause, *names: str) -> sa.Select[Any]:
    written = sa.cast(table.c.attributes, sa.Text)
    return sa.select(table).where(sa.or_(*(written.contains(name) for name in names)))


def downgrade() -> None:
    op.drop_index("ix_article_category_id_size", table_name="article")
    op.create_index(op.f("ix_article_category_id"), "article", ["category_id"])
    with op.batch_alter_table("block") as block:
        block.drop_index(op.f("ix_block_recall_id"))
        block.drop_constraint(op.f("fk_block_recall_id"), type_="foreignkey")
        block.drop_column("recall_id")
    for table, columns in (
        ("safety_check", ("wrong", "seen")),
        ("photo", ("at_bench",)),
        ("category", ("plans", "check_signed", "check_every_days", "check_every_loans", "checks")),
        ("article", ("cared", "check_due_lent", "check_due_on", "times_lent")),
    ):
        for column in columns:
            op.drop_column(table, column)
    for table in ("part_move", "repair", "binding_setting", "spare_part", "recall", "bench_word"):
        op.drop_table(table)
