"""Pages for cases that are not told in Telegram"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "newcomer_addresses",
        sa.Column("newcomer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(length=80), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code_word", sa.String(length=200), nullable=True),
        sa.Column("open_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["newcomer_id"],
            ["newcomers.id"],
            name=op.f("fk_newcomer_addresses_newcomer_id_newcomers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("newcomer_id", name=op.f("pk_newcomer_addresses")),
        sa.UniqueConstraint("channel", "address", name=op.f("uq_newcomer_addresses_channel_address")),
    )
    op.create_table(
        "case_links",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("newcomer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wrong_words", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["newcomer_id"], ["newcomers.id"], name=op.f("fk_case_links_newcomer_id_newcomers"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_case_links")),
    )
    op.create_index(op.f("ix_case_links_newcomer_id"), "case_links", ["newcomer_id"], unique=False)
    op.add_column("conversations", sa.Column("channel", sa.String(length=20), nullable=True))
