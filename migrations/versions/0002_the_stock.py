"""Categories, places, articles, and the ledger that nobody may change."""

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = "shop"
depends_on: str | None = None

FORBID = {
    "sqlite": (
        """CREATE TRIGGER move_is_never_{done} BEFORE {verb} ON move
        BEGIN SELECT RAISE(ABORT, 'the ledger is never {done}'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION move_is_never_{done}() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the ledger is never {done}'; END $$""",
        """CREATE TRIGGER move_is_never_{done} BEFORE {verb} ON move
        FOR EACH ROW EXECUTE FUNCTION move_is_never_{done}()""",
    ),
}


def upgrade() -> None:
    op.create_table(
        "category",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("loan_days", sa.Integer(), nullable=False),
        sa.Column("guardian_under_18", sa.Boolean(), nullable=False),
        sa.Column("check_at_return", sa.Boolean(), nullable=False),
        sa.Column("check_advice", sa.String(length=200), nullable=False),
        sa.Column("check_advice_en", sa.String(length=200), nullable=False),
        sa.Column("season", sa.String(length=10), nullable=False),
        sa.Column("size_attribute", sa.String(length=20), nullable=False),
        sa.Column("sizes", sa.JSON(), nullable=False),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["category.id"], name=op.f("fk_category_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
        sa.UniqueConstraint("code", name=op.f("uq_category_code")),
    )
    op.create_index(op.f("ix_category_parent_id"), "category", ["parent_id"], unique=False)
    op.create_table(
        "serial",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("next", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_serial")),
    )
    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("standard", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_place_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("code", name=op.f("uq_place_code")),
    )
    op.create_index(
        "uq_place_standard",
        "place",
        ["branch_id", "kind"],
        unique=True,
        sqlite_where=sa.text("standard IS 1"),
        postgresql_where=sa.text("standard IS TRUE"),
    )
    op.create_table(
        "article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("size", sa.String(length=20), nullable=False),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=True),
        sa.Column("brand", sa.String(length=80), nullable=False),
        sa.Column("made_year", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("shelf_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("place_note", sa.String(length=200), nullable=False),
        sa.Column("place_since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("search_key", sa.String(length=400), nullable=False),
        sa.Column("sort_key", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_article_category_id")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_article_place_id")),
        sa.ForeignKeyConstraint(["shelf_id"], ["place.id"], name=op.f("fk_article_shelf_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
    )
    op.create_index(op.f("ix_article_category_id"), "article", ["category_id"], unique=False)
    op.create_index(op.f("ix_article_place_id"), "article", ["place_id"], unique=False)
    op.create_index("ix_article_sort_key", "article", ["sort_key"], unique=False)
    op.create_table(
        "article_code",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_code_article_id")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_article_code")),
    )
    op.create_index(
        op.f("ix_article_code_article_id"), "article_code", ["article_id"], unique=False
    )
    op.create_table(
        "block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by_id", sa.Integer(), nullable=True),
        sa.Column("lifted_because", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_block_account_id")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_block_article_id")),
        sa.ForeignKeyConstraint(
            ["lifted_by_id"], ["account.id"], name=op.f("fk_block_lifted_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block")),
    )
    op.create_index(
        "ix_block_open",
        "block",
        ["article_id"],
        unique=False,
        sqlite_where=sa.text("lifted_at IS NULL"),
        postgresql_where=sa.text("lifted_at IS NULL"),
    )
    op.create_table(
        "safety_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("operation_id", sa.String(length=36), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_safety_check_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_safety_check_article_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_check")),
    )
    op.create_index(
        op.f("ix_safety_check_article_id"), "safety_check", ["article_id"], unique=False
    )
    op.create_table(
        "move",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("booked_late", sa.Boolean(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("from_kind", sa.String(length=20), nullable=False),
        sa.Column("from_place_id", sa.Integer(), nullable=True),
        sa.Column("from_branch_id", sa.Integer(), nullable=False),
        sa.Column("from_category_id", sa.Integer(), nullable=False),
        sa.Column("to_kind", sa.String(length=20), nullable=False),
        sa.Column("to_place_id", sa.Integer(), nullable=True),
        sa.Column("to_branch_id", sa.Integer(), nullable=False),
        sa.Column("to_category_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("fault", sa.String(length=20), nullable=False),
        sa.Column("operation_id", sa.String(length=36), nullable=True),
        sa.Column("loan_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("reverses", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_move_account_id")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_move_article_id")),
        sa.ForeignKeyConstraint(
            ["from_branch_id"], ["branch.id"], name=op.f("fk_move_from_branch_id")
        ),
        sa.ForeignKeyConstraint(
            ["from_category_id"], ["category.id"], name=op.f("fk_move_from_category_id")
        ),
        sa.ForeignKeyConstraint(
            ["from_place_id"], ["place.id"], name=op.f("fk_move_from_place_id")
        ),
        sa.ForeignKeyConstraint(["reverses"], ["move.seq"], name=op.f("fk_move_reverses")),
        sa.ForeignKeyConstraint(["to_branch_id"], ["branch.id"], name=op.f("fk_move_to_branch_id")),
        sa.ForeignKeyConstraint(
            ["to_category_id"], ["category.id"], name=op.f("fk_move_to_category_id")
        ),
        sa.ForeignKeyConstraint(["to_place_id"], ["place.id"], name=op.f("fk_move_to_place_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_move")),
        sa.UniqueConstraint("reverses", name=op.f("uq_move_reverses")),
    )
    op.create_index("ix_move_article_id_seq", "move", ["article_id", "seq"], unique=False)
    op.create_index(op.f("ix_move_booked_on"), "move", ["booked_on"], unique=False)
    op.create_index("ix_move_operation_id", "move", ["operation_id"], unique=False)
    for verb, done in (("UPDATE", "changed"), ("DELETE", "deleted")):
        for statement in FORBID[op.get_bind().dialect.name]:
            op.execute(statement.format(verb=verb, done=done))


def downgrade() -> None:
    op.drop_table("move")
    op.drop_table("safety_check")
    op.drop_table("block")
    op.drop_table("article_code")
    op.drop_table("article")
    op.drop_table("place")
    op.drop_table("serial")
    op.drop_table("category")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION move_is_never_changed, move_is_never_deleted")
