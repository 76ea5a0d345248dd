"""Stocktakes: what they expect, what they have seen, and the codes that led nowhere."""

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "stocktake",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("unknown", sa.Integer(), nullable=False),
        sa.Column("again", sa.Integer(), nullable=False),
        sa.Column("finish", sa.String(length=20), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("operation_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_stocktake_branch_id")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_stocktake_category_id")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["account.id"], name=op.f("fk_stocktake_ended_by_id")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_stocktake_place_id")),
        sa.ForeignKeyConstraint(
            ["started_by_id"], ["account.id"], name=op.f("fk_stocktake_started_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stocktake")),
    )
    op.create_table(
        "stocktake_line",
        sa.Column("stocktake_id", sa.String(length=36), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("expected_line", sa.Integer(), nullable=True),
        sa.Column("expected_place_id", sa.Integer(), nullable=True),
        sa.Column("sighting", sa.String(length=20), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_by_id", sa.Integer(), nullable=True),
        sa.Column("seen_line", sa.Integer(), nullable=True),
        sa.Column("stood_place_id", sa.Integer(), nullable=True),
        sa.Column("seen_place_id", sa.Integer(), nullable=True),
        sa.Column("remedy", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_stocktake_line_article_id")
        ),
        sa.ForeignKeyConstraint(
            ["expected_place_id"], ["place.id"], name=op.f("fk_stocktake_line_expected_place_id")
        ),
        sa.ForeignKeyConstraint(
            ["seen_by_id"], ["account.id"], name=op.f("fk_stocktake_line_seen_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["seen_place_id"], ["place.id"], name=op.f("fk_stocktake_line_seen_place_id")
        ),
        sa.ForeignKeyConstraint(
            ["stocktake_id"], ["stocktake.id"], name=op.f("fk_stocktake_line_stocktake_id")
        ),
        sa.ForeignKeyConstraint(
            ["stood_place_id"], ["place.id"], name=op.f("fk_stocktake_line_stood_place_id")
        ),
        sa.PrimaryKeyConstraint("stocktake_id", "article_id", name=op.f("pk_stocktake_line")),
    )
    op.create_index(
        op.f("ix_stocktake_line_article_id"), "stocktake_line", ["article_id"], unique=False
    )
    op.create_table(
        "stocktake_code",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("stocktake_id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_stocktake_code_article_id")
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["place.id"], name=op.f("fk_stocktake_code_place_id")
        ),
        sa.ForeignKeyConstraint(
            ["seen_by_id"], ["account.id"], name=op.f("fk_stocktake_code_seen_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["stocktake_id"], ["stocktake.id"], name=op.f("fk_stocktake_code_stocktake_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stocktake_code")),
        sa.UniqueConstraint(
            "stocktake_id", "late", "code", name=op.f("uq_stocktake_code_stocktake_id_late_code")
        ),
    )


def downgrade() -> None:
    op.drop_table("stocktake_code")
    op.drop_table("stocktake_line")
    op.drop_table("stocktake")
