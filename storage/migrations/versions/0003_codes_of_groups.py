"""Codes that connect a group once"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "group_codes",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_group_codes_unit_id_units")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_group_codes")),
    )
    op.create_index(op.f("ix_group_codes_unit_id"), "group_codes", ["unit_id"], unique=False)
