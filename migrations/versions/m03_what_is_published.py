"""What is published of meetings and minutes, and the search in it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "m03"
down_revision: str | None = "m02"
branch_labels: str | None = None
depends_on: str | None = None


SEARCH = (
    """CREATE VIRTUAL TABLE published_search USING fts5(
        words, content='published_item', content_rowid='id',
        tokenize="unicode61 remove_diacritics 0")""",
    """CREATE TRIGGER published_item_is_found AFTER INSERT ON published_item BEGIN
        INSERT INTO published_search(rowid, words) VALUES (NEW.id, NEW.words); END""",
    """CREATE TRIGGER published_item_is_lost AFTER DELETE ON published_item BEGIN
        INSERT INTO published_search(published_search, rowid, words)
        VALUES ('delete', OLD.id, OLD.words); END""",
)
FORGETS = "INSERT INTO published_search(published_search, rank) VALUES ('secure-delete', 1)"
"""What is withdrawn leaves no words in the search's own pages (SQLite 3.42 and newer)."""


def upgrade() -> None:
    op.create_table(
        "published",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=90), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("group_slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("lead", sa.Text(), nullable=False),
        sa.Column("falls_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("change_note", sa.String(length=300), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=300), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published")),
        sa.UniqueConstraint("kind", "key", "version", name=op.f("uq_published_kind_key_version")),
    )
    op.create_index("ix_published_changed", "published", ["changed_at", "id"], unique=False)
    op.create_index("ix_published_days", "published", ["kind", "falls_on"], unique=False)
    op.create_index(
        "ix_published_groups", "published", ["group_slug", "kind", "falls_on"], unique=False
    )
    op.create_index(
        "uq_published_newest",
        "published",
        ["kind", "key"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "published_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("published_id", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.String(length=10), nullable=False),
        sa.Column("label", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "words", sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["published_id"], ["published.id"], name=op.f("fk_published_item_published_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_item")),
    )
    op.create_index(
        op.f("ix_published_item_published_id"), "published_item", ["published_id"], unique=False
    )
    dialect = op.get_bind().dialect
    if dialect.name == "postgresql":
        op.create_index(
            "ix_published_item_words", "published_item", ["words"], postgresql_using="gin"
        )
        return
    for statement in SEARCH:
        op.execute(statement)
    if dialect.server_version_info >= (3, 42):
        op.execute(FORGETS)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.drop_table("published_search")
    for table in ("published_item", "published"):
        op.drop_table(table)
