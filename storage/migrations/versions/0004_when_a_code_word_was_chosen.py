"""When the code word of a page was chosen"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case_links", sa.Column("word_chosen_at", sa.DateTime(timezone=True), nullable=True))
