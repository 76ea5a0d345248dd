"""The loose parts of tents, stoves and games: usual ones of a category, and an article's own."""

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    # The default is for the rows that are there.
    parts = sa.Column("parts", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
    op.add_column("category", parts)
    op.add_column("article", sa.Column("parts", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("article", "parts")
    op.drop_column("category", "parts")
