"""Borrowers, visits, loans, and the operations that made them."""

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "borrower",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("last_seen_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_borrower")),
    )
    op.create_table(
        "borrower_details",
        sa.Column("borrower_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("mobile", sa.String(length=16), nullable=False),
        sa.Column("contact", sa.String(length=80), nullable=False),
        sa.Column("call_notes", sa.String(length=500), nullable=False),
        sa.Column("do_not_remind", sa.Boolean(), nullable=False),
        sa.Column("search_key", sa.String(length=200), nullable=False),
        sa.Column("sort_key", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["borrower_id"], ["borrower.id"], name=op.f("fk_borrower_details_borrower_id")
        ),
        sa.PrimaryKeyConstraint("borrower_id", name=op.f("pk_borrower_details")),
    )
    op.create_index(
        op.f("ix_borrower_details_mobile"), "borrower_details", ["mobile"], unique=False
    )
    op.create_index("ix_borrower_details_sort_key", "borrower_details", ["sort_key"], unique=False)
    op.create_table(
        "card",
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("borrower_id", sa.String(length=36), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["borrower_id"], ["borrower.id"], name=op.f("fk_card_borrower_id")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_card")),
    )
    op.create_index(op.f("ix_card_borrower_id"), "card", ["borrower_id"], unique=False)
    op.create_table(
        "visit",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("borrower_id", sa.String(length=36), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("under_18", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["borrower_id"], ["borrower.id"], name=op.f("fk_visit_borrower_id")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_visit_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("code", name=op.f("uq_visit_code")),
    )
    op.create_index(
        "ix_visit_borrower_id_opened_at", "visit", ["borrower_id", "opened_at"], unique=False
    )
    op.create_table(
        "loan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.String(length=36), nullable=False),
        sa.Column("borrower_id", sa.String(length=36), nullable=True),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("lent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("extensions", sa.Integer(), nullable=False),
        sa.Column("guardian", sa.Boolean(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ending", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_loan_account_id")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_loan_article_id")),
        sa.ForeignKeyConstraint(["borrower_id"], ["borrower.id"], name=op.f("fk_loan_borrower_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_loan_branch_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_loan_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan")),
    )
    op.create_index("ix_loan_article_id_lent_at", "loan", ["article_id", "lent_at"], unique=False)
    op.create_index("ix_loan_borrower_id", "loan", ["borrower_id"], unique=False)
    op.create_index(
        "ix_loan_open_borrower",
        "loan",
        ["borrower_id"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ix_loan_open_due",
        "loan",
        ["branch_id", "due_on"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(op.f("ix_loan_visit_id"), "loan", ["visit_id"], unique=False)
    op.create_index(
        "uq_loan_open",
        "loan",
        ["article_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    # The open minutes may have stood alone here, and have brought what they share with the shop.
    if sa.inspect(op.get_bind()).has_table("operation"):
        return
    op.create_table(
        "operation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("v", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.String(length=36), nullable=True),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seal", sa.LargeBinary(length=32), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("review", sa.String(length=40), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_operation_account_id")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_operation_branch_id")),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_operation_device_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation")),
    )
    op.create_index(op.f("ix_operation_received_at"), "operation", ["received_at"], unique=False)
    op.create_index(
        "ix_operation_to_review",
        "operation",
        ["received_at"],
        unique=False,
        sqlite_where=sa.text("review IS NOT NULL AND reviewed_at IS NULL"),
        postgresql_where=sa.text("review IS NOT NULL AND reviewed_at IS NULL"),
    )


def downgrade() -> None:
    if sa.inspect(op.get_bind()).has_table("operation"):
        op.drop_table("operation")
    op.drop_table("loan")
    op.drop_table("visit")
    op.drop_table("card")
    op.drop_table("borrower_details")
    op.drop_table("borrower")
