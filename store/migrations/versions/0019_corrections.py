"""What was corrected of changes and actions, by whom, and what was there before."""

import sqlalchemy as sa
from alembic import op

from store.models import Instant

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("was", "now")),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("corrections_of", "corrections", ["kind", "number"])


def downgrade() -> None:
    op.drop_table("corrections")
