"""What somebody was reminded of."""

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("loan_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("became", sa.String(length=20), nullable=False),
        sa.Column("errand_id", sa.Integer(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["loan_id"], ["loan.id"], name=op.f("fk_reminder_loan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    op.create_index(op.f("ix_reminder_errand_id"), "reminder", ["errand_id"])
    op.create_index("uq_reminder", "reminder", ["loan_id", "due_on", "step", "number"], unique=True)
    in_trouble = sa.text("became != 'sent'")
    op.create_index(
        "ix_reminder_in_trouble",
        "reminder",
        ["sent_at"],
        sqlite_where=in_trouble,
        postgresql_where=in_trouble,
    )
    op.create_table(
        "reminder_text",
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("manner", sa.String(length=20), nullable=False),
        sa.Column("text_before", sa.String(length=600), nullable=False),
        sa.Column("text_after", sa.String(length=600), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_reminder_text_branch_id")
        ),
        sa.PrimaryKeyConstraint("branch_id", "manner", name=op.f("pk_reminder_text")),
    )


def downgrade() -> None:
    op.drop_table("reminder_text")
    op.drop_table("reminder")
