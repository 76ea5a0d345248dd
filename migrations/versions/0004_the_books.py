"""The figures of each day, the weeks that are closed, and what was carried on from them."""

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | None = None
depends_on: str | None = None

COUNT_THE_LEDGER = """
INSERT INTO day_figure
    (day, category_id, reason, from_kind, from_branch_id, to_kind, to_branch_id, count)
SELECT booked_on, to_category_id, reason, from_kind, from_branch_id, to_kind, to_branch_id, count(*)
FROM move
WHERE reverses IS NULL AND NOT EXISTS (SELECT 1 FROM move u WHERE u.reverses = move.seq)
GROUP BY booked_on, to_category_id, reason, from_kind, from_branch_id, to_kind, to_branch_id
"""


def upgrade() -> None:
    op.create_table(
        "day_figure",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("from_kind", sa.String(length=20), nullable=False),
        sa.Column("from_branch_id", sa.Integer(), nullable=False),
        sa.Column("to_kind", sa.String(length=20), nullable=False),
        sa.Column("to_branch_id", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_day_figure_category_id")
        ),
        sa.ForeignKeyConstraint(
            ["from_branch_id"], ["branch.id"], name=op.f("fk_day_figure_from_branch_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_branch_id"], ["branch.id"], name=op.f("fk_day_figure_to_branch_id")
        ),
        sa.PrimaryKeyConstraint(
            "day",
            "category_id",
            "reason",
            "from_kind",
            "from_branch_id",
            "to_kind",
            "to_branch_id",
            name=op.f("pk_day_figure"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "closed_week",
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_closed_week_account_id")
        ),
        sa.PrimaryKeyConstraint("last_on", name=op.f("pk_closed_week")),
    )
    op.create_table(
        "balance",
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["last_on"], ["closed_week.last_on"], name=op.f("fk_balance_last_on")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_balance_branch_id")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_balance_category_id")
        ),
        sa.PrimaryKeyConstraint(
            "last_on", "branch_id", "category_id", "kind", name=op.f("pk_balance")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "frozen_report",
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("branch", sa.Integer(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("period", "branch", name=op.f("pk_frozen_report")),
    )
    op.create_table(
        "report_reader",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_report_reader_branch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_reader")),
    )
    op.create_index(
        "ix_move_to_workshop",
        "move",
        ["at"],
        unique=False,
        sqlite_where=sa.text("to_kind = 'workshop'"),
        postgresql_where=sa.text("to_kind = 'workshop'"),
    )
    columns = {each["name"] for each in sa.inspect(op.get_bind()).get_columns("outbox")}
    if "handed_over_at" not in columns:  # the open minutes may have stood alone here
        moment = sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True)
        op.add_column("outbox", moment)
    op.execute(COUNT_THE_LEDGER)


def downgrade() -> None:
    op.drop_column("outbox", "handed_over_at")
    op.drop_index("ix_move_to_workshop", table_name="move")
    op.drop_table("report_reader")
    op.drop_table("frozen_report")
    op.drop_table("balance")
    op.drop_table("closed_week")
    op.drop_table("day_figure")
