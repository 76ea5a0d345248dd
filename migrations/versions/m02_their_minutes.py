"""The minutes: their items and what came of them, who was there, who approved them."""

import sqlalchemy as sa
from alembic import op

revision: str = "m02"
down_revision: str | None = "m01"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outcome_key", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_follow_up_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["follow_up.id"], name=op.f("fk_follow_up_corrects_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    op.create_index(op.f("ix_follow_up_outcome_key"), "follow_up", ["outcome_key"], unique=False)
    op.create_table(
        "adjuster",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_adjuster_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_adjuster_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjuster")),
    )
    op.create_index(op.f("ix_adjuster_meeting_id"), "adjuster", ["meeting_id"], unique=False)
    op.create_table(
        "minutes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("next_dates", sa.JSON(), nullable=False),
        sa.Column("change_note", sa.String(length=300), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("attendance_edition", sa.Integer(), nullable=False),
        sa.Column("last_anchor", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=300), nullable=False),
        sa.Column("held", sa.JSON(), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("posted_until_on", sa.Date(), nullable=True),
        sa.Column("kept_where", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_minutes_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
        sa.UniqueConstraint("meeting_id", "version", name=op.f("uq_minutes_meeting_id_version")),
    )
    op.create_table(
        "minutes_purge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("keep_years", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=80), nullable=False),
        sa.Column("meetings", sa.Integer(), nullable=False),
        sa.Column("versions", sa.Integer(), nullable=False),
        sa.Column("originals", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_minutes_purge_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["minutes_group.id"], name=op.f("fk_minutes_purge_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_purge")),
    )
    op.create_index(op.f("ix_minutes_purge_group_id"), "minutes_purge", ["group_id"], unique=False)
    op.create_table(
        "minutes_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("original", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("read", sa.JSON(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_minutes_reading_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_minutes_reading_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_reading")),
    )
    op.create_table(
        "privacy_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("mark", sa.String(length=20), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_privacy_mark_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_privacy_mark_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privacy_mark")),
        sa.UniqueConstraint("meeting_id", "sha256", name=op.f("uq_privacy_mark_meeting_id_sha256")),
    )
    op.create_table(
        "approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("adjuster_id", sa.Integer(), nullable=True),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_approval_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["adjuster_id"], ["adjuster.id"], name=op.f("fk_approval_adjuster_id")
        ),
        sa.ForeignKeyConstraint(
            ["minutes_id"], ["minutes.id"], name=op.f("fk_approval_minutes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
    )
    op.create_index(op.f("ix_approval_minutes_id"), "approval", ["minutes_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("organisation", sa.String(length=120), nullable=False),
        sa.Column("function", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("guests", sa.Integer(), nullable=False),
        sa.Column("absent", sa.Boolean(), nullable=False),
        sa.Column("came", sa.Time(), nullable=True),
        sa.Column("left", sa.Time(), nullable=True),
        sa.ForeignKeyConstraint(
            ["minutes_id"], ["minutes.id"], name=op.f("fk_attendance_minutes_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["minutes_person.id"], name=op.f("fk_attendance_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
    )
    op.create_index(op.f("ix_attendance_minutes_id"), "attendance", ["minutes_id"], unique=False)
    op.create_table(
        "minutes_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.Column("anchor", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("agenda_point_id", sa.Integer(), nullable=True),
        sa.Column("matter_id", sa.Integer(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agenda_point_id"], ["agenda_point.id"], name=op.f("fk_minutes_item_agenda_point_id")
        ),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matter.id"], name=op.f("fk_minutes_item_matter_id")
        ),
        sa.ForeignKeyConstraint(
            ["minutes_id"], ["minutes.id"], name=op.f("fk_minutes_item_minutes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_item")),
        sa.UniqueConstraint("minutes_id", "anchor", name=op.f("uq_minutes_item_minutes_id_anchor")),
    )
    op.create_index(op.f("ix_minutes_item_key"), "minutes_item", ["key"], unique=False)
    op.create_index(op.f("ix_minutes_item_matter_id"), "minutes_item", ["matter_id"], unique=False)
    op.create_table(
        "minutes_outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"], ["minutes_item.id"], name=op.f("fk_minutes_outcome_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_outcome")),
    )
    op.create_index(
        op.f("ix_minutes_outcome_item_id"), "minutes_outcome", ["item_id"], unique=False
    )
    op.create_index(op.f("ix_minutes_outcome_key"), "minutes_outcome", ["key"], unique=False)
    op.create_table(
        "pinned_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["minutes_item.id"], name=op.f("fk_pinned_figure_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pinned_figure")),
    )
    op.create_index(op.f("ix_pinned_figure_item_id"), "pinned_figure", ["item_id"], unique=False)
    op.create_table(
        "paragraph_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("item_key", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["minutes_group.id"], name=op.f("fk_paragraph_number_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paragraph_number")),
        sa.UniqueConstraint(
            "group_id", "year", "number", name=op.f("uq_paragraph_number_group_id_year_number")
        ),
        sa.UniqueConstraint("item_key", name=op.f("uq_paragraph_number_item_key")),
    )


def downgrade() -> None:
    for table in (
        "paragraph_number",
        "pinned_figure",
        "minutes_outcome",
        "minutes_item",
        "attendance",
        "approval",
        "privacy_mark",
        "minutes_reading",
        "minutes_purge",
        "minutes",
        "adjuster",
        "follow_up",
    ):
        op.drop_table(table)
