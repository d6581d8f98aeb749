"""The workflow of articles, facts and offices, questions in vain, announcements, recalls, readers without an account"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "added_examples",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("topic", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("added_by", sa.String(length=60), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_added_examples")),
    )
    op.create_table(
        "announcements",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("texts", JSON, nullable=False),
        sa.Column("office", sa.String(length=60), nullable=True),
        sa.Column("topic", sa.String(length=60), nullable=True),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("written_by", sa.String(length=60), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_by", sa.String(length=60), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_back_because", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
    )
    op.create_index(op.f("ix_announcements_status_ends_on"), "announcements", ["status", "ends_on"], unique=False)
    op.create_table(
        "places",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("shipped", sa.Boolean(), nullable=False),
        sa.Column("written", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
    )
    op.create_table(
        "reading_links",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("topic", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reader", sa.String(length=120), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verdict", sa.String(length=10), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_reading_links")),
    )
    op.create_index(op.f("ix_reading_links_topic_language"), "reading_links", ["topic", "language"], unique=False)
    op.create_table(
        "recalls",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("topic", sa.String(length=60), nullable=False),
        sa.Column("versions", JSON, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("texts", JSON, nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("written_by", sa.String(length=60), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_by", sa.String(length=60), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_back_because", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("told_up_to", BIG_ID, nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recalls")),
    )
    op.create_table(
        "unanswered_questions",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("newcomer_id", BIG_ID, nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("topic", sa.String(length=60), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("concepts", JSON, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("handled_by", sa.String(length=60), nullable=True),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unanswered_questions")),
    )
    op.create_index(op.f("ix_unanswered_questions_newcomer_id"), "unanswered_questions", ["newcomer_id"], unique=False)
    op.create_index(
        op.f("ix_unanswered_questions_state_asked_on"), "unanswered_questions", ["state", "asked_on"], unique=False
    )
    op.create_table(
        "value_changes",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=130), nullable=False),
        sa.Column("before", JSON, nullable=True),
        sa.Column("after", JSON, nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("written_by", sa.String(length=60), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_by", sa.String(length=60), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_back_because", sa.Text(), nullable=False),
        sa.Column("publish_on", sa.Date(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_value_changes")),
    )
    op.create_index(op.f("ix_value_changes_kind_name"), "value_changes", ["kind", "name"], unique=False)
    op.create_index(op.f("ix_value_changes_status"), "value_changes", ["status"], unique=False)
    op.add_column("article_versions", sa.Column("meaning_version", sa.Integer(), nullable=True))
    op.add_column("article_versions", sa.Column("checked_on", sa.Date(), nullable=True))
    op.add_column("article_versions", sa.Column("shipped_version", sa.Integer(), nullable=True))
    op.add_column("article_versions", sa.Column("change", sa.String(length=10), nullable=True))
    op.add_column("article_versions", sa.Column("note", sa.Text(), nullable=True))
    op.add_column("article_versions", sa.Column("written_by", sa.String(length=60), nullable=True))
    op.add_column("article_versions", sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("article_versions", sa.Column("reviewed_by", sa.String(length=60), nullable=True))
    op.add_column("article_versions", sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("article_versions", sa.Column("sent_back_because", sa.Text(), nullable=True))
    op.add_column("article_versions", sa.Column("publish_on", sa.Date(), nullable=True))
    op.add_column("article_versions", sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("article_versions", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("article_versions", sa.Column("withdrawn_by", sa.String(length=60), nullable=True))
    op.add_column("article_versions", sa.Column("withdrawn_because", sa.Text(), nullable=True))
    op.add_column("article_versions", sa.Column("withdrawal_reviewed_by", sa.String(length=60), nullable=True))
    op.create_index(
        "ix_article_versions_status", "article_versions", ["status", "topic", "language", "version"], unique=False
    )
    op.add_column("facts", sa.Column("valid_from", sa.Date(), nullable=True))
    op.add_column("facts", sa.Column("valid_to", sa.Date(), nullable=True))
    op.add_column("facts", sa.Column("owner", sa.String(length=40), nullable=True))
    op.add_column("facts", sa.Column("review_due_on", sa.Date(), nullable=True))
    op.add_column("newcomers", sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE article_versions SET published_at = created_at WHERE status = 'published'")
    op.execute("UPDATE article_versions SET shipped_version = version WHERE shipped")
