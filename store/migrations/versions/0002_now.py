"""What sources tell of this moment."""

import sqlalchemy as sa
from alembic import op

from store.models import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "visits_now",
        sa.Column("source", sa.String(length=41), nullable=False),
        sa.Column("contact_id", sa.Text(), nullable=False),
        sa.Column("leg_no", sa.Integer(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("started_at", Instant(), nullable=True),
        sa.Column("queued_at", Instant(), nullable=True),
        sa.Column("wait_ms", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("agent_id", sa.Text(), nullable=True),
        sa.Column("talk_ms", sa.BigInteger(), nullable=True),
        sa.Column("hold_ms", sa.BigInteger(), nullable=True),
        sa.Column("wrap_ms", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("source", "contact_id", "leg_no"),
    )
    op.create_table(
        "agents_now",
        sa.Column("source", sa.String(length=41), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("since", Instant(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("queue", sa.Text(), nullable=True),
        sa.Column("queues", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("source", "agent_id"),
    )
    op.create_table(
        "live_sources",
        sa.Column("source", sa.String(length=41), nullable=False),
        sa.Column("at", Instant(), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("source"),
    )


def downgrade() -> None:
    op.drop_table("live_sources")
    op.drop_table("agents_now")
    op.drop_table("visits_now")
