"""Transfers between branches, visits without a loan, wishes, and what scrapped things weighed."""

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | None = None
depends_on: str | None = None

_OPEN = sa.text("received_at IS NULL AND kept_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "transfer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_branch_id", sa.Integer(), nullable=False),
        sa.Column("to_branch_id", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_branch_id"], ["branch.id"], name=op.f("fk_transfer_from_branch_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_branch_id"], ["branch.id"], name=op.f("fk_transfer_to_branch_id")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_transfer_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer")),
    )
    op.create_index(op.f("ix_transfer_to_branch_id"), "transfer", ["to_branch_id"], unique=False)
    op.create_index(
        "uq_transfer_day", "transfer", ["from_branch_id", "to_branch_id", "sent_on"], unique=True
    )
    op.create_table(
        "transfer_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transfer_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["transfer.id"], name=op.f("fk_transfer_line_transfer_id")
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_transfer_line_article_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_line")),
    )
    op.create_index(
        op.f("ix_transfer_line_transfer_id"), "transfer_line", ["transfer_id"], unique=False
    )
    op.create_index(
        op.f("ix_transfer_line_article_id"), "transfer_line", ["article_id"], unique=False
    )
    op.create_index(
        "uq_transfer_line_open",
        "transfer_line",
        ["article_id"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_table(
        "wish",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("size", sa.String(length=20), nullable=False),
        sa.Column("wished_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_wish_branch_id")),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_wish_category_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish")),
    )
    op.create_index("ix_wish_branch_id_wished_on", "wish", ["branch_id", "wished_on"], unique=False)
    op.create_table(
        "tally",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("visitor", sa.String(length=20), nullable=False),
        sa.Column("came_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_tally_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tally")),
    )
    op.create_index("ix_tally_branch_id_came_on", "tally", ["branch_id", "came_on"], unique=False)
    # A column more, without copying the table: a copy would lose the ledger's triggers.
    op.add_column("move", sa.Column("weight_g", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("move", "weight_g")
    op.drop_table("tally")
    op.drop_table("wish")
    op.drop_table("transfer_line")
    op.drop_table("transfer")
