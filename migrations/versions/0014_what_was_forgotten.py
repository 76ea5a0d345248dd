"""Who was forgotten, what retention did, and who looked."""

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | None = None
depends_on: str | None = None

# All that is personal, and how long it may be.
PERSONAL = {
    "name": 80,
    "mobile": 16,
    "contact": 80,
    "call_notes": 500,
    "search_key": 200,
    "sort_key": 200,
}


def upgrade() -> None:
    op.create_table(
        "erasure",
        sa.Column("borrower_id", sa.String(length=36), nullable=False),
        sa.Column("cause", sa.String(length=20), nullable=False),
        sa.Column("decision", sa.String(length=40), nullable=False),
        sa.Column("into_id", sa.String(length=36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("borrower_id", name=op.f("pk_erasure")),
    )
    op.create_table(
        "retention_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=20), nullable=False),
        sa.Column("decision", sa.String(length=40), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_run")),
    )
    op.create_table(
        "looked_at",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("borrower_id", sa.String(length=36), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_looked_at_account_id")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_looked_at_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_looked_at")),
    )
    op.create_index("ix_looked_at_at", "looked_at", ["at"])
    op.create_index(op.f("ix_looked_at_borrower_id"), "looked_at", ["borrower_id"])
    op.create_table(
        "register_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_register_release_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_release")),
    )
    op.add_column("borrower_details", sa.Column("noted_on", sa.Date(), nullable=True))
    # Nobody knows when older notes were written: they are kept as long as those of this day.
    op.execute("UPDATE borrower_details SET noted_on = CURRENT_DATE WHERE call_notes <> ''")
    if op.get_bind().dialect.name == "postgresql":
        _note_no_samples()


def _note_no_samples() -> None:
    """PostgreSQL plans by samples of each column, and keeps names for that which are long erased.

    From now on it takes none; giving a column the type that it has throws away the old ones.
    """
    for column, longest in PERSONAL.items():
        alter = f"ALTER TABLE borrower_details ALTER COLUMN {column}"
        op.execute(f"{alter} TYPE varchar({longest})")
        op.execute(f"{alter} SET STATISTICS 0")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for column in PERSONAL:
            op.execute(f"ALTER TABLE borrower_details ALTER COLUMN {column} SET STATISTICS -1")
    op.drop_column("borrower_details", "noted_on")
    op.drop_table("register_release")
    op.drop_table("looked_at")
    op.drop_table("retention_run")
    op.drop_table("erasure")
