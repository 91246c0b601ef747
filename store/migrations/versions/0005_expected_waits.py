"""What new callers may expect to wait, as it was learnt last."""

import sqlalchemy as sa
from alembic import op

from store.models import Instant

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "expected_waits",
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("learnt_at", Instant(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("visit_count", sa.Integer(), nullable=False),
        sa.Column("day_count", sa.Integer(), nullable=False),
        sa.Column("error_s", sa.Double(), nullable=True),
        sa.Column("usual_error_s", sa.Double(), nullable=True),
        sa.Column("inside", sa.Double(), nullable=True),
        sa.Column("inside_busy", sa.Double(), nullable=True),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("queue"),
    )


def downgrade() -> None:
    op.drop_table("expected_waits")
