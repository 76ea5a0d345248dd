"""Groups, their meetings, and the matters that they follow.

This line of scripts leaves the shop's behind the first one: the minutes can stand alone, without
the tables of the shop. What the frame has got since then, they bring themselves.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "m01"
down_revision: str | None = "0001"
branch_labels: str | None = "minutes"
depends_on: str | None = None


def upgrade() -> None:
    _frame()
    op.create_table(
        "matter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("awaited", sa.String(length=200), nullable=False),
        sa.Column("awaited_on", sa.Date(), nullable=True),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter")),
        sa.UniqueConstraint("slug", name=op.f("uq_matter_slug")),
    )
    op.create_table(
        "minutes_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("place_rule", sa.String(length=300), nullable=False),
        sa.Column("time_rule", sa.String(length=300), nullable=False),
        sa.Column("contact", sa.String(length=300), nullable=False),
        sa.Column("open_to_all", sa.Boolean(), nullable=False),
        sa.Column("profile", sa.String(length=20), nullable=False),
        sa.Column("numbering", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("status_reason", sa.String(length=300), nullable=False),
        sa.Column("status_on", sa.Date(), nullable=True),
        sa.Column("agenda", sa.JSON(), nullable=False),
        sa.Column("keep_years", sa.Integer(), nullable=True),
        sa.Column("keep_decision", sa.String(length=80), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_group")),
        sa.UniqueConstraint("slug", name=op.f("uq_minutes_group_slug")),
    )
    op.create_table(
        "minutes_subscriber",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("group_slug", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_subscriber")),
        sa.UniqueConstraint("seed", name=op.f("uq_minutes_subscriber_seed")),
    )
    op.create_index(
        "ix_minutes_subscriber_address",
        "minutes_subscriber",
        ["address", "group_slug"],
        unique=False,
    )
    op.create_table(
        "matter_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matter.id"], name=op.f("fk_matter_event_matter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_event")),
    )
    op.create_index(op.f("ix_matter_event_matter_id"), "matter_event", ["matter_id"], unique=False)
    op.create_table(
        "meeting_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("monthly", sa.Boolean(), nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"], ["minutes_group.id"], name=op.f("fk_meeting_series_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_series")),
    )
    op.create_index(
        op.f("ix_meeting_series_group_id"), "meeting_series", ["group_id"], unique=False
    )
    op.create_table(
        "minutes_membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(length=120), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"], ["minutes_group.id"], name=op.f("fk_minutes_membership_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_membership")),
    )
    op.create_index(
        op.f("ix_minutes_membership_group_id"), "minutes_membership", ["group_id"], unique=False
    )
    op.create_table(
        "minutes_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("function", sa.String(length=120), nullable=False),
        sa.Column("organisation", sa.String(length=120), nullable=False),
        sa.Column("public_official", sa.Boolean(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"], ["minutes_group.id"], name=op.f("fk_minutes_person_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_person")),
    )
    op.create_index(
        op.f("ix_minutes_person_group_id"), "minutes_person", ["group_id"], unique=False
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("slug", sa.String(length=20), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("attend", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("moved_from_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["minutes_group.id"], name=op.f("fk_meeting_group_id")
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["meeting_series.id"], name=op.f("fk_meeting_series_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("group_id", "slug", name=op.f("uq_meeting_group_id_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_meeting_uid")),
    )
    op.create_index(op.f("ix_meeting_starts_at"), "meeting", ["starts_at"], unique=False)
    op.create_table(
        "agenda_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=True),
        sa.Column("carried_from_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["carried_from_id"], ["agenda_point.id"], name=op.f("fk_agenda_point_carried_from_id")
        ),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matter.id"], name=op.f("fk_agenda_point_matter_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_agenda_point_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_point")),
    )
    op.create_index(
        op.f("ix_agenda_point_meeting_id"), "agenda_point", ["meeting_id"], unique=False
    )


def _frame() -> None:
    """What the shop's scripts give to the frame, where there is no shop (0003 and 0004)."""
    there = sa.inspect(op.get_bind())
    if "handed_over_at" not in {each["name"] for each in there.get_columns("outbox")}:
        moment = sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True)
        op.add_column("outbox", moment)
    if there.has_table("operation"):
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
    for table in (
        "agenda_point",
        "meeting",
        "minutes_person",
        "minutes_membership",
        "meeting_series",
        "matter_event",
        "minutes_subscriber",
        "minutes_group",
        "matter",
    ):
        op.drop_table(table)
    there = sa.inspect(op.get_bind())
    if not there.has_table("article") and there.has_table("operation"):
        op.drop_table("operation")
        op.drop_column("outbox", "handed_over_at")
