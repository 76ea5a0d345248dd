"""Printers of the branches, jobs that wait for them, and print agents."""

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "print_agent",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_print_agent_branch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_agent")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_print_agent_token_hash")),
    )
    op.create_table(
        "shop_printer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("model", sa.String(length=60), nullable=False),
        sa.Column("medium", sa.String(length=60), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("for_labels", sa.Boolean(), nullable=False),
        sa.Column("for_slips", sa.Boolean(), nullable=False),
        sa.Column("for_sheets", sa.Boolean(), nullable=False),
        sa.Column("agent_id", sa.String(length=36), nullable=True),
        sa.Column("trouble", sa.String(length=40), nullable=True),
        sa.Column("trouble_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["print_agent.id"], name=op.f("fk_shop_printer_agent_id")
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_shop_printer_branch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop_printer")),
    )
    op.create_index(op.f("ix_shop_printer_branch_id"), "shop_printer", ["branch_id"], unique=False)
    op.create_table(
        "print_job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("printer_id", sa.Integer(), nullable=False),
        sa.Column("design", sa.String(length=40), nullable=False),
        sa.Column("refers_to", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("medium", sa.String(length=60), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("trouble", sa.String(length=40), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("worker", sa.String(length=36), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("reprints_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_print_job_account_id")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_print_job_branch_id")),
        sa.ForeignKeyConstraint(
            ["printer_id"], ["shop_printer.id"], name=op.f("fk_print_job_printer_id")
        ),
        sa.ForeignKeyConstraint(
            ["reprints_id"], ["print_job.id"], name=op.f("fk_print_job_reprints_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_job")),
    )
    op.create_index(op.f("ix_print_job_ended_at"), "print_job", ["ended_at"], unique=False)
    op.create_index(op.f("ix_print_job_reprints_id"), "print_job", ["reprints_id"], unique=False)
    op.create_index("ix_print_job_printer_id", "print_job", ["printer_id", "id"], unique=False)
    op.create_index("ix_print_job_branch_id", "print_job", ["branch_id", "id"], unique=False)
    op.create_index(
        "ix_print_job_open",
        "print_job",
        ["printer_id", "id"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("print_job")
    op.drop_table("shop_printer")
    op.drop_table("print_agent")
